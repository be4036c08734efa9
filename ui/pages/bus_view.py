"""The roll call at the door of a bus: scan or tick, and who is missing, with the telephone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from checkin import buses
from checkin.attendance import scanning
from checkin.buses import Roll
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.reports import bus_list
from checkin.search import folding
from checkin.verdicts import OVERRIDABLE, Verdict
from ui import saying, sounds, wording
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import bus_words as words
from ui.pages import bus_work as work
from ui.pages.papers import Papers
from ui.pages.people_doing import Doing
from ui.rows import Rows, table
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.halves import beside, large, roomy
from ui.widgets.plain import (
    Button,
    boxed,
    chip,
    choice,
    column,
    empty,
    hint,
    label,
    panel,
    row,
    tint,
)
from ui.widgets.strip import Strip

_NAMED = 6  # missing people whose telephone stands large


class BusView(Page):
    """One leg of one bus: who is aboard, who is missing, and that it leaves."""

    name = "programme"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.papers, self.doing = Papers(self), Doing(context, list)
        self.roll: Roll | None = None
        self._typed, self._sure, self._refused = "", "", ""
        self.legs = choice(_("Leg"), [])
        self.legs.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.count, self.state = label("", "title"), label("", "soft")
        self.missing = label("", "title", wrap=True)
        self.answer, self.stops = Strip(), Flow()
        self.leaving = Button("", self.depart, "F6", look="quiet")
        self.band = panel(self.missing, look="band", margin=1.5)
        self.rows = Rows(words.columns())
        self.list = table(self.rows, _("Passengers"), self.settings, "buses")
        self.list.installEventFilter(self)
        tasks = Flow()
        for one in self._tasks():
            made = Button(one.text, one.run, one.key, look="quiet")
            tasks.addWidget(self.leaving if one.key == "F6" else made)
        seen = (self.legs, self.count, self.state)
        head = beside(*seen) if large() else boxed(row(*seen[:2], None, self.state, gap=2))
        listed = panel(self.list, margin=0)
        whole = column(head, boxed(self.stops), self.answer, self.band, listed, row(boxed(tasks)))
        whole.setStretch(4, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(roomy(whole, self.list))
        nothing = _("Plan a bus as an activity of its own; its legs are its parts.")
        self.stack.addWidget(empty("flag", _("No bus"), nothing))
        self.setLayout(column(self.stack))
        self.legs.activated.connect(lambda _place: self._turned())
        self.doing.said.connect(self.said)
        self.doing.refused.connect(lambda sentence: self.said.emit(sentence, Tone.STOP))

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the passengers."""
        return self.list

    def concerned(self, change: Change) -> bool:
        """Look at buses, and whoever boards them."""
        return change.of("apted")

    def takes_scan(self, text: str) -> bool:
        """Let whoever is scanned board the leg that is seen."""
        if self.roll is None:
            return False
        self.bridge.run(work.scanned, text, self.roll.leg.id, then=self._on_scanned)
        return True

    def read(self) -> None:
        """Read the buses of the event, the one that is due first."""
        desk = self.bridge.desk
        known = [
            (leg.id, words.leg_words(bus.title, leg.title, leg.start))
            for bus, leg in words.legs(desk)
        ]
        chosen = self.legs.currentData()
        places = range(self.legs.count())
        if [(self.legs.itemData(n), self.legs.itemText(n)) for n in places] != known:
            self.legs.clear()
            for subject, text in known:
                self.legs.addItem(text, subject)
            ids = [subject for subject, _text in known]
            due = words.due(desk)
            wanted = chosen if chosen in ids else due
            self.legs.setCurrentIndex(ids.index(wanted) if wanted in ids else 0)
        self.stack.setCurrentIndex(0 if known else 1)
        self._show()

    def actions_here(self) -> list[Action]:
        """Return what can be done with the leg."""
        return [
            *self._tasks(),
            Action(_("Next leg"), lambda: self._turn(1), "Ctrl+Right"),
            Action(_("Leg before"), lambda: self._turn(-1), "Ctrl+Left"),
            Action(_("Let in all the same"), self.admit, "Ctrl+Return"),
            Action(_("Seats for all who are booked for its visits"), self.seat, "F8"),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def _tasks(self) -> list[Action]:
        return [
            Action(_("Aboard, or not"), self.tick, "Space"),
            Action(_("All aboard"), self.board_all, "F5"),
            Action(_("Depart"), self.depart, "F6"),
            Action(_("All get off"), self.alight, "F7"),
            Action(_("Card of the bus"), self.print_card, "F4"),
        ]

    def install(self) -> None:
        """Make the keys work; the space bar is the list's own."""
        from ui.page import install  # noqa: PLC0415  its name is that of this method

        install(self, [one for one in self.actions_here() if one.key != "Space"])

    def draft(self) -> dict[str, Any]:
        """Return the leg that is seen."""
        return {"leg": self.legs.currentData()} if self.legs.currentData() else {}

    def arrive(self, what: Any) -> None:
        """Show the leg that another page names."""
        if isinstance(what, dict) and "leg" in what:
            self.legs.setCurrentIndex(max(self.legs.findData(what["leg"]), 0))
            self._turned()

    # What is seen #######################################################################

    def _turned(self) -> None:
        """Show another leg, without what was said at the door of the one before."""
        self._refused = ""
        self.answer.hide()
        self._show()

    def _show(self) -> None:
        leg = self.legs.currentData()
        self.roll = roll = buses.roll(self.bridge.desk, leg) if leg else None
        self._sure = ""
        if roll is None:
            return
        marked = self._marked()
        lines = [words.Line(one, None) for one in roll.boarded]
        lines += [words.Line(one.person, one) for one in roll.missing]
        lines.sort(key=words.order)
        lines += [words.Line(one, None, stranger=True) for one in roll.others]
        words.tell_apart(lines)
        self.rows.set_rows(lines)
        ids = [one.person.id for one in lines]
        if ids:
            self.list.selectRow(ids.index(marked) if marked in ids else 0)
        text = _("{aboard} aboard, {boarded} of {expected}")
        told = [
            text.format(aboard=roll.aboard, boarded=len(roll.boarded), expected=len(roll.expected))
        ]
        if roll.unknown:
            unknown = ngettext("{n} unknown badge", "{n} unknown badges", roll.unknown)
            told.append(unknown.format(n=roll.unknown))
        self.count.setText(" · ".join(told))
        left = _("departed {time}").format(time=saying.clock(roll.departed))
        self.state.setText(left if roll.departed else _("waiting"))
        self._show_stops(roll)
        self._show_missing(roll)

    def _show_stops(self, roll: Roll) -> None:
        """Show the counts of every leg of the bus, that of this one in bold."""
        lacking = len(roll.missing)
        text = ngettext("Depart, {n} missing", "Depart, {n} missing", lacking).format(n=lacking)
        self.leaving.say(text if lacking else _("Depart"), "F6")
        rolls = buses.rolls(self.bridge.desk, roll.bus.id)
        chips = []
        for one, (text, tone) in zip(rolls, words.stops(rolls), strict=True):
            chips.append(chip(text, Tone.ACCENT if one.leg.id == roll.leg.id else tone))
            hint(chips[-1], one.leg.title)
        self.stops.refill(*chips)

    def _show_missing(self, roll: Roll) -> None:
        if not roll.missing:
            self.missing.setText(_("Nobody is missing."))
        else:
            names = {line.person.id: line.name for line in self.rows.rows}
            lines = [words.missing(one, names[one.person.id]) for one in roll.missing[:_NAMED]]
            if more := max(len(roll.missing) - _NAMED, 0):
                lines.append(ngettext("{n} more", "{n} more", more).format(n=more))
            self.missing.setText("\n".join(lines))
        tone = Tone.STOP if roll.missing and roll.departed else Tone.LOOK
        for part in (self.band, self.missing):
            tint(part, tone if roll.missing else Tone.WELCOME)

    def _marked(self) -> str:
        place = self.list.currentIndex().row()
        found = self.rows.rows
        return found[place].person.id if 0 <= place < len(found) else ""

    # What can be done ###################################################################

    def tick(self) -> None:
        """Note that the marked passenger is aboard, or that this was wrong."""
        marked = self._marked()
        if self.roll and marked:
            aboard = marked not in {one.person.id for one in self.roll.missing}
            self.doing.run(work.ticked, marked, self.roll.leg.id, aboard)

    def admit(self) -> None:
        """Let whoever was refused last board all the same."""
        if self.roll and self._refused:
            self.doing.run(work.ticked, self._refused, self.roll.leg.id, False)  # noqa: FBT003
            self._refused = ""

    def board_all(self) -> None:
        """Note that all who are missing are aboard."""
        if self.roll:
            self.doing.run(
                work.boarded, self.roll.leg.id, [one.person.id for one in self.roll.missing]
            )

    def depart(self) -> None:
        """Note that it leaves; while somebody is missing, only when asked twice."""
        if self.roll is None:
            return
        lacking = len(self.roll.missing)
        if lacking and self._sure != self.roll.leg.id:
            self._sure = self.roll.leg.id
            text = ngettext(
                "{n} person is missing: {names}. Press F6 again to leave without them.",
                "{n} people are missing: {names}. Press F6 again to leave without them.",
                lacking,
            )
            lost = [shown(one.person.whole_name, 40) for one in self.roll.missing[:_NAMED]]
            names = ", ".join(lost) + (" …" if lacking > _NAMED else "")
            self.said.emit(text.format(n=lacking, names=names), Tone.STOP)
            return
        self.doing.run(work.departed, self.roll.leg.id)

    def alight(self) -> None:
        """Note that everybody has got off."""
        if self.roll:
            self.doing.run(work.alighted, self.roll.leg.id)

    def seat(self) -> None:
        """Book for the bus all who are booked for its visits."""
        if self.roll:
            self.doing.run(work.seated, self.roll.bus.id)

    def print_card(self) -> None:
        """Write the cards of the bus, a page for each leg."""
        if self.roll:
            subject = self.roll.bus.id
            self.papers.write(
                "-".join((_("bus"), f"{self.legs.currentIndex() + 1}.pdf")),
                lambda desk, out: bus_list.write(desk, out, subject),
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick with the space bar, and go to a name by its letters."""
        if watched is self.list and isinstance(event, QKeyEvent):
            if event.type() != QEvent.Type.KeyPress:
                return super().eventFilter(watched, event)
            if event.key() == Qt.Key.Key_Space:
                self._typed = ""
                self.tick()
                return True
            if event.text().isprintable() and event.text():
                self._seek(event.text())
                return True
            self._typed = ""
        return super().eventFilter(watched, event)

    def _seek(self, letter: str) -> None:
        """Mark the next one whose name begins so; a letter that fits no more begins another."""
        for typed in (self._typed + letter, letter):
            wanted = " " + folding.plain(typed.casefold())
            for place, line in enumerate(self.rows.rows):
                told = f" {folding.plain(line.person.whole_name.casefold())}"
                if wanted in told:
                    self._typed = typed
                    self.list.selectRow(place)
                    return

    def _turn(self, by: int) -> None:
        if self.legs.count():
            self.legs.setCurrentIndex((self.legs.currentIndex() + by) % self.legs.count())
            self._turned()

    def _on_scanned(self, outcome: scanning.Outcome) -> None:
        said = wording.told(self.bridge.desk, outcome)
        sounds.play(self.settings, said.sound)
        who = outcome.person.whole_name if outcome.person else ""
        self.answer.tell(said, who)
        told = " · ".join(part for part in (said.word, shown(who, 60), said.advice) if part)
        self.said.emit(told, said.tone)
        over = outcome.person and outcome.verdict in OVERRIDABLE - {Verdict.ALREADY_HERE}
        self._refused = outcome.person.id if outcome.person and over else ""
        if outcome.act:
            self.doing.acts.append(outcome.act)
