"""What is shipped is sound: every layout can be printed, read at three metres, and scanned."""

from __future__ import annotations

from itertools import combinations

import pytest

from checkin.layouts import shelf
from checkin.layouts.element import (
    NAMES,
    ON_DELEGATION,
    ON_ROLE,
    Bar,
    Block,
    Box,
    Field,
    Mark,
    Picture,
    Side,
    Sign,
)
from checkin.layouts.layout import Layout
from checkin.layouts.role import contrast
from checkin.layouts.sheet import A4
from checkin.paper.code_mark import SQUARES

LAYOUTS = [shelf.layout(name) for name in shelf.names()]
SIDES = [pytest.param(side, id=f"{one.name}") for one in LAYOUTS for side in (one.front, one.back)]
SIZES = {
    "a6": (105, 148),
    "a6-landscape": (148, 105),
    "a6-folded": (105, 148),
    "a7": (74, 105),
    "cr80": (85.6, 54),
    "90x54": (90, 54),
    "62x100": (62, 100),
}

each = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)


def apart(one: Box, other: Box) -> bool:
    slack = 1e-6
    return (
        one[0] + one[2] <= other[0] + slack
        or other[0] + other[2] <= one[0] + slack
        or one[1] + one[3] <= other[1] + slack
        or other[1] + other[3] <= one[1] + slack
    )


def within(inner: Box, outer: Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )


def fields(side: Side) -> list[Field]:
    return [one for element in side if isinstance(element, Block) for one in element.fields]


def test_every_medium_has_its_layout() -> None:
    assert {one.name: (one.width, one.height) for one in LAYOUTS} == SIZES


@pytest.mark.parametrize("side", SIDES)
def test_no_two_things_share_a_place(side: Side) -> None:
    boxes = [one.box for one in side if isinstance(one, Block | Mark | Sign | Picture)]
    clashes = [pair for pair in combinations(boxes, 2) if not apart(*pair)]
    assert not clashes


@each
def test_nothing_lies_in_the_edge_that_printers_leave_white(layout: Layout) -> None:
    edge = 5 if layout.width * layout.height > 10_000 else 2.5
    for element in layout.elements():
        left, top, width, height = element.box
        assert min(left, top) >= edge - 1e-6
        assert left + width <= layout.width - edge + 1e-6
        assert top + height <= layout.height - edge + 1e-6


@each
def test_the_mark_is_on_the_front_and_its_squares_are_half_a_millimetre_or_more(
    layout: Layout,
) -> None:
    (mark,) = (one for one in layout.front if isinstance(one, Mark))
    assert mark.box[2] / SQUARES >= 0.5
    assert contrast(mark.colour, "#FFFFFF") >= 10


@each
def test_every_side_says_the_name_as_large_as_is_read_from_afar(layout: Layout) -> None:
    small = min(layout.width, layout.height) < 70
    for side in filter(None, (layout.front, layout.back)):
        styles = {one.source: one.style for one in fields(side) if one.source in NAMES}
        assert set(styles) == set(NAMES)
        assert styles["name"].smallest >= 11
        assert styles["name"].wished >= (22 if small else 24)
        assert (28 if small else 32) <= styles["name"].largest <= 48
        assert styles["native_name"].largest < styles["name"].largest


@each
def test_the_role_is_a_colour_and_words_in_two_languages(layout: Layout) -> None:
    assert {"role_local", "role_own"} <= {one.source for one in fields(layout.front)}
    assert any(isinstance(one, Bar) and one.colour == "role" for one in layout.front)


@each
def test_the_front_says_what_the_desk_and_the_bus_ask_for(layout: Layout) -> None:
    said = fields(layout.front)
    holes = " ".join(one.words.get("en", "") for one in said)
    assert {"{group}", "{bus}"} <= set(holes.split())
    assert {"organisation", "country_local", "languages", "interpreter", "code"} <= {
        one.source for one in said
    }
    assert any(isinstance(one, Sign) for one in layout.front)


@each
def test_a_back_says_whom_to_call(layout: Layout) -> None:
    words = [one.words for one in fields(layout.back) if "{emergency}" in one.words.get("en", "")]
    assert bool(words) == bool(layout.back)
    for texts in words:
        assert {"de", "en", "zh", "ru"} <= set(texts)
        assert all("{emergency}" in text for text in texts.values())


@pytest.mark.parametrize("side", SIDES)
def test_letters_are_legible_on_what_lies_beneath_them(side: Side) -> None:
    bars = [one for one in side if isinstance(one, Bar)]
    for element in side:
        if not isinstance(element, Block):
            continue
        beneath = [bar.colour for bar in bars if within(element.box, bar.box)]
        touched = [bar.colour for bar in bars if not apart(element.box, bar.box)]
        assert touched == beneath
        for one in element.fields:
            colour = one.style.colour
            if colour in {ON_ROLE, ON_DELEGATION}:
                assert beneath == [colour.removeprefix("on-")]
            else:
                assert not beneath
                assert contrast(colour, "#FFFFFF") >= 4.5


@each
def test_a_layout_has_a_title_in_four_languages(layout: Layout) -> None:
    assert set(layout.titles) == {"de", "en", "zh", "ru"}


@each
def test_every_layout_has_a_sheet_on_a4(layout: Layout) -> None:
    kept = shelf.sheets(layout)
    assert kept
    for sheet in kept:
        assert sorted((sheet.width, sheet.height)) == [*A4]
        assert sheet.cut_marks
        assert set(sheet.titles) == {"de", "en", "zh", "ru"}
    assert shelf.sheet(shelf.A4_SHEET, layout) == kept[0]
