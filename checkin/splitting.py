"""A group over the cap: into how many groups it parts, and who goes in which (F49)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import count, zip_longest

from checkin import bookings, programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.interpreting import listening
from checkin.model.activity import Activity
from checkin.model.person import Person
from checkin.vocabulary import naming

_PARTED = 10  # languages of which every way to share groups is looked at


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups, and the languages for which it needs interpreters."""

    people: tuple[Person, ...]
    languages: tuple[str, ...]


def proposal(desk: Desk, activity_id: str, cap: int | None = None) -> list[Group]:
    """Return the fewest groups within the cap that need the fewest interpreters.

    Everybody is in it who is booked or waits. Who understands the language of the visit itself
    needs nobody, and goes where there is room, beside the delegation. Raises DeskError where there
    is no cap.
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
    """Return the fewest groups of at most so many; `floor` are the languages of the guide.

    Where several ways need as few interpreters, the groups are as even as can be.
    """
    blocks = _blocks(people, floor)
    easy = blocks.pop("", [])
    groups: list[list[Person]] = [[] for _number in range(math.ceil(len(people) / most))]
    taken = 0
    for words in _sharing({word: len(block) for word, block in blocks.items()}, most, len(groups)):
        together = [person for word in words for person in blocks[word]]
        parts = math.ceil(len(together) / most)
        for number in range(parts):
            groups[taken + number] += together[_share(len(together), number, parts)]
        taken += parts
    _fill(groups, easy, most)
    found = [Group(tuple(group), _needed(group, floor)) for group in groups]
    return sorted(found, key=lambda group: -len(group.people))


def said(group: Group) -> str:
    """Return who is in a group, in words: how many people, and the languages to be interpreted."""
    n = len(group.people)
    people = ngettext("{n} person", "{n} people", n).format(n=n)
    if not group.languages:
        return _("{people}, no interpreter").format(people=people)
    tongues = ", ".join(naming.tongue(one, language()) for one in group.languages)
    return _("{people}, interpreters for {languages}").format(people=people, languages=tongues)


def interpreters(groups: Sequence[Group]) -> int:
    """Return how many interpreters groups need: one for each language of each."""
    return sum(len(group.languages) for group in groups)


def split(
    desk: Desk, activity_id: str, groups: Sequence[Group], starts: Sequence[str] = ()
) -> list[Activity]:
    """Make an activity for every further group and book its people there; one act.

    Each further group is as the first but for its start, if `starts` says one. Returns all of them,
    the first being the activity itself. Raises DeskError where somebody is elsewhere at that start.
    """
    activity = desk.activity(activity_id)
    if activity is None:
        raise DeskError(_("There is no activity {id}.").format(id=activity_id))
    made = [activity]
    with desk.act():
        for group, start in zip_longest(groups[1:], starts[: len(groups) - 1]):
            another = programme.put(desk, "", _like(desk, activity, start or activity.start))
            made.append(another)
            for person in group.people:
                _require_time(desk, person, activity, another)
                bookings.cancel(desk, person.id, activity.id)
                bookings.book(desk, person.id, another.id, override=True, reason=_("Group split"))
        for person in groups[0].people if groups else ():
            bookings.book(desk, person.id, activity.id, override=True, reason=_("Group split"))
    return made


def _require_time(desk: Desk, person: Person, activity: Activity, another: Activity) -> None:
    """Refuse a group at whose time somebody is booked for what the first one left free."""
    for found in bookings.obstacles(desk, person.id, another.id, but=(activity.id,)):
        other = desk.activity(found.activity) if found.rule == bookings.OVERLAP else None
        if other and not bookings.overlap(desk, activity, other):
            raise DeskError(f"{person.whole_name}: {found.text}")


def _blocks(people: Sequence[Person], floor: frozenset[str]) -> dict[str, list[Person]]:
    """Return those who need one language together, delegations side by side."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        found[_listens(person, floor)].append(person)
    for block in found.values():
        block.sort(key=lambda one: (one.delegation, one.family, one.given, one.id))
    return found


def _sharing(sizes: Mapping[str, int], most: int, room: int) -> list[list[str]]:
    """Return which languages share groups, so that the fewest are heard in several groups.

    Languages that share n groups are cut n - 1 times, as each group is filled in turn; so every way
    to part the languages is looked at. Beyond ten the rarest go as one.
    """
    words = sorted(sizes, key=lambda word: (-sizes[word], word))
    units = [[word] for word in words[:_PARTED]]
    if words[_PARTED:]:
        units[-1] += words[_PARTED:]
    weights = [sum(sizes[word] for word in unit) for unit in units]

    @cache
    def best(left: int, room: int) -> tuple[float, int, tuple[int, ...]]:
        """Return the cuts, the largest group, and the sets, for what is left in so many groups."""
        if not left:
            return 0, 0, ()
        first = left & -left
        found: list[tuple[float, int, tuple[int, ...]]] = [(math.inf, 0, ())]
        for chosen in (some | first for some in _subsets(left ^ first)):
            size = sum(weight for at, weight in enumerate(weights) if chosen >> at & 1)
            parts = math.ceil(size / most)
            if parts <= room:
                cuts, largest, sets = best(left ^ chosen, room - parts)
                evenly = max(largest, math.ceil(size / parts))
                found.append((cuts + parts - 1, evenly, (chosen, *sets)))
        return min(found)

    sets = best((1 << len(units)) - 1, room)[2]
    return [
        [word for at, unit in enumerate(units) if chosen >> at & 1 for word in unit]
        for chosen in sets
    ]


def _subsets(mask: int) -> Iterator[int]:
    """Yield every part of a set of bits, the set itself and nothing included."""
    some = mask
    while some:
        yield some
        some = (some - 1) & mask
    yield 0


def _share(total: int, number: int, parts: int) -> slice:
    """Return which of so many go into one of some even groups, the larger ones first."""
    return slice(-(-total * number // parts), -(-total * (number + 1) // parts))


def _fill(groups: Sequence[list[Person]], easy: Sequence[Person], most: int) -> None:
    """Seat those who need nobody where there is room: beside their delegation, else evenly."""
    crews: dict[str, list[Person]] = defaultdict(list)
    for person in easy:
        crews[person.delegation or person.id].append(person)
    for crew in sorted(crews.values(), key=len, reverse=True):
        while crew:
            room = [group for group in groups if len(group) < most]
            whole = [group for group in room if len(group) + len(crew) <= most]
            chosen = max(whole or room, key=partial(_beside, crew[0].delegation))
            free = most - len(chosen)
            chosen += crew[:free]
            del crew[:free]


def _beside(delegation: str, group: Sequence[Person]) -> tuple[int, int]:
    """Return how much a group is a place for somebody of a delegation."""
    theirs = sum(bool(delegation) and one.delegation == delegation for one in group)
    return theirs, -len(group)


def _needed(group: Sequence[Person], floor: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({_listens(one, floor) for one in group} - {""}))


def _listens(person: Person, floor: frozenset[str]) -> str:
    """Return the language for which somebody needs an interpreter; '' for none."""
    understood = listening.understood(person.listening, person.languages)
    return "" if floor & understood else listening.listens(person.listening, person.languages, ())


def _like(desk: Desk, activity: Activity, start: str) -> dict[str, str]:
    """Return the fields of a further group of an activity, by the next number that is free."""
    taken = {title for one in desk.programme.activities.values() for title in one.titles()}
    number = next(n for n in count(2) if f"{activity.title} {n}" not in taken)
    skipped = {"source", "source_id", "letter", "gate_list_sent", "departed"}
    fields = {name: getattr(activity, name) for name in Activity.names() if name not in skipped}
    titles = {name: text for name, text in fields.items() if name.startswith("title") and text}
    fields |= {name: f"{text} {number}" for name, text in titles.items()} | {"start": start}
    at = bookings.times(activity)
    if at and start:
        begin = desk.event.moment(start)
        fields["end"] = (begin + (at[1] - at[0])).isoformat()
        if activity.day == desk.event.day_of(at[0]).isoformat():
            fields["day"] = desk.event.day_of(begin).isoformat()
    return {name: text for name, text in fields.items() if text}
