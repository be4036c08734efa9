"""Ready for tomorrow: what fails at a quarter past eight, looked at the evening before."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from checkin import backups, desks, pin, surroundings, timekeeping
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import clock, identity, store
from checkin.model import code, scanner
from checkin.model.code import Reading

State = Literal["ok", "look", "stop"]

LITTLE, TOO_LITTLE = 2_000_000_000, 300_000_000  # bytes free on the disk
FRESH = timedelta(minutes=15)  # the age of a backup that is as it should be
LONG_BEFORE = timedelta(days=31)  # before the event, when a date looks wrong

# What makes two registers the same: what lists and people said, not who has come since.
_REGISTER = {
    "event": "title, first_day, last_day, zone, day_starts",
    "person": "",
    "delegation": "",
    "place": "",
    "activity": "",
    "booking": "",
    "code": "",
}
_TEST_KEY = b"a key that no event has"
_OWN = {"n", "handed_out"}  # columns that differ from desk to desk, or change all morning


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: how it is, in words, and what to do about it."""

    name: str
    state: State
    text: str
    remedy: str = ""


def checks(desk: Desk) -> list[Check]:
    """Return all that this desk can know of itself by itself, in the order of a walk round it."""
    own = [register(desk), moment(desk), zone(desk), practice_off(desk), folder(desk), disk(desk)]
    if desk.practising:
        return own  # nothing of it is kept, exchanged or printed
    return [
        *own,
        backup(desk),
        others(desk),
        unsynchronised(desk),
        paper_list(desk),
        pin_set(desk),
    ]


# The register #########################################################################


def fingerprint(desk: Desk) -> str:
    """Return eight characters that two desks share when their registers say the same."""
    sha256 = hashlib.sha256()
    for table, columns in _REGISTER.items():
        known = columns or ", ".join(
            row[1] for row in desk.db.execute(f"PRAGMA table_info({table})") if row[1] not in _OWN
        )
        order = ", ".join(str(n) for n in range(1, known.count(",") + 2))
        for row in desk.db.execute(f"SELECT {known} FROM {table} ORDER BY {order}"):  # noqa: S608
            sha256.update("\x1f".join((table, *map(str, row), "\x1e")).encode("utf-8", "replace"))
    number = int.from_bytes(sha256.digest()[:16])
    letters = ""
    for _place in range(8):
        number, one = divmod(number, len(code.ALPHABET))
        letters += code.ALPHABET[one]
    return f"{letters[:4]} {letters[4:]}"


def register(desk: Desk) -> Check:
    """Show the fingerprint of the register, which people compare from desk to desk."""
    name = _("Register")
    people = store.single(desk.db, "SELECT count(*) FROM person WHERE NOT erased AND issue > 0")
    if not people:
        return Check(name, "look", _("Nobody is registered."), _("Import a list, or join a desk."))
    text = ngettext("{n} person, fingerprint {mark}.", "{n} people, fingerprint {mark}.", people)
    text = text.format(n=people, mark=fingerprint(desk))
    return Check(name, "ok", text, _("The same on every desk? If not, exchange once more."))


def paper_list(desk: Desk) -> Check:
    """Tell whether a paper list was written, and whether it still is the register."""
    at, _space, mark = store.recall(desk.db, "paper_list").partition(" ")
    if not at:
        text = _("No paper list was written.")
        return Check(_("Paper list"), "look", text, _("Print it: paper needs no electricity."))
    shown = f"{datetime.fromisoformat(at):%d.%m. %H:%M}"
    if mark != fingerprint(desk):
        text = _("Written {at}; the register has changed since.").format(at=shown)
        return Check(_("Paper list"), "look", text, _("Print it again."))
    return Check(_("Paper list"), "ok", _("Written {at}.").format(at=shown))


def note_paper_list(desk: Desk) -> None:
    """Note that a paper list of the register as it is now was written."""
    with desk.act():
        at = desk.this_moment().isoformat()
        store.remember(desk.db, paper_list=f"{at} {fingerprint(desk)}")


# Time #################################################################################


def moment(desk: Desk) -> Check:
    """Tell whether date and time can be right."""
    found, here = timekeeping.suspicion(desk), desk.this_moment()
    shown = f"{here:%d.%m.%Y %H:%M}"
    remedy = _("Set the clock of the machine, or the time of the desk on the page Event.")
    if found and found.reason == "behind" and found.last:
        text = _("It is {now} here, but this desk wrote something at {last} already.")
        text = text.format(now=shown, last=f"{found.last:%d.%m.%Y %H:%M}")
        return Check(_("Clock"), "stop", text, remedy)
    if found and found.reason == "after":
        text = _("It is {now} here; the event is over.").format(now=shown)
        return Check(_("Clock"), "look", text, remedy)
    if found and desk.event.moment(desk.event.first_day) - here > LONG_BEFORE:
        text = _("It is {now} here; the event is more than a month away.").format(now=shown)
        return Check(_("Clock"), "look", text, remedy)
    return Check(_("Clock"), "ok", _("It is {now}.").format(now=shown), "")


def zone(desk: Desk) -> Check:
    """Tell whether the machine shows the same time of day as the event does."""
    here = desk.this_moment()
    theirs = surroundings.machine_moment(here)
    if theirs.utcoffset() == here.utcoffset():
        return Check(_("Time zone"), "ok", desk.event.zone)
    return Check(
        _("Time zone"),
        "look",
        _("The machine shows {theirs}, the event {ours} ({zone}).").format(
            theirs=f"{theirs:%H:%M}", ours=f"{here:%H:%M}", zone=desk.event.zone
        ),
        _("The desk uses the event's time. Set the zone of the machine to have one time only."),
    )


# Where all is kept ####################################################################


def folder(desk: Desk) -> Check:
    """Tell whether something else may write to the folder of the event file."""
    found = surroundings.shared_folder(desk.path)
    if not found:
        return Check(_("Data folder"), "ok", _("On this machine only."))
    return Check(
        _("Data folder"),
        "stop",
        _("The event file lies in a shared folder ({found}).").format(found=found),
        _("Move it to a folder of this machine. Desks meet on the page Exchange."),
    )


def disk(desk: Desk) -> Check:
    """Tell whether the disk has room for the day."""
    free = shutil.disk_usage(desk.path.parent).free
    text = _("{size} GB free.").format(size=f"{free / 1e9:.1f}")
    if free >= LITTLE:
        return Check(_("Disk"), "ok", text)
    return Check(
        _("Disk"), "stop" if free < TOO_LITTLE else "look", text, _("Make room on the disk.")
    )


def backup(desk: Desk) -> Check:
    """Tell whether a second medium holds everything, and since when."""
    path, last = backups.folder(desk), backups.last(desk)
    if path is None:
        text = _("No folder for the backup was chosen.")
        return Check(_("Backup"), "look", text, _("Choose a stick on the page Event."))
    if not path.is_dir():
        text = _("The backup folder {path} is not there.").format(path=path)
        return Check(_("Backup"), "stop", text, _("Put the stick in."))
    if surroundings.same_medium(path, desk.path):
        text = _("The backup lies on the same disk as the event file.")
        return Check(_("Backup"), "look", text, _("Choose a stick on the page Event."))
    if last is None:
        text = _("Nothing has been kept in {path} yet.").format(path=path)
        return Check(_("Backup"), "look", text, _("It is written every five minutes."))
    text = _("Last kept {at}.").format(at=f"{last:%d.%m. %H:%M}")
    late = desk.this_moment() - last > FRESH
    return Check(_("Backup"), "look" if late else "ok", text)


def awake(sleeps: bool | None) -> Check:  # noqa: FBT001  what the system said, or None
    """Judge whether the machine falls asleep; None is what a system does not say."""
    name, remedy = (
        _("Energy"),
        _("In the energy settings: plugged in, never sleep; lid closed, nothing."),
    )
    if sleeps is None:
        return Check(name, "look", _("This system does not say when it falls asleep."), remedy)
    if sleeps:
        return Check(name, "look", _("The machine falls asleep when nobody types."), remedy)
    return Check(name, "ok", _("The machine stays awake when plugged in."))


# Other desks ##########################################################################


def heard(desk: Desk) -> dict[str, datetime]:
    """Return, per desk by its label, when it wrote last of what is here."""
    latest: dict[str, int] = {}
    for replica, hlc in desk.db.execute("SELECT replica, max(hlc) FROM journal GROUP BY replica"):
        label = identity.label(replica)
        latest[label] = max(latest.get(label, 0), clock.milliseconds(hlc))
    return {label: desk.event.at(at) for label, at in sorted(latest.items())}


def others(desk: Desk) -> Check:
    """Tell of which desks anything is here, up to when, and whether something is missing."""
    known = {label: at for label, at in heard(desk).items() if label != desk.label}
    if not known:
        text = _("No other desk was heard of.")
        return Check(_("Desks"), "look", text, _("Right if this is the only one."))
    shown = ", ".join(f"{label} {at:%d.%m. %H:%M}" for label, at in known.items())
    if gaps := desks.missing(desk):
        text = _("Entries of desk {desks} are missing.").format(desks=", ".join(gaps))
        return Check(_("Desks"), "look", text, _("Exchange once more."))
    return Check(_("Desks"), "ok", _("Heard of {desks}.").format(desks=shown))


def unsynchronised(desk: Desk) -> Check:
    """Tell how much of this desk no other one can have yet."""
    number = desks.unsent(desk)
    if not number:
        return Check(_("Exchange"), "ok", _("Nothing is waiting."))
    text = ngettext("{n} new since the last exchange", "{n} new since the last exchange", number)
    return Check(_("Exchange"), "look", text.format(n=number), _("Exchange on the last evening."))


# People ###############################################################################


def practice_off(desk: Desk) -> Check:
    """Tell whether this is the event itself."""
    if desk.practising:
        text = _("This is the practice file: nothing counts.")
        return Check(_("Practice"), "stop", text, _("End practice before the guests come."))
    return Check(_("Practice"), "ok", _("Off."))


def pin_set(desk: Desk) -> Check:
    """Tell whether the organiser's PIN is set, without which nobody leaves the kiosk."""
    if pin.is_set(desk):
        return Check(_("PIN"), "ok", _("Set."))
    text = _("No PIN is set; self check-in needs one.")
    return Check(_("PIN"), "look", text, _("Set it on the page Event."))


# The scanner ##########################################################################


def scanner_code() -> str:
    """Return the code to test a scanner with, which is no badge of any event."""
    return code.code_of(_TEST_KEY, "0A1BQ2W3M")


def scanner_check(key: bytes, typed: str) -> Check:
    """Judge what arrived when the test code, or a badge of this event, was scanned.

    The text is given with the Enter, or whatever ended it, as the keys came.
    """
    name, text = _("Scanner"), typed.rstrip("\r\n")
    known = next((whole for one in (_TEST_KEY, key) if (whole := _read(one, text))), "")
    if not text:
        return Check(name, "look", _("Nothing was scanned yet."), _("Scan the code shown here."))
    if not known:
        return _unread(name, text)
    if text == typed:
        remedy = _("Scan “suffix Enter” (CR) in the scanner's manual.")
        return Check(name, "stop", _("The scanner sends no Enter after the code."), remedy)
    return _arrived(name, text, known)


def _arrived(name: str, text: str, known: str) -> Check:
    """Say how a code arrived that was understood."""
    if any("\uff01" <= sign <= "\uff5e" for sign in text):
        text = _("A Chinese input method is active: the signs arrive full width.")
        return Check(name, "look", text, _("Switch it off, usually with Shift or Windows+Space."))
    if known not in text and known in text.swapcase():
        text = _("Caps Lock is on, or the scanner turns capitals round.")
        return Check(name, "look", text, _("Codes are understood. Switch Caps Lock off to type."))
    if known not in text:
        text = _("Scanner and keyboard have unlike layouts; the desk makes up for it.")
        return Check(name, "ok", text)
    return Check(name, "ok", _("The code arrived whole, with Enter."))


def _read(key: bytes, text: str) -> str:
    found = scanner.read(key, text)
    return found.code if found.reading is Reading.GENUINE else ""


def _unread(name: str, text: str) -> Check:
    """Say what may have happened to a code that no layout explains."""
    if any("\u3400" <= sign <= "\u9fff" for sign in text):
        said = _("A Chinese input method is active: it makes words of the code.")
        return Check(name, "stop", said, _("Switch it off, usually with Shift or Windows+Space."))
    if len(text) < code.LENGTH:
        said = _("Signs got lost on the way.")
        return Check(name, "stop", said, _("Scan “slow keyboard” in the scanner's manual."))
    said = _("The code arrived changed.")
    return Check(name, "stop", said, _("Set the layout of scanner and keyboard to the same."))
