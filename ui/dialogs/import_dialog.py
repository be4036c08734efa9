"""The import assistant: four steps beside the window, in which scanning goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.lists import preview
from checkin.lists.taking import Intake
from ui import theme
from ui.dialogs import import_words as words
from ui.dialogs import import_work as work
from ui.dialogs.import_results import CheckStep, DoneStep, WaitStep
from ui.dialogs.import_steps import ColumnStep, Marks, ReadStep, show_alone
from ui.dialogs.import_work import Checked, Errand, Read, Wish
from ui.dialogs.keys_dialog import KeysDialog
from ui.page import Action, Context
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import Button, boxed, column, label, row, tint

_WIDTH, _HEIGHT, _EDGE = 1120, 640, 40
READ, COLUMNS, CHECK, APPLY = range(4)


class ImportDialog(QDialog):
    """A list on its way into the register; Ctrl+Enter goes on, Esc goes back."""

    def __init__(self, context: Context, parent: QWidget, file: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.setAcceptDrops(True)
        self.bridge = context.bridge
        self._errand = Errand(context.background, self._on_refused)
        self.step = READ
        self.read: Read | None = None
        self.checked: Checked | None = None
        self.intake: Intake | None = None
        self.undone = False
        room = parent.window().size() - QSize(_EDGE, _EDGE)
        self.resize(QSize(theme.px(_WIDTH), theme.px(_HEIGHT)).boundedTo(room))
        self._outside = column()
        self.setLayout(self._outside)
        self._inside = QWidget()
        self._outside.addWidget(self._inside)
        self._build()
        self._install()
        looked_new = getattr(parent.window(), "looked_new", None)
        if looked_new:
            looked_new.connect(self._build)
        if file:
            self.open_file(file)

    # What it is made of #################################################################

    def _build(self) -> None:
        """Make all parts in the language and look of now, as far as the import has come."""
        self.setWindowTitle(_("Import a list"))
        self._marks = Marks()
        self.remark = label("", "body", wrap=True)
        self.back = Button(_("Back"), self.reject, "Esc")
        self.next = Button(_("Next"), self.go_on, "Ctrl+⏎", "primary")
        self.stack = QStackedWidget()
        self.reading = ReadStep()
        self.reading.asked.connect(lambda wish: self._ask(**wish))
        self.reading.opening.connect(self.choose_file)
        self.reading.pasting.connect(self.paste)
        self.stack.addWidget(self.reading)
        self.part: ReadStep | ColumnStep | CheckStep | WaitStep | DoneStep = self.reading
        foot = row(self.back, gap=2)
        foot.addWidget(self.remark, 1)
        foot.addWidget(self.next)
        body = column(self._marks, self.stack, foot, gap=2, margin=2.5)
        body.setStretch(1, 1)
        inside = boxed(body)
        self._outside.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside
        if self.read:
            self.reading.show_read(self.read)
        self._show(self.step)

    def _install(self) -> None:
        for one in self.actions_here():
            action = QAction(self)
            keys = one.sequences()
            if one.key == "Ctrl+Return":
                keys.append(QKeySequence("Ctrl+Enter"))
            action.setShortcuts(keys)
            action.triggered.connect(lambda _checked=False, run=one.run: run())
            self.addAction(action)

    def actions_here(self) -> list[Action]:
        """Return what can be done by key."""
        return [
            Action(_("Go on to the next step"), self.go_on, "Ctrl+Return"),
            Action(_("Choose a file"), self.choose_file, "Ctrl+O"),
            Action(_("Paste a table from Excel, Word or a mail"), self.paste, "Ctrl+V"),
            Action(_("Save the rejected rows"), self.choose_rejected, "Ctrl+S"),
            Action(_("Take the list back"), self.undo, "Ctrl+Z"),
            Action(_("Show these keys"), self.open_keys, "F1"),
        ]

    def open_keys(self) -> None:
        """Show what the keys do."""
        KeysDialog(self, _("Import a list"), self.actions_here()).exec()

    # Going on and back ##################################################################

    def go_on(self) -> None:
        """Go on to the next step, where this one is complete."""
        if not self.next.isEnabled():
            return
        if self.step == READ and self.read:
            self._show(COLUMNS)
        elif self.step == COLUMNS:
            self._check()
        elif self.step == CHECK:
            self._apply()
        elif self.step == APPLY:
            self.close()

    def reject(self) -> None:
        """Go back one step; from the first one, and after the last, close."""
        if self.step == APPLY and self.intake is None:
            return  # what is being written ends, or is stopped by its button
        if self.step == CHECK and self.checked is None:
            self._errand.leave()
            self._errand.stop()
        if self.step in {READ, APPLY}:
            self.close()
        else:
            self._show(self.step - 1)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what only reads; what is being written ends first, or is stopped by its button."""
        if self.step == APPLY and self.intake is None:
            event.ignore()
            return
        self._errand.stop()
        self._errand.leave()
        event.accept()

    def _show(self, step: int) -> None:
        """Show a step as far as it has come."""
        self.step = step
        self.part = self._part(step)
        if self.part is self.reading:
            self.stack.setCurrentWidget(self.part)
        else:
            show_alone(self.stack, self.part)
        self._tell()
        self.part.first().setFocus()

    def _part(self, step: int) -> ReadStep | ColumnStep | CheckStep | WaitStep | DoneStep:
        if step == READ or not self.read:
            return self.reading
        if step == COLUMNS:
            choosing = ColumnStep(self.read)
            choosing.changed.connect(self._on_chosen)
            return choosing
        if step == CHECK and self.checked:
            return CheckStep(self.checked)
        if step == APPLY and self.intake:
            done = DoneStep(self.intake, undone=self.undone)
            done.undoing.connect(self.undo)
            done.saving.connect(self.choose_rejected)
            done.another.connect(self.start_again)
            return done
        waiting = WaitStep(words.comparing() if step == CHECK else words.taking_in())
        waiting.stopping.connect(self._errand.stop)
        if self._errand.job:
            self._errand.job.moved.connect(waiting.on_moved)
        return waiting

    def _tell(self) -> None:
        """Say where one is, and what the buttons do."""
        self._marks.mark(self.step)
        onward = (_("Next"), _("Check"), _("Take in"), _("Close"))
        self.next.say(onward[self.step], "Ctrl+⏎")
        self.back.say(_("Close") if self.step == READ else _("Back"), "Esc")
        self.back.setVisible(self.step != APPLY)
        self.say("")
        ready = (self.read, self.read, self.checked, self.intake)
        self.next.setEnabled(ready[self.step] is not None)
        if self.step == COLUMNS:
            self._on_chosen()
        elif self.step == CHECK and self.checked:
            self._tell_plan(self.checked)

    def _tell_plan(self, checked: Checked) -> None:
        if not checked.plan.facts:
            self.say(_("Nothing is new. There is nothing to take in."))
            self.next.setEnabled(False)
        elif checked.plan.intake.rejected:
            self.say(_("Rejected rows stay out; all others come in."))

    def say(self, sentence: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something beside the buttons."""
        self.remark.setText(shown(sentence, 400))
        tint(self.remark, tone)

    # Reading ############################################################################

    def open_file(self, file: Path) -> None:
        """Read a file."""
        self._show(READ)
        self._ask(file=file, text="")

    def choose_file(self) -> None:
        """Let somebody choose a file."""
        if self.step != READ:
            return
        kinds = _("Lists ({kinds});;All files (*)").format(kinds="*.csv *.txt *.tsv *.xlsx *.docx")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a list"), "", kinds)
        if chosen:
            self.open_file(Path(chosen))

    def paste(self) -> None:
        """Read the table that was copied."""
        if self.step == READ:
            self._ask(file=None, text=QGuiApplication.clipboard().text() or " ")

    def start_again(self) -> None:
        """Begin with another list."""
        self.read = self.checked = self.intake = None
        self.step, self.undone = READ, False
        self._build()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dropped."""
        if self.step == READ and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            self.open_file(Path(urls[0].toLocalFile()))

    def _ask(self, **wishes: Any) -> None:
        """Read again as somebody wishes; another file is first read as it seems best."""
        before = self.read.wish if self.read else Wish()
        wish = replace(Wish() if "text" in wishes else before, **wishes)
        self.next.setEnabled(False)
        title = _("The list is being read.")
        self.say(title)
        self._errand.run(title, work.read, self.bridge.path, wish, then=self._on_read)

    def _on_read(self, read: Read) -> None:
        same = self.read and self.read.wish.file == read.wish.file and read.wish.encoding
        if same and self.read:
            read = replace(read, pages=self.read.pages)  # a chosen one proves nothing
        self.read, self.checked = read, None
        self.reading.show_read(read)
        self._tell()

    # Columns, check #####################################################################

    def _on_chosen(self) -> None:
        """Keep the columns as they are chosen."""
        if isinstance(self.part, ColumnStep) and self.read:
            self.read = replace(self.read, columns=self.part.columns())
            lack = self.part.lack()
            self.say(lack, Tone.LOOK)
            self.next.setEnabled(not lack)

    def _check(self) -> None:
        assert self.read  # noqa: S101  the step before has read it
        read, path = self.read, self.bridge.path
        self.bridge.run(preview.remember, read.table, read.kind, read.columns)
        self.checked = None
        checking = (work.check, path, read.roster())
        self._errand.run(words.comparing(), *checking, then=self._on_checked)
        self._show(CHECK)

    def _on_checked(self, checked: Checked) -> None:
        self.checked = checked
        self._show(CHECK)

    # Apply, undo, rejected rows #########################################################

    def _apply(self) -> None:
        assert self.checked  # noqa: S101  the step before has checked it
        self.intake, self.undone = None, False
        title, plan = words.taking_in(), self.checked.plan
        self._errand.run(title, work.carry_out, self.bridge, plan, then=self._on_applied)
        self._show(APPLY)

    def _on_applied(self, intake: Intake) -> None:
        self.intake = intake
        self._show(APPLY)

    def undo(self) -> None:
        """Take the list back."""
        if self.step == APPLY and self.intake and self.intake.act and not self.undone:
            act = self.intake.act
            self.bridge.run(Desk.undo, act, then=self._on_undone, refused=self._on_refused)

    def _on_undone(self, _entries: list[str]) -> None:
        self.undone = True
        self._show(APPLY)

    def choose_rejected(self) -> None:
        """Let somebody choose where the rejected rows go."""
        if not (self.checked and self.checked.plan.intake.rejected):
            return
        name = f"{self.checked.plan.roster.table.path.stem}-{_('rejected')}.csv"
        title = _("Save the rejected rows")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, name, "*.csv")
        if chosen:
            self.save_rejected(Path(chosen))

    def save_rejected(self, file: Path) -> None:
        """Write the rejected rows with their reasons."""
        assert self.checked  # noqa: S101  else there are none
        title, plan = _("Save the rejected rows"), self.checked.plan
        intake = self.intake or plan.intake
        self._errand.run(title, work.save_rejected, file, plan.roster, intake, then=self._on_saved)

    def _on_saved(self, file: Path) -> None:
        self.say(_("{file} is saved.").format(file=file.name), Tone.WELCOME)

    def _on_refused(self, sentence: str) -> None:
        """Go back to where something can be done about it, and say why."""
        if self.step == APPLY and self.intake is None:
            self._show(CHECK)
        elif self.step == CHECK and self.checked is None:
            self._show(COLUMNS)
        else:
            self._tell()
        self.say(sentence, Tone.STOP)
