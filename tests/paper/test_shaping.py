"""Shaping: letters join, stack and move as their scripts demand, as another program draws them."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from checkin.paper.clusters import clusters
from checkin.paper.fit import Line
from checkin.paper.fonts import SHAPES, WEIGHTS, Shapes, Weight
from checkin.paper.page import Pages
from checkin.paper.pixels import pages_of
from checkin.paper.runs import Run, Text, compose, missing, split
from tests.paper.scripts import LETTERS, NAMES

ANY = st.text(st.sampled_from([*LETTERS, " ", "-", "(", ")", "1", "\u200d", "\u200c"]), max_size=12)


def glyphs(text: str) -> list[int]:
    return [
        part[0] for run in split(text, "bold") for s in run.shaped.signs for part in s.sign.parts
    ]


def ink_of(picture: Image.Image) -> Image.Image:
    return picture.convert("L").point(lambda grey: 255 if grey < 128 else 0)


def area(picture: Image.Image) -> int:
    return picture.histogram()[255]


def drawn(text: str, weight: Weight) -> tuple[Image.Image, Run]:
    """Draw a text of one font at 80 pixels, its baseline at 120."""
    (run,) = split(text, weight)
    stream = BytesIO()
    pages = Pages(stream, 200, 30, "Badges")
    pages.text([Line((run,), 40, 20, 60, "#000000")])
    pages.turn()
    pages.close()
    (picture,) = pages_of(stream.getvalue(), 144)
    return ink_of(picture), run


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow cannot shape here")
@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize(
    "script", sorted(NAMES.keys() - {"rare Han", "simplified Han", "Japanese"})
)
def test_a_name_is_drawn_as_another_program_draws_it(script: str, weight: Weight) -> None:
    ours, run = drawn(NAMES[script], weight)
    font = ImageFont.truetype(str(run.font.path), 80, layout_engine=ImageFont.Layout.RAQM)
    page = Image.new("L", ours.size, "white")
    ImageDraw.Draw(page).text((40, 120), NAMES[script], font=font, fill="black", anchor="ls")
    theirs = ink_of(page)
    shared = area(ImageChops.multiply(ours, theirs))
    assert shared > 0.8 * area(ImageChops.lighter(ours, theirs))


def test_arabic_letters_join() -> None:
    joined, alone = glyphs("ببب"), glyphs("ب")
    assert len({*joined}) > len({*alone})
    assert not {*alone} <= {*joined}


def test_a_vowel_that_stands_before_its_letter_moves_there() -> None:
    (run,) = split("कि", "bold")
    (placed,) = run.shaped.signs
    assert placed.sign.text == "कि"
    assert [glyph for glyph, _x, _y in placed.sign.parts][-1:] == glyphs("क")


def test_letters_that_fit_into_each_other_move_closer() -> None:
    pair = compose("AV", "bold")
    apart = compose("A", "bold").places[-1] + compose("V", "bold").places[-1]
    assert pair.places[-1] < apart


def test_a_lone_mark_is_drawn_without_a_circle_that_nobody_wrote() -> None:
    assert len(glyphs("\u0301")) == 1
    assert glyphs("\u25cc")[0] not in glyphs("ि")


def test_a_bracket_opens_to_the_left_where_one_reads_from_there() -> None:
    (run,) = split("א(א", "bold")
    (other,) = split("א)א", "bold")
    assert run.shaped.signs[1].sign.parts != other.shaped.signs[1].sign.parts
    assert run.shaped.signs[1].sign.text == ")"


@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_name_can_be_drawn_whole(name: str, shapes: Shapes) -> None:
    assert [missing(name, weight, shapes) for weight in WEIGHTS] == [[], []]


def test_the_shapes_of_han_differ_by_country() -> None:
    fonts = {compose("直骨", "bold", shapes).fonts[0].name for shapes in SHAPES}
    assert len(fonts) == 4
    assert compose("们\u50cd", "bold", "jp").missing == ()


def test_a_form_of_a_name_that_a_selector_asks_for_is_drawn_where_a_font_has_it() -> None:
    assert missing("葛\U000e0100") == []
    assert glyphs("葛\U000e0100") != glyphs("葛")
    assert missing("李\U000e0105") == ["\U000e0105"]


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert glyphs("ක්‍ෂ") != glyphs("ක්ෂ")
    assert glyphs("می‌خ") != glyphs("میخ")
    assert compose("ශ්‍රී", "bold").characters == "ශ්‍රී"


@given(ANY, st.sampled_from(WEIGHTS), st.sampled_from(SHAPES))
def test_nothing_missing_is_drawn_and_widths_add_up(
    text: str, weight: Weight, shapes: Shapes
) -> None:
    composed = compose(text, weight, shapes)
    runs = composed.runs(0, len(composed.characters))
    signs = [placed for run in runs for placed in run.shaped.signs]
    assert all(part[0] for placed in signs for part in placed.sign.parts)
    assert (
        sum(run.width for run in runs)
        == composed.places[-1]
        == composed.width(0, len(composed.characters))
    )
    assert sorted("".join(run.text for run in runs)) == sorted(composed.characters)
    assert sum(len(placed.sign.text) for placed in signs) == len(composed.characters)


@given(ANY)
def test_a_line_is_as_wide_as_it_is_when_set_alone(text: str) -> None:
    composed = compose(text, "bold")
    free = [place for place, edge in enumerate(composed.edges) if edge]
    for start, end in pairwise(free):
        alone = sum(run.width for run in composed.runs(start, end))
        assert composed.width(start, end) == alone


@given(st.lists(st.sampled_from([n for n in NAMES.values() if n.isprintable()]), max_size=3))
def test_no_line_ends_inside_a_cluster(names: list[str]) -> None:
    text: Text = compose(" ".join(names), "bold")
    place = 0
    for cluster in clusters(text.characters):
        assert not any(text.edges[place + 1 : place + len(cluster)])
        place += len(cluster)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("e\u0301x\u030c\u0323a", 3),
        ("กำ", 1),
        ("ក្រុ", 1),
        ("က္က", 1),
        ("ကောင်းက", 3),
        ("शक्ति", 2),
        ("\u1100\u1161\u11a8", 1),
        ("ක්‍ර", 1),
        ("a\u200db", 2),
    ],
)
def test_letters_and_what_is_bound_to_them_are_one(text: str, parts: int) -> None:
    assert len(list(clusters(text))) == parts
