"""A broken rule in words: what was measured, the limit, where it is from, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.i18n import gettext as _
from checkin.interpreting.profile import Limit


@dataclass(frozen=True, slots=True)
class Said:
    """What a conflict says of a break."""

    measured: str  # with its unit
    limit: str  # with its unit, '' where there is none
    source: str
    sentence: str  # without its full stop


def named(limit: Limit | None) -> tuple[str, str]:
    """Return a figure with its unit, and its source with who changed it."""
    if limit is None:
        return "", ""
    source = limit.source
    if limit.edited_by:
        source = _("{source}, changed by {name}").format(source=source, name=limit.edited_by)
    return f"{limit.value} {limit.unit}", source
