"""Lists that were printed: who stands on which row, so that paper can be typed in on any desk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.journal.fold import texts
from checkin.model.noun import subject

LETTERS = "3479ACEFHJKMNPRTWX"
"""Of which the characters on a list are made: none looks like another, in print or by hand."""

_LENGTH = 3
_ALL = re.compile(
    r"(?:all|alle|everybody|все|全部)\s*(?:but|except|außer|bis auf|ohne|кроме|除)?\b[:\s]*",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A list as it was printed: each number, and who stands there."""

    code: str  # the characters on the paper
    kind: str  # paper | signatures
    activity: str  # '' for a list of everybody
    at: str  # when it was printed, ISO
    pages: int
    rows: Mapping[int, str]  # number -> person
    page_of: Mapping[int, int]  # number -> page

    def on_page(self, page: int) -> list[int]:
        """Return the numbers on a page, in their order."""
        return [number for number, there in self.page_of.items() if there == page]


def draw_up(
    desk: Desk,
    kind: str,
    pages: Sequence[Sequence[str]],
    activity: str = "",
    at: datetime | None = None,
) -> str:
    """Keep who stands on the pages of a list, and return the characters to print on it.

    Numbers go on from page to page. What is kept are ids, in entries that no undo takes back.
    """
    code = _free(desk)
    moment = (at or desk.this_moment()).isoformat()
    facts, first = [], 1
    for page, people in enumerate(pages, 1):
        said = {"list": kind, "activity": activity, "at": moment, "page": page, "first": first}
        facts.append(Fact("drawn-up", _subject(desk, code), {**said, "people": list(people)}))
        first += len(people)
    if facts:
        desk.write(*facts)
    return code


def printed(desk: Desk, code: str) -> Printed:
    """Return a list by the characters on it; raises DeskError where this desk knows none."""
    plain = "".join(code.split()).upper()
    entries = [
        entry.said
        for entry in store.of_subjects(desk.db, [_subject(desk, plain)])
        if entry.kind == "drawn-up"
    ]
    if not entries:
        raise DeskError(
            _("This desk knows no list “{code}”. Read in the others' files first.").format(
                code=code[:20]
            )
        )
    rows: dict[int, str] = {}
    page_of: dict[int, int] = {}
    for said in sorted(entries, key=lambda one: _whole(one.get("page"))):
        for place, person in enumerate(texts(said.get("people"))):
            number = _whole(said.get("first")) + place
            rows[number], page_of[number] = person, _whole(said.get("page"))
    told = entries[0]
    kind, activity, at = (str(told.get(name, "")) for name in ("list", "activity", "at"))
    return Printed(plain, kind, activity, at, len(entries), rows, page_of)


def numbers(text: str, valid: Sequence[int]) -> list[int]:
    """Return the numbers that a text means: “1-12 14, 17–20”, or “all but 3 7”.

    Raises DeskError, naming the piece, for what is no number of the list.
    """
    rest, excluded = text.strip(), False
    if found := _ALL.match(rest):
        rest, excluded = rest[found.end() :], True
    known, meant = set(valid), dict.fromkeys(valid) if excluded else {}
    for piece in re.split(r"[\s,;]+", re.sub(r"\s*[-–—]\s*", "-", rest)):
        if not piece:
            continue
        matched = _SPAN.fullmatch(piece)
        begin, end = (int(matched[1]), int(matched[2] or matched[1])) if matched else (1, 0)
        span = range(begin, end + 1)
        if not span or not known.issuperset(span):
            raise DeskError(
                _("“{piece}” is no number here; there are {first} to {last}.").format(
                    piece=piece[:20], first=min(known, default=0), last=max(known, default=0)
                )
            )
        for number in span:
            if excluded:
                meant.pop(number, None)
            else:
                meant[number] = None
    return list(meant)


def _subject(desk: Desk, code: str) -> str:
    return subject("s", desk.key, "sheet", code)


def _free(desk: Desk) -> str:
    """Return characters that no list bears which this desk knows."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _place in range(_LENGTH))
        if not list(store.of_subjects(desk.db, [_subject(desk, code)])):
            return code


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
