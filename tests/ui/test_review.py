"""What tired hands do wrong: scans into lists and buttons, keys pressed too often, old answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.hands import Hands, Register, arrivals, here
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.group_sheet import GroupSheet
from ui.dialogs.keys_dialog import KeysDialog
from ui.widgets.field import Field

CTRL = Qt.KeyboardModifier.ControlModifier


def entries(hands: Hands, kind: str) -> int:
    desk = hands.window.bridge.desk
    query = "SELECT count(*) FROM journal WHERE kind = ?"
    return int(desk.db.execute(query, (kind,)).fetchone()[0])


# Scans wherever the focus is ##########################################################


def test_a_scan_into_the_last_acts_takes_nothing_back(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F9)
    hands.scan(register.codes["olena"])
    hands.settle()
    assert here(hands, register.ids["anna"])
    assert here(hands, register.ids["olena"])
    assert entries(hands, "undone") == 0
    assert hands.page.field.hasFocus()


def test_a_foreign_code_into_the_last_acts_takes_nothing_back(
    hands: Hands, register: Register
) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F9)
    hands.scan("4006381333931")
    hands.settle()
    assert here(hands, register.ids["anna"])


def test_a_scan_into_a_choice_chooses_nothing(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F4)
    sheet = hands.page.jobs.sheet
    assert isinstance(sheet, ChoiceSheet)
    hands.scan(register.codes["olena"])
    hands.settle()
    assert hands.page.jobs.sheet is sheet
    assert sheet.list.currentRow() == 0
    assert entries(hands, "minted") == 0
    assert here(hands, register.ids["olena"])


def test_a_scan_into_a_number_leaves_the_number(hands: Hands, register: Register) -> None:
    desk = hands.window.bridge.desk
    hands.page.jobs.group(desk.db.execute("SELECT id FROM delegation").fetchone()[0])
    sheet = hands.page.jobs.sheet
    assert isinstance(sheet, GroupSheet)
    sheet.more.setFocus()
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.page.jobs.sheet is sheet
    assert sheet.more.value() == 0
    assert here(hands, register.ids["anna"])
    assert arrivals(hands) == 1


@pytest.mark.parametrize("page", ["people", "attendance", "exchange", "event", "ready"])
def test_a_scan_on_any_page_is_answered_and_presses_no_button(
    hands: Hands, register: Register, page: str
) -> None:
    hands.window.go(page)
    hands.scan(register.codes["anna"])
    hands.settle()
    assert here(hands, register.ids["anna"])
    assert hands.window.page.name == "desk"
    assert hands.page.field.hasFocus()


def test_a_scan_into_a_choice_of_the_event_page_changes_nothing(
    hands: Hands, register: Register
) -> None:
    hands.window.go("event")
    boxes = hands.window.page.findChildren(QComboBox)
    before = [box.currentIndex() for box in boxes]
    boxes[0].setFocus()
    hands.scan(register.codes["olena"])
    hands.settle()
    assert here(hands, register.ids["olena"])
    assert [box.currentIndex() for box in boxes] == before


def test_a_scan_over_the_list_of_keys_is_answered(hands: Hands, register: Register) -> None:
    dialog = KeysDialog(hands.window, "", [])
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    QApplication.processEvents()
    hands.type(register.codes["anna"])
    hands.settle()
    assert here(hands, register.ids["anna"])
    assert not dialog.isVisible()
    hands.window.activateWindow()


# What stands on the screen is true ####################################################


def test_an_answer_that_was_taken_back_is_no_longer_shown(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert not here(hands, register.ids["anna"])
    assert hands.word() == "Not here yet"
    assert "Kalniņa" in hands.window.status.sentence.text()


def test_a_walk_in_that_was_taken_back_leaves_the_card(hands: Hands) -> None:
    hands.type("Qwxyz")
    for _press in range(6):
        hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Welcome"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.word() != "Welcome"


def test_a_refused_scan_is_among_the_last_acts_at_once(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["off"])
    hands.settle()
    assert "Cancelled" in hands.page.recent.list.item(0).text()
    hands.scan("4006381333931")
    hands.settle()
    assert "  – " not in hands.page.recent.list.item(0).text()


def test_a_walk_in_without_a_name_leads_back_to_the_name(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    sheet = hands.page.jobs.sheet
    assert sheet is not None
    for _press in range(5):
        hands.press(Qt.Key.Key_Return)
    assert sheet.fields["name"].hasFocus()
    assert sheet.remark.text()


def test_a_scan_into_the_middle_of_a_title_leaves_the_title(
    hands: Hands, register: Register
) -> None:
    hands.window.go("event")
    title = QApplication.focusWidget()
    assert isinstance(title, Field)
    before = title.text()
    title.setCursorPosition(3)
    hands.scan(register.codes["anna"])
    hands.settle()
    assert title.text() == before
    assert here(hands, register.ids["anna"])


def test_a_scan_over_a_form_is_answered_above_the_form(hands: Hands, register: Register) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Ling")
    hands.scan(register.codes["off"])
    hands.settle()
    strip = hands.page.strip
    assert strip.isVisible()
    assert strip.words.text().startswith("Olaf Abgesagt – ")
    hands.scan(register.codes["stop"])
    hands.settle()
    assert "Attention" in strip.words.text()
    hands.press(Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert hands.word() == "Attention"


def test_several_nameless_guests_are_told_on_the_card(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F10)
    hands.type("Harbin")
    hands.press(Qt.Key.Key_Return)
    hands.type("3")
    hands.press(Qt.Key.Key_Return)
    assert "3" in hands.word() + hands.advice()
    assert arrivals(hands) == 4


def test_a_work_that_is_over_is_no_longer_told(hands: Hands, qtbot: QtBot) -> None:
    background, told = hands.window.background, hands.window.status.sentence
    background.run("Something is written", lambda progress: progress(1, 1))
    assert told.text() == "Something is written"
    qtbot.waitUntil(lambda: not told.text(), timeout=10_000)


def test_an_empty_field_offers_nothing_to_clear(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    keys = [one for one in hands.page.field.findChildren(QLabel) if one.isVisible()]
    assert hands.page.field.text() == ""
    assert keys == []


def test_letters_typed_on_the_last_acts_search(hands: Hands, register: Register) -> None:
    hands.type("kaln")
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F9)
    hands.type("shev")
    assert hands.page.field.text() == "shev"
    assert hands.page.field.hasFocus()
    assert hands.word() == "Several found"


def test_a_click_on_the_activity_or_the_initials_opens_them(hands: Hands, qtbot: QtBot) -> None:
    head = hands.page.head
    qtbot.mouseClick(head.operator, Qt.MouseButton.LeftButton)
    assert head.initials.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert hands.page.field.hasFocus()
    qtbot.mouseClick(head.title, Qt.MouseButton.LeftButton)
    assert not hands.page.field.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert hands.page.field.hasFocus()
