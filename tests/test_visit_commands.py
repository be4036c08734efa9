"""Visits and buses by the command line: the same verbs, and JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checkin import bookings, visits
from checkin.cli import commands
from checkin.desk import Desk
from tests.conftest import Clock
from tests.planning import congress, guest, visit


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Path:
    """Plan a visit to which a bus goes, for two guests, and close the file."""
    with congress(tmp_path, clock) as desk:
        bus = visit(desk, "Bus 1", "08:00", "08:30", kind="transfer", place="Werk")
        plant = visit(
            desk, "MHKW", "09:00", "10:00", place="Werk", briefing="yes", gate_list="2012-11-22"
        )
        desk.write(*desk.change("changed", plant, {"bus": bus}))
        for family in ("Abel", "Berg"):
            bookings.book(desk, guest(desk, family, phone=f"+49 {family}"), plant)
        return desk.path


def said(*args: object) -> Any:
    result = CliRunner().invoke(commands, [*map(str, args), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_a_bus_is_filled_called_and_sent_off_without_a_screen(event: Path) -> None:
    assert said("seat", event, "Bus 1")["seated"] == 2
    assert said("seat", event, "Bus 1", "MHKW")["seated"] == 0
    with Desk(event) as desk:
        code = desk.badge_code(desk.find("Abel")[0].id)
    said("scan", event, code, "--activity", "Bus 1", "--at", "2012-11-23T07:55")
    left = said("roll", event, "Bus 1", "--depart", "--at", "2012-11-23T08:00")
    assert (left["boarded"], left["expected"], left["aboard"]) == (1, 2, 1)
    assert [(one["name"], one["phone"]) for one in left["missing"]] == [("Berg", "+49 Berg")]
    assert "Berg +49 Berg" in CliRunner().invoke(commands, ["roll", str(event), "Bus 1"]).output
    off = said("roll", event, "Bus 1", "--alight", "--at", "2012-11-23T08:30")
    assert (off["alighted"], off["aboard"]) == (1, 0)
    late = said("visits", event, "--at", "2012-11-23T09:10")
    rules = {one["rule"] for one in late["alarms"]}
    assert rules == {"left-behind", "nobody-there", "gate"}
    (one,) = late["visits"]
    assert (one["booked"], one["boarded"], one["present"]) == (2, 1, 0)
    said("undo", event)
    assert said("roll", event, "Bus 1")["aboard"] == 1


def test_gate_lists_are_noted_and_guests_briefed_without_a_screen(event: Path) -> None:
    sent = said("gate", event, "MHKW", "--at", "2012-11-22T10:00")["gate_list_sent"]
    assert sent == "2012-11-22T10:00:00+01:00"
    with Desk(event) as desk:
        abel, berg = (desk.find(name)[0].id for name in ("Abel", "Berg"))
        (plant,) = (one.activity.id for one in visits.visits(desk))
    assert said("brief", event, "MHKW", berg)["briefed"] == 1
    assert said("brief", event, "MHKW")["briefed"] == 0
    with Desk(event) as desk:
        code = desk.badge_code(abel)
    said("scan", event, code, "--activity", "MHKW", "--at", "2012-11-23T08:55")
    assert said("brief", event, "MHKW")["briefed"] == 1
    with Desk(event) as desk:
        assert visits.briefed(desk, plant) == {abel, berg}
    result = CliRunner().invoke(commands, ["brief", str(event), "Nowhere"])
    assert result.exit_code == 1
