"""A small congress to plan: two talks and a visit, guests from abroad, and interpreters."""

from __future__ import annotations

from copy import copy
from datetime import datetime

from checkin import people, programme
from checkin.desk import Desk
from checkin.interpreting import assigning, promises
from checkin.interpreting.planner import Outcome
from checkin.model.need import need_subject

DAY = "2012-11-22"
TALKS = {
    "K07": ("Wasser in Harbin", "zh", "09:00", "09:40"),
    "K08": ("Abwasser", "de", "10:00", "10:40"),
    "K09": ("Ausblick", "zh", "13:00", "13:40"),
}
PEOPLE = {
    "Pan": ("zh", "de", ""),
    "Wang": ("zh", "de", "en"),
    "Müller": ("de", "zh", ""),
    "Petrenko": ("ru", "de", ""),
}
GUESTS = (("Li", "zh"), ("Weber", "de"), ("Schulz", "de"))


class Congress:
    """An event with three talks of forty minutes, which one interpreter may take alone."""

    def __init__(self, desk: Desk) -> None:
        """Plan it, and enter everybody."""
        self.desk = desk
        self.talks = {name: self._talk(name, *parts) for name, parts in TALKS.items()}
        self.people = {name: self._interpreter(name, *parts) for name, parts in PEOPLE.items()}
        for family, language in GUESTS:
            people.enter(desk, {"family": family, "languages": language}, "")

    def at_desk(self, other: Desk) -> Congress:
        """Return the same congress at another desk."""
        made = copy(self)
        made.desk = other
        return made

    def need(self, text: str) -> str:
        """Return the subject of the need "K07 zh de"."""
        talk, source, target = text.split()
        return need_subject(self.desk.key, self.talks[talk], source, target)

    def assign(self, need: str, person: str, **how: str) -> Outcome:
        """Promise somebody, in spite of everything where a reason is given."""
        override = bool(how.get("reason"))
        return assigning.assign(
            self.desk, self.need(need), self.people[person], override=override, at=self.at(), **how
        )

    def promise(self, need: str, person: str) -> str:
        """Return the subject of the promise of somebody to a need."""
        found = promises.of_need(self.desk, self.need(need))
        return next(one.id for one in found if one.person == self.people[person])

    def team(self, need: str) -> list[str]:
        """Return who is promised to a need, by name."""
        names = {subject: name for name, subject in self.people.items()}
        return sorted(names[one.person] for one in promises.of_need(self.desk, self.need(need)))

    def at(self) -> datetime:
        """Return the time of the desk."""
        return self.desk.moment(None)

    def _talk(self, name: str, title: str, language: str, start: str, end: str) -> str:
        values = {"title": title, "source_id": name, "languages": language, "place": "Saal"}
        times = {"start": f"{DAY}T{start}", "end": f"{DAY}T{end}", "kind": "contribution"}
        return programme.put(self.desk, "", {**values, **times}).id

    def _interpreter(self, family: str, a: str, b: str, c: str) -> str:
        values = {"family": family, "role": "interpreter", "phone": f"0170 {len(family)}"}
        tongues = {"languages_a": a, "languages_b": b, "languages_c": c}
        return people.enter(self.desk, {**values, **tongues}, "").id
