"""The words of a frame: its paragraphs, and how each of them is set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.layouts import editing, fresh, paragraphs
from checkin.layouts.element import NAMES, SOURCES, Block, Field
from checkin.layouts.layout_file import LARGEST_LETTERS, SMALLEST_LETTERS, SMALLEST_NAME
from checkin.layouts.sketch import Sketch
from ui import theme
from ui.pages import layout_words as words
from ui.pages.layout_place import Tool, narrow, paired, titled
from ui.widgets.colour_choice import ColourChoice
from ui.widgets.measure import Measure
from ui.widgets.plain import boxed, choice, column, label, line, name, row
from ui.widgets.words_field import WordsField

_ROW, _MOST_ROWS = 30, 5


class BlockPart(QWidget):
    """Alignment of a frame, the list of its paragraphs, and the one that is chosen in it."""

    wanted = Signal(object, str)  # a deed, and the kind of the step

    def __init__(self) -> None:
        super().__init__()
        self.align = choice(_("Lines"), list(words.aligns().items()))
        self.anchor = choice(_("Paragraphs lie"), list(words.anchors().items()))
        self.list = QListWidget()
        name(self.list, _("Paragraphs"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tools = [
            Tool("plus", _("Add a paragraph"), self._add),
            Tool("up", _("Move the paragraph up"), partial(self._shift, -1)),
            Tool("down", _("Move the paragraph down"), partial(self._shift, 1)),
            Tool("bin", _("Remove the paragraph"), self._remove),
        ]
        self.field = FieldPart()
        narrow(self.align, self.anchor)
        grid = paired(self.align, self.anchor)
        heading = row(label(_("Paragraphs"), "heading"), None, *self.tools, gap=0.5)
        self.setLayout(column(grid, line(), heading, self.list, self.field, gap=1))
        self.align.activated.connect(self._on_block)
        self.anchor.activated.connect(self._on_block)
        self.list.currentRowChanged.connect(lambda _row: self._show_field())
        self.field.changed.connect(self._on_field)
        self._fields: tuple[Field, ...] = ()

    def show_block(self, block: Block) -> None:
        """Show a frame; the paragraph that was chosen stays so."""
        with QSignalBlocker(self.align), QSignalBlocker(self.anchor), QSignalBlocker(self.list):
            self.align.setCurrentIndex(self.align.findData(block.align))
            self.anchor.setCurrentIndex(self.anchor.findData(block.anchor))
            place = self.list.currentRow()
            said = [words.field(one) for one in block.fields]
            if [self.list.item(n).text() for n in range(self.list.count())] != said:
                self.list.clear()
                self.list.addItems(said)
                for number in range(len(said)):
                    self.list.item(number).setSizeHint(QSize(0, theme.px(_ROW)))
            self.list.setCurrentRow(min(max(place, 0), len(said) - 1))
        self._fields = block.fields
        rows = min(max(len(said), 1), _MOST_ROWS)
        self.list.setFixedHeight(theme.px(_ROW) * rows + theme.px(6))
        self._show_field()

    def _show_field(self) -> None:
        place = self.list.currentRow()
        there = 0 <= place < len(self._fields)
        self.field.setVisible(there)
        for tool in self.tools[1:]:
            tool.setEnabled(there)
        if there:
            self.field.show_field(self._fields[place])

    def _on_block(self) -> None:
        align, anchor = self.align.currentData(), self.anchor.currentData()

        def deed(sketch: Sketch) -> Sketch:
            if not isinstance(sketch.picked, Block):
                return sketch
            return editing.change(sketch, replace(sketch.picked, align=align, anchor=anchor))

        self.wanted.emit(deed, "")

    def _on_field(self, field: Field, kind: str) -> None:
        place = self.list.currentRow()
        self._want(lambda sketch: paragraphs.change_field(sketch, place, field), kind)

    def _add(self) -> None:
        there = {one.source for one in self._fields}
        source = next((one for one in SOURCES if one not in there), SOURCES[0])
        self._want(lambda sketch: paragraphs.add_field(sketch, fresh.field(source)))
        self.list.setCurrentRow(self.list.count() - 1)
        self.field.source.setFocus()

    def _remove(self) -> None:
        place = self.list.currentRow()
        self._want(lambda sketch: paragraphs.remove_field(sketch, place))

    def _shift(self, steps: int) -> None:
        place = self.list.currentRow()
        self._want(lambda sketch: paragraphs.shift_field(sketch, place, steps))
        self.list.setCurrentRow(min(max(place + steps, 0), self.list.count() - 1))

    def _want(self, deed: Callable[[Sketch], Sketch], kind: str = "") -> None:
        self.wanted.emit(
            lambda sketch: deed(sketch) if isinstance(sketch.picked, Block) else sketch, kind
        )


class FieldPart(QWidget):
    """What one paragraph says, how large it may be, and in which colour."""

    changed = Signal(object, str)  # Field, and the kind of the step

    def __init__(self) -> None:
        super().__init__()
        self._field = fresh.field("name")
        self.source = choice(_("Says"), list(words.sources().items()))
        self.source.setMaxVisibleItems(len(SOURCES))
        self.tongue = choice(_("Language"), [])
        self.text = WordsField(_("Free text"))
        self.text.said.connect(self._on_text)
        self.weight = choice(_("Letters"), list(words.weights().items()))
        points = (SMALLEST_LETTERS, LARGEST_LETTERS)
        self.sizes = {
            "smallest": Measure(_("At least"), "pt", *points),
            "largest": Measure(_("At most"), "pt", *points),
            "wished": Measure(_("Wished"), "pt", 0, LARGEST_LETTERS),
            "gap": Measure(_("Gap above"), "pt", 0, LARGEST_LETTERS),
            "lines": Measure(_("Lines, 0: any"), "", 0, 50, step=1, decimals=0),
        }
        self.colour = ColourChoice(words.colours())
        narrow(self.source, self.tongue, self.weight)
        self.free = boxed(
            column(titled(self.tongue), self.tongue, self.text, self._holes(), gap=0.5)
        )
        self._arrange()
        self.source.activated.connect(self._on_source)
        self.tongue.activated.connect(lambda _index: self._show_text())
        self.weight.activated.connect(lambda _index: self._style(weight=self.weight.currentData()))
        self.colour.changed.connect(lambda colour: self._style(colour=colour))
        for key, one in self.sizes.items():
            one.changed.connect(partial(self._on_size, key))

    def _holes(self) -> QWidget:
        return label(_("{name}, {bus} and so on are filled in."), "caption", wrap=True)

    def _arrange(self) -> None:
        sizes = list(self.sizes.values())
        grid = paired(*sizes[:3], self.weight, *sizes[3:])
        self.setLayout(
            column(titled(self.source), self.source, self.free, grid, self.colour, gap=0.5)
        )

    def show_field(self, field: Field) -> None:
        """Show a paragraph."""
        anew = field.source != self._field.source or set(field.words) != set(self._field.words)
        self._field = field
        style = field.style
        self.source.setCurrentIndex(self.source.findData(field.source))
        self.weight.setCurrentIndex(self.weight.findData(style.weight))
        self.sizes["smallest"].setMinimum(
            SMALLEST_NAME if field.source in NAMES else SMALLEST_LETTERS
        )
        for key, one in self.sizes.items():
            one.put(float(getattr(style, key)))
        self.colour.put(style.colour)
        self.free.setVisible(field.source == "text")
        if field.source == "text":
            self._show_tongues(anew=anew)
            self._show_text()

    def _show_tongues(self, *, anew: bool) -> None:
        if not anew and self.tongue.count():
            return
        chosen = self.tongue.currentData() or language()
        there = list(self._field.words)
        codes = dict.fromkeys((*there, language(), *words.LANGUAGES))
        self.tongue.clear()
        for code in codes:
            sign = "✓ " if code in there else ""
            self.tongue.addItem(sign + words.tongue(code), code)
        place = self.tongue.findData(chosen)
        self.tongue.setCurrentIndex(max(place, 0))

    def _show_text(self) -> None:
        said = self._field.words.get(str(self.tongue.currentData()), "")
        self.text.put(said)

    def _on_source(self) -> None:
        source = str(self.source.currentData())
        said = {language(): _("Your text")} if source == "text" else {}
        style = self._field.style
        if source in NAMES:
            style = replace(style, largest=max(style.largest, SMALLEST_NAME), whole=True)
        else:
            style = replace(style, whole=False)
        self.changed.emit(replace(self._field, source=source, words=said, style=style), "")

    def _on_text(self, said: str) -> None:
        texts = {**self._field.words, str(self.tongue.currentData()): said}
        if texts != self._field.words:
            self.changed.emit(replace(self._field, words=texts), "typed text")

    def _on_size(self, key: str, value: float) -> None:
        sizes = {key: int(value) if key == "lines" else value}
        if key == "largest":
            sizes["smallest"] = min(self._field.style.smallest, value)
        self._style(f"typed {key}", **sizes)

    def _style(self, kind: str = "", **values: Any) -> None:
        style = replace(self._field.style, **values)
        self.changed.emit(replace(self._field, style=style), kind)
