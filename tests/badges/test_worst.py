"""The preview of a layout shows the people of the register who are hardest to set."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.badges.worst import scripts, worst
from checkin.desk import Desk


@pytest.fixture
def register(desk: Desk) -> Desk:
    for values in (
        {"family": "Ek", "given": "A"},
        {"family": "Illi", "given": "Lilli Tilli Jilli Milli Filli Silli"},
        {"family": "WOMMWOMMWOMMWOMMWOMM", "given": "M"},
        {"family": "WANG", "given": "Wei", "native_name": "王伟", "organisation": "Жетісу"},
        {"family": "Berg", "given": "Ina", "organisation": "Institut für " * 9},
    ):
        people.enter(desk, values)
    return desk


def test_each_is_the_worst_in_one_way(register: Desk) -> None:
    found = {what: person.family for what, person in worst(register).items()}
    assert found == {
        "longest": "Illi",
        "widest": "WOMMWOMMWOMMWOMMWOMM",
        "scripts": "WANG",
        "organisation": "Berg",
        "shortest": "Ek",
    }


def test_who_does_not_come_and_who_has_no_name_is_none_of_them(register: Desk) -> None:
    for family in ("Ek", "WOMMWOMMWOMMWOMMWOMM"):
        (person,) = register.find(family)
        people.cancel(register, person.id)
    people.enter_nameless(register, "Harbin")
    found = {what: person.family for what, person in worst(register).items()}
    assert found["shortest"] == "WANG"
    assert found["widest"] == "WANG"


def test_nobody_is_the_worst_of_nobody(desk: Desk) -> None:
    assert worst(desk) == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Li Na", 1),
        ("Müller", 1),
        ("王伟", 1),
        ("LI 王伟 Әлия", 3),
        ("مجلس Ω", 2),
        ("12 · ", 1),
        ("", 1),
    ],
)
def test_scripts_are_counted_by_letters(text: str, count: int) -> None:
    assert len(scripts(text)) in {count, count - (not any(map(str.isalpha, text)))}
