"""What a desk does with the programme: know its parts by name, move what runs late."""

from __future__ import annotations

from datetime import datetime, timedelta

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Fact
from checkin.model.activity import Activity, activity_subject


def activity(desk: Desk, name: str) -> Activity:
    """Return the activity that a name means; raises DeskError where there is none or several."""
    known = activity_named(desk, name)
    if known is None:
        raise DeskError(_("There is no activity {id}.").format(id=name))
    return known


def activity_named(desk: Desk, name: str) -> Activity | None:
    """Return the activity with this id, ours or its list's, or else the only one of this title."""
    known = desk.activity(name) or desk.activity(activity_subject(desk.key, "id", name))
    if known:
        return known
    wanted = _plain(name)
    every = desk.programme.activities.values()
    found = [one for one in every if wanted in map(_plain, one.titles())]
    return found[0] if len(found) == 1 else None


def delay(desk: Desk, subject: str, minutes: int) -> int:
    """Move an activity and what follows it there that day; return how many were moved.

    An activity with a hard time, and all after it, stays where it is (F38, F51).
    """
    late = desk.activity(subject)
    if late is None or not late.start:
        raise DeskError(_("There is no activity {id} with a time.").format(id=subject))
    facts: list[Fact] = []
    for activity in _following(desk, late):
        if activity.hard_time == "yes":
            break
        facts += desk.change("changed", activity.id, _moved(activity, timedelta(minutes=minutes)))
    if facts:
        desk.write(*facts)
    return len(facts)


def _following(desk: Desk, first: Activity) -> list[Activity]:
    """Return an activity and those of the same whole and place that start later that day."""
    rows = desk.db.execute(
        """SELECT id FROM activity
           WHERE whole = ? AND place = ? AND start >= ? AND substr(start, 1, 10) = ?
           ORDER BY start, id""",
        (first.whole, first.place, first.start, first.start[:10]),
    ).fetchall()
    return [activity for row in rows if (activity := desk.activity(row[0]))]


def _moved(activity: Activity, by: timedelta) -> dict[str, str]:
    times = {"start": activity.start, "end": activity.end}
    return {
        name: (datetime.fromisoformat(text) + by).isoformat()
        for name, text in times.items()
        if text
    }


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
