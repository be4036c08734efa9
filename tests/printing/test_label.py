"""Raw label printers behind the same queue: what they draw, and what is true of it."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from checkin.desk import Desk
from checkin.printing import jobs, label
from checkin.printing.printer import GoneError, UnknownPrinterError
from checkin.printing.spooler import Spooler
from checkin.printing.systems import system
from tests.printing.machines import Labels, drawn
from tests.printing.servers import server
from tests.printing.steps import ask, finish, said, wait


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_label_is_drawn_dot_by_dot_and_its_code_is_read(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str, li: str, dpi: int
) -> None:
    ids = [jobs.queue(desk, person) for person in (anna, li)]
    jobs.release(desk, ids, f"{labels.name}?dpi={dpi}", "62x100")
    found = finish(desk, spooler, ids)
    assert [(job.state, job.words) for job in found] == [("printed", "")] * 2
    assert len(labels.printed) == 2
    for picture, person in zip(labels.printed, (anna, li), strict=True):
        assert picture.size == (round(62 / 25.4 * dpi), round(100 / 25.4 * dpi))
        assert zxingcpp.read_barcode(picture).text == desk.badge_code(person)
    assert labels.texts == [f"{found[0].title} 1", f"{found[0].title} 2"]
    assert [one["said"] for one in said(desk)] == ["printer", "printer"]


def test_a_printer_without_paper_is_sent_nothing_and_says_why(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str
) -> None:
    labels.paper = False
    ids = ask(desk, labels, anna, layout="62x100")
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.words) == ("queued", "The printer has no paper.")
    assert labels.read < 100
    labels.paper = True
    (job,) = finish(desk, spooler, ids)
    assert (job.state, job.words, len(labels.printed)) == ("printed", "", 1)


def test_paper_that_ends_in_the_middle_is_told_until_there_is_more(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str, li: str
) -> None:
    labels.ends_after = 1
    ids = ask(desk, labels, anna, li, layout="62x100")
    (job, _other) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.words) == ("sent", "The printer has no paper.")
    assert len(labels.printed) == 1
    labels.paper, labels.ends_after = True, 0
    assert [job.state for job in finish(desk, spooler, ids)] == ["printed"] * 2


def test_a_printer_that_disappears_in_the_middle_leaves_a_doubt(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str
) -> None:
    labels.breaks_after = 1000
    ids = ask(desk, labels, anna, layout="62x100")
    spooler.step()
    (job,) = jobs.numbered(desk, ids)
    assert (job.state, job.stage) == ("queued", "sending")
    again = Labels(labels.port)
    try:
        (job,) = finish(desk, spooler, ids)
    finally:
        again.close()
    assert (job.state, job.stage) == ("failed", "lost")
    assert job.words.startswith("It is not known whether this was printed.")
    assert said(desk) == again.printed == []


def test_a_printer_that_was_silent_for_a_while_is_not_believed(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str
) -> None:
    labels.ends_after = -1
    ids = ask(desk, labels, anna, layout="62x100")
    wait(desk, spooler, ids, lambda job: job.state == "sent" and bool(job.words))
    labels.close()
    (job,) = wait(desk, spooler, ids, lambda job: "does not answer" in job.words)
    assert job.state == "sent"
    again = Labels(labels.port)
    try:
        (job,) = finish(desk, spooler, ids)
    finally:
        again.close()
    assert (job.state, job.stage) == ("failed", "lost")


def test_what_waits_in_the_printer_is_called_off(
    desk: Desk, spooler: Spooler, labels: Labels, anna: str
) -> None:
    labels.ends_after = -1
    ids = ask(desk, labels, anna, layout="62x100")
    wait(desk, spooler, ids, lambda job: job.state == "sent")
    jobs.mark(desk, ids, "cancelled")
    spooler.step()
    labels.ends_after, labels.paper = 0, True
    (job,) = finish(desk, spooler, ids)
    assert (job.state, labels.printed) == ("cancelled", [])


def test_a_printer_says_how_it_is(labels: Labels) -> None:
    assert system(labels.name).printer(labels.name).state == "idle"
    labels.paper = False
    found = system(labels.name).printer(labels.name)
    assert (found.state, found.words) == ("stopped", "The printer has no paper.")


@pytest.mark.parametrize("answer", [b"", b"\x02a,b\x03\r\n" * 3, b"\x021\x03\r\n" * 3, b"x" * 2000])
def test_an_answer_that_is_none_is_told(labels: Labels, answer: bytes) -> None:
    labels.answer = answer
    with pytest.raises(GoneError, match="does not answer"):
        system(labels.name).printer(labels.name)


def test_an_answer_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(label, "_SECONDS", 0.4)

    dripped = []

    def drip(wire: socket.socket) -> None:
        while True:
            wire.sendall(b"x")
            dripped.append(1)
            time.sleep(0.05)

    with server(drip) as name, pytest.raises(GoneError, match="does not answer"):
        label.Zpl().printer(f"zpl://{urlsplit(name).netloc}")
    assert len(dripped) < 500  # of a thousand that would be read


@pytest.mark.parametrize(
    "name", ["zpl://", "zpl://a:b", "zpl://a?dpi=1", "zpl://a?dpi=x", "zpl://["]
)
def test_an_address_that_is_none_is_told(name: str) -> None:
    with pytest.raises(UnknownPrinterError, match="no address"):
        label.place(name)


def test_a_picture_survives_being_packed() -> None:
    picture = Image.new("L", (437, 61), 255)
    for x in range(437):
        for y in range(61):
            if (x * y) % 7 == 0 or 20 < y < 30 or x > 400 > y * 12:
                picture.putpixel((x, y), 0)
    packed = b"^XA^PW437" + label.graphic(picture) + b"^FS^XZ"
    assert drawn(packed).tobytes() == picture.tobytes()
