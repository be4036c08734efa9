"""The rows of one person: a pure fold of the entries of the person's cluster."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from checkin.journal.fold import Folded
from checkin.model import booking, engagement, listing, mark, presence, receiver
from checkin.model.issue import issues
from checkin.model.person import Person

COLUMNS = ("id", *Person.names(), "visitor", "issue", "handed_out", "erased", "name_key")
"""What the row of a person holds, beside its number."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows that one person's cluster folds into."""

    row: Row | None  # as COLUMNS
    codes: frozenset[Row] = frozenset()
    listings: frozenset[Row] = frozenset()
    bookings: frozenset[Row] = frozenset()
    attendance: frozenset[Row] = frozenset()
    receivers: frozenset[Row] = frozenset()
    whereabouts: frozenset[Row] = frozenset()
    marks: frozenset[Row] = frozenset()
    publications: frozenset[Row] = frozenset()
    answers: frozenset[Row] = frozenset()
    works: frozenset[Row] = frozenset()
    conflicts: frozenset[Row] = frozenset()

    @property
    def erased(self) -> bool:
        """Tell whether the person was erased."""
        return bool(self.row and self.row[COLUMNS.index("erased")])


class Part(NamedTuple):
    """A table of rows that belong to people, and where a Sheet has them."""

    name: str  # of the attribute of Sheet
    table: str
    owner: str
    at: int  # the place of the owner in a row
    key: str


PARTS = (
    Part("codes", "code", "person", 1, "text = ? AND person = ?"),
    Part("listings", "listed", "person", 2, "source = ? AND name = ? AND person = ?"),
    Part("bookings", "booking", "person", 0, "person = ? AND activity = ?"),
    Part("attendance", "attendance", "person", 0, "person = ? AND activity = ?"),
    Part("receivers", "receiver", "person", 1, "number = ? AND person = ? AND entry = ?"),
    Part("whereabouts", "whereabouts", "person", 0, "person = ?"),
    Part("marks", "mark", "person", 0, "person = ? AND activity = ? AND what = ?"),
    Part("publications", "publication", "person", 0, "person = ? AND entry = ?"),
    Part(
        *("answers", "answer", "person", 0),
        "person = ? AND of = ? AND what = ? AND at = ? AND desk = ?",
    ),
    Part("works", "work", "person", 0, "person = ? AND entry = ?"),
    Part("conflicts", "conflict", "subject", 0, "subject = ? AND what = ? AND field = ?"),
)
"""In the order of the attributes of Sheet."""


def sheet(key: bytes, root: str, said: Folded, wholes: presence.Wholes) -> Sheet:
    """Return the rows of one person's cluster: pure, and total."""
    if not said.exists:
        return Sheet(None)
    values = said.values()
    person = Person.of(root, values)
    if root.startswith("t-"):
        person = Person.of(root, {"entered": "unknown"})
    codes, issue = _codes(key, root, said, person)
    came = presence.arrivals(said.live, wholes)
    return Sheet(
        _row(person, said, issue),
        codes,
        frozenset((source, name, root) for source, name in listing.listings(values).items()),
        frozenset(_bookings(root, said, values)),
        frozenset(
            (root, *_columns(a), int(person.visitor))
            for a in presence.attendances(came, wholes).values()
        ),
        frozenset(
            (one.number, root, one.entry, one.channel, one.deposit, one.at, one.desk, one.lost)
            for one in receiver.lendings(said.live)
        ),
        frozenset(
            (root, where.activity, where.moment, int(person.visitor))
            for where in presence.whereabouts(came)
        ),
        frozenset(
            (root, one.activity, one.what, one.entry, one.at, one.desk, one.sheet)
            for one in mark.marks(said.live)
        ),
        _publications(root, said),
        frozenset((root, *astuple(one)) for one in engagement.answers(said.live)),
        frozenset((root, *astuple(one)) for one in engagement.works(said.live)),
        field_conflicts(root, said) | _presence_conflicts(root, person, came),
    )


def _publications(root: str, said: Folded) -> frozenset[Row]:
    """Return the plans that a person was given, numbered in the one order."""
    return frozenset(
        (root, one.entry, one.version, one.at, one.desk, place, json.dumps(one.lines))
        for place, one in enumerate(engagement.publications(said.live), 1)
    )


def name_key(name: str) -> str:
    """Return what two writings of one name share: its words, in any order, case and accent."""
    folded = name.casefold()
    if not folded.isascii():
        signs = unicodedata.normalize("NFKD", folded)
        folded = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return " ".join(sorted(folded.split()))


def _row(person: Person, said: Folded, issue: int) -> Row:
    """Return the row of a person, as COLUMNS."""
    handed = (str(data.get("at", "")) for entry, data in said.live if entry.kind == "handed-out")
    flags = (int(person.visitor), issue, min(handed, default=""), int(said.erased))
    return (*person.values(), *flags, name_key(person.whole_name))


def _codes(key: bytes, root: str, said: Folded, person: Person) -> tuple[frozenset[Row], int]:
    """Return the codes that open the door for a person, old and new, and the newest issue."""
    subjects = sorted({entry.subject for entry in said.entries if entry.subject[:2] == "p-"})
    badges = issues(key, subjects, said.live)
    newest = max((badge.number for badge in badges), default=0)
    rows: dict[str, Row] = {person.code: (person.code, root, newest, "")} if person.code else {}
    rows |= {badge.token: (badge.token, root, badge.number, badge.minted) for badge in badges}
    return frozenset(rows.values()), newest


def _bookings(root: str, said: Folded, values: dict[str, str]) -> Iterator[Row]:
    """Yield the bookings of a person, each with its place in the one order of who came first."""
    booked = booking.bookings(values)
    since = {entry.id: entry.hlc for entry, _said in said.live} if booked else {}
    for activity, status in booked.items():
        head = said.fields[booking.field(activity)].heads[-1]
        yield root, activity, status, since[head]


def _columns(a: presence.Attendance) -> Row:
    return (a.activity, a.entry, a.at, a.moment, a.desk, a.left, int(a.here), a.times)


def _by_activity(
    pairs: Iterable[tuple[presence.Arrival, presence.Arrival]],
) -> dict[str, list[tuple[str, str]]]:
    """Return, per activity, desk and time of all check-ins that contradict each other."""
    found: dict[str, list[tuple[str, str]]] = {}
    for first, later in pairs:
        open_ones = found.setdefault(first.activity, [(first.desk, first.at)])
        open_ones.append((later.desk, later.at))
    return found


def field_conflicts(root: str, said: Folded) -> frozenset[Row]:
    """Return the fields of any subject that desks set unlike each other, unseen."""
    return frozenset(
        (root, "field", name, json.dumps([field.value, *field.rivals], ensure_ascii=False))
        for name, field in said.fields.items()
        if field.rivals
    )


def _presence_conflicts(
    root: str, person: Person, came: Sequence[presence.Arrival]
) -> frozenset[Row]:
    rows = {
        (root, "twice", activity, json.dumps([text for one in open_ones for text in one]))
        for activity, open_ones in _by_activity(presence.twice(came)).items()
    }
    if came and person.status in {"substituted", "cancelled"}:
        detail = json.dumps([came[0].desk, came[0].at])
        rows.add((root, f"{person.status}-present", "", detail))
    return frozenset(rows)
