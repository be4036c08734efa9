"""The union of journals: what others wrote is kept, what was erased stays so, rows follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from checkin import projection
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import census, clock, identity, store
from checkin.journal.entry import LOG_ONLY, Entry, Fact, redacted
from checkin.letters import inbox, k1
from checkin.letters.holdings import Holdings
from checkin.letters.letter import ROWS, Letter
from checkin.model.event import event_subject, is_practice
from checkin.search import index

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    new: int = 0
    renewed: bool = False  # the desk turned out to be a copy, and has a new identity
    ahead: tuple[str, ...] = ()  # desks whose clocks are too far ahead to be followed


def merge(
    desk: Desk,
    letters: Sequence[Letter],
    *,
    lost: bool,
    progress: Callable[[int], None] | None = None,
) -> Merged:
    """Keep what is new in these letters, all or nothing; `lost` renews the desk's identity.

    Erased subjects stay erased: what a letter says of them is blanked before it is kept.
    `progress` hears of the entries that were kept, and may raise StoppedError.
    """
    if not lost and not any(letter.new for letter in letters):
        return Merged()
    held = Holdings(desk.db)
    batches = (entries for letter in letters for entries in inbox.entries(letter, held.known))
    newly = set().union(*(letter.erased for letter in letters))
    return _merge(desk, batches, newly, lost=lost, progress=progress)


def copy(desk: Desk, other: Connection, path: Path) -> None:
    """Keep the whole journal of another event file; raises DeskError where it is damaged."""
    event = store.recall(desk.db, "event")

    def batches() -> Iterator[list[Entry]]:
        stream = store.everything(other)
        while some := list(islice(stream, ROWS)):
            if not all(entry.event == event and k1.genuine(entry) for entry in some):
                raise DeskError(_("{path} is damaged; take a backup of it.").format(path=path))
            yield some

    _merge(desk, batches(), census.erased(other), lost=False)


def require_no_practice(key: bytes) -> None:
    """Raise DeskError where this is the key of a practice event: it meets no other desk."""
    if is_practice(key):
        raise DeskError(
            _("This is a practice file. It takes nothing from other desks and gives them nothing.")
        )


def is_event_file(path: Path) -> bool:
    """Tell whether a file is a database."""
    with path.open("rb") as file:
        return file.read(6) == b"SQLite"


@contextmanager
def opened(path: Path) -> Iterator[tuple[Connection, bytes]]:
    """Open another event file for reading, with the key of its event; raises DeskError."""
    other = store.connect(path)
    try:
        key = bytes.fromhex(store.recall(other, "key"))
        if event_subject(key) != store.recall(other, "event"):
            raise DeskError(_("{path} is damaged; take a backup of it.").format(path=path))
        yield other, key
    finally:
        other.close()


def _merge(
    desk: Desk,
    batches: Iterable[Sequence[Entry]],
    newly: set[str],
    *,
    lost: bool,
    progress: Callable[[int], None] | None = None,
) -> Merged:
    require_no_practice(desk.key)
    writer = desk.writer
    before = census.last_row(desk.db)
    heard = _Heard(desk)
    with desk.act():
        assert writer  # noqa: S101  act() has seen to it
        erased = census.erased(desk.db)
        blanked = census.redact(desk.db, newly - erased)
        erased |= newly
        for entries in batches:
            heard.take(entries)
            census.merge(
                desk.db,
                (redacted(entry) if entry.subject in erased else entry for entry in entries),
            )
            if progress:
                progress(len(entries))
        new = census.last_row(desk.db) - before
        if new:
            projection.mark_forks(desk.db)
            _project(desk, heard.subjects, progress)
            writer.hear(heard.latest)
        if blanked:
            index.forget(desk.db)
        renewed = lost or heard.ours
        if renewed:
            writer.renew()
    if renewed:
        desk.replica, desk.renewed = writer.replica, True
    if _erase_promises(desk) or blanked:
        writer.wipe()
    return Merged(new, renewed, heard.ahead())


def _erase_promises(desk: Desk) -> bool:
    """Erase what other desks have promised to erased people before they heard of it."""
    erased = census.erased(desk.db)
    late = census.promised(desk.db, erased) - erased
    if not late:
        return False
    with desk.act():
        census.redact(desk.db, late)
        desk.keep(Fact("erased", one, {}) for one in sorted(late))
        index.forget(desk.db)
    return True


def _project(desk: Desk, subjects: Iterable[str], progress: Callable[[int], None] | None) -> None:
    """Bring the rows of subjects up to date, those first on which the rows of people depend."""
    for some in store.batches(sorted(subjects), ROWS):
        desk.project(some)
        if progress:
            progress(len(some))


class _Heard:
    """What passing entries mean for this desk: the rows they touch, their clocks, its identity."""

    def __init__(self, desk: Desk) -> None:
        self._replica = desk.replica
        self._bound = clock.bound(desk.now())
        self._ahead: set[str] = set()
        self.subjects: set[str] = set()
        self.latest = clock.START
        self.ours = False  # an entry of this desk that it does not know

    def take(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if entry.kind not in LOG_ONLY:
                self.subjects.add(entry.subject)
            if entry.replica == self._replica:
                self.ours = True
            if entry.hlc > self._bound:
                self._ahead.add(entry.replica)
            elif entry.hlc > self.latest:
                self.latest = entry.hlc

    def ahead(self) -> tuple[str, ...]:
        return tuple(sorted(set(map(identity.label, self._ahead))))
