"""The evacuation list from wherever one is: on paper by one key, and as a file by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal.writer import Now
from checkin.reports import evacuation_files
from checkin.reports.evacuation_files import Kept
from ui.background import Background, Progress
from ui.bridge import Bridge
from ui.pages.papers import open_file, sent
from ui.saying import shown
from ui.theme import Tone

_LOOKED = 60_000  # ms between two looks whether a list is due
_LISTS = "lists"  # the folder where it is written if its own takes nothing


class Evacuation(QObject):
    """Writes the list beside the window; neither guests nor badges wait for it."""

    said = Signal(str, object)  # a sentence, and its tone
    kept = Signal(object)  # Kept: a list lies in the folder

    def __init__(self, bridge: Bridge, background: Background) -> None:
        super().__init__()
        self._bridge, self._background = bridge, background
        self._busy = False
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOKED)
        self._clock.timeout.connect(self.keep_if_due)

    def start(self) -> None:
        """Write a list every quarter of an hour from here on."""
        self._clock.start()

    def close(self) -> None:
        """Stop."""
        self._clock.stop()

    def keep_if_due(self) -> None:
        """Write a list where the last one is a quarter of an hour old; nobody notices."""
        if evacuation_files.due(self._bridge.desk):
            self._write(self.kept.emit, lambda words: self.said.emit(words, Tone.LOOK), quiet=True)

    def print_now(self) -> None:
        """Write the list, send it to the printer of this desk, and open it where there is none."""
        if not self._busy:
            self._busy = True
            self._write(self._on_written, self._on_refused, quiet=False)

    def _write(
        self, then: Callable[[Kept], object], refused: Callable[[str], object], *, quiet: bool
    ) -> None:
        self._background.run(
            _("Writing the evacuation list"),
            _written,
            *(self._bridge.path, self._bridge.now),
            then=then,
            refused=refused,
            quiet=quiet,
        )

    def _on_written(self, kept: Kept) -> None:
        self._busy = False
        self.kept.emit(kept)
        if self._bridge.desk.practising:
            self._on_unprinted(kept, "")
            return
        self._background.run(
            _("Sending the evacuation list to the printer"),
            sent,
            *(self._bridge.path, self._bridge.now, kept.path),
            then=lambda printer: self._on_sent(kept, printer),
            refused=lambda sentence: self._on_unprinted(kept, sentence),
        )

    def _on_sent(self, kept: Kept, printer: str) -> None:
        if not printer:
            self._on_unprinted(kept, _("No printer is chosen for this desk."))
            return
        words = _("{list}; sent to the printer {name}.")
        told = words.format(list=_counted(kept), name=shown(printer, 40))
        self.said.emit(told, Tone.WELCOME)

    def _on_unprinted(self, kept: Kept, sentence: str) -> None:
        open_file(kept.path)
        words = _("{list}; it opens, please print it there.").format(list=_counted(kept))
        self.said.emit(f"{words} {sentence}".strip(), Tone.LOOK)

    def _on_refused(self, sentence: str) -> None:
        self._busy = False
        self.said.emit(sentence, Tone.STOP)


def _counted(kept: Kept) -> str:
    words = ngettext("Evacuation list: {n} person", "Evacuation list: {n} persons", kept.people)
    return words.format(n=kept.people)


# In threads of their own ##############################################################


def _written(progress: Progress, path: Path, now: Now) -> Kept:
    progress(0, 1)
    with Desk(path, now=now) as desk:
        try:
            return evacuation_files.keep(desk, progress=progress)
        except DeskError:
            if evacuation_files.folder(desk) == path.parent / evacuation_files.USUAL:
                raise
            return evacuation_files.keep(desk, path.parent / _LISTS)  # the stick is out
