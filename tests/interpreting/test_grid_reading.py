"""What chiefs really write: names that nobody knows, relay, other sheets, short words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import grid_times
from checkin.interpreting.grid import Taken
from tests.interpreting.test_grid import World, asked, faults, written


@pytest.fixture
def world(desk: Desk) -> World:
    """Plan five activities and know four interpreters."""
    return World(desk)


STRANGERS = (
    "Name;22.11. 09:00-09:30;22.11. 09:30-10:30\nSchmidt Anna;zh;zh\nWang;x;x\n",
    "Name;22.11. 09:00-09:30;22.11. 09:30-10:30\nSchmidt Anna;x;\nWang;x;x\n",
    "Name;Sprachen;Eröffnung;ECO\nSchmidt Anna;de zh;zh (bis 9:15);zh\nWang;zh de;x;x\n",
    "Name;Eröffnung;ECO;Bemerkung\nSchmidt Anna;ZH;frei;isst kein Fleisch\nWang;x;x;\n",
    "Zeit;Schmidt Anna;Wang\n22.11. 09:00-09:30;zh;x\n22.11. 09:30-10:30;zh;x\n",
)


@pytest.mark.parametrize("text", STRANGERS)
def test_somebody_unknown_in_the_first_row_is_told_as_in_any_other(
    world: World, tmp_path: Path, text: str
) -> None:
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {"wang opening de>zh", "wang eco zh>de"}
    place = "1B" if text.startswith("Zeit") else "2A"
    assert faults(taken) == [f"{place} Nobody who interprets here is called “Schmidt Anna”."]


def test_a_first_row_without_a_name_is_told_and_one_of_titles_is_passed_on(
    world: World, tmp_path: Path
) -> None:
    text = "Name;Eröffnung;ECO\n;x;x\nWang;x;x\n"
    assert faults(world.read(written(tmp_path, text))) == ["2B This row has marks and no name."]
    text = "Name;22.11.;23.11.\nAusflüge;ECO;MHKW\nWang;x;x\n"
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {"wang eco zh>de", "wang plant de>zh"}
    assert [one.text for one in taken.remarks] == ["Left aside: “Ausflüge”."]


def notes(taken: Taken) -> list[str]:
    return [f"{one.line}{one.column} {one.text}" for one in taken.remarks if not one.fault]


@pytest.mark.parametrize("mark", ["ru", "zh", "x", "ru TL"])
def test_what_somebody_can_do_by_relay_alone_is_taken_so(
    world: World, tmp_path: Path, mark: str
) -> None:
    world.people["orlow"] = world.enter("Orlow", "Pjotr", "", "ru", "", "de")
    taken = world.read(written(tmp_path, f"Name;ECO\nOrlow;{mark}\n"))
    leads = " leads" if "TL" in mark else ""
    assert asked(world, taken) == {f"orlow eco zh>ru via de{leads}"}
    assert taken.remarks == ()


def test_relay_is_not_guessed_where_it_could_be_two_things(world: World, tmp_path: Path) -> None:
    taken = world.read(written(tmp_path, "Name;ECO;WATER\nPetrenko;x;x\n"))
    assert asked(world, taken) == set()
    assert faults(taken) == [
        "2B It is not clear what Olena Petrenko is to interpret: ECO.",
        "2C Olena Petrenko works in no direction that is needed there: WATER.",
    ]


def test_a_language_over_several_slots_means_relay_too_and_says_what_is_left(
    world: World, tmp_path: Path
) -> None:
    taken = world.read(written(tmp_path, "Name;22.11. 9:00-10:30\nPetrenko;ru\nMüller;zh\n"))
    assert asked(world, taken) == {
        "petrenko opening de>ru",
        "petrenko eco zh>ru via de",
        "mueller opening de>zh",
        "mueller eco zh>de",
    }
    assert taken.remarks == ()
    taken = world.read(written(tmp_path, "Name;22.11. 9:00-12:00\nPetrenko;de\nWang;x\n"))
    assert asked(world, taken) == {
        "petrenko opening de>ru",
        "petrenko eco zh>de via ru",
        "wang opening de>zh",
        "wang eco zh>de",
        "wang water zh>de",
    }
    assert notes(taken) == [
        "2B Olena Petrenko cannot interpret zh>de there, so it is left out: 22.11. 9:00-12:00."
    ]


def booked(path: Path, *sheets: tuple[str, list[list[str]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return path


@pytest.mark.parametrize(
    "title",
    [
        "Verfügbarkeit Dolmetscher",
        "Hotel",
        "An- und Abreise",
        "Kontakte",
        "Telefonliste",
        "Honorare",
        "Abrechnung 2012",
        "Availability",
        "Travel",
        "Contact list",
        "Phone",
        "Payments",
        "Доступность",
        "Гостиница",
        "Приезд",
        "Контакты",
        "Телефоны",
        "Оплата",
        "可用时间",
        "酒店",
        "航班",
        "联系方式",
        "电话",
        "费用结算",
    ],
)
def test_a_sheet_about_something_else_is_left_aside_with_one_remark(
    world: World, tmp_path: Path, title: str
) -> None:
    plan = ("Einsatz", [["Name", "ECO"], ["Wang", "x"]])
    other = [["Name", "22.11. 9:00", "23.11."], ["Wang", "ja", "ja"], ["Schmidt", "ja", ""]]
    taken = world.read(booked(tmp_path / "plan.xlsx", plan, (title, other)))
    assert asked(world, taken) == {"wang eco zh>de"}
    assert [(one.sheet, one.fault) for one in taken.remarks] == [(title, False)]
    with pytest.raises(DeskError, match="no plan"):
        world.read(booked(tmp_path / "other.xlsx", (title, other)))


@pytest.mark.parametrize(
    "title", ["Plan", "Reisegruppe Harbin", "Arbeitskreis", "Kontaktbörse", "Tabelle1", "Микрофоны"]
)
def test_a_sheet_that_only_sounds_so_is_read(world: World, tmp_path: Path, title: str) -> None:
    rows = [["Name", "ECO"], ["Wang", "x"]]
    taken = world.read(booked(tmp_path / "plan.xlsx", (title, rows)))
    assert asked(world, taken) == {"wang eco zh>de"}


@pytest.mark.parametrize("text", ["Name;ECO\n" + "Wang;x\n" * 2000, "Name" + ";ECO" * 200_000])
def test_a_grid_that_nobody_plans_is_refused_at_once(
    world: World, tmp_path: Path, text: str
) -> None:
    with pytest.raises(DeskError, match=r"plan\.csv is too large for a grid: at most 2000 rows"):
        world.read(written(tmp_path, text))


def test_short_words_of_times_and_columns_of_hours(world: World, tmp_path: Path) -> None:
    text = """
Name;22.11. vorm.;22.11. nachm.;23.11. ganztägig;Std.;Summe
Wang;zh;-;x;3,5;2
Petrenko;;;klaerwerk;1;
Stunden;4;0;2;;
"""
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {
        "wang opening de>zh",
        "wang eco zh>de",
        "wang water zh>de",
        "wang plant de>zh",
        "petrenko sewage de>ru",
    }
    assert faults(taken) == []
    assert "2E Left aside: “Std.: 3,5”." in notes(taken)


@pytest.mark.parametrize(
    ("mark", "heard"),
    [
        ("zh (K1)", "wang opening de>zh booth 1"),
        ("zh / K1", "wang opening de>zh booth 1"),
        ("кит", "wang opening de>zh"),
        ("нем>кит", "wang opening de>zh"),
        ("кит. вм.", ""),
        ("vorm.", "wang opening de>zh"),
        ("zh (ganztags)", "wang opening de>zh"),
    ],
)
def test_marks_in_few_letters(world: World, tmp_path: Path, mark: str, heard: str) -> None:
    taken = world.read(written(tmp_path, f"Name;22.11. 9:00-9:30\nWang;{mark}\n"))
    if heard:
        assert (asked(world, taken), faults(taken)) == ({heard}, [])
    else:
        assert faults(taken) == ["2B “вм.” was not understood."]


def test_half_a_day_in_a_cell_is_that_half_of_its_slot(world: World, tmp_path: Path) -> None:
    taken = world.read(written(tmp_path, "Name;22.11.\nWang;zh 9:00-10:30\n"))
    assert asked(world, taken) == {"wang opening de>zh", "wang eco zh>de"}
    assert faults(taken) == []


@pytest.mark.parametrize(
    ("text", "start", "end", "rest"),
    [
        ("AM", "00:00", "12:30", ""),
        ("Do PM", "12:30", "18:00", ""),
        ("Fachtagung AM", "00:00", "12:30", "Fachtagung"),
        ("Treffen am Markt", "", "", "Treffen am Markt"),
        ("2012-11-22 09:00-10:45", "09:00", "10:45", ""),
        ("ganztags", "00:00", "23:59", ""),
    ],
)
def test_halves_of_days(text: str, start: str, end: str, rest: str) -> None:
    days = [dt.date(2012, 11, number) for number in (21, 22, 23)]
    said = grid_times.header(text, days)
    assert (said.start, said.end, said.text) == (start, end, rest)


def test_what_stands_below_nothing_is_told_by_its_text(world: World, tmp_path: Path) -> None:
    taken = world.read(written(tmp_path, ";Name;ECO\n1;Wang;x\nx;Petrenko;-\n"))
    assert asked(world, taken) == {"wang eco zh>de"}
    assert notes(taken) == ["2A Left aside: “1”."]
    assert faults(taken) == ["3A “x” stands below no heading."]


def test_a_day_that_no_clock_knows_is_told_at_its_cell(world: World, tmp_path: Path) -> None:
    text = "Name;9999-12-31;22.11.\n;09:00-09:30;09:30-10:30\nWang;x;x\n"
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {"wang eco zh>de"}
    assert faults(taken) == [
        "1B No need here is called “9999-12-31”.",
        "2B No need here is called “09:00-09:30”.",
        "3B “x” stands under a heading that means nothing here.",
    ]


def test_a_heading_alone_that_nobody_knows_is_told_by_its_text(
    world: World, tmp_path: Path
) -> None:
    taken = world.read(written(tmp_path, "Name;Grillabend\nWang;zh\n"))
    assert faults(taken) == [
        "1B No need here is called “Grillabend”.",
        "2B “zh” stands under a heading that means nothing here.",
    ]


def test_a_pivot_is_only_what_somebody_interprets_directly(world: World, tmp_path: Path) -> None:
    text = "Name;ECO\nOrlow;ru\n"
    world.people["orlow"] = world.enter("Orlow", "Pjotr", "", "ru", "", "de lv")
    world.needs["eco zh>lv"] = replace(world.needs["eco zh>de"], id="lv", target="lv")
    assert asked(world, world.read(written(tmp_path, text))) == {"orlow eco zh>ru via de"}
    world.people["ozola"] = world.enter("Ozola", "Marita", "", "lv", "", "zh")
    assert faults(world.read(written(tmp_path, text))) == [
        "2B Pjotr Orlow works in no direction that is needed there: ECO."
    ]


def test_relay_that_stands_stays_as_it_is(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, "Name;ECO\nPetrenko;ru\n")
    world.needs["eco zh>en"] = replace(world.needs["eco zh>de"], id="en", target="en")
    assert world.read(path, "petrenko eco zh>ru via en").new == frozenset()
