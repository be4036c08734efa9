"""The scripted congress: invented lists, played on three desks through the verbs of a desk."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from checkin import demo_clock
from checkin.demo_stage import FILES, LISTS, POST, Stage, Turns, must
from checkin.demo_steps import VERBS
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.summary import figures, left

SCREENS, MORNING_FOLDER = "screens", "morning"  # of pictures, and of the desks a person goes on at
MORNING = datetime.fromisoformat("2012-11-22T08:13:00+01:00")
"""When the first third is here, a coach is about to come, and a person goes on at desk A."""

Screens = Callable[[Path], bool]  # leaves pictures of the window in a folder, if it can


def play(
    folder: Path, turns: Turns = tuple, screens: Screens | None = None
) -> tuple[dict[str, Any], str]:
    """Play the congress in an empty folder; return what came of it, for programs and in words.

    Raises DeskError where the folder is not empty or cannot be written; it is then as it was.
    """
    with _staged(folder, turns) as stage:
        _perform(stage)
        return _ended(stage, screens)


def play_morning(folder: Path) -> Path:
    """Play the congress in an empty folder up to MORNING; return the event file of desk A.

    Its window runs on a clock of its own, which goes on from there. Raises DeskError as `play`.
    """
    with _staged(folder, tuple) as stage:
        _perform(stage, MORNING)
        VERBS["exchange"](stage, {"order": list(FILES)})
        for desk in stage.desks.values():
            demo_clock.mark(desk, stage.clock)
        return folder / FILES["A"]


@contextmanager
def _staged(folder: Path, turns: Turns) -> Iterator[Stage]:
    """Set the stage in an empty folder, which is left empty unless all goes well."""
    story = tomllib.loads((LISTS / "story.toml").read_text("utf-8"))
    with _unless_it_fails(folder), Stage(folder.resolve(), story, turns) as stage:
        yield stage


@contextmanager
def _unless_it_fails(folder: Path) -> Iterator[None]:
    """Make a folder, or take an empty one; leave nothing in it unless all went well."""
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            sentence = _("{folder} is not empty. Name an empty or a new folder for the demo.")
            raise DeskError(sentence.format(folder=folder))
        try:
            yield
        except BaseException:
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if new:
                folder.rmdir()
            raise
    except OSError as error:
        sentence = _("The demo cannot be made in {folder} ({reason}).")
        raise DeskError(sentence.format(folder=folder, reason=error.strerror)) from error


def _perform(stage: Stage, until: datetime | None = None) -> None:
    """Let happen what the story tells, up to a moment."""
    for day in stage.story["day"]:
        for step in day["steps"]:
            stage.set_clock(day["date"], step["at"])
            if until and stage.clock > until.timestamp() * 1000:
                stage.clock = round(until.timestamp() * 1000)
                return
            VERBS[step["do"]](stage, step)


def _ended(stage: Stage, screens: Screens | None) -> tuple[dict[str, Any], str]:
    """Count at every desk, compare with what the story promises, and leave lists and figures."""
    promised = stage.story["expected"]
    for label, one in stage.desks.items():
        counted = figures(one, promised["activities"])
        must({"desk": label, "counted": list(counted)}, counted, promised)
    files = [*FILES.values(), POST]
    if screens and screens(stage.folder):
        files.append(SCREENS)
    return left(stage.desks["A"], counted, stage.scans, files)
