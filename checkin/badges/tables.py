"""Settings kept as TOML, read so that every mistake is named with its file and key."""

from __future__ import annotations

import math
import re
import tomllib
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from checkin.errors import DeskError
from checkin.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_LARGEST_FILE = 100_000
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Word = TypeVar("Word", bound=str)


class Table:
    """One table of a file; each key is asked for once, and what is left over is a mistake."""

    def __init__(self, file: str, values: dict[str, object], path: str = "") -> None:
        """Begin with all keys unread."""
        self._file = file
        self._path = path
        self._left = dict(values)

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """Return a number between two limits."""
        found = self._left.pop(key, default)
        if _within(found, low, high):
            return found
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        raise self._wrong(key, _("a number from {low} to {high}").format(**limits))

    def numbers(self, key: str, count: int, low: float, high: float) -> tuple[float, ...]:
        """Return so many numbers between two limits."""
        found = self._left.pop(key, None)
        if isinstance(found, list) and len(found) == count:
            numbers = tuple(number for number in found if _within(number, low, high))
            if len(numbers) == count:
                return numbers
        limits = {"low": f"{low:g}", "high": f"{high:g}"}
        raise self._wrong(
            key, _("{count} numbers from {low} to {high}").format(count=count, **limits)
        )

    def text(self, key: str) -> str:
        """Return a text of any words."""
        found = self._left.pop(key, None)
        if not isinstance(found, str):
            raise self._wrong(key, _("a text"))
        return found

    def word(self, key: str, known: Collection[Word], default: Word | None = None) -> Word:
        """Return one of the known words."""
        found = self._left.pop(key, default)
        for word in known:
            if word == found:
                return word
        raise self._wrong(key, _("one of {words}").format(words=", ".join(sorted(known))))

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
            _("{file}: {key}: {reason}").format(
                file=self._file, key=self._path + key, reason=reason
            )
        )

    def done(self) -> None:
        """Refuse keys that nobody asked for: they are slips of the pen."""
        for key in self._left:
            raise self.refuse(key, _("There is no such setting."))

    def _below(self, key: str, values: object) -> Table:
        if not isinstance(values, dict):
            raise self._wrong(key, _("a table"))
        return Table(self._file, values, f"{self._path}{key}.")

    def _wrong(self, key: str, wanted: str) -> DeskError:
        return DeskError(
            _("{file}: {key} must be {wanted}.").format(
                file=self._file, key=self._path + key, wanted=wanted
            )
        )


def read(path: Path) -> Table:
    """Read a file of settings; syntax errors are named with their line."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise DeskError(
            _("{file} cannot be read: {reason}").format(
                file=path.name, reason=error.strerror or error
            )
        ) from error
    if len(content) > _LARGEST_FILE:
        raise DeskError(_("{file} is too large for a file of settings.").format(file=path.name))
    try:
        return Table(path.name, tomllib.loads(content.decode("utf-8")))
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad TOML, or nested without end
        raise DeskError(
            _("{file} is not valid TOML: {reason}").format(file=path.name, reason=error)
        ) from error


def _within(number: object, low: float, high: float) -> TypeGuard[float]:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return math.isfinite(number) and low <= number <= high
