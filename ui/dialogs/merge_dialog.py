"""Who may be one person twice, side by side: joined with the values one chooses, or kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from checkin import twins
from checkin.card import Card, card
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.person import Person
from checkin.twins import Difference, Pair
from checkin.vocabulary import fields
from ui import theme
from ui.bridge import Bridge
from ui.page import Action
from ui.saying import shown
from ui.theme import GRID
from ui.widgets import facts
from ui.widgets.facts import Scrolled, breakable
from ui.widgets.plain import Button, boxed, column, empty, label, line, name, panel, row

_ROW = 80
_LIST_WIDTH = 320
_LONGEST = 90  # signs of a value


class MergeDialog(QWidget):
    """A list of pairs and the pair that is looked at; it lies on its page and blocks nothing."""

    joined = Signal(str, str, object)  # the two, and the values chosen
    parted = Signal(str, str)  # they are not the same person
    closed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.pairs: list[Pair] = []
        self._differences: list[Difference] = []
        self._groups: dict[str, QButtonGroup] = {}
        self.title = label(_("Likely duplicates"), "title")
        self.count = label("", "soft")
        self.list = _list(_("Pairs"))
        self.list.currentRowChanged.connect(lambda _place: self._show())
        looks = ("primary", "", "")
        self.join, self.part, self.back = (
            Button(one.text, one.run, one.shown_key().replace("Return", "⏎"), look)
            for one, look in zip(self.actions_here(), looks, strict=True)
        )
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, GRID, 0)
        nobody = empty(
            "people",
            _("No duplicates"),
            _("Names, spellings, e-mail and telephone were compared; nobody seems to be twice."),
            Button(_("Back"), self.closed.emit),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self._both_sides())
        self.stack.addWidget(nobody)
        layout = column(row(self.title, self.count, None, self.back), self.stack, gap=1.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _both_sides(self) -> QWidget:
        """Return the list, and beside it the pair that is looked at."""
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(Scrolled(self._body))
        inside = column(scroll, line(), row(self.join, self.part, None), gap=1.5)
        inside.setStretch(0, 1)
        both = row(panel(self.list, margin=0.25), gap=1.5)
        both.addWidget(panel(inside), 1)
        return boxed(both)

    def tell(self, pairs: Sequence[Pair]) -> None:
        """Show these pairs, the likeliest first; the one looked at stays if it is still there."""
        place = self.list.currentRow()
        self.pairs = [pair for pair in pairs if self._people(pair)]
        self.list.clear()
        for pair in self.pairs:
            one, other = self._people(pair)
            told = " – ".join(shown(_called(person), 40) for person in (one, other))
            if _called(one) == _called(other):
                told = shown(_called(one), 80)
            item = QListWidgetItem(f"{told}\n{reasons(pair)}")
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            self.list.addItem(item)
        number = len(self.pairs)
        self.count.setText(ngettext("{n} pair", "{n} pairs", number).format(n=number))
        self.stack.setCurrentIndex(0 if self.pairs else 1)
        self.list.setCurrentRow(min(max(place, 0), number - 1))
        self._show()

    def drop(self, one: str, other: str) -> None:
        """Take a pair off the list, which is settled."""
        settled = {one, other}
        self.tell([pair for pair in self.pairs if {pair.one, pair.other} != settled])
        self.first().setFocus()

    def first(self) -> QWidget:
        """Return what takes the keys."""
        return self.list if self.pairs else self.back

    def chosen(self) -> dict[str, str]:
        """Return the values that the whole is to have where the two differ."""
        return {
            one.field: one.values[self._groups[one.field].checkedId()] for one in self._differences
        }

    def actions_here(self) -> list[Action]:
        """Return what can be done with the pair."""
        return [
            Action(_("Join"), self._on_join, "Ctrl+Return"),
            Action(_("Not the same person"), self._on_part, "Ctrl+N"),
            Action(_("Back"), self.closed.emit, "Esc"),
        ]

    def _pair(self) -> Pair | None:
        place = self.list.currentRow()
        return self.pairs[place] if 0 <= place < len(self.pairs) else None

    def _people(self, pair: Pair) -> tuple[Person, ...]:
        """Return the two as long as they are two."""
        found = [self.bridge.desk.person(one) for one in (pair.one, pair.other)]
        people = tuple(person for person in found if person)
        return people if len({person.id for person in people}) > 1 else ()

    def _on_join(self) -> None:
        if pair := self._pair():
            self.joined.emit(pair.one, pair.other, self.chosen())

    def _on_part(self) -> None:
        if pair := self._pair():
            self.parted.emit(pair.one, pair.other)

    def _show(self) -> None:
        while (item := self._body.takeAt(0)) is not None:
            if part := item.widget():
                part.hide()
                part.deleteLater()
        pair = self._pair()
        if pair is None or not self._people(pair):
            return
        self._differences = twins.differences(self.bridge.desk, pair.one, pair.other)
        explained = _(
            "Choose what is right. Marked is what was said last; an empty field replaces nothing. "
            "Check-ins and bookings of both stay, both badges stay valid, and an undo parts them."
        )
        self._body.addWidget(label(explained, "soft", wrap=True))
        self._body.addWidget(self._compared(pair))
        self._body.addStretch(1)

    def _compared(self, pair: Pair) -> QWidget:
        """Return the two side by side: who they are, and where they differ."""
        grid = QGridLayout()
        grid.setContentsMargins(0, GRID, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, theme.px(110))
        for place in (1, 2):
            grid.setColumnStretch(place, 1)
        at = self.bridge.desk.moment(None)
        for place, one in enumerate((pair.one, pair.other), 1):
            found = card(self.bridge.desk, one, at)
            if found:
                grid.addWidget(_who(found), 0, place, Qt.AlignmentFlag.AlignTop)
        self._groups = {}
        for number, unlike in enumerate(self._differences, 1):
            grid.addWidget(label(fields.title(unlike.field), "soft", wrap=True), number, 0)
            group = QButtonGroup(self)
            self._groups[unlike.field] = group
            for side, value in enumerate(unlike.values):
                radio, words = self._value(unlike.field, value)
                radio.setChecked(side == unlike.keeps)
                group.addButton(radio, side)
                made = row(radio, words, gap=0.5)
                made.setStretch(1, 1)
                grid.addWidget(boxed(made), number, side + 1)
        return boxed(grid)

    def _value(self, field: str, value: str) -> tuple[QRadioButton, QLabel]:
        text = value
        if field == "delegation":
            known = self.bridge.desk.delegation(value)
            text = known.title if known else value
        told = facts.value(field, text) if text or field in fields.CHOICES else _("empty")
        words = label(breakable(told, _LONGEST), "body" if value else "soft", wrap=True)
        radio = QRadioButton()
        name(radio, f"{fields.title(field)}: {shown(told, 60)}")
        words.setBuddy(radio)
        return radio, words


def _list(title: str) -> QListWidget:
    made = QListWidget()
    name(made, title)
    made.setMinimumWidth(theme.px(240))
    made.setMaximumWidth(theme.px(_LIST_WIDTH))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWordWrap(True)
    return made


def reasons(pair: Pair) -> str:
    """Say why two may be one."""
    words = {
        "same-name": _("same name"),
        "same-native": _("same name in its own script"),
        "like-name": _("name sounds alike"),
        "same-email": _("same e-mail"),
        "same-phone": _("same telephone"),
        "same-organisation": _("same organisation"),
        "same-delegation": _("same delegation"),
        "same-country": _("same country"),
        "chosen": _("chosen by you"),
    }
    return " · ".join(words[reason] for reason in pair.reasons[:2])


def _called(person: Person) -> str:
    return " ".join(text for text in (person.whole_name, person.native_name) if text) or _(
        "Unnamed guest"
    )


def _who(found: Card) -> QWidget:
    """Return who one of the two is, in short."""
    person = found.person
    lines = [
        person.organisation,
        found.delegation_title,
        _("entered at a desk") if person.entered else _("from a list"),
        _("Here now") if found.presence.here else "",
    ]
    told = " · ".join(text for text in lines if text)
    return boxed(
        column(
            label(breakable(_called(person)), "strong", wrap=True),
            label(breakable(told), "caption", wrap=True),
            gap=0.25,
        )
    )
