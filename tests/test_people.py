"""What a desk does with a person: enter, correct, substitute, cancel, badge, book, join."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkin import people
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.verdicts import Verdict

ANNA = {"family": "Müller", "given": "Anna", "organisation": "Stadt Magdeburg", "country": "DE"}
NOBODY = "p-" + "a" * 26


def acts(desk: Desk) -> str | None:
    """Name the last act, to see whether anything was written."""
    return desk.last_act()


def test_a_walk_in_is_found_and_has_a_badge(desk: Desk) -> None:
    anna = people.enter(desk, ANNA)
    assert (anna.whole_name, anna.entered) == ("Anna Müller", "walk-in")
    assert desk.find("muller") == [anna]
    assert scan(desk, desk.badge_code(anna.id)).verdict is Verdict.WELCOME


@pytest.mark.parametrize("values", [{}, {"organisation": "x"}, {"family": "", "name": ""}])
def test_a_person_needs_a_name(desk: Desk, values: dict[str, str]) -> None:
    before = acts(desk)
    with pytest.raises(DeskError, match="needs a name"):
        people.enter(desk, values)
    assert acts(desk) == before


def test_a_delegation_is_named_by_its_title_and_made_once(desk: Desk) -> None:
    one = people.enter(desk, {**ANNA, "delegation": "Harbin"})
    two = people.enter(desk, {"family": "Li", "delegation": "Harbin"})
    three = people.enter(desk, {"family": "Wu", "delegation": one.delegation})
    assert one.delegation == two.delegation == three.delegation
    known = desk.delegation(one.delegation)
    assert known
    assert known.title == "Harbin"


def test_a_correction_that_says_nothing_new_writes_nothing(desk: Desk) -> None:
    anna = people.enter(desk, ANNA)
    before = acts(desk)
    assert not people.correct(desk, anna.id, {"family": "Müller"})
    assert acts(desk) == before
    assert people.correct(desk, anna.id, {"family": "Muller", "delegation": "Harbin"})
    assert desk.find("muller")[0].family == "Muller"
    desk.undo()
    assert desk.person(anna.id) == anna


def test_half_a_character_is_no_name(desk: Desk) -> None:
    before = acts(desk)
    with pytest.raises(DeskError, match="half a character"):
        people.enter(desk, {"family": "a\ud800"})
    assert acts(desk) == before


def test_a_substitute_takes_the_seats_and_the_old_badge_stops(desk: Desk) -> None:
    anna = people.enter(desk, {**ANNA, "note": "vegan", "attention": "see Eva"})
    day = desk.day(desk.this_moment())
    people.book(desk, [anna.id], day)
    new = people.substitute(desk, anna.id, {"family": "Schmidt"})
    assert (new.organisation, new.country) == ("Stadt Magdeburg", "DE")
    assert (new.note, new.attention, new.entered) == ("", "", "substitute")
    assert new.substitute_for == anna.id
    booked = desk.db.execute("SELECT status FROM booking WHERE person = ?", (new.id,)).fetchall()
    assert booked == [("booked",)]
    assert scan(desk, desk.badge_code(anna.id)).verdict is Verdict.SUBSTITUTED
    assert scan(desk, desk.badge_code(new.id)).verdict is Verdict.WELCOME


def test_a_substitution_is_one_act(desk: Desk) -> None:
    anna = people.enter(desk, ANNA)
    new = people.substitute(desk, anna.id, {"family": "Schmidt"})
    assert len(desk.undo()) == 2
    assert desk.person(new.id) is None
    assert desk.person(anna.id) == anna


def test_who_cancelled_is_refused_until_that_is_taken_back(desk: Desk) -> None:
    anna = people.enter(desk, ANNA)
    assert people.cancel(desk, anna.id)
    assert not people.cancel(desk, anna.id)
    assert scan(desk, desk.badge_code(anna.id)).verdict is Verdict.CANCELLED
    assert people.correct(desk, anna.id, {"status": ""})
    assert scan(desk, desk.badge_code(anna.id)).verdict is Verdict.WELCOME


def test_a_lost_badge_stops_and_the_new_one_opens(desk: Desk) -> None:
    anna = people.enter(desk, ANNA)
    old = desk.badge_code(anna.id)
    new = people.reissue(desk, anna.id, "lost")
    assert new != old
    assert desk.badge_code(anna.id) == new
    assert scan(desk, old).verdict is Verdict.REPLACED
    assert scan(desk, new).verdict is Verdict.WELCOME


def test_a_badge_is_handed_out_once_and_is_no_attendance(desk: Desk) -> None:
    anna = people.enter(desk, ANNA)
    assert people.hand_out(desk, [anna.id]) == 1
    before = acts(desk)
    assert people.hand_out(desk, [anna.id]) == 0
    assert acts(desk) == before
    assert not desk.db.execute("SELECT * FROM attendance").fetchall()


def test_a_booking_is_counted_where_it_is_news(desk: Desk) -> None:
    some = [people.enter(desk, {"family": f"F{n}"}).id for n in range(3)]
    day = desk.day(desk.this_moment())
    assert people.book(desk, some, day) == 3
    assert people.book(desk, some, day) == 0
    assert people.book(desk, some[:1], day, "cancelled") == 1
    with pytest.raises(DeskError, match="no state"):
        people.book(desk, some, day, "perhaps")
    with pytest.raises(DeskError, match="no activity"):
        people.book(desk, some, "a-none")


def test_two_who_are_one_are_joined_and_parted_again(desk: Desk) -> None:
    one, two = people.enter(desk, ANNA), people.enter(desk, {"family": "Mueller"})
    joined = people.merge(desk, one.id, two.id)
    assert desk.person(one.id) == desk.person(two.id) == joined
    with pytest.raises(DeskError, match="one person already"):
        people.merge(desk, two.id, one.id)
    desk.undo()
    assert (desk.person(one.id), desk.person(two.id)) == (one, two)


@pytest.mark.parametrize(
    "verb",
    [
        lambda desk: people.correct(desk, NOBODY, {"family": "X"}),
        lambda desk: people.substitute(desk, NOBODY, {"family": "X"}),
        lambda desk: people.cancel(desk, NOBODY),
        lambda desk: people.reissue(desk, NOBODY, "lost"),
        lambda desk: people.hand_out(desk, [NOBODY]),
        lambda desk: people.book(desk, [NOBODY], desk.day(desk.this_moment())),
        lambda desk: people.merge(desk, NOBODY, NOBODY),
    ],
)
def test_nobody_can_be_done_nothing(desk: Desk, verb: Callable[[Desk], object]) -> None:
    before = acts(desk)
    with pytest.raises(DeskError, match="no person"):
        verb(desk)
    assert acts(desk) == before
