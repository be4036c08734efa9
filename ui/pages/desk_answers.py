"""Answers of the desk: asked for, shown one after the other, and in line behind a real stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from checkin import card
from checkin.attendance import scanning
from checkin.attendance.scanning import Outcome
from checkin.card import Card
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.printing import due
from checkin.printing.station import station
from checkin.verdicts import ACTING, Verdict
from ui import wording
from ui.bridge import Bridge, Verb
from ui.page import Action
from ui.pages.desk_duty import Duty
from ui.theme import Tone
from ui.widgets.answer_card import AnswerCard
from ui.widgets.plain import Deed
from ui.wording import Said

STOPS = frozenset({Verdict.ATTENTION, Verdict.REPLACED, Verdict.SUBSTITUTED})
"""Answers that wait until a person has taken note of them."""
OPEN = frozenset({Verdict.CANCELLED, Verdict.NOT_BOOKED, Verdict.FULL, Verdict.NOT_TODAY})
"""Refusals in spite of which a person may let somebody in."""


class Answers(QObject):
    """What the card says, and what may be done about it."""

    asked = Signal()  # an act is under way, and the hands go on
    refused = Signal()  # an answer that changed nobody, whether it is shown yet or waits
    answered = Signal(object)  # Outcome: what the card now says
    failed = Signal()  # the card says that something was not saved
    reason_due = Signal(object)  # Outcome: of somebody who is to come in although it is full
    lined = Signal(str)  # how many answers wait behind a stop, '' for none

    def __init__(self, bridge: Bridge, duty: Duty, on: AnswerCard) -> None:
        super().__init__()
        self.bridge, self.duty, self.on = bridge, duty, on
        self.tasks: Sequence[Action] = ()  # what can be done about any guest
        self.card: Card | None = None  # the guest shown
        self.outcome: Outcome | None = None  # the answer shown; None while one types
        self.stopped = False  # the answer waits for a person
        self._by_enter, self._opened = True, False
        self._held: deque[Outcome | str] = deque()  # a sentence where nothing was saved

    # Asking #############################################################################

    def scan(self, text: str) -> None:
        """Answer a scan; it waits for nothing that is on the screen."""
        self.asked.emit()
        duty = self.duty
        self._run(scanning.scan, text, activity=duty.activity, out=duty.out)

    def check_in(self, person: str) -> None:
        """Check somebody in, or out where the desk does that, who was found by name."""
        self.asked.emit()
        duty = self.duty
        self._run(scanning.check_in, person, activity=duty.activity, out=duty.out)

    def check_out(self) -> None:
        """Check out the guest on the card."""
        if self.card:
            self.asked.emit()
            person = self.card.person.id
            self._run(scanning.check_in, person, out=True)

    def admit(self) -> None:
        """Let in the guest whom the desk refused; a full house needs a reason first."""
        if self.outcome and self.outcome.person and self.outcome.verdict is Verdict.FULL:
            self.reason_due.emit(self.outcome)
        elif self.outcome and self.outcome.person and self.outcome.verdict in OPEN:
            self.asked.emit()
            person, activity = self.outcome.person.id, self.outcome.activity
            self._run(scanning.admit, person, activity=activity)

    def wait(self) -> None:
        """Put the guest on the waiting list of the activity that was full."""
        if self.outcome and self.outcome.person and self.outcome.verdict is Verdict.FULL:
            person, activity = self.outcome.person.id, self.outcome.activity
            self.bridge.run(scanning.wait, person, activity, then=lambda _n: self.show_again())

    def _run(self, verb: Verb, *args: Any, **named: Any) -> None:
        """Let a verb take its turn; where its answer cannot be kept, the card says so."""
        self.bridge.run(verb, *args, **named, then=self.on_answered, refused=self.on_refused)

    # Answering ##########################################################################

    def on_answered(self, outcome: Outcome) -> None:
        """Show an answer, or keep it in line while another one waits for a person."""
        if outcome.verdict not in ACTING:
            self.refused.emit()
        if outcome.badge_due and station(self.bridge.desk).itself:
            self.bridge.run(due.ask, outcome, then=lambda _job: self.follow())
        if self.stopped:
            self._held.append(outcome)
            self.lined.emit(self._line())
            return
        if not self._repeated(outcome):
            self._show(outcome)

    def _repeated(self, outcome: Outcome) -> bool:
        """Tell whether a badge was only read twice: its welcome stands."""
        shown = self.outcome
        return (
            outcome.verdict is Verdict.ALREADY_HERE
            and outcome.entry is None
            and shown is not None
            and shown.verdict in ACTING
            and outcome.people == shown.people
        )

    def on_refused(self, sentence: str) -> None:
        """Say that nothing was saved, where the answer would stand: it must not be overlooked."""
        if self.stopped:
            self._held.append(sentence)
            self.lined.emit(self._line())
            return
        self.outcome, self.stopped = None, True
        words = Said(_("Not saved"), sentence, Tone.STOP, "stop", "stop")
        self.say(words, Deed(_("Understood"), self.confirm, "⏎", "stop"))
        self.on.announce(f"{words.word}. {sentence}")
        self.failed.emit()

    def confirm(self) -> None:
        """Take note of a stop, then show what was answered meanwhile, in its order."""
        self.stopped = False
        self.show_again()
        while self._held and not self.stopped:
            held = self._held.popleft()
            if isinstance(held, str):
                self.on_refused(held)
                continue
            self._show(held)
            unseen = wording.said(held.verdict).tone in {Tone.LOOK, Tone.STOP}
            if self._held and unseen:  # the next one would take its place unread
                self.stopped = True
                self.show_again()
        self.lined.emit(self._line())

    def forget(self) -> None:
        """Let the answer step back: something else is being typed."""
        self.outcome = None

    def preview(self, person: str, *, opened: bool, by_enter: bool = True) -> None:
        """Show a guest of whom nothing was done yet, and whether Enter would do it."""
        self._by_enter, self._opened = by_enter, opened
        desk = self.bridge.desk
        self.outcome = None
        now = desk.moment(None)
        self.card = card.card(desk, person, now, language())
        if self.card:
            words = wording.preview(self.card, now, opened=opened)
            self.on.answer(words, self.card, self._deeds())

    def follow(self) -> None:
        """Say anew where the badge of the guest on the card is, if that has changed."""
        if not self.card:
            return
        person = self.card.person
        if card.badge_state(self.bridge.desk, person) != self.card.badge:
            self.anew()

    def anew(self) -> None:
        """Read the card of the guest again, with the answer that stands above it."""
        if self.outcome:
            self._paint(self.outcome)
        elif self.card:
            self.preview(self.card.person.id, opened=self._opened, by_enter=self._by_enter)

    def say(self, said: Said, *deeds: Deed) -> None:
        """Show words and no guest."""
        self.card = None
        self.on.answer(said, None, deeds)

    def show_again(self) -> None:
        """Read the guest on the card again, as something about them has changed."""
        if self.outcome and self.outcome.person:
            self._paint(self.outcome)
        elif self.outcome:
            self.on.answer(wording.told(self.bridge.desk, self.outcome), None, [])
        elif self.card:
            self.preview(self.card.person.id, opened=False)
        else:
            words = Said(_("Ready"), _("Scan a badge, or type a name."), Tone.PLAIN, "scan", "")
            self.say(words)

    def take_back(self, people: Collection[str]) -> None:
        """Show the guest as things stand now, where what the card says was taken back."""
        outcome = self.outcome
        if self.stopped or not (outcome and outcome.person and outcome.person.id in people):
            self.show_again()
            return
        self.outcome = self.card = None
        self.preview(outcome.person.id, opened=False, by_enter=False)
        if not self.card:
            self.show_again()

    def _show(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.stopped = outcome.verdict in STOPS
        said = self._paint(outcome)
        who = outcome.person.whole_name if outcome.person else outcome.code
        self.on.announce(f"{said.word}. {who}")
        self.answered.emit(outcome)

    def _paint(self, outcome: Outcome) -> Said:
        desk, person = self.bridge.desk, outcome.person
        said = wording.told(desk, outcome)
        self.card = card.card(desk, person.id, outcome.at, language()) if person else None
        if self.card and outcome.verdict in ACTING:
            said = wording.more(said, wording.badge(self.card.badge, outcome.at))
        if outcome.verdict is Verdict.ATTENTION and not self.stopped:
            said = wording.noted(said)
        self.on.answer(said, self.card, self._deeds())
        return said

    def _line(self) -> str:
        """Say how many answers wait behind a stop."""
        if not self._held:
            return ""
        number = len(self._held)
        return ngettext("{n} more scan waits", "{n} more scans wait", number).format(n=number)

    def _deeds(self) -> list[Deed]:
        """Return what can be done about the guest on the card."""
        deeds = []
        verdict = self.outcome.verdict if self.outcome else None
        if self.stopped:
            deeds.append(Deed(_("Understood"), self.confirm, "⏎", "stop"))
        elif self.outcome is None and self.card:
            person = self.card.person.id
            words = _("Check out") if self.duty.out else _("Check in")
            key = "⏎" if self._by_enter else ""
            deeds.append(Deed(words, lambda: self.check_in(person), key, "primary"))
        elif verdict in OPEN:
            action = Action(_("Let in all the same"), self.admit, "Ctrl+Return")
            deeds.append(Deed(action.text, action.run, action.shown_key(), "primary"))
        if verdict is Verdict.FULL:
            action = Action(_("Waiting list"), self.wait, "Ctrl+W")
            deeds.append(Deed(action.text, action.run, action.shown_key()))
        if self.card:
            deeds += [Deed(one.text, one.run, one.shown_key()) for one in self.tasks]
            if self.card.presence.here:
                deeds.append(Deed(_("Check out"), self.check_out, "F8"))
        return deeds
