"""The window on one desk: side bar, pages, status line, and the keys that work everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from checkin import backups, i18n
from checkin.attendance import heads
from checkin.i18n import gettext as _
from checkin.model import code, scanner
from ui import theme
from ui.background import Background, Job
from ui.bridge import Bridge, Change
from ui.dialogs.keys_dialog import KeysDialog
from ui.dialogs.palette_dialog import PaletteDialog
from ui.evacuation import Evacuation
from ui.page import Action, Context, Page
from ui.pages.delegations_words import arrived
from ui.places import places
from ui.power import Reading, judged
from ui.printing import Printing
from ui.saying import clock, shown
from ui.scan_watch import ScanWatch
from ui.settings import Settings
from ui.shelf import Shelf, typed
from ui.theme import Tone
from ui.widgets.banner import banner
from ui.widgets.plain import boxed, column, row
from ui.widgets.side_bar import SideBar
from ui.widgets.status_line import StatusLine

SMALLEST_WINDOW = (960, 640)
_DRAFT = "draft"
_KEPT_EVERY = 2_000  # ms between two looks at what is typed
_SETTLE = 250  # ms after the last change before the status line is read again
_STEP = 25  # percent of text size


class MainWindow(QMainWindow):
    """Everything between the desk and the person; pages do not know each other."""

    left = Signal()  # somebody wants another event
    wanted = Signal(object)  # the path of an event file that is to be opened
    looked_new = Signal()  # theme, text size or language have changed

    def __init__(self, bridge: Bridge, settings: Settings) -> None:
        super().__init__()
        self.bridge, self.settings = bridge, settings
        self.background, self.printing = Background(), Printing(bridge)
        self.evacuation = Evacuation(bridge, self.background)
        self._context = Context(bridge, self.background, settings, self.printing)
        self.setWindowTitle(f"{shown(bridge.desk.event.title)} – checkin")
        self.setMinimumSize(*SMALLEST_WINDOW)
        self.setAcceptDrops(True)
        self.resize(1280, 720)
        self._kept = bridge.recalled(_DRAFT)
        self._newest_head = 0  # whose coming was said last
        self._globals: list[QAction] = []
        self._battery = Reading()
        self.shut = False  # whether it is closed for good
        ScanWatch(self, self.take_scan)
        self._build(typed(self._kept))
        geometry = settings.value("geometry", "")
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        bridge.changed.connect(self._on_changed)
        for failed in (bridge.failed, self.background.failed):
            failed.connect(lambda sentence: self.say(sentence, Tone.STOP))
        for turn in (self.background.began, self.background.ended):
            turn.connect(lambda _job: self._watch())
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._tell_status)
        self._settle.timeout.connect(self._tell_heads)
        self._keeper = self._every(_KEPT_EVERY, self._keep_drafts)
        self._ticker = self._every(1_000, self._tell_status)
        self._backup = self._every(backups.EVERY * 1_000, self._back_up)
        self.evacuation.said.connect(self.say)
        self.evacuation.start()
        self.printing.start()

    # What it is made of #################################################################

    def _every(self, pause: int, do: Callable[[], object]) -> QTimer:
        """Do something again and again, every so many milliseconds."""
        timer = QTimer(self)
        timer.timeout.connect(do)
        timer.start(pause)
        return timer

    def _build(self, drafts: dict[str, Any]) -> None:
        """Make all parts anew, in the language and look of now, and put back what was typed."""
        self.pages = Shelf(self._context, drafts, self._take)
        self.side = SideBar()
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.side.chosen.connect(self.go)
        self.status.stopped.connect(lambda job: job.stop())
        body = row(self.side, gap=0)
        body.addWidget(self.stack, 1)
        told = banner(self.bridge.desk, self.settings.language)
        whole = column(*([told] if told else []), boxed(body), self.status, gap=0)
        whole.setStretch(whole.count() - 2, 1)
        middle = boxed(whole)
        middle.setObjectName("ground")
        self.setCentralWidget(middle)
        self._install()
        if self.bridge.recalled("exchange_always"):
            self.pages.get("exchange")  # it looks out for other desks, seen or not
        self.go("desk")
        self._tell_status()
        self._watch()

    def _take(self, page: Page) -> None:
        """Give a new page its place in the window."""
        page.install()
        self.stack.addWidget(page)
        page.asked.connect(self.go)
        page.said.connect(self.say)

    def _install(self) -> None:
        for old in self._globals:
            self.removeAction(old)
        self._globals = []
        for one in self._everywhere():
            action = QAction(self)
            action.setShortcuts(one.sequences())
            action.triggered.connect(lambda _checked=False, run=one.run: run())
            self.addAction(action)
            self._globals.append(action)

    def _everywhere(self) -> list[Action]:
        """Return what can be done on every page."""
        pages = [
            Action(place.title, partial(self.go, place.name), place.key)
            for place in places().values()
        ]
        return [
            Action(_("Find an action"), self.open_palette, "Ctrl+K"),
            Action(_("Show the keys of this page"), self.open_keys, "F1"),
            *pages,
            Action(_("Evacuation list, at once"), self.evacuation.print_now, "Ctrl+Shift+E"),
            Action(_("Light or dark"), self._turn_dark, "Ctrl+Shift+D"),
            Action(_("Follow the light or dark of this computer"), lambda: self.wear(dark="")),
            Action(_("Larger text"), lambda: self._grow(_STEP), "Ctrl++"),
            Action(_("Smaller text"), lambda: self._grow(-_STEP), "Ctrl+-"),
            Action(_("Text at 100 %"), lambda: self.wear(size=theme.SMALLEST), "Ctrl+0"),
            Action("English", lambda: self.speak("en")),
            Action("Deutsch", lambda: self.speak("de")),
            Action(_("Import a list …"), self.open_import, "Ctrl+Shift+I"),
            Action(
                _("Self check-in, the whole screen"),
                partial(self.go, "event", {"kiosk": True}),
                "Ctrl+Shift+K",
            ),
            Action(_("Another event …"), self.left.emit, "Ctrl+O"),
            Action(_("Quit"), self.close, "Ctrl+Q"),
        ]

    # Going about ########################################################################

    @property
    def page(self) -> Page:
        """Return the page that is open."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)  # noqa: S101  nothing else is ever put there
        return page

    def go(self, name: str, what: Any = None) -> None:
        """Open a page, with something to show there."""
        if name == "evacuation":
            self.evacuation.print_now()
            return
        if name == "open":
            self.wanted.emit(what)
            return
        if isinstance(what, dict) and "import" in what:
            self.open_import(what["import"])
            return
        page = self.pages[name]
        self.stack.setCurrentWidget(page)
        self.side.mark(name)
        if what is not None:
            page.arrive(what)
        page.first().setFocus()
        self._tell_heads()

    def take_scan(self, text: str) -> int:
        """Answer a badge that was scanned into whatever field; return how long its code is."""
        last = text[-code.LENGTH :]
        reading = scanner.read(self.bridge.desk.key, last).reading
        if len(last) < code.LENGTH or reading is not code.Reading.GENUINE:
            return 0
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, KeysDialog | PaletteDialog):
            dialog.reject()  # it would cover the answer
            self.activateWindow()
        if self.page.takes_scan(last):
            return code.LENGTH
        if self.page.name != "desk":
            self.go("desk")
        self.page.arrive({"scan": last})
        return code.LENGTH

    def say(self, sentence: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a sentence in the status line."""
        self.status.say(sentence, tone)

    def open_import(self, file: Path | None = None) -> None:
        """Open the import assistant, which stands beside the window."""
        from ui.dialogs.import_dialog import ImportDialog  # noqa: PLC0415  rarely needed

        ImportDialog(self._context, self, file).show()

    def open_palette(self) -> None:
        """Offer everything that can be done, by its words."""
        dialog = PaletteDialog(self, [*self.page.actions_here(), *self._everywhere()])
        if dialog.exec() and dialog.chosen:
            dialog.chosen.run()

    def open_keys(self) -> None:
        """Show the keys of the page that is open."""
        actions = [*self.page.actions_here(), *self._everywhere()]
        KeysDialog(self, self.page.title(), actions).exec()

    # Looks and words ####################################################################

    def wear(self, *, dark: str | None = None, size: int | None = None) -> None:
        """Change the look: dark, light or '' as the machine; and the text size in percent."""
        if dark is not None:
            self.settings.set("theme", dark)
        if size is not None:
            self.settings.set("text_size", min(max(size, theme.SMALLEST), theme.LARGEST))
        self._again(self.looked_new.emit)

    def speak(self, language: str) -> None:
        """Change the language; what was typed stays."""
        self.settings.set("language", language)
        i18n.use(language)
        self._again(self.looked_new.emit)

    def _again(self, change: Callable[[], None]) -> None:
        name, drafts = self.page.name, self.pages.drafts()
        self.page.hide()
        old = self.takeCentralWidget()
        change()
        before = self.pages.made()
        self._build(drafts)
        for page in before:
            page.retire()
        if old:
            old.deleteLater()
        self.go(name)

    def _turn_dark(self) -> None:
        self.wear(dark="light" if theme.current() is theme.DARK else "dark")

    def _grow(self, step: int) -> None:
        self.wear(size=theme.percent() + step)

    # Status, drafts, the end ############################################################

    def _on_changed(self, _change: Change) -> None:
        self._settle.start()

    def _tell_status(self) -> None:
        desk = self.bridge.desk
        self.status.time.setText(clock(desk.this_moment()))
        self.status.tell(desk, self.printing.sight)
        power = judged(self._battery)
        self.status.power.say(power.sentence, power.tone)

    def _tell_heads(self) -> None:
        """Mark that the head of a delegation has come, until somebody looks; say it once."""
        news = heads.news(self.bridge.desk) if self.page.name != "delegations" else []
        self.side.note("delegations", news=bool(news))
        if news and news[0].row > self._newest_head:
            self._newest_head = max(one.row for one in news)
            if not self.status.sentence.text():  # nothing that somebody reads is taken away
                self.say(arrived(self.bridge.desk, news))

    def charge(self, battery: Reading) -> None:
        """Take note of how the battery is."""
        self._battery = battery
        self._tell_status()

    def _back_up(self) -> None:
        """Keep what is new in the second folder, if one was chosen."""
        desk = self.bridge.desk
        if backups.folder(desk) and not desk.practising:
            self.bridge.run(backups.keep, then=self._on_kept)

    def _on_kept(self, kept: backups.Kept) -> None:
        if not kept.well:
            self.say(kept.refused, Tone.LOOK)

    def _watch(self) -> None:
        jobs: list[Job] = self.background.jobs
        self.status.watch(jobs[0] if jobs else None)

    def _keep_drafts(self) -> None:
        """Keep what is typed, so that it survives a crash; in the desk's own table only."""
        drafts = self.pages.drafts()
        text = json.dumps(drafts, ensure_ascii=False) if drafts else ""
        if text != self._kept:
            self._kept = text
            self.bridge.remember(**{_DRAFT: text})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, wherever they are dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.go("exchange", {"files": files})

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave everything safe."""
        self.settings.set("geometry", self.saveGeometry().toBase64().toStdString())
        for timer in (self._keeper, self._ticker, self._settle, self._backup):
            timer.stop()
        self.evacuation.close()
        self._keep_drafts()
        self.shut = True
        for page in self.pages.made():
            page.retire()
        self.printing.close()
        self.hide()  # a work under way is asked to stop, and ends before the program does
        self.background.close()
        self.bridge.run(backups.keep_whole)
        self.bridge.close()
        super().closeEvent(event)
