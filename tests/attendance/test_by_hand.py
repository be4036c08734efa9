"""Check-ins by hand: the answers of a scan, and what a human lets pass in spite of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkin import history, people, telling
from checkin.attendance import scanning
from checkin.attendance.scanning import Outcome
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.verdicts import OVERRIDABLE, Verdict
from tests.conftest import Clock

ANNA = {"family": "Müller", "given": "Anna"}


@pytest.fixture
def anna(desk: Desk) -> str:
    """Enter Anna."""
    return people.enter(desk, ANNA).id


def planned(desk: Desk, name: str, **values: str) -> str:
    """Plan an activity from ten to noon."""
    times = {"start": "2012-11-22T09:30:00+01:00", "end": "2012-11-22T12:00:00+01:00"}
    subject = activity_subject(desk.key, name)
    desk.write(Fact("planned", subject, {"set": {"title": name, **times, **values}}))
    return subject


def here(desk: Desk, person: str) -> bool:
    """Tell whether somebody is here."""
    return telling.here(desk, person, desk.this_moment())


def of_the_last_act(desk: Desk) -> dict[str, object]:
    """Return what the last entry of the desk says."""
    return next(store.latest(desk.db, desk.replica)).said


def test_a_check_in_by_hand_is_answered_and_kept_as_a_scan(desk: Desk, anna: str) -> None:
    by_hand = scanning.check_in(desk, anna)
    said = of_the_last_act(desk)
    desk.undo()
    scanned = scanning.scan(desk, desk.badge_code(anna))
    assert by_hand.verdict is scanned.verdict is Verdict.WELCOME
    assert said == of_the_last_act(desk)
    assert by_hand.badge_due
    assert not by_hand.code


def test_one_checked_in_twice_is_here_already_since_when_and_where(
    desk: Desk, clock: Clock, anna: str
) -> None:
    first = scanning.check_in(desk, anna)
    clock.at("2012-11-22T09:10:00+01:00")
    again = scanning.check_in(desk, anna)
    assert again.verdict is Verdict.ALREADY_HERE
    assert (again.beside.since, again.beside.desk) == (first.at.isoformat(), "A")
    assert "here since 2012-11-22 09:00, desk A" in telling.answer(desk, again)[1]


def test_one_who_came_back_is_here_since_then(desk: Desk, clock: Clock, anna: str) -> None:
    scanning.check_in(desk, anna)
    clock.at("2012-11-22T10:00:00+01:00")
    assert scanning.check_in(desk, anna, out=True).verdict is Verdict.LEFT
    clock.at("2012-11-22T11:00:00+01:00")
    assert scanning.check_in(desk, anna).verdict is Verdict.WELCOME_BACK
    clock.at("2012-11-22T11:30:00+01:00")
    assert scanning.check_in(desk, anna).beside.since[11:16] == "11:00"


def test_one_who_left_is_told_when(desk: Desk, clock: Clock, anna: str) -> None:
    scanning.check_in(desk, anna)
    clock.at("2012-11-22T10:00:00+01:00")
    scanning.check_in(desk, anna, out=True)
    clock.at("2012-11-22T10:30:00+01:00")
    gone = scanning.check_in(desk, anna, out=True)
    assert gone.verdict is Verdict.NOT_HERE
    assert gone.beside.since[11:16] == "10:00"


def test_refusals_by_hand_of_two_people_are_two(desk: Desk, anna: str) -> None:
    other = people.enter(desk, {"family": "Li"}).id
    for person in (anna, other, anna):
        people.cancel(desk, person)
        assert scanning.check_in(desk, person).verdict is Verdict.CANCELLED
    refused = [one for one in store.latest(desk.db, desk.replica) if one.kind == "refused"]
    assert [one.subject for one in refused] == [other, anna]


def test_an_old_badge_says_when_and_where_it_was_replaced(
    desk: Desk, clock: Clock, anna: str
) -> None:
    old = desk.badge_code(anna)
    clock.at("2012-11-22T10:42:00+01:00")
    people.reissue(desk, anna, "lost")
    answer = scanning.scan(desk, old)
    assert answer.verdict is Verdict.REPLACED
    assert (answer.beside.since[11:16], answer.beside.desk) == ("10:42", "A")
    assert "replaced 2012-11-22 10:42, desk A" in telling.answer(desk, answer)[1]


def test_a_substituted_one_says_who_comes_and_stays_refused(desk: Desk, anna: str) -> None:
    other = people.substitute(desk, anna, {"family": "Li"})
    for verb in (scanning.check_in, scanning.admit):
        answer = verb(desk, anna)
        assert answer.verdict is Verdict.SUBSTITUTED
        assert answer.beside.other == other.id
    assert not here(desk, anna)


def test_who_is_not_on_the_list_is_told_for_what_else_of_the_day(desk: Desk, anna: str) -> None:
    boris = people.enter(desk, {"family": "Boris"}).id
    bus_1, bus_2 = planned(desk, "Bus 1"), planned(desk, "Bus 2")
    people.book(desk, [boris], bus_1)
    people.book(desk, [anna], bus_2)
    answer = scanning.check_in(desk, anna, activity=bus_1)
    assert (answer.verdict, answer.beside.booked) == (Verdict.NOT_BOOKED, (bus_2,))
    assert "booked for Bus 2" in telling.answer(desk, answer)[1]


def test_a_preview_keeps_nothing(desk: Desk, anna: str) -> None:
    before = desk.last_act()
    assert scanning.preview(desk, anna).verdict is Verdict.WELCOME
    assert desk.last_act() == before
    assert not here(desk, anna)


def refused(desk: Desk, clock: Clock, anna: str, verdict: Verdict) -> tuple[str, str]:
    """Bring about a refusal of Anna; return the activity, and what was refused."""
    if verdict is Verdict.CANCELLED:
        people.cancel(desk, anna)
        return "", anna
    if verdict is Verdict.NOT_TODAY:
        clock.at("2012-11-25T09:00:00+01:00")
        return "", anna
    if verdict is Verdict.ALREADY_HERE:
        scanning.check_in(desk, anna)
        clock.at("2012-11-22T09:30:00+01:00")
        return "", anna
    other = people.enter(desk, {"family": "Li"}).id
    if verdict is Verdict.NOT_BOOKED:
        bus = planned(desk, "Bus")
        people.book(desk, [other], bus)
        return bus, anna
    cellar = planned(desk, "Cellar", capacity="1")
    scanning.check_in(desk, other, activity=cellar)
    return cellar, anna


@pytest.mark.parametrize("verdict", sorted(OVERRIDABLE))
def test_a_human_lets_in_whom_the_desk_refused_and_that_is_kept_and_undone(
    desk: Desk, clock: Clock, anna: str, verdict: Verdict
) -> None:
    activity, _who = refused(desk, clock, anna, verdict)
    assert scanning.check_in(desk, anna, activity=activity).verdict is verdict
    before = standing(desk)
    outcome = scanning.admit(desk, anna, activity=activity)
    assert outcome.verdict in {Verdict.WELCOME, Verdict.WELCOME_BACK}
    assert outcome.override == verdict
    assert here(desk, anna)
    assert [entry.said["override"] for entry in overrides(desk)] == [verdict]
    told = [one.text for one in history.history(desk, anna) if one.entry == outcome.entry]
    assert told
    assert f"Let in though {verdict}" in told[0]
    assert not desk.db.execute("SELECT 1 FROM conflict").fetchone()
    assert outcome.act
    desk.undo(outcome.act)
    assert standing(desk) == before


def standing(desk: Desk) -> list[list[tuple[object, ...]]]:
    """Return the rows of people and attendance."""
    queries = ("SELECT * FROM person ORDER BY id", "SELECT * FROM attendance", "TABLE headcount")
    return [
        desk.db.execute(query.replace("TABLE", "SELECT * FROM")).fetchall() for query in queries
    ]


def overrides(desk: Desk) -> list[store.Entry]:
    """Return the entries by which somebody was let in in spite of a refusal."""
    return [
        entry
        for entry in store.everything(desk.db)
        if entry.kind == "arrived" and "override" in entry.said
    ]


def test_nobody_is_let_in_in_spite_of_nothing(desk: Desk, anna: str) -> None:
    outcome: Outcome = scanning.admit(desk, anna)
    assert (outcome.verdict, outcome.override) == (Verdict.WELCOME, "")
    assert not overrides(desk)


def test_a_check_in_at_a_stated_time_is_kept_with_it(desk: Desk, anna: str) -> None:
    at = desk.this_moment() - timedelta(minutes=20)
    outcome = scanning.admit(desk, anna, at=at)
    assert outcome.at == at
    assert scanning.preview(desk, anna).beside.since == at.isoformat()


def test_the_waiting_list_counts_on(desk: Desk, anna: str) -> None:
    boat = planned(desk, "Boat", capacity="1")
    other = people.enter(desk, {"family": "Li"}).id
    assert [scanning.wait(desk, one, boat) for one in (anna, other, anna)] == [1, 2, 2]


@pytest.mark.parametrize("verb", [scanning.check_in, scanning.admit, scanning.preview])
def test_nobody_is_no_person(desk: Desk, verb: object) -> None:
    assert callable(verb)
    with pytest.raises(DeskError, match="no person"):
        verb(desk, "p-" + "a" * 26)
