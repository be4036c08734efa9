"""A table that comes back: what it says is planned, what rules are against is told."""

from __future__ import annotations

import csv
from pathlib import Path

import docx
import pytest
import xlsxwriter

from checkin import people, programme
from checkin.desk import Desk
from checkin.interpreting import grid_file, grid_taking, own_needs, promises
from checkin.interpreting.grid_taking import Came
from tests.interpreting.stage import DAY, Stage


@pytest.fixture
def stage(desk: Desk) -> Stage:
    """Plan two days."""
    return Stage(desk)


def standing(desk: Desk) -> set[tuple[str, str, str, str, str, str]]:
    return {
        (one.need, one.person, one.via, one.booth, one.channel, one.leader)
        for one in promises.standing(desk)
    }


def planned(stage: Stage) -> None:
    people.enter(stage.desk, {"family": "Iwanow", "languages": "ru", "country": "UA"}, "")
    stage.promise(stage.wang, "opening", "de", "zh", booth="7")
    stage.promise(stage.wang, "water", "zh", "de", leader="yes")
    stage.promise(stage.mueller, "water", "zh", "de")
    stage.promise(stage.petrenko, "water", "zh", "ru", via="de")
    stage.promise(stage.mueller, "plant", "de", "zh")


@pytest.mark.parametrize(
    ("ending", "preset"), [("csv", "raw"), ("csv", "excel-de"), ("xlsx", "raw")]
)
def test_a_table_that_is_handed_back_as_it_was_changes_nothing(
    stage: Stage, tmp_path: Path, ending: str, preset: str
) -> None:
    planned(stage)
    before = standing(stage.desk)
    out = tmp_path / f"grid.{ending}"
    assert grid_file.write(stage.desk, out, preset) == 3
    came = grid_taking.take(stage.desk, out)
    assert (came.new, came.gone, came.changed, came.act) == (frozenset(), frozenset(), 0, None)
    assert came.faults == ()
    assert came.same == 5
    assert standing(stage.desk) == before


def test_what_was_edited_in_the_table_is_planned_as_one_act(stage: Stage, tmp_path: Path) -> None:
    planned(stage)
    desk, out = stage.desk, tmp_path / "grid.csv"
    grid_file.write(desk, out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    names = [row[0] for row in rows]
    wang, mueller = names.index("Fang Mei"), names.index("Jürgen Müller")
    assert rows[wang][1] == "de>zh (7)"
    assert rows[wang][2] == "zh>de TL"
    rows[wang][1:], rows[mueller][1:] = ["de>zh (8)", "", "x"], ["de>zh", "zh>de", ""]
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    dry = grid_taking.take(desk, out, dry_run=True)
    assert (len(dry.new), len(dry.gone), dry.changed, dry.same) == (2, 2, 1, 2)
    before = standing(desk)
    came = grid_taking.take(desk, out)
    assert (came.new, came.gone, came.refused) == (dry.new, dry.gone, ())
    assert standing(desk) != before
    assert (stage.need("opening", "de", "zh"), stage.wang, "", "8", "", "") in standing(desk)
    desk.undo(came.act)
    assert standing(desk) == before


def test_what_rules_are_against_is_left_out_and_told(stage: Stage, tmp_path: Path) -> None:
    desk = stage.desk
    stage.activities["aside"] = stage.plan(
        "Rundgang", DAY, "09:30", "10:30", "site-visit", "de", "Rothensee"
    )
    out = tmp_path / "grid.csv"
    out.write_text("Name;Eröffnung;Rundgang\nFang Mei;x;x\nPetrenko;;de>zh\n", encoding="utf-8")
    came = grid_taking.take(desk, out)
    assert len(came.new) == 1
    assert [(one.line, one.column) for one in came.refused] == [(2, "C"), (3, "C")]
    assert "H2" in came.refused[0].text
    assert "H3" in came.refused[1].text
    all_of_it = grid_taking.take(desk, out, reason="the chief says so")
    assert len(all_of_it.new) == 2
    assert all_of_it.refused == ()
    assert len(standing(desk)) == 3


def test_two_of_one_name_are_told_apart_by_their_ids(stage: Stage, tmp_path: Path) -> None:
    other = stage.interpreter("Fang", "Mei", "方美", "zh", "de")
    stage.promise(other, "opening", "de", "zh")
    before = standing(stage.desk)
    grid_file.write(stage.desk, tmp_path / "grid.xlsx")
    came = grid_taking.take(stage.desk, tmp_path / "grid.xlsx")
    assert came.same == 1
    assert standing(stage.desk) == before


def test_liaison_both_ways_and_a_word_document_come_back_too(stage: Stage, tmp_path: Path) -> None:
    desk = stage.desk
    programme.put(desk, stage.activities["plant"], {"mode": "liaison"})
    stage.promise(stage.wang, "plant", "de", "zh")
    before = standing(desk)
    header, rows = grid_file.table(desk, desk.moment(None))
    assert any("de<>zh" in row for row in rows)
    paper = docx.Document()
    table = paper.add_table(rows=0, cols=len(header))
    for row in (header, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paper.save(str(tmp_path / "grid.docx"))
    came = grid_taking.take(desk, tmp_path / "grid.docx")
    assert (came.same, came.faults, came.act) == (1, (), None)
    assert standing(desk) == before


def handed_back(stage: Stage, file: Path) -> Came:
    """Write the table, and take it as it is: nothing changes."""
    before = standing(stage.desk)
    grid_file.write(stage.desk, file)
    came = grid_taking.take(stage.desk, file)
    assert (came.new, came.gone, came.changed) == (frozenset(), frozenset(), 0)
    assert (came.act, came.faults) == (None, ())
    assert standing(stage.desk) == before
    return came


@pytest.mark.parametrize(
    ("there", "back", "cell"),
    [
        ({"booth": "3", "leader": "yes"}, {"booth": "4"}, "zh>de (3) TL, de>zh (4)"),
        ({}, {"booth": "4"}, "de>zh (4), zh>de"),
        ({"leader": "yes"}, {}, "zh>de TL, de>zh"),
        ({"booth": "3"}, {"booth": "3", "leader": "yes"}, "zh>de (3), de>zh (3) TL"),
        ({"booth": "B2"}, {"booth": "B2"}, ""),
        ({"booth": "C7"}, {"leader": "yes"}, "zh>de (C7), de>zh TL"),
        ({"booth": "links hinten"}, {"booth": "12"}, "zh>de, de>zh (12)"),
    ],
)
def test_directions_of_one_cell_keep_their_own_booth_and_lead(
    stage: Stage, tmp_path: Path, there: dict[str, str], back: dict[str, str], cell: str
) -> None:
    desk = stage.desk
    programme.put(desk, stage.activities["water"], {"languages": "zh de"})
    stage.promise(stage.wang, "water", "zh", "de", **there)
    stage.promise(stage.wang, "water", "de", "zh", **back)
    assert handed_back(stage, tmp_path / "grid.csv").same == 2
    header, rows = grid_file.table(desk, desk.moment(None))
    assert len(header) == 4
    parts = sorted(cell.split(", ")) if cell else []
    assert not parts or any(sorted(text.split(", ")) == parts for row in rows for text in row)


def led(stage: Stage) -> set[str]:
    return {one.person for one in promises.standing(stage.desk) if one.leader}


def test_the_lead_is_moved_in_the_table(stage: Stage, tmp_path: Path) -> None:
    planned(stage)
    out = tmp_path / "grid.csv"
    grid_file.write(stage.desk, out)
    table = out.read_text("utf-8").replace("zh>de TL", "zh>de§").replace("zh>de,", "zh>de TL,")
    out.write_text(table.replace("zh>de§", "zh>de"), encoding="utf-8")
    assert grid_taking.take(stage.desk, out, dry_run=True).changed == 2
    came = grid_taking.take(stage.desk, out)
    assert (came.new, came.gone, came.changed, came.same) == (frozenset(), frozenset(), 2, 3)
    assert led(stage) == {stage.mueller}
    out.write_text(out.read_text("utf-8").replace(" TL", "").replace(" (7)", ""), encoding="utf-8")
    assert grid_taking.take(stage.desk, out).act is None
    assert led(stage) == {stage.mueller}


def test_what_stands_in_two_cells_is_what_both_say(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "water", "zh", "de")
    out = tmp_path / "grid.csv"
    out.write_text("Name;Wasser;Wasser\nFang Mei;x (3);x TL\n", encoding="utf-8")
    assert grid_taking.take(stage.desk, out).changed == 1
    need = stage.need("water", "zh", "de")
    assert standing(stage.desk) == {(need, stage.wang, "", "3", "", "yes")}


def test_the_lead_goes_to_somebody_new(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "water", "zh", "de", leader="yes")
    out = tmp_path / "grid.csv"
    out.write_text("Name;Wasser\nFang Mei;x\nMüller;x TL\n", encoding="utf-8")
    dry = grid_taking.take(stage.desk, out, dry_run=True)
    assert (len(dry.new), dry.changed, dry.same) == (1, 1, 0)
    came = grid_taking.take(stage.desk, out)
    assert (len(came.new), came.changed, led(stage)) == (1, 1, {stage.mueller})


def test_what_is_refused_has_its_sheet_line_and_column(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "opening", "de", "zh")
    out = tmp_path / "grid.xlsx"
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Tag 1")
        sheet.write_row(0, 0, ("Name", "Eröffnung", "Wasser in Harbin"))
        sheet.write_row(1, 0, ("Fang Mei", "", ""))
        sheet.write_row(2, 0, ("Петренко", "", "zh>de"))
    begun = stage.desk.event.moment(f"{DAY}T09:30")
    came = grid_taking.take(stage.desk, out, at=begun)
    places = [(one.sheet, one.line, one.column) for one in came.refused]
    assert places == [("Tag 1", 2, "B"), ("Tag 1", 3, "C")]


def test_needs_of_one_activity_at_other_times_have_columns_of_their_own(
    stage: Stage, tmp_path: Path
) -> None:
    desk = stage.desk
    people.enter(desk, {"family": "Iwanow", "languages": "ru", "country": "UA"}, "")
    stage.promise(stage.wang, "water", "zh", "de")
    stage.promise(stage.petrenko, "water", "zh", "ru", via="de", leader="yes")
    own_needs.change_need(
        desk, stage.need("water", "zh", "ru"), {"start": f"{DAY}T11:30", "end": f"{DAY}T12:30"}
    )
    _header, rows = grid_file.table(desk, desk.moment(None))
    assert [text for text in rows[0] if text.startswith("11:")] == ["11:00-12:30", "11:30-12:30"]
    assert handed_back(stage, tmp_path / "grid.csv").same == 2
    assert handed_back(stage, tmp_path / "grid.xlsx").same == 2


@pytest.mark.parametrize(("start", "end"), [("15:00", "16:30"), ("11:10", "12:40")])
def test_a_table_from_before_a_delay_comes_back_by_its_numbers(
    stage: Stage, tmp_path: Path, start: str, end: str
) -> None:
    desk, out = stage.desk, tmp_path / "grid.csv"
    programme.put(desk, stage.activities["water"], {"source_id": "K07"})
    planned(stage)
    grid_file.write(desk, out)
    moved = {"title": "Neuer Titel", "start": f"{DAY}T{start}", "end": f"{DAY}T{end}"}
    programme.put(desk, stage.activities["water"], moved)
    came = grid_taking.take(desk, out)
    assert (came.new, came.gone, came.changed) == (frozenset(), frozenset(), 0)
    assert (came.same, came.faults) == (5, ())
    told = "“K07” is at another time by now; what stands below is meant for it."
    assert [one.text for one in came.notes if "K07" in one.text] == [told] * (start == "15:00")
