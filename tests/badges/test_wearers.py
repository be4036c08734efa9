"""Badges are for those who may come, or for exactly those who are meant."""

from __future__ import annotations

import pytest

from checkin import congress, people
from checkin.badges import wearers
from checkin.badges.badge import Badge
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.model.delegation import delegation_subject


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


def test_a_delegation_is_meant_by_its_id(register: Desk) -> None:
    for family in ("Yu", "An"):
        people.enter(register, {"family": family, "delegation": "Harbin"})
    (absent,) = register.find("Yu")
    assert names(register, absent.delegation) == ["An", "Yu"]
    people.cancel(register, absent.id)
    assert names(register, absent.delegation) == ["An"]


def worn(desk: Desk, **values: str) -> Badge:
    """Return the badge of somebody who was entered with these values."""
    person = people.enter(desk, {"family": "LI", "given": "Na", **values})
    return wearers.badge(desk, person)


@pytest.mark.parametrize(
    ("values", "own"),
    [
        ({"languages": "zh en", "country": "CN"}, "zh"),
        ({"languages": "zh en", "country": "TW"}, "zh-Hant"),
        ({"languages": "en zh", "country": "TW"}, "en"),
        ({"country": "HK"}, "zh-Hant"),
        ({"country": "KZ"}, "kk"),
        ({"country": "US"}, "en"),
        ({"languages_a": "ru", "languages_b": "de", "country": "DE"}, "ru"),
        ({}, ""),
    ],
)
def test_the_wearers_language_is_the_one_listened_to_first_or_that_of_the_country(
    desk: Desk, values: dict[str, str], own: str
) -> None:
    assert worn(desk, **values).own == own


@pytest.mark.parametrize(
    ("country", "local"),
    [
        *(("", "de"), ("DE", "de"), ("AT", "de"), ("CH", "de"), ("CN", "zh"), ("TW", "zh-Hant")),
        *(("KZ", "kk"), ("GB", "en"), ("FR", "fr"), ("GE", "en"), ("XX", "en")),
    ],
)
def test_the_language_of_the_event_is_that_of_its_country(
    desk: Desk, country: str, local: str
) -> None:
    congress.settle(desk, {"country": country})
    assert worn(desk).local == local


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"languages_a": "de", "languages_b": "zh", "languages_c": "en fr"}, "DE ↔ ZH ← EN ← FR"),
        ({"languages_a": "de", "languages_b": "ru"}, "DE ↔ RU"),
        ({"role": "interpreter", "languages": "de lv"}, "DE ↔ LV"),
        ({"role": "interpreter", "languages": "de"}, ""),
        ({"languages": "de lv"}, ""),
    ],
)
def test_an_interpreter_is_marked_with_the_languages(
    desk: Desk, values: dict[str, str], said: str
) -> None:
    assert worn(desk, **values).interprets == said


@pytest.mark.parametrize(
    ("consents", "allowed"),
    [
        ("", True),
        ("notice", True),
        ("notice photo", True),
        ("no-photo", False),
        ("photo no-photo", False),
        ("photo-asked", False),
        ("no-photography-club", True),
    ],
)
def test_who_has_not_consented_to_photos_is_marked(
    desk: Desk,
    consents: str,
    allowed: bool,  # noqa: FBT001
) -> None:
    assert worn(desk, consents=consents).photo is allowed


def test_the_delegation_is_named_in_the_wearers_language_and_has_its_colour(desk: Desk) -> None:
    subject = delegation_subject(desk.key, "Harbin")
    said = {"title": "Harbin", "title_zh": "哈尔滨", "colour": "#c8102e"}
    desk.write(Fact("registered", subject, {"set": said}))
    guest = worn(desk, delegation="Harbin", languages="zh")
    assert (guest.delegation, guest.colour) == ("哈尔滨", "#C8102E")
    assert worn(desk, delegation="Harbin", languages="en").delegation == "Harbin"
    desk.write(*desk.change("changed", subject, {"colour": "violett"}))
    assert worn(desk, delegation="Harbin").colour == "#6B3FA0"
    desk.write(*desk.change("changed", subject, {"colour": "like the sea"}))
    assert worn(desk, delegation="Harbin").colour == ""
    assert (worn(desk).delegation, worn(desk).colour) == ("", "")


def test_the_event_says_whom_to_call_and_what_it_is_called(desk: Desk) -> None:
    told = {"emergency": "+49 391 555 0112", "short": "gc 2012", "title_zh": "会议"}
    congress.settle(desk, told)
    guest = worn(desk, languages="zh", country="TW")
    assert (guest.event, guest.event_own, guest.emergency) == (
        "gc 2012",
        "会议",
        "+49 391 555 0112",
    )
    assert worn(desk, languages="ru").event_own == ""


def test_the_letters_are_those_of_the_bookings(desk: Desk) -> None:
    subject = activity_subject(desk.key, "id", "V1")
    said = {"title": "Works", "kind": "site-visit", "letter": "K"}
    desk.write(Fact("planned", subject, {"set": said}))
    person = people.enter(desk, {"family": "LI"})
    people.book(desk, [person.id], subject)
    (badge,) = wearers.badges(desk)
    assert (badge.groups, badge.buses) == ("K", "")
    assert badge == wearers.badge(desk, person)


def test_a_country_that_is_not_known_is_said_as_it_was_written(desk: Desk) -> None:
    assert worn(desk, country_text="Atlantis").country == "Atlantis"
