"""A group over the cap: into how many groups it parts, and who goes in which (F49)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from checkin import bookings, programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.model.activity import Activity
from checkin.model.person import Person


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups, and the languages for which it needs interpreters."""

    people: tuple[Person, ...]
    languages: tuple[str, ...]


def proposal(desk: Desk, activity_id: str, cap: int | None = None) -> list[Group]:
    """Return the fewest groups within the cap that need the fewest interpreters.

    Everybody is in it who is booked or waits. Those who listen to one language stay together where
    they fit, the largest first; within a language delegations do. The language of the visit itself
    needs nobody. Raises DeskError where there is no cap.
    """
    activity = desk.activity(activity_id)
    if activity is None:
        raise DeskError(_("There is no activity {id}.").format(id=activity_id))
    most = cap if cap is not None else bookings.permitted(desk, activity)
    if not most or most < 1:
        raise DeskError(
            _("Nothing says how many {title} has room for.").format(title=activity.title)
        )
    waiting = [one.person for one in bookings.waiting(desk, activity.id)]
    people = [one for one in bookings.on_list(desk, activity.id) if one.may_come] + waiting
    return parted(people, frozenset(activity.languages.split()), most)


def parted(people: Sequence[Person], floor: frozenset[str], most: int) -> list[Group]:
    """Return the fewest groups of at most so many; `floor` are the languages of the guide."""
    groups = _parted(_blocks(people, floor), math.ceil(len(people) / most), most)
    return [Group(tuple(group), _needed(group, floor)) for group in groups if group]


def interpreters(groups: Sequence[Group]) -> int:
    """Return how many interpreters groups need: one for each language of each."""
    return sum(len(group.languages) for group in groups)


def split(
    desk: Desk, activity_id: str, groups: Sequence[Group], starts: Sequence[str] = ()
) -> list[Activity]:
    """Make an activity for every further group and book its people there; one act.

    Each further group is as the first but for its start, if `starts` says one. Returns all of them,
    the first being the activity itself.
    """
    activity = desk.activity(activity_id)
    if activity is None:
        raise DeskError(_("There is no activity {id}.").format(id=activity_id))
    made = [activity]
    with desk.act():
        for number, group in enumerate(groups[1:], 2):
            start = starts[number - 2] if len(starts) >= number - 1 else activity.start
            another = programme.put(desk, "", _like(desk, activity, number, start))
            made.append(another)
            for person in group.people:
                bookings.cancel(desk, person.id, activity.id)
                bookings.book(desk, person.id, another.id, override=True, reason=_("Group split"))
        for person in groups[0].people if groups else ():
            bookings.book(desk, person.id, activity.id, override=True, reason=_("Group split"))
    return made


def _blocks(people: Sequence[Person], floor: frozenset[str]) -> list[list[Person]]:
    """Return those who need one language together, the largest first, delegations side by side."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        found[_listens(person, floor)].append(person)
    for block in found.values():
        block.sort(key=lambda one: (one.delegation, one.family, one.given, one.id))
    return [found[word] for word in sorted(found, key=lambda word: (-len(found[word]), word))]


def _parted(blocks: Sequence[list[Person]], count: int, most: int) -> list[list[Person]]:
    """Put each block where it fits whole and as tightly as it can, else part it over the rest."""
    groups: list[list[Person]] = [[] for _number in range(count)]
    for block in blocks:
        fitting = [group for group in groups if len(group) + len(block) <= most]
        if fitting:
            min(fitting, key=lambda group: most - len(group)).extend(block)
            continue
        rest = list(block)
        for group in sorted(groups, key=len):
            room = most - len(group)
            group.extend(rest[:room])
            rest = rest[room:]
    return groups


def _needed(group: Sequence[Person], floor: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({_listens(one, floor) for one in group} - {""}))


def _listens(person: Person, floor: frozenset[str]) -> str:
    """Return the language for which somebody needs an interpreter; '' for none."""
    spoken = person.languages.split()
    return "" if not spoken or floor & set(spoken) else spoken[0]


def _like(desk: Desk, activity: Activity, number: int, start: str) -> dict[str, str]:
    """Return the fields of a further group of an activity."""
    skipped = {"source", "source_id", "letter", "gate_list_sent", "departed"}
    fields = {name: getattr(activity, name) for name in Activity.names() if name not in skipped}
    fields |= {"title": f"{activity.title} {number}", "start": start}
    at = bookings.times(activity)
    if at and start:
        begin = desk.event.moment(start)
        fields["end"] = (begin + (at[1] - at[0])).isoformat()
    return {name: text for name, text in fields.items() if text}
