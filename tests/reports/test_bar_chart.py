"""Charts say what the tally says, to insiders and outsiders, as SVG that others draw alike."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from PIL import Image

from checkin import cli, i18n, people
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.reports import bar_chart

SVG = "{http://www.w3.org/2000/svg}"


def came(desk: Desk, number: int, **fields: str) -> None:
    with desk.act():
        for n in range(number):
            person = people.enter(desk, {"name": f"{fields} {n}", **fields}, "")
            scanning.check_in(desk, person.id)


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314  ours


def test_bars_are_the_rows_of_the_tally(desk: Desk, tmp_path: Path) -> None:
    came(desk, 6, country="CN", city="<b>Harbin & 哈尔滨</b>")
    came(desk, 2, country="LV")
    came(desk, 1)
    i18n.use("de")
    chart = bar_chart.drawn_up(desk)
    assert [(one.words, one.count) for one in chart.bars] == [
        ("China", 6),
        ("Lettland", 2),
        ("unbekannt", 1),
    ]
    said = texts(bar_chart.svg(chart))
    assert "6 · 66,7 %" in said
    assert said[:2] == ["Teilnehmende nach Ländern", "green cities"]
    assert any("Stand" in one for one in said)
    assert "<b>Harbin & 哈尔滨</b>" in texts(bar_chart.svg(bar_chart.drawn_up(desk, "city")))
    outside = bar_chart.drawn_up(desk, to_outsiders=True)
    assert [(one.words, one.count) for one in outside.bars] == [("andere", 9)]
    for ending in bar_chart.ENDINGS:
        bar_chart.write(chart, tmp_path / f"chart{ending}")
    image = Image.open(BytesIO((tmp_path / "chart.png").read_bytes()))
    assert image.size[0] == 1920
    assert len(image.convert("RGB").getcolors(100_000) or ()) > 10


def test_what_cannot_be_drawn_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="choose of"):
        bar_chart.drawn_up(desk, "hour")
    chart = bar_chart.drawn_up(desk)
    with pytest.raises(DeskError, match="cannot be written here"):
        bar_chart.write(chart, tmp_path / "chart.gif")
    with pytest.raises(DeskError, match="could not be written"):
        bar_chart.write(chart, tmp_path / "missing" / "chart.svg")
    assert "Nobody has attended yet." in texts(bar_chart.svg(chart))


def test_outsiders_are_not_told_how_few_came_nor_that_nobody_did(desk: Desk) -> None:
    came(desk, 3, country="CN")
    chart = bar_chart.drawn_up(desk, to_outsiders=True)
    assert (chart.bars, chart.total) == ((), 0)
    assert "Fewer than 5 have attended." in texts(bar_chart.svg(chart))
    inside = bar_chart.drawn_up(desk, "organisation_type")
    assert [(one.words, one.count) for one in inside.bars] == [("not assigned", 3)]


def test_many_keys_are_joined_and_add_up(desk: Desk) -> None:
    for number in range(45):
        came(desk, 1 + number % 3, city=f"City {number}")
    chart = bar_chart.drawn_up(desk, "city")
    assert len(chart.bars) == 40
    assert sum(one.count for one in chart.bars) == chart.total
    told = CliRunner().invoke(cli.commands, ["report", str(desk.path), "chart", "-o", "x.gif"])
    assert told.exit_code == 1
