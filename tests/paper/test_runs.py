"""Text in runs: each character by a font that has it, and marks with their letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.paper.runs import clean, clusters, compose, missing, split

NAMES = st.text(st.sampled_from("Aäñņ李娜ҚәІїỹệ -·'\u0301&<😀"), max_size=40)


def spoken(text: str) -> list[tuple[str, str]]:
    return [(run.font.name, run.text) for run in split(text, "bold")]


def test_kazakh_beside_chinese_takes_two_fonts() -> None:
    assert spoken("李伟 / Әлия") == [
        ("NotoSansSC-Bold", "李伟 / "),
        ("NotoSans-Bold", "Әлия"),
    ]


def test_punctuation_stays_with_the_font_before_it() -> None:
    assert spoken("买买提·艾力") == [("NotoSansSC-Bold", "买买提·艾力")]
    assert spoken("Li · Na") == [("NotoSans-Bold", "Li · Na")]


def test_a_mark_stays_with_its_letter() -> None:
    assert list(clusters("e\u0301x\u030c\u0323a")) == ["e\u0301", "x\u030c\u0323", "a"]
    assert spoken("李x\u030c") == [("NotoSansSC-Bold", "李"), ("NotoSans-Bold", "x\u030c")]


def test_the_sign_of_a_lost_letter_is_never_printed_as_one() -> None:
    assert compose("Kalni\ufffd\u0161", "bold").missing == ("\ufffd",)


def test_marks_piled_up_beyond_all_writing_are_named_and_not_drawn() -> None:
    piled = compose(
        "q" + "\u0323\u0302\u0303\u0304\u0306\u0307\u0308\u030a" + "\u030b" * 500, "bold"
    )
    assert piled.missing == ("\u030b",)
    assert "\u030a" in piled.characters
    assert "\u030b" not in piled.characters


def test_a_letter_and_its_mark_are_composed_where_that_exists() -> None:
    assert clean("n\u0327") == "ņ"


@pytest.mark.parametrize("form", ["\ufa10", "\ufa19", "\uf9dc"])
def test_a_form_of_han_that_composing_would_replace_stays(form: str) -> None:
    assert clean(f"e\u0301{form}") == f"é{form}"
    assert missing(form) == []
    common = unicodedata.normalize("NFC", form)
    (kept,), (other,) = split(form, "bold", "jp"), split(common, "bold", "jp")
    assert kept.shaped.signs[0].sign.parts != other.shaped.signs[0].sign.parts


@pytest.mark.parametrize("character", ["😀", "ཀ", "\U0002ffff", "\u0700", "\ue000", "\U000e0100"])
def test_a_character_without_a_glyph_is_named_and_not_drawn(character: str) -> None:
    assert missing(f"Li {character} Na {character}") == [character]
    assert compose(f"A{character}B", "bold").characters == "AB"


@pytest.mark.parametrize("control", ["\0", "\x07", "\x9f", "\u202e", "\u2066", "\ufeff", "\xad"])
def test_controls_have_no_picture_and_are_dropped(control: str) -> None:
    assert missing(f"Li{control}Na") == []
    assert compose(f"Li{control}Na", "bold").characters == "LiNa"


def test_a_lone_surrogate_is_dropped() -> None:
    assert compose("Li\ud800Na", "bold").characters == "LiNa"


def test_joiners_and_style_selectors_are_never_reported() -> None:
    assert missing("a\u200db\u200cc\ufe0f") == []
    assert missing("李\u200d娜") == []


def test_white_space_is_one_plain_space_but_no_break_stays() -> None:
    assert clean("  Li\t\r\n Na\u3000A\xa0B ") == "Li Na A\xa0B"


def test_a_character_beyond_the_common_plane_is_drawn_where_the_font_has_it() -> None:
    assert missing("\U00020087") == []


def test_texts_are_joined_end_to_end() -> None:
    joined = compose("AB", "bold") + compose("李😀", "regular") + compose("😀", "bold")
    assert joined.characters == "AB李"
    assert joined.missing == ("😀",)
    assert joined.width(2, 3) == 1000
    assert [run.font.name for run in joined.runs(0, 3)] == ["NotoSans-Bold", "NotoSansSC-Regular"]


def test_ink_is_measured_from_the_start_of_the_part() -> None:
    text, alone = compose("lij", "regular"), compose("i", "regular")
    assert text.ink(1, 2) == alone.ink(0, 1)
    assert text.ink(0, 3)[1] == compose("j", "regular").ink(0, 1)[1]
    assert compose(" ", "regular").ink(0, 0) == (0, 0, 0, 0)


@given(NAMES)
def test_runs_hold_every_drawn_character_in_order(text: str) -> None:
    drawn = "".join(character for character in clean(text) if character not in missing(text))
    assert "".join(run.text for run in split(text, "bold")) == drawn


@given(st.text(max_size=60))
def test_every_drawn_character_has_a_glyph_and_widths_add_up(text: str) -> None:
    runs = split(text, "regular")
    drawn = [part[0] for run in runs for sign in run.shaped.signs for part in sign.sign.parts]
    assert all(drawn)
    assert all(unicodedata.category(c) not in {"Cc", "Cs"} for run in runs for c in run.text)
    assert sum(run.width for run in runs) == compose(text, "regular").places[-1]
