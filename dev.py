"""Make the environment of a checkout, and run the demo, the checks or the benchmarks in it."""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
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

# What the window needs of a Linux, with the packages of Debian and Ubuntu that hold it. Where the
# name of a package has changed since, the old one still leads there.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libpulse.so.0": "libpulse0",
    "libcups.so.2": "libcups2",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libXrandr.so.2": "libxrandr2",
}
# With these the tests type into the real window, on a screen that nobody sees.
TYPING = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
# With these they print on a printer that is none.
PRINTING = {"ippeveprinter": "cups-ipp-utils", "dbus-daemon": "dbus"}

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
    packages = lacking(LIBRARIES, loads)
    if words[0] == "test":
        packages += lacking(TYPING | PRINTING, program)
    set_up(packages)
    return COMMANDS[words[0]](words[1:])


def setup(_words: list[str]) -> int:
    """Make the environment, and nothing else."""
    print(f"The environment is ready: {VENV}")
    return 0


def demo(words: list[str]) -> int:
    """Open the demo congress, or play it where there is no screen; it lies in a new folder."""
    folders = (ROOT / name for name in ("demo", *(f"demo-{n}" for n in range(2, 1000))))
    folder = next(folder for folder in folders if not folder.exists())
    return run(["checkin", "demo", *(words or [str(folder)])])


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


def set_up(packages: list[str]) -> None:
    """Install what the system lacks, and bring the environment to what the lock says."""
    wanted = fingerprint()
    complete = STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted
    whole = complete or working()
    if not whole and not can_make_environments():
        packages = [f"python3.{sys.version_info.minor}-venv", *packages]
    if packages:
        install_packages(packages)
    if complete:
        return
    print(f"Setting up {VENV} (a minute or two, once).", flush=True)
    started = time.monotonic()
    if not whole:
        must([sys.executable, "-m", "venv", "--clear", str(VENV)])
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


def lacking(wanted: dict[str, str], there: Callable[[str], object]) -> list[str]:
    """List the packages of what a Linux does not have; other systems bring it all along."""
    if sys.platform != "linux":
        return []
    return [package for name, package in wanted.items() if not there(name)]


def program(name: str) -> "str | None":
    """Return where a program is, also one that lies where only root looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin")


def loads(library: str) -> bool:
    """Tell whether a library of the system can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


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
            "System packages are missing. Install them as your system calls them, then start this "
            f"again; on Debian they are:\n  {' '.join(names)}"
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
