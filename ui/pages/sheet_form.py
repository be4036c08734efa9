"""The form of a sheet: the page, the grid of badges on it, and what helps scissors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts import layout_file
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import MOST_IN_A_ROW, Sheet, sheet_for
from ui.pages.layout_place import narrow, paired, titled
from ui.widgets.measure import Measure
from ui.widgets.plain import Button, choice, column

_PAGES = {
    "A4": (210.0, 297.0),
    "A4 landscape": (297.0, 210.0),
    "A3": (297.0, 420.0),
    "Letter": (215.9, 279.4),
}


class SheetForm(QWidget):
    """Tells the sheet that its fields describe."""

    changed = Signal(object)  # Sheet
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.layout_of: Layout | None = None
        self.page = choice(_("Page"), list(_pages().items()))
        self.measures = dict(_measures())
        self.cut_marks = QCheckBox(_("Cut marks"))
        self.turn = choice(
            _("For the backs the page is turned"),
            [
                ("side", _("over its side, like a book")),
                ("top", _("over its top, like a calendar")),
            ],
        )
        self.turn_title = titled(self.turn)
        self.fill = Button(_("As many as fit"), self._on_fill)
        narrow(self.page, self.turn)
        self.setLayout(
            column(
                titled(self.page),
                self.page,
                paired(*self.measures.values()),
                self.fill,
                self.cut_marks,
                self.turn_title,
                self.turn,
            )
        )
        self.page.activated.connect(self._on_page)
        self.cut_marks.toggled.connect(lambda on: self._tell(cut_marks=on))
        self.turn.activated.connect(lambda _index: self._tell(turn=self.turn.currentData()))
        for key, part in self.measures.items():
            part.changed.connect(lambda value, key=key: self._on_measure(key, value))

    def show_sheet(self, sheet: Sheet, layout: Layout) -> None:
        """Show a sheet; how the page is turned matters only for backs on another page."""
        self.sheet, self.layout_of = sheet, layout
        for key, part in self.measures.items():
            part.put(float(getattr(sheet, key)))
        size = (sheet.width, sheet.height)
        names = [key for key, page in _PAGES.items() if page == size]
        self.page.setCurrentIndex(max(self.page.findData(names[0] if names else ""), 0))
        with QSignalBlocker(self.cut_marks):
            self.cut_marks.setChecked(sheet.cut_marks)
        self.turn.setCurrentIndex(self.turn.findData(sheet.turn))
        both = bool(layout.back) and not sheet.fold
        self.turn.setVisible(both)
        self.turn_title.setVisible(both)

    def _on_page(self) -> None:
        size = _PAGES.get(str(self.page.currentData()))
        if size:
            self._tell(width=size[0], height=size[1])

    def _on_measure(self, key: str, value: float) -> None:
        self._tell(**{key: int(value) if key in {"columns", "rows"} else value})

    def _on_fill(self) -> None:
        """Lay as many as the page takes in its middle, with the gutters as they are."""
        sheet, layout = self.sheet, self.layout_of
        if sheet is None or layout is None:
            return
        gutter = max(sheet.gutter_across, sheet.gutter_down)
        try:
            full = sheet_for(layout, sheet.width, sheet.height, 0, gutter)
        except DeskError as error:
            self.refused.emit(str(error))
            return
        self._tell(
            columns=full.columns,
            rows=full.rows,
            left=full.left,
            top=full.top,
            gutter_across=gutter,
            gutter_down=gutter,
        )

    def _tell(self, **values: object) -> None:
        if self.sheet is not None:
            self.changed.emit(replace(self.sheet, **values))  # type: ignore[arg-type]


def _pages() -> dict[str, str]:
    return {
        "A4": _("A4 portrait"),
        "A4 landscape": _("A4 landscape"),
        "A3": _("A3 portrait"),
        "Letter": _("US Letter"),
        "": _("Another size"),
    }


def _measures() -> Iterator[tuple[str, Measure]]:
    far = layout_file.LARGEST
    yield "width", Measure(_("Width"), "mm", layout_file.SMALLEST, far, step=1)
    yield "height", Measure(_("Height"), "mm", layout_file.SMALLEST, far, step=1)
    yield "columns", Measure(_("Columns"), "", 1, MOST_IN_A_ROW, step=1, decimals=0)
    yield "rows", Measure(_("Rows"), "", 1, MOST_IN_A_ROW, step=1, decimals=0)
    yield "left", Measure(_("Left margin"), "mm", 0, far)
    yield "top", Measure(_("Top margin"), "mm", 0, far)
    yield "gutter_across", Measure(_("Gap across"), "mm", 0, far)
    yield "gutter_down", Measure(_("Gap down"), "mm", 0, far)
