"""Hours of work: begun and ended by a scan, against the plan and the profile."""

from __future__ import annotations

import pytest

from checkin import erasure, telling_plan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import assigning, hours, own_plan, publishing
from checkin.interpreting.hours import Hours
from checkin.journal.entry import Fact
from tests.conftest import Clock
from tests.interpreting.talks import Congress


@pytest.fixture
def congress(desk: Desk, clock: Clock) -> Congress:
    """Promise Pan to two talks of forty minutes."""
    clock.at("2012-11-21T08:00:00+01:00")
    made = Congress(desk)
    made.assign("K07 zh de", "Pan")
    made.assign("K09 zh de", "Pan")
    return made


def clocked(congress: Congress, *times: str, day: str = "22") -> list[bool]:
    desk, pan = congress.desk, congress.people["Pan"]
    return [hours.clock(desk, pan, desk.event.moment(f"2012-11-{day}T{one}")) for one in times]


def of(congress: Congress, at: str = "2012-11-22T18:00") -> Hours:
    (found,) = hours.hours(congress.desk, congress.desk.event.moment(at))
    return found


def test_a_scan_begins_and_the_next_ends(congress: Congress) -> None:
    assert clocked(congress, "08:30", "10:00", "12:45", "14:00") == [True, False, True, False]
    day = of(congress)
    assert (day.name, day.day, day.planned, day.worked) == ("Pan", "2012-11-22", 80, 165)
    assert not day.open
    proof = hours.proof(congress.desk)
    assert [(one.began, one.ended, one.minutes, one.title) for one in proof] == [
        ("08:30", "10:00", 90, "Wasser in Harbin"),
        ("12:45", "14:00", 75, "Ausblick"),
    ]
    assert {one.desk for one in proof} == {"A"}


def test_confirmed_is_what_was_acknowledged_last(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    assert (of(congress).planned, of(congress).confirmed) == (80, 0)
    publishing.publish(desk)
    assert of(congress).confirmed == 0
    publishing.acknowledge(desk, pan)
    assert of(congress).confirmed == 80
    assigning.withdraw(
        desk, congress.promise("K09 zh de", "Pan"), at=congress.at(), reason="it is off"
    )
    publishing.publish(desk)
    assert (of(congress).planned, of(congress).confirmed) == (40, 80)
    publishing.acknowledge(desk, pan)
    assert (of(congress).planned, of(congress).confirmed) == (40, 40)


def test_a_badge_that_is_read_twice_at_the_end_begins_nothing(congress: Congress) -> None:
    assert clocked(congress, "08:30", "10:00", "10:00:01") == [True, False, False]
    assert of(congress).worked == 90


def test_work_over_midnight_counts_while_it_goes_on(congress: Congress) -> None:
    clocked(congress, "16:00")
    assert of(congress, "2012-11-23T00:30").worked == 510


def test_what_goes_on_counts_until_now(congress: Congress) -> None:
    clocked(congress, "08:30")
    assert of(congress, "2012-11-22T09:15").worked == 45
    assert of(congress, "2012-11-22T09:15").open


def test_a_forgotten_end_stays_open_and_the_next_day_begins_anew(congress: Congress) -> None:
    clocked(congress, "08:30")
    assert clocked(congress, "08:00", "09:00", day="23") == [True, False]
    found = hours.hours(congress.desk, congress.desk.event.moment("2012-11-23T12:00"))
    assert [(one.day, one.open, one.worked) for one in found] == [
        ("2012-11-22", True, 0),
        ("2012-11-23", False, 60),
    ]
    assert hours.proof(congress.desk)[0].ended == ""


def test_overtime_is_what_the_profile_says(congress: Congress) -> None:
    clocked(congress, "08:00", "13:30")
    assert of(congress).overtime == 30


def test_a_scan_too_much_is_undone(congress: Congress) -> None:
    clocked(congress, "08:30")
    congress.desk.undo()
    assert of(congress).works == ()
    assert clocked(congress, "08:40") == [True]


def test_who_is_erased_or_unknown_has_no_hours(congress: Congress) -> None:
    clocked(congress, "08:30", "09:00")
    erasure.erase(congress.desk, congress.people["Pan"])
    assert hours.hours(congress.desk) == []
    assert hours.proof(congress.desk) == []
    with pytest.raises(DeskError, match="no person"):
        hours.clock(congress.desk, "p-nobody")


def test_work_goes_on_past_midnight_and_a_badge_read_twice_begins_it_once(
    congress: Congress,
) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    times = ("22T20:40:00", "22T20:40:01", "23T00:35:00")
    began = [hours.clock(desk, pan, desk.event.moment(f"2012-11-{one}")) for one in times]
    assert began == [True, True, False]
    (one,) = [work for work in hours.works(desk) if work.person == pan]
    assert one.end == desk.event.moment("2012-11-23T00:35:00")


def test_nothing_ends_before_it_begins(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    said = {"at": "2012-11-22T09:00:00+01:00", "assignment": ""}
    (begun,) = desk.write(Fact("began", pan, said))
    desk.write(Fact("ended", pan, {"at": "2012-11-22T08:55:00+01:00", "of": [begun.id]}))
    desk.refresh()
    day = of(congress, "2012-11-22T10:00")
    assert (day.worked, day.open) == (60, True)
    assert [(one.ended, one.minutes) for one in hours.proof(desk)] == [("", 0)]
    assert clocked(congress, "10:30") == [False]
    assert (of(congress).worked, of(congress).open) == (90, False)


@pytest.mark.parametrize("name", ["../../etc/x", "of-a-later-version"])
def test_where_rules_are_unknown_the_usual_ones_are_taken_and_it_is_said(
    congress: Congress, name: str
) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    desk.write(*desk.change("changed", desk.event.id, {"profile": name}))
    desk.refresh()
    assert len(own_plan.own_plan(desk, pan).lines) == 2
    assert clocked(congress, "08:30") == [True]
    said = f"The rules “{name}” are unknown here; AIIC Canada / ATIO is taken."
    value, text = telling_plan.whole(desk, congress.at())
    notes = [one for one in value["conflicts"] if one["rule"] == "profile"]
    assert [(one["severity"], one["text"]) for one in notes] == [("note", said)]
    assert text.startswith(said)
    assert text.count(said) == 1
