"""A person whole: all fields, bookings, visits, the badge, what desks disagree on, the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from checkin.card import Card
from checkin.desk import Desk
from checkin.dossier import Booked, Dossier, Rivals, Visit, booked_activity
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.vocabulary import fields
from ui import saying, wording
from ui.bridge import Bridge
from ui.page import Action
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets import facts
from ui.widgets.facts import Facts, Scrolled, breakable
from ui.widgets.flow import Flow
from ui.widgets.history_list import HistoryList
from ui.widgets.plain import Button, boxed, chip, column, label, name, panel, row


class PersonSheet(QFrame):
    """Shows one person; what can be done stands at its foot."""

    closed = Signal()
    chosen = Signal(str, str)  # a field and the value that is right
    undone = Signal(str, str)  # an entry of the history, and what it said

    def __init__(self, bridge: Bridge, tasks: Sequence[Action]) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.bridge = bridge
        self.person = ""
        self._title = label("", "figure", wrap=True)
        self._native = label("", "large", wrap=True)
        self._chips = Flow()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        self._body.setSpacing(2 * GRID)
        self.history = HistoryList()
        self.history.undone.connect(self.undone)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(Scrolled(self._body))
        foot = Flow()
        for task in tasks:
            key = task.shown_key()
            foot.addWidget(Button(task.text, task.run, key if "+" not in key else ""))
        shut = Button(_("Close"), self.closed.emit, "Esc", "quiet")
        top = row(self._title, shut)
        top.setStretch(0, 1)
        top.setAlignment(shut, Qt.AlignmentFlag.AlignTop)
        head = boxed(column(top, self._native, boxed(self._chips), gap=0.5, margin=2))
        layout = column(
            head,
            self._scroll,
            panel(boxed(foot), look="foot", margin=1.5),
            gap=0,
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def first(self) -> QWidget:
        """Return what takes the keys that scroll."""
        return self._scroll

    def tell(self, dossier: Dossier, card: Card | None) -> None:
        """Show a person; who is shown already stays where one has scrolled to."""
        person = dossier.person
        again = person.id == self.person
        place = self._scroll.verticalScrollBar().value() if again else 0
        if not again:
            self._renew_history()
        self.person = person.id
        whole = person.whole_name or _("Unnamed guest")
        self._title.setText(breakable(whole))
        self.setAccessibleName(shown(whole))
        name(self._scroll, _("All about {name}").format(name=shown(whole, 60)))
        self._native.setText(breakable(person.native_name))
        self._native.setVisible(bool(person.native_name) and person.native_name != whole)
        self._chips.refill(*_chips(dossier, card))
        self._fill(dossier, card)
        self._scroll.verticalScrollBar().setValue(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc from wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _renew_history(self) -> None:
        """Begin again with the latest of somebody else."""
        self.history.setParent(None)
        self.history.deleteLater()
        self.history = HistoryList()
        self.history.undone.connect(self.undone)

    def _fill(self, dossier: Dossier, card: Card | None) -> None:
        while (item := self._body.takeAt(0)) is not None:
            if part := item.widget():
                if part.isAncestorOf(self.history):
                    self.history.setParent(None)
                part.hide()
                part.deleteLater()
        words = {one: self._told(one, dossier) for one in dossier.settings}
        self.history.tell(dossier.history, dossier.may_undo, words)
        desk = self.bridge.desk
        parts: list[QWidget | None] = [
            _attention(dossier.person.attention),
            *(self._rivals(one) for one in dossier.rivals),
            *(_group(group, names, dossier, card) for group, names in fields.GROUPS),
            _section(_("Badge"), _badge(card, desk.moment(None))),
            _section(_("Bookings"), [_booked(desk, one) for one in dossier.bookings]),
            _section(_("Attendance"), [_visit(desk, one) for one in dossier.visits]),
            _block(_("History"), self.history),
        ]
        for one in parts:
            if one is not None:
                self._body.addWidget(one)
        self._body.addStretch(1)

    def _told(self, entry: str, dossier: Dossier) -> str:
        """Say which fields an entry set, in the words that the form has for them."""
        parts = [
            f"{field_title(self.bridge, name)}: {_value(self.bridge, name, text) or _('empty')}"
            for name, text in dossier.settings[entry].items()
        ]
        kind = next((one.kind for one in dossier.history if one.entry == entry), "")
        told = _("Entered: {fields}") if kind == "registered" else "{fields}"
        return told.format(fields=" · ".join(parts))

    def _rivals(self, rivals: Rivals) -> QWidget:
        """Show a field that desks set unlike each other, with both values to choose from."""
        title = field_title(self.bridge, rivals.field)
        words = label(
            _("{field}: entered differently at two desks. Which is right?").format(field=title),
            wrap=True,
        )
        choices = Flow()
        for said in rivals.said:
            text = _value(self.bridge, rivals.field, said.value)
            where = f"{said.desk} {saying.clock(said.at)}"
            take = self._taking(rivals.field, said.value)
            choices.addWidget(Button(f"{shown(text, 20) or _('empty')} · {where}", take))
        made = panel(words, boxed(choices), look="band", margin=1.5)
        made.setProperty("tone", str(Tone.LOOK))
        return made

    def _taking(self, field: str, value: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(field, value)


def field_title(bridge: Bridge, field: str) -> str:
    """Return what a field is called; a booking by its activity."""
    activity = booked_activity(field)
    if activity:
        title = saying.title(bridge.desk, activity) or activity
        return _("Booking for {activity}").format(activity=title)
    return fields.title(field)


def booking_status(word: str) -> str:
    """Return what the state of a booking is called."""
    return {
        "booked": _("booked"),
        "waiting": _("on the waiting list"),
        "cancelled": _("cancelled"),
    }.get(word, word)


def _value(bridge: Bridge, field: str, value: str) -> str:
    if booked_activity(field):
        return booking_status(value)
    if field == "delegation":
        known = bridge.desk.delegation(value)
        return known.title if known else value
    return facts.value(field, value)


def _chips(dossier: Dossier, card: Card | None) -> list[QWidget]:
    """Return the short facts under the name."""
    person = dossier.person
    made: list[QWidget] = []
    if card and card.presence.here:
        words = _("Here since {time}").format(time=saying.clock(card.presence.since))
        made.append(chip(words, Tone.WELCOME))
    elif card and card.presence.left:
        words = _("Left at {time}").format(time=saying.clock(card.presence.left))
        made.append(chip(words, Tone.NOTE))
    if person.status:
        made.append(chip(saying.status(person.status), Tone.LOOK))
    if card and card.delegation_title:
        made.append(chip(shown(card.delegation_title, 30), Tone.ACCENT))
    made.append(chip(saying.role(person.role)))
    if dossier.merged:
        words = ngettext("joined of {n} person", "joined of {n} people", len(dossier.merged) + 1)
        made.append(chip(words.format(n=len(dossier.merged) + 1)))
    return made


def _attention(text: str) -> QWidget | None:
    if not text:
        return None
    made = panel(
        label(_("Attention"), "heading"), label(breakable(text), wrap=True), look="band", margin=1.5
    )
    made.setProperty("tone", str(Tone.STOP))
    return made


def _group(group: str, names: Sequence[str], dossier: Dossier, card: Card | None) -> QWidget | None:
    """Return a group of the fields that hold something."""
    values = dict(dossier.values)
    values["delegation"] = card.delegation_title if card else ""
    values["country"] = values["country"] or values["country_text"]
    pairs = [
        (fields.title(name), facts.value(name, values[name]))
        for name in names
        if values[name] and name not in {"attention", "status", "name_order"}
    ]
    if group == "name" and values["badge_name"]:
        pairs.append((fields.title("badge_name"), values["badge_name"]))
    return _block(fields.group(group), Facts(pairs)) if pairs else None


def _badge(card: Card | None, now: datetime) -> list[tuple[str, str]]:
    if card is None:
        return []
    badge = card.badge
    issue = _("{code} · number {n}").format(code=badge.code, n=badge.issue)
    pairs = [(_("Code"), issue if badge.issue > 1 else badge.code)]
    state = wording.badge(badge, now)
    return [*pairs, *([(_("State"), state)] if state else [])]


def _booked(desk: Desk, one: Booked) -> tuple[str, str]:
    when = f"{saying.day(one.start)} {saying.clock(one.start) if 'T' in one.start else ''}"
    title = saying.title(desk, one.activity) or one.activity
    words = " · ".join(text for text in (title, one.place, booking_status(one.status)) if text)
    return when.strip() or "–", words


def _visit(desk: Desk, one: Visit) -> tuple[str, str]:
    title = saying.title(desk, one.activity) or one.activity
    span = "–".join((saying.clock(one.at), saying.clock(one.left) if one.left else ""))
    said = _("desk {desk}").format(desk=one.desk)
    return saying.day(one.at), f"{title} · {span} · {said}"


def _section(title: str, pairs: Sequence[tuple[str, str]]) -> QWidget | None:
    return _block(title, Facts(pairs)) if pairs else None


def _block(title: str, part: QWidget) -> QWidget:
    return boxed(column(label(title, "heading"), part, gap=0.75))
