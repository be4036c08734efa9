"""The parts of the exchange page: what came of it last, where to, and the desks that were heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QTableView,
    QWidget,
)

from checkin.desk import Desk
from checkin.desks import Sight
from checkin.exchange import Exchange
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui import theme
from ui.pages.exchange_work import FOLDER, Outcome, Stick
from ui.rows import Column, Rows, table
from ui.saying import shown
from ui.settings import Settings
from ui.theme import GRID, Tone
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.plain import (
    Button,
    boxed,
    chip,
    column,
    draw,
    label,
    name,
    picture,
    row,
    tint,
)

_MOST_REFUSED = 20
_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000
_LONG_PATH = 2_000
_NO_BREAK = "\N{NON-BREAKING HYPHEN}"


class Result(QFrame):
    """What came of the last exchange: a colour, an icon, a word, and what to do."""

    wanted = Signal(object)  # the file to import as a list
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._icon = picture("tick", Tone.WELCOME, 32)
        self.word = label("", "title", wrap=True)
        self.detail = label("", wrap=True)
        self._more = column(gap=0.5)
        words = column(self.word, self.detail, boxed(self._more), gap=0.5)
        layout = row(self._icon, gap=1.5, margin=1.5)
        layout.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setLayout(layout)
        self.hide()

    def tell(self, word: str, detail: str, tone: Tone, icon: str) -> None:
        """Say one sentence, and nothing more."""
        while item := self._more.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        draw(self._icon, icon, tone, 32)
        self.word.setText(word)
        self.detail.setText(shown(detail, _LONG_PATH))
        self.detail.setVisible(bool(detail))
        for part in (self, self.word):
            tint(part, tone)
        name(self, word)
        self.setAccessibleDescription(shown(detail, _LONG_PATH))
        self.show()

    def show_work(self, title: str) -> None:
        """Say that something is under way, and offer to stop it."""
        self.tell(title, "", Tone.NOTE, "exchange")
        button = Button(_("Stop"), self.stopped.emit, "Ctrl+.")
        self._more.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what came of an exchange, the worst first."""
        met = outcome.met
        if outcome.stopped:
            self.tell(_("Stopped"), outcome.stopped, Tone.LOOK, "stop")
        elif met.unwritten:
            self.tell(_("Not exported"), f"{met.unwritten} {_came(met)}", Tone.STOP, "stop")
        elif outcome.place and outcome.place.name == FOLDER:
            self.tell(_("Safe to remove"), _told(met), Tone.WELCOME, "tick")
        elif outcome.place:
            self.tell(_("Exchanged"), _told(met), Tone.WELCOME, "tick")
        elif met.read or not (met.refused or outcome.lists):
            self.tell(_("Files read"), _came(met), Tone.WELCOME, "tick")
        elif outcome.lists and not met.refused:
            self.tell(_("No sync file"), _("It may be a list of people."), Tone.NOTE, "file")
        else:
            self.tell(_("Nothing was read"), "", Tone.LOOK, "alert")
        for sentence in _remarks(met):
            self._more.addWidget(label(shown(sentence, _LONG_PATH), wrap=True))
        for file, reason in met.refused[:_MOST_REFUSED]:
            words = _("{file}: {reason} It stays where it is.")
            told = label(shown(words.format(file=file, reason=reason), _LONG_PATH), wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._more.addWidget(told)
        for path in outcome.lists:
            words = _("Import {file} as a list").format(file=shown(path.name, 40))
            button = Button(words, partial(self.wanted.emit, path), icon="import")
            self._more.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def buttons(self) -> list[Button]:
        """Return what can be pressed here."""
        parts = (self._more.itemAt(place) for place in range(self._more.count()))
        return [one for part in parts if part and isinstance(one := part.widget(), Button)]


def _told(met: Exchange) -> str:
    """Say how much was written and read."""
    told = _("Nothing was left to write.")
    if met.written:
        told = ngettext(
            "{n} entry written and read back.", "{n} entries written and read back.", met.written
        ).format(n=met.written)
    return f"{told} {_came(met)}"


def _came(met: Exchange) -> str:
    told = ngettext("{n} new from other desks.", "{n} new from other desks.", met.new)
    return told.format(n=met.new)


def _remarks(met: Exchange) -> Iterator[str]:
    """Yield what else there is to know, each a sentence."""
    if met.renewed:
        yield renewed()
    if met.ahead:
        yield _("The clock of desk {desks} runs ahead. Please set it right there.").format(
            desks=", ".join(met.ahead)
        )
    if met.repaired:
        yield _("Saved again by another program, and read all the same: {files}.").format(
            files=", ".join(met.repaired)
        )
    if met.telling:
        yield _("Still holds what was erased, until its desk exchanges again: {files}.").format(
            files=", ".join(met.telling)
        )


def renewed() -> str:
    """Return the sentence on a desk that turned out to be a copy."""
    return _(
        "This laptop is a copy of another one and goes on as a desk of its own. Nothing is lost."
    )


class Places(QFrame):
    """Where desks meet: a folder that is remembered, and the sticks that are in."""

    chosen = Signal(object)  # a folder to exchange with now
    browsed = Signal()
    picked = Signal()  # files to read
    switched = Signal(bool)  # exchange by itself

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.path = Field(_("Folder for the exchange"), hint=_("Folder or stick"))
        self.path.setMaxLength(_LONG_PATH)
        self.path.returnPressed.connect(self.go)
        self.now = Button(_("Exchange now"), self.go, "F5", "primary")
        self.other = Button(_("Choose a folder …"), self.browsed.emit, "Ctrl+L")
        self.files = Button(_("Read files …"), self.picked.emit, "Ctrl+R")
        self.always = QCheckBox(_("Exchange by itself every few minutes"))
        self.always.toggled.connect(self.switched)
        self._sticks = Flow()
        self._drives = boxed(self._sticks)
        self._listed: list[Stick] | None = None
        ways = Flow()
        for way in (self.now, self.other, self.files):
            ways.addWidget(way)
        heading = label(_("Where desks meet"), "title")
        parts = (heading, self.path, self._drives, ways, self.always)
        self.setLayout(column(*parts, gap=1.25, margin=2))

    def go(self) -> None:
        """Exchange with the folder that stands in the field."""
        text = self.path.value()
        if text:
            self.chosen.emit(Path(text).expanduser())
        else:
            self.browsed.emit()

    def show_sticks(self, sticks: Sequence[Stick]) -> None:
        """Show a button for each stick; the focus stays where it is."""
        if list(sticks) == self._listed:
            return
        self._listed = list(sticks)
        buttons = [self._stick(stick) for stick in sticks]
        self._sticks.refill(*buttons)
        for one, following in pairwise((self.path, *buttons)):
            QWidget.setTabOrder(one, following)
        self._drives.setVisible(bool(sticks))

    def _stick(self, stick: Stick) -> Button:
        words = _("Stick {name}, {free} free").format(
            name=shown(stick.title, 30), free=_size(stick.free)
        )
        return Button(words, partial(self.chosen.emit, stick.folder), icon="stick")


def _size(size: int) -> str:
    """Return how much room there is, as a stick says it."""
    whole = size >= _GIGABYTE
    return f"{size // _GIGABYTE} GB" if whole else f"{size // _MEGABYTE} MB"


class Desks(QFrame):
    """Every desk that was heard of: how much of it is here, up to when, and what is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(2 * GRID))
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(
            column(label(_("Desks"), "title"), boxed(self._grid), None, gap=1.25, margin=2)
        )

    def show_sights(self, desk: Desk, sights: Sequence[Sight]) -> None:
        """Show them, a line each."""
        while item := self._grid.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        for place, sight in enumerate(sights):
            title = _("Desk {label}").format(label=shown(sight.label))
            words = label(title, "strong")
            told = label(_sight(desk, sight), "soft", wrap=True)
            self._grid.addWidget(words, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, place, 1, Qt.AlignmentFlag.AlignTop)
            if sight.missing:
                lack = ngettext("{n} missing", "{n} missing", sight.missing)
                mark: QWidget = chip(lack.format(n=sight.missing), Tone.LOOK)
                self._grid.addWidget(mark, place, 2, Qt.AlignmentFlag.AlignTop)


def _sight(desk: Desk, sight: Sight) -> str:
    """Say how much of a desk is here, and up to when."""
    if not sight.last:
        told = _("nothing yet")
    else:
        told = ngettext("{n} entry, last {time}", "{n} entries, last {time}", sight.seen).format(
            n=sight.seen, time=_moment(desk, sight.last)
        )
    if sight.own:
        told = _("{told} · this desk").format(told=told)
    if not sight.alone:
        told = f"{told} · {sight.replica.replace('-', _NO_BREAK)}"
    return told


def _moment(desk: Desk, text: str) -> str:
    """Return a time as people say it: with the day where it is not today."""
    at = datetime.fromisoformat(text).astimezone(desk.event.tz)
    today = desk.event.day_of(at) == desk.event.day_of(desk.moment(None))
    return f"{at:%H:%M}" if today else f"{at:%d.%m. %H:%M}"


def headline(count: int) -> tuple[str, Tone]:
    """Say how much of this desk's work others cannot know yet."""
    if not count:
        return _("Nothing new since the last exchange"), Tone.WELCOME
    told = ngettext(
        "{n} new since the last exchange", "{n} new since the last exchange", count
    ).format(n=count)
    return told, Tone.LOOK


def to_look_at(settings: Settings) -> tuple[Rows, QTableView]:
    """Return the list of conflicts: about whom, and what."""
    rows = Rows(
        [
            Column(_("Whom or what"), lambda one: one.about, "about", 160),
            Column(_("To look at"), lambda one: one.text, "text", 100),
        ]
    )
    view = table(rows, _("To look at"), settings, "conflicts")
    view.horizontalHeader().hide()
    view.setMinimumHeight(theme.px(140))
    return rows, view


def nothing_to_look_at() -> QWidget:
    """Return what stands where there is no conflict."""
    words = label(_("Nothing to look at. All desks agree."), "soft", wrap=True)
    told = row(picture("tick", Tone.WELCOME), gap=1.5)
    told.addWidget(words, 1)
    return boxed(column(told, None))


def scrolled(inside: QWidget) -> QScrollArea:
    """Let a part of the page be moved up and down where it is too high."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    name(area, inside.accessibleName())
    return area
