"""The register: everybody in a table, one person whole beside it, duplicates side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.lists.seen import Shown
from checkin.roll import Roll
from checkin.search import collation
from ui import saying, theme
from ui.bridge import Change
from ui.page import Action, Context, Page, install
from ui.pages import people_columns, people_work
from ui.pages.people_doing import Doing, short
from ui.pages.people_side import Side
from ui.pages.people_table import PeopleTable
from ui.pages.people_twins import Twins
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.people_filter import PeopleFilter
from ui.widgets.plain import Button, boxed, column, empty, label, panel, row

_MANY = 8_000  # people from which the register is read beside the window
_SPLITTER, _ORDER = "people halves", "people order"


class PeoplePage(Page):
    """Everybody who is registered."""

    name = "people"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.order = str(self.settings.value(_ORDER, "")) or collation.usual(language())
        self.roll = Roll(self.bridge.desk, self.order, language())
        self._pending: set[str] = set()
        self._read = self._reading = False
        self._unnamed: list[str] = []  # whom no list names, of those shown
        self._sent = False  # somebody came here for one person
        self.doing = Doing(context, self.chosen)
        self.count = label("", "soft")
        self.filter = PeopleFilter()
        self.table = PeopleTable(self.settings)
        self.side = Side(self.bridge, self.roll, self._person_tasks())
        self.stack = QStackedWidget()
        self.twins = Twins(context, self.doing, self.stack, self.chosen)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(40)
        self._arrange()
        self._connect()

    # Making #############################################################################

    def _arrange(self) -> None:
        tools = [
            *self.twins.actions(),
            Action(_("Columns"), self.open_columns, "F9"),
            Action(_("Import a list …"), lambda: self.asked.emit(self.name, {"import": None})),
            Action(_("Export"), self.export, "Ctrl+E"),
        ]
        buttons = [Button(one.text, one.run, short(one)) for one in tools]
        head = row(label(self.title(), "title"), self.count, None, *buttons)
        foot = Flow()
        self._many = [Button(one.text, one.run, short(one)) for one in self.doing.tasks()]
        for button in self._many:
            foot.addWidget(button)
        self.left = QStackedWidget()
        for part in (self.table, *self._without_rows()):
            self.left.addWidget(part)
        inside = column(self.left, panel(boxed(foot), look="foot", margin=1), gap=0)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setStretch(0, 1)
        self.halves = QSplitter()
        self.halves.addWidget(panel(inside, margin=0))
        self.halves.addWidget(self.side)
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(theme.px(16))
        self.halves.splitterMoved.connect(lambda: self.settings.set(_SPLITTER, self.halves.sizes()))
        everybody = column(head, self.filter, self.halves, gap=1.25)
        everybody.setStretch(2, 1)
        self._register = boxed(everybody)
        self.stack.addWidget(self._register)
        self.stack.addWidget(self.twins.dialog)
        self.setLayout(column(self.stack, margin=2.5))

    def _without_rows(self) -> tuple[QWidget, QWidget]:
        """Return what is seen in place of the table: where nobody fits, and where nobody is."""
        nobody = _("Nobody fits. Show all, or write it differently.")
        nothing = _("Read in a list of participants, or enter the first guest at the reception.")
        again = Button(_("Show all"), self.filter.clear)
        return (
            empty("search", _("Nobody here"), nobody, again),
            empty("people", _("No people yet"), nothing),
        )

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filtered)
        self.filter.down.connect(self.table.enter)
        self.filter.opened.connect(self.open_person)
        self.filter.left.connect(self.close_person)
        self.table.typed.connect(self._on_typed)
        self.table.opened.connect(self.open_person)
        self.table.left.connect(self._on_left)
        self.table.resorted.connect(self.show_rows)
        self.table.moved.connect(self._on_moved)
        self._follow.timeout.connect(self._on_follow)
        self.side.closed.connect(self.close_person)
        self.side.saved.connect(lambda verb, args: self.doing.run(verb, *args))
        self.doing.done.connect(lambda _done: self.side.on_saved())
        self.doing.refused.connect(self._on_refused)
        self.doing.said.connect(self.said)
        self.doing.asked.connect(self.asked)
        self.doing.printed_before.connect(self.side.ask_why)
        self.twins.said.connect(self.said)
        self.twins.closed.connect(self.table.setFocus)

    # What every page says ###############################################################

    def first(self) -> QWidget:
        """Return the form or the pairs that are open, else the filter."""
        if self.twins.seen:
            return self.twins.dialog.first()
        sent, self._sent = self._sent and bool(self.side.person), False
        return self.side.first() if sent or self.side.form else self.filter.field

    def actions_here(self) -> list[Action]:
        """Return what can be done with people, or with the pair that is looked at."""
        both = [*self.doing.rarer(), *self.twins.actions()]
        if self.twins.seen:
            return [*self.twins.dialog.actions_here(), *both]
        return [*self._actions_of_register(), *both]

    def install(self) -> None:
        """Make the keys work, those of the register and of the pairs each where they are seen."""
        for where, actions in (
            (self, [*self.doing.rarer(), *self.twins.actions()]),
            (self._register, self._actions_of_register()),
            (self.twins.dialog, self.twins.dialog.actions_here()),
        ):
            install(where, actions)

    def _actions_of_register(self) -> list[Action]:
        return [
            Action(_("Filter"), self._to_filter, "Ctrl+F"),
            Action(_("Show all"), self.filter.clear, "Ctrl+Shift+F"),
            *self._person_tasks(),
            *self.doing.tasks(),
            Action(_("Compare two and join"), self.twins.compare, "Shift+F7"),
            Action(_("Columns and order"), self.open_columns, "F9"),
            Action(_("Export"), self.export, "Ctrl+E"),
        ]

    def concerned(self, change: Change) -> bool:
        """Note whom a change is about."""
        self._pending |= change.subjects
        return bool(change.subjects)

    def read(self) -> None:
        """Read everybody the first time, then those who changed."""
        changed, self._pending = self._pending, set()
        if self._reading:
            self._pending = changed
            return
        if not self._read and self._size() > _MANY:
            self._reading = True
            self.count.setText(_("Reading the register …"))
            work = (self.bridge.path, self.order, language())
            title = _("Reading the register …")
            self.background.run(title, people_work.read_roll, *work, then=self._on_read)
            return
        self.roll.update(changed) if self._read else self.roll.read()
        self._read = True
        people_columns.offer(self.filter, self.roll)
        self.show_rows()
        self.side.read()

    def draft(self) -> dict[str, Any]:
        """Return what is filtered, who is open, and what is typed."""
        kept = {"filter": self.filter.draft(), "side": self.side.draft(), "acts": self.doing.acts}
        return {key: value for key, value in kept.items() if value}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was filtered, opened and typed."""
        self.doing.acts = [act for act in draft.get("acts", []) if isinstance(act, str)]
        self.filter.restore(draft.get("filter", {}))
        self.side.restore(draft.get("side", {}))

    def arrive(self, what: Any) -> None:
        """Show one person, or some people and no others."""
        if not isinstance(what, dict):
            return
        self.stack.setCurrentIndex(0)
        self.close_person()
        if isinstance(what.get("people"), list):
            self.filter.show_only(frozenset(what["people"]), str(what.get("title", "")))
        elif isinstance(what.get("person"), str):
            self._sent = True
            self.side.open(what["person"])
            self.table.select(self.roll.numbers([what["person"]]))

    # The table ##########################################################################

    def show_rows(self) -> None:
        """Show those who are wanted, in the order that is wanted."""
        if not self._read:
            return
        wanted = self.filter.wanted()
        numbers = self.roll.chosen(wanted, self.table.sorted_by(), down=self.table.down)
        self.table.show_rows(Shown(self.roll, numbers))
        self._unnamed = self.roll.unnamed(wanted)
        self.filter.clear_all.setVisible(self.filter.narrowed())
        page = 0 if numbers else 1 if self.roll.slips else 2
        self.left.setCurrentIndex(page)
        self._tell_count()

    def chosen(self) -> list[str]:
        """Return the ids of the people one means: those selected, else the one that is open."""
        numbers = self.table.selected()
        if not numbers and self.side.person:
            return [self.side.person]
        return self.roll.ids(numbers)

    def open_columns(self) -> None:
        """Offer the columns, what to sort by, and the order of names."""
        self.table.open_columns(self.order, self._on_order)

    def _tell_count(self) -> None:
        shown, everybody = self.table.count(), len(self.roll.slips)
        words = ngettext("{n} person", "{n} people", everybody).format(n=everybody)
        if self.filter.narrowed():
            words = _("{n} of {all}").format(n=shown, all=everybody)
        if self.filter.about:
            words = f"{saying.shown(self.filter.about, 60)}: {words}"
        if hidden := len(self._unnamed):
            told = ngettext("{n} is not named here", "{n} are not named here", hidden)
            words = f"{words} · {told.format(n=hidden)}"
        chosen = len(self.table.selected())
        if chosen > 1:
            told = _("{n} selected").format(n=chosen)
            words = f"{words} · {told}"
        self.count.setText(words)
        for button in self._many:
            button.setEnabled(bool(chosen or self.side.person))

    # One person #########################################################################

    def open_person(self) -> None:
        """Show the marked person whole; who is on no list, by the whole code of the badge."""
        current = self.table.current()
        by_code = self._unnamed[:1] if self.filter.field.value() else []
        if ids := by_code if current is None else self.roll.ids([current]):
            self.side.open(ids[0])
            sizes = self.settings.value(_SPLITTER, [])
            self.halves.setSizes(sizes if len(sizes) == 2 else [620, 420])  # noqa: PLR2004  two
            self.side.first().setFocus()

    def close_person(self) -> None:
        """Put the person away and go back to the table."""
        self.side.put_away()
        self.table.setFocus()
        self._tell_count()

    def _with_person(self, form: str) -> None:
        if not self.side.person:
            self.open_person()
        if self.side.person:
            self.side.open_form(form)
        else:
            self.said.emit(_("Choose somebody first."), Tone.PLAIN)

    def _person_tasks(self) -> list[Action]:
        def about(text: str, form: str, key: str) -> Action:
            return Action(text, lambda: self._with_person(form), key)

        return [
            about(_("Correct"), "edit", "F2"),
            about(_("Name on the badge"), "correct", "Shift+F2"),
            about(_("Replace the badge"), "replace", "Shift+F4"),
        ]

    # Several people #####################################################################

    def export(self) -> None:
        """Ask for a file and write the selected people, or all that are shown."""
        if file := self.doing.ask_file(self):
            self.export_to(file)

    def export_to(self, file: Path) -> None:
        """Write the selected people, or all that are shown, with the columns that are shown."""
        chosen = self.table.selected()
        numbers = chosen if len(chosen) > 1 else self.table.numbers()
        self.doing.export(self.roll, numbers, self.table.columns_shown(), file)

    def _on_refused(self, sentence: str) -> None:
        if not self.side.refuse(sentence):
            self.said.emit(sentence, Tone.STOP)

    # What happens #######################################################################

    def _size(self) -> int:
        return Roll.size(self.bridge.desk)

    def _on_read(self, roll: Roll) -> None:
        self.roll.take(roll)
        self._read, self._reading = True, False
        self.read()

    def _on_filtered(self) -> None:
        self.table.rank(self.filter.wanted().text != "")
        self.show_rows()

    def _on_typed(self, text: str) -> None:
        self._to_filter()
        self.filter.field.insert(text)

    def _to_filter(self) -> None:
        self.filter.field.setFocus()
        self.filter.field.selectAll()

    def _on_left(self) -> None:
        if self.side.person:
            self.close_person()
        elif self.filter.narrowed():
            self.filter.clear()
        else:
            self._to_filter()

    def _on_moved(self) -> None:
        self._tell_count()
        if self.side.person and not self.side.form:
            self._follow.start()

    def _on_follow(self) -> None:
        current = self.table.current()
        if self.side.person and current is not None and (ids := self.roll.ids([current])):
            self.side.open(ids[0])

    def _on_order(self, order: str) -> None:
        self.order = order
        self.settings.set(_ORDER, order)
        self.roll.order = order
        self._read = False
        self.read()
