"""What desks said against each other, side by side, with what settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from checkin import conflicts
from checkin.conflicts import Conflict, Side
from checkin.desk import Desk
from checkin.i18n import gettext as _
from ui.saying import shown
from ui.widgets.plain import Button, boxed, column, label, line, name, row

_MOST = 26  # characters of a name or value on a button; above it stands whole

Act = tuple[str, Callable[..., Any], tuple[str, ...]]
"""What a button says, and the verb of `conflicts` that it calls, with what."""


class ConflictSheet(QFrame):
    """One conflict whole; every way out of it is a button."""

    settled = Signal(object, object)  # the verb, and what to call it with
    opened = Signal(str)  # a person to look at
    left = Signal()  # back to the list
    reached = Signal(object)  # the button that has the focus now

    def __init__(self, desk: Desk, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict
        name(self, shown(conflict.about))
        parts: list[QWidget] = [
            label(shown(conflict.about), "title", wrap=True),
            label(shown(conflict.text), wrap=True),
            *(self._side(desk, side) for side in conflict.sides),
        ]
        acts = enumerate(self._acts())
        self.buttons = [self._button(act, first=not place) for place, act in acts]
        self.buttons += [
            Button(
                _("Open {name}").format(name=shown(_person(desk, one), _MOST)),
                partial(self.opened.emit, one),
                look="link",
            )
            for one in conflict.people
        ]
        for button in self.buttons:
            button.installEventFilter(self)
        ways = column(*(row(button, None) for button in self.buttons), gap=0.75)
        self.setLayout(column(*parts, line(), boxed(ways), None, gap=1, margin=2))

    def first(self) -> QPushButton:
        """Return the button that is named first."""
        return self.buttons[0]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press a button with Enter too, move among them with the arrows, go back with Esc."""
        if event.type() == QEvent.Type.FocusIn:
            self.reached.emit(watched)
        if event.type() != QEvent.Type.KeyPress or watched not in self.buttons:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)  # noqa: S101  as its type says
        place = self.buttons.index(watched)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step:
            self.buttons[(place + step) % len(self.buttons)].setFocus()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.buttons[place].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _side(self, desk: Desk, side: Side) -> QWidget:
        words = label(shown(side.text), "strong", wrap=True)
        told = label(_when(desk, side), "soft", wrap=True)
        made = boxed(column(words, told, gap=0.25))
        name(made, f"{shown(side.text)}, {told.text()}")
        return made

    def _button(self, act: Act, *, first: bool) -> Button:
        words, verb, values = act
        press = partial(self.settled.emit, verb, (self.conflict, *values))
        return Button(words, press, look="primary" if first else "")

    def _acts(self) -> Iterator[Act]:
        """Yield what can be done, the likeliest first."""
        what, sides = self.conflict.what, self.conflict.sides
        if what == conflicts.FIELD:
            for side in sides:
                yield _("Take “{value}”").format(value=shown(side.text, _MOST)), *_choice(side)
            return
        if what == conflicts.RECEIVER:
            for side in sides:
                words = _("{name} has it")
                yield (
                    words.format(name=shown(side.text, _MOST)),
                    conflicts.leave_with,
                    (side.person,),
                )
            return
        if what in {conflicts.SUBSTITUTED, conflicts.CANCELLED}:
            yield _("Is here, counts as expected"), conflicts.expect, ()
        if what in {conflicts.SAME, conflicts.CODE}:
            yield _("One person: join them"), conflicts.join, ()
        let_be = {
            conflicts.SAME: _("Two people: leave them"),
            conflicts.CODE: _("Different people: leave them"),
            conflicts.TWICE: _("One guest, all right"),
            conflicts.FORK: _("Seen"),
        }
        yield let_be.get(what, _("Leave it as it is")), conflicts.settle, ()


def _choice(side: Side) -> tuple[Callable[..., Any], tuple[str, ...]]:
    return conflicts.choose, (side.value,)


def _person(desk: Desk, subject: str) -> str:
    person = desk.person(subject)
    return (person.whole_name if person else "") or _("A person without a name")


def _when(desk: Desk, side: Side) -> str:
    """Say where and when; the day too where it is not today."""
    try:
        at = datetime.fromisoformat(side.at).astimezone(desk.event.tz)
    except ValueError:
        return _("Desk {label}").format(label=shown(side.desk))
    today = desk.event.day_of(at) == desk.event.day_of(desk.moment(None))
    time = f"{at:%H:%M}" if today else f"{at:%d.%m. %H:%M}"
    return _("Desk {label}, {time}").format(label=shown(side.desk), time=time)
