"""The commands for receivers: who has which, lend, take back, and give up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checkin import receivers
from checkin.answering import Command, written
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.model.receiver import number_of
from checkin.receivers import LOSSES, Loan
from checkin.telling import Told, plain
from checkin.vocabulary import deposits

_EVENT = click.argument("event", type=click.Path(path_type=Path))
_AT = click.option("--at", metavar="ISO-TIME", help="The stated time, for a paper list.")


@click.command("receivers", cls=Command)
@_EVENT
@click.option("--open", "which", flag_value="open", help="Only those that are out and not lost.")
@click.option("--lost", "which", flag_value="lost", help="Only those that are lost.")
def receivers_out(event: Path, which: str | None) -> Told:
    """List the receivers that are out, by delegation, and how many were out at once per day."""
    from checkin.reports import receiver_list  # noqa: PLC0415

    with Desk(event) as desk:
        found = [
            one
            for one in receiver_list.holders(desk)
            if which is None or bool(one.loan.lost) == (which == "lost")
        ]
        most = receivers.most_at_once(desk)
    told = [
        {
            **asdict(one.loan),
            "name": one.person.whole_name,
            "phone": one.person.phone,
            "delegation": one.delegation,
            "buses": one.buses,
        }
        for one in found
    ]
    lines = [" · ".join(plain(text) for text in _line(one) if text) for one in told]
    days = ", ".join(f"{day}: {n}" for day, n in most)
    lines += [_("Out at once at most: {days}").format(days=days)]
    value = {"receivers": told, "most_at_once": [{"day": day, "most": n} for day, n in most]}
    return value, "\n".join(lines if found else [_("No receiver is out."), *lines])


@click.command(cls=Command)
@_EVENT
@click.argument("who", metavar="CODE|ID")
@click.argument("number", default="")
@click.option("--deposit", type=click.Choice(deposits.KINDS), help="By default the event's.")
@click.option("--amount", default="", metavar="TEXT", help="Of cash: 20 EUR.")
@_AT
def lend(  # noqa: PLR0913, PLR0917  each is said on the command line
    event: Path, who: str, number: str, deposit: str | None, amount: str, at: str | None
) -> Told:
    """Lend a receiver to the holder of a badge: NUMBER, or the next that is free."""
    left = deposits.deposit(deposit, amount) if deposit else None
    with written(event) as desk:
        person = receivers.borrower(desk, who)
        moment = desk.event.moment(at) if at else None
        loan = receivers.lend(desk, person.id, number, moment, left)
        told = asdict(loan) | {"name": person.whole_name}
        return told, " · ".join(plain(text) for text in _line(told) if text)


@click.command("return", cls=Command)
@_EVENT
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER ...")
@_AT
def take_back(event: Path, numbers: Iterable[str], at: str | None) -> Told:
    """Take receivers back, all or none."""
    back: list[Loan] = []
    with written(event) as desk:
        moment = desk.event.moment(at) if at else None
        with desk.act():
            for number in dict.fromkeys(map(number_of, numbers)):
                back += receivers.take_back(desk, number, moment)
        out = sum(not loan.lost for loan in receivers.lent(desk))
    text = _("{back} back, {out} still out.").format(back=len(back), out=out)
    return {"returned": [loan.number for loan in back], "out": out}, text


@click.command(cls=Command)
@_EVENT
@click.argument("number")
@click.option("--why", type=click.Choice(LOSSES), default=LOSSES[0], show_default=True)
@_AT
def lost(event: Path, number: str, why: str, at: str | None) -> Told:
    """Note that a receiver is lost; who finds it gives it back with `return`."""
    with written(event) as desk:
        gone = receivers.give_up(desk, number, why, desk.event.moment(at) if at else None)
    told = {"lost": [loan.number for loan in gone], "why": why}
    return told, _("Receiver {number} is lost.").format(number=plain(gone[0].number))


def _line(told: dict[str, Any]) -> tuple[str, ...]:
    """Return what one receiver is told by, in words."""
    return (
        _("Receiver {number}").format(number=told["number"]),
        _("channel {channel}").format(channel=told["channel"]) if told["channel"] else "",
        told["name"],
        told.get("delegation", ""),
        told.get("phone", ""),
        told.get("buses", ""),
        deposits.words(told["deposit"]),
        _("lost") if told["lost"] else "",
    )
