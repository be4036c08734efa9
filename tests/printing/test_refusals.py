"""What a printer of the protocol may say to a document, and what is true of the jobs then."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from checkin.desk import Desk
from checkin.printing import jobs, systems
from checkin.printing.ipp import Ipp
from checkin.printing.message import Group, Message, Of, Tag, Value, decode, encode
from checkin.printing.printer import GoneError, Printer, UnknownPrinterError
from checkin.printing.spooler import Spooler
from tests.printing.servers import heard, http, server
from tests.printing.steps import ask, finish, wait

PRINT, VALIDATE, ASK_JOB, JOBS, ASK_PRINTER = 0x02, 0x04, 0x09, 0x0A, 0x0B


def group(of: Of, **named: Value | tuple[Value, ...]) -> Group:
    """Return attributes, their names with hyphens."""
    return Group(
        of,
        {
            name.replace("_", "-"): value if isinstance(value[0], tuple) else (value,)
            for name, value in named.items()
        },
    )


def keyword(*words: str) -> tuple[Value, ...]:
    """Return words of the protocol."""
    return tuple(Value(Tag.KEYWORD, word) for word in words)


DESCRIBED: dict[str, Any] = {
    "printer_state": Value(Tag.ENUM, 3),
    "document_format_supported": (Value(Tag.MIME, "application/pdf"),),
    "operations_supported": tuple(Value(Tag.ENUM, code) for code in (PRINT, VALIDATE)),
    "media_supported": keyword("iso_a6_105x148mm", "iso_a4_210x297mm"),
}
TAKEN = Message(0, (group(Of.JOB, job_id=Value(Tag.INTEGER, 7)),))


class Scripted:
    """A printer that answers each operation as it was told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[int, Message | bytes] = {
            ASK_PRINTER: Message(0, (group(Of.PRINTER, **DESCRIBED),)),
            VALIDATE: Message(0),
            PRINT: TAKEN,
            ASK_JOB: Message(0, (group(Of.JOB, job_state=Value(Tag.ENUM, 9)),)),
            JOBS: Message(0),
        }
        self.asked: list[Message] = []
        self.name = ""

    def __call__(self, wire: socket.socket) -> None:
        """Answer one question."""
        body = heard(wire).split(b"application/ipp", 1)[1]
        start = next(at for at in range(len(body)) if body[at : at + 2] == b"\1\1")
        question = self._read(body[start:])
        self.asked.append(question)
        answer = self.answers[question.code]
        wire.sendall(http(answer if isinstance(answer, bytes) else encode(answer)))

    def _read(self, body: bytes) -> Message:
        """Read the question before the document."""
        return decode(body.partition(b"%PDF")[0])

    def job(self, state: int, *reasons: str, **more: Value) -> None:
        """Say how the job is."""
        said = {
            "job_state": Value(Tag.ENUM, state),
            "job_state_reasons": keyword(*reasons or ["none"]),
        }
        self.answers[ASK_JOB] = Message(0, (group(Of.JOB, **said, **more),))

    def describe(self, **more: Any) -> None:
        """Say how the printer is."""
        self.answers[ASK_PRINTER] = Message(0, (group(Of.PRINTER, **DESCRIBED | more),))


@pytest.fixture
def printer() -> Iterator[Scripted]:
    """Let a printer answer on the loopback."""
    made = Scripted()
    with ExitStack() as open_now:
        made.name = open_now.enter_context(server(made))
        yield made


def test_the_paper_is_named_by_the_printers_own_word_where_it_takes_no_sizes(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str
) -> None:
    assert finish(desk, spooler, ask(desk, printer, anna))[0].state == "printed"
    (asked,) = [one for one in printer.asked if one.code == PRINT]
    (settings,) = asked.of(Of.JOB)
    assert settings.all("media") == ("iso_a6_105x148mm",)
    (order,) = asked.of(Of.OPERATION)
    assert list(order.attributes)[:3] == [
        "attributes-charset",
        "attributes-natural-language",
        "printer-uri",
    ]
    assert order.all("ipp-attribute-fidelity") == (True,)
    printer.describe(
        media_supported=keyword("custom_min_50x50mm_x_50x50mm", "custom_max_200x200mm_x_200x200mm")
    )
    again = jobs.queue(desk, anna, "wrong")
    jobs.release(desk, [again], printer.name)
    finish(desk, spooler, [again])
    last = [one for one in printer.asked if one.code == PRINT][-1]
    assert last.of(Of.JOB)[0].all("media") == ("custom_105x148mm_105x148mm",)


@pytest.mark.parametrize("operation", [VALIDATE, PRINT])
def test_what_the_printer_does_not_take_is_told_with_its_own_words(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str, operation: int
) -> None:
    printer.answers[operation] = Message(
        0x040B,
        (
            group(Of.OPERATION, status_message=Value(Tag.TEXT, "No <b>such\n paper")),
            group(Of.UNSUPPORTED, media=keyword("iso_a6_105x148mm")),
        ),
    )
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    assert job.state == "failed"
    assert job.words == (
        "The printer does not take this paper or these settings. (media) · “No <b>such paper”"
    )
    assert bool(job.title) == (operation == PRINT)
    assert job.stage != "lost"


@pytest.mark.parametrize(("operation", "status"), [(VALIDATE, 0x0506), (PRINT, 0x0507)])
def test_what_the_printer_takes_later_waits(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str, operation: int, status: int
) -> None:
    before = printer.answers[operation]
    printer.answers[operation] = Message(status)
    ids = ask(desk, printer, anna)
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.spool) == ("queued", 0)
    printer.answers[operation] = before
    assert finish(desk, spooler, ids)[0].state == "printed"


def test_a_printer_that_accepts_no_jobs_is_sent_none(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str
) -> None:
    printer.describe(
        printer_is_accepting_jobs=Value(Tag.BOOLEAN, value=False),
        printer_state=Value(Tag.ENUM, 5),
        printer_state_message=Value(Tag.TEXT, "gone to lunch"),
    )
    ids = ask(desk, printer, anna)
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.words) == ("queued", "The printer takes no jobs now.")
    found = Ipp().printer(printer.name)
    assert (found.state, found.words) == (
        "stopped",
        "The printer takes no jobs now. · “gone to lunch”",
    )


@pytest.mark.parametrize("answer", [b"nonsense", Message(0), encode(TAKEN)[:-3]])
def test_an_answer_to_a_document_that_says_nothing_leaves_a_doubt(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str, answer: Message | bytes
) -> None:
    printer.answers[PRINT] = answer
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    assert (job.state, job.stage) == ("failed", "lost")
    assert {JOBS, PRINT} <= {one.code for one in printer.asked}


def test_a_document_that_is_found_by_its_title_is_adopted(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str
) -> None:
    printer.answers[PRINT] = b"nonsense"
    ids = ask(desk, printer, anna)
    spooler.step()
    (job,) = jobs.numbered(desk, ids)
    named = {"job_id": Value(Tag.INTEGER, 9), "job_name": Value(Tag.NAME, job.title)}
    printer.answers[JOBS] = Message(0, (group(Of.JOB, **named),))
    (job,) = finish(desk, spooler, ids)
    assert (job.state, job.remote) == ("printed", "9")


@pytest.mark.parametrize(
    ("state", "reason", "sheets", "expected"),
    [
        (9, "job-completed-with-errors", 1, "printed"),
        (9, "job-completed-with-errors", 0, "failed"),
        (9, "job-completed-with-warnings", 0, "printed"),
        (8, "aborted-by-system", 0, "failed"),
        (8, "document-format-error", 1, "printed"),
        (7, "job-canceled-at-device", 0, "cancelled"),
    ],
)
def test_the_end_of_a_job_is_told_as_the_printer_tells_it(
    printer: Scripted,
    desk: Desk,
    spooler: Spooler,
    anna: str,
    state: int,
    reason: str,
    sheets: int,
    expected: str,
) -> None:
    printer.job(state, reason, job_media_sheets_completed=Value(Tag.INTEGER, sheets))
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    assert job.state == expected
    assert job.stage == ("lost" if "errors" in reason else "done")


def test_a_job_that_the_printer_does_not_know_any_more_is_in_doubt(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str
) -> None:
    printer.answers[ASK_JOB] = Message(0x0406)
    (job,) = finish(desk, spooler, ask(desk, printer, anna))
    assert (job.state, job.stage) == ("failed", "lost")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("remote", one) for one in ("abc", "", "-1", "9" * 5000, str(1 << 40))),
        *(("sides", one) for one in (0, -1, 1 << 62)),
        *(("pages", one) for one in (-5, 0, 1 << 62)),
        *(("printer", one) for one in ("", "zpl://[", "x://y", "nobody")),
        *(("state", one) for one in ("odd", "sending")),
    ],
)
def test_an_odd_row_of_a_document_stops_no_other(
    printer: Scripted,
    desk: Desk,
    spooler: Spooler,
    anna: str,
    li: str,
    column: str,
    value: str | int,
) -> None:
    printer.job(5)
    (first,) = ask(desk, printer, anna)
    spooler.step()
    with desk.act():
        desk.db.execute(f"UPDATE spool SET {column} = ?", (value,))  # noqa: S608
    printer.job(9)
    (found,) = finish(desk, spooler, ask(desk, printer, li))
    assert found.state == "printed"
    assert jobs.numbered(desk, [first])[0].state in {"sent", "failed", "printed"}


def test_a_printer_that_does_not_let_us_ask_is_asked_again(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str
) -> None:
    before = printer.answers[ASK_JOB]
    printer.answers[ASK_JOB] = Message(0x0401)
    ids = ask(desk, printer, anna)
    (job,) = wait(desk, spooler, ids, lambda job: bool(job.words))
    assert (job.state, job.words) == ("sent", "The print system does not let this user print.")
    printer.answers[ASK_JOB] = before
    assert finish(desk, spooler, ids)[0].state == "printed"


def test_a_layout_that_is_gone_fails_in_words(
    printer: Scripted, desk: Desk, spooler: Spooler, anna: str
) -> None:
    (job,) = finish(desk, spooler, ask(desk, printer, anna, layout="gone"))
    assert job.state == "failed"
    assert "There is no layout gone" in job.words
    assert not job.title


# Print systems that other packages bring ##############################################

PLUG_IN = """
from checkin.printing.printer import Printer
class Paper:
    def printer(self, name):
        return Printer(name, name, "Of another package")
def broken():
    raise RuntimeError("at odds")
"""


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Printer]:
    """Install a package that brings print systems, and return what looks at their printers."""
    (tmp_path / "paper_plug_in.py").write_text(PLUG_IN, encoding="utf-8")
    about = tmp_path / "paper_plug_in-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: paper-plug-in\nVersion: 1\n")
    points = "[checkin.printers]\npaper = paper_plug_in:Paper\nodd = paper_plug_in:broken\n"
    (about / "entry_points.txt").write_text(points + "none = paper_plug_in:Nothing\n")
    monkeypatch.syspath_prepend(tmp_path)
    return systems.printer


def test_another_package_brings_printers_under_a_scheme_of_its_own(
    plug_in: Callable[[str], Printer],
) -> None:
    assert plug_in("paper://desk").make == "Of another package"
    for name in ("odd://x", "none://x"):
        with pytest.raises(GoneError, match="cannot be loaded"):
            plug_in(name)
    with pytest.raises(UnknownPrinterError, match="“smoke” is unknown"):
        plug_in("smoke://x")
