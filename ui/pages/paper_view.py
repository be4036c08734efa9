"""Paper: lists for the hour without electricity, signature sheets, and what comes back on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from checkin import delegations, paperwork, sheets
from checkin.attendance import signatures
from checkin.attendance.signatures import Signatures
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.paper.listing import Printed
from checkin.paperwork import Ticked
from checkin.reports import complete_paper, signature_sheets
from ui import saying, wording
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import attendance_words
from ui.pages.papers import Papers
from ui.pages.people_doing import Doing
from ui.pages.people_work import Done
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.field import Field
from ui.widgets.plain import (
    Button,
    boxed,
    choice,
    column,
    label,
    panel,
    row,
    tint,
    yielding,
)

_NAMED = 8  # who was refused, by name


@dataclass(frozen=True, slots=True)
class _Typed:
    """What came of the numbers of a page: what to say, and what was refused."""

    done: Done
    ticked: Ticked | None = None


class PaperView(Page):
    """To the left what is printed, to the right what is typed in."""

    name = "attendance"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.papers, self.doing = Papers(self), Doing(context, list)
        self.scope = yielding(choice(_("Activity"), []))
        self.of = yielding(choice(_("Who signs"), []))
        self.state = label("", "body", wrap=True)
        self.unsigned = Button("", lambda: self._show("unsigned"), look="link")
        self.unscanned = Button("", lambda: self._show("unscanned"), look="link")
        self.add = Button(_("Add them as present"), self.add_present, "F7")
        self.code = Field(_("Characters on the list"), hint="K7X")
        self.numbers = Field(_("Numbers"), hint=_("1-12 14, or “all but 3 7”"))
        self.time = Field(_("Time"), hint="08:30")
        self.signed = QCheckBox(_("These are signatures, not ticks"))
        self.remark = label("", "body", wrap=True)
        self.force = Button(_("Let these in all the same"), self.let_in, "F8")
        self.force.hide()
        self.found: Signatures | None = None
        self._arrange()
        self.scope.activated.connect(lambda _place: self._count())
        self.doing.said.connect(self.said)
        self.doing.refused.connect(self._on_refused)
        self.numbers.returnPressed.connect(self.take)

    def _arrange(self) -> None:
        printed = panel(
            label(_("On paper"), "title"),
            label(_("Everything for a power cut: lists with boxes, buses, telephones."), "soft"),
            row(Button(_("Print everything"), self.print_all, "F4", "primary"), None),
            label(_("Signature sheets"), "heading"),
            self.scope,
            self.of,
            row(Button(_("Signature sheets"), self.print_sheets, "F5"), None),
            self.state,
            row(self.unsigned, self.unscanned, None),
            row(self.add, None),
            None,
            gap=1,
            margin=2.5,
        )
        form = QFormLayout()
        for part in (self.code, self.numbers, self.time):
            words = label(part.accessibleName(), "soft")
            words.setBuddy(part)
            form.addRow(words, part)
        typed = panel(
            label(_("What comes back"), "title"),
            label(_("A list bears three characters and its rows bear numbers."), "soft"),
            form,
            self.signed,
            row(Button(_("Type in"), self.take, "⏎", "primary"), None),
            self.remark,
            row(self.force, None),
            None,
            gap=1,
            margin=2.5,
        )
        halves = row(printed, typed, gap=2)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        self.setLayout(column(boxed(halves)))

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the characters of a list."""
        return self.code

    def concerned(self, change: Change) -> bool:
        """Look at whoever comes and signs."""
        return change.of("aptd")

    def read(self) -> None:
        """Read the activities, the delegations and how signatures stand."""
        desk = self.bridge.desk
        scopes = [pair for pair in attendance_words.scopes(desk) if pair[0]]
        titled = signature_sheets.title
        kinds = [(one, titled(one) or _("Everybody")) for one in signature_sheets.LISTS]
        groups = [one.delegation for one in delegations.overview(desk, desk.moment(None))]
        kinds += [(one.id, shown(one.title, 60)) for one in groups]
        today = desk.day(desk.moment(None))
        _fill(self.scope, scopes, today)
        _fill(self.of, kinds, "all")
        self._count()

    def actions_here(self) -> list[Action]:
        """Return what can be done with paper."""
        return [
            Action(_("Print everything"), self.print_all, "F4"),
            Action(_("Signature sheets"), self.print_sheets, "F5"),
            Action(_("Add those who signed as present"), self.add_present, "F7"),
            Action(_("Let those in who were refused"), self.let_in, "F8"),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def draft(self) -> dict[str, Any]:
        """Return what is typed."""
        typed = {"code": self.code.text(), "numbers": self.numbers.text(), "time": self.time.text()}
        return typed if any(typed.values()) else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""
        for key, field in (("code", self.code), ("numbers", self.numbers), ("time", self.time)):
            field.setText(str(draft.get(key, "")))

    # What is printed ####################################################################

    def print_all(self) -> None:
        """Write everything on paper, and keep who stands where."""
        keep = self._keep

        def write(desk: Desk, out: Path) -> Printed:
            return complete_paper.write(desk, out, keep=keep)

        self.papers.write(f"{_('paper')}-{self.bridge.desk.label}.pdf", write)

    def print_sheets(self) -> None:
        """Write the signature sheets of the chosen activity."""
        keep, activity = self._keep, str(self.scope.currentData() or "")
        of = str(self.of.currentData() or "all")

        def write(desk: Desk, out: Path) -> Printed:
            return signature_sheets.write(desk, out, activity, of, keep=keep)

        if activity:
            self.papers.write(f"{_('signatures')}-{self.bridge.desk.label}.pdf", write)

    def _keep(self, kind: str, pages: Sequence[Sequence[str]], activity: str) -> str:
        """Let the writing desk keep who stands on which page; called beside the window."""
        return str(self.bridge.call(sheets.draw_up, kind, pages, activity))

    # What comes back ####################################################################

    def take(self) -> None:
        """Type in the numbers, as ticks or as signatures."""
        self._take(override=False)

    def let_in(self) -> None:
        """Let those in whom the desk would refuse."""
        if self.force.isVisible():
            self._take(override=True)

    def _take(self, *, override: bool) -> None:
        try:
            moment = self._moment()
        except DeskError as error:
            self._say(str(error), Tone.STOP)
            return
        verb = _signed if self.signed.isChecked() else _ticked
        self.bridge.run(
            verb,
            self.code.value(),
            self.numbers.value(),
            moment,
            override,
            then=self._on_taken,
            refused=self._on_refused,
        )

    def _moment(self) -> str:
        """Return the stated time; a clock alone is of today. Raises DeskError for none."""
        desk, text = self.bridge.desk, self.time.value()
        if not text:
            return desk.moment(None).isoformat()
        if len(text) <= len("08:30") and ":" in text:
            text = f"{desk.event.day_of(desk.moment(None)).isoformat()}T{text.zfill(5)}"
        return desk.event.moment(text).isoformat()

    def _on_taken(self, typed: _Typed) -> None:
        lines = [typed.done.words]
        refused = typed.ticked.refused if typed.ticked else ()
        for one in refused[:_NAMED]:
            word = wording.said(one.verdict).word
            lines.append(f"{one.number}  {shown(one.person.whole_name, 50)}: {word}")
        self._say("\n".join(lines), Tone.LOOK if refused else Tone.WELCOME)
        self.force.setVisible(bool(refused))
        if typed.done.act:
            self.doing.acts.append(typed.done.act)
        if not refused:
            self.numbers.clear()
            self.numbers.setFocus()

    def _on_refused(self, sentence: str) -> None:
        self._say(sentence, Tone.STOP)
        self.force.hide()

    def _say(self, text: str, tone: Tone) -> None:
        self.remark.setText(saying.breakable(text))
        tint(self.remark, tone)

    # Signatures #########################################################################

    def _count(self) -> None:
        activity = str(self.scope.currentData() or "")
        self.found = signatures.signatures(self.bridge.desk, activity) if activity else None
        found = self.found
        if found is None:
            return
        text = _("{attended} attended, {signed} have signed.")
        self.state.setText(text.format(attended=found.attended, signed=found.signed))
        self.unsigned.setText(_("Attended, not signed: {n}").format(n=len(found.unsigned)))
        self.unscanned.setText(_("Signed, not scanned: {n}").format(n=len(found.unscanned)))
        self.add.setEnabled(bool(found.unscanned))

    def _show(self, which: str) -> None:
        if self.found and (people := getattr(self.found, which)):
            title = (self.unsigned if which == "unsigned" else self.unscanned).words
            self.asked.emit("people", {"people": list(people), "title": title})

    def add_present(self) -> None:
        """Check in those who signed and were not scanned, with paper as the source."""
        if self.found and self.found.unscanned:
            activity = str(self.scope.currentData())
            self.doing.run(_added, list(self.found.unscanned), activity)


def _fill(what: Any, choices: list[tuple[str, str]], start: str) -> None:
    """Offer choices, and keep the chosen one as long as it is among them."""
    offered = [(what.itemData(n), what.itemText(n)) for n in range(what.count())]
    if offered == choices:
        return
    value = what.currentData() or start
    what.clear()
    for key, text in choices:
        what.addItem(text, key)
    what.setCurrentIndex(max(what.findData(value), 0))


def _ticked(desk: Desk, code: str, text: str, at: str, override: bool) -> _Typed:  # noqa: FBT001
    moment = desk.event.moment(at)
    ticked = paperwork.tick(desk, code, text, moment, override=override)
    words = _("{n} checked in, {m} were in already.")
    told = words.format(n=len(ticked.came), m=len(ticked.already))
    return _Typed(Done(told, ticked.act or "", good=not ticked.refused), ticked)


def _signed(desk: Desk, code: str, text: str, at: str, _override: bool) -> _Typed:  # noqa: FBT001
    new = paperwork.sign(desk, code, text, desk.event.moment(at))
    words = ngettext("{n} has signed.", "{n} have signed.", len(new)).format(n=len(new))
    return _Typed(Done(words, (desk.last_act() or "") if new else ""))


def _added(desk: Desk, people: list[str], activity: str) -> Done:
    came = paperwork.add_present(desk, people, activity)
    words = ngettext("{n} added as present.", "{n} added as present.", len(came))
    return Done(words.format(n=len(came)), (desk.last_act() or "") if came else "")
