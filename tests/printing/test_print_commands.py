"""The commands that print, with a real printer at the other end."""

from __future__ import annotations

import json

import pypdfium2
from click.testing import CliRunner

from checkin import cli
from checkin.desk import Desk
from checkin.printing import jobs
from checkin.printing.spooler import Spooler
from tests.printing.conftest import Event
from tests.printing.machines import until
from tests.printing.steps import SLOW, Switch, ask, wait


def run(*words: str) -> tuple[int, str, str]:
    """Run a command; return its status, what it said, and what it complained of."""
    done = CliRunner().invoke(cli.commands, words)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_line_prints_and_prints_nobody_twice_unasked(
    event: Event, switch: Switch
) -> None:
    printer = switch()
    status, out, _err = run(
        "print", event.file, "--printer", printer.name, "--who", "all", "--json"
    )
    told = json.loads(out)
    assert status == 0
    assert {(job["person"], job["state"]) for job in told} == {
        (event.anna, "printed"),
        (event.li, "printed"),
    }
    status, out, err = run("print", event.file, "--printer", printer.name, "--who", "all", "--json")
    assert (status, json.loads(out)) == (0, [])
    assert "Anna Müller: Already printed" in err
    again = ("--who", event.anna, "--again", "paper", "--json")
    status, out, _err = run("print", event.file, "--printer", printer.name, *again)
    ((job,), number) = json.loads(out), len(printer.documents())
    assert (status, job["state"], job["reason"], number) == (0, "printed", "paper", 2)
    assert len(json.loads(run("jobs", event.file, "--json")[1])) == 3


def test_the_command_line_prints_a_test_page(event: Event, switch: Switch) -> None:
    printer = switch()
    status, out, _err = run("print", event.file, "--printer", printer.name, "--test", "--json")
    (job,) = json.loads(out)
    assert (status, job["state"], job["person"]) == (0, "printed", "")
    with pypdfium2.PdfDocument(printer.documents()[0]) as document:
        text = document[0].get_textpage().get_text_range()
    assert "李娜" in text
    assert "105 x 148 mm" in text


def test_jobs_are_asked_after_also_while_another_writes(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str
) -> None:
    printer = switch(script=SLOW)
    ids = ask(desk, printer, anna)
    wait(desk, spooler, ids, lambda job: job.state == "sent")
    until((printer.folder / "started").exists)
    printer.off()
    (job,) = json.loads(run("jobs", str(desk.path), "--json")[1])
    assert "does not answer" in job["words"]
    assert jobs.numbered(desk, ids)[0].words == ""


def test_printers_are_listed_with_their_paper(switch: Switch) -> None:
    printer = switch()
    status, out, _err = run("printers", printer.name, "--json")
    (told,) = json.loads(out)
    assert (status, told["state"], told["loaded"]) == (0, "idle", [[105.0, 148.0]])
    assert told["spans"] == [[[50.0, 50.0], [90.0, 110.0]]]
    assert "50 x 50 to 90 x 110 mm" in run("printers", printer.name)[1]


def test_a_printer_that_there_is_not_is_refused_and_nothing_is_asked_for(
    event: Event,
) -> None:
    for name in ("No Such", "nonsense://x", "ipp://", "zpl://host?dpi=7"):
        status, out, err = run("print", event.file, "--printer", name, "--who", event.anna)
        assert (status, out) == (1, "")
        assert "printer" in err
    assert json.loads(run("jobs", event.file, "--json")[1]) == []


def test_nothing_that_could_be_sent_is_a_refusal_and_waits(event: Event, switch: Switch) -> None:
    printer = switch()
    printer.off()
    words = ("--printer", printer.name, "--who", event.anna, "--wait", "0")
    status, out, err = run("print", event.file, *words)
    assert (status, "queued" in out) == (1, True)
    assert "does not answer" in err


def test_why_nothing_is_sent_is_said_also_while_the_printer_owes_an_answer(
    desk: Desk, switch: Switch, spooler: Spooler, anna: str, li: str
) -> None:
    printer = switch(script=SLOW)
    ids = ask(desk, printer, anna)
    wait(desk, spooler, ids, lambda job: job.state == "sent")
    printer.off()
    (second,) = ask(desk, printer, li)
    spooler.step()
    (job,) = jobs.numbered(desk, [second])
    assert (job.state, "does not answer" in job.words) == ("queued", True)
