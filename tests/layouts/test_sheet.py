"""Sheets: where badges lie on a page, and that front and back come to lie on each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import DeskError
from checkin.layouts import shelf
from checkin.layouts.layout import Fold, Layout
from checkin.layouts.sheet import A4, Place, Sheet, best_sheet, own_page, sheet_for

LAYOUTS = [shelf.layout(name) for name in shelf.names()]
SHEETS = [
    pytest.param(sheet, id=sheet.name)
    for sheet in {one.name: one for layout in LAYOUTS for one in shelf.sheets(layout)}.values()
]

Box = tuple[float, float, float, float]


def boxes(sheet: Sheet, places: list[Place]) -> list[Box]:
    return [(one.left, one.top, sheet.badge_width, sheet.badge_height) for one in places]


def apart(one: Box, other: Box) -> bool:
    return (
        one[0] + one[2] <= other[0] + 1e-6
        or other[0] + other[2] <= one[0] + 1e-6
        or one[1] + one[3] <= other[1] + 1e-6
        or other[1] + other[3] <= one[1] + 1e-6
    )


def on_page(sheet: Sheet, box: Box) -> bool:
    left, top, width, height = box
    return (
        left >= -1e-6
        and top >= -1e-6
        and left + width <= sheet.width + 1e-6
        and top + height <= sheet.height + 1e-6
    )


def sound(sheet: Sheet) -> None:
    """Hold the places of a sheet apart, on the page, and front and back together."""
    fronts, backs = boxes(sheet, sheet.fronts()), boxes(sheet, sheet.backs())
    assert len(fronts) == len(backs) == sheet.columns * sheet.rows
    pages = [fronts + backs] if sheet.fold else [fronts, backs]
    for page in pages:
        assert all(apart(one, other) for one, other in combinations(page, 2))
        assert all(on_page(sheet, box) for box in page)
    for front, back in zip(sheet.fronts(), sheet.backs(), strict=True):
        assert behind(sheet, front) == pytest.approx(back[:2])


def behind(sheet: Sheet, front: Place) -> tuple[float, float]:
    """Return where the upper left corner of the back lies on its page, as paper has it.

    Folded at the top or at the side, or turned over its top or its side, a page is mirrored; the
    corner that comes to lie on the front's upper right one, seen from behind, is the back's.
    """
    left, top = front.left, front.top
    if sheet.fold == "top":
        return left, top - sheet.badge_height
    if sheet.fold == "side":
        return left - sheet.badge_width, top
    if sheet.turn == "side":
        return sheet.width - (left + sheet.badge_width), top
    return left, sheet.height - (top + sheet.badge_height)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_shipped_sheet_is_sound(sheet: Sheet) -> None:
    sound(sheet)


@given(
    st.sampled_from(LAYOUTS),
    st.floats(200, 500),
    st.floats(300, 500),
    st.floats(0, 10),
    st.floats(0, 10),
)
def test_a_grid_for_any_page_is_sound_and_in_its_middle(
    layout: Layout, width: float, height: float, margin: float, gutter: float
) -> None:
    try:
        sheet = sheet_for(layout, width, height, margin, gutter)
    except DeskError:
        return
    sound(sheet)
    every = boxes(sheet, [*sheet.fronts(), *(sheet.backs() if sheet.fold else [])])
    left, top = min(box[0] for box in every), min(box[1] for box in every)
    right = max(box[0] + box[2] for box in every)
    bottom = max(box[1] + box[3] for box in every)
    assert left == pytest.approx(width - right, abs=0.01)
    assert top == pytest.approx(height - bottom, abs=0.01)
    assert min(left, top) >= margin - 0.02


def test_a_page_that_takes_no_badge_is_refused() -> None:
    with pytest.raises(DeskError, match="100 x 100 mm does not take the layout a6"):
        sheet_for(shelf.layout("a6"), 100, 100)
    with pytest.raises(DeskError, match="does not take"):
        best_sheet(shelf.layout("a6"), (50, 100))


def test_a4_lies_where_it_takes_more() -> None:
    a7 = best_sheet(shelf.layout("a7"), A4)
    assert (a7.width, a7.height, a7.columns, a7.rows) == (297, 210, 4, 2)
    a6 = best_sheet(shelf.layout("a6"), A4)
    assert (a6.width, a6.columns, a6.rows) == (210, 2, 2)


def test_a4_takes_four_a6_row_by_row() -> None:
    fronts = shelf.sheet("a4x4", shelf.layout("a6")).fronts()
    assert [place[:2] for place in fronts] == [(0, 0.5), (105, 0.5), (0, 148.5), (105, 148.5)]


@pytest.mark.parametrize("name", shelf.names())
def test_a_page_of_its_own_is_as_large_as_the_badge_before_it_is_folded(name: str) -> None:
    layout = shelf.layout(name)
    sheet = own_page(layout)
    sound(sheet)
    across = 2 if layout.fold == "side" else 1
    assert (sheet.width, sheet.height) == (across * layout.width, layout.height)


def grid(**more: object) -> Sheet:
    plain = Sheet("mine", 210, 297, 90, 54, 2, 2, 10, 20, 5, 6)
    return Sheet(**{name: getattr(plain, name) for name in Sheet.__dataclass_fields__} | more)  # type: ignore[arg-type]


def test_margins_gutters_and_cuts_follow_the_sheet() -> None:
    sheet = grid()
    assert [place[:2] for place in sheet.fronts()] == [(10, 20), (105, 20), (10, 80), (105, 80)]
    cuts = list(sheet.cuts())
    assert sorted({x for (x, y), _end in cuts if y == 0}) == [10, 100, 105, 195]
    assert sorted({y for (x, y), _end in cuts if x == 0}) == [20, 74, 80, 134]


def test_backs_are_mirrored_as_the_page_is_turned() -> None:
    assert grid().backs()[0] == Place(110, 20)
    assert grid(turn="top").backs()[0] == Place(10, 223, turned=True)


@pytest.mark.parametrize(
    ("fold", "front", "back"),
    [("top", Place(10, 74), Place(10, 20, turned=True)), ("side", Place(100, 20), Place(10, 20))],
)
def test_folded_badges_have_their_backs_on_the_same_page(
    fold: Fold, front: Place, back: Place
) -> None:
    sheet = grid(fold=fold, columns=1)
    assert (sheet.fronts()[0], sheet.backs()[0]) == (front, back)
    assert len(list(sheet.folds())) == (12 if fold == "top" else 6)
    assert not list(grid().folds())


@pytest.mark.parametrize(
    ("sheet", "edge"),
    [
        (grid(), "long"),
        (grid(turn="top"), "short"),
        (grid(width=300), "short"),
        (grid(width=300, turn="top"), "long"),
        (grid(fold="top"), ""),
    ],
)
def test_a_printer_is_told_on_which_edge_to_turn(sheet: Sheet, edge: str) -> None:
    assert sheet.binding() == edge


def test_a_sheet_for_badges_of_another_size_is_refused() -> None:
    with pytest.raises(DeskError, match="a4x4 takes badges of 105 x 148 mm; the layout cr80"):
        shelf.sheet("a4x4", shelf.layout("cr80"))
