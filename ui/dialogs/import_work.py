"""What an import does beside the window: read, check against the register, apply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.lists import mapping, planning, preview, rows, suspicion
from checkin.lists.mapping import Mapping as Columns
from checkin.lists.planning import Plan
from checkin.lists.preview import Page
from checkin.lists.roster import Roster
from checkin.lists.suspicion import Doubt
from checkin.lists.taking import Intake, Progress, Taken
from checkin.tables import reading
from checkin.tables.reading import Table
from ui.background import Background, Job
from ui.bridge import Bridge
from ui.dialogs import import_words as words

TICKS = "ticks"
"""Stands among the fields of bookings for a column of ticks."""
_MOST_NAMES = 1_000  # people whose names are looked up


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be read, and how somebody says it is to be read."""

    file: Path | None = None
    text: str = ""
    encoding: str = ""
    part: str = ""
    numbered: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A table that was read, what kind of list it is, and which column is what."""

    wish: Wish
    table: Table
    pages: tuple[Page, ...]
    kind: str
    columns: Columns

    def roster(self) -> Roster:
        """Return the list as its columns are chosen; its source is that of its headings."""
        usual = mapping.recognise(self.table.header, self.kind)
        source = mapping.source_name(self.table, usual)
        return Roster(self.table, self.kind, self.columns, source)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a list is going to change, and what somebody should look at before."""

    plan: Plan
    doubts: tuple[Doubt, ...]
    names: dict[str, str]  # of the people who may be meant a second time


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the list: what becomes of it, and what there is to say."""

    taken: Taken
    remarks: tuple[str, ...]
    look: bool  # whether somebody should look at it


def read(progress: Progress, event: Path, wish: Wish) -> Read:
    """Read a file or what was copied; raises DeskError where it is no list."""
    progress(0, 0)
    if wish.file:
        table = reading.read(wish.file, wish.encoding or None, wish.part or None)
    else:
        table = reading.pasted(wish.text)
    if wish.numbered:
        table = reading.numbered(table)
    with Desk(event) as desk:
        kind = wish.kind or preview.likeliest(table.header, desk)
        columns = preview.recognised(desk, table, kind)
    progress(0, 0)
    return Read(wish, table, preview.pages(table), kind, columns)


def check(progress: Progress, event: Path, roster: Roster) -> Checked:
    """Compare a list with the register, which goes on meanwhile."""
    with Desk(event) as desk:
        planned = planning.plan(desk, roster, progress)
        labels = {row.subject: row.label for row in planned.rows}
        names = {}
        for like in planned.intake.likenesses[:_MOST_NAMES]:
            person = desk.person(like.like)
            parts = (person.whole_name, person.organisation) if person else (labels[like.like],)
            names[like.like] = ", ".join(filter(None, parts))
    return Checked(planned, tuple(suspicion.doubts(roster)), names)


def carry_out(progress: Progress, bridge: Bridge, planned: Plan) -> Intake:
    """Apply what was planned, between the scans."""
    return planning.carry_out(planned, bridge.path, bridge.call, progress)


def save_rejected(progress: Progress, file: Path, roster: Roster, intake: Intake) -> Path:
    """Write the rows that were not taken, with their reasons, and return the file."""
    progress(0, 0)
    rows.write_rejected(file, roster.named(), intake.rejected)
    return file


def columns_of(
    known: Columns, fields: Iterable[tuple[int, str]], header: tuple[str, ...]
) -> Columns:
    """Return the mapping that somebody chose, column by column."""
    chosen = [(at, name) for at, name in fields if name]
    return replace(
        known,
        columns={name: at for at, name in chosen if name != TICKS},
        options={at: header[at] for at, name in chosen if name == TICKS},
    )


def findings(checked: Checked) -> list[Finding]:
    """Return every row with all that is to be said of it, in the language of now."""
    told, looked = _remarks(checked)
    reasons = iter(checked.plan.intake.rejected)
    found = []
    for taken in checked.plan.rows:
        remarks = told.get(taken.line, ())
        if taken.state == "rejected":
            problem = next(reasons)
            remarks = (f"{problem.column}: {problem.reason}".removeprefix(": "), *remarks)
        found.append(Finding(taken, tuple(remarks), taken.line in looked))
    return found


def _remarks(checked: Checked) -> tuple[dict[int, list[str]], set[int]]:
    """Return, by line, what is to be said, and the lines that somebody should look at."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    looked: set[int] = set()
    intake, kind = checked.plan.intake, checked.plan.roster.kind
    for doubt in checked.doubts:
        sentence = _("“{text}”: {reason}")
        told[doubt.line].append(
            sentence.format(text=words.short(doubt.text, 60), reason=doubt.reason)
        )
        looked.add(doubt.line)
    for like in islice(intake.likenesses, _MOST_NAMES):
        sentence = _("May be {name}, who is on the list already.")
        told[like.line].append(sentence.format(name=checked.names.get(like.like, "")))
        looked.add(like.line)
    for one in intake.differences:
        sentence = _("{field}: {old} → {new}")
        if one.kept:
            sentence = _("{field} stays {old}, as a desk set it; the list says {new}.")
            looked.add(one.line)
        empty = _("empty")
        values = {"old": one.old or empty, "new": one.new or empty}
        told[one.line].append(sentence.format(field=words.field(one.field, kind), **values))
    for line, note in intake.notes:
        told[line].append(note)
        looked.add(line)
    return told, looked


class Errand:
    """Runs one work after the other; only the answer to the last one is heard."""

    def __init__(self, background: Background, refused: Callable[[str], None]) -> None:
        self._background, self._refused = background, refused
        self._turn = 0
        self.job: Job | None = None

    def run(
        self, title: str, verb: Callable[..., Any], *args: Any, then: Callable[[Any], None]
    ) -> Job:
        """Begin a work; one that is still under way is stopped."""
        self.stop()
        self._turn += 1
        turn = self._turn

        def heard(answer: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda result: answer(result) if turn == self._turn else None

        self.job = self._background.run(
            title, verb, *args, then=heard(then), refused=heard(self._refused)
        )
        return self.job

    def stop(self) -> None:
        """Ask the work to stop; its answer is a refusal."""
        if self.job:
            self.job.stop()
            self.job = None

    def leave(self) -> None:
        """Hear nothing any more."""
        self._turn += 1
