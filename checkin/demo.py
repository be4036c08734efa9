"""The scripted congress: invented lists, played on three desks through the verbs of a desk."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from checkin import exchange, paths, people, programme, telling
from checkin.attendance import groups, scanning, tallies
from checkin.badges import drawing, layouts, sheets, wearers
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.i18n import gettext as _
from checkin.lists import exports, intake
from checkin.model.event import zone
from checkin.model.person import Person

FILES = {"A": "event.checkin", "B": "desk-b.checkin", "C": "desk-c.checkin"}  # of the desks
POST = "exchange"  # the folder by which they meet

Step = Mapping[str, Any]
Turns = Callable[[Sequence[str]], Sequence[str]]  # the desks of an exchange, as told -> as played

_LISTS = paths.resources() / "demo"
_OF_NOW = {"here", "in_house"}  # figures that the story does not promise


class UnlikeStoryError(Exception):
    """The program did otherwise than the story says: a fault of the program, or of the story."""


def play(folder: Path, turns: Turns = tuple) -> tuple[dict[str, Any], str]:
    """Play the congress in an empty folder; return what came of it, for programs and in words.

    Raises DeskError where the folder is not empty or cannot be written; it is then as it was.
    """
    story = tomllib.loads((_LISTS / "story.toml").read_text("utf-8"))
    with _unless_it_fails(folder), _Stage(folder.resolve(), story, turns) as stage:
        for day in story["day"]:
            for step in day["steps"]:
                stage.set_clock(day["date"], step["at"])
                _VERBS[step["do"]](stage, step)
        return _summary(stage)


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
    moved = programme.delay(stage.at(step)[0], stage.activity(step), step["minutes"])
    _must(step, moved, step["moved"])


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
    "walk-in": _walk_in,
    "join": _join,
    "exchange": _exchange,
    "power-cut": _power_cut,
    "resume": _resume,
}


# What came of it #########################################################################


def figures(desk: Desk, activities: Iterable[str]) -> dict[str, Any]:
    """Count what the story promises; activities go by their ids in the programme."""
    there = _attended(desk, "activity")
    return {
        **{name: n for name, n in tallies.tally(desk).total.items() if name not in _OF_NOW},
        "abroad": _attended(desk, "origin")["abroad"],
        "abroad_by_residence": _attended(desk, "origin", "residence")["abroad"],
        "delegations": _attended(desk, "delegation"),
        "countries": _attended(desk, "country"),
        "days": _attended(desk, "day"),
        "activities": {name: there[programme.activity(desk, name).id] for name in activities},
    }


def _attended(desk: Desk, by: str, abroad: str = "organisation") -> dict[str, int]:
    counted = tallies.tally(desk, by, abroad=abroad)
    return {row["key"]: row["attended"] for row in counted.rows if row["key"]}


def _summary(stage: _Stage) -> tuple[dict[str, Any], str]:
    """Count at every desk, write the lists, and return all figures."""
    promised = stage.story["expected"]
    for label, one in stage.desks.items():
        counted = figures(one, promised["activities"])
        _must({"desk": label, "counted": list(counted)}, counted, promised)
    desk = stage.desks["A"]
    layout, sheet = layouts.layout("a6"), sheets.sheet("a6")
    printout = drawing.draw(wearers.badges(desk), layout, sheet, stage.folder / "badges.pdf")
    exports.export(desk, "attendance", stage.folder / "attendance.xlsx")
    summary = {
        "event": desk.event.title,
        **counted,
        "rule": tallies.tally(desk, "origin").text,
        "as_of": telling.as_of(desk, desk.this_moment()),
        "scans": dict(stage.scans.most_common()),
        "badges": printout.badges,
        "files": [*FILES.values(), POST, "attendance.xlsx", "badges.pdf", "summary.json"],
    }
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    (stage.folder / "summary.json").write_text(text + "\n", "utf-8")
    return summary, _text(desk, summary)


def _text(desk: Desk, summary: Mapping[str, Any]) -> str:
    """Return the figures in columns, the rule they were counted by, and what came from where."""
    _told, table = telling.tally(desk, tallies.tally(desk), desk.this_moment())
    labels = {
        "delegations": _("by delegation"),
        "countries": _("by country"),
        "abroad": _("from abroad"),
        "abroad_by_residence": _("living abroad"),
        "days": _("by day"),
        "activities": _("by activity"),
        "scans": _("answers to scans"),
        "badges": _("badges"),
    }
    width = max(map(len, labels.values()))
    lines = [summary["event"], "", table, ""]
    for name, label in labels.items():
        told = summary[name]
        text = ", ".join(f"{key} {told[key]}" for key in told) if isinstance(told, dict) else told
        lines.append(f"{label:<{width}}  {text}")
    files = {"folder": desk.path.parent, "files": ", ".join(summary["files"])}
    return "\n".join([*lines, "", _("{folder} holds {files}.").format(**files)])
