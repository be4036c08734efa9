"""The sheet editor: how many badges a page takes and where they lie, seen on the page itself."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QWidget

from checkin.badges.badge import Badge
from checkin.badges.proof import sheet_proof
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.layouts import shelf
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import A4, Sheet, best_sheet, own_page
from ui import theme
from ui.background import Progress
from ui.page import Context
from ui.pages.layout_place import titled
from ui.pages.layout_proofs import Proofs, image
from ui.pages.sheet_form import SheetForm
from ui.saying import breakable, shown
from ui.theme import Tone
from ui.widgets.facts import Scrolled
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.page_view import PageView
from ui.widgets.plain import Button, Deed, boxed, choice, column, label, row, tint
from ui.widgets.question import Question

_WIDE = 292
_NEW = ""


class SheetEditor(QWidget):
    """Shows the sheets that take one layout; what is kept lies beside the event."""

    said = Signal(str, object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.own: Path = shelf.folder(context.bridge.path)
        self.layout_of = Layout("", 105.0, 148.0)
        self.sheet = own_page(self.layout_of)
        self._kept = self.sheet
        self._badges: Sequence[Badge] = ()
        self._side = 0
        self.which = choice(_("Sheet"), [])
        self.title = Field(_("Name"))
        self.form = SheetForm()
        self.view = PageView(_("The sheet"))
        self.sides = [self._segment(0, _("Front sides")), self._segment(1, _("Back sides"))]
        self.remark = label("", wrap=True)
        self.question = Question()
        self.save_now = Button(_("Save the sheet"), self.save, look="primary")
        self.close_now = Button(_("Back to the badge"), self.leave, "Esc")
        self.proofs = Proofs(context.background)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._arrange()
        self._connect()

    def _segment(self, number: int, text: str) -> Button:
        made = Button(text, lambda: self._turn(number), look="segment")
        made.setCheckable(True)
        return made

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        for button in self.sides:
            group.addButton(button)
        self.sides[0].setChecked(True)
        head = Flow()
        for part in (self.close_now, self.save_now, *self.sides):
            head.addWidget(part)
        left = column(boxed(head), self.question, self.view, self.remark)
        left.setStretch(2, 1)
        inside = column(
            label(_("The sheet"), "title"),
            titled(self.which),
            self.which,
            titled(self.title),
            self.title,
            self.form,
            None,
            margin=2,
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(Scrolled(inside))
        panel = QFrame()
        panel.setProperty("look", "panel")
        panel.setFixedWidth(theme.px(_WIDE))
        around = column(area)
        around.setContentsMargins(1, 1, 1, 1)
        panel.setLayout(around)
        whole = row(boxed(left), panel, gap=2)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.which.activated.connect(lambda _index: self._choose(str(self.which.currentData())))
        self.title.textEdited.connect(lambda _text: self._show_state())
        self.form.changed.connect(self.show_sheet)
        self.form.refused.connect(lambda sentence: self.said.emit(sentence, Tone.LOOK))
        self.view.resized.connect(lambda: self._later.start(0))
        self._later.timeout.connect(self._prove)
        self.proofs.proved.connect(lambda _key, made: self.view.show_image(made))
        self.proofs.failed.connect(lambda _key, sentence: self._say(sentence, Tone.STOP))

    def first(self) -> QWidget:
        """Return the choice of the sheet."""
        return self.which

    @property
    def changed(self) -> bool:
        """Tell whether there is something that is not kept."""
        return self.sheet != self._kept or self.title.value() != self._kept.name

    def open(self, layout: Layout, badges: Sequence[Badge], chosen: str = "") -> None:
        """Show the sheets that take a layout, with these badges on them."""
        self.layout_of, self._badges = layout, badges
        found = shelf.sheets(layout, self.own)
        self.which.clear()
        for one in found:
            self.which.addItem(shown(one.title(language())), one.name)
        self.which.addItem(_("New grid"), _NEW)
        names = [one.name for one in found]
        name = chosen if chosen in names else (names[0] if names else _NEW)
        for button in self.sides:
            button.setVisible(bool(layout.back) and not layout.fold)
        self._turn(0)
        self._choose(name)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another state of the sheet."""
        self.sheet = sheet
        self.form.show_sheet(sheet, self.layout_of)
        self.view.show_size(sheet.width, sheet.height)
        self._show_state()
        self._prove()

    def save(self) -> bool:
        """Keep the sheet under its name; tell whether that could be done."""
        name = self.title.value()
        titles = self.sheet.titles if name == self._kept.name else {}
        named = replace(self.sheet, name=name, titles=titles)
        try:
            shelf.keep_sheet(named, self.own)
        except DeskError as error:
            self._say(str(error), Tone.STOP)
            self.title.setFocus()
            return False
        self.open(self.layout_of, self._badges, named.name)
        self.said.emit(_("Saved."), Tone.WELCOME)
        return True

    def draft(self) -> dict[str, Any]:
        """Return the sheet, where it is not kept."""
        return asdict(replace(self.sheet, name=self.title.value())) if self.changed else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Take up again what was not kept; a draft of another version is left alone."""
        with contextlib.suppress(TypeError, ValueError, AttributeError):
            sheet = Sheet(**draft)
            sheet.check(self.layout_of)
            self.show_sheet(sheet)
            self.title.setText(sheet.name)

    def leave(self, then: Callable[[], object] | None = None) -> None:
        """Go back to the badge, or on to something else, and ask first what is not kept."""

        def left() -> None:
            self.question.close_question()
            self._kept = self.sheet
            self.title.setText(self.sheet.name)
            (then or self.closed.emit)()

        def saved() -> None:
            if self.save():
                left()

        if not self.changed:
            left()
            return
        self.question.ask(
            _("The sheet has changes that are not saved."),
            [
                Deed(_("Save"), saved, look="primary"),
                Deed(_("Drop the changes"), left),
            ],
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _choose(self, name: str) -> None:
        sheet = self._found(name)
        self.which.setCurrentIndex(self.which.findData(name))
        self.title.setText(sheet.name)
        self._kept = sheet
        self.show_sheet(sheet)

    def _found(self, name: str) -> Sheet:
        try:
            if name:
                return shelf.sheet(name, self.layout_of, self.own)
            return best_sheet(self.layout_of, A4, self._free_name())
        except DeskError as error:
            self.said.emit(str(error), Tone.LOOK)
            return replace(own_page(self.layout_of), name=self._free_name())

    def _free_name(self) -> str:
        taken = set(shelf.sheet_names(self.own))
        name = f"a4-{self.layout_of.name or 'badge'}"
        while name in taken:
            name += "+"
        return name

    def _turn(self, side: int) -> None:
        self._side = side
        self.sides[side].setChecked(True)
        self._prove()

    def _show_state(self) -> None:
        beyond = bool(self.sheet.beyond())
        self.save_now.setEnabled(not beyond and (self.changed or not self._is_kept()))
        if beyond:
            self._say(_("The badges reach beyond the edge of the page."), Tone.STOP)
        else:
            count = len(self.sheet.fronts())
            said = ngettext("{n} badge on a page.", "{n} badges on a page.", count)
            self._say(said.format(n=count), Tone.PLAIN)

    def _is_kept(self) -> bool:
        return self._kept.name in shelf.sheet_names(self.own)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.remark.setText(breakable(shown(sentence)))
        tint(self.remark, tone)

    def _prove(self) -> None:
        if self.isVisible():
            scale = self.view.scale() * self.devicePixelRatioF()
            self.proofs.want(
                "0", _drawn, (self._badges, self.layout_of, self.sheet, self._side, scale)
            )


def _drawn(progress: Progress, what: tuple[Sequence[Badge], Layout, Sheet, int, float]) -> QImage:
    progress(0, 1)
    return image(sheet_proof(*what))
