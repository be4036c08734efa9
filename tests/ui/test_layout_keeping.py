"""Layouts and sheets made by hand are kept, asked about, given away, and look right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea, QWidget

from checkin.layouts import editing, fresh, layout_file, shelf
from checkin.layouts.layout import Layout
from tests.ui import walk
from tests.ui.editor import (
    CONTROL,
    EditorOpening,
    Key,
    Shown,
    keys,
    logo,
    settle,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


LOOKS = [
    (1184, 650, 100, "de", False),
    (1184, 650, 100, "en", True),
    (1728, 1000, 200, "de", True),
    (1728, 1000, 200, "en", False),
]


# Keeping #################################################################################


def test_a_shipped_layout_is_kept_as_a_new_one_under_a_name(
    shown: Shown, own_layouts: Path
) -> None:
    editor = shown.editor
    editor.bench.canvas.edited.emit(editor.bench.sketch.choose(0), "")
    editor.bench.canvas.take_focus()
    keys(Key.Key_Delete)
    editor.save()
    assert editor.question.isVisible()
    assert editor.question.field.text() == "A6 portrait 2"
    editor.question.field.setText("A6")
    QTest.keyClick(editor.question.field, Key.Key_Return)
    assert "already" in editor.question.remark.text()
    editor.question.field.setText("Ours")
    QTest.keyClick(editor.question.field, Key.Key_Return)
    assert not editor.question.isVisible()
    assert shelf.layout("Ours", own_layouts) == editor.layout_here
    assert not editor.bench.steps.changed
    assert editor.shelf.list.currentItem().text() == "Ours"


def test_an_own_layout_is_kept_in_its_place(shown: Shown, own_layouts: Path) -> None:
    editor = shown.editor
    editor.ask_name()
    editor.question.field.setText("Ours")
    QTest.keyClick(editor.question.field, Key.Key_Return)
    editor.bench.canvas.edited.emit(editor.bench.sketch.choose(0), "")
    editor.bench.canvas.take_focus()
    keys(Key.Key_Delete)
    assert editor.save_now.isEnabled()
    editor.save()
    assert shelf.layout("Ours", own_layouts) == editor.layout_here
    assert not editor.save_now.isEnabled()


@pytest.mark.parametrize("name", ["", "a/b", "CON", "x" * 200])
def test_a_name_that_no_file_can_have_is_refused_in_words(shown: Shown, name: str) -> None:
    editor = shown.editor
    editor.ask_name()
    editor.question.field.setText(name)
    QTest.keyClick(editor.question.field, Key.Key_Return)
    assert editor.question.isVisible()
    assert editor.question.remark.text()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    shown: Shown, own_layouts: Path
) -> None:
    own_layouts.write_text("in the way", "utf-8")
    editor = shown.editor
    editor.bench.add_words("city")
    editor.ask_name()
    editor.question.field.setText("Ours")
    QTest.keyClick(editor.question.field, Key.Key_Return)
    assert "cannot be written" in editor.question.remark.text()
    assert editor.bench.steps.changed


def test_another_layout_is_asked_about_where_this_one_is_not_kept(shown: Shown) -> None:
    editor = shown.editor
    editor.bench.add_words("city")
    changed = editor.layout_here
    editor.choose("a7")
    assert "not saved" in editor.question.words.text()
    assert editor.layout_here == changed
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert editor.layout_here == changed
    editor.choose("a7")
    drop = next(
        part
        for part in editor.question.findChildren(QWidget)
        if part.accessibleName() == "Drop the changes" and part.isVisible()
    )
    QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert editor.layout_here.name == "a7"


def test_what_is_not_kept_outlives_the_window(
    shown: Shown, open_editor: EditorOpening, demo_event: Path
) -> None:
    editor = shown.editor
    assert editor.draft() == {}
    editor.bench.turn("back")
    editor.bench.add_words("emergency")
    draft, layout = editor.draft(), editor.layout_here
    editor.context.background.close()
    editor.context.bridge.close()
    later = open_editor(demo_event).editor
    later.restore(draft)
    assert later.layout_here == layout
    assert later.bench.sketch.side == "back"
    assert later.bench.steps.changed
    later.bench.undo()
    assert later.layout_here == shelf.layout(shelf.DEFAULT)


@pytest.mark.parametrize("draft", [{}, {"layout": "width = 1"}, {"layout": 7, "name": []}])
def test_a_draft_of_another_version_is_left_alone(shown: Shown, draft: dict[str, object]) -> None:
    shown.editor.restore(draft)
    assert shown.editor.layout_here.name == shelf.DEFAULT


def test_an_own_layout_is_deleted_after_a_question_and_a_shipped_one_never(
    shown: Shown, own_layouts: Path
) -> None:
    editor = shown.editor
    editor.ask_discard()
    assert "cannot be deleted" in shown.said[-1]
    editor.ask_name()
    editor.question.field.setText("Ours")
    QTest.keyClick(editor.question.field, Key.Key_Return)
    editor.ask_discard()
    assert (own_layouts / "Ours.toml").is_file()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert not (own_layouts / "Ours.toml").exists()
    assert editor.layout_here.name == shelf.DEFAULT


def test_a_layout_is_given_away_with_its_pictures_and_brought_elsewhere(
    shown: Shown,
    own_layouts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    editor = shown.editor
    editor.take_picture(logo(tmp_path))
    settle(qtbot, shown)
    away = tmp_path / "away"
    away.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(away / "theirs"), ""))
    editor.give()
    assert {path.name for path in away.iterdir()} == {"theirs.toml", "Our logo.png"}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(away / "theirs.toml"), ""))
    editor.bench.steps.keep(editor.layout_here)
    editor.bring()
    assert editor.layout_here.name == "theirs"
    assert (own_layouts / "theirs.toml").is_file()
    assert editor.layout_here.pictures()


def test_a_file_with_a_mistake_is_refused_with_its_line(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("width = 90\nheight = 54\ncolor = 1\n", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(wrong), ""))
    shown.editor.bring()
    assert "wrong.toml" in shown.said[-1]
    assert shown.editor.layout_here.name == shelf.DEFAULT


def test_a_new_layout_begins_empty_and_asks_for_its_name(shown: Shown, own_layouts: Path) -> None:
    editor = shown.editor
    editor.begin()
    assert editor.layout_here.elements() == ()
    editor.bench.add_words("name")
    editor.save()
    editor.question.field.setText("Plain")
    QTest.keyClick(editor.question.field, Key.Key_Return)
    assert layout_file.read(own_layouts / "Plain.toml") == editor.layout_here


# Sheets ##################################################################################


def test_a_sheet_is_filled_kept_and_found_again(
    shown: Shown, own_layouts: Path, qtbot: QtBot
) -> None:
    editor = shown.editor
    editor.choose("90x54")
    editor.open_sheets()
    sheets = editor.sheets
    sheets.which.setCurrentIndex(sheets.which.count() - 1)
    sheets.which.activated.emit(sheets.which.currentIndex())
    sheets.form.measures["gutter_across"].setValue(4)
    sheets.form.measures["columns"].setValue(3)
    assert "beyond the edge" in sheets.remark.text()
    assert not sheets.save_now.isEnabled()
    sheets.form.fill.click()
    assert sheets.sheet.beyond() == ""
    sheets.form.cut_marks.setChecked(True)
    sheets.title.setText("Ours on A4")
    settle(qtbot, shown)
    assert sheets.view.image is not None
    assert sheets.save()
    kept = shelf.sheet("Ours on A4", editor.layout_here, own_layouts)
    assert (kept.gutter_across, kept.cut_marks) == (4, True)
    assert not sheets.changed
    settle(qtbot, shown)


def test_leaving_a_changed_sheet_asks(shown: Shown) -> None:
    editor = shown.editor
    editor.open_sheets()
    editor.sheets.form.measures["left"].setValue(3)
    editor.sheets.leave()
    assert editor.sheets.question.isVisible()
    assert editor.stack.currentWidget() is editor.sheets


def test_a_sheet_that_is_not_kept_outlives_the_window(
    shown: Shown, open_editor: EditorOpening, demo_event: Path
) -> None:
    editor = shown.editor
    editor.open_sheets()
    editor.sheets.form.measures["left"].setValue(3)
    editor.sheets.title.setText("Mine")
    draft = editor.draft()
    editor.context.background.close()
    editor.context.bridge.close()
    later = open_editor(demo_event).editor
    later.restore(draft)
    assert later.sheets.isVisible()
    assert (later.sheets.sheet.left, later.sheets.title.text()) == (3, "Mine")
    assert later.sheets.changed


def test_another_layout_is_asked_about_where_a_sheet_is_not_kept(shown: Shown) -> None:
    editor = shown.editor
    editor.open_sheets()
    editor.sheets.form.measures["left"].setValue(3)
    editor.choose("a7")
    assert editor.sheets.question.isVisible()
    assert editor.layout_here.name == shelf.DEFAULT
    keys(Key.Key_Tab, Key.Key_Return)  # drop the changes
    assert editor.layout_here.name == "a7"
    assert editor.bench.isVisible()


def test_the_key_that_saves_saves_the_sheet_where_that_is_seen(
    shown: Shown, own_layouts: Path
) -> None:
    editor = shown.editor
    editor.open_sheets()
    editor.sheets.title.setText("Ours on A4")
    keys((Key.Key_S, CONTROL))
    assert (own_layouts / "sheets" / "Ours on A4.toml").is_file()
    keys(Key.Key_Escape)
    assert editor.bench.isVisible()


# Look ####################################################################################


def _states(shown: Shown, qtbot: QtBot) -> Iterator[str]:
    editor = shown.editor
    yield "nothing chosen"
    for place, one in enumerate(editor.bench.sketch.elements):
        editor.bench.canvas.edited.emit(editor.bench.sketch.choose(place), "")
        QApplication.processEvents()
        yield type(one).__name__
    editor.bench.canvas.edited.emit(editor.bench.sketch.choose(0, 1, 2), "")
    yield "several"
    editor.bench.add_words("text")
    yield "free text"
    editor.take_picture(logo(editor.own.parent))
    settle(qtbot, shown)
    yield "picture"
    editor.bench.do(lambda sketch: editing.add(sketch, fresh.sign(sketch.layout)))
    yield "sign"
    editor.ask_name()
    yield "asked"
    editor.question.close_question()
    editor.open_sheets()
    settle(qtbot, shown)
    yield "sheets"


@pytest.mark.parametrize(("width", "height", "size", "language", "dark"), LOOKS)
def test_nothing_is_clipped_in_any_state(
    qtbot: QtBot,
    open_editor: EditorOpening,
    demo_event: Path,
    width: int,
    height: int,
    size: int,
    language: str,
    *,
    dark: bool,
) -> None:
    shown = open_editor(demo_event, dark=dark, size=size, language=language)
    shown.resize(width, height)
    for state in _states(shown, qtbot):
        for _pass in range(5):
            QApplication.processEvents()
        assert (shown.width(), shown.height()) == (width, height), state
        faults = walk.clipped(shown) + walk.cut_off(shown) + walk.overlapping(shown)
        assert not faults, f"{state}: {faults}"
        for area in shown.findChildren(QScrollArea):
            inside = area.widget()
            if inside and area.isVisible():
                room = area.viewport().width()
                assert inside.minimumSizeHint().width() <= room, f"{state}: {walk.told(area)}"
        assert not walk.nameless(shown)
        assert not list(walk.markup(shown))


def test_tab_comes_to_everything(shown: Shown, qtbot: QtBot) -> None:
    for state in _states(shown, qtbot):
        shown.editor.first().setFocus()
        assert not walk.unreached(shown), state


def test_layouts_without_a_name_have_no_hostile_words(shown: Shown, own_layouts: Path) -> None:
    own_layouts.mkdir(exist_ok=True)
    evil = Layout("evil", 90, 54, titles={"en": "<b>&Bold</b> \u202eevil"}, folder=own_layouts)
    layout_file.write(evil, own_layouts / "evil.toml")
    shown.editor.read()
    assert not list(walk.markup(shown))
    texts = [shown.editor.shelf.list.item(n).text() for n in range(shown.editor.shelf.list.count())]
    assert not any("\u202e" in text for text in texts)
