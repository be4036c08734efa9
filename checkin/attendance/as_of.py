"""As of when figures are: up to when each desk was heard, and what is provisional until then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin import desks
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal.census import Extents


@dataclass(frozen=True, slots=True)
class Stand:
    """One desk: up to when what it wrote is here, and how much of it is not."""

    label: str
    at: datetime | None  # None: nothing that it wrote is here
    missing: int  # entries that it is known to have written and that are not here
    own: bool = False

    def text(self, now: datetime) -> str:
        """Return it as short as it can be said: A 8:41, or C missing."""
        if self.at is None:
            return _("{desk} missing").format(desk=self.label)
        clock = f"{self.at.hour}:{self.at:%M}"
        if self.at.date() != now.date():
            day = self.at.strftime(_("%d %b"))
            clock = f"{day} {clock}"
        if self.missing:
            return _("{desk} {time}, gaps").format(desk=self.label, time=clock)
        return f"{self.label} {clock}"


def stands(
    desk: Desk, now: datetime | None = None, extents: Extents | None = None
) -> tuple[Stand, ...]:
    """Return how each desk stands, this one first; as of now, since it knows all of its own.

    A laptop that goes on under a new identity is still the one desk of its label; of two others
    with one label it is the one heard of longer ago that counts.
    """
    here = now or desk.moment(None)
    found: dict[str, Stand] = {}
    for one in desks.sights(desk, extents):
        at = here if one.own else desk.event.moment(one.last) if one.last else None
        stand = Stand(one.label, at, one.missing, one.own)
        known = found.get(one.label)
        found[one.label] = _joined(known, stand) if known else stand
    return tuple(found.values())


def _joined(known: Stand, other: Stand) -> Stand:
    missing = known.missing + other.missing
    if known.own:
        return Stand(known.label, known.at, missing, own=True)
    times = [one.at for one in (known, other) if one.at]
    return Stand(known.label, min(times) if len(times) > 1 else None, missing)


def short(found: Iterable[Stand], now: datetime) -> str:
    """Return the short form that stands beside a figure: A 8:41, B 8:20, C missing."""
    return ", ".join(one.text(now) for one in found)


def sentence(found: Sequence[Stand], now: datetime) -> str:
    """Return the line under figures that leave the screen."""
    at = f"{now:%Y-%m-%d} {now.hour}:{now:%M}"
    return _("As of {time}: {desks}.").format(time=at, desks=short(found, now))


def end_of(desk: Desk, activity: str | None) -> datetime:
    """Return when an activity, or the whole event, is over: with the last thing planned in it."""
    inside = {
        one.id: times[1]
        for one in desk.programme.activities.values()
        if one.kind != "day" and (times := desk.programme.admission(one))
        if activity is None or activity in (one.id, *desk.wholes(one.id))
    }
    if inside:
        return max(inside.values())
    known = desk.activity(activity) if activity else None
    times = desk.programme.admission(known) if known else None
    return times[1] if times else desk.event.end


def provisional(
    desk: Desk, found: Iterable[Stand], now: datetime, activity: str | None = None
) -> str:
    """Say why no-shows are provisional; '' once it is over and every desk was heard of since."""
    end = end_of(desk, activity)
    if now < end:
        return _("No-shows are provisional: more people may still come.")
    late = [one for one in found if one.missing or one.at is None or one.at < end]
    if not late:
        return ""
    return _("No-shows are provisional until all desks are in; so far {desks}.").format(
        desks=short(late, now)
    )
