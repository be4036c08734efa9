"""What happened to a person, in words, from the entries that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checkin import engagements
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import clock
from checkin.journal.entry import REDACTED, Entry
from checkin.journal.fold import texts
from checkin.model import booking, listing
from checkin.vocabulary import exclusions


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a person's history."""

    entry: str
    at: str  # ISO, when it was written down
    desk: str
    kind: str
    text: str
    undone: bool


def history(desk: Desk, subject: str) -> list[Happening]:
    """Return the history of a person, the oldest first; of a protected one without the values.

    What they were promised to interpret is a part of it.
    """
    person = desk.person(subject)
    veiled = person is not None and not person.named
    promised = map(desk.folded, engagements.of_person(desk, subject))
    told = [(entry, said) for said in (desk.folded(subject), *promised) for entry in said.entries]
    told.sort(key=lambda one: one[0].order)
    return [
        Happening(
            entry.id,
            desk.event.at(clock.milliseconds(entry.hlc)).isoformat(),
            entry.desk,
            entry.kind,
            _sentence(desk, entry, veiled=veiled),
            entry.id in said.annulled,
        )
        for entry, said in told
    ]


def _sentence(desk: Desk, entry: Entry, *, veiled: bool) -> str:
    """Say what one entry tells; one of a kind that this program does not know, by its name."""
    said = entry.said
    if entry.data == REDACTED or entry.kind == "erased":
        return _("Erased.")
    if entry.kind == "undone":
        return _taken_back(len(texts(said.get("of"))), said.get("reason"))
    if entry.kind == "settled":
        return _("Looked at and settled.")
    if entry.subject.startswith("i-"):
        return _promised(desk, entry.subject, said.get("set"), veiled=veiled)
    if "set" in said:
        told = _("Registered: {fields}.") if entry.kind == "registered" else _("Set: {fields}.")
        return told.format(fields=", ".join(_fields(desk, said["set"], veiled=veiled)))
    told = _told(entry.kind)
    if entry.kind == "arrived" and said.get("override"):
        told = _("Let in though {override}: {activity}, {at}.")
        if said.get("reason"):
            told = _("Let in though {override} ({reason}): {activity}, {at}.")
    return told.format(
        activity=_title(desk, said.get("activity")),
        at=_time(desk, said.get("at")),
        issue=said.get("issue", ""),
        number=said.get("number", ""),
        channel=said.get("channel") or "–",
        override=said.get("override", ""),
        other=_named(desk, said.get("with")),
        reason=said.get("reason", ""),
        version=_version(desk, said),
    )


def _told(kind: str) -> str:
    """Return the sentence for entries of a kind; of an unknown one its name."""
    return {
        "arrived": _("Checked in: {activity}, {at}."),
        "lent": _("Receiver {number} lent, channel {channel}, {at}."),
        "returned": _("Receiver {number} returned, {at}."),
        "lost": _("Receiver {number} lost ({reason}), {at}."),
        "left": _("Checked out: {activity}, {at}."),
        "handed-out": _("Badge handed out, {at}."),
        "minted": _("Badge code number {issue}."),
        "merged": _("Joined with {other}."),
        "refused": _("Refused as {reason}: {activity}, {at}."),
        "printed": _("Badge printed, {at}."),
        "published": _("Plan {version} published, {at}."),
        "acknowledged": _("Plan {version} acknowledged, {at}."),
        "reached": _("Told of plan {version}, {at}."),
        "began": _("Work began, {at}."),
        "ended": _("Work ended, {at}."),
    }.get(kind, kind)


def _promised(desk: Desk, assignment: str, settings: object, *, veiled: bool) -> str:
    """Say what one entry tells of an assignment."""
    said = settings if isinstance(settings, Mapping) else {}
    what = engagements.promised_title(desk, assignment)
    why = "" if veiled else _text(said, "reason")
    if _text(said, "withdrawn"):
        told = _("Withdrawn: {what} ({why}).") if why else _("Withdrawn: {what}.")
    elif _text(said, "override"):
        told = _("Promised in spite of {rules}: {what}.")
        if why:
            told = _("Promised in spite of {rules}: {what} ({why}).")
    elif _text(said, "instead_of"):
        told = _("Promised in place of {other}: {what}.")
    elif "withdrawn" in said or "need" in said:
        told = _("Promised: {what}.")
    else:
        told = _("Set for {what}: {fields}.")
    parts = {
        "rules": _text(said, "override"),
        "other": engagements.promised_person(desk, _text(said, "instead_of")),
        "fields": ", ".join(_fields(desk, said, veiled=veiled)),
    }
    return told.format(what=what, why=why, **parts)


def _version(desk: Desk, said: Mapping[str, Any]) -> str:
    """Return the number of a published plan: its own, or of what is answered."""
    number = said.get("version")
    if number is None:
        query = "SELECT version FROM publication WHERE entry = ?"
        rows = [desk.db.execute(query, (one,)).fetchone() for one in texts(said.get("of"))]
        number = next((row[0] for row in rows if row), "")
    return f"v{number}" if number else ""


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _taken_back(count: int, reason: object) -> str:
    """Say that entries were taken back, and why where somebody said so."""
    if isinstance(reason, str) and reason:
        told = ngettext(
            "{n} entry taken back ({reason}).", "{n} entries taken back ({reason}).", count
        )
        return told.format(n=count, reason=reason)
    return ngettext("{n} entry taken back.", "{n} entries taken back.", count).format(n=count)


def _fields(desk: Desk, settings: object, *, veiled: bool) -> Iterator[str]:
    """Yield what fields were set to; how a list calls a person is of no interest to people.

    Of exclusions only the codes are told.
    """
    for name, value in sorted(settings.items()) if isinstance(settings, Mapping) else ():
        if name == "source" or listing.listings({name: "listed"}):
            continue
        shown = _title(desk, value) if name == "delegation" else value
        seats = booking.bookings({name: booking.STATUSES[0]})
        called = _title(desk, next(iter(seats))) if seats else name
        if name == "exclusions":
            shown = exclusions.codes(str(value))
        mute = veiled or (name == "exclusions" and value and not shown)
        yield called if mute else f"{called} = {shown}"


def _named(desk: Desk, subject: Any) -> str:
    """Return the name of a person, else the title of whatever a subject is."""
    person = desk.person(subject) if isinstance(subject, str) else None
    return person.whole_name if person and person.whole_name else _title(desk, subject)


def _title(desk: Desk, subject: Any) -> str:
    if not isinstance(subject, str):
        return ""
    named = desk.delegation(subject) if subject.startswith("d-") else desk.activity(subject)
    return named.title if named else subject


def _time(desk: Desk, text: Any) -> str:
    """Return a stated time as people write it; one that is none, as it stands."""
    try:
        return f"{desk.event.moment(str(text or '')):%Y-%m-%d %H:%M}"
    except DeskError:
        return str(text or "")
