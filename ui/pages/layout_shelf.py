"""The list of layouts: those that are shipped, and those of the event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.layouts import carrying
from checkin.layouts.layout import Layout
from ui import theme
from ui.pages import layout_words as words
from ui.saying import shown
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, column, label, name

WIDE = 216
_ROW = 32
_SMALL = 12.5
_LONGEST = 40


class LayoutShelf(QFrame):
    """Shows what there is; what is to be done with it is asked of the page."""

    chosen = Signal(str)  # the name of a layout
    wanted = Signal(str)  # keep, new, bring, give, discard, sheets

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.layouts: list[Layout] = []
        self._rows: list[str] = []  # the name of the layout in each row, '' for a heading
        self.list = QListWidget()
        name(self.list, _("Layouts"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._on_row)
        self.buttons = {
            key: Button(text, partial(self.wanted.emit, key))
            for key, text in (
                ("sheets", _("Sheets …")),
                ("keep", _("Save as new …")),
                ("new", _("New …")),
                ("bring", _("Import …")),
                ("give", _("Export …")),
                ("discard", _("Delete …")),
            )
        }
        flow = Flow()
        for button in self.buttons.values():
            flow.addWidget(button)
        layout = column(label(_("Layouts"), "title"), self.list, boxed(flow), margin=1.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFixedWidth(theme.px(WIDE))

    def show_layouts(self, layouts: Sequence[Layout], own: Path, chosen: str) -> None:
        """Show layouts, those of the event first; the name says which one is under the hand."""
        self.layouts = sorted(
            layouts,
            key=lambda one: (not carrying.is_own(one, own), one.title(language()).casefold()),
        )
        headings = {True: _("Of this event"), False: _("Shipped")}
        told: bool | None = None
        with QSignalBlocker(self.list):
            self.list.clear()
            self._rows = []
            for layout in self.layouts:
                mine = carrying.is_own(layout, own)
                if mine is not told:
                    told = mine
                    self._add_heading(headings[mine])
                self._add(layout)
        self.mark(chosen)

    def _add_heading(self, words_of_it: str) -> None:
        item = QListWidgetItem(words_of_it)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(QColor(theme.current().soft))
        item.setFont(theme.font(_SMALL, bold=True))
        self._put(item, "")

    def _add(self, layout: Layout) -> None:
        item = QListWidgetItem(shown(layout.title(language()), _LONGEST))
        hint = f"{item.text()}, {words.size(layout)}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, hint)
        self._put(item, layout.name)

    def _put(self, item: QListWidgetItem, key: str) -> None:
        item.setSizeHint(QSize(0, theme.px(_ROW)))
        self.list.addItem(item)
        self._rows.append(key)

    def mark(self, chosen: str) -> None:
        """Mark the layout that is under the hand; none where it has no name yet."""
        with QSignalBlocker(self.list):
            place = self._rows.index(chosen) if chosen and chosen in self._rows else -1
            self.list.setCurrentRow(place)

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._rows) and self._rows[row]:
            self.chosen.emit(self._rows[row])
