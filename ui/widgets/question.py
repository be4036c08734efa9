"""A question in the page: words, perhaps a field, and a button for each answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.saying import breakable, shown
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, Deed, column, label, tint

_FIELD = 260


class Question(QFrame):
    """Asks where one works; nothing in the window waits for the answer, and Esc is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        tint(self, Tone.NOTE)
        self.words = label("", wrap=True)
        self.remark = label("", wrap=True)
        tint(self.remark, Tone.STOP)
        self.field = Field(_("Name"))
        self.field.setMinimumWidth(theme.px(_FIELD))
        self.field.returnPressed.connect(self._on_entered)
        self._flow = Flow()
        self._back: QWidget | None = None
        self._first: Callable[[], object] | None = None
        self.setLayout(column(self.words, self._flow, self.remark, gap=1, margin=1.5))
        self.hide()

    def ask(self, text: str, answers: Sequence[Deed], typed: str | None = None) -> None:
        """Ask something; the first answer is that of Enter in the field, if one is wanted."""
        self._back = self.window().focusWidget() if not self.isVisible() else self._back
        self.words.setText(breakable(shown(text)))
        self.remark.hide()
        buttons: list[QWidget] = [Button(one.text, one.run, one.key, one.look) for one in answers]
        buttons.append(Button(_("Cancel"), self.close_question, "Esc"))
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.field:
                widget.hide()
                widget.deleteLater()
        self.field.setVisible(typed is not None)
        for part in (self.field, *buttons) if typed is not None else buttons:
            self._flow.addWidget(part)
            part.show()
        self._first = answers[0].run
        self.show()
        parts = [self.field, *buttons] if typed is not None else buttons
        for one, following in pairwise(parts):
            QWidget.setTabOrder(one, following)
        if typed is not None:
            self.field.setText(typed)
            self.field.selectAll()
        first = self.field if typed is not None else buttons[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why an answer cannot be taken; the question stays."""
        self.remark.setText(breakable(shown(sentence)))
        self.remark.show()
        if self.field.isVisible():
            self.field.setFocus()

    def close_question(self) -> None:
        """Ask no longer; the keyboard goes back to where it was."""
        if self.isVisible():
            inside = self.isAncestorOf(self.window().focusWidget() or self)
            if inside and self._back is not None and self._back.isVisible():
                self._back.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)

    def _on_entered(self) -> None:
        if self._first and not self.field.echoes():
            self._first()
