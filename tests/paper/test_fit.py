"""Text made to fit: as large as it goes, broken where names may break, never clipped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.paper.clusters import clusters
from checkin.paper.fit import Align, Anchor, Fitted, Style, fit
from checkin.paper.runs import clean, compose
from tests.paper import scripts

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


def test_no_short_word_is_left_alone_beside_a_longer_line() -> None:
    assert said(name("Jean-Baptiste d'Alembert de la Roche-sur-Yon")) == [
        "Jean-Baptiste",
        "d'Alembert",
        "de la",
        "Roche-sur-Yon",
    ]


def test_a_double_name_breaks_at_its_hyphen_only_below_the_wished_size() -> None:
    assert said(name("Hans-Peter Müller-Lüdenscheidt")) == ["Hans-Peter", "Müller-Lüdenscheidt"]
    assert said(name("Leutheusser-Schnarrenberger")) == ["Leutheusser-", "Schnarrenberger"]


def test_a_name_of_which_no_size_is_wished_breaks_at_hyphens_below_half_of_the_largest() -> None:
    style = Style("bold", 11, 40, whole=True)
    fitted = name("Charlotte-Sophie-Elisabeth-Hedwig-Luise", style=style)
    assert len(fitted.lines) > 1
    assert fitted.sizes[0] >= 20
    assert name("李" * 60, style=style).sizes[0] > 11


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


def test_names_move_together_before_one_is_shortened() -> None:
    names = [(compose("Anna Berg", "bold"), NAME), (compose("Анна Берг", "bold"), NATIVE)]
    apart, together = (fit(names, 70, height) for height in (40, 26))
    assert apart.lines[1].baseline - apart.lines[0].baseline > NATIVE.gap
    assert together.lines[1].baseline - together.lines[0].baseline < NATIVE.gap
    assert not together.cut


def test_what_is_no_name_keeps_its_gap() -> None:
    lines = [(compose(word, "bold"), Style("bold", 8, 12, gap=6)) for word in "AAA"]
    first, second = fit(lines, 70, 22).lines
    assert second.baseline - first.baseline > 6


def test_an_empty_paragraph_takes_no_room() -> None:
    alone = fit([(compose("Li", "bold"), NAME)], WIDTH, HEIGHT)
    closed_up = fit([(compose("", "bold"), NATIVE), (compose("Li", "bold"), NAME)], WIDTH, HEIGHT)
    assert alone == closed_up
    assert fit([], WIDTH, HEIGHT) == Fitted(())


def test_a_vietnamese_tower_of_marks_does_not_touch_the_line_above() -> None:
    fitted = name("Nguyễg Ậậ", width=170)
    first, second = fitted.lines
    top = max(run.shaped.ink[3] for run in second.runs if run.shaped.ink)
    low = min(run.shaped.ink[1] for run in first.runs if run.shaped.ink)
    assert second.baseline - second.size * top / 1000 > first.baseline - first.size * low / 1000


def inside(fitted: Fitted, width: float, height: float) -> None:
    """Look that no ink leaves the box, and that lines do not touch."""
    floor = 0.0
    for line in fitted.lines:
        x, boxes = line.left, []
        for run in line.runs:
            for sign in run.shaped.signs:
                ink = run.font.ink(sign.sign.parts)
                if ink:
                    left, bottom, right, top = (edge * line.size / 1000 for edge in ink)
                    box = (x + left, line.baseline - top, x + right, line.baseline - bottom)
                    boxes.append(box)
                x += sign.advance * line.size / 1000
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


@pytest.mark.parametrize("width", [60.0, 120.0, WIDTH])
@pytest.mark.parametrize("script", scripts.NAMES)
def test_a_name_of_every_script_stays_in_its_box(script: str, width: float) -> None:
    fitted = name(scripts.NAMES[script], width=width, height=400)
    inside(fitted, width, 400)
    drawn = "".join(said(fitted)).replace(" ", "")
    assert sorted(drawn) == sorted(clean(scripts.NAMES[script]).replace(" ", ""))


@given(st.data(), st.sampled_from(sorted(scripts.NAMES)), st.floats(60, WIDTH))
def test_any_syllables_stay_in_their_box(data: st.DataObject, script: str, width: float) -> None:
    syllables = [*sorted(set(clusters(scripts.NAMES[script]))), " "]
    text = "".join(data.draw(st.lists(st.sampled_from(syllables), min_size=1, max_size=30)))
    if text.strip(" \u200c\u200d"):
        inside(name(text, width=width), width, HEIGHT)


@pytest.mark.parametrize("script", ["Thai", "Lao", "Khmer", "Burmese", "Korean", "Devanagari"])
def test_a_script_that_parts_words_by_spaces_breaks_there(script: str) -> None:
    lines = said(name(scripts.NAMES[script], width=100, height=400))
    assert " ".join(lines) == scripts.NAMES[script]
    assert len(lines) > 1


@pytest.mark.parametrize("script", ["Thai", "Khmer", "Burmese", "Tamil", "Sinhala"])
def test_a_word_without_room_breaks_between_clusters_only(script: str) -> None:
    text = scripts.NAMES[script].replace(" ", "") * 3
    lines = said(name(text, width=60, height=4000))
    assert "".join(lines) == text
    assert len(lines) > 2
    assert [part for line in lines for part in clusters(line)] == list(clusters(text))


def test_lines_of_a_name_from_right_to_left_follow_one_another_downwards() -> None:
    lines = said(name("محمد بن سلمان آل سعود", width=80, height=400))
    assert " ".join(line.strip() for line in lines) == "محمد بن سلمان آل سعود"
    assert len(lines) > 1


def test_each_line_of_a_mixed_name_is_ordered_by_itself() -> None:
    fitted = name("דוד (David) בן־גוריון", width=WIDTH * 4, height=60)
    assert len(fitted.lines) == 1
    assert said(fitted)[0].startswith("בן־גוריון")


def test_a_shortened_name_from_right_to_left_ends_on_its_left() -> None:
    fitted = fit([(compose("محمد " * 90, "bold"), NAME)], 100, 40)
    assert fitted.cut
    assert fitted.lines[-1].runs[0].text.startswith("…") or "…" in fitted.lines[-1].runs[0].text


def test_a_wider_box_makes_a_name_larger_until_it_is_as_large_as_names_get() -> None:
    sizes = [name("Shevchenko", width=width).lines[0].size for width in (120, 200, 280, 360)]
    assert sizes[0] < sizes[1] < sizes[2] == sizes[3] == 44
