"""Which way characters run, by the Unicode bidirectional algorithm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_Item = TypeVar("_Item")


def levels(text: str) -> bytes:
    """Return the level of each character: even runs to the right, odd to the left.

    A text begins on the side on which its first letter is read.
    """
    if not _RIGHT_TO_LEFT.search(text):
        return bytes(len(text))
    found = bytearray(len(text))
    kinds = [_kind(character) for character in text]
    seen = [place for place, kind in enumerate(kinds) if kind != "BN"]
    resolved = _resolved([text[place] for place in seen], [kinds[place] for place in seen])
    for place, level in zip(seen, resolved, strict=True):
        found[place] = level
    for place, kind in enumerate(kinds):
        if kind == "BN" and place:  # a joiner goes with the letter before it
            found[place] = found[place - 1]
    return bytes(found)


def from_left(items: Sequence[_Item], level: Callable[[_Item], int]) -> list[_Item]:
    """Put the pieces of one line in the order in which they stand from left to right."""
    ordered = list(items)
    found = [level(item) for item in ordered]
    for turned in range(max(found, default=0), 0, -1):
        start = 0
        while start < len(found):
            end = start
            while end < len(found) and found[end] >= turned:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            found[start:end] = reversed(found[start:end])
            start = end + 1
    return ordered


def _resolved(characters: Sequence[str], kinds: Sequence[str]) -> list[int]:
    from bidi import algorithm  # noqa: PLC0415  few texts need it

    base = next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(base), "LR"[base]
    storage["chars"] = [
        {"ch": character, "level": int(base), "type": kind, "orig": kind}
        for character, kind in zip(characters, kinds, strict=True)
    ]
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], "LR"[base])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    return [character["level"] for character in storage["chars"]]


def _kind(character: str) -> str:
    """Return the bidirectional class; letters too new for Python go as their neighbours do."""
    kind = unicodedata.bidirectional(character)
    if kind in {"LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"}:
        return "BN"
    if kind:
        return kind
    return "R" if _RIGHT_TO_LEFT.match(character) else "L"


def _resolve_brackets(characters: Sequence[dict[str, Any]], base: str) -> None:
    """Give both brackets of a pair one direction (rule N0), which the library leaves out."""
    for opened, closed in sorted(_pairs(characters)):
        inside = {_strong(character) for character in characters[opened + 1 : closed]}
        other = "R" if base == "L" else "L"
        if base in inside:
            kind = base
        elif other in inside:
            before = map(_strong, reversed(characters[:opened]))
            kind = next(filter(None, before), base)
        else:
            continue
        characters[opened]["type"] = characters[closed]["type"] = kind


def _pairs(characters: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    from bidi.mirror import MIRRORED  # noqa: PLC0415  few texts need it

    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        sign, kind = character["ch"], unicodedata.category(character["ch"])
        if kind == "Ps" and sign in MIRRORED and character["type"] == "ON":
            waiting.append((MIRRORED[sign], place))
        elif kind == "Pe" and character["type"] == "ON":
            match = [index for index, (other, _place) in enumerate(waiting) if other == sign]
            if match:
                yield waiting[match[-1]][1], place
                del waiting[match[-1] :]


def _strong(character: dict[str, Any]) -> str:
    kind = str(character["type"])
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
