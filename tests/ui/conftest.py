"""What tests of the window start from: a real window on a real event file, a standing clock."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false")

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from checkin import demo, demo_stage, i18n, paths
from checkin.founding import found
from checkin.layouts import shelf
from tests.ui.badging import Badging, filled
from tests.ui.editor import EditorOpening, Shown, settle
from tests.ui.hands import Hands, Register
from tests.ui.screen import Screen, missing
from ui import theme
from ui.background import Background
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.page import Context
from ui.printing import Printing
from ui.settings import Settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opening = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def no_printers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the printers of this machine: a test chooses its own."""
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))


@pytest.fixture
def event_file(tmp_path: Path, clock: Callable[[], int]) -> Path:
    """Make the event file of the `desk` fixture's congress, closed, without people."""
    path = tmp_path / "window.checkin"
    found(
        path,
        title="green cities",
        first=date(2012, 11, 21),
        last=date(2012, 11, 23),
        zone_name="Europe/Berlin",
        label="A",
        now=clock,
    ).close()
    return path


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Play the demo congress once; return the file of desk A and what the machine knows of it."""
    home = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"):
            patch.setenv(name, str(home))
        i18n.use("en")
        demo.play(home / "demo")
        state = paths.machine_state()
    # Moved away, so that what tests make of it are this very desk and no copies.
    return (home / "demo" / demo_stage.FILES["A"]).rename(home / "kept"), state


@pytest.fixture
def demo_event(played: tuple[Path, Path], tmp_path: Path, machine: None) -> Path:  # noqa: ARG001  its home comes first
    """Give a test the demo congress as it was after its three days, at desk A."""
    kept, state = played
    shutil.copytree(state / "desks", paths.machine_state() / "desks", dirs_exist_ok=True)
    return Path(shutil.copy(kept, tmp_path / demo_stage.FILES["A"]))


@pytest.fixture
def open_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: Callable[[], int]
) -> Iterator[Opening]:
    """Open windows on event files; all are closed at the end, and nothing runs on."""
    threads = set(threading.enumerate())
    opened: list[MainWindow] = []
    keys = QTranslator()  # Strg for Ctrl

    def opening(
        event: Path, *, dark: bool = False, size: int = 100, language: str = "en"
    ) -> MainWindow:
        settings = Settings(tmp_path / "window.json")
        for name, value in (("theme", "dark" if dark else "light"), ("text_size", size)):
            settings.set(name, value)
        settings.set("language", language)

        def look() -> None:
            i18n.use(settings.language)
            qapp.removeTranslator(keys)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if keys.load(f"qtbase_{settings.language}", folder):
                qapp.installTranslator(keys)
            theme.apply(qapp, dark=settings.value("theme", "") == "dark", size=settings.text_size)

        look()
        window = MainWindow(Bridge(event, now=clock), settings)
        window.looked_new.connect(look)
        opened.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window

    yield opening
    qapp.removeTranslator(keys)
    for window in opened:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    for thread in set(threading.enumerate()) - threads:
        thread.join(10)
        assert not thread.is_alive(), thread.name


@pytest.fixture
def window(open_window: Opening, event_file: Path) -> MainWindow:
    """Open the window on a congress of three days, without people."""
    return open_window(event_file)


@pytest.fixture
def demo_window(open_window: Opening, demo_event: Path, clock: Callable[[], int]) -> MainWindow:
    """Open the window on the demo congress, as it was after its three days."""
    clock.at("2012-11-23T18:00:00+01:00")  # type: ignore[attr-defined]
    return open_window(demo_event)


@pytest.fixture
def badging(
    event_file: Path, clock: Callable[[], int], open_window: Opening, qtbot: QtBot
) -> Badging:
    """Fill a register, open the window on it and go to the page of badges."""
    ids = filled(event_file, clock)
    return Badging(open_window(event_file), ids, qtbot)


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Start a screen for windows that are typed into."""
    if missing():
        pytest.skip(f"no {', '.join(missing())} on this machine")
    with Screen(tmp_path_factory.mktemp("screen")) as started:
        yield started


@pytest.fixture
def register(event_file: Path, clock: Callable[[], int]) -> Register:
    """Fill the register before the window opens."""
    return Register(event_file, clock)


@pytest.fixture
def hands(register: Register, open_window: Opening, event_file: Path, qtbot: QtBot) -> Hands:  # noqa: ARG001  filled first
    """Sit down at the open window."""
    return Hands(open_window(event_file), qtbot)


@pytest.fixture
def open_editor(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[EditorOpening]:
    """Open editors on an event; all are closed at the end, and nothing runs on."""
    opened: list[tuple[Shown, Context]] = []

    def made(event: Path, *, dark: bool = False, size: int = 100, language: str = "en") -> Shown:
        i18n.use(language)
        theme.apply(qapp, dark=dark, size=size)
        bridge = Bridge(event)
        settings = Settings(tmp_path / "editor.json")
        context = Context(bridge, Background(), settings, Printing(bridge))
        shown = Shown(context)
        opened.append((shown, context))
        shown.resize(1184, 650)
        with qtbot.waitExposed(shown):
            shown.show()
        shown.activateWindow()
        shown.editor.read()
        settle(qtbot, shown)
        return shown

    yield made
    for shown, context in opened:
        context.background.close()
        context.bridge.close()
        shown.close()
        shown.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def shown(open_editor: EditorOpening, demo_event: Path) -> Shown:
    """Open the editor on the demo congress."""
    return open_editor(demo_event)


@pytest.fixture
def own_layouts(demo_event: Path) -> Path:
    """Return the folder of the event's own_layouts layouts."""
    return shelf.folder(demo_event)
