"""The command that counts the house: who is where right now, beside who may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from checkin.answering import Command
from checkin.attendance import as_of
from checkin.attendance.house import House
from checkin.attendance.house import house as counted
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.interpreting.audience import Audience
from checkin.telling import Told, plain
from checkin.vocabulary import naming


@click.command(cls=Command)
@click.argument("event", type=click.Path(path_type=Path))
@click.option("--at", metavar="ISO-TIME", help="As it was then; by default now.")
def house(event: Path, at: str | None) -> Told:
    """Count who is in each place right now, everybody included."""
    with Desk(event) as desk:
        seen, moment = counted(desk, desk.event.moment(at) if at else None), desk.moment(at)
        told = as_of.sentence(as_of.stands(desk, moment), moment)
        heard = Audience(desk, moment).here()
    values = {"as_of": told, **_values(seen), "listening": heard}
    return values, "\n".join([told, *_lines(seen), *_heard(heard)])


def _values(seen: House) -> dict[str, object]:
    crowds = {"on_the_way": seen.on_the_way, "somewhere": seen.somewhere, "total": seen.total}
    return {
        "places": [
            {
                "place": one.place.id,
                "title": one.place.title,
                "within": one.depth,
                "persons": one.persons,
                "visitors": one.visitors,
                "permitted": one.permitted,
                "level": one.level,
            }
            for one in seen.places
        ],
        **{
            name: {"persons": crowd.persons, "visitors": crowd.visitors}
            for name, crowd in crowds.items()
        },
    }


def _heard(heard: Mapping[str, int]) -> Iterator[str]:
    words = _("guests who listen to {language}")
    for tongue, people in heard.items():
        yield f"{people:>11}  {words.format(language=naming.tongue(tongue, language()))}"


def _lines(seen: House) -> Iterator[str]:
    levels = {"": "", "amber": _("nearly full"), "red": _("full")}
    for one in seen.places:
        limit = "" if one.permitted is None else f" / {one.permitted}"
        number = f"{one.persons}{limit}"
        told = f"{number:>11}  {'  ' * one.depth}{plain(one.place.title)}  {levels[one.level]}"
        yield told.rstrip()
    yield f"{seen.on_the_way.persons:>11}  {_('On the way, in no house')}"
    yield f"{seen.somewhere.persons:>11}  {_('Somewhere at the event')}"
    yield f"{seen.total.persons:>11}  {_('All together')}"
