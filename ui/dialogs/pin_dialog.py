"""The PIN: asked for to leave self check-in, chosen or changed by the organiser."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QPushButton, QWidget

from checkin import pin
from checkin.i18n import gettext as _
from ui import theme
from ui.bridge import Bridge
from ui.theme import GRID, Tone
from ui.widgets.field import Field
from ui.widgets.plain import Button, column, label, row, tint

Purpose = Literal["leave", "choose", "change"]

_WIDTH, _KEY = 380, 56
_SECOND = 1_000  # ms


class PinDialog(QDialog):
    """Accepted when the PIN was right, or is set; the desk decides, never the window."""

    def __init__(self, parent: QWidget | None, bridge: Bridge, purpose: Purpose) -> None:
        super().__init__(parent)
        self.bridge, self.purpose = bridge, purpose
        self.setWindowTitle(_("PIN"))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.old = _secret(_("PIN") if purpose == "leave" else _("Old PIN"))
        self.new, self.again = _secret(_("New PIN")), _secret(_("New PIN once more"))
        self.remark = label("", wrap=True)
        self.ready = Button(
            _("Unlock") if purpose == "leave" else _("Save"), self._on_done, "⏎", "primary"
        )
        self.leave = Button(_("Close"), self.reject, "Esc")
        self._wait = 0
        self._ticker = QTimer(self)
        self._ticker.setInterval(_SECOND)
        self._ticker.timeout.connect(self._on_second)
        self.setLayout(self._arranged())
        self.fields()[0].setFocus()

    def fields(self) -> list[Field]:
        """Return what is to be typed, in order."""
        return {
            "leave": [self.old],
            "choose": [self.new, self.again],
            "change": [self.old, self.new, self.again],
        }[self.purpose]

    def _arranged(self) -> QGridLayout:
        titles = {
            "leave": _("Leave self check-in"),
            "choose": _("Choose a PIN"),
            "change": _("Change the PIN"),
        }
        parts = column(label(titles[self.purpose], "title"), gap=1.5)
        for field in self.fields():
            words = label(field.accessibleName(), "soft")
            words.setBuddy(field)
            parts.addLayout(column(words, field, gap=0.5))
            field.returnPressed.connect(self._on_entered)
        parts.addWidget(self.remark)
        if self.purpose == "leave":
            parts.addLayout(self._pad())
        parts.addLayout(row(None, self.leave, self.ready))
        whole = QGridLayout()
        whole.setContentsMargins(*[3 * GRID] * 4)
        whole.addLayout(parts, 0, 0)
        return whole

    def _pad(self) -> QGridLayout:
        """Return keys to touch, as a kiosk may have no keyboard."""
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for place, sign in enumerate("123456789"):
            grid.addWidget(self._key(sign, partial(self.old.insert, sign)), place // 3, place % 3)
        grid.addWidget(self._key("⌫", self.old.backspace, _("Delete the last digit")), 3, 0)
        grid.addWidget(self._key("0", partial(self.old.insert, "0")), 3, 1)
        return grid

    def _key(self, sign: str, on: Callable[[], object], said: str = "") -> QPushButton:
        made = Button(sign, on)
        made.setFixedHeight(theme.px(_KEY))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(said or sign)
        return made

    def _on_entered(self) -> None:
        """Go on to the next field, and after the last one do it."""
        fields = self.fields()
        place = next(n for n, field in enumerate(fields) if field is self.sender())
        if place + 1 < len(fields):
            fields[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._on_done()

    def _on_done(self) -> None:
        if self._wait:
            return
        if self.purpose == "leave":
            self.bridge.run(pin.check, self.old.text(), then=self._on_answered, refused=self._say)
            return
        if pin.digits_of(self.new.text()) != pin.digits_of(self.again.text()):
            self._say(_("The two PINs are not the same."))
            return
        if self.purpose == "choose":
            verb, words = pin.choose, (self.new.text(),)
            self.bridge.run(verb, *words, then=lambda _nothing: self.accept(), refused=self._say)
            return
        texts = self.old.text(), self.new.text()
        self.bridge.run(pin.change, *texts, then=self._on_answered, refused=self._say)

    def _on_answered(self, answer: pin.Answer) -> None:
        if answer.right:
            self.accept()
            return
        self.old.clear()
        self.old.setFocus()
        self._wait = answer.wait
        if self._wait:
            self._ticker.start()
            self._on_second()
        else:
            self._say(_("That is not the PIN."))

    def _on_second(self) -> None:
        self.ready.setEnabled(not self._wait)
        if not self._wait:
            self._ticker.stop()
            self._say("")
            return
        self._say(_("Wrong too often. Please wait {n} seconds.").format(n=self._wait))
        self._wait -= 1

    def _say(self, sentence: str) -> None:
        self.remark.setText(sentence)
        tint(self.remark, Tone.STOP)


def _secret(name: str) -> Field:
    made = Field(name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    return made
