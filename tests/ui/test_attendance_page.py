"""The attendance page: figures that are right, and lead to exactly their people, by keyboard."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from checkin import people
from checkin.attendance.scanning import scan
from checkin.attendance.tallies import COLUMNS, tally
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.model.activity import activity_subject
from ui.main_window import MainWindow
from ui.pages.attendance_figures import FiguresView
from ui.pages.attendance_page import AttendancePage
from ui.pages.event_page import EventPage
from ui.widgets.plain import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opening = Callable[..., MainWindow]
Asked = list[dict[str, Any]]


def opened(window: MainWindow, qtbot: QtBot) -> tuple[FiguresView, Asked]:
    """Open the page, wait until it has counted, and note where it sends people."""
    window.go("attendance")
    assert isinstance(window.page, AttendancePage)
    page = window.page.view
    assert isinstance(page, FiguresView)
    qtbot.waitUntil(lambda: page.found is not None, timeout=10_000)
    window.page.asked.disconnect(window.go)
    sent: Asked = []
    page.asked.connect(lambda name, what: sent.append({"page": name, **what}))
    return page, sent


def choose(page: FiguresView, qtbot: QtBot, **wanted: str) -> None:
    """Choose as a person does, with the arrow keys in the boxes."""
    for name, value in wanted.items():
        box = {"by": page.by, "rule": page.rule, "activity": page.scope, "day": page.day}[name]
        box.setFocus()
        while box.currentData() != value:
            down = box.findData(value) > box.currentIndex()
            qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: page.found.asked == page.wanted(), timeout=10_000)  # type: ignore[union-attr]


def cell(page: FiguresView, row: int, column: str) -> None:
    """Stand on a figure."""
    place = page.table.names.index(column)
    page.table.view.setCurrentIndex(page.table.model.index(row, place))


def test_the_great_figures_are_those_of_the_founding_congress(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, _sent = opened(demo_window, qtbot)
    shown = {key: tile.number.text() for key, tile in page.tiles.items()}
    assert shown["expected"] == "124"
    assert shown["attended"] == "118"
    assert shown["no_show"] == "15"
    assert shown["walk_in"] == "9"
    assert "no-shows" in page.tiles["no_show"].words.text()
    assert page.tiles["attended"].accessibleName() == "attended: 118"
    assert "Each participant counts once" in page.rule_text.text()
    assert page.stand.text().startswith("As of A")
    assert page.provisional.isVisible()
    assert "until all desks are in" in page.provisional.text()


def test_enter_on_a_great_figure_leads_to_its_people(demo_window: MainWindow, qtbot: QtBot) -> None:
    page, sent = opened(demo_window, qtbot)
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
    for key, pressed in zip(("no_show", "walk_in", "attended"), keys, strict=True):
        page.tiles[key].setFocus()
        before = len(sent)
        qtbot.keyClick(page.tiles[key], pressed)
        qtbot.waitUntil(lambda before=before: len(sent) > before, timeout=10_000)
        assert len(sent[-1]["people"]) == int(page.tiles[key].number.text())
        assert sent[-1]["page"] == "people"
    assert sent[1]["title"] == "walk-ins"
    assert page.first() is page.tiles["attended"]


def test_enter_on_every_figure_of_the_table_leads_to_as_many_people(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, sent = opened(demo_window, qtbot)
    choose(page, qtbot, by="country")
    lines = page.table.model.rows
    assert [line.words for line in lines] == [
        "Total",
        "China",
        "Germany",
        "Kazakhstan",
        "Latvia",
        "Ukraine",
    ]
    page.table.setFocus()
    for row, line in enumerate(lines):
        for column in ("attended", "no_show", "registered"):
            cell(page, row, column)
            before = len(sent)
            qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
            if line.figures[column]:
                qtbot.waitUntil(lambda before=before: len(sent) > before, timeout=10_000)
                assert len(sent[-1]["people"]) == line.figures[column]
    assert "China" in sent[3]["title"]


def test_the_arrow_keys_walk_from_figure_to_figure_and_none_opens_nothing(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, sent = opened(demo_window, qtbot)
    said: list[str] = []
    page.said.connect(lambda text, _tone: said.append(text))
    page.table.setFocus()
    cell(page, 1, "expected")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Left)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Left)
    index = page.table.view.currentIndex()
    assert (index.row(), page.table.names[index.column()]) == (2, "attended")
    row = next(n for n, line in enumerate(page.table.model.rows) if not line.figures["walk_in"])
    cell(page, row, "walk_in")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Enter)
    assert said == ["Nobody is behind this figure."]
    assert not sent


def test_visits_say_that_their_people_are_fewer(demo_window: MainWindow, qtbot: QtBot) -> None:
    page, sent = opened(demo_window, qtbot)
    choose(page, qtbot, rule="visits")
    assert page.table.model.rows[0].figures["attended"] == 149
    assert page.tiles["attended"].number.text() == "118"
    page.table.setFocus()
    cell(page, 0, "attended")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sent), timeout=10_000)
    assert len(sent[0]["people"]) == 118
    assert sent[0]["title"] == "Attended: the people behind 149 visits"


def test_every_key_and_every_activity_shows_what_the_tally_counts(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, _sent = opened(demo_window, qtbot)
    desk = page.bridge.desk
    for by in ("role", "hour", "day", "activity", "organisation_type", "language"):
        choose(page, qtbot, by=by)
        counted = tally(desk, by)
        keys = {line.key for line in page.table.model.rows[1:]}
        assert keys == {row["key"] for row in counted.rows}
        assert page.table.model.rows[0].figures == counted.total
    day = desk.day(desk.event.moment("2012-11-22T12:00"))
    choose(page, qtbot, activity=day)
    assert page.tiles["attended"].number.text() == str(tally(desk, None, day).total["attended"])
    assert not page.abroad.isVisible()
    choose(page, qtbot, by="origin")
    assert page.abroad.isVisible()
    assert "organisation is outside DE" in page.rule_text.text()


def test_the_arrivals_of_a_chosen_day_are_walked_along_by_keys(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    page, sent = opened(demo_window, qtbot)
    choose(page, qtbot, day="2012-11-22")
    assert sum(bar.count for bar in page.chart.bars) == 118
    assert page.chart.accessibleDescription().startswith("118 arrivals from")
    page.chart.setFocus()
    qtbot.keyClick(page.chart, Qt.Key.Key_Home)
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    while not page.chart.bars[page.chart.current].count:
        qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    bar = page.chart.bars[page.chart.current]
    assert page.chart.accessibleDescription() == bar.words
    qtbot.keyClick(page.chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sent), timeout=10_000)
    assert len(sent[0]["people"]) == bar.count


def test_a_check_in_is_counted_soon_and_the_old_figures_stay_until_then(
    open_window: Opening, event_file: Path, qtbot: QtBot
) -> None:
    window = open_window(event_file)
    page, sent = opened(window, qtbot)
    guest = window.bridge.call(people.enter, {"family": "Guest"})
    qtbot.waitUntil(lambda: page.tiles["attended"].number.text() == "0", timeout=10_000)
    window.bridge.run(lambda desk: scan(desk, desk.badge_code(guest.id)))
    assert page.tiles["attended"].number.text() == "0"
    qtbot.waitUntil(lambda: page.tiles["attended"].number.text() == "1", timeout=10_000)
    assert page.tiles["lately"].number.text() == "1"
    page.tiles["lately"].setFocus()
    qtbot.keyClick(page.tiles["lately"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(sent), timeout=10_000)
    assert sent[0]["people"] == [guest.id]


HOSTILE = "=R&D &amp; <b>x</b>\u202e" + "z" * 100_000


def test_foreign_text_is_shown_as_it_is_and_comes_to_an_end(
    open_window: Opening, event_file: Path, qtbot: QtBot
) -> None:
    window = open_window(event_file)
    group, visit = "d-" + "a" * 26, activity_subject(window.bridge.desk.key, "visit")
    title = {"set": {"title": HOSTILE[:15_000]}}
    window.bridge.call(lambda desk: desk.write(Fact("registered", group, title)))
    window.bridge.call(lambda desk: desk.write(Fact("planned", visit, title)))
    guest = {"family": "Guest", "delegation": group}
    window.bridge.call(lambda desk: desk.write(Fact("registered", fresh("p"), {"set": guest})))
    page, sent = opened(window, qtbot)
    qtbot.waitUntil(lambda: len(page.table.model.rows) > 1, timeout=10_000)
    words = page.table.model.data(page.table.model.index(1, 0))
    assert words.startswith("=R&D &amp; <b>x</b>\N{REPLACEMENT CHARACTER}")
    assert len(words) < 300
    choose(page, qtbot, activity=visit)
    assert len(page.scope.currentText()) < 100
    page.table.setFocus()
    cell(page, 0, "expected")
    qtbot.keyClick(page.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sent), timeout=10_000)
    assert len(sent[0]["title"]) < 200
    assert page.width() <= window.width()


def speak_at_half_past(desk: Desk) -> str:
    subject = fresh("p")
    said = {"given": "Na", "family": "Li", "role": "speaker"}
    times = {"start": "2012-11-22T08:20+01:00", "end": "2012-11-22T08:50+01:00"}
    talk = {"title": "talk", "kind": "contribution", "speakers": "Dr. Na Li", **times}
    desk.write(
        Fact("registered", subject, {"set": said}),
        Fact("planned", activity_subject(desk.key, "talk"), {"set": talk}),
    )
    return subject


def test_a_speaker_who_is_not_here_is_named_until_here(
    open_window: Opening, event_file: Path, qtbot: QtBot
) -> None:
    window = open_window(event_file)
    speaker = window.bridge.call(speak_at_half_past)
    page, sent = opened(window, qtbot)
    qtbot.waitUntil(page.band.isVisible, timeout=10_000)
    (button,) = page.band.findChildren(Button)
    assert button.words() == "8:20 Na Li"
    page.export.setFocus()
    qtbot.keyClick(page.export, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is button
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert sent == [{"page": "people", "people": [speaker], "title": "8:20 Na Li"}]
    window.bridge.run(lambda desk: scan(desk, desk.badge_code(speaker)))
    qtbot.waitUntil(lambda: not page.band.isVisible(), timeout=10_000)


@pytest.mark.parametrize(("ending", "kind"), [(".xlsx", 0), (".csv", 1), (".csv", 3)])
def test_what_is_seen_is_exported_with_totals_rule_and_time(
    demo_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    kind: int,
) -> None:
    page, _sent = opened(demo_window, qtbot)
    path = tmp_path / "figures"
    filters: list[str] = []

    def answer(_parent: object, _title: str, _name: str, offered: str) -> tuple[str, str]:
        filters[:] = offered.split(";;")
        return str(path), filters[kind]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    with qtbot.waitSignal(page.said, timeout=10_000) as heard:
        qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert heard.args[0] == f"figures{ending} is written."
    written = path.with_name(f"figures{ending}")
    assert written.stat().st_size
    if ending == ".csv":
        raw = kind == 3
        with written.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter="," if raw else ";"))
        assert rows[0][:2] == (["key", "attended"] if raw else ["By delegation", "Attended"])
        assert rows[1][:2] == ["total" if raw else "Total", "118"]
        text = "\n".join(row[0] for row in rows)
        assert "Each participant counts once" in text
        assert "As of 2012-11-23 18:00: A 18:00" in text
        assert "provisional" in text
        assert len(rows[0]) == 1 + len(COLUMNS) + (not raw)  # and the share
        assert "Attended: about 120 (118)" in text
        assert "From abroad: A good quarter (31 of 118, 26.3%)" in text


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_the_picture_of_arrivals_is_saved_by_keyboard(
    demo_window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    page, _sent = opened(demo_window, qtbot)
    path = tmp_path / f"arrivals{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_G, keys)
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG") or b"<svg" in content
    if ending == ".svg":
        assert "As of" in content.decode()


def test_a_picture_that_cannot_be_written_is_one_sentence(
    demo_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _sent = opened(demo_window, qtbot)
    path = tmp_path / "nowhere" / "arrivals.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    said: list[str] = []
    page.said.connect(lambda text, _tone: said.append(text))
    page.on_save_picture()
    assert len(said) == 1
    assert said[0].startswith("arrivals.png cannot be written")


def test_what_was_chosen_survives_another_language(demo_window: MainWindow, qtbot: QtBot) -> None:
    page, _sent = opened(demo_window, qtbot)
    choose(page, qtbot, by="country", rule="visits")
    demo_window.speak("de")
    assert isinstance(demo_window.page, AttendancePage)
    again = demo_window.page.view
    assert isinstance(again, FiguresView)
    qtbot.waitUntil(lambda: again.found is not None, timeout=10_000)
    assert (again.by.currentData(), again.rule.currentData()) == ("country", "visits")
    assert again.table.model.rows[1].words == "China"
    assert again.table.model.rows[2].words == "Deutschland"


def test_everything_is_reached_by_tab_and_named(demo_window: MainWindow, qtbot: QtBot) -> None:
    page, _sent = opened(demo_window, qtbot)
    demo_window.activateWindow()
    page.scope.setFocus()
    reached = []
    for _number in range(22):
        focused = QApplication.focusWidget()
        if focused is not None and page.isAncestorOf(focused):
            assert focused.accessibleName(), focused
            reached.append(focused)
        qtbot.keyClick(focused or page, Qt.Key.Key_Tab)
    wanted = {page.scope, *page.tiles.values(), page.day, page.chart, page.by, page.rule}
    assert wanted <= set(reached)
    assert page.table.view in reached


def test_figures_are_said_aimed_at_and_told_to_outsiders(
    demo_window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, sent = opened(demo_window, qtbot)
    assert "about 120 (118)" in page.told.said.text()
    assert "A good quarter (31 of 118, 26.3%)" in page.told.said.text()
    assert "organisation is outside DE" in page.rule_text.text(), "the rule stands below"
    page.told.copy.click()
    copied = QApplication.clipboard().text()
    assert "A good quarter (31 of 118" in copied
    assert "organisation is outside DE" in copied
    page.told.edit.click()
    assert sent[-1] == {"page": "event", "field": "targets"}
    demo_window.go("event", {"field": "targets"})
    assert isinstance(demo_window.page, EventPage)
    form = demo_window.page.congress
    qtbot.waitUntil(form.fields["targets"].hasFocus)
    form.fields["targets"].setText("as many as we can")
    form.save()
    qtbot.waitUntil(lambda: "is no target" in form.remark.text())
    form.fields["targets"].setText("abroad 25 %; attended 120")
    form.save()
    demo_window.go("attendance")
    qtbot.waitUntil(lambda: "From abroad: wanted 25 %" in _labels(page.told.targets))
    assert "· reached" in _labels(page.told.targets)
    assert "Attended: wanted 120, reached 118 · not yet" in _labels(page.told.targets)

    choose(page, qtbot, by="city")
    before = page.table.model.rows
    page.outsiders.click()
    rows = page.table.model.rows
    assert min(line.figures["attended"] for line in rows) >= 5
    assert sum(line.figures["attended"] for line in rows[1:]) == 118
    assert {key for line in rows for key in line.figures} == {"attended"}
    hidden = [page.table.view.isColumnHidden(n) for n in range(len(page.table.names))]
    assert hidden.count(False) == 4, "the key, its bar, who attended, and the share"
    assert "Groups of fewer than 5 are joined" in page.rule_text.text()
    path = tmp_path / "chart.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_of: (str(path), "SVG (*.svg)"))
    page.save_chart.click()
    qtbot.waitUntil(path.is_file, timeout=10_000)
    assert "Groups of fewer than 5 are joined" in " ".join(path.read_text("utf-8").split())
    page.outsiders.click()
    assert [line.words for line in page.table.model.rows] == [line.words for line in before]
    assert not any(page.table.view.isColumnHidden(n) for n in range(len(page.table.names)))
    choose(page, qtbot, by="day")
    assert not page.save_chart.isEnabled()


def _labels(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel))


@pytest.mark.parametrize("size", [100, 200])
def test_no_word_is_cut(
    open_window: Opening, demo_event: Path, qtbot: QtBot, clock: Any, size: int
) -> None:
    clock.at("2012-11-23T18:00:00+01:00")
    window = open_window(demo_event, size=size, language="de")
    window.resize(*((1280, 720) if size == 100 else (1920, 1080)))
    page, _sent = opened(window, qtbot)
    qtbot.wait(50)
    for one in page.findChildren(QLabel):
        if one.isVisible() and one.text():
            assert one.height() >= one.heightForWidth(one.width()) or not one.wordWrap(), one.text()
            if not one.wordWrap():
                assert one.width() >= one.fontMetrics().horizontalAdvance(one.text()), one.text()
