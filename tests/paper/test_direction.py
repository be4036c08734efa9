"""Directions: right to left and mixed lines stand as the Unicode algorithm has them stand."""

from __future__ import annotations

import bidi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.paper.direction import from_left, levels

MIXED = st.text(st.sampled_from("ab אבמح12٣ .,-/()[]+%«»"), max_size=14)


def shown(text: str) -> str:
    level = levels(text)
    return "".join(text[place] for place in from_left(range(len(text)), level.__getitem__))


def test_latin_and_han_run_to_the_right() -> None:
    assert levels("LI Na 李娜 (1)") == bytes(12)
    assert levels("") == b""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("אבג", "גבא"),
        ("Ada (אבג) 12", "Ada (גבא) 12"),
        ("אבג Ada", "Ada גבא"),
        ("אבג 12-34", "12-34 גבא"),
    ],
)
def test_a_text_begins_on_the_side_of_its_first_letter(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_a_joiner_goes_with_the_letter_before_it() -> None:
    assert levels("می\u200cخ") == b"\1\1\1\1"
    assert levels("a\u200dא") == b"\0\0\1"


@given(MIXED)
def test_lines_stand_as_another_implementation_has_them(text: str) -> None:
    line = " ".join(text.split())
    assert shown(line) == bidi.get_display(line)


@given(st.text(max_size=30))
def test_every_character_has_a_level(text: str) -> None:
    assert len(levels(text)) == len(text)
