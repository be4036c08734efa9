"""Verbs of the desk page that are more than one step, each one act, and what is said of them."""

from __future__ import annotations

from checkin import card, people, receivers, reception
from checkin.attendance import recent, scanning
from checkin.attendance.recent import Recent
from checkin.attendance.scanning import Outcome
from checkin.card import Card
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.interpreting import booths, listening
from checkin.model.noun import number
from checkin.printing import jobs
from checkin.printing.station import station
from checkin.vocabulary import deposits, naming
from checkin.vocabulary.typed import understood
from ui import saying, wording
from ui.dialogs.group_sheet import Member
from ui.saying import shown
from ui.theme import Tone


def walk_in(desk: Desk, values: dict[str, str], activity: str, consents: str) -> Outcome:
    """Enter and check in somebody whom no list has."""
    return reception.walk_in(desk, understood(values), activity=activity, consents=consents)


def substitute(desk: Desk, person: str, values: dict[str, str], activity: str) -> Outcome:
    """Let somebody come in another's place."""
    return reception.substitute_and_check_in(desk, person, understood(values), activity=activity)


def correct(desk: Desk, person: str, values: dict[str, str], again: bool) -> str:  # noqa: FBT001
    """Correct what the badge says, and ask for it again where wanted; return what to say."""
    with desk.act():
        people.correct(desk, person, understood(values))
        if again:
            reception.print_badge(desk, person, "wrong")
    return f"{_('Saved.')} {print_words(desk)}" if again else _("Saved.")


def overrule(desk: Desk, person: str, activity: str, reason: str) -> Outcome:
    """Let somebody in although it is full."""
    return scanning.admit(desk, person, activity=activity, reason=reason)


def undo_newest(desk: Desk) -> Recent | None:
    """Take back the newest act that can be, and return it; one of some time ago needs a reason."""
    newest = next((one for one in recent.recent(desk) if one.may_undo), None)
    if newest and not newest.reason_due:
        recent.undo(desk, newest.act)
    return newest


def as_it_stands(desk: Desk, done: Recent) -> Recent:
    """Return an act of the list as it is by now: a minute may have passed since it was listed."""
    return next((one for one in recent.recent(desk) if one.act == done.act), done)


def badge(desk: Desk, person: str, choice: str) -> str:
    """Do with a badge what was chosen; return what to say."""
    if choice == "hand-out":
        people.hand_out(desk, [person])
        return _("Noted: the badge was handed out.")
    reception.print_badge(desk, person, choice)
    return print_words(desk)


def print_words(desk: Desk) -> str:
    """Say where a badge goes that was just asked for."""
    here = station(desk)
    if name := here.printer_for(here.layout):
        return _("The badge goes to the printer {name}.").format(name=shown(name, 40))
    return _("The badge waits for the printer.")


def lend(desk: Desk, person: str, number: str) -> str:
    """Lend a receiver; return its number, channel and deposit in words."""
    loan = receivers.lend(desk, person, number)
    words = _("Receiver {number} lent").format(number=loan.number)
    channel = _("channel {channel}").format(channel=loan.channel) if loan.channel else ""
    return " · ".join(part for part in (words, channel, deposits.words(loan.deposit)) if part)


def listen(desk: Desk, person: str) -> str:
    """Let a guest listen to the next language that is offered; return what to say."""
    known = desk.person(person)
    name = shown(known.whole_name, 60) if known else ""
    if known and not known.may_come:
        text = _("{name} does not come ({status}): nothing was changed.")
        raise DeskError(text.format(name=name, status=saying.status(known.status)))
    heard = listening.turn(desk, person)
    if not heard:
        return _("No language is offered: neither channels nor the programme name any.")
    text = _("{name} listens to {language}")
    words = text.format(name=name, language=naming.tongue(heard, language()))
    number = booths.channel(desk.event, heard)
    told = _("channel {channel}").format(channel=number) if number else ""
    return " · ".join(part for part in (words, told) if part)


def take_back(desk: Desk, _person: str, number: str) -> str:
    """Take a receiver back; return what to say."""
    receivers.take_back(desk, number)
    return _("Receiver {number} is back.").format(number=number)


def group(
    desk: Desk, delegation: str, came: list[str], more: int, activity: str
) -> reception.Group:
    """Check a delegation in, and the nameless who came with it."""
    with desk.act():
        found = reception.group(desk, delegation, came, more, activity=activity)
        here = station(desk)
        if found.packed and here.itself and here.printer_for(here.layout):
            jobs.release(desk, found.packed)  # the pack is one document
    return found


def pack_words(desk: Desk, badges: int) -> str:
    """Say where the badges of a group go."""
    here = station(desk)
    if here.itself and (name := here.printer_for(here.layout)):
        words = ngettext(
            "{n} badge goes to the printer {name}", "{n} badges go to the printer {name}", badges
        )
        return words.format(n=badges, name=shown(name, 40))
    words = ngettext("{n} badge waits for the printer", "{n} badges wait for the printer", badges)
    return words.format(n=badges)


def members(desk: Desk, delegation: str) -> list[Member]:
    """Return who of a delegation can be ticked; the protected are named on no list."""
    at = desk.moment(None)
    found = []
    for person in card.members(desk, delegation):
        if not person.named:
            continue
        there = card.presence(desk, person.id, at)
        here = _("here {time}").format(time=saying.clock(there.since)) if there.here else ""
        state = here or saying.status(person.status)
        both = dict.fromkeys((person.whole_name, person.native_name))
        name = " ".join(text for text in both if text) or _("Unnamed guest")
        found.append(Member(person.id, name, state, there.here))
    return found


def accompany(desk: Desk, main: str, values: dict[str, str], activity: str) -> str:
    """Check in who comes with a guest, the named and the nameless; return what to say."""
    more = number(values.pop("count", "") or "0")
    typed = understood({key: text for key, text in values.items() if text})
    if more is None or not (more or typed.get("name")):
        raise DeskError(_("Type a name, or how many more have come."))
    with desk.act():
        if typed.get("name"):
            reception.accompany(desk, main, typed, activity=activity)
        if more:
            reception.plus_ones(desk, main, more, activity=activity)
    came = more + bool(typed.get("name"))
    return ngettext("{n} checked in.", "{n} checked in.", came).format(n=came)


def nameless(desk: Desk, values: dict[str, str], activity: str) -> str:
    """Let in guests who will be named later; return what to say."""
    count = values["count"]
    came = number(count) or 0
    reception.walk_ins(desk, came, values["delegation"], activity=activity)
    return ngettext("{n} checked in.", "{n} checked in.", came).format(n=came)


def about_badge(desk: Desk, found: Card) -> tuple[str, Tone]:
    """Say before a badge is printed whether that would be for the second time."""
    if before := jobs.already(desk, found.person.id):
        return before, Tone.LOOK
    told = wording.badge(card.badge_state(desk, found.person), desk.moment(None))
    return told or _("Nothing is known of this badge yet."), Tone.PLAIN


def about_receiver(desk: Desk, found: Card) -> str:
    """Say since when a guest has a receiver, or which channel and deposit go with one."""
    if found.receivers:
        since = saying.clock(found.receivers[0].at)
        return _("Lent since {time}").format(time=since)
    offer = receivers.offered(desk, found.person)
    parts = []
    if offer.channel:
        parts.append(_("channel {channel}").format(channel=shown(offer.channel)))
    if offer.deposit:
        parts.append(_("Deposit: {deposit}").format(deposit=shown(offer.deposit)))
    return " · ".join(parts)
