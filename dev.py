"""Make the environment of a checkout, and run the demo, the checks or the benchmarks in it."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
if sys.version_info < OLDEST:
    sys.exit(
        "checkin needs Python {0}.{1} or newer, and this is {2}. Install a newer one and start "
        "this again with it, for example: python{0}.{1} {3}".format(
            OLDEST[0], OLDEST[1], platform.python_version(), " ".join(sys.argv)
        )
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(PROGRAMS / "python")
STAMP = VENV / "complete"
LOCK = ROOT / "requirements.txt"

# Everything that must hold; the tests come last, so that their closing line is near the end.
CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "--output-format", "concise", "."],
    "lint": ["ruff", "check", "--output-format", "concise", "."],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-cache"],
    "dependencies": ["deptry", "."],
    "tests": ["python", "-m", "pytest", "-n", "auto", "--dist", "loadgroup", "--cov"],
}


def main(words: list[str]) -> int:
    """Do what the first word says; the others are passed on."""
    if not words or words[0] not in COMMANDS:
        print("usage: python3 dev.py " + " | ".join(COMMANDS))
        for name, command in COMMANDS.items():
            print(f"  {name:<6} {command.__doc__}")
        return 0 if words in (["-h"], ["--help"]) else 2
    set_up()
    return COMMANDS[words[0]](words[1:])


def setup(_words: list[str]) -> int:
    """Make the environment, and nothing else."""
    print(f"The environment is ready: {VENV}")
    return 0


def demo(words: list[str]) -> int:
    """Play the scripted days of the demo congress; what they leave lies in a new folder."""
    folders = (ROOT / name for name in ("demo", *(f"demo-{n}" for n in range(2, 1000))))
    folder = next(folder for folder in folders if not folder.exists())
    return run(["checkin", "demo", *(words or [str(folder), "--headless"])])


def test(words: list[str]) -> int:
    """Run every check, or only the named ones: format lint types imports and so on."""
    unknown = set(words) - set(CHECKS)
    if unknown:
        print(f"There is no check {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}.")
        return 2
    results = []
    for name in words or CHECKS:
        started = time.monotonic()
        failed = run(CHECKS[name]) != 0
        results.append((name, failed, time.monotonic() - started))
    print("\n== summary")
    for name, failed, seconds in results:
        print(f"{name:<14} {'FAILED' if failed else 'ok':<8} {seconds:7.1f} s")
    return int(any(failed for _, failed, _ in results))


def bench(words: list[str]) -> int:
    """Measure, and print each figure as a ratio beside its floor: bench [NAME ...] [--size N]."""
    return run(["python", "-m", "benchmarks.run", *words])


COMMANDS = {"demo": demo, "test": test, "bench": bench, "setup": setup}


def run(command: list[str]) -> int:
    """Run a program of the environment at the top of the checkout; return its exit status."""
    print("\n== " + " ".join(command), flush=True)
    paths = os.pathsep.join([str(PROGRAMS), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": paths, "VIRTUAL_ENV": str(VENV)}
    program = shutil.which(command[0], path=paths) or command[0]
    return subprocess.run(
        [program, *command[1:]], cwd=ROOT, env=environment, check=False
    ).returncode


def set_up() -> None:
    """Bring the environment to what the lock says; quick where it is so already."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up {VENV} (a minute or two, once).", flush=True)
    started = time.monotonic()
    make_environment()
    STAMP.unlink(missing_ok=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    must([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK)])
    must([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"Set up in {time.monotonic() - started:.0f} s.", flush=True)


def fingerprint() -> str:
    """Name the environment by all that it is made from, the place of the checkout included."""
    made_from = hashlib.sha256()
    for part in (LOCK, ROOT / "pyproject.toml", ROOT / "hatch_build.py"):
        made_from.update(part.read_bytes())
    return f"{made_from.hexdigest()} {platform.python_version()} {VENV}\n"


def make_environment() -> None:
    """Make an empty environment with pip, unless a working one is there."""
    if working():
        return
    if not can_make_environments():
        install_packages([f"python3.{sys.version_info.minor}-venv"])
    must([sys.executable, "-m", "venv", "--clear", str(VENV)])


def working() -> bool:
    """Tell whether the environment has a Python new enough, and a pip that was not moved."""
    question = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    commands = ([PYTHON, "-c", question], [str(PROGRAMS / "pip"), "--version"])
    try:
        done = [subprocess.run(command, capture_output=True, check=False) for command in commands]
    except OSError:
        return False
    return not any(one.returncode for one in done)


def can_make_environments() -> bool:
    """Tell whether this Python is whole; Debian keeps these two in a package of their own."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def install_packages(names: list[str]) -> None:
    """Install packages of the system: alone as root or in CI, else only with a person's word."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    sudo = [] if root else ["sudo"]
    commands = [
        [*sudo, "apt-get", "update"],
        [*sudo, "apt-get", "install", "--yes", "--no-install-recommends", *names],
    ]
    spelled = " && ".join(" ".join(command) for command in commands)
    if shutil.which("apt-get") is None:
        sys.exit(
            f"This Python lacks {' '.join(names)}. Install it from where this Python came from."
        )
    if shutil.which(commands[0][0]) is None:
        sys.exit(f"System packages are missing. Ask who looks after this machine for:\n  {spelled}")
    unasked = root or os.environ.get("CI") == "true"
    if not unasked and not (sys.stdin.isatty() and agreed(spelled)):
        sys.exit(f"System packages are missing. Install them, then start this again:\n  {spelled}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        must(command, environment)


def agreed(command: str) -> bool:
    """Ask the person at the keyboard before anything of the system changes."""
    print(f"System packages are missing. This would install them:\n  {command}")
    return input("Run it now? [y/N] ").strip().lower() in {"y", "yes", "j", "ja"}


def must(command: list[str], environment: "dict[str, str] | None" = None) -> None:
    """Run one command, and stop with a sentence where it fails."""
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if status:
        sys.exit(f"This failed with status {status}: {' '.join(command)}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
