"""A listing: the id under which somebody's list knows a person, kept as a field of the person."""

from __future__ import annotations

from collections.abc import Mapping

_PREFIX = "id "


def field(source: str) -> str:
    """Return the field of a person that holds the id given by this source."""
    return _PREFIX + source


def listings(values: Mapping[str, str]) -> dict[str, str]:
    """Return, per source, the id that a person's fields hold."""
    return {
        name.removeprefix(_PREFIX): value
        for name, value in values.items()
        if name.startswith(_PREFIX) and value
    }
