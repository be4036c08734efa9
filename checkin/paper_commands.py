"""Paper and desks without a screen: ticks and signatures typed in, and how long guests wait."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checkin import paperwork, programme, sheets
from checkin.answering import Command, written
from checkin.attendance import arrivals_file, headcount, planner, signatures
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.telling import Told

_PATH = click.Path(path_type=Path)
_EVENT = click.argument("event", type=_PATH)
_PART = click.FloatRange(0, 1)


@click.command(cls=Command)
@_EVENT
@click.argument("code")
@click.option("--rows", default="", metavar="NUMBERS", help="As in “1-12 14”, or “all but 3”.")
@click.option("--name", "names", multiple=True, help="Somebody written in by hand at the end.")
@click.option("--page", default=0, metavar="N", help="Only numbers of this page.")
@click.option("--at", metavar="TIME", help="When that was; needed to type in.")
@click.option("--activity", default="", metavar="ID", help="To what, if the list does not say.")
@click.option("--signed", is_flag=True, help="They have signed; that alone is no attendance.")
@click.option("--override", is_flag=True, help="Also whom the desk would refuse.")
def paper(
    event: Path, code: str, rows: str, names: tuple[str, ...], at: str | None, **how: Any
) -> Told:
    """Type in a printed list by its characters and numbers; without them say who stands on it."""
    if not rows and not names:
        return _on_paper(event, code, how["page"])
    if not at:
        raise click.UsageError(_("Say when that was: --at."))
    signed, where = how.pop("signed"), how["activity"]
    with written(event) as desk, desk.act():
        found = sheets.printed(desk, code)
        moment = paperwork.stated(desk, at, where or found.activity)
        new = [
            paperwork.write_in(desk, code, {"name": name}, moment, activity=where).id
            for name in names
        ]
        if signed:
            done = paperwork.sign(desk, code, rows, moment, page=how["page"], activity=where)
            told: dict[str, Any] = {"signed": done}
            text = _("{n} have signed.").format(n=len(done))
        else:
            told, text = _told_of(paperwork.tick(desk, code, rows, moment, **how))
        entered = [_("{name} is entered and in.").format(name=name) for name in names]
        text = "\n".join([*([text] if rows else []), *entered])
        written_down = desk.last_act() if new or told.get("signed") or told.get("came") else None
    return {**told, "new": new, "act": written_down}, text


def _told_of(done: paperwork.Ticked) -> tuple[dict[str, Any], str]:
    """Return what came of ticks, for programs and for people."""
    refused = [
        {"number": one.number, "person": one.person.id, "verdict": one.verdict.value}
        for one in done.refused
    ]
    told = {
        "came": list(done.came),
        "already": list(done.already),
        "refused": refused,
        "unknown": list(done.unknown),
    }
    text = _("{n} checked in, {m} were in already.")
    lines = [text.format(n=len(done.came), m=len(done.already))]
    lines += [f"{one.number} {one.person.whole_name}: {one.verdict.value}" for one in done.refused]
    lines += [_("{n}: nobody whom this desk knows").format(n=number) for number in done.unknown]
    return told, "\n".join(lines)


def _on_paper(event: Path, code: str, page: int) -> Told:
    """Return who stands on a list, or on one of its pages, and whether each is in or has signed."""
    with Desk(event) as desk:
        found = sheets.printed(desk, code)
        lines = paperwork.lines(desk, found, page)
    told = {
        "code": found.code,
        "list": found.kind,
        "activity": found.activity,
        "at": found.at,
        "pages": found.pages,
        "rows": [asdict(one) for one in lines],
    }
    return told, "\n".join(f"{one.page:>3} {one.number:>5}  {one.name}" for one in lines)


@click.command(cls=Command)
@_EVENT
@click.option("--registered", type=click.IntRange(1, 20_000), help="By default who is expected.")
@click.option("--no-show", type=_PART, help="By default 0.1 of --registered, else 0.")
@click.option("--doors-open", default=90, show_default=True, help="Minutes until it starts.")
@click.option("--first", type=_PART, default=0.65, show_default=True, help="In the first 30 min.")
@click.option("--method", type=click.Choice(list(planner.METHODS)), default="print")
@click.option("--seconds", type=click.FloatRange(1, 3_600), help="Per guest, else as by --method.")
@click.option("--exceptions", type=_PART, default=0.1, show_default=True)
@click.option("--exception-seconds", type=click.FloatRange(1, 3_600), default=150.0)
@click.option("--coach", type=click.IntRange(0, 500), default=0, help="Guests of one coach.")
@click.option("--as-group", is_flag=True, help="The coach's head takes one pack.")
@click.option("--split", is_flag=True, help="Each desk serves its own letters.")
@click.option("--arrivals", type=_PATH, help="Write today's arrivals there (CSV or XLSX).")
@click.option("--at", metavar="ISO-TIME", help="The time to take for now.")
def desks(event: Path, arrivals: Path | None, at: str | None, **how: Any) -> Told:
    """Say how long guests will wait at one to five desks."""
    with Desk(event) as desk:
        now = desk.moment(at)
        expected = headcount.so_far(desk, desk.day(now))[1]
        if arrivals:
            arrivals_file.write(desk, arrivals, now)
    split = how.pop("split")
    found = planner.waits(_morning(expected, **how), split=split)
    best = planner.enough(found)
    lines = [
        ngettext(
            "{n} desk: {mean} s on average, 95 of 100 under {p95} s, at most {queue} in line",
            "{n} desks: {mean} s on average, 95 of 100 under {p95} s, at most {queue} in line",
            one.desks,
        ).format(n=one.desks, mean=round(one.mean), p95=round(one.p95), queue=one.queue)
        for one in found
    ]
    if best:
        text = ngettext(
            "{n} desk is enough: 95 of 100 guests wait less than {wait}.",
            "{n} desks are enough: 95 of 100 guests wait less than {wait}.",
            best.desks,
        )
        lines.append(text.format(n=best.desks, wait=_("{n} s").format(n=round(best.p95))))
    else:
        lines.append(_("Five desks are not enough. Print badges before, take coaches as a pack."))
    told = {"waits": [asdict(one) for one in found], "enough": best.desks if best else None}
    return told, "\n".join(lines)


def _morning(expected: int, **how: Any) -> planner.Morning:
    registered, no_show = how["registered"], how["no_show"]
    if no_show is None:
        no_show = 0.1 if registered else 0.0  # who is expected is what the register says
    return planner.Morning(
        registered or max(expected, 1),
        no_show=no_show,
        doors_open=max(how["doors_open"], 1) * 60.0,
        first_half_hour=how["first"],
        seconds=how["seconds"] or planner.METHODS[how["method"]],
        exceptions=how["exceptions"],
        exception_seconds=how["exception_seconds"],
        coach=how["coach"],
        coach_seconds=planner.PACK if how["as_group"] else 0.0,
    )


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
