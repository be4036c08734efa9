"""A desk of a congress of three days, with a clock that is set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from checkin.desk import Desk, found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open the first desk of a new event in Magdeburg; its machine stands in 2012."""
    with found(
        tmp_path / "event.checkin",
        title="Symposium",
        first=date(2012, 11, 21),
        last=date(2012, 11, 23),
        zone_name="Europe/Berlin",
        label="A",
        now=lambda: 1_353_571_200_000,  # 2012-11-22, 9 o'clock
        state=tmp_path / "state",
    ) as desk:
        yield desk
