"""The first two steps of an import: what is read and how, and which column is what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.lists import mapping, preview
from checkin.lists.mapping import Mapping as Columns
from checkin.tables.reading import Record
from ui import theme
from ui.dialogs import import_words as words
from ui.dialogs.import_work import TICKS, Read, columns_of
from ui.rows import Column, Rows, table
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.field import Field
from ui.widgets.plain import Button, boxed, chip, choice, column, empty, label, panel, row, tint

_SIDE = 380
_WIDTH = 130
_MOST_COLUMNS = 80
_NAMES = 2


def show_alone(stack: QStackedWidget, part: QWidget) -> None:
    """Show a part over the first one of a stack, in place of any other."""
    while (old := stack.widget(1)) is not None:
        stack.removeWidget(old)
        old.deleteLater()
    stack.addWidget(part)
    stack.setCurrentWidget(part)


def _tall(words: QLabel, width: int) -> None:
    """Give wrapped words the height that they take, as no area that scrolls would do."""
    words.ensurePolished()
    words.setMinimumHeight(words.heightForWidth(width) if words.text() else 0)


class Marks(QWidget):
    """The four steps, and which one it is now."""

    def __init__(self) -> None:
        super().__init__()
        titles = (_("Read"), _("Columns"), _("Check"), _("Done"))
        self._chips = [chip(f"{number}  {text}") for number, text in enumerate(titles, 1)]
        self.setLayout(row(*self._chips, None))

    def mark(self, step: int) -> None:
        """Mark a step."""
        for place, one in enumerate(self._chips):
            tint(one, Tone.ACCENT if place == step else Tone.PLAIN)


class ReadStep(QWidget):
    """A file, a document or what was copied; how it reads; what kind of list it is."""

    asked = Signal(dict)  # what is to be read otherwise: members of a Wish
    opening = Signal()  # somebody wants to choose a file
    pasting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.file = Field(_("File"), hint=_("CSV, Excel or Word file"))
        self.file.returnPressed.connect(self._on_typed)
        choose = Button(_("Choose …"), self.opening.emit, "Ctrl+O")
        paste = Button(_("Paste a table"), self.pasting.emit, "Ctrl+V")
        self.remark = label("", "caption", wrap=True)
        self.more = QWidget()
        self._width = theme.px(_SIDE) - 2 * GRID - 4
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setFixedWidth(theme.px(_SIDE))
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side = column(
            self.file, row(choose, paste, None), self.remark, self.more, None, gap=1.5
        )
        self._side.setContentsMargins(2, 2, 2 * GRID, 2)
        side.setWidget(boxed(self._side))
        self._right = QStackedWidget()
        self._right.addWidget(
            empty(
                "import",
                _("Which list shall come in?"),
                _("Choose a file, drop it here, or copy a table and paste it."),
            )
        )
        layout = row(side, gap=2)
        layout.addWidget(panel(self._right, margin=0.5), 1)
        self.setLayout(layout)

    def first(self) -> QWidget:
        """Return where typing begins."""
        return self.file

    def show_read(self, read: Read) -> None:
        """Show a table as it reads."""
        self.file.setText(str(read.wish.file) if read.wish.file else "")
        self.say(" ".join((_told(read), *read.table.notes)))
        self._show_more(read)
        header = read.table.header
        rows = Rows(
            [
                Column(str(heading or at + 1), _cell(at), width=_WIDTH)
                for at, heading in enumerate(header)
            ],
            preview.rows(read.table),
        )
        view = table(rows, _("First rows of the list"))
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._put(view)

    def say(self, text: str) -> None:
        """Say something under the file."""
        self.remark.setText(shown(text, 400))
        _tall(self.remark, self._width)

    def _put(self, view: QWidget) -> None:
        show_alone(self._right, view)

    def _show_more(self, read: Read) -> None:
        """Offer what can be read otherwise: the kind, the part, the headings, the code page."""
        parts: list[QWidget] = [label(_("Kind of list"), "soft")]
        kind = choice(_("Kind of list"), words.kinds(), read.kind)
        kind.activated.connect(lambda _at: self.asked.emit({"kind": kind.currentData()}))
        parts.append(kind)
        if len(read.table.parts) > 1:
            parts += self._parts(read)
        first = QCheckBox(_("The first row is no heading"))
        first.setChecked(read.wish.numbered)
        first.toggled.connect(lambda on: self.asked.emit({"numbered": on}))
        parts.append(first)
        if read.pages:
            parts += self._pages(read)
        focused = self.more.isAncestorOf(focus) if (focus := self.focusWidget()) else False
        more = boxed(column(*parts))
        self._side.replaceWidget(self.more, more)
        self.more.deleteLater()
        self.more = more
        if focused:
            kind.setFocus()

    def _parts(self, read: Read) -> list[QWidget]:
        one = _("Table {number}") if read.table.encoding == "docx" else "{number}"
        parts = sorted(read.table.parts) if read.table.encoding == "docx" else read.table.parts
        choices = [(part, one.format(number=part)) for part in parts]
        made = choice(_("Table"), choices, read.table.parts[0])
        made.activated.connect(lambda _at: self.asked.emit({"part": made.currentData()}))
        return [label(_("Table"), "soft"), made]

    def _pages(self, read: Read) -> list[QWidget]:
        """Show the same names in each of the likeliest code pages."""
        found: list[QWidget] = [label(_("Which names read right?"), "soft")]
        group = QButtonGroup(self.more)
        for page in read.pages:
            made = QRadioButton(words.code_page(page.encoding))
            made.setChecked(page.encoding == read.table.encoding)
            names = " · ".join(words.short(one, 36) for one in page.names[:_NAMES])
            made.setAccessibleDescription(names)
            made.clicked.connect(
                lambda _on=False, page=page: self.asked.emit({"encoding": page.encoding})
            )
            group.addButton(made)
            said = label(names, "strong", wrap=True)
            said.setContentsMargins(theme.px(30), 0, 0, 0)
            _tall(said, self._width)
            found.append(boxed(column(made, said, gap=0)))
        group.setParent(found[-1])
        return found

    def _on_typed(self) -> None:
        typed = self.file.value()
        if typed:
            self.asked.emit({"file": Path(typed).expanduser(), "text": ""})


def _cell(at: int) -> Callable[[Record], str]:
    return lambda record: record.cells[at] if at < len(record.cells) else ""


def _told(read: Read) -> str:
    delimiters = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("bar")}
    sign = delimiters.get(read.table.delimiter, "")
    facts = [] if read.wish.text else [words.code_page(read.table.encoding)]
    return ", ".join([*facts, *([sign] if sign else [])]) + "."


class ColumnStep(QWidget):
    """Every column of the list, and the field that it becomes."""

    changed = Signal()

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self._choices: dict[int, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(round(0.75 * GRID))
        grid.setColumnStretch(2, 1)
        titles = (_("Column of the list"), _("Becomes"), _("Examples"))
        for place, text in enumerate(titles):
            grid.addWidget(label(text, "heading"), 0, place)
        every = preview.columns(read.table, read.columns)
        for place, one in enumerate(every[:_MOST_COLUMNS], 1):
            self._add(grid, place, one)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(boxed(column(grid, None, margin=2)))
        more = len(every) - _MOST_COLUMNS
        rest = ngettext("{n} more column is not read.", "{n} more columns are not read.", more)
        self.remark = label(rest.format(n=more) if more > 0 else "", "caption")
        self.setLayout(column(panel(area, margin=0.5), self.remark))
        self.remark.setVisible(more > 0)

    def first(self) -> QWidget:
        """Return where choosing begins."""
        return next(iter(self._choices.values()), self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll, and never choose another field on the way."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def columns(self) -> Columns:
        """Return the columns as they are chosen."""
        fields = ((at, made.currentData()) for at, made in self._choices.items())
        return columns_of(self._read.columns, fields, self._read.table.header)

    def lack(self) -> str:
        """Say which column is missing or chosen twice, if one is."""
        chosen = Counter(made.currentData() for made in self._choices.values())
        for field, times in chosen.items():
            if times > 1 and field not in {"", TICKS}:
                sentence = _("Two columns become “{field}”. Please choose one of them.")
                return sentence.format(field=words.field(field, self._read.kind))
        lacking = mapping.missing(self.columns(), self._read.kind)
        if not lacking:
            return ""
        fields = " / ".join(words.field(name, self._read.kind) for name in lacking[0])
        return _("Please say which column this is: {fields}.").format(fields=fields)

    def _add(self, grid: QGridLayout, place: int, one: preview.Column) -> None:
        kind = self._read.kind
        fields = [("", _("is not read"))]
        fields += sorted(
            ((name, words.field(name, kind)) for name in mapping.KINDS[kind]),
            key=lambda pair: list(mapping.KINDS[kind]).index(pair[0]),
        )
        if kind == "bookings":
            fields.append((TICKS, _("Ticks for this activity")))
        value = TICKS if one.at in self._read.columns.options else one.field
        heading = words.short(one.heading, 34)
        made = choice(_("{heading} becomes").format(heading=heading), fields, value)
        made.activated.connect(lambda _index: self.changed.emit())
        made.installEventFilter(self)
        self._choices[one.at] = made
        grid.addWidget(label(heading, "strong"), place, 0)
        samples = " · ".join(words.short(text, 26) for text in one.samples)
        grid.addWidget(label(words.short(samples, 52), "soft"), place, 2)
        grid.addWidget(made, place, 1)
