"""The bench: one layout under the hand, seen on the worst badges of the register all the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QWidget

from checkin.badges.badge import Badge
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.layouts import editing, fresh
from checkin.layouts.element import SOURCES, Element
from checkin.layouts.layout import Layout
from checkin.layouts.sketch import SIDES, SideName, Sketch, opened
from checkin.layouts.steps import Steps
from ui import theme
from ui.page import Context
from ui.pages import layout_proofs as proofs
from ui.pages import layout_words as words
from ui.pages.layout_place import DEEDS, Deed, Tool
from ui.pages.layout_proofs import Proofs, Seen, Wearer
from ui.pages.layout_properties import Properties
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.layout_canvas import LayoutCanvas
from ui.widgets.plain import Button, boxed, column, row, tint
from ui.widgets.proof_strip import TILE, Label, ProofStrip
from ui.widgets.remark import Remark

_FIELD = 190
_LARGE = "0"  # the key of the large proof, which goes before the small ones
_MOST = 3  # remarks that are said at once


class LayoutBench(QWidget):
    """Takes every deed as a step that can be taken back, and shows what comes of it."""

    said = Signal(str, object)  # a sentence, and its tone
    changed = Signal()  # the layout under the hand
    pictured = Signal(str)  # a picture is wanted: `new`, or `another` in place of the chosen one

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.bridge = context.bridge
        self.steps = Steps(opened(Layout("", 105.0, 148.0)))
        self.wearers: list[Wearer] = []
        self._worn = 0
        self._seen: dict[str, Seen] = {}
        self._fault = ""
        self.canvas, self.properties = LayoutCanvas(), Properties()
        self.strip, self.proofs = ProofStrip(), Proofs(context.background)
        self.remark = Remark()
        self.who = Field(_("Whose badge is shown"), hint=_("Somebody's name"))
        self.who.setMinimumWidth(theme.px(_FIELD))
        self.sides = {side: self._segment(side) for side in SIDES}
        self.back = Tool("undo", _("Undo"), self.undo, "Ctrl+Z")
        self.ahead = Tool("redo", _("Redo"), self.redo, "Ctrl+Y")
        self.add = Button(_("Add …"), self.open_adding, icon="plus")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.prove)
        self.tools = self._tools()
        self._arrange()
        self._connect()

    # What it is made of ##################################################################

    def _segment(self, side: SideName) -> Button:
        title = _("Front side") if side == "front" else _("Back side")
        made = Button(title, partial(self.turn, side), look="segment")
        made.setCheckable(True)
        return made

    def _tools(self) -> Flow:
        group = QButtonGroup(self)
        group.setExclusive(True)
        flow = Flow()
        for button in self.sides.values():
            group.addButton(button)
            flow.addWidget(button)
        for part in (self.add, self.back, self.ahead):
            flow.addWidget(part)
        return flow

    def _arrange(self) -> None:
        beside = row(self.who, self.remark, gap=1.5)
        beside.setStretch(1, 1)
        seen = row(self.canvas, self.strip, gap=1)
        seen.setStretch(0, 1)
        middle = column(boxed(self.tools), seen, beside)
        middle.setStretch(1, 1)
        whole = row(boxed(middle), self.properties, gap=2)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.canvas.edited.connect(self._on_edited)
        self.canvas.rested.connect(self._on_rested)
        self.canvas.wanted.connect(lambda key: self.do(DEEDS[key]))
        self.canvas.resized.connect(lambda: self._later.start(0))
        self.properties.wanted.connect(self.do)
        self.properties.another.connect(lambda: self.pictured.emit("another"))
        self.strip.chosen.connect(self.wear)
        self.who.returnPressed.connect(self._on_who)
        self.proofs.proved.connect(self._on_proved)
        self.proofs.failed.connect(self._on_failed)

    # The layout ##########################################################################

    @property
    def sketch(self) -> Sketch:
        """Return the layout as it is under the hand."""
        return self.steps.now

    def open(self, layout: Layout) -> None:
        """Take another layout under the hand."""
        self.take(Steps(opened(layout)))

    def take(self, steps: Steps) -> None:
        """Take up a work where it was left."""
        self.steps = steps
        self._seen.clear()
        self.canvas.show_image(None)
        self._show()

    def do(self, deed: Deed, kind: str = "") -> None:
        """Do something to what is under the hand; what cannot be done is said."""
        try:
            made = deed(self.sketch)
        except DeskError as error:
            self.said.emit(str(error), Tone.LOOK)
            self._show_sketch()  # what was typed goes back to what is
            return
        self._on_edited(made, kind)

    def keep(self, layout: Layout) -> None:
        """Note that the layout was kept like this."""
        self.steps.keep(layout)
        self._show()

    def undo(self) -> None:
        """Take the last step back."""
        if self.steps.back_there:
            self.steps.back()
            self._show()
        else:
            self.said.emit(_("There is nothing to undo."), Tone.PLAIN)

    def redo(self) -> None:
        """Take again what was taken back."""
        if self.steps.ahead_there:
            self.steps.ahead()
            self._show()

    def turn(self, side: SideName) -> None:
        """Look at a side."""
        self._on_edited(self.sketch.turn(side), "")

    def turn_over(self) -> None:
        """Look at the other side."""
        self.turn("back" if self.sketch.side == "front" else "front")

    def _on_rested(self) -> None:
        self.steps.rest()

    def _on_edited(self, made: Sketch, kind: str) -> None:
        self.steps.take(made, kind)
        self._show()

    def _show(self) -> None:
        self._show_sketch()
        self.prove()
        self.changed.emit()

    def _show_sketch(self) -> None:
        sketch = self.sketch
        self.canvas.show_sketch(sketch, [words.element(one) for one in sketch.elements])
        self.properties.show_sketch(sketch)
        self.sides[sketch.side].setChecked(True)
        self.back.setEnabled(self.steps.back_there)
        self.ahead.setEnabled(self.steps.ahead_there)

    # Adding ##############################################################################

    def open_adding(self) -> None:
        """Offer what can be put on a badge."""
        menu = QMenu(self)
        menu.addAction(theme.icon("picture"), _("Logo or picture …"), self.add_picture)
        spoken = menu.addMenu(theme.icon("words"), _("Words"))
        titles = words.sources()
        for source in SOURCES:
            spoken.addAction(titles[source], partial(self.add_words, source))
        for icon, title, make in (
            ("code", _("QR mark"), fresh.mark),
            ("area", _("Area"), fresh.area),
            ("camera", _("Sign: no photos"), fresh.sign),
        ):
            menu.addAction(theme.icon(icon), title, partial(self._add, make))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _add(self, make: Callable[[Layout], Element]) -> None:
        self.do(lambda sketch: editing.add(sketch, make(sketch.layout)))
        self.canvas.take_focus()

    def add_words(self, source: str) -> None:
        """Put a frame with one paragraph on the badge."""
        said = _("Your text") if source == "text" else ""
        one = fresh.field(source, language(), said)
        self._add(lambda layout: fresh.block(layout, one))

    def add_picture(self) -> None:
        """Ask for a logo or another picture."""
        self.pictured.emit("new")

    # Proofs ##############################################################################

    def show_wearers(self, found: Sequence[Wearer]) -> None:
        """Show the layout on these badges; somebody who was looked for stays beside them."""
        sought = [one for one in self.wearers if one.kinds == (proofs.SOMEBODY,)]
        self.wearers = [*found, *sought]
        self._worn = min(self._worn, len(self.wearers) - 1) if self.wearers else 0
        self._show_labels()

    def wear(self, number: int) -> None:
        """Show the layout in large on one of the badges."""
        self._worn = number
        self.prove()

    def badges(self) -> list[Badge]:
        """Return the badges that the layout is shown on, the large one first."""
        first = self.wearers[self._worn : self._worn + 1]
        return [one.badge for one in (*first, *(w for w in self.wearers if w not in first))]

    def _on_who(self) -> None:
        text = self.who.value()
        if not text or self.who.echoes():
            return
        found = proofs.somebody(self.bridge.desk, text)
        if found is None:
            self.said.emit(_("Nobody found."), Tone.LOOK)
            return
        self.wearers = [one for one in self.wearers if one.kinds != found.kinds] + [found]
        self._worn = len(self.wearers) - 1
        self._show_labels()

    def _show_labels(self) -> None:
        titles = proofs.kinds()
        self._seen = {key: made for key, made in self._seen.items() if key == _LARGE}
        self.strip.show_labels(
            [Label([titles[kind] for kind in one.kinds], one.badge.name) for one in self.wearers],
            self._worn,
        )
        self.prove()

    def prove(self) -> None:
        """Want the proofs of the layout as it is."""
        if not self.wearers or not self.isVisible():
            return
        layout, side = self.sketch.layout, self.sketch.side
        ratio = self.devicePixelRatioF()
        scale = self.canvas.view.scale * ratio
        worn = self.wearers[self._worn].badge
        self.proofs.want(_LARGE, proofs.seen, worn, layout, side, scale)
        small = min(theme.px(TILE) / layout.width, theme.px(TILE) / layout.height) * ratio
        for number, one in enumerate(self.wearers):
            self.proofs.want(f"1 {number:02}", proofs.seen, one.badge, layout, side, small)

    def _on_proved(self, key: str, made: Seen) -> None:
        self._fault = ""
        self._seen[key] = made
        if key == _LARGE:
            self.canvas.show_image(made.image)
            self._remark()
            return
        number = int(key.split()[1])
        if number < len(self.strip.tiles):
            said = " ".join(one.detail for one in made.concerns)
            self.strip.tiles[number].show_proof(made.image, said)
            self._remark()

    def _on_failed(self, key: str, sentence: str) -> None:
        if key == _LARGE:
            self._fault = sentence
            self.canvas.show_image(None)
            self._remark()

    def _remark(self) -> None:
        """Say what is not as it should be, on this badge and with this layout."""
        made = self._seen.get(_LARGE)
        said = [one.detail for one in made.concerns] if made else []
        said += [
            _("“{one}” lies over “{other}”.").format(
                one=words.element(self.sketch.elements[one]),
                other=words.element(self.sketch.elements[other]),
            )
            for one, other in editing.overlaps(self.sketch)
        ]
        said = [self._fault] if self._fault else said[:_MOST]
        others = sum(bool(tile.remark) for tile in self.strip.tiles)
        if not said and others:
            said = [_("This badge fits. To look at beside it: {n}").format(n=others)]
        self.remark.say(said or [_("Everything fits.")])
        tint(self.remark, Tone.LOOK if said else Tone.WELCOME)
