"""Paper and desks without a screen: ticks and signatures typed in, and how long guests wait."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checkin import paperwork, programme
from checkin.answering import Command, written
from checkin.attendance import headcount, planner, signatures
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.telling import Told

_PATH = click.Path(path_type=Path)
_EVENT = click.argument("event", type=_PATH)


@click.command(cls=Command)
@_EVENT
@click.argument("code")
@click.option("--rows", required=True, metavar="NUMBERS", help="As in “1-12 14”, or “all but 3”.")
@click.option("--page", default=0, metavar="N", help="Only numbers of this page.")
@click.option("--at", required=True, metavar="ISO-TIME", help="When that was.")
@click.option("--activity", default="", metavar="ID", help="To what, if the list does not say.")
@click.option("--signed", is_flag=True, help="They have signed; that alone is no attendance.")
@click.option("--override", is_flag=True, help="Also whom the desk would refuse.")
def paper(  # noqa: PLR0913  what paper says
    event: Path, code: str, rows: str, at: str, *, signed: bool, override: bool, **where: Any
) -> Told:
    """Type in the ticks, or the signatures, of a printed list by its characters and numbers."""
    with written(event) as desk:
        moment = desk.event.moment(at)
        if signed:
            new = paperwork.sign(desk, code, rows, moment, page=where["page"])
            told = {"signed": new, "act": desk.last_act() if new else None}
            return told, _("{n} have signed.").format(n=len(new))
        done = paperwork.tick(desk, code, rows, moment, override=override, **where)
    refused = [
        {"number": one.number, "person": one.person.id, "verdict": one.verdict.value}
        for one in done.refused
    ]
    ticked = {"came": list(done.came), "already": list(done.already)}
    text = _("{n} checked in, {m} were in already.")
    lines = [text.format(n=len(done.came), m=len(done.already))]
    lines += [f"{one.number} {one.person.whole_name}: {one.verdict.value}" for one in done.refused]
    return {**ticked, "refused": refused, "act": done.act}, "\n".join(lines)


@click.command(cls=Command)
@click.argument("event", type=_PATH)
@click.option("--registered", type=click.IntRange(1, 20_000), help="By default who is expected.")
@click.option("--method", type=click.Choice(list(planner.METHODS)), default="print")
@click.option("--exceptions", type=click.FloatRange(0, 1), default=0.1, show_default=True)
@click.option("--coach", type=click.IntRange(0, 500), default=0, help="Guests of one coach.")
@click.option("--as-group", is_flag=True, help="The coach's head takes one pack.")
def desks(event: Path, registered: int | None, method: str, **how: Any) -> Told:
    """Say how long guests will wait at one to five desks."""
    with Desk(event) as desk:
        known = registered or headcount.so_far(desk, desk.day(desk.moment(None)))[1]
    morning = planner.Morning(
        max(known, 1),
        no_show=0.1 if registered else 0.0,
        seconds=planner.METHODS[method],
        exceptions=how["exceptions"],
        coach=how["coach"],
        coach_seconds=planner.PACK if how["as_group"] else 0.0,
    )
    found = planner.waits(morning)
    best = planner.enough(found)
    lines = [
        _(
            "{n} desks: {mean} s on average, 95 of 100 under {p95} s, at most {queue} in line"
        ).format(n=one.desks, mean=round(one.mean), p95=round(one.p95), queue=one.queue)
        for one in found
    ]
    told = {"waits": [asdict(one) for one in found], "enough": best.desks if best else None}
    return told, "\n".join(lines)


@click.command("signatures", cls=Command)
@_EVENT
@click.argument("activity")
@click.option("--add", is_flag=True, help="Check in those who signed and were not scanned.")
def signatures_command(event: Path, activity: str, *, add: bool) -> Told:
    """Say who attended and has not signed, and who signed and was not scanned."""
    with written(event) if add else Desk(event) as desk:
        where = programme.activity(desk, activity)
        found = signatures.signatures(desk, where.id)
        added = paperwork.add_present(desk, found.unscanned, where.id) if add else ()
        found = signatures.signatures(desk, where.id)
    told = {
        "attended": found.attended,
        "signed": found.signed,
        "unsigned": list(found.unsigned),
        "unscanned": list(found.unscanned),
        "added": list(added),
    }
    text = _(
        "{attended} attended, {signed} signed; attended but not signed {unsigned}, "
        "signed but not scanned {unscanned}."
    ).format(
        attended=found.attended,
        signed=found.signed,
        unsigned=len(found.unsigned),
        unscanned=len(found.unscanned),
    )
    return told, text
