"""Plans, sheets and grids by the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import CliRunner

from checkin.cli import commands
from tests.conftest import Clock
from tests.interpreting.stage import DAY, Stage
from tests.planning import congress


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Path:
    """Plan two days, and close the file."""
    with congress(tmp_path, clock) as desk:
        stage = Stage(desk)
        stage.promise(stage.wang, "opening", "de", "zh")
    return tmp_path / "a.checkin"


def told(*words: object) -> Any:
    done = CliRunner().invoke(commands, [*map(str, words), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


AT = ("--at", f"{DAY}T08:00")


def test_the_plan_and_the_grid_are_exported(event: Path, tmp_path: Path) -> None:
    assert told("export", event, "plan", "-o", tmp_path / "p.xlsx", *AT) == {"rows": 3}
    assert told("export", event, "plan", "-o", tmp_path / "p.pdf", *AT) == {"rows": 3}
    assert told("export", event, "grid", "-o", tmp_path / "g.csv", *AT) == {"rows": 3}
    assert "Fang Mei" in (tmp_path / "g.csv").read_text("utf-8")


def test_reports_are_of_all_or_of_one(event: Path, tmp_path: Path) -> None:
    plan = told("report", event, "interpreter-plan", "--lang", "de", "-o", tmp_path / "p.pdf", *AT)
    assert plan["people"] == 1
    sheet = ("report", event, "interpreter-sheet", "-o")
    assert told(*sheet, tmp_path / "s.pdf", *AT)["pages"] == 1
    assert told(*sheet, tmp_path / "s.ics", "--of", "Fang Mei", "--day", DAY, *AT)["people"] == 1
    out = ("report", event, "interpreter-sheet", "--lang", "en", "-o", tmp_path / "x.csv")
    done = CliRunner().invoke(commands, list(map(str, out)))
    assert (done.exit_code, "whose plan" in done.output) == (1, True)


def test_a_grid_is_taken_in_and_what_was_not_understood_is_kept(
    event: Path, tmp_path: Path
) -> None:
    file = tmp_path / "grid.csv"
    file.write_text("Name;Eröffnung\nMüller;de>zh\nFang Mei;x\nMeier;x\n", encoding="utf-8")
    rejected = tmp_path / "rejected.csv"
    asked = ("import", event, file, "--as", "grid", "--rejected", rejected)
    dry = told(*asked, "--dry-run")
    assert (dry["new"], dry["same"], dry["gone"], dry["act"]) == (1, 1, 0, None)
    came = told(*asked)
    assert (came["new"], len(came["rejected"]), came["rejected"][0]["line"]) == (1, 1, 4)
    assert came["rejected"][0]["column"] == "A"
    assert "Meier" in rejected.read_text("utf-8")
    assert told(*asked)["same"] == 2
    done = CliRunner().invoke(commands, [*map(str, asked)])
    assert (
        "grid.csv, line 4, column A: Nobody who interprets here is called “Meier”." in done.output
    )
    done = CliRunner().invoke(commands, [*map(str, asked), "--source", "x"])
    assert done.exit_code == 2


def test_what_a_workbook_leaves_out_is_told_with_its_sheet(event: Path, tmp_path: Path) -> None:
    file = tmp_path / "grid.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Tag 1")
        sheet.write_row(0, 0, ("Name", "Eröffnung"))
        sheet.write_row(1, 0, ("Müller", "x"))
        sheet.write_row(2, 0, ("Петренко", "de>zh"))
    asked = ("import", event, file, "--as", "grid", "--dry-run")
    (out,) = told(*asked)["rejected"]
    assert (out["sheet"], out["line"], out["column"]) == ("Tag 1", 3, "B")
    done = CliRunner().invoke(commands, [*map(str, asked)])
    assert "grid.xlsx, Tag 1, line 3, column B: 22.11." in done.output
