"""The printer of this desk is set up by keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from checkin.printing import station
from tests.ui.badging import Badging
from ui.pages.badges_printer import SetUpSheet

NOBODY = "ipp://127.0.0.1:9/ipp/print"  # a printer that nobody plugged in


def test_enter_takes_the_printer_that_is_typed(badging: Badging) -> None:
    badging.press(Qt.Key.Key_F6)
    badging.type(NOBODY)
    for _field in range(4):
        badging.press(Qt.Key.Key_Return)
    assert station.station(badging.desk).printer == NOBODY


def test_a_scan_leaves_a_typed_printer_and_a_shift_as_they_are(badging: Badging) -> None:
    code = badging.desk.badge_code(badging.ids["anna"])
    badging.press(Qt.Key.Key_F6)
    sheet = badging.page.doing.sheet
    assert isinstance(sheet, SetUpSheet)
    sheet.printer.setEditText(NOBODY)
    for part in (sheet.printer, sheet.right):
        part.setFocus()
        badging.type(code)
        badging.press(Qt.Key.Key_Return)
    assert (sheet.printer.currentText(), sheet.right.value()) == (NOBODY, 0.0)


def test_what_was_set_but_not_saved_is_there_when_the_page_is_made_anew(badging: Badging) -> None:
    badging.press(Qt.Key.Key_F6)
    sheet = badging.page.doing.sheet
    assert isinstance(sheet, SetUpSheet)
    sheet.layout_.setCurrentIndex(sheet.layout_.findData("cr80"))
    sheet.printer.setEditText(NOBODY)
    sheet.right.setValue(1.5)
    wanted = sheet.set_up()
    badging.window.speak("de")
    again = badging.page.doing.sheet
    assert isinstance(again, SetUpSheet)
    assert again is not sheet
    assert again.set_up() == wanted
    assert again.right.text() == "1,5 mm"


def test_a_shift_that_is_typed_counts_when_enter_saves_it(badging: Badging) -> None:
    badging.press(Qt.Key.Key_F6)
    badging.type(NOBODY)
    for _field in range(3):
        badging.press(Qt.Key.Key_Return)
    badging.type("2.5")
    badging.press(Qt.Key.Key_Return)
    assert station.station(badging.desk).offset(NOBODY) == (0.0, 2.5)


def test_the_paper_is_written_with_the_point_of_the_language(badging: Badging) -> None:
    badging.run(station.equip, printer=NOBODY, layout="cr80")
    assert badging.page.printer.facts["paper"].text() == "85.6 × 54 mm"
    badging.window.speak("de")
    badging.settle()
    assert badging.page.printer.facts["paper"].text() == "85,6 × 54 mm"
