"""The status line: which desk this is, what is safe, what waits, what is going on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar

from checkin import desks
from checkin.attendance import house
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import store
from checkin.journal.clock import milliseconds
from checkin.journal.queue import Row as Job
from checkin.printing import jobs
from checkin.printing.station import Station, station
from ui import theme
from ui.background import Job as Work
from ui.printing import Sight
from ui.saying import clock, shown
from ui.theme import Tone
from ui.widgets.elided import Elided
from ui.widgets.plain import Button, draw, hint, label, name, picture, row, tint

_HEIGHT = 28
_LONGEST = 40  # characters of a printer
_READ_IN = 8_000  # ms that a sentence stays
_DOTS = {Tone.WELCOME: "here", Tone.LOOK: "here", Tone.STOP: "alert", Tone.PLAIN: "away"}


class _Fact(QFrame):
    """A dot in a colour and a few words."""

    def __init__(self, title: str, *, yields: bool = False) -> None:
        super().__init__()
        name(self, title)
        self._dot = picture("away", None, 12)
        self._words = Elided("body") if yields else label()
        self.setLayout(row(self._dot, self._words, gap=0.75))
        self.hide()

    def say(self, text: str, tone: Tone) -> None:
        draw(self._dot, _DOTS.get(tone, "note"), tone, 12)
        self._words.setText(shown(text))
        hint(self, text)
        self.setVisible(bool(text))
        if layout := self.layout():
            layout.activate()  # longer words take their room at once


class StatusLine(QFrame):
    """Facts to the left, a sentence or a work under way in the middle, printer and time at last."""

    stopped = Signal(object)  # the job that somebody stops

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(theme.px(_HEIGHT))
        self.desk = label("", "strong")
        self.saved = _Fact(_("Saved"))
        self.others = _Fact(_("Exchange"))
        self.house = _Fact(_("Head count"), yields=True)
        self.printer = _Fact(_("Printer"), yields=True)
        self.power = _Fact(_("Battery"))
        self.time = label("")
        self._sentence = Elided("body", greedy=True)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(theme.px(120))
        self._bar.setTextVisible(False)
        self._stop = Button(_("Stop"), self._on_stopped, look="link")
        self._job: Work | None = None
        layout = row(self.desk, self.saved, self.others, self.house, gap=2.5)
        layout.setContentsMargins(theme.px(18), 0, theme.px(18), 0)
        layout.addWidget(self._sentence, 1)
        for part in (self._bar, self._stop, self.power, self.printer, self.time):
            layout.addWidget(part)
        self.setLayout(layout)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(lambda: self.say(""))
        self.watch(None)

    def tell(self, desk: Desk, sight: Sight) -> None:
        """Show which desk this is, what is saved, and what waits to be exchanged or printed."""
        self.desk.setText(_("Desk {label}").format(label=shown(desk.label)))
        last = next(store.latest(desk.db, desk.replica), None)
        if last:
            at = desk.event.at(milliseconds(last.hlc))
            self.saved.say(_("saved {time}").format(time=clock(at)), Tone.WELCOME)
        unsent = 0 if desk.practising else desks.unsent(desk)
        words = ngettext(
            "{n} new since the last exchange", "{n} new since the last exchange", unsent
        )
        self.others.say(words.format(n=unsent) if unsent else "", Tone.LOOK)
        self.house.say(*house_words(desk))
        self.printer.say(*printer(jobs.under_way(desk), station(desk), sight))

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show a sentence for a while; what went wrong stays until the next one."""
        self._sentence.setText(shown(text, 400))
        hint(self._sentence, text)
        tint(self._sentence, tone)
        if text and tone is not Tone.STOP:
            self._quiet.start(_READ_IN)
        else:
            self._quiet.stop()

    @property
    def sentence(self) -> QLabel:
        """Return where sentences appear."""
        return self._sentence

    def watch(self, job: Work | None) -> None:
        """Show how far a work is, or that none is under way."""
        if self._job:
            self._job.moved.disconnect(self._on_moved)
            if self._sentence.text() == shown(self._job.title, 400):
                self.say("")  # it is over
        self._job = job
        self._bar.setVisible(job is not None)
        self._stop.setVisible(job is not None)
        if job:
            name(self._bar, job.title)
            self._bar.setRange(0, 0)
            job.moved.connect(self._on_moved)
            self.say(job.title)
            self._quiet.stop()

    def _on_moved(self, done: int, of: int) -> None:
        self._bar.setRange(0, max(of, 0))
        self._bar.setValue(done)

    def _on_stopped(self) -> None:
        if self._job:
            self.stopped.emit(self._job)


def house_words(desk: Desk) -> tuple[str, Tone]:
    """Return what there is to say of the fullest place, '' as long as there is room in all."""
    tight = house.tight(desk)
    if not tight:
        return "", Tone.PLAIN
    words = _("{place}: {n} of {permitted}").format(
        place=shown(tight[0].place.title, _LONGEST),
        n=tight[0].persons,
        permitted=tight[0].permitted,
    )
    if more := len(tight) - 1:
        words = f"{words} (+{more})"
    return words, Tone.STOP if tight[0].level == "red" else Tone.LOOK


def printer(under_way: Sequence[Job], here: Station, sight: Sight) -> tuple[str, Tone]:
    """Return what there is to say of printing, and how it sounds; the worst of it first."""
    name = here.printer_for(here.layout)
    sight = sight if sight.name == name else Sight(name)
    waiting = sum(job.state == "queued" for job in under_way)
    if sight.silence and waiting:
        return _("Printer does not answer. Checking in goes on, the badge waits."), Tone.STOP
    told = [(shown(name, _LONGEST), Tone.PLAIN), _failed(under_way), _state(sight)]
    if waiting:
        words = ngettext("{n} badge waits", "{n} badges wait", waiting)
        told.append((words.format(n=waiting), Tone.LOOK))
    if (left := here.left(name)) is not None and name:
        words = ngettext("{n} label left", "{n} labels left", left)
        told.append((words.format(n=left), Tone.STOP if here.low(name) else Tone.PLAIN))
    tones = [tone for text, tone in told if text]
    worst = next((tone for tone in (Tone.STOP, Tone.LOOK) if tone in tones), Tone.PLAIN)
    return " · ".join(text for text, _tone in told if text), worst


def _failed(under_way: Sequence[Job]) -> tuple[str, Tone]:
    failed = sum(job.state == "failed" for job in under_way)
    words = ngettext("{n} badge went wrong", "{n} badges went wrong", failed)
    return (words.format(n=failed), Tone.STOP) if failed else ("", Tone.PLAIN)


def _state(sight: Sight) -> tuple[str, Tone]:
    """Return what stands in the way of the printer itself, '' where nothing does."""
    if sight.silence:
        return _("does not answer"), Tone.STOP
    if sight.printer and sight.printer.words:
        tone = Tone.STOP if sight.printer.state == "stopped" else Tone.LOOK
        return shown(sight.printer.words, _LONGEST), tone
    return "", Tone.PLAIN
