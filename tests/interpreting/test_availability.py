"""Availability as people write it: days, times, or both, and what nobody can read."""

from __future__ import annotations

import pytest

from checkin.interpreting.availability import availability, joined
from checkin.model.event import Event

EVENT = Event("e-x", first_day="2012-11-21", last_day="2012-11-23", zone="Europe/Berlin")
DAYS = ("21", "22", "23")


def read(text: str) -> list[str]:
    return [f"{a:%d %H:%M}-{b:%d %H:%M}" for a, b in availability(text, EVENT).windows]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ["21 00:00-24 00:00"]),
        ("ganztägig", ["21 00:00-24 00:00"]),
        ("22.11.", ["22 00:00-23 00:00"]),
        ("2012-11-22", ["22 00:00-23 00:00"]),
        ("22.-23.11.2012", ["22 00:00-24 00:00"]),
        ("21.11.–23.11.", ["21 00:00-24 00:00"]),
        ("2012-11-21 to 2012-11-22", ["21 00:00-23 00:00"]),
        ("22.11.2012 08:00-18:00; 23.11.2012 8-12", ["22 08:00-22 18:00", "23 08:00-23 12:00"]),
        ("22.11. 8–12 Uhr, 14–18 Uhr", ["22 08:00-22 12:00", "22 14:00-22 18:00"]),
        ("22.-23.11.2012 9-17 Uhr", ["22 09:00-22 17:00", "23 09:00-23 17:00"]),
        ("9.30-17.15", [f"{day} 09:30-{day} 17:15" for day in DAYS]),
        ("von 8 bis 12 Uhr", [f"{day} 08:00-{day} 12:00" for day in DAYS]),
        ("22.11.12 ab 14 Uhr", ["22 14:00-23 00:00"]),
        ("22.11.2012 bis 12 Uhr", ["22 00:00-22 12:00"]),
        ("Do 22.11.2012 8:00 - 12:00", ["22 08:00-22 12:00"]),
        ("2012-11-22 22:00-02:00", ["22 22:00-23 02:00"]),
        ("22.11. 08:00-12:00; 22.11. 12:00-14:00", ["22 08:00-22 14:00"]),
        ("22.11. 10:00-24:00", ["22 10:00-23 00:00"]),
    ],
)
def test_what_people_write_is_read(text: str, windows: list[str]) -> None:
    assert read(text) == windows
    assert not availability(text, EVENT).unread


@pytest.mark.parametrize(
    "text",
    [
        "nur vormittags",
        "31.02.2012",
        "22.11. 25-26",
        "8-12-14",
        "x-y",
        "31.-30.11.",
        "0.-5.11.",
        "31.-2.11.",
        "9999-12-31",
        "9999-12-31 22:00-06:00",
        "0001-01-01",
        "0.0.0000",
        "99999999999-1-1",
    ],
)
def test_what_nobody_can_read_is_said_and_shuts_nobody_out(text: str) -> None:
    found = availability(text, EVENT)
    assert found.unread
    assert read(text) == ["21 00:00-24 00:00"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("22.11. 8-12 (Vertrag)", "Vertrag"),
        ("22.11. (8-12)", ""),
        ("22.11. (8-12), (tel. 12.11., Frau Berg)", "tel. 12.11., Frau Berg"),
        ("22.11. 8–12（合同）", "合同"),
        ("(phone) 22.11. 8-12 (phone)", "phone"),
        ("22.11. 8-12 ()", ""),
    ],
)
def test_in_brackets_stands_who_says_so(text: str, told: str) -> None:
    found = availability(text, EVENT)
    assert (found.told, found.unread) == (told, ())
    assert read(text) == ["22 08:00-22 12:00"]


def test_what_can_be_read_counts_beside_what_cannot() -> None:
    found = availability("22.11. 8-12; vielleicht abends", EVENT)
    assert found.unread == ("vielleicht abends",)
    assert read("22.11. 8-12; vielleicht abends") == ["22 08:00-22 12:00"]


def test_a_day_on_which_clocks_change_is_as_the_clock_on_the_wall() -> None:
    event = Event("e-x", first_day="2012-10-28", last_day="2012-10-28", zone="Europe/Berlin")
    ((start, end),) = availability("28.10. 1-4", event).windows
    assert (end.timestamp() - start.timestamp()) / 3600 == 4


def test_an_event_without_days_has_no_windows() -> None:
    assert availability("", Event("e-x")).windows == ()
    assert joined([]) == ()
