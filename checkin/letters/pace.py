"""How far an exchange is: one measure over what is read, merged and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from checkin.errors import StoppedError
from checkin.i18n import gettext as _

Progress = Callable[[int, int], None]
"""Called with what is done and of how much; may raise StoppedError."""

T = TypeVar("T")

_WHOLE = 3_000  # three parts of a thousand each: reading, merging, writing
_PART = 1_000
_EVERY = 500  # entries


class Pace:
    """Tells a progress how far the three parts of an exchange are."""

    def __init__(self, progress: Progress | None) -> None:
        """Tell nobody where there is no progress."""
        self._progress = progress
        self._done = self._of = 0

    def begin_reading(self, files: Sequence[Path]) -> None:
        """Say what is to be read; a file that is gone is found out later."""
        self._done = self._of = 0
        for file in files:
            with suppress(OSError):
                self._of += file.stat().st_size
        self._tell(0)

    def read(self, size: int) -> None:
        """Note that so many bytes more were read."""
        self._done += size
        self._tell(0)

    def begin_merging(self, number: int) -> None:
        """Say how many entries are new; each is kept, and then the row of its subject."""
        self._done, self._of = 0, 2 * number
        self._tell(1)

    def merged(self, number: int) -> None:
        """Note that so many entries or rows more were kept."""
        self._done += number
        self._tell(1)

    def begin_writing(self, number: int) -> None:
        """Say how many entries are to be written."""
        self._done, self._of = 0, number

    def written(self, entry: T) -> T:
        """Note that an entry is about to be written, and return it."""
        self._done += 1
        if self._done % _EVERY == 0:
            try:
                self._tell(2)
            except StoppedError:
                sentence = _("Stopped. What was read is kept; nothing more was written.")
                raise StoppedError(sentence) from None
        return entry

    def _tell(self, part: int) -> None:
        if self._progress:
            share = min(self._done, self._of) * _PART // self._of if self._of else _PART
            self._progress(part * _PART + share, _WHOLE)
