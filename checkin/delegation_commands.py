"""The commands about delegations: how each stands, and one checked in as a group."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from checkin import delegations as known_delegations
from checkin import reception
from checkin.answering import Command, written
from checkin.attendance.scanning import Outcome
from checkin.card import members
from checkin.delegations import Standing
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.person import Person
from checkin.telling import Told

_PATH = click.Path(path_type=Path)
_EVENT = click.argument("event", type=_PATH)
_AT = click.option("--at", metavar="ISO-TIME", help="The time to take for now.")


@click.command(cls=Command)
@_EVENT
@_AT
def delegations(event: Path, at: str | None) -> Told:
    """Say of each delegation how many are here, in the order of the protocol."""
    with Desk(event) as desk:
        found = known_delegations.overview(desk, desk.moment(at))
        told = [_told(desk, one) for one in found]
        lines = [
            _("{title}: {here} of {expected} here, {not_yet} not yet{head}").format(
                **{**one, "head": _head_words(one)}
            )
            for one in told
        ]
    return told, "\n".join(lines) or _("There are no delegations yet.")


@click.command(cls=Command)
@_EVENT
@click.argument("delegation")
@click.option("--absent", multiple=True, metavar="ID", help="Who has not come along.")
@click.option("--unknown", default=0, metavar="N", help="How many came whom no list has.")
@click.option("--activity", default="", metavar="ID", help="By default what admits then.")
@_AT
def group(  # noqa: PLR0913, PLR0917  who came, with whom, to what, when
    event: Path,
    delegation: str,
    absent: Iterable[str],
    unknown: int,
    activity: str,
    at: str | None,
) -> Told:
    """Check in a delegation as one act; those who are here already stay as they are."""
    with written(event) as desk:
        known = known_delegations.delegation(desk, delegation)
        present = _present(desk, members(desk, known.id), absent)
        moment = desk.moment(at) if at else None
        came = reception.group(desk, known.id, present, unknown, activity=activity, at=moment)
        verdicts = [_answer(one) for one in (*came.outcomes, *came.nameless)]
    told = {
        "delegation": known.id,
        "act": came.act,
        "badges": len(came.packed),
        "verdicts": verdicts,
    }
    lines = [f"{one['name']}: {one['verdict']}" for one in verdicts if one["name"]]
    if hidden := sum(not one["name"] for one in verdicts):
        words = ngettext("{n} person is not named here.", "{n} people are not named here.", hidden)
        lines.append(words.format(n=hidden))
    total = ngettext("{n} checked in as one act", "{n} checked in as one act", len(verdicts))
    return told, "\n".join([*lines, total.format(n=len(verdicts))])


def _present(desk: Desk, found: Iterable[Person], absent: Iterable[str]) -> list[str]:
    """Return the members who came: all who may, but for those who are said to be absent."""
    ids = {one.id: one for one in found}
    away = set()
    for said in absent:
        person = desk.person(said)
        if person is None or person.id not in ids:
            raise DeskError(_("There is no person {id} in this delegation.").format(id=said))
        away.add(person.id)
    return [one.id for one in ids.values() if one.id not in away and not one.status]


def _answer(outcome: Outcome) -> dict[str, Any]:
    """Return what became of one; a protected person is told by the id alone."""
    person = outcome.person
    named = person.whole_name if person and person.named else ""
    found = {"person": person.id if person else None, "name": named}
    return {**found, "verdict": str(outcome.verdict.value), "entry": outcome.entry}


def _told(desk: Desk, one: Standing) -> dict[str, Any]:
    head = desk.person(one.head) if one.head else None
    named = head.whole_name if head and head.named else ""
    return {
        "id": one.delegation.id,
        "title": one.delegation.title,
        "country": one.delegation.country or None,
        "rank": one.delegation.rank,
        "expected": one.expected,
        "here": one.here,
        "not_yet": one.not_yet,
        "nameless": one.nameless,
        "head": named or None,
        "head_since": one.head_since or None,
    }


def _head_words(one: dict[str, Any]) -> str:
    if not one["head"]:
        return ""
    here = _("here since {time}") if one["head_since"] else _("not here yet")
    time = (one["head_since"] or "")[11:16]
    return f"; {one['head']} {here.format(time=time)}"
