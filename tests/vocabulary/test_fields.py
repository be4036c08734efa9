"""The fields of a person: named in words, and checked before they are kept."""

from __future__ import annotations

import pytest

from checkin import i18n
from checkin.model.person import Person
from checkin.vocabulary import fields, naming


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("country", "Lettland", "LV"),
        ("country", "中国", "CN"),
        ("residence", "de", "DE"),
        ("languages", "Chinesisch, English", "zh en"),
        ("languages_a", "russisch", "ru"),
        ("role", "Speaker", "speaker"),
        ("organisation_type", "science", "science"),
        ("email", "anna@example.org", "anna@example.org"),
        ("phone", "+49 (391) 1234-0", "+49 (391) 1234-0"),
        ("city", "  Magdeburg ", "Magdeburg"),
        ("country", "", ""),
        ("email", "", ""),
    ],
)
def test_what_is_understood_is_kept_as_our_value(name: str, text: str, kept: str) -> None:
    found, wrong = fields.checked({name: text})
    assert found[name] == kept
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("country", "Absurdistan"),
        ("languages", "zh, Klingonisch"),
        ("role", "king"),
        ("email", "anna"),
        ("email", "anna@example"),
        ("email", "a b@example.org"),
        ("email", "<a@example.org>"),
        ("phone", "tba"),
        ("note", "x" * 2001),
    ],
)
def test_what_cannot_stand_is_said_at_its_field(name: str, text: str) -> None:
    found, wrong = fields.checked({name: text})
    assert name not in found
    assert list(wrong) == [name]
    assert wrong[name].endswith(".")


def test_a_country_that_is_understood_replaces_what_was_written() -> None:
    assert fields.checked({"country": "China"})[0] == {"country": "CN", "country_text": ""}


def test_a_person_needs_one_of_the_names() -> None:
    nobody = dict.fromkeys(fields.NAMES, " ")
    assert fields.checked(nobody)[1] == {"family": "A person needs a name."}
    assert fields.checked({**nobody, "native_name": "李娜"})[1] == {}


def test_every_field_of_a_person_has_a_title() -> None:
    own = {"country_text", "substitute_for", "accompanies", "badge_name"}
    named = {name: fields.title(name) for name in Person.names()}
    assert not [name for name, title in named.items() if title == name]
    grouped = [name for _group, names in fields.GROUPS for name in names]
    assert len(grouped) == len(set(grouped))
    by_verbs = {"entered", "source", "source_id", "code", "away"}
    assert set(Person.names()) - set(grouped) - own == by_verbs
    assert all(fields.group(group) for group, _names in fields.GROUPS)


def test_countries_and_languages_are_named_in_the_language_of_the_reader() -> None:
    assert naming.country("LV", "de") == "Lettland"
    assert naming.country("LV", "en") == "Latvia"
    assert naming.country("XQ", "de") == "XQ"
    assert naming.country("LV", "no such") == "Latvia"
    assert naming.tongue("zh", "de") == "Chinesisch"
    assert naming.tongue("qq", "de") == "qq"


def test_kinds_of_organisations_are_words() -> None:
    i18n.use("en")
    assert fields.organisation_type("civil-society") == "Civil society"
    assert fields.organisation_type("club") == "club"


@pytest.mark.parametrize(
    ("typed", "kept"), [("nein", "no-photo"), ("notice no-photo", "notice no-photo"), ("", "")]
)
def test_consents_may_be_typed_as_an_answer(typed: str, kept: str) -> None:
    assert fields.checked({"consents": typed}) == ({"consents": kept}, {})
