"""Which paper a printer has, from what it says of itself in the Internet Printing Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checkin.printing.message import Group, Range, values
from checkin.printing.printer import TOLERANCE, Size, Span, near

_NAMED = re.compile(r"_(\d{1,5}(?:\.\d{1,4})?)x(\d{1,5}(?:\.\d{1,4})?)(mm|in)(?![a-z0-9.])")
_INCH = 25.4
_HUNDREDTHS = 100  # of a millimetre
_MOST = 2000  # sizes of one printer


def sizes(printer: Group) -> tuple[Size, ...]:
    """Return the sizes of paper that a printer takes."""
    fixed = (one for one in _collections(printer, "media-size-supported") if isinstance(one, Size))
    named = (keyword for keyword in printer.words("media-supported") if not _bound(keyword))
    return _once([*fixed, *_sizes(named)])


def spans(printer: Group) -> tuple[Span, ...]:
    """Return between which sizes a printer takes any paper."""
    found = [one for one in _collections(printer, "media-size-supported") if isinstance(one, Span)]
    words = printer.words("media-supported")
    least = list(_sizes(word for word in words if "_min_" in word))
    most = list(_sizes(word for word in words if "_max_" in word))
    found += [Span(*pair) for pair in zip(least, most, strict=False)]
    return tuple(dict.fromkeys(found))


def loaded(printer: Group) -> tuple[Size, ...]:
    """Return what lies in a printer; nothing where it does not say."""
    trays = [values(one, "media-size") for one in printer.all("media-col-ready") if _is(one)]
    found = (_size(one) for tray in trays for one in tray)
    lying = [one for one in found if isinstance(one, Size)]
    return _once([*lying, *_sizes(printer.words("media-ready"))])


def keyword(printer: Group, paper: Size) -> str:
    """Return the printer's own word for a paper, '' where it has none."""
    for word in printer.words("media-supported"):
        if not _bound(word) and near(paper, tuple(_sizes([word]))):
            return word
    return ""


def _collections(printer: Group, name: str) -> Iterator[Size | Span]:
    for one in printer.all(name):
        if found := _size(one):
            yield found


def _size(collection: object) -> Size | Span | None:
    """Return the size, or the span, of a collection of an x- and a y-dimension."""
    if not _is(collection):
        return None
    found = [_dimension(values(collection, name)) for name in ("x-dimension", "y-dimension")]  # type: ignore[arg-type]
    if not all(found):
        return None
    (left, right), (top, bottom) = found  # type: ignore[misc]
    least, most = Size(left, top), Size(right, bottom)
    return least if least == most else Span(least, most)


def _dimension(said: tuple[object, ...]) -> tuple[float, float] | None:
    value = next(iter(said), None)
    if type(value) is int and value > 0:
        return value / _HUNDREDTHS, value / _HUNDREDTHS
    if isinstance(value, Range) and value.high > 0:
        return max(value.low, 0) / _HUNDREDTHS, value.high / _HUNDREDTHS
    return None


def _sizes(keywords: Iterable[str]) -> Iterator[Size]:
    """Yield the sizes that self-describing words for paper name (PWG 5101.1)."""
    for word in keywords:
        if found := _NAMED.search(word):
            unit = 1.0 if found[3] == "mm" else _INCH
            yield Size(round(float(found[1]) * unit, 2), round(float(found[2]) * unit, 2))


def _bound(keyword: str) -> bool:
    """Tell whether a word is the end of a span and no paper."""
    return "_min_" in keyword or "_max_" in keyword


def _is(collection: object) -> bool:
    return isinstance(collection, dict)


def _once(found: list[Size]) -> tuple[Size, ...]:
    """Leave out what is the same paper said in another way."""
    kept: list[Size] = []
    for size in found[:_MOST]:
        if not any(
            abs(size.width - one.width) < TOLERANCE / 5
            and abs(size.height - one.height) < TOLERANCE / 5
            for one in kept
        ):
            kept.append(size)
    return tuple(kept)
