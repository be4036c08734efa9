"""Sounds are short, wanted one by one, and no trouble where nothing can play them."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkin import paths
from checkin.verdicts import Verdict
from ui import sounds, wording
from ui.settings import Settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Remember nothing yet."""
    return Settings(tmp_path / "window.json")


def test_only_a_stop_is_heard_until_somebody_wants_more(settings: Settings) -> None:
    assert sounds.wanted(settings) == {"stop"}
    sounds.want(settings, "welcome", heard=True)
    assert sounds.wanted(settings) == {"stop", "welcome"}
    sounds.want(settings, "stop", heard=False)
    assert sounds.wanted(settings) == {"welcome"}


def test_what_is_wanted_is_remembered_and_nonsense_is_not(settings: Settings) -> None:
    sounds.want(settings, "look", heard=True)
    settings.set("sounds", [*settings.value("sounds", []), "trumpet"])
    again = Settings(settings._file)  # noqa: SLF001  the same file once more
    assert sounds.wanted(again) == {"stop", "look"}


def test_every_answer_has_a_sound_that_is_there() -> None:
    named = {wording.said(verdict).sound for verdict in Verdict} - {""}
    assert named == set(sounds.NAMES)
    assert named == {file.stem for file in (paths.resources() / "sounds").glob("*.wav")}


@pytest.mark.parametrize("name", sounds.NAMES)
def test_a_sound_is_short_and_small(name: str) -> None:
    with wave.open(str(paths.resources() / "sounds" / f"{name}.wav")) as file:
        shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        seconds = file.getnframes() / file.getframerate()
    assert shape == (1, 2, 44_100)
    assert 0.1 < seconds < 0.7


def test_a_machine_without_sound_plays_nothing_and_says_nothing(
    settings: Settings, qtbot: QtBot
) -> None:
    for name in (*sounds.NAMES, "trumpet"):
        sounds.play(settings, name)
    qtbot.wait(50)


def test_the_window_starts_without_loading_what_plays_sounds() -> None:
    program = "import sys, ui.app; print('PySide6.QtMultimedia' in sys.modules)"
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
