"""The ten jobs of a desk, typed into the real window: keys are counted, the event file judges."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from checkin import card, i18n, paths, receivers
from checkin.desk import Desk
from tests.ui import jobs
from tests.ui.jobs import DEPOSIT, Job, Morning
from tests.ui.screen import Screen
from ui.dialogs.group_sheet import GroupSheet, Member
from ui.dialogs.own_plan_sheet import OwnPlanSheet
from ui.main_window import MainWindow
from ui.pages.desk_page import DeskPage

pytestmark = [pytest.mark.screen, pytest.mark.xdist_group("screen")]

Opening = Callable[..., MainWindow]

EIGHT, LATER = "2012-11-22T08:14:00+01:00", "2012-11-22T08:20:00+01:00"
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
READING = 0.5  # seconds in which somebody reads why a badge is refused

logger = logging.getLogger(__name__)  # what each job took is seen with --log-cli-level=info

_HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")


@pytest.fixture(scope="module")
def played_morning(tmp_path_factory: pytest.TempPathFactory) -> tuple[Morning, Path]:
    """Play the morning once; return it and what the machine knows of its desk."""
    home = tmp_path_factory.mktemp("morning")
    with pytest.MonkeyPatch.context() as patch:
        for name in _HOMES:
            patch.setenv(name, str(home))
        i18n.use("en")
        made = jobs.morning(home / "demo")
        state = paths.machine_state()
    # Moved away, so that what the jobs make of it are this very desk and no copies.
    return Morning(made.event.rename(home / "kept"), made.ids, made.codes), state


@pytest.fixture
def morning(played_morning: tuple[Morning, Path], tmp_path: Path, machine: None) -> Morning:  # noqa: ARG001  its home comes first
    """Give a test that morning."""
    made, state = played_morning
    shutil.copytree(state / "desks", paths.machine_state() / "desks", dirs_exist_ok=True)
    event = Path(shutil.copy(made.event, tmp_path / "event.checkin"))
    return Morning(event, made.ids, made.codes)


@pytest.fixture
def job(screen: Screen, morning: Morning, request: pytest.FixtureRequest) -> Iterator[Job]:
    """Sit down at the window; the next guest is met at the end of every job."""
    shown = screen.open(morning.event, Path(os.environ["HOME"]))
    try:
        with Desk(morning.event) as desk:
            job = Job(shown, desk, morning)
            yield job
            job.next_guest_is_met()
        assert shown.quit() == ""
    finally:
        shown.kill()
    logger.info("%s: %s", request.node.name, job.told())


def test_a_scan_with_half_typed_text(job: Job) -> None:
    job.type("muel")
    job.start()
    job.scan("jankowiak")
    job.done(lambda: job.here("jankowiak"), "the guest who was scanned")
    assert job.arrived() == [job.ids["jankowiak"]]
    assert job.within(keys=0, scans=1)


def test_a_unique_name(job: Job) -> None:
    job.start()
    job.type("lehnho")
    job.press("Return", "Return")
    job.done(lambda: job.here("lehnhoff"), "the guest")
    assert job.arrived() == [job.ids["lehnhoff"]]
    assert job.within(keys=2, letters=6)


def test_a_namesake_by_ear_told_apart_by_organisation(job: Job) -> None:
    job.start()
    job.type("Scheftsc")
    hits = [one.id for one in job.desk.find("Scheftsc")]
    assert set(hits[:2]) == {job.ids["olena"], job.ids["oleh"]}
    job.press("Return", str(hits.index(job.ids["olena"]) + 1), "Return")
    job.done(lambda: job.here("olena"), "the right one")
    assert job.arrived() == [job.ids["olena"]]
    assert job.within(keys=3, letters=8)


def test_a_walk_in(job: Job) -> None:
    job.type("Zacharias Zufall")
    job.start()
    job.press("Return")
    job.type("Rathaus Stendal")
    job.press("Return")
    job.type("Ukraine")
    job.press("Return")
    job.type("uk")
    job.press("Return", "space", "Return")
    job.done(lambda: bool(job.arrived()), "the walk-in")
    (subject,) = job.arrived()
    person = job.desk.person(subject)
    assert person
    told = (person.name, person.organisation, person.country, person.languages)
    assert told == ("Zacharias Zufall", "Rathaus Stendal", "UA", "uk")
    assert (person.entered, person.consents) == ("walk-in", "notice")
    assert job.queued() == [subject]
    assert job.within(keys=7)


def test_a_coach_of_25_of_whom_two_are_absent_and_three_unknown(job: Job) -> None:
    job.type("reiseg")
    job.start()
    job.press("Down", "Return")
    job.type("quade")
    job.press("space")
    job.type("radem")
    job.press("space", "Tab")
    job.type("3")
    job.press("Return")
    job.done(lambda: len(job.arrived()) == 26, "26 of the coach")
    delegation = job.desk.person(job.ids["quade"]).delegation
    listed = [one.id for one in card.members(job.desk, delegation) if not one.nameless]
    assert len(listed) == 25
    named = set(listed) - {job.ids["quade"], job.ids["rademacher"]}
    assert named < set(job.arrived())
    assert not job.here("quade")
    assert not job.here("rademacher")
    acts = {entry.act for one in job.arrived() for entry in job.entries(one, "arrived")}
    assert len(acts) == 1
    assert set(job.queued()) == named
    assert job.within(keys=12)


def test_a_letter_of_a_name_is_corrected_and_the_badge_printed_again(job: Job) -> None:
    job.type("kalnina")
    job.start()
    job.press("F2", "Left", "alt+Down", "Return", "Return", "Return")
    job.done(lambda: job.queued() == [job.ids["kalnina"]], "the new badge")
    person = job.desk.person(job.ids["kalnina"])
    assert (person.badge_name, person.given, person.family) == ("Anna Kalniņa", "Anna", "Kalnina")
    (entry,) = job.entries("kalnina", "changed")
    assert entry.said["set"] == {"badge_name": "Anna Kalniņa"}
    assert job.arrived() == []
    assert job.within(keys=6)


def test_a_substitute_comes_and_the_old_badge_is_refused(job: Job) -> None:
    job.type("nachtw")
    job.start()
    job.press("F7")
    job.type("Vera Vertretung")
    job.press("Return", "Return", "Return")
    job.done(lambda: bool(job.arrived()), "the substitute")
    assert job.within(keys=6)
    original = job.desk.person(job.ids["nachtweih"])
    (subject,) = job.arrived()
    person = job.desk.person(subject)
    assert (person.name, person.substitute_for) == ("Vera Vertretung", original.id)
    assert person.organisation == original.organisation
    assert (original.note, original.attention) != ("", "")
    assert (person.note, person.attention) == ("", "")
    at = job.desk.moment(None)
    theirs = [card.card(job.desk, one, at).later for one in (subject, original.id)]
    assert theirs[0] == theirs[1] != ()
    assert job.queued() == [subject]
    job.scan("nachtweih")
    refused = job.wait_for_entry("nachtweih", "refused")
    assert refused.said["reason"] == "substituted"
    time.sleep(READING)
    job.press("Return")  # a real stop waits for somebody


def test_the_check_in_three_scans_ago_is_undone_from_the_card_of_the_next_guest(job: Job) -> None:
    came = ["haldenwang", "lehnhoff", "habermehl", "mertensmeier"]
    for who in came:
        job.scan(who)
        job.wait_for_entry(who, "arrived")
    job.start()
    job.press("F9", "4", "ctrl+z")
    job.done(lambda: not job.here("haldenwang"), "the undo")
    assert [job.here(who) for who in came] == [False, True, True, True]
    assert job.within(keys=4)


def test_a_receiver_is_lent(job: Job) -> None:
    job.start()
    job.scan("song")
    job.press("F6", "Return")
    job.done(lambda: bool(job.entries("song", "lent")), "the receiver")
    (loan,) = receivers.of_person(job.desk, job.ids["song"])
    assert (loan.number, loan.channel, loan.deposit) == ("1", "2", DEPOSIT)
    assert job.arrived() == [job.ids["song"]]
    assert job.within(keys=2, scans=1)


def test_an_interpreter_arrives(job: Job) -> None:
    job.start()
    job.scan("hartung")
    job.done(lambda: job.here("hartung"), "the interpreter")
    shown = card.card(job.desk, job.ids["hartung"], job.desk.moment(None))
    assert shown.next.title == "Begrüßung"
    assert job.within(keys=1, scans=1)


# What the card says, in a window that can be asked ####################################


def scanned(window: MainWindow, code: str, qtbot: QtBot) -> DeskPage:
    """Hold a badge under the scanner of a window; return its page when that is answered."""
    page = window.pages["desk"]
    assert isinstance(page, DeskPage)
    with qtbot.waitSignal(page.answers.answered):
        qtbot.keyClicks(page.field, code)
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    return page


def words(page: DeskPage) -> str:
    """Return all that can be read on the card, line by line."""
    return "\n".join(one.text() for one in page.card.findChildren(QLabel) if one.isVisible())


def test_number_channel_and_deposit_of_a_receiver_are_shown(
    open_window: Opening, morning: Morning, clock: Any, qtbot: QtBot
) -> None:
    clock.at(EIGHT)
    page = scanned(open_window(morning.event), morning.codes["song"], qtbot)
    qtbot.keyClick(page.field, Qt.Key.Key_F6)
    sheet = page.jobs.sheet
    assert sheet
    assert sheet.values() == {"number": "1"}
    assert sheet.remark.text() == f"channel 2 · Deposit: {DEPOSIT}"
    qtbot.keyClick(sheet.fields["number"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: f"Receiver 1 · channel 2 · {DEPOSIT}" in words(page))


def test_the_own_plan_of_an_interpreter_is_shown(
    open_window: Opening, morning: Morning, clock: Any, qtbot: QtBot
) -> None:
    clock.at(EIGHT)
    sheet = scanned(open_window(morning.event), morning.codes["hartung"], qtbot).jobs.sheet
    assert isinstance(sheet, OwnPlanSheet)
    told = [one.text() for one in sheet.findChildren(QLabel)]
    assert told[told.index("Next: be there at") + 1] == "08:30  Großer Saal"
    assert "booth 1 · channel 2" in told[told.index("09:00–09:20  DE → ZH  Begrüßung") + 1]
    assert "Changed since v1; before: channel 1" in told


def test_the_next_assignment_of_an_interpreter_without_a_plan_is_shown(
    open_window: Opening, morning: Morning, clock: Any, qtbot: QtBot
) -> None:
    clock.at(EIGHT)
    page = scanned(open_window(morning.event), morning.codes["lindenau"], qtbot)
    said = words(page)
    assert "Next assignment\nThu 22.11. 14:00 · Joint projects in China · Großer Saal" in said


def test_an_undo_after_more_than_a_minute_takes_four_keys_too(
    open_window: Opening, morning: Morning, clock: Any, qtbot: QtBot
) -> None:
    clock.at(EIGHT)
    window = open_window(morning.event)
    for who in ("haldenwang", "lehnhoff", "habermehl", "mertensmeier"):
        page = scanned(window, morning.codes[who], qtbot)
    qtbot.waitUntil(lambda: not page.reading_later())  # the list has all four
    clock.at(LATER)  # nobody has looked at the list since
    for key, held in ((Qt.Key.Key_F9, NONE), (Qt.Key.Key_4, NONE), (Qt.Key.Key_Z, CTRL)):
        qtbot.keyClick(QApplication.focusWidget(), key, held)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)  # why
    qtbot.waitUntil(lambda: page.jobs.sheet is None)
    asked = "SELECT subject FROM journal WHERE kind = 'undone' AND data LIKE '%wrong-person%'"
    found = window.bridge.desk.db.execute(asked).fetchall()
    assert found == [(morning.ids["haldenwang"],)]
    assert page.field.hasFocus()


def test_letters_lead_to_a_member_by_any_of_their_names(qapp: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001  there must be one
    names = ("Simone Rademacher", "Eckhard Quade", "Paweł Rätzel", "XING Haifeng 邢海峰")
    sheet = GroupSheet("Coach", [Member(name, name, "", here=False) for name in names])
    qtbot.addWidget(sheet)
    for typed, meant in (
        ("quade", "Eckhard Quade"),
        ("ratz", "Paweł Rätzel"),  # begins anew, as nobody is called quader
        ("el", "Paweł Rätzel"),
        (" si", "Simone Rademacher"),
        (" zz", "Simone Rademacher"),  # nobody
        (" hai", "XING Haifeng 邢海峰"),
    ):
        qtbot.keyClicks(sheet.list, typed)
        item = sheet.list.currentItem()
        assert item
        assert item.text() == meant
    assert sheet.present() == ["Simone Rademacher", "Eckhard Quade", "XING Haifeng 邢海峰"]
