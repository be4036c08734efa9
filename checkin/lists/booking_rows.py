"""The rows of a list of bookings: by the rules of the programme, in the order of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from checkin import bookings, eligibility
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

    def __init__(self, desk: Desk, headings: Mapping[str, str]) -> None:
        super().__init__(desk, headings)
        self._given: dict[str, set[str]] = defaultdict(set)  # activity -> whom the list booked
        self._mine: dict[str, set[str]] = {}  # person -> activities

    def meant(self, row: Row) -> Meant | Problem:
        """Return what a row asks for; who finds no place is put in the line."""
        subject = self.activity(row.fields["activity"])
        if not subject:
            reason = _("There is no activity “{name}”.").format(name=row.fields["activity"])
            return self.problem(row, reason, "activity")
        people = self._people(row.fields)
        if len(people) != 1:
            reason = _("Several people may be meant.") if people else _("There is no such person.")
            return self.problem(row, reason, *_WHO)
        person = people.pop()
        notes: tuple[str, ...] = ()
        status = row.fields.get("status", "booked")
        activity = self.desk.activity(subject)
        if activity and status == "booked" and subject not in self._bookings(person):
            if clash := self._clash(person, activity):
                return self.problem(row, clash, "activity", *_WHO)
            status, notes = self._placed(person, activity)
        if status == "booked":
            self._given[subject].add(person)
            self._bookings(person).add(subject)
        name = booking.field(subject)
        known = lambda said: name in said.fields  # noqa: E731  as Meant asks for it
        return Meant(person, "booked", {name: status}, known=known, notes=notes)

    def refuse(self, meant: Meant) -> None:
        """Give back what a refused row would have taken."""
        super().refuse(meant)
        for name, status in meant.values.items():
            subject = name.removeprefix(booking.field(""))
            if status == "booked":
                self._given[subject].discard(meant.subject)
                self._bookings(meant.subject).discard(subject)

    def _bookings(self, person: str) -> set[str]:
        """Return what somebody is booked for, by the register and by the rows before."""
        if person not in self._mine:
            rows = self.desk.db.execute(
                "SELECT activity FROM booking WHERE person = ? AND status = 'booked'", (person,)
            )
            self._mine[person] = {row[0] for row in rows}
        return self._mine[person]

    def _clash(self, person: str, activity: Activity) -> str:
        """Return the sentence that names what somebody is booked for at the same time."""
        for subject in sorted(self._bookings(person)):
            other = self.desk.activity(subject)
            if other and bookings.overlap(self.desk, activity, other):
                return bookings.clash(self.desk, activity, other)
        return ""

    def _placed(self, person: str, activity: Activity) -> tuple[str, tuple[str, ...]]:
        """Return the status that somebody gets, and what is to be said of it."""
        limit = bookings.permitted(self.desk, activity)
        if limit is not None and self._taken(activity.id) >= limit:
            text = _("{title} is full ({n} places): put on the waiting list.")
            return "waiting", (text.format(title=activity.title, n=limit),)
        known = self.desk.person(person)
        if known and not eligibility.eligible(self.desk, known, activity):
            whom = eligibility.text(self.desk, activity)
            text = _("{title} is {whom}, and {name} is booked all the same.")
            said = text.format(title=activity.title, whom=whom, name=known.whole_name)
            return "booked", (said,)
        return "booked", ()

    def _taken(self, activity: str) -> int:
        return bookings.taken(self.desk, activity) + len(self._given[activity])

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
