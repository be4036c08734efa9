"""The form of the event: titles, days and zone, kept as one act."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QFormLayout, QFrame, QWidget

from checkin.attendance import targets
from checkin.i18n import gettext as _
from ui.bridge import Bridge
from ui.theme import GRID, Tone
from ui.widgets.deposit_choice import DepositChoice
from ui.widgets.field import Field
from ui.widgets.plain import Button, column, label, tint

_TITLES = ("title", "title_de", "title_en", "title_zh", "title_ru", "short")
_DAYS = ("first_day", "last_day")
_FAR = QDate(2200, 1, 1)


class EventForm(QFrame):
    """What is true of the event on every desk."""

    said = Signal(str, object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.bridge = bridge
        self.fields = {
            "title": Field(_("Title")),
            "title_de": Field(_("Title, German")),
            "title_en": Field(_("Title, English")),
            "title_zh": Field(_("Title, Chinese")),
            "title_ru": Field(_("Title, Russian")),
            "short": Field(_("Short title, on badges")),
            "place": Field(_("Place")),
            "country": Field(_("Country"), hint="DE"),
            "region": Field(_("Region")),
            "local_postcodes": Field(_("Postcodes of the city"), hint="390 391"),
            "region_postcodes": Field(_("Postcodes of the region"), hint="06 38 39"),
            "targets": Field(_("Targets"), hint=_("abroad 25 %")),
            "day_starts": Field(_("A day begins at"), hint="00:00"),
            "channels": Field(_("Receiver channels"), hint="de zh ru"),
            "threshold": Field(_("Interpreted from how many listeners"), hint="1"),
            "receivers": Field(_("Number of receivers"), hint="120"),
            "emergency": Field(_("Emergency number, on badges"), hint="+49 391 555 0100"),
        }
        self.days = {"first_day": _day(_("First day")), "last_day": _day(_("Last day"))}
        self.zone, self.deposit = _zones(), DepositChoice()
        self.deposit.setAccessibleName(_("Deposit for a receiver"))
        self.remark = label("", wrap=True)
        self.done = Button(_("Save"), self.save, "Ctrl+S", "primary")
        self._shown: dict[str, str] = {}
        self._arrange()
        for field in self.fields.values():
            field.textChanged.connect(self._on_edited)
            field.returnPressed.connect(self.save)
        for day in self.days.values():
            day.dateChanged.connect(self._on_edited)
        self.zone.currentTextChanged.connect(self._on_edited)
        self.deposit.changed.connect(self._on_edited)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for key in _TITLES:
            _add(form, self.fields[key])
        for part in (*self.days.values(), self.zone):
            _add(form, part)
        for key in list(self.fields)[len(_TITLES) :]:
            _add(form, self.fields[key])
        _add(form, self.deposit)
        self.setLayout(
            column(
                label(_("The event"), "title"),
                label(_("The same on every desk after the next exchange."), "caption", wrap=True),
                self.remark,
                form,
                gap=1.5,
                margin=2.5,
            )
        )

    def values(self) -> dict[str, str]:
        """Return what the form says now."""
        typed = {key: field.value() for key, field in self.fields.items()}
        typed["country"] = typed["country"].upper()
        days = {key: part.date().toString(Qt.DateFormat.ISODate) for key, part in self.days.items()}
        zone, deposit = self.zone.currentText().strip(), self.deposit.value()
        return {**typed, **days, "zone": zone, "deposit": deposit}

    def changed(self) -> dict[str, str]:
        """Return what differs from what is kept."""
        return {key: text for key, text in self.values().items() if text != self._shown.get(key)}

    def read(self) -> None:
        """Show what is kept, and leave alone what somebody has changed."""
        typed = self.changed() if self._shown else {}
        event = self.bridge.desk.event
        kept = {key: getattr(event, key) for key in (*self.fields, *self.days, "zone", "deposit")}
        self._put({**kept, **typed})
        self._shown = {**self.values(), **{key: kept[key] for key in typed}}
        self._on_edited()

    def save(self) -> None:
        """Keep what was changed."""
        values = self.changed()
        if values:
            self.bridge.run(targets.settle, values, then=self._on_saved, refused=self._refuse)

    def draft(self) -> dict[str, Any]:
        """Return what is typed and not yet saved."""
        return dict(self.changed()) if self._shown else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""
        self.read()
        self._put({key: text for key, text in draft.items() if isinstance(text, str)})
        self._on_edited()

    def _put(self, values: dict[str, str]) -> None:
        for key, text in values.items():
            if key in self.days:
                self.days[key].setDate(QDate.fromString(text, Qt.DateFormat.ISODate))
            elif key == "zone":
                self.zone.setCurrentText(text)
            elif key == "deposit":
                self.deposit.tell(text)
            elif key in self.fields and self.fields[key].text() != text:
                self.fields[key].setText(text)
                self.fields[key].setCursorPosition(0)

    def _on_saved(self, _changed: bool) -> None:  # noqa: FBT001  the verb's answer
        self._shown = self.values()
        self._on_edited()
        self.said.emit(_("Saved."), Tone.WELCOME)

    def _refuse(self, sentence: str) -> None:
        self.remark.setText(sentence)
        self.remark.show()
        tint(self.remark, Tone.STOP)

    def _on_edited(self, _text: object = None) -> None:
        self.remark.hide()
        self.done.setEnabled(bool(self.changed()))


def _add(form: QFormLayout, part: QWidget) -> None:
    words = label(part.accessibleName(), "soft")
    words.setBuddy(part)
    form.addRow(words, part)


def _day(name: str) -> QDateEdit:
    made = QDateEdit()
    made.setAccessibleName(name)
    made.setDisplayFormat("dd.MM.yyyy")
    made.setMaximumDate(_FAR)
    made.setCalendarPopup(True)
    return made


def _zones() -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(_("Time zone"))
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems(sorted(available_timezones()))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    completer = QCompleter(made.model(), made)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCompleter(completer)
    return made
