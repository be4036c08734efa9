"""Practice: a copy of the register under a key of its own, whose entries no other desk can take."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from checkin import paths, projection, schema
from checkin.desk import BATCH, Desk
from checkin.errors import DeskError
from checkin.founding import begin
from checkin.i18n import gettext as _
from checkin.journal import identity, store
from checkin.journal.entry import Fact
from checkin.journal.lock import Lock
from checkin.journal.store import batches
from checkin.journal.writer import Now, machine_now
from checkin.model import booking, code
from checkin.model.delegation import delegation_subject
from checkin.model.event import PRACTICE, Event, day_subject, event_subject, is_practice
from checkin.model.place import place_subject

Progress = Callable[[int, int], None]

MORNING = time(8, 15)  # of the first day: when practice begins, unless the event is under way
_KEPT = ("operator", "pin", "pin_failures", "mode", "printer", "demo")  # of the real desk's memory
_TABLES = {"place": "planned", "activity": "planned", "delegation": "registered"}
_GUESTS = 3  # of whom test codes are made


@dataclass(frozen=True, slots=True)
class TrialCode:
    """A code to practise with, and what the desk should answer to it."""

    code: str
    says: str


def beside(path: Path) -> Path:
    """Return where the practice file of an event file lies."""
    return path.with_name(f"{path.stem}.practice{path.suffix}")


def origin(path: Path) -> Path:
    """Return where the event file of a practice file lies."""
    return path.with_name(path.stem.removesuffix(".practice") + path.suffix)


def practise(
    path: Path,
    *,
    now: Now = machine_now,
    state: Path | None = None,
    progress: Progress | None = None,
) -> Path:
    """Make the practice file of an event file anew and return it; the event file is only read.

    It holds people, delegations, places, programme and bookings, and nobody has arrived. Raises
    DeskError where the file is one for practice already, or somebody practises in the old one.
    """
    out = beside(path)
    with Desk(path, now=now) as real:
        if real.practising:
            raise DeskError(_("This is the practice file already."))
        clear(out, state)
        key = PRACTICE + secrets.token_bytes(24)
        with begin(out, key, real.label, now, state) as desk:
            _copy(real, desk, key, progress)
            kept = {name: value for name in _KEPT if (value := store.recall(real.db, name))}
            store.remember(desk.db, **kept, clock_offset=str(_offset(real)))
    return out


def clear(path: Path, state: Path | None = None) -> bool:
    """Delete a practice file and all beside it; return whether there was one.

    Raises DeskError for any other file, and where somebody practises in it.
    """
    if not path.exists():
        return False
    lock = Lock(path.resolve(), _("clearing"))
    try:
        with ExitStack() as open_file:
            db = store.connect(path)
            open_file.callback(db.close)
            if not is_practice(bytes.fromhex(store.recall(db, "key"))):
                raise DeskError(
                    _("{path} is no practice file; it was left alone.").format(path=path)
                )
            replica = store.recall(db, "replica")
        store.remove(path)
        if path.exists():
            raise DeskError(_("{path} could not be deleted.").format(path=path))
    finally:
        lock.release()
    store.remove(path)  # the lock, too
    identity.forget(replica, state or paths.machine_state())
    return True


def trial_codes(desk: Desk) -> list[TrialCode]:
    """Return codes to try at the desk of a practice file; a real desk knows none of them."""
    if not desk.practising:
        raise DeskError(_("Test codes are for the practice file only."))
    rows = desk.db.execute(
        f"""SELECT id FROM person WHERE {schema.NAMED} AND issue > 0 AND status = ''
           ORDER BY family = '', name_key, id LIMIT ?""",  # noqa: S608
        (_GUESTS,),
    ).fetchall()
    found = [
        TrialCode(desk.badge_code(guest.id), _("Welcome, {name}").format(name=guest.whole_name))
        for row in rows
        if (guest := desk.person(row[0]))
    ]
    good = found[0].code if found else code.code_of(desk.key, "0A1B2C3D4")
    last = code.ALPHABET[(code.ALPHABET.index(good[-1]) + 1) % len(code.ALPHABET)]
    other = code.code_of(b"another event", "0A1B2C3D4")
    if found:
        found.append(TrialCode(good, _("The first one again: already here")))
    found.append(TrialCode(good[:-1] + last, _("A damaged code")))
    found.append(TrialCode(other, _("A code of another event")))
    return found


def _copy(real: Desk, desk: Desk, key: bytes, progress: Progress | None) -> None:
    """Write into a new file what the register of an event says, under the new key."""
    total = store.single(real.db, "SELECT count(*) FROM person") or 1
    with desk.act():
        desk.keep(_founding(real, key))
        names = _Names(real, key)
        for table, kind in _TABLES.items():
            for some in batches(_facts(real, names, table, kind), BATCH):
                desk.keep(some)
        done = 0
        for some in batches(_facts(real, names, "person", "registered"), BATCH):
            if progress:
                progress(min(done, total), total)
            desk.keep(some)
            done += len(some)
        if progress:
            progress(total, total)


def _founding(real: Desk, key: bytes) -> list[Fact]:
    event = real.event
    values = {name: getattr(event, name) for name in Event.names() if getattr(event, name)}
    for name in values.keys() & {"title", "title_de", "title_en", "short"}:
        values[name] = _("Practice – {title}").format(title=values[name])
    return [Fact("founded", event_subject(key), {"key": key.hex(), "set": values})]


class _Names:
    """Under which subject the practice event knows what the real one knows.

    What desks derive from the event's key is derived anew; whatever else keeps its subject.
    """

    def __init__(self, real: Desk, key: bytes) -> None:
        self._new: dict[str, str] = {}
        for day in real.event.days():
            old = day_subject(real.key, day.isoformat())
            self._new[old] = day_subject(key, day.isoformat())
        titled = {"delegation": delegation_subject, "place": place_subject}
        for table, derived in titled.items():
            query = f"SELECT id, title FROM {table}"  # noqa: S608  two names of our own
            for subject, title in real.db.execute(query):
                if subject == derived(real.key, title):
                    self._new[subject] = derived(key, title)
        self._seats = {booking.field(old): booking.field(new) for old, new in self._new.items()}

    def of(self, subject: str) -> str:
        """Return the new subject of an old one, and any other text as it is."""
        return self._new.get(subject, subject)

    def values(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return fields that speak of the new subjects."""
        return {
            self._seats.get(name, name): self.of(value) for name, value in values.items() if value
        }


def _facts(real: Desk, names: _Names, table: str, kind: str) -> Iterator[Fact]:
    """Yield what stands of every subject of a table, as if it had been said at once."""
    subjects = [row[0] for row in real.db.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
    for some in batches(subjects, BATCH):
        for root, said in projection.folds(real.db, some):
            values = names.values(said.values())
            if values and not said.erased:
                yield Fact(kind, names.of(root), {"set": values})


def _offset(real: Desk) -> int:
    """Return by how much practice is ahead: it plays on the first morning, or right now."""
    here = real.this_moment()
    today, first = real.event.day_of(here).isoformat(), real.event.first_day
    if not first or first <= today <= real.event.last_day:
        return int(store.recall(real.db, "clock_offset", "0"))
    morning = datetime.combine(date.fromisoformat(first), MORNING, real.event.tz)
    return round(morning.timestamp() * 1000) - real.now()
