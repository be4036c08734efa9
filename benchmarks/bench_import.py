"""A list taken in, beside the same rows put into the same tables by plain SQLite."""

from __future__ import annotations

import csv
import random
import resource
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from checkin import schema
from checkin.desk import Desk
from checkin.founding import found
from checkin.journal import store
from checkin.lists.intake import take_in
from checkin.sheet import PARTS

_HEADER = [
    "Nr",
    "Nachname",
    "Vorname",
    "Institution",
    "Delegation",
    "Land",
    "E-Mail",
    "Telefon",
    "Funktion",
]
_SEARCH = ("search_rows", "search_families", "search_slips")


def measure(size: int) -> list[dict[str, Any]]:
    """Import a list of so many people, again, undo it and import it once more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = folder / "people.csv"
        _write(people, size)
        with found(
            folder / "congress.checkin",
            title="Congress",
            first=date(2012, 11, 21),
            last=date(2012, 11, 23),
            zone_name="Europe/Berlin",
            label="A",
            state=folder / "state",
        ) as desk:
            figures = {
                "import": _seconds(lambda: take_in(desk, people)),
                "the same list again": _seconds(lambda: take_in(desk, people)),
                "undo of the import": _seconds(desk.undo),
                "import once more": _seconds(lambda: take_in(desk, people)),
            }
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            floor = _floor(desk, folder / "floor.db")
    rows = [
        {
            "what": what,
            "size": size,
            "floor": floor,
            "ours": taken,
            "unit": "s",
            "ratio": taken / floor,
            "goal": "<= 4" if what == "import" else "",
        }
        for what, taken in figures.items()
    ]
    return [
        *rows,
        {"what": "memory at most", "size": size, "ours": peak, "unit": "MB", "goal": "400"},
    ]


def _write(path: Path, size: int) -> None:
    chance = random.Random(1)
    syllables = [a + b for a in "bdfgklmnrstvw" for b in "aeiou"]
    given = ["Anna", "Olena", "Wei", "Na", "Jānis", "Айгүл", "Peter", "Müller", "Thị", "Zoë"]
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(_HEADER)
        for n in range(size):
            family = "".join(chance.choices(syllables, k=chance.randint(2, 4))).title()
            organisation = f"Institute {chance.randint(1, 3000)}"
            city = f"City {chance.randint(1, 200)}"
            country = chance.choice(["DE", "CN", "UA", "LV", "KZ"])
            mail = f"person{n}@example.org"
            table.writerow(
                [
                    n,
                    family,
                    chance.choice(given),
                    organisation,
                    city,
                    country,
                    mail,
                    "+49 1",
                    "Head",
                ]
            )


def _floor(desk: Desk, path: Path) -> float:
    """Put the rows that the import left into empty tables with the same indexes; in seconds."""
    tables = ["journal", "person", *(part.table for part in PARTS), *_SEARCH]
    rows = {table: desk.db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    texts = [(row[0], row[3] + row[4] + row[5]) for row in rows["search_rows"]]
    store.create(path).close()
    db = store.connect(path, writing=True)
    schema.create(db)
    started = time.perf_counter()
    db.execute("BEGIN IMMEDIATE")
    for table, some in rows.items():
        if some:
            marks = ", ".join("?" * len(some[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
    db.executemany("INSERT INTO search_text (rowid, words) VALUES (?, ?)", texts)
    db.execute("COMMIT")
    taken = time.perf_counter() - started
    db.close()
    return taken


def _seconds(act: Any) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    for row in measure(5_000):
        print(row)
