"""How desks meet: each writes what the others may lack, and reads what they wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checkin import merging
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import begin
from checkin.i18n import gettext as _
from checkin.journal import census, identity, store
from checkin.journal.writer import Now, machine_now
from checkin.letters import inbox, outbox
from checkin.letters.holdings import Holdings
from checkin.letters.letter import Letter, RefusedError
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


def sync(desk: Desk, path: Path) -> Exchange:
    """Read a folder of exchange files and write what it lacks; only read a single file.

    Raises DeskError where there is neither, or where the folder cannot be written; what was read
    is then kept. A refused file changes nothing and stays where it is.
    """
    if not path.exists():
        raise DeskError(_("There is no folder and no file at {path}.").format(path=path))
    if path.is_dir():
        return _meet(desk, inbox.files(path), path)
    return _meet(desk, [path], None)


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
        with merging.opened(source) as (other, key), begin(path, key, label, now, state) as desk:
            merging.copy(desk, other, source)
    else:
        files = inbox.files(source) if source.is_dir() else [source]
        with begin(path, _key(files, source), label, now, state) as desk:
            _meet(desk, files, None)
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


def _meet(desk: Desk, files: Sequence[Path], folder: Path | None) -> Exchange:
    """Take what is new in the files, then write to the folder what it still lacks."""
    held = Holdings(desk.db)
    letters, refused = _received(desk, files, held)
    known = max(census.extents(desk.db).get(desk.replica, (0, 0)))
    lost = any(letter.end.have.get(desk.replica, 0) > known for letter in letters)
    replica = desk.replica
    merged = merging.merge(desk, letters, lost=lost)
    old = [letter for letter in letters if _stale(letter, replica)]
    for letter in letters:
        if letter not in old:
            held.mark(letter.held)
    rows = held.unmarked() if folder else ()
    if folder:
        _send(desk, folder, rows)
        for letter in old:
            letter.path.unlink(missing_ok=True)
    return Exchange(
        written=len(rows),
        read=sum(letter.rows for letter in letters),
        new=merged.new,
        refused=tuple(refused),
        desks=_seen(desk, letters),
        renewed=merged.renewed,
        repaired=tuple(letter.path.name for letter in letters if letter.repaired),
        ahead=merged.ahead,
        telling=tuple(
            letter.path.name
            for letter in letters
            if letter.telling and not (folder and letter in old)
        ),
    )


def _received(
    desk: Desk, files: Sequence[Path], held: Holdings
) -> tuple[list[Letter], list[tuple[str, str]]]:
    """Return the files that are whole, and why the others are refused."""
    event, erased = store.recall(desk.db, "event"), census.erased(desk.db)
    letters, refused = [], []
    for file in files:
        try:
            letters.append(inbox.received(file, event, held.known, erased))
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


def _stale(letter: Letter, replica: str) -> bool:
    """Tell whether a file is ours to replace: it says what was erased, and nothing new."""
    return letter.telling and letter.end.replica == replica and not letter.new


def _send(desk: Desk, folder: Path, rows: Sequence[int]) -> None:
    if not rows:
        return
    outbox.send(
        folder,
        census.at_rows(desk.db, rows),
        event=store.recall(desk.db, "event"),
        replica=desk.replica,
        have=census.heights(desk.db),
        erasures=census.erasures(desk.db),
        now=desk.now(),
    )


def _seen(desk: Desk, letters: Sequence[Letter]) -> tuple[Seen, ...]:
    """Return, per desk, what is here and what is known to be missing."""
    here = census.extents(desk.db)
    highest = {replica: seq for replica, (_number, seq) in here.items()}
    for letter in letters:
        for replica, seq in letter.end.have.items():
            highest[replica] = max(seq, highest.get(replica, 0))
    labels = Counter(map(identity.label, highest))
    found = []
    for replica, seq in sorted(highest.items()):
        label = identity.label(replica)
        number = here.get(replica, (0, 0))[0]
        found.append(Seen(label if labels[label] == 1 else replica, number, seq - number))
    return tuple(found)
