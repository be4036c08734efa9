"""The roll: everybody in order, chosen by what one asks for, and kept up to date."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from checkin import people, roll
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.roll import BEST_FIRST, Roll, Wanted

PEOPLE = (
    {"family": "Zander", "given": "Uwe", "country": "DE", "role": "speaker"},
    {"family": "Ärzte", "given": "Anna", "country": "DE", "attention": "Please call"},
    {"family": "Li", "given": "Na", "native_name": "李娜", "country": "CN", "delegation": "Harbin"},
    {"family": "Šmits", "given": "Jānis", "country": "LV", "delegation": "Daugavpils"},
    {"native_name": "王伟", "country": "CN", "delegation": "Harbin"},
)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Have a few people entered."""
    for values in PEOPLE:
        people.enter(desk, values, "")
    desk.touched()
    return desk


def read(desk: Desk) -> Roll:
    """Return the roll of a desk, read."""
    made = Roll(desk, "names", "en")
    made.read()
    return made


def names(desk: Desk, made: Roll, numbers: Sequence[int]) -> list[str]:
    """Return the family names of people."""
    found = [desk.person(one) for one in made.ids(numbers)]
    return [person.family or person.native_name for person in found if person]


def test_everybody_is_in_the_order_of_names(full: Desk) -> None:
    made = read(full)
    assert names(full, made, made.chosen(Wanted())) == ["Ärzte", "Li", "Šmits", "Zander", "王伟"]
    backwards = made.chosen(Wanted(), "name", down=True)
    assert names(full, made, backwards) == ["王伟", "Zander", "Šmits", "Li", "Ärzte"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(country="CN"), ["Li", "王伟"]),
        (Wanted(role="speaker"), ["Zander"]),
        (Wanted(role="delegate", country="DE"), ["Ärzte"]),
        (Wanted(look="attention"), ["Ärzte"]),
        (Wanted(look="conflict"), []),
        (Wanted(state="cancelled"), []),
        (Wanted(only=frozenset()), []),
        (Wanted(text="zander"), ["Zander"]),
        (Wanted(text="smits"), ["Šmits"]),
        (Wanted(text="harbin"), ["Li", "王伟"]),
        (Wanted(text="harbin", role="speaker"), []),
    ],
)
def test_filters_leave_those_who_are_wanted(full: Desk, wanted: Wanted, found: list[str]) -> None:
    made = read(full)
    assert sorted(names(full, made, made.chosen(wanted, BEST_FIRST))) == sorted(found)


@pytest.mark.parametrize(
    "column",
    ["country", "delegation", "rank", "role", "state", "badge", "organisation", "native_name"],
)
def test_every_column_puts_all_people_in_order(full: Desk, column: str) -> None:
    made = read(full)
    assert sorted(made.chosen(Wanted(), column)) == sorted(made.slips)
    assert made.chosen(Wanted(), column, down=True) == made.chosen(Wanted(), column)[::-1]


def test_a_column_that_there_is_not_is_a_mistake(full: Desk) -> None:
    with pytest.raises(KeyError):
        read(full).chosen(Wanted(), "id; DROP TABLE person")


def test_delegations_go_by_their_rank_in_the_protocol(full: Desk) -> None:
    made = read(full)
    for subject, title in made.delegations():
        rank = {"Harbin": "1", "Daugavpils": "2"}[title]
        full.write(*full.change("changed", subject, {"rank": rank}))
    made.update(full.touched())
    assert names(full, made, made.chosen(Wanted(), "rank"))[:3] == ["Li", "王伟", "Šmits"]


def test_hits_can_be_sorted_by_a_column_too(full: Desk) -> None:
    made = read(full)
    by_name = made.chosen(Wanted(text="harbin"), "name")
    assert names(full, made, by_name) == ["Li", "王伟"]


def test_who_is_here_is_known_as_soon_as_it_changes(full: Desk) -> None:
    made = read(full)
    li = next(one for one in made.slips.values() if "li\x01" in one.key)
    scanning.check_in(full, li.id)
    made.update(full.touched())
    assert names(full, made, made.chosen(Wanted(state="here"))) == ["Li"]
    scanning.check_in(full, li.id, out=True, at=full.event.moment("2012-11-22T09:00"))
    made.update(full.touched())
    assert made.slips[li.n].state == "here"  # it is eight, and the person left at nine


def test_a_corrected_name_moves_to_its_place_and_one_changed_alone(full: Desk) -> None:
    made = read(full)
    zander = made.chosen(Wanted())[3]
    people.correct(full, made.slips[zander].id, {"family": "Abel"})
    made.update(full.touched())
    again = read(full)
    assert made.chosen(Wanted()) == again.chosen(Wanted())
    assert names(full, made, made.chosen(Wanted()))[0] == "Abel"
    assert made.slips == again.slips


def test_people_joined_and_parted_again_are_followed(full: Desk) -> None:
    made = read(full)
    one, other = made.ids(made.chosen(Wanted())[:2])
    people.merge(full, one, other)
    made.update(full.touched())
    assert made.slips == read(full).slips
    assert len(made.slips) == 4
    assert made.numbers([one]) == made.numbers([other])
    full.undo()
    made.update(full.touched())
    assert made.slips == read(full).slips
    assert len(made.slips) == 5


def test_a_walk_in_joins_and_an_undo_takes_them_away(full: Desk) -> None:
    made = read(full)
    people.enter(full, {"name": "Nobody Known"})
    made.update(full.touched())
    assert len(made.slips) == 6
    full.undo()
    made.update(full.touched())
    assert made.slips == read(full).slips
    assert len(made.slips) == 5


def test_many_changes_at_once_read_everybody(full: Desk) -> None:
    made = read(full)
    full.write(
        *(
            Fact("registered", fresh("p"), {"set": {"family": f"Guest {n}"}})
            for n in range(roll._MOST_SINGLE + 1)  # noqa: SLF001  how many that is
        )
    )
    made.update(full.touched())
    assert len(made.slips) == roll._MOST_SINGLE + 6  # noqa: SLF001  as above


def test_more_hits_than_the_search_looks_at_are_all_there(full: Desk) -> None:
    full.write(
        *(
            Fact("registered", fresh("p"), {"set": {"family": "Meier", "given": f"Anna {n}"}})
            for n in range(900)
        )
    )
    made = read(full)
    assert len(made.chosen(Wanted(text="anna"), BEST_FIRST)) == 901
    assert len(made.chosen(Wanted(text="meier ann"), BEST_FIRST)) == 900


def test_countries_and_delegations_are_offered_in_order(full: Desk) -> None:
    made = read(full)
    assert made.countries() == [("CN", "China"), ("DE", "Germany"), ("LV", "Latvia")]
    assert [title for _one, title in made.delegations()] == ["Daugavpils", "Harbin"]


def test_one_roll_takes_over_what_another_has_read(full: Desk) -> None:
    made = Roll(full, "dictionary", "en")
    made.take(read(full))
    assert made.chosen(Wanted()) == read(full).chosen(Wanted())
    assert Roll.size(full) == 5
