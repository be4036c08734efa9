"""Layouts and sheets as data: what is shipped is sound, and what is wrong is named."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest

from checkin.badges import layouts, sheets
from checkin.badges.layouts import Box
from checkin.errors import DeskError

GOOD = """
width = 90
height = 54
[[bar]]
box = [0, 0, 90, 5]
colour = "role"
[[mark]]
square = [60, 20, 22]
[[block]]
box = [5, 10, 50, 30]
[[block.field]]
source = "name"
smallest = 11
largest = 30
whole = true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def brightness(colour: str) -> float:
    """Return the relative luminance, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def apart(one: Box, other: Box) -> bool:
    return (
        one[0] + one[2] <= other[0]
        or other[0] + other[2] <= one[0]
        or one[1] + one[3] <= other[1]
        or other[1] + other[3] <= one[1]
    )


@pytest.mark.parametrize("name", layouts.names())
def test_no_two_things_of_a_shipped_layout_share_a_place(name: str) -> None:
    layout = layouts.layout(name)
    boxes = [block.box for block in layout.blocks]
    boxes += [(mark.left, mark.top, mark.side, mark.side) for mark in layout.marks]
    assert all(apart(one, other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("name", layouts.names())
def test_nothing_of_a_shipped_layout_lies_in_the_edge_that_printers_leave_white(name: str) -> None:
    layout = layouts.layout(name)
    boxes = [thing.box for thing in (*layout.blocks, *layout.bars)]
    assert min(min(left, top) for left, top, _width, _height in boxes) >= 5
    assert max(left + width for left, _top, width, _height in boxes) <= layout.width - 5
    assert max(top + height for _left, top, _width, height in boxes) <= layout.height - 5


def test_the_squares_of_the_shipped_mark_are_half_a_millimetre_or_more() -> None:
    (mark,) = layouts.layout("a6").marks
    assert mark.side / 29 >= 0.5


def test_the_sizes_of_a_shipped_name_are_those_that_are_read_at_three_metres() -> None:
    styles = {f.source: f.style for block in layouts.layout("a6").blocks for f in block.fields}
    assert styles["name"].whole
    assert styles["native_name"].whole
    assert (styles["name"].smallest, styles["name"].wished) == (11, 24)
    assert 24 <= styles["name"].largest <= 48


def test_every_role_has_two_words_and_legible_letters() -> None:
    assert set(layouts.roles()) == {
        "delegate",
        "speaker",
        "interpreter",
        "press",
        "host",
        "staff",
        "organiser",
    }
    for role in layouts.roles().values():
        dark, light = sorted((brightness(role.colour), brightness(role.text)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
        assert role.local
        assert role.foreign


def test_roles_stay_apart_in_grey_print() -> None:
    greys = sorted(brightness(role.colour) ** (1 / 2.2) for role in layouts.roles().values())
    assert all(lighter - darker > 0.06 for darker, lighter in pairwise(greys))


def test_a_good_layout_is_read(tmp_path: Path) -> None:
    layout = layouts.read(written(tmp_path, GOOD))
    assert (layout.name, layout.width, layout.height) == ("mine", 90, 54)
    assert layout.blocks[0].fields[0].style.largest == 30


@pytest.mark.parametrize(
    ("found", "replaced", "said"),
    [
        ("width = 90", "", "width must be a number from 20 to 1000"),
        ("width = 90", "width = nan", "width must be a number"),
        ("width = 90", "width = true", "width must be a number"),
        ("width = 90", "width = 90\ncolor = 1", "color: There is no such setting"),
        ("smallest = 11", "smallest = 8", r"block\[1\]\.field\[1\]\.smallest must be .* 11"),
        ('"name"', '"passport"', r"block\[1\]\.field\[1\]\.source must be one of .*native_name"),
        ("box = [5, 10, 50, 30]", "box = [5, 10, 95, 30]", r"block\[1\]\.box: It reaches beyond"),
        ("box = [5, 10, 50, 30]", "box = [5, 10]", r"block\[1\]\.box must be 4 numbers"),
        ("box = [5, 10, 50, 30]", 'box = ["a", 1, 2, 3]', r"block\[1\]\.box must be 4 numbers"),
        ("square = [60, 20, 22]", "square = [80, 20, 22]", r"mark\[1\]\.square: It reaches"),
        ('"role"', '"red"', r"bar\[1\]\.colour must be a colour"),
        ("whole = true", "whole = 1", "whole must be true or false"),
        ("[[bar]]", "[bar]", "bar must be at most 60 tables"),
        ("width = 90", "width = 90\nmark = [1]", "TOML"),
        ("width = 90", "width = ", "line 2"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(
    tmp_path: Path, found: str, replaced: str, said: str
) -> None:
    path = written(tmp_path, GOOD.replace(found, replaced))
    with pytest.raises(DeskError, match=said) as refused:
        layouts.read(path)
    assert "mine.toml" in str(refused.value)


def test_a_list_that_holds_no_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"bar\[1\] must be a table"):
        layouts.read(written(tmp_path, "width = 90\nheight = 54\nbar = [1]"))


@pytest.mark.parametrize(
    "text", ["#" * 200_000, "a = " + "[" * 5000, "\udcff"], ids=["long", "deep", "not UTF-8"]
)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DeskError, match=r"mine\.toml"):
        layouts.read(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"none\.toml cannot be read"):
        layouts.read(tmp_path / "none.toml")


def test_names_that_nobody_ships_are_refused_with_those_that_are() -> None:
    with pytest.raises(DeskError, match=r"\.\./x.*a6"):
        layouts.layout("../x")
    with pytest.raises(DeskError, match="a4x4"):
        sheets.sheet("a5")


@pytest.mark.parametrize("name", sheets.names())
def test_the_places_of_a_shipped_sheet_lie_apart_and_on_the_page(name: str) -> None:
    sheet = sheets.sheet(name)
    boxes = [(x, y, sheet.badge_width, sheet.badge_height) for x, y in sheet.places()]
    assert len(boxes) == sheet.columns * sheet.rows
    assert all(apart(one, other) for one, other in combinations(boxes, 2))
    assert max(x + width for x, _y, width, _height in boxes) <= sheet.width
    assert max(y + height for _x, y, _width, height in boxes) <= sheet.height


def test_a4_takes_four_a6_row_by_row() -> None:
    assert sheets.sheet("a4x4").places() == [(0, 0.5), (105, 0.5), (0, 148.5), (105, 148.5)]


def test_margins_gutters_and_cuts_follow_the_file(tmp_path: Path) -> None:
    text = """
width = 210
height = 297
badge = [90, 54]
columns = 2
rows = 2
left = 10
top = 20
gutter_across = 5
gutter_down = 6
"""
    sheet = sheets.read(written(tmp_path, text))
    assert sheet.places() == [(10, 20), (105, 20), (10, 80), (105, 80)]
    cuts = list(sheet.cuts())
    assert sorted({x for (x, y), _end in cuts if y == 0}) == [10, 100, 105, 195]
    assert sorted({y for (x, y), _end in cuts if x == 0}) == [20, 74, 80, 134]


@pytest.mark.parametrize(("columns", "rows", "key"), [(3, 1, "columns"), (1, 6, "rows")])
def test_a_grid_beyond_the_page_is_refused(
    tmp_path: Path, columns: int, rows: int, key: str
) -> None:
    text = f"width = 210\nheight = 297\nbadge = [90, 54]\ncolumns = {columns}\nrows = {rows}"
    with pytest.raises(DeskError, match=f"{key}: It reaches beyond"):
        sheets.read(written(tmp_path, text))


def test_a_sheet_for_badges_of_another_size_is_refused(tmp_path: Path) -> None:
    layout = layouts.read(written(tmp_path, GOOD))
    with pytest.raises(DeskError, match="a4x4 takes badges of 105 x 148 mm; the layout mine"):
        sheets.sheet("a4x4").check(layout)
