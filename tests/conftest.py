"""What every test starts from: a machine of its own, English, and examples without a stopwatch."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from checkin import i18n
from checkin.desk import Desk
from checkin.founding import found

# A loaded machine must not fail a law; `HYPOTHESIS_PROFILE=thorough` looks at ten times as many.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("usual"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(autouse=True)
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give each test, and the processes that it starts, a home of its own and no language."""
    home = str(tmp_path_factory.mktemp("home"))
    # A context of its own, as Hypothesis objects to the usual one under a law.
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"):
            patch.setenv(name, home)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.delenv("LANGUAGE", raising=False)
        i18n.use("en")
        yield


class Clock:
    """A wall clock that stands until it is set."""

    def __init__(self) -> None:
        self.at("2012-11-22T08:00:00+01:00")

    def __call__(self) -> int:
        """Return the time in ms since 1970."""
        return self.milliseconds

    def at(self, text: str) -> None:
        """Set it to an ISO time with offset."""
        self.milliseconds = int(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.fixture
def clock() -> Clock:
    """Stand at eight on the second day of the congress."""
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Open desk A of a congress of three days in Magdeburg, without people."""
    with found(
        tmp_path / "a.checkin",
        title="green cities",
        first=date(2012, 11, 21),
        last=date(2012, 11, 23),
        zone_name="Europe/Berlin",
        label="A",
        now=clock,
    ) as made:
        yield made
