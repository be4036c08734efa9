"""Messages of the Internet Printing Protocol as bytes and back (RFC 8010); others are hostile."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

from checkin.errors import DeskError
from checkin.i18n import gettext as _

_DEEPEST = 8  # collections within collections
_END = 0x03
_LONGEST = 0xFFFF
_FIRST_VALUE = 0x10  # lower tags begin groups
_COLLECTION_END, _MEMBER = 0x37, 0x4A


class Tag(IntEnum):
    """What kind of value an attribute has."""

    INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
    RESOLUTION, RANGE, COLLECTION = 0x32, 0x33, 0x34
    TEXT, NAME, KEYWORD, URI = 0x41, 0x42, 0x44, 0x45
    CHARSET, LANGUAGE, MIME = 0x47, 0x48, 0x49


class Of(IntEnum):
    """What a group of attributes speaks of."""

    OPERATION, JOB, PRINTER, UNSUPPORTED = 0x01, 0x02, 0x04, 0x05


class Range(NamedTuple):
    """Whole numbers from one to another, both included."""

    low: int
    high: int


class Resolution(NamedTuple):
    """Dots across and down, per inch (3) or per centimetre (4)."""

    across: int
    down: int
    unit: int

    @property
    def dpi(self) -> int:
        """Return the dots per inch, 0 where they differ across and down."""
        if self.across != self.down:
            return 0
        return self.across if self.unit == 3 else round(self.across * 2.54)  # noqa: PLR2004


class Value(NamedTuple):
    """One value: its tag, and a number, text, bytes, range, resolution or further attributes."""

    tag: int
    value: Any


Attributes = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Attributes that speak of one thing."""

    of: int
    attributes: Attributes

    def all(self, name: str) -> tuple[Any, ...]:
        """Return the values of an attribute."""
        return values(self.attributes, name)

    def number(self, name: str) -> int | None:
        """Return a whole number, None where there is none."""
        found = next(iter(self.all(name)), None)
        return found if type(found) is int else None

    def words(self, name: str) -> tuple[str, ...]:
        """Return the values of an attribute that are words."""
        return tuple(value for value in self.all(name) if isinstance(value, str))

    def text(self, name: str) -> str:
        """Return a text, '' where there is none."""
        return next(iter(self.words(name)), "")


@dataclass(frozen=True, slots=True)
class Message:
    """A request, or the answer to it."""

    code: int
    """The operation, or the status of the answer."""
    groups: tuple[Group, ...] = field(default=())
    request: int = 1
    version: tuple[int, int] = (1, 1)

    def of(self, kind: int) -> list[Group]:
        """Return the groups that speak of one kind of thing."""
        return [group for group in self.groups if group.of == kind]


def values(attributes: Attributes, name: str) -> tuple[Any, ...]:
    """Return the values of an attribute without their tags."""
    return tuple(one.value for one in attributes.get(name, ()))


def encode(message: Message) -> bytes:
    """Return a message as bytes."""
    parts = [struct.pack(">BBHI", *message.version, message.code, message.request)]
    for group in message.groups:
        parts.append(bytes([group.of]))
        for name, several in group.attributes.items():
            parts += _encoded(name, several)
    return b"".join([*parts, bytes([_END])])


def _encoded(name: str, several: tuple[Value, ...]) -> list[bytes]:
    parts = []
    for place, (tag, value) in enumerate(several):
        said = "" if place else name
        if tag == Tag.COLLECTION:
            parts += [_piece(tag, said, b""), *_members(value), _piece(_COLLECTION_END, "", b"")]
        else:
            parts.append(_piece(tag, said, _bytes(tag, value)))
    return parts


def _members(attributes: Attributes) -> list[bytes]:
    parts = []
    for name, several in attributes.items():
        parts.append(_piece(_MEMBER, "", name.encode()))
        parts += _encoded("", several)
    return parts


def _piece(tag: int, name: str, value: bytes) -> bytes:
    said = name.encode()
    return b"%b%b%b%b%b" % (
        bytes([tag]),
        struct.pack(">H", len(said)),
        said,
        struct.pack(">H", len(value)),
        value,
    )


def _bytes(tag: int, value: Any) -> bytes:
    if tag in {Tag.INTEGER, Tag.ENUM}:
        return struct.pack(">i", value)
    if tag == Tag.BOOLEAN:
        return bytes([bool(value)])
    if tag == Tag.RANGE:
        return struct.pack(">ii", *value)
    if tag == Tag.RESOLUTION:
        return struct.pack(">iib", *value)
    return value.encode()[:_LONGEST] if isinstance(value, str) else bytes(value)


def decode(content: bytes) -> Message:
    """Return the message in these bytes; raises DeskError where there is none."""
    try:
        return _Reader(content).message()
    except (struct.error, IndexError, RecursionError, ValueError) as error:
        raise DeskError(_("The printer answers what is no answer of a printer.")) from error


class _Reader:
    """Reads a message from its start to its end."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def message(self) -> Message:
        major, minor, code, request = self._unpacked(">BBHI", 8)
        groups = []
        tag = self._byte()
        while tag != _END:
            if tag >= _FIRST_VALUE:
                raise ValueError
            attributes, following = self._group()
            groups.append(Group(tag, attributes))
            tag = following
        return Message(code, tuple(groups), request, (major, minor))

    def _group(self) -> tuple[dict[str, tuple[Value, ...]], int]:
        """Return the attributes of a group, and the tag after them."""
        found: dict[str, list[Value]] = {}
        name, first = "", True
        while (tag := self._byte()) >= _FIRST_VALUE:
            said, content = self._text(), self._chunk()
            name = said or name
            if not name:
                raise ValueError
            if said:
                first = said not in found  # a second one of the same name is passed over
            value = self._value(tag, content, 0)
            if first:
                found.setdefault(name, []).append(value)
        return _closed(found), tag

    def _collection(self, depth: int) -> dict[str, tuple[Value, ...]]:
        if depth > _DEEPEST:
            raise ValueError
        found: dict[str, list[Value]] = {}
        name = ""
        while (tag := self._byte()) != _COLLECTION_END:
            if tag < _FIRST_VALUE or self._chunk():
                raise ValueError
            content = self._chunk()
            if tag == _MEMBER:
                name = content.decode("utf-8", "replace")
                if not name:
                    raise ValueError
                found[name] = []
            else:
                _known(found, name).append(self._value(tag, content, depth))
        if self._chunk() or self._chunk():
            raise ValueError
        return _closed(found)

    def _value(self, tag: int, content: bytes, depth: int) -> Value:
        if tag == Tag.COLLECTION:
            return Value(tag, self._collection(depth + 1))
        if tag in _PACKED:
            form, make = _PACKED[tag]
            return Value(tag, make(*struct.unpack(form, content)))
        if tag in {Tag.TEXT, Tag.NAME} or Tag.KEYWORD <= tag <= Tag.MIME:
            return Value(tag, content.decode("utf-8", "replace"))
        if tag in _SPOKEN:
            return Value(_SPOKEN[tag], _spoken(content))
        return Value(tag, content)

    def _byte(self) -> int:
        self._at += 1
        return self._content[self._at - 1]

    def _chunk(self) -> bytes:
        (length,) = self._unpacked(">H", 2)
        found = self._content[self._at : self._at + length]
        if len(found) != length:
            raise ValueError
        self._at += length
        return found

    def _text(self) -> str:
        return self._chunk().decode("utf-8", "replace")

    def _unpacked(self, form: str, length: int) -> tuple[Any, ...]:
        self._at += length
        return struct.unpack(form, self._content[self._at - length : self._at])


_PACKED: Mapping[int, tuple[str, Callable[..., Any]]] = {
    Tag.INTEGER: (">i", int),
    Tag.ENUM: (">i", int),
    Tag.BOOLEAN: (">B", bool),
    Tag.RANGE: (">ii", Range),
    Tag.RESOLUTION: (">iib", Resolution),
}
_SPOKEN = {0x35: int(Tag.TEXT), 0x36: int(Tag.NAME)}  # with the language that they are in


def _spoken(content: bytes) -> str:
    """Return a text without the language before it."""
    (length,) = struct.unpack(">H", content[:2])
    (rest,) = struct.unpack(">H", content[2 + length : 4 + length])
    found = content[4 + length :]
    if len(found) != rest:
        raise ValueError
    return found.decode("utf-8", "replace")


def _closed(found: dict[str, list[Value]]) -> dict[str, tuple[Value, ...]]:
    return {name: tuple(several) for name, several in found.items()}


def _known(found: dict[str, list[Value]], name: str) -> list[Value]:
    if name not in found:
        raise ValueError
    return found[name]
