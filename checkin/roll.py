"""The roll: everybody in the register, put in order, and chosen by what one asks for."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from checkin import clusters, finding, schema
from checkin.desk import Desk
from checkin.journal import store
from checkin.model.delegation import Delegation
from checkin.model.noun import number
from checkin.model.person import Person
from checkin.search import collation, query
from checkin.vocabulary import naming

if TYPE_CHECKING:
    from sqlite3 import Connection

STATES = ("here", "expected", "left", "waiting", "cancelled", "substituted")
"""Where somebody is in the event on a day, in the order in which a table sorts them."""

ROLES = ("delegate", "speaker", "interpreter", "press", "host", "staff", "organiser")
BEST_FIRST = ""
"""The order of what was searched for, in place of the name of a column."""

_FILTERS = ("delegation", "country", "role", "state")
MOST_HITS = 500  # that are put in order by how well they fit; others follow by name
_UNLIMITED = 100  # hits from which there may be more than the search looks at
_MOST_SINGLE = 400  # subjects read one by one; more, and all are read
_LAST = 1 << 30  # the rank of a delegation that has none

_STATE = """CASE
  WHEN a.moment <= :now AND (a.here OR unixepoch(a.gone) > :now) THEN 'here'
  WHEN status <> '' THEN status WHEN a.moment <= :now THEN 'left' ELSE 'expected' END"""
_TODAY = "LEFT JOIN attendance a ON a.person = person.id AND a.activity = :day"
_SLIPS = f"""SELECT n, id, CASE WHEN family || given = ''
    THEN CASE name WHEN '' THEN native_name ELSE name END
    WHEN family = '' THEN given ELSE family END,
  CASE WHEN family = '' THEN '' WHEN middle = '' THEN given ELSE given || ' ' || middle END,
  delegation, country, CASE role WHEN '' THEN 'delegate' ELSE role END,
  {_STATE}, attention <> '' FROM person {_TODAY} WHERE {schema.NAMED}"""  # noqa: S608
_ALL = f"{_SLIPS} AND id >= 'p-' AND id < 'p.'"
_SOME = f"{_SLIPS} AND id IN (SELECT value FROM json_each(:ids)) AND id < 'p.'"  # noqa: S608  texts of ours

_UNNAMED = "SELECT id FROM person WHERE protected <> '' AND NOT erased ORDER BY n"


class Slip(NamedTuple):
    """What is kept in memory of a person: enough to choose by and to put in order."""

    n: int
    id: str
    key: str
    delegation: str
    country: str
    role: str
    state: str
    attention: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom one wants to see; '' means all."""

    text: str = ""
    delegation: str = ""
    country: str = ""
    role: str = ""
    state: str = ""
    look: str = ""  # attention | conflict
    only: frozenset[str] | None = None  # these people and no others


class Roll:
    """Everybody who may be named, as a desk knows them: small in memory, changed one by one."""

    def __init__(self, desk: Desk, order: str, language: str) -> None:
        self.desk, self.order, self.language = desk, order, language
        self.slips: dict[int, Slip] = {}
        self._numbers: dict[str, int] = {}
        self._merged: dict[str, str] = {}
        self._conflicts: set[str] = set()
        self._delegations: dict[str, Delegation] = {}
        self._by_name: list[int] = []
        self._orders: dict[str, list[int]] = {}
        self.day = ""
        self._known_days: tuple[str, ...] = ()

    # Reading ############################################################################

    def read(self) -> None:
        """Read everybody."""
        self._read_small(self.moment())
        self.slips = {slip.n: slip for slip in self._slips(_ALL, {})}
        self._numbers = {slip.id: slip.n for slip in self.slips.values()}
        self._by_name = sorted(self.slips, key=self._name_key)
        self._orders = {}

    @staticmethod
    def size(desk: Desk) -> int:
        """Return about how many people a register holds."""
        return int(store.single(desk.db, "SELECT count(*) FROM person"))

    def take(self, other: Roll) -> None:
        """Take over what another roll of the same event has read."""
        self.slips, self._numbers, self._by_name = other.slips, other._numbers, other._by_name
        self._merged, self._conflicts = other._merged, other._conflicts
        self._delegations, self._orders = other._delegations, {}
        self.order, self.day, self._known_days = other.order, other.day, other._known_days

    def update(self, subjects: Iterable[str]) -> None:
        """Read anew what a change concerns, which may be everybody."""
        changed = set(subjects)
        at = self.moment()
        if (
            not self.slips
            or len(changed) > _MOST_SINGLE
            or any(subject.startswith("a-") for subject in changed)
            or self._days() != self._known_days
            or self.desk.day(at) != self.day
        ):
            self.read()
            return
        former = dict(self._merged)
        self._read_small(at)
        people = {subject for subject in changed if subject[:2] in {"p-", "t-"}}
        both = (self._merged, former)
        people |= {known[subject] for known in both for subject in people if subject in known}
        self._swap(sorted(people))

    def moment(self) -> datetime:
        """Return the time for which the roll says who is here."""
        return self.desk.moment(None)

    def delegation(self, subject: str) -> Delegation | None:
        """Return a delegation, also by a subject that was merged into it."""
        found = self._delegations.get(subject)
        return found or self._delegations.get(clusters.root(self.desk.db, subject))

    def title(self, subject: str) -> str:
        """Return the title of a delegation in the language of the roll."""
        found = self.delegation(subject) if subject else None
        if found is None:
            return ""
        return str(getattr(found, f"title_{self.language}", "")) or found.title

    def delegations(self) -> list[tuple[str, str]]:
        """Return the delegations and their titles, in order."""
        pairs = [(one, self.title(one)) for one in self._delegations]
        return sorted(pairs, key=lambda pair: collation.key(pair[1], self.order))

    def countries(self) -> list[tuple[str, str]]:
        """Return the countries that people come from and their names, in order."""
        codes = {slip.country for slip in self.slips.values() if slip.country}
        pairs = [(code, naming.country(code, self.language)) for code in codes]
        return sorted(pairs, key=lambda pair: collation.key(pair[1], self.order))

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """Return the ids of people."""
        return [self.slips[n].id for n in numbers if n in self.slips]

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of people, of those merged that of the whole."""
        known = (self._numbers.get(self._merged.get(one, one)) for one in ids)
        return [n for n in known if n is not None]

    # Choosing ###########################################################################

    def chosen(self, wanted: Wanted, column: str = "name", *, down: bool = False) -> list[int]:
        """Return the numbers of those wanted, in the order of a column, or the best first."""
        fits = self._test(wanted)
        if not wanted.text.strip():
            order: Sequence[int] = self._in_order(column or "name")
        elif column == BEST_FIRST:
            order = self._found(wanted.text)
        else:
            found = set(self._found(wanted.text))
            order = [n for n in self._in_order(column) if n in found]
        if down and column != BEST_FIRST:
            order = order[::-1]
        slips = self.slips
        return [n for n in order if fits(slips[n])] if fits else list(order)

    def unnamed(self, wanted: Wanted) -> list[str]:
        """Return whom no list may name of those meant: by a whole code, by id, or of everybody."""
        db, meant = self.desk.db, wanted.only
        if finding.is_code(db, wanted.text):
            found = finding.find(db, wanted.text, MOST_HITS, self.day)
            meant = frozenset(hit.person for hit in found)
        if meant is None and wanted != Wanted():
            return []
        rows = db.execute(_UNNAMED).fetchall()
        return [row[0] for row in rows if meant is None or row[0] in meant]

    def _test(self, wanted: Wanted) -> Callable[[Slip], bool] | None:
        tests: list[Callable[[Slip], bool]] = []
        asked = {name: value for name in _FILTERS if (value := getattr(wanted, name))}
        if asked:
            tests.append(partial(_equal, attrgetter(*asked), _alone(tuple(asked.values()))))
        if wanted.look == "attention":
            tests.append(lambda slip: slip.attention)
        elif wanted.look == "conflict":
            tests.append(lambda slip: slip.id in self._conflicts)
        if wanted.only is not None:
            numbers = set(self.numbers(wanted.only))
            tests.append(lambda slip: slip.n in numbers)
        if len(tests) <= 1:
            return tests[0] if tests else None
        return lambda slip: all(test(slip) for test in tests)

    def _found(self, text: str) -> list[int]:
        """Return whom a text may mean: as the desk's search has them, then all that it cut off."""
        db, day = self.desk.db, self.desk.day(self.moment())
        hits = self.numbers(hit.person for hit in finding.find(db, text, MOST_HITS, day))
        found = dict.fromkeys(hits)
        if len(found) >= _UNLIMITED:
            more = _matching(db, text)
            found |= dict.fromkeys(n for n in self._by_name if n in more)
        return list(found)

    def _in_order(self, column: str) -> list[int]:
        if column == "name":
            return self._by_name
        if column not in self._orders:
            keys = self._keys(column)
            self._orders[column] = sorted(self._by_name, key=keys.__getitem__)
        return self._orders[column]

    def _keys(self, column: str) -> Mapping[int, Any]:
        """Return what each person counts as in a column; equals stay in the order of names."""
        slips = self.slips.values()
        if column in {"state", "role"}:
            places = {word: at for at, word in enumerate(STATES if column == "state" else ROLES)}
            return {slip.n: places.get(getattr(slip, column), len(places)) for slip in slips}
        if column == "country":
            names = {
                code: self._text(naming.country(code, self.language))
                for code in {slip.country for slip in slips}
            }
            return {slip.n: names[slip.country] for slip in slips}
        if column in {"delegation", "rank"}:
            titles = {
                one: self._delegation_key(one, column)
                for one in {slip.delegation for slip in slips}
            }
            return {slip.n: titles[slip.delegation] for slip in slips}
        if column == "badge":
            rows = self.desk.db.execute("SELECT n, handed_out = '' FROM person")
            return dict(rows.fetchall())
        if column not in Person.names():
            raise KeyError(column)
        rows = self.desk.db.execute(f"SELECT n, {column} FROM person")  # noqa: S608  a field of ours
        return {n: self._text(text) for n, text in rows}

    def _text(self, text: str) -> str:
        return collation.key(text, self.order)

    def _delegation_key(self, subject: str, column: str) -> Any:
        title = self._text(self.title(subject))
        found = self.delegation(subject) if subject else None
        rank = number(found.rank) if found else None
        return title if column == "delegation" else (_LAST if rank is None else rank, title)

    # Keeping up #########################################################################

    def _read_small(self, at: datetime) -> None:
        db = self.desk.db
        self.day, self._known_days = self.desk.day(at), self._days()
        columns = ", ".join(("id", *Delegation.names()))
        rows = db.execute(f"SELECT {columns} FROM delegation")  # noqa: S608
        delegations = {row[0]: Delegation(*row) for row in rows}
        if delegations != self._delegations:
            self._delegations, self._orders = delegations, {}
        merged = "SELECT subject, root FROM cluster WHERE subject >= 'p-' AND subject < 'u-'"
        self._merged = dict(db.execute(merged).fetchall())
        conflicts = "SELECT subject FROM conflict WHERE subject >= 'p-' AND subject < 'p.'"
        self._conflicts = {row[0] for row in db.execute(conflicts)}

    def _days(self) -> tuple[str, ...]:
        event = self.desk.event
        return event.first_day, event.last_day, event.zone, event.day_starts

    def _slips(self, select: str, values: Mapping[str, Any]) -> Iterator[Slip]:
        now = {"now": self.moment().timestamp(), "day": self.day}
        order, name_key = self.order, collation.name_key
        for n, subject, family, given, *rest in self.desk.db.execute(select, {**now, **values}):
            yield Slip(n, subject, f"{name_key(family, given, order)}\x03{n}", *rest)

    def _swap(self, ids: Sequence[str]) -> None:
        """Put the present slips of these people in place of the former ones."""
        fresh = {slip.id: slip for slip in self._slips(_SOME, {"ids": json.dumps(ids)})}
        for one in ids:
            old = self.slips.get(self._numbers.get(one, -1))
            new = fresh.get(one)
            if old:
                del self._by_name[bisect_left(self._by_name, old.key, key=self._name_key)]
                del self.slips[old.n], self._numbers[one]
            if new:
                self.slips[new.n], self._numbers[one] = new, new.n
                at = bisect_left(self._by_name, new.key, key=self._name_key)
                self._by_name.insert(at, new.n)
        if ids:
            self._orders = {}

    def _name_key(self, n: int) -> str:
        return self.slips[n].key


def _equal(read: Callable[[Slip], object], asked: object, slip: Slip) -> bool:
    return read(slip) == asked


def _alone(values: tuple[str, ...]) -> object:
    """Return what attrgetter returns: a single value bare."""
    return values if len(values) > 1 else values[0]


def _matching(db: Connection, text: str) -> set[int]:
    """Return all who have every word of a text, the last one begun, however many they are."""
    asked = query.pieces(db, text)
    match = [query.exactly(each) for each in asked]
    if asked and not asked[-1].han:
        match[-1] = query.beginning(asked[-1])
    rows = db.execute(
        "SELECT rowid FROM search_text WHERE search_text MATCH ?", (query.every(match),)
    )
    return {row[0] for row in rows}
