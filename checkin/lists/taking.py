"""The rows of one list on their way into the register: compared with it, and made into facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from checkin import clusters
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import LONGEST_DATA, Entry, Fact, canonical
from checkin.journal.fold import Folded, fold
from checkin.lists.meaning import Meant
from checkin.lists.readers import reader
from checkin.lists.roster import Roster
from checkin.lists.rows import Problem, Row
from checkin.model.person import Person

CHUNK = 200  # facts kept at once
TOLD_EVERY = 50  # rows
PLANNED = "planned-"
"""Begins the name of an entry that is not written yet: the number of its fact follows."""

Progress = Callable[[int, int], None]
_TOLD_CELLS = 3
_LAST = "t9999999999999.9999"


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


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of one row."""

    line: int
    state: str  # new changed same rejected
    subject: str
    label: str  # whom or what the row is about, as it says so itself


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


class Taking:
    """Facts made of the rows of one list; the desk is only read.

    A row sees what the rows before it said of the same subject, written or not.
    """

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self.intake = Intake(roster.source, roster.table.encoding)
        self.rows: list[Taken] = []
        self.facts: list[Fact] = []
        self.ends: list[int] = []  # of the batches: no fact replaces one of its own batch
        self._desk, self._roster = desk, roster
        self._reader = reader(desk, roster.table, roster.columns, roster.kind, roster.source)
        self._planned: defaultdict[str, list[int]] = defaultdict(list)  # a cluster's own facts
        self._waiting: set[str] = set()  # clusters in the batch under way
        self._named: dict[str, str] = {}  # names met, and the first subject of each
        self._met: set[str] = set()

    def take_all(self, progress: Progress | None = None) -> None:
        """Take every row, and what records that a list was read if it changes anything."""
        total = sum(1 for _record in self._roster.table.records()) if progress else 0
        for done, row in enumerate(self._roster.rows()):
            if progress and not done % TOLD_EVERY:
                progress(min(done, total), total)
            self._take(row)
        intake = self.intake
        intake.absent = self._reader.absent(self._met)
        if self.facts:
            self._end_batch()
            counts = {"new": str(intake.new), "changed": str(intake.changed)}
            data = {"as": self._roster.kind, "from": intake.source, **counts}
            self.facts.append(Fact("imported", "none", data))
            self._end_batch()

    def _take(self, row: Row | Problem) -> None:
        meant = self._reader.meant(row) if isinstance(row, Row) else row
        if isinstance(meant, Problem):
            self._reject(meant)
            return
        assert isinstance(row, Row)  # noqa: S101  only a row means anybody
        self.intake.notes += [(row.line, note) for note in row.notes]
        self.intake.notes += [(row.line, note) for note in meant.notes]
        problem = self._settle(row, meant)
        if problem:
            self._reader.refuse(meant)
            self._reject(problem)
        elif len(self._waiting) >= CHUNK:
            self._end_batch()

    def _reject(self, problem: Problem) -> None:
        self.intake.rejected.append(problem)
        said = [cell for cell in problem.cells if cell]
        self.rows.append(Taken(problem.line, "rejected", "", " · ".join(said[:_TOLD_CELLS])))

    def _note(self, row: Row, state: str, subject: str, label: str) -> None:
        self.rows.append(Taken(row.line, state, subject, label or _label(row.fields)))

    def _settle(self, row: Row, meant: Meant) -> Problem | None:
        root = clusters.root(self._desk.db, meant.subject)
        said = self._said(root)
        if said.erased:
            return Problem(row.line, "", _("This person was erased."), row.cells)
        known = meant.known(said)
        if known and (problem := self._reader.doubt(row, meant, said)):
            return problem
        self._met.add(root)
        news = self._news(row, meant, said) if known else {**meant.values, **meant.at_first}
        if known and not news:
            self.intake.same += 1
            self._note(row, "same", root, meant.label)
            return None
        over = said.heads(news)
        data = {"set": news, "from": self.intake.source, **({"over": over} if over else {})}
        if len(canonical(data)) > LONGEST_DATA:
            return Problem(row.line, "", _("The row is too long to be kept."), row.cells)
        if known:
            self.intake.changed += 1
        else:
            self.intake.new += 1
            self._compare(row, meant)
        self._note(row, "changed" if known else "new", root, meant.label)
        self._plan(root, meant, data)
        return None

    def _said(self, root: str) -> Folded:
        """Return what was said of a cluster, by the register and by the rows before."""
        written = store.of_subjects(self._desk.db, clusters.members(self._desk.db, root))
        planned = map(self._entry, self._planned[root]) if root in self._planned else ()
        return fold(chain(written, planned))

    def _entry(self, number: int) -> Entry:
        """Return a fact of this list as the entry that it is to become."""
        fact = self.facts[number]
        rest = (canonical(fact.data), "", "", "", f"{PLANNED}{number}")
        return Entry("", "", number, 0, _LAST, fact.kind, fact.subject, *rest)

    def _news(self, row: Row, meant: Meant, said: Folded) -> dict[str, str]:
        """Return the fields that this list changed its mind about and nobody else has set since."""
        mine, makers = _of_source(said, self.intake.source)
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
            self.intake.differences.append(
                Difference(row.line, meant.subject, name, old, value, kept)
            )
        return news

    def _compare(self, row: Row, meant: Meant) -> None:
        """Note whom a new person may be already; it is for people to decide."""
        if not meant.name:
            return
        like = self._reader.namesake(meant) or self._named.get(meant.name, "")
        if like:
            self.intake.likenesses.append(Likeness(row.line, meant.subject, like))

    def _plan(self, root: str, meant: Meant, data: Mapping[str, object]) -> None:
        if root in self._waiting:
            self._end_batch()
        self.facts += meant.before
        self._planned[root].append(len(self.facts))
        self.facts.append(Fact(meant.kind, meant.subject, data))
        self._waiting.add(root)
        if meant.name:
            self._named.setdefault(meant.name, meant.subject)

    def _end_batch(self) -> None:
        if len(self.facts) > (self.ends[-1] if self.ends else 0):
            self.ends.append(len(self.facts))
        self._waiting.clear()


def _label(fields: Mapping[str, str]) -> str:
    """Return what a row calls itself: by a name, a title, or whatever it begins with."""
    name = Person.of("", dict(fields)).whole_name or fields.get("person") or fields.get("email")
    titles = (text for field, text in fields.items() if field.startswith("title") and not name)
    parts = (name or next(titles, ""), fields.get("activity", ""))
    return " · ".join(filter(None, parts)) or next(iter(fields.values()), "")


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
