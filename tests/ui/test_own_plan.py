"""An interpreter with twenty seconds: one scan shows the own plan, and the next one closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from checkin import people, programme
from checkin.desk import Desk
from checkin.interpreting import arrangements, promises, publishing
from checkin.model.code import ALPHABET
from tests.conftest import Clock
from tests.interpreting.stage import Stage
from tests.ui.hands import Hands
from ui.dialogs import own_plan_sheet
from ui.dialogs.own_plan_sheet import OwnPlanSheet
from ui.main_window import MainWindow

CANARY = "Canary-of-Petrenko"


@pytest.fixture
def planned(event_file: Path, clock: Clock) -> Path:
    """Plan a day for three interpreters, and publish it."""
    clock.at("2012-11-22T08:30:00+01:00")
    with Desk(event_file, writing=True, now=clock) as desk:
        stage = Stage(desk)
        stage.promise(stage.wang, "opening", "de", "zh")
        stage.promise(stage.mueller, "opening", "de", "zh")
        stage.promise(stage.wang, "water", "zh", "de")
        stage.promise(stage.petrenko, "plant", "de", "zh", note=CANARY)
        people.enter(desk, {"family": "Ivanov", "languages": "ru"}, "")
        stage.promise(stage.petrenko, "water", "zh", "ru", via="de")
        programme.put(desk, stage.activities["plant"], {"meeting_point": "Gate 3"})
        stage.set(emergency="112")
        publishing.publish(desk)
    return event_file


@pytest.fixture
def hands(planned: Path, open_window: Callable[..., MainWindow], qtbot: QtBot) -> Hands:
    window = open_window(planned)
    window.resize(1280, 720)
    return Hands(window, qtbot)


def subject(hands: Hands, name: str) -> str:
    (person,) = hands.window.bridge.desk.find(name, 1)
    return person.id


def scan(hands: Hands, name: str) -> None:
    """Hold the badge of somebody under the scanner."""
    hands.scan(hands.window.bridge.desk.badge_code(subject(hands, name)))
    hands.settle()


def sheet(hands: Hands) -> OwnPlanSheet:
    found = hands.window.findChildren(OwnPlanSheet)
    shown = [one for one in found if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def told(hands: Hands) -> str:
    """Return all that can be read in the window."""
    labels = (one.text() for one in hands.window.findChildren(QLabel) if one.isVisible())
    return "\n".join(labels).replace("\u200b", "")


def buttons(hands: Hands) -> Iterator[str]:
    for one in sheet(hands).findChildren(QAbstractButton):
        if one.isVisible():
            yield one.text()


def test_one_scan_says_where_to_go_next_with_version_and_age(hands: Hands, clock: Clock) -> None:
    clock.at("2012-11-22T08:32:00+01:00")
    scan(hands, "Fang")
    words = told(hands)
    assert "Welcome" in words  # present, as any other scan
    for word in (
        "Plan of",
        "08:30  Saal",
        "09:00–10:00",
        "DE → ZH",
        "booth 1",
        "with Jürgen Müller",
    ):
        assert word in words, word
    for word in ("Wasser in Harbin", "ZH → DE", "v1", "desk A", "2 minutes old"):
        assert word in words, word


def test_nothing_of_another_interpreters_plan_is_anywhere(hands: Hands) -> None:
    scan(hands, "Fang")
    every = [one.text() for one in hands.window.findChildren(QLabel)]
    assert not any("MHKW" in text or CANARY in text for text in every)


def test_the_next_scan_closes_it_and_is_answered_at_once(hands: Hands) -> None:
    scan(hands, "Fang")
    assert sheet(hands)
    scan(hands, "Schulze")
    assert not [one for one in hands.window.findChildren(OwnPlanSheet) if one.isVisible()]
    answered = hands.page.answers.card
    assert answered
    assert answered.person.family == "Schulze"
    scan(hands, "Fang")
    scan(hands, "Müller")
    assert "Müller" in sheet(hands).heading.text()


def test_a_badge_over_an_open_plan_is_nothing_but_a_scan_whatever_it_begins_with(
    hands: Hands,
) -> None:
    desk = hands.window.bridge.desk
    guests: dict[str, tuple[str, str]] = {}
    while set(guests) != set(ALPHABET):
        guest = hands.window.bridge.call(people.enter, {"name": f"Guest {len(guests)}"}, "").id
        code = desk.badge_code(guest)
        guests.setdefault(code[0], (guest, code))
    for begin, (guest, code) in guests.items():
        scan(hands, "Fang")
        assert sheet(hands)
        hands.scan(code)
        hands.settle()
        answered = hands.page.answers.card
        assert answered
        assert answered.person.id == guest, begin
        assert hands.page.field.text() == "", begin
        assert hands.page.jobs.sheet is None, begin
    known = publishing.state(desk, subject(hands, "Fang")).latest
    assert known
    assert not known.acknowledged
    assert desk.db.execute("SELECT count(*) FROM work").fetchone() == (0,)


def test_a_badge_over_the_choice_of_activities_chooses_none(hands: Hands) -> None:
    desk, number, code = hands.window.bridge.desk, 0, ""
    while not code.startswith(("1", "2", "3")):
        guest = hands.window.bridge.call(people.enter, {"name": f"Guest {number}"}, "").id
        number, code = number + 1, desk.badge_code(guest)
    before = hands.page.duty.activity
    hands.press(Qt.Key.Key_F5)
    hands.scan(code)
    hands.settle()
    assert hands.page.duty.activity == before
    assert hands.page.answers.card
    hands.press(Qt.Key.Key_2)
    assert hands.page.duty.activity != before


def test_a_code_of_somebody_else_over_an_open_plan_is_no_search(hands: Hands) -> None:
    scan(hands, "Fang")
    hands.scan("4006381333931")
    hands.settle()
    assert hands.page.field.text() == ""
    assert hands.window.bridge.desk.db.execute("SELECT count(*) FROM work").fetchone() == (0,)


def test_the_same_badge_shows_the_plan_again(hands: Hands) -> None:
    scan(hands, "Fang")
    scan(hands, "Fang")
    assert "Fang" in sheet(hands).heading.text()


def test_a_letter_begins_the_search_for_the_next_guest(hands: Hands) -> None:
    scan(hands, "Fang")
    QTest.keyClick(sheet(hands).done, Qt.Key.Key_S)
    hands.settle()
    assert hands.page.field.text() == "s"


def test_who_has_seen_the_plan_says_so_and_a_later_change_is_marked(
    hands: Hands,
) -> None:
    scan(hands, "Fang")
    assert any("seen" in text for text in buttons(hands))
    QTest.keyClick(sheet(hands).done, Qt.Key.Key_1)
    hands.settle()
    assert "You have seen this plan." in told(hands)
    assert not any("seen" in text for text in buttons(hands))
    desk = hands.window.bridge.desk
    (water,) = [one for one in desk.programme.activities.values() if one.title.startswith("Wasser")]
    times = {"start": "2012-11-22T11:20:00+01:00", "end": "2012-11-22T12:50:00+01:00"}
    hands.window.bridge.run(lambda desk: desk.write(*desk.change("changed", water.id, times)))
    hands.settle()
    scan(hands, "Fang")
    assert "Changed since v1; before: 11:00" in told(hands)


def test_work_begins_and_ends_by_a_key(hands: Hands, clock: Clock) -> None:
    scan(hands, "Fang")
    QTest.keyClick(sheet(hands).done, Qt.Key.Key_2)
    hands.settle()
    assert any("Stop" in text for text in buttons(hands))
    clock.at("2012-11-22T09:30:00+01:00")
    QTest.keyClick(sheet(hands).done, Qt.Key.Key_2)
    hands.settle()
    assert any("Start" in text for text in buttons(hands))


def test_it_closes_by_itself_so_that_nobody_else_reads_it(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(own_plan_sheet, "CLOSES", 50)
    scan(hands, "Fang")
    qtbot.waitUntil(
        lambda: not [one for one in hands.window.findChildren(OwnPlanSheet) if one.isVisible()]
    )


def test_enter_prints_the_sheet_and_closes(hands: Hands, planned: Path, qtbot: QtBot) -> None:
    scan(hands, "Fang")
    QTest.keyClick(sheet(hands).done, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(list(planned.parent.glob("lists/plan-*.pdf"))), timeout=20_000)
    qtbot.waitUntil(lambda: not hands.window.background.jobs, timeout=20_000)
    assert not [one for one in hands.window.findChildren(OwnPlanSheet) if one.isVisible()]


def test_the_calendar_can_be_photographed_from_the_screen(hands: Hands, tmp_path: Path) -> None:
    scan(hands, "Fang")
    picture = tmp_path / "screen.png"
    assert sheet(hands).grab().save(str(picture))
    (found,) = zxingcpp.read_barcodes(Image.open(picture), zxingcpp.BarcodeFormat.QRCode)
    assert found.text.startswith("BEGIN:VCALENDAR")
    assert "Wasser in Harbin" in found.text


def test_a_guest_sees_no_plan(hands: Hands) -> None:
    scan(hands, "Schulze")
    assert not hands.window.findChildren(OwnPlanSheet)


def test_what_is_over_is_counted_and_a_missing_briefing_is_said_once(
    hands: Hands, clock: Clock
) -> None:
    scan(hands, "Fang")
    assert told(hands).count("Briefing: ") == 1
    clock.at("2012-11-22T10:30:00+01:00")
    scan(hands, "Fang")
    words = told(hands)
    assert "Eröffnung" not in "\n".join(
        one.text() for one in sheet(hands).findChildren(QLabel) if one.isVisible()
    )
    assert "1 assignment is over" in words


def test_from_whom_one_takes_it_and_the_way_there_stand_in_it(hands: Hands, clock: Clock) -> None:
    scan(hands, "Fang")
    assert "you give it to Олена Петренко" in told(hands)
    scan(hands, "Петренко")
    assert "you take DE from Fang Mei" in told(hands)
    clock.at("2012-11-23T08:30:00+01:00")
    scan(hands, "Петренко")
    assert "Meeting point: Gate 3" in told(hands)


def test_a_plan_that_was_seen_in_an_older_version_is_seen(hands: Hands) -> None:
    bridge = hands.window.bridge
    bridge.call(publishing.acknowledge, subject(hands, "Fang"))
    fang = subject(hands, "Fang")
    other = next(one for one in promises.standing(bridge.desk) if one.person != fang)
    bridge.call(arrangements.arrange, other.id, {"booth": "9"})
    bridge.call(publishing.publish)
    hands.settle()
    scan(hands, "Fang")
    assert not any("seen" in text for text in buttons(hands))
    assert "You have seen this plan." in told(hands)


def test_all_of_it_is_reached_by_keys_where_the_text_is_large(hands: Hands) -> None:
    hands.window.wear(size=200)
    scan(hands, "Fang")
    found = sheet(hands)
    (area,) = found.findChildren(QScrollArea)
    bar, view = area.verticalScrollBar(), area.viewport()
    assert bar.maximum() > 0
    top = next(one for one in found.findChildren(QLabel) if one.text().startswith("08:30"))
    assert view.rect().contains(top.mapTo(view, top.rect().center()))
    for button in found.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
    for key, place in (
        (Qt.Key.Key_End, bar.maximum()),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, bar.pageStep()),
    ):
        hands.press(key)
        assert bar.value() == min(place, bar.maximum())
