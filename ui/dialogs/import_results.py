"""The last two steps of an import: what would become of each row, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QProgressBar, QTabBar, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.lists.taking import Intake
from ui import theme
from ui.dialogs import import_words as words
from ui.dialogs.import_work import Checked, Finding, findings
from ui.rows import Column, Rows, table
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import Button, column, label, name, panel, picture, row

_WIDE = 260
_DETAILS = 84


class WaitStep(QWidget):
    """A work under way: how far it is, and a way to stop it."""

    stopping = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(theme.px(360))
        self.bar.setTextVisible(False)
        name(self.bar, title)
        self.stop = Button(_("Stop"), self.stopping.emit)
        parts = (
            picture("import", None, 40),
            label(title, "title"),
            label(_("Scanning goes on meanwhile."), "soft"),
            self.bar,
            self.stop,
        )
        self.setLayout(column(panel(None, *(row(None, part, None) for part in parts), None, gap=2)))

    def first(self) -> QWidget:
        """Return what can be done."""
        return self.stop

    def on_moved(self, done: int, of: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, max(of, 0))
        self.bar.setValue(done)


class CheckStep(QWidget):
    """Every row and what becomes of it, by what there is to look at."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self._every = findings(checked)
        self._shown: list[tuple[str, list[Finding]]] = self._groups()
        self.tabs = QTabBar()
        name(self.tabs, _("Which rows"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for text, some in self._shown:
            self.tabs.addTab(f"{text} {len(some)}")
        self.rows = Rows(_columns())
        self.view = table(self.rows, _("Rows of the list"))
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.selectionModel().currentRowChanged.connect(lambda *_where: self._tell())
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(theme.px(_DETAILS))
        name(self.details, _("What there is to say of this row"))
        self.tabs.currentChanged.connect(self._show)
        self.setLayout(column(self.tabs, panel(self.view, margin=0.5), self.details))
        look = len(self._shown) - 1
        self.tabs.setCurrentIndex(look if self._shown[look][1] else 0)
        self._show(self.tabs.currentIndex())

    def first(self) -> QWidget:
        """Return where looking begins."""
        return self.view

    def _groups(self) -> list[tuple[str, list[Finding]]]:
        titles = {"new": _("New"), "changed": _("Changed"), "same": _("The same")}
        titles["rejected"] = _("Rejected")
        groups = [(_("All"), self._every)]
        for state, title in titles.items():
            groups.append((title, [one for one in self._every if one.taken.state == state]))
        return [*groups, (_("To look at"), [one for one in self._every if one.look])]

    def _show(self, place: int) -> None:
        self.rows.set_rows(self._shown[place][1])
        if self.rows.rows:
            self.view.setCurrentIndex(self.rows.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        at = self.view.currentIndex().row()
        remarks: Sequence[str] = self.rows.rows[at].remarks if 0 <= at < len(self.rows.rows) else ()
        self.details.setPlainText("\n".join(shown(text, 1_000) for text in remarks))


class DoneStep(QWidget):
    """What came of a list, and what can be done about it."""

    undoing = Signal()
    saving = Signal()  # somebody wants the rejected rows as a file
    another = Signal()

    def __init__(self, intake: Intake, *, undone: bool) -> None:
        super().__init__()
        title = _("The list is taken back.") if undone else _("The list is taken in.")
        sign = picture("undo", Tone.NOTE, 40) if undone else picture("tick", Tone.WELCOME, 40)
        self.text = label(_after_undo() if undone else _counts(intake), "body", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMinimumWidth(theme.px(560))
        self.save = Button(_("Save the rejected rows …"), self.saving.emit, "Ctrl+S")
        self.undo = Button(_("Undo"), self.undoing.emit, "Ctrl+Z")
        self.next = Button(_("Another list"), self.another.emit)
        parts = (sign, label(title, "title"), self.text)
        middle = (row(None, part, None) for part in parts)
        buttons = row(None, self.save, self.undo, self.next, None)
        self.setLayout(column(panel(None, *middle, buttons, None, gap=2)))
        self.save.setVisible(bool(intake.rejected))  # only now, as part of something
        self.undo.setVisible(bool(intake.act) and not undone)
        self._first = self.save if intake.rejected else self.next

    def first(self) -> QWidget:
        """Return what is likeliest wanted next."""
        return self._first


def _after_undo() -> str:
    return _("Everything is as it was before; the list can come in again.")


def _counts(intake: Intake) -> str:
    counts = _("{new} new, {changed} changed, {same} the same, {rejected} rejected.")
    rejected = len(intake.rejected)
    numbers = {"new": intake.new, "changed": intake.changed, "same": intake.same}
    told = [counts.format(rejected=rejected, **numbers)]
    if intake.absent:
        gone = ngettext(
            "{n} person of the earlier list is not on it any more; nobody was removed.",
            "{n} people of the earlier list are not on it any more; nobody was removed.",
            intake.absent,
        )
        told.append(gone.format(n=intake.absent))
    return "\n".join(told)


def _columns() -> list[Column]:
    return [
        Column(_("Line"), lambda one: str(one.taken.line), width=64, right=True),
        Column(
            _("State"),
            lambda one: words.state(one.taken.state),
            width=110,
            tone=lambda one: words.tone(one.taken.state),
        ),
        Column(_("Name"), lambda one: one.taken.label, width=_WIDE),
        Column(
            _("What"),
            lambda one: " · ".join(one.remarks),
            width=_WIDE,
            tone=lambda one: Tone.LOOK if one.look else Tone.PLAIN,
        ),
    ]
