"""What is made of the words of Windows; a stand-in takes the place of pywin32."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from checkin.paper.page import Pages
from checkin.printing.printer import (
    BrokenError,
    Document,
    GoneError,
    RefusedError,
    Size,
    Span,
    UnknownPrinterError,
)
from checkin.printing.windows import Windows

PRINTER = {"pPrinterName": "Badges", "pPortName": "USB001", "pDriverName": "Zebra", "Attributes": 0}
CAPABILITIES: dict[int, Any] = {
    2: [11, 9],
    3: [{"x": 1050, "y": 1480}, {"x": 2100, "y": 2970}],
    4: {"x": 500, "y": 500},
    5: {"x": 900, "y": 2000},
    7: 1,
}


class WindowsError(Exception):
    """As pywin32 raises them: a number, a function, words."""


class Spooler:
    """A spooler of Windows as far as it is asked."""

    def __init__(self) -> None:
        self.status = 0
        self.jobs: dict[int, dict[str, Any]] = {}
        self.did: list[Any] = []
        self.mode: Any = None
        self.refuses = ""
        self.shrinks = False
        self._answers: dict[str, Callable[..., Any]] = {
            "OpenPrinter": self.opened,
            "GetPrinter": lambda _handle, _level: self.printer(),
            "EnumPrinters": lambda *_values: [self.printer()],
            "DeviceCapabilities": lambda _name, _port, which: CAPABILITIES[which],
            "DocumentProperties": self.properties,
            "GetDeviceCaps": lambda _canvas, which: {88: 300, 90: 300, 112: 10, 113: 20}[which],
            "StartDoc": lambda _canvas, said: self.begun(said[0]),
            "GetJob": lambda _handle, number, _level: self.job(number),
            "EnumJobs": lambda *_values: list(self.jobs.values()),
        }

    def __getattr__(self, name: str) -> Any:
        def call(*values: Any) -> Any:
            self.did.append((name, values))
            if name == self.refuses:
                raise WindowsError(5, name, "Access is denied.")
            return self._answers[name](*values) if name in self._answers else None

        if name.startswith("_"):
            raise AttributeError(name)
        return call

    def opened(self, name: str) -> str:
        """Open a printer."""
        if name != "Badges":
            raise WindowsError(1801, "OpenPrinter", "The printer name is invalid.")
        return "handle"

    def printer(self) -> dict[str, Any]:
        """Return the printer, with settings of its own."""
        self.mode = SimpleNamespace(Fields=0)
        return {**PRINTER, "Status": self.status, "pDevMode": self.mode}

    def properties(self, *values: Any) -> None:
        """Let the driver have its way with the settings."""
        if self.shrinks:
            values[3].PaperWidth = 500

    def begun(self, title: str) -> int:
        """Begin a job."""
        self.jobs[3] = {"JobId": 3, "pDocument": title, "Status": 8, "PagesPrinted": 0}
        return 3

    def job(self, number: int) -> dict[str, Any]:
        """Return a job."""
        if number not in self.jobs:
            raise WindowsError(87, "GetJob", "The parameter is incorrect.")
        return self.jobs[number]


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Spooler:
    """Put the stand-in in place."""
    made = Spooler()
    gui = SimpleNamespace(CreateDC=lambda *_values: 99, DeleteDC=lambda _canvas: None)
    for name, module in (
        ("win32print", made),
        ("win32gui", gui),
        ("pywintypes", SimpleNamespace(error=WindowsError)),
    ):
        monkeypatch.setitem(sys.modules, name, module)  # type: ignore[arg-type]
    image = ModuleType("PIL.ImageWin")
    drawn = SimpleNamespace(draw=lambda *values: made.did.append(("draw", values)))
    image.Dib = lambda _page: drawn  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "PIL.ImageWin", image)
    monkeypatch.setattr("PIL.ImageWin", image, raising=False)
    return made


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """Draw two pages of A6."""
    with (tmp_path / "x.pdf").open("wb") as stream:
        pages = Pages(stream, 105, 148, "x")
        pages.turn()
        pages.turn()
        pages.close()
    return Document(tmp_path / "x.pdf", Size(105, 148), 2, "long")


def called(there: Spooler, name: str) -> list[Any]:
    """Return with what a function was called."""
    return [values for one, values in there.did if one == name]


def test_a_printer_says_its_paper_and_what_is_in_its_way(there: Spooler) -> None:
    found = Windows().printer("Badges")
    assert (found.state, found.words, found.make) == ("idle", "", "Zebra")
    assert found.sizes == (Size(105, 148), Size(210, 297))
    assert found.spans == (Span(Size(50, 50), Size(90, 200)),)
    assert found.two_sided
    there.status = 0x10 | 0x400000
    found = Windows().printers()[0]
    assert found.state == "stopped"
    assert found.words == "The printer has no paper. · A door of the printer is open."


def test_pages_are_drawn_on_their_paper_and_the_job_is_retained(
    there: Spooler, document: Document
) -> None:
    assert Windows().send("Badges", document, lambda: "checkin A 000001-abcd") == "3"
    mode = there.mode
    assert (mode.PaperSize, mode.Orientation, mode.Duplex) == (11, 1, 2)
    assert called(there, "SetJob") == [("handle", 3, 0, None, 8)]
    assert len(called(there, "StartPage")) == len(called(there, "EndPage")) == 2
    assert called(there, "draw")[0] == (99, (-10, -20, 1230, 1728))
    assert called(there, "EndDoc")
    assert Windows().find("Badges", "checkin A 000001-abcd") == "3"
    assert Windows().find("Badges", "another") is None


def test_paper_of_another_size_is_asked_for_in_tenths_of_a_millimetre(
    there: Spooler, document: Document
) -> None:
    roll = Document(document.path, Size(62, 100), 2)
    Windows().send("Badges", roll, lambda: "x")
    mode = there.mode
    assert (mode.PaperSize, mode.PaperWidth, mode.PaperLength) == (256, 620, 1000)
    assert mode.Fields & 0xC == 0xC
    there.shrinks = True
    with pytest.raises(RefusedError, match="paper"):
        Windows().send("Badges", roll, lambda: pytest.fail("noted"))


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (0x8, "waiting", ""),
        (0x10, "printing", ""),
        (0x40, "waiting", "The printer has no paper."),
        (0x2080, "printed", ""),
        (0x1000, "printed", ""),
        (0x100, "cancelled", ""),
    ],
)
def test_a_job_says_how_far_it_is(
    there: Spooler, document: Document, status: int, state: str, words: str
) -> None:
    remote = Windows().send("Badges", document, lambda: "mine")
    there.jobs[3] |= {"Status": status, "PagesPrinted": 2}
    found = Windows().progress("Badges", remote, "mine")
    assert (found.state, found.words) == (state, words)
    forgotten = ("handle", 3, 0, None, 5) in called(there, "SetJob")
    assert forgotten == (state == "printed")
    assert Windows().progress("Badges", remote, "another").state == "lost"
    assert Windows().progress("Badges", "4", "mine").state == "lost"
    Windows().cancel("Badges", remote)
    assert called(there, "SetJob")[-1][-1] == 5


@pytest.mark.parametrize("function", ["StartPage", "EndDoc"])
def test_a_job_that_breaks_off_is_thrown_away_and_leaves_a_doubt(
    there: Spooler, document: Document, function: str
) -> None:
    there.refuses = function
    with pytest.raises(BrokenError, match="Access is denied"):
        Windows().send("Badges", document, lambda: "x")
    assert called(there, "AbortDoc")


def test_what_windows_refuses_is_told(there: Spooler) -> None:
    with pytest.raises(UnknownPrinterError, match="no printer Nobody"):
        Windows().printer("Nobody")
    there.refuses = "GetPrinter"
    with pytest.raises(GoneError, match="Access is denied"):
        Windows().printer("Badges")
    there.refuses = "DeviceCapabilities"
    assert Windows().printer("Badges").sizes == ()
