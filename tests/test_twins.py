"""Twins: found by sound and spelling, joined as one chooses, parted again, or kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin import exchange, people, twins
from checkin.desk import Desk
from checkin.errors import StoppedError

HARBIN = {"organisation": "City of Harbin", "country": "CN"}


def pairs(desk: Desk) -> list[set[str]]:
    """Return the pairs that are proposed, by family names."""
    found = []
    for pair in twins.likely(desk):
        two = [desk.person(one) for one in (pair.one, pair.other)]
        found.append({f"{one.family or one.name}" for one in two if one})
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"family": "Шевченко", "given": "Олена", "country": "UA"},
            {"family": "Schewtschenko", "given": "Olena", "country": "UA"},
        ),
        ({"family": "Müller", "given": "Anna"}, {"family": "Mueller", "given": "Anna"}),
        ({"family": "Kalniņa", "given": "Ilze"}, {"family": "Kalnina", "given": "Ilze"}),
        (
            {"family": "Li", "given": "Na", "native_name": "李娜", **HARBIN},
            {"native_name": "李娜", **HARBIN},
        ),
        ({"name": "Bernd Grünewald"}, {"family": "Grünewald", "given": "Bernd"}),
        (
            {"family": "Abendroth", "given": "Annegret", "organisation": "Umweltamt"},
            {"family": "Abendrot", "given": "Annegret", "organisation": "Umweltamt"},
        ),
        (
            {"family": "Weber", "given": "Katharina", "email": "kw@example.org"},
            {"family": "Weber", "given": "Katja", "email": "KW@example.org"},
        ),
    ],
)
def test_one_person_entered_twice_is_found(
    desk: Desk, one: dict[str, str], other: dict[str, str]
) -> None:
    people.enter(desk, one)
    people.enter(desk, other)
    people.enter(desk, {"family": "Somebody", "given": "Else"})
    assert len(twins.likely(desk)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            {"family": "Li", "given": "Na", "native_name": "李娜", "country": "CN"},
            {"family": "Li", "given": "Na", "native_name": "李纳", "country": "CN"},
        ),
        ({"family": "Li", "given": "Na"}, {"family": "Li", "given": "Nan"}),
        ({"family": "Müller", "given": "Anna"}, {"family": "Müller", "given": "Bernd"}),
        (
            {"family": "Meier", "given": "Jan", "email": "office@example.org"},
            {"family": "Novak", "given": "Eva", "email": "office@example.org"},
        ),
        (
            {"family": "Alder", "given": "Rosemarie", "email": "alder@example.org"},
            {"family": "Alder", "given": "Friedhelm", "email": "alder@example.org"},
        ),
        (
            {"family": "Schmidt", "given": "Andreas", "country": "DE"},
            {"family": "Schmidt", "given": "Andreas", "country": "AT"},
        ),
    ],
)
def test_two_who_are_two_are_not_proposed(
    desk: Desk, one: dict[str, str], other: dict[str, str]
) -> None:
    people.enter(desk, one)
    people.enter(desk, other)
    assert twins.likely(desk) == []


def test_a_substitute_is_no_twin(desk: Desk) -> None:
    li = people.enter(desk, {"family": "Li", "given": "Na", **HARBIN})
    people.substitute(desk, li.id, {"family": "Li", "given": "Na"})
    assert twins.likely(desk) == []


def test_the_same_person_is_proposed_with_the_reasons(desk: Desk) -> None:
    people.enter(desk, {"family": "Li", "given": "Na", "phone": "+86 451 5555 0002", **HARBIN})
    people.enter(desk, {"family": "Li", "given": "Na", "phone": "0451-55550002", **HARBIN})
    (pair,) = twins.likely(desk)
    assert pair.reasons == ("same-name", "same-phone", "same-organisation", "same-country")


def test_two_kept_apart_are_not_proposed_again_until_that_is_undone(desk: Desk) -> None:
    one = people.enter(desk, {"family": "Li", "given": "Na", **HARBIN})
    two = people.enter(desk, {"family": "Li", "given": "Na", **HARBIN})
    twins.keep_apart(desk, two.id, one.id)
    assert twins.likely(desk) == []
    desk.undo()
    assert pairs(desk) == [{"Li"}]


def test_what_was_said_last_stays_and_nothing_replaces_something(desk: Desk) -> None:
    one = people.enter(desk, {"family": "Li", "city": "Harbin", "note": "vegetarian"})
    two = people.enter(desk, {"family": "Ли", "city": "Magdeburg", "phone": "0391 1234"})
    told = {each.field: each for each in twins.differences(desk, one.id, two.id)}
    assert set(told) == {"family", "city", "note", "phone"}
    assert told["city"].values == ("Harbin", "Magdeburg")
    assert [told[name].keeps for name in ("family", "city", "note", "phone")] == [1, 1, 0, 1]


def test_joined_people_have_the_chosen_values_and_no_conflict(desk: Desk) -> None:
    one = people.enter(desk, {"family": "Li", "city": "Harbin", "note": "vegetarian"})
    two = people.enter(desk, {"family": "Ли", "city": "Magdeburg", "phone": "0391 1234"})
    day = desk.day(desk.this_moment())
    people.book(desk, [one.id], day, "cancelled")
    people.book(desk, [two.id], day, "booked")
    before = {each: desk.folded(each).values() for each in (one.id, two.id)}
    act = twins.join(desk, one.id, two.id, {"family": "Li", "city": "Magdeburg", "phone": ""})
    whole = desk.person(one.id)
    assert whole == desk.person(two.id)
    assert whole is not None
    assert (whole.family, whole.city, whole.note, whole.phone) == (
        "Li",
        "Magdeburg",
        "vegetarian",
        "",
    )
    assert desk.db.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    assert desk.db.execute("SELECT status FROM booking").fetchall() == [("booked",)]
    desk.undo(act)
    assert {each: desk.folded(each).values() for each in (one.id, two.id)} == before


def test_a_long_search_can_be_stopped(desk: Desk) -> None:
    people.enter(desk, {"family": "Li"})

    def stop(_done: int, _of: int) -> None:
        raise StoppedError("enough")

    with pytest.raises(StoppedError):
        twins.likely(desk, stop)


def test_names_that_many_share_are_compared_within_their_house(desk: Desk) -> None:
    for number in range(60):
        people.enter(desk, {"family": "Li", "given": "Na", "organisation": f"House {number}"})
    people.enter(desk, {"family": "Li", "given": "Na", "organisation": "House 7"})
    assert len(twins.likely(desk)) == 1


def test_the_desks_agree_on_who_is_kept_apart(desk: Desk, tmp_path: Path) -> None:
    one = people.enter(desk, {"family": "Li", "given": "Na", **HARBIN})
    two = people.enter(desk, {"family": "Li", "given": "Na", **HARBIN})
    twins.keep_apart(desk, one.id, two.id)
    (tmp_path / "stick").mkdir()
    exchange.sync(desk, tmp_path / "stick")
    with exchange.join(tmp_path / "b.checkin", tmp_path / "stick", "B", now=desk.now) as other:
        assert twins.likely(other) == []
