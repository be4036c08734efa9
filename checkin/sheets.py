"""Lists that were printed: who stands on which row, so that paper can be typed in on any desk."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Entry, Fact
from checkin.journal.fold import texts
from checkin.model.noun import subject

LETTERS = "3479ACEFHJKMNPRTWX"
"""Of which the characters on a list are made: none looks like another, in print or by hand."""

_LENGTH, _TRIES = 3, 20
_ALL = re.compile(
    r"(?:all|alle|everybody|все|全部)\s*(?:but|except|außer|bis auf|ohne|кроме|除)?\b[:\s]*",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?")
_ALL_LISTS = "SELECT DISTINCT subject FROM journal WHERE subject > 's-' AND subject < 's-~'"


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
    told = {"list": kind, "activity": activity, "at": moment, "code": code}
    facts, first = [], 1
    for page, people in enumerate(pages or [()], 1):
        said = {**told, "page": page, "first": first, "people": list(people)}
        facts.append(Fact("drawn-up", _subject(desk, code), said))
        first += len(people)
    desk.write(*facts)
    return code


def printed(desk: Desk, code: str) -> Printed:
    """Return a list by the characters on it; raises DeskError where this desk knows no such one."""
    plain = re.sub(r"[\W_]", "", code).upper()
    entries = [one for one in _of(desk, [_subject(desk, plain)]) if one.kind == "drawn-up"]
    if not entries:
        raise DeskError(
            _("This desk knows no list “{code}”. Read in the others' files first.").format(
                code=code[:20]
            )
        )
    if len({(one.replica, one.act) for one in entries}) > 1:
        raise DeskError(
            _("Two lists bear “{code}”. Please check these people in by name.").format(code=plain)
        )
    return _unfolded([one.said for one in entries])


def known(desk: Desk, most: int = 60) -> list[Printed]:
    """Return the lists that this desk can type in, what was printed last first."""
    subjects = [row[0] for row in desk.db.execute(_ALL_LISTS)]
    lists: dict[tuple[str, str, int], list[Mapping[str, object]]] = {}
    for one in _of(desk, subjects):
        if one.kind == "drawn-up":
            lists.setdefault((one.subject, one.replica, one.act), []).append(one.said)
    newest = sorted(map(_unfolded, lists.values()), key=lambda one: one.at, reverse=True)
    return newest[:most]


def _of(desk: Desk, subjects: Sequence[str]) -> Iterable[Entry]:
    return store.of_subjects(desk.db, subjects) if subjects else ()


def _unfolded(pages: Sequence[Mapping[str, object]]) -> Printed:
    """Return a list as its pages tell of it."""
    rows: dict[int, str] = {}
    page_of: dict[int, int] = {}
    for said in sorted(pages, key=lambda one: _whole(one.get("page"))):
        for place, person in enumerate(texts(said.get("people"))):
            number = _whole(said.get("first")) + place
            rows[number], page_of[number] = person, _whole(said.get("page"))
    code, kind, activity, at = (
        str(pages[0].get(name, "")) for name in ("code", "list", "activity", "at")
    )
    return Printed(code, kind, activity, at, len(pages), rows, page_of)


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


def spans(numbers: Iterable[int]) -> str:
    """Return numbers as people write them: “1-3 7”."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return " ".join("-".join(map(str, run)) for run in runs)


def _subject(desk: Desk, code: str) -> str:
    return subject("s", desk.key, "sheet", code)


def _free(desk: Desk) -> str:
    """Return characters that no list bears: the label of the desk, as others draw up lists too."""
    tries = 0
    while True:
        length = _LENGTH + tries // _TRIES
        code = desk.label + "".join(secrets.choice(LETTERS) for _place in range(length))
        if not list(store.of_subjects(desk.db, [_subject(desk, code)])):
            return code
        tries += 1


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
