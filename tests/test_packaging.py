"""What is built from the checkout: complete, installable elsewhere, and of known origin."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
LOCALES = sorted(ROOT.glob("translations/*/LC_MESSAGES/checkin.po"))

# Two builds and an environment are made once, by one worker.
pytestmark = pytest.mark.xdist_group("packaging")


def run(*command: object, folder: Path) -> str:
    """Run a program that must succeed, without what would lead it to the checkout."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # The texts are our own.
    done = subprocess.run(  # noqa: S603
        [str(word) for word in command],
        cwd=folder,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def built(kind: str, source: Path, target: Path) -> Path:
    """Build a wheel or an sdist with the builder of this environment, so without a network."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", target, folder=source)
    (archive,) = target.iterdir()
    return archive


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and unpack it: a checkout without its history."""
    target = tmp_path_factory.mktemp("sdist")
    archive = built("sdist", ROOT, target / "built")
    run(sys.executable, "-m", "tarfile", "--extract", archive, target, folder=target)
    (folder,) = target.glob("checkin-*")
    return folder


@pytest.fixture(scope="module")
def elsewhere(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel, built from the source archive, in an empty environment."""
    wheel = built("wheel", sdist, tmp_path_factory.mktemp("wheel") / "built")
    place = tmp_path_factory.mktemp("elsewhere") / "environment"
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / PROGRAMS / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, folder=place)
    # The libraries come from this environment: a path, which leads to no editable checkout.
    purelib = json.loads(run(python, "-c", SITE, folder=place))
    Path(purelib, "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return place


SITE = "import json, sysconfig; print(json.dumps(sysconfig.get_path('purelib')))"
FOUND = """
import json, gettext
from checkin import i18n, paths
def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
print(json.dumps({
    "home": paths.__file__,
    "resources": files(paths.resources()),
    "translations": files(paths.translations()),
    "compiled": isinstance(i18n.catalogue("de"), gettext.GNUTranslations),
}))
"""


def test_an_installed_wheel_finds_all_that_it_ships_with(elsewhere: Path) -> None:
    found = json.loads(run(elsewhere / PROGRAMS / "python", "-c", FOUND, folder=elsewhere))
    resources = ROOT / "resources"
    shipped = [
        path.relative_to(resources).as_posix() for path in resources.rglob("*") if path.is_file()
    ]
    assert Path(found["home"]).is_relative_to(elsewhere)
    assert found["resources"] == sorted(shipped)
    folders = {Path(name).parts[0] for name in found["resources"]}
    assert folders >= {"demo", "fonts", "icons", "layouts"}
    assert found["translations"] == [
        path.relative_to(ROOT / "translations").with_suffix(".mo").as_posix() for path in LOCALES
    ]
    assert found["compiled"]


def test_an_installed_wheel_starts_by_its_name(elsewhere: Path) -> None:
    assert "checkin" in run(elsewhere / PROGRAMS / "checkin", "--help", folder=elsewhere)


def test_an_installed_wheel_brings_the_window(elsewhere: Path) -> None:
    program = "from ui import main_window; print(main_window.__file__)"
    said = run(elsewhere / PROGRAMS / "python", "-c", program, folder=elsewhere)
    assert Path(said.strip()).is_relative_to(elsewhere)


def test_the_source_archive_is_a_checkout(sdist: Path) -> None:
    for name in (
        "LICENSE",
        "README.md",
        "dev.py",
        "requirements.txt",
        ".ci/run",
        "tests/conftest.py",
        "ui/__main__.py",
    ):
        assert (sdist / name).is_file(), name


def test_the_lock_holds_every_requirement_hashed_and_exact() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    locked = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        name, version = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", entry).groups()  # type: ignore[union-attr]
        locked[name] = version
        assert "--hash=sha256:" in entry, name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.match(r"[\w.-]+", entry).group().lower() for entry in wanted}  # type: ignore[union-attr]
    assert names <= set(locked)
    assert not any(name in locked for name in COPYLEFT)


# Of the GPL or AGPL, so never a part of the product.
COPYLEFT = ("borb", "brother-ql", "pycups", "pymupdf", "rlbidi", "unidecode")
