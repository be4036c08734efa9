"""The organiser's PIN: a switch of roles that this desk keeps to itself, never in the journal."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store

SHORTEST = 4  # digits
LONGEST = 32
TRIES = 5  # failures in a row, after which one waits
WAIT = 30  # seconds

_COST, _BLOCK, _LANES = 1 << 14, 8, 1  # 16 MB and some 50 ms of scrypt
_MOST_DIGITS = 18  # of a number that is kept
_SEPARATORS = dict.fromkeys(map(ord, " -\u00a0\u2009\u202f\u3000"))


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a PIN was right, and how many seconds one has to wait before the next try."""

    right: bool
    wait: int = 0


def is_set(desk: Desk) -> bool:
    """Tell whether this desk has a PIN."""
    return bool(store.recall(desk.db, "pin"))


def choose(desk: Desk, pin: str) -> None:
    """Set the first PIN of this desk; raises DeskError where there is one, or for a poor one."""
    if is_set(desk):
        raise DeskError(_("This desk has a PIN already; it takes the old one to change it."))
    _keep(desk, pin)


def change(desk: Desk, old: str, new: str) -> Answer:
    """Replace the PIN where the old one is right; raises DeskError for a poor new one."""
    digits = _require(new)
    answer = check(desk, old)
    if answer.right:
        _keep(desk, digits)
    return answer


def check(desk: Desk, pin: str) -> Answer:
    """Tell whether this is the PIN; every five failures cost half a minute, right or wrong."""
    now = desk.now()
    failures, wait, ahead = _failures(desk, now)
    if wait:
        if ahead:  # the clock was set back: the wait begins anew, lest it lasts for years
            _note(desk, pin_failures=f"{failures}:{now}")
        return Answer(right=False, wait=wait)
    if _matches(store.recall(desk.db, "pin"), digits_of(pin)):
        if failures:
            with suppress(DeskError):  # a full disk must not keep the organiser out
                _note(desk, pin_failures="")
        return Answer(right=True)
    failures += 1
    _note(desk, pin_failures=f"{failures}:{now}")
    return Answer(right=False, wait=0 if failures % TRIES else WAIT)


def digits_of(text: str) -> str:
    """Return the digits of a text, of whatever script; '' where it holds anything else."""
    found = []
    for sign in text.strip().translate(_SEPARATORS):
        value = unicodedata.decimal(sign, None)
        if value is None:
            return ""
        found.append(str(value))
    return "".join(found)


def _require(pin: str) -> str:
    digits = digits_of(pin)
    if not SHORTEST <= len(digits) <= LONGEST:
        raise DeskError(_("A PIN has at least {n} digits.").format(n=SHORTEST))
    return digits


def _keep(desk: Desk, pin: str) -> None:
    digits, salt = _require(pin), secrets.token_bytes(16)
    _note(desk, pin=f"{salt.hex()}${_hash(digits, salt).hex()}", pin_failures="")


def _note(desk: Desk, **values: str) -> None:
    """Remember something, durably, in the desk's own table."""
    with desk.act():
        store.remember(desk.db, **values)


def _failures(desk: Desk, now: int) -> tuple[int, int, bool]:
    """Return how often in a row it was wrong, what one still waits, and if that is yet to come."""
    count, _colon, at = store.recall(desk.db, "pin_failures").partition(":")
    if not (count.isascii() and count.isdigit() and at.isascii() and at.isdigit()):
        return 0, 0, False
    failures, gone = int(count[:_MOST_DIGITS]), now - int(at[:_MOST_DIGITS])
    if failures % TRIES or gone >= WAIT * 1000:
        return failures, 0, False
    return failures, WAIT - max(gone, 0) // 1000, gone < 0


def _matches(kept: str, digits: str) -> bool:
    salt, _dollar, known = kept.partition("$")
    try:
        found, wanted = _hash(digits, bytes.fromhex(salt)), bytes.fromhex(known)
    except ValueError:
        return False
    return bool(wanted) and hmac.compare_digest(found, wanted)


def _hash(digits: str, salt: bytes) -> bytes:
    return hashlib.scrypt(digits.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32)
