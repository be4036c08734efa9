"""What chiefs really write: names that nobody knows, relay, other sheets, short words."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from checkin.desk import Desk
from checkin.errors import DeskError
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
