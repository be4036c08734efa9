"""Settings kept as TOML, read so that every mistake is named with its file, line and key."""

from __future__ import annotations

import math
import re
import stat
import tomllib
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from checkin.errors import DeskError
from checkin.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_LARGEST_FILE = 100_000
_LONGEST_LINE = 1_000  # a key of 30,000 parts keeps the reader of TOML busy for a minute
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_HEADER = re.compile(r"""(\[\[?)([\w."' -]+)\]\]?(?:\s*#.*)?""")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_MOST_LANGUAGES = 40

Word = TypeVar("Word", bound=str)


class Table:
    """One table of a file; each key is asked for once, and what is left over is a mistake."""

    def __init__(
        self, file: str, values: Mapping[str, object], lines: Mapping[str, int], path: str = ""
    ) -> None:
        """Begin with all keys unread."""
        self._file = file
        self._path = path
        self._lines = lines
        self._left = dict(values)

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """Return a number between two limits."""
        found = self._left.pop(key, default)
        if _within(found, low, high):
            return float(found)
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        raise self._wrong(key, _("a number from {low} to {high}").format(**limits))

    def whole_number(self, key: str, low: int, high: int, default: int) -> int:
        """Return a whole number between two limits."""
        found = self._left.pop(key, default)
        if isinstance(found, int) and not isinstance(found, bool) and low <= found <= high:
            return found
        raise self._wrong(key, _("a whole number from {low} to {high}").format(low=low, high=high))

    def numbers(self, key: str, count: int, low: float, high: float) -> tuple[float, ...]:
        """Return so many numbers between two limits."""
        found = self._left.pop(key, None)
        if isinstance(found, list) and len(found) == count:
            numbers = tuple(float(number) for number in found if _within(number, low, high))
            if len(numbers) == count:
                return numbers
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        raise self._wrong(
            key, _("{count} numbers from {low} to {high}").format(count=count, **limits)
        )

    def text(self, key: str, most: int) -> str:
        """Return a text of at most so many characters."""
        found = self._left.pop(key, None)
        if not isinstance(found, str) or len(found) > most:
            raise self._wrong(key, _("a text of at most {count} characters").format(count=most))
        return found

    def texts(self, key: str, most: int) -> dict[str, str]:
        """Return a text of at most so many characters for each language; {} where there is none."""
        found = self._left.pop(key, {})
        if not isinstance(found, dict) or len(found) > _MOST_LANGUAGES:
            raise self._wrong(key, _("texts by language, such as {key}.en").format(key=key))
        table = self._below(key, found)
        for language in found:
            if not _LANGUAGE.fullmatch(language):
                raise table.refuse(language, _("This is no language; one is en, another zh-Hant."))
        return {language: table.text(language, most) for language in found}

    def word(self, key: str, known: Collection[Word], default: Word | None = None) -> Word:
        """Return one of the known words."""
        found = self._left.pop(key, default)
        for word in known:
            if word == found:
                return word
        words = ", ".join(sorted(filter(None, known)))
        raise self._wrong(key, _("one of {words}").format(words=words))

    def colour(self, key: str, also: Collection[str] = (), default: str | None = None) -> str:
        """Return a colour as #RRGGBB, or one of the words that stand for one."""
        found = self._left.pop(key, default)
        if isinstance(found, str) and (found in also or _COLOUR.fullmatch(found)):
            return found
        raise self._wrong(key, _("a colour such as #0F6B5C"))

    def flag(self, key: str) -> bool:
        """Return whether something is switched on; it is off when nothing is said."""
        found = self._left.pop(key, False)
        if not isinstance(found, bool):
            raise self._wrong(key, _("true or false"))
        return found

    def tables(self, key: str, most: int) -> list[Table]:
        """Return the tables of a list, or none."""
        found = self._left.pop(key, [])
        if not isinstance(found, list) or len(found) > most:
            raise self._wrong(key, _("at most {count} tables").format(count=most))
        return [self._below(f"{key}[{number}]", values) for number, values in enumerate(found, 1)]

    def named_tables(self) -> dict[str, Table]:
        """Return all that is left as tables by their names."""
        found = {key: self._below(key, values) for key, values in self._left.items()}
        self._left.clear()
        return found

    def refuse(self, key: str, reason: str) -> DeskError:
        """Return the error for a value that is well formed and still cannot be used."""
        return DeskError(
            _("{file}, line {line}: {key}: {reason}").format(**self._place(key), reason=reason)
        )

    def done(self) -> None:
        """Refuse keys that nobody asked for: they are slips of the pen."""
        for key in self._left:
            raise self.refuse(key, _("There is no such setting."))

    def _below(self, key: str, values: object) -> Table:
        if not isinstance(values, dict):
            raise self._wrong(key, _("a table"))
        return Table(self._file, values, self._lines, f"{self._path}{key}.")

    def _wrong(self, key: str, wanted: str) -> DeskError:
        return DeskError(
            _("{file}, line {line}: {key} must be {wanted}.").format(
                **self._place(key), wanted=wanted
            )
        )

    def _place(self, key: str) -> dict[str, str | int]:
        """Return file, line and key; what is missing is missed where its table begins."""
        path = whole = self._path + key
        while path not in self._lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        seen = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in whole[:200])
        return {"file": self._file, "line": self._lines[path], "key": seen}


def read(path: Path) -> Table:
    """Read a file of settings; syntax errors are named with their line."""
    try:
        # A pipe would keep the program waiting, and a device has no end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise DeskError(_("{file} is no file of settings.").format(file=path.name))
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DeskError(
            _("{file} cannot be read: {reason}").format(file=path.name, reason=reason)
        ) from error
    return parsed(content, path.name)


def parsed(content: bytes, file: str) -> Table:
    """Read settings from the content of a file, of which only the name is said."""
    if len(content) > _LARGEST_FILE:
        raise DeskError(_("{file} is too large for a file of settings.").format(file=file))
    try:
        text = content.decode("utf-8-sig")
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > _LONGEST_LINE:
                raise DeskError(
                    _("{file}, line {line}: This line is too long.").format(file=file, line=number)
                )
        return Table(file, tomllib.loads(text), _lines(text))
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad TOML, or nested without end
        raise DeskError(
            _("{file} is not valid TOML: {reason}").format(file=file, reason=error)
        ) from error


def _lines(text: str) -> dict[str, int]:
    """Return on which line each key and each table is, as the TOML reader does not say it."""
    found = {"": 1}
    counts: dict[str, int] = {}
    here = ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if header := _HEADER.fullmatch(stripped):
            here = _headed(_parts(header[2]), counts, several=header[1] == "[[")
            found.setdefault(here, number)
        elif not stripped.startswith("#") and "=" in stripped:
            path = here
            for part in _parts(stripped.partition("=")[0]):
                path = f"{path}.{part}" if path else part
                found.setdefault(path, number)
    return found


def _parts(name: str) -> list[str]:
    return [part.strip(" \t\"'") for part in name.split(".")]


def _headed(parts: list[str], counts: dict[str, int], *, several: bool) -> str:
    """Return the path of a table, counted where its header or one above it is one of several."""
    path = ""
    for place, part in enumerate(parts, 1):
        path = f"{path}.{part}" if path else part
        if several and place == len(parts):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path += f"[{counts[path]}]"
    return path


def _within(number: object, low: float, high: float) -> TypeGuard[float]:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return low <= number <= high and math.isfinite(number)  # a whole number may know no end
