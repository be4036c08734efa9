"""Printers as a desk sees them, and what a print system is asked to do with a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from checkin.errors import DeskError

_NUMBER = re.compile(r"[0-9]{1,10}")
_LARGEST = 0x7FFFFFFF

TOLERANCE = 0.5  # millimetres by which paper may be of another size; 2 mm more is another paper


class GoneError(DeskError):
    """The printer does not answer; nothing was sent to it."""


class BusyError(DeskError):
    """The printer takes nothing now; it will later."""


class RefusedError(DeskError):
    """The printer, or its print system, does not take this; asking again is of no use."""


class BrokenError(DeskError):
    """The line broke when the document was under way; what became of it is not known."""


class UnknownPrinterError(DeskError):
    """There is no printer of this name."""


class Size(NamedTuple):
    """The size of a page or of paper, in millimetres."""

    width: float
    height: float

    def turned(self) -> Size:
        """Return it lying on its side."""
        return Size(self.height, self.width)

    def __str__(self) -> str:
        """Return it as people write it, without its unit."""
        return f"{self.width:.4g} x {self.height:.4g}"


class Span(NamedTuple):
    """Paper of any size between two."""

    least: Size
    most: Size

    def holds(self, size: Size) -> bool:
        """Tell whether a size lies between the two."""
        return all(
            least - TOLERANCE <= value <= most + TOLERANCE
            for least, value, most in zip(self.least, size, self.most, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer, as its print system describes it."""

    name: str  # of a queue of this machine, or an address
    address: str
    make: str = ""
    state: Literal["idle", "busy", "stopped"] = "idle"
    words: str = ""  # what is in its way, '' where nothing is
    sizes: tuple[Size, ...] = ()
    spans: tuple[Span, ...] = ()
    loaded: tuple[Size, ...] = ()  # empty where the printer does not say
    formats: tuple[str, ...] = ()
    two_sided: bool = False

    def paper(self, size: Size) -> Size | None:
        """Return the paper for a page, perhaps lying on its side; None where it has none.

        A printer that says nothing of its paper is believed to have it.
        """
        if not (self.sizes or self.spans):
            return size
        for wanted in (size, size.turned()):
            if found := near(wanted, self.sizes):
                return found
            if any(span.holds(wanted) for span in self.spans):
                return wanted
        return None

    def has_loaded(self, paper: Size) -> bool:
        """Tell whether this paper lies in it, as far as it says; on either side."""
        return not self.loaded or bool(
            near(paper, self.loaded) or near(paper.turned(), self.loaded)
        )


def near(wanted: Size, sizes: tuple[Size, ...]) -> Size | None:
    """Return the size that is the wanted one."""
    fitting = [
        size
        for size in sizes
        if max(abs(size.width - wanted.width), abs(size.height - wanted.height)) <= TOLERANCE
    ]
    return min(
        fitting,
        key=lambda size: abs(size.width - wanted.width) + abs(size.height - wanted.height),
        default=None,
    )


def job_number(noted: str) -> int:
    """Return the number that a print system gave a job, as it was noted.

    0 where the note is none that a print system of numbers could have given; no job has it.
    """
    found = int(noted) if _NUMBER.fullmatch(noted) else 0
    return found if found <= _LARGEST else 0


@dataclass(frozen=True, slots=True)
class Document:
    """Pages of one size that are ready to be printed."""

    path: Path  # a PDF
    size: Size
    pages: int
    binding: Literal["", "long", "short"] = ""
    """On which edge of the page the paper is turned for the backs; '' prints one side."""
    paper: Size | None = None  # the printer's own for this size

    @property
    def sheet(self) -> Size:
        """Return the paper to print on."""
        return self.paper or self.size

    @property
    def turned(self) -> bool:
        """Tell whether the page lies on its side on the paper."""
        return near(self.size, (self.sheet,)) is None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a print system says of a document that it has taken."""

    state: Literal["waiting", "printing", "printed", "faulty", "failed", "cancelled", "lost"]
    """Faulty is printed with errors; lost is a document of which it knows nothing."""
    words: str = ""
    pages: int | None = None  # that came out, as far as it counts them
    sheets: int | None = None


class PrintSystem(Protocol):
    """What prints: the system of this machine, a printer in the network, a raw label printer.

    All of these raise DeskErrors of the kinds above, and none waits for ever.
    """

    def printers(self) -> list[Printer]:
        """Return those that are known without being named."""

    def printer(self, name: str) -> Printer:
        """Return how one is now."""

    def send(self, name: str, document: Document, note: Callable[[], str]) -> str:
        """Send a document; return how the print system calls it.

        When the line stands and nothing was sent yet, `note` is called once; it returns the title.
        """

    def progress(self, name: str, remote: str, title: str) -> Progress:
        """Return how far a document is."""

    def find(self, name: str, title: str) -> str | None:
        """Return how a document of this title is called, None where there is none."""

    def cancel(self, name: str, remote: str) -> None:
        """Ask for a document to be called off."""
