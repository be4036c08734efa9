"""Self check-in: a guest alone with the desk learns of nobody else, and never what is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checkin.attendance import scanning
from checkin.attendance.scanning import Outcome
from checkin.desk import Desk
from checkin.model import scanner
from checkin.model.code import Reading
from checkin.model.person import Person
from checkin.printing import due
from checkin.search import folding
from checkin.verdicts import Verdict

State = Literal["welcome", "here", "gone", "desk"]

_STATES: dict[Verdict, State] = {
    Verdict.WELCOME: "welcome",
    Verdict.WELCOME_BACK: "welcome",
    Verdict.NOT_YET_KNOWN: "welcome",
    Verdict.ALREADY_HERE: "here",
    Verdict.LEFT: "gone",
}
_FEWEST = 2  # words of a name that may be typed; one alone could be anybody's


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a guest is told: who was meant, and whether to come to the desk."""

    state: State
    name: str = ""
    native_name: str = ""
    languages: tuple[str, ...] = ()  # of the guest, the one to listen to first


def greet(desk: Desk, text: str, activity: str = "") -> Greeting:
    """Check a guest in by a badge, or by a whole name that only one guest has.

    Whoever cannot simply come in is asked to the desk, without a word of why.
    """
    if scanner.read(desk.key, text).reading is not Reading.NOT_A_CODE:
        return _greeting(desk, scanning.scan(desk, text, activity=activity))
    meant = named(desk, text)
    if meant is None:
        return Greeting("desk")
    return _greeting(desk, scanning.check_in(desk, meant.id, activity=activity))


def named(desk: Desk, text: str) -> Person | None:
    """Return the one person who bears exactly this name, in any order of its words."""
    typed = folding.words(text)
    if len(typed) < _FEWEST and not folding.is_han("".join(typed)):
        return None
    found = {
        person.id: person
        for person in desk.find(text, limit=20)
        if any(_same(typed, form) for form in person.name_forms() if form != person.given)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _same(typed: Sequence[str], form: str) -> bool:
    """Tell whether these are the words of a name, each spelled in one of its usual ways."""
    left = list(typed)
    for word in folding.words(form):
        spelled = {word, *folding.forms(word)}
        known = next((one for one in left if one in spelled or folding.plain(one) in spelled), None)
        if known is None:
            return False
        left.remove(known)
    return not left


def _greeting(desk: Desk, outcome: Outcome) -> Greeting:
    due.ask(desk, outcome)
    state, person = _STATES.get(outcome.verdict, "desk"), outcome.person
    if person is None:
        return Greeting(state)
    native = "" if person.native_name == person.whole_name else person.native_name
    return Greeting(state, person.whole_name, native, tuple(person.languages.split()))
