"""Names that were harmed on the way are marked, and names of the whole world are not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from checkin import paths
from checkin.lists import roster, suspicion
from checkin.tables import reading

LISTS = paths.resources() / "demo"
SPOILT = {
    "M?ller": "A character was lost here.",
    "Mül\ufffder": "A character was lost here.",
    "Kalni_a": "A character was lost here.",
    "MÃ¼ller": "This looks like the wrong code page.",
    "БоРЅРґР°СЂРµРЅРєРѕ".removeprefix("Бо"): "This looks like the wrong code page.",
    "Müllеr": "Letters of two scripts stand in one word.",  # with a Cyrillic е
    "M眉ller": "Letters of two scripts stand in one word.",
    "4711": "There is no letter in this name.",
    "—": "There is no letter in this name.",
    "anna@example.org": "This is an e-mail address, not a name.",
    "Anna und Peter Müller": "These may be two people.",
    "Müller / Schmidt": "These may be two people.",
    "王伟、李娜": "These may be two people.",
}
SOUND = [
    "Müller",
    "O'Brien",
    "Tkachenko-Yizhak",
    "Вʼячеслав",
    "Әлімова Гүлнәр",
    "王伟",
    "佐々木 アンナ",
    "김 민준",
    "Nguyễn Thị Ánh",
    "García Márquez, Gabriel José",
    "d’Arc",
    "Dr. Anna-Maria van der Berg",
    "عبد الله",
    "Ełżbieta Łódź",
]


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_name_is_told_with_its_reason(name: str) -> None:
    assert suspicion.reason(name) == SPOILT[name]


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_name_of_any_script_raises_no_doubt(name: str) -> None:
    assert suspicion.reason(name) == ""


def test_no_name_of_the_search_tests_raises_a_doubt_for_its_letters() -> None:
    with Path("tests/data/search/pairs.csv").open(encoding="utf-8") as file:
        names = {cell for row in csv.reader(file) for cell in row if len(cell) > 1}
    found = {name: suspicion.reason(name) for name in names}
    assert "This looks like the wrong code page." not in found.values()


def test_the_demo_lists_hold_no_doubt_in_the_right_code_page() -> None:
    for file in ("harbin.csv", "zaporizhzhia.csv", "daugavpils.csv", "anmeldungen.csv"):
        assert suspicion.doubts(roster.opened(LISTS / file, "people")) == []


def test_a_wrong_code_page_raises_a_doubt_in_every_name_beyond_ascii(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name;Ort\nMüller;Köln\nMeier;Ulm\n李娜;x\n", "utf-8")
    found = suspicion.doubts(roster.opened(path, "people", encoding="cp1252"))
    assert [(one.line, one.column) for one in found] == [(2, 0), (4, 0)]
    assert suspicion.doubts(roster.opened(path, "people", encoding="cp1252"), most=1) == found[:1]


def test_titles_may_ask_and_join() -> None:
    table = reading.pasted("Titel\tOrt\nWasser: knapp?\tSaal\nEnergie und Verkehr\tSaal\nÖl?\tX\n")
    assert suspicion.doubts(roster.mapped(table, "programme")) == []
