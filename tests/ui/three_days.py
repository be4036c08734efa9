"""The three days of the congress as people live them: told by the story, done by the screens."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from checkin import card, delegations, exchange, paths, programme
from checkin.attendance.scanning import BADGES_ONLY
from checkin.desk import Desk
from checkin.founding import found
from checkin.lists import intake, roster
from tests.conftest import Clock
from tests.ui.laptops import Laptop
from ui.pages.delegations_page import DelegationsPage
from ui.pages.desk_page import DeskPage
from ui.pages.event_page import EventPage
from ui.pages.people_page import PeoplePage

LISTS = paths.resources() / "demo"
STORY: dict[str, Any] = tomllib.loads((LISTS / "story.toml").read_text("utf-8"))
COACH = "Reisegruppe Mitteldeutschland"
UNNAMED = 7  # of the coach

Step = Mapping[str, Any]


class Congress:
    """Three laptops and what happens at them, step by step."""

    def __init__(self, folder: Path, clock: Clock, qtbot: QtBot) -> None:
        self.folder, self.clock, self.qtbot = folder, clock, qtbot
        self.post = folder / "post"
        self.post.mkdir()
        self.laptops: dict[str, Laptop] = {}
        self.cast: dict[str, str] = {}
        self.badges: dict[str, list[str]] = {}
        self.chosen: dict[str, str] = {}  # what each desk checks in to
        self._set(STORY["day"][0], STORY["day"][0]["steps"][0])
        self._found()

    def _found(self) -> None:
        event = STORY["event"]
        path, state = self.folder / "a.checkin", self.folder / "state-a"
        with found(
            path,
            title=event["title"],
            first=date.fromisoformat(event["first_day"]),
            last=date.fromisoformat(event["last_day"]),
            zone_name=event["zone"],
            label="A",
            now=self.clock,
            state=state,
        ) as desk:
            desk.write(*desk.change("changed", desk.event.id, event))
        self.laptops["A"] = Laptop(path, state, self.clock, self.qtbot)

    def close(self) -> None:
        """Close all windows."""
        for one in self.laptops.values():
            one.close()

    def live(self, day: Mapping[str, Any], step: Step) -> None:
        """Do one step of the story at its desk, by its screen."""
        self._set(day, step)
        verb: Callable[[Step], None] = getattr(self, "step_" + step["do"].replace("-", "_"))
        verb(step)

    def begin(self, day: Mapping[str, Any]) -> None:
        """Say on the event page of desk A what it does that day: badges only before the doors."""
        self._set(day, day["steps"][0])
        page = self.laptops["A"].go("event")
        assert isinstance(page, EventPage)
        mode = page.desk.mode
        mode.setCurrentIndex(mode.findData(BADGES_ONLY if day is STORY["day"][0] else ""))
        mode.activated.emit(mode.currentIndex())
        self.laptops["A"].settle()

    def _set(self, day: Mapping[str, Any], step: Step) -> None:
        self.clock.at(f"{day['date']}T{step['at']}+01:00")

    # Who and where ######################################################################

    def at(self, step: Step) -> Laptop:
        """Return the laptop of a step."""
        return self.laptops[step["desk"]]

    def enters(self, name: str, desk: Desk, subject: str) -> None:
        """Give somebody a name in the story, and a badge."""
        self.cast[name] = subject
        self.badges[name] = [desk.badge_code(subject)]

    def whole(self, step: Step) -> list[str]:
        """Return the subjects of those whom a step concerns."""
        names = step["who"]
        return [self.cast[name] for name in ([names] if isinstance(names, str) else names)]

    def front(self, step: Step) -> DeskPage:
        """Bring the desk page to the front, with an empty field."""
        page = self.at(step).go("desk")
        assert isinstance(page, DeskPage)
        self.at(step).press("Escape")
        return page

    def choose(self, step: Step) -> DeskPage:
        """Say what people are checked in to, if it is something else than before."""
        laptop, page = self.at(step), self.front(step)
        activity = programme.activity(laptop.desk, step["activity"]).id
        if page.duty.activity != activity:
            page.duty.choose(activity)
            laptop.settle()
        return page

    def show(self, step: Step, subject: str) -> DeskPage:
        """Bring somebody's card to the front, without checking in."""
        laptop, page = self.at(step), self.front(step)
        wanted = laptop.desk.person(subject)
        assert wanted
        name = plain(wanted.whole_name)
        hits = [one.id for one in laptop.desk.find(name)]
        laptop.type(name)
        laptop.settle()
        laptop.press("Return", *([str(hits.index(subject) + 1)] if hits != [subject] else []))
        assert page.answers.card, (step, page.card.word.text())
        assert page.answers.card.person.id == subject, step
        return page

    # Verbs ##############################################################################

    def step_import(self, step: Step) -> None:
        """Take a list in by the assistant."""
        laptop = self.at(step)
        path = LISTS / step["file"]
        laptop.take_list(path)
        if step["as"] in {"people", "interpreters"}:
            for line, subject in _lines(laptop.desk, path, step["as"]):
                self.enters(f"{path.name}:{line}", laptop.desk, subject)

    def step_correct(self, step: Step) -> None:
        """Correct people in the register."""
        for subject in self.whole(step):
            laptop = self.at(step)
            page = laptop.go("people")
            assert isinstance(page, PeoplePage)
            page.arrive({"person": subject})
            laptop.settle()
            laptop.act("Correct")
            form = page.side.form
            form.restore(step["set"])
            form.save()
            laptop.settle()

    def step_substitute(self, step: Step) -> None:
        """Let somebody come in another's place; the desk checks in at once."""
        laptop, page = self.at(step), self.show(step, *self.whole(step))
        laptop.press("F7")
        person = step["person"]
        sheet = page.jobs.sheet
        assert sheet
        names = [person.get("given", ""), person["family"]]
        if person.get("native_name"):
            names.reverse()
        sheet.restore({"name": " ".join(names), "native_name": person.get("native_name", "")})
        known = self._everybody(laptop)
        laptop.press("Return", "Return", "Return")
        (new,) = self._everybody(laptop) - known
        self.enters(step["key"], laptop.desk, new)

    def step_walk_in(self, step: Step) -> None:
        """Enter a guest whom no list has, unless the coach brought them."""
        if step["key"] in self.cast:
            return
        laptop, page = self.at(step), self.choose(step)
        laptop.press("F3")
        sheet, person = page.jobs.sheet, step["person"]
        assert sheet
        known = self._everybody(laptop)
        laptop.type(f"{person['given']} {person['family']}")
        laptop.press("Return")
        for text in (person["organisation"], person["country"], person["languages"]):
            laptop.type(text)
            laptop.press("Return")
        laptop.press("Space", "Return")
        (new,) = self._everybody(laptop) - known
        self.enters(step["key"], laptop.desk, new)

    def step_cancel(self, step: Step) -> None:
        """Note that somebody will not come."""
        laptop = self.at(step)
        page = laptop.go("people")
        page.arrive({"person": self.whole(step)[0]})
        laptop.settle()
        laptop.act("Will not come")

    def step_hand_out(self, step: Step) -> None:
        """Hand badges out, which is no attendance, by scanning them."""
        laptop = self.at(step)
        self.front(step)
        for subject in self.whole(step):
            laptop.scan(laptop.desk.badge_code(subject))

    def step_scan(self, step: Step) -> None:
        """Hold a badge or a ticket under the scanner, or find somebody by name."""
        laptop = self.at(step)
        who = self.cast.get(step.get("who", ""), "")
        came_already = who and self._inside(laptop, who, step["activity"])
        if came_already and step.get("verdict", "welcome") == "welcome" and "issue" not in step:
            return  # as a substitute, checked in when named
        page = self.choose(step)
        if step.get("out"):
            laptop.act("Check people out with every scan")
        if step.get("by") == "name":
            self.show(step, who)
            laptop.press("Return")
        else:
            laptop.scan(self._shown(laptop, step))
        if step.get("verdict") in {"attention", "substituted", "replaced"}:
            laptop.press("Return")
        if step.get("out"):
            laptop.act("Check people out with every scan")
        assert page.answers

    def step_group(self, step: Step) -> None:
        """Check people in together: the coach, a delegation from its page, others one by one."""
        laptop, there = self.at(step), self.whole(step)
        groups = {person.delegation for one in there if (person := laptop.desk.person(one))}
        title = known.title if (known := laptop.desk.delegation(max(groups))) else ""
        if title == COACH:
            self._coach(step, max(groups), there)
        elif title == "Harbin" and len(groups) == 1:
            self._delegation(step, title, there)
        else:
            self.choose(step)
            for subject in there:
                if not self._inside(laptop, subject, step["activity"]):
                    laptop.scan(laptop.desk.badge_code(subject))

    def _delegation(self, step: Step, title: str, there: list[str]) -> None:
        """Check a delegation in from its page: those who are away are unticked by the keyboard."""
        laptop = self.at(step)
        self.choose(step)
        page = laptop.go("delegations")
        assert isinstance(page, DelegationsPage)
        page.arrive({"delegation": delegations.delegation(laptop.desk, title).id})
        laptop.settle()
        page.group.members.view.setFocus()
        laptop.press("Home")
        for _member in page.group.members.rows.rows:
            marked = page.group.marked()
            ticked = set(page.group.members.chosen())
            if marked and (marked.person.id in ticked) != (marked.person.id in there):
                laptop.press("Space")
            laptop.press("Down")
        assert set(page.group.members.chosen()) == set(there), step
        laptop.press("Return")

    def _coach(self, step: Step, delegation: str, there: list[str]) -> None:
        """Check in a coach as one act, with those whom no list has."""
        laptop, page = self.at(step), self.choose(step)
        page.jobs.group(delegation)
        for one in card.members(laptop.desk, delegation):
            if one.id not in there and not one.status:
                laptop.press("Space")
            laptop.press("Down")
        known = self._everybody(laptop)
        laptop.press("Tab")
        laptop.type(str(UNNAMED))
        laptop.press("Return", "Return")
        rows = laptop.desk.db.execute("SELECT id FROM person ORDER BY n")
        new = [subject for (subject,) in rows if subject not in known]
        assert len(new) == UNNAMED
        for number, subject in enumerate(new, 1):
            self.enters(f"walk-in-{number}", laptop.desk, subject)

    def step_reissue(self, step: Step) -> None:
        """Replace a lost badge."""
        laptop, page = self.at(step), self.show(step, *self.whole(step))
        laptop.press("F4")
        sheet = page.jobs.sheet
        assert sheet
        sheet.restore({"choice": step["reason"]})
        laptop.press("Return")
        self.badges[step["who"]].append(laptop.desk.badge_code(*self.whole(step)))

    def step_join(self, step: Step) -> None:
        """Set up a further laptop from the folder in which desks meet."""
        label = step["desk"]
        self.laptops["A"].meet(self.post)
        path, state = self.folder / f"{label}.checkin", self.folder / f"state-{label}"
        exchange.join(path, self.post, label, self.clock, state).close()
        self.laptops[label] = Laptop(path, state, self.clock, self.qtbot)

    def step_exchange(self, step: Step) -> None:
        """Let the desks take turns until all know all."""
        for _round in range(2):
            for label in step["order"]:
                self.laptops[label].meet(self.post)

    def step_power_cut(self, step: Step) -> None:
        """Pull the plug."""
        self.at(step).pull_the_plug()

    def step_resume(self, step: Step) -> None:
        """Go on where the plug was pulled."""
        self.at(step).start_again()

    # What is there ######################################################################

    def _shown(self, laptop: Laptop, step: Step) -> str:
        if "text" in step:
            return str(step["text"])
        if step.get("by") == "ticket":
            person = laptop.desk.person(self.cast[step["who"]])
            assert person
            return person.code
        return self.badges[step["who"]][step.get("issue", 0) - 1]

    def _inside(self, laptop: Laptop, subject: str, activity: str) -> bool:
        where = programme.activity(laptop.desk, activity).id
        query = "SELECT here FROM attendance WHERE person = ? AND activity = ?"
        row = laptop.desk.db.execute(query, (subject, where)).fetchone()
        return bool(row and row[0])

    def _everybody(self, laptop: Laptop) -> set[str]:
        return {row[0] for row in laptop.desk.db.execute("SELECT id FROM person")}


def plain(text: str) -> str:
    """Return letters that every keyboard has."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return decomposed.encode("ascii", "ignore").decode()


def _lines(desk: Desk, path: Path, kind: str) -> list[tuple[int, str]]:
    """Return who stands on which line of a list, as a person would look them up."""
    return list(intake.subjects(desk, path, kind, roster.opened(path, kind).source))
