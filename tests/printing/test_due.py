"""Badges that become due: asked for by a check-in, where the desk prints by itself."""

from __future__ import annotations

from checkin import kiosk, people, reception
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.printing import due, jobs, spool, station

PRINTER = "ipp://127.0.0.1:9/ipp/print"


def came(desk: Desk, person: str) -> int | None:
    return due.ask(desk, scanning.check_in(desk, person))


def test_a_desk_that_does_not_print_by_itself_asks_for_nothing(desk: Desk, anna: str) -> None:
    assert came(desk, anna) is None
    assert jobs.jobs(desk) == []


def test_who_comes_in_without_a_badge_gets_one_and_only_one(desk: Desk, anna: str, li: str) -> None:
    station.equip(desk, itself=True)
    number = came(desk, anna)
    assert [job.id for job in jobs.waiting(desk)] == [number]
    assert came(desk, anna) is None
    people.hand_out(desk, [li])
    assert came(desk, li) is None


def test_a_check_in_that_is_taken_back_calls_its_badge_off(desk: Desk, anna: str) -> None:
    station.equip(desk, itself=True)
    came(desk, anna)
    (waits,) = jobs.waiting(desk)
    spool.tell(desk, [waits.id], "The printer has no paper.")
    desk.undo(desk.last_act() or "")
    assert jobs.waiting(desk) == []
    (off,) = jobs.jobs(desk)
    assert (off.state, off.words) == ("cancelled", "")


def test_a_guest_alone_with_the_desk_gets_a_badge_too(desk: Desk, anna: str) -> None:
    station.equip(desk, itself=True)
    assert kiosk.greet(desk, desk.badge_code(anna)).state == "welcome"
    assert [job.person for job in jobs.waiting(desk)] == [anna]


def test_a_badge_that_somebody_asks_for_goes_to_the_printer_at_once(
    desk: Desk, anna: str, li: str
) -> None:
    reception.print_badge(desk, anna)
    station.equip(desk, printer=PRINTER)
    reception.print_badge(desk, li)
    assert [(job.person, job.printer) for job in jobs.waiting(desk)] == [(anna, ""), (li, PRINTER)]


def test_the_badges_of_a_group_are_asked_for_in_the_order_of_the_protocol(desk: Desk) -> None:
    fields = [{"family": name, "delegation": "Harbin"} for name in ("Zhao", "Chen", "Li")]
    zhao, chen, li = (people.enter(desk, one).id for one in fields)
    delegation = desk.person(zhao).delegation  # type: ignore[union-attr]
    desk.write(*desk.change("changed", delegation, {"head": "Zhao"}))
    reception.group(desk, delegation, [chen, li, zhao])
    assert [job.person for job in jobs.jobs(desk)] == [zhao, chen, li]
