"""The head count: how many persons are in each place now, beside how many may be."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu, QScrollArea, QStackedWidget, QWidget

from checkin.attendance import house
from checkin.attendance.house import ON_THE_WAY, SOMEWHERE, House, Occupancy
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.interpreting.audience import Audience
from checkin.printing import lists
from checkin.reports import evacuation_files
from checkin.vocabulary import naming
from ui import theme
from ui.background import Progress
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.saying import shown, since
from ui.theme import Tone
from ui.widgets.place_row import Fill, PlaceRow
from ui.widgets.plain import Button, boxed, column, empty, label, panel, row

_LATER = 300  # ms after a change until the house is counted again
EVERYBODY = ""


class HouseView(Page):
    """Places as rows, each leading to exactly the people who are there."""

    name = "house"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: dict[str, PlaceRow] = {}
        self._left = EVERYBODY
        self.note, self.file = label("", "soft", wrap=True), label("", "caption", wrap=True)
        self.evacuate = Button(
            _("Evacuation list"), self.on_evacuate, "Ctrl+Shift+E", "primary", icon="printer"
        )
        self.elsewhere = Button(_("Folder …"), self.choose_folder)
        self.other = Button(_("Printer for lists …"), self.look_for_printers)
        self.printers = QMenu(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(self.read)
        self.keep_looking(self.read)  # a day ends, and files are written, without any change
        self._arrange()

    def _arrange(self) -> None:
        head = row(self.note, self.evacuate, gap=1.5)
        head.setStretch(0, 1)
        self._list = column(gap=0.5)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(boxed(column(self._list, None, gap=0)))
        self.stack = QStackedWidget()
        self.stack.addWidget(area)
        text = _("As soon as somebody is checked in, their place stands here with its number.")
        self.stack.addWidget(empty("here", _("Nobody is in the house"), text))
        foot = row(self.file, self.other, self.elsewhere, gap=1.5)
        foot.setStretch(0, 1)
        foot.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        layout = column(head, self.stack, panel(foot, look="foot", margin=0), gap=1.25)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    # As every page ######################################################################

    def title(self) -> str:
        """Return what the view is called."""
        return _("Head count")

    def first(self) -> QWidget:
        """Return the place that somebody left for its people, else the first one."""
        return self.rows.get(self._left) or next(iter(self.rows.values()), self.evacuate)

    def concerned(self, change: Change) -> bool:
        """Tell whether somebody came or went, or a place or the programme changed."""
        return change.of("ptlae")

    def refresh(self) -> None:
        """Count again in a moment, once for all who come through the door together."""
        if self.isVisible():
            self._later.start()
        else:
            super().refresh()

    def read(self) -> None:
        """Count the house."""
        desk = self.bridge.desk
        seen = house.house(desk)
        self._show(_fills(seen))
        self.stack.setCurrentIndex(0 if self.rows else 1)
        text = _("Everybody counts: guests, staff, interpreters, press, and badges not yet known.")
        heard = Audience(desk, desk.moment(None)).here()
        spoken = ", ".join(
            f"{naming.tongue(tongue, language())} {people}" for tongue, people in heard.items()
        )
        listening = _("Guests here listen to: {languages}.").format(languages=spoken)
        self.note.setText(f"{text} {listening}" if spoken else text)
        place, last = evacuation_files.folder(desk), evacuation_files.last(desk)
        words = _("Evacuation list as a file every 15 minutes, none yet: {folder}")
        if last:
            words = _("Evacuation list as a file every 15 minutes, last {when}: {folder}")
        when = since(last.at.isoformat(), desk.this_moment()) if last else ""
        self.file.setText(words.format(when=when, folder=shown(str(place))))

    def actions_here(self) -> list[Action]:
        """Return what can be done here; the evacuation list has its key on every page."""
        return [
            Action(_("Folder for evacuation lists …"), self.choose_folder),
            Action(_("Printer for lists …"), self.look_for_printers),
        ]

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self._later.stop()
        super().hideEvent(event)

    # What happens #######################################################################

    def on_evacuate(self) -> None:
        """Have the evacuation list written and printed."""
        self.asked.emit("evacuation", None)

    def choose_folder(self) -> None:
        """Choose where evacuation lists are kept."""
        usual = str(evacuation_files.folder(self.bridge.desk))
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for evacuation lists"), usual)
        if chosen:
            self.bridge.run(evacuation_files.choose, Path(chosen), then=lambda _done: self.read())

    def look_for_printers(self) -> None:
        """Offer the printers of this machine that have paper for lists."""
        self.background.run(
            _("Looking for printers"),
            _found,
            then=self.offer,
            refused=lambda sentence: self.said.emit(sentence, Tone.STOP),
        )

    def offer(self, names: list[str]) -> None:
        """Let somebody choose one of these printers for lists, or that of the badges."""
        self.printers.clear()
        for name, words in [("", _("As for badges")), *((one, shown(one, 60)) for one in names)]:
            made = self.printers.addAction(words.replace("&", "&&"))
            made.triggered.connect(partial(self._choose_printer, name))
        self.printers.popup(self.other.mapToGlobal(self.other.rect().topLeft()))

    def _choose_printer(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's
        self.bridge.run(lists.choose, name, then=self._on_chosen)

    def _on_chosen(self, name: str) -> None:
        words = _("Lists are printed by {name}.").format(name=shown(name, 60))
        if not name:
            words = _("No printer is chosen for this desk.")
        self.said.emit(words, Tone.WELCOME if name else Tone.LOOK)

    def on_row(self, spot: str) -> None:
        """Show who is in a place."""
        desk, self._left = self.bridge.desk, spot
        there = house.people_at(desk, spot)
        named = house.named(desk, there)
        title = _("{place}, now").format(place=shown(self.rows[spot].fill.title, 60))
        if hidden := len(there) - len(named):
            words = ngettext("{n} is not named here", "{n} are not named here", hidden)
            title = f"{title} · {words.format(n=hidden)}"
        if named:
            self.asked.emit("people", {"people": named, "title": title})
        else:
            self.said.emit(_("Nobody is behind this figure."), Tone.PLAIN)

    def _show(self, fills: list[Fill]) -> None:
        """Show the rows; those that stay keep the focus."""
        wanted = [(fill.spot, fill.depth) for fill in fills]
        if wanted != [(spot, one.fill.depth) for spot, one in self.rows.items()]:
            for old in self.rows.values():
                self._list.removeWidget(old)
                old.deleteLater()
            self.rows = {fill.spot: PlaceRow(fill) for fill in fills}
            for spot, made in self.rows.items():
                made.clicked.connect(partial(self._on_clicked, spot))
                self._list.addWidget(made)
        for fill in fills:
            self.rows[fill.spot].show_fill(fill)

    def _on_clicked(self, spot: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's
        self.on_row(spot)


def _found(progress: Progress) -> list[str]:
    """Return the printers that have paper for lists, in a thread of its own."""
    from checkin.printing import systems  # noqa: PLC0415  slow to load

    progress(0, 1)
    return [one.name for one in systems.printers() if one.paper(lists.PAPER)]


def _peopled(seen: House) -> list[Occupancy]:
    """Return the places: first the houses in which somebody is, each with its rooms."""
    houses: list[list[Occupancy]] = []
    for one in seen.places:
        if one.depth:
            houses[-1].append(one)
        else:
            houses.append([one])
    return [one for some in sorted(houses, key=lambda some: not some[0].persons) for one in some]


def _fills(seen: House) -> list[Fill]:
    """Return the rows: all together, each place, on the way, somewhere; none where nobody is."""
    if not seen.total.persons:
        return []
    return [
        Fill(EVERYBODY, _("All together"), seen.total.persons),
        *(
            Fill(one.place.id, one.place.title, one.persons, one.permitted, one.level, one.depth)
            for one in _peopled(seen)
        ),
        *(
            Fill(spot, title, crowd.persons)
            for spot, title, crowd in (
                (ON_THE_WAY, _("On the way, in no house"), seen.on_the_way),
                (SOMEWHERE, _("Somewhere at the event"), seen.somewhere),
            )
            if crowd.persons
        ),
    ]
