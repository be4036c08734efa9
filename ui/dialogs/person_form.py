"""All fields of a person to be corrected; what cannot stand is said at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from checkin.i18n import gettext as _
from checkin.model.person import Person
from checkin.vocabulary import fields
from ui import theme
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets import facts
from ui.widgets.facts import Scrolled
from ui.widgets.field import Field
from ui.widgets.letter_field import LetterField
from ui.widgets.plain import Button, choice, column, label, line, name, row, tint

_NAME_WIDTH = 128
_NAMES = frozenset({"name", "family", "given", "middle", "native_name"})
_INTERPRETING = "interpreter"


class PersonForm(QFrame):
    """Passes on what was changed, and nothing else."""

    saved = Signal(object)  # the changed fields, as they are kept
    closed = Signal()

    def __init__(self, person: Person, delegation: str, titles: Sequence[tuple[str, str]]) -> None:
        """Begin with what is known; titles are those of the delegations, by their ids."""
        super().__init__()
        self.setProperty("look", "panel")
        self.person = person
        self._titles = {title: subject for subject, title in titles}
        self._country = person.country
        words = _("Correct {name}").format(name=shown(person.whole_name, 60))
        self.setAccessibleName(words)
        self.remark = label("", "caption", wrap=True)
        self.parts: dict[str, QWidget] = {}
        self._faults: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, GRID, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(1, 1)
        values = {one: getattr(person, one) for one in Person.names()}
        values["delegation"] = delegation
        values["country"] = values["country"] or values["country_text"]
        for group, names in fields.GROUPS:
            if group != _INTERPRETING or person.role == _INTERPRETING:
                self._add_group(group, names, values)
        self._before = self.values()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(Scrolled(column(self._grid, None)))
        buttons = row(
            Button(_("Save"), self.save, "⏎", "primary"),
            Button(_("Close"), self.closed.emit, "Esc"),
            None,
        )
        heading = label(facts.breakable(words), "title", wrap=True)
        self.setLayout(
            column(heading, self._scroll, self.remark, line(), buttons, gap=1.5, margin=2.5)
        )

    def first(self) -> QWidget:
        """Return where typing begins."""
        return next(iter(self.parts.values()))

    def values(self) -> dict[str, str]:
        """Return what stands in all fields."""
        return {name: _text(part) for name, part in self.parts.items()}

    def save(self) -> None:
        """Pass the changes on, or say at each field what is wrong."""
        now = self.values()
        changed = {name: text for name, text in now.items() if text != self._before[name]}
        names = {name: now.get(name, "") for name in fields.NAMES}
        kept, wrong = fields.checked(names | changed)
        wrong = {name: said for name, said in wrong.items() if name in changed or name == "family"}
        self._blame(wrong)
        if wrong:
            return
        news = {name: value for name, value in kept.items() if name in changed}
        if "country" in news:
            news["country_text"] = ""
        if "delegation" in news:
            news["delegation"] = self._titles.get(news["delegation"], news["delegation"])
        self.saved.emit(news)

    def refuse(self, sentence: str) -> None:
        """Say why this cannot be saved."""
        self.remark.setText(sentence)
        tint(self.remark, Tone.STOP)

    def draft(self) -> dict[str, Any]:
        """Return what was changed."""
        now = self.values()
        return {name: text for name, text in now.items() if text != self._before[name]}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what was changed."""
        for one, text in draft.items():
            part = self.parts.get(one)
            if isinstance(part, QComboBox):
                part.setCurrentIndex(max(part.findData(text), 0))
            elif isinstance(part, Field) and isinstance(text, str):
                part.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save with Enter, close with Esc, and keep what has the focus in sight."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched, 0, theme.px(48))
        wheel = event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox)
        return wheel or super().eventFilter(watched, event)  # the wheel scrolls, and sets nothing

    def _add_group(self, group: str, names: Sequence[str], values: Mapping[str, str]) -> None:
        place = self._grid.rowCount()
        self._grid.setRowMinimumHeight(place, GRID)
        self._grid.addWidget(label(fields.group(group), "heading"), place + 1, 0, 1, 2)
        split = values["family"] or values["given"]
        for one in names:
            if one != "name" or values[one] or not split:
                self._add(one, values[one])

    def _add(self, one: str, text: str) -> None:
        place = self._grid.rowCount()
        title = fields.title(one)
        part = self._made(one, title, text)
        part.installEventFilter(self)
        words = label(title, "soft", wrap=True)
        words.setFixedWidth(theme.px(_NAME_WIDTH))
        words.setBuddy(part)
        fault = label("", "caption", wrap=True)
        fault.hide()
        tint(fault, Tone.STOP)
        self._grid.addWidget(words, place, 0)
        self._grid.addWidget(part, place, 1)
        self._grid.addWidget(fault, place + 1, 1)
        self.parts[one], self._faults[one] = part, fault

    def _made(self, one: str, title: str, text: str) -> QWidget:
        if one in fields.CHOICES:
            known = [(value, _choice(one, value)) for value in fields.CHOICES[one]]
            if text and text not in fields.CHOICES[one] and text != "delegate":
                known.append((text, text))
            made = choice(title, known, text)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return made
        if one in _NAMES:
            named = LetterField(title, text, self._country)
            named.setPlaceholderText("")  # said once would do; here it would be said five times
            return named
        field = Field(title, facts.value(one, text))
        field.setCursorPosition(0)
        if one == "delegation":
            _offer(field, list(self._titles))
        return field

    def _blame(self, wrong: Mapping[str, str]) -> None:
        for one, fault in self._faults.items():
            fault.setText(wrong.get(one, ""))
            fault.setVisible(one in wrong)
            tint(self.parts[one], Tone.STOP if one in wrong else Tone.PLAIN)
            self.parts[one].setAccessibleDescription(wrong.get(one, ""))
        self.remark.setText(_("Nothing was saved yet.") if wrong else "")
        first = next((one for one in self.parts if one in wrong), "")
        if first:
            self.parts[first].setFocus()
            QTimer.singleShot(
                0, self, lambda: self._scroll.ensureWidgetVisible(self._faults[first])
            )


def _text(part: QWidget) -> str:
    if isinstance(part, QComboBox):
        return str(part.currentData() or "")
    assert isinstance(part, Field)  # noqa: S101  there are no others
    return part.value()


def _choice(field: str, value: str) -> str:
    if field == "status" and not value:
        return _("Is expected")
    if field == "organisation_type" and not value:
        return _("Not known")
    return facts.value(field, value)


def _offer(field: Field, titles: list[str]) -> None:
    """Complete what is typed from what is known."""
    completer = QCompleter(titles, field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    if popup := completer.popup():
        name(popup, _("Delegations"))
    field.setCompleter(completer)
