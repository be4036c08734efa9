"""Desks of one event in a folder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin.desk import Desk
from tests.journal.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Yield an event with one desk, A."""
    world = World(tmp_path)
    world.found()
    yield world
    world.close()


@pytest.fixture
def desk(world: World) -> Desk:
    """Return the first desk of the event."""
    return world.desks["A"]
