"""Taking in a list: every good row in one act, every bad one kept with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal.entry import LONGEST_DATA, Entry, Fact, act_name, canonical
from checkin.journal.fold import Folded
from checkin.lists import mapping, rows
from checkin.lists.meaning import Meant, Reader, reader
from checkin.lists.rows import Problem, Row
from checkin.tables import reading

CHUNK = 200  # rows kept at once


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a list says otherwise: changed, or kept as the desk has it."""

    line: int
    subject: str
    field: str
    old: str
    new: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """A new person who may be somebody that the register has already."""

    line: int
    subject: str
    like: str


@dataclass(slots=True)
class Intake:
    """What a list did, or would do."""

    source: str = ""
    encoding: str = ""
    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    likenesses: list[Likeness] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    absent: int = 0  # people that an earlier reading of the list had and this one has not
    act: str | None = None


class _TriedError(Exception):
    """Ends an act that was only a trial."""


def take_in(  # noqa: PLR0913  a list can be read in that many ways
    desk: Desk,
    path: Path,
    kind: str = "people",
    *,
    pairs: Mapping[str, str] | None = None,
    encoding: str | None = None,
    source: str = "",
    dry_run: bool = False,
    rejected: Path | None = None,
) -> Intake:
    """Read a list into the register as one act; raises DeskError where the file is none.

    A second reading of the same file changes nothing. A newer one never deletes, never resets a
    check-in and never overwrites what a desk corrected.
    """
    table = reading.read(path, encoding)
    columns = (
        mapping.explicit(table.header, kind, pairs)
        if pairs
        else mapping.recognise(table.header, kind)
    )
    mapping.check(table, columns, kind)
    intake = Intake(source or mapping.source_name(table, columns), table.encoding)
    taking = _Taking(desk, reader(desk, table, columns, kind, intake.source), intake)
    with suppress(_TriedError), desk.act():
        for row in rows.mapped(table, columns, kind):
            taking.take(row)
        taking.finish(kind)
        if rejected is not None:
            rows.write_rejected(rejected, mapping.named(table, columns), intake.rejected)
        if dry_run:
            raise _TriedError
    if dry_run:
        intake.act = None
    return intake


def subjects(desk: Desk, path: Path, kind: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a list that was taken in, and whom they mean."""
    table = reading.read(path)
    columns = mapping.recognise(table.header, kind)
    known = reader(desk, table, columns, kind, source)
    for row in rows.mapped(table, columns, kind):
        meant = known.meant(row) if isinstance(row, Row) else row
        if isinstance(meant, Meant):
            yield row.line, meant.subject


class _Taking:
    """The rows of one list on their way into the act."""

    def __init__(self, desk: Desk, reader: Reader, intake: Intake) -> None:
        self._desk, self._reader, self._intake = desk, reader, intake
        self._facts: list[Fact] = []
        self._waiting: dict[str, str] = {}  # subjects among the facts, with their names
        self._met: set[str] = set()

    def take(self, row: Row | Problem) -> None:
        """Take one row, or keep why it cannot be taken."""
        meant = self._reader.meant(row) if isinstance(row, Row) else row
        if isinstance(meant, Problem):
            self._intake.rejected.append(meant)
            return
        assert isinstance(row, Row)  # noqa: S101  only a row means anybody
        self._intake.notes += [(row.line, note) for note in row.notes]
        if meant.subject in self._waiting:
            self._flush()
        problem = self._settle(row, meant)
        if problem:
            self._intake.rejected.append(problem)
        elif len(self._waiting) >= CHUNK:
            self._flush()

    def finish(self, kind: str) -> None:
        """Keep what is left, and the record that a list was read if it changed anything."""
        self._flush()
        intake = self._intake
        intake.absent = self._reader.absent(self._met)
        if intake.act:
            counts = {"new": str(intake.new), "changed": str(intake.changed)}
            self._desk.keep(
                [Fact("imported", "none", {"as": kind, "from": intake.source, **counts})]
            )

    def _settle(self, row: Row, meant: Meant) -> Problem | None:
        said = self._desk.folded(meant.subject)
        if said.erased:
            return Problem(row.line, "", _("This person was erased."), row.cells)
        known = meant.known(said)
        if known and (problem := self._reader.doubt(row, meant)):
            return problem
        self._met.add(meant.subject)
        news = self._news(row, meant, said) if known else {**meant.values, **meant.at_first}
        if known and not news:
            self._intake.same += 1
            return None
        over = said.heads(news)
        data = {"set": news, "from": self._intake.source, **({"over": over} if over else {})}
        if len(canonical(data)) > LONGEST_DATA:
            return Problem(row.line, "", _("The row is too long to be kept."), row.cells)
        if known:
            self._intake.changed += 1
        else:
            self._intake.new += 1
            self._compare(row, meant)
        self._facts += [*meant.before, Fact(meant.kind, meant.subject, data)]
        self._waiting[meant.subject] = meant.name
        return None

    def _news(self, row: Row, meant: Meant, said: Folded) -> dict[str, str]:
        """Return the fields that this list changed its mind about and nobody else has set since."""
        mine, makers = _of_source(said, self._intake.source)
        news = {}
        for name, value in meant.values.items():
            standing = said.fields.get(name)
            old = standing.value if standing else ""
            if value in (old, mine.get(name)):
                continue
            kept = bool(old) and not (
                name in mine and standing and makers.issuperset(standing.heads)
            )
            if not kept:
                news[name] = value
            self._intake.differences.append(
                Difference(row.line, meant.subject, name, old, value, kept)
            )
        return news

    def _compare(self, row: Row, meant: Meant) -> None:
        """Note whom a new person may be already; it is for people to decide."""
        if not meant.name:
            return
        like = self._reader.namesake(meant) or next(
            (subject for subject, name in self._waiting.items() if name == meant.name), ""
        )
        if like:
            self._intake.likenesses.append(Likeness(row.line, meant.subject, like))

    def _flush(self) -> None:
        if not self._facts:
            return
        entries: list[Entry] = self._desk.keep(self._facts)
        self._intake.act = self._intake.act or act_name(entries[0].replica, entries[0].act)
        self._facts.clear()
        self._waiting.clear()


def _of_source(said: Folded, source: str) -> tuple[dict[str, str], set[str]]:
    """Return what this list last said of each field, and the entries by which it did."""
    mine: dict[str, str] = {}
    makers = set()
    for entry, data in said.live:
        settings = data.get("set")
        if data.get("from") == source and isinstance(settings, dict):
            mine.update(settings)
            makers.add(entry.id)
    return mine, makers
