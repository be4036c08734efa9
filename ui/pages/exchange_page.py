"""Exchange: what this desk has for others and they for it, and what they said unlike each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from checkin import conflicts, desks
from checkin.conflicts import Conflict
from checkin.desk import Desk
from checkin.i18n import gettext as _
from ui import theme
from ui.background import Job
from ui.bridge import Change
from ui.dialogs.conflict_sheet import ConflictSheet
from ui.page import Action, Context, Page
from ui.pages import exchange_work as work
from ui.pages.exchange_parts import (
    Desks,
    Places,
    Result,
    headline,
    nothing_to_look_at,
    renewed,
    scrolled,
    to_look_at,
)
from ui.pages.exchange_work import Lookout, Outcome
from ui.theme import Tone
from ui.widgets.plain import boxed, chip, column, empty, label, row, tint

_FOLDER, _ALWAYS = "exchange_folder", "exchange_always"  # in the desk's own table
STICKS_EVERY = 2_000  # ms between two looks for sticks, while the page is seen
_LEFT = 460


class ExchangePage(Page):
    """Where desks meet."""

    name = "exchange"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.job: Job | None = None
        self.sheet: ConflictSheet | None = None
        self._conflicts: list[Conflict] = []
        self._acts: list[str] = []  # by which things were settled here
        self._met, self._itself, self._failed = time.monotonic(), False, False
        if self.bridge.desk.practising:
            self._practise()
            return
        self.news = chip("")
        self.result, self.places, self.desks = Result(), Places(), Desks()
        self.rows, self.list = to_look_at(self.settings)
        self._seen = QTimer(self)  # so that what is chosen is seen, once all parts have their room
        self._seen.setSingleShot(True)
        self.lookout = Lookout(self)
        self._arrange()
        self._connect()
        self._remembered()

    # What it is made of #################################################################

    def _practise(self) -> None:
        text = _(
            "This is a practice file. It takes nothing from other desks and gives them nothing."
        )
        self.setLayout(column(empty("exchange", _("No exchange while practising"), text)))

    def _arrange(self) -> None:
        left = boxed(column(self.result, self.places, self.desks, None, gap=1.5))
        self.heading = label("", "title")
        self.none = nothing_to_look_at()
        self.whole = column(gap=0)
        found = QFrame()
        found.setProperty("look", "panel")
        self.right = column(self.heading, self.none, self.list, boxed(self.whole), margin=2)
        for part in (self.none, self.list):
            self.right.setStretchFactor(part, 1)
        found.setLayout(self.right)
        beside = scrolled(left)
        beside.setFixedWidth(theme.px(_LEFT))
        halves = row(beside, gap=2)
        self.area = scrolled(found)
        halves.addWidget(self.area, 1)
        head = row(label(self.title(), "title"), self.news, None, gap=1.5)
        layout = column(head, boxed(halves), gap=1.5, margin=2.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.places.chosen.connect(self.meet)
        self.places.browsed.connect(self.choose_folder)
        self.places.picked.connect(self.choose_files)
        self.places.switched.connect(self._on_switched)
        self.result.wanted.connect(lambda file: self.asked.emit("people", {"import": file}))
        self.result.stopped.connect(self.stop)
        self.lookout.due.connect(self._meet_again)
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_whole())
        self._seen.timeout.connect(lambda: self.list.scrollTo(self.list.currentIndex()))
        self.list.activated.connect(lambda _index: self.enter_sheet())
        self._sticks = QTimer(self)
        self._sticks.timeout.connect(self._look_for_sticks)
        self._sticks.start(STICKS_EVERY)

    def _remembered(self) -> None:
        self.places.path.setText(self.bridge.recalled(_FOLDER))
        self.places.always.setChecked(bool(self.bridge.recalled(_ALWAYS)))
        if self.bridge.renewed:
            self.result.tell(_("A desk of its own"), renewed(), Tone.NOTE, "note")

    # What every page says ###############################################################

    def first(self) -> QWidget:
        """Return the button that is pressed most."""
        return self if self.bridge.desk.practising else self.places.now

    def actions_here(self) -> list[Action]:
        """Return what can be done here."""
        if self.bridge.desk.practising:
            return []
        return [
            Action(_("Exchange now"), self.places.go, "F5"),
            Action(_("Choose a folder …"), self.choose_folder, "Ctrl+L"),
            Action(_("Read files …"), self.choose_files, "Ctrl+R"),
            Action(_("Go to what is to look at"), self.enter_list, "F9"),
            Action(_("Exchange by itself, or not"), self.places.always.toggle, "Ctrl+Shift+A"),
            Action(_("Take back what was settled last"), self._undo, "Ctrl+Z"),
            Action(_("Stop"), self.stop, "Ctrl+."),
        ]

    def concerned(self, change: Change) -> bool:  # noqa: ARG002  entries are written at each
        """Every change is something new for others."""
        return True

    def read(self) -> None:
        """Show what is new, which desks there are, and what they said unlike each other."""
        if self.bridge.desk.practising:
            return
        desk = self.bridge.desk
        words, tone = headline(desks.unsent(desk))
        self.news.setText(words)
        tint(self.news, tone)
        self.desks.show_sights(desk, desks.sights(desk))
        self._look_for_sticks()
        self._show_conflicts(conflicts.conflicts(desk))

    def arrive(self, what: Any) -> None:
        """Read files that were dropped on the window, wherever it was."""
        files = what.get("files", ()) if isinstance(what, dict) else ()
        if files and not self.bridge.desk.practising:
            self.take([Path(file) for file in files])

    def draft(self) -> dict[str, Any]:
        """Return the folder that is typed."""
        if self.bridge.desk.practising:
            return {}
        text = self.places.path.text()
        return {"folder": text} if text != self.bridge.recalled(_FOLDER) else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back the folder that was typed."""
        if isinstance(draft.get("folder"), str) and not self.bridge.desk.practising:
            self.places.path.setText(draft["folder"])

    def retire(self) -> None:
        """Look out no longer."""
        super().retire()
        if not self.bridge.desk.practising:
            self.lookout.watch(None)
            self._sticks.stop()

    # Meeting others #####################################################################

    def choose_folder(self) -> None:
        """Ask for a folder, and exchange with it."""
        start = self.places.path.value() or str(Path.home())
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the exchange"), start)
        if folder:
            self.meet(Path(folder))

    def choose_files(self) -> None:
        """Ask for files, and read them."""
        start = self.places.path.value() or str(Path.home())
        words = _("Sync files (*.csv);;All files (*)")
        files, _kind = QFileDialog.getOpenFileNames(self, _("Read files"), start, words)
        if files:
            self.take([Path(file) for file in files])

    def meet(self, place: Path) -> None:
        """Exchange with a folder from here on."""
        self.places.path.setText(str(place))
        if str(place) != self.bridge.recalled(_FOLDER):
            self.bridge.remember(**{_FOLDER: str(place)})
        self._begin(_("Exchanging"), work.exchanged, place)
        if self.places.always.isChecked():
            self.lookout.watch(place)

    def take(self, files: list[Path]) -> None:
        """Read files; they stay where they are."""
        self._begin(_("Reading files"), work.taken, files)

    def stop(self) -> None:
        """Stop what is under way; nothing of it is left half done."""
        if self.job:
            self.job.stop()

    def _begin(
        self, title: str, done: Callable[..., Outcome], what: object, *, itself: bool = False
    ) -> None:
        if self.job:
            self.said.emit(_("An exchange is under way."), Tone.LOOK)
            return
        self._met, self._itself = time.monotonic(), itself
        if not itself:
            self.result.show_work(title)
        self.job = self.background.run(
            title, done, self.bridge, what, then=self._on_met, refused=self._on_refused
        )

    def _on_met(self, outcome: Outcome) -> None:
        self.job = None
        self.result.show_outcome(outcome)
        self._tell(failed=bool(outcome.met.unwritten))
        if not self._itself:
            for button in self.result.buttons()[:1]:
                button.setFocus()
        self.refresh()

    def _on_refused(self, sentence: str) -> None:
        self.job = None
        self.result.tell(_("Not exported"), sentence, Tone.STOP, "stop")
        self._tell(failed=True)
        self.refresh()

    def _tell(self, *, failed: bool) -> None:
        """Say it in the status line too; by itself only the first time that it fails."""
        if not self._itself or (failed and not self._failed):
            words = " ".join((self.result.word.text() + ".", self.result.detail.text()))
            self.said.emit(words, Tone.LOOK if failed else Tone.PLAIN)
        self._failed = failed

    # By itself ##########################################################################

    def _on_switched(self, on: bool) -> None:  # noqa: FBT001  as Qt passes it
        if on != bool(self.bridge.recalled(_ALWAYS)):
            self.bridge.remember(**{_ALWAYS: "yes" if on else ""})
        text = self.places.path.value()
        self.lookout.watch(Path(text) if on and text else None)
        if on and not text:
            self.said.emit(_("Please choose a folder too."), Tone.LOOK)
            self.places.path.setFocus()

    def _meet_again(self) -> None:
        """Exchange once more, as others wrote something."""
        if self.lookout.folder and not self.job and self.window().isVisible():
            self._begin(_("Exchanging"), work.exchanged, self.lookout.folder, itself=True)

    def _look_for_sticks(self) -> None:
        """Show the sticks that are in; by itself, bring to others what is new here."""
        if self.isVisible():
            self.places.show_sticks(work.sticks())
        due = time.monotonic() - self._met > work.EXCHANGED_EVERY
        if due and self.window().isVisible() and desks.unsent(self.bridge.desk):
            self._meet_again()

    # Conflicts ##########################################################################

    def enter_list(self) -> None:
        """Move to the list of what is to look at."""
        if self._conflicts:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def enter_sheet(self) -> None:
        """Move to what settles the chosen one."""
        if self.sheet:
            self.sheet.first().setFocus(Qt.FocusReason.TabFocusReason)

    def _show_conflicts(self, found: list[Conflict]) -> None:
        """Show the list; the one that was chosen stays so, else the one in its place."""
        self.heading.setText(
            _("To look at ({n})").format(n=len(found)) if found else _("To look at")
        )
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))
        if found != self._conflicts:
            place = max(self.list.currentIndex().row(), 0)
            marks = [one.mark for one in found]
            chosen = self.sheet.conflict.mark if self.sheet else ""
            self._conflicts = found
            self.rows.set_rows(found)
            place = marks.index(chosen) if chosen in marks else min(place, len(found) - 1)
            self.list.selectRow(place)
        self._show_whole()

    def _show_whole(self) -> None:
        place = self.list.currentIndex().row()
        chosen = self._conflicts[place] if 0 <= place < len(self._conflicts) else None
        if self.sheet and self.sheet.conflict == chosen:
            return
        inside = bool(self.sheet and self.sheet.isAncestorOf(self.focusWidget() or self))
        if self.sheet:
            self.whole.removeWidget(self.sheet)
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
        if chosen:
            self.sheet = ConflictSheet(self.bridge.desk, chosen)
            self.sheet.settled.connect(self._on_settled)
            self.sheet.opened.connect(lambda one: self.asked.emit("people", {"person": one}))
            self.sheet.reached.connect(self.area.ensureWidgetVisible)
            self.sheet.left.connect(self.list.setFocus)
            self.whole.addWidget(self.sheet)
            for one, following in pairwise((self.list, *self.sheet.buttons)):
                QWidget.setTabOrder(one, following)
        self._seen.start(0)
        if inside:
            (self.list if chosen else self.places.now).setFocus()

    def _on_settled(self, verb: Callable[..., Any], values: tuple[Any, ...]) -> None:
        def done(act: str | None) -> None:
            if act:
                self._acts.append(act)
            self.said.emit(_("Settled. Ctrl+Z brings it back."), Tone.WELCOME)

        def settle(desk: Desk) -> str | None:
            verb(desk, *values)
            return desk.last_act()

        self.bridge.run(settle, then=done)

    def _undo(self) -> None:
        if self._acts:
            self.bridge.run(Desk.undo, self._acts.pop())
        else:
            self.said.emit(_("There is nothing to undo."), Tone.PLAIN)
