"""An exchange file that was read to its end, and what is new in it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from checkin.errors import DeskError
from checkin.journal.entry import LASTING, REDACTED, Entry
from checkin.letters import k1

ROWS = 2_000  # looked up at once
Places = Sequence[tuple[str, str, str]]
"""Where entries stand: replica, seq as its cell, id."""

Known = Callable[[Places], Mapping[str, int]]
"""From places to the row numbers of the ids that are held, negative where they are redacted."""

REMEMBERED = 20_000  # new entries of one file; of more it is read a second time


class RefusedError(DeskError):
    """The file is not taken: nothing of it is; the sentence says why."""


@dataclass(slots=True)
class Letter:
    """A file that was read to its end and found whole, and what is new in it."""

    path: Path
    event: str  # '' takes any
    end: k1.End = k1.NO_END
    whole: str = ""  # SHA-256 of the file, '' where its bytes were not as written
    rows: int = 0
    new: int = 0
    fresh: list[Entry] = field(default_factory=list)  # the new entries, unless they are many
    held: array[int] = field(default_factory=lambda: array("q"))  # row numbers of known entries
    erased: set[str] = field(default_factory=set)  # subjects of new `erased` entries
    blanked: set[str] = field(default_factory=set)  # subjects of new redacted entries
    foundings: list[Entry] = field(default_factory=list)
    telling: bool = False  # it says what was erased

    @property
    def repaired(self) -> bool:
        """Tell whether another program saved the file again."""
        return not self.whole

    def take(self, entries: Iterable[Entry]) -> None:
        """Note what is new."""
        for entry in entries:
            self.new += 1
            if self.new <= REMEMBERED:
                self.fresh.append(entry)
            if entry.kind == "founded":
                self.foundings.append(entry)
            if entry.kind == "erased":
                self.erased.add(entry.subject)
            if entry.data == REDACTED:
                self.blanked.add(entry.subject)

    def compare(self, entries: Iterable[Entry], erased: AbstractSet[str]) -> None:
        """Note whether these entries say what was erased here."""
        if erased and not self.telling:
            self.telling = any(
                entry.subject in erased and entry.data != REDACTED and entry.kind not in LASTING
                for entry in entries
            )

    def hold(self, rows: Iterable[int]) -> None:
        """Note which rows of the journal the file holds."""
        self.held.extend(map(abs, rows))
