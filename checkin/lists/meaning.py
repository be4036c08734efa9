"""What a row of each kind of list means: which subject, and which of its fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from checkin import programme
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.journal.fold import Folded
from checkin.lists.matching import Matcher, own_token, unlike
from checkin.lists.rows import Problem, Row
from checkin.model import listing
from checkin.model.activity import activity_subject
from checkin.model.delegation import delegation_subject
from checkin.model.event import day_subject
from checkin.model.person import Person
from checkin.model.place import place_subject
from checkin.schema import NAMED
from checkin.sheet import name_key
from checkin.vocabulary import exclusions

_CLOCK = re.compile(r"^\d{4}-\d{2}-\d{2}T")  # a day with a time


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row asks for: fields of a subject, and what must be there before it."""

    subject: str
    kind: str  # of the entry
    values: dict[str, str]
    at_first: dict[str, str] = field(default_factory=dict)  # only when the subject is new
    before: tuple[Fact, ...] = ()
    label: str = ""  # the name of a person, whole
    name: str = ""  # by which people are told to look at likely duplicates
    known: Callable[[Folded], bool] = lambda said: said.exists
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads the rows of one kind of list."""

    def meant(self, row: Row) -> Meant | Problem:
        """Return what a row means, or why it cannot mean anything."""

    def doubt(self, row: Row, meant: Meant, said: Folded) -> Problem | None:
        """Return why a row cannot speak of the subject that it means, if so."""

    def refuse(self, meant: Meant) -> None:
        """Hear that a row was not taken, nor what must be there before it."""

    def namesake(self, meant: Meant) -> str:
        """Return somebody of the register who may be the same."""

    def absent(self, met: set[str]) -> int:
        """Count those whom the list once had and has no longer."""


class Plain:
    """A list in which nobody can be mistaken for anybody."""

    def __init__(self, desk: Desk, headings: Mapping[str, str]) -> None:
        self.desk, self._headings = desk, headings
        self._made: set[str] = set()
        self._linked: dict[str, str] = {}

    def problem(self, row: Row, reason: str, *fields: str) -> Problem:
        """Return why a row cannot be taken, under the heading of the first of these fields."""
        heading = next((self._headings[name] for name in fields if name in self._headings), "")
        return Problem(row.line, heading or fields[0], reason, row.cells)

    def doubt(self, _row: Row, _meant: Meant, _said: Folded) -> Problem | None:
        """Return why a row cannot speak of the subject that it means, if so."""
        return None

    def refuse(self, meant: Meant) -> None:
        """Make what a refused row would have made with the next one that needs it."""
        gone = {fact.subject for fact in meant.before}
        self._made -= gone
        self._linked = {title: one for title, one in self._linked.items() if one not in gone}

    def namesake(self, _meant: Meant) -> str:
        """Return somebody of the register who may be the same."""
        return ""

    def absent(self, _met: set[str]) -> int:
        """Count those whom the list once had and has no longer."""
        return 0

    def activity(self, name: str) -> str:
        """Return the subject of the activity that a name means; '' where that is not certain."""
        known = programme.activity_named(self.desk, name)
        return known.id if known else ""

    def linked(self, title: str, prefix: str) -> tuple[str, tuple[Fact, ...]]:
        """Return the delegation or place of a title, and the fact that makes it if it is new."""
        if title in self._linked:
            return self._linked[title], ()
        derive = delegation_subject if prefix == "d" else place_subject
        subject = self._linked[title] = derive(self.desk.key, title)
        if subject in self._made or self.desk.folded(subject).exists:
            return subject, ()
        self._made.add(subject)
        kind = "registered" if prefix == "d" else "planned"
        return subject, (Fact(kind, subject, {"set": {"title": title}}),)


class People(Plain):
    """Delegates, speakers, interpreters: everybody with a badge."""

    def __init__(
        self, desk: Desk, headings: Mapping[str, str], source: str, matcher: Matcher, role: str
    ) -> None:
        super().__init__(desk, headings)
        self._source, self._matcher, self._role = source, matcher, role

    def meant(self, row: Row) -> Meant | Problem:
        """Return what a row means, or why it cannot mean anything."""
        match = self._matcher.match(row.fields)
        values = {name: text for name, text in row.fields.items() if name != "source_id"}
        before: tuple[Fact, ...] = ()
        if "delegation" in values:
            values["delegation"], before = self.linked(values["delegation"], "d")
        if exclusions.nameless(values.get("exclusions", "")):
            values.pop("exclusions", None)  # a list that we wrote names nobody
        if self._role:
            values.setdefault("role", self._role)
        if match.listed:
            values[listing.field(self._source)] = match.listed
        if own_token(self.desk, row.fields):
            del values["code"]
        first = {"source": self._source}
        if "source_id" in row.fields:
            first["source_id"] = row.fields["source_id"]
        label = Person.of("", row.fields).whole_name
        name = name_key(label)
        return Meant(match.subject, "registered", values, first, before, label, name)

    def doubt(self, row: Row, meant: Meant, said: Folded) -> Problem | None:
        """Return why a row cannot speak of the subject that it means, if so."""
        listed = row.fields.get("source_id")
        if not listed:
            return None
        person = Person.of(meant.subject, said.values())
        if not unlike(person, row.fields):
            return None
        reason = _("The id {id} belongs to {name} already.").format(
            id=listed, name=person.veiled().whole_name
        )
        return self.problem(row, reason, "source_id")

    def namesake(self, meant: Meant) -> str:
        """Return somebody of the register who may be the same."""
        query = f"SELECT id FROM person WHERE name_key = ? AND id <> ? AND {NAMED} LIMIT 1"  # noqa: S608
        return store.single(self.desk.db, query, (meant.name, meant.subject)) or ""

    def absent(self, met: set[str]) -> int:
        """Count those whom the list once had and has no longer."""
        query = "SELECT DISTINCT person FROM listed WHERE source = ?"
        return sum(row[0] not in met for row in self.desk.db.execute(query, (self._source,)))


class Titled(Plain):
    """Delegations and places, which are known by their title."""

    def __init__(self, desk: Desk, headings: Mapping[str, str], kind: str) -> None:
        super().__init__(desk, headings)
        self._kind = kind

    def meant(self, row: Row) -> Meant | Problem:
        """Return what a row means, or why it cannot mean anything."""
        title = _title(row.fields)
        values = {**row.fields, "title": title}
        if self._kind == "delegations":
            return Meant(delegation_subject(self.desk.key, title), "registered", values)
        before: tuple[Fact, ...] = ()
        if "within" in values:
            values["within"], before = self.linked(values["within"], "l")
        return Meant(place_subject(self.desk.key, title), "planned", values, before=before)


class Programme(Plain):
    """Activities: known by their id, else by their title and its place among equal titles."""

    def __init__(
        self, desk: Desk, headings: Mapping[str, str], listed: Iterable[Row | Problem]
    ) -> None:
        super().__init__(desk, headings)
        self._times: Counter[str] = Counter()
        self._named: dict[str, str] = {}
        for row in listed:
            if isinstance(row, Row):
                subject = self._subject(row)
                for name in (_title(row.fields), row.fields.get("source_id", "")):
                    self._named.setdefault(_plain(name), subject)
        self._times.clear()

    def meant(self, row: Row) -> Meant | Problem:
        """Return what a row means, or why it cannot mean anything."""
        subject = self._subject(row)
        values = {**row.fields, "title": _title(row.fields)}
        before: tuple[Fact, ...] = ()
        if "place" in values:
            values["place"], before = self.linked(values["place"], "l")
        if "whole" in values:
            whole = self._named.get(_plain(values["whole"])) or self.activity(values["whole"])
            if not whole or whole == subject:
                reason = _("There is no activity “{name}”.").format(name=values["whole"])
                return self.problem(row, reason, "whole")
            values["whole"] = whole
        if "bus" in values:
            bus = self._named.get(_plain(values["bus"])) or self.activity(values["bus"])
            values["bus"] = bus or values["bus"]
        for name in ("start", "end", "gate_list"):
            if _CLOCK.search(values.get(name, "")):
                values[name] = self.desk.event.moment(values[name]).isoformat()
        if values.get("start", "") > values.get("end", "~"):
            reason = _("The activity ends before it starts.")
            return self.problem(row, reason, "end", "start")
        if subject.startswith("a-") and values.get("kind") != "day":
            values.setdefault("kind", "session")
        return Meant(subject, "planned", values, before=before)

    def _subject(self, row: Row) -> str:
        fields = row.fields
        if fields.get("kind") == "day" and "day" in fields:
            return day_subject(self.desk.key, fields["day"])
        if "source_id" in fields:
            return activity_subject(self.desk.key, "id", fields["source_id"])
        title = _plain(_title(fields))
        self._times[title] += 1
        return activity_subject(self.desk.key, "title", title, str(self._times[title]))


def _title(fields: dict[str, str]) -> str:
    titles = (
        fields.get(name, "") for name in ("title", "title_de", "title_en", "title_zh", "title_ru")
    )
    return next((title for title in titles if title), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
