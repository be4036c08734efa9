"""What is said of a figure is what the figure is: rounded as one says it, and on the right side."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import i18n
from checkin.attendance import phrases


@pytest.mark.parametrize(
    ("number", "german"),
    [
        (118, "ca. 120 (118)"),
        (124, "ca. 120 (124)"),
        (126, "ca. 130 (126)"),
        (120, "120"),
        (7, "7"),
        (0, "0"),
        (1_234, "ca. 1.200 (1.234)"),
        (12_345, "ca. 12.000 (12.345)"),
    ],
)
def test_a_number_is_about_what_one_says(number: int, german: str) -> None:
    i18n.use("de")
    assert phrases.about(number) == german


@pytest.mark.parametrize(
    ("part", "whole", "german"),
    [
        (31, 118, "Gut ein Viertel (31 von 118, 26,3 %)"),
        (24, 118, "Gut ein Fünftel (24 von 118, 20,3 %)"),
        (29, 118, "Knapp ein Viertel (29 von 118, 24,6 %)"),
        (1, 4, "Ein Viertel (1 von 4, 25,0 %)"),
        (0, 118, "Niemand (0 von 118, 0,0 %)"),
        (118, 118, "Alle (118 von 118, 100,0 %)"),
        (60, 118, "Mehr als die Hälfte (60 von 118, 50,8 %)"),
        (1, 118, "Vereinzelte (1 von 118, 0,8 %)"),
        (5, 0, ""),
    ],
)
def test_a_share_is_said_as_the_report_says_it(part: int, whole: int, german: str) -> None:
    i18n.use("de")
    assert phrases.share(part, whole) == german


@given(st.integers(1, 5_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_no_phrase_says_more_or_less_than_is_true(pair: tuple[int, int]) -> None:
    part, whole = pair
    said, share = phrases.words(part, whole), part / whole
    exact = {one.words: float(one.value) for one in phrases._scale()}  # noqa: SLF001
    above = {one.more: float(one.value) for one in phrases._scale()}  # noqa: SLF001
    below = {one.less: float(one.value) for one in phrases._scale()}  # noqa: SLF001
    if said in exact:
        assert abs(share - exact[said]) <= 0.0026
    elif said in above:
        assert above[said] < share <= above[said] + 0.036
    elif said in below:
        assert below[said] - 0.036 <= share < below[said]
    elif found := re.fullmatch(r"Between (\d) and (\d) in ten", said):
        assert int(found[1]) / 10 <= share <= int(found[2]) / 10
    else:
        limits = {"Nobody": (0, 0), "Everybody": (1, 1), "A few": (0, 0.05)}
        low, high = limits.get(said, (0.9, 1.0))
        assert low <= share <= high


@given(st.integers(0, 10_000_000))
def test_a_round_number_is_near(number: int) -> None:
    rounded = phrases.nearest(number)
    assert abs(rounded - number) <= max(5, number * 0.06)
    assert phrases.nearest(rounded) == rounded
