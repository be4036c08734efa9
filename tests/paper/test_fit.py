"""Text made to fit: as large as it goes, broken where names may break, never clipped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.paper.fit import Align, Anchor, Fitted, Style, fit
from checkin.paper.runs import clean, compose

NAME = Style("bold", 11, 44, wished=24, whole=True)
NATIVE = Style("bold", 11, 27, wished=16, gap=17, whole=True)
SMALL = Style("regular", 8, 12, lines=2)
WIDTH, HEIGHT = 258.0, 139.0

PARTS = st.text(st.sampled_from("aeinorstäņỹЖҚІ李娜偉Wg"), min_size=1, max_size=18)
NAMES = st.lists(PARTS, min_size=1, max_size=5).map(" ".join)


def name(text: str, width: float = WIDTH, height: float = HEIGHT, style: Style = NAME) -> Fitted:
    return fit([(compose(text, style.weight), style)], width, height, "centre", "middle")


def said(fitted: Fitted) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in fitted.lines]


def test_a_short_name_is_as_large_as_names_get() -> None:
    (line,) = name("LI Na").lines
    assert line.size == 44


def test_a_long_name_breaks_between_its_parts_before_it_shrinks() -> None:
    fitted = name("Olena Shevchenko")
    assert said(fitted) == ["Olena", "Shevchenko"]
    assert fitted.lines[0].size > 40


def test_lines_are_made_even() -> None:
    assert said(name("Anna Maria von der Leyen", height=110)) == ["Anna Maria", "von der Leyen"]


def test_a_double_name_breaks_at_its_hyphen_only_below_the_wished_size() -> None:
    assert said(name("Hans-Peter Müller-Lüdenscheidt")) == ["Hans-Peter", "Müller-Lüdenscheidt"]
    assert said(name("Leutheusser-Schnarrenberger")) == ["Leutheusser-", "Schnarrenberger"]


def test_a_no_break_space_holds_parts_together() -> None:
    assert said(name("Maria von\xa0der\xa0Au", width=170)) == ["Maria", "von\xa0der\xa0Au"]


def test_han_breaks_anywhere_but_not_before_a_closing_mark() -> None:
    style = Style("regular", 12, 12)
    fitted = fit([(compose("哈尔滨市住房和城乡建设局（一）", "regular"), style)], 100, 100)
    assert "".join(said(fitted)) == "哈尔滨市住房和城乡建设局（一）"
    assert all(line[0] != "）" and line[-1] != "（" for line in said(fitted))
    assert len(fitted.lines) > 1


@pytest.mark.parametrize("letters", ["W" * 60, "李" * 60, "Ж" * 45])
def test_a_name_without_any_break_is_broken_rather_than_clipped(letters: str) -> None:
    fitted = name(letters)
    assert "".join(said(fitted)) == letters
    assert not fitted.cut
    assert min(line.size for line in fitted.lines) >= 11


def test_only_eight_thousand_letters_are_shortened_and_that_is_told() -> None:
    fitted = name("Wolfgang " * 900)
    assert fitted.cut
    assert said(fitted)[-1].endswith("…")
    assert {line.size for line in fitted.lines} == {11}
    inside(fitted, WIDTH, HEIGHT)


def test_what_is_no_name_loses_its_end_before_a_name_does() -> None:
    fitted = fit(
        [(compose("Anna " * 20, "bold"), NAME), (compose("Institut " * 60, "regular"), SMALL)],
        WIDTH,
        HEIGHT,
    )
    words = " ".join(said(fitted))
    assert words.count("Anna") == 20
    assert words.endswith("…")
    assert not fitted.cut


def test_what_is_no_name_gives_way_altogether_where_there_is_no_room() -> None:
    names = (compose("Anna " * 20, "bold"), Style("bold", 11, 11, whole=True))
    fitted = fit([names, (compose("Institut", "regular"), SMALL)], 60, 120)
    assert "Institut" not in "".join(said(fitted))


def test_an_empty_paragraph_takes_no_room() -> None:
    alone = fit([(compose("Li", "bold"), NAME)], WIDTH, HEIGHT)
    closed_up = fit([(compose("", "bold"), NATIVE), (compose("Li", "bold"), NAME)], WIDTH, HEIGHT)
    assert alone == closed_up
    assert fit([], WIDTH, HEIGHT) == Fitted(())


def test_a_vietnamese_tower_of_marks_does_not_touch_the_line_above() -> None:
    fitted = name("Nguyễg Ậậ", width=170)
    first, second = fitted.lines
    top = max(run.font.ink(c)[3] for run in second.runs for c in run.text)
    low = min(run.font.ink(c)[1] for run in first.runs for c in run.text)
    assert second.baseline - second.size * top / 1000 > first.baseline - first.size * low / 1000


def inside(fitted: Fitted, width: float, height: float) -> None:
    """Look that no ink leaves the box, and that lines do not touch."""
    floor = 0.0
    for line in fitted.lines:
        x, boxes = line.left, []
        for run in line.runs:
            for character in run.text:
                ink = [edge * line.size / 1000 for edge in run.font.ink(character)]
                if any(ink):
                    boxes.append(
                        (x + ink[0], line.baseline - ink[3], x + ink[2], line.baseline - ink[1])
                    )
                x += run.font.advance(character) * line.size / 1000
        assert min(box[0] for box in boxes) >= -0.01
        assert max(box[2] for box in boxes) <= width + 0.01
        assert min(box[1] for box in boxes) >= floor - 0.01
        floor = max(box[3] for box in boxes)
        assert floor <= height + 0.01


@given(
    NAMES,
    NAMES,
    st.sampled_from(["left", "centre", "right"]),
    st.sampled_from(["top", "middle", "bottom"]),
)
def test_no_ink_ever_leaves_the_box_and_nothing_is_lost(
    latin: str, native: str, align: Align, anchor: Anchor
) -> None:
    texts = [(compose(latin, "bold"), NAME), (compose(native, "bold"), NATIVE)]
    fitted = fit(texts, WIDTH, HEIGHT, align, anchor)
    inside(fitted, WIDTH, HEIGHT)
    if not fitted.cut:
        drawn = "".join(said(fitted)).replace(" ", "")
        assert drawn == (clean(latin) + clean(native)).replace(" ", "")
    assert all(line.size >= 11 for line in fitted.lines)


def test_a_wider_box_makes_a_name_larger_until_it_is_as_large_as_names_get() -> None:
    sizes = [name("Shevchenko", width=width).lines[0].size for width in (120, 200, 280, 360)]
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3] == 44
