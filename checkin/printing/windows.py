"""Printing on Windows: its spooler takes pages as pictures, and says what became of them.

Right by the documentation of Windows and of pywin32, and untried: nobody has printed with this yet.
A job that is printed is retained until it was seen, as Windows else forgets it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from checkin.i18n import gettext as _
from checkin.printing import rendering, words
from checkin.printing.printer import (
    BrokenError,
    Document,
    GoneError,
    Printer,
    Progress,
    RefusedError,
    Size,
    Span,
    UnknownPrinterError,
    job_number,
    near,
)

_LOCAL_AND_CONNECTED = 2 | 4
_PAPERS, _PAPER_SIZES, _LEAST, _MOST, _DUPLEX = 2, 3, 4, 5, 7
_DOTS_ACROSS, _DOTS_DOWN, _EDGE_LEFT, _EDGE_TOP = 88, 90, 112, 113
_ORIENTED, _SIZED, _LONG, _WIDE, _TWO_SIDED = 0x1, 0x2, 0x4, 0x8, 0x1000
_USER_SIZE = 256
_BINDINGS = {"": 1, "long": 2, "short": 3}
_BOTH_BUFFERS = 8 | 2
_DELETE, _RETAIN = 5, 8
_FOREVER = 0x400  # an attribute of a printer that somebody has switched to working offline
_MOST_JOBS = 10_000
_UNKNOWN_NAME, _NO_SUCH_JOB = 1801, 87

_PRINTER_BITS = {
    0x1: "paused",
    0x2: "other",
    0x8: "media-jam",
    0x10: "media-empty",
    0x20: "media-needed",
    0x40: "media-needed",
    0x80: "offline",
    0x800: "output-area-full",
    0x1000: "shutdown",
    0x20000: "toner-low",
    0x40000: "toner-empty",
    0x100000: "other",
    0x400000: "door-open",
}
_WARNINGS = {"toner-low"}
_JOB_BITS = {
    0x1: "job-hold",
    0x2: "other",
    0x20: "offline",
    0x40: "media-empty",
    0x200: "printer-stopped",
    0x400: "other",
}
_BUSY = 0x200 | 0x400 | 0x2000 | 0x4000
_PRINTING, _DELETED, _DONE = 0x10, 0x4 | 0x100, 0x80 | 0x1000


class Windows:
    """The print system of Windows; names are those of its printers."""

    def printers(self) -> list[Printer]:
        """Return the printers that Windows knows."""
        import win32print  # noqa: PLC0415  only on Windows

        with _told():
            found = win32print.EnumPrinters(_LOCAL_AND_CONNECTED, None, 2)
            return [_printer(one) for one in found]

    def printer(self, name: str) -> Printer:
        """Return how a printer is now."""
        import win32print  # noqa: PLC0415

        with _opened(name) as handle:
            return _printer(win32print.GetPrinter(handle, 2))

    def send(self, name: str, document: Document, note: Callable[[], str]) -> str:
        """Draw the pages of a document on a printer; return the number of the job."""
        import win32gui  # noqa: PLC0415
        import win32print  # noqa: PLC0415

        with _opened(name) as handle:
            mode = _mode(win32print, handle, name, document)
            canvas = win32gui.CreateDC("WINSPOOL", name, mode)
            try:
                title = note()
                try:
                    return _drawn(win32print, handle, canvas, document, title)
                except _errors() as error:
                    raise BrokenError(_said(error)) from error
            finally:
                win32gui.DeleteDC(canvas)

    def progress(self, name: str, remote: str, title: str) -> Progress:
        """Return how far a job is; when its end was seen, Windows may forget it."""
        import win32print  # noqa: PLC0415

        with _opened(name) as handle:
            try:
                job = win32print.GetJob(handle, job_number(remote), 1)
            except _errors() as error:
                if error.args[0] == _NO_SUCH_JOB:
                    return Progress("lost")
                raise
            if job["pDocument"] != title:
                return Progress("lost")
            found = _progress(job)
            if found.state == "printed":
                win32print.SetJob(handle, job_number(remote), 0, None, _DELETE)
            return found

    def find(self, name: str, title: str) -> str | None:
        """Return the number of the job with this title."""
        import win32print  # noqa: PLC0415

        with _opened(name) as handle:
            for job in win32print.EnumJobs(handle, 0, _MOST_JOBS, 1):
                if job["pDocument"] == title:
                    return str(job["JobId"])
        return None

    def cancel(self, name: str, remote: str) -> None:
        """Delete a job; one that is over stays as it is."""
        import win32print  # noqa: PLC0415

        with _opened(name) as handle, suppress(*_errors()):
            win32print.SetJob(handle, job_number(remote), 0, None, _DELETE)


def _printer(said: Mapping[str, Any]) -> Printer:
    name, port = str(said["pPrinterName"]), str(said["pPortName"])
    bits = int(said["Status"])
    reasons = [word for bit, word in _PRINTER_BITS.items() if bits & bit]
    if int(said["Attributes"]) & _FOREVER:
        reasons.append("offline")
    told = words.joined(words.reasons(reasons))
    least, most = (_extent(name, port, which) for which in (_LEAST, _MOST))
    return Printer(
        name=name,
        address=port,
        make=words.clean(str(said["pDriverName"])),
        state="stopped" if set(reasons) - _WARNINGS else "busy" if bits & _BUSY else "idle",
        words=told,
        sizes=tuple(_papers(name, port).values()),
        spans=(Span(least, most),) if least and most else (),
        two_sided=_capability(name, port, _DUPLEX) == 1,
    )


def _papers(name: str, port: str) -> dict[int, Size]:
    """Return the paper of a printer, by the numbers of Windows."""
    numbers, sizes = (_capability(name, port, which) for which in (_PAPERS, _PAPER_SIZES))
    if not isinstance(numbers, list | tuple) or not isinstance(sizes, list | tuple):
        return {}
    return {
        int(number): Size(size["x"] / 10, size["y"] / 10)
        for number, size in zip(numbers, sizes, strict=False)
        if size["x"] > 0 and size["y"] > 0
    }


def _extent(name: str, port: str, which: int) -> Size | None:
    found = _capability(name, port, which)
    sides = list(found.values()) if isinstance(found, dict) else []
    return Size(sides[0] / 10, sides[1] / 10) if len(sides) > 1 and all(sides[:2]) else None


def _capability(name: str, port: str, which: int) -> Any:
    """Return what a driver says that it can; None where it says nothing."""
    import win32print  # noqa: PLC0415

    try:
        return win32print.DeviceCapabilities(name, port, which)
    except _errors():
        return None


def _mode(win32print: Any, handle: Any, name: str, document: Document) -> Any:
    """Return the settings of a printer for a document; raises RefusedError for the wrong paper."""
    said = win32print.GetPrinter(handle, 2)
    mode, paper = said["pDevMode"], document.sheet
    papers = _papers(name, str(said["pPortName"]))
    known = [number for number, size in papers.items() if near(paper, (size,))]
    mode.Orientation, mode.Duplex = 1, _BINDINGS[document.binding]
    mode.PaperSize = known[0] if known else _USER_SIZE
    mode.PaperWidth, mode.PaperLength = (round(side * 10) for side in paper)
    mode.Fields |= _ORIENTED | _SIZED | _TWO_SIDED | (0 if known else _LONG | _WIDE)
    win32print.DocumentProperties(0, handle, name, mode, mode, _BOTH_BUFFERS)
    if not known and not near(paper, (Size(mode.PaperWidth / 10, mode.PaperLength / 10),)):
        raise RefusedError(words.aborted(0x040B))
    return mode


def _drawn(win32print: Any, handle: Any, canvas: Any, document: Document, title: str) -> str:
    """Draw all pages as one job, which stays in the queue until its end was seen."""
    from PIL import ImageWin  # noqa: PLC0415

    across, down = (win32print.GetDeviceCaps(canvas, dots) for dots in (_DOTS_ACROSS, _DOTS_DOWN))
    left, top = (-win32print.GetDeviceCaps(canvas, edge) for edge in (_EDGE_LEFT, _EDGE_TOP))
    how = rendering.drawing(document, max(across, down))
    right = left + round(how.paper[0] * across / max(across, down))
    bottom = top + round(how.paper[1] * down / max(across, down))
    number = win32print.StartDoc(canvas, (title, None, None, 0))
    try:
        win32print.SetJob(handle, number, 0, None, _RETAIN)
        with rendering.pictures(document.path, how) as pages:
            for page in pages:
                win32print.StartPage(canvas)
                ImageWin.Dib(page).draw(int(canvas), (left, top, right, bottom))
                win32print.EndPage(canvas)
        win32print.EndDoc(canvas)
    except BaseException:
        with suppress(*_errors()):
            win32print.AbortDoc(canvas)
        raise
    return str(number)


def _progress(job: Mapping[str, Any]) -> Progress:
    bits, pages = int(job["Status"]), int(job["PagesPrinted"])
    if bits & _DONE:
        return Progress("printed", pages=pages)
    if bits & _DELETED:
        return Progress("cancelled", pages=pages)
    reasons = [word for bit, word in _JOB_BITS.items() if bits & bit]
    told = words.joined(words.reasons(reasons), str(job.get("pStatus") or ""))
    return Progress("printing" if bits & _PRINTING else "waiting", told)


def _errors() -> tuple[type[Exception], ...]:
    import pywintypes  # noqa: PLC0415

    return (pywintypes.error,)


def _said(error: Exception) -> str:
    return words.joined([_("Windows refuses.")], str(error.args[-1] if error.args else ""))


@contextmanager
def _told() -> Iterator[None]:
    """Say in words what Windows refuses."""
    try:
        yield
    except _errors() as error:
        raise GoneError(_said(error)) from error


@contextmanager
def _opened(name: str) -> Iterator[Any]:
    """Open a printer; raises UnknownPrinterError where there is none of this name."""
    import win32print  # noqa: PLC0415

    with _told():
        try:
            handle = win32print.OpenPrinter(name)
        except _errors() as error:
            if error.args[0] == _UNKNOWN_NAME:
                text = _("There is no printer {name}.").format(name=name)
                raise UnknownPrinterError(text) from error
            raise
        try:
            yield handle
        finally:
            win32print.ClosePrinter(handle)
