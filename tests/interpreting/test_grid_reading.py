"""What chiefs really write: names that nobody knows, relay, other sheets, short words."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin.desk import Desk
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
