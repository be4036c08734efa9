"""The catalogues say everything that the program says."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(ROOT.glob("translations/*/LC_MESSAGES/checkin.po"))
HOLE = re.compile(r"\{(\w*)[^{}]*\}")


def spoken() -> Catalog:
    """Collect the messages of the program, as the settings in pyproject.toml say where from."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    methods = [(one["pattern"], one["method"]) for one in settings["tool"]["babel"]["mappings"]]
    messages = Catalog()
    for file, line, text, _comments, context in extract_from_dir(ROOT, method_map=methods):
        messages.add(text, locations=[(file, line)], context=context)
    return messages


def forms(text: object) -> list[str]:
    """List the singular and the plural forms of a message or of its translation."""
    return [text] if isinstance(text, str) else [str(form) for form in text or ()]  # type: ignore[attr-defined]


def told(message: Message) -> str:
    """Say which message, and where it is said."""
    return f"{forms(message.id)[0]!r} {message.locations}"


def test_german_is_spoken() -> None:
    assert ROOT / "translations" / "de" / "LC_MESSAGES" / "checkin.po" in SOURCES


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parts[-3])
def test_a_catalogue_holds_every_message_whole_and_nothing_else(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    said = [message for message in spoken() if message.id]
    found = {told(one): catalogue.get(one.id, one.context) for one in said}
    missing = [
        name for name, entry in found.items() if entry is None or not all(forms(entry.string))
    ]
    unsure = [told(entry) for entry in catalogue if entry.id and entry.fuzzy]
    known = {forms(message.id)[0] for message in said}
    gone = [told(entry) for entry in catalogue if entry.id and forms(entry.id)[0] not in known]
    assert (missing, unsure, gone) == ([], [], [])


def test_no_message_hides_where_it_is_not_collected() -> None:
    known = {forms(message.id)[0] for message in spoken() if message.id}
    files = [file for folder in ("checkin", "ui") for file in (ROOT / folder).rglob("*.py")]
    said = {
        call.args[0].value: f"{file.name}:{call.lineno}"
        for file in files
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "ngettext"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert {text: place for text, place in said.items() if text not in known} == {}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_holes_of_its_message(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    unlike = []
    for entry in catalogue:
        if entry.id and all(forms(entry.string)):
            allowed = {hole for form in forms(entry.id) for hole in HOLE.findall(form)}
            needed = set(HOLE.findall(forms(entry.id)[-1]))
            # The form for one may leave its number out; every other has all holes.
            last = set(HOLE.findall(forms(entry.string)[-1]))
            every = {hole for form in forms(entry.string) for hole in HOLE.findall(form)}
            if last != needed or not every <= allowed:
                unlike.append(told(entry))
    assert not unlike


def test_holes_are_named() -> None:
    assert not [
        told(one) for one in spoken() if one.id and "" in HOLE.findall(" ".join(forms(one.id)))
    ]


def test_every_message_can_be_collected() -> None:
    """What is put together before the call is in no catalogue: no f-strings, no choices."""
    lost = []
    for path in sorted((ROOT / "checkin").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                texts = node.args[: 1 if getattr(node.func, "id", "") == "_" else 2]
                plain = (ast.Constant, ast.Name, ast.Attribute, ast.Subscript)
                if not all(isinstance(text, plain) for text in texts):
                    lost.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not lost
