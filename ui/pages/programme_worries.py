"""The look for what does not fit in the programme, and the button that says how much it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checkin import programme_rules
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.programme_rules import Finding
from ui.page import Context
from ui.pages.looking import Looking
from ui.theme import Tone
from ui.widgets.plain import Button


class Worries(Looking):
    """Finds what does not fit."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Looking for what does not fit"), programme_rules.findings)


class WorryButton(Button):
    """Says how much does not fit, and leads there; it is there when it is needed."""

    def __init__(self, run: Callable[[], object]) -> None:
        super().__init__("", run)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say how much it is now."""
        text = ngettext("{n} thing to look at", "{n} things to look at", len(findings))
        self.setText(text.format(n=len(findings)))
        stops = any(one.severity == "stop" for one in findings)
        self.setProperty("tone", str(Tone.STOP if stops else Tone.LOOK))
        self.setVisible(bool(findings))
