"""A desk that is killed while it sends: the print system is asked, and nothing is printed twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.printing import jobs
from checkin.printing.spooler import Spooler
from tests.printing.conftest import Event
from tests.printing.steps import Switch, ask, finish, said

BREAKS_OFF = """
import os, sys
from pathlib import Path
from checkin.desk import Desk
from checkin.printing import spool, spooler
def call(verb, *values):
    if verb is spool.took:
        print("sent", flush=True); os.kill(os.getpid(), 9)
    made = verb(desk, *values)
    if verb is spool.note and sys.argv[2] == "noted":
        print("noted", flush=True); os.kill(os.getpid(), 9)
    return made
desk = Desk(Path(sys.argv[1]), writing=True)
spooler.Spooler(desk, call).step()
"""


def break_off(path: Path, when: str) -> None:
    """Let another process send what waits, and kill it at a moment."""
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", BREAKS_OFF, str(path), when],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="kills as Unix does")
@pytest.mark.parametrize(("when", "state"), [("noted", "failed"), ("sent", "printed")])
def test_after_a_crash_the_print_system_is_asked_and_nothing_is_printed_twice(
    event: Event, switch: Switch, when: str, state: str
) -> None:
    printer = switch()
    with Desk(event.path, writing=True) as desk:
        ids = ask(desk, printer, event.anna)
    break_off(event.path, when)
    with Desk(event.path, writing=True) as again:
        (job,) = jobs.numbered(again, ids)
        assert (job.state, job.stage) == ("queued", "sending")
        spooler = Spooler(again, lambda verb, *values: verb(again, *values))
        (job,) = finish(again, spooler, ids)
        assert job.state == state
        spooler.step()
        assert len(printer.documents()) == (when == "sent")
        if when == "noted":
            assert job.words.startswith("It is not known whether this was printed.")
        assert len(said(again)) == (when == "sent")
