"""What is done with the programme, each one act, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from checkin import bookings, programme, rescheduling, splitting
from checkin.bookings import Booked
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.rescheduling import Moved
from ui.pages.people_work import Done


def book(desk: Desk, person: str, activity: str, reason: str = "") -> Done:
    """Put somebody on a list; refused, the sentences say why."""
    came = bookings.book(desk, person, activity, override=bool(reason), reason=reason)
    return _booked(came)


def move(desk: Desk, person: str, from_id: str, to_id: str) -> Done:
    """Book somebody for another activity instead."""
    return _booked(bookings.move(desk, person, from_id, to_id))


def cancel(desk: Desk, people: Sequence[str], activity: str) -> Done:
    """Take people off a list."""
    before = desk.last_act()
    with desk.act():
        number = sum(bookings.cancel(desk, one, activity) is not None for one in people)
    words = ngettext("{n} taken off the list.", "{n} taken off the list.", number)
    told = words.format(n=number)
    first = bookings.next_in_line(desk, activity)
    if first and (left := bookings.free(desk, activity)) and left > 0:
        more = _("{name} is next in line.").format(name=first.person.whole_name)
        told = f"{told} {more}"
    return done(desk, before, told)


def promote(desk: Desk, activity: str) -> Done:
    """Give a free place to the next in line."""
    came = bookings.promote(desk, activity)
    if came is None:
        raise DeskError(_("There is no free place, or nobody waits."))
    return Done(_("Moved up from the waiting list."), came.act or "")


def delay(desk: Desk, activity: str, minutes: int) -> Done:
    """Let an activity and what follows run late."""
    before = desk.last_act()
    return done(desk, before, _moved(rescheduling.delay(desk, activity, minutes)))


def reschedule(desk: Desk, activity: str, days: int, hard: bool) -> Done:  # noqa: FBT001
    """Put an activity off by days."""
    before = desk.last_act()
    return done(desk, before, _moved(rescheduling.reschedule(desk, activity, days, hard=hard)))


def split(desk: Desk, activity: str) -> Done:
    """Part a group over the cap as proposed."""
    before = desk.last_act()
    made = splitting.split(desk, activity, splitting.proposal(desk, activity))
    words = ngettext("{n} group.", "{n} groups.", len(made))
    return done(desk, before, words.format(n=len(made)))


def put(desk: Desk, subject: str, values: dict[str, str]) -> Done:
    """Make or change an activity."""
    before = desk.last_act()
    programme.put(desk, subject, values)
    return done(desk, before, _("Saved."))


def put_place(desk: Desk, subject: str, values: dict[str, str]) -> Done:
    """Change a place."""
    before = desk.last_act()
    programme.put_place(desk, subject, values)
    return done(desk, before, _("Saved."))


def done(desk: Desk, before: str | None, words: str) -> Done:
    """Return what came of it, with the act where there is a new one."""
    after = desk.last_act() or ""
    return Done(words, after if after != before else "")


def _booked(came: Booked) -> Done:
    if not came.status:
        raise DeskError(" ".join(one.text for one in came.obstacles))
    if came.status == "waiting":
        words = _("On the waiting list, number {n}.").format(n=came.position)
        return Done(words, came.act or "", good=False)
    return Done(_("Booked."), came.act or "")


def _moved(moved: Moved) -> str:
    n = len(moved.moved)
    told = [ngettext("{n} activity moved.", "{n} activities moved.", n).format(n=n)]
    if people := len(moved.people):
        words = ngettext("It concerns {n} person.", "It concerns {n} people.", people)
        told.append(words.format(n=people))
    told += [one.text for one in moved.findings[:2]]
    return " ".join(told)
