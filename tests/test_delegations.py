"""Delegations: who leads them, how they stand, and the guests who come without a name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from checkin import delegations, party, people, reception
from checkin.attendance import scanning, tallies
from checkin.badges import wearers
from checkin.cli import commands
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.model.delegation import Delegation
from checkin.printing import jobs
from tests.conftest import Clock

HARBIN = ("XING Haifeng", "ABE An", "LI Na")


@pytest.fixture
def harbin(desk: Desk) -> str:
    """Return a delegation of three whose head a list named."""
    made = delegations.put(desk, "", {"title": "Harbin", "rank": "2", "partner_city": "yes"})
    for name in HARBIN:
        people.enter(desk, {"name": name, "delegation": "Harbin"}, "")
    delegations.put(desk, made.id, {"head": "XING Haifeng"})
    return made.id


def person(desk: Desk, name: str) -> str:
    return desk.find(name)[0].id


def test_a_delegation_is_made_and_changed_with_checked_values(desk: Desk) -> None:
    made = delegations.put(desk, "", {"title": "Almaty", "country": "Kasachstan", "colour": "blau"})
    assert (made.country, made.colour) == ("KZ", "#0057B7")
    assert delegations.put(desk, made.id, {"rank": "1", "languages": "ru"}).rank == "1"
    for values in (
        {"rank": "first"},
        {"colour": "nice"},
        {"languages": "klingon"},
        {"title": ""},
        {"source": "x"},
    ):
        with pytest.raises(DeskError):
            delegations.put(desk, made.id, values)
    for title in ("", "almaty "):
        with pytest.raises(DeskError):
            delegations.put(desk, "", {"title": title})
    assert delegations.named(desk, "ALMATY") == delegations.delegation(desk, made.id)
    with pytest.raises(DeskError, match="no delegation"):
        delegations.delegation(desk, "Atlantis")


def test_the_head_is_found_by_name_or_id_and_is_no_deputy(desk: Desk, harbin: str) -> None:
    xing, abe = person(desk, "XING"), desk.person(person(desk, "ABE"))
    assert abe
    known = delegations.delegation(desk, harbin)
    assert delegations.head(desk, harbin) == desk.person(xing)
    assert delegations.doubt(desk, known) == ""
    delegations.lead(desk, abe, "deputy")
    known = delegations.lead(desk, abe, "head")
    assert (known.head, known.deputy) == (abe.id, "")
    people.cancel(desk, abe.id)
    assert delegations.doubt(desk, known) == "stranger"
    assert delegations.doubt(desk, delegations.put(desk, harbin, {"head": ""})) == "none"
    with pytest.raises(DeskError, match="two people"):
        delegations.put(desk, harbin, {"head": xing, "deputy": xing})


def test_delegations_stand_in_the_order_of_the_protocol(desk: Desk, harbin: str) -> None:
    for title, rank, partner in (("Almaty", "2", ""), ("Aalen", "", ""), ("Tokyo", "1", "")):
        delegations.put(desk, "", {"title": title, "rank": rank, "partner_city": partner})
    secret = people.enter(desk, {"name": "Secret", "delegation": "Harbin", "protected": "yes"}).id
    people.cancel(desk, person(desk, "LI Na"))
    for one in (person(desk, "XING"), secret):
        scanning.check_in(desk, one)
    listed = delegations.overview(desk, desk.moment(None))
    assert [one.delegation.title for one in listed] == ["Tokyo", "Harbin", "Almaty", "Aalen"]
    stands = listed[1]
    assert (stands.expected, stands.here, stands.not_yet, stands.hidden) == (3, 2, 1, 1)
    assert (stands.head, stands.head_since[11:16]) == (person(desk, "XING"), "08:00")
    early = delegations.overview(desk, desk.event.moment("2012-11-22T07:00"))[1]
    assert (early.here, early.not_yet, early.head_since) == (0, 3, "")
    whole = party.party(desk, harbin, desk.moment(None))
    assert whole
    assert (whole.here, whole.expected) == (stands.here, stands.expected)


@given(ranks=st.lists(st.sampled_from(["", "1", "02", "10", "x"]), max_size=6))
def test_a_rank_is_a_number_and_who_has_none_comes_last(ranks: list[str]) -> None:
    every = [Delegation(f"d-{n}", title="x", rank=rank) for n, rank in enumerate(ranks)]
    order = [one.rank for one in sorted(every, key=lambda one: delegations.protocol(one, "names"))]
    numbers = [int(rank) for rank in order if rank.isdigit()]
    assert numbers == sorted(numbers)
    assert not any(rank.isdigit() for rank in order[len(numbers) :])


def test_members_go_by_head_deputy_rank_and_name(desk: Desk, harbin: str) -> None:
    people.correct(desk, person(desk, "LI Na"), {"rank": "1"})
    whole = party.party(desk, harbin, desk.moment(None))
    assert whole
    assert [one.person.name for one in whole.members] == ["XING Haifeng", "LI Na", "ABE An"]
    done = reception.group(desk, harbin, [one.person.id for one in whole.members])
    packed = [jobs.numbered(desk, [number])[0].person for number in done.packed]
    assert packed == [one.person.id for one in whole.members]


def test_a_coach_of_70_counts_at_once_and_is_named_later(desk: Desk, harbin: str) -> None:
    done = reception.group(desk, "Reisegruppe", [], 70)
    assert tallies.tally(desk).total["here"] == 70
    group = delegations.delegation(desk, "Reisegruppe").id
    guests = delegations.nameless(desk, group)
    assert [one.whole_name for one in guests] == [f"A-{n}" for n in range(1, 71)]
    badges = [wearers.badge(desk, one) for one in guests]
    assert (badges[16].name, badges[16].delegation) == ("A-17", "Reisegruppe")
    assert len(reception.number_badges(desk, group)) == 70
    assert not reception.number_badges(desk, group)
    reception.name_guest(desk, guests[69].id, {"name": "Uwe Letzter"})
    named = desk.person(guests[69].id)
    assert named
    assert (named.whole_name, wearers.badge(desk, named).name) == ("Uwe Letzter", "Uwe Letzter")
    with pytest.raises(DeskError, match="needs a name"):
        reception.name_guest(desk, guests[0].id, {"organisation": "Rathaus"})
    (one,) = [outcome.person for outcome in reception.walk_ins(desk, 1, "Reisegruppe")]
    assert one
    assert one.whole_name == "A-71"
    assert done.act
    desk.undo(done.act)
    assert tallies.tally(desk).total["here"] == 1
    with pytest.raises(DeskError, match="1 to 200"):
        reception.group(desk, harbin, [person(desk, "XING")], 201)
    assert tallies.tally(desk).total["here"] == 1


def test_a_nameless_guest_who_turns_out_to_be_listed_keeps_the_listed_name(desk: Desk) -> None:
    listed = people.enter(desk, {"name": "Wu Li", "delegation": "Harbin"}, "").id
    (guest,) = reception.walk_ins(desk, 1, "Harbin")
    assert guest.person
    whole = people.merge(desk, guest.person.id, listed)
    assert wearers.badge(desk, whole).name == "Wu Li"
    assert tallies.tally(desk).total["here"] == 1


def test_who_comes_with_a_guest_is_of_the_same_delegation(desk: Desk, harbin: str) -> None:
    main = person(desk, "XING")
    first = reception.accompany(desk, main, {"name": "LIU Mei"}).person
    more = [one.person for one in reception.plus_ones(desk, main, 2)]
    assert first
    assert [one.id for one in people.company(desk, main)] == [
        first.id,
        *(one.id for one in more if one),
    ]
    assert {one.delegation for one in people.company(desk, main)} == {harbin}
    assert tallies.tally(desk).total["here"] == 3
    with pytest.raises(DeskError, match="no person"):
        reception.plus_ones(desk, "p-nobody", 1)


def test_the_command_line_checks_a_group_in_and_names_no_protected_person(
    tmp_path: Path, clock: Clock
) -> None:
    path, days = tmp_path / "g.checkin", (date(2012, 11, 21), date(2012, 11, 23))
    zone = "Europe/Berlin"
    with found(
        path, title="x", first=days[0], last=days[1], zone_name=zone, label="A", now=clock
    ) as desk:
        harbin = delegations.put(desk, "", {"title": "Harbin", "head": "XING Haifeng"}).id
        for name in HARBIN:
            people.enter(desk, {"name": name, "delegation": "Harbin"}, "")
        people.enter(desk, {"name": "Canary", "delegation": "Harbin", "protected": "yes"}, "")
        absent = person(desk, "LI Na")
    asked = ("Harbin", "--at", "2012-11-22T08:30")
    told = answer(path, "group", *asked, "--absent", absent, "--unknown", "2")
    assert "5 checked in as one act" in told
    assert "1 person is not named here." in told
    assert "Canary" not in told
    told = answer(path, "group", *asked, "--json")
    assert len(json.loads(told)["verdicts"]) == 1
    told = answer(path, "delegations", "--at", "2012-11-22T23:00")
    assert "Harbin: 6 of 6 here, 0 not yet; XING Haifeng here since" in told
    assert json.loads(answer(path, "delegations", "--json"))[0]["id"] == harbin
    refused = CliRunner().invoke(commands, ["group", str(path), "Harbin", "--absent", "p-x"])
    assert refused.exit_code == 1


def answer(path: Path, command: str, *args: str) -> str:
    done = CliRunner().invoke(commands, [command, str(path), *args])
    assert done.exit_code == 0, done.output
    return done.output
