"""The print system of a Linux: a queue of CUPS, asked over its socket, with a printer behind it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest

from checkin.desk import Desk
from checkin.printing import jobs, systems
from checkin.printing.printer import UnknownPrinterError
from checkin.printing.spooler import Spooler
from tests.printing.machines import Machine, program, running, until
from tests.printing.steps import SLOW, Switch, finish, wait

CUPSD = """Listen {folder}/run/cups.sock
WebInterface No
Browsing No
DefaultAuthType Basic
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/run
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
TempDir {folder}/tmp
User lp
Group lp
SystemGroup root
"""


@pytest.fixture
def queue(switch: Switch, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """Run a CUPS of our own with one queue, “Badges”, and return the printer behind it."""
    cupsd, lpadmin = program("cupsd"), program("lpadmin")
    if not (cupsd and lpadmin) or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("CUPS cannot be started here")
    printer = switch(script=SLOW)
    with TemporaryDirectory(prefix="cups-") as made, cups(cupsd, Path(made)) as socket:
        monkeypatch.setenv("CUPS_SERVER", socket)
        making = [lpadmin, "-p", "Badges", "-E", "-v", printer.name, "-m", "raw"]
        subprocess.run(making, check=True, capture_output=True)  # noqa: S603  our own words
        yield printer


@contextmanager
def cups(cupsd: str, folder: Path) -> Iterator[str]:
    """Run it in a folder, and return its socket."""
    folder.chmod(0o755)  # it works as somebody else
    for name in ("root/ppd", "spool", "cache", "run", "log", "tmp"):
        (folder / name).mkdir(parents=True)
    for path in folder.rglob("*"):
        shutil.chown(path, "lp", "lp")
    for name, text in (("cupsd.conf", CUPSD), ("cups-files.conf", FILES)):
        (folder / name).write_text(text.format(folder=folder), encoding="utf-8")
    words = [cupsd, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
    with running(words, folder, {}):
        until((folder / "run" / "cups.sock").exists)
        yield str(folder / "run" / "cups.sock")


def test_a_queue_of_this_machine_prints_and_is_asked_what_became_of_it(
    queue: Machine, desk: Desk, spooler: Spooler, anna: str
) -> None:
    assert [one.name for one in systems.printers()] == ["Badges"]
    with pytest.raises(UnknownPrinterError, match=r"no printer Nobody\. There are: Badges"):
        systems.printer("Nobody")
    ids = [jobs.queue(desk, anna)]
    jobs.release(desk, ids, "Badges")
    (job,) = wait(desk, spooler, ids, lambda job: job.state == "sent")
    assert systems.system("Badges").find("Badges", job.title) == job.remote
    (queue.folder / "go").touch()
    assert finish(desk, spooler, ids)[0].state == "printed"
    assert systems.system("Badges").find("Badges", job.title) == job.remote
    with pypdfium2.PdfDocument(queue.documents()[0]) as document:
        size = [side / 72 * 25.4 for side in document[0].get_size()]
    assert size == pytest.approx([105, 148], abs=0.2)


def test_a_job_in_a_queue_of_this_machine_is_called_off(
    queue: Machine, desk: Desk, spooler: Spooler, anna: str
) -> None:
    queue.off()
    ids = [jobs.queue(desk, anna)]
    jobs.release(desk, ids, "Badges")
    wait(desk, spooler, ids, lambda job: job.state == "sent")
    jobs.mark(desk, ids, "cancelled")
    assert finish(desk, spooler, ids)[0].state == "cancelled"
