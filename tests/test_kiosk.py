"""Self check-in: the right guest comes in, and learns of nobody else."""

from __future__ import annotations

import pytest

from checkin import kiosk, people
from checkin.desk import Desk
from checkin.journal import store
from checkin.kiosk import Greeting


@pytest.fixture
def guests(desk: Desk) -> Desk:
    """Register guests with names that are alike."""
    for values in (
        {"family": "Li", "given": "Na", "native_name": "李娜", "languages": "zh en"},
        {"family": "Müller", "given": "Anna", "languages": "de"},
        {"family": "Müller", "given": "Anton"},
        {"family": "Schmidt", "given": "Jan", "organisation": "A"},
        {"family": "Schmidt", "given": "Jan", "organisation": "B"},
        {"family": "Шевченко", "given": "Тарас", "languages": "uk"},
    ):
        people.enter(desk, values)
    return desk


def came(desk: Desk) -> int:
    return int(store.single(desk.db, "SELECT count(DISTINCT person) FROM attendance"))


def test_a_badge_lets_its_owner_in_and_greets_in_both_scripts(guests: Desk) -> None:
    code = guests.badge_code(guests.find("li na")[0].id)
    assert kiosk.greet(guests, code) == Greeting("welcome", "Li Na", "李娜", ("zh", "en"))
    assert kiosk.greet(guests, code).state == "here"


@pytest.mark.parametrize(
    "typed", ["Anna Müller", "müller anna", "MUELLER, ANNA", "李娜", "Тарас Шевченко"]
)
def test_a_whole_name_lets_in_whoever_alone_bears_it(guests: Desk, typed: str) -> None:
    assert kiosk.greet(guests, typed).state == "welcome"
    assert came(guests) == 1


@pytest.mark.parametrize(
    "typed", ["", "Li", "Na", "Müller", "Anna Mül", "An Müller", "Jan Schmidt", "Anna", "a", "*"]
)
def test_anything_less_names_nobody(guests: Desk, typed: str) -> None:
    assert kiosk.greet(guests, typed) == Greeting("desk")
    assert came(guests) == 0


def test_what_is_noted_stays_at_the_desk(guests: Desk) -> None:
    guest = guests.find("anna müller")[0]
    people.correct(guests, guest.id, {"attention": "Bitte Frau Dr. Weber rufen"})
    found = kiosk.greet(guests, guests.badge_code(guest.id))
    assert found.state == "desk"
    assert "Weber" not in repr(found)


def test_who_had_cancelled_is_asked_to_the_desk_without_a_reason(guests: Desk) -> None:
    guest = guests.find("anna müller")[0]
    people.cancel(guests, guest.id)
    assert kiosk.greet(guests, guests.badge_code(guest.id)).state == "desk"
    assert came(guests) == 0


def test_a_foreign_code_lets_nobody_in(guests: Desk) -> None:
    assert kiosk.greet(guests, "https://example.org/ticket/1") == Greeting("desk")
