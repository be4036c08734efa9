"""The commands that write reports: one for each kind, by one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from checkin import i18n
from checkin.answering import Command
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal.lock import HeldError
from checkin.model.event import day_subject
from checkin.paper.listing import MISSING, Printed
from checkin.telling import Told

ORDERS = ("din-1", "din-2", "pinyin")

_PATH = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants of a report, beside its kind."""

    out: Path
    at: datetime
    stated: bool = False  # whether somebody said so; else it is now
    order: Any = ORDERS[0]
    activity: str = ""
    day: str = ""
    of: str = "all"
    by: str = "country"
    outsiders: bool = False


def _paper(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import complete_paper  # noqa: PLC0415

    keep = _keeping(desk)
    return complete_paper.write(desk, asked.out, asked.order, asked.at, keep=keep)


def _signatures(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import signature_sheets  # noqa: PLC0415

    day = asked.day or desk.event.day_of(asked.at).isoformat()
    activity = asked.activity or day_subject(desk.key, day)
    keep = _keeping(desk)
    return signature_sheets.write(desk, asked.out, activity, asked.of, asked.at, keep=keep)


def _keeping(desk: Desk) -> Callable[..., str] | None:
    """Return what keeps who stands on which page; None where the desk is open for reading only."""
    from checkin import sheets  # noqa: PLC0415

    return partial(sheets.draw_up, desk) if desk.writer else None


def _receivers(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import receiver_list  # noqa: PLC0415

    return receiver_list.write(desk, asked.out, asked.at)


def _receiver_labels(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import receiver_labels  # noqa: PLC0415

    return receiver_labels.write(desk, asked.out)


def _chart(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import bar_chart  # noqa: PLC0415

    chart = bar_chart.drawn_up(desk, asked.by, asked.activity, to_outsiders=asked.outsiders)
    bar_chart.write(chart, asked.out)
    return Printed(chart.total, 1)


def _gate(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import gate_list  # noqa: PLC0415

    return gate_list.write(desk, asked.out, asked.activity, asked.at)


def _bus(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import bus_list  # noqa: PLC0415

    return bus_list.write(desk, asked.out, asked.activity, asked.at)


def _gear(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import visit_lists  # noqa: PLC0415

    return visit_lists.write_gear(desk, asked.out, asked.activity, asked.at)


def _visits(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import visit_lists  # noqa: PLC0415

    return visit_lists.write_visits(desk, asked.out, asked.day, asked.at, asked.activity)


def _evacuation(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import evacuation  # noqa: PLC0415

    return evacuation.write(desk, asked.out, asked.at if asked.stated else None)


def _interpreter_sheet(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import interpreter_sheet  # noqa: PLC0415

    whom = "" if asked.of == "all" else asked.of
    return interpreter_sheet.write(desk, asked.out, whom, asked.day, asked.at)


def _interpreter_plan(desk: Desk, asked: Asked) -> Printed:
    from checkin.reports import interpreter_plan  # noqa: PLC0415

    return interpreter_plan.write(desk, asked.out, asked.day, asked.at)


REPORTS: Mapping[str, Callable[[Desk, Asked], Printed]] = {
    "paper": _paper,
    "signatures": _signatures,
    "chart": _chart,
    "gate": _gate,
    "bus": _bus,
    "gear": _gear,
    "visits": _visits,
    "receivers": _receivers,
    "receiver-labels": _receiver_labels,
    "evacuation": _evacuation,
    "interpreter-plan": _interpreter_plan,
    "interpreter-sheet": _interpreter_sheet,
}
"""Each kind of report, and what writes it."""

KEPT = frozenset({"paper", "signatures"})
"""Kinds that come back with ticks or signatures: who stands on which row is kept in the journal."""


@contextmanager
def _opened(event: Path, *, keeping: bool) -> Iterator[Desk]:
    """Open an event file, for writing where rows are kept and nobody else writes just now."""
    if keeping:
        try:
            desk = Desk(event, writing=True)
        except HeldError as error:
            rest = _("The list bears no characters, so its ticks cannot be typed in by number.")
            click.echo(f"{error} {rest}", err=True)
        else:
            with desk:
                yield desk
            return
    with Desk(event) as desk:
        yield desk


@click.command(cls=Command)
@click.argument("event", type=_PATH)
@click.argument("kind", type=click.Choice(list(REPORTS)))
@click.option("-o", "out", required=True, type=_PATH, metavar="FILE")
@click.option("--lang", "language", metavar="de|en", help="By default the machine's language.")
@click.option("--order", type=click.Choice(ORDERS), default=ORDERS[0], show_default=True)
@click.option("--activity", default="", metavar="ID", help="Of which activity.")
@click.option("--day", default="", metavar="YYYY-MM-DD", help="Of which day.")
@click.option(
    "--of",
    default="all",
    help="Who signs: all, local, international or a delegation. Or whose sheet it is.",
)
@click.option("--blank", is_flag=True, help="Without the characters by which paper is typed in.")
@click.option("--by", default="country", show_default=True, help="What a chart counts by.")
@click.option("--outsiders", is_flag=True, help="Join small groups, for people outside.")
@click.option("--at", metavar="ISO-TIME", help="The time to take for now.")
@click.option("--printer", metavar="NAME", help="Print it there too, ahead of all badges.")
def report(
    event: Path,
    kind: str,
    language: str | None,
    at: str | None,
    *,
    blank: bool,
    **asked: Any,
) -> Told:
    """Write a report as PDF, to print or to pass on."""
    printer = asked.pop("printer")
    if language:
        i18n.use(language)
    with _opened(event, keeping=kind in KEPT and not blank) as desk:
        printed = REPORTS[kind](desk, Asked(at=desk.moment(at), stated=bool(at), **asked))
        if printer:
            from checkin.printing import lists  # noqa: PLC0415

            lists.send(desk, asked["out"], printer)
    text = i18n.ngettext("{n} person in {file}.", "{n} people in {file}.", printed.people).format(
        n=printed.people, file=asked["out"].name
    )
    if printed.missing:
        text += " " + _("{sign} stands for a character that cannot be printed here.").format(
            sign=MISSING
        )
    return {"report": kind, **asdict(printed)}, text
