"""One laptop's copy of an event: it looks, decides and writes; `write` is the only door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from checkin import clusters, finding, limits, paths, projection, schema
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import identity, store
from checkin.journal.entry import LOG_ONLY, PATTERNS, Entry, Fact, act_name
from checkin.journal.fold import Folded, changed
from checkin.journal.store import Spot, batches
from checkin.journal.writer import Now, Writer, machine_now
from checkin.model import code, presence
from checkin.model.activity import Activity
from checkin.model.delegation import Delegation
from checkin.model.event import Event, day_subject, event_subject, is_practice
from checkin.model.person import Person
from checkin.model.place import Place

if TYPE_CHECKING:
    from sqlite3 import Connection
    from types import TracebackType

MOST_UNDONE = 200  # ids in one `undone` entry
BATCH = 400  # facts kept at once by an act of many
FOR_EVER = LOG_ONLY | {"founded", "undone", "erased"}
"""Kinds that no undo takes back."""


class Desk:
    """The event file of one desk, open for reading, or for writing as the only one."""

    def __init__(
        self,
        path: Path,
        *,
        writing: bool = False,
        now: Now = machine_now,
        state: Path | None = None,
    ) -> None:
        """Open an event file; raises DeskError where it is none, or another writes to it."""
        self.path, self.now = path, now
        self.writer = Writer(path, now, state or paths.machine_state()) if writing else None
        self.db: Connection = self.writer.db if self.writer else store.connect(path)
        self.renewed = bool(self.writer and self.writer.settle())
        self.replica = ""
        self.key = bytes.fromhex(store.recall(self.db, "key"))
        self._touched: set[str] = set()
        self._programme: projection.Programme | None = None
        self._seen = 0  # the state of the file that the programme was read from
        try:
            self.refresh()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave a complete file behind."""
        if self.writer:
            self.writer.close()
        else:
            self.db.close()

    @property
    def label(self) -> str:
        """Return the short label of this desk."""
        return identity.label(self.replica)

    @property
    def practising(self) -> bool:
        """Tell whether this is a practice event, which meets no other desk."""
        return is_practice(self.key)

    # Reading ##########################################################################

    def person(self, subject: str) -> Person | None:
        """Return one person, also by a subject that was merged into it; a protected one veiled."""
        person = self.registered(subject)
        return person.veiled() if person else None

    def registered(self, subject: str) -> Person | None:
        """Return one person as the register has them: for who looks that very person up by hand."""
        return schema.noun(self.db, Person, clusters.root(self.db, subject))

    def activity(self, subject: str) -> Activity | None:
        """Return one activity."""
        return self.programme.activity(subject)

    def delegation(self, subject: str) -> Delegation | None:
        """Return one delegation."""
        return schema.noun(self.db, Delegation, clusters.root(self.db, subject))

    def place(self, subject: str) -> Place | None:
        """Return one place."""
        return schema.noun(self.db, Place, clusters.root(self.db, subject))

    def badge_code(self, person: str) -> str:
        """Return the sixteen characters of a person's newest badge; '' where there is none."""
        token = store.single(
            self.db,
            """SELECT text FROM code JOIN person ON person.id = code.person
               WHERE code.person = ? AND code.issue = person.issue AND text <> person.code
               ORDER BY text LIMIT 1""",
            (person,),
        )
        return code.code_of(self.key, token) if token else ""

    def find(self, text: str, limit: int = 20, at: datetime | None = None) -> list[Person]:
        """Return the people whom a text may mean, the best first."""
        hits = finding.find(self.db, text, limit, self.day(at or self.moment(None)))
        return [person for hit in hits if (person := self.person(hit.person))]

    def folded(self, subject: str) -> Folded:
        """Return all that was ever said of a subject, folded."""
        return projection.folded(self.db, subject)

    def arrivals(self, said: Folded) -> list[presence.Arrival]:
        """Return the check-ins that stand in a fold, by stated time."""
        return presence.arrivals(said.live, self.wholes)

    def day(self, at: datetime) -> str:
        """Return the activity that is the day of a moment, whether the event has it or not."""
        return day_subject(self.key, self.event.day_of(at).isoformat())

    @property
    def programme(self) -> projection.Programme:
        """Return all activities and their tree, read again only where they may have changed."""
        state = 0 if self.writer else store.single(self.db, "PRAGMA data_version")
        if self._programme is None or state != self._seen:
            self._programme, self._seen = projection.Programme(self.db, self.key), state
        return self._programme

    def wholes(self, activity: str) -> tuple[str, ...]:
        """Return what an activity is a part of, the nearest first."""
        return self.programme.wholes(activity)

    def this_moment(self) -> datetime:
        """Return the time by this machine, as far as somebody set it right, in the event's zone."""
        return self.event.at(self.now() + int(store.recall(self.db, "clock_offset", "0")))

    def moment(self, text: str | None) -> datetime:
        """Return a stated time; else the machine's, or the last stated one outside the event."""
        if text:
            return self.event.moment(text)
        here = self.this_moment()
        if self.event.first_day <= self.event.day_of(here).isoformat() <= self.event.last_day:
            return here
        stated = store.single(
            self.db,
            """SELECT max(at) FROM (SELECT moment AS at FROM attendance
                 UNION ALL SELECT unixepoch(gone) FROM attendance) WHERE at < ?""",
            (self.event.end.timestamp(),),
        )
        return self.event.at(int(stated * 1000)) if stated is not None else here

    # Writing ##########################################################################

    def write(self, *facts: Fact) -> list[Entry]:
        """Keep facts as one act, durable when this returns; raises DeskError if it cannot be."""
        with self.act():
            return self.keep(facts)

    @contextmanager
    def act(self) -> Iterator[None]:
        """Keep all that is kept inside as one act, or nothing of it; an inner act joins in."""
        if not self.writer:
            raise DeskError(_("{path} is open for reading only.").format(path=self.path))
        if self.db.in_transaction:
            yield
            return
        try:
            with self.writer.transaction():
                yield
        except BaseException:
            self._programme = None  # it may have been read from what was now taken back
            raise

    def keep(self, facts: Iterable[Fact]) -> list[Entry]:
        """Append facts to the act under way and bring the rows up to date."""
        assert self.writer  # noqa: S101  act() has seen to it
        by = store.recall(self.db, "operator")
        entries = self.writer.append(
            Fact(fact.kind, fact.subject, {**fact.data, "by": by}) if by else fact for fact in facts
        )
        self.project(entry.subject for entry in entries if entry.kind not in LOG_ONLY)
        return entries

    def project(self, subjects: Iterable[str]) -> None:
        """Bring the rows of these subjects up to date."""
        touched = set(subjects)
        self._touched |= touched
        if any(subject[:2] in {"e-", "a-"} for subject in touched):
            self._programme = None
            projection.project(self.db, self.key, touched)
            self.refresh()
        else:
            projection.project(self.db, self.key, touched, self.wholes)

    def touched(self) -> frozenset[str]:
        """Return the subjects whose rows may have changed since this was last asked."""
        touched, self._touched = frozenset(self._touched), set()
        return touched

    def change(self, kind: str, subject: str, values: Mapping[str, str]) -> list[Fact]:
        """Return the fact that sets fields which differ from what stands; none if all are so."""
        said = self.folded(subject)
        return changed(kind, subject, said, values)

    def undo(self, name: str | None = None, reason: str = "") -> list[str]:
        """Take back an act or an entry, else this desk's last act that stands; return the ids.

        A reason is a word that names nobody. Raises DeskError where nothing is to be taken back,
        or where somebody would be on a list again that is full by now, or on two at once.
        """
        chosen = self._named(name) if name else self._last_act()
        undone: list[str] = []
        people = {spot.subject for spot in chosen if spot.kind == "booked"}
        with self.act():
            before = limits.standing(self.db, people)
            for facts in batches(self._undoing(chosen, reason), BATCH):
                undone += [name for fact in facts for name in fact.data["of"]]
                self.keep(facts)
            self._require_limits(limits.standing(self.db, people) - before)
        if not undone:
            raise DeskError(_("There is nothing to undo."))
        return undone

    def last_act(self) -> str | None:
        """Return the name of the act that this desk wrote last."""
        entry = next(store.latest(self.db, self.replica), None)
        return act_name(entry.replica, entry.act) if entry else None

    def _named(self, name: str) -> list[Spot]:
        """Return the entries that a name means: an act's, or one entry."""
        replica, _slash, seq = name.rpartition("/")
        if PATTERNS["act"].fullmatch(seq):
            chosen = store.spots_of_act(self.db, replica or self.replica, int(seq[1:]))
        else:
            chosen = store.spots(self.db, name)
        if not chosen:
            raise DeskError(_("There is no act or entry {name}.").format(name=name))
        return [] if any(spot.kind == "founded" for spot in chosen) else chosen

    def _last_act(self) -> list[Spot]:
        """Return the entries of this desk's last act of which something still stands."""
        for act in store.acts(self.db, self.replica):
            chosen = store.spots_of_act(self.db, self.replica, act)
            if any(spot.kind == "founded" for spot in chosen):
                return []  # what made the event stays
            if any(True for _fact in self._undoing(chosen)):
                return chosen
        return []

    def _undoing(self, spots: Iterable[Spot], reason: str = "") -> Iterator[Fact]:
        """Yield what undoes these entries, as far as nobody has undone them yet."""
        why = {"reason": reason} if reason else {}
        names = defaultdict(list)
        for spot in spots:
            if spot.kind not in FOR_EVER:
                names[spot.subject].append(spot.id)
        for some in batches(sorted(names), BATCH):
            roots = {subject: clusters.root(self.db, subject) for subject in some}
            annulled = {
                root: said.annulled
                for root, said in projection.folds(self.db, sorted(set(roots.values())))
            }
            for subject in some:
                gone = annulled[roots[subject]]
                for of in batches([n for n in names[subject] if n not in gone], MOST_UNDONE):
                    yield Fact("undone", subject, {"of": of, **why})

    def _require_limits(self, news: Iterable[tuple[str, str]]) -> None:
        """Refuse bookings that came back and pass a limit without a reason."""
        for booked in sorted(news):
            said = self.folded(booked[0])
            if why := limits.passed(self.db, self.programme, self.event.tz, said, booked):
                text = _("{why} Take somebody off the list first.")
                raise DeskError(text.format(why=why))

    def refresh(self) -> None:
        """Read what every verb needs of the event; make the rows anew if they are of old."""
        if not schema.current(self.db):
            self._rebuild()
        self.replica = store.recall(self.db, "replica")
        event = schema.noun(self.db, Event, event_subject(self.key))
        self.event = event or Event("")

    def _rebuild(self) -> None:
        if not self.writer:
            raise DeskError(
                _("{path} was written by another version; open it once for writing.").format(
                    path=self.path
                )
            )
        self._programme = None
        with self.writer.transaction():
            projection.rebuild(self.db, self.key)
            store.remember(self.db, projection=schema.VERSION)
