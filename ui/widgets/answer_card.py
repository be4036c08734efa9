"""The card: the great answer in colour, icon and word, and everything about the guest below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from checkin.card import Card, Seat
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.person import Person
from checkin.vocabulary import deposits, naming
from checkin.voices import Voice
from ui import theme
from ui.saying import breakable, clock, country, day, role, shown, status
from ui.theme import GRID, Tone
from ui.widgets.flow import Flow
from ui.widgets.name_line import NameLine
from ui.widgets.plain import (
    Button,
    Deed,
    boxed,
    chip,
    column,
    draw,
    label,
    line,
    name,
    panel,
    row,
    tint,
)
from ui.wording import Said

_ICON = 44
_EDGE = 22
_MOST_SEATS = 4


class AnswerCard(QFrame):
    """Shows one guest, or why there is none; what can be done next stands at its foot."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        name(self, _("Card"))
        self._band = QFrame()
        self._band.setProperty("look", "band")
        self._icon = label()
        self.word = label("", "verdict", wrap=True)
        self.advice = label("", "body", wrap=True)
        words = column(self.word, self.advice, gap=0)
        band = row(self._icon, words, gap=2)
        band.setStretch(1, 1)
        edge = theme.px(_EDGE)
        band.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        self._band.setLayout(band)
        self._names = NameLine()
        self._organisation = label("", "large", wrap=True)
        self._chips = Flow()
        self._note = label("", "body", wrap=True)
        self._note_box = panel(self._note, look="note", margin=1.5)
        self._chip_labels: list[QLabel] = []
        self._facts = column(gap=0)
        self._rows: list[_FactRow] = []
        head = column(self._names, self._organisation, boxed(self._chips), self._note_box)
        head.setContentsMargins(edge, theme.px(12), edge, theme.px(12))
        self._body = boxed(column(head, boxed(self._facts), None, gap=0))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body)
        name(area, _("About this person"))
        self._area = area
        self._buttons = Flow()
        self._pool: list[Button] = []
        self._foot = panel(boxed(self._buttons), look="foot", margin=1.5)
        layout = column(self._band, area, self._foot, gap=0)
        layout.setContentsMargins(1, 1, 1, 1)
        self.setLayout(layout)

    def answer(self, said: Said, card: Card | None, deeds: Sequence[Deed]) -> None:
        """Show an answer and its guest."""
        tint(self._band, said.tone)
        draw(self._icon, said.icon, None if said.tone is Tone.PLAIN else said.tone, _ICON)
        for words, text in ((self.word, said.word), (self.advice, said.advice)):
            words.setText(breakable(shown(text, 400)))
            tint(words, Tone.SOFT if said.tone is Tone.PLAIN else said.tone)
            words.setVisible(bool(text))
        self._body.setVisible(card is not None)
        if card is not None:
            self._show_person(card)
        self._offer(deeds)

    def _offer(self, deeds: Sequence[Deed]) -> None:
        """Offer deeds by buttons that are there already, as far as there are enough."""
        while len(self._pool) < len(deeds):
            self._pool.append(Button(""))
            self._buttons.addWidget(self._pool[-1])
        for button, deed in zip_longest(self._pool, deeds):
            button.setVisible(deed is not None)
            if deed:
                button.take(deed)
        self._foot.setVisible(bool(deeds))

    def announce(self, text: str) -> None:
        """Say to a screen reader what a verdict is."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, shown(text)))

    def _show_person(self, card: Card) -> None:
        person = card.person
        self._names.say(person.whole_name, person.native_name)
        both = dict.fromkeys((person.organisation, person.native_organisation))
        where = " ".join(shown(text) for text in both if text)
        told = " · ".join(text for text in (shown(person.position), where) if text)
        self._organisation.setText(breakable(told))
        self._organisation.setVisible(bool(person.position or where))
        self._show_chips(_chips(card))
        self._note.setText(breakable(shown(person.note, 400)))
        self._note_box.setVisible(bool(person.note))
        self._show_facts(list(_facts(card)))
        self._area.verticalScrollBar().setValue(0)

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show facts two by two; lines that are there already are used again."""
        pairs = [facts[place : place + 2] for place in range(0, len(facts), 2)]
        while len(self._rows) < len(pairs):
            made = _FactRow()
            self._rows.append(made)
            self._facts.addWidget(made)
        for made, pair in zip_longest(self._rows, pairs):
            made.say(pair or ())

    def _show_chips(self, facts: Iterable[tuple[str, Tone]]) -> None:
        told = list(facts)
        while len(self._chip_labels) < len(told):
            self._chip_labels.append(chip(""))
            self._chips.addWidget(self._chip_labels[-1])
        for made, fact in zip_longest(self._chip_labels, told):
            made.setVisible(fact is not None)
            if fact:
                made.setText(fact[0])
                tint(made, fact[1])


class _Fact(QWidget):
    """A caption and what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self._caption, self._words = label("", "caption"), label("", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner = column(self._caption, self._words, None, gap=0.5)
        inner.setContentsMargins(theme.px(_EDGE), GRID, theme.px(_EDGE) // 2, theme.px(10))
        self.setLayout(inner)

    def say(self, title: str, text: str) -> None:
        self._caption.setText(title)
        self._words.setText(breakable(text))


class _FactRow(QWidget):
    """Two facts side by side, or one that has the whole width."""

    def __init__(self) -> None:
        super().__init__()
        self._left, self._right, self._between = _Fact(), _Fact(), line(upright=True)
        pair = row(self._left, self._between, self._right, gap=0)
        pair.setStretch(0, 1)
        pair.setStretch(2, 1)
        self.setLayout(column(line(), pair, gap=0))

    def say(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show one fact or two; none hides the row."""
        self.setVisible(bool(facts))
        for made, fact in zip((self._left, self._right), facts, strict=False):
            made.say(*fact)
        for part in (self._right, self._between):
            part.setVisible(len(facts) > 1)


def _chips(card: Card) -> Iterable[tuple[str, Tone]]:
    """Yield the short facts: delegation, role, languages, what to hand out, what to mind."""
    person = card.person
    if card.delegation_title:
        words = _("Delegation {title}").format(title=shown(card.delegation_title))
        yield words, Tone.ACCENT
    yield role(person.role), Tone.PLAIN
    if person.languages:
        yield " · ".join(shown(person.languages).upper().split()), Tone.PLAIN
    if person.listening:
        tongue = naming.tongue(person.listening.split()[0], language())
        yield _("Listens to {language}").format(language=tongue), Tone.NOTE
    if person.country:
        yield country(person.country), Tone.PLAIN
    for loan in card.receivers:
        number = _("Receiver {number}").format(number=shown(loan.number))
        channel = _("channel {channel}").format(channel=shown(loan.channel))
        parts = (number, channel if loan.channel else "", shown(deposits.words(loan.deposit)))
        yield " · ".join(part for part in parts if part), Tone.NOTE
    if not person.named:
        yield _("Protected: on no list"), Tone.LOOK
    if person.attention:
        yield _("Attention"), Tone.STOP
    if person.status:
        yield status(person.status), Tone.LOOK
    if card.conflicts:
        yield _("Something to settle"), Tone.LOOK


def _facts(card: Card) -> Iterable[tuple[str, str]]:
    """Yield the facts that a desk is asked for, with their captions."""
    if card.person.role == "interpreter" and card.next:
        yield _("Next assignment"), _seat(card.next, dated=True)
    for voice in card.interpreters:
        yield _("Interpreter"), _voice(voice)
    if card.unheard:
        words = _("Nobody interprets into {language}: {time} {title}")
        tongue = naming.tongue(card.unheard.language, language())
        yield (
            _("Interpreter"),
            words.format(
                language=tongue, time=clock(card.unheard.start), title=shown(card.unheard.title)
            ),
        )
    if card.head:
        since = _("here since {time}").format(time=clock(card.head.since))
        here = since if card.head.since else _("not here yet")
        yield _("Head of the delegation"), f"{shown(card.head.name)} · {here}"
    if card.speaks:
        yield _("Speaks today"), _seats(card.speaks)
    told = (card.next,) if card.person.role == "interpreter" else ()
    if card.today and card.today != told:
        yield _("Today"), _seats(card.today)
    if card.later:
        yield _("Later"), _seats(card.later, dated=True)
    yield from _others(card)
    if card.badge.code:
        number = _("issue {n}").format(n=card.badge.issue) if card.badge.issue > 1 else ""
        yield _("Badge code"), " · ".join(part for part in (card.badge.code, number) if part)


def _voice(voice: Voice) -> str:
    """Return who interprets, between which languages, and where one hears them."""
    languages = "↔".join(word.upper() for word in voice.languages)
    booth = _("booth {number}").format(number=shown(voice.booth)) if voice.booth else ""
    channel = _("channel {channel}").format(channel=shown(voice.channel)) if voice.channel else ""
    parts = (shown(voice.person.whole_name), languages, shown(voice.person.phone), booth, channel)
    return " · ".join(part for part in parts if part)


def _others(card: Card) -> Iterable[tuple[str, str]]:
    """Yield who comes in whose place, and who comes with whom."""
    if card.substitute_for:
        yield _("Comes for"), shown(card.substitute_for.whole_name)
    if card.substitutes:
        names = ", ".join(shown(person.whole_name) for person in card.substitutes)
        yield _("Substituted by"), names
    if card.company:
        yield _("In company"), _company(card.company)
    if card.comes_with:
        yield _("Comes with"), shown(card.comes_with.whole_name)


def _company(people: Sequence[Person]) -> str:
    words = ngettext("with {n} guest", "with {n} guests", len(people)).format(n=len(people))
    names = ", ".join(shown(one.whole_name, 60) for one in people[:_MOST_SEATS])
    return f"{words}: {names}{', …' if len(people) > _MOST_SEATS else ''}"


def _seats(seats: Sequence[Seat], *, dated: bool = False) -> str:
    """Return one line for each, the date only where it is another than above."""
    lines, above = [], ""
    for seat in seats[:_MOST_SEATS]:
        date = seat.start[:10]
        lines.append(_seat(seat, dated=dated and date != above))
        above = date
    return "\n".join([*lines, *(["…"] if len(seats) > _MOST_SEATS else [])])


def _seat(seat: Seat, *, dated: bool = False) -> str:
    when = clock(seat.start) if seat.start else ""
    if dated and seat.start:
        when = f"{day(seat.start)} {when}"
    waiting = _("waiting list") if seat.status == "waiting" else ""
    where = seat.meeting_point or seat.place
    where = "" if where == seat.title else where
    parts = (when, shown(seat.title, 80), shown(where, 60), waiting)
    return " · ".join(part for part in parts if part)
