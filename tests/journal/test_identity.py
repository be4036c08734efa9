"""A desk notices that its file was copied, and goes on under another name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import identity
from tests.journal.world import World, register


@pytest.mark.parametrize("label", ["", "much too long", "a-b", "ü"])
def test_a_label_is_short_and_plain(label: str) -> None:
    with pytest.raises(DeskError, match="cannot label a desk"):
        identity.minted(label)


def note(world: World) -> Path:
    (path,) = (world.state("A") / "desks").glob("*.json")
    return path


def reopened(world: World) -> bool:
    """Close and open the desk; tell whether it took a new identity."""
    desk = world.desks["A"]
    desk.close()
    before = desk.replica
    again = world.open("A")
    assert again.renewed == (again.replica != before)
    return again.renewed


def test_a_desk_stays_itself(world: World, desk: Desk) -> None:
    register(desk)
    assert not reopened(world)


def test_a_desk_whose_file_was_moved_stays_itself(world: World, desk: Desk) -> None:
    register(desk)
    desk.close()
    moved = world.folder / "moved.checkin"
    world.path("A").rename(moved)
    with Desk(moved, writing=True, state=world.state("A")) as again:
        assert again.replica == desk.replica


def test_a_copy_beside_the_file_is_another_desk(world: World, desk: Desk) -> None:
    desk.close()
    copy = world.folder / "copy.checkin"
    shutil.copy(world.path("A"), copy)
    with Desk(copy, writing=True, state=world.state("A")) as again:
        assert again.replica != desk.replica
        assert again.label == desk.label


@pytest.mark.parametrize("spoil", ["machine", "last_id", "gone", "broken", "other"])
def test_a_note_that_does_not_fit_makes_another_desk(world: World, desk: Desk, spoil: str) -> None:
    register(desk)
    desk.close()
    path = note(world)
    known = json.loads(path.read_text("utf-8"))
    if spoil == "gone":
        path.unlink()
    elif spoil in {"broken", "other"}:
        path.write_text("{" if spoil == "broken" else "{}", "utf-8")
    else:
        path.write_text(json.dumps({**known, spoil: "else"}), "utf-8")
    assert world.open("A").renewed


def test_a_machine_without_a_home_goes_without_notes(world: World, desk: Desk) -> None:
    desk.close()
    for file in note(world).parent.iterdir():
        file.unlink()
    note_folder = world.state("A") / "desks"
    note_folder.rmdir()
    note_folder.write_text("no folder", "utf-8")
    for _ in range(2):
        register(world.open("A"))
        assert world.desks["A"].replica == desk.replica
        world.desks["A"].close()


def test_a_desk_that_never_came_to_be_leaves_no_note(world: World) -> None:
    identity.forget("r-a-aaaaaaaaaa", world.state("A"))
    assert note(world)
