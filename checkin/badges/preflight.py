"""The preflight: what would be wrong on paper, said before paper is wasted, with a remedy each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from checkin.badges import wearers
from checkin.badges.badge import Badge, in_latin, said
from checkin.badges.brush import Brush
from checkin.badges.groups import Letters
from checkin.badges.order import AS_LISTED, Order
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.layouts.element import NAMES, Block, Field, Mark, Sign
from checkin.layouts.layout import Layout
from checkin.model.person import Person

Kind = Literal["name", "character", "shortened", "small", "left-out", "code", "photo", "not-asked"]

KINDS: tuple[Kind, ...] = (
    *("name", "character", "shortened", "small", "left-out", "code", "photo", "not-asked"),
)
"""What there is to look at, the gravest first."""

STOPS = frozenset({"name", "character"})
"""Without a remedy for these nobody gets a badge."""

_ASKED = "SELECT 1 FROM person WHERE consents LIKE '%photo%' LIMIT 1"


@dataclass(frozen=True, slots=True)
class Concern:
    """Something to look at before a person's badge is printed, in words."""

    person: str
    kind: Kind
    detail: str
    remedy: str


def concerns(
    desk: Desk, layout: Layout, who: str = "all", order: Order = AS_LISTED
) -> Iterator[Concern]:
    """Yield what is to be looked at before those are printed whom an id or a query means."""
    preflight = Preflight(desk, layout)
    for person in wearers.people(desk, who, order):
        yield from preflight.of(person)


class Preflight:
    """Looks at the badges of one layout, person by person."""

    def __init__(self, desk: Desk, layout: Layout) -> None:
        """Read once what all badges have in common."""
        self._desk, self._layout = desk, layout
        self._brush, self._letters = Brush(layout), Letters(desk)
        self._asked = store.single(desk.db, _ASKED) is not None
        self.latin: set[str] = set()
        """Who of those that were looked at can be printed with the Latin name alone."""

    def of(self, person: Person) -> list[Concern]:
        """Return what is to be looked at before a person's badge is printed."""
        if not person.whole_name:
            return [_nameless(person.id)]
        badge = wearers.badge(self._desk, person, self._letters)
        found = list(of_badge(badge, self._layout, self._brush))
        if any(one.kind == "character" for one in found) and not self._brush.missing(
            in_latin(badge)
        ):
            self.latin.add(person.id)
        if self._asked and not person.photo:
            found.append(_not_asked(person.id))
        return found


def of_badge(badge: Badge, layout: Layout, brush: Brush | None = None) -> Iterator[Concern]:
    """Yield what is to be looked at on one badge, the gravest first."""
    brush = brush or Brush(layout)
    lacking = brush.missing(badge)
    if lacking:
        possible = not brush.missing(in_latin(badge))
        yield _unprintable(badge.person, lacking, latin=possible)
        badge = in_latin(badge) if possible else replace(badge, name="")
    yield from _short_of_room(badge, brush)
    if not badge.code and any(isinstance(element, Mark) for element in layout.elements()):
        yield Concern(
            badge.person,
            "code",
            _("There is no badge code."),
            _("Print it without a code, or enter the person at a desk, which makes one."),
        )
    if not badge.photo:
        yield _no_photo(badge.person, shown=_shows_photo(layout))


def _short_of_room(badge: Badge, brush: Brush) -> Iterator[Concern]:
    """Yield names that were shortened or set too small, and lines that had no room at all."""
    sizes, cut = brush.sizes(badge)
    yield from _name_sizes(badge, sizes, cut=cut)
    for words in dict.fromkeys(said(badge, field) for field, size in sizes if not size):
        yield Concern(
            badge.person,
            "left-out",
            _("“{words}” has no room and is left out.").format(words=words),
            _("Shorten what stands beside it, take a larger layout, or leave it so."),
        )


def _name_sizes(badge: Badge, sizes: list[tuple[Field, float]], *, cut: bool) -> Iterator[Concern]:
    if cut:
        yield Concern(
            badge.person,
            "shortened",
            _("The name does not fit whole."),
            _("Shorten the name on the badge, or take a larger layout."),
        )
        return
    small = [
        (size, field.style.wished)
        for field, size in sizes
        if field.source in NAMES and size < field.style.wished
    ]
    if small:
        size, wished = min(small)
        yield Concern(
            badge.person,
            "small",
            _("A name is set in {size} points; {wished} are wished.").format(
                size=f"{size:g}", wished=f"{wished:g}"
            ),
            _("Shorten the name on the badge, take a larger layout, or leave it so."),
        )


def _shows_photo(layout: Layout) -> bool:
    """Tell whether a layout says that somebody has not consented to photos."""
    return any(
        isinstance(element, Sign)
        or (isinstance(element, Block) and any(one.source == "photo" for one in element.fields))
        for element in layout.elements()
    )


def _no_photo(person: str, *, shown: bool) -> Concern:
    if shown:
        remedy = _("The badge says so; ask the person if that is wrong.")
    else:
        remedy = _("This layout does not say so; take another one, or tell the photographers.")
    return Concern(person, "photo", _("The person has not consented to photos."), remedy)


def _nameless(person: str) -> Concern:
    return Concern(
        person, "name", _("There is no name yet."), _("Enter the name; until then nothing prints.")
    )


def _not_asked(person: str) -> Concern:
    return Concern(
        person,
        "not-asked",
        _("Nobody has asked whether photos may be taken."),
        _("Ask the person; until then the badge does not say no."),
    )


def _unprintable(person: str, lacking: list[str], *, latin: bool) -> Concern:
    named = ", ".join(f"“{one}” (U+{ord(one[0]):04X})" for one in lacking)
    if latin:
        remedy = _("Print the Latin name alone, or correct what the badge says.")
    else:
        remedy = _("Correct what the badge says.")
    return Concern(person, "character", _("No font has {signs}.").format(signs=named), remedy)
