"""The words of the delegations: the columns of both tables, and what is said of a head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checkin import people
from checkin.attendance.heads import Arrived
from checkin.delegations import Standing
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.party import Member, Party
from checkin.vocabulary import group_fields
from ui import saying
from ui.rows import Column
from ui.saying import clock, shown
from ui.theme import Tone
from ui.widgets import facts

_SHOWN = ("hotel", "arrival", "contact", "folder")
_MOST_VOICES = 2


def of_delegations(desk: Desk) -> list[Column]:
    """Return the columns of the list of delegations."""
    return [
        Column(_("Delegation"), titled, "title", 290),
        Column(_("Rank"), lambda one: one.delegation.rank, "rank", 60, right=True),
        Column(_("Expected"), lambda one: str(one.expected), "expected", 84, right=True),
        Column(_("Here"), lambda one: str(one.here), "here", 60, right=True),
        Column(_("Not yet"), lambda one: str(one.not_yet), "not_yet", 76, right=True),
        Column(_("Head"), lambda one: _head(desk, one), "head", 270, tone=_tone),
        Column(_("Country"), country, "country", 110),
        Column(_("Arrival"), lambda one: arrival(one.delegation.arrival), "arrival", 130),
    ]


def of_members() -> list[Column]:
    """Return the columns of the members of a delegation."""
    return [
        Column(_("Name"), name, "name", 250),
        Column(_("State"), state, "state", 128, tone=_state_tone),
        Column(_("Receiver"), lambda one: ", ".join(one.receivers), "receiver", 84),
        Column(_("Bus"), lambda one: ", ".join(one.buses), "bus", 116),
        Column(_("Interpreter"), _voices, "interpreter", 110),
    ]


def titled(one: Standing) -> str:
    """Return the title of a delegation in the language of the window."""
    known = one.delegation
    return getattr(known, f"title_{language()}", "") or known.title


def country(one: Standing) -> str:
    """Return where a delegation is from."""
    known = one.delegation
    return facts.value("country", known.country) if known.country else known.country_text


def arrival(text: str) -> str:
    """Return when a delegation arrives, as people write it where it is a time."""
    if len(text) > len("2012-11-21T") and text[4:5] == "-":
        return f"{saying.day(text)} {clock(text)}"
    return saying.day(text) if len(text) == len("2012-11-21") else text


def name(one: Member) -> str:
    """Return a member's name in all scripts, after the part in the delegation."""
    person = one.person
    both = dict.fromkeys((person.whole_name, person.native_name))
    whole = " ".join(text for text in both if text) or _("Unnamed guest")
    return f"{part(one.part)}: {whole}" if one.part else whole


def part(word: str) -> str:
    """Return what a leader is called."""
    return {"head": _("Head"), "deputy": _("Deputy")}.get(word, word)


def state(one: Member) -> str:
    """Say whether a member is here."""
    if one.presence.here:
        return _("here {time}").format(time=clock(one.presence.since))
    if one.person.status:
        return saying.status(one.person.status)
    if one.presence.left:
        return _("left {time}").format(time=clock(one.presence.left))
    return _("not here yet")


def about(desk: Desk, party: Party) -> Iterator[tuple[str, str]]:
    """Yield the facts about a delegation, with their captions."""
    known = party.delegation
    if known.rank:
        yield group_fields.title("rank"), known.rank
    if known.languages:
        yield group_fields.title("languages"), facts.value("languages", known.languages)
    for one in _SHOWN:
        text = getattr(known, one)
        text = people.reached(desk, text) if one == "contact" else text
        if text:
            yield group_fields.title(one), arrival(text) if one == "arrival" else text
    for word in ("head", "deputy"):
        if leader := party.head(word):
            named = leader.person.whole_name if leader.person.named else "…"
            yield part(word), f"{shown(named, 80)} · {state(leader)}"
        elif said := getattr(known, word):
            yield part(word), shown(said, 80) if said[:2] != "p-" else "…"
    if known.note:
        yield group_fields.title("note"), known.note


def doubt(word: str) -> str:
    """Say what there is to settle about the head; '' for nothing."""
    return {
        "none": _("Nobody leads this delegation yet."),
        "stranger": _("Who is said to lead it is not among those who come."),
        "several": _("Two desks name different heads; please choose one."),
    }.get(word, "")


def count(party: Party) -> str:
    """Say how many are here, and how many are named nowhere."""
    words = _("{n} of {all} here").format(n=party.here, all=party.expected)
    hidden = sum(not one.person.named for one in party.members)
    if hidden:
        more = ngettext("and {n} more, not named here", "and {n} more, not named here", hidden)
        words = f"{words} · {more.format(n=hidden)}"
    return words


def arrived(desk: Desk, news: Sequence[Arrived]) -> str:
    """Tell of the heads who came: the latest by name, of the others how many."""
    last = news[0]
    person = desk.person(last.person)
    named = person.whole_name if person and person.named else part(last.part)
    words = _("{name}, {delegation}: here {time}, desk {desk}").format(
        name=shown(named, 40),
        delegation=shown(last.delegation.title, 40),
        time=clock(last.at),
        desk=shown(last.desk),
    )
    more = ngettext("and {n} more", "and {n} more", len(news) - 1)
    return f"{words}, {more.format(n=len(news) - 1)}" if news[1:] else words


def _head(desk: Desk, one: Standing) -> str:
    person = desk.person(one.head) if one.head else None
    if person is None:
        said = one.delegation.head
        unlisted = said and said[:2] != "p-"
        return _("{name} · not on the list").format(name=said) if unlisted else ""
    here = _("here {time}").format(time=clock(one.head_since))
    named = person.whole_name if person.named else "…"
    return f"{named} · {here if one.head_since else _('not here yet')}"


def _tone(one: Standing) -> Tone:
    return Tone.WELCOME if one.head_since else Tone.PLAIN if one.head else Tone.LOOK


def _state_tone(one: Member) -> Tone:
    return Tone.WELCOME if one.presence.here else Tone.LOOK if one.person.status else Tone.PLAIN


def _voices(one: Member) -> str:
    return ", ".join(voice.person.whole_name for voice in one.interpreters[:_MOST_VOICES])
