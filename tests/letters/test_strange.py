"""What another desk says may be nonsense; it blocks nobody who hears it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from checkin import exchange, verification
from checkin.attendance import tallies
from checkin.attendance.headcount import headcounts
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.letters import k1
from checkin.model.event import event_subject
from tests.journal.world import World, enter, journal, register, rows

NEVER = "9999-12-31T23:59:59-23:59"

EVENT: list[Mapping[str, str]] = [
    {"zone": "Nowhere/X"},
    {"zone": ""},
    {"first_day": "x"},
    {"last_day": "9999-12-31"},
    {"last_day": "2200-12-31"},
    {"day_starts": "ab"},
    {"day_starts": "9" * 30},
    {"abroad": "nonsense"},
]


def _hears(world: World, desk: Desk, *facts: Fact) -> None:
    """Let another desk say this, and see that this one still does all it did."""
    person = register(desk, family="Li", given="Na")
    exchange.sync(desk, world.post)
    other = world.join("B", world.post)
    other.write(*facts)
    world.meet()
    enter(desk, person)
    for rule in ("persons", "visits"):
        assert tallies.tally(desk, by="activity", rule=rule).total["attended"] == 1
    assert tallies.tally(desk, rule="fkm").total["attended"] in {0, 1}
    assert headcounts(desk)
    assert verification.faults(desk.path) == []
    world.meet()
    assert (journal(desk), rows(desk)) == (journal(other), rows(other))


@pytest.mark.parametrize("settings", EVENT, ids=str)
def test_nonsense_in_the_settings_of_the_event(
    world: World, desk: Desk, settings: Mapping[str, str]
) -> None:
    event = event_subject(desk.key)
    said = desk.folded(event)
    over = said.heads(settings)
    _hears(world, desk, Fact("changed", event, {"set": settings, "over": over}))


def test_nobody_undoes_erases_or_merges_the_event_away(world: World, desk: Desk) -> None:
    event, before = desk.event.id, desk.event
    founding = desk.folded(event).entries[0].id
    _hears(
        world,
        desk,
        Fact("undone", event, {"of": [founding]}),
        Fact("erased", event, {}),
        Fact("merged", event, {"with": "e-" + "2" * 26}),
    )
    assert desk.event == before


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "day", "day": "9999-12-31"},
        {"start": NEVER},
        {"start": "0001-01-01T00:00:00+23:59", "end": NEVER},
        {"start": "2012-11-22T09:00:00+01:00", "admission": "999999999"},
        {"day": "x", "start": "y"},
    ],
    ids=str,
)
def test_an_activity_at_a_time_that_never_comes(
    world: World, desk: Desk, fields: dict[str, str]
) -> None:
    activity = fresh("a")
    planned = Fact("planned", activity, {"set": {"title": "T", "whole": "nowhere", **fields}})
    arrivals = [
        Fact("arrived", fresh("p"), {"activity": activity, "at": at})
        for at in (NEVER, "0001-01-01T00:00:00+23:59", "x", "2012-11-22T09:00:00")
    ]
    _hears(world, desk, planned, *arrivals)


@pytest.mark.parametrize(
    "data",
    [
        {"issue": 2**63, "try": 0},
        {"issue": 2, "try": 10**12},
        {"issue": -1, "try": 0},
        {"issue": True, "try": False},
    ],
    ids=str,
)
def test_a_badge_number_that_nobody_counted_to(
    world: World, desk: Desk, data: dict[str, Any]
) -> None:
    person = register(desk, family="Wang")
    before = desk.badge_code(person)
    _hears(world, desk, Fact("minted", person, data))
    assert desk.badge_code(person) == before


def test_wholes_above_wholes_end_somewhere(world: World, desk: Desk) -> None:
    chain = [fresh("a") for _ in range(200)]
    pairs = pairwise(chain)
    _hears(world, desk, *(Fact("planned", one, {"set": {"whole": up}}) for one, up in pairs))
    assert len(desk.wholes(chain[0])) == 20


def test_an_end_row_that_names_no_replica_is_damaged() -> None:
    good = k1.End("e-" + "a" * 26, "r-a-" + "b" * 10, 0, "d" + "a" * 32, "0" * 64, {})
    assert k1.end(good.cells()) == good
    odd = k1.End(good.event, good.replica, 0, good.ids, good.sha256, {"x": 5})
    assert k1.end(odd.cells()) is None


@pytest.mark.parametrize("length", [1, 3, 10, 60])
def test_a_piece_of_the_header_was_cut_off(desk: Desk, tmp_path: Path, length: int) -> None:
    assert "is cut off" in _said(desk, tmp_path, k1.HEADER[:length].encode())


def test_a_list_in_an_old_encoding_is_offered_as_a_list(desk: Desk, tmp_path: Path) -> None:
    people = "Name;Land\r\nMüller;DE\r\n".encode("cp1252")
    assert "import it as a list" in _said(desk, tmp_path, people)
    assert "unchanged sync file" in _said(desk, tmp_path, 'ï»¿"fmt"'.encode())
    assert "unchanged sync file" in _said(desk, tmp_path, bytes(range(256)))


def _said(desk: Desk, folder: Path, content: bytes) -> str:
    file = folder / "strange.csv"
    file.write_bytes(content)
    return exchange.sync(desk, file).refused[0][1]
