"""The register: filtered, sorted, worked on and exported, all by keys."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from checkin import dossier, people
from checkin.desk import Desk
from checkin.printing import jobs
from tests.ui.registering import BOTH, CTRL, GUESTS, SHIFT, Register, filled, opened
from ui.dialogs.import_dialog import ImportDialog
from ui.main_window import MainWindow
from ui.pages.people_page import PeoplePage
from ui.rows import Rows
from ui.widgets.plain import Button


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


# The table ############################################################################


def test_the_register_opens_with_the_filter_and_everybody_in_order(register: Register) -> None:
    assert QApplication.focusWidget() is register.page.filter.field
    names = register.names()
    assert names.index("Ärzte, Anna") < names.index("Kalniņa, Anna") < names.index("Zander, Uwe")
    assert names.index("LI Na") < names.index("Zander, Uwe")
    assert register.page.count.text() == "8 people"


def test_typing_filters_and_escape_shows_all_again(register: Register) -> None:
    register.type("kalnina")
    assert register.names() == ["Kalniņa, Anna"]
    assert register.page.count.text() == "1 of 8"
    register.press(Qt.Key.Key_Escape)
    assert len(register.names()) == 8


def test_letters_typed_in_the_table_go_to_the_filter(register: Register) -> None:
    register.mark("zander")
    register.type("li")
    assert register.page.filter.field.text() == "li"
    assert register.names()[:2] == ["LI Na", "Li Na"]


def test_choices_narrow_what_is_seen(register: Register) -> None:
    chosen = register.page.filter.choices
    chosen["country"].setFocus()
    register.type("g")  # Germany
    assert register.names() == ["Ärzte, Anna", "Zander, Uwe"]
    chosen["role"].setFocus()
    register.type("s")
    assert register.names() == ["Zander, Uwe"]
    register.press(Qt.Key.Key_F, BOTH)
    chosen["state"].setFocus()
    register.press(Qt.Key.Key_Down)
    assert register.names() == ["Kalniņa, Anna"]
    register.press(Qt.Key.Key_F, BOTH)
    chosen["look"].setFocus()
    register.press(Qt.Key.Key_Down)
    assert register.names() == ["Bernd Boettner"]


def test_sorting_and_columns_are_chosen_by_keys_and_remembered(register: Register) -> None:
    table = register.page.table
    register.press(Qt.Key.Key_F9)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    register.press(Qt.Key.Key_Down)  # sort by ...
    register.press(Qt.Key.Key_Right)
    register.press(Qt.Key.Key_Down)
    register.press(Qt.Key.Key_Return)
    assert table.sorted_by() == "native_name"
    table.sort("country")
    assert table.sorted_by() == "country"
    assert register.names()[-3:] != register.names()[:3]
    city = [one.key for one in table.columns_shown()]
    assert "city" not in city
    register.press(Qt.Key.Key_F9)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "City").trigger()
    menu.close()
    register.window.speak("de")
    again = register.window.pages["people"]
    assert isinstance(again, PeoplePage)
    assert "city" in [one.key for one in again.table.columns_shown()]
    assert again.table.sorted_by() == "country"


def test_a_header_sorts_and_sorts_back(register: Register) -> None:
    header = register.page.table.view.horizontalHeader()
    names = register.names()
    place = header.sectionViewportPosition(0) + 10
    point = header.rect().topLeft()
    point.setX(place)
    point.setY(header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert register.names() == names[::-1]


def test_what_changes_is_seen_and_who_is_marked_stays_marked(register: Register) -> None:
    register.mark("zander")
    register.window.bridge.run(people.correct, register.ids["zander"], {"family": "Abel"})
    register.settle()
    assert "Abel, Uwe" in register.names()
    current = register.page.table.current()
    assert current is not None
    assert register.page.roll.ids([current]) == [register.ids["zander"]]


def test_the_model_keeps_the_rules_of_qt(register: Register, qtmodeltester: Any) -> None:
    model = register.page.table.view.model()
    assert isinstance(model, Rows)
    qtmodeltester.check(model)


# Several people #######################################################################


def test_several_are_checked_in_as_one_act_and_taken_back(register: Register) -> None:
    register.mark("li")
    register.press(Qt.Key.Key_Down, SHIFT)
    register.press(Qt.Key.Key_Down, SHIFT)
    chosen = register.page.chosen()
    assert len(chosen) == 3
    assert register.page.count.text().endswith("3 selected")
    register.press(Qt.Key.Key_Return, CTRL)
    here = [one for one in register.page.roll.slips.values() if one.state == "here"]
    assert {one.id for one in here} >= {one for one in chosen if one != register.ids["stop"]}
    register.press(Qt.Key.Key_Z, CTRL)
    here = [one for one in register.page.roll.slips.values() if one.state == "here"]
    assert [one.id for one in here] == [register.ids["anna"]]


def test_badges_are_asked_for_and_handed_out(register: Register) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_F4)
    register.press(Qt.Key.Key_H, CTRL)
    assert [job.person for job in jobs.waiting(register.desk)] == [register.ids["anna"]]
    shown = register.page.table.view.model().rows  # type: ignore[attr-defined]
    row = next(one for one in shown if one.person.id == register.ids["anna"])
    assert row.badge == "queued"
    columns = {one.key: one for one in register.page.table.columns_shown()}
    assert columns["state"].value(row) == "here 8:00"
    found = dossier.dossier(register.desk, register.ids["anna"])
    assert found is not None
    assert found.history[-1].kind == "handed-out"


def test_nothing_is_done_to_somebody_who_was_only_marked(register: Register) -> None:
    register.type("zander")
    register.press(Qt.Key.Key_Return, CTRL)
    register.press(Qt.Key.Key_F4)
    assert jobs.waiting(register.desk) == []
    assert register.page.roll.slips[register.page.table.numbers()[0]].state == "expected"


def test_who_will_not_come_is_noted_and_expected_again(register: Register) -> None:
    register.mark("zander")
    actions = {one.text: one for one in register.page.actions_here()}
    actions["Will not come"].run()
    register.settle()
    assert register.person("zander").status == "cancelled"
    actions["Coming after all"].run()
    register.settle()
    assert register.person("zander").status == ""


def test_a_large_register_is_read_beside_the_window(
    event_file: Path,
    clock: Callable[[], int],
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.pages.people_page._MANY", 1)
    with Desk(event_file, writing=True, now=clock) as desk:
        ids = {key: people.enter(desk, GUESTS[key], "").id for key in ("anna", "li", "zander")}
    register = Register(open_window(event_file), ids, qtbot)
    register.window.go("people", {"people": [ids["anna"], ids["li"]], "title": "Two"})
    qtbot.waitUntil(lambda: len(register.names()) == 2)
    register.settle()
    register.window.bridge.run(people.correct, ids["li"], {"family": "Liu"})
    register.settle()
    assert sorted(register.names()) == ["Kalniņa, Anna", "Liu Na"]


def test_the_list_that_is_seen_is_written_and_no_cell_is_a_formula(
    register: Register, tmp_path: Path
) -> None:
    register.type("bobby")
    register.page.export_to(tmp_path / "seen.csv")
    register.settle()
    with (tmp_path / "seen.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert header[0] == "Name"
    assert len(rows) == 1
    assert rows[0][2] == "'=HYPERLINK(1)"


# From elsewhere #######################################################################


def test_a_figure_leads_to_its_people_and_to_no_others(register: Register) -> None:
    wanted = [register.ids["li"], register.ids["zander"]]
    register.window.go("people", {"people": wanted, "title": "No-shows"})
    register.settle()
    assert register.names() == ["LI Na", "Zander, Uwe"]
    assert register.page.count.text() == "No-shows: 2 of 8"
    register.press(Qt.Key.Key_F, BOTH)
    assert len(register.names()) == 8


def test_a_language_switch_keeps_what_is_typed_and_open(register: Register) -> None:
    register.type("kaln")
    register.press(Qt.Key.Key_Return)
    register.press(Qt.Key.Key_F2)
    form = register.page.side.form
    assert form is not None
    city = form.parts["city"]  # type: ignore[union-attr]
    city.setFocus()
    register.type("Riga")
    register.window.speak("de")
    register.page = register.window.pages["people"]  # type: ignore[assignment]
    register.settle()
    assert register.page.filter.field.text() == "kaln"
    form = register.page.side.form
    assert form is not None
    assert form.parts["city"].text() == "Riga"  # type: ignore[union-attr]


def test_hostile_names_are_shown_as_text(register: Register) -> None:
    for key in ("evil", "long"):
        register.mark(key)
        register.press(Qt.Key.Key_Return)
        for one in register.page.findChildren(QLabel):
            assert one.textFormat() == Qt.TextFormat.PlainText
            assert len(one.text()) < 1_000
            assert "\u202e" not in one.text()
        register.press(Qt.Key.Key_F2)
        register.press(Qt.Key.Key_Escape)
        register.press(Qt.Key.Key_Escape)


def test_everything_is_named_for_those_who_do_not_see_it(register: Register) -> None:
    register.mark("anna")
    register.press(Qt.Key.Key_F2)
    nameless = [
        one
        for one in register.page.findChildren(QWidget)
        if one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
        and not isinstance(one.parent(), QMenu)
    ]
    assert not nameless


def test_a_button_of_the_register_opens_the_import_assistant(window: MainWindow) -> None:
    window.go("people")
    found = [one for one in window.page.findChildren(Button) if one.words() == "Import a list …"]
    found[0].click()
    assert [one for one in window.findChildren(ImportDialog) if one.isVisible()]
