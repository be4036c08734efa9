"""What a desk prints with."""

from __future__ import annotations

import json

import pytest

from checkin import verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from checkin.printing import jobs, station
from checkin.printing.spooler import Spooler
from checkin.printing.station import Station, equip, load, shift
from tests.printing.machines import Labels
from tests.printing.steps import Switch, ask, finish


def test_a_desk_without_settings_prints_nowhere_and_by_nobody(desk: Desk) -> None:
    assert station.station(desk) == Station()
    assert (Station().printer_for("a6"), Station().left("x"), Station().low("x")) == (
        "",
        None,
        False,
    )


def test_what_is_set_is_kept(desk: Desk) -> None:
    equip(desk, printer="Laser", printers={"cr80": "Cards", "a7": ""}, layout="a7", itself=True)
    shift(desk, "Laser", 0.5, -1)
    load(desk, "Cards", 19)
    here = station.station(desk)
    assert (here.printer_for("cr80"), here.printer_for("a7")) == ("Cards", "Laser")
    assert (here.offset("Laser"), here.offset("Cards")) == ((0.5, -1.0), (0.0, 0.0))
    assert (here.left("Cards"), here.low("Cards"), here.low("Laser")) == (19, True, False)
    assert store.recall(desk.db, "printer") == "Laser"
    assert (here.layout, here.itself) == ("a7", True)
    load(desk, "Cards", None)
    assert station.station(desk).left("Cards") is None
    assert verification.faults(desk.path) == []


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    for wrong in (-1, 1_000_000):
        with pytest.raises(DeskError, match="labels"):
            load(desk, "x", wrong)
    with pytest.raises(DeskError, match="at most 20 mm"):
        shift(desk, "x", 21, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        json.dumps({"printers": [], "offsets": {"x": [1]}, "labels": {"x": -1, "y": True}}),
        json.dumps({"printers": {"a": 1}, "offsets": {"x": ["1", 2]}, "layout": 1, "itself": 1}),
    ],
)
def test_odd_settings_count_as_not_set(desk: Desk, text: str) -> None:
    with desk.act():
        store.remember(desk.db, station=text)
    assert station.station(desk) == Station()


def test_labels_are_counted_down_and_never_below_nothing(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str, li: str
) -> None:
    load(desk, labels.name, 1)
    finish(desk, spooler, ask(desk, labels, anna, li, layout="62x100"))
    assert station.station(desk).left(labels.name) == 0


def test_a_desk_that_prints_by_itself_sends_each_badge_alone(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch()
    ids = [jobs.queue(desk, person) for person in (anna, li)]
    spooler.step()
    assert [job.state for job in jobs.numbered(desk, ids)] == ["queued", "queued"]
    equip(desk, printer=printer.name, itself=True)
    found = finish(desk, spooler, ids)
    assert [job.state for job in found] == ["printed", "printed"]
    assert len({job.title for job in found}) == len(printer.documents()) == 2
