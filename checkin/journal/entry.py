"""One row of the journal: immutable, named by what it holds; FORMAT.md is its specification."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from checkin.errors import DeskError
from checkin.i18n import gettext as _

FORMAT = "k1"
REDACTED = "redacted"
NO_SUBJECT = "none"
FIRST = "h0"  # the `prev` of a replica's first entry
LONGEST_DATA = 32_000  # characters; spreadsheets keep 32,767 in a cell
_DEEPEST = 4  # levels of the data

LOG_ONLY = frozenset({"refused", "printed", "exported", "clock-set", "imported", "drawn-up"})
"""Kinds that record what a desk did and never change a row."""

LASTING = frozenset(
    {
        "founded",
        "arrived",
        "left",
        "handed-out",
        "lent",
        "returned",
        "lost",
        "signed",
        "briefed",
        "acknowledged",
        "reached",
        "began",
        "ended",
        "minted",
        "merged",
        "undone",
        "erased",
        *LOG_ONLY,
    }
)
"""Kinds that hold nothing personal, so that erasing a subject leaves them as they are."""

_ID = "[a-z2-7]{32}"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_FROM_BASE32 = dict.fromkeys(range(128), "!")
_FROM_BASE32 |= dict(zip(map(ord, _LETTERS), "0123456789abcdefghijklmnopqrstuv", strict=True))
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
PATTERNS = {
    "fmt": re.compile(FORMAT),
    "event": re.compile("e-[a-z2-7]{26}"),
    "replica": re.compile("r-[a-z0-9]{1,8}-[a-z2-7]{10}"),
    "seq": re.compile("s[1-9][0-9]{0,8}"),
    "act": re.compile("s[1-9][0-9]{0,8}"),
    "hlc": re.compile(r"t[0-9]{13}\.[0-9]{4}"),
    "kind": re.compile("[a-z][a-z0-9-]{0,23}"),
    "subject": re.compile("none|[a-z]-[a-z2-7]{26}"),
    "data": re.compile(rf"\{{[ -~]{{1,{LONGEST_DATA - 1}}}|redacted"),
    "salt": re.compile("x[a-z2-7]{26}|redacted"),
    "dhash": re.compile("d" + _ID),
    "prev": re.compile(f"h0|h{_ID}"),
    "id": re.compile("h" + _ID),
}
"""What each cell of an entry looks like in a file; every cell starts with a letter or a brace."""

COLUMNS = list(PATTERNS)


class UnkeepableError(DeskError, ValueError):
    """What should be kept fits into no entry."""


class Entry(NamedTuple):
    """What one desk once said of one subject."""

    event: str
    replica: str
    seq: int
    act: int  # the seq of the first entry that the same verb wrote
    hlc: str
    kind: str
    subject: str
    data: str  # canonical JSON, or REDACTED
    salt: str
    dhash: str
    prev: str
    id: str

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Return its place in the one order that all desks agree on."""
        return self.hlc, self.replica, self.seq, self.id

    @property
    def said(self) -> dict[str, Any]:
        """Return its data; nothing where that was erased or is not an object."""
        if self.data == REDACTED:
            return {}
        said = json.loads(self.data)
        return said if isinstance(said, dict) else {}

    @property
    def desk(self) -> str:
        """Return the label of the desk that wrote it."""
        return self.replica.split("-")[1].upper()

    def cells(self) -> tuple[str, ...]:
        """Return its cells as a file holds them, in the order of COLUMNS."""
        replica, seq, act = self.replica, f"s{self.seq}", f"s{self.act}"
        return (FORMAT, self.event, replica, seq, act, *self[4:])


@dataclass(frozen=True, slots=True)
class Fact:
    """What a verb wants kept, before it has its place in the journal."""

    kind: str
    subject: str
    data: Mapping[str, Any]


def canonical(data: Mapping[str, Any]) -> str:
    """Return the one JSON text of these values: sorted, ASCII, without a space."""
    return _encode(data)


def proper(data: str) -> bool:
    """Tell canonical JSON that every desk can store: not deep, no NUL, no half of a character."""
    try:
        said = _decode(data) if len(data) <= LONGEST_DATA else None
        if not isinstance(said, dict) or canonical(said) != data:
            return False
        if "\\u0000" in data or "\\ud" in data:
            storable = all("\0" not in text for text in _texts(said) if text.encode())
        else:
            storable = True
    except (ValueError, RecursionError):
        return False
    brackets = data.count("{") + data.count("[")
    return storable and (brackets <= _DEEPEST or _depth(said) <= _DEEPEST)


def digest(cells: Iterable[str]) -> str:
    """Return the first 160 bits of SHA-256 over the cells joined by U+001F, in base32."""
    return _base32(hashlib.sha256("\x1f".join(cells).encode()).digest()[:20])


def identifier(prefix: str, content: bytes) -> str:
    """Return a subject of 130 bits: the prefix, a hyphen, and the beginning of the content."""
    return f"{prefix}-{_base32(content[:20])[:26]}"


def fresh(prefix: str) -> str:
    """Return a subject that nobody else will ever draw."""
    return identifier(prefix, secrets.token_bytes(20))


def written(  # noqa: PLR0913  an entry has that many parts
    fact: Fact, *, event: str, replica: str, seq: int, act: int, hlc: str, prev: str
) -> Entry:
    """Make the entry of a fact; raises UnkeepableError where a file could not hold its data."""
    data = canonical(fact.data)
    if not proper(data):
        raise UnkeepableError(
            _("A text here is too long to be kept, or holds signs that are none: {text}").format(
                text=data[:80]
            )
        )
    salt = "x" + _base32(secrets.token_bytes(20))[:26]
    dhash = "d" + digest((salt, data))
    name = _name(event, replica, seq, act, hlc, fact.kind, fact.subject, dhash, prev)
    return Entry(
        event, replica, seq, act, hlc, fact.kind, fact.subject, data, salt, dhash, prev, name
    )


def sound(entry: Entry) -> bool:
    """Tell whether the entry is what its id and its digest say."""
    event, replica, seq, act, hlc, kind, subject, data, salt, dhash, prev, name = entry
    if data != REDACTED and not _digested(dhash, f"{salt}\x1f{data}"):
        return False
    cells = (FORMAT, event, replica, f"s{seq}", f"s{act}", hlc, kind, subject, dhash, prev)
    return _digested(name, "\x1f".join(cells))


def redacted(entry: Entry) -> Entry:
    """Return the entry without what it said, where that may be personal."""
    if entry.kind in LASTING:
        return entry
    return entry._replace(data=REDACTED, salt=REDACTED)


def parsed(cells: list[str]) -> Entry:
    """Return the entry of one row of a file whose cells match PATTERNS."""
    _fmt, event, replica, seq, act, *rest = cells
    return Entry(event, replica, int(seq[1:]), int(act[1:]), *rest)


def act_name(replica: str, act: int) -> str:
    """Return the name by which people and programs speak of one act."""
    return f"{replica}/s{act}"


def _name(*cells: str | int) -> str:
    """Return the id of an entry with these cells, in the order of COLUMNS without fmt."""
    event, replica, seq, act, *rest = cells
    return "h" + digest(
        (FORMAT, str(event), str(replica), f"s{seq}", f"s{act}", *(str(cell) for cell in rest))
    )


def _refuse(text: str) -> float:
    raise ValueError(text)


_decode = json.JSONDecoder(parse_constant=_refuse).decode


def _parts(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []


def _depth(value: object) -> int:
    return isinstance(value, dict | list) + max(map(_depth, _parts(value)), default=0)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in _parts(value):
        yield from _texts(part)


def _digested(cell: str, text: str) -> bool:
    """Compare a cell with the digest of a text; reading base32 costs a fifth of writing it."""
    wanted = int.from_bytes(hashlib.sha256(text.encode()).digest()[:20])
    try:
        return len(cell) == 33 and int(cell[1:].translate(_FROM_BASE32), 32) == wanted  # noqa: PLR2004
    except ValueError:
        return False


def _base32(content: bytes) -> str:
    return b32encode(content).decode().rstrip("=").lower()
