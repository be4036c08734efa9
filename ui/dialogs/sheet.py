"""A sheet: a form that lies beside the list, so that nothing in the window waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QScrollArea, QWidget

from checkin.i18n import gettext as _
from ui.saying import breakable
from ui.theme import GRID, Tone
from ui.widgets.field import Field
from ui.widgets.plain import Button, boxed, choice, column, label, line, row, tint, yielding


class Sheet(QFrame):
    """A titled form with one button that saves; Enter goes on, Esc closes."""

    saved = Signal(object)  # the values
    closed = Signal()

    def __init__(self, title: str, save: str) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAccessibleName(title)
        self.heading = label(breakable(title), "title", wrap=True)
        self.remark = label("", "caption", wrap=True)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(2 * GRID)
        self.form.setVerticalSpacing(GRID)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.beside = column(gap=0.5)  # what a form wants to show below its fields
        self.done = Button(save, self.save, "⏎", "primary")
        self.stop = Button(_("Close"), self.close_sheet, "Esc")
        self._above, self._room = column(), column(None)
        self.buttons = row(self.done, self.stop, None)
        body = column(self._above, self.form, self.remark, self.beside, self._room, gap=1.5)
        body.setStretch(4, 1)
        body.setContentsMargins(0, 0, GRID, 0)
        self._body = body
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(boxed(body))
        layout = column(self.heading, self._area, line(), self.buttons, gap=1.5, margin=2.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.fields: dict[str, Field] = {}
        self.chosen: dict[str, QComboBox] = {}

    def add(self, key: str, title: str, text: str = "", hint: str = "") -> Field:
        """Add a line to type in, under its title."""
        made = self.make_field(title, text, hint)
        self.fields[key] = made
        self.add_part(title, made)
        return made

    def make_field(self, title: str, text: str, hint: str) -> Field:
        """Return the line to type in."""
        return Field(title, text, hint)

    def choose(
        self, key: str, title: str, choices: Sequence[tuple[str, str]], value: str = ""
    ) -> QComboBox:
        """Add a choice among values, each with its words, under its title."""
        made = yielding(choice(title, choices, value))
        self.chosen[key] = made
        self.add_part(title, made)
        return made

    def add_part(self, title: str, part: QWidget) -> None:
        """Add any part under a title."""
        words = label(title, "soft")
        words.setBuddy(part)
        self.form.addRow(words, part)
        part.installEventFilter(self)

    def add_switch(self, part: QWidget) -> None:
        """Add a part that says itself what it is, over the whole width."""
        self.form.addRow(part)
        part.installEventFilter(self)

    def lead(self, part: QWidget) -> None:
        """Put a part above the fields, with all the room that they leave."""
        self._above.addWidget(part)
        self._body.setStretch(0, 1)
        self._body.setStretch(4, 0)

    def values(self) -> dict[str, str]:
        """Return what is typed and chosen, per field."""
        typed = {key: field.value() for key, field in self.fields.items()}
        return {**typed, **{key: str(one.currentData() or "") for key, one in self.chosen.items()}}

    def refuse(self, sentence: str, key: str = "") -> None:
        """Say why this cannot be saved, and lead to the field, first of all to a missing name."""
        self.tell(sentence, Tone.STOP)
        if "name" in self.fields and not self.fields["name"].value():
            key = key or "name"
        if key in self.fields:
            tint(self.fields[key], Tone.STOP)
            self.fields[key].setFocus()

    def tell(self, sentence: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something under the fields."""
        self.remark.setText(breakable(sentence))
        tint(self.remark, tone)

    def save(self) -> None:
        """Pass the values on."""
        for field in self.fields.values():
            tint(field, Tone.PLAIN)
        self.tell("")
        self.saved.emit(self.values())

    def close_sheet(self) -> None:
        """Close without saving."""
        self.closed.emit()

    def first(self) -> QWidget:
        """Return where typing begins."""
        return next(iter(self.fields.values()), self.done)

    def draft(self) -> dict[str, Any]:
        """Return what is typed and chosen."""
        typed = {key: field.text() for key, field in self.fields.items()}
        return {**typed, **{key: one.currentData() for key, one in self.chosen.items()}}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed and chosen."""
        for key, text in draft.items():
            if key in self.fields and isinstance(text, str):
                self.fields[key].setText(text)
            elif key in self.chosen:
                self.chosen[key].setCurrentIndex(max(self.chosen[key].findData(text), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter: to the next field, and after the last one save."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if not (isinstance(watched, Field) and watched.echoes()):
                    self._on_entered(watched)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_sheet()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc from wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def _on_entered(self, watched: QObject) -> None:
        parts = [
            part
            for place in range(self.form.rowCount())
            if (item := self.form.itemAt(place, QFormLayout.ItemRole.FieldRole))
            and (part := item.widget())
        ]
        following = parts[parts.index(watched) + 1 :] if watched in parts else []
        for part in following:
            if part.isEnabled() and not isinstance(part, QLabel):
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.save()
