"""Proofs beside a layout: whose badge it is seen with, and the worst of the register at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL.Image import Image
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from checkin import finding
from checkin.badges import wearers
from checkin.badges.badge import Badge
from checkin.badges.preflight import Concern
from checkin.badges.proof import proof
from checkin.badges.worst import worst
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.layouts.layout import Layout
from checkin.layouts.sketch import SideName
from ui.background import Background, Progress

EXAMPLE, SOMEBODY = "example", "somebody"
_CODE = "0123456789ABCDEF"  # of the example; no desk takes it for one of its own


@dataclass(frozen=True, slots=True)
class Wearer:
    """Somebody whose badge is looked at, and why: `longest`, `widest` and so on."""

    kinds: tuple[str, ...]
    badge: Badge


@dataclass(frozen=True, slots=True)
class Seen:
    """A proof as the window shows it."""

    image: QImage
    concerns: tuple[Concern, ...] = ()


def kinds() -> dict[str, str]:
    """Return why somebody's badge is worth a look."""
    return {
        "longest": _("Longest name"),
        "widest": _("Widest name"),
        "scripts": _("Most scripts"),
        "organisation": _("Longest organisation"),
        "shortest": _("Shortest name"),
        EXAMPLE: _("Example"),
        SOMEBODY: _("Somebody else"),
    }


def worst_wearers(progress: Progress, path: Path) -> list[Wearer]:
    """Return whose badges are hardest to set, each once; an example where nobody is there."""
    with Desk(path) as desk:
        found: dict[str, tuple[list[str], Badge]] = {}
        people = worst(desk)
        for number, (kind, person) in enumerate(people.items()):
            progress(number, len(people))
            made = found.setdefault(person.id, ([], wearers.badge(desk, person)))
            made[0].append(kind)
        if not found:
            return [Wearer((EXAMPLE,), _example(desk))]
        return [Wearer(tuple(why), badge) for why, badge in found.values()]


def somebody(desk: Desk, text: str) -> Wearer | None:
    """Return the first who is found by a text and has a name, near spellings left out."""
    for hit in finding.find(desk.db, text, 5, desk.day(desk.moment(None))):
        person = desk.person(hit.person)
        if person and person.whole_name and not hit.near:
            return Wearer((SOMEBODY,), wearers.badge(desk, person))
    return None


def _example(desk: Desk) -> Badge:
    event = desk.event
    return Badge(
        person="",
        name=_("Given and family name"),
        organisation=_("Organisation"),
        position=_("Position"),
        country=event.country or "DE",
        role="speaker",
        languages="de en",
        code=_CODE,
        event=event.short or event.title,
        emergency=event.emergency,
        local=wearers.local_language(event),
    )


class Proofs(QObject):
    """Draws proofs beside the window, one after the other; what is wanted anew takes its turn once.

    While somebody drags, the newest wish replaces the one before, so the picture follows the hand
    and never falls behind.
    """

    proved = Signal(str, object)  # the key, and Seen or an image
    failed = Signal(str, str)  # the key, and why it cannot be drawn

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._waiting: dict[str, Callable[[], object]] = {}
        self._busy = False

    def want(self, key: str, work: Callable[..., Any], *args: Any) -> None:
        """Let something be drawn for a key; keys that come first in the alphabet go first."""
        self._waiting[key] = lambda: self._begin(key, work, args)
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            self._waiting.pop(min(self._waiting))()

    def _begin(self, key: str, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._background.run(
            _("Preview"),
            work,
            *args,
            then=lambda made: self._on_made(key, made),
            refused=lambda sentence: self._on_refused(key, sentence),
            quiet=True,
        )

    def _on_made(self, key: str, made: object) -> None:
        self._busy = False
        self.proved.emit(key, made)
        self._next()

    def _on_refused(self, key: str, sentence: str) -> None:
        self._busy = False
        self.failed.emit(key, sentence)
        self._next()


def seen(progress: Progress, badge: Badge, layout: Layout, side: SideName, scale: float) -> Seen:
    """Draw a side of a badge with so many pixels to the millimetre; for a thread beside."""
    progress(0, 1)
    made = proof(badge, layout, side, scale)
    return Seen(image(made.image), made.concerns)


def image(picture: Image) -> QImage:
    """Return a picture as Qt draws it."""
    stride = picture.width * 3
    whole = QImage(
        picture.tobytes(), picture.width, picture.height, stride, QImage.Format.Format_RGB888
    )
    return whole.copy()  # the bytes are not Qt's own
