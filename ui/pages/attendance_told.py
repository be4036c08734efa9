"""Figures in sentences: about how many, which part from abroad, and how far the targets are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from checkin.attendance.overview import Overview
from checkin.attendance.targets import Reached
from checkin.i18n import gettext as _
from ui import theme
from ui.pages import attendance_words as words
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, column, label, panel, row, tint


class Sentences(QFrame):
    """The sentences beside a button that copies them, and the targets below."""

    copied = Signal(str)
    targets_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: Overview | None = None
        self._aims: list[Reached] = []
        self.said = label("", "strong", wrap=True)
        self.copy = Button(_("Copy"), self.on_copy, "Ctrl+Shift+C", look="quiet")
        self.edit = Button(_("Targets …"), self.targets_wanted.emit, look="quiet")
        self._targets = Flow(1)
        self.targets = boxed(self._targets)
        self.targets.hide()
        head = row(self.said, self.copy, self.edit, gap=1)
        head.setStretch(0, 1)
        inside = column(head, self.targets, gap=0.25)
        inside.setContentsMargins(theme.px(14), theme.px(4), theme.px(8), theme.px(4))
        layout = column(panel(inside, margin=0), gap=0)
        self.setLayout(layout)

    def show_figures(self, found: Overview) -> None:
        """Say other figures."""
        self._found = found
        self.said.setText("   ·   ".join(words.sentences(found)))
        if list(found.targets) != self._aims:
            self._aims = list(found.targets)
            self._targets.refill(*map(_aim, self._aims))
            self.targets.setVisible(bool(self._aims))

    def on_copy(self) -> None:
        """Put the sentences on the clipboard, with the rule by which they are counted."""
        if self._found:
            text = [*words.sentences(self._found), *(one.text() for one in self._aims)]
            QGuiApplication.clipboard().setText("\n".join([*text, words.rule_text(self._found)]))
            self.copied.emit(_("The sentences are copied."))


def _aim(one: Reached) -> QFrame:
    """Return a target: a sign and a word tell whether it is reached, not its colour alone."""
    word = _("reached") if one.done else _("not yet")
    made = label(f"{'✓' if one.done else '○'} {shown(one.text(), 120)} · {word}", "caption")
    tint(made, Tone.WELCOME if one.done else Tone.PLAIN)
    return made
