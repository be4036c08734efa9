"""Messages of the protocol: what is written is read again, and hostile bytes are refused."""

from __future__ import annotations

import contextlib
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import DeskError
from checkin.printing.message import (
    Group,
    Message,
    Of,
    Range,
    Resolution,
    Tag,
    Value,
    decode,
    encode,
)

NUMBERS = st.integers(-(2**31), 2**31 - 1)
NAMES = st.text(string.ascii_lowercase + "-", min_size=1, max_size=40)
SINGLE: st.SearchStrategy[Value] = st.one_of(
    st.builds(Value, st.sampled_from([int(Tag.INTEGER), int(Tag.ENUM)]), NUMBERS),
    st.builds(Value, st.just(int(Tag.BOOLEAN)), st.booleans()),
    st.builds(Value, st.just(int(Tag.RANGE)), st.builds(Range, NUMBERS, NUMBERS)),
    st.builds(
        Value,
        st.just(int(Tag.RESOLUTION)),
        st.builds(Resolution, NUMBERS, NUMBERS, st.sampled_from([3, 4])),
    ),
    st.builds(
        Value,
        st.sampled_from([int(tag) for tag in (Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.MIME)]),
        st.text(max_size=60),
    ),
    st.builds(Value, st.sampled_from([0x10, 0x12, 0x13, 0x30, 0x31]), st.binary(max_size=20)),
)


def attributes(value: st.SearchStrategy[Value]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw attributes with one value or several."""
    several = st.lists(value, min_size=1, max_size=3).map(tuple)
    return st.dictionaries(NAMES, several, max_size=4)


VALUES = st.recursive(
    SINGLE,
    lambda inner: st.builds(Value, st.just(int(Tag.COLLECTION)), attributes(inner)),
    max_leaves=6,
)
GROUPS = st.lists(
    st.builds(Group, st.sampled_from([int(of) for of in Of]), attributes(VALUES)), max_size=4
).map(tuple)
MESSAGES = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    GROUPS,
    st.integers(0, 2**32 - 1),
    st.tuples(st.integers(0, 9), st.integers(0, 9)),
)


@given(MESSAGES)
def test_what_is_written_is_read_again(message: Message) -> None:
    assert decode(encode(message)) == message


@given(st.binary(max_size=300))
def test_any_bytes_are_a_message_or_refused(content: bytes) -> None:
    with contextlib.suppress(DeskError):
        assert isinstance(decode(content), Message)


@given(MESSAGES, st.data())
def test_a_message_that_breaks_off_is_refused(message: Message, data: st.DataObject) -> None:
    whole = encode(message)
    with pytest.raises(DeskError, match="no answer of a printer"):
        decode(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(MESSAGES, st.data())
def test_a_message_with_a_wrong_byte_is_read_or_refused(
    message: Message, data: st.DataObject
) -> None:
    content = bytearray(encode(message))
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DeskError):
        assert isinstance(decode(bytes(content)), Message)


def test_collections_are_read_only_so_deep() -> None:
    inner = Value(Tag.COLLECTION, {})
    for _each in range(50):
        inner = Value(Tag.COLLECTION, {"x": (inner,)})
    with pytest.raises(DeskError):
        decode(encode(Message(0, (Group(Of.JOB, {"x": (inner,)}),))))


def test_of_two_attributes_of_one_name_the_first_counts() -> None:
    one, two = (
        encode(Message(0, (Group(Of.JOB, {"x": (Value(Tag.INTEGER, n), Value(Tag.INTEGER, n))}),)))
        for n in (1, 2)
    )
    both = one[:-1] + two[9:]
    assert decode(both).groups[0].all("x") == (1, 1)


def test_a_text_is_read_without_the_language_before_it() -> None:
    spoken = b"\x00\x02de\x00\x06Papier"
    content = b"\x02\x00\x00\x00\x00\x00\x00\x01\x04\x35\x00\x01x\x00\x0c" + spoken + b"\x03"
    assert decode(content).groups[0].text("x") == "Papier"


def test_values_without_number_are_read_in_one_go() -> None:
    """Copied each time, a quarter of a million of them would take minutes."""
    words = tuple(Value(Tag.KEYWORD, "x") for _each in range(250_000))
    inner = Value(Tag.COLLECTION, {"x": words})
    for said in (words, (inner,)):
        message = Message(0, (Group(Of.PRINTER, {"x": said}),))
        assert decode(encode(message)) == message
