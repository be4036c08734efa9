"""One person whole, corrected and taken back, and two who may be one, all by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from checkin import exchange, people
from checkin.desk import Desk
from tests.ui.registering import CTRL, SHIFT, Register, filled, opened
from ui.main_window import MainWindow


@pytest.fixture
def register(
    event_file: Path,
    clock: Callable[[], int],
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
) -> Register:
    """Fill a register, open the window on it and go to the page."""
    ids = filled(event_file, clock)
    return opened(open_window(event_file), ids, qtbot)


# One person ###########################################################################


def test_enter_opens_the_person_whole_and_escape_leads_back(register: Register) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_Return)
    sheet = register.page.side.sheet
    assert sheet.isVisible()
    words = register.words(sheet)
    for told in (
        "Anna Kalniņa",
        "Here since 8:00",
        "Daugavpils",
        "Latvia",
        "Checked in",
        "Entered: ",
    ):
        assert told in words
    register.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert QApplication.focusWidget() is register.page.table.view


def test_the_open_sheet_follows_the_marked_row(register: Register) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_Return)
    register.page.table.view.setFocus()
    register.press(Qt.Key.Key_Home, CTRL)
    first = register.page.roll.ids(register.page.table.numbers()[:1])
    register.qtbot.waitUntil(lambda: [register.page.side.person] == first)


def test_a_correction_is_checked_at_its_field_and_then_kept(register: Register) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_F2)
    form = register.page.side.form
    assert form is not None
    country = form.parts["country"]  # type: ignore[union-attr]
    country.setFocus()
    country.selectAll()
    register.type("Absurdistan")
    register.press(Qt.Key.Key_Return)
    assert "No country is called “Absurdistan”." in register.words(form)
    assert QApplication.focusWidget() is country
    country.selectAll()
    register.type("Estonia")
    register.press(Qt.Key.Key_Return)
    assert register.page.side.form is None
    assert register.person("anna").country == "EE"
    assert "Estonia" in register.words(register.page.side.sheet)
    register.press(Qt.Key.Key_Z, CTRL)
    assert register.person("anna").country == "LV"


def test_only_what_was_changed_is_written(register: Register) -> None:
    register.mark("anna")
    before = register.desk.folded(register.ids["anna"]).entries
    register.press(Qt.Key.Key_F2)
    register.press(Qt.Key.Key_Return)
    assert register.desk.folded(register.ids["anna"]).entries == before


def test_the_name_on_the_badge_leaves_the_register_untouched(register: Register) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_F2, SHIFT)
    form = register.page.side.form
    assert form is not None
    form.first().selectAll()  # type: ignore[attr-defined]
    register.type("Dr. Anna K.")
    register.press(Qt.Key.Key_Return)
    register.press(Qt.Key.Key_Return)
    assert register.person("anna").badge_name == "Dr. Anna K."
    assert register.person("anna").family == "Kalniņa"


def test_a_lost_badge_gets_a_new_code(register: Register) -> None:
    before = register.desk.badge_code(register.ids["anna"])
    register.mark("anna")
    register.press(Qt.Key.Key_F4, SHIFT)
    register.press(Qt.Key.Key_2)
    register.press(Qt.Key.Key_Return)
    assert register.desk.badge_code(register.ids["anna"]) != before


def test_one_act_of_the_history_is_taken_back_and_struck_out(
    register: Register, clock: Any
) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_Return)
    history = register.page.side.sheet.history
    undo = next(one for one in history.findChildren(QPushButton) if one.text() == "Undo")
    assert "Checked in" in undo.accessibleName()
    clock.at("2012-11-22T08:30:00+01:00")
    undo.setFocus()
    register.press(Qt.Key.Key_Space)
    assert register.page.side.form is not None  # why?
    register.press(Qt.Key.Key_3)
    register.press(Qt.Key.Key_Return)
    words = register.page.side.sheet.history.findChildren(QLabel)
    struck = [one.text() for one in words if one.font().strikeOut()]
    assert len(struck) == 1
    assert struck[0].startswith("Checked in")
    assert any("not-there" in one.text() for one in words)


def test_desks_that_disagree_are_settled_by_choosing(
    event_file: Path,
    clock: Callable[[], int],
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Desk(event_file, writing=True, now=clock) as desk:
        li = people.enter(desk, {"family": "Li"}, "")
        exchange.sync(desk, stick)
        with exchange.join(tmp_path / "b.checkin", stick, "B", now=clock) as other:
            people.correct(other, li.id, {"country": "AT"})
            people.correct(desk, li.id, {"country": "DE"})
            exchange.sync(other, stick)
            exchange.sync(desk, stick)
    register = Register(open_window(event_file), {"li": li.id}, qtbot)
    register.window.go("people", {"person": li.id})
    register.settle()
    sheet = register.page.side.sheet
    assert QApplication.focusWidget() is sheet.first()
    register.await_words("Country: entered differently at two desks. Which is right?", sheet)
    choices = [one for one in sheet.findChildren(QPushButton) if "8:00" in one.text()]
    assert sorted(one.text().split(" · ")[0] for one in choices) == ["Austria", "Germany"]
    austria = next(one for one in choices if one.text().startswith("Austria"))
    austria.setFocus()
    register.press(Qt.Key.Key_Space)
    assert register.person("li").country == "AT"
    assert "entered differently" not in register.words(sheet)


# Duplicates ###########################################################################


def test_duplicates_are_joined_as_one_chooses_and_parted_again(register: Register) -> None:
    register.press(Qt.Key.Key_F7)
    dialog = register.page.twins.dialog
    assert dialog.isVisible()
    assert len(dialog.pairs) == 1
    radios = {one.accessibleName(): one for one in dialog.findChildren(QRadioButton)}
    assert radios["City: Harbin"].isChecked()
    radios["Family name: LI"].setFocus()
    register.press(Qt.Key.Key_Space)
    register.press(Qt.Key.Key_Return, CTRL)
    assert register.person("li") == register.person("twin")
    assert (register.person("li").family, register.person("li").city) == ("LI", "Harbin")
    assert not dialog.pairs
    register.press(Qt.Key.Key_Escape)
    assert len(register.names()) == 7
    register.press(Qt.Key.Key_Z, CTRL)
    assert register.person("li") != register.person("twin")
    assert len(register.names()) == 8


def test_two_who_are_two_are_not_proposed_again(register: Register) -> None:
    register.press(Qt.Key.Key_F7)
    register.press(Qt.Key.Key_N, CTRL)
    register.press(Qt.Key.Key_Escape)
    register.press(Qt.Key.Key_F7)
    assert register.page.twins.dialog.pairs == []
    assert "No duplicates" in register.words(register.page.twins.dialog)


def test_any_two_can_be_compared(register: Register) -> None:
    register.mark("zander")
    register.press(Qt.Key.Key_Up, SHIFT)
    register.press(Qt.Key.Key_F7, SHIFT)
    assert register.page.twins.seen
    assert register.page.twins.dialog.pairs[0].reasons == ("chosen",)
