"""Whatever happens to a file, verifying finds it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from checkin import erasure, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import census, keeping
from checkin.journal.driver import sqlite3
from tests.journal.world import World, enter, register, set_fields

WORDS = ("a", "an", "anna", "m", "mul", *(f"muller{n}" for n in range(40)))


@pytest.fixture
def file(world: World, desk: Desk) -> Path:
    """Return the copy of an event file with something of everything in it."""
    people = [register(desk, family=f"Müller{n}", given="Анна", country="DE") for n in range(40)]
    for person in people[:20]:
        enter(desk, person)
    set_fields(desk, people[3], note="a note")
    erasure.erase(desk, people[0])
    keeping.backup(world.path("A"), world.folder / "copy.checkin")
    return world.folder / "copy.checkin"


def faults(path: Path) -> list[str]:
    try:
        return verification.faults(path)
    except DeskError as error:
        return [str(error)]


def found(db: Any, word: str) -> list[Any]:
    """Return the rows in which a search finds a word."""
    query = "SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY rowid"
    return list(db.execute(query, (f'"{word}"*',)))


def content(path: Path) -> list[object]:
    """Return all that a file holds, table by table."""
    db = sqlite3.connect(path)
    try:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        dump: list[object] = list(db.execute("SELECT type, name, sql FROM sqlite_master"))
        for (name,) in tables:
            if name == "search_text_data":  # its blocks also hold what no search ever reads
                dump += [found(db, word) for word in WORDS]
            elif "_sqlite_" not in name:
                dump.append(sorted(map(repr, db.execute(f'SELECT * FROM "{name}"'))))  # noqa: S608
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return [repr(error)]
    else:
        return dump
    finally:
        db.close()


def test_a_good_file_has_no_fault(world: World, file: Path) -> None:
    assert verification.faults(file) == []
    assert verification.faults(world.path("A")) == []


def test_every_flipped_bit_and_zeroed_page_that_changes_anything_is_found(file: Path) -> None:
    good, before = file.read_bytes(), content(file)
    chance = random.Random(2012)  # noqa: S311  the same damage each time
    spoilt = file.with_name("spoilt.checkin")
    changed = 0
    for trial in range(200):
        raw = bytearray(good)
        if trial % 10 == 0:
            page = chance.randrange(len(raw) // 4096) * 4096
            raw[page : page + 4096] = bytes(4096)
        else:
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        spoilt.write_bytes(raw)
        if not faults(spoilt):
            assert content(spoilt) == before, trial
        else:
            changed += 1
    assert changed > 50


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE journal SET data = replace(data, 'ller5', 'ller6')", "not what its desk wrote"),
        ("UPDATE journal SET hlc = 't1353571200000.9999' WHERE seq = 9", "not what its desk wrote"),
        ("DELETE FROM journal WHERE seq = 9", "is missing"),
        (
            "UPDATE journal SET data = 'redacted', salt = 'redacted' WHERE seq = 9",
            "blanked without",
        ),
        ("DELETE FROM journal WHERE kind = 'founded'", "key is not that"),
        ("UPDATE person SET family = 'X' WHERE n = 5", "“person”"),
        ("UPDATE headcount SET here = here + 1", "“headcount”"),
        ("DELETE FROM search_rows WHERE n = 7", "“search_rows”"),
        ("DELETE FROM search_text WHERE rowid = 7", "“search_text”"),
        ("DELETE FROM search_slips", "“search_slips”"),
        ("UPDATE me SET v = 'xx' WHERE k = 'heard'", "knows of itself"),
        ("DROP TRIGGER journal_keeps", "damaged"),
        ("CREATE TABLE extra(a)", "damaged"),
    ],
)
def test_what_was_changed_behind_the_desk_is_named(file: Path, statement: str, said: str) -> None:
    db = sqlite3.connect(file)
    triggers = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name in ("journal_keeps", "journal_stands"):
        db.execute(f"DROP TRIGGER {name}")
    if statement.startswith("DROP"):
        db.execute(triggers["journal_stands"])
    else:
        db.execute(statement)
        for name in ("journal_keeps", "journal_stands"):
            db.execute(triggers[name])
    db.commit()
    db.close()
    assert said in faults(file)[0]


def test_a_file_is_verified_while_it_is_written(world: World, desk: Desk) -> None:
    register(desk)
    assert desk.db.execute("BEGIN IMMEDIATE")
    assert verification.faults(world.path("A")) == []
    desk.db.execute("ROLLBACK")


def test_what_says_what_was_erased_is_a_fault(file: Path) -> None:
    db = sqlite3.connect(file)
    row = db.execute("SELECT id FROM journal WHERE kind = 'changed' LIMIT 1").fetchone()
    assert row
    subject = db.execute("SELECT subject FROM journal WHERE id = ?", row).fetchone()[0]
    erased = census.erasures(db)
    entry = next(iter(erased.values()))
    db.execute("DROP TRIGGER journal_stands")
    db.execute("UPDATE journal SET subject = ? WHERE id = ?", (subject, entry.id))
    db.commit()
    db.close()
    found = faults(file)
    assert any("damaged" in fault for fault in found)
    assert any("still says what was erased" in fault for fault in found)
