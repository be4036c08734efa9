"""Letters of groups and buses follow from the bookings, and are the same on every desk."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.badges.groups import Letters
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject


def planned(desk: Desk, title: str, start: str = "", kind: str = "site-visit", **more: str) -> str:
    """Plan an activity of the third day, and return it."""
    subject = activity_subject(desk.key, "id", title)
    said = {"title": title, "kind": kind, "day": "2012-11-23", **more}
    if start:
        said["start"] = f"2012-11-23T{start}:00+01:00"
    desk.write(Fact("planned", subject, {"set": said}))
    return subject


@pytest.fixture
def li(desk: Desk) -> str:
    return people.enter(desk, {"family": "LI", "given": "Na"}).id


def of(desk: Desk, person: str) -> tuple[str, str]:
    return Letters(desk).of(person)


def test_letters_go_by_time_and_title(desk: Desk, li: str) -> None:
    for title, start in (("Late", "14:00"), ("Works", "09:00"), ("Bath", "09:00")):
        people.book(desk, [li], planned(desk, title, start))
    assert of(desk, li) == ("A · B · C", "")
    other = people.enter(desk, {"family": "WANG", "given": "Wei"}).id
    people.book(desk, [other], activity_subject(desk.key, "id", "Works"))
    assert of(desk, other) == ("B", "")


def test_buses_have_letters_of_their_own(desk: Desk, li: str) -> None:
    people.book(desk, [li], planned(desk, "Works", "09:00"))
    planned(desk, "Bus 1", "08:00", kind="transfer")
    people.book(desk, [li], planned(desk, "Bus 2", "08:30", kind="transfer"))
    assert of(desk, li) == ("A", "B")


def test_a_letter_of_the_list_stands_and_is_given_to_no_other(desk: Desk, li: str) -> None:
    people.book(desk, [li], planned(desk, "Bath", "09:00"))
    people.book(desk, [li], planned(desk, "Works", "10:00", letter="A"))
    people.book(desk, [li], planned(desk, "Zoo", "11:00", letter="  Gelb  2 und noch mehr "))
    assert of(desk, li) == ("B · A · Gelb 2 u", "")


def test_one_letter_for_several_visits_is_said_once(desk: Desk, li: str) -> None:
    for title in ("Bath", "Works"):
        people.book(desk, [li], planned(desk, title, letter="K"))
    assert of(desk, li) == ("K", "")


def test_who_is_not_booked_has_none(desk: Desk, li: str) -> None:
    planned(desk, "Works", "09:00")
    waiting = planned(desk, "Bath", "10:00")
    desk.write(Fact("booked", li, {"set": {f"booking {waiting}": "waiting"}}))
    people.book(desk, [li], planned(desk, "Symposium", kind="symposium"))
    assert of(desk, li) == ("", "")


def test_after_the_alphabet_letters_are_numbered(desk: Desk, li: str) -> None:
    for number in range(28):
        subject = planned(desk, f"Works {number:02}", "09:00")
    people.book(desk, [li], subject)
    assert of(desk, li) == ("B2", "")
