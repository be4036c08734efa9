"""What is told of people, lists, figures and desks: plain values for programs, and words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from checkin import history
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.person import Person
from checkin.verdicts import Verdict

if TYPE_CHECKING:
    from checkin.attendance.scanning import Outcome
    from checkin.badges.drawing import Printout
    from checkin.exchange import Exchange
    from checkin.lists.intake import Intake

Told = tuple[Any, str]
"""A value for programs, and the same in words."""

_MOST_FAULTS = 20  # rejected rows that are shown
_LOOKED_AT = 200  # entries taken back among which people are named
_NAMED = 3  # of them
_WIDEST = 40  # columns of a terminal that one cell may take
_MOST_SIGNS = 80  # of a cell, as some take no column
_UNSHOWN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


# People ###############################################################################


def brief(desk: Desk, person: Person, at: datetime) -> dict[str, Any]:
    """Return what a list of hits says of a person."""
    delegation = desk.delegation(person.delegation) if person.delegation else None
    return {
        "id": person.id,
        "name": person.whole_name,
        "native_name": person.native_name,
        "organisation": person.organisation,
        "delegation": delegation.title if delegation else "",
        "role": person.role or "delegate",
        "code": desk.badge_code(person.id),
        "here": here(desk, person.id, at),
    }


def hits(desk: Desk, people: Sequence[Person], at: datetime) -> Told:
    """Return a list of hits, and its lines."""
    told = [brief(desk, person, at) for person in people]
    names = ("name", "native_name", "organisation", "delegation", "code")
    rows = [
        [*(row[name] for name in names), _("here") if row["here"] else "", row["id"]]
        for row in told
    ]
    return told, table(rows) or _("Nobody was found.")


def whole(desk: Desk, person: Person, at: datetime) -> Told:
    """Return all that is known of a person, with the history in words."""
    rows = desk.db.execute(
        """SELECT activity, at, gone, here, times, desk FROM attendance
           WHERE person = ? ORDER BY moment, activity""",
        (person.id,),
    )
    names = ("activity", "at", "left", "here", "times", "desk")
    attended = [dict(zip(names, row, strict=True)) for row in rows]
    booked = desk.db.execute(
        "SELECT activity, status FROM booking WHERE person = ? ORDER BY activity", (person.id,)
    )
    told = {
        **asdict(person),
        **brief(desk, person, at),
        "alias": person.code,
        "bookings": [{"activity": row[0], "status": row[1]} for row in booked],
        "attendance": [{**row, "here": bool(row["here"])} for row in attended],
        "history": [asdict(happening) for happening in history.history(desk, person.id)],
    }
    return told, "\n".join(_sheet(desk, told))


def here(desk: Desk, person: str, at: datetime) -> bool:
    """Tell whether a person is at the event at a moment."""
    row = desk.db.execute(
        "SELECT moment, here, gone FROM attendance WHERE person = ? AND activity = ?",
        (person, desk.day(at)),
    ).fetchone()
    if not row or row[0] > at.timestamp():
        return False
    return bool(row[1]) or datetime.fromisoformat(row[2]) > at


def _sheet(desk: Desk, told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines that show a person: what is known, bookings, visits, the history."""
    known = {name: value for name, value in told.items() if isinstance(value, str) and value}
    known["here"] = _("yes") if told["here"] else _("no")
    width = max(map(len, known))
    for name, value in known.items():
        yield f"{name:<{width}}  {plain(value)}"
    if told["bookings"]:
        yield f"\n{_('Bookings')}"
    for row in told["bookings"]:
        yield f"  {_title(desk, row['activity'])}: {plain(row['status'])}"
    if told["attendance"]:
        yield f"\n{_('Attendance')}"
    for row in told["attendance"]:
        times = " – ".join(_time(text) for text in (row["at"], row["left"]) if text)
        yield f"  {_title(desk, row['activity'])}: {times} ({row['desk']})"
    yield f"\n{_('History')}"
    for row in told["history"]:
        said = _("{text} (undone)") if row["undone"] else "{text}"
        text = said.format(text=plain(row["text"]))
        yield f"  {_time(row['at'])}  {row['desk']}  {text}"


def _title(desk: Desk, subject: str) -> str:
    activity = desk.activity(subject)
    return plain(activity.title if activity else subject)


# Scans, lists, badges, desks ##########################################################


def answer(desk: Desk, outcome: Outcome) -> Told:
    """Return the answer to a scan, and in words also what the desk needs to know beside it."""
    person = outcome.person
    told = {
        "code": outcome.code,
        "verdict": outcome.verdict.value,
        "person": person.id if person else None,
        "entry": outcome.entry,
        "at": outcome.at.isoformat(),
        "act": outcome.act,
        "activity": outcome.activity,
    }
    who = (person.whole_name, person.organisation) if person else (_cut(plain(outcome.code)),)
    beside = " · ".join(plain(text) for text in (*who, _beside(desk, outcome)) if text)
    return told, f"{outcome.verdict.value:<13} {beside}".rstrip()


def _beside(desk: Desk, outcome: Outcome) -> str:
    """Say why to stop, since when somebody is here, or for what else somebody is booked."""
    said = outcome.beside
    if outcome.verdict is Verdict.ATTENTION and outcome.person:
        return outcome.person.attention
    if outcome.verdict is Verdict.NOT_BOOKED and said.booked:
        titles = [activity.title for one in said.booked if (activity := desk.activity(one))]
        return _("booked for {activities}").format(activities=", ".join(titles))
    if outcome.verdict is Verdict.FULL and said.full:
        noun = desk.place(said.full) or desk.activity(said.full)
        title = noun.title if noun else ""
        return _("{place}: {n} persons are permitted.").format(place=title, n=said.permitted)
    since = {
        Verdict.ALREADY_HERE: _("here since {time}, desk {desk}"),
        Verdict.REPLACED: _("replaced {time}, desk {desk}"),
        Verdict.CANCELLED: _("since {time}, desk {desk}"),
    }.get(outcome.verdict, "")
    return since.format(time=_time(said.since), desk=said.desk) if said.since else ""


def undone(desk: Desk, ids: Sequence[str]) -> Told:
    """Return what was taken back, and in words of whom."""
    query = "SELECT subject FROM journal WHERE id = ?"
    subjects = (desk.db.execute(query, (name,)).fetchone()[0] for name in ids[:_LOOKED_AT])
    people = [desk.person(subject) for subject in dict.fromkeys(subjects)]
    names = sorted(plain(person.whole_name) for person in people if person)[:_NAMED]
    told = {"undone": ids, "act": desk.last_act()}
    if not names:
        text = ngettext("{n} entry was taken back.", "{n} entries were taken back.", len(ids))
        return told, text.format(n=len(ids))
    text = ngettext(
        "{n} entry was taken back: {names}.", "{n} entries were taken back: {names}.", len(ids)
    )
    more = [] if len(people) <= _NAMED else ["…"]
    return told, text.format(n=len(ids), names=", ".join([*names, *more]))


def intake(desk: Desk, took: Intake, file: str) -> Told:
    """Return what came of a list, with its rejected rows and whom it may hold a second time."""
    told = asdict(took)
    for problem in told["rejected"]:
        del problem["cells"]
    lines = [
        _("{new} new, {changed} changed, {same} the same, {rejected} rejected.").format(
            new=took.new, changed=took.changed, same=took.same, rejected=len(took.rejected)
        )
    ]
    faults = dict.fromkeys((row.line, row.column, row.reason) for row in took.rejected)
    for line, column, reason in islice(faults, _MOST_FAULTS):
        where = {"file": file, "line": line, "column": _cut(plain(column))}
        sentence = _("{file}, line {line}, column {column}: {reason}")
        lines.append(sentence.format(reason=plain(reason), **where))
    if len(faults) > _MOST_FAULTS:
        lines.append(
            _("And {n} more; --rejected keeps them all.").format(n=len(faults) - _MOST_FAULTS)
        )
    for like in took.likenesses:
        person = desk.person(like.like)
        known = (person.whole_name, person.organisation) if person else (like.like,)
        who = plain(", ".join(text for text in known if text))
        sentence = _("{file}, line {line}: this may be {like}, who is there already.")
        lines.append(sentence.format(file=file, line=like.line, like=who))
    return told, "\n".join(lines)


def printout(desk: Desk, drawn: Printout, file: str) -> Told:
    """Return how many badges were drawn, and whose were not."""
    count = ngettext("{n} badge in {file}.", "{n} badges in {file}.", drawn.badges)
    lines = [count.format(n=drawn.badges, file=file)]
    for warning in drawn.warnings:
        person = desk.person(warning.person)
        lines.append(
            _("{name}: “{character}” cannot be printed.").format(
                name=plain(person.whole_name if person else warning.person),
                character=plain(warning.character),
            )
        )
    return asdict(drawn), "\n".join(lines)


def exchange(met: Exchange) -> Told:
    """Return what came of a meeting with the other desks."""
    told = {
        **asdict(met),
        "refused": [{"file": file, "reason": reason} for file, reason in met.refused],
    }
    lines = [
        _("{written} entries written, {read} read, {new} of them new.").format(
            written=met.written, read=met.read, new=met.new
        ),
        *(f"{file}: {plain(reason)}" for file, reason in met.refused),
        *(
            _("Desk {desk}: {seen} entries, {missing} missing.").format(**asdict(desk))
            for desk in met.desks
        ),
    ]
    return told, "\n".join(lines)


# Figures ##############################################################################


# Lines ################################################################################


def table(rows: Sequence[Sequence[str]], *, numbers: bool = False) -> str:
    """Set cells in columns; numbers to the right, and no column that is empty."""
    cells = [[_cut(plain(cell)) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        parts = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - _width(cell))
            parts += [gap + cell if numbers and place else cell + gap] if width else []
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def plain(text: str) -> str:
    """Return a text whose signs a terminal shows and none of which steers it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " "
        if sign in "\t\n\r"
        else "\N{REPLACEMENT CHARACTER}"
        if sign in _BIDI or unicodedata.category(sign) in _UNSHOWN
        else sign
        for sign in text
    )


def _cut(text: str) -> str:
    """Return as much of a text as a cell shows."""
    text = text if len(text) <= _MOST_SIGNS else f"{text[:_MOST_SIGNS]}…"
    if _width(text) <= _WIDEST:
        return text
    kept = text[: _WIDEST - 1]
    while _width(kept) > _WIDEST - 1:
        kept = kept[:-1]
    return f"{kept}…"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(sign) in {"Mn", "Me", "Cf"}
        else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _time(text: str) -> str:
    return text[:16].replace("T", " ")
