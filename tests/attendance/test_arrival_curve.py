"""The curve of arrivals: every arrival in one bar, and a pace only where one can be known."""

from __future__ import annotations

from datetime import date

from checkin.attendance import arrival_curve
from checkin.attendance.scanning import scan
from checkin.attendance.tallies import tally
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.model.activity import activity_subject

DAY = date(2012, 11, 22)


def come(desk: Desk, *times: str, activity: str = "", role: str = "") -> list[str]:
    found = []
    for time in times:
        subject = fresh("p")
        desk.write(Fact("registered", subject, {"set": {"family": "Person", "role": role}}))
        at = desk.event.moment(f"2012-11-{time}")
        scan(desk, desk.badge_code(subject), activity=activity, at=at)
        found.append(subject)
    return found


def test_bars_begin_at_the_full_hour_and_each_counts_five_minutes(desk: Desk) -> None:
    come(desk, "22T08:00", "22T08:04:59", "22T08:05", "22T09:59")
    curve = arrival_curve.curve(desk, DAY)
    assert f"{curve.begin:%H:%M}" == "08:00"
    assert len(curve.counts) == 24
    assert (curve.counts[0], curve.counts[1], curve.counts[23]) == (2, 1, 1)
    begin, end = curve.bounds(1)
    assert (f"{begin:%H:%M}", f"{end:%H:%M}") == ("08:05", "08:10")


def test_behind_each_bar_are_those_who_came_then(desk: Desk) -> None:
    first, second, third = come(desk, "22T08:01", "22T08:04", "22T08:07")
    curve = arrival_curve.curve(desk, DAY)
    assert arrival_curve.people_between(desk, curve.activity, *curve.bounds(0)) == [first, second]
    assert arrival_curve.people_between(desk, curve.activity, *curve.bounds(1)) == [third]


def test_a_day_without_arrivals_has_no_bars(desk: Desk) -> None:
    assert arrival_curve.curve(desk, DAY).counts == ()


def test_staff_is_no_arrival_and_coming_back_is_none_either(desk: Desk) -> None:
    (guest,) = come(desk, "22T08:00")
    come(desk, "22T08:02", role="staff")
    scan(desk, desk.badge_code(guest), out=True, at=desk.event.moment("2012-11-22T09:00"))
    scan(desk, desk.badge_code(guest), at=desk.event.moment("2012-11-22T10:00"))
    assert arrival_curve.curve(desk, DAY).total == 1


def test_an_activity_has_its_own_curve_and_its_own_days(desk: Desk) -> None:
    visit = activity_subject(desk.key, "visit")
    times = {"start": "2012-11-23T10:00+01:00", "end": "2012-11-23T12:00+01:00"}
    desk.write(Fact("planned", visit, {"set": {"title": "visit", "kind": "site-visit", **times}}))
    come(desk, "23T09:30", activity=visit)
    come(desk, "23T08:00")
    assert arrival_curve.days(desk, visit) == [date(2012, 11, 23)]
    assert len(arrival_curve.days(desk)) == 3
    assert arrival_curve.curve(desk, date(2012, 11, 23), visit).total == 1
    assert arrival_curve.curve(desk, date(2012, 11, 23)).total == 2


def test_the_last_five_minutes_end_with_this_second(desk: Desk) -> None:
    come(desk, "22T08:54:59", "22T08:55:01", "22T09:00:00")
    now = desk.event.moment("2012-11-22T09:00")
    day = desk.day(now)
    assert len(arrival_curve.people_between(desk, day, *arrival_curve.lately(now))) == 2


def test_a_pace_is_told_from_guests_who_came_one_after_the_other(desk: Desk) -> None:
    now = desk.event.moment("2012-11-22T09:00")
    day = desk.day(now)
    come(desk, *(f"22T08:5{minute}:{second}" for minute in (5, 6) for second in ("00", "20", "40")))
    assert arrival_curve.pace(desk, day, now) == 20


def test_no_pace_is_told_where_guests_came_now_and_then_or_all_at_once(desk: Desk) -> None:
    now = desk.event.moment("2012-11-22T09:00")
    come(desk, *(f"22T08:{minute}" for minute in (46, 48, 50, 52, 54, 56)))
    come(desk, *["22T08:58:00"] * 9)
    assert arrival_curve.pace(desk, desk.day(now), now) is None


def test_the_bars_of_a_day_are_those_whom_its_tally_counts(desk: Desk) -> None:
    come(desk, "22T00:00", "22T08:59:59", "22T23:59", "23T08:00", "21T10:00")
    rows = {row["key"]: row["attended"] for row in tally(desk, "day").rows}
    assert rows["2012-11-22"] == arrival_curve.curve(desk, DAY).total == 3
