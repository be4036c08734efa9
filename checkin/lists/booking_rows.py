"""The rows of a list of bookings: by the rules of the programme, in the order of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from checkin import bookings, eligibility, limits
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.lists.meaning import Meant, Plain
from checkin.lists.rows import Problem, Row
from checkin.model import booking
from checkin.model.activity import Activity
from checkin.model.person import Person
from checkin.sheet import name_key

_WHO = ("person", "source_id", "code", "email", "name", "family", "given")


class Bookings(Plain):
    """Who is on the list of which activity; what the rows before took, is taken."""

    def __init__(self, desk: Desk, headings: Mapping[str, str], source: str) -> None:
        super().__init__(desk, headings)
        self._source = source
        self._given: dict[str, set[str]] = defaultdict(set)  # activity -> whom the list booked
        self._mine: dict[str, set[str]] = {}  # person -> activities
        self._taken_before: dict[str, int] = {}  # activity -> by the register
        self._lines: dict[str, list[str]] = {}  # activity -> who waits, in their order

    def meant(self, row: Row) -> Meant | Problem:
        """Return what a row asks for; who finds no place is put in the line."""
        subject = self.activity(row.fields["activity"])
        if not subject:
            reason = _("There is no activity “{name}”.").format(name=row.fields["activity"])
            return self._against(row, reason)
        people = self._people(row.fields)
        if len(people) != 1:
            reason = _("Several people may be meant.") if people else _("There is no such person.")
            return self.problem(row, reason, *_WHO)
        person = people.pop()
        notes: tuple[str, ...] = ()
        status = row.fields.get("status", "booked")
        activity = self.desk.activity(subject)
        if activity and status == "booked" and not self._settled(person, subject):
            if against := self._clash(person, activity) or self._not_meant(person, activity):
                return self._against(row, against)
            status, notes = self._placed(person, activity)
            if status == "booked":
                self._given[subject].add(person)
                self._bookings(person).add(subject)
        name = booking.field(subject)
        known = lambda said: name in said.fields  # noqa: E731  as Meant asks for it
        return Meant(person, "booked", {name: status}, known=known, notes=notes)

    def _against(self, row: Row, reason: str) -> Problem:
        """Return what is against a row, under the activity's own heading where that has ticks."""
        heading = self._headings.get("activity") or row.fields["activity"]
        return Problem(row.line, heading, reason, row.cells)

    def refuse(self, meant: Meant) -> None:
        """Give back what a refused row would have taken."""
        super().refuse(meant)
        for name in meant.values:
            subject = name.removeprefix(booking.field(""))
            self._given[subject].discard(meant.subject)
            self._bookings(meant.subject).discard(subject)
            self._lines.pop(subject, None)

    def _bookings(self, person: str) -> set[str]:
        """Return what somebody is booked for, by the register and by the rows before."""
        if person not in self._mine:
            rows = self.desk.db.execute(
                "SELECT activity FROM booking WHERE person = ? AND status = 'booked'", (person,)
            )
            self._mine[person] = {row[0] for row in rows}
        return self._mine[person]

    def _settled(self, person: str, activity: str) -> bool:
        """Tell whether somebody is booked, or another than this list said how it stands."""
        if activity in self._bookings(person):
            return True
        said = self.desk.folded(person)
        heads = set(said.heads([booking.field(activity)]))
        return any(
            entry.id in heads and one.get("from") != self._source for entry, one in said.live
        )

    def _clash(self, person: str, activity: Activity) -> str:
        """Return the sentence that names what somebody is booked for at the same time."""
        for subject in sorted(self._bookings(person)):
            other = self.desk.activity(subject)
            if other and bookings.overlap(self.desk, activity, other):
                return bookings.clash(self.desk, activity, other)
        return ""

    def _not_meant(self, person: str, activity: Activity) -> str:
        """Return the sentence that says for whom an activity is, to who is none of them."""
        known = self.desk.person(person)
        if known is None or eligibility.eligible(self.desk, known, activity):
            return ""
        return bookings.not_meant(self.desk, activity)

    def _placed(self, person: str, activity: Activity) -> tuple[str, tuple[str, ...]]:
        """Return the status that somebody gets, and what is to be said of it."""
        limit, line = bookings.permitted(self.desk, activity), self._line(activity.id)
        ahead = line.index(person) if person in line else len(line)
        if limit is None or self._taken(activity.id) + ahead < limit:
            if person in line:
                line.remove(person)
            return "booked", ()
        if person not in line:
            line.append(person)
        place = _("Number {n} on the waiting list.").format(n=ahead + 1)
        return "waiting", (f"{limits.full(activity, limit)} {place}",)

    def _line(self, activity: str) -> list[str]:
        """Return who waits for a place, by the register and by the rows before."""
        if activity not in self._lines:
            line = bookings.waiting(self.desk, activity)
            self._lines[activity] = [one.person.id for one in line]
        return self._lines[activity]

    def _taken(self, activity: str) -> int:
        if activity not in self._taken_before:
            self._taken_before[activity] = bookings.taken(self.desk, activity)
        return self._taken_before[activity] + len(self._given[activity])

    def _people(self, fields: dict[str, str]) -> set[str]:
        """Return whom a row may mean: by id, by code, by e-mail and name, or by the name."""
        db = self.desk.db
        for key in (fields.get("source_id"), fields.get("code"), fields.get("person")):
            if not key:
                continue
            rows = db.execute(
                """SELECT person FROM listed WHERE name = ? UNION
                   SELECT person FROM code WHERE text = ? OR text = substr(?, 1, 9)""",
                (key, key, key),
            ).fetchall()
            if rows:
                return {row[0] for row in rows}
        mail = fields.get("email") or fields.get("person", "")
        name = name_key(Person.of("", fields).whole_name or fields.get("person", ""))
        sent = {
            row[0]
            for row in db.execute("SELECT id FROM person WHERE lower(email) = ?", (mail.lower(),))
        }
        named = {row[0] for row in db.execute("SELECT id FROM person WHERE name_key = ?", (name,))}
        if mail and sent:
            return sent & named or sent
        return named if name else set()
