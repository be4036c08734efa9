"""The print jobs on the badges page: the newest trouble first, and one of them whole beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal.queue import Row as Job
from ui import rows
from ui.pages import badges_words as words
from ui.rows import Column, Rows
from ui.saying import shown
from ui.settings import Settings
from ui.theme import Tone
from ui.widgets.facts import Facts
from ui.widgets.plain import Button, column, draw, label, picture, row, tint

_RANK = {"failed": 0, "queued": 1, "sent": 1, "printed": 2, "cancelled": 2}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def ranked(found: Sequence[Job]) -> list[Job]:
    """Return jobs with the newest trouble first, then what is under way, then what is over."""
    return sorted(found, key=lambda job: (_RANK[job.state], -job.id))


class QueueList(QWidget):
    """A table of jobs, of which several may be chosen."""

    moved = Signal()  # others are chosen
    entered = Signal()  # Enter

    def __init__(self, desk: Desk, settings: Settings) -> None:
        super().__init__()
        self._desk = desk
        self._names: dict[str, str] = {}
        self.rows = Rows(self._columns())
        self.view = rows.table(self.rows, _("Print jobs"), settings, "jobs")
        self.view.installEventFilter(self)
        self.view.selectionModel().selectionChanged.connect(lambda *_both: self.moved.emit())
        self.view.doubleClicked.connect(lambda _index: self.entered.emit())
        self.setFocusProxy(self.view)
        self.setLayout(column(self.view))

    def _columns(self) -> list[Column]:
        def now() -> datetime:
            return self._desk.moment(None)

        def tone(job: Job) -> Tone:
            return words.state(job)[2]

        def icon(job: Job) -> str:
            return words.state(job)[1]

        return [
            Column(_("State"), lambda job: words.state(job)[0], "state", 148, tone=tone, icon=icon),
            Column(_("Name"), self._name, "name", 204),
            Column(_("Why"), words.reason, "why", 104),
            Column(_("Since"), lambda job: words.since(job, now()), "since", 64),
            Column(_("The printer says"), lambda job: job.words, "words", 120, tone=tone),
        ]

    def show_jobs(self, found: Sequence[Job]) -> None:
        """Show these jobs; those that are chosen stay so."""
        if list(self.rows.rows) == list(found):
            return
        chosen = {job.id for job in self.chosen()}
        bar = self.view.verticalScrollBar()
        before, focus = bar.value(), self.view.currentIndex().row()
        self._names = {}
        with QSignalBlocker(self):
            self.rows.set_rows(found)
            places = [place for place, job in enumerate(found) if job.id in chosen]
            model = self.view.selectionModel()
            for place in places:
                flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
                model.select(self.rows.index(place, 0), flags)
            place = places[0] if places else min(max(focus, 0), len(found) - 1)
            if found:
                flag = model.SelectionFlag.NoUpdate if places else model.SelectionFlag.SelectCurrent
                model.setCurrentIndex(self.rows.index(place, 0), flag | model.SelectionFlag.Rows)
        bar.setValue(before)
        self.moved.emit()

    def chosen(self) -> list[Job]:
        """Return the jobs that are chosen, in the order shown."""
        places = {index.row() for index in self.view.selectionModel().selectedRows()}
        return [self.rows.rows[place] for place in sorted(places) if place < len(self.rows.rows)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the next step with Enter."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and not event.modifiers()
        ):
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def _name(self, job: Job) -> str:
        if job.person not in self._names:
            self._names[job.person] = "  ".join(filter(None, words.names(self._desk, job)))
        return self._names[job.person]


class JobPanel(QFrame):
    """The chosen job whole, or how many are chosen."""

    def __init__(self, desk: Desk, open_person: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._desk = desk
        self.heading = label("", "title", wrap=True)
        self.person = Button(_("Person"), open_person, "F2")
        head = row(self.heading, self.person)
        head.setStretch(0, 1)
        head.setAlignment(self.person, Qt.AlignmentFlag.AlignTop)
        self.native = label("", "large", wrap=True)
        self._sign = picture("badge", None, 20)
        self.state = label("", "strong", wrap=True)
        self.said = label("", wrap=True)
        self.warning = label("", "strong", wrap=True)
        tint(self.warning, Tone.LOOK)
        self._facts = column(gap=0)
        self.facts: Facts | None = None
        state = row(self._sign, self.state)
        state.setStretch(1, 1)
        self.setLayout(
            column(
                head,
                self.native,
                state,
                self.said,
                self.warning,
                self._facts,
                gap=1,
                margin=2,
            )
        )

    def show_jobs(self, chosen: Sequence[Job]) -> None:
        """Show one job whole, or several by their number."""
        self.setVisible(bool(chosen))
        self.person.setVisible(len(chosen) == 1 and bool(chosen[0].person))
        if not chosen:
            return
        if len(chosen) > 1:
            number = len(chosen)
            told = ngettext("{n} badge chosen", "{n} badges chosen", number).format(n=number)
            self._show(
                told, "", words.summary([job for job in chosen if words.open_(job)]), "", "", []
            )
            draw(self._sign, "badge", None, 20)
            return
        (job,) = chosen
        name, native = words.names(self._desk, job)
        word, icon, tone = words.state(job)
        now = self._desk.moment(None)
        had = ""
        if job.person and job.state in {"queued", "sent", "failed"}:
            had = words.before(self._desk, job.person, now)
        facts = [
            (_("Why"), words.reason(job)),
            (_("Layout"), words.layout(self._desk, job.layout)),
            (_("Printer"), job.printer),
            (_("Asked for"), words.since(job, now)),
        ]
        self._show(name, native, (word, tone), job.words, had, facts)
        draw(self._sign, icon, tone, 20)

    def _show(  # noqa: PLR0913, PLR0917  what is shown
        self,
        name: str,
        native: str,
        state: tuple[str, Tone],
        said: str,
        had: str,
        facts: Sequence[tuple[str, str]],
    ) -> None:
        for where, text in (
            (self.heading, name),
            (self.native, native),
            (self.state, state[0]),
            (self.said, shown(said)),
            (self.warning, had),
        ):
            where.setText(text)
            where.setVisible(bool(text))
        self._sign.setVisible(bool(state[0]))
        tint(self.state, state[1])
        if self.facts:
            self._facts.removeWidget(self.facts)
            self.facts.hide()
            self.facts.deleteLater()
        self.facts = Facts([(title, text) for title, text in facts if text])
        self._facts.addWidget(self.facts)
