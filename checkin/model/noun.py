"""What all nouns share: a subject, and fields that are text as their owner wrote it."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, Self

from checkin.journal.entry import identifier

_LONGEST_COUNT = 9  # digits


@dataclass(frozen=True, slots=True)
class Noun:
    """A row: the subject it folds, and its fields; an unknown one is ''."""

    id: str

    @classmethod
    @cache
    def names(cls) -> tuple[str, ...]:
        """Return the names of its fields, without the id."""
        return tuple(field.name for field in fields(cls) if field.name != "id")

    @classmethod
    def of(cls, subject: str, values: Mapping[str, str]) -> Self:
        """Make a row of what is known; fields that this program does not know are passed over."""
        return cls(subject, **{name: values[name] for name in cls.names() if name in values})

    def values(self) -> tuple[str, ...]:
        """Return the id and the fields in their order."""
        row: tuple[str, ...] = self._reader()(self)
        return row

    @classmethod
    @cache
    def _reader(cls) -> Callable[[Noun], Any]:
        return attrgetter("id", *cls.names())


def subject(prefix: str, key: bytes, *parts: str) -> str:
    """Return the subject that every desk of the event derives from the same parts.

    The event key keeps outsiders from guessing who is behind a subject.
    """
    text = "\x1f".join((prefix, *parts))
    return identifier(prefix, hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256"))


def number(text: str) -> int | None:
    """Return a field as a count, None where it holds none."""
    digits = text.strip()
    return (
        int(digits)
        if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_COUNT
        else None
    )
