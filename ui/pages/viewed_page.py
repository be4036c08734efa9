"""A page of several views: one is seen at a time, each a page within it, made when first seen."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.bridge import Change
from ui.page import Action, Context, Page, install
from ui.widgets.plain import column, label, name, row

_TITLED = 125  # percent of text size up to which the name of the page has room beside its views


class View(NamedTuple):
    """One view, which need not be loaded to be named."""

    title: str
    made_by: str  # module and class


class ViewedPage(Page):
    """Turns from view to view; what is typed in each stays."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known = self.views_here()
        self._made: dict[str, Page] = {}
        self._drafts: dict[str, Any] = {}  # of views that are not made yet
        self.views = QTabBar()
        name(self.views, _("View"))
        self.views.setDrawBase(False)
        for view in self._known.values():
            self.views.addTab(view.title)
        self.stack = QStackedWidget()
        heading = label(self.title(), "title")
        head = row(heading, self.views, None, gap=2)
        layout = column(head, self.stack, gap=1.25, margin=2.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        heading.setVisible(theme.percent() <= _TITLED)  # not before it lies in the page
        self._show(0)
        self.views.currentChanged.connect(self._on_view)

    def views_here(self) -> dict[str, View]:
        """Return the views by name; the first one is seen first."""
        raise NotImplementedError

    @property
    def view(self) -> Page:
        """Return the view that is seen."""
        return self.made(list(self._known)[self.views.currentIndex()])

    def made(self, view: str) -> Page:
        """Return a view by its name, made when it is first asked for."""
        if view not in self._made:
            module, _dot, kind = self._known[view].made_by.partition(".")
            page = getattr(import_module(f"ui.pages.{module}"), kind)(self.context)
            assert isinstance(page, Page)  # noqa: S101  the table names nothing else
            page.asked.connect(self.asked)
            page.said.connect(self.said)
            page.install()
            if isinstance(draft := self._drafts.pop(view, None), dict):
                page.restore(draft)
            self._made[view] = page
            self.stack.addWidget(page)
        return self._made[view]

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return what has the focus in the view that is seen."""
        return self.view.first()

    def concerned(self, change: Change) -> bool:  # noqa: ARG002  each view hears of it itself
        """Tell that nothing concerns the frame."""
        return False

    def takes_scan(self, text: str) -> bool:
        """Let the view that is seen take a badge."""
        return self.view.takes_scan(text)

    def actions_here(self) -> list[Action]:
        """Return what can be done in the view that is seen, and how to see another one."""
        return [*self._switches(), *self.view.actions_here()]

    def install(self) -> None:
        """Make the key of the next view work; each view has installed its own."""
        install(self, self._switches()[:1])

    def draft(self) -> dict[str, Any]:
        """Return which view is seen, and what is typed in each."""
        kept = dict(self._drafts)
        kept |= {key: draft for key, page in self._made.items() if (draft := page.draft())}
        if self.views.currentIndex():
            kept["view"] = list(self._known)[self.views.currentIndex()]
        return kept

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed, and show what was seen."""
        self._drafts = {key: draft[key] for key in self._known if key in draft}
        for key in [key for key in self._made if key in self._drafts]:
            self._made[key].restore(self._drafts.pop(key))
        if draft.get("view") in self._known:
            self.turn(str(draft["view"]))

    def arrive(self, what: Any) -> None:
        """Show the view that another page names, else the first, and let it show the rest."""
        if not isinstance(what, dict):
            return
        wanted = what.get("view", next(iter(self._known)))
        if wanted in self._known:
            self.turn(str(wanted))
            self.view.arrive(what)

    def retire(self) -> None:
        """Hear of nothing any more, in no view."""
        super().retire()
        for page in self._made.values():
            page.retire()

    # Turning ############################################################################

    def turn(self, view: str) -> None:
        """Show a view by its name."""
        self.views.setCurrentIndex(list(self._known).index(view))

    def _switches(self) -> list[Action]:
        return [
            Action(_("Next view"), self._next, "Ctrl+L"),
            *(
                Action(_("View: {title}").format(title=view.title), partial(self.turn, key))
                for key, view in self._known.items()
            ),
        ]

    def _next(self) -> None:
        self.views.setCurrentIndex((self.views.currentIndex() + 1) % self.views.count())

    def _show(self, place: int) -> None:
        self.stack.setCurrentWidget(self.made(list(self._known)[place]))

    def _on_view(self, place: int) -> None:
        self._show(place)
        self.views.updateGeometry()  # the chosen one is bold
        self.first().setFocus()
