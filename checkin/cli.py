"""The same verbs without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import click

from checkin import grid_commands, i18n, telling
from checkin.answering import Commands, lines, written
from checkin.attendance.rules import ABROAD, RULES
from checkin.badge_commands import badges, layouts
from checkin.delegation_commands import delegations, group
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.figures_commands import targets_command
from checkin.founding import found
from checkin.house_commands import house
from checkin.i18n import gettext as _
from checkin.paper_commands import desks, paper, signatures_command
from checkin.plan_commands import plan_command
from checkin.printing_commands import jobs, print_badges, printers
from checkin.programme_commands import book, move, programme_command, split
from checkin.receiver_commands import lend, lost, receivers_out, take_back
from checkin.report_commands import report
from checkin.telling import Told
from checkin.verdicts import OVERRIDABLE, OVERRIDE_REASONS
from checkin.visit_commands import brief, gate_sent, roll, seat, visits_command

KINDS = ("people", "delegations", "programme", "bookings", "interpreters", "places", "grid")
EXPORTS = ("people", "attendance", "log", "interpreters", "conflicts")
PLANS = ("plan", "grid", "hours")
PRESETS = ("raw", "excel-de", "excel-zh")
BY = (
    *("country", "delegation", "role", "organisation_type", "origin", "tier", "city"),
    *("activity", "day", "hour", "language"),
)
MOST_HITS = 100_000

_PATH = click.Path(path_type=Path)
_EVENT = click.argument("event", type=_PATH)
_AT = click.option("--at", metavar="ISO-TIME", help="The time to take for now.")
_OUT = click.option("-o", "out", required=True, type=_PATH, metavar="FILE")
_ID = click.argument("subject", metavar="ID")


class Screen(Protocol):
    """What a program with a window lends to the demo."""

    @property
    def there(self) -> bool:
        """Tell whether a person can see a window."""

    def open(self, event: Path) -> None:
        """Open an event file in the window and stay until it is closed."""

    def pictures(self, folder: Path) -> bool:
        """Leave pictures of the window in a folder; return whether that could be done."""


def main(screen: Screen | None = None) -> None:
    """Start the program from a command line, in the language of this machine."""
    i18n.use(i18n.preferred())
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, Path(os.devnull).open("r+", encoding="utf-8"))  # noqa: SIM115
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    commands(prog_name="checkin", obj=screen)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="checkin")
def commands() -> None:
    """Check people in at a congress: offline, on several desks that meet later."""


commands.add_command(badges)
commands.add_command(layouts)
commands.add_command(print_badges)
commands.add_command(jobs)
commands.add_command(printers)
commands.add_command(report)
_RECEIVING = (receivers_out, lend, take_back, lost)
_PLANNED = (programme_command, book, move, split, plan_command)
_VISITING = (visits_command, roll, brief, gate_sent, seat)
_GROUPS = (delegations, group)
_FIGURES = (house, targets_command, desks)
_PAPER = (paper, signatures_command)
for one in (*_PLANNED, *_VISITING, *_GROUPS, *_FIGURES, *_RECEIVING, *_PAPER):
    commands.add_command(one)


@commands.command()
@_EVENT
@click.option("--title", required=True)
@click.option("--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--to", "last", required=True, type=click.DateTime(["%Y-%m-%d"]))
@click.option("--desk", "label", default="A", show_default=True)
@click.option("--zone", metavar="IANA", help="The time zone; by default the machine's.")
def new(event: Path, first: datetime, last: datetime, zone: str, **named: Any) -> Told:
    """Make a new event file."""
    from checkin.model.event import machine_zone  # noqa: PLC0415

    named |= {"first": first.date(), "last": last.date(), "zone_name": zone or machine_zone()}
    with found(event, **named) as desk:
        told = {"event": desk.event.id, "desk": desk.label, "zone": desk.event.zone}
    return told, _("{event} is ready.").format(event=event)


@commands.command()
@_EVENT
@click.option("--source", required=True, type=_PATH)
@click.option("--desk", "label", required=True)
def join(event: Path, source: Path, label: str) -> Told:
    """Make a further desk from an exchange folder, a sync file or an event file."""
    from checkin import exchange  # noqa: PLC0415

    with exchange.join(event, source, label) as desk:
        told = {"event": desk.event.id, "desk": desk.label}
    return told, _("{event} is ready.").format(event=event)


@commands.command("import")
@_EVENT
@click.argument("file", type=_PATH)
@click.option("--as", "kind", type=click.Choice(KINDS), default="people", show_default=True)
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN")
@click.option("--encoding", metavar="NAME", help="Of a CSV file; by default it is recognised.")
@click.option("--source", default="", metavar="NAME", help="Whose list this is.")
@click.option("--dry-run", is_flag=True, help="Say what would change and change nothing.")
@click.option("--rejected", type=_PATH, help="Write the rows that were not taken to this file.")
def take(event: Path, file: Path, kind: str, pairs: Iterable[str], **how: Any) -> Told:
    """Take in a list from a CSV, XLSX or DOCX file."""
    from checkin.lists.intake import take_in  # noqa: PLC0415

    mapped = _pairs(pairs)
    with Desk(event) if how["dry_run"] else written(event) as desk:
        if kind == "grid":
            return grid_commands.take(desk, file, mapped, **how)
        taken = take_in(desk, file, kind, pairs=mapped, **how)
        return telling.intake(desk, taken, file.name)


@commands.command()
@_EVENT
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, MOST_HITS), default=20, show_default=True)
@_AT
def find(event: Path, text: str, limit: int, at: str | None) -> Told:
    """Find people by anything that is known of them, in any script and spelling."""
    with Desk(event) as desk:
        moment = desk.moment(at)
        return telling.hits(desk, desk.find(text, limit, moment), moment)


@commands.command()
@_EVENT
@_ID
@_AT
def show(event: Path, subject: str, at: str | None) -> Told:
    """Show one person whole, with the history in words."""
    with Desk(event) as desk:
        person = desk.registered(subject)
        if person is None:
            raise DeskError(_("There is no person {id}.").format(id=subject))
        return telling.whole(desk, person, desk.moment(at))


@commands.command()
@_EVENT
@click.argument("codes", nargs=-1, metavar="[CODE ...]")
@click.option("--activity", default="", metavar="ID")
@click.option("--out", is_flag=True, help="Check out instead of in.")
@click.option("--at", metavar="ISO-TIME", help="The stated time, for a paper list.")
@click.option("--despite", type=click.Choice(OVERRIDE_REASONS), help="Let in who is refused: why.")
def scan(
    event: Path, codes: tuple[str, ...], at: str | None, despite: str | None, **how: Any
) -> Iterator[Told]:
    """Check in by codes, from the arguments or a line each from standard input."""
    from checkin.attendance import scanning  # noqa: PLC0415

    with written(event) as desk:
        moment = desk.event.moment(at) if at else None
        for code in codes or lines():
            found = scanning.scan(desk, code, at=moment, **how)
            if despite and found.person and found.verdict in OVERRIDABLE:
                person, where = found.person.id, found.activity
                admitted = scanning.admit(desk, person, activity=where, at=moment, reason=despite)
                found = replace(admitted, code=found.code)
            yield telling.answer(desk, found)


@commands.command()
@_EVENT
@click.option("--act", metavar="ID", help="An act or an entry; by default this desk's last act.")
def undo(event: Path, act: str | None) -> Told:
    """Take back an act."""
    with written(event) as desk:
        return telling.undone(desk, desk.undo(act))


@commands.command()
@_EVENT
@click.option("--by", type=click.Choice(BY))
@click.option("--activity", metavar="ID")
@click.option("--rule", type=click.Choice(RULES), default=RULES[0], show_default=True)
@click.option("--abroad", type=click.Choice(ABROAD), help="By what somebody is from abroad.")
@click.option("--outsiders", is_flag=True, help="Join small groups, and tell only who attended.")
@_AT
def tally(event: Path, at: str | None, *, outsiders: bool, **asked: Any) -> Told:
    """Count who was registered, expected, there and is here."""
    from checkin import telling_figures as told  # noqa: PLC0415
    from checkin.attendance import outsiders as strangers  # noqa: PLC0415
    from checkin.attendance import tallies  # noqa: PLC0415

    if outsiders:
        strangers.require(asked["by"])
    with Desk(event) as desk:
        moment = desk.moment(at)
        counted = tallies.tally(desk, at=moment, **asked)
        return (told.to_outsiders if outsiders else told.tally)(desk, counted, moment)


@commands.command()
@_EVENT
@click.argument("what", type=click.Choice((*EXPORTS, *PLANS)))
@_OUT
@click.option("--preset", type=click.Choice(PRESETS), default=PRESETS[0], show_default=True)
@_AT
def export(event: Path, what: str, out: Path, preset: str, at: str | None) -> Told:
    """Write a list as CSV or XLSX."""
    with Desk(event) as desk:
        rows = _exported(what)(desk, what, out, preset, desk.moment(at))
    text = i18n.ngettext("{n} row in {file}.", "{n} rows in {file}.", rows)
    return {"rows": rows}, text.format(n=rows, file=out.name)


@commands.command()
@_EVENT
@click.argument("path", type=_PATH)
def sync(event: Path, path: Path) -> Iterator[Told]:
    """Write what this desk knows and read what the others wrote."""
    from checkin import exchange  # noqa: PLC0415

    with written(event) as desk:
        met = exchange.sync(desk, path)
    yield telling.exchange(met)
    if met.refused and not path.is_dir():
        raise DeskError("{}: {}".format(*met.refused[0]))


@commands.command()
@_EVENT
def verify(event: Path) -> Iterator[Told]:
    """Check the chain, the digests, the rows against a rebuild, and the file itself."""
    from checkin import verification  # noqa: PLC0415

    faults = verification.faults(event)
    yield {"faults": faults}, "\n".join(faults) or _("Nothing is wrong.")
    if faults:
        raise DeskError(faults[0])


@commands.command()
@_EVENT
@_OUT
def backup(event: Path, out: Path) -> Told:
    """Copy the event file whole, also while it is written to."""
    from checkin.journal import keeping  # noqa: PLC0415

    keeping.backup(event, out)
    return {"file": str(out)}, _("{file} is a complete copy.").format(file=out)


@commands.command()
@_EVENT
@_ID
def erase(event: Path, subject: str) -> Told:
    """Erase what is known of a person, for ever; the counts stay."""
    from checkin import erasure  # noqa: PLC0415

    with written(event) as desk:
        erased = erasure.erase(desk, subject)
    text = _("The person is erased on this desk; the next exchange tells the others.")
    if not erased.off_disk:
        text = _("The person is erased, but still on the disk while somebody reads the file.")
    return {"erased": list(erased.entries), "off_disk": erased.off_disk}, text


@commands.command()
@click.argument("folder", type=_PATH, default="demo")
@click.option("--headless", is_flag=True, help="Play it without a window.")
@click.pass_obj
def demo(screen: Screen | None, folder: Path, *, headless: bool) -> Iterator[Told]:
    """Build the demo congress, play its days on three desks and open its second morning."""
    from checkin import demo as congress  # noqa: PLC0415

    shown = screen is not None and screen.there and not headless
    yield congress.play(folder, screens=screen.pictures if screen and not shown else None)
    if screen and shown:
        screen.open(congress.play_morning(folder / congress.MORNING_FOLDER))


def _exported(what: str) -> Callable[..., int]:
    """Return what writes a list."""
    from checkin.lists import exports  # noqa: PLC0415
    from checkin.reports import plan_files  # noqa: PLC0415

    return plan_files.export if what in PLANS else exports.export


def _pairs(texts: Iterable[str]) -> Mapping[str, str] | None:
    pairs = {}
    for text in texts:
        name, equals, column = text.partition("=")
        if not equals:
            raise click.UsageError(_("--map takes FIELD=COLUMN, not “{text}”.").format(text=text))
        pairs[name.strip()] = column.strip()
    return pairs or None
