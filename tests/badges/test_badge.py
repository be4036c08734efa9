"""The words on a badge: as their owner writes them, and fixed words in two languages."""

from __future__ import annotations

import pytest

from checkin.badges.badge import WORDS, Badge


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("CN", "China"),
        ("LV", "Lettland · Latvia"),
        ("KZ", "Kasachstan · Kazakhstan"),
        ("UA", "Ukraine"),
        ("", ""),
        ("XQ", "XQ"),
    ],
)
def test_a_country_is_said_in_german_and_english_but_once_if_they_agree(
    country: str, said: str
) -> None:
    assert WORDS["country"](Badge("p", "Li", country=country)) == said


def test_the_second_country_line_is_empty_where_it_would_repeat_the_first() -> None:
    china, latvia = Badge("p", "Li", country="CN"), Badge("p", "Li", country="LV")
    assert (WORDS["country_local"](china), WORDS["country_foreign"](china)) == ("China", "")
    assert (WORDS["country_local"](latvia), WORDS["country_foreign"](latvia)) == (
        "Lettland",
        "Latvia",
    )


def test_languages_are_marks_with_the_listening_language_first() -> None:
    assert WORDS["languages"](Badge("p", "Li", languages="zh en de")) == "ZH · EN · DE"
    assert WORDS["languages"](Badge("p", "Li")) == ""


@pytest.mark.parametrize("name", ["LI Na", "li na", "von der AU", "O’Neill", "DE LA CRUZ Ana"])
def test_a_name_is_never_recased_or_reordered(name: str) -> None:
    assert WORDS["name"](Badge("p", name)) == name


def test_a_native_name_that_says_the_same_is_not_repeated() -> None:
    assert WORDS["native_name"](Badge("p", "Anna Berg", "Anna Berg")) == ""
    assert WORDS["native_name"](Badge("p", "LI Na", "李娜")) == "李娜"


def test_whatever_a_layout_may_ask_for_is_there_on_an_empty_badge() -> None:
    assert {word(Badge("p", "")) for word in WORDS.values()} == {""}
