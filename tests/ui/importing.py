"""The import assistant under test: over a plain frame, by keys, on a real event file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from checkin import i18n
from ui import theme
from ui.background import Background
from ui.bridge import Bridge
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_results import CheckStep
from ui.page import Context
from ui.printing import Printing
from ui.settings import Settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HEAD = "Nachname;Vorname;Institution;Delegation;E-Mail;Land"


class Frame(QWidget):
    """A frame as the assistant lies beside it: one desk, one look, one language."""

    looked_new = Signal()

    def __init__(self, event: Path, now: Callable[[], int], settings: Settings) -> None:
        super().__init__()
        self.bridge, self.background = Bridge(event, now=now), Background()
        self.context = Context(self.bridge, self.background, settings, Printing(self.bridge))
        self.resize(1280, 720)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave everything as the frame of the program does."""
        self.background.close()
        self.bridge.close()
        super().closeEvent(event)


Opening = Callable[..., Frame]


def frames(
    qapp: QApplication, qtbot: QtBot, event_file: Path, clock: Callable[[], int], tmp_path: Path
) -> Iterator[Opening]:
    """Open frames on one event file, in a language and a text size."""
    opened: list[Frame] = []

    def opening(size: int = 100, language: str = "en") -> Frame:
        i18n.use(language)
        theme.apply(qapp, dark=False, size=size)
        frame = Frame(event_file, clock, Settings(tmp_path / "window.json"))
        opened.append(frame)
        with qtbot.waitExposed(frame):
            frame.show()
        return frame

    yield opening
    for frame in opened:
        frame.close()
        frame.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, dark=False, size=100)


def importing(qtbot: QtBot, frame: Frame, file: Path | None = None) -> ImportDialog:
    """Open the assistant over a frame."""
    dialog = ImportDialog(frame.context, frame, file)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    settle(qtbot, frame)
    return dialog


def settle(qtbot: QtBot, frame: Frame) -> None:
    """Let everything that waits for its turn have it."""
    qtbot.waitUntil(lambda: not frame.background.jobs and not frame.bridge.waiting)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press(qtbot: QtBot, frame: Frame, *keys: str) -> None:
    """Press keys where the focus is, and wait for what they set off."""
    named = {"go": (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)}
    named["undo"] = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    named["paste"] = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    for key in keys:
        code, modifier = named.get(key) or (getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier(0))
        focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the focus for {key}"
        QTest.keyClick(focus, code, modifier)
        settle(qtbot, frame)


def typed(qtbot: QtBot, frame: Frame, dialog: ImportDialog, file: Path) -> None:
    """Type a path into the field and press Enter."""
    assert QApplication.focusWidget() is dialog.reading.file
    dialog.reading.file.selectAll()
    dialog.reading.file.insert(str(file))
    press(qtbot, frame, "Return")


def written(folder: Path, *rows: str, encoding: str = "utf-8", head: str = HEAD) -> Path:
    path = folder / "list & <b>guests.csv"
    path.write_bytes("\n".join((head, *rows, "")).encode(encoding))
    return path


def shown(dialog: ImportDialog) -> list[tuple[str, ...]]:
    """Return what the table of the third step shows."""
    assert isinstance(dialog.part, CheckStep)
    columns = dialog.part.rows.columns
    return [tuple(column.value(row) for column in columns) for row in dialog.part.rows.rows]


def entries(frame: Frame) -> int:
    count: int = frame.bridge.desk.db.execute("SELECT count(*) FROM journal").fetchone()[0]
    return count
