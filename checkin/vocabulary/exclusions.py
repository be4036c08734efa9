"""Exclusions as people write them: a neutral code each, and with whom somebody does not work."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PARTS = re.compile(r"[;\n；]")
_CODE = r"[0-9]{1,3}|[A-Z][0-9]{0,2}"
_WORD = r"(?:(?:code|nr|no)\b[.:]?\s*)?"
_CODED = re.compile(rf"{_WORD}({_CODE})[.:)\s]\s*(.+)", re.IGNORECASE)
_BARE = re.compile(rf"{_WORD}({_CODE})[.:)]?", re.IGNORECASE)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each exclusion of a text: its code, '' for none, and whom it names."""
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        coded, bare = _CODED.fullmatch(part), _BARE.fullmatch(part)
        if bare:
            yield bare[1].upper(), ""
        else:
            yield (coded[1].upper(), coded[2]) if coded else ("", part)


def codes(text: str) -> str:
    """Return the codes alone, as far as there are any; whom they name is for nobody to read."""
    return "; ".join(dict.fromkeys(code for code, _whom in parts(text) if code))


def nameless(text: str) -> bool:
    """Tell whether a text holds codes alone, as a list says them that we wrote."""
    found = list(parts(text))
    return bool(found) and all(code and not whom for code, whom in found)
