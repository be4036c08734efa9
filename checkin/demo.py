"""The scripted congress: invented lists, played on three desks through the verbs of a desk."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from checkin import buses, demo_clock, exchange, paths, people, programme, rescheduling, visits
from checkin.attendance import groups, scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.i18n import gettext as _
from checkin.lists import intake
from checkin.model.event import zone
from checkin.model.person import Person
from checkin.summary import figures, left

FILES = {"A": "event.checkin", "B": "desk-b.checkin", "C": "desk-c.checkin"}  # of the desks
POST = "exchange"  # the folder by which they meet
SCREENS, MORNING_FOLDER = "screens", "morning"  # of pictures, and of the desks a person goes on at
MORNING = datetime.fromisoformat("2012-11-22T08:13:00+01:00")
"""When the first third is here, a coach is about to come, and a person goes on at desk A."""

Step = Mapping[str, Any]
Turns = Callable[[Sequence[str]], Sequence[str]]  # the desks of an exchange, as told -> as played
Screens = Callable[[Path], bool]  # leaves pictures of the window in a folder, if it can

_LISTS = paths.resources() / "demo"


class UnlikeStoryError(Exception):
    """The program did otherwise than the story says: a fault of the program, or of the story."""


def play(
    folder: Path, turns: Turns = tuple, screens: Screens | None = None
) -> tuple[dict[str, Any], str]:
    """Play the congress in an empty folder; return what came of it, for programs and in words.

    Raises DeskError where the folder is not empty or cannot be written; it is then as it was.
    """
    with _staged(folder, turns) as stage:
        stage.perform()
        return _ended(stage, screens)


def play_morning(folder: Path) -> Path:
    """Play the congress in an empty folder up to MORNING; return the event file of desk A.

    Its window runs on a clock of its own, which goes on from there. Raises DeskError as `play`.
    """
    with _staged(folder, tuple) as stage:
        stage.perform(MORNING)
        _exchange(stage, {"order": list(FILES)})
        for desk in stage.desks.values():
            demo_clock.mark(desk, stage.clock)
        return folder / FILES["A"]


@contextmanager
def _staged(folder: Path, turns: Turns) -> Iterator[_Stage]:
    """Set the stage in an empty folder, which is left empty unless all goes well."""
    story = tomllib.loads((_LISTS / "story.toml").read_text("utf-8"))
    with _unless_it_fails(folder), _Stage(folder.resolve(), story, turns) as stage:
        yield stage


@contextmanager
def _unless_it_fails(folder: Path) -> Iterator[None]:
    """Make a folder, or take an empty one; leave nothing in it unless all went well."""
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            sentence = _("{folder} is not empty. Name an empty or a new folder for the demo.")
            raise DeskError(sentence.format(folder=folder))
        try:
            yield
        except BaseException:
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if new:
                folder.rmdir()
            raise
    except OSError as error:
        sentence = _("The demo cannot be made in {folder} ({reason}).")
        raise DeskError(sentence.format(folder=folder, reason=error.strerror)) from error


@dataclass
class _Stage:
    """Where the story is played: the clock, the desks, and who is who."""

    folder: Path
    story: dict[str, Any]
    turns: Turns
    clock: int = 0  # milliseconds since 1970
    desks: dict[str, Desk] = field(default_factory=dict)
    cast: dict[str, str] = field(default_factory=dict)  # FILE:LINE or key -> subject
    badges: dict[str, list[str]] = field(default_factory=dict)  # -> codes, the newest last
    answered: dict[str, str | None] = field(default_factory=dict)  # a desk's last act before a cut
    scans: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        event, first = self.story["event"], self.story["day"][0]
        self.set_clock(first["date"], first["steps"][0]["at"])
        desk = found(
            self.folder / FILES["A"],
            title=event["title"],
            first=date.fromisoformat(event["first_day"]),
            last=date.fromisoformat(event["last_day"]),
            zone_name=event["zone"],
            label="A",
            now=self.now,
        )
        self.desks["A"] = desk
        desk.write(*desk.change("changed", desk.event.id, event))
        return self

    def __exit__(self, *_error: object) -> None:
        for desk in self.desks.values():
            desk.close()

    def perform(self, until: datetime | None = None) -> None:
        """Let happen what the story tells, up to a moment."""
        for day in self.story["day"]:
            for step in day["steps"]:
                self.set_clock(day["date"], step["at"])
                if until and self.clock > until.timestamp() * 1000:
                    self.clock = round(until.timestamp() * 1000)
                    return
                _VERBS[step["do"]](self, step)

    def now(self) -> int:
        """Return the time in the story."""
        return self.clock

    def set_clock(self, day: str, time: str) -> None:
        """Go on to a moment of the story."""
        moment = datetime.fromisoformat(f"{day}T{time}")
        moment = moment.replace(tzinfo=zone(self.story["event"]["zone"]))
        self.clock = round(moment.timestamp() * 1000)

    def at(self, step: Step) -> tuple[Desk, list[str]]:
        """Return the desk of a step, and the subjects of those whom it concerns."""
        who = step.get("who", [])
        names = [who] if isinstance(who, str) else who
        return self.desks[step["desk"]], [self.cast[name] for name in names]

    def one(self, step: Step) -> tuple[Desk, Person]:
        """Return the desk of a step, and the one person whom it concerns, as the desk knows it."""
        desk, (subject,) = self.at(step)
        person = desk.person(subject)
        assert person, dict(step)  # noqa: S101  the story speaks of nobody else
        return desk, person

    def activity(self, step: Step) -> str:
        """Return the activity of a step, which the story calls by its id in the programme."""
        return programme.activity(self.desks[step["desk"]], step["activity"]).id

    def enters(self, name: str, desk: Desk, subject: str) -> None:
        """Give somebody a name in the story, and a badge."""
        self.cast[name] = subject
        self.badges[name] = [desk.badge_code(subject)]


def _must(step: Step, came: object, promised: object) -> None:
    if came != promised:
        raise UnlikeStoryError(f"{dict(step)}: {came} instead of {promised}")


# What happens ############################################################################


def _import(stage: _Stage, step: Step) -> None:
    path, kind, (desk, _who) = _LISTS / step["file"], step["as"], stage.at(step)
    taken = intake.take_in(desk, path, kind)
    _must(step, (taken.changed, taken.same, taken.rejected), (0, 0, []))
    if kind in {"people", "interpreters"}:
        for line, subject in intake.subjects(desk, path, kind, taken.source):
            stage.enters(f"{path.name}:{line}", desk, subject)


def _correct(stage: _Stage, step: Step) -> None:
    desk, who = stage.at(step)
    _must(step, [one for one in who if people.correct(desk, one, step["set"])], who)


def _substitute(stage: _Stage, step: Step) -> None:
    desk, original = stage.one(step)
    stage.enters(step["key"], desk, people.substitute(desk, original.id, step["person"]).id)


def _cancel(stage: _Stage, step: Step) -> None:
    desk, who = stage.at(step)
    _must(step, [one for one in who if people.cancel(desk, one)], who)


def _hand_out(stage: _Stage, step: Step) -> None:
    desk, who = stage.at(step)
    _must(step, people.hand_out(desk, who), len(who))


def _book(stage: _Stage, step: Step) -> None:
    desk, who = stage.at(step)
    _must(step, people.book(desk, who, stage.activity(step), step["status"]), len(who))


def _reissue(stage: _Stage, step: Step) -> None:
    desk, person = stage.one(step)
    stage.badges[step["who"]].append(people.reissue(desk, person.id, step["reason"]))


def _delay(stage: _Stage, step: Step) -> None:
    moved = rescheduling.delay(stage.at(step)[0], stage.activity(step), step["minutes"])
    _must(step, len(moved.moved), step["moved"])


def _scan(stage: _Stage, step: Step) -> None:
    (desk, _who), where = stage.at(step), stage.activity(step)
    outcome = scanning.scan(desk, _shown(stage, step), activity=where, out=step.get("out", False))
    stage.scans[outcome.verdict.value] += 1
    _must(step, outcome.verdict, step.get("verdict", "welcome"))


def _shown(stage: _Stage, step: Step) -> str:
    """Return what comes before the scanner: any text, a ticket, or the badge."""
    if "text" in step:
        return str(step["text"])
    if step.get("by") == "ticket":
        return stage.one(step)[1].code
    if step.get("by") == "name":
        desk, person = stage.one(step)
        hits = desk.find(person.whole_name, 5)
        _must(step, [one for one in hits if one.id == person.id], [person])
    issue: int = step.get("issue", 0)  # 0: the newest
    return stage.badges[step["who"]][issue - 1]


def _group(stage: _Stage, step: Step) -> None:
    desk, who = stage.at(step)
    _must(step, len(groups.check_in(desk, who, stage.activity(step))), len(who))


def _board(stage: _Stage, step: Step) -> None:
    """Let all who are expected board a leg, but for those whom the story names."""
    (desk, late), leg = stage.at({"who": [], **step}), stage.activity(step)
    expected = [one.id for one in buses.roll(desk, leg).expected]
    came = buses.board_all(desk, leg, [one for one in expected if one not in late])
    _must(step, len(came), step["boarded"])
    left = buses.depart(desk, leg)
    _must(step, sorted(one.person.id for one in left.missing), sorted(late))


def _alight(stage: _Stage, step: Step) -> None:
    (desk, _who), leg = stage.at(step), stage.activity(step)
    _must(step, buses.alight(desk, leg), step["off"])


def _brief(stage: _Stage, step: Step) -> None:
    (desk, _who), where = stage.at(step), stage.activity(step)
    visit = desk.activity(where)
    due = visits.unbriefed(desk, visit) if visit else []
    _must(step, visits.brief(desk, where, due), step["briefed"])


def _walk_in(stage: _Stage, step: Step) -> None:
    desk, _who = stage.at(step)
    stage.enters(step["key"], desk, people.enter(desk, step["person"]).id)
    _scan(stage, {**step, "who": step["key"]})


def _join(stage: _Stage, step: Step) -> None:
    post, label = stage.folder / POST, step["desk"]
    post.mkdir(exist_ok=True)
    exchange.sync(stage.desks["A"], post)
    stage.desks[label] = exchange.join(stage.folder / FILES[label], post, label, stage.now)


def _exchange(stage: _Stage, step: Step) -> None:
    """Let the desks take turns until nobody has anything new to tell."""
    order = stage.turns(step["order"])
    for _round in range(len(order) + 1):  # one to tell, one to hear, one to see that all is told
        met = [exchange.sync(stage.desks[label], stage.folder / POST) for label in order]
        _must(step, [one.refused for one in met], [()] * len(order))
        if not any(one.written or one.new for one in met):
            return
    _must(step, "still telling", "all is told")


def _power_cut(stage: _Stage, step: Step) -> None:
    """Leave of a desk only what lies on its disk at this moment, as when the plug is pulled."""
    desk = stage.desks.pop(step["desk"])
    stage.answered[desk.label] = desk.last_act()
    image = {path: path.read_bytes() for path in (desk.path, Path(f"{desk.path}-wal"))}
    desk.close()
    for path, content in image.items():
        path.write_bytes(content)


def _resume(stage: _Stage, step: Step) -> None:
    path = stage.folder / FILES[step["desk"]]
    desk = stage.desks[step["desk"]] = Desk(path, writing=True, now=stage.now)
    _must(step, (desk.renewed, desk.last_act()), (False, stage.answered[desk.label]))


_VERBS: dict[str, Callable[[_Stage, Step], None]] = {
    "import": _import,
    "correct": _correct,
    "substitute": _substitute,
    "cancel": _cancel,
    "hand-out": _hand_out,
    "book": _book,
    "reissue": _reissue,
    "delay": _delay,
    "ill": _correct,
    "scan": _scan,
    "group": _group,
    "board": _board,
    "brief": _brief,
    "alight": _alight,
    "walk-in": _walk_in,
    "join": _join,
    "exchange": _exchange,
    "power-cut": _power_cut,
    "resume": _resume,
}


# What came of it #########################################################################


def _ended(stage: _Stage, screens: Screens | None) -> tuple[dict[str, Any], str]:
    """Count at every desk, compare with what the story promises, and leave lists and figures."""
    promised = stage.story["expected"]
    for label, one in stage.desks.items():
        counted = figures(one, promised["activities"])
        _must({"desk": label, "counted": list(counted)}, counted, promised)
    files = [*FILES.values(), POST]
    if screens and screens(stage.folder):
        files.append(SCREENS)
    return left(stage.desks["A"], counted, stage.scans, files)
