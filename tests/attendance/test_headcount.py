"""The head count beside what is permitted."""

from __future__ import annotations

from checkin.attendance.headcount import headcounts
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.model.activity import activity_subject


def test_everybody_in_the_room_counts_against_what_is_permitted(desk: Desk) -> None:
    cellar, vault = activity_subject(desk.key, "cellar"), "l-" + "v" * 26
    times = {"start": "2012-11-22T09:00:00+01:00", "end": "2012-11-22T17:00:00+01:00"}
    desk.write(
        Fact("placed", vault, {"set": {"title": "Vault", "capacity": "3"}}),
        Fact("planned", cellar, {"set": {"title": "Cellar", "place": vault, **times}}),
    )
    subjects = [fresh("p") for _n in range(3)]
    for subject, role in zip(subjects, ("delegate", "staff", "speaker"), strict=True):
        desk.write(Fact("registered", subject, {"set": {"family": "F", "role": role}}))
    for subject in subjects[:2]:
        scan(desk, desk.badge_code(subject))
    day = desk.day(desk.this_moment())
    counts = {one.activity.id: one for one in headcounts(desk)}
    room = counts[cellar]
    assert (room.here, room.attended, room.participants_here, room.participants) == (2, 2, 1, 1)
    assert (room.permitted, room.full) == (3, False)
    assert (counts[day].here, counts[day].permitted, counts[day].full) == (2, None, False)
    scan(desk, desk.badge_code(subjects[2]))
    assert {one.activity.id: one for one in headcounts(desk)}[cellar].full
    scan(desk, desk.badge_code(subjects[0]), out=True)
    after = {one.activity.id: one for one in headcounts(desk)}[cellar]
    assert (after.here, after.attended, after.full) == (2, 3, False)
