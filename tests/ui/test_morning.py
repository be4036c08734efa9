"""A morning at the desk, typed into the real window by keyboard alone."""

from __future__ import annotations

import os
import time
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from checkin import card, demo_stage, demo_steps, paths, programme, summary, timekeeping
from checkin.desk import Desk
from checkin.journal import store
from checkin.model.event import zone
from tests.ui.screen import Screen, Shown, wait_for

pytestmark = [pytest.mark.screen, pytest.mark.xdist_group("screen")]

STORY = tomllib.loads((paths.resources() / "demo" / "story.toml").read_text("utf-8"))
DOORS, CLOSED = "2012-11-22T08:00:00", "2012-11-22T12:30:00"
# One desk meets nobody, and here its plug stays in the wall.
ALONE = {"join", "exchange", "power-cut", "resume"}
COACH = "Reisegruppe Mitteldeutschland"
HALL = "SYM"
UNNAMED = 7  # of the coach, whom no list has
TYPED = {"scan", "group", "walk-in", "substitute"}  # the rest of the morning is office work
BURST = 15  # scans as fast as the keyboard can be
MISTAKES, LATE = {20, 60}, "anmeldungen.csv:61"  # when a wrong badge is scanned, and whose
ECHO = 0.45  # seconds in which Enter may still be the scanner's
SEEING = 0.5  # seconds in which nobody has seen yet what was answered
ALONG = 0.25  # seconds in which a digit may still be the first of a scanner
OPENING = 0.1  # seconds that a person waits for a form

Step = Mapping[str, Any]


def steps() -> Iterator[tuple[str, Step]]:
    """Yield what happens at the one desk, with the time at which it does."""
    for day in STORY["day"]:
        briefed: Counter[str] = Counter()
        for step in day["steps"]:
            briefed[step.get("activity", "")] += step.get("briefed", 0)
        for step in day["steps"]:
            here = {**step, "desk": "A"}
            if step["do"] == "brief":  # the first time all, wherever they were checked in
                here["briefed"] = briefed.pop(step["activity"], 0)
            if step["do"] not in ALONE:
                yield f"{day['date']}T{step['at']}", here


class Congress:
    """The demo congress at one desk: told by verbs but for the morning, which is typed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.stage = demo_stage.Stage(folder, STORY, tuple)
        self.event = folder / demo_stage.FILES["A"]

    @property
    def cast(self) -> dict[str, str]:
        """Return who is who in the story."""
        return self.stage.cast

    def play(
        self, *, until: str = "9999", after: str = "", but: Collection[str] = frozenset()
    ) -> None:
        """Play a part of the story by verbs."""
        for at, told in steps():
            step = told
            if after <= at < until and step["do"] not in but:
                self.stage.set_clock(*at.split("T"))
                # Elsewhere she was entered at another desk.
                if step.get("verdict") == "not-yet-known":
                    step = {**step, "verdict": "welcome"}
                demo_steps.VERBS[step["do"]](self.stage, step)

    def begin(self) -> None:
        """Play until the doors open, and set the clock of the desk to that moment."""
        with self.stage:
            self.play(until=DOORS)
        with Desk(self.event, writing=True) as desk:
            moment = datetime.fromisoformat(DOORS).replace(tzinfo=zone(STORY["event"]["zone"]))
            timekeeping.set_clock(desk, moment)

    def end(self) -> dict[str, Any]:
        """Play the office work of the morning and all that follows, and count."""
        with Desk(self.event, writing=True, now=self.stage.now) as desk:
            self.stage.desks["A"] = desk
            timekeeping.set_clock(desk, desk.event.at(self.stage.now()))
            self.play(after=DOORS, until=CLOSED, but=TYPED)
            self.play(after=CLOSED)
            return summary.figures(desk, STORY["expected"]["activities"])


class Receptionist:
    """Somebody behind the window who has both hands on the keyboard."""

    def __init__(self, congress: Congress, shown: Shown, desk: Desk) -> None:
        self.congress, self.shown, self.desk = congress, shown, desk
        self.hall = programme.activity(desk, HALL).id

    def answer(self, step: Step) -> None:
        """Do what a step of the story asks of the desk."""
        {
            "scan": self.scan,
            "group": self.group,
            "walk-in": self.walk_in,
            "substitute": self.substitute,
        }[step["do"]](step)

    def choose_the_hall(self) -> None:
        """Say in the strip what people are checked in to, as guests without a booking come too."""
        self.shown.press("F5")
        parts = [
            one
            for one in self.desk.programme.activities.values()
            if one.kind not in {"day", "contribution"} and one.start.startswith(DOORS[:10])
        ]
        parts.sort(key=lambda one: (one.start, one.id))
        place = [one.id for one in parts].index(self.hall) + 3  # after the clock and the day
        self.shown.press(str(place))
        time.sleep(ALONG)

    def here(self, person: str) -> bool:
        """Tell whether the journal has somebody in the hall."""
        asked = "SELECT here FROM attendance WHERE person = ? AND activity = ?"
        return bool(store.single(self.desk.db, asked, (person, self.hall)))

    def wait_for(self, *people: str) -> None:
        """Wait until they are in the hall."""
        wait_for(lambda: all(map(self.here, people)), f"{people} in the hall")

    def scan(self, step: Step) -> None:
        """Hold a badge or a ticket under the scanner, or type a name."""
        who = self.congress.cast.get(step.get("who", ""), "")
        if self.here(who) and step.get("verdict", "welcome") == "welcome":
            return  # came as a substitute, checked in when named
        if step.get("by") == "name":
            self.find(who)
            self.shown.press("Return")
        else:
            self.shown.type(self.code(step))
            self.shown.press("Return")
        if step.get("verdict", "welcome") in {"welcome", "attention"}:
            self.wait_for(who)
        if step.get("verdict") in {"attention", "substituted"}:
            time.sleep(ECHO)
            self.shown.press("Return")

    def take_back(self, name: str) -> None:
        """Scan the wrong badge, and take that back."""
        person = self.congress.cast[name]
        self.shown.type(self.congress.stage.badges[name][-1])
        self.shown.press("Return")
        self.wait_for(person)
        time.sleep(SEEING)  # what is taken back is what the window shows as the last act
        self.shown.press("ctrl+z")
        wait_for(lambda: not self.here(person), "the undo")

    def code(self, step: Step) -> str:
        """Return what the scanner reads."""
        if "text" in step:
            return str(step["text"])
        if step.get("by") == "ticket":
            person = self.desk.person(self.congress.cast[step["who"]])
            assert person
            return person.code
        return self.congress.stage.badges[step["who"]][-1]

    def find(self, person: str) -> None:
        """Type a name until it is on the card."""
        wanted = self.desk.person(person)
        assert wanted
        name = plain(wanted.whole_name)
        hits = [one.id for one in self.desk.find(name)]
        self.shown.press("Escape")
        self.shown.type(name)
        if hits == [person]:
            self.shown.press("Return")
        else:
            self.shown.press("Return", str(hits.index(person) + 1))

    def group(self, step: Step) -> None:
        """Check in a delegation, without those who are not there, with those whom no list has."""
        there = [self.congress.cast[name] for name in step["who"]]
        first = self.desk.person(there[0])
        assert first
        delegation = self.desk.delegation(first.delegation)
        assert delegation
        self.shown.press("Escape")
        self.shown.type(plain(delegation.title))
        self.shown.press("Return", "1", "Return")
        time.sleep(OPENING)
        for one in card.members(self.desk, delegation.id):
            if one.id not in there and not one.status:
                self.shown.press("space")
            self.shown.press("Down")
        if delegation.title == COACH:
            self.shown.press("Tab")
            self.shown.type(str(UNNAMED))
            self.shown.press("Return")
        self.shown.press("Return")
        self.wait_for(*there)
        if delegation.title == COACH:
            wait_for(lambda: len(self.new()) == UNNAMED, "the nameless of the coach")
            for number, subject in enumerate(self.new(), 1):
                self.congress.stage.enters(f"walk-in-{number}", self.desk, subject)

    def walk_in(self, step: Step) -> None:
        """Enter a guest whom no list has, in four fields."""
        if step["key"] in self.congress.cast:
            return  # came with the coach
        person = step["person"]
        self.shown.press("Escape", "F3")
        time.sleep(OPENING)
        for text in (
            f"{person['given']} {person['family']}",
            plain(person["organisation"]),
            person["country"],
            person["languages"],
        ):
            self.shown.type(text)
            self.shown.press("Return")
        self.shown.press("space", "Return")
        self.known_as(step["key"])

    def substitute(self, step: Step) -> None:
        """Let somebody come in another's place."""
        self.find(self.congress.cast[step["who"]])
        self.shown.press("F7")
        time.sleep(OPENING)
        person = step["person"]
        self.shown.type(f"{person['given']} {person['family']}")
        self.shown.press("Return", "Return", "Return")
        self.known_as(step["key"])

    def known_as(self, key: str) -> None:
        """Wait until somebody new is in the hall, and give them their name in the story."""
        wait_for(lambda: bool(self.new()), key)
        (subject,) = self.new()
        self.wait_for(subject)
        self.congress.stage.enters(key, self.desk, subject)

    def new(self) -> list[str]:
        """List those whom the story does not know yet, in the order in which they came."""
        known = set(self.congress.cast.values())
        rows = self.desk.db.execute("SELECT id FROM person ORDER BY n")
        return [subject for (subject,) in rows if subject not in known]


def plain(text: str) -> str:
    """Return letters that every keyboard has."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return decomposed.encode("ascii", "ignore").decode()


@pytest.fixture
def congress(tmp_path: Path) -> Congress:
    """Come to the moment when the doors open."""
    made = Congress(tmp_path / "congress")
    made.begin()
    return made


def test_the_window_opens_and_closes_by_keyboard(screen: Screen, congress: Congress) -> None:
    shown = screen.open(congress.event, Path(os.environ["HOME"]))
    for key, title in (("F1", "Keys"), ("ctrl+k", "What do you want to do?")):
        shown.press(key)
        shown.in_front(title)
        shown.press("Escape")
        shown.in_front("checkin")
    assert shown.quit() == ""


def morning() -> list[Step]:
    """List what a receptionist does from the opening of the doors until noon."""
    return [step for at, step in steps() if DOORS <= at < CLOSED and step["do"] in TYPED]


def test_a_morning_by_keyboard_alone_ends_with_the_figures_of_the_congress(
    screen: Screen, congress: Congress
) -> None:
    shown = screen.open(congress.event, Path(os.environ["HOME"]))
    with Desk(congress.event) as desk:
        receptionist = Receptionist(congress, shown, desk)
        receptionist.choose_the_hall()
        for number, step in enumerate(morning()):
            if number in MISTAKES:
                receptionist.take_back(LATE)
            receptionist.answer(step)
        arrived = store.single(
            desk.db, "SELECT attended FROM headcount WHERE activity = ?", (receptionist.hall,)
        )
    assert arrived == STORY["expected"]["activities"][HALL]
    assert shown.quit() == ""
    assert congress.end() == STORY["expected"]


def test_a_burst_of_scans_loses_none_even_behind_a_real_stop(
    screen: Screen, congress: Congress
) -> None:
    shown = screen.open(congress.event, Path(os.environ["HOME"]))
    with Desk(congress.event) as desk:
        receptionist = Receptionist(congress, shown, desk)
        receptionist.choose_the_hall()
        by_badge = [one for one in morning() if one["do"] == "scan" and "by" not in one]
        burst = by_badge[:BURST]
        assert "attention" in [one.get("verdict") for one in burst]
        codes = [receptionist.code(one) for one in burst]
        shown.type("".join(f"{code}\n" for code in codes))
        receptionist.wait_for(*(congress.cast[one["who"]] for one in burst))
    shown.press("Return")
    assert shown.quit() == ""
