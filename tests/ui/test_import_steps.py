"""Each step of an import shows what it has to, for every kind of list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton

from checkin import people
from checkin.desk import Desk
from tests.ui import walk
from tests.ui.importing import (
    HEAD,
    Frame,
    Opening,
    frames,
    importing,
    press,
    settle,
    shown,
    typed,
    written,
)
from ui.dialogs.import_dialog import APPLY, READ
from ui.dialogs.import_results import CheckStep
from ui.dialogs.import_steps import ColumnStep

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


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


def test_a_cyrillic_list_shows_three_code_pages_and_takes_another_by_key(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    rows = ("Бондаренко;Олексій;Міська рада;;;UA", "Ткаченко;Оксана;;;;UA")
    dialog = importing(qtbot, frame, written(tmp_path, *rows, encoding="cp1251"))
    pages = dialog.reading.findChildren(QRadioButton)
    assert len(pages) == 3
    assert pages[0].isChecked()
    assert pages[0].accessibleDescription().startswith("Бондаренко Олексій")
    pages[1].setFocus()
    press(qtbot, frame, "Space")
    assert dialog.read
    assert dialog.read.table.encoding == "cp1252"
    pages = dialog.reading.findChildren(QRadioButton)
    assert [page.isChecked() for page in pages] == [False, True, False]
    pages[0].setFocus()
    press(qtbot, frame, "Space", "go", "go", "go", "Escape")
    assert {one.family for one in frame.bridge.desk.find("Bondarenko")} == {"Бондаренко"}


def test_a_table_is_pasted_and_may_have_no_headings(qtbot: QtBot, frame: Frame) -> None:
    dialog = importing(qtbot, frame)
    dialog.reading.file.clearFocus()
    QGuiApplication.clipboard().setText("Müller\tAnna\nLi\tNa\n")
    button = next(
        part for part in walk.interactive(dialog) if "Paste" in str(part.accessibleName())
    )
    button.setFocus()
    press(qtbot, frame, "Space")
    assert dialog.read
    assert dialog.read.table.header == ("Müller", "Anna")
    box = next(part for part in walk.interactive(dialog) if "heading" in walk.told(part))
    box.setFocus()
    press(qtbot, frame, "Space", "go")
    part = dialog.part
    assert isinstance(part, ColumnStep)
    for combo, field in zip(part.findChildren(QComboBox), ("family", "given"), strict=True):
        combo.setFocus()
        for _press in range(combo.findData(field)):
            press(qtbot, frame, "Down")
    press(qtbot, frame, "go", "go")
    assert dialog.step == APPLY
    assert len(frame.bridge.desk.find("Müller Anna")) == 1
    QGuiApplication.clipboard().clear()


def test_an_empty_clipboard_is_told(qtbot: QtBot, frame: Frame) -> None:
    QGuiApplication.clipboard().clear()
    dialog = importing(qtbot, frame)
    dialog.paste()
    settle(qtbot, frame)
    assert "no table in the clipboard" in dialog.remark.text()
    assert not dialog.next.isEnabled()


def test_a_word_document_offers_its_tables(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    document = docx.Document()
    for rows in (
        (("Hotel", "Preis"), ("Dom", "80"), ("Elbe", "70")),
        (("Nachname", "Vorname"), ("Müller", "Anna")),
    ):
        made = document.add_table(len(rows), 2)
        for cells, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    document.save(tmp_path / "guests.docx")
    dialog = importing(qtbot, frame)
    typed(qtbot, frame, dialog, tmp_path / "guests.docx")
    assert dialog.read
    assert dialog.read.table.header == ("Nachname", "Vorname")
    tables = next(part for part in walk.interactive(dialog) if part.accessibleName() == "Table")
    assert isinstance(tables, QComboBox)
    assert [tables.itemText(n) for n in range(tables.count())] == ["Table 1", "Table 2"]
    dialog.reading.asked.emit({"part": "1"})
    settle(qtbot, frame)
    assert dialog.read.table.header == ("Hotel", "Preis")
    dialog.reading.asked.emit({"part": "2"})
    settle(qtbot, frame)
    dialog.reading.file.setFocus()
    press(qtbot, frame, "go", "go", "go")
    assert len(frame.bridge.desk.find("Müller")) == 1


def test_the_check_tells_what_is_new_changed_the_same_rejected_and_to_be_looked_at(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    head = "Anmeldenummer;" + HEAD
    first = ("1;Müller;Anna;Stadt;;;DE", "2;Li;Na;Amt;;;CN", "3;Kim;Ana;Zoo;;;DE")
    dialog = importing(qtbot, frame, written(tmp_path, *first, head=head))
    press(qtbot, frame, "go", "go", "go", "Escape")

    def correct(desk: Desk) -> None:
        people.correct(desk, desk.find("Kim")[0].id, {"organisation": "Museum"})

    frame.bridge.run(correct)
    settle(qtbot, frame)
    second = (
        "1;Müller;Anna;Land;;;DE",
        "2;Li;Na;Amt;;;CN",
        "3;Kim;Ana;Archiv;;;DE",
        "4;M?ller;Petra;;;;DE",
        "1;Zhang;Wei;;;;CN",
        ";;;;;;DE",
        "5;Müller;Anna;;;;AT",
    )
    dialog = importing(qtbot, frame, written(tmp_path, *second, head=head))
    press(qtbot, frame, "go", "go")
    part = dialog.part
    assert isinstance(part, CheckStep)
    tabs = [part.tabs.tabText(n) for n in range(part.tabs.count())]
    assert tabs == ["All 7", "New 2", "Changed 1", "The same 2", "Rejected 2", "To look at 3"]
    looked = {row[0]: row[3] for row in shown(dialog)}
    assert "Organisation stays Museum" in looked["4"]
    assert "Archiv" in looked["4"]
    assert "A character was lost here." in looked["5"]
    assert "May be Anna Müller, Stadt" in looked["8"]
    part.tabs.setFocus()
    press(qtbot, frame, *["Left"] * 5)
    assert part.tabs.currentIndex() == 0
    rows = {row[0]: row for row in shown(dialog)}
    assert rows["2"] == ("2", "changed", "Anna Müller", "Organisation: Stadt → Land")
    assert rows["6"][1] == "rejected"
    assert "The id 1 belongs to Anna Müller already." in rows["6"][3]
    assert "no name" in rows["7"][3]
    part.view.setFocus()
    press(qtbot, frame, "Down", "Down")
    assert "Organisation stays Museum" in part.details.toPlainText()
    press(qtbot, frame, "go")
    out = tmp_path / "rejected.csv"
    dialog.save_rejected(out)
    settle(qtbot, frame)
    assert "rejected.csv is saved." in dialog.remark.text()
    assert out.read_text("utf-8-sig").count("\n") == 3
    assert "{new}" not in dialog.part.text.text()  # type: ignore[union-attr]
    assert "2 new, 1 changed, 2 the same, 2 rejected." in dialog.part.text.text()  # type: ignore[union-attr]


def test_a_file_that_is_no_list_is_told_in_its_sentence(
    qtbot: QtBot, frame: Frame, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    dialog = importing(qtbot, frame)
    typed(qtbot, frame, dialog, tmp_path / "scan.pdf")
    assert dialog.remark.text() == "scan.pdf is no list. Save it as XLSX or CSV."
    press(qtbot, frame, "go")
    assert dialog.step == READ
    dialog.reading.file.selectAll()
    typed(qtbot, frame, dialog, written(tmp_path, "Müller;Anna;;;;DE"))
    assert dialog.remark.text() == ""
    assert dialog.next.isEnabled()


def test_a_dropped_file_is_read(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    dialog = importing(qtbot, frame)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(written(tmp_path, "Müller;Anna;;;;DE")))])
    rest = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton)
    plain = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), *rest, plain)
    QApplication.sendEvent(dialog, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(9, 9), *rest, plain))
    settle(qtbot, frame)
    assert dialog.read
    assert dialog.read.table.header[0] == "Nachname"


def test_the_wheel_never_chooses_another_field(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    dialog = importing(qtbot, frame, written(tmp_path, "Müller;Anna;;;;DE"))
    press(qtbot, frame, "go")
    assert isinstance(dialog.part, ColumnStep)
    before = dialog.part.columns()
    combo = dialog.part.findChildren(QComboBox)[0]
    middle = QPointF(combo.rect().center())
    turned = QWheelEvent(
        middle,
        combo.mapToGlobal(middle),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003  Qt wants it so
    )
    QApplication.sendEvent(combo, turned)
    assert dialog.part.columns() == before
