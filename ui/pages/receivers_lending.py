"""The side of the receivers where things are scanned: who stands here, and what came of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from checkin import receivers
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.model.person import Person
from ui import theme
from ui.pages.exchange_parts import scrolled
from ui.pages.receivers_work import Answer
from ui.saying import breakable, clock, shown
from ui.theme import GRID, Tone
from ui.widgets.deed_field import DeedField
from ui.widgets.deposit_choice import DepositChoice
from ui.widgets.facts import Scrolled
from ui.widgets.flow import Flow
from ui.widgets.name_line import NameLine
from ui.widgets.plain import Button, boxed, chip, column, draw, label, line, row, tint

_ICON, _NARROWEST = 32, 240


class Lending(QFrame):
    """One field for badges and receivers; the answer stands below it."""

    entered = Signal(str)
    cleared = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.desk, self.person = desk, ""  # who stands here, and gets the next number
        self.field = DeedField(_("Badge or receiver"), hint=_("Scan here"))
        self.field.setProperty("look", "field")
        self.field.installEventFilter(self)
        self._icon = label()
        self.word = label("", "verdict", wrap=True)
        self.advice = label("", "body", wrap=True)
        self._band = QFrame()
        self._band.setProperty("look", "band")
        self.names = NameLine()
        self.about = label("", "soft", wrap=True)
        self.channel = label("", "verdict", wrap=True)
        self.has = label("", "strong", wrap=True)
        self.row = label("", "large", wrap=True)
        self.deposit = DepositChoice()
        self.give = Button(
            _("Lend the next free one"), lambda: self.entered.emit(""), "⏎", "primary"
        )
        self.channels, self._line = Flow(), line()
        self._arrange()
        self.setMinimumWidth(theme.px(_NARROWEST))
        self.deposit.tell(desk.event.deposit)
        self.clear()

    def _arrange(self) -> None:
        band = row(self._icon, column(self.word, self.advice, gap=0), gap=1.5)
        band.setStretch(1, 1)
        band.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._band.setLayout(band)
        inside = column(
            self._band,
            self.names,
            self.about,
            self.channel,
            self.has,
            self.row,
            None,
            boxed(column(label(_("Deposit"), "soft"), self.deposit, gap=0.5)),
            row(self.give, None),
            self._line,
            boxed(self.channels),
            gap=1,
        )
        area = scrolled(Scrolled(inside))
        layout = column(self.field, area, gap=1.5, margin=2)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def read(self) -> None:
        """Show the channels again, and what who stands here has now."""
        carried = self.desk.event.channels.split()
        self._line.setVisible(bool(carried))
        self.channels.refill(
            *(
                chip(_("channel {channel}").format(channel=f"{n} {shown(one).upper()}"))
                for n, one in enumerate(carried, 1)
                if one != "-"
            )
        )
        person = self.desk.person(self.person) if self.person else None
        if person:
            self._tell_holdings(person)
        else:
            self.deposit.tell(self.desk.event.deposit)

    def meet(self, person: Person) -> None:
        """Let somebody stand here: the next number is theirs."""
        self.person = person.id
        self.field.clear()
        offer = receivers.offered(self.desk, person)
        self._say(_("Now the receiver"), _("Scan its number, or ⏎ for the next free one."))
        self._tell_person(person, offer.channel)
        self.row.hide()
        self.give.setEnabled(True)
        self.deposit.tell(self.desk.event.deposit)

    def tell(self, answer: Answer, person: Person | None, beside: str) -> None:
        """Show what came of a verb; the next number is nobody's."""
        self.clear()
        self._say(answer.word, answer.advice, answer.tone)
        if person:
            self._tell_person(person, answer.channel)
        self.row.setText(beside)
        self.row.setVisible(bool(beside))

    def refuse(self, sentence: str) -> None:
        """Say why nothing was done; who stands here still does."""
        self._say(_("Not done"), sentence, Tone.STOP)
        self.field.selectAll()

    def clear(self) -> None:
        """Let nobody stand here."""
        self.person = ""
        self.field.clear()
        self._say(_("Lend or take back"), _("A badge, then a number: lent. A number: back."))
        for part in (self.names, self.about, self.channel, self.has, self.row):
            part.hide()
        self.give.setEnabled(False)

    def draft(self) -> dict[str, Any]:
        """Return who stands here, and what is typed."""
        kept = {"person": self.person, "typed": self.field.text()}
        return {key: value for key, value in kept.items() if value}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put them back."""
        if person := self.desk.person(str(draft.get("person", ""))):
            self.meet(person)
        self.field.setText(str(draft.get("typed", "")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Act by Enter, begin again by Esc."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if not self.field.echoes():
                    self.entered.emit(self.field.value())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.clear()
                self.cleared.emit()
                return True
        return super().eventFilter(watched, event)

    def _say(self, word: str, advice: str, tone: Tone = Tone.PLAIN) -> None:
        icons = {Tone.WELCOME: "tick", Tone.STOP: "stop", Tone.LOOK: "alert", Tone.NOTE: "undo"}
        tint(self._band, tone)
        draw(self._icon, icons.get(tone, "headphones"), tone, _ICON)
        for part, text in ((self.word, word), (self.advice, advice)):
            part.setText(breakable(shown(text, 400)))
            tint(part, Tone.SOFT if tone is Tone.PLAIN else tone)
            part.setVisible(bool(text))

    def _tell_person(self, person: Person, channel: str) -> None:
        self.names.say(person.whole_name or _("Unnamed guest"), person.native_name)
        delegation = self.desk.delegation(person.delegation) if person.delegation else None
        title = delegation.title if delegation else ""
        languages = " · ".join(person.languages.upper().split())
        parts = (person.organisation, title, languages, person.phone)
        self.about.setText(breakable(" · ".join(shown(part) for part in parts if part)))
        self.channel.setText(_("Channel {channel}").format(channel=shown(channel)))
        self.names.show()
        self.about.setVisible(any(parts))
        self.channel.setVisible(bool(channel))
        self._tell_holdings(person)

    def _tell_holdings(self, person: Person) -> None:
        """Say what somebody has already."""
        told = [
            _("Has receiver {number} since {time}").format(
                number=shown(loan.number), time=clock(loan.at)
            )
            for loan in receivers.of_person(self.desk, person.id)
        ]
        self.has.setText("\n".join(told))
        self.has.setVisible(bool(told))
