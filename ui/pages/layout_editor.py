"""The layout editor: badges arranged by hand, on the very PDF that will be printed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.layouts import carrying, editing, fresh, pictures, shelf
from checkin.layouts.element import Picture
from checkin.layouts.layout import Layout
from checkin.layouts.sketch import Sketch
from ui.background import Progress
from ui.page import Action, Context
from ui.pages import layout_draft
from ui.pages import layout_proofs as proofs
from ui.pages.layout_bench import LayoutBench
from ui.pages.layout_shelf import LayoutShelf
from ui.pages.sheet_editor import SheetEditor
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import Button, Deed, boxed, column, row
from ui.widgets.question import Question

_WORST_AGAIN = 60.0  # seconds


class LayoutEditor(QWidget):
    """Opens, keeps, brings and gives layouts; the bench does the rest."""

    said = Signal(str, object)  # a sentence for the status line, and its tone
    kept = Signal(str)  # the name of a layout, or '' where one is gone

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.own = shelf.folder(context.bridge.path)
        self.shelf, self.bench, self.question = LayoutShelf(), LayoutBench(context), Question()
        self.sheets = SheetEditor(context)
        self.save_now = Button(_("Save"), self.save, "Ctrl+S", "primary")
        self._asked = 0.0  # when it was last asked whose badges are the worst
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.bench.tools.addWidget(self.save_now)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.bench)
        self.stack.addWidget(self.sheets)
        right = column(self.question, self.stack)
        right.setStretch(1, 1)
        whole = row(self.shelf, boxed(right), gap=2)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.bench.said.connect(self.said)
        self.sheets.said.connect(self.said)
        self.sheets.closed.connect(self._on_sheets_closed)
        self.bench.changed.connect(self._on_changed)
        self.bench.pictured.connect(self._on_pictured)
        self.shelf.chosen.connect(self.choose)
        deeds = {
            "keep": self.ask_name,
            "new": self.begin,
            "bring": self.bring,
            "give": self.give,
            "discard": self.ask_discard,
            "sheets": self.open_sheets,
        }
        self.shelf.wanted.connect(lambda key: deeds[key]())

    # What the page asks ##################################################################

    def first(self) -> QWidget:
        """Return the list of layouts."""
        return self.shelf.list

    def actions_here(self) -> list[Action]:
        """Return what can be done here."""
        return [
            Action(_("Save the layout"), self.save, "Ctrl+S"),
            Action(_("Save as a new layout …"), self.ask_name, "Ctrl+Shift+S"),
            Action(_("Undo"), self._on_bench(self.bench.undo), "Ctrl+Z"),
            Action(_("Redo"), self._on_bench(self.bench.redo), "Ctrl+Y"),
            Action(_("Front or back"), self._on_bench(self.bench.turn_over), "F6"),
            Action(_("Add to the badge …"), self._on_bench(self.bench.open_adding), "F7"),
            Action(_("Sheets …"), self._on_bench(self.open_sheets), "F8"),
            Action(_("Go to the badge"), self._on_bench(self.bench.canvas.take_focus), "F9"),
            Action(_("New layout …"), self.begin),
            Action(_("Import a layout …"), self.bring),
            Action(_("Export the layout …"), self.give),
            Action(_("Delete the layout …"), self.ask_discard),
        ]

    def _on_bench(self, deed: Callable[[], object]) -> Callable[[], object]:
        """Return a deed that is done only while the badge is seen, and not a sheet of it."""
        return lambda: deed() if self.bench.isVisible() else None

    def read(self) -> None:
        """Show which layouts there are now; what is under the hand stays so."""
        found, faults = shelf.layouts(self.own)
        for sentence in faults[:1]:
            self.said.emit(sentence, Tone.LOOK)
        name = self.layout_here.name
        if not name and not self.bench.steps.changed and found:
            start = next((one for one in found if one.name == shelf.DEFAULT), found[0])
            self.bench.open(start)
        self.shelf.show_layouts(found, self.own, self.layout_here.name)
        self._on_changed()
        self._ask_worst()

    def draft(self) -> dict[str, Any]:
        """Return the layout under the hand and its sheet, where they are not kept."""
        sheet = self.sheets.draft() if self.sheets.isVisible() else {}
        drafted = layout_draft.drafted(self.bench.steps, self.own)
        return {**drafted, "sheet": sheet, "of": self.layout_here.name} if sheet else drafted

    def restore(self, draft: dict[str, Any]) -> None:
        """Take up again what was not kept."""
        sheet = draft.get("sheet")
        steps = layout_draft.steps(draft, self.own)
        if steps:
            self.bench.take(steps)
        if isinstance(sheet, dict) and self.layout_here.name == draft.get("of"):
            self.open_sheets()
            self.sheets.restore(sheet)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what nobody could see before."""
        super().showEvent(event)
        self.bench.prove()
        self._ask_worst()

    def _ask_worst(self) -> None:
        """Look beside the window whose badges are the worst, and again after a while."""
        if self._asked and time.monotonic() - self._asked < _WORST_AGAIN:
            return
        self._asked = time.monotonic()
        self.context.background.run(
            _("Looking for the longest names"),
            proofs.worst_wearers,
            self.context.bridge.path,
            then=self.bench.show_wearers,
            quiet=True,
        )

    # Opening #############################################################################

    @property
    def layout_here(self) -> Layout:
        """Return the layout under the hand."""
        return self.bench.sketch.layout

    def choose(self, name: str) -> None:
        """Take another layout under the hand, and ask first where one is not kept."""
        self._leave(lambda: self._open(shelf.layout(name, self.own)))
        self.shelf.mark(self.layout_here.name)

    def begin(self) -> None:
        """Begin with an empty badge of the size of the present one."""
        size = self.layout_here.width, self.layout_here.height
        self._leave(lambda: self._open(Layout("", *size, folder=self.own)))

    def bring(self) -> None:
        """Ask for the file of a layout, and bring it with its pictures."""
        words = _("Layouts (*.toml);;All files (*)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Import a layout"), "", words)
        if chosen:
            self._leave(lambda: self._brought(Path(chosen)))

    def give(self) -> None:
        """Ask where to, and write the layout under the hand there, with its pictures."""
        name = self.layout_here.name or _("layout")
        words = _("Layouts (*.toml)")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Export the layout"), f"{name}.toml", words
        )
        if chosen:
            path = Path(chosen)
            path = path if path.suffix == ".toml" else path.with_name(f"{path.name}.toml")
            if self._tried(lambda: carrying.give(self.layout_here, path)):
                self.said.emit(_("Exported to {file}.").format(file=path.name), Tone.WELCOME)

    def open_sheets(self) -> None:
        """Show the sheets that take this badge."""
        self.question.close_question()
        self.sheets.open(self.layout_here, self.bench.badges())
        self.stack.setCurrentWidget(self.sheets)
        self.sheets.first().setFocus()

    def _on_sheets_closed(self) -> None:
        self.stack.setCurrentWidget(self.bench)
        self.shelf.buttons["sheets"].setFocus()

    def _leave(self, then: Callable[[], object]) -> None:
        """Go on at once where everything is kept, else ask."""
        if self.sheets.isVisible() and self.sheets.changed:
            self.sheets.leave(lambda: self._leave(then))
            return
        self.stack.setCurrentWidget(self.bench)

        def dropped() -> None:
            self.question.close_question()
            self._tried(then)

        if not self.bench.steps.changed:
            dropped()
            return
        name = shown(self.layout_here.title(language())) or _("New layout")
        self.question.ask(
            _("“{name}” has changes that are not saved.").format(name=name),
            [
                Deed(_("Save"), lambda: self._save_then(dropped), look="primary"),
                Deed(_("Drop the changes"), dropped),
            ],
        )

    def _open(self, layout: Layout) -> None:
        self.bench.open(layout)
        self.shelf.mark(layout.name)

    def _brought(self, path: Path) -> None:
        layout = carrying.bring(path, self.own)
        self._open(layout)
        self.read()
        self.kept.emit(layout.name)
        self.said.emit(_("“{name}” is here now.").format(name=layout.name), Tone.WELCOME)

    # Keeping #############################################################################

    def save(self) -> None:
        """Keep the layout under its name; a shipped or a new one asks for one."""
        if self.sheets.isVisible():
            self.sheets.save()
        else:
            self._save_then(lambda: None)

    def ask_name(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask under which name to keep this as a new layout."""
        suggested = carrying.free_name(shown(self.layout_here.title(language())), self.own)
        self.question.ask(
            _("What is the new layout to be called?"),
            [Deed(_("Save"), lambda: self._keep_new(then), look="primary")],
            suggested,
        )

    def _save_then(self, then: Callable[[], object]) -> None:
        if not carrying.is_own(self.layout_here, self.own):
            self.ask_name(then)
        elif self._keep(self.layout_here.name, new=False):
            self.question.close_question()
            then()

    def _keep_new(self, then: Callable[[], object]) -> None:
        if self._keep(self.question.field.value(), new=True):
            self.question.close_question()
            then()

    def _keep(self, name: str, *, new: bool) -> bool:
        try:
            layout = carrying.keep(self.layout_here, name, self.own, new=new)
        except DeskError as error:
            refuse = self.question.refuse if self.question.isVisible() else self._say_trouble
            refuse(str(error))
            return False
        self.bench.keep(layout)
        self.read()
        self.kept.emit(layout.name)
        self.said.emit(_("Saved."), Tone.WELCOME)
        return True

    def ask_discard(self) -> None:
        """Ask whether this layout is really to be thrown away."""
        if not carrying.is_own(self.layout_here, self.own):
            self.said.emit(_("A layout that is shipped cannot be deleted."), Tone.LOOK)
            return
        name = shown(self.layout_here.title(language()))
        self.question.ask(
            _("Delete the layout “{name}”? Its file goes; printed badges stay.").format(name=name),
            [Deed(_("Delete"), self._discard, look="stop")],
        )

    def _discard(self) -> None:
        self.question.close_question()
        if self._tried(lambda: carrying.discard(self.layout_here.name, self.own)):
            self._open(shelf.layout(shelf.DEFAULT, self.own))
            self.read()
            self.kept.emit("")
            self.said.emit(_("Deleted."), Tone.PLAIN)

    def _tried(self, deed: Callable[[], object]) -> bool:
        try:
            deed()
        except DeskError as error:
            self._say_trouble(str(error))
            return False
        return True

    def _say_trouble(self, sentence: str) -> None:
        self.said.emit(sentence, Tone.STOP)

    def _on_changed(self) -> None:
        own = carrying.is_own(self.layout_here, self.own)
        changed = self.bench.steps.changed
        self.save_now.setEnabled(changed)
        self.shelf.buttons["discard"].setEnabled(own)

    # Pictures ############################################################################

    def _on_pictured(self, why: str) -> None:
        words = _("Pictures (*.png *.svg *.pdf)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Logo or picture"), "", words)
        if chosen:
            self.take_picture(Path(chosen), another=why == "another")

    def take_picture(self, path: Path, *, another: bool = False) -> None:
        """Copy a picture beside the layout, and put it on the badge or in place of the chosen."""
        self.context.background.run(
            _("Reading {file}").format(file=path.name),
            _taken,
            path,
            self.own,
            then=lambda found: self._put_picture(*found, another=another),
            refused=self._say_trouble,
        )

    def _put_picture(self, file: str, ratio: float, *, another: bool) -> None:
        def deed(sketch: Sketch) -> Sketch:
            moved = replace(sketch, layout=pictures.beside(sketch.layout, self.own))
            if another and isinstance(moved.picked, Picture):
                return editing.change(moved, replace(moved.picked, file=file))
            return editing.add(moved, fresh.picture(moved.layout, file, ratio))

        self.bench.do(deed)
        self.bench.canvas.take_focus()


def _taken(progress: Progress, path: Path, own: Path) -> tuple[str, float]:
    progress(0, 1)
    return pictures.taken(path, own)
