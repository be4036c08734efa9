"""A page of the window: it reads when it is seen, and again when what it shows has changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.background import Background
from ui.bridge import Bridge, Change
from ui.places import places
from ui.printing import Printing
from ui.settings import Settings

_LOOKED_AGAIN = 30_000  # ms


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do on a page: by its key, or found by its words."""

    text: str
    run: Callable[[], object]
    key: str = ""  # as Qt writes it, for example F2 or Ctrl+E

    def sequences(self) -> list[QKeySequence]:
        """Return the keys that start it: a function key has a twin, as some laptops hide them."""
        if not self.key:
            return []
        twin = f"Alt+{self.key[1:]}" if self.key[0] == "F" and self.key[1:].isdigit() else ""
        return [QKeySequence(key) for key in (self.key, twin) if key]

    def shown_key(self) -> str:
        """Return the key as people read it."""
        text = QKeySequence(self.key).toString(QKeySequence.SequenceFormat.NativeText)
        return text.replace("Return", "⏎")


@dataclass(frozen=True, slots=True)
class Context:
    """What every page works with."""

    bridge: Bridge
    background: Background
    settings: Settings
    printing: Printing


def install(where: QWidget, actions: Iterable[Action]) -> None:
    """Make the keys of actions work while the keyboard is in a part of the window."""
    for one in actions:
        made = QAction(where)
        made.setShortcuts(one.sequences())
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _checked=False, run=one.run: run())
        where.addAction(made)


class Page(QWidget):
    """One page; the window asks it what it can do, and keeps what was typed."""

    name = ""  # by which other pages speak of it
    asked = Signal(str, object)  # go to this page, with something to show there
    said = Signal(str, object)  # a sentence for the status line, and its tone

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.bridge, self.background = context.bridge, context.background
        self.settings = context.settings
        self._stale = True
        self._clock: QTimer | None = None
        self.bridge.changed.connect(self._on_changed)

    # For each page to say ###############################################################

    def title(self) -> str:
        """Return what the page is called."""
        return places()[self.name].title

    def read(self) -> None:
        """Read the desk and show what is there."""

    def concerned(self, change: Change) -> bool:  # noqa: ARG002  for each page to look at
        """Tell whether a change concerns what the page shows."""
        return True

    def actions_here(self) -> list[Action]:
        """Return what can be done on this page."""
        return []

    def draft(self) -> dict[str, Any]:
        """Return what is typed and not yet saved, as plain values."""
        return {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""

    def arrive(self, what: Any) -> None:
        """Show what another page sent somebody here for."""

    def takes_scan(self, text: str) -> bool:  # noqa: ARG002  for each page to look at
        """Take a badge that is scanned while the page is open; by default the desk answers it."""
        return False

    def first(self) -> QWidget:
        """Return what has the focus when the page is opened."""
        return self

    # What is the same for all ###########################################################

    def install(self) -> None:
        """Make the keys of this page work while it is seen."""
        install(self, self.actions_here())

    def retire(self) -> None:
        """Hear of nothing any more: another page has taken this one's place."""
        self.bridge.changed.disconnect(self._on_changed)

    def refresh(self) -> None:
        """Read now where the page is seen, else when it is seen next."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.read()

    def keep_looking(self, look: Callable[[], object]) -> None:
        """Do this every half minute while the page is seen: time alone changes what it shows."""
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOKED_AGAIN)
        self._clock.timeout.connect(look)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        if self._clock:
            self._clock.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what has changed while nobody looked."""
        super().showEvent(event)
        if self._clock:
            self._clock.start()
        if not self._stale:
            return
        self._stale = False
        try:
            self.read()
        except Exception as error:  # noqa: BLE001  PySide crashes on some that leave a showEvent
            sys.excepthook(type(error), error, error.__traceback__)

    def _on_changed(self, change: Change) -> None:
        if self.concerned(change):
            self.refresh()
