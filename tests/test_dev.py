"""The script that makes the environment of a checkout, where it cannot make one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A Python as Debian ships it, and nobody at the keyboard.
DEBIAN = """
import os, runpy, sys
sys.modules["ensurepip"] = None
os.geteuid = lambda: 1000
sys.argv = ["dev.py", "test"]
runpy.run_path("dev.py", run_name="__main__")
"""


def answer(checkout: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    """Start the script in an empty checkout where only these programs are installed."""
    for name in ("dev.py", "hatch_build.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(ROOT / name, checkout)
    return subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", DEBIAN],
        cwd=checkout,
        env={"PATH": str(programs)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(os.name == "nt", reason="Debian's packages")
@pytest.mark.parametrize(
    ("installed", "told"),
    [
        (("apt-get", "sudo"), "Install them, then start this again:\n  sudo apt-get update && "),
        (("apt-get",), "Ask who looks after this machine for:\n  sudo apt-get update && "),
        ((), "This Python lacks python3."),
    ],
)
def test_a_python_without_environments_is_told_how_to_get_them(
    tmp_path: Path, installed: tuple[str, ...], told: str
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in installed:
        (programs / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    done = answer(tmp_path, programs)
    assert done.returncode == 1
    assert told in done.stderr
    assert f"python3.{sys.version_info.minor}-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()
