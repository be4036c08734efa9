"""The own plan of an interpreter who stands before the desk: read in twenty seconds, then gone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from checkin.i18n import gettext as _
from checkin.interpreting.own_plan import OwnPlan
from ui.dialogs import own_plan_lines
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.widgets.flow import Flow
from ui.widgets.halves import large
from ui.widgets.pause import Pause
from ui.widgets.plain import Button, boxed
from ui.widgets.scan_field import looks_scanned

CLOSES = 30_000  # ms without a key after which nobody else is to read it
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SLIDE = QAbstractSlider.SliderAction
_SCROLLS = {
    Qt.Key.Key_Up: _SLIDE.SliderSingleStepSub,
    Qt.Key.Key_Down: _SLIDE.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _SLIDE.SliderPageStepSub,
    Qt.Key.Key_PageDown: _SLIDE.SliderPageStepAdd,
    Qt.Key.Key_Home: _SLIDE.SliderToMinimum,
    Qt.Key.Key_End: _SLIDE.SliderToMaximum,
}


class OwnPlanSheet(Sheet):
    """Shows one interpreter's plan and nobody else's; Enter prints it, the next scan closes it."""

    seen = Signal()  # the interpreter says so
    worked = Signal()  # work begins, or is over
    typed = Signal(str)  # letters: somebody looks for the next guest

    def __init__(self, plan: OwnPlan) -> None:
        name = shown(plan.person.veiled().whole_name, 60)
        super().__init__(_("Plan of {name}").format(name=name), _("Print"))
        self.plan = plan
        self.seen_button = Button(_("I have seen it"), self.seen.emit, "1")
        going = any(end is None for _start, end in plan.worked)
        words = _("Stop working") if going else _("Start working")
        self.work_button = Button(words, self.worked.emit, "2")
        self._arrange()
        self.seen_button.setVisible(bool(plan.published) and not own_plan_lines.seen(plan))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(CLOSES)
        self._clock.timeout.connect(self.close_sheet)
        self._clock.start()
        self._pause = Pause(self)
        self._pause.typed.connect(self._on_typed)
        for one in (self.done, self.seen_button, self.work_button, self.stop):
            one.installEventFilter(self)

    def _arrange(self) -> None:
        """Let the plan scroll, and the buttons go on in the next line where there is no room."""
        self.lead(own_plan_lines.whole(self.plan))
        below, within = Flow(), Flow()
        if large():
            self.heading.hide()  # the plan itself ends with it
            self.lead(boxed(within))
        while self.buttons.takeAt(0):
            pass
        below.addWidget(self.done)
        for one in (self.seen_button, self.work_button):
            (within if large() else below).addWidget(one)
        below.addWidget(self.stop)
        self.buttons.addWidget(boxed(below))

    def first(self) -> QWidget:
        """Return the button that prints: digits and Enter are heard there."""
        return self.done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what is typed; every key keeps the plan open for a while."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._clock.start()
            if text := event.text().strip():
                self._pause.hear(text)
                return True
            if event.key() in _SCROLLS:
                self._area.verticalScrollBar().triggerAction(_SCROLLS[Qt.Key(event.key())])
                return True
            if event.key() in _ENTER and self._pause.waiting:
                return True  # of a scanner
            if watched is self.done and event.key() in _ENTER:
                self.save()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        """Do what a digit says, or let letters begin a search; what a scanner typed is neither."""
        if text == "1" and self.seen_button.isVisible():
            self.seen.emit()
        elif text == "2":
            self.worked.emit()
        elif text[0].isalpha() and not looks_scanned(text):
            self.typed.emit(text)
