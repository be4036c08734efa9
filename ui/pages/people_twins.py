"""The way to the duplicates and back: looked for beside the window, shown in place of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from checkin.i18n import gettext as _
from checkin.twins import Pair
from ui.dialogs.merge_dialog import MergeDialog
from ui.page import Action, Context
from ui.pages import people_work
from ui.pages.people_doing import Doing
from ui.theme import Tone


class Twins(QObject):
    """Finds pairs, shows them, and settles them."""

    said = Signal(str, object)
    closed = Signal()

    def __init__(
        self,
        context: Context,
        doing: Doing,
        stack: QStackedWidget,
        chosen: Callable[[], list[str]],
    ) -> None:
        super().__init__()
        self._bridge, self._background = context.bridge, context.background
        self._doing, self._stack, self._chosen = doing, stack, chosen
        self.dialog = MergeDialog(context.bridge)
        self.dialog.joined.connect(self._on_joined)
        self.dialog.parted.connect(self._on_parted)
        self.dialog.closed.connect(self._on_closed)

    def actions(self) -> list[Action]:
        """Return how one gets there."""
        return [Action(_("Duplicates"), self.find, "F7")]

    @property
    def seen(self) -> bool:
        """Tell whether the pairs are what one sees."""
        return self._stack.currentWidget() is self.dialog

    def find(self) -> None:
        """Look for people who are there twice."""
        self.said.emit(_("Looking for duplicates …"), Tone.PLAIN)
        work = people_work.likely
        self._background.run(_("Duplicates"), work, self._bridge.path, then=self.show)

    def compare(self) -> None:
        """Put the two who are selected side by side."""
        chosen = self._chosen()
        if len(chosen) == 2:  # noqa: PLR2004  two
            self.show([Pair(chosen[0], chosen[1], 1.0, ("chosen",))])
        else:
            self.said.emit(_("Select two people to compare."), Tone.PLAIN)

    def show(self, pairs: Sequence[Pair]) -> None:
        """Show pairs side by side."""
        self.said.emit("", Tone.PLAIN)
        self.dialog.tell(pairs)
        self._stack.setCurrentWidget(self.dialog)
        if self._stack.isVisible():
            self.dialog.first().setFocus()

    def _on_joined(self, one: str, other: str, values: dict[str, str]) -> None:
        dropped = partial(self.dialog.drop, one, other)
        self._doing.run(people_work.join, one, other, values, then=dropped)

    def _on_parted(self, one: str, other: str) -> None:
        dropped = partial(self.dialog.drop, one, other)
        self._doing.run(people_work.keep_apart, one, other, then=dropped)

    def _on_closed(self) -> None:
        self._stack.setCurrentIndex(0)
        self.closed.emit()
