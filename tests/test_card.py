"""The card: everything that the desk says of somebody is on it, as of the moment of the scan."""

from __future__ import annotations

import pytest

from checkin import card, people, receivers, reception
from checkin.attendance import scanning
from checkin.card import Card
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.model.place import place_subject
from checkin.printing import jobs
from tests.conftest import Clock


def planned(desk: Desk, title: str, day: int, hour: int, **values: str) -> str:
    """Plan an activity of an hour."""
    subject = activity_subject(desk.key, title)
    times = {
        "start": f"2012-11-{day}T{hour:02}:00:00+01:00",
        "end": f"2012-11-{day}T{hour + 1:02}:00:00+01:00",
    }
    desk.write(Fact("planned", subject, {"set": {"title": title, **times, **values}}))
    return subject


@pytest.fixture
def programme(desk: Desk) -> dict[str, str]:
    """Plan a talk, a symposium, a bus and what is over."""
    room = place_subject(desk.key, "Hall")
    desk.write(Fact("planned", room, {"set": {"title": "Hall"}}))
    speakers = "Prof. Dr. Xuemei OUYANG, Dipl.-Ing. Holm Markgraf"
    return {
        "over": planned(desk, "Over", 21, 9),
        "symposium": planned(
            desk, "Fachtagung", 22, 9, title_zh="专题研讨会", place=room, languages="de zh"
        ),
        "talk": planned(desk, "Talk", 22, 14, kind="contribution", speakers=speakers),
        "bus": planned(desk, "Bus 1", 23, 8, kind="transfer", meeting_point="Rathaus"),
    }


@pytest.fixture
def ouyang(desk: Desk, programme: dict[str, str]) -> str:
    """Enter a speaker of a delegation who is booked for everything."""
    values = {"family": "OUYANG", "given": "Xuemei", "country": "CN", "languages": "zh en"}
    person = people.enter(desk, {**values, "delegation": "Harbin", "attention": "Call the mayor"})
    for name in ("over", "symposium", "bus"):
        people.book(desk, [person.id], programme[name])
    return person.id


def shown(desk: Desk, person: str, language: str = "") -> Card:
    """Return the card of somebody now."""
    found = card.card(desk, person, desk.this_moment(), language)
    assert found
    return found


def test_nobody_has_no_card(desk: Desk) -> None:
    assert card.card(desk, "p-" + "a" * 26, desk.this_moment()) is None


def test_bookings_are_of_today_and_later_in_the_language_asked_for(desk: Desk, ouyang: str) -> None:
    found = shown(desk, ouyang, "zh")
    assert [(seat.title, seat.place, seat.status) for seat in found.today] == [
        ("专题研讨会", "Hall", "booked")
    ]
    assert [(seat.title, seat.group, seat.meeting_point) for seat in found.later] == [
        ("Bus 1", True, "Rathaus")
    ]
    assert found.next == found.today[0]
    assert shown(desk, ouyang, "ru").today[0].title == "Fachtagung"


def test_the_next_booking_is_one_that_is_not_over(desk: Desk, clock: Clock, ouyang: str) -> None:
    clock.at("2012-11-22T10:00:00+01:00")
    found = shown(desk, ouyang).next
    assert found
    assert found.title == "Bus 1"


def test_a_speaker_is_known_by_name_whatever_the_order_and_the_titles(
    desk: Desk, ouyang: str
) -> None:
    other = people.enter(desk, {"family": "Markgraf", "given": "Anna"}).id
    assert [seat.title for seat in shown(desk, ouyang).speaks] == ["Talk"]
    assert not shown(desk, other).speaks


def test_the_head_of_the_delegation_is_named_with_since_when(desk: Desk, ouyang: str) -> None:
    delegation = people.enter(desk, {"family": "LI", "given": "Na", "delegation": "Harbin"})
    desk.write(*desk.change("changed", delegation.delegation, {"head": "Dr. Zhao Min"}))
    assert shown(desk, ouyang).head == card.Head("Dr. Zhao Min")
    desk.write(*desk.change("changed", delegation.delegation, {"head": "Na Li"}))
    scanning.admit(desk, delegation.id)
    head = shown(desk, ouyang).head
    assert head
    assert (head.person, head.since[11:16]) == (delegation, "08:00")
    assert shown(desk, delegation.id).head is None
    assert shown(desk, ouyang).delegation_title == "Harbin"


def test_presence_says_since_when_where_and_until_when(
    desk: Desk, clock: Clock, ouyang: str
) -> None:
    assert shown(desk, ouyang).presence == card.Presence()
    at = scanning.check_in(desk, ouyang).at.isoformat()
    assert shown(desk, ouyang).presence == card.Presence(here=True, since=at, desk="A")
    clock.at("2012-11-22T10:00:00+01:00")
    left = scanning.check_in(desk, ouyang, out=True).at.isoformat()
    assert shown(desk, ouyang).presence == card.Presence(since=at, desk="A", left=left)


def test_the_badge_is_where_it_was_last_heard_of(desk: Desk, ouyang: str) -> None:
    delegation = shown(desk, ouyang).delegation
    assert delegation
    desk.write(*desk.change("changed", delegation.id, {"folder": "Harbin"}))
    badge = shown(desk, ouyang).badge
    assert (badge.state, badge.folder, badge.issue) == ("", "Harbin", 1)
    assert badge.code == desk.badge_code(ouyang)
    job = jobs.queue(desk, ouyang)
    assert shown(desk, ouyang).badge.state == "queued"
    jobs.mark(desk, [job], "failed", "no paper")
    assert shown(desk, ouyang).badge.words == "no paper"
    jobs.mark(desk, [job], "printed")
    assert (shown(desk, ouyang).badge.state, shown(desk, ouyang).badge.prints) == ("printed", 1)
    people.hand_out(desk, [ouyang])
    assert shown(desk, ouyang).badge.state == "handed-out"
    reception.queue_reprint(desk, ouyang, "lost")
    badge = shown(desk, ouyang).badge
    assert (badge.state, badge.issue, badge.prints) == ("queued", 2, 0)


def interpreter(desk: Desk, name: str, languages: str, *activities: str) -> str:
    """Enter an interpreter with bookings."""
    values = {"family": name, "role": "interpreter", "languages_a": languages, "phone": "0171"}
    person = people.enter(desk, values).id
    for activity in activities:
        people.book(desk, [person], activity)
    return person


def test_interpreters_are_those_booked_there_for_a_language_that_is_not_spoken_anyway(
    desk: Desk, programme: dict[str, str], ouyang: str
) -> None:
    symposium = programme["symposium"]
    hers = interpreter(desk, "Tan", "zh de", symposium)
    interpreter(desk, "Weidenmüller", "ru de", symposium)
    interpreter(desk, "Pan", "zh de", programme["bus"])
    interpreter(desk, "Hartung", "zh")
    found = shown(desk, ouyang).interpreters
    assert [(one.person.id, one.languages, one.activities) for one in found] == [
        (hers, ("zh",), (symposium,))
    ]
    assert found[0].person.phone == "0171"
    german = people.enter(desk, {"family": "Meier", "languages": "de en"}).id
    people.book(desk, [german], symposium)
    assert not shown(desk, german).interpreters
    own = shown(desk, hers)
    assert own.next
    assert (own.next.title, own.interpreters) == ("Fachtagung", ())


def test_receivers_substitutes_and_conflicts_are_on_it(desk: Desk, ouyang: str) -> None:
    loan = receivers.lend(desk, ouyang)
    other = people.substitute(desk, ouyang, {"family": "Li"})
    found = shown(desk, ouyang)
    assert found.receivers == (loan,)
    assert found.substitutes == (other,)
    assert shown(desk, other.id).substitute_for == found.person
    desk.write(Fact("arrived", ouyang, {"activity": desk.day(desk.this_moment()), "at": loan.at}))
    assert shown(desk, ouyang).conflicts == ("substituted-present",)
