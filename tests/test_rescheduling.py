"""What runs late takes with it what follows, up to a hard time; what is put off keeps its lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin import bookings, people, programme, rescheduling
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.lists.intake import take_in
from tests.planning import guest, visit

PROGRAMME = """id;date;start;end;kind;title;place;part of;hard time;speakers
SYM;2012-11-22;09:00;17:00;symposium;Fachtagung;Saal;;;
S1;2012-11-22;09:00;10:45;session;Auftakt;Saal;SYM;;
K1;2012-11-22;09:00;09:30;contribution;Wasser;Saal;S1;;
K2;2012-11-22;09:30;10:00;contribution;Strom;Saal;S1;;Anna Abel
S2;2012-11-22;11:00;12:00;session;Partner;Saal;SYM;;
K3;2012-11-22;11:00;12:00;contribution;Wind;Saal;S2;;
S3;2012-11-22;14:00;15:00;session;Festakt;Saal;SYM;yes;
S4;2012-11-22;15:00;16:00;session;Osten;Saal;SYM;;
X;2012-11-22;09:15;10:15;session;Daneben;Foyer;SYM;;
"""


@pytest.fixture
def planned(desk: Desk, tmp_path: Path) -> Desk:
    """Plan a day with breaks and a hard time."""
    file = tmp_path / "programme.csv"
    file.write_text(PROGRAMME, "utf-8")
    assert take_in(desk, file, "programme").new == 9
    return desk


def starts(desk: Desk, *names: str) -> list[str]:
    return [programme.activity(desk, name).start[11:16] for name in names]


def titles(desk: Desk, subjects: Iterable[str]) -> list[str]:
    return [one.title for subject in subjects if (one := desk.activity(subject))]


def rows(desk: Desk) -> list[set[tuple[Any, ...]]]:
    queries = ("SELECT * FROM activity", "SELECT * FROM booking", "SELECT * FROM person")
    return [set(desk.db.execute(query)) for query in queries]


def test_what_follows_there_moves_too_and_breaks_take_up_what_they_can(planned: Desk) -> None:
    moved = rescheduling.delay(planned, programme.activity(planned, "K1").id, 20)
    assert starts(planned, "K1", "K2", "S1", "S2", "X") == [
        *("09:20", "09:50", "09:00", "11:00", "09:15")
    ]
    assert len(moved.moved) == 2  # within its session, which has room
    assert moved.stayed == ()


def test_a_session_that_runs_over_pushes_the_next_up_to_a_hard_time(planned: Desk) -> None:
    moved = rescheduling.delay(planned, programme.activity(planned, "K2").id, 75)
    assert starts(planned, "K2", "S1", "S2", "K3", "S3", "S4") == [
        *("10:45", "09:00", "11:15", "11:15", "14:00", "15:00")
    ]
    assert programme.activity(planned, "S1").end[11:16] == "11:15"
    assert titles(planned, moved.stayed) == ["Festakt"]
    planned.undo()
    assert starts(planned, "K2", "S2", "K3") == ["09:30", "11:00", "11:00"]


def test_a_hard_time_never_moves_by_itself(planned: Desk) -> None:
    fixed = programme.activity(planned, "S3").id
    moved = rescheduling.delay(planned, fixed, 20)
    assert (moved.moved, moved.stayed) == ((), (fixed,))
    with pytest.raises(DeskError, match="hard time"):
        rescheduling.reschedule(planned, programme.activity(planned, "SYM").id, 1)


def test_nothing_begins_before_what_is_ahead_is_over(planned: Desk) -> None:
    second = programme.activity(planned, "K2").id
    with pytest.raises(DeskError, match="Wasser is there until 09:30"):
        rescheduling.delay(planned, second, -5)
    rescheduling.delay(planned, second, 10)
    assert rescheduling.delay(planned, second, -5).moved == (second,)
    with pytest.raises(DeskError, match="with a time"):
        rescheduling.delay(planned, planned.day(planned.this_moment()), 20)
    with pytest.raises(DeskError, match="by days"):
        rescheduling.delay(planned, second, 10_000)
    with pytest.raises(DeskError, match="by days"):
        rescheduling.delay(planned, second, 10**15)


def test_what_runs_late_over_midnight_is_on_the_next_day(planned: Desk) -> None:
    party = visit(planned, "Feier", "23:00", "23:50", day="2012-11-22")
    planned.write(
        *planned.change(
            "changed",
            party,
            {"start": "2012-11-22T23:00:00+01:00", "end": "2012-11-22T23:50:00+01:00"},
        )
    )
    before = rows(planned)
    rescheduling.delay(planned, party, 90)
    assert programme.activity(planned, party).day == "2012-11-23"
    assert planned.wholes(party) == (planned.day(planned.event.moment("2012-11-23T12:00")),)
    rescheduling.delay(planned, party, -90)
    assert programme.activity(planned, party).day == "2012-11-22"
    planned.undo()
    planned.undo()
    assert rows(planned) == before


def test_what_is_put_off_keeps_its_lists_and_one_undo_restores_all(planned: Desk) -> None:
    speaker = people.enter(planned, {"given": "Anna", "family": "Abel", "role": "speaker"}, "").id
    person = guest(planned, "B")
    session = programme.activity(planned, "S1").id
    later = visit(planned, "Hafen", "09:00", "10:00")
    for activity in (session, later):
        assert bookings.book(planned, person, activity).status == "booked"
    before = rows(planned)
    moved = rescheduling.reschedule(planned, session, 1)
    assert titles(planned, moved.moved) == ["Auftakt", "Wasser", "Strom"]
    assert starts(planned, "S1", "K1", "K2") == ["09:00", "09:00", "09:30"]
    assert programme.activity(planned, "K2").day == "2012-11-23"
    assert [one.id for one in moved.people] == [person, speaker]
    rules = {one.rule for one in moved.findings}
    assert "overlap" in rules
    assert [one.id for one in bookings.on_list(planned, session)] == [person]
    planned.undo()
    assert rows(planned) == before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["SYM", "S1", "K1", "K2", "S2", "K3", "S4", "X"]),
    hard=st.sets(st.sampled_from(["S1", "K2", "S2", "K3", "S4"])),
    minutes=st.integers(-30, 180),
    days=st.sampled_from([-1, 1]),
)
def test_what_moves_stays_as_long_as_it_is_and_an_undo_is_as_if_nothing_was(
    planned: Desk, name: str, hard: set[str], minutes: int, days: int
) -> None:
    clean = rows(planned)
    for fixed in sorted(hard):
        programme.put(planned, programme.activity(planned, fixed).id, {"hard_time": "yes"})
    before, was = rows(planned), spans(planned)
    subject = programme.activity(planned, name).id
    try:
        moved = rescheduling.delay(planned, subject, minutes)
    except DeskError:
        moved = None
    now = spans(planned)
    stretched = {one for one in planned.wholes(subject) if one in was}
    for one, (start, end) in was.items():
        assert now[one][1] - now[one][0] == end - start or one in stretched
        assert now[one][1] - now[one][0] >= end - start
        assert (now[one] != (start, end)) == (one in (moved.moved if moved and minutes else ()))
        fixed_time = planned.activity(one)
        assert fixed_time
        assert now[one][0] == start or fixed_time.hard_time != "yes"
    if rows(planned) != before:
        planned.undo()
    assert rows(planned) == before
    rescheduling.reschedule(planned, subject, days, hard=True)
    later = timedelta(days=days)
    assert spans(planned)[subject] == tuple(at + later for at in was[subject])
    planned.undo()
    for _fixed in hard:
        planned.undo()
    assert rows(planned) == clean


def spans(desk: Desk) -> dict[str, tuple[datetime, datetime]]:
    every = desk.programme.activities.values()
    return {one.id: span for one in every if (span := bookings.times(one))}


def test_a_day_is_put_off_with_all_that_is_on_it_where_the_event_has_the_other(
    planned: Desk,
) -> None:
    day = planned.day(planned.this_moment())
    rescheduling.reschedule(planned, day, -1, hard=True)
    assert programme.activity(planned, "S3").start[:10] == "2012-11-21"
    assert planned.wholes(programme.activity(planned, "K1").id)[-1] != day
    with pytest.raises(DeskError, match="no such day"):
        rescheduling.reschedule(planned, programme.activity(planned, "SYM").id, -1, hard=True)
