"""A list comes in by keyboard alone, in four steps, while the desk goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from shiboken6 import isValid

from checkin import i18n, people, verification
from checkin.attendance.scanning import Outcome, scan
from checkin.desk import Desk
from checkin.verdicts import Verdict
from tests.ui import walk
from tests.ui.importing import (
    HEAD,
    Frame,
    Opening,
    entries,
    frames,
    importing,
    press,
    settle,
    shown,
    typed,
    written,
)
from ui.dialogs.import_dialog import APPLY, CHECK, COLUMNS, READ
from ui.dialogs.import_results import DoneStep, WaitStep
from ui.dialogs.import_steps import ColumnStep

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HOSTILE = (
    "<b>Bold</b> & <img src='x'>",
    "&File && Söhne",
    "\u202eniemals\u202c",
    "Z" + "\u0301\u0488" * 200,
    "王" * 3_000,
    "Unbreakable" * 400,
    "=HYPERLINK('a')",
    "{name} %s %1",
)


@pytest.fixture
def open_frame(
    qapp: QApplication, qtbot: QtBot, event_file: Path, clock: Callable[[], int], tmp_path: Path
) -> Iterator[Opening]:
    """Open frames on the event file."""
    yield from frames(qapp, qtbot, event_file, clock, tmp_path)


@pytest.fixture
def frame(open_frame: Opening) -> Frame:
    """Open a frame in English at 100 %."""
    return open_frame()


def test_a_list_comes_in_by_keyboard_alone_and_is_taken_back(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    dialog = importing(qtbot, frame)
    before = entries(frame)
    typed(qtbot, frame, dialog, written(tmp_path, "Müller;Anna;Stadt;;a@x.org;DE", "Li;Na;;;;CN"))
    press(qtbot, frame, "go")
    assert dialog.step == COLUMNS
    assert isinstance(QApplication.focusWidget(), QComboBox)
    press(qtbot, frame, "go")
    assert shown(dialog) == [("2", "new", "Anna Müller", ""), ("3", "new", "Na LI", "")] or shown(
        dialog
    )[0] == ("2", "new", "Anna Müller", "")
    assert entries(frame) == before
    press(qtbot, frame, "go")
    assert isinstance(dialog.part, DoneStep)
    assert len(frame.bridge.desk.find("Müller")) == 1
    press(qtbot, frame, "undo")
    assert frame.bridge.desk.find("Müller") == []
    assert dialog.undone
    press(qtbot, frame, "undo")  # a second time there is nothing to take back
    press(qtbot, frame, "Escape")
    assert not isValid(dialog)
    assert not verification.faults(frame.bridge.path)


def test_escape_goes_back_step_by_step_and_loses_nothing(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    dialog = importing(qtbot, frame)
    typed(qtbot, frame, dialog, written(tmp_path, "Müller;Anna;Stadt;;a@x.org;DE"))
    press(qtbot, frame, "go")
    assert isinstance(dialog.part, ColumnStep)
    press(qtbot, frame, "Down", "go")
    assert dialog.step == COLUMNS
    assert dialog.remark.text() == "Two columns become “Given name”. Please choose one of them."
    press(qtbot, frame, "Tab", "Up", "go", "Escape")
    assert dialog.step == COLUMNS
    assert isinstance(dialog.part, ColumnStep)
    chosen = dialog.part.columns().columns
    assert (chosen["given"], chosen["family"]) == (0, 1)
    press(qtbot, frame, "Escape")
    assert dialog.step == READ
    assert dialog.read is not None
    press(qtbot, frame, "go")
    assert isinstance(dialog.part, ColumnStep)
    assert dialog.part.columns().columns == chosen
    press(qtbot, frame, "Escape", "Escape")
    assert not isValid(dialog)


def test_the_columns_that_somebody_chose_are_kept_for_the_next_list_of_the_source(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    for row in ("Anna;Müller", "Na;Li"):
        dialog = importing(qtbot, frame)
        file = written(tmp_path, row, head="eins;zwei")
        typed(qtbot, frame, dialog, file)
        press(qtbot, frame, "go")
        part = dialog.part
        assert isinstance(part, ColumnStep)
        if row.startswith("Anna"):
            assert "family" in part.lack() or part.lack()
            press(qtbot, frame, "go")
            assert dialog.step == COLUMNS
            for combo, field in zip(part.findChildren(QComboBox), ("given", "family"), strict=True):
                combo.setFocus()
                place = combo.findData(field)
                for _press in range(place):
                    press(qtbot, frame, "Down")
        assert part.columns().columns == {"given": 0, "family": 1}
        press(qtbot, frame, "go", "go", "Escape")
    assert [one.given for one in frame.bridge.desk.find("Müller")] == ["Anna"]
    assert [one.given for one in frame.bridge.desk.find("Li")] == ["Na"]


def test_nothing_new_is_nothing_to_take_in(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    file = written(tmp_path, "Müller;Anna;Stadt;;a@x.org;DE")
    press_all = ("go", "go", "go", "Escape")
    importing(qtbot, frame, file)
    press(qtbot, frame, *press_all)
    before = entries(frame)
    dialog = importing(qtbot, frame, file)
    press(qtbot, frame, "go", "go", "go")
    assert dialog.step == CHECK
    assert "Nothing is new" in dialog.remark.text()
    assert entries(frame) == before


def test_scans_are_answered_in_the_middle_of_a_large_import(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    def known(desk: Desk) -> str:
        return desk.badge_code(people.enter(desk, {"family": "First"}).id)

    codes: list[str] = []
    frame.bridge.run(known, then=codes.append)
    settle(qtbot, frame)
    rows = [f"Müller{n};Anna;Stadt;Harbin;a{n}@x.org;DE" for n in range(3_000)]
    dialog = importing(qtbot, frame, written(tmp_path, *rows))
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    answers: list[tuple[Outcome, bool]] = []
    frame.bridge.run(
        scan, codes[0], then=lambda told: answers.append((told, dialog.checked is None))
    )
    qtbot.waitUntil(lambda: bool(answers))
    outcome, still_comparing = answers[0]
    assert outcome.verdict is Verdict.WELCOME
    assert still_comparing
    qtbot.waitUntil(lambda: dialog.checked is not None, timeout=30_000)
    press_go = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(dialog, *press_go)
    qtbot.waitUntil(lambda: dialog.intake is not None, timeout=30_000)
    assert dialog.intake
    assert dialog.intake.new == 3_000


@pytest.mark.parametrize("step", [CHECK, APPLY])
def test_a_stopped_import_changes_nothing_and_can_go_on(
    qtbot: QtBot, frame: Frame, tmp_path: Path, step: int
) -> None:
    rows = [f"Müller{n};Anna;Stadt;Harbin;a{n}@x.org;DE" for n in range(2_000)]
    dialog = importing(qtbot, frame, written(tmp_path, *rows))
    before = entries(frame)
    press(qtbot, frame, "go")
    if step == APPLY:
        press(qtbot, frame, "go")
    press_go = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget(), *press_go)
    assert isinstance(dialog.part, WaitStep)
    assert QApplication.focusWidget() is dialog.part.stop
    QTest.keyClick(dialog.part.stop, Qt.Key.Key_Space)
    settle(qtbot, frame)
    assert dialog.remark.text() == "Stopped. Nothing was changed."
    assert dialog.step == step - 1
    assert entries(frame) == before
    press(qtbot, frame, *["go"] * (APPLY + 1 - step))
    assert dialog.intake
    assert dialog.intake.new == 2_000


def test_hostile_names_are_shown_as_they_are_in_every_step(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    rows = [f"{name};Anna;{name};{name};;DE" for name in HOSTILE]
    head = HEAD.replace("Institution", "Institution <b>&x</b>")
    dialog = importing(qtbot, frame, written(tmp_path, *rows, head=head))
    for step in (READ, COLUMNS, CHECK, APPLY):
        assert dialog.step == step
        assert list(walk.markup(dialog)) == []
        assert walk.nameless(dialog) == []
        press(qtbot, frame, "go")
    assert dialog.intake
    assert dialog.intake.new == len(HOSTILE)


def test_the_language_may_change_in_the_middle(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    dialog = importing(qtbot, frame, written(tmp_path, "Müller;Anna;;;;DE"))
    press(qtbot, frame, "go")
    i18n.use("de")
    frame.looked_new.emit()
    settle(qtbot, frame)
    dialog.activateWindow()
    assert dialog.step == COLUMNS
    assert isinstance(dialog.part, ColumnStep)
    dialog.part.first().setFocus()
    press(qtbot, frame, "go", "go")
    assert dialog.intake
    assert dialog.intake.new == 1


def test_a_window_left_in_the_middle_leaves_nothing_behind(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    rows = [f"Müller{n};Anna;Stadt;Harbin;a{n}@x.org;DE" for n in range(1_000)]
    dialog = importing(qtbot, frame, written(tmp_path, *rows))
    before = entries(frame)
    press(qtbot, frame, "go")
    press_go = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget(), *press_go)
    dialog.close()
    settle(qtbot, frame)
    assert entries(frame) == before


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("width", "height", "size"), [(1280, 720, 100), (1920, 1080, 200)])
def test_nothing_is_clipped_and_tab_comes_to_everything(
    qtbot: QtBot,
    open_frame: Opening,
    tmp_path: Path,
    width: int,
    height: int,
    size: int,
    language: str,
) -> None:
    frame = open_frame(size, language)
    frame.resize(width, height)
    rows = ("Бондаренко;Олексій;Рада;;;Атлантида", ";;;;;UA", "M?ller und Li;A;B;C;D;UA")
    dialog = importing(qtbot, frame, written(tmp_path, *rows, encoding="cp1251"))
    found: list[Any] = []

    def look(top: QWidget) -> None:
        QApplication.processEvents()
        found.extend(walk.clipped(top) + walk.cut_off(top) + walk.overlapping(top))
        found.extend(walk.unreached(top))

    for _step in (READ, COLUMNS, CHECK, APPLY):
        assert dialog.width() <= width
        assert dialog.height() <= height
        look(dialog)
        dialog.part.first().setFocus()
        press(qtbot, frame, "go")
    assert found == []


def test_f1_tells_the_keys(qtbot: QtBot, frame: Frame) -> None:
    dialog = importing(qtbot, frame)
    told: set[str] = set()
    walk.during(
        lambda: QTest.keyClick(dialog, Qt.Key.Key_F1), lambda keys: told.update(walk.words(keys))
    )
    assert "Go on to the next step" in told
