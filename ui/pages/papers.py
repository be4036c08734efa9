"""Lists on paper from whichever page: written beside the window, said, and opened to be printed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal.writer import Now
from checkin.paper.listing import MISSING, Printed
from ui.background import Progress
from ui.page import Page
from ui.saying import shown
from ui.theme import Tone

FOLDER = "lists"  # beside the event file

Write = Callable[[Desk, Path], Printed]


class Papers:
    """Writes the lists of a page into the folder beside the event file."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def write(self, file: str, write: Write, then: Callable[[Path], object] | None = None) -> None:
        """Write a list in the background; say so and open it, or leave it to `then`."""
        page = self._page
        out = page.bridge.path.parent / FOLDER / file
        page.background.run(
            _("Writing {file}").format(file=file),
            _written,
            page.bridge.path,
            page.bridge.now,
            write,
            out,
            then=partial(self._on_written, out, then or open_file),
            refused=lambda sentence: page.said.emit(sentence, Tone.STOP),
        )

    def print(self, file: str, write: Write) -> None:
        """Write a list in the background, and print it; open it where there is no printer."""
        self.write(file, write, self._send)

    def _send(self, out: Path) -> None:
        page = self._page
        if page.bridge.desk.practising:
            open_file(out)
            return
        page.background.run(
            _("Sending {file} to the printer").format(file=out.name),
            sent,
            *(page.bridge.path, page.bridge.now, out),
            then=lambda printer: self._on_sent(out, printer),
            refused=lambda sentence: self._on_unsent(out, sentence),
        )

    def _on_sent(self, out: Path, printer: str) -> None:
        if not printer:
            self._on_unsent(out, _("No printer is chosen for this desk."))
            return
        words = _("{file}: sent to the printer {name}.")
        self._page.said.emit(words.format(file=out.name, name=shown(printer, 40)), Tone.WELCOME)

    def _on_unsent(self, out: Path, sentence: str) -> None:
        open_file(out)
        words = _("{file} opens, please print it there. {why}")
        self._page.said.emit(words.format(file=out.name, why=sentence), Tone.LOOK)

    def _on_written(self, out: Path, then: Callable[[Path], object], printed: Printed) -> None:
        text = ngettext("{n} page in {file}.", "{n} pages in {file}.", printed.pages)
        text, tone = text.format(n=printed.pages, file=out.name), Tone.WELCOME
        if printed.missing:
            note = _("{sign} stands for a character that cannot be printed here.")
            text, tone = f"{text} {note.format(sign=MISSING)}", Tone.LOOK
        self._page.said.emit(text, tone)
        then(out)


def open_file(path: Path) -> None:
    """Show a file with whatever program this machine has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def sent(progress: Progress, path: Path, now: Now, file: Path) -> str:
    """Send a list to the printer of this desk; return which, '' where none is chosen."""
    from checkin.printing import lists  # noqa: PLC0415  a fifth of a start

    with Desk(path, now=now) as desk:
        if not lists.printer_for(desk):
            return ""
        return lists.send(desk, file, progress=progress)


def _written(progress: Progress, path: Path, now: Now, write: Write, out: Path) -> Printed:
    progress(0, 1)
    try:
        out.parent.mkdir(exist_ok=True)
    except OSError as error:
        sentence = _("{path} could not be written ({reason}).")
        raise DeskError(sentence.format(path=out, reason=error.strerror)) from error
    with Desk(path, now=now) as desk:
        return write(desk, out)
