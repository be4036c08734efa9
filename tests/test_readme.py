"""The README: its commands work, its map is the house, its links lead somewhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return one section without its heading."""
    return re.split(r"^## ", TEXT, flags=re.MULTILINE)[headings().index(title) + 1]


def headings() -> list[str]:
    """List the headings of the sections, in order."""
    return re.findall(r"^## (.+)$", TEXT, flags=re.MULTILINE)


def test_two_commands_start_everything() -> None:
    (block,) = re.findall(r"```\n(.*?)```", section("Start"), flags=re.DOTALL)
    assert block.split("\n") == ["python3 dev.py demo", "python3 dev.py test", ""]


@pytest.mark.parametrize("command", sorted(set(re.findall(r"python3 dev\.py (\w+)", TEXT))))
def test_each_command_for_developers_is_known(command: str) -> None:
    usage = subprocess.run(  # noqa: S603  our own script
        [sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True
    )
    assert re.search(rf"^  {command}\s", usage.stdout, flags=re.MULTILINE)


def test_the_map_names_every_module_and_nothing_else() -> None:
    mapped = re.findall(
        r"^\| `((?:checkin|ui)/\S+\.py)` \|", section("The map"), flags=re.MULTILINE
    )
    modules = {
        path.relative_to(ROOT).as_posix(): path
        for folder in ("checkin", "ui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.name != "__init__.py"
    }
    missing = [
        f"| `{name}` | {sentence(modules[name])} |" for name in sorted(set(modules) - set(mapped))
    ]
    gone = sorted(set(mapped) - set(modules))
    assert not missing, "\n".join(["add to the map:", *missing])
    assert not gone
    assert len(mapped) == len(set(mapped))


def sentence(path: Path) -> str:
    """Return what a module says it is."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]


def test_each_command_of_the_table_exists() -> None:
    from checkin import cli  # noqa: PLC0415  the top of the house; the other tests do without

    named = set(re.findall(r"^\| `checkin (\w+)", section("The command line"), flags=re.MULTILINE))
    (group,) = (value for value in vars(cli).values() if isinstance(value, click.Group))
    assert named == set(group.commands)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(((?!http)[^)#]+)\)", TEXT))))
def test_each_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).is_file()
