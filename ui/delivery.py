"""An answer given to whoever asked for it, unless they are gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_GONE = ("already deleted", "has been deleted")
"""What PySide says of a widget that was made anew meanwhile, and of a signal of one."""


def deliver(then: Callable[[Any], object], answer: Any) -> None:
    """Give an answer; where the page that asked has been made anew, nobody needs it."""
    try:
        then(answer)
    except RuntimeError as error:
        if not any(words in str(error) for words in _GONE):
            raise
