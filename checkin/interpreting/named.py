"""Interpreters, needs and assignments by the names that people type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from checkin import programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import grid_names, needs, promises, situation, telling
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import Assignment
from checkin.travel import plain
from checkin.vocabulary import countries

_DIRECTED = re.compile(r"(?P<what>.*\S)\s+(?P<source>\w+)\s*(?:[>→/-]|<>|\s)\s*(?P<target>\w+)")


def interpreter(desk: Desk, name: str) -> str:
    """Return the interpreter of an id or a name; raises DeskError for nobody and for several."""
    known = desk.registered(name)
    if known:
        return known.id
    found = _interpreters(desk, name)
    if len(found) == 1:
        return found[0]
    text = (
        _("“{name}” may be several interpreters.")
        if found
        else _("Nobody who interprets here is called “{name}”.")
    )
    raise DeskError(text.format(name=name[:60]))


def need(desk: Desk, name: str, at: datetime) -> Wanted:
    """Return the need of an id, or of an activity and a direction, as in “K07 zh de”.

    An activity with a single need takes no direction. Raises DeskError for none and several.
    """
    known = needs.wanted(desk, at)
    found = _needs(desk, name, known)
    if len(found) == 1:
        return found[0]
    if not found:
        raise DeskError(_("There is no need {id}.").format(id=name[:60]))
    text = _("“{name}” may be several needs: {needs}.")
    ways = ", ".join(telling.short(one.demand) for one in found)
    raise DeskError(text.format(name=name[:60], needs=ways))


def assignment(desk: Desk, name: str, at: datetime) -> Assignment:
    """Return the assignment that a name means; raises DeskError for none and for several."""
    found = assignments(desk, name, at)
    if len(found) == 1:
        return found[0]
    if found:
        raise DeskError(_("“{name}” may be several assignments.").format(name=name[:60]))
    raise DeskError(_("There is no assignment {id} that stands.").format(id=name[:60]))


def assignments(desk: Desk, name: str, at: datetime) -> list[Assignment]:
    """Return the assignments that stand of an id, or of a need and its interpreter."""
    standing = promises.standing(desk)
    own = promises.same(desk, name)
    if own:
        return [one for one in standing if one.id in own]
    known, words = needs.wanted(desk, at), name.split()
    for n in range(len(words) - 1, 0, -1):
        what = {one.demand.id for one in _needs(desk, " ".join(words[:n]), known)}
        whom = set(_promised(desk, " ".join(words[n:]), standing)) if what else set()
        found = [one for one in standing if one.need in what and one.person in whom]
        if found:
            return found
    return []


def _interpreters(desk: Desk, name: str) -> list[str]:
    everybody = [one.id for one in situation.interpreters(desk)]
    return grid_names.Names(desk, everybody).find(name)


def _promised(desk: Desk, name: str, standing: Sequence[Assignment]) -> list[str]:
    """Return whom a name means, also of those who are promised and do not come any more."""
    everybody = [one.id for one in situation.interpreters(desk)]
    promised = (one.person for one in standing)
    return grid_names.Names(desk, [*dict.fromkeys((*everybody, *promised))]).find(name)


def _needs(desk: Desk, name: str, known: Sequence[Wanted]) -> list[Wanted]:
    own = [one for one in known if one.demand.id == name]
    if own:
        return own
    said = _DIRECTED.fullmatch(name.strip())
    way = tuple(countries.languages(said[part])[0] for part in ("source", "target")) if said else ()
    if said and all(way):
        found = [one for one in _of(desk, said["what"], known) if _goes(one, *way)]
        if found:
            return found
    return _of(desk, name, known)


def _of(desk: Desk, name: str, known: Sequence[Wanted]) -> list[Wanted]:
    """Return the needs of an activity, or of a title beside the programme."""
    activity = programme.activity_named(desk, name)
    subject, title = activity.id if activity else "", plain(name)
    return [
        one for one in known if one.demand.activity == subject or plain(one.demand.title) == title
    ]


def _goes(one: Wanted, source: str, target: str) -> bool:
    """Tell whether a need is in a direction; one in both is in either."""
    ways = [(one.demand.source, one.demand.target)]
    ways += [(one.demand.target, one.demand.source)] if one.demand.both_ways else []
    return (source, target) in ways
