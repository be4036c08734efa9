"""What a desk does with the programme: know its parts by name, make and change them."""

from __future__ import annotations

from collections.abc import Mapping

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Fact, fresh
from checkin.journal.fold import changed
from checkin.model.activity import KINDS, Activity, activity_subject
from checkin.model.noun import number
from checkin.model.place import Place, place_subject
from checkin.vocabulary import values as words

_TIMES = ("start", "end", "gate_list", "gate_list_sent", "departed")


def activity(desk: Desk, name: str) -> Activity:
    """Return the activity that a name means; raises DeskError where there is none or several."""
    known = activity_named(desk, name)
    if known is None:
        raise DeskError(_("There is no activity {id}.").format(id=name))
    return known


def activity_named(desk: Desk, name: str) -> Activity | None:
    """Return the activity with this id, ours or its list's, or else the only one called so."""
    known = desk.activity(name) or desk.activity(activity_subject(desk.key, "id", name))
    if known:
        return known
    wanted = _plain(name)
    every = desk.programme.activities.values()
    found = [one for one in every if wanted and wanted == _plain(one.source_id)]
    found = found or [one for one in every if wanted in map(_plain, one.titles())]
    return found[0] if len(found) == 1 else None


def put(desk: Desk, subject: str, values: Mapping[str, str]) -> Activity:
    """Make an activity, or change the one of a subject, and return it.

    A place is named by its title and made where it is new; a time without an offset is in the
    event's zone. Raises DeskError, naming the field, for what cannot be.
    """
    known = desk.activity(subject) if subject else None
    if subject and known is None:
        raise DeskError(_("There is no activity {id}.").format(id=subject))
    new = subject or fresh("a")
    with desk.act():
        facts, fields = _checked(desk, known or Activity(new, kind="session"), values)
        if known is None:
            fields = {"kind": "session", **fields}
        desk.keep([*facts, *desk.change("changed" if known else "planned", new, fields)])
    made = desk.activity(new)
    assert made is not None  # noqa: S101  it was just put
    return made


def put_place(desk: Desk, subject: str, values: Mapping[str, str]) -> Place:
    """Make a place, or change the one of a subject, and return it; raises DeskError."""
    fields = {name: text.strip() for name, text in values.items()}
    known = desk.place(subject) if subject else None
    title = fields.get("title", known.title if known else "")
    if not title:
        raise DeskError(_("A place needs a name."))
    if fields.get("capacity") and number(fields["capacity"]) is None:
        raise DeskError(_("“{text}” is no number of persons.").format(text=fields["capacity"][:40]))
    new = known.id if known else place_subject(desk.key, title)
    with desk.act():
        facts: list[Fact] = []
        if fields.get("within"):
            facts, fields["within"] = _place(desk, fields["within"])
        if fields.get("within") == new:
            raise DeskError(_("A place cannot lie within itself."))
        desk.keep([*facts, *desk.change("changed" if known else "planned", new, fields)])
    made = desk.place(new)
    assert made is not None  # noqa: S101  it was just put
    return made


def parts(desk: Desk, subject: str) -> list[Activity]:
    """Return the parts of an activity and theirs, by start."""
    found = [one for one in desk.programme.activities.values() if subject in desk.wholes(one.id)]
    return sorted(found, key=lambda one: (one.start, one.id))


def _checked(
    desk: Desk, known: Activity, values: Mapping[str, str]
) -> tuple[list[Fact], dict[str, str]]:
    """Return typed fields as they are kept, and what they need to be there before."""
    fields = {name: text.strip() for name, text in values.items() if name in Activity.names()}
    if not fields.get("title", known.title):
        raise DeskError(_("An activity needs a title."))
    if fields.get("kind", known.kind) not in KINDS:
        raise DeskError(_("“{text}” is no kind of activity.").format(text=fields["kind"][:40]))
    for name, called in _counts().items():
        if fields.get(name) and number(fields[name]) is None:
            text = _("“{text}” is no whole number ({field}).")
            raise DeskError(text.format(text=fields[name][:40], field=called))
    if "eligibility" in fields:
        said = fields["eligibility"]
        fields["eligibility"] = words.word("eligibility", said) or said
    fields |= _timed(desk, known, fields)
    facts: list[Fact] = []
    if fields.get("place"):
        facts, fields["place"] = _place(desk, fields["place"])
    for name in ("whole", "bus"):
        if fields.get(name):
            fields[name] = activity(desk, fields[name]).id
    if known.id in {fields.get("whole"), *desk.wholes(fields.get("whole", ""))}:
        raise DeskError(_("An activity cannot be a part of itself."))
    return facts, fields


def _counts() -> dict[str, str]:
    """Return the fields that hold whole numbers, and what they are called."""
    return {
        "capacity": _("Room for"),
        "admission": _("Admission, minutes before"),
        "lateness": _("Late at most, minutes"),
    }


def _timed(desk: Desk, known: Activity, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the times of typed fields with their offset, and the day that they say."""
    timed = {
        name: desk.event.moment(fields[name]).isoformat() for name in _TIMES if fields.get(name)
    }
    start = timed.get("start") or fields.get("start", known.start)
    end = timed.get("end") or fields.get("end", known.end)
    if start and end and desk.event.moment(end) <= desk.event.moment(start):
        raise DeskError(_("The activity ends before it starts."))
    if "start" in timed and "day" not in fields:
        timed["day"] = desk.event.day_of(desk.event.moment(start)).isoformat()
    return timed


def _place(desk: Desk, named: str) -> tuple[list[Fact], str]:
    """Return the place of a title or subject, and the fact that makes a new one."""
    if known := desk.place(named):
        return [], known.id
    subject = place_subject(desk.key, named)
    said = desk.folded(subject)
    return ([] if said.exists else changed("planned", subject, said, {"title": named})), subject


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
