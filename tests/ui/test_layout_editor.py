"""The layout editor: what a hand does by mouse and by keys, seen on real badges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from checkin.layouts import editing, shelf
from checkin.layouts.element import Bar, Block, Mark, Picture
from checkin.layouts.sketch import Sketch
from tests.ui.editor import (
    CONTROL,
    SHIFT,
    EditorOpening,
    Key,
    Shown,
    box,
    drag,
    keys,
    logo,
    middle,
    move_mouse,
    place_of,
    settle,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


# Hands ###################################################################################


def test_the_editor_opens_on_a_shipped_layout_with_the_worst_of_the_register(
    shown: Shown,
) -> None:
    bench = shown.editor.bench
    assert bench.sketch.layout.name == shelf.DEFAULT
    assert len(bench.strip.tiles) >= 3
    assert all(tile.image is not None for tile in bench.strip.tiles)
    assert isinstance(bench.canvas.image, QImage)


def test_the_proof_is_the_printed_page_at_the_size_of_the_canvas(shown: Shown) -> None:
    bench = shown.editor.bench
    image, layout, scale = bench.canvas.image, bench.sketch.layout, bench.canvas.view.scale
    assert image is not None
    assert image.width() == pytest.approx(layout.width * scale, abs=2)
    assert image.height() == pytest.approx(layout.height * scale, abs=2)


def test_a_click_picks_and_a_drag_moves_as_one_step(shown: Shown, qtbot: QtBot) -> None:
    bench = shown.editor.bench
    place = place_of(shown, Mark)
    before = box(shown, place)
    drag(shown, middle(shown, place), QPoint(30, 24))
    scale = bench.canvas.view.scale
    after = box(shown, place)
    assert bench.sketch.chosen == (place,)
    assert after[0] - before[0] == pytest.approx(30 / scale, abs=0.02)
    assert after[1] - before[1] == pytest.approx(24 / scale, abs=0.02)
    bench.undo()
    assert box(shown, place) == before
    bench.redo()
    assert box(shown, place) == after
    settle(qtbot, shown)


def test_what_is_dragged_comes_to_lie_on_lines_and_on_the_grid(shown: Shown) -> None:
    place = place_of(shown, Mark)
    drag(shown, middle(shown, place), QPoint(-17, 23), Qt.KeyboardModifier.NoModifier)
    left, _top, side, _side = box(shown, place)
    edges = [one.box for one in shown.editor.bench.sketch.elements]
    lines = {edge for one in edges for edge in (one[0], one[0] + one[2] / 2, one[0] + one[2])}
    starts = (left, left + side / 2, left + side)
    snapped = any(abs(start - line) < 0.02 for start in starts for line in lines)
    assert snapped or (left * 2) % 1 == pytest.approx(0, abs=0.01)


def test_a_grip_changes_the_size(shown: Shown) -> None:
    bench = shown.editor.bench
    place = place_of(shown, Block, "name")
    QTest.mouseClick(bench.canvas, Qt.MouseButton.LeftButton, pos=middle(shown, place))
    before = box(shown, place)
    grips = dict(bench.canvas.view.grips(before))
    drag(shown, grips[1, 1].center().toPoint(), QPoint(-20, -15))
    after = box(shown, place)
    assert after[:2] == before[:2]
    assert after[2] == pytest.approx(before[2] - 20 / bench.canvas.view.scale, abs=0.05)
    assert after[3] < before[3]


def test_a_small_element_below_a_large_one_is_picked_too(shown: Shown) -> None:
    bench = shown.editor.bench
    small = place_of(shown, Mark)
    bench.properties.wanted.emit(
        lambda sketch: sketch.with_elements(
            (*sketch.elements, Bar((0, 0, sketch.layout.width, sketch.layout.height), "role"))
        ),
        "",
    )
    QTest.mouseClick(bench.canvas, Qt.MouseButton.LeftButton, pos=middle(shown, small))
    assert bench.sketch.chosen == (small,)


def test_esc_puts_back_what_the_mouse_holds(shown: Shown) -> None:
    bench = shown.editor.bench
    place = place_of(shown, Mark)
    before, start = box(shown, place), middle(shown, place)
    QTest.mousePress(bench.canvas, Qt.MouseButton.LeftButton, pos=start)
    move_mouse(bench.canvas, start + QPoint(40, 0), CONTROL)
    assert box(shown, place) != before
    keys(Key.Key_Escape)
    assert box(shown, place) == before
    QTest.mouseRelease(bench.canvas, Qt.MouseButton.LeftButton, pos=start)
    assert not bench.steps.changed


def test_everything_goes_by_keys(shown: Shown) -> None:
    bench = shown.editor.bench
    bench.canvas.setFocus()
    keys(Key.Key_Tab)
    assert bench.sketch.chosen == (0,)
    keys(Key.Key_Tab)
    assert bench.sketch.chosen == (1,)
    left, top, width, height = box(shown, 1)
    keys(Key.Key_Right, (Key.Key_Down, SHIFT))
    assert box(shown, 1) == pytest.approx((left + 0.5, top + 5, width, height))
    keys((Key.Key_Left, CONTROL))
    assert box(shown, 1) == pytest.approx((left + 0.5, top + 5, width - 0.5, height))
    count = len(bench.sketch.elements)
    keys((Key.Key_D, CONTROL))
    assert len(bench.sketch.elements) == count + 1
    assert bench.sketch.chosen == (count,)
    keys(Key.Key_PageDown)
    assert bench.sketch.chosen == (count - 1,)
    keys(Key.Key_Delete)
    assert len(bench.sketch.elements) == count
    keys((Key.Key_A, CONTROL))
    assert len(bench.sketch.chosen) == count
    keys(Key.Key_Escape)
    assert not bench.sketch.chosen


def test_a_screen_reader_hears_what_each_element_is(shown: Shown) -> None:
    spots = shown.editor.bench.canvas._spots  # noqa: SLF001  what Tab comes to
    assert [spot.accessibleName() for spot in spots if not spot.accessibleName()] == []
    mark = next(spot for spot in spots if spot.accessibleName() == "QR mark")
    left = box(shown, place_of(shown, Mark))[0]
    assert mark.accessibleDescription().startswith(f"{left:g} from the left")


# Properties ##############################################################################


def test_millimetres_that_are_typed_move_the_element(shown: Shown) -> None:
    bench = shown.editor.bench
    place = place_of(shown, Mark)
    bench.canvas.edited.emit(bench.sketch.choose(place), "")
    before = box(shown, place)
    left = bench.properties.place.measures["left"]
    left.setFocus()
    left.selectAll()
    QTest.keyClicks(left, "12.5")
    keys(Key.Key_Return)
    assert box(shown, place)[0] == 12.5
    keys((Key.Key_Z, CONTROL))  # undoes the whole step, not a letter of it
    assert box(shown, place) == before
    assert left.value() == before[0]


def test_points_and_source_of_a_paragraph_are_changed(shown: Shown) -> None:
    bench = shown.editor.bench
    place = place_of(shown, Block, "organisation")
    bench.canvas.edited.emit(bench.sketch.choose(place), "")
    field = bench.properties.block.field
    field.sizes["largest"].setValue(20)
    field.source.setCurrentIndex(field.source.findData("city"))
    field.source.activated.emit(field.source.currentIndex())
    picked = bench.sketch.picked
    assert isinstance(picked, Block)
    assert (picked.fields[0].source, picked.fields[0].style.largest) == ("city", 20)


def test_a_free_text_is_typed_per_language_and_a_wrong_hole_is_said(
    shown: Shown, qtbot: QtBot
) -> None:
    bench = shown.editor.bench
    bench.add_words("text")
    field = bench.properties.block.field
    field.tongue.setCurrentIndex(field.tongue.findData("zh"))
    field.tongue.activated.emit(field.tongue.currentIndex())
    field.text.setPlainText("欢迎 {name}")
    field.text.said.emit("欢迎 {name}")
    picked = bench.sketch.picked
    assert isinstance(picked, Block)
    assert picked.fields[0].words == {"en": "Your text", "zh": "欢迎 {name}"}
    field.text.said.emit("{nam}")
    assert "There is no {nam}" in shown.said[-1]
    assert bench.sketch.picked == picked
    settle(qtbot, shown)


def test_several_are_aligned_by_a_button(shown: Shown) -> None:
    bench = shown.editor.bench
    bench.canvas.edited.emit(bench.sketch.choose(1, 2, 3), "")
    button = next(
        part
        for part in bench.properties.place.findChildren(QWidget)
        if part.accessibleName() == "Align left"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len({box(shown, place)[0] for place in (1, 2, 3)}) == 1


def test_both_sides_alike_and_apart(shown: Shown, qtbot: QtBot) -> None:
    bench = shown.editor.bench
    bench.canvas.edited.emit(bench.sketch.choose(), "")
    bench.properties.badge.alike.setChecked(True)
    assert bench.sketch.layout.back == bench.sketch.layout.front
    bench.turn("back")
    bench.canvas.edited.emit(bench.sketch.choose(0), "")
    bench.canvas.take_focus()
    keys(Key.Key_Delete)
    assert bench.sketch.layout.back == bench.sketch.layout.front
    settle(qtbot, shown)


# Proofs ##################################################################################


def test_a_name_that_becomes_too_small_is_said_in_words(shown: Shown, qtbot: QtBot) -> None:
    bench = shown.editor.bench
    assert bench.remark.text() == "Everything fits."
    place = place_of(shown, Block, "name")
    bench.canvas.edited.emit(bench.sketch.choose(place), "")
    left, top, _width, _height = box(shown, place)
    bench.properties.wanted.emit(lambda sketch: _narrowed(sketch, left, top), "")
    settle(qtbot, shown)
    assert "points" in bench.remark.text() or "does not fit" in bench.remark.text()
    assert any(tile.remark for tile in bench.strip.tiles)


def _narrowed(sketch: object, left: float, top: float) -> object:
    assert isinstance(sketch, Sketch)
    return editing.put(sketch, (left, top, 30, 20))


def test_elements_that_lie_over_each_other_are_said(shown: Shown, qtbot: QtBot) -> None:
    bench = shown.editor.bench
    place = place_of(shown, Mark)
    bench.canvas.edited.emit(bench.sketch.choose(place), "")
    bench.canvas.take_focus()
    view = bench.canvas.view
    for _press in range(3):
        keys((Key.Key_Up, SHIFT))
    settle(qtbot, shown)
    assert "lies over “QR mark”" in bench.remark.text()
    assert bench.canvas.view == view  # words that come and go move nothing


def test_anybody_can_be_looked_at_by_name(shown: Shown, qtbot: QtBot) -> None:
    bench = shown.editor.bench
    before = bench.canvas.image
    bench.who.setText("luhrmann")
    QTest.keyClick(bench.who, Key.Key_Return)
    settle(qtbot, shown)
    assert "hrmann" in bench.wearers[-1].badge.name
    assert bench.strip.tiles[-1].isChecked()
    assert bench.canvas.image != before
    bench.who.setText("qqqqqqqqq")
    QTest.keyClick(bench.who, Key.Key_Return)
    assert shown.said[-1] == "Nobody found."


def test_without_people_an_example_is_shown(open_editor: EditorOpening, event_file: Path) -> None:
    bench = open_editor(event_file).editor.bench
    assert [one.kinds for one in bench.wearers] == [("example",)]
    assert bench.canvas.image is not None


def test_a_picture_that_is_gone_is_said_and_the_work_goes_on(
    shown: Shown, own_layouts: Path, qtbot: QtBot
) -> None:
    bench = shown.editor.bench
    shown.editor.take_picture(logo(own_layouts.parent))
    settle(qtbot, shown)
    picked = bench.sketch.picked
    assert isinstance(picked, Picture)
    (own_layouts / picked.file).unlink()
    bench.canvas.take_focus()
    keys(Key.Key_Right)
    settle(qtbot, shown)
    assert picked.file in bench.remark.text()
    keys(Key.Key_Delete)
    settle(qtbot, shown)
    assert bench.canvas.image is not None


def test_what_is_no_picture_is_said_and_changes_nothing(
    shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    wrong = tmp_path / "logo.png"
    wrong.write_bytes(b"no picture")
    shown.editor.take_picture(wrong)
    settle(qtbot, shown)
    assert "logo.png" in shown.said[-1]
    assert not shown.editor.bench.steps.changed


def test_a_logo_keeps_its_shape_and_another_takes_its_place(
    shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = shown.editor.bench
    shown.editor.take_picture(logo(tmp_path))
    settle(qtbot, shown)
    first = bench.sketch.picked
    assert isinstance(first, Picture)
    assert first.box[2] == pytest.approx(2 * first.box[3], rel=0.01)
    other = logo(tmp_path).rename(tmp_path / "Another.png")
    shown.editor.take_picture(other, another=True)
    settle(qtbot, shown)
    second = bench.sketch.picked
    assert isinstance(second, Picture)
    assert (second.file, second.box) == ("Another.png", first.box)


def test_a_window_made_anew_in_the_middle_of_a_proof_misses_nothing(
    shown: Shown, qtbot: QtBot
) -> None:
    background = shown.editor.context.background
    shown.editor.bench.add_words("city")
    shiboken6.delete(shown.editor.bench.proofs)
    qtbot.waitUntil(lambda: not background._jobs, timeout=20_000)  # noqa: SLF001  quiet ones
