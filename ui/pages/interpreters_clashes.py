"""What clashes in the plan of interpreters, the worst first, with repairs that were tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin.i18n import gettext as _
from checkin.interpreting.clash import clash
from checkin.interpreting.conflict import Conflict, Repair
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Problem
from checkin.interpreting.requirements import text
from ui.background import Progress
from ui.bridge import Change
from ui.dialogs.sheet import Sheet
from ui.dialogs.sheet_stack import SheetStack
from ui.page import Action, Context, Page, install
from ui.pages import interpreters_words as words
from ui.pages.interpreters_card import ConflictCard
from ui.pages.interpreters_planning import mend
from ui.pages.interpreters_sight import Sight, judge
from ui.pages.looking import Looking
from ui.pages.people_doing import Doing
from ui.rows import Column, Rows, opened, table
from ui.saying import breakable
from ui.theme import Tone
from ui.widgets.halves import Halves
from ui.widgets.pause import Pause
from ui.widgets.plain import boxed, column, empty, label, refill

_DIGITS = "123456789"  # each takes a repair
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ClashesView(Page):
    """A line for each clash; the marked one is told whole."""

    name = "interpreters"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sight: Sight | None = None
        self.looking = Looking(context, _("Looking for clashes"), judge)
        self.doing = Doing(context, list)
        self.rows = Rows(
            [
                Column(_("Rule"), _rule, "rule", 165, tone=_tone, icon=_sign),
                Column(_("What clashes"), lambda one: one.text, "text", 260),
            ]
        )
        self.list = table(self.rows, _("What clashes"), self.settings, "clashes")
        opened(self.list, self.show_need)
        self.list.installEventFilter(self)
        self.pause = Pause(self)
        self.pause.typed.connect(self._on_typed)
        self.card, self.side = column(), SheetStack()
        caption = label(_("⏎ shows it in the plan; a digit takes a repair"), "caption", wrap=True)
        left = column(self.list, caption, gap=0.5, margin=1)
        left.setStretch(0, 1)
        self.side.show_part(boxed(column(boxed(self.card), None)))
        self.stack = QStackedWidget()
        self.stack.addWidget(Halves(left, column(self.side, margin=2)))
        nothing = _("No rule is broken, and every need has its team.")
        self.stack.addWidget(empty("tick", _("Nothing clashes"), nothing))
        self.setLayout(column(self.stack))
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_card())
        self.looking.found.connect(self._on_found)
        self.looking.failed.connect(self._refuse)
        self.doing.said.connect(self.said)
        self.doing.refused.connect(self._refuse)

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def concerned(self, change: Change) -> bool:
        """Look at all that the plan looks at."""
        return change.of("eapldnit")

    def read(self) -> None:
        """Look for clashes beside the window."""
        self.looking.look()

    def actions_here(self) -> list[Action]:
        """Return what can be done with the marked clash."""
        return [
            Action(_("Show it in the plan"), self.show_need, "F2"),
            Action(_("Why not everything can be met"), self.explain, "F5"),
            *(
                Action(_("Take repair {n}").format(n=digit), partial(self.take, int(digit)), digit)
                for digit in _DIGITS
            ),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def install(self) -> None:
        """Make the keys work; digits wait until it is clear that no scanner types them."""
        install(self, [one for one in self.actions_here() if one.key not in _DIGITS])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what is typed in the list, which would seek by it."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101  as its type says
            return self._hear(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear what is typed beside the list."""
        if self.side.sheet or not self._hear(event):
            super().keyPressEvent(event)

    # What can be done ###################################################################

    def _hear(self, event: QKeyEvent) -> bool:
        """Take in a sign, or the Enter right behind one."""
        if event.key() in _ENTER:
            return self.pause.waiting
        if sign := event.text().strip():
            self.pause.hear(sign)
        return bool(sign)

    def _on_typed(self, typed: str) -> None:
        """Take a repair by its digit, if that was typed alone."""
        if len(typed) == 1 and typed in _DIGITS:
            self.take(int(typed))

    def show_need(self) -> None:
        """Show the marked clash in the plan."""
        if (one := self._marked()) and one.needs:
            self.asked.emit(self.name, {"view": "plan", "need": one.needs[0]})

    def take(self, number: int) -> None:
        """Do what a repair says, by its number."""
        one = self._marked()
        if one and number <= len(one.repairs):
            self.repair(one.repairs[number - 1])

    def explain(self) -> None:
        """Look beside the window for one smallest set of requirements that clash."""
        if self.sight is None:
            return
        self.background.run(
            _("Looking for what cannot be met"),
            _clash,
            self.sight.problem,
            then=self._on_explained,
            refused=self._refuse,
        )

    def _on_explained(self, parts: Sequence[str]) -> None:
        said = _("Every need can be covered beside what is fixed.")
        if parts:
            said = _("These cannot all be met, and could without any one of them:")
        sheet = Sheet(_("Why not everything can be met"), _("Close"))
        sheet.stop.hide()
        sheet.tell(said, Tone.STOP if parts else Tone.WELCOME)
        for one in parts:
            sheet.beside.addWidget(label(breakable(f"• {one}"), "body", wrap=True))
        self._open(sheet, lambda _values: self._put_away())

    def repair(self, repair: Repair) -> None:
        """Do what a repair says."""
        mend(self._open, repair, self._run)

    def _run(self, *args: Any) -> None:
        self.doing.run(*args, then=self._put_away)

    def _open(self, sheet: Sheet, save: Callable[[Any], object]) -> None:
        """Put a sheet beside the list, which has the focus again when that is closed."""
        self.side.open_sheet(sheet, save)
        sheet.closed.connect(self._put_away)

    def _put_away(self) -> None:
        self.side.close_sheet()
        if self.isVisible():
            self.list.setFocus()

    def _on_found(self, sight: Sight) -> None:
        """Show what was found, the mark on what it was on."""
        self.sight, marked = sight, self._marked()
        found = [*sight.coming, *(one for one in sight.conflicts if one not in sight.coming)]
        self.rows.set_rows(found)
        self.stack.setCurrentIndex(0 if found else 1)
        keys = [_key(one) for one in found]
        if found:
            row = keys.index(_key(marked)) if marked and _key(marked) in keys else 0
            self.list.setCurrentIndex(self.rows.index(row, 0))
        self._show_card()

    def _show_card(self) -> None:
        one = self._marked()
        refill(self.card, *([ConflictCard(one, self.repair, keyed=True)] if one else []))

    def _marked(self) -> Conflict | None:
        row = self.list.currentIndex().row()
        found: list[Conflict] = list(self.rows.rows)
        return found[row] if 0 <= row < len(found) else None

    def _refuse(self, sentence: str) -> None:
        self.said.emit(sentence, Tone.STOP)


def _clash(progress: Progress, problem: Problem) -> list[str]:
    """Return the requirements of a clash in words; none where everything can be met."""
    progress(0, 1)
    found, layout = clash(problem), Layout(problem)
    return [text(layout, one) for one in found.parts] if found else []


def _key(one: Conflict) -> Any:
    return one.rule, one.who, one.needs


def _rule(one: Conflict) -> str:
    return words.rule(one.rule)


def _tone(one: Conflict) -> Tone:
    return words.tone(one.severity)


def _sign(one: Conflict) -> str:
    return words.sign(one.severity)
