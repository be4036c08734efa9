"""What we write is whole, safe in a spreadsheet, and reads back as it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import DeskError
from checkin.tables import cells, reading, writing

HEADER = ("Name", "Note")
HOSTILE = (
    "=HYPERLINK(1)",
    "+49 391",
    "-5",
    "@x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\xa0=1",
    "'=1",
    "<b>&\"'",
    "a,b;c|d",
    "Robert'); DROP TABLE",
    "x" * 8000,
    "李娜",
    "O'Brien",
    "NA",
    "007",
    "1e5",
)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12).map(cells.clean)
TABLES = st.lists(st.tuples(TEXTS.map(lambda text: cells.clean("x" + text)), TEXTS), max_size=6)


def read_back(path: Path) -> list[tuple[str, ...]]:
    return [(*record.cells, "")[:2] for record in reading.read(path).records()]


@pytest.mark.parametrize("preset", ["excel-de", "excel-zh"])
@given(table=TABLES)
def test_what_is_written_for_spreadsheets_reads_back_equal(
    preset: str, table: list[tuple[str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        assert writing.write_csv(path, HEADER, table, preset) == len(table)
        assert read_back(path) == table


@given(table=TABLES)
def test_workbooks_read_back_equal(table: list[tuple[str, str]]) -> None:
    table = [tuple(map(cells.unprotected, row)) for row in table]  # type: ignore[misc]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        assert writing.write_xlsx(path, HEADER, table, "a/b:c") == len(table)
        assert read_back(path) == table


@pytest.mark.parametrize("preset", ["raw", "excel-de", "excel-zh"])
def test_hostile_cells_survive_and_are_inert(tmp_path: Path, preset: str) -> None:
    path = tmp_path / "list.csv"
    writing.write_csv(path, HEADER, [("x", text) for text in HOSTILE], preset)
    kept = [cells.clean(text) for text in HOSTILE] if preset == "raw" else None
    found = [note for _name, note in read_back(path)]
    assert found == (kept or [text.strip(cells.BLANK) for text in HOSTILE])
    if preset != "raw":
        assert "\n'=HYPERLINK" in path.read_text("utf-8").replace("x;", "\n").replace("x,", "\n")


def test_presets_are_what_each_program_expects(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    row = ("2012-11-22T09:30:00+01:00", 2.5, None, -3)
    for preset, expected in {
        "raw": b"a,b,c,d\r\n2012-11-22T09:30:00+01:00,2.5,,-3\r\n",
        "excel-de": b"\xef\xbb\xbfa;b;c;d\r\n22.11.2012 09:30:00;2,5;;-3\r\n",
        "excel-zh": b"\xef\xbb\xbfa,b,c,d\r\n2012-11-22T09:30:00+01:00,2.5,,-3\r\n",
        "cp1252": b"a;b;c;d\r\n22.11.2012 09:30:00;2,5;;-3\r\n",
    }.items():
        writing.write_csv(path, "abcd", [row], preset)
        assert path.read_bytes() == expected


def test_losses_name_each_text_that_a_code_page_damages() -> None:
    found = writing.losses([("Müller", 1), ("李娜", None)], "cp1252")
    assert found == [(2, "李娜", "??")]


@pytest.mark.parametrize("write", ["csv", "xlsx"])
def test_a_write_that_fails_leaves_the_old_file_alone(tmp_path: Path, write: str) -> None:
    path = tmp_path / f"list.{write}"
    path.write_text("old")

    def failing() -> Iterator[tuple[str]]:
        yield ("a",)
        raise OSError(28, os.strerror(28))

    with pytest.raises(DeskError, match=rf"list\.{write} cannot be written"):
        _ = (
            writing.write_csv(path, "a", failing())
            if write == "csv"
            else writing.write_xlsx(path, "a", failing(), "t")
        )
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"list\.csv"):
        writing.write_csv(tmp_path / "nowhere" / "list.csv", HEADER, [])
