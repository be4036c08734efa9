"""One delegation on one screen: its members to be ticked, and everything about it beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSpinBox, QStackedWidget, QWidget

from checkin.attendance import scanning
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.party import Member, Party, party
from ui import theme
from ui.bridge import Bridge
from ui.dialogs.sheet import Sheet
from ui.page import Action
from ui.pages import delegations_words as words
from ui.saying import breakable, shown
from ui.settings import Settings
from ui.theme import GRID, Tone
from ui.widgets.facts import Facts, Scrolled
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, column, draw, label, panel, picture, row, tint
from ui.widgets.tick_table import TickTable

_MOST_MORE = 9_999  # what can be typed; the desk says how many come in at once
_BESIDE = 340
_SIDE_BY_SIDE = 125  # percent of text size up to which captions stand beside their facts


class Group(QWidget):
    """Who of a delegation is there: ticked by key or by scan, checked in as one act."""

    saved = Signal()  # check in those who are ticked
    closed = Signal()

    def __init__(self, bridge: Bridge, settings: Settings, tasks: list[Action]) -> None:
        super().__init__()
        self.bridge = bridge
        self.party: Party | None = None
        self.sheet: Sheet | None = None
        self.heading = label("", "title")
        self.count, self.doubt = label("", "soft"), label("", "body", wrap=True)
        self._sign = picture("alert", Tone.LOOK, 18)
        self.told = label("", "strong", wrap=True)
        self.members = TickTable(_("Members"), words.of_members(), _told, settings)
        self.more = QSpinBox()
        self.more.setRange(0, _MOST_MORE)
        self.more.setAccessibleName(_("More guests, without a name yet"))
        self.more.lineEdit().setTextMargins(theme.px(GRID), 0, 0, 0)
        self.sum = label("", "strong")
        self.done = Button(_("Check in"), self.saved.emit, "⏎", "primary")
        self._facts = column(gap=0)
        self._arrange(tasks)
        self.members.changed.connect(self._tell_sum)
        self.members.entered.connect(self.saved)
        self.more.valueChanged.connect(lambda _n: self._tell_sum())
        self.more.installEventFilter(self)

    def _arrange(self, tasks: list[Action]) -> None:
        back = Button(_("All delegations"), self.closed.emit, "Esc")
        head = row(self.heading, self.count, None, back, gap=2)
        self._warning = boxed(row(self._sign, self.doubt, None))
        foot = Flow(gap=1.5)
        for part in (label(_("More guests, without a name yet"), "soft"), self.more, self.sum):
            foot.addWidget(part)
        foot.addWidget(self.done)
        left = column(self.members, self.told, panel(boxed(foot), look="foot", margin=1), gap=0)
        left.setContentsMargins(1, 1, 1, 1)
        left.setStretch(0, 1)
        flow = Flow()
        for one in tasks:
            flow.addWidget(Button(one.text, one.run, one.shown_key()))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(Scrolled(column(self._warning, self._facts, boxed(flow), None, gap=1.5)))
        self.right = QStackedWidget()
        self.right.addWidget(panel(area))
        self.right.setMaximumWidth(theme.px(_BESIDE))
        halves = row(panel(left, margin=0), self.right, gap=2)
        halves.setStretch(0, 3)
        halves.setStretch(1, 2)
        whole = column(head, halves, gap=1.25)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    # What it shows ######################################################################

    def open(self, delegation: str) -> None:
        """Show a delegation, all ticked who may come."""
        self.party = None
        self.members.ticked = set()
        self.more.setValue(0)
        self.say("")
        self.put_away()
        self.read(delegation)
        self.members.tick(self.members.free())

    def read(self, delegation: str) -> None:
        """Show a delegation as it stands; the ticks stay."""
        desk = self.bridge.desk
        self.party = party(desk, delegation, desk.moment(None), language())
        if self.party is None:
            return
        known = self.party.delegation
        self.heading.setText(shown(getattr(known, f"title_{language()}", "") or known.title, 60))
        self.count.setText(words.count(self.party))
        self.doubt.setText(words.doubt(self.party.doubt))
        draw(self._sign, "alert", Tone.LOOK, 18)
        self._warning.setVisible(bool(self.party.doubt))
        while (item := self._facts.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._facts.addWidget(_about(list(words.about(self.bridge.desk, self.party))))
        self.members.show_rows([one for one in self.party.members if one.person.named])
        self._tell_sum()

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something below the members: what a scan ticked, or why nobody came in."""
        self.told.setText(breakable(text))
        self.told.setVisible(bool(text))
        self.told.setContentsMargins(theme.px(GRID), theme.px(4), 0, theme.px(4))
        tint(self.told, tone)

    def marked(self) -> Member | None:
        """Return the member that the keyboard is on."""
        found: Member | None = self.members.marked()
        return found

    def turn(self) -> None:
        """Take everybody out, or tick all again."""
        self.members.tick([] if self.members.chosen() else self.members.free())

    def take_scan(self, text: str) -> bool:
        """Tick the member whose badge it is; tell whether it was one's."""
        found = scanning.owner(self.bridge.desk, text)
        member = next((one for one in self._named() if one.person.id == found), None)
        if member is None:
            return False
        place = self._named().index(member)
        QTimer.singleShot(0, self, lambda: self.members.mark(place))  # after the scan's own letters
        if self.members.toggle(member.person.id, on=True):
            self.say(_("Ticked: {name}").format(name=shown(words.name(member), 80)), Tone.WELCOME)
        else:
            self.say(f"{shown(words.name(member), 80)} – {words.state(member)}", Tone.LOOK)
        return True

    # Sheets #############################################################################

    def show_sheet(self, sheet: Sheet) -> None:
        """Put a form in the place of the facts."""
        self.put_away()
        self.sheet = sheet
        sheet.closed.connect(self.put_away)
        self.right.addWidget(sheet)
        self.right.setCurrentWidget(sheet)
        sheet.first().setFocus()

    def put_away(self) -> None:
        """Show the facts again."""
        if self.sheet:
            self.right.removeWidget(self.sheet)
            self.sheet.deleteLater()
            self.sheet = None
            self.members.setFocus()

    # Drafts and keys ####################################################################

    def draft(self) -> dict[str, Any]:
        """Return which delegation is open, who is ticked, and how many more came."""
        if self.party is None:
            return {}
        ticked = {"present": self.members.chosen(), "more": self.more.value()}
        return {"open": self.party.delegation.id, **ticked}

    def restore(self, draft: dict[str, Any]) -> None:
        """Open a delegation again, with its ticks."""
        self.open(str(draft.get("open", "")))
        self.members.tick([one for one in draft.get("present", []) if isinstance(one, str)])
        more = draft.get("more", 0)
        self.more.setValue(more if isinstance(more, int) else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Check in with Enter from the number, too."""
        enter = isinstance(event, QKeyEvent) and event.key() in _ENTER
        if watched is self.more and enter and event.type() == QEvent.Type.KeyPress:
            self.more.interpretText()
            self.saved.emit()
            return True
        return super().eventFilter(watched, event)

    def _named(self) -> list[Member]:
        return list(self.members.rows.rows)

    def _tell_sum(self) -> None:
        number = len(self.members.chosen()) + self.more.value()
        words = ngettext("{n} will be checked in.", "{n} will be checked in.", number)
        self.sum.setText(words.format(n=number))
        self.done.setEnabled(bool(number))


def _about(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Return facts beside their captions, or below them where the text is large."""
    if theme.percent() <= _SIDE_BY_SIDE:
        return Facts(pairs)
    lines = []
    for caption, text in pairs:
        lines += [label(caption, "caption"), label(breakable(shown(text)), wrap=True)]
    return boxed(column(*lines, gap=0.5))


def _told(one: Member) -> tuple[str, str, bool]:
    whole = f"{one.person.whole_name} {one.person.native_name}"
    return one.person.id, whole, one.free


_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
