"""What somebody typed into a form at the desk, as the values that we keep."""

from __future__ import annotations

from collections.abc import Mapping

from checkin.errors import DeskError
from checkin.vocabulary import fields


def understood(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values as they are kept; raises DeskError for the first that cannot be."""
    kept, wrong = fields.checked(values)
    if wrong:
        raise DeskError(next(iter(wrong.values())))
    return kept
