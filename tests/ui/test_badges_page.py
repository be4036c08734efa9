"""The badges page: the queue, batches with their check, and what is set of the printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from checkin import people
from checkin.printing import jobs, spool, station
from checkin.printing.printer import Progress
from tests.ui.badging import CTRL, Badging
from ui.pages.badges_printer import SetUpSheet
from ui.pages.people_page import PeoplePage

NOBODY = "ipp://127.0.0.1:9/ipp/print"  # a printer that nobody plugged in


# The queue ############################################################################


def test_without_a_job_the_page_says_what_comes_here(badging: Badging) -> None:
    assert badging.page.left.currentIndex() == 1


def test_trouble_stands_first_and_what_is_over_last(badging: Badging) -> None:
    for key in ("anna", "li", "h0", "h1"):
        badging.run(jobs.queue, badging.ids[key])
    anna, li, first, _second = badging.jobs()
    badging.run(jobs.mark, [anna.id], "printed")
    badging.run(spool.fail, {li.id: "The printer has no paper."})
    badging.run(jobs.mark, [first.id], "cancelled")
    states = [state for state, _name in badging.shown()]
    assert states == ["went wrong", "waits", "called off", "printed"]
    assert badging.shown()[0][1] == "LI Na  李娜"
    assert badging.page.count.text() == "1 badge went wrong · 1 badge waits"
    badging.choose(0)
    panel = badging.page.job
    assert (panel.heading.text(), panel.native.text()) == ("LI Na", "李娜")
    assert panel.said.text() == "The printer has no paper."


def test_a_badge_of_unknown_fate_asks_to_be_looked_for(badging: Badging) -> None:
    badging.run(jobs.queue, badging.ids["anna"])
    (job,) = badging.jobs()
    badging.run(station.equip, printer=NOBODY)
    badging.run(jobs.release, [job.id])
    made = badging.window.bridge.call(spool.note, spool.Placed(NOBODY, 1, 1, ((job.id, 1),)))
    badging.run(spool.settle, made, Progress("lost"))
    assert badging.shown()[0][0] == "not known"
    badging.choose(0)
    assert "Please look before printing it again." in badging.page.job.said.text()
    badging.press(Qt.Key.Key_Return)
    assert [one.state for one in badging.jobs()] == ["failed"], "Enter asks why first"
    assert badging.page.doing.sheet is not None
    assert "Please look" in badging.page.doing.sheet.remark.text()
    badging.press(Qt.Key.Key_1)
    badging.press(Qt.Key.Key_Return)
    badging.until(lambda: badging.jobs()[-1].state == "queued")


def test_without_a_printer_nothing_is_printed_and_the_page_says_so(badging: Badging) -> None:
    badging.run(jobs.queue, badging.ids["anna"])
    badging.choose(0)
    badging.press(Qt.Key.Key_Return)
    assert badging.said() == "No printer is chosen for this desk."
    assert [job.state for job in badging.jobs()] == ["queued"]


def test_jobs_are_printed_noted_and_called_off_by_keys(badging: Badging) -> None:
    badging.run(station.equip, printer=NOBODY)
    for key in ("anna", "li", "h0"):
        badging.run(jobs.queue, badging.ids[key])
    badging.choose(0, 1)
    badging.press(Qt.Key.Key_Return)
    batches = {job.person: job.batch for job in badging.jobs() if job.printer}
    assert set(batches) == {badging.ids["h0"], badging.ids["li"]}
    assert len(set(batches.values())) == 1, "one document"
    badging.choose(2)
    badging.press(Qt.Key.Key_Return, CTRL)
    badging.choose(0)
    badging.press(Qt.Key.Key_Delete)
    assert [job.state for job in badging.jobs()] == ["printed", "queued", "cancelled"]


def test_a_badge_is_printed_again_with_a_reason_and_the_first_time_is_told(
    badging: Badging,
) -> None:
    badging.run(station.equip, printer=NOBODY)
    badging.run(jobs.queue, badging.ids["anna"])
    badging.run(jobs.mark, [badging.jobs()[0].id], "printed")
    badging.choose(0)
    badging.press(Qt.Key.Key_F4)
    assert badging.page.doing.sheet is not None
    assert badging.page.doing.sheet.remark.text() == "Already printed 8:00, desk A."
    badging.press(Qt.Key.Key_4)
    badging.press(Qt.Key.Key_Return)
    assert [(job.state, job.reason) for job in badging.jobs()][1] == ("queued", "wrong")
    badging.choose(0)
    assert badging.page.job.warning.text() == "Already printed 8:00, desk A"


def test_the_person_of_a_badge_is_one_key_away(badging: Badging) -> None:
    badging.run(jobs.queue, badging.ids["anna"])
    badging.choose(0)
    badging.press(Qt.Key.Key_F2)
    page = badging.window.page
    assert isinstance(page, PeoplePage)
    assert page.side.person == badging.ids["anna"]


# Batches ##############################################################################


def test_the_badges_of_a_delegation_are_one_document_after_three_keys(badging: Badging) -> None:
    badging.run(station.equip, printer=NOBODY)
    badging.press(Qt.Key.Key_P, CTRL)
    badging.type("harb")
    badging.press(Qt.Key.Key_Return)
    badging.press(Qt.Key.Key_Return)
    badging.until(lambda: len(badging.jobs()) == 5)
    assert badging.pressed == 3
    asked = badging.jobs()
    assert len({job.batch for job in asked}) == 1
    names = [badging.desk.person(job.person).family for job in asked]  # type: ignore[union-attr]
    assert names == sorted(names), "within a delegation by name"


def test_who_was_printed_is_left_out_unless_one_says_so(badging: Badging) -> None:
    badging.run(station.equip, printer=NOBODY)
    badging.run(jobs.queue, badging.ids["h0"])
    badging.run(jobs.mark, [badging.jobs()[0].id], "printed")
    badging.press(Qt.Key.Key_P, CTRL)
    sheet = badging.batch
    sheet.who.setCurrentText("Harbin")
    badging.until(lambda: sheet.batch is not None and len(sheet.batch.people) == 5)
    assert sheet.count.text() == "4 badges · 1 left out: has a badge already"
    assert badging.ids["h0"] not in sheet.people()
    lines = {line.person: line.words for line in sheet.check.lines.rows}
    assert lines[badging.ids["h0"]] == "Already printed 8:00, desk A."
    sheet.again.setChecked(True)
    assert sheet.count.text() == "5 badges · 1 of them for the second time"
    sheet.save()
    badging.until(lambda: len(badging.jobs()) == 6)
    reasons = {job.person: job.reason for job in badging.jobs()}
    assert reasons[badging.ids["h0"]] == "again"
    assert reasons[badging.ids["h1"]] == ""


def test_what_cannot_be_printed_is_told_before_and_its_remedy_is_a_button(
    badging: Badging,
) -> None:
    badging.run(station.equip, printer=NOBODY)
    badging.press(Qt.Key.Key_P, CTRL)
    sheet = badging.batch
    badging.until(lambda: sheet.batch is not None)
    assert sheet.check.lines.rows[0].person == badging.ids["rare"]
    assert "U+10FFFD" in sheet.check.lines.rows[0].words
    assert not sheet.check.latin_deed.isHidden()
    sheet.check.latin_deed.click()
    assert sheet.check.remedy.text() == "The Latin name alone will be printed."
    sheet.save()
    badging.until(lambda: len(badging.jobs()) == 8)
    reasons = {job.person: job.reason for job in badging.jobs()}
    assert reasons.pop(badging.ids["rare"]) == jobs.LATIN
    assert set(reasons.values()) == {""}


def test_of_whom_nobody_has_asked_about_photos_is_told_as_on_the_command_line(
    badging: Badging,
) -> None:
    badging.run(people.enter, {"family": "Asked", "consents": "photo"})
    badging.press(Qt.Key.Key_P, CTRL)
    sheet = badging.batch
    badging.until(lambda: sheet.batch is not None)
    told = {line.person: line.words for line in sheet.check.lines.rows if line.kind == "not-asked"}
    assert told[badging.ids["anna"]] == "Nobody has asked whether photos may be taken."


def test_a_hasty_enter_stops_at_what_cannot_be_printed(badging: Badging) -> None:
    badging.run(station.equip, printer=NOBODY)
    badging.press(Qt.Key.Key_P, CTRL)
    badging.batch.gather()
    badging.batch.save()
    badging.until(lambda: badging.batch.batch is not None)
    badging.settle()
    assert badging.jobs() == []


def test_those_chosen_in_the_register_are_printed_with_the_same_check(badging: Badging) -> None:
    badging.window.go("badges", {"print": [badging.ids["li"], badging.ids["anna"]]})
    sheet = badging.batch
    badging.until(lambda: sheet.batch is not None)
    assert sheet.who.currentText() == "2 selected people"
    assert sheet.people() == [badging.ids["anna"], badging.ids["li"]]


def test_a_batch_is_saved_as_a_file_and_a_person_says_that_it_was_printed(
    badging: Badging, tmp_path: Path
) -> None:
    badging.press(Qt.Key.Key_P, CTRL)
    sheet = badging.batch
    sheet.who.setCurrentText("harbin")
    badging.until(lambda: sheet.batch is not None and len(sheet.batch.people) == 5)
    sheet.save_to(tmp_path / "badges.pdf")
    badging.settle()
    with pypdfium2.PdfDocument(tmp_path / "badges.pdf") as document:
        assert len(document) == 5
    assert badging.jobs() == [], "a file is no print"
    sheet.save_to(tmp_path / "badges.png")
    badging.settle()
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures == [f"badges-{number:03}.png" for number in range(1, 6)]
    with Image.open(tmp_path / pictures[0]) as picture:
        assert picture.size == (1241, 1749)
    sheet.printed.click()
    badging.settle()
    assert [job.state for job in badging.jobs()] == ["printed"] * 5


# The printer ##########################################################################


def test_a_printer_is_chosen_for_one_layout_alone_and_shifted(badging: Badging) -> None:
    badging.press(Qt.Key.Key_F6)
    sheet = badging.page.doing.sheet
    assert isinstance(sheet, SetUpSheet)
    sheet.printer.setCurrentText(NOBODY)
    sheet.alone.setChecked(True)
    sheet.right.setValue(1.5)
    sheet.save()
    badging.settle()
    here = station.station(badging.desk)
    assert (here.printer, dict(here.printers)) == ("", {"a6": NOBODY})
    assert here.offset(NOBODY) == (1.5, 0.0)
    assert badging.page.printer.name.text() == NOBODY


def test_an_address_that_nobody_understands_is_refused_on_the_form(badging: Badging) -> None:
    badging.press(Qt.Key.Key_F6)
    sheet = badging.page.doing.sheet
    assert isinstance(sheet, SetUpSheet)
    sheet.printer.setCurrentText("gopher://printer")
    sheet.save()
    badging.settle()
    assert badging.page.doing.sheet is sheet
    assert "gopher" in sheet.remark.text()


def test_labels_left_are_red_under_twenty_and_counted_anew_with_a_roll(badging: Badging) -> None:
    badging.run(station.equip, printer=NOBODY)
    badging.run(station.load, NOBODY, 19)
    told = badging.page.printer.facts["labels"]
    assert (told.text(), told.property("tone")) == ("19 labels left", "stop")
    badging.press(Qt.Key.Key_F7)
    badging.type("400")
    badging.press(Qt.Key.Key_Return)
    assert station.station(badging.desk).left(NOBODY) == 400
    assert (told.text(), told.property("tone")) == ("400 labels left", "plain")


def test_what_is_open_on_the_page_survives_another_language(badging: Badging) -> None:
    badging.press(Qt.Key.Key_P, CTRL)
    badging.batch.who.setCurrentText("Harbin")
    badging.window.speak("de")
    badging.settle()
    assert badging.batch.who.currentText() == "Harbin"
    badging.window.speak("en")
    badging.settle()


def test_who_comes_in_without_a_badge_gets_one_where_the_desk_prints_by_itself(
    badging: Badging,
) -> None:
    badging.run(station.equip, itself=True)
    badging.window.go("desk")
    code = badging.desk.badge_code(badging.ids["anna"])
    for sign in code:
        QApplication.focusWidget()
        badging.type(sign)
    badging.press(Qt.Key.Key_Return)
    badging.until(lambda: [job.person for job in badging.jobs()] == [badging.ids["anna"]])
    badging.run(people.hand_out, [badging.ids["li"]])
    badging.type(badging.desk.badge_code(badging.ids["li"]))
    badging.press(Qt.Key.Key_Return)
    badging.settle()
    assert len(badging.jobs()) == 1, "who has a badge needs none"
