"""Lists of activities: by rules, in lines, in spite of rules, in whatever order things happen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import bookings, eligibility, people
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.model import booking
from tests.conftest import Clock
from tests.planning import congress, guest, visit


def status(desk: Desk, person: str, activity: str) -> str:
    values = desk.folded(person).values()
    return booking.bookings(values).get(activity, "")


def override(desk: Desk, person: str) -> list[tuple[str, str]]:
    """Return the rules that bookings of a person passed over, and why."""
    live = desk.folded(person).live
    return [
        (said["override"], said["reason"])
        for entry, said in live
        if entry.kind == "booked" and "override" in said
    ]


def test_who_finds_no_place_waits_in_line_and_moves_up(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="2")
    one, two, three, four = (guest(desk, name) for name in ("A", "B", "C", "D"))
    assert bookings.book(desk, one, plant).status == "booked"
    assert bookings.book(desk, two, plant).status == "booked"
    third, fourth = bookings.book(desk, three, plant), bookings.book(desk, four, plant)
    assert (third.status, third.position, fourth.position) == ("waiting", 1, 2)
    assert third.obstacles[0].text == "MHKW is full: 2 places."
    assert bookings.promote(desk, plant) is None
    bookings.cancel(desk, one, plant)
    five = guest(desk, "E")
    assert bookings.book(desk, five, plant).position == 3  # the place is of who waits
    moved = bookings.promote(desk, plant)
    assert moved
    assert moved.status == "booked"
    assert [one.person.id for one in bookings.waiting(desk, plant)] == [four, five]
    desk.undo()
    assert [one.person.id for one in bookings.waiting(desk, plant)] == [three, four, five]


def test_who_cancelled_holds_no_place_and_is_not_booked(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1")
    gone, other = guest(desk, "A"), guest(desk, "B")
    bookings.book(desk, gone, plant)
    people.cancel(desk, gone)
    assert bookings.free(desk, plant) == 1
    assert bookings.book(desk, other, plant).status == "booked"
    late = visit(desk, "Hafen", "15:00", "16:00")
    refused = bookings.book(desk, gone, late)
    assert (refused.status, refused.obstacles[0].rule) == ("", bookings.CANCELLED)


def test_two_visits_at_once_are_refused_with_both_names(desk: Desk) -> None:
    one = visit(desk, "Wobau", "08:30", "09:20")
    other = visit(desk, "Getec", "09:00", "10:00")
    after = visit(desk, "SWM", "09:20", "10:00")
    person = guest(desk, "A")
    assert bookings.book(desk, person, one).status == "booked"
    refused = bookings.book(desk, person, other)
    assert refused.status == ""
    assert refused.act is None
    (clash,) = refused.obstacles
    assert clash.rule == bookings.OVERLAP
    assert "Getec (23.11. 09:00–10:00)" in clash.text
    assert "Wobau (23.11. 08:30–09:20)" in clash.text
    assert bookings.book(desk, person, after).status == "booked"
    assert bookings.move(desk, person, after, one).status == "booked"
    with pytest.raises(DeskError, match="say why"):
        bookings.book(desk, person, other, override=True)
    kept = bookings.book(desk, person, other, override=True, reason=" asked by  the host ")
    assert kept.status == "booked"
    assert override(desk, person) == [("overlap", "asked by the host")]


def test_a_bus_spans_the_visits_that_it_leads_to(desk: Desk) -> None:
    bus = visit(desk, "Bus 1", "08:00", "16:00", kind="transfer")
    second = visit(desk, "Bus 2", "08:00", "16:00", kind="transfer")
    plant, person = visit(desk, "MHKW", "13:00", "14:00"), guest(desk, "A")
    assert bookings.book(desk, person, bus).status == "booked"
    assert bookings.book(desk, person, plant).status == "booked"
    assert bookings.book(desk, person, second).obstacles[0].rule == bookings.OVERLAP


def test_booking_again_and_cancelling_nothing_are_no_news(desk: Desk) -> None:
    plant, person = visit(desk, "MHKW", "13:00", "14:00"), guest(desk, "A")
    assert bookings.cancel(desk, person, plant) is None
    bookings.book(desk, person, plant)
    assert bookings.book(desk, person, plant).act is None
    with pytest.raises(DeskError, match="no person"):
        bookings.book(desk, "p-" + "a" * 26, plant)
    with pytest.raises(DeskError, match="no activity"):
        bookings.book(desk, person, "a-" + "a" * 26)


def test_moving_is_one_act_and_refused_changes_nothing(desk: Desk) -> None:
    one = visit(desk, "Wobau", "08:30", "09:20")
    full = visit(desk, "Getec", "08:30", "09:20", capacity="1")
    person = guest(desk, "A")
    bookings.book(desk, person, one)
    assert bookings.move(desk, person, one, full).status == "booked"
    assert status(desk, person, one) == "cancelled"
    desk.undo()
    assert (status(desk, person, one), status(desk, person, full)) == ("booked", "")
    blocked = visit(desk, "SWM", "08:30", "09:20", eligibility="press")
    assert bookings.move(desk, person, one, blocked).status == ""
    assert status(desk, person, one) == "booked"


@pytest.mark.parametrize(
    ("terms", "country", "role", "fits"),
    [
        ("foreign", "CN", "", True),
        ("foreign", "DE", "", False),
        ("foreign", "DE", "interpreter", True),
        ("foreign", "DE", "staff", True),
        ("Ausländische Teilnehmer", "DE", "", False),
        ("иностранные гости; speaker", "DE", "speaker", True),
        ("nur für die ausländischen Teilnehmer", "DE", "", False),
        ("nur für die ausländischen Teilnehmer", "CN", "speaker", True),
        ("Foreign speakers only", "CN", "", False),
        ("Foreign speakers only", "CN", "speaker", True),
        ("Referenten", "DE", "", False),
        ("alle Gäste", "DE", "", True),
        ("domestic", "CN", "", False),
        ("China, Lettland", "LV", "", True),
        ("China, Lettland", "UA", "", False),
        ("Harbin", "CN", "", False),
        ("all", "DE", "", True),
        ("", "DE", "", True),
        ("whoever it may concern", "DE", "", True),
    ],
)
def test_an_activity_is_for_whom_it_says(
    desk: Desk,
    terms: str,
    country: str,
    role: str,
    fits: bool,  # noqa: FBT001  a column of the table
) -> None:
    guest(desk, "Head", delegation="Harbin")
    person = guest(desk, "A", country=country, role=role)
    plant = visit(desk, "MHKW", "13:00", "14:00", eligibility=terms)
    activity, who = desk.activity(plant), desk.person(person)
    assert activity
    assert who
    assert eligibility.eligible(desk, who, activity) is fits
    found = bookings.book(desk, person, plant)
    assert (found.status == "booked") is fits
    unclear = eligibility.unclear(desk, activity)
    assert unclear == (["whoever it may concern"] if "whoever" in terms else [])


def test_who_lives_abroad_counts_as_the_event_says(desk: Desk) -> None:
    desk.write(*desk.change("changed", desk.event.id, {"abroad": "residence"}))
    plant = visit(desk, "MHKW", "13:00", "14:00", eligibility="foreign")
    here, there = guest(desk, "A", country="CN", residence="DE"), guest(desk, "B", country="CN")
    assert bookings.book(desk, here, plant).obstacles[0].rule == bookings.NOT_ELIGIBLE
    assert bookings.book(desk, there, plant).status == "booked"


VERBS = ("book", "cancel", "promote", "undo", "undo one", "force")
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(0, 2)), max_size=25
)


def opened(folder: Path) -> tuple[Desk, list[str], list[str]]:
    """Return a desk with two visits at once and a later one, and six guests."""
    desk = congress(folder, Clock())
    visits = [
        visit(desk, "Wobau", "08:30", "09:20", capacity="2"),
        visit(desk, "Getec", "09:00", "10:00", capacity="2"),
        visit(desk, "SWM", "11:00", "12:00", capacity="1"),
    ]
    return desk, [guest(desk, f"G{n}") for n in range(6)], visits


def taken_step(desk: Desk, verb: str, person: str, activity: str) -> None:
    if verb == "book":
        bookings.book(desk, person, activity)
    elif verb == "force":
        bookings.book(desk, person, activity, override=True, reason="test")
    elif verb == "cancel":
        bookings.cancel(desk, person, activity)
    elif verb == "promote":
        bookings.promote(desk, activity)


def held(desk: Desk, people_of: list[str], visits: list[str]) -> None:
    """Hold a desk against the law: no limit is passed but by who was put there on purpose."""
    forced = {person for person in people_of if override(desk, person)}
    for activity in visits:
        listed = {one.id for one in bookings.on_list(desk, activity)}
        known = desk.activity(activity)
        assert known
        assert len(listed - forced) <= int(known.capacity)
        line = [one.position for one in bookings.waiting(desk, activity)]
        assert line == list(range(1, len(line) + 1))
    for person in set(people_of) - forced:
        assert not all(status(desk, person, one) == "booked" for one in visits[:2])


@settings(max_examples=25)
@given(steps=STEPS)
def test_no_capacity_and_no_two_visits_without_an_override(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    desk, people_of, visits = opened(tmp_path_factory.mktemp("visits"))
    with desk:
        acts: list[str] = []  # that stand
        astray = False  # something else than the last act was taken back
        for verb, who, where in steps:
            before = desk.last_act()
            if verb in {"undo", "undo one"} and acts:
                at = -1 if verb == "undo" else who % len(acts)
                done = undone(desk, acts[at])
                astray |= verb == "undo one"
                assert done or astray  # in their order all can be taken back
                if done:
                    del acts[at]
            taken_step(desk, verb, people_of[who], visits[where])
            last = desk.last_act()
            if verb not in {"undo", "undo one"} and last and last != before:
                acts.append(last)
            held(desk, people_of, visits)


def undone(desk: Desk, act: str) -> bool:
    """Take an act back, and tell whether that could be; refused, nothing was written."""
    before = desk.last_act()
    try:
        desk.undo(act)
    except DeskError:
        return desk.last_act() != before
    return True


def test_an_undo_does_not_give_one_place_away_twice(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1")
    port, person = visit(desk, "Hafen", "13:30", "14:30"), guest(desk, "A")
    bookings.book(desk, person, plant)
    off = bookings.cancel(desk, person, plant)
    assert off
    bookings.book(desk, person, port)
    with pytest.raises(DeskError, match="overlaps with Hafen"):
        desk.undo(off)
    bookings.cancel(desk, person, port)
    other = guest(desk, "B")
    bookings.book(desk, other, plant)
    with pytest.raises(DeskError, match="MHKW is full: 1 place"):
        desk.undo(off)
    assert status(desk, person, plant) == "cancelled"
    bookings.cancel(desk, other, plant)
    desk.undo(off)
    assert status(desk, person, plant) == "booked"


def test_at_the_door_the_list_decides_and_without_one_the_rule(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", eligibility="foreign")
    at = desk.event.moment("2012-11-23T13:00")
    home, abroad = guest(desk, "A", country="DE"), guest(desk, "B", country="CN")
    helper = guest(desk, "C", country="DE", role="staff")
    verdicts = [
        scanning.preview(desk, one, activity=plant, at=at).verdict for one in (home, abroad, helper)
    ]
    assert verdicts == ["not-booked", "welcome", "welcome"]
    other = guest(desk, "D", country="CN")
    bookings.book(desk, other, plant)
    assert scanning.preview(desk, abroad, activity=plant, at=at).verdict == "not-booked"
    assert scanning.preview(desk, other, activity=plant, at=at).verdict == "welcome"


def test_the_line_is_passed_over_with_a_reason(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1")
    first, second, third = (guest(desk, name) for name in ("First", "Second", "Third"))
    for person in (first, second):
        bookings.book(desk, person, plant)
    bookings.cancel(desk, first, plant)
    assert bookings.book(desk, third, plant).status == "waiting"
    with pytest.raises(DeskError, match="why"):
        bookings.book(desk, third, plant, override=True)
    came = bookings.book(desk, third, plant, override=True, reason="speaks there")
    assert (came.status, bookings.taken(desk, plant)) == ("booked", 1)
