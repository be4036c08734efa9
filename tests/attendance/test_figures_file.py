"""The file of figures: rows, then what they mean; nothing in it is a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from python_calamine import load_workbook

from checkin.attendance import figures_file
from checkin.errors import DeskError

HEADER = ("By country", "Attended")
ROWS = [("Total", 3), ("=1+1", 3)]
NOTES = ["Each participant counts once.", "+ as of A 8:41"]


def test_a_workbook_holds_numbers_as_numbers_and_notes_below(tmp_path: Path) -> None:
    path = tmp_path / "figures.xlsx"
    assert figures_file.write(path, "Attendance", HEADER, ROWS, NOTES) == 2
    sheet = load_workbook(path).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["By country", "Total", "=1+1", "", *NOTES]
    assert sheet[1][1] == 3


def test_a_table_for_excel_is_safe_and_one_for_programs_is_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    figures_file.write(path, "Attendance", HEADER, ROWS, NOTES, "excel-de")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[2] == ["'=1+1", "3"]
    assert rows[-1][0] == "'+ as of A 8:41"
    figures_file.write(path, "Attendance", HEADER, ROWS, NOTES, "raw")
    assert "=1+1,3" in path.read_text("utf-8")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        figures_file.write(tmp_path / "figures.ods", "T", HEADER, ROWS, NOTES)
