"""Words of the programme: blocks of a day, lines of a list, facts of an activity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from checkin import bookings, buses, eligibility, people, visits
from checkin.attendance import speakers
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.model.activity import Activity
from checkin.model.person import Person
from checkin.programme_rules import Finding
from checkin.rescheduling import Times
from checkin.vocabulary import naming
from ui import saying
from ui.rows import Column
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.grid_blocks import HOUR, Block

NOWHERE = ""  # the lane of what has no place


def kind(word: str) -> str:
    """Return what a kind of activity is called."""
    return {
        "day": _("Day"),
        "symposium": _("Symposium"),
        "session": _("Session"),
        "contribution": _("Contribution"),
        "site-visit": _("Visit"),
        "ceremony": _("Ceremony"),
        "meeting": _("Meeting"),
        "transfer": _("Bus"),
    }.get(word, word)


def blocks(desk: Desk, day: str, findings: Sequence[Finding]) -> tuple[list[Block], list[str]]:
    """Return the blocks of a day and the lanes that they stand under, the fullest first."""
    tones = {
        subject: Tone.STOP if one.severity == "stop" else Tone.LOOK
        for one in reversed(findings)
        for subject in one.activities
    }
    today = [
        one
        for one in desk.programme.activities.values()
        if one.kind != "day" and one.start and bookings.times(one) and _day(desk, one) == day
    ]
    titles = {one.id: place_of(desk, one) for one in today}
    found = [_block(desk, one, titles[one.id], tones.get(one.id, Tone.PLAIN)) for one in today]
    lanes = sorted(
        set(titles.values()),
        key=lambda lane: (
            not lane,
            -sum(titles[one.id] == lane for one in today if one.kind != "transfer"),
            lane,
        ),
    )
    names = {lane: shown(lane, 60) or _("Without a place") for lane in lanes}
    return [_under(one, names) for one in found], [names[lane] for lane in lanes]


def _under(block: Block, names: dict[str, str]) -> Block:
    return Block(
        block.id,
        block.title,
        block.begin,
        block.end,
        names[block.lane],
        block.below,
        block.whole,
        block.hard,
        block.tone,
    )


def _block(desk: Desk, one: Activity, lane: str, tone: Tone) -> Block:
    span = bookings.times(one)
    assert span is not None  # noqa: S101  only those with times are asked for
    midnight = desk.event.bounds(desk.event.day_of(span[0]))[0]
    begin, end = (round((at - midnight).total_seconds() / 60) for at in span)
    offset = midnight.hour * HOUR + midnight.minute
    listed = places(desk, one)
    tongues = " · ".join(word.upper() for word in one.languages.split())
    below = tuple(
        shown(text, 80) for text in (listed, tongues, _speakers(desk, one), kind(one.kind)) if text
    )
    title = shown(saying.title(desk, one.id), 80)
    hard = one.hard_time == "yes"
    return Block(one.id, title, begin + offset, end + offset, lane, below, one.whole, hard, tone)


def _speakers(desk: Desk, one: Activity) -> str:
    """Return who speaks, as the programme says it, the protected by alias."""
    return ", ".join(people.called(desk, name) for name in speakers.names(one))


def places(desk: Desk, one: Activity) -> str:
    """Return how many are booked of how many places, and how many wait; '' without a list."""
    taken, limit = bookings.taken(desk, one.id), bookings.permitted(desk, one)
    line = len(bookings.waiting(desk, one.id))
    if not taken and not line:
        return ""
    text = f"{taken}/{limit}" if limit is not None and one.capacity else str(taken)
    text = _("{n} booked").format(n=text)
    return f"{text} · {_('{n} waiting').format(n=line)}" if line else text


def place_of(desk: Desk, one: Activity) -> str:
    """Return the title of the place of an activity, its whole's where it has none."""
    for subject in (one.id, *desk.wholes(one.id)):
        known = desk.activity(subject)
        place = desk.place(known.place) if known and known.place else None
        if place:
            return place.title
    return NOWHERE


def _day(desk: Desk, one: Activity) -> str:
    span = bookings.times(one)
    return desk.event.day_of(span[0]).isoformat() if span else one.day


# One activity #########################################################################


def when(desk: Desk, one: Activity) -> str:
    """Return when and where an activity is."""
    span = bookings.times(one)
    time = ""
    if span:
        start, end = (at.astimezone(desk.event.tz) for at in span)
        time = f"{saying.day(start.isoformat())} {start:%H:%M}–{end:%H:%M}"
    return " · ".join(part for part in (time or saying.day(one.day), place_of(desk, one)) if part)


def facts(desk: Desk, one: Activity) -> list[tuple[str, str]]:
    """Return what is known of an activity besides its list, each with its name."""
    whole = desk.activity(one.whole) if one.whole else None
    tongues = ", ".join(naming.tongue(code, language()) for code in one.languages.split())
    contact = visits.contact(desk, one)
    pairs = (
        (_("Kind"), kind(one.kind)),
        (_("Part of"), saying.title(desk, one.whole) if whole else ""),
        (_("Languages"), tongues),
        (_("Responsible"), people.called(desk, one.responsible)),
        (_("For whom"), eligibility.text(desk, one) or one.eligibility),
        (_("Hard time"), _("never moves by itself") if one.hard_time == "yes" else ""),
        (_("Host"), one.host),
        (_("Contact"), " ".join(part for part in (contact.name, contact.phone) if part)),
        (_("Meeting point"), one.meeting_point),
        (_("Gate"), one.gate),
        (_("Protective gear"), one.gear),
        (_("Driver"), buses.driver(desk, one)),
        (_("Note"), one.note),
    )
    return [(title, shown(text, 300)) for title, text in pairs if text]


def speaking(desk: Desk, one: Activity, now: datetime) -> list[tuple[str, str, Tone]]:
    """Return the speakers of an activity: id ('' if unknown), words, and whether to worry."""
    known = speakers.named(desk, one)
    found = []
    span = bookings.times(one)
    soon = bool(span and span[0] - speakers.AHEAD <= now < span[1])
    for person in known:
        there = speakers.here(desk, person.id, now)
        state = _("here") if there else _("not here")
        tone = Tone.WELCOME if there else Tone.STOP if soon else Tone.SOFT
        found.append((person.id, f"{shown(person.whole_name, 60)} · {state}", tone))
    if not known and one.speakers:
        found.append(("", shown(_speakers(desk, one), 120), Tone.SOFT))
    return found


# Lists ################################################################################


class Listed:
    """One who is on a list, and how."""

    def __init__(self, person: Person, status: str, position: int = 0) -> None:
        self.person, self.status, self.position = person, status, position

    @property
    def words(self) -> str:
        """Return how somebody is on the list."""
        if self.status == "waiting":
            return _("waits, {n}.").format(n=self.position)
        return _("booked")


def listed(desk: Desk, activity: str) -> list[Listed]:
    """Return who is booked, then who waits, in their order."""
    booked = [Listed(one, "booked") for one in bookings.on_list(desk, activity) if one.may_come]
    line = [Listed(one.person, "waiting", one.position) for one in bookings.waiting(desk, activity)]
    return [*booked, *line]


def columns() -> list[Column]:
    """Return the columns of a list."""
    return [
        Column(_("Name"), lambda one: one.person.whole_name, "name", 190),
        Column("", lambda one: one.person.native_name, "native", 90),
        Column(_("On the list"), lambda one: one.words, "status", 100, tone=_status_tone),
        Column(_("Organisation"), lambda one: one.person.organisation, "organisation", 160),
    ]


def _status_tone(one: Listed) -> Tone:
    return Tone.LOOK if one.status == "waiting" else Tone.PLAIN


# What moves ###########################################################################


def moving(desk: Desk, times: Times, stayed: Iterable[str]) -> list[str]:
    """Return a line for each activity that would move, and for each that stays."""
    lines = []
    for subject, (start, _end) in times.items():
        known = desk.activity(subject)
        if known:
            was = datetime.fromisoformat(known.start).astimezone(desk.event.tz)
            now = start.astimezone(desk.event.tz)
            words = f"{was:%H:%M} → {now:%H:%M}" if was != now else _("ends later")
            lines.append(f"{words}  {saying.title(desk, subject)}")
    for subject in stayed:
        known = desk.activity(subject)
        if known:
            words = _("{title} has a hard time and stays.")
            lines.append(words.format(title=saying.title(desk, subject)))
    return lines
