"""The form of this desk: its label, what it does, where its backup lies, its PIN and its time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QWidget

from checkin import backups, congress, diagnostics, pin
from checkin.attendance.scanning import BADGES_ONLY
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.printing.station import station
from ui import faults
from ui.background import Progress
from ui.dialogs.pin_dialog import PinDialog, Purpose
from ui.dialogs.time_dialog import TimeDialog
from ui.page import Context
from ui.pages.kiosk_page import KioskPage
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, choice, column, label, panel, row

MODE = "mode"  # in the desk's own table


class DeskForm(QWidget):
    """What is true of this desk alone; each change counts at once."""

    said = Signal(str, object)
    printer_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.bridge = context, context.bridge
        self.kiosk: KioskPage | None = None
        self.label = Field(_("Desk label"))
        self.mode = choice(
            _("Admission"),
            [("", _("Let people in")), (BADGES_ONLY, _("Hand out badges only"))],
        )
        self.printer = label("")
        self.printer_button = Button(_("Set up the printer …"), self.printer_wanted.emit)
        self.time = label("")
        self.folder = Field(_("Backup folder"), hint=_("A stick, or another disk"))
        self.kept = label("", "caption", wrap=True)
        self.pin = label("")
        self.pin_button = Button(_("Set the PIN …"), self.set_pin)
        self._arrange()
        self.label.editingFinished.connect(self._on_labelled)
        self.mode.activated.connect(lambda _place: self._choose(MODE, self.mode.currentData()))
        self.folder.editingFinished.connect(self._on_folder)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for part in (self.label, self.mode):
            words = label(part.accessibleName(), "soft")
            words.setBuddy(part)
            form.addRow(words, part)
        form.addRow(label(_("Printer"), "soft"), row(self.printer, None, self.printer_button))
        clock = Flow()
        for one in (self.time, Button(_("Set the time …"), self.set_time)):
            clock.addWidget(one)
        form.addRow(label(_("Time"), "soft"), boxed(clock))
        desk = panel(label(_("This desk"), "title"), form, gap=1.5, margin=2.5)
        words = label(_("Backup folder"), "soft")
        words.setBuddy(self.folder)
        choosing = row(self.folder, Button(_("Choose …"), self._on_choosing))
        choosing.setStretch(0, 1)
        safe = panel(
            label(_("Kept safe"), "title"),
            words,
            choosing,
            self.kept,
            row(Button(_("Back up now"), self.back_up), None),
            row(label(_("PIN"), "soft"), self.pin, None, self.pin_button),
            row(Button(_("Save a diagnostics file"), self.diagnose), None),
            gap=1.5,
            margin=2.5,
        )
        kiosk = panel(
            label(_("Self check-in"), "title"),
            label(
                _("Guests scan their badges themselves. Only the PIN ends it."), "soft", wrap=True
            ),
            row(Button(_("Start self check-in"), self.start_kiosk, icon="kiosk"), None),
            gap=1.5,
            margin=2.5,
        )
        self.setLayout(column(desk, safe, kiosk, None, gap=2))

    def read(self) -> None:
        """Show what is set."""
        desk = self.bridge.desk
        self.label.setText(desk.label)
        self.mode.setCurrentIndex(max(self.mode.findData(self.bridge.recalled(MODE)), 0))
        here = station(desk)
        self.printer.setText(shown(here.printer_for(here.layout), 40) or _("No printer"))
        self.time.setText(f"{desk.this_moment():%d.%m.%Y %H:%M}")
        self.folder.setText(str(backups.folder(desk) or ""))
        last = backups.last(desk)
        text = _("Last kept {at}.").format(at=f"{last:%d.%m. %H:%M}") if last else ""
        self.kept.setText(text or _("Nothing is kept elsewhere yet."))
        self.pin.setText(_("Set.") if pin.is_set(desk) else _("Not set."))
        self.pin_button.say(_("Change the PIN …") if pin.is_set(desk) else _("Set the PIN …"))

    # Doing ################################################################################

    def set_pin(self) -> None:
        """Let the organiser choose or change the PIN."""
        purpose: Purpose = "change" if pin.is_set(self.bridge.desk) else "choose"
        dialog = PinDialog(self, self.bridge, purpose)
        if dialog.exec():
            self.said.emit(_("The PIN is set."), Tone.WELCOME)
        dialog.deleteLater()
        self.read()

    def set_time(self) -> None:
        """Let somebody say what day and time it is."""
        dialog = TimeDialog(self, self.bridge)
        dialog.exec()
        dialog.deleteLater()
        self.read()

    def back_up(self) -> None:
        """Keep everything in the second folder now."""
        self.bridge.run(backups.keep_whole, then=self._on_kept)

    def start_kiosk(self) -> None:
        """Hand this desk to the guests; without a PIN nobody could take it back."""
        if not pin.is_set(self.bridge.desk):
            self.set_pin()
        if pin.is_set(self.bridge.desk):
            self.kiosk = KioskPage(self.context)
            self.kiosk.begin(self.window())

    def diagnose(self) -> None:
        """Save a file that helps from afar and names nobody."""
        path = self.bridge.path.parent / "checkin-diagnostics.zip"
        self.context.background.run(
            _("Writing a diagnostics file"),
            _diagnosed,
            self.bridge.path,
            path,
            then=lambda _nothing: self.said.emit(
                _("Written to {path}.").format(path=path), Tone.WELCOME
            ),
        )

    # Answers ##############################################################################

    def _on_labelled(self) -> None:
        text = self.label.value()
        if text.upper() != self.bridge.desk.label:
            self.bridge.run(congress.relabel, text, then=self._on_done, refused=self._refuse)

    def _on_folder(self) -> None:
        text = self.folder.value()
        if text != str(backups.folder(self.bridge.desk) or ""):
            path = Path(text) if text else None
            self.bridge.run(backups.choose, path, then=self._on_done, refused=self._refuse)

    def _on_choosing(self) -> None:
        text = QFileDialog.getExistingDirectory(self, _("Backup folder"), self.folder.text())
        if text:
            self.folder.setText(text)
            self._on_folder()

    def _choose(self, key: str, value: str) -> None:
        self.bridge.remember(**{key: value})
        self.said.emit(_("Saved."), Tone.WELCOME)

    def _on_done(self, _result: Any) -> None:
        self.read()
        self.said.emit(_("Saved."), Tone.WELCOME)

    def _on_kept(self, kept: backups.Kept) -> None:
        self.read()
        if kept.well:
            self.said.emit(_("Everything is kept in the backup folder."), Tone.WELCOME)
        else:
            self.said.emit(shown(kept.refused), Tone.STOP)

    def _refuse(self, sentence: str) -> None:
        self.read()
        self.said.emit(sentence, Tone.STOP)


def _diagnosed(progress: Progress, event: Path, path: Path) -> None:
    progress(0, 1)
    with Desk(event) as desk:
        diagnostics.save(desk, path, errors=faults.recent())
    progress(1, 1)
