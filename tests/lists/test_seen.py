"""Rows of the roll: read on demand, and written as they were seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from checkin import people
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.lists import seen
from checkin.lists.seen import Columns, Shown
from checkin.printing import jobs
from checkin.roll import Roll, Wanted
from checkin.tables import reading

COLUMNS: Columns = (
    ("Name", lambda row: row.listed_name),
    ("Organisation", lambda row: row.person.organisation),
    ("Here", lambda row: row.state),
)


@pytest.fixture
def roll(desk: Desk) -> Roll:
    """Read a roll of three."""
    people.enter(desk, {"family": "Müller", "given": "Anna", "organisation": "=HYPERLINK(1)"})
    people.enter(desk, {"family": "Li", "given": "Na", "country": "CN", "delegation": "Harbin"})
    people.enter(desk, {"name": "@Somebody"})
    made = Roll(desk, "names", "de")
    made.read()
    return made


def test_a_row_is_read_where_somebody_looks(desk: Desk, roll: Roll) -> None:
    numbers = roll.chosen(Wanted())
    shown = Shown(roll, numbers)
    assert len(shown) == 3
    assert [row.listed_name for row in shown] == ["Li Na", "Müller, Anna", "@Somebody"] or [
        row.listed_name for row in shown
    ] == ["@Somebody", "Li Na", "Müller, Anna"]
    li = next(row for row in shown if row.person.family == "Li")
    assert (li.delegation, li.state, li.badge, li.since) == ("Harbin", "expected", "", "")
    scanning.check_in(desk, li.person.id)
    jobs.queue(desk, li.person.id)
    roll.update(desk.touched())
    again = seen.rows(desk, roll, [li.n])[li.n]
    assert (again.state, again.badge, again.desk) == ("here", "queued", "A")
    assert again.since.startswith("2012-11-22T08:00")


def test_who_is_gone_meanwhile_leaves_an_empty_row(roll: Roll) -> None:
    assert Shown(roll, [999])[0].listed_name == ""


def test_ten_thousand_rows_keep_few_in_memory(desk: Desk, roll: Roll) -> None:
    numbers = roll.chosen(Wanted()) * 3000
    shown = Shown(roll, numbers)
    assert shown[8999].person.id
    assert len(seen.rows(desk, roll, numbers[:3])) == 3


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_seen_is_written_in_its_order(
    desk: Desk, roll: Roll, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"list.{ending}"
    numbers = roll.chosen(Wanted())
    assert seen.export(desk, roll, numbers, COLUMNS, path) == 3
    table = reading.read(path)
    assert table.header == tuple(title for title, _value in COLUMNS)
    told = [record.cells[0] for record in table.records()]
    assert told == [row.listed_name for row in Shown(roll, numbers)]


def test_a_cell_never_becomes_a_formula(desk: Desk, roll: Roll, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    seen.export(desk, roll, roll.chosen(Wanted()), COLUMNS, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "@", "+"}]


def test_another_ending_is_refused_and_a_stop_leaves_nothing(
    desk: Desk, roll: Roll, tmp_path: Path
) -> None:
    numbers = roll.chosen(Wanted())
    with pytest.raises(DeskError):
        seen.export(desk, roll, numbers, COLUMNS, tmp_path / "list.txt")

    def stop(_done: int, _of: int) -> None:
        raise StoppedError("enough")

    with pytest.raises(StoppedError):
        seen.export(desk, roll, numbers, COLUMNS, tmp_path / "list.csv", stop)
    assert not list(tmp_path.glob("list*"))
