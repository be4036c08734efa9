"""A low battery says so, whatever the machine calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui import power
from ui.power import Judgement, Reading
from ui.theme import Tone


def supply(folder: Path, name: str, **said: object) -> None:
    """Write what Linux tells of one power supply."""
    (folder / name).mkdir()
    for file, text in said.items():
        (folder / name / file).write_text(f"{text}\n", "utf-8")


@pytest.mark.parametrize(
    "reading",
    [Reading(), Reading(5, plugged=True), Reading(31, plugged=False), Reading(100, plugged=False)],
)
def test_nothing_is_said_of_a_battery_that_will_last(reading: Reading) -> None:
    assert power.judged(reading) == Judgement()


def test_a_low_battery_is_told_and_an_empty_one_says_what_to_do() -> None:
    assert power.judged(Reading(30, plugged=False)) == Judgement("Battery 30 %", Tone.LOOK)
    empty = power.judged(Reading(12, plugged=False))
    assert empty == Judgement("Battery 12 %: please plug in now", Tone.STOP)


def test_a_laptop_on_its_battery_is_read_from_its_folder(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online=0)
    supply(tmp_path, "BAT0", type="Battery", capacity=17, status="Discharging")
    assert power.of_folder(tmp_path) == Reading(17, plugged=False)


def test_two_batteries_count_by_what_they_hold(tmp_path: Path) -> None:
    large = {"capacity": 10, "energy_full": 60_000, "status": "Discharging"}
    supply(tmp_path, "BAT0", type="Battery", **large)
    supply(tmp_path, "BAT1", type="Battery", capacity=100, energy_full=20_000, status="Unknown")
    assert power.of_folder(tmp_path) == Reading(32, plugged=False)


def test_the_battery_of_a_mouse_is_not_the_laptops(tmp_path: Path) -> None:
    supply(tmp_path, "hid", type="Battery", scope="Device", capacity=3, status="Discharging")
    assert power.of_folder(tmp_path) == Reading()


@pytest.mark.parametrize("said", [{}, {"capacity": "many"}, {"capacity": ""}])
def test_a_battery_that_says_nothing_is_no_reason_to_worry(
    said: dict[str, str], tmp_path: Path
) -> None:
    supply(tmp_path, "BAT0", type="Battery", status="Discharging", **said)
    assert power.of_folder(tmp_path) == Reading()
    assert power.of_folder(tmp_path / "nowhere") == Reading()


def test_macos_is_read_by_its_words() -> None:
    head = "Now drawing from '{}'\n -InternalBattery-0 (id=1)\t{}%; discharging; 1:02 remaining\n"
    assert power.of_pmset(head.format("Battery Power", 23)) == Reading(23, plugged=False)
    assert power.of_pmset(head.format("AC Power", 23)) == Reading(23, plugged=True)
    assert power.of_pmset("Now drawing from 'AC Power'\n") == Reading()


def test_this_machine_can_be_read_and_kept_awake_without_a_fuss(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    power.read()
    power.stay_awake()()
