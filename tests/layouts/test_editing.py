"""Editing without a screen: nothing leaves the page, and every state can be kept and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import DeskError
from checkin.layouts import editing, fresh, layout_file, paragraphs, shelf, snapping
from checkin.layouts.element import SOURCES, Bar, Block, Box, Mark
from checkin.layouts.layout import Layout
from checkin.layouts.sketch import SIDES, Sketch, opened
from checkin.layouts.steps import Steps

EDGE = 0.001  # millimetres, as the files have it
FAR = st.floats(-400, 400)
GRIPS = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def read_again(layout: Layout) -> Layout:
    return layout_file.parsed(layout_file.text(layout), layout.name, layout.folder or Path())


def boxes(sketch: Sketch) -> list[Box]:
    return [element.box for element in sketch.elements]


def three_bars() -> Sketch:
    layout = Layout("mine", 100, 60, folder=Path())
    bars = (Bar((5, 5, 10, 10), "role"), Bar((30, 20, 20, 8), "role"), Bar((70, 40, 5, 5), "role"))
    return opened(replace(layout, front=bars)).choose(0, 1, 2)


@st.composite
def deeds(draw: st.DrawFn) -> Callable[[Sketch], Sketch]:
    """Draw something that a hand may do."""
    dx, dy = draw(FAR), draw(FAR)
    field = fresh.field(draw(st.sampled_from(SOURCES)), "en", draw(st.text(min_size=1)))
    sizes = st.floats(0, 500)
    field = replace(
        field,
        style=replace(field.style, smallest=draw(sizes), largest=draw(sizes), gap=draw(sizes)),
    )
    return draw(
        st.sampled_from(
            [
                lambda s: s.choose(*draw(st.lists(st.integers(0, 12), max_size=4))),
                lambda s: s.turn(draw(st.sampled_from(SIDES))),
                lambda s: editing.move(s, dx, dy),
                lambda s: editing.stretch(s, draw(st.sampled_from(GRIPS)), dx, dy),
                lambda s: editing.put(s, (dx, dy, abs(dy), abs(dx))),
                lambda s: editing.align(s, draw(st.sampled_from(editing.EDGES))),
                lambda s: editing.distribute(s, draw(st.sampled_from(["across", "down"]))),
                editing.same_size,
                editing.remove,
                editing.duplicate,
                editing.bring_over,
                lambda s: editing.lift(s, draw(st.integers(-3, 3))),
                lambda s: editing.make_alike(s, alike=draw(st.booleans())),
                lambda s: editing.resize_page(s, abs(dx), abs(dy)),
                lambda s: editing.fold(s, draw(st.sampled_from(["", "top", "side"]))),
                lambda s: editing.add(s, fresh.block(s.layout, field)),
                lambda s: editing.add(s, fresh.mark(s.layout)),
                lambda s: editing.add(s, fresh.area(s.layout)),
                lambda s: editing.add(s, fresh.sign(s.layout)),
                lambda s: editing.add(s, fresh.picture(s.layout, "logo.png", abs(dx) + 0.01)),
                lambda s: _with_field(s, partial(paragraphs.add_field, field=field)),
                lambda s: _with_field(s, partial(paragraphs.change_field, number=0, field=field)),
                lambda s: _with_field(s, partial(paragraphs.shift_field, number=0, steps=1)),
                lambda s: _with_field(s, partial(paragraphs.remove_field, number=0)),
            ]
        )
    )


def _with_field(sketch: Sketch, deed: Callable[[Sketch], Sketch]) -> Sketch:
    return deed(sketch) if isinstance(sketch.picked, Block) and sketch.picked.fields else sketch


@given(st.sampled_from(shelf.names()), st.lists(deeds(), max_size=12))
def test_nothing_leaves_the_page_and_every_state_can_be_kept(
    name: str, done: list[Callable[[Sketch], Sketch]]
) -> None:
    sketch = opened(shelf.layout(name))
    for deed in done:
        try:
            sketch = deed(sketch)
        except DeskError:
            continue  # it is said why, and nothing is changed
        for left, top, width, height in (one.box for one in sketch.layout.elements()):
            assert min(left, top) >= 0
            assert left + width <= sketch.layout.width + EDGE
            assert top + height <= sketch.layout.height + EDGE
        assert all(place < len(sketch.elements) for place in sketch.chosen)
        assert sketch.layout.front == sketch.layout.back or not sketch.alike
        assert read_again(sketch.layout) == sketch.layout


@given(FAR, FAR)
def test_what_is_moved_together_keeps_its_distances(across: float, down: float) -> None:
    before = three_bars()
    after = editing.move(before, across, down)
    for place in (1, 2):
        for axis in (0, 1):
            apart = boxes(before)[place][axis] - boxes(before)[0][axis]
            assert boxes(after)[place][axis] - boxes(after)[0][axis] == pytest.approx(
                apart, abs=0.011
            )


@pytest.mark.parametrize(
    ("edge", "axis", "share"),
    [
        ("left", 0, 0.0),
        ("centre", 0, 0.5),
        ("right", 0, 1.0),
        ("top", 1, 0.0),
        ("middle", 1, 0.5),
        ("bottom", 1, 1.0),
    ],
)
def test_several_align_to_one_another_and_one_to_the_page(
    edge: editing.Edge, axis: int, share: float
) -> None:
    def at(box: Box) -> float:
        return round(box[axis] + share * box[axis + 2], 2)

    several = editing.align(three_bars(), edge)
    assert len({at(box) for box in boxes(several)}) == 1
    (box, *_others) = boxes(editing.align(three_bars().choose(0), edge))
    assert at(box) == share * (100, 60)[axis]


def test_distributing_leaves_the_same_room_between_neighbours() -> None:
    first, second, third = boxes(editing.distribute(three_bars(), "across"))
    assert (first[0], third[0]) == (5, 70)
    assert second[0] - 15 == pytest.approx(70 - second[0] - 20)


def test_the_first_that_was_chosen_is_the_model_of_a_size() -> None:
    made = editing.same_size(three_bars().choose(1, 0))
    assert [box[2:] for box in boxes(made)] == [(20, 8), (20, 8), (5, 5)]


def test_a_mark_stays_square_and_large_enough_to_be_read() -> None:
    layout = Layout("mine", 100, 60, (Mark((30, 20, 20, 20)),), folder=Path())
    sketch = opened(layout).choose(0)
    wide = editing.stretch(sketch, (1, 0), 5, 0)
    assert boxes(wide) == [(30, 20, 25, 25)]
    up = editing.stretch(sketch, (-1, -1), -10, -4)
    assert boxes(up) == [(20, 10, 30, 30)]
    small = editing.stretch(sketch, (1, 1), -90, -90)
    assert boxes(small) == [(30, 20, 14.5, 14.5)]


def test_pulling_an_edge_leaves_the_opposite_one_and_never_turns_inside_out() -> None:
    sketch = three_bars().choose(1)
    assert boxes(editing.stretch(sketch, (-1, 0), 100, 0))[1] == (49.9, 20, 0.1, 8)
    assert boxes(editing.stretch(sketch, (0, 1), 0, 100))[1] == (30, 20, 20, 40)


def test_raising_and_lowering_keeps_the_order_of_those_that_are_chosen() -> None:
    sketch = three_bars().choose(0, 1)
    raised = editing.lift(sketch, 1)
    assert raised.elements == (sketch.elements[2], sketch.elements[0], sketch.elements[1])
    assert raised.chosen == (1, 2)
    assert editing.lift(raised, 5) == raised
    assert editing.lift(raised, -1).elements == sketch.elements


def test_what_is_brought_over_leaves_its_side_and_stays_chosen() -> None:
    sketch = three_bars().choose(1)
    over = editing.bring_over(sketch)
    assert over.side == "back"
    assert over.layout.back == (sketch.elements[1],)
    assert len(over.layout.front) == 2
    assert over.chosen == (0,)


def test_of_two_sides_alike_both_are_changed_until_they_go_their_own_way() -> None:
    sketch = editing.make_alike(three_bars(), alike=True)
    both = editing.move(sketch.choose(0), 3, 0)
    assert both.layout.front == both.layout.back
    assert opened(both.layout).alike
    apart = editing.move(editing.make_alike(both, alike=False), 3, 0)
    assert apart.layout.front != apart.layout.back


def test_a_block_grows_with_the_names_in_it() -> None:
    layout = Layout("mine", 100, 60, folder=Path())
    sketch = editing.add(opened(layout), fresh.block(layout, fresh.field("organisation")))
    grown = paragraphs.add_field(editing.put(sketch, (0, 0, 50, 1)), fresh.field("name"))
    assert boxes(grown)[0][3] > 4


def test_a_name_that_has_no_room_on_the_badge_is_refused_in_words() -> None:
    layout = Layout("mine", 100, 60, folder=Path())
    sketch = editing.add(opened(layout), fresh.block(layout, fresh.field("name")))
    field = fresh.field("name")
    huge = replace(field, style=replace(field.style, smallest=400, largest=400))
    with pytest.raises(DeskError, match="too small"):
        paragraphs.change_field(sketch, 0, huge)


@pytest.mark.parametrize(
    ("words", "said"), [("", "needs words"), ("Bus {buss}", "There is no {buss}")]
)
def test_a_free_text_says_something_that_there_is(words: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        paragraphs.settled(fresh.field("text", "en", words))


def test_too_many_elements_are_refused_in_words() -> None:
    sketch = three_bars()
    full = sketch.with_elements(sketch.elements[:1] * layout_file.MOST)
    with pytest.raises(DeskError, match="60"):
        editing.duplicate(full.choose(0))


def test_what_is_moved_comes_to_lie_on_the_edges_of_others_and_shows_the_line() -> None:
    sketch = three_bars().choose(2)
    snap = snapping.moving(sketch, -39.2, 0.1)
    assert editing.move(sketch, snap.across, snap.down).elements[2].box[:2] == (30, 40)
    assert snapping.Guide("across", 30) in snap.guides


def test_away_from_all_lines_the_grid_draws() -> None:
    sketch = three_bars().choose(2)
    snap = snapping.moving(sketch, -7.4, 6.6, reach=0.1)
    assert (snap.across, snap.down) == (-7.5, 6.5)
    assert not snap.guides


def test_a_pulled_edge_comes_to_lie_on_an_edge_and_what_is_not_pulled_stays() -> None:
    sketch = three_bars().choose(0)
    snap = snapping.pulling(sketch, (1, 0), 14.6, 9)
    assert (snap.across, snap.down) == (15, 0)


def test_steps_go_back_and_forth_and_a_row_of_one_kind_is_one_step() -> None:
    steps = Steps(three_bars())
    begun = steps.now
    for _each in range(5):
        steps.take(editing.move(steps.now, 0.5, 0), "move")
    steps.rest()
    steps.take(editing.move(steps.now, 0.5, 0), "move")
    moved = steps.now
    assert steps.changed
    steps.back()
    assert boxes(steps.back()) == boxes(begun)
    assert not steps.changed
    steps.ahead()
    assert steps.ahead() == moved
    assert not steps.ahead_there


def test_choosing_is_no_step() -> None:
    steps = Steps(three_bars())
    steps.take(steps.now.choose(1))
    assert not steps.back_there
    assert steps.now.chosen == (1,)


def test_after_keeping_nothing_is_changed_until_a_step_is_taken_back() -> None:
    steps = Steps(three_bars())
    steps.take(editing.move(steps.now, 1, 0))
    steps.keep(replace(steps.now.layout, name="other"))
    assert not steps.changed
    assert steps.back().layout.name == "other"
    assert steps.changed
