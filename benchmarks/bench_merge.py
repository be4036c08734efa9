"""From exchange files to entries in the journal, beside a plain insert of the same rows."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from checkin import exchange
from checkin.desk import Desk
from checkin.founding import begin, found
from checkin.journal import census, store
from checkin.journal.driver import sqlite3
from checkin.journal.entry import Fact, fresh
from checkin.journal.writer import machine_now
from checkin.letters import inbox
from checkin.letters.holdings import Holdings

_ROWS = 20_000
_PER_PERSON = 10  # entries: registered once, then in and out


def measure(people: int) -> list[dict[str, Any]]:
    """Merge ten entries for each of so many people; then the same with one in a hundred new."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = _full(folder, people)
        entries = store.single(desk.db, "SELECT count(*) FROM journal")
        post = folder / "post"
        post.mkdir()
        exchange.sync(desk, post)
        floor = _floor(desk, folder)
        rows = [
            _row("read and prove, all new", entries, floor, _read(desk, folder, post)),
            _row("merge, all new, with rows and search", entries, floor, _join(desk, folder, post)),
        ]
        desk.write(*(_arrival(person, n) for n, person in enumerate(_people(desk, entries // 100))))
        later = folder / "later"
        later.mkdir()
        exchange.sync(desk, later)
        rows.append(_row("merge, 1 % new", entries, floor, _again(desk, folder, later), "<= 1 x"))
        desk.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append({"what": "most memory", "size": entries, "ours": peak, "unit": "MB", "goal": "400"})
    return rows


def _row(
    what: str, entries: int, floor: float, ours: float, goal: str = "<= 3 x"
) -> dict[str, Any]:
    return {
        "what": what,
        "size": entries,
        "floor": floor,
        "ours": ours,
        "unit": "s",
        "ratio": ours / floor,
        "goal": goal,
    }


def _full(folder: Path, people: int) -> Desk:
    """Return a desk with so many people, each with ten entries; its rows are not made."""
    desk = found(
        folder / "a.checkin",
        title="Congress",
        first=date(2012, 11, 21),
        last=date(2012, 11, 23),
        zone_name="Europe/Berlin",
        label="A",
        state=folder / "state",
    )
    if not desk.writer:
        raise RuntimeError
    facts = _facts(people)
    while some := [fact for _number, fact in zip(range(_ROWS), facts, strict=False)]:
        with desk.act():
            desk.writer.append(some)
    return desk


def _facts(people: int) -> Iterator[Fact]:
    chance = random.Random(2012)
    everyone = [fresh("p") for _ in range(people)]
    for number, person in enumerate(everyone):
        values = {"family": f"Müller{number % 997}", "given": "Anna", "country": "DE"}
        values |= {"organisation": f"Stadt {number % 301}", "email": f"a{number}@example.org"}
        yield Fact("registered", person, {"set": values})
    for number in range(people * (_PER_PERSON - 1)):
        yield _arrival(chance.choice(everyone), number)


def _arrival(person: str, number: int) -> Fact:
    at = f"2012-11-22T{9 + number % 9:02d}:{number % 60:02d}:00+01:00"
    return Fact(
        "left" if number % 2 else "arrived", person, {"activity": "a-" + "b" * 26, "at": at}
    )


def _people(desk: Desk, number: int) -> list[str]:
    rows = desk.db.execute(
        "SELECT subject FROM journal WHERE kind = 'registered' LIMIT ?", (number,)
    ).fetchall()
    return [rows[n % len(rows)][0] for n in range(number)]


def _floor(desk: Desk, folder: Path) -> float:
    """Insert the same rows into the same table with the same indexes, from memory."""
    path = folder / "floor.checkin"
    store.create(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA cache_size = -32768")
    taken = 0.0
    db.execute("BEGIN IMMEDIATE")
    stream = store.everything(desk.db)
    while entries := list(islice(stream, _ROWS)):  # in pieces, so that memory tells of the merge
        started = time.perf_counter()
        store.insert(db, entries)
        taken += time.perf_counter() - started
    started = time.perf_counter()
    db.execute("COMMIT")
    taken += time.perf_counter() - started
    db.close()
    store.remove(path)
    return taken


def _read(desk: Desk, folder: Path, post: Path) -> float:
    """Read files, prove each entry and keep it; no row is made of it."""
    path = folder / "read.checkin"
    started = time.perf_counter()
    db = store.create(path)
    held = Holdings(db)
    letters = [inbox.received(file, desk.event.id, held.known, set()) for file in inbox.files(post)]
    db.execute("BEGIN IMMEDIATE")
    for letter in letters:
        for entries in inbox.entries(letter, held.known):
            census.merge(db, entries)
    db.execute("COMMIT")
    taken = time.perf_counter() - started
    db.close()
    store.remove(path)
    return taken


def _join(desk: Desk, folder: Path, post: Path) -> float:
    with begin(folder / "b.checkin", desk.key, "B", machine_now, folder / "state") as other:
        started = time.perf_counter()
        met = exchange.sync(other, post)
        taken = time.perf_counter() - started
    if met.new != met.read:
        raise RuntimeError(met)
    return taken


def _again(desk: Desk, folder: Path, later: Path) -> float:
    """Read all entries, of which one in a hundred is new."""
    with Desk(folder / "b.checkin", writing=True, state=folder / "state") as other:
        started = time.perf_counter()
        met = exchange.sync(other, later)
        taken = time.perf_counter() - started
    if desk.key != other.key or not 0 < met.new < met.read / 50:
        raise RuntimeError(met)
    return taken
