"""How desks meet: each writes what the others may lack, and reads what they wrote."""

from __future__ import annotations

import stat
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checkin import desks, merging
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import begin
from checkin.i18n import gettext as _
from checkin.journal import census, identity, store
from checkin.journal.writer import Now, machine_now
from checkin.letters import inbox, outbox
from checkin.letters.holdings import Holdings
from checkin.letters.letter import Letter, RefusedError
from checkin.letters.pace import Pace, Progress
from checkin.model.event import founding_key


@dataclass(frozen=True, slots=True)
class Seen:
    """How much of what a desk wrote is here."""

    desk: str  # its label; its replica where several desks bear that label
    seen: int  # entries that are here
    missing: int  # entries that it is known to have written and that are not


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came of a meeting."""

    written: int = 0  # entries
    read: int = 0
    new: int = 0
    refused: tuple[tuple[str, str], ...] = ()  # file, reason
    desks: tuple[Seen, ...] = ()
    renewed: bool = False  # the desk was a copy, and goes on under a new identity
    repaired: tuple[str, ...] = ()  # files that another program had saved again
    ahead: tuple[str, ...] = ()  # desks whose clocks run too far ahead to be followed
    telling: tuple[str, ...] = ()  # files of other desks that still say what was erased
    unwritten: str = ""  # why nothing more could be written, a sentence; what was read is kept


Turn = Callable[..., Any]
"""Calls a verb with the writing desk when it has time, and returns what the verb does."""


def sync(
    desk: Desk, path: Path, progress: Progress | None = None, *, noted: bool = True
) -> Exchange:
    """Read a folder of exchange files and write what it lacks; only read a single file.

    Raises DeskError where there is neither, or where the folder cannot be written; what was read
    is then kept. A refused file changes nothing and stays where it is. A folder that is not
    `noted` leads to no other desk: what lies there is unsent all the same.
    """

    def turn(verb: Turn, *values: Any) -> Any:
        return verb(desk, *values)

    met = meet(desk, path, turn, progress, noted=noted)
    if met.unwritten:
        raise DeskError(met.unwritten)
    return met


def meet(
    desk: Desk, path: Path, turn: Turn, progress: Progress | None = None, *, noted: bool = True
) -> Exchange:
    """Do the same beside the desk that writes: this one only reads, and need not be that one.

    Files are proved before the writing desk has its one turn, and ours are written and read back
    after it. Raises DeskError where there is neither folder nor file.
    """
    merging.require_no_practice(desk.key)
    if _is_folder(path):
        met, held = _meet(desk, inbox.files(path), path, turn, Pace(progress))
        if noted and not met.unwritten:
            turn(desks.sent, held.before)
        return met
    return take(desk, [path], turn, progress)


def take(
    desk: Desk, files: Sequence[Path], turn: Turn, progress: Progress | None = None
) -> Exchange:
    """Read files wherever they lie, beside the desk that writes; all stay there."""
    merging.require_no_practice(desk.key)
    return _meet(desk, files, None, turn, Pace(progress))[0]


def join(
    path: Path, source: Path, label: str, now: Now = machine_now, state: Path | None = None
) -> Desk:
    """Make a further desk of the event that a folder, a sync file or an event file holds.

    Raises DeskError, and leaves nothing behind, where the event's founding is not among it.
    """
    identity.minted(label)
    if not source.exists():
        raise DeskError(_("There is no folder and no file at {path}.").format(path=source))
    if path.exists():
        raise DeskError(_("{path} exists already.").format(path=path))
    if source.is_file() and merging.is_event_file(source):
        with merging.opened(source) as (other, key):
            merging.require_no_practice(key)
            with begin(path, key, label, now, state) as desk:
                merging.copy(desk, other, source)
    else:
        files = inbox.files(source) if source.is_dir() else [source]
        key = _key(files, source)
        merging.require_no_practice(key)
        with begin(path, key, label, now, state) as desk:
            take(desk, files, lambda verb, *values: verb(desk, *values))
    return Desk(path, writing=True, now=now, state=state)


def _key(files: Sequence[Path], source: Path) -> bytes:
    """Return the key of the one event that these files found; raises DeskError."""
    keys: set[bytes] = set()
    reason = _("Nothing at {path} says which event this is.").format(path=source)
    for file in files:
        try:
            letter = inbox.received(file, "", _nothing, frozenset())
            keys.update(key for entry in letter.foundings if (key := founding_key(entry)))
        except RefusedError as error:
            reason = f"{file.name}: {error}"
    if len(keys) > 1:
        raise DeskError(_("{path} holds more than one event.").format(path=source))
    if not keys:
        raise DeskError(reason)
    return keys.pop()


def _nothing(_places: object) -> Mapping[str, int]:
    return {}


def _is_folder(path: Path) -> bool:
    """Tell a folder from a file; raises DeskError where there is neither."""
    try:
        kind = path.stat().st_mode
    except OSError:
        raise DeskError(_("There is no folder and no file at {path}.").format(path=path)) from None
    return stat.S_ISDIR(kind)


def _meet(
    desk: Desk, files: Sequence[Path], folder: Path | None, turn: Turn, pace: Pace
) -> tuple[Exchange, Holdings]:
    """Take what is new in the files, then write to the folder what it still lacks."""
    held = Holdings(desk.db)
    letters, refused = _received(desk, files, held, pace)
    pace.begin_merging(sum(letter.new for letter in letters))
    replica, merged = turn(_merge, letters, pace.merged)
    old = [letter for letter in letters if _stale(letter, replica)]
    for letter in letters:
        if letter not in old:
            held.mark(letter.held)
    rows = held.unmarked() if folder else array("q")
    unwritten = ""
    if folder:
        try:
            _send(desk, folder, rows, pace)
            outbox.withdraw(folder, [letter.path for letter in old])
        except outbox.UnwrittenError as error:
            unwritten = str(error)
    met = Exchange(
        written=0 if unwritten else len(rows),
        read=sum(letter.rows for letter in letters),
        new=merged.new,
        refused=tuple(refused),
        desks=_seen(desk),
        renewed=merged.renewed,
        repaired=tuple(letter.path.name for letter in letters if letter.repaired),
        ahead=merged.ahead,
        telling=tuple(
            letter.path.name
            for letter in letters
            if letter.telling and not (folder and letter in old and not unwritten)
        ),
        unwritten=unwritten,
    )
    return met, held


def _received(
    desk: Desk, files: Sequence[Path], held: Holdings, pace: Pace
) -> tuple[list[Letter], list[tuple[str, str]]]:
    """Return the files that are whole, and why the others are refused."""
    event, erased = store.recall(desk.db, "event"), census.erased(desk.db)
    letters, refused = [], []
    pace.begin_reading(files)
    for file in files:
        try:
            letters.append(inbox.received(file, event, held.known, erased, pace.read))
        except RefusedError as error:
            refused.append((file.name, str(error)))
    while True:
        justified = erased.union(*(letter.erased for letter in letters))
        wrong = [letter for letter in letters if not letter.blanked <= justified]
        if not wrong:
            return letters, refused
        letters = [letter for letter in letters if letter not in wrong]
        sentence = _("Entries were blanked, and no erasure is among them.")
        refused += [(letter.path.name, sentence) for letter in wrong]


def _merge(
    desk: Desk, letters: Sequence[Letter], progress: Callable[[int], None]
) -> tuple[str, merging.Merged]:
    """Keep what is new; return also under which identity this desk had written until now."""
    replica = desk.replica
    query = "SELECT coalesce(max(seq), 0) FROM journal WHERE replica = ?"
    known = store.single(desk.db, query, (replica,))
    lost = any(letter.end.have.get(replica, 0) > known for letter in letters)
    for letter in letters:
        desks.hear(desk, letter.end.have)
    return replica, merging.merge(desk, letters, lost=lost, progress=progress)


def _stale(letter: Letter, replica: str) -> bool:
    """Tell whether a file is ours to replace: it says what was erased, and nothing new."""
    return letter.telling and letter.end.replica == replica and not letter.new


def _send(desk: Desk, folder: Path, rows: Sequence[int], pace: Pace) -> None:
    if not rows:
        return
    pace.begin_writing(len(rows))
    outbox.send(
        folder,
        map(pace.written, census.at_rows(desk.db, rows)),
        event=store.recall(desk.db, "event"),
        replica=store.recall(desk.db, "replica"),
        have=census.heights(desk.db),
        erasures=census.erasures(desk.db),
        now=desk.now(),
    )


def _seen(desk: Desk) -> tuple[Seen, ...]:
    """Return, per desk that wrote anything, what is here and what is known to be missing."""
    found = sorted(desks.sights(desk), key=lambda one: one.replica)
    return tuple(
        Seen(one.label if one.alone else one.replica, one.seen, one.missing)
        for one in found
        if one.seen or one.missing
    )
