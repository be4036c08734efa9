"""The commands that print: badges, what became of them, and which printers there are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checkin.answering import Command, written
from checkin.badges.order import ORDERS, Order
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.queue import Spool
from checkin.printing import batch, printable, spool, station, systems
from checkin.printing import jobs as queue
from checkin.printing.batch import Batch
from checkin.printing.jobs import REASONS, Job
from checkin.printing.printer import GoneError, Printer
from checkin.printing.spooler import Spooler
from checkin.telling import Told

_PATH = click.Path(path_type=Path)
_EVENT = click.argument("event", type=_PATH)
_OVER = {"printed", "failed", "cancelled"}


@click.command("print", cls=Command)
@_EVENT
@click.option("--printer", default="", metavar="NAME", help="By default that of the layout.")
@click.option("--who", default="", metavar="all|QUERY", help="By default what waits to be printed.")
@click.option("--layout", default="", help="By default that of this desk.")
@click.option("--sheet", default="", help="By default a page of its own size for each badge.")
@click.option("--again", type=click.Choice(REASONS), help="Also who was printed already, and why.")
@click.option("--test", is_flag=True, help="Print a test page with rulers.")
@click.option("--order", type=click.Choice(ORDERS), help="By default as the register has it.")
@click.option("--wait", default=60.0, show_default=True, help="How many seconds at most.")
def print_badges(  # noqa: PLR0913, PLR0917  what printing is made of
    event: Path,
    printer: str,
    who: str,
    layout: str,
    sheet: str,
    again: str | None,
    test: bool,  # noqa: FBT001  a flag of the command line
    order: Order | None,
    wait: float,
) -> Iterator[Told]:
    """Print badges, and wait until the printer says what became of them."""
    with written(event) as desk:
        here = station.station(desk)
        layout = layout or here.layout
        printer = printer or here.printer_for(layout)
        if not printer:
            raise DeskError(_("No printer is chosen for this desk."))
        _require(printer)
        printable.paper(desk, layout, sheet)
        if test:
            asked = Batch((queue.queue_test(desk, printer, layout, sheet),))
        else:
            asked = batch.ask(desk, who, again or "", order or "") if who else batch.queued(desk)
            queue.release(desk, asked.ids, printer, layout, sheet)
        for person, words in asked.left_out:
            click.echo(f"{person.whole_name or person.id}: {words}", err=True)
        _print(desk, asked.ids, wait)
        came = queue.numbered(desk, asked.ids)
    yield told(came)
    if came and not any(job.remote for job in came):
        raise DeskError(came[0].words or _("Nothing could be sent."))


@click.command(cls=Command)
@_EVENT
def jobs(event: Path) -> Told:
    """List the badges that this desk was asked to print, with what became of them by now."""
    with _looking(event) as (desk, call):
        Spooler(desk, call).follow()
        listed = queue.jobs(desk)
        seen = getattr(call, "seen", {})
    return told([job._replace(**seen.get(job.id, {})) for job in listed])


@click.command(cls=Command)
@click.argument("names", nargs=-1, metavar="[NAME ...]")
def printers(names: tuple[str, ...]) -> Told:
    """List the printers of this machine, or those named, with their state and their paper."""
    nothing = _("There is no printer here.")
    try:
        found = [systems.printer(name) for name in names] or systems.printers()
    except GoneError as error:
        if names:
            raise
        found, nothing = [], f"{nothing} {error}"
    lines = [line for one in found for line in _lines(one)]
    return [asdict(one) for one in found], "\n".join(lines) or nothing


def told(listed: Sequence[Job]) -> Told:
    """Return jobs for programs, and in words."""
    page = _("test page")
    lines = [
        f"{job.id:>5}  {job.state:<9}  {job.person or page}  {job.at[:16]}  {job.words}".rstrip()
        for job in listed
    ]
    text = "\n".join(lines)
    return [job._asdict() for job in listed], text or _("No badge was asked for at this desk.")


def _require(name: str) -> None:
    """Raise where there is no such printer; one in the network may be switched on later."""
    try:
        systems.printer(name)
    except GoneError:
        return


def _print(desk: Desk, ids: Sequence[int], wait: float) -> None:
    """Send jobs, until all are over or the time is."""
    spooler = Spooler(desk, _directly(desk))
    end = time.monotonic() + wait
    while True:
        pause = spooler.step()
        rest = end - time.monotonic()
        if rest <= 0 or all(job.state in _OVER for job in queue.numbered(desk, ids)):
            return
        time.sleep(min(pause, rest))


def _directly(desk: Desk) -> Callable[..., Any]:
    return lambda verb, *values: verb(desk, *values)


class _Seen:
    """What would be noted in a file that another program writes: shown, and not kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.seen: dict[int, dict[str, str]] = {}

    def __call__(self, verb: Callable[..., Any], one: Spool, *said: Any) -> None:
        if verb is spool.settle:
            for fate in spool.changes(self._desk, one, *said):
                self.seen[fate.job.id] = {"state": fate.state, "words": fate.words}


@contextmanager
def _looking(event: Path) -> Iterator[tuple[Desk, Callable[..., Any]]]:
    """Open an event file, for writing where something may have changed and nobody else writes."""
    with Desk(event) as desk:
        changing = bool(spool.under_way(desk))
    try:
        opened = Desk(event, writing=changing)
    except DeskError:
        opened, changing = Desk(event), False
    with opened as desk:
        yield desk, _directly(desk) if changing else _Seen(desk)


def _lines(printer: Printer) -> Iterator[str]:
    """Yield a printer in words: its state, and below it the paper that it has."""
    yield "  ".join(filter(None, (printer.name, printer.state, printer.make, printer.words)))
    known = [f"{size} mm" for size in printer.sizes]
    known += [
        _("{least} to {most}").format(least=span.least, most=f"{span.most} mm")
        for span in printer.spans
    ]
    if known:
        yield "    " + ", ".join(known)
    if printer.loaded:
        loaded = ", ".join(f"{size} mm" for size in printer.loaded)
        yield "    " + _("Loaded: {sizes}").format(sizes=loaded)
