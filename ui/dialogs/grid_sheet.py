"""What a chief interpreter's own table asks for, seen before anything of it is taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from checkin.i18n import gettext as _
from ui.dialogs.sheet import Sheet
from ui.rows import Column, Rows, opened, table
from ui.saying import breakable
from ui.theme import Tone
from ui.widgets.plain import label, tint

NEW, GONE, AGAINST, UNREAD, NOTE = "new", "gone", "against", "unread", "note"
"""What a line is: a promise that comes or goes, one against a rule, and what is none."""

_TONES = {
    NEW: Tone.WELCOME,
    GONE: Tone.LOOK,
    AGAINST: Tone.STOP,
    UNREAD: Tone.STOP,
    NOTE: Tone.SOFT,
}
_ICONS = {NEW: "plus", GONE: "out", AGAINST: "stop", UNREAD: "question", NOTE: "note"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a table asks for or says, and where it stands in it."""

    what: str  # of the words above
    where: str  # sheet, line and column; '' for what does not stand there
    text: str


class GridSheet(Sheet):
    """Passes on the reason for which also what rules are against is taken; '' leaves it out."""

    def __init__(self, title: str, verdict: tuple[str, Tone], lines: Sequence[Line]) -> None:
        super().__init__(title, _("Take over"))
        words, tone = verdict
        self.verdict = label(words, "body", wrap=True)
        tint(self.verdict, tone)
        self.rows = Rows(
            [
                Column("", _what, "what", 150, tone=_tone, icon=_icon),
                Column(_("Where"), lambda one: one.where, "where", 150),
                Column(_("What"), lambda one: one.text, "text", 760),
            ],
            lines,
        )
        self.list = table(self.rows, _("Lines of the table"))
        opened(self.list, self.save)
        self.whole = label("", "soft", wrap=True)  # of the marked line, which may be long
        self.list.selectionModel().currentRowChanged.connect(self._on_marked)
        for part in (self.verdict, self.list, self.whole):
            self.lead(part)
        self._above.setStretch(1, 1)
        self.list.selectRow(0)
        self.against = any(one.what == AGAINST for one in lines)
        if self.against:
            title = _("Reason")
            self.add("reason", title, hint=_("to take also what rules are against"))

    def first(self) -> QWidget:
        """Return the lines."""
        return self.list

    def _on_marked(self, now: QModelIndex) -> None:
        one: Line = self.rows.rows[now.row()]
        self.whole.setText(breakable(" · ".join(part for part in (one.where, one.text) if part)))


def _what(one: Line) -> str:
    return {
        NEW: _("new"),
        GONE: _("no longer"),
        AGAINST: _("left out"),
        UNREAD: _("left out"),
        NOTE: _("note"),
    }[one.what]


def _tone(one: Line) -> Tone:
    return _TONES[one.what]


def _icon(one: Line) -> str:
    return _ICONS[one.what]
