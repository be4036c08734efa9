"""The desk: one field, the answer, and what happened last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin import finding
from checkin.attendance import recent
from checkin.attendance.scanning import Outcome
from checkin.i18n import gettext as _
from checkin.model import scanner
from checkin.verdicts import Verdict
from ui import sounds, wording
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import desk_hits
from ui.pages.desk_answers import Answers
from ui.pages.desk_duty import Duty
from ui.pages.desk_hits import Lines
from ui.pages.desk_jobs import Jobs
from ui.pages.desk_own import OwnPlans
from ui.theme import Tone
from ui.widgets.answer_card import AnswerCard
from ui.widgets.desk_head import DeskHead
from ui.widgets.halves import parted
from ui.widgets.hits import Hit, Hits
from ui.widgets.plain import Deed, boxed, column, panel
from ui.widgets.recent_list import RecentList
from ui.widgets.scan_field import ScanField, looks_scanned
from ui.widgets.strip import Strip
from ui.wording import Said

if TYPE_CHECKING:
    from ui.widgets.camera import Camera

_LATER = 20  # ms after a change until what stands around the answer is read again
_LISTED = 20


class DeskPage(Page):
    """Where people are met."""

    name = "desk"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        desk = self.bridge.desk
        self.head = DeskHead()
        self.field = ScanField(lambda text: scanner.read(desk.key, text))
        self.hits, self.recent, self.card = Hits(), RecentList(), AnswerCard()
        self.duty = Duty(self.bridge, self.background, self.head)
        self.answers = Answers(self.bridge, self.duty, self.card)
        self.right = QStackedWidget()
        self.right.addWidget(self.card)
        self.jobs = Jobs(context, self.answers, self.right, self.recent)
        self.own = OwnPlans(self, self.jobs, self._on_typed_anew)
        self.opened = ""  # the person whose card was opened by Enter
        self.camera: Camera | None = None
        self.found = desk_hits.hits(desk, "")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER)
        self._later.timeout.connect(super().refresh)
        self._arrange()
        self._connect()
        self._rest()

    def _arrange(self) -> None:
        self._eye = column(gap=0, margin=0)  # where the camera shows what it sees
        lists = column(self.hits, self._eye, self.recent, gap=0)
        lists.setStretch(0, 3)
        lists.setStretch(2, 2)
        lists.setContentsMargins(1, 1, 1, 1)
        left = panel(lists, gap=0, margin=0)
        self.strip = Strip()
        right = column(self.strip, self.right, gap=1)
        right.setStretch(1, 1)
        halves = parted(left, boxed(right), (380, 620), self.settings, "desk")
        layout = column(self.head, self.field, halves, gap=1.5, margin=2.5)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.field.scanned.connect(self.on_scanned)
        self.field.searched.connect(self.on_searched)
        self.field.entered.connect(self.on_entered)
        self.field.stepped.connect(self._on_stepped)
        self.field.cleared.connect(self._on_cleared)
        self.hits.previewed.connect(self._on_previewed)
        self.hits.picked.connect(self._on_picked)
        self.hits.typed.connect(self._on_typed_on)
        self.hits.left.connect(self.field.setFocus)
        self.recent.undone.connect(self.jobs.undo)
        self.recent.left.connect(self.field.setFocus)
        self.recent.typed.connect(self._on_typed_anew)
        self.head.left.connect(self.field.setFocus)
        self.answers.asked.connect(self.field.offer)
        self.answers.refused.connect(self._list_acts)
        self.answers.answered.connect(self._on_answered)
        self.answers.failed.connect(self._on_failed)
        self.answers.lined.connect(lambda text: self.said.emit(text, Tone.LOOK))
        self.answers.tasks = self.jobs.tasks()
        self.jobs.closed.connect(self._on_sheet_closed)
        self.jobs.said.connect(self.said)
        self.jobs.asked.connect(self.asked)
        self.context.printing.moved.connect(self.answers.follow)

    # What every page says ###############################################################

    def first(self) -> QWidget:
        """Return the one field, or the form that is open."""
        return self.jobs.sheet.first() if self.jobs.sheet else self.field

    def actions_here(self) -> list[Action]:
        """Return what can be done at the desk."""
        return [
            *self.jobs.actions(self.field.value),
            Action(_("Check out"), self.answers.check_out, "F8"),
            Action(_("The last acts"), self.recent.enter, "F9"),
            Action(_("Change the activity"), self.duty.open_activities, "F5"),
            Action(_("Change the initials"), self.duty.open_initials, "Ctrl+I"),
            Action(_("Check people out with every scan"), self.duty.turn, "Ctrl+Shift+O"),
            Action(_("Let in all the same"), self.answers.admit, "Ctrl+Return"),
            Action(_("Put on the waiting list"), self.answers.wait, "Ctrl+W"),
            Action(_("Take back the last act"), self.jobs.undo_last, "Ctrl+Z"),
            Action(_("Scan with the camera, or stop it"), self._turn_camera, "Ctrl+Shift+C"),
            Action(_("Sound of a stop: on or off"), lambda: self._turn_sound("stop")),
            Action(_("Sound of a question: on or off"), lambda: self._turn_sound("look")),
            Action(_("Sound of a welcome: on or off"), lambda: self._turn_sound("welcome")),
        ]

    def concerned(self, change: Change) -> bool:
        """Tell whether figures, hits or the list of acts may have changed."""
        return bool(change.subjects)

    def refresh(self) -> None:
        """Paint the answer first; what stands around it is read right after."""
        self._later.start()

    def reading_later(self) -> bool:
        """Tell whether what stands around the answer is still to be read."""
        return self._later.isActive()

    def read(self) -> None:
        """Read what stands around the answer; the answer itself stays as it was given."""
        self.duty.show()
        self._list_acts()
        if isinstance(self.hits.hits, Lines):
            self.hits.update_hits(self.hits.hits.again())

    def _list_acts(self) -> None:
        """List the last acts; a scan that was refused is one, though it changes nobody."""
        self.recent.show_acts(recent.recent(self.bridge.desk, _LISTED))

    def draft(self) -> dict[str, Any]:
        """Return what is typed, and the form that is open."""
        drafted = {"text": self.field.text(), "activity": self.duty.activity, **self.jobs.draft()}
        return {key: value for key, value in drafted.items() if value}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""
        self.duty.restore(draft)
        self.field.setText(str(draft.get("text", "")))
        self.on_searched(self.field.text())
        self.field.offer()
        self.jobs.restore(draft)

    def arrive(self, what: Any) -> None:
        """Show somebody whom another page sent here, or answer a badge scanned there."""
        said = what if isinstance(what, dict) else {}
        if isinstance(said.get("scan"), str):
            self.on_scanned(said["scan"])
        if isinstance(said.get("person"), str):
            self.opened = said["person"]
            self.answers.preview(self.opened, opened=True)
        if "form" in said:
            self.jobs.restore({"sheet": [said["form"], self.opened]})

    def retire(self) -> None:
        """Hear and count nothing any more."""
        super().retire()
        self.context.printing.moved.disconnect(self.answers.follow)
        self._later.stop()
        self.duty.retire()

    # Typing #############################################################################

    def on_scanned(self, text: str) -> None:
        """Answer a scan at once, whatever else is going on."""
        self.opened = ""
        if self.own.open:
            self.own.close()
            self.answers.forget()  # who scans again sees the plan again
        self.hits.clearSelection()
        if self.recent.list.hasFocus():
            self.field.setFocus()  # the next Enter there would take an act back
        self.answers.scan(text)

    def on_searched(self, text: str) -> None:
        """Show who may be meant by what stands in the field; the last answer steps back."""
        self.opened = ""
        self.found = found = desk_hits.hits(self.bridge.desk, text)
        one = found.one
        self.hits.show_hits(found.lines, found.sure[0] if one else -1)
        if self.answers.stopped:
            return
        self.answers.forget()
        if one:
            self._preview(one)
        elif found.lines:
            advice = _("Please choose: ↓ or a digit, then ⏎")
            self.answers.say(Said(_("Several found"), advice, Tone.PLAIN, "people", ""))
        elif text.strip():
            words = Said(_("Nobody found"), _("Enter as a walk-in ⏎"), Tone.PLAIN, "question", "")
            self.answers.say(words, Deed(_("Walk-in"), self._walk_in, "⏎", "primary"))
        else:
            self._rest()

    def on_entered(self) -> None:
        """Take the next step: open the one who is meant, then check in; choose among several."""
        text = self.field.value()
        if self.answers.stopped:
            self.answers.confirm()
        elif self.opened:
            self.answers.check_in(self.opened)
        elif not text or (self.answers.outcome is not None and not self.field.touched):
            return
        elif finding.is_code(self.bridge.desk.db, text) or self._looks_scanned(text):
            self.field.clear()
            self.on_scanned(text)
        elif self.found.one:
            self._open(self.found.one)
        elif self.hits.hits:
            self.hits.setFocus()
        else:
            self._walk_in()

    def _looks_scanned(self, text: str) -> bool:
        """Tell whether a text that is nobody's name is rather a code of somebody else."""
        return not self.found.sure and looks_scanned(text)

    def _walk_in(self) -> None:
        self.jobs.walk_in(self.field.value())

    def _on_sheet_closed(self) -> None:
        self.strip.hide()
        self.field.setFocus()
        self.field.offer()

    def _turn_camera(self) -> None:
        from ui.widgets.camera import Camera  # noqa: PLC0415  slow to load

        if self.camera is None:
            self.camera = Camera()
            self.camera.scanned.connect(self.on_scanned)
            self._eye.addWidget(self.camera)
            self.camera.start()
        else:
            self.camera.stop()
            self.camera.deleteLater()
            self.camera = None

    def _turn_sound(self, name: str) -> None:
        heard = name not in sounds.wanted(self.settings)
        sounds.want(self.settings, name, heard=heard)
        self.said.emit(_("This sound is on.") if heard else _("This sound is off."), Tone.PLAIN)

    def _on_stepped(self, by: int) -> None:
        if self.hits.hits:
            self.hits.setFocus()
            self.hits.step(by)

    def _on_typed_on(self, letter: str) -> None:
        self.field.setFocus()
        self.field.setText(self.field.text() + letter)
        self.on_searched(self.field.text())

    def _on_typed_anew(self, letter: str) -> None:
        """Begin to search from the list of the last acts, as if the field had the focus."""
        self.field.setFocus()
        self.field.setText(letter)
        self.field.touched = True
        self.on_searched(self.field.text())

    def _on_cleared(self) -> None:
        if self.answers.stopped:
            self.answers.confirm()
            return
        self.on_searched("")

    def _on_previewed(self, hit: Hit) -> None:
        if not self.answers.stopped:
            self.opened = ""
            self._preview(hit)

    def _on_picked(self, hit: Hit) -> None:
        """Act on the one whom somebody chose from the list."""
        self.field.setFocus()
        if self.answers.stopped:
            self.answers.confirm()
        elif hit.group:
            self._open(hit)
        else:
            self.answers.check_in(hit.subject)

    def _open(self, hit: Hit) -> None:
        if hit.group:
            self.jobs.group(hit.subject)
            return
        self.opened = hit.subject
        self.answers.preview(hit.subject, opened=True)

    def _preview(self, hit: Hit) -> None:
        if hit.group:
            words = Said(hit.name, f"{hit.below} · {hit.state}", Tone.PLAIN, "flag", "")
            deed = Deed(_("Check in a group"), lambda: self._open(hit), "⏎", "primary")
            self.answers.say(words, deed)
            return
        self.answers.preview(hit.subject, opened=False)

    def _rest(self) -> None:
        """Show that the desk is ready."""
        words = Said(_("Ready"), _("Scan a badge, or type a name."), Tone.PLAIN, "scan", "")
        self.answers.say(words, Deed(_("Walk-in"), self._walk_in, "F3"))

    def _on_failed(self) -> None:
        sounds.play(self.settings, "stop")
        if not self.field.touched:
            self.field.offer()

    def _on_answered(self, outcome: Outcome) -> None:
        sounds.play(self.settings, wording.said(outcome.verdict).sound)
        own = not self.field.touched and self.own.answered(outcome)
        if own or self.jobs.sheet:
            who = outcome.person.whole_name if outcome.person else ""
            self.strip.tell(wording.told(self.bridge.desk, outcome), who)
            return  # the card behind the form says the same
        if self.field.touched:
            return  # the next guest is being typed already
        self.opened = ""
        self.field.offer()
        if outcome.verdict is Verdict.AMBIGUOUS:
            self.hits.show_hits(Lines(self.bridge.desk, outcome.people))
            self.hits.setFocus()
