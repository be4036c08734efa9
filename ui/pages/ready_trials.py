"""What only a person can try: the scanner, the printer, and the morning itself, for practice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from checkin import practice, readiness
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.practice import TrialCode
from checkin.readiness import Check
from ui import theme
from ui.pages.ready_checks import LOOKS
from ui.theme import Tone
from ui.widgets.code_mark import CodeMark
from ui.widgets.field import Field
from ui.widgets.plain import Button, boxed, column, draw, label, panel, picture, row, tint

_PAUSE = 700  # ms without a key after which a scan has ended, with or without Enter


class ScannerTrial(QFrame):
    """A code to scan, a field that takes whatever comes, and what that says of the scanner."""

    judged = Signal(object)  # Check

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._key = key
        self.mark = CodeMark(_("Test code"), readiness.scanner_code())
        self.field = _Raw(_("Scan the test code"))
        self.field.ended.connect(self._judge)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_PAUSE)
        self._quiet.timeout.connect(lambda: self._judge(""))
        self.field.textEdited.connect(lambda _text: self._quiet.start())
        self.sign, self.text = picture("scan"), label(wrap=True)
        self.remedy = label("", "caption", wrap=True)
        said = row(self.sign, self.text)
        said.setStretch(1, 1)
        said.setAlignment(self.sign, Qt.AlignmentFlag.AlignTop)
        right = column(self.field, said, self.remedy, None, gap=1)
        inside = row(self.mark, gap=2)
        inside.addLayout(right, 1)
        self.setLayout(column(label(_("Scanner"), "title"), inside, gap=1.5, margin=2))
        self.remedy.setText(readiness.scanner_check(key, "").remedy)
        self.sign.hide()
        self.text.hide()

    def show_check(self, check: Check) -> None:
        """Show what was found."""
        tone, icon = LOOKS[check.state]
        draw(self.sign, icon, tone)
        self.sign.show()
        self.text.show()
        self.text.setText(check.text)
        tint(self.text, tone)
        self.remedy.setText(check.remedy)

    def _judge(self, ending: str) -> None:
        self._quiet.stop()
        typed = self.field.text()
        if not typed:
            return
        check = readiness.scanner_check(self._key, typed + ending)
        self.show_check(check)
        self.field.selectAll()
        self.judged.emit(check)


class _Raw(Field):
    """A field that says what ended the typing: Enter, Tab, or nothing."""

    ended = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name, hint=name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the scanner's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.ended.emit("\r")
        else:
            super().keyPressEvent(event)


class PracticeTrial(QFrame):
    """Practice is begun or ended here; in practice there are codes to scan from the screen."""

    begun = Signal()
    ended = Signal()
    cleared = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._codes: list[TrialCode] = []
        self._at = 0
        self.mark, self.says = CodeMark(_("Test code")), label(wrap=True)
        self.start = Button(_("Start practice"), self.begun.emit, icon="flag")
        self.end = Button(_("End practice"), self.ended.emit, look="primary")
        self.clear = Button(_("Delete the practice copy"), self.cleared.emit)
        self.next = Button(_("Next code"), self._on_next)
        self.trying = boxed(
            row(self.mark, boxed(column(self.says, row(self.next, None), None, gap=1)), gap=2)
        )
        text = _(
            "A copy of the event to try everything with. Nothing of it reaches the real event or "
            "another desk."
        )
        self.setLayout(
            column(
                label(_("Practice"), "title"),
                label(text, "soft", wrap=True),
                self.trying,
                row(self.start, self.end, self.clear, None),
                gap=1.5,
                margin=2,
            )
        )
        self.read(desk)

    def read(self, desk: Desk) -> None:
        """Offer what can be done now."""
        practising = desk.practising
        self._codes = practice.trial_codes(desk) if practising else []
        self.trying.setVisible(practising)
        self.end.setVisible(practising)
        self.start.setVisible(not practising)
        self.clear.setVisible(not practising and practice.beside(desk.path).exists())
        self._show()

    def _on_next(self) -> None:
        self._at += 1
        self._show()

    def _show(self) -> None:
        if self._codes:
            shown = self._codes[self._at % len(self._codes)]
            self.mark.show_code(shown.code)
            self.says.setText(shown.says)


def trial(title: str, text: str, *buttons: QWidget) -> tuple[QFrame, Callable[[str, Tone], None]]:
    """Return a panel with something to try, and how to say what came of it."""
    said = label("", "caption", wrap=True)
    made = panel(
        label(title, "title"), label(text, "soft", wrap=True), row(*buttons, None), said, gap=1.5
    )
    made.setMinimumWidth(theme.px(200))
    said.hide()

    def say(sentence: str, tone: Tone) -> None:
        said.setText(sentence)
        tint(said, tone)
        said.setVisible(bool(sentence))

    return made, say
