"""A day with interpreters for tests: a symposium with a booth, a visit by bus, who works there."""

from __future__ import annotations

from checkin import bookings, delegations, people, programme
from checkin.desk import Desk
from checkin.interpreting import arrangements, assigning
from checkin.model.assignment import assignment_subject
from checkin.model.event import event_subject
from checkin.model.need import need_subject

DAY, NEXT = "2012-11-22", "2012-11-23"
STORY = {
    "opening": ("Eröffnung", DAY, "09:00", "10:00", "contribution", "de", "Saal"),
    "water": ("Wasser in Harbin", DAY, "11:00", "12:30", "contribution", "zh", "Saal"),
    "plant": ("MHKW Rothensee", NEXT, "10:00", "11:30", "site-visit", "de", "Rothensee"),
}


class Stage:
    """An event with needs, interpreters and guests, all entered by verbs."""

    def __init__(self, desk: Desk) -> None:
        """Plan it."""
        self.desk = desk
        programme.put_place(desk, "", {"title": "Saal", "booths": "zh 1; ru 2"})
        self.activities = {key: self.plan(*parts) for key, parts in STORY.items()}
        self.guests: list[str] = []
        harbin = delegations.put(desk, "", {"title": "Harbin", "head": "Wang Li"}).id
        for family, given, native in (
            ("Wang", "Li", "王丽"),
            ("Li", "Na", "李娜"),
            ("Zhao", "Lei", "赵雷"),
        ):
            values = {"family": family, "given": given, "native_name": native, "country": "CN"}
            person = people.enter(desk, {**values, "languages": "zh", "delegation": harbin}, "")
            bookings.book(desk, person.id, self.activities["plant"])
            self.guests.append(person.id)
        local = {"family": "Schulze", "country": "DE", "languages": "de"}
        self.guests.append(people.enter(desk, local, "").id)
        self.wang = self.interpreter("Fang", "Mei", "方梅", "zh", "de", phone="+49 171 1")
        self.mueller = self.interpreter("Müller", "Jürgen", "", "de", "zh", phone="+49 171 2")
        self.petrenko = self.interpreter("Петренко", "Олена", "", "ru", "de")

    def interpreter(
        self, family: str, given: str, native: str, a: str, b: str, **values: str
    ) -> str:
        """Enter an interpreter, and return the subject."""
        names = {"family": family, "given": given, "native_name": native, "role": "interpreter"}
        tongues = {"languages_a": a, "languages_b": b}
        return people.enter(self.desk, {**names, **tongues, **values}, "").id

    def need(self, key: str, source: str, target: str) -> str:
        """Return the subject of a need."""
        return need_subject(self.desk.key, self.activities[key], source, target)

    def promise(
        self,
        person: str,
        key: str,
        source: str,
        target: str,
        via: str = "",
        **values: str,
    ) -> str:
        """Promise somebody to a need, and return the assignment."""
        need = self.need(key, source, target)
        assigning.assign(self.desk, need, person, via=via, override=True, reason="test")
        subject = assignment_subject(self.desk.key, need, person)
        arrangements.arrange(self.desk, subject, values)
        return subject

    def set(self, **values: str) -> None:
        """Change the event."""
        self.desk.write(*self.desk.change("changed", event_subject(self.desk.key), values))
        self.desk.refresh()

    def plan(
        self,
        title: str,
        day: str,
        start: str,
        end: str,
        kind: str,
        languages: str,
        place: str,
        **fields: str,
    ) -> str:
        """Plan an activity, and return its subject."""
        values = {"title": title, "place": place, "languages": languages, "kind": kind, **fields}
        times = {"start": f"{day}T{start}", "end": f"{day}T{end}"}
        return programme.put(self.desk, "", {**values, **times}).id
