"""Badges are for those who may come, or for exactly those who are meant."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.badges import wearers
from checkin.desk import Desk


def names(desk: Desk, who: str = "all") -> list[str]:
    return [badge.name for badge in wearers.badges(desk, who)]


@pytest.fixture
def register(desk: Desk) -> Desk:
    """Register five people, two of whom sound alike."""
    for family, given in (
        ("Meyer", "Eva"),
        ("Maier", "Uwe"),
        ("Kolb", "Ina"),
        ("Vogt", "Jan"),
        ("Zorn", "Kai"),
    ):
        people.enter(desk, {"family": family, "given": given, "organisation": "Elbwerk"})
    return desk


def test_all_who_may_come_get_one_by_name(register: Desk) -> None:
    (kolb,), (vogt,) = register.find("Kolb"), register.find("Vogt")
    people.cancel(register, kolb.id)
    people.substitute(register, vogt.id, {"family": "Adler", "given": "Tim"})
    assert names(register) == ["Tim Adler", "Eva Meyer", "Kai Zorn", "Uwe Maier"]


def test_whom_only_a_near_spelling_finds_gets_none(register: Desk) -> None:
    assert {person.family for person in register.find("Meyer")} == {"Meyer", "Maier"}
    assert names(register, "Meyer") == ["Eva Meyer"]


def test_a_query_may_be_an_id_a_code_or_a_word(register: Desk) -> None:
    (zorn,) = register.find("Zorn")
    assert names(register, zorn.id) == names(register, register.badge_code(zorn.id)) == ["Kai Zorn"]
    assert len(names(register, "Elbwerk")) == 5
    assert names(register, "nobody at all") == []
