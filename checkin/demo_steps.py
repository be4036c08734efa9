"""What happens in the demo congress, step by step, through the verbs of a desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checkin import buses, demo_plan, exchange, people, rescheduling, visits
from checkin.attendance import groups, scanning
from checkin.demo_stage import FILES, LISTS, POST, Stage, Step, must
from checkin.desk import Desk
from checkin.lists import intake


def _import(stage: Stage, step: Step) -> None:
    path, kind, (desk, _who) = LISTS / step["file"], step["as"], stage.at(step)
    taken = intake.take_in(desk, path, kind)
    must(step, (taken.changed, taken.same, taken.rejected), (0, 0, []))
    if kind in {"people", "interpreters"}:
        for line, subject in intake.subjects(desk, path, kind, taken.source):
            stage.enters(f"{path.name}:{line}", desk, subject)


def _correct(stage: Stage, step: Step) -> None:
    desk, who = stage.at(step)
    must(step, [one for one in who if people.correct(desk, one, step["set"])], who)


def _substitute(stage: Stage, step: Step) -> None:
    desk, original = stage.one(step)
    stage.enters(step["key"], desk, people.substitute(desk, original.id, step["person"]).id)


def _cancel(stage: Stage, step: Step) -> None:
    desk, who = stage.at(step)
    must(step, [one for one in who if people.cancel(desk, one)], who)


def _hand_out(stage: Stage, step: Step) -> None:
    desk, who = stage.at(step)
    must(step, people.hand_out(desk, who), len(who))


def _book(stage: Stage, step: Step) -> None:
    desk, who = stage.at(step)
    must(step, people.book(desk, who, stage.activity(step), step["status"]), len(who))


def _reissue(stage: Stage, step: Step) -> None:
    desk, person = stage.one(step)
    stage.badges[step["who"]].append(people.reissue(desk, person.id, step["reason"]))


def _delay(stage: Stage, step: Step) -> None:
    moved = rescheduling.delay(stage.at(step)[0], stage.activity(step), step["minutes"])
    must(step, len(moved.moved), step["moved"])


def _scan(stage: Stage, step: Step) -> None:
    (desk, _who), where = stage.at(step), stage.activity(step)
    outcome = scanning.scan(desk, _shown(stage, step), activity=where, out=step.get("out", False))
    stage.scans[outcome.verdict.value] += 1
    must(step, outcome.verdict, step.get("verdict", "welcome"))


def _shown(stage: Stage, step: Step) -> str:
    """Return what comes before the scanner: any text, a ticket, or the badge."""
    if "text" in step:
        return str(step["text"])
    if step.get("by") == "ticket":
        return stage.one(step)[1].code
    if step.get("by") == "name":
        desk, person = stage.one(step)
        hits = desk.find(person.whole_name, 5)
        must(step, [one for one in hits if one.id == person.id], [person])
    issue: int = step.get("issue", 0)  # 0: the newest
    return stage.badges[step["who"]][issue - 1]


def _group(stage: Stage, step: Step) -> None:
    desk, who = stage.at(step)
    must(step, len(groups.check_in(desk, who, stage.activity(step))), len(who))


def _board(stage: Stage, step: Step) -> None:
    """Let all who are expected board a leg, but for those whom the story names."""
    (desk, late), leg = stage.at({"who": [], **step}), stage.activity(step)
    expected = [one.id for one in buses.roll(desk, leg).expected]
    came = buses.board_all(desk, leg, [one for one in expected if one not in late])
    must(step, len(came), step["boarded"])
    left = buses.depart(desk, leg)
    must(step, sorted(one.person.id for one in left.missing), sorted(late))


def _alight(stage: Stage, step: Step) -> None:
    (desk, _who), leg = stage.at(step), stage.activity(step)
    must(step, buses.alight(desk, leg), step["off"])


def _brief(stage: Stage, step: Step) -> None:
    (desk, _who), where = stage.at(step), stage.activity(step)
    visit = desk.activity(where)
    due = visits.unbriefed(desk, visit) if visit else []
    must(step, visits.brief(desk, where, due), step["briefed"])


def _walk_in(stage: Stage, step: Step) -> None:
    desk, _who = stage.at(step)
    stage.enters(step["key"], desk, people.enter(desk, step["person"]).id)
    _scan(stage, {**step, "who": step["key"]})


def _join(stage: Stage, step: Step) -> None:
    post, label = stage.folder / POST, step["desk"]
    post.mkdir(exist_ok=True)
    exchange.sync(stage.desks["A"], post)
    stage.desks[label] = exchange.join(stage.folder / FILES[label], post, label, stage.now)


def _exchange(stage: Stage, step: Step) -> None:
    """Let the desks take turns until nobody has anything new to tell."""
    order = stage.turns(step["order"])
    for _round in range(len(order) + 1):  # one to tell, one to hear, one to see that all is told
        met = [exchange.sync(stage.desks[label], stage.folder / POST) for label in order]
        must(step, [one.refused for one in met], [()] * len(order))
        if not any(one.written or one.new for one in met):
            return
    must(step, "still telling", "all is told")


def _power_cut(stage: Stage, step: Step) -> None:
    """Leave of a desk only what lies on its disk at this moment, as when the plug is pulled."""
    desk = stage.desks.pop(step["desk"])
    stage.answered[desk.label] = desk.last_act()
    image = {path: path.read_bytes() for path in (desk.path, Path(f"{desk.path}-wal"))}
    desk.close()
    for path, content in image.items():
        path.write_bytes(content)


def _resume(stage: Stage, step: Step) -> None:
    path = stage.folder / FILES[step["desk"]]
    desk = stage.desks[step["desk"]] = Desk(path, writing=True, now=stage.now)
    must(step, (desk.renewed, desk.last_act()), (False, stage.answered[desk.label]))


VERBS: dict[str, Callable[[Stage, Step], None]] = {
    "import": _import,
    "correct": _correct,
    "substitute": _substitute,
    "cancel": _cancel,
    "hand-out": _hand_out,
    "book": _book,
    "reissue": _reissue,
    "delay": _delay,
    "ill": demo_plan.ill,
    "listen": demo_plan.listen,
    "plan": demo_plan.plan,
    "publish": demo_plan.publish,
    "acknowledge": demo_plan.acknowledge,
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
"""What a step of the story does, by the word it is told with."""
