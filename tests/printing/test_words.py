"""What printers report, in words for people."""

from __future__ import annotations

import string
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.printing import words


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["none"], []),
        (["media-empty-error", "media-empty-warning"], ["The printer has no paper."]),
        (["media-jam-error"], ["Paper is jammed in the printer."]),
        (["offline-report"], []),
        (["connecting-to-device"], ["The printer is being looked for."]),
        (["moving-to-paused"], ["The printer is paused."]),
        (["com.example.odd"], ["The printer reports: com.example.odd"]),
        (["job-printing", "processing-to-stop-point", ""], []),
    ],
)
def test_reasons_are_sentences(said: list[str], told: list[str]) -> None:
    assert words.reasons(said) == told


@given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=4))
def test_foreign_words_stay_on_one_short_line(own: str, said: list[str]) -> None:
    text = words.joined(words.reasons(said), own)
    assert len(text) <= words.LONGEST
    assert all(sign == " " or sign.isprintable() for sign in text)


@given(st.text(string.ascii_lowercase + "-", max_size=60))
def test_any_reason_is_told_or_no_obstacle(reason: str) -> None:
    assert len(words.reasons([reason])) <= 1


def test_any_status_is_a_sentence() -> None:
    assert all(words.aborted(code).endswith((".", ").")) for code in range(0x400, 0x520))


def test_of_reasons_without_number_the_first_are_told() -> None:
    endless = (f"x{number}" for number in count())
    assert words.reasons(endless)[0] == "The printer reports: x0"
