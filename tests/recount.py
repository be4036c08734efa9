"""A recount by other means: the exchange files read as plain CSV, and everything counted by hand.

It follows FORMAT.md and shares no code with the program, so that no mistake is made twice.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import json
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWX"
GUESTS = {"", "delegate", "speaker"}


@dataclass
class Line:
    """One row of a file."""

    id: str
    hlc: str
    replica: str
    seq: int
    kind: str
    subject: str
    said: dict[str, Any]

    @property
    def order(self) -> tuple[str, str, int]:
        """Return its place among all."""
        return self.hlc, self.replica, self.seq


@dataclass
class Visit:
    """One check-in that stands."""

    activity: str
    at: datetime
    ended: datetime | None = None


@dataclass
class Who:
    """What the rows say of one person."""

    fields: dict[str, str] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    signed: set[str] = field(default_factory=set)
    lent: dict[str, str] = field(default_factory=dict)  # entry -> number
    nameless: bool = False

    @property
    def guest(self) -> bool:
        """Tell whether the person is a participant."""
        return self.fields.get("role", "") in GUESTS

    def inside(self, at: datetime) -> Visit | None:
        """Return where the person was at a moment, by the latest check-in not ended by then."""
        known = [
            one for one in self.visits if one.at <= at and (one.ended is None or one.ended > at)
        ]
        return max(known, key=lambda one: one.at, default=None)


class Recount:
    """All that is in a folder of exchange files, folded by hand."""

    def __init__(self, folder: Path) -> None:
        lines = {line.id: line for line in _lines(folder)}
        every = sorted(lines.values(), key=lambda one: one.order)
        undone = {name for line in every if line.kind == "undone" for name in line.said["of"]}
        live = [line for line in every if line.id not in undone and line.kind != "undone"]
        (founded,) = (line for line in live if line.kind == "founded")
        self.key = bytes.fromhex(founded.said["key"])
        self.fields: dict[str, dict[str, str]] = defaultdict(dict)
        for line in live:
            self.fields[line.subject] |= line.said.get("set", {})
        self.event = self.fields[founded.subject]
        self.people: dict[str, Who] = {}
        tokens = {
            _unknown(_token(self.key, subject)): subject for subject in self.fields if _is(subject)
        }
        for line in live:
            subject = tokens.get(line.subject, line.subject)
            if subject[:2] in {"p-", "t-"} and line.kind not in _LOGS:
                self._take(self.people.setdefault(subject, Who()), subject, line)
        for line in live:
            if line.kind == "left":
                self._end(self.people[tokens.get(line.subject, line.subject)], line)

    # What there is #######################################################################

    def activity(self, name: str) -> str:
        """Return the subject of the activity with an id in its list, or of a title."""
        found = [
            subject
            for subject, values in self.fields.items()
            if subject.startswith("a-") and name in {values.get("source_id"), values.get("title")}
        ]
        assert len(found) == 1, (name, found)
        return found[0]

    def within(self, activity: str) -> list[str]:
        """Return an activity and all that it is a part of, up to its day."""
        found = [activity]
        while (values := self.fields.get(found[-1], {})) and values.get("kind") != "day":
            above = values.get("whole") or self.day(values.get("day") or values["start"][:10])
            if above in found:
                break
            found.append(above)
        return found

    def day(self, text: str) -> str:
        """Return the activity that is a day."""
        mac = hmac.digest(self.key, f"a\x1fday\x1f{text}".encode(), "sha256")
        return "a-" + b32encode(mac)[:26].decode().lower()

    def place(self, activity: str) -> str:
        """Return the title of the place where an activity is, its whole's where it has none."""
        for one in self.within(activity):
            place = self.fields.get(one, {}).get("place", "")
            if place:
                return self.fields[place]["title"]
        return ""

    # What is counted ####################################################################

    def attended(self, activity: str = "") -> set[str]:
        """Return the participants who were at an activity, or anywhere."""
        return {
            subject
            for subject, who in self.people.items()
            if who.guest
            and any(not activity or activity in self.within(one.activity) for one in who.visits)
        }

    def by(self, name: str, people: Iterable[str]) -> Counter[str]:
        """Count people by a field of theirs; a delegation goes by its title, no role is a guest."""
        found: Counter[str] = Counter()
        for subject in people:
            value = self.people[subject].fields.get(name, "")
            if name == "delegation" and value:
                value = self.fields[value]["title"]
            if name == "role":
                value = value or "delegate"
            found[value] += 1
        return found

    def figures(self) -> dict[str, int]:
        """Return the figures of the whole event (OUT-01)."""
        listed = [
            who for who in self.people.values() if who.guest and not who.fields.get("entered")
        ]
        cancelled = [who for who in listed if who.fields.get("status") == "cancelled"]
        substituted = [who for who in listed if who.fields.get("status") == "substituted"]
        missing = [who for who in listed if not who.fields.get("status", "") and not who.visits]
        came = [self.people[subject] for subject in self.attended()]
        return {
            "registered": len(listed),
            "cancelled": len(cancelled),
            "expected": len(listed) - len(cancelled),
            "substituted": len(substituted),
            "no_show": len(missing),
            "walk_in": sum(who.fields.get("entered") == "walk-in" for who in came),
            "attended": len(came),
            "visits": sum(len({one.at.date() for one in who.visits}) for who in came),
        }

    def abroad(self, people: Iterable[str], *, residence: bool = False) -> int:
        """Count those from abroad, by the country of the organisation or of residence."""
        home = self.event["country"]
        fields = [self.people[subject].fields for subject in people]
        seats = [
            (one.get("residence") if residence else "") or one.get("country", "") for one in fields
        ]
        return sum(seat not in {"", home} for seat in seats)

    def house(self, at: datetime) -> Counter[str]:
        """Count everybody by the place in which they were at a moment of a day."""
        found: Counter[str] = Counter()
        for who in self.people.values():
            visit = who.inside(at)
            if visit and visit.at.date() == at.date():
                kind = self.fields.get(visit.activity, {}).get("kind", "")
                found["on the way" if kind == "transfer" else self.place(visit.activity)] += 1
        return found

    def receivers(self) -> dict[str, str]:
        """Return the numbers of the receivers that are out, and who has each."""
        return {
            number: subject for subject, who in self.people.items() for number in who.lent.values()
        }

    # Folding ############################################################################

    def _take(self, who: Who, subject: str, line: Line) -> None:
        who.fields = self.fields[subject]
        if line.kind == "arrived":
            who.visits.append(Visit(line.said["activity"], _moment(line.said["at"])))
            self._arrivals()[line.id] = who.visits[-1]
        elif line.kind == "signed":
            who.signed.add(line.said["activity"])
        elif line.kind == "lent":
            who.lent[line.id] = line.said["number"]
        elif line.kind == "returned":
            for name in line.said["of"]:
                who.lent.pop(name, None)

    def _arrivals(self) -> dict[str, Visit]:
        if not hasattr(self, "_by_entry"):
            self._by_entry: dict[str, Visit] = {}
        return self._by_entry

    def _end(self, who: Who, line: Line) -> None:
        at = _moment(line.said["at"])
        named = [self._arrivals()[name] for name in line.said.get("of", ())]
        if not named:
            before = [
                one
                for one in who.visits
                if one.ended is None
                and one.at < at
                and line.said["activity"] in self.within(one.activity)
            ]
            named = [max(before, key=lambda one: one.at)] if before else []
        for one in named:
            one.ended = at if one.ended is None else max(one.ended, at)


_LOGS = {"refused", "printed", "exported", "imported", "clock-set", "drawn-up"}


def _lines(folder: Path) -> Iterator[Line]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="ascii", newline="") as file:
            for row in csv.DictReader(file):
                if row["fmt"] == "k1":
                    said = json.loads(row["data"])
                    yield Line(
                        row["id"],
                        row["hlc"],
                        row["replica"],
                        int(row["seq"][1:]),
                        row["kind"],
                        row["subject"],
                        said,
                    )


def _is(subject: str) -> bool:
    return subject.startswith("p-")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _token(key: bytes, subject: str) -> str:
    """Return the token of a first badge, as `model/code.py` writes down."""
    attempt = 0
    while True:
        mac = hmac.digest(key, f"token|{subject}|1|{attempt}".encode(), "sha256")
        number, letters = int.from_bytes(mac[:16], "big") % 30**9, ""
        for _three in range(3):
            number, three = divmod(number, 30**3)
            letters += LETTERS[three // 900] + LETTERS[three // 30 % 30] + LETTERS[three % 30]
        if not letters.isalpha() and not letters.isdigit():
            return letters
        attempt += 1


def _unknown(token: str) -> str:
    digest = hashlib.sha256(f"unknown|{token}".encode()).digest()
    return "t-" + b32encode(digest)[:26].decode().lower()
