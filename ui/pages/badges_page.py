"""Badges: what waits for the printer and what became of it, batches, and the layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from checkin.i18n import gettext as _
from checkin.printing import jobs
from checkin.printing.station import station
from ui.bridge import Change
from ui.page import Action, Context, Page, install
from ui.pages import badges_words as words
from ui.pages import badges_work as work
from ui.pages.badges_doing import Doing
from ui.pages.badges_printer import PrinterPanel
from ui.pages.badges_queue import JobPanel, QueueList, ranked
from ui.pages.exchange_parts import scrolled
from ui.widgets.elided import Elided
from ui.widgets.facts import Scrolled
from ui.widgets.flow import Flow
from ui.widgets.halves import parted
from ui.widgets.plain import Button, boxed, column, empty, label, name, panel, row, tint

if TYPE_CHECKING:
    from ui.pages.layout_editor import LayoutEditor

_LATER = 100  # ms after a job has moved until the queue is read again
_PRINT, _LAYOUTS = 0, 1


class BadgesPage(Page):
    """Where badges are printed, and where their layouts are made."""

    name = "badges"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.editor: LayoutEditor | None = None
        self._drafted: dict[str, Any] = {}  # of the editor, until it is made
        self._corrected = False  # somebody who may be in the batch
        self.views = QTabBar()
        name(self.views, _("View"))
        self.views.setUsesScrollButtons(False)
        self.views.setDrawBase(False)
        for title in (_("Print"), _("Layouts")):
            self.views.addTab(title)
        self.count = Elided("strong")
        self.queue = QueueList(self.bridge.desk, self.settings)
        self.right, self.stack, self.left = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self.doing = Doing(context, self.right, self.queue.chosen)
        self.job = JobPanel(self.bridge.desk, self.doing.open_person)
        self.printer = PrinterPanel(self.doing.set_up, self.doing.new_roll, self.doing.test)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.batch = Button(_("Print badges …"), self.doing.batch, "Ctrl+P", "primary")
        head = row(label(self.title(), "title"), self.views, None, self.count, self.batch, gap=2)
        self._deeds = [
            (Button(one.text, one.run, one.shown_key()), may) for one, may in self.doing.deeds()
        ]
        foot = Flow()
        for button, _may in self._deeds:
            foot.addWidget(button)
        text = _("Badges that the desk asks for wait here; Ctrl+P prints those of a delegation.")
        self.left.addWidget(self.queue)
        self.left.addWidget(empty("badge", _("No badge waits"), text))
        inside = column(self.left, panel(boxed(foot), look="foot", margin=1), gap=0)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setStretch(0, 1)
        self.right.addWidget(scrolled(Scrolled(column(self.printer, self.job, None, gap=1.5))))
        left = panel(inside, margin=0)
        self.halves = parted(left, self.right, (680, 440), self.settings, "badges")
        self.stack.addWidget(self.halves)
        layout = column(head, self.stack, gap=1.25, margin=2.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.views.currentChanged.connect(self._on_view)
        self.queue.moved.connect(self._on_chosen)
        self.queue.entered.connect(self.doing.next_step)
        self.doing.said.connect(self.said)
        self.doing.asked.connect(self.asked)
        self.doing.done.connect(self.refresh)
        self.doing.closed.connect(self.queue.setFocus)
        self.printer.switched.connect(lambda on: self.doing.run(work.switch, on))
        self.context.printing.moved.connect(self._on_moved)
        self.context.printing.seen.connect(self._show_printer)
        self._later.timeout.connect(self.refresh)

    # What every page says ###############################################################

    def first(self) -> QWidget:
        """Return what is open, else the queue."""
        if self.editor and self.views.currentIndex() == _LAYOUTS:
            return self.editor.first()
        return self.doing.sheet.first() if self.doing.sheet else self.queue.view

    def actions_here(self) -> list[Action]:
        """Return what can be done in the view that is seen."""
        if self.editor and self.views.currentIndex() == _LAYOUTS:
            return [self._switch(), *self.editor.actions_here()]
        return [self._switch(), *self.doing.actions()]

    def install(self) -> None:
        """Make the keys work, those of each view where it is seen."""
        install(self, [self._switch()])
        install(self.halves, self.doing.actions())

    def concerned(self, change: Change) -> bool:
        """Tell whether the name on a badge, or that it was printed, may have changed."""
        self._corrected |= change.of("pd")
        return change.of("pde")

    def read(self) -> None:
        """Read the queue and show the printer as it was seen last, or read the layouts."""
        if self.editor and self.views.currentIndex() == _LAYOUTS:
            self.editor.read()
            return
        if self._corrected:
            self._corrected = False
            self.doing.gather_again()
        found = ranked(jobs.jobs(self.bridge.desk))
        self.queue.show_jobs(found)
        self.left.setCurrentIndex(0 if found else 1)
        text, tone = words.summary([job for job in found if job.state in words.UNDER_WAY])
        self.count.setText(text)
        tint(self.count, tone)
        self._show_printer()
        self._on_chosen()

    def draft(self) -> dict[str, Any]:
        """Return what is open, and what is typed."""
        kept = self.doing.draft()
        drafted = self.editor.draft() if self.editor else self._drafted
        kept |= {"editor": drafted} if drafted else {}
        if self.views.currentIndex() == _LAYOUTS:
            kept["view"] = _LAYOUTS
        return kept

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was open and typed."""
        drafted = draft.get("editor")
        self._drafted = drafted if isinstance(drafted, dict) else {}
        self.doing.restore(draft)
        if draft.get("view") == _LAYOUTS:
            self.views.setCurrentIndex(_LAYOUTS)

    def arrive(self, what: Any) -> None:
        """Show the queue, or print the badges of people who were chosen elsewhere."""
        if not isinstance(what, dict):
            return
        self.views.setCurrentIndex(_PRINT)
        chosen = what.get("print")
        if isinstance(chosen, list):
            self.doing.batch(tuple(one for one in chosen if isinstance(one, str)))
        elif what.get("set_up"):
            self.doing.set_up()

    def retire(self) -> None:
        """Hear of nothing any more."""
        super().retire()
        self._later.stop()
        self.context.printing.moved.disconnect(self._on_moved)
        self.context.printing.seen.disconnect(self._show_printer)

    # What happens #######################################################################

    def _switch(self) -> Action:
        def turn() -> None:
            self.views.setCurrentIndex(_LAYOUTS - self.views.currentIndex())

        return Action(_("Layouts, or printing"), turn, "Ctrl+L")

    def _on_view(self, view: int) -> None:
        if view == _LAYOUTS and self.editor is None:
            self._make_editor()
        self.stack.setCurrentIndex(view)
        self.views.updateGeometry()  # the chosen one is bold
        for part in (self.count, self.batch):
            part.setVisible(view == _PRINT)
        self.read()
        self.first().setFocus()

    def _make_editor(self) -> None:
        from ui.pages.layout_editor import LayoutEditor  # noqa: PLC0415  slow to load

        self.editor = LayoutEditor(self.context)
        self.editor.said.connect(self.said)
        self.editor.kept.connect(lambda _name: self._show_printer())
        self.stack.addWidget(self.editor)
        install(self.editor, self.editor.actions_here())
        self.editor.restore(self._drafted)

    def _on_moved(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _show_printer(self, _sight: object = None) -> None:
        desk = self.bridge.desk
        self.printer.show_sight(desk, station(desk), self.context.printing.sight)

    def _on_chosen(self) -> None:
        chosen = self.queue.chosen()
        self.job.show_jobs(chosen)
        for button, may in self._deeds:
            button.setEnabled(any(may(job) for job in chosen))
