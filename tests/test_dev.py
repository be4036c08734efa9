"""The script that makes the environment of a checkout, where it cannot make one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A Python as Debian ships it, without one library of the window, and nobody at the keyboard.
DEBIAN = """
import ctypes, os, runpy, shutil, sys
which = shutil.which
shutil.which = lambda name, path=None: which(name)
def load(name):
    if name == "libxcb-cursor.so.0":
        raise OSError
ctypes.CDLL = load
sys.modules["ensurepip"] = None
sys.platform = "linux"
os.geteuid = lambda: 1000
runpy.run_path("dev.py", run_name="__main__")
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Debian's packages")


def answer(
    checkout: Path, programs: Path, *words: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """Start the script in an empty checkout where only these programs are installed."""
    for name in ("dev.py", "hatch_build.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, checkout)
    return subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", DEBIAN, *words],
        cwd=checkout,
        env={"PATH": str(programs), **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def installed(folder: Path, *names: str) -> Path:
    """Make a folder of programs that do nothing."""
    programs = folder / "programs"
    programs.mkdir()
    for name in names:
        (programs / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return programs


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("apt-get", "sudo"), "Install them, then start this again:\n  sudo apt-get update && "),
        (("apt-get",), "Ask who looks after this machine for:\n  sudo apt-get update && "),
        ((), "Install them as your system calls them"),
    ],
)
def test_a_python_without_environments_is_told_how_to_get_them(
    tmp_path: Path, names: tuple[str, ...], told: str
) -> None:
    done = answer(tmp_path, installed(tmp_path, *names), "test")
    assert done.returncode == 1
    assert told in done.stderr
    assert (
        f" python3.{sys.version_info.minor}-venv libxcb-cursor0 xvfb openbox xdotool "
        "cups-ipp-utils dbus" in done.stderr
    )
    assert not (tmp_path / ".venv").exists()


def test_only_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    done = answer(tmp_path, installed(tmp_path, "apt-get", "sudo", "Xvfb", "ippeveprinter"), "test")
    assert done.stderr.rstrip().endswith("-venv libxcb-cursor0 openbox xdotool dbus")


def test_the_demo_needs_nothing_to_type_with(tmp_path: Path) -> None:
    done = answer(tmp_path, installed(tmp_path, "apt-get", "sudo"), "demo")
    assert done.stderr.rstrip().endswith("-venv libxcb-cursor0")


def test_a_broken_install_is_told_and_nothing_else_happens(tmp_path: Path) -> None:
    programs = installed(tmp_path, "apt-get", "sudo")
    (programs / "sudo").write_text("#!/bin/sh\nexit 7\n", encoding="utf-8")
    done = answer(tmp_path, programs, "setup", CI="true")
    assert "failed with status 7: sudo apt-get update" in done.stderr
    assert not (tmp_path / ".venv").exists()
