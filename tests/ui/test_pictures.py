"""The demo without a screen leaves a picture of every page, in both looks and both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from checkin import demo, demo_stage
from checkin.attendance import tallies
from checkin.desk import Desk
from ui import pictures
from ui.places import places

pytestmark = pytest.mark.xdist_group("pictures")  # the demo is played once for all

SCENES = (
    "attendance-house",
    *("desk-preview", "desk-answer", "desk-stop", "badges-check", "badges-layouts"),
    *("import", "kiosk", "opening"),
)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Play the demo as a process of its own, without a screen."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("demo")
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "ui", "demo", str(folder), "--headless", "--json"],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(names, str(home)), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert demo.SCREENS in json.loads(done.stdout)["files"]
    return folder


def test_every_page_is_there_in_both_looks_and_languages(folder: Path) -> None:
    wanted = {
        f"{name}-{look}-{language}.png"
        for name in (*SCENES, *(name for name in places() if name != "desk"))
        for look in pictures.LOOKS
        for language in pictures.LANGUAGES
    }
    assert wanted <= {file.name for file in (folder / demo.SCREENS).iterdir()}


def test_a_picture_has_the_size_of_the_window_and_its_look(folder: Path) -> None:
    for name in ("desk-preview", "desk-answer", "desk-stop"):
        light, dark = (
            QImage(str(folder / demo.SCREENS / f"{name}-{look}-en.png")) for look in pictures.LOOKS
        )
        assert (light.width(), light.height()) == (dark.width(), dark.height()) == pictures.SIZE
        assert light.pixelColor(200, 4).lightness() > 200
        assert dark.pixelColor(200, 4).lightness() < 60


def test_the_congress_that_was_played_is_as_its_figures_say(folder: Path) -> None:
    told = json.loads((folder / "summary.json").read_text("utf-8"))
    with Desk(folder / demo_stage.FILES["A"]) as desk:
        assert tallies.tally(desk).total["attended"] == told["attended"] == 118
