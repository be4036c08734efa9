"""A desk of a congress of three days, with a clock that is set."""

from __future__ import annotations

import pytest

from checkin.desk import Desk
from tests.conftest import Clock


@pytest.fixture
def desk(desk: Desk, clock: Clock) -> Desk:
    """Let the desk of the congress stand at nine on its second day."""
    clock.at("2012-11-22T09:00:00+01:00")
    return desk
