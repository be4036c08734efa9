"""A screen that nobody sees: an X server, a window manager, and hands that type into programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("Xvfb", "openbox", "xdotool")
PATIENCE = 30.0  # seconds after which something will not come any more
_LOOK_EVERY = 0.02
SILENT = "PulseAudioService:"  # says that a machine has no sound


def missing() -> list[str]:
    """List the programs that this needs and this machine lacks."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def wait_for(true: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(_LOOK_EVERY)


class Screen:
    """One X server with its window manager; a context, after which both are gone."""

    def __init__(self, folder: Path, size: str = "1280x720") -> None:
        self._folder, self._size = folder, size
        self._running: list[subprocess.Popen[bytes]] = []
        self.environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
        self.environment.pop("WAYLAND_DISPLAY", None)

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        number, told = os.pipe()
        server = ["Xvfb", "-displayfd", str(told), "-nolisten", "tcp"]
        self._start([*server, "-screen", "0", f"{self._size}x24"], "xvfb", told)
        os.close(told)
        with os.fdopen(number) as pipe:
            self.environment["DISPLAY"] = f":{pipe.readline().strip()}"
        self._start(["openbox"], "openbox")
        return self

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self._running):
            process.kill()
            process.wait(PATIENCE)

    def open(self, event: Path, home: Path) -> Shown:
        """Start the program on an event file, and wait until its window can be typed into."""
        names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
        home_of_its_own = {**self.environment, **dict.fromkeys(names, str(home))}
        program = [sys.executable, "-m", "ui", str(event)]
        process = self._start(program, "window", environment=home_of_its_own)
        found = self.ask(
            *("search", "--sync", "--onlyvisible", "--pid", str(process.pid), "--name", " – "),
        )
        window = found.split()[-1]
        self.ask("windowactivate", "--sync", window)
        return Shown(self, process, self._folder / "window.log")

    def ask(self, *words: str) -> str:
        """Let xdotool do something, and return what it says."""
        done = subprocess.run(  # noqa: S603  our own words
            [shutil.which("xdotool") or "xdotool", *words],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return done.stdout

    def _start(
        self, words: list[str], name: str, *shared: int, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603  our own words
                words,
                cwd=ROOT,
                env=environment or self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=shared,
            )
        self._running.append(process)
        return process


class Shown:
    """The program on the screen, as somebody at the keyboard has it."""

    def __init__(self, screen: Screen, process: subprocess.Popen[bytes], log: Path) -> None:
        self._screen, self._process, self._log = screen, process, log

    def type(self, text: str) -> None:
        """Type letters, as a scanner does or a quick hand."""
        self._screen.ask("type", "--delay", "1", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, by the names that X has for them."""
        self._screen.ask("key", "--delay", "1", *keys)

    def in_front(self, name: str) -> None:
        """Wait until the keys go to the window of this name."""

        def shown() -> bool:
            with suppress(subprocess.CalledProcessError):  # between two windows none is active
                return name in self._screen.ask("getactivewindow", "getwindowname")
            return False

        wait_for(shown, f"a window {name!r}")

    def kill(self) -> None:
        """End the program as a power cut does."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def quit(self) -> str:
        """Quit by key; return what the program wrote to its log, which should be nothing."""
        self.press("ctrl+q")
        wait_for(lambda: self._process.poll() is not None, "the end of the program")
        assert self._process.returncode == 0, (self._process.returncode, self._log.read_text())
        lines = self._log.read_text().splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(SILENT))
