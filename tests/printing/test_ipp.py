"""Real printers: what arrives there, what they refuse, and what is true when they break."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from checkin import people
from checkin.attendance import scanning
from checkin.badges import drawing, wearers
from checkin.desk import Desk
from checkin.journal import store
from checkin.layouts import shelf
from checkin.layouts.sheet import own_page
from checkin.printing import drawer, jobs, station
from checkin.printing.printer import Document, Size
from checkin.printing.spooler import Spooler
from checkin.printing.systems import system
from checkin.verdicts import Verdict
from tests.printing import pwg
from tests.printing.machines import until
from tests.printing.steps import SLOW, Switch, ask, finish, said, wait

OUT_OF_PAPER = """echo 'STATE: +media-empty' >&2
while [ ! -e paper ]; do sleep 0.1; done
echo 'STATE: -media-empty' >&2"""
TWO_PAGES = """echo 'ATTR: job-impressions-completed=2' >&2
sleep 0.5
exit 1"""


def test_a_printer_receives_the_pages_as_they_are_and_says_that_they_are_printed(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch()
    ids = ask(desk, printer, anna, li)
    assert [job.state for job in finish(desk, spooler, ids)] == ["printed", "printed"]
    (file,) = printer.documents()
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) == 2
        for page, person in zip(document, (anna, li), strict=True):
            size = [side / 72 * 25.4 for side in page.get_size()]
            assert size == pytest.approx([105, 148], abs=0.2)
            picture = page.render(scale=300 / 72).to_pil()
            assert zxingcpp.read_barcode(picture).text == desk.badge_code(person)
    assert [one["said"] for one in said(desk)] == ["printer", "printer"]
    assert {one["layout"] for one in said(desk)} == {"a6"}


def test_the_printer_is_told_the_paper_and_a_title_that_names_nobody(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(script='env > told; cat "$1" > /dev/null')
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    told = (printer.folder / "told").read_text(encoding="utf-8")
    assert "x-dimension=10500 y-dimension=14800" in told
    assert "IPP_PRINT_SCALING=none" in told
    assert f"IPP_JOB_NAME={job.title}" in told
    assert job.title.startswith("checkin A 0")
    assert "Müller" not in told


@pytest.mark.parametrize(("kind", "dpi"), [("srgb_8", 300), ("sgray_8", 203)])
def test_a_printer_without_pdf_receives_raster_in_its_own_resolution(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, kind: str, dpi: int
) -> None:
    printer = switch(formats="image/pwg-raster", kind=kind, dpi=dpi)
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    assert (job.state, job.words) == ("printed", "")
    ((picture, header),) = pwg.pages(printer.documents()[0])
    assert picture.size == (round(105 / 25.4 * dpi), round(148 / 25.4 * dpi))
    assert (header.dpi, header.points) == (dpi, (298, 420))
    assert zxingcpp.read_barcode(picture).text == desk.badge_code(anna)


def test_paper_that_the_printer_has_not_fails_in_words_before_anything_is_sent(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch()
    (job,) = finish(desk, spooler, ask(desk, printer, anna, layout="a6-folded"))
    assert job.state == "failed"
    assert "has no paper of 210 x 148 mm; it takes 105 x 148, 210 x 297" in job.words
    assert printer.documents() == []
    assert said(desk) == []


def test_paper_within_a_range_is_taken_and_a_page_on_its_side_is_turned(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch()
    ids = ask(desk, printer, anna, layout="62x100")
    (job,) = wait(desk, spooler, ids, lambda job: job.state == "sent")
    assert "62 x 100 mm is not loaded; the printer has 105 x 148" in job.words
    assert finish(desk, spooler, ids)[0].state == "printed"
    jobs.release(desk, [jobs.queue(desk, anna, "wrong")], printer.name, "a6-landscape")
    last = jobs.latest(desk, anna)
    assert last
    finish(desk, spooler, [last.id])
    with pypdfium2.PdfDocument(printer.documents()[1]) as document:
        size = [side / 72 * 25.4 for side in document[0].get_size()]
        assert size == pytest.approx([105, 148], abs=0.2)


def test_a_printer_that_takes_no_such_document_is_quoted(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(formats="application/postscript", kind="black_1")
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    assert (job.state, job.words) == ("failed", "The printer takes neither PDF nor PWG raster.")


def test_out_of_paper_is_said_and_the_job_goes_on_when_there_is_some(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch(script=OUT_OF_PAPER)
    ids = ask(desk, printer, anna)
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.words) == ("sent", "The printer has no paper.")
    before = store.single(desk.db, "PRAGMA data_version"), desk.db.total_changes
    for _each in range(3):
        spooler.step()
    assert (store.single(desk.db, "PRAGMA data_version"), desk.db.total_changes) == before
    assert scanning.check_in(desk, li).verdict is Verdict.WELCOME
    (printer.folder / "paper").touch()
    (job,) = finish(desk, spooler, ids)
    assert (job.state, job.words) == ("printed", "")


def test_a_printer_that_prints_for_another_is_waited_for(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(script=SLOW)
    page = printer.folder / "another.pdf"
    page.write_bytes(b"%PDF-1.4")
    document = Document(page, Size(105, 148), 1, paper=Size(105, 148))
    system(printer.name).send(printer.name, document, lambda: "another")
    ids = ask(desk, printer, anna)
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.spool, "busy" in job.words) == ("queued", 0, True)
    (printer.folder / "go").touch()
    assert [job.state for job in finish(desk, spooler, ids)] == ["printed"]


def test_behind_its_own_badges_one_waits_without_a_word_or_for_what_holds_them_up(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch(script=f"{SLOW}\n{OUT_OF_PAPER}")
    first, second = ask(desk, printer, anna), ask(desk, printer, li)
    wait(desk, spooler, first, lambda job: job.state == "sent")
    for _each in range(5):
        spooler.step()
    (job,) = jobs.numbered(desk, second)
    assert (job.state, job.spool, job.words) == ("queued", 0, "")
    (printer.folder / "go").touch()
    wait(desk, spooler, second, lambda job: job.words == "The printer has no paper.")
    printer.off()
    wait(desk, spooler, second, lambda job: "answer" in job.words)
    assert jobs.numbered(desk, second)[0].words == jobs.numbered(desk, first)[0].words


def test_a_printer_that_is_seen_to_be_back_is_asked_at_once(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch()
    printer.off()
    ids = ask(desk, printer, anna)
    wait(desk, spooler, ids, lambda job: "answer" in job.words)
    for _each in range(3):
        spooler._patience.failed(printer.name)  # noqa: SLF001  it has been off for a while
    printer.on()
    spooler.step()
    assert jobs.numbered(desk, ids)[0].state == "queued"
    spooler.ask_anew()
    spooler.step()
    assert jobs.numbered(desk, ids)[0].state != "queued"
    finish(desk, spooler, ids)


def test_of_a_batch_that_was_aborted_those_are_printed_that_came_out(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    third = people.enter(desk, {"family": "Doe"}).id
    ids = ask(desk, switch(script=TWO_PAGES), anna, li, third)
    station.load(desk, jobs.numbered(desk, ids)[0].printer, 10)
    found = finish(desk, spooler, ids)
    assert [job.state for job in found] == ["printed", "printed", "failed"]
    assert "The print system aborted it." in found[2].words
    assert len({job.title for job in found}) == 1
    assert station.station(desk).left(found[0].printer) == 8
    assert [one.subject for one in store.everything(desk.db) if one.kind == "printed"] == [anna, li]


def test_a_printer_that_is_killed_in_the_middle_leaves_the_truth(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(script=SLOW)
    ids = ask(desk, printer, anna)
    wait(desk, spooler, ids, lambda job: job.state == "sent")
    until((printer.folder / "started").exists)
    printer.off()
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert job.state == "sent"
    assert "does not answer" in job.words
    printer.on()
    (job,) = finish(desk, spooler, ids)
    assert (job.state, job.stage) == ("failed", "lost")
    assert job.words.startswith("It is not known whether this was printed.")
    assert said(desk) == []


def test_after_a_restart_a_number_of_another_job_is_not_taken_for_ours(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str, tmp_path: Path
) -> None:
    printer = switch(script=SLOW)
    ids = ask(desk, printer, anna)
    (job,) = wait(desk, spooler, ids, lambda job: job.state == "sent")
    printer.off()
    printer.script = "exit 0"
    printer.on()
    a6 = shelf.layout("a6")
    drawing.draw(wearers.badges(desk, li), a6, own_page(a6), tmp_path / "other.pdf")
    document = Document(tmp_path / "other.pdf", Size(105, 148), 1)
    assert system(printer.name).send(printer.name, document, lambda: "other") == job.remote
    (job,) = finish(desk, spooler, ids)
    assert (job.state, job.stage) == ("failed", "lost")


def test_a_printer_that_is_switched_off_holds_nobody_up_and_prints_later(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch()
    printer.off()
    ids = ask(desk, printer, anna)
    spooler.step()
    (job,) = jobs.numbered(desk, ids)
    assert (job.state, job.spool) == ("queued", 0)
    assert "does not answer" in job.words
    assert scanning.check_in(desk, anna).verdict is Verdict.WELCOME
    printer.on()
    (job,) = finish(desk, spooler, ids)
    assert (job.state, job.words) == ("printed", "")


def test_a_job_that_was_sent_is_called_off_at_the_printer(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(script=SLOW)
    ids = ask(desk, printer, anna)
    wait(desk, spooler, ids, lambda job: job.state == "sent")
    until((printer.folder / "started").exists)
    assert jobs.mark(desk, ids, "cancelled") == 1
    (job,) = jobs.numbered(desk, ids)
    assert (job.state, job.off) == ("sent", 1)
    spooler.step()
    (printer.folder / "go").touch()
    (job,) = finish(desk, spooler, ids)
    assert job.state == "cancelled"
    assert jobs.needed(desk, anna)


def test_what_an_undone_check_in_had_sent_is_called_off_too(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(script=SLOW)
    with desk.act():
        entry = scanning.check_in(desk, anna).entry
        job = jobs.queue(desk, anna, entry=entry or "")
    jobs.release(desk, [job], printer.name)
    wait(desk, spooler, [job], lambda job: job.state == "sent")
    until((printer.folder / "started").exists)
    desk.undo()
    spooler.step()
    (printer.folder / "go").touch()
    assert finish(desk, spooler, [job])[0].state == "cancelled"


def test_nothing_of_the_pages_stays_on_the_disk(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    left = drawer.place(desk.path) / "of a program that was killed"
    left.mkdir(parents=True)
    (left / "pages.pdf").write_bytes(b"Anna")
    finish(desk, spooler, ask(desk, switch(formats="image/pwg-raster"), anna))
    assert not [path for path in drawer.place(desk.path).rglob("*") if path.is_file()]


def test_two_sides_are_two_pages_of_one_sheet(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch(script='env > told; cat "$1" > /dev/null', formats="image/pwg-raster")
    ids = ask(desk, printer, anna, li, layout="a6-landscape")
    station.load(desk, printer.name, 10)
    found = finish(desk, spooler, ids)
    assert [(job.state, job.page) for job in found] == [("printed", 2), ("printed", 4)]
    assert "IPP_SIDES=two-sided-short-edge" in (printer.folder / "told").read_text("utf-8")
    pages = list(pwg.pages(printer.documents()[0]))
    assert {header.tumble for _page, header in pages} == {1}
    assert [page.size for page, _header in pages] == [(1240, 1748)] * 4
    codes = [zxingcpp.read_barcode(page) for page, _header in pages]
    assert [code.text for code in codes if code] == [desk.badge_code(anna), desk.badge_code(li)]
    assert station.station(desk).left(printer.name) == 8


def test_a_batch_comes_out_in_the_order_in_which_it_was_asked_for(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch()
    finish(desk, spooler, ask(desk, printer, li, anna))
    with pypdfium2.PdfDocument(printer.documents()[0]) as document:
        pictures = [page.render(scale=300 / 72).to_pil() for page in document]
    read = [zxingcpp.read_barcode(picture).text for picture in pictures]
    assert read == [desk.badge_code(li), desk.badge_code(anna)]


def test_a_name_that_cannot_be_printed_stops_no_other(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    odd = people.enter(desk, {"family": "Tanaka\U0001f47d"}).id
    printer = switch()
    found = finish(desk, spooler, ask(desk, printer, odd, anna))
    assert [job.state for job in found] == ["failed", "printed"]
    assert found[0].words == "These characters cannot be printed: \U0001f47d"
    with pypdfium2.PdfDocument(printer.documents()[0]) as document:
        assert len(document) == 1


def test_a_shift_of_the_printer_moves_the_badge(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch()
    places = []
    for right in (0.0, 2.0):
        station.shift(desk, printer.name, right, 0)
        job = jobs.queue(desk, anna, "again")
        jobs.release(desk, [job], printer.name)
        finish(desk, spooler, [job])
        with pypdfium2.PdfDocument(printer.documents()[-1]) as document:
            picture = document[0].render(scale=300 / 72).to_pil()
        places.append(zxingcpp.read_barcode(picture).position.top_left.x)
    assert (places[1] - places[0]) / 300 * 25.4 == pytest.approx(2.0, abs=0.1)


def test_a_printer_is_spoken_to_in_secret_where_its_address_says_so(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    name = switch().name.replace("ipp:", "ipps:")
    job = jobs.queue(desk, anna)
    jobs.release(desk, [job], name)
    assert finish(desk, spooler, [job])[0].state == "printed"
