"""Publishing: what each interpreter was told of the plan, what has changed, who has seen it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin import clusters
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import own_gathering, told
from checkin.interpreting.assigning import keep
from checkin.interpreting.own_gathering import Around
from checkin.interpreting.problem import Demand
from checkin.interpreting.published_line import Difference, Line, differences
from checkin.interpreting.told import Told
from checkin.interpreting.wanted import Wanted
from checkin.journal.entry import LONGEST_DATA, Fact, canonical
from checkin.model.assignment import Assignment
from checkin.model.engagement import counted

DRAFT, CHANGED, PUBLISHED, REACHED = "draft", "changed", "published", "reached"
ACKNOWLEDGED = "acknowledged"
"""How the plan of one interpreter stands."""

_LONGEST_TITLES = (160, 80, 40, 20, 0)  # characters; an entry holds the lines of a whole event
_LONGEST_NUMBER = 40  # characters of a booth or channel
_ROOM = LONGEST_DATA - 400  # for the version and its time
_VERSIONS = """SELECT version, publication.desk, publication.at,
    max(hlc || ' ' || replica || ' ' || printf('%09d', seq))
  FROM publication JOIN journal ON journal.id = publication.entry
  GROUP BY 1, 2, 3 ORDER BY 1, 4"""
_NUMBERS = """SELECT DISTINCT json_extract(data, '$.version') FROM journal
  WHERE kind = 'published' AND data <> 'redacted'"""
_KNOWN = "SELECT 1 FROM person WHERE id = ? AND NOT erased"


@dataclass(frozen=True, slots=True)
class Version:
    """A plan that was published once, to everybody whom it concerned."""

    number: int
    desk: str  # the label of the desk that published it
    at: str  # ISO
    rivals: tuple[Version, ...] = ()  # published by desks that had not heard of it, or it of them

    def __str__(self) -> str:
        """Return its number, with desks where there are several: v2 (A), v2 (B)."""
        if not self.rivals:
            return f"v{self.number}"
        return ", ".join(f"v{one.number} ({one.desk})" for one in (*self.rivals, self))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the plan of one interpreter stands, between what is planned and what they know."""

    person: str
    draft: tuple[Line, ...]
    told: tuple[Told, ...]  # the oldest first

    @property
    def latest(self) -> Told | None:
        """Return what they were told last."""
        return self.told[-1] if self.told else None

    @property
    def changes(self) -> tuple[Difference, ...]:
        """Return how the plan differs from what they were told last."""
        return differences(self.latest.lines if self.latest else (), self.draft)

    @property
    def acknowledged(self) -> str:
        """Return since when they have seen all that they were told last; '' for not yet."""
        return self.answered("acknowledged")

    @property
    def reached(self) -> str:
        """Return since when somebody has told them all that; '' for not yet."""
        return self.answered("reached")

    @property
    def state(self) -> str:
        """Return it in one word: draft, changed, published, reached or acknowledged."""
        if not self.latest:
            return DRAFT
        if self.changes:
            return CHANGED
        return ACKNOWLEDGED if self.acknowledged else REACHED if self.reached else PUBLISHED

    @property
    def news(self) -> tuple[Difference, ...]:
        """Return how what they were told last differs from what they knew before."""
        if not self.latest:
            return ()
        before = next((one.lines for one in reversed(self.told[:-1]) if one.known), ())
        return differences(self.latest.seen or before, self.latest.lines)

    def answered(self, what: str) -> str:
        """Return since when they have answered so to all that they were told last, '' for not."""
        last = self.told[-1].lines if self.told else ()
        for one in reversed(self.told):
            at = one.answered(what, last)
            if at:
                return at
            if one.known and differences(one.lines, last):
                return ""
        return ""


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing."""

    version: int
    act: str | None  # None where nothing has changed since the last version
    touched: tuple[Standing, ...]  # as they stood before


# Looking ##############################################################################


def version(desk: Desk) -> Version | None:
    """Return the version that stands: the highest, of several the last in the one order."""
    found = [Version(*row[:3]) for row in desk.db.execute(_VERSIONS).fetchall()]
    if not found:
        return None
    last = found.pop()
    rivals = tuple(one for one in found if one.number == last.number)
    return Version(last.number, last.desk, last.at, rivals)


def following(desk: Desk) -> int:
    """Return the number of the next version: after every other, which may be on paper."""
    known = counted(one for (one,) in desk.db.execute(_NUMBERS))
    return 1 + max(known, default=0)


def standings(
    desk: Desk, at: datetime | None = None, known: Sequence[Wanted] | None = None
) -> dict[str, Standing]:
    """Return how the plan stands for everybody who has lines, or was ever told of any."""
    draft = lines(own_gathering.around(desk, at or desk.moment(None), known))
    said = told.told(desk)
    people = [one for one in sorted({*draft, *said}) if desk.db.execute(_KNOWN, (one,)).fetchone()]
    return {one: Standing(one, draft.get(one, ()), said.get(one, ())) for one in people}


def state(desk: Desk, person: str, at: datetime | None = None) -> Standing:
    """Return how the plan of one interpreter stands."""
    root = clusters.root(desk.db, person)
    return standings(desk, at).get(root) or Standing(root, (), ())


def touched(
    desk: Desk, at: datetime | None = None, known: Sequence[Wanted] | None = None
) -> list[Standing]:
    """Return whose plan differs from what they were told last, with the old and new lines."""
    return [one for one in standings(desk, at, known).values() if one.changes]


def lines(around: Around) -> dict[str, tuple[Line, ...]]:
    """Return what is planned now, a line for each promise, by person and time."""
    demands = {name: one.demand for name, one in around.wanted.items()}
    own: dict[str, list[Assignment]] = {}
    for one in around.promised:
        if one.need in demands and around.wanted[one.need].state != "closed":
            own.setdefault(one.person, []).append(one)
    found = {}
    for person, some in own.items():
        some.sort(key=lambda one: (*demands[one.need].span, one.id))
        days: set[str] = set()
        rows = []
        for one in some:
            demand = demands[one.need]
            rows.append(_line(around, one, demand, first=demand.day not in days))
            days.add(demand.day)
        found[person] = _fitting(rows)
    return found


def _fitting(rows: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines with titles so short that one entry holds them all."""
    for longest in _LONGEST_TITLES:
        cut = [
            {**row, "title": row["title"][:longest], "place": row["place"][:longest]}
            for row in rows
        ]
        if len(canonical({"lines": cut})) < _ROOM:
            break
    return tuple(cut)


def _line(around: Around, own: Assignment, demand: Demand, *, first: bool) -> Line:
    """Return one assignment as it is published; it names nobody but by subject."""
    desk = around.desk
    place = desk.place(demand.place) if demand.place else None
    booth = own_gathering.usual_booth(desk, place, demand, own)
    call = own_gathering.call(around, own, demand, first=first)
    partners = own_gathering.partners(around, demand, own.person)
    return {
        "assignment": own.id,
        "need": demand.id,
        "activity": demand.activity if demand.activity != demand.id else "",
        "title": demand.title,
        "start": demand.start.astimezone(desk.event.tz).isoformat(),
        "end": demand.end.astimezone(desk.event.tz).isoformat(),
        "call": call.isoformat() if call else "",
        "place": place.title if place else "",
        "mode": demand.mode,
        "source": demand.source,
        "target": demand.target,
        "via": own.via,
        "booth": booth.booth[:_LONGEST_NUMBER],
        "channel": booth.channel[:_LONGEST_NUMBER],
        "leader": own.leader,
        "partners": " ".join(dict.fromkeys(one.person for one in partners)),
    }


# Doing ################################################################################


def publish(desk: Desk, at: datetime | None = None) -> Published:
    """Publish the draft as a new version to everybody who has lines, or had before, as one act.

    No version has the number of another that this desk knows: what was taken back may be on paper.
    Who finds the lines that they know has nothing to answer. Nothing is written where nothing
    has changed since the last version; raises DeskError where nothing was ever planned.
    """
    moment = at or desk.moment(None)
    every = standings(desk, moment)
    last = version(desk)
    changed = tuple(one for one in every.values() if one.changes)
    if last and not changed and not last.rivals:
        return Published(last.number, None, ())
    if not every:
        raise DeskError(_("Nobody is promised to anything yet."))
    number = following(desk)
    facts = [
        Fact(
            "published",
            one.person,
            {"version": number, "at": moment.isoformat(), "lines": list(map(dict, one.draft))},
        )
        for one in every.values()
    ]
    return Published(number, keep(desk, facts), changed)


def acknowledge(desk: Desk, person: str, at: datetime | None = None) -> str | None:
    """Note that an interpreter has seen what they were told last; return the act."""
    return _answer(desk, person, "acknowledged", at)


def reached(desk: Desk, person: str, at: datetime | None = None) -> str | None:
    """Note that an interpreter was told what has changed; return the act."""
    return _answer(desk, person, "reached", at)


def _answer(desk: Desk, person: str, what: str, at: datetime | None) -> str | None:
    """Note an answer to what somebody was told last; None where it is known already."""
    root = clusters.root(desk.db, person)
    said = told.told(desk).get(root, ())
    if not said:
        raise DeskError(_("Nothing was published to this person yet."))
    if Standing(root, (), said).answered(what):
        return None
    moment = (at or desk.moment(None)).isoformat()
    return keep(desk, [Fact(what, root, {"of": list(said[-1].entries), "at": moment})])
