"""The event and this desk: days, titles, zone, what the desk does, and what keeps it safe."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from checkin.i18n import gettext as _
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages.desk_form import DeskForm
from ui.pages.event_form import EventForm
from ui.theme import Tone
from ui.widgets.plain import boxed, column, label, row


class EventPage(Page):
    """Everything that is set once, and rarely again."""

    name = "event"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._begins = "title"
        self.congress = EventForm(context.bridge)
        self.desk = DeskForm(context)
        for form in (self.congress, self.desk):
            form.said.connect(self._on_said)
        self.desk.printer_wanted.connect(lambda: self.asked.emit("badges", {"set_up": True}))
        halves = row(self.congress, self.desk, gap=2)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        halves.setAlignment(self.congress, Qt.AlignmentFlag.AlignTop)
        halves.setAlignment(self.desk, Qt.AlignmentFlag.AlignTop)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(boxed(column(halves, None)))
        head = row(label(self.title(), "title"), None, self.congress.done)
        self.setLayout(column(head, area, gap=1.5, margin=2.5))

    def read(self) -> None:
        """Show what is set; what is being typed stays."""
        self.congress.read()
        self.desk.read()

    def concerned(self, change: Change) -> bool:
        """Tell whether the event changed."""
        return change.of("e")

    def actions_here(self) -> list[Action]:
        """Return what can be done on this page."""
        return [
            Action(_("Save the event"), self.congress.save, "Ctrl+S"),
            Action(_("Back up now"), self.desk.back_up),
            Action(_("Set the PIN …"), self.desk.set_pin),
            Action(_("Set the time …"), self.desk.set_time),
            Action(_("Start self check-in"), self.desk.start_kiosk),
            Action(_("Save a diagnostics file"), self.desk.diagnose),
        ]

    def draft(self) -> dict[str, Any]:
        """Return what is typed and not yet saved."""
        return self.congress.draft()

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""
        self.congress.restore(draft)

    def arrive(self, what: Any) -> None:
        """Begin the self check-in or go to a field, where somebody came for that."""
        if isinstance(what, dict) and what.get("kiosk"):
            self.desk.start_kiosk()
        if isinstance(what, dict) and what.get("field") in self.congress.fields:
            self._begins = what["field"]
            QTimer.singleShot(0, lambda: self._area.ensureWidgetVisible(self.first()))

    def first(self) -> QWidget:
        """Return where typing begins: at the title, or what somebody came for last."""
        return self.congress.fields[self._begins]

    def _on_said(self, sentence: str, tone: Tone) -> None:
        self.said.emit(sentence, tone)
