"""Figures as people say them: about how many, and which part of how many; never untrue."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from checkin.i18n import gettext as _
from checkin.i18n import language

_EXACT_BELOW = 20
_STEPS = ((1_000, 10), (10_000, 100), (100_000, 1_000))  # below this, to the nearest that many
_NEAR = Fraction(1, 400)  # within a quarter of a percent a share is the fraction itself
_WIDE = Fraction(35, 1000)  # a share is named by a fraction at most so far away


@dataclass(frozen=True, slots=True)
class _Part:
    """A fraction, and what it is called at its value, a little above and a little below."""

    value: Fraction
    words: str
    more: str
    less: str


def about(number: int) -> str:
    """Return a number as it is said, with the exact one behind it where that is another.

    Below 20 and where it is round already it is exact; then to the nearest 10, from 1,000 on to the
    nearest 100, from 10,000 on to the nearest 1,000 (F22).
    """
    rounded = nearest(number)
    if rounded == number:
        return grouped(number)
    return _("about {rounded} ({exact})").format(rounded=grouped(rounded), exact=grouped(number))


def nearest(number: int) -> int:
    """Return the round number that stands for one; halves go up, as one says them."""
    if number < _EXACT_BELOW:
        return number
    step = next((step for below, step in _STEPS if number < below), 10_000)
    return (number + step // 2) // step * step


def share(part: int, whole: int) -> str:
    """Return which part of how many: A good quarter (31 of 118, 26.3 %) (F23); '' of nobody."""
    if whole <= 0:
        return ""
    numbers = _("{part} of {whole}, {percent}").format(
        part=grouped(part), whole=grouped(whole), percent=percent(part, whole)
    )
    return f"{words(part, whole)} ({numbers})"


def words(part: int, whole: int) -> str:
    """Return a share in words that are true: “good” is above its fraction, “just under” below.

    A share that is near no fraction of the scale is said in tenths.
    """
    told = Fraction(part, whole)
    if part <= 0:
        return _("Nobody")
    if part >= whole:
        return _("Everybody")
    known = _scale()
    near = min(known, key=lambda one: (abs(one.value - told), one.value.denominator))
    if abs(near.value - told) > _WIDE:
        return _between(told)
    if abs(near.value - told) <= _NEAR:
        return near.words
    return near.more if told > near.value else near.less


def percent(part: int, whole: int) -> str:
    """Return a share in percent with one decimal, as the language writes it."""
    from babel import Locale  # noqa: PLC0415  slow to load
    from babel.numbers import format_percent  # noqa: PLC0415

    usual = Locale.parse(language()).percent_formats[None].pattern
    pattern = usual.replace("0%", "0.0%").replace("0\u00a0%", "0.0 %")
    return format_percent(part / whole if whole else 0.0, format=pattern, locale=language())


def grouped(number: int) -> str:
    """Return a whole number as the language writes it."""
    from babel.numbers import format_decimal  # noqa: PLC0415  slow to load

    return format_decimal(number, locale=language())


def _between(told: Fraction) -> str:
    """Return a share that is near no fraction, by the tenths that it lies between."""
    if told < Fraction(1, 20):
        return _("A few")
    tenths = int(told * 10)
    if tenths == 9:  # noqa: PLR2004  of ten
        return _("Nearly everybody")
    return _("Between {low} and {high} in ten").format(low=tenths, high=tenths + 1)


def _scale() -> tuple[_Part, ...]:
    return (
        _Part(
            Fraction(1, 20), _("One in twenty"), _("Over one in twenty"), _("Under one in twenty")
        ),
        _Part(Fraction(1, 10), _("A tenth"), _("A good tenth"), _("Just under a tenth")),
        _Part(Fraction(1, 8), _("An eighth"), _("A good eighth"), _("Just under an eighth")),
        _Part(Fraction(1, 6), _("A sixth"), _("A good sixth"), _("Just under a sixth")),
        _Part(Fraction(1, 5), _("A fifth"), _("A good fifth"), _("Just under a fifth")),
        _Part(Fraction(1, 4), _("A quarter"), _("A good quarter"), _("Just under a quarter")),
        _Part(Fraction(1, 3), _("A third"), _("A good third"), _("Just under a third")),
        _Part(Fraction(2, 5), _("Two fifths"), _("Over two fifths"), _("Just under two fifths")),
        _Part(Fraction(1, 2), _("Half"), _("More than half"), _("Just under half")),
        _Part(Fraction(3, 5), _("Three fifths"), _("Over three fifths"), _("Under three fifths")),
        _Part(Fraction(2, 3), _("Two thirds"), _("A good two thirds"), _("Just under two thirds")),
        _Part(
            Fraction(3, 4),
            _("Three quarters"),
            _("A good three quarters"),
            _("Just under three quarters"),
        ),
        _Part(Fraction(4, 5), _("Four fifths"), _("Over four fifths"), _("Under four fifths")),
        _Part(Fraction(9, 10), _("Nine tenths"), _("Over nine tenths"), _("Under nine tenths")),
    )
