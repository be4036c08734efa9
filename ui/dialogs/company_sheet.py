"""Who comes with a guest: one with a name, more without."""

from __future__ import annotations

from checkin.i18n import gettext as _
from checkin.model.person import Person
from ui.dialogs.sheet import Sheet
from ui.saying import shown


class CompanySheet(Sheet):
    """A name for whoever tells it, and a number for the others."""

    def __init__(self, guest: Person) -> None:
        words = _("Who comes with {name}?").format(name=shown(guest.whole_name, 60))
        super().__init__(words, _("Check in"))
        self.add("name", _("Name"))
        self.add("organisation", _("Organisation"))
        self.add("count", _("More guests, without a name yet"), "0")
        self.tell(_("Each counts as a person of the same delegation."))
