"""Two desks plan without a network, meet, and lose nothing; what does not fit names both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from checkin import conflicts, erasure, exchange, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import (
    arrangements,
    assigning,
    double,
    hours,
    illness,
    own_needs,
    promises,
    publishing,
    situation,
)
from tests import planning
from tests.conftest import Clock
from tests.interpreting.talks import Congress


class Two:
    """Two desks that have met once."""

    def __init__(self, one: Congress, other: Congress, post: Path) -> None:
        """Know both, and where they meet."""
        self.one, self.other, self.post = one, other, post

    def meet(self) -> None:
        """Exchange what either has."""
        for desk in (self.one.desk, self.other.desk, self.one.desk):
            exchange.sync(desk, self.post)

    def clashes(self) -> list[double.Clash]:
        """Return what both show, which is the same."""
        first, second = (double.clashes(one.desk) for one in (self.one, self.other))
        assert first == second
        return first


@pytest.fixture
def two(clock: Clock, tmp_path: Path) -> Iterator[Two]:
    """Found desk A with a congress on the day before, and join desk B."""
    clock.at("2012-11-21T08:00:00+01:00")
    post = tmp_path / "post"
    post.mkdir()
    with planning.congress(tmp_path, clock) as first:
        one = Congress(first)
        exchange.sync(first, post)
        with exchange.join(tmp_path / "b.checkin", post, "B", clock) as second:
            yield Two(one, one.at_desk(second), post)


def test_both_promises_stand_and_a_full_need_names_both_desks(two: Two) -> None:
    two.one.assign("K09 zh de", "Pan")
    two.other.assign("K09 zh de", "Wang")
    assert two.clashes() == []
    two.meet()
    assert two.one.team("K09 zh de") == two.other.team("K09 zh de") == ["Pan", "Wang"]
    (clash,) = two.clashes()
    assert (clash.what, clash.desks) == ("too-many", ("A", "B"))
    assert clash.text == (
        f"22.11. 13:00–13:40 Ausblick zh > de takes 1 and has 2: {_order(two, clash)}."
    )


def _order(two: Two, clash: double.Clash) -> str:
    said = {two.one.people["Pan"]: "Pan (desk A)", two.one.people["Wang"]: "Wang (desk B)"}
    known = (promises.assignment(two.one.desk, one) for one in clash.assignments)
    return ", ".join(said[one.person] for one in known if one)


@pytest.mark.parametrize("side", ["one", "other"])
def test_an_undo_at_either_desk_settles_it(two: Two, side: str) -> None:
    acts = {
        "one": two.one.assign("K09 zh de", "Pan").act,
        "other": two.other.assign("K09 zh de", "Wang").act,
    }
    two.meet()
    assert two.clashes()
    congress: Congress = getattr(two, side)
    congress.desk.undo(acts[side])
    two.meet()
    assert two.clashes() == []
    left = {"one": ["Wang"], "other": ["Pan"]}[side]
    assert two.one.team("K09 zh de") == two.other.team("K09 zh de") == left


def test_one_person_at_two_needs_at_once_names_both_desks(two: Two) -> None:
    own_needs.change_need(two.one.desk, two.one.need("K08 de zh"), {"start": "2012-11-22T09:20"})
    two.meet()
    two.one.assign("K07 zh de", "Pan")
    two.other.assign("K08 de zh", "Pan")
    two.meet()
    (clash,) = two.clashes()
    assert (clash.what, clash.desks) == ("at-once", ("A", "B"))
    assert "Pan is promised to two needs" in clash.text
    assert "(desk A)" in clash.text
    assert "(desk B)" in clash.text
    name = two.other.promise("K08 de zh", "Pan")
    assigning.withdraw(two.one.desk, name, at=two.one.at())
    two.meet()
    assert two.clashes() == []


def everything(desk: Desk) -> str:
    """Return all that the tables of a desk hold."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'"
    tables = [row[0] for row in desk.db.execute(query).fetchall()]
    return str([desk.db.execute(f"SELECT * FROM {one}").fetchall() for one in tables])  # noqa: S608


def test_what_another_desk_promised_to_somebody_erased_is_erased_as_well(two: Two) -> None:
    erasure.erase(two.one.desk, two.one.people["Pan"])
    two.other.assign("K09 zh de", "Pan")
    name = two.other.promise("K09 zh de", "Pan")
    arrangements.arrange(two.other.desk, name, {"note": "CANARY of Frau Pan", "booth": "Pan"})
    two.meet()
    two.meet()
    for congress in (two.one, two.other):
        assert congress.team("K09 zh de") == []
        assert "CANARY" not in everything(congress.desk)
    files = [one for one in two.post.rglob("*") if one.is_file()]
    assert not [one for one in files if b"CANARY" in one.read_bytes()]


def test_a_promise_that_was_undone_is_erased_with_its_person(two: Two) -> None:
    congress, desk = two.one, two.one.desk
    act = congress.assign("K09 zh de", "Pan").act
    noted = arrangements.arrange(
        desk, congress.promise("K09 zh de", "Pan"), {"note": "CANARY of Pan"}
    )
    for one in (noted, act):
        desk.undo(one)
    erasure.erase(desk, congress.people["Pan"])
    assert "CANARY" not in everything(desk)


def test_two_different_swaps_lose_nobody(two: Two) -> None:
    two.one.assign("K09 zh de", "Pan")
    two.meet()
    name = two.one.promise("K09 zh de", "Pan")
    for congress, who in ((two.one, "Wang"), (two.other, "Müller")):
        assigning.swap(congress.desk, name, congress.people[who], at=congress.at())
    two.meet()
    assert two.one.team("K09 zh de") == ["Müller", "Wang"]
    (clash,) = two.clashes()
    assert clash.what == "too-many"


def test_saying_that_a_need_takes_more_settles_it(two: Two) -> None:
    two.one.assign("K09 zh de", "Pan")
    two.other.assign("K09 zh de", "Wang")
    two.meet()
    own_needs.change_need(two.one.desk, two.one.need("K09 zh de"), {"strength": "2"})
    two.meet()
    assert two.clashes() == []


def test_a_promise_to_a_need_that_another_desk_closed_is_shown(two: Two) -> None:
    own_needs.close_needs(two.one.desk, [two.one.need("K07 zh de")])
    two.other.assign("K07 zh de", "Wang")
    two.meet()
    (clash,) = two.clashes()
    assert (clash.what, clash.desks) == ("closed", ("A", "B"))
    assert "which desk A has closed" in clash.text


def test_two_versions_of_one_number_are_shown_until_the_next(two: Two, clock: Clock) -> None:
    two.one.assign("K07 zh de", "Pan")
    publishing.publish(two.one.desk)
    two.meet()
    two.one.assign("K08 de zh", "Müller")
    two.other.assign("K09 zh de", "Wang")
    assert publishing.publish(two.one.desk).version == 2
    assert publishing.publish(two.other.desk).version == 2
    two.meet()
    first, second = (publishing.version(one.desk) for one in (two.one, two.other))
    assert first == second
    assert first
    assert {str(first)} <= {"v2 (A), v2 (B)", "v2 (B), v2 (A)"}
    assert [one.what for one in two.clashes()] == ["versions"]
    clock.at("2012-11-21T07:00:00+01:00")
    assert publishing.publish(two.other.desk).version == 3
    two.meet()
    assert str(publishing.version(two.one.desk)) == "v3"
    assert two.clashes() == []


def test_two_booths_of_one_promise_are_a_conflict_in_words(two: Two) -> None:
    two.one.assign("K07 zh de", "Pan")
    two.meet()
    name = two.one.promise("K07 zh de", "Pan")
    arrangements.arrange(two.one.desk, name, {"booth": "1"})
    arrangements.arrange(two.other.desk, name, {"booth": "2"})
    two.meet()
    (conflict,) = conflicts.conflicts(two.one.desk)
    assert conflict.about == "Pan · Wasser in Harbin zh>de"
    assert conflict.text == "Booth: entered differently."
    assert {(side.text, side.desk) for side in conflict.sides} == {("1", "A"), ("2", "B")}
    conflicts.choose(two.one.desk, conflict, "2")
    two.meet()
    assert conflicts.conflicts(two.other.desk) == []
    known = promises.assignment(two.other.desk, name)
    assert known
    assert known.booth == "2"


def test_two_strengths_of_one_need_are_a_conflict_in_words(two: Two) -> None:
    for congress, strength in ((two.one, "2"), (two.other, "3")):
        own_needs.change_need(
            congress.desk, congress.need("K07 zh de"), {"strength": strength}, congress.at()
        )
    two.meet()
    (conflict,) = conflicts.conflicts(two.other.desk)
    assert conflict.about == "Wasser in Harbin zh>de"
    assert conflict.text == "Interpreters needed: entered differently."


def test_withdrawn_here_and_promised_anew_there_is_a_conflict_in_words(two: Two) -> None:
    two.one.assign("K07 zh de", "Pan")
    name = two.one.promise("K07 zh de", "Pan")
    assigning.withdraw(two.one.desk, name, at=two.one.at())
    two.meet()
    two.one.assign("K07 zh de", "Pan")
    two.other.assign("K07 zh de", "Pan")
    assigning.withdraw(two.other.desk, name, at=two.other.at())
    two.meet()
    (conflict,) = conflicts.conflicts(two.one.desk)
    assert {side.text for side in conflict.sides} == {"promised", "withdrawn"}


def test_desks_that_met_plan_by_the_same_problem(two: Two) -> None:
    two.one.assign("K07 zh de", "Pan")
    two.other.assign("K08 de zh", "Müller")
    two.meet()
    first, second = (situation.plan(one.desk) for one in (two.one, two.other))
    assert first == second
    assert len(first) == 2


def _plan_something(congress: Congress, dice: Random) -> None:
    """Do one thing with the plan, whatever comes of it."""
    desk, at = congress.desk, congress.at()
    standing = promises.standing(desk)
    person = congress.people[dice.choice(sorted(congress.people))]
    need = congress.need(dice.choice(["K07 zh de", "K08 de zh", "K09 zh de"]))
    some = dice.choice(standing).id if standing else ""
    verbs: list[Callable[[], object]] = [
        lambda: assigning.assign(desk, need, person, at=at, override=True, reason="so it is"),
        lambda: assigning.withdraw(desk, some, at=at, reason="not so"),
        lambda: assigning.swap(desk, some, person, at=at, override=True, reason="so it is"),
        lambda: arrangements.arrange(desk, some, {"booth": str(dice.randint(1, 3))}),
        lambda: own_needs.close_needs(desk, [need], at, reason="it is off"),
        lambda: own_needs.reopen_need(desk, need, at),
        lambda: illness.ill(desk, person, at=at),
        lambda: publishing.publish(desk, at),
        lambda: publishing.acknowledge(desk, person, at),
        lambda: hours.clock(desk, person, at),
        desk.undo,
    ]
    with suppress(DeskError):  # that somebody is told why not is tested elsewhere
        dice.choice(verbs)()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_two_desks_plan_they_agree_when_they_have_met(two: Two, seed: int) -> None:
    dice = Random(seed)  # noqa: S311  the same plan for the same seed
    for _round in range(3):
        for congress in (two.one, two.other):
            for _step in range(8):
                _plan_something(congress, dice)
        two.meet()
        seen = []
        for congress in (two.one, two.other):
            desk, at = congress.desk, congress.at()
            told = publishing.standings(desk, at)
            seen.append(
                (promises.standing(desk), publishing.version(desk), told, hours.works(desk))
            )
            assert verification.faults(desk.path) == []
        assert seen[0] == seen[1]
        two.clashes()
