"""The opening screen, while there is no event: a new one, one to open or to join, the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from checkin import demo, exchange
from checkin.founding import found
from checkin.i18n import gettext as _
from checkin.model.event import machine_zone
from ui import theme
from ui.background import Background, Job, Progress
from ui.dialogs.opening_forms import SUFFIX, Form, JoinForm, NewForm, free, home
from ui.saying import shown
from ui.settings import Settings
from ui.theme import Tone
from ui.widgets.plain import Button, boxed, column, label, row, tint

_SIZE = (880, 600)
_SIDE = 300
_BEGIN, _NEW, _JOIN = range(3)


class Opening(QDialog):
    """Accepted with `path`, the event file to open."""

    def __init__(self, settings: Settings, sentence: str = "") -> None:
        """Offer everything; the sentence says why an event could not be opened."""
        super().__init__()
        self.settings = settings
        self.path: Path | None = None
        self.background = Background()
        self.setWindowTitle("checkin")
        self.setObjectName("ground")
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(_SIZE[0]), room.width()), min(theme.px(_SIZE[1]), room.height()))
        self.remark = label(shown(sentence), wrap=True)
        tint(self.remark, Tone.STOP)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.new, self.join = NewForm(), JoinForm()
        self.forms = QStackedWidget()
        for form in (self._beginning(), self.new, self.join):
            self.forms.addWidget(form)
        self.new.ready.clicked.connect(self.found)
        self.join.ready.clicked.connect(self.join_event)
        for back in (self.new.back, self.join.back):
            back.clicked.connect(lambda: self.turn(_BEGIN))
        self.remark.setVisible(bool(sentence))
        right = column(self.remark, self.bar, self.forms, gap=1.5, margin=3)
        right.setStretch(2, 1)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._recent())
        whole.addLayout(right, 1)
        self.setLayout(whole)

    # What is shown ########################################################################

    def _recent(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(theme.px(_SIDE))
        files = [
            Button(_file(path), partial(self.take, path), look="link")
            for path in self.settings.recent()
        ]
        for made, path in zip(files, self.settings.recent(), strict=True):
            made.setAccessibleDescription(str(path.parent))
        listed = column(*files, None, gap=0.5)
        if not files:
            listed.insertWidget(0, label(_("Nothing was opened here yet."), "soft", wrap=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(boxed(listed))
        side.setLayout(column(label(_("Opened last"), "heading"), area, gap=1.5, margin=3))
        return side

    def _beginning(self) -> QWidget:
        self.choices = [
            self._choice("plus", _("New event"), _("Days, title, and this desk."), self.begin_new),
            self._choice("folder", _("Open an event"), _("A file of this desk."), self.choose),
            self._choice(
                "exchange", _("Join an event"), _("Become a further desk."), self.begin_join
            ),
            self._choice("star", _("Try the demo"), _("An invented congress."), self.play_demo),
        ]
        heading = label(_("Which event is it?"), "verdict")
        return boxed(column(heading, *(part for part, _button in self.choices), None, gap=2))

    def _choice(
        self, icon: str, title: str, text: str, on: Callable[[], object]
    ) -> tuple[QWidget, Button]:
        made = Button(title, on, icon=icon)
        made.setMinimumHeight(theme.px(48))
        made.setMinimumWidth(theme.px(240))
        return boxed(row(made, label(text, "soft", wrap=True), None, gap=2)), made

    def turn(self, place: int) -> None:
        """Show another form."""
        self.remark.hide()
        self.forms.setCurrentIndex(place)
        form = self.forms.currentWidget()
        if isinstance(form, Form):
            form.first().setFocus()

    # What can be done #####################################################################

    def begin_new(self) -> None:
        """Ask what a new event is made of."""
        self.turn(_NEW)

    def begin_join(self) -> None:
        """Ask whose desk this becomes."""
        self.turn(_JOIN)

    def choose(self) -> None:
        """Let somebody choose an event file."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open an event"), str(home()), f"checkin (*{SUFFIX})"
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Open this event file."""
        self.path = path
        self.accept()

    def found(self) -> None:
        """Make a new event file and open it."""
        title, path = self.new.title.value(), self.new.file()
        if not title:
            self.refuse(_("The event needs a title."))
            return
        made = {"title": title, "zone_name": machine_zone(), "label": self.new.label.value()}
        days = self.new.first_day.date().toPython(), self.new.last_day.date().toPython()
        self._run(_("Making the event"), _founded, path, made, days)

    def join_event(self) -> None:
        """Make a further desk of an event and open it."""
        source = Path(self.join.source.value())
        self._run(
            _("Joining the event"), _joined, self.join.file(), source, self.join.label.value()
        )

    def play_demo(self) -> None:
        """Play the demo congress into a folder of its own and open it."""
        self._run(_("Playing the demo congress"), _played)

    def refuse(self, sentence: str) -> None:
        """Say why this cannot be."""
        self.bar.hide()
        self.forms.setEnabled(True)
        self.remark.setText(shown(sentence, 400))
        self.remark.show()

    def _run(self, doing: str, work: Callable[..., Path], *args: Any) -> Job:
        self.remark.hide()
        self.bar.show()
        self.forms.setEnabled(False)
        self.bar.setAccessibleName(doing)
        return self.background.run(doing, work, *args, then=self.take, refused=self.refuse)

    def reject(self) -> None:
        """Close, unless an event is just being made."""
        if not self.background.jobs:
            super().reject()

    def done(self, result: int) -> None:
        """Leave no work behind."""
        self.background.close()
        super().done(result)


def _founded(
    _progress: Progress, path: Path, made: dict[str, str], days: tuple[date, date]
) -> Path:
    found(path, first=days[0], last=days[1], **made).close()  # type: ignore[arg-type]
    return path


def _joined(_progress: Progress, path: Path, source: Path, desk: str) -> Path:
    exchange.join(path, source, desk).close()
    return path


def _played(_progress: Progress) -> Path:
    folder = free(home(), "checkin demo", "")
    return demo.play_morning(folder)


def _file(path: Path) -> str:
    """Return how a file is called, with its folder where the name alone says little."""
    return shown(f"{path.parent.name} / {path.stem}", 60)
