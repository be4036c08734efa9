"""What comes back on paper: a page as it was printed, ticked by its numbers or by the space bar."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLayout, QSpinBox

from checkin import paperwork, sheets
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paperwork import Line
from checkin.sheets import Printed
from ui import saying, theme, wording
from ui.bridge import Bridge
from ui.pages import attendance_words, paper_work
from ui.pages.people_work import Done
from ui.rows import Column
from ui.saying import shown
from ui.settings import Settings
from ui.theme import GRID, Tone
from ui.widgets.deed_field import DeedField
from ui.widgets.halves import form
from ui.widgets.plain import Button, choice, column, label, row, tint, yielding
from ui.widgets.tick_table import TickTable

_NAMED = 8  # who was refused, by name
_LEAST = 150  # height of the page that is ticked


class PaperEntry(QObject):
    """The characters of a list, its page, when that was, and who is ticked on it."""

    done = Signal(str)  # an act
    printed: Printed | None = None

    def __init__(self, bridge: Bridge, settings: Settings) -> None:
        super().__init__()
        self.bridge = bridge
        self.code = DeedField(_("Characters on the list"), hint="AK7X")
        self.known = yielding(choice(_("Lists that were printed"), []))
        self.page = QSpinBox()
        self.page.setAccessibleName(_("Page of the list"))
        self.page.lineEdit().setTextMargins(theme.px(GRID), 0, 0, 0)
        self.scope = yielding(choice(_("Present at"), []))
        self.time = DeedField(_("Time"), hint="08:30")
        self.signed = QCheckBox(_("These are signatures, not ticks"))
        self.numbers = DeedField(_("Numbers"), hint=_("1-12 14, or “all but 3 7”"))
        self.rows = TickTable(_("Page as printed"), _columns(), _told, settings)
        self.rows.setMinimumHeight(theme.px(_LEAST))
        self.name = DeedField(_("Written in by hand"), hint=_("Name"))
        self.organisation = DeedField(_("Organisation"), hint=_("Organisation"))
        self.remark = label("", "body", wrap=True)
        self.force = Button(_("Let these in all the same"), self.let_in, "F8")
        self.force.hide()
        self._typing = False
        self._connect()
        self._offer()

    def arranged(self) -> QLayout:
        """Return the parts of a page that is typed in, from its characters to its last row."""
        lines = form(
            (self.code, self.known),
            (self.page, label(_("Time"), "soft"), self.time),
            (self.scope,),
            (self.numbers,),
        )
        written = row(self.name, self.organisation, Button(_("Enter"), self.write_in))
        for place in (0, 1):
            written.setStretch(place, 1)
        take = Button(_("Type in this page"), self.take, "⏎", "primary")
        inside = column(
            label(_("What comes back"), "title"),
            lines,
            self.signed,
            self.rows,
            row(take, self.force, None),
            self.remark,
            label(_("Written in by hand"), "soft"),
            written,
            gap=0.75,
            margin=2,
        )
        inside.setStretch(3, 1)
        return inside

    def _connect(self) -> None:
        self.code.textChanged.connect(self._on_code)
        self.known.activated.connect(lambda _n: self.code.setText(self.known.currentData() or ""))
        self.page.valueChanged.connect(lambda _n: self._show_page())
        self.scope.activated.connect(lambda _n: self._show_page())
        self.numbers.textEdited.connect(self._on_numbers)
        self.rows.changed.connect(self._on_ticked)
        self.rows.entered.connect(self.take)
        for field in (self.code, self.time, self.numbers):
            field.returnPressed.connect(self.take)
        for field in (self.name, self.organisation):
            field.returnPressed.connect(self.write_in)

    # What it shows ######################################################################

    def read(self) -> None:
        """Read which lists there are, and how the page stands by now."""
        desk = self.bridge.desk
        scopes = [pair for pair in attendance_words.scopes(desk) if pair[0]]
        attendance_words.refill(self.scope, scopes, desk.day(desk.moment(None)))
        lists = [(one.code, _called(desk, one)) for one in sheets.known(desk)]
        head = _("Choose …") if lists else _("No list was printed yet")
        attendance_words.refill(self.known, [("", head), *lists])
        self._offer()

    def _on_code(self) -> None:
        """Show the list as soon as its characters are whole."""
        self.numbers.clear()
        self.rows.ticked = set()
        self.force.hide()
        self._offer()

    def _offer(self) -> None:
        self.printed = None
        with suppress(DeskError):  # is told when it is typed in
            self.printed = sheets.printed(self.bridge.desk, self.code.value() or "-")
        found = self.printed
        pages = found.pages if found else 1
        self.page.setRange(1, pages)
        self.page.setSuffix(" " + _("of {n}").format(n=pages))
        self.scope.setEnabled(not (found and found.activity))
        if found:
            if found.activity:
                self.scope.setCurrentIndex(self.scope.findData(found.activity))
            self.known.setCurrentIndex(max(self.known.findData(found.code), 0))
        self._show_page()

    def _show_page(self) -> None:
        lines: list[Line] = []
        if self.printed:
            lines = paperwork.lines(
                self.bridge.desk, self.printed, self.page.value(), self._activity()
            )
        self._typing = True
        self.rows.show_rows(lines)
        self._typing = False

    def _activity(self) -> str:
        return str(self.scope.currentData() or "")

    def _on_numbers(self, text: str) -> None:
        """Tick what the numbers say, as far as they can be read yet."""
        free = [int(key) for key in self.rows.free()]
        with suppress(DeskError):
            meant = sheets.numbers(text, free)
            self._typing = True
            self.rows.tick(map(str, meant))
            self._typing = False

    def _on_ticked(self) -> None:
        """Say in numbers what is ticked by hand."""
        if not self._typing:
            self.numbers.setText(sheets.spans(map(int, self.rows.chosen())))

    # What is done #######################################################################

    def take(self) -> None:
        """Type in the page, as ticks or as signatures."""
        self._take(override=False)

    def let_in(self) -> None:
        """Let those in whom the desk would refuse."""
        if not self.force.isHidden():
            self._take(override=True)

    def _take(self, *, override: bool) -> None:
        if self.printed and not self.numbers.value():
            self.say(_("Type the numbers, or tick with the space bar."), Tone.LOOK)
            self.numbers.setFocus()
            return
        if moment := self._moment():
            verb = paper_work.signed if self.signed.isChecked() else paper_work.ticked
            self.bridge.run(
                verb,
                self.code.value(),
                self.numbers.value(),
                self.page.value(),
                moment,
                self._activity(),
                override,
                then=self._on_taken,
                refused=self.on_refused,
            )

    def write_in(self) -> None:
        """Enter somebody who wrote their name at the end of the page."""
        values = {"name": self.name.value(), "organisation": self.organisation.value()}
        if not values["name"]:
            self.name.setFocus()
        elif moment := self._moment():
            self.bridge.run(
                paper_work.written_in,
                self.code.value(),
                values,
                moment,
                self._activity(),
                then=self._on_written,
                refused=self.on_refused,
            )

    def _moment(self) -> str:
        """Return the stated time; without one say so and return ''."""
        if not self.time.value():
            self.say(_("Say when that was, as in 08:30."), Tone.LOOK)
            self.time.setFocus()
            return ""
        try:
            return paperwork.stated(
                self.bridge.desk, self.time.value(), self._activity()
            ).isoformat()
        except DeskError as error:
            self.on_refused(str(error))
            return ""

    def _on_taken(self, typed: paper_work.Typed) -> None:
        self.done.emit(typed.done.act)
        lines, ticked = [typed.done.words], typed.ticked
        refused = ticked.refused if ticked else ()
        for one in refused[:_NAMED]:
            word = wording.said(one.verdict).word
            lines.append(f"{one.number}  {shown(one.person.whole_name, 50)}: {word}")
        if more := len(refused) - _NAMED:
            lines += [_("and {n} more").format(n=more)] if more > 0 else []
        if ticked and ticked.unknown:
            text = _("Known to no desk here: {numbers}")
            lines.append(text.format(numbers=sheets.spans(ticked.unknown)))
        self.say("\n".join(lines), Tone.WELCOME if typed.done.good else Tone.LOOK)
        self.force.setVisible(bool(refused))
        if refused:
            return
        self.numbers.clear()
        self.rows.tick([])
        self.page.stepUp()
        self.numbers.setFocus()

    def _on_written(self, done: Done) -> None:
        self.done.emit(done.act)
        self.say(done.words, Tone.WELCOME)
        self.name.clear()
        self.organisation.clear()
        self.name.setFocus()

    def on_refused(self, sentence: str) -> None:
        """Say why nothing was typed in."""
        self.say(sentence, Tone.STOP)
        self.force.hide()

    def say(self, text: str, tone: Tone) -> None:
        """Say something below the page."""
        self.remark.setText(saying.breakable(text))
        tint(self.remark, tone)

    # Drafts #############################################################################

    def draft(self) -> dict[str, Any]:
        """Return what is typed."""
        fields = {key: field.text() for key, field in self._fields().items() if field.text()}
        return {**fields, "page": self.page.value()} if fields else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""
        fields = self._fields()
        self.code.setText(str(draft.get("code", "")))
        page = draft.get("page", 1)
        self.page.setValue(page if isinstance(page, int) else 1)
        for key, field in fields.items():
            field.setText(str(draft.get(key, "")))
        self._on_numbers(self.numbers.text())

    def _fields(self) -> dict[str, DeedField]:
        names = ("code", "time", "numbers", "name", "organisation")
        return {one: getattr(self, one) for one in names}


def _columns() -> list[Column]:
    return [
        Column(_("No."), lambda one: str(one.number), "number", 56, right=True),
        Column(_("Name"), _name, "name", 190),
        Column(_("State"), _state, "state", 110),
        Column(_("Organisation"), lambda one: one.organisation, "organisation", 160),
    ]


def _name(one: Line) -> str:
    if not one.person:
        return _("Not known here")
    return f"{one.name}  {one.native_name}".strip()


def _state(one: Line) -> str:
    words = [_("is in")] if one.here else []
    return " · ".join([*words, _("signed")] if one.signed else words)


def _told(one: Line) -> tuple[str, str, bool]:
    return str(one.number), one.name, True


def _called(desk: Desk, one: Printed) -> str:
    """Return what a printed list is called where one chooses it."""
    title = shown(saying.title(desk, one.activity), 40) if one.activity else _("Everybody")
    kind = _("signatures") if one.kind == "signatures" else ""
    told = (one.code, title, kind, saying.since(one.at, desk.this_moment()))
    return " · ".join(part for part in told if part)
