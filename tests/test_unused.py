"""Nothing stands in the code that nobody uses."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent


def fields(path: Path) -> set[int]:
    """Find the lines of fields of dataclasses: columns, which are read by their names."""
    return {
        field.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    }


def test_everything_is_used_somewhere() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    settings = tools["vulture"]
    called_by_qt = tools["ruff"]["lint"]["pep8-naming"]["extend-ignore-names"]
    seeker = Vulture(
        ignore_names=[*settings["ignore_names"], *called_by_qt],
        ignore_decorators=settings["ignore_decorators"],
    )
    seeker.scavenge([ROOT / path for path in settings["paths"]])
    unused = [
        f"{Path(item.filename).relative_to(ROOT)}:{item.first_lineno} {item.typ} {item.name}"
        for item in seeker.get_unused_code(min_confidence=settings["min_confidence"])
        if item.typ != "variable" or item.first_lineno not in fields(Path(item.filename))
    ]
    assert not unused, "\n".join(["unused:", *unused])
