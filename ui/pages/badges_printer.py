"""The printer of this desk on the badges page: what it does now, its paper, and its setting up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QWidget,
)

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.layouts import shelf
from checkin.layouts.layout import Layout
from checkin.printing.printer import Printer
from checkin.printing.station import Station
from ui.dialogs.sheet import Sheet
from ui.pages import badges_words as words
from ui.printing import Sight
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.elided import Elided
from ui.widgets.measure import Measure
from ui.widgets.plain import (
    Button,
    choice,
    column,
    draw,
    hint,
    label,
    name,
    picture,
    row,
    tint,
    yielding,
)

_FARTHEST = 20.0  # mm that a page may be shifted


class PrinterPanel(QFrame):
    """Tells how the printer is, and leads to what is set of it."""

    switched = Signal(bool)  # whether badges print by themselves

    def __init__(
        self,
        set_up: Callable[[], object],
        new_roll: Callable[[], object],
        test: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._sign = picture("printer")
        self.name = Elided("title", greedy=True)
        self.state = label("", wrap=True)
        self.facts = {key: label("", wrap=True) for key in ("layout", "paper", "labels")}
        self.itself = QCheckBox(_("Print by itself as badges become due"))
        self.itself.toggled.connect(self.switched)
        self.set_up = Button(_("Set up"), set_up, "F6")
        self.roll = Button(_("New roll"), new_roll, "F7")
        self.test = Button(_("Test page"), test, "F8")
        head = row(self._sign, self.name, self.set_up)
        head.setStretch(1, 1)
        buttons = row(self.roll, self.test, None)
        self.setLayout(
            column(head, self.state, self._grid(), self.itself, buttons, gap=1.25, margin=2)
        )

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        titles = {"layout": _("Layout"), "paper": _("Paper"), "labels": _("Labels")}
        for place, (key, title) in enumerate(titles.items()):
            made = label(title, "soft")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(made, place, 0, top)
            grid.addWidget(self.facts[key], place, 1, top)
        return grid

    def show_sight(self, desk: Desk, here: Station, sight: Sight) -> None:
        """Show how the printer was seen last, and what this desk has set."""
        name_ = here.printer_for(here.layout)
        if sight.name != name_:
            sight = Sight(name_)
        self.name.setText(shown(name_, 60) or _("No printer"))
        hint(self.name, name_)
        self._say(self.state, *_practising(desk, *words.printer(sight)))
        draw(self._sign, "printer", words.printer(sight)[1])
        layout = found(desk, here.layout)
        self._say(self.facts["layout"], *_laid_out(desk, here, layout))
        size = words.page_size(desk, here)
        told = words.paper(sight.printer, size) if size else (_("unknown"), Tone.STOP)
        self._say(self.facts["paper"], *told)
        counted, tone = words.labels(here, name_)
        self._say(self.facts["labels"], counted or _("not counted"), tone if counted else Tone.SOFT)
        self.itself.blockSignals(True)  # noqa: FBT003  Qt's
        self.itself.setChecked(here.itself)
        self.itself.blockSignals(False)  # noqa: FBT003
        self.roll.setEnabled(bool(name_))
        self.test.setEnabled(bool(name_))

    @staticmethod
    def _say(where: QLabel, text: str, tone: Tone) -> None:
        where.setText(text)
        tint(where, tone)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What is to be set of the printing of this desk."""

    layout: str
    sheet: str
    printer: str
    alone: bool  # the printer is meant for this layout alone
    right: float
    down: float


class SetUpSheet(Sheet):
    """Layout, sheet and printer of this desk, and how far its pages are shifted."""

    def __init__(self, desk: Desk, here: Station, known: Sequence[Printer]) -> None:
        super().__init__(_("Printing at this desk"), _("Save"))
        self._desk, self._here = desk, here
        layouts, faults = shelf.layouts(shelf.folder(desk.path))
        self._layouts = {one.name: one for one in layouts}
        titled = [(one.name, words.layout_title(one)) for one in layouts]
        if here.layout not in self._layouts:
            titled.insert(0, (here.layout, here.layout))
        self.layout_ = yielding(choice(_("Layout"), titled, here.layout))
        self.sheet_ = yielding(choice(_("Pages"), []))
        self.printer = yielding(QComboBox())
        name(self.printer, _("Printer"))
        self.printer.setEditable(True)
        self.printer.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.alone = QCheckBox(_("For this layout alone"))
        self.right, self.down = (
            _millimetres(_("Shift to the right")),
            _millimetres(_("Shift down")),
        )
        for part in (self.layout_, self.sheet_, self.printer):
            self.add_part(part.accessibleName(), part)
        self.add_switch(self.alone)
        for part_ in (self.right, self.down):
            self.add_part(part_.accessibleName(), part_)
        self.tell("\n".join(faults), Tone.LOOK) if faults else self.tell(
            _("A printer in the network or for labels is typed: ipp://… or zpl://…")
        )
        self.offer(known)
        self.layout_.currentIndexChanged.connect(lambda _place: self._on_layout())
        self.printer.currentTextChanged.connect(lambda _text: self._on_printer())
        self._on_layout()

    def offer(self, known: Sequence[Printer]) -> None:
        """Offer the printers of this machine; what is typed stays."""
        text = self.printer.currentText()
        self.printer.blockSignals(True)  # noqa: FBT003  Qt's
        self.printer.clear()
        self.printer.addItem("")
        for one in known:
            self.printer.addItem(shown(one.name))
        self.printer.setCurrentText(text)
        self.printer.blockSignals(False)  # noqa: FBT003

    def first(self) -> QWidget:
        """Return where the printer is chosen or typed: the first letter replaces what is there."""
        if field := self.printer.lineEdit():
            field.selectAll()
        return self.printer

    def set_up(self) -> SetUp:
        """Return what is chosen."""
        return SetUp(
            self.layout_.currentData(),
            self.sheet_.currentData() or "",
            self.printer.currentText().strip(),
            self.alone.isChecked(),
            self.right.value(),
            self.down.value(),
        )

    def draft(self) -> dict[str, Any]:
        """Return what is chosen and typed."""
        return asdict(self.set_up())

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was chosen and typed."""
        for key, part in (("layout", self.layout_), ("sheet", self.sheet_)):
            place = part.findData(draft.get(key))
            part.setCurrentIndex(place if place >= 0 else part.currentIndex())
        if isinstance(draft.get("printer"), str):
            self.printer.setCurrentText(draft["printer"])
        self.alone.setChecked(draft.get("alone") is True)
        for key, shift in (("right", self.right), ("down", self.down)):
            if isinstance(draft.get(key), int | float):
                shift.setValue(draft[key])

    def _on_layout(self) -> None:
        """Show what belongs to the layout: the sheets of its size, its printer."""
        layout = self.layout_.currentData()
        self.sheet_.clear()
        for key, title in _sheets(self._desk, self._layouts.get(layout)):
            self.sheet_.addItem(shown(title), key)
        chosen = self._here.sheet if layout == self._here.layout else ""
        self.sheet_.setCurrentIndex(max(self.sheet_.findData(chosen), 0))
        self.printer.setCurrentText(self._here.printer_for(layout))
        self.alone.setChecked(layout in self._here.printers)
        self._on_printer()

    def _on_printer(self) -> None:
        right, down = self._here.offset(self.printer.currentText().strip())
        self.right.setValue(right)
        self.down.setValue(down)


def found(desk: Desk, layout: str) -> Layout | None:
    """Return a layout; None where its file cannot be used."""
    try:
        return shelf.layout(layout, shelf.folder(desk.path))
    except DeskError:
        return None


def _practising(desk: Desk, text: str, tone: Tone) -> tuple[str, Tone]:
    if desk.practising:
        return _("While practising nothing is printed."), Tone.LOOK
    return text, tone


def _laid_out(desk: Desk, here: Station, layout: Layout | None) -> tuple[str, Tone]:
    if layout is None:
        words_ = _("{layout} cannot be used").format(layout=shown(here.layout, 60))
        return words_, Tone.STOP
    titles = dict(_sheets(desk, layout))
    parts = [words.layout_title(layout)]
    if here.sheet:
        parts.append(shown(titles.get(here.sheet, here.sheet), 60))
    return " · ".join(parts), Tone.PLAIN


def _sheets(desk: Desk, layout: Layout | None) -> list[tuple[str, str]]:
    """Return the pages that badges of a layout can be printed on, each with its title."""
    if layout is None:
        return [("", _("One to a page"))]
    kept = shelf.sheets(layout, shelf.folder(desk.path))
    own = [("", _("One to a page"))]
    grid = [] if any(one.name == shelf.A4_SHEET for one in kept) else [(shelf.A4_SHEET, _("A4"))]
    return [*own, *grid, *((one.name, one.title(language())) for one in kept)]


def _millimetres(title: str) -> Measure:
    made = Measure(title, "mm", -_FARTHEST, _FARTHEST, step=0.1, decimals=1)
    made.setKeyboardTracking(True)  # what is typed counts, also when Enter saves
    return made
