"""How the desk tells its answers and acts: a word, a colour, an icon and a sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from checkin.attendance import as_of as standing
from checkin.attendance.recent import Recent
from checkin.attendance.scanning import Outcome
from checkin.card import BadgeState, Card
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.verdicts import Verdict
from ui.saying import clock, day, shown, since, title
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Said:
    """How a verdict is told: a word, what to do, a colour, an icon and a sound."""

    word: str
    advice: str
    tone: Tone
    icon: str
    sound: str  # '' is silence


def said(verdict: Verdict) -> Said:
    """Return how a verdict is told in the language of the desk."""
    word, advice = _words(language())[verdict]
    tone, icon = _LOOKS[verdict]
    return Said(word, advice, tone, icon, _SOUNDS.get(tone, ""))


_LOOKS = {
    Verdict.WELCOME: (Tone.WELCOME, "tick"),
    Verdict.WELCOME_BACK: (Tone.WELCOME, "tick"),
    Verdict.ATTENTION: (Tone.STOP, "alert"),
    Verdict.NOT_YET_KNOWN: (Tone.WELCOME, "tick"),
    Verdict.LEFT: (Tone.NOTE, "out"),
    Verdict.ALREADY_HERE: (Tone.LOOK, "clock"),
    Verdict.NOT_BOOKED: (Tone.LOOK, "file"),
    Verdict.NOT_TODAY: (Tone.LOOK, "calendar"),
    Verdict.FULL: (Tone.LOOK, "people"),
    Verdict.CANCELLED: (Tone.LOOK, "question"),
    Verdict.REPLACED: (Tone.STOP, "stop"),
    Verdict.SUBSTITUTED: (Tone.STOP, "stop"),
    Verdict.AMBIGUOUS: (Tone.LOOK, "people"),
    Verdict.DAMAGED: (Tone.LOOK, "scan"),
    Verdict.FOREIGN: (Tone.STOP, "stop"),
    Verdict.UNKNOWN: (Tone.STOP, "search"),
    Verdict.NOT_HERE: (Tone.LOOK, "away"),
}
_SOUNDS = {Tone.STOP: "stop", Tone.LOOK: "look", Tone.WELCOME: "welcome", Tone.NOTE: "welcome"}


@cache
def _words(_language: str) -> dict[Verdict, tuple[str, str]]:
    """Return word and advice of every verdict in the language in use, which is this one."""
    return {
        Verdict.WELCOME: (_("Welcome"), ""),
        Verdict.WELCOME_BACK: (_("Welcome back"), ""),
        Verdict.ATTENTION: (_("Attention"), ""),
        Verdict.NOT_YET_KNOWN: (_("Genuine, not yet known here"), _("Please let them in.")),
        Verdict.LEFT: (_("Goodbye"), ""),
        Verdict.ALREADY_HERE: (_("Already here"), ""),
        Verdict.NOT_BOOKED: (_("Not on this list"), ""),
        Verdict.NOT_TODAY: (_("Not at this time"), _("Nobody is let in here now.")),
        Verdict.FULL: (_("Full"), _("Put them on the waiting list?")),
        Verdict.CANCELLED: (_("Cancelled"), _("Let them in all the same?")),
        Verdict.REPLACED: (_("Replaced badge"), _("Please keep it; the new badge counts.")),
        Verdict.SUBSTITUTED: (_("Substituted"), ""),
        Verdict.AMBIGUOUS: (_("Several found"), _("Please choose from the list.")),
        Verdict.DAMAGED: (_("Damaged code"), _("Please type the number under it.")),
        Verdict.FOREIGN: (_("Foreign code"), _("Not ours. Please search the name.")),
        Verdict.UNKNOWN: (_("Unknown code"), _("Please search the name.")),
        Verdict.NOT_HERE: (_("Not here"), ""),
    }


def noted(words: Said) -> Said:
    """Return how a stop is told once somebody has taken note of it: the guest is in."""
    return replace(words, word=_("Welcome"), tone=Tone.WELCOME, icon="tick")


def told(desk: Desk, outcome: Outcome) -> Said:
    """Return how the answer to a scan is told: word, what stands beside it, colour and sound."""
    plain = said(outcome.verdict)
    word, fact = _particular(desk, outcome)
    advice = " · ".join(part for part in (fact, plain.advice) if part)
    return replace(plain, word=word or plain.word, advice=advice)


def _particular(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    """Return a better word for this very case, and what to add."""
    tell = _TOLD.get(outcome.verdict)
    return tell(desk, outcome) if tell else ("", "")


def _already(_desk: Desk, outcome: Outcome) -> tuple[str, str]:
    since = clock(outcome.beside.since)
    words = _("Already here since {time}, desk {desk}")
    return (words.format(time=since, desk=outcome.beside.desk) if since else ""), ""


def _replaced(_desk: Desk, outcome: Outcome) -> tuple[str, str]:
    since = clock(outcome.beside.since)
    words = _("Replaced at {time}, desk {desk}.")
    return "", words.format(time=since, desk=outcome.beside.desk) if since else ""


def _not_booked(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    titles = ", ".join(title(desk, one) for one in outcome.beside.booked)
    words = _("Not on this list, but on {activities}")
    return (words.format(activities=titles) if titles else ""), ""


def _substituted(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    other = desk.person(outcome.beside.other)
    if other is None:
        return "", _("Somebody else comes in this person's place.")
    return "", _("{name} comes instead.").format(name=shown(other.whole_name))


def _cancelled(_desk: Desk, outcome: Outcome) -> tuple[str, str]:
    since = outcome.beside.since
    words = _("Cancelled {date} at {time}, desk {desk}.")
    when = {"date": day(since), "time": clock(since), "desk": outcome.beside.desk}
    return "", words.format(**when) if since else ""


def _full(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    full = outcome.beside.full
    place = desk.place(full)
    words = _("{place}: {n} persons are permitted.")
    where = shown(place.title) if place else title(desk, full)
    return "", words.format(place=where, n=outcome.beside.permitted) if full else ""


def _attention(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    _word, checked_in = _welcome(desk, outcome)
    note = shown(outcome.person.attention, 400) if outcome.person else ""
    return "", f"{note} · {checked_in}" if note else checked_in


def _not_here(_desk: Desk, outcome: Outcome) -> tuple[str, str]:
    gone = outcome.beside.since
    if not gone:
        return "", _("No check-in was seen; noted as gone.")
    return _("Gone since {time}").format(time=since(gone, outcome.at)), ""


def _welcome(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    words = _("Checked in {time}, desk {desk}")
    return "", words.format(time=clock(outcome.at), desk=desk.label)


def _left(desk: Desk, outcome: Outcome) -> tuple[str, str]:
    words = _("Checked out {time}, desk {desk}")
    return "", words.format(time=clock(outcome.at), desk=desk.label)


_TOLD: Mapping[Verdict, Callable[[Desk, Outcome], tuple[str, str]]] = {
    Verdict.WELCOME: _welcome,
    Verdict.WELCOME_BACK: _welcome,
    Verdict.ATTENTION: _attention,
    Verdict.LEFT: _left,
    Verdict.ALREADY_HERE: _already,
    Verdict.NOT_BOOKED: _not_booked,
    Verdict.FULL: _full,
    Verdict.CANCELLED: _cancelled,
    Verdict.NOT_HERE: _not_here,
    Verdict.REPLACED: _replaced,
    Verdict.SUBSTITUTED: _substituted,
}


def badge(state: BadgeState, now: datetime) -> str:
    """Say where a badge is at a time; '' where nothing is known of it."""
    if state.folder and state.state in {"", "printed"}:
        return _("Badge lies in {folder}").format(folder=shown(state.folder))
    words = {
        "": "",
        "queued": _("Badge waits: {reason}") if state.words else _("Badge waits for the printer"),
        "sent": _("Badge is at the printer: {reason}") if state.words else _("Badge is printing"),
        "failed": _("Badge was not printed: {reason}"),
        "unclear": "{reason}",
        "handed-out": _("Badge handed out {time}"),
        "printed": _("Badge printed {time}, desk {desk}"),
    }[state.state]
    return words.format(
        reason=shown(state.words), time=since(state.at, now), desk=shown(state.desk)
    )


def reprint_reasons() -> list[tuple[str, str]]:
    """Return why a badge is printed once more, each with its words."""
    return [
        ("again", _("Print again, the same code")),
        ("lost", _("Lost: new code, the old badge stops")),
        ("paper", _("Spoilt by the printer: print again")),
        ("wrong", _("Wrong: print again")),
    ]


def act(done: Recent) -> tuple[str, Tone, str]:
    """Return how an act in the list of the last ones is told: icon, colour, and what it was."""
    if done.what in set(Verdict):
        plain = said(Verdict(done.what))
        words = "" if plain.tone is Tone.WELCOME else plain.word
        if done.override:
            words = _("let in all the same")
        return plain.icon, plain.tone, _("taken back") if done.undone else words
    words = {
        "walk-in": _("walk-in"),
        "substitute": _("substitute"),
        "registered": _("entered"),
        "changed": _("changed"),
        "booked": _("booked"),
        "handed-out": _("badge handed out"),
        "minted": _("new badge code"),
        "merged": _("joined"),
        "erased": _("erased"),
        "lent": _("receiver lent"),
        "returned": _("receiver returned"),
        "lost": _("receiver lost"),
        "published": _("plan published"),
        "acknowledged": _("plan acknowledged"),
        "reached": _("told of the plan"),
        "began": _("work begins"),
        "ended": _("work ends"),
        "planned": _("planned"),
        "assigned": _("promised"),
    }.get(done.what, shown(done.what))
    icon = "tick" if done.what in {"walk-in", "substitute"} else "note"
    tone = Tone.WELCOME if icon == "tick" else Tone.NOTE
    return icon, tone, _("taken back") if done.undone else words


def undo_reason(word: str) -> str:
    """Return why an act is taken back, in words."""
    return {
        "wrong-person": _("Wrong person"),
        "wrong-activity": _("Wrong activity"),
        "not-there": _("Was not there"),
        "mistyped": _("Mistyped"),
        "other": _("Something else"),
    }[word]


def override_reasons() -> list[tuple[str, str]]:
    """Return why somebody comes in although it is full, each with its words."""
    return [
        ("left-unseen", _("Others have left without a check-out")),
        ("in-charge", _("Whoever is in charge of the house agrees")),
        ("short", _("Only for a moment")),
        ("other", _("Something else")),
    ]


def preview(found: Card, now: datetime, *, opened: bool) -> Said:
    """Return how somebody is told of whom nothing was done yet."""
    there = found.presence
    word, icon = _("Not here yet"), "clock"
    if there.here:
        word = _("Here since {time}").format(time=clock(there.since))
        icon = "here"
    elif there.left:
        word = _("Left at {time}").format(time=clock(there.left))
    step = _("⏎ checks in") if opened else _("Preview")
    return more(Said(word, step, Tone.PLAIN, icon, ""), badge(found.badge, now))


def more(words: Said, fact: str) -> Said:
    """Add a fact to what is told beside a word."""
    return replace(words, advice=" · ".join(part for part in (words.advice, fact) if part))


def group(fact: str) -> Said:
    """Return how it is told that a group was let in."""
    return Said(_("Welcome"), fact, Tone.WELCOME, "people", "welcome")


def as_of(desk: Desk) -> str:
    """Say of when figures are for each desk, short: "as of A 8:41, B 8:20, C missing"."""
    found = standing.stands(desk)
    told = standing.short(found, desk.moment(None))
    return _("as of {desks}").format(desks=told) if len(found) > 1 else ""
