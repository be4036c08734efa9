"""The forms of the opening screen: a new event, and a further desk of one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QFileDialog, QFormLayout, QFrame, QWidget

from checkin.i18n import gettext as _
from ui.theme import GRID
from ui.widgets.field import Field
from ui.widgets.plain import Button, column, label, panel, row

SUFFIX = ".checkin"


class Form(QFrame):
    """A few fields, and what they make."""

    def __init__(self, title: str, text: str, ready: str) -> None:
        super().__init__()
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(2 * GRID)
        self.form.setVerticalSpacing(int(1.5 * GRID))
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.back = Button(_("Back"))
        self.ready = Button(ready, look="primary")
        self.label = Field(_("Label of this desk"), "A")
        self.folder = Field(_("Folder"), str(home()))
        inside = panel(
            label(title, "title"),
            label(text, "soft", wrap=True),
            self.form,
            row(None, self.back, self.ready),
            gap=2,
            margin=3,
        )
        self.setLayout(column(inside, None))

    def add(self, part: QWidget) -> None:
        """Add a part under its name."""
        words = label(part.accessibleName(), "soft")
        words.setBuddy(part)
        self.form.addRow(words, part)
        if isinstance(part, Field):
            part.returnPressed.connect(self.ready.click)

    def add_folder(self, part: Field, file: str = "") -> None:
        """Add a field for a folder, with a button to choose one, or also a file."""
        words = label(part.accessibleName(), "soft")
        words.setBuddy(part)
        choose = Button(_("Choose …"), lambda: self._choose(part))
        beside = row(part, choose)
        beside.setStretch(0, 1)
        self.form.addRow(words, beside)
        part.returnPressed.connect(self.ready.click)
        if file:
            self.form.addRow("", row(Button(file, lambda: self._choose_file(part)), None))

    def first(self) -> QWidget:
        """Return where typing begins."""
        return self.label

    def _choose(self, part: Field) -> None:
        text = QFileDialog.getExistingDirectory(self, part.accessibleName(), part.text())
        if text:
            part.setText(text)

    def _choose_file(self, part: Field) -> None:
        kinds = f"checkin (*.csv *{SUFFIX})"
        text, _kind = QFileDialog.getOpenFileName(self, part.accessibleName(), part.text(), kinds)
        if text:
            part.setText(text)


class NewForm(Form):
    """What a new event is made of."""

    def __init__(self) -> None:
        super().__init__(
            _("New event"),
            _("Everything can be changed later. The zone is that of this machine."),
            _("Make the event"),
        )
        self.title = Field(_("Title"))
        today = QDate.currentDate()
        self.first_day = _day(_("First day"), today)
        self.last_day = _day(_("Last day"), today)
        self.first_day.dateChanged.connect(self._on_first_day)
        for part in (self.title, self.first_day, self.last_day, self.label):
            self.add(part)
        self.add_folder(self.folder)

    def first(self) -> QWidget:
        """Return where typing begins."""
        return self.title

    def file(self) -> Path:
        """Return where the event file will lie."""
        return free(Path(self.folder.value() or "."), self.title.value())

    def _on_first_day(self, day: QDate) -> None:
        self.last_day.setDate(max(self.last_day.date(), day))


class JoinForm(Form):
    """What a further desk needs to know."""

    def __init__(self) -> None:
        super().__init__(
            _("Join an event"),
            _("From the exchange folder or stick, a sync file, or the event file of another desk."),
            _("Join the event"),
        )
        self.source = Field(_("Exchange folder"))
        self.label.setText("B")
        self.add_folder(self.source, _("Choose a file instead …"))
        self.add(self.label)
        self.add_folder(self.folder)

    def first(self) -> QWidget:
        """Return where typing begins."""
        return self.source

    def file(self) -> Path:
        """Return where the event file will lie."""
        return free(Path(self.folder.value() or "."), f"desk {self.label.value()}")


def home() -> Path:
    """Return where event files are offered to lie: a folder of the person, on this machine."""
    return Path.home()


def free(folder: Path, title: str, suffix: str = SUFFIX) -> Path:
    """Return a name in a folder that nothing bears yet."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)
    stem = "-".join(kept.lower().split())[:60] or "event"
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path


def _day(name: str, day: QDate) -> QDateEdit:
    made = QDateEdit(day)
    made.setAccessibleName(name)
    made.setDisplayFormat("dd.MM.yyyy")
    made.setCalendarPopup(True)
    return made
