"""The table of the register: rows read where one looks, keys that lead on, columns one chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPoint,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from checkin.i18n import gettext as _
from checkin.lists.seen import Shown
from checkin.roll import BEST_FIRST
from ui import rows
from ui.pages import people_columns
from ui.rows import Column, Rows
from ui.settings import Settings
from ui.widgets.plain import column

_COLUMNS, _SORT = "people columns", "people sort"
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class PeopleTable(QWidget):
    """Shows some people in an order; says what was pressed and chosen."""

    typed = Signal(str)  # a letter, which belongs to the filter
    opened = Signal()  # Enter on a row
    left = Signal()  # Esc
    resorted = Signal()
    moved = Signal()  # another row is marked, or others are selected

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._columns = people_columns.columns()
        self._rows = Rows(self._columns)
        self.view = rows.table(self._rows, _("People"), settings, "people")
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(lambda _index: self.opened.emit())
        self.view.selectionModel().selectionChanged.connect(lambda *_both: self.moved.emit())
        self.view.selectionModel().currentRowChanged.connect(lambda *_both: self.moved.emit())
        self.setFocusProxy(self.view)
        self.setLayout(column(self.view))
        kept = settings.value(_SORT, ["name", False])
        keys = [one.key for one in self._columns]
        whole = len(kept) == 2 and kept[0] in keys  # noqa: PLR2004  a column, and which way
        self._sort, self.down = (str(kept[0]), bool(kept[1])) if whole else ("name", False)
        self._ranked = False
        self._anew = False  # somebody has asked for others, and looks at the first of them
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        self._hide(settings.value(_COLUMNS, list(people_columns.USUAL)))
        self._mark()

    # Rows ###############################################################################

    def show_rows(self, shown: Shown) -> None:
        """Show these rows; who is selected and in sight stays so."""
        same = list(self.numbers()) == list(shown.numbers)
        selected, current = set(self.selected()), self.current()
        if self._anew:
            selected, current, self._anew = set(), None, False
        if same:
            self._rows.rows = shown
            self.view.viewport().update()
            return
        with QSignalBlocker(self):
            self._rows.set_rows(shown)
            if selected or current is not None:
                self._mark_again(shown.numbers, selected, current)
            if self._rows.rowCount() and not self.view.currentIndex().isValid():
                first = self._rows.index(0, 0)  # marked, but not selected: nothing is done to it
                flag = QItemSelectionModel.SelectionFlag.NoUpdate
                self.view.selectionModel().setCurrentIndex(first, flag)
                self.view.scrollToTop()
        self.moved.emit()

    def numbers(self) -> Sequence[int]:
        """Return the numbers of those who are shown."""
        shown = self._rows.rows
        return shown.numbers if isinstance(shown, Shown) else ()

    def count(self) -> int:
        """Return how many are shown."""
        return self._rows.rowCount()

    def current(self) -> int | None:
        """Return the number of the marked person."""
        place = self.view.currentIndex().row()
        return self.numbers()[place] if 0 <= place < self.count() else None

    def selected(self) -> list[int]:
        """Return the numbers of those who are selected, in the order shown."""
        chosen = self.view.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.count())]
        spans = sorted({(one.top(), one.bottom()) for one in ranges})
        numbers = self.numbers()
        return [n for top, bottom in spans for n in numbers[top : bottom + 1]]

    def select(self, numbers: Iterable[int]) -> None:
        """Select these people, as far as they are shown, and go to the first of them."""
        wanted = set(numbers)
        self._mark_again(self.numbers(), wanted, next(iter(wanted), None))

    def enter(self) -> None:
        """Take the focus, and mark a row."""
        self.view.setFocus()
        if self.count() and not self.selected():
            self._go(max(self.view.currentIndex().row(), 0))

    def _go(self, place: int) -> None:
        self.view.setCurrentIndex(self._rows.index(place, 0))

    def _mark_again(self, numbers: Sequence[int], selected: set[int], current: int | None) -> None:
        model = self.view.selectionModel()
        places = [place for place, n in enumerate(numbers) if n in selected or n == current]
        chosen = QItemSelection()
        for top, bottom in _runs(place for place in places if numbers[place] in selected):
            last = self._rows.columnCount() - 1
            chosen.select(self._rows.index(top, 0), self._rows.index(bottom, last))
        here = next((place for place in places if numbers[place] == current), None)
        if here is not None:
            index = self._rows.index(here, 0)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(index)
            QTimer.singleShot(0, self, lambda: self.view.scrollTo(self.view.currentIndex()))
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # Columns and order ##################################################################

    def sorted_by(self) -> str:
        """Return the column by which the rows are to be in order, or the best first."""
        return BEST_FIRST if self._ranked else self._sort

    def rank(self, ranked: bool) -> None:  # noqa: FBT001  it is one or the other
        """Put what fits best first, until somebody sorts by a column."""
        self._ranked = ranked
        self._anew = True
        self._mark()

    def sort(self, key: str) -> None:
        """Sort by a column; by the same again the other way round."""
        self.down = not self.down if key == self._sort and not self._ranked else False
        self._sort, self._ranked = key, False
        self._settings.set(_SORT, [key, self.down])
        self._mark()
        self.resorted.emit()

    def columns_shown(self) -> list[Column]:
        """Return the columns that are shown."""
        return [
            one for place, one in enumerate(self._columns) if not self.view.isColumnHidden(place)
        ]

    def open_columns(self, order: str, reorder: Callable[[str], None]) -> None:
        """Offer which columns to show, by which to sort, and in which order names are."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sorting = menu.addMenu(_("Sort by"))
        for one in self._columns:
            action = sorting.addAction(one.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.key == self.sorted_by())
            action.triggered.connect(lambda _on=False, key=one.key: self.sort(key))
        ordering = menu.addMenu(_("Order of names"))
        group = QActionGroup(ordering)
        for key, words in people_columns.orders():
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(key == order)
            action.triggered.connect(lambda _on=False, key=key: reorder(key))
            ordering.addAction(action)
        menu.addSeparator()
        for place, one in enumerate(self._columns):
            action = menu.addAction(one.title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(place))
            action.setEnabled(place > 0)  # the name is always there
            action.toggled.connect(lambda on, place=place: self._turn(place, on=on))
        menu.popup(self.view.mapToGlobal(QPoint(self.view.width() - menu.sizeHint().width(), 0)))

    def _turn(self, place: int, *, on: bool) -> None:
        self.view.setColumnHidden(place, not on)
        self._settings.set(_COLUMNS, [one.key for one in self.columns_shown()])

    def _hide(self, shown: Sequence[str]) -> None:
        for place, one in enumerate(self._columns):
            self.view.setColumnHidden(place, place > 0 and one.key not in shown)

    def _mark(self) -> None:
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(not self._ranked)
        if not self._ranked:
            keys = [one.key for one in self._columns]
            way = Qt.SortOrder.DescendingOrder if self.down else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(self._sort), way)

    def _on_header(self, place: int) -> None:
        self.sort(self._columns[place].key)

    # Keys ###############################################################################

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open with Enter, go back with Esc; letters go to the filter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() & _HELD:
                return False
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.opened.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.text().strip() and event.text().isprintable():
                self.typed.emit(event.text())
                return True
        return super().eventFilter(watched, event)


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbours."""
    for _gap, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        some = [place for _at, place in run]
        yield some[0], some[-1]
