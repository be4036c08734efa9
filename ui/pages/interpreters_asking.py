"""What is asked about needs and about the plan as a whole: its rules, proposals, publishing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.interpreting import profile as profiles
from checkin.interpreting.problem import Demand
from checkin.interpreting.profile_words import figures
from checkin.model.need import MODES, Need
from checkin.vocabulary import naming
from ui import saying
from ui.dialogs.need_form import NeedChoices, NeedForm
from ui.dialogs.plan_sheets import NeedBriefingSheet, ProfileSheet
from ui.pages import interpreters_words as words
from ui.pages import interpreters_work as work
from ui.saying import shown
from ui.theme import Tone

if TYPE_CHECKING:
    from checkin.desk import Desk
    from ui.pages.interpreters_planning import Planning


class Asking:
    """Opens sheets about needs and rules, and runs what they ask for."""

    def __init__(self, planning: Planning) -> None:
        self._do = planning

    def new_need(self) -> None:
        """Add a need by hand."""
        form = NeedForm(_("New need"), _choices(self._do.desk), {}, self._do.day())
        self._do.open_sheet(form, lambda _values: self._do.run(work.put_need, "", form.changes()))

    def edit_need(self) -> None:
        """Change what people say of the marked need."""
        if not (demands := self._do.needs()):
            return
        first = demands[0]
        title = _("Change {name}").format(name=_titled(first))
        form = NeedForm(title, _choices(self._do.desk), self._start(first), first.day)
        self._do.open_sheet(
            form, lambda _values: self._do.run(work.put_need, first.id, form.changes())
        )

    def brief(self) -> None:
        """Note what the interpreters of the marked need have been given."""
        if not (demands := self._do.needs()):
            return
        first = demands[0]
        title = _("Briefing: {title}").format(title=_titled(first))
        sheet = NeedBriefingSheet(title, self._start(first))
        self._do.open_sheet(
            sheet, lambda values: self._do.run(work.brief, [one.id for one in demands], values)
        )

    def close_need(self) -> None:
        """Say that nobody is to interpret the marked need, or that somebody is after all."""
        if demands := self._do.needs():
            if self._do.sight.wanted[demands[0].id].wanted:
                self._do.promised.close([one.id for one in demands])
            else:
                self._do.run(work.open_need, demands[0].id)

    def accept_removals(self) -> None:
        """Close the needs to which nobody listens any more."""
        gone = self._do.gone()
        if gone:
            self._do.promised.close(gone)
        else:
            self._do.say(_("No removal is proposed."), Tone.PLAIN)

    def choose_profile(self) -> None:
        """Show the rules by which the plan is made, and choose others."""
        known = [profiles.load(name) for name in profiles.names()]
        sheet = ProfileSheet(
            [(one.name, one.title) for one in known],
            self._do.desk.event.profile or profiles.USUAL,
            {one.name: (one.note, figures(one)) for one in known},
        )
        self._do.open_wide(
            sheet, lambda values: self._do.run(work.choose_profile, values["profile"])
        )

    def _start(self, demand: Demand) -> Mapping[str, str]:
        """Return what people said of a need, as its fields hold it."""
        asked = self._do.sight.wanted.get(demand.id)
        said = asked.said if asked else None
        return dict(zip(("id", *Need.names()), said.values(), strict=True)) if said else {}


def _titled(demand: Demand) -> str:
    return f"{words.direction(demand)} {shown(demand.title, 60)}"


def _choices(desk: Desk) -> NeedChoices:
    """Return what can be chosen in the form of a need."""
    every = sorted(desk.programme.activities.values(), key=lambda one: (one.start, one.title))
    spoken = {code for one in every for code in one.languages.split()} | _COMMON
    tongues = sorted((naming.tongue(code, language()), code) for code in spoken)
    places = {one.place: words.place(desk, one.place) for one in every if one.place}
    return NeedChoices(
        [
            (one.id, f"{saying.since(one.start, desk.moment(None))} {saying.title(desk, one.id)}")
            for one in every
            if one.start
        ],
        [("", "–"), *((code, name) for name, code in tongues)],
        [(word, words.mode(word)) for word in MODES],
        sorted(places.items(), key=lambda one: one[1]),
    )


_COMMON = {"de", "en", "zh", "ru", "uk", "lv", "kk", "fr"}
