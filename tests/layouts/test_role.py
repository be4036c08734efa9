"""Roles are a colour and words in the languages of the guests, legible and apart in grey."""

from __future__ import annotations

from itertools import pairwise

import pytest

from checkin.layouts import role as words
from checkin.paper.runs import missing

LANGUAGES = ("de", "en", "zh", "zh-Hant", "ru", "uk", "fr", "es", "pl", "ar", "hi", "vi")


def test_every_role_has_words_and_legible_letters() -> None:
    assert set(words.roles()) == {
        "delegate",
        "speaker",
        "interpreter",
        "press",
        "host",
        "staff",
        "organiser",
    }
    for role in words.roles().values():
        assert words.contrast(role.colour, role.text) >= 4.5
        assert set(LANGUAGES) <= set(role.words)
        assert all(role.words.values())


def test_every_fixed_word_can_be_printed() -> None:
    said = [*(role.words for role in words.roles().values()), *words.fixed_words().values()]
    for texts in said:
        assert not [text for text in texts.values() if missing(text)]
        assert words.ENGLISH in texts


def test_roles_stay_apart_in_grey_print() -> None:
    greys = sorted(
        (words.contrast(role.colour, "#000000") * 0.05 - 0.05) ** (1 / 2.2)
        for role in words.roles().values()
    )
    assert all(lighter - darker > 0.06 for darker, lighter in pairwise(greys))


def test_a_word_is_in_the_language_or_the_one_that_it_is_a_form_of_or_english() -> None:
    delegate = words.role("")
    assert [delegate.word(one) for one in ("de", "zh-Hant", "pt-BR", "xx", "")] == [
        "Teilnahme",
        "代表",
        "Participante",
        "Delegate",
        "Delegate",
    ]


def test_an_unknown_role_shows_its_own_name() -> None:
    assert words.role("guide").word("de") == "guide"


@pytest.mark.parametrize("colour", ["#000000", "#FFFFFF", "#767676", "#777777", "#C8102E"])
def test_letters_are_legible_on_every_colour(colour: str) -> None:
    assert words.contrast(words.legible_on(colour), colour) >= 4.5


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    assert words.contrast("#FFFFFF", "#000000") == pytest.approx(21)
