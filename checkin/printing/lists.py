"""Lists on their way to a printer: sent at once, past every badge that waits in the queue."""

from __future__ import annotations

import secrets
import shutil
import time
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper.listing import Progress
from checkin.printing import drawer
from checkin.printing.printer import BusyError, Document, RefusedError, Size
from checkin.printing.station import equip, station

LISTS = "lists"  # among the printers of a station, where it has one of its own for lists
PATIENCE = 20.0  # seconds in which a printer that is busy is asked again
PAPER = Size(297.0, 210.0)  # of most lists, in mm
_PAUSE = 1.0  # seconds
_POINTS = 72 / 25.4  # per mm


def printer_for(desk: Desk) -> str:
    """Return the printer of this desk for lists; '' where none is chosen."""
    return station(desk).printer_for(LISTS)


def choose(desk: Desk, printer: str) -> str:
    """Print lists with a printer of their own from here on, '' with that of the badges.

    Return which one that is, '' for none.
    """
    rest = {name: one for name, one in station(desk).printers.items() if name != LISTS}
    equip(desk, printers={**rest, LISTS: printer} if printer else rest)
    return printer_for(desk)


def send(desk: Desk, file: Path, printer: str = "", progress: Progress | None = None) -> str:
    """Send a PDF of pages of one size to a printer, by default this desk's; return its name.

    Raises DeskError where none is chosen, it lacks the paper, or takes nothing for a while.
    """
    name = printer or printer_for(desk)
    if not name:
        raise DeskError(_("No printer is chosen for this desk."))
    size, pages = _measured(file)
    until = time.monotonic() + PATIENCE
    with drawer.opened(desk.path) as folder:
        copy = Path(shutil.copy(file, folder / "list.pdf"))
        while True:
            if progress:
                progress(0, 1)
            try:
                _send(desk, name, Document(copy, size, pages))
            except BusyError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_PAUSE)
            else:
                return name


def _send(desk: Desk, name: str, document: Document) -> None:
    from checkin.printing import systems  # noqa: PLC0415  slow to load

    paper = systems.printer(name).paper(document.size)
    if paper is None:
        words = _("{name} has no paper of {size} mm.")
        raise RefusedError(words.format(name=name, size=document.size))
    # Who reads the queue of a printer learns nothing from the title.
    title = f"checkin {desk.label} {secrets.token_hex(4)}"
    ready = Document(document.path, document.size, document.pages, "", paper)
    systems.system(name).send(name, ready, lambda: title)


def _measured(file: Path) -> tuple[Size, int]:
    """Return the size of the pages of a PDF in mm, and how many it has."""
    import pypdfium2  # noqa: PLC0415  slow to load

    try:
        with pypdfium2.PdfDocument(file) as document:
            width, height = document.get_page_size(0)
            return Size(round(width / _POINTS, 1), round(height / _POINTS, 1)), len(document)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise DeskError(_("{path} cannot be read.").format(path=file)) from error
