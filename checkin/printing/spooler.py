"""The spooler: takes what is to be printed, draws it, sends it, and asks what became of it.

It reads on its own, and lets the writing desk note what it finds; drawing and the network hold
nobody up. One step follows the other; how soon the next is worth while, a step says itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any

from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.i18n import gettext as _
from checkin.journal.queue import Spool
from checkin.printing import drawer, jobs, printable, spool, station, systems, words
from checkin.printing.jobs import Job
from checkin.printing.printer import (
    BrokenError,
    BusyError,
    Document,
    GoneError,
    Printer,
    PrintSystem,
    Progress,
    RefusedError,
    Size,
    UnknownPrinterError,
)
from checkin.printing.spool import Placed
from checkin.printing.station import Station

SOON, LATER, LATEST = 0.5, 3.0, 30.0
"""Seconds to the next step: while something prints, while nothing does, and at most."""

_MOST_NAMED = 12  # sizes of paper
_MOST_ASKED = 10  # documents of a printer asked after in one step; they end in their order

_ONE_STEP = Lock()
"""Two spoolers of one program take turns: neither sees what the other is sending as broken off."""

Call = Callable[..., Any]
"""Runs a verb on the writing desk: called with the verb and what follows the desk."""


class _Patience:
    """When a printer that did not answer is asked again: each time it is given longer."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._wait: dict[str, float] = {}

    def asks(self, printer: str) -> bool:
        return time.monotonic() >= self._until.get(printer, 0.0)

    def failed(self, printer: str, most: float = LATEST) -> None:
        wait = min(self._wait.get(printer, SOON) * 2, most)
        self._wait[printer], self._until[printer] = wait, time.monotonic() + wait

    def answered(self, printer: str) -> None:
        self._until.pop(printer, None)
        self._wait.pop(printer, None)

    def forget(self) -> None:
        self._until.clear()
        self._wait.clear()

    def wait(self) -> float:
        """Return the seconds until the first of them is to be asked."""
        return max(min(self._until.values(), default=0.0) - time.monotonic(), 0.0)


class _TurnError(BusyError):
    """The printer has what this desk sent before; this takes its turn behind it."""


class Spooler:
    """Brings the print jobs of a desk to their printers."""

    def __init__(self, desk: Desk, call: Call) -> None:
        """Begin; the desk is only read, in the thread of the steps."""
        self._desk, self._call = desk, call
        self._patience = _Patience()
        self._single: set[str] = set()  # printers that take one document at a time
        self._taken: set[str] = set()  # those of them that have one, within a step
        self._recalled: set[int] = set()  # documents that were called off at their print system
        self._silence: dict[str, str] = {}  # why printers take nothing
        self._remarks: dict[int, str] = {}  # on documents, as long as nothing else is said of them
        self._swept = False

    def step(self) -> float:
        """Send what waits, ask after what was sent; return after how many seconds to go on."""
        with _ONE_STEP:
            if not self._swept:
                drawer.sweep(self._desk.path)
                self._swept = True
            self._ask_after_all(spool.under_way(self._desk))
            here = station.station(self._desk)
            self._taken.clear()
            for batch in self._batches(here):
                name = batch[0].printer
                if name not in self._taken and self._patience.asks(name):
                    self._send(here, batch)
                else:
                    self._tell(batch, self._silence.get(name, ""))
        return self._pace()

    def ask_anew(self) -> None:
        """Ask every printer at the next step: one that did not answer was seen to be back."""
        self._patience.forget()

    def follow(self) -> None:
        """Ask after what print systems have, and send nothing; also beside another program.

        What another program is sending just now is left to it.
        """
        self._ask_after_all([one for one in spool.under_way(self._desk) if one.state == "sent"])

    def _ask_after_all(self, sent: Sequence[Spool]) -> None:
        for name, some in _by_printer(sent):
            if self._patience.asks(name):
                self._follow(name, some[:_MOST_ASKED])

    def _pace(self) -> float:
        sent = spool.under_way(self._desk)
        if any(self._patience.asks(one.printer) for one in sent):
            return SOON
        return min(max(self._patience.wait(), SOON), LATER)

    # What was sent ########################################################################

    def _follow(self, name: str, sent: Sequence[Spool]) -> None:
        """Ask after the documents of a printer, until it does not answer."""
        try:
            system = systems.system(name)
            for one in sent:
                self._ask_after(system, one)
            self._patience.answered(name)
        except UnknownPrinterError as error:
            for one in sent:
                self._settle(one, Progress("lost", str(error)))
        except (GoneError, BusyError, RefusedError) as error:
            self._patience.failed(name)
            self._silence[name] = str(error)[: words.LONGEST]
            for one in sent:
                self._settle(one, Progress("waiting", str(error)))

    def _ask_after(self, system: PrintSystem, one: Spool) -> None:
        if one.state == "sending":  # the line broke, or the program, when it was under way
            remote = system.find(one.printer, one.title)
            if remote is None:
                self._settle(one, Progress("lost"))
                return
            self._call(spool.took, one, remote)
            one = one._replace(state="sent", remote=remote)
        if one.id not in self._recalled and spool.called_off(self._desk, one):
            system.cancel(one.printer, one.remote)
            self._recalled.add(one.id)
        self._settle(one, system.progress(one.printer, one.remote, one.title))

    def _settle(self, one: Spool, progress: Progress) -> None:
        """Let the desk note what is new, and only that: nobody writes because he looked."""
        if progress.state in spool.WAITING and not progress.words:
            progress = replace(progress, words=self._remarks.get(one.id, ""))
        if spool.news(self._desk, one, progress):
            self._call(spool.settle, one, progress)

    # What waits ###########################################################################

    def _batches(self, here: Station) -> Iterator[list[Job]]:
        """Yield the jobs that are to be printed, those of one document together."""
        waits = [job for job in jobs.under_way(self._desk) if job.state == "queued"]
        due = [job.id for job in waits if not job.printer]
        if due and here.itself and here.printer_for(here.layout):
            self._call(jobs.release_due, due)
            waits = jobs.numbered(self._desk, [job.id for job in waits])
        free = [job for job in waits if job.printer and not job.spool and job.state == "queued"]
        free.sort(key=lambda job: (job.batch, job.id))
        for _batch, some in groupby(free, key=lambda job: job.batch):
            yield list(some)

    def _send(self, here: Station, batch: list[Job]) -> None:
        name = batch[0].printer
        self._desk.refresh()  # another title of the event, perhaps
        try:
            system = systems.system(name)
            printer = system.printer(name)
            self._require_free(printer)
            with drawer.opened(self._desk.path) as folder:
                ready = self._drawn(here, batch, printer, folder / "pages.pdf")
                if ready:
                    self._deliver(printer, system, ready)
            self._patience.answered(name)
        except _TurnError as error:
            self._taken.add(name)
            self._say(batch, error)
        except (GoneError, BusyError) as error:
            self._wait(batch, error)
        except (RefusedError, UnknownPrinterError) as error:
            self._call(spool.fail, {job.id: str(error) for job in batch})
        except StoppedError:
            return  # somebody has called one off; the others are drawn anew

    def _drawn(
        self, here: Station, batch: Sequence[Job], printer: Printer, file: Path
    ) -> tuple[Document, Placed] | None:
        """Draw jobs; None where none of them can be. Raises RefusedError for the wrong paper."""
        name = batch[0].printer
        try:
            with file.open("wb") as stream:
                drawn = printable.draw(self._desk, batch, here.offset(name), stream)
        except DeskError as error:
            raise RefusedError(str(error)) from error
        paper = printer.paper(drawn.size)
        if paper is None:
            raise RefusedError(_lacking(printer, drawn.size))
        if drawn.left_out:
            self._call(spool.fail, drawn.left_out)
        if not drawn.places:
            return None
        binding = drawn.binding if printer.two_sided else ""
        document = Document(file, drawn.size, drawn.pages, binding, paper)
        return document, Placed(name, drawn.pages, 2 if binding else 1, drawn.places)

    def _deliver(
        self, printer: Printer, system: PrintSystem, ready: tuple[Document, Placed]
    ) -> None:
        """Send a document; from the moment that its title is noted, its truth is kept."""
        document, placed = ready
        noted: list[Spool] = []

        def note() -> str:
            noted.append(self._call(spool.note, placed))
            return noted[0].title

        try:
            remote = system.send(placed.printer, document, note)
        except BusyError:
            if noted:
                self._single.add(placed.printer)
                self._call(spool.returned, noted[0])
                self._require_turn(printer)
            raise
        except (RefusedError, UnknownPrinterError) as error:
            if not noted:
                raise
            self._call(spool.refused, noted[0], str(error))
        except BrokenError as error:
            if not noted:
                raise GoneError(str(error)) from error
        else:
            remark = _remark(printer, document)
            self._remarks[noted[0].id] = remark
            self._call(spool.took, noted[0], remote, remark)

    def _wait(self, batch: Sequence[Job], error: DeskError) -> None:
        """Give a printer time, and say what its jobs wait for."""
        name = batch[0].printer
        self._patience.failed(name, SOON * 4 if isinstance(error, BusyError) else LATEST)
        self._say(batch, error)

    def _say(self, batch: Sequence[Job], error: DeskError) -> None:
        """Say what jobs of a printer wait for, now and until it is asked again."""
        name = batch[0].printer
        self._silence[name] = str(error)[: words.LONGEST]
        self._tell(batch, self._silence[name])

    def _tell(self, batch: Sequence[Job], said: str) -> None:
        """Let the desk note what jobs wait for, once."""
        silent = [job.id for job in batch if job.words != said]
        if silent:
            self._call(spool.tell, silent, said)

    def _require_free(self, printer: Printer) -> None:
        """Let a printer that takes one document at a time finish it."""
        if printer.name in self._single:
            self._require_turn(printer)
            if printer.state == "busy":
                raise BusyError(words.aborted(0x0507))

    def _require_turn(self, printer: Printer) -> None:
        """Let what this desk sent before come out first; what holds that up holds all up."""
        if any(one.printer == printer.name for one in spool.under_way(self._desk)):
            raise _TurnError(printer.words)


def _by_printer(sent: Sequence[Spool]) -> list[tuple[str, list[Spool]]]:
    names = dict.fromkeys(one.printer for one in sent)
    return [(name, [one for one in sent if one.printer == name]) for name in names]


def _lacking(printer: Printer, size: Size) -> str:
    """Say that a printer has no paper of this size, and which it has."""
    known = [str(one) for one in printer.sizes[:_MOST_NAMED]]
    known += [
        _("{least} to {most}").format(least=one.least, most=one.most) for one in printer.spans
    ]
    sentence = _("The printer has no paper of {size} mm; it takes {known}.")
    return sentence.format(size=size, known=", ".join(known))


def _remark(printer: Printer, document: Document) -> str:
    """Say what one should know of a document that was sent, '' where there is nothing."""
    if printer.has_loaded(document.sheet):
        return ""
    loaded = ", ".join(map(str, printer.loaded[:_MOST_NAMED]))
    sentence = _("Paper of {size} mm is not loaded; the printer has {loaded}.")
    return sentence.format(size=document.sheet, loaded=loaded)
