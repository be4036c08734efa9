"""The plan of interpreters without a screen: looked at, or changed by one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from checkin import plan_actions
from checkin.answering import Command, written
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import solver
from checkin.model.assignment import ARRANGED
from checkin.plan_actions import Said
from checkin.telling import Told


class Action(NamedTuple):
    """One thing that the command does, as one of its options asks."""

    does: Callable[[Desk, Said, datetime], Told]
    writes: bool
    takes: tuple[str, ...] = ()  # the options that say how


_HOW = ("via", "override", "reason")
_ACTIONS = {
    "check": Action(plan_actions.check, writes=False),
    "solve": Action(plan_actions.solve, writes=False, takes=("seconds",)),
    "accept": Action(plan_actions.accept, writes=True, takes=("seconds", "lines")),
    "assign": Action(plan_actions.assign, writes=True, takes=_HOW),
    "withdraw": Action(plan_actions.withdraw, writes=True, takes=("reason",)),
    "swap": Action(plan_actions.swap, writes=True, takes=_HOW),
    "repair": Action(plan_actions.mend, writes=True, takes=("reason",)),
    "arrange": Action(plan_actions.arrange, writes=True, takes=ARRANGED),
    "hold": Action(plan_actions.hold, writes=True),
    "release": Action(plan_actions.release, writes=True),
    "ill": Action(plan_actions.ill, writes=True, takes=("since",)),
    "well": Action(plan_actions.well, writes=True),
    "stand_ins": Action(plan_actions.stand_ins, writes=False),
    "publish": Action(plan_actions.publish, writes=True),
    "acknowledge": Action(plan_actions.acknowledge, writes=True),
    "reached": Action(plan_actions.reach, writes=True),
    "calls": Action(plan_actions.call_list, writes=False),
    "sheet": Action(plan_actions.sheet, writes=False, takes=("out", "day")),
    "hours": Action(plan_actions.worked, writes=False),
    "clock": Action(plan_actions.clock, writes=True),
    "need": Action(plan_actions.add_need, writes=True, takes=plan_actions.OF_A_NEED),
    "change": Action(plan_actions.change_need, writes=True, takes=plan_actions.OF_A_NEED),
    "brief": Action(plan_actions.brief, writes=True),
    "close": Action(plan_actions.close_need, writes=True, takes=("reason",)),
    "open": Action(plan_actions.reopen, writes=True),
    "profile": Action(plan_actions.choose_profile, writes=True),
}
"""What the command does, by the option that asks for it; without one it looks."""

_PLANS = frozenset({"check", "solve", "accept"})  # of which a sheet may be written at once

_OPTIONS = (
    click.option("--check", is_flag=True, help="Say what stands, and what is wrong with it."),
    click.option("--solve", is_flag=True, help="Propose the best plan, and write nothing."),
    click.option("--accept", is_flag=True, help="Propose it, and take it over."),
    click.option("--lines", metavar="1,3", help="Only these lines of the proposal."),
    click.option("--seconds", type=click.FloatRange(0.1), default=solver.SECONDS, help="At most."),
    click.option(
        "--assign",
        nargs=2,
        multiple=True,
        metavar="NEED PERSON",
        help="Promise somebody to a need; given several times, all of it or nothing.",
    ),
    click.option("--withdraw", metavar="ASSIGNMENT", help="Take a promise back."),
    click.option("--swap", nargs=2, metavar="ASSIGNMENT PERSON", help="Take somebody instead."),
    click.option("--repair", metavar="N.M", help="Do what mends a conflict, as --check counts."),
    click.option("--arrange", metavar="ASSIGNMENT", help="Set by what follows how it is done."),
    click.option("--call", metavar="ISO-TIME", default=None, help="When to be there."),
    *(
        click.option(f"--{name}", metavar=name.upper(), default=None)
        for name in ("booth", "channel", "seat")
    ),
    click.option("--leader", type=click.Choice(["yes", ""]), default=None, help="Of the team."),
    click.option("--hold", metavar="ASSIGNMENT", help="No proposal moves it once it is fixed."),
    click.option("--release", metavar="ASSIGNMENT", help="Proposals may move it all the same."),
    click.option("--via", metavar="L", default="", help="The language taken from a pivot."),
    click.option("--override", is_flag=True, help="Do it in spite of rules, with a --reason."),
    click.option("--reason", metavar="TEXT", default="", help="Why."),
    click.option("--ill", metavar="PERSON", help="Somebody is ill."),
    click.option("--since", metavar="ISO-TIME", help="Since when; by default now."),
    click.option("--well", metavar="PERSON", help="Somebody is there again."),
    click.option("--stand-ins", metavar="ASSIGNMENT|PERSON", help="Say who could stand in."),
    click.option("--publish", is_flag=True, help="Publish the plan as a new version."),
    click.option("--acknowledge", metavar="PERSON", help="Somebody has seen the published plan."),
    click.option("--reached", metavar="PERSON", help="Somebody was told of it."),
    click.option("--calls", is_flag=True, help="Say whom to call, and what to tell."),
    click.option("--sheet", metavar="INTERPRETER", help="Write the sheet of somebody, to -o."),
    click.option("-o", "out", type=click.Path(path_type=Path), metavar="FILE"),
    click.option("--day", metavar="YYYY-MM-DD", default="", help="Only this day."),
    click.option("--hours", is_flag=True, help="Say what was worked, and what was planned."),
    click.option("--clock", metavar="PERSON", help="Begin the work of somebody, or end it."),
    click.option("--need", nargs=3, metavar="ACTIVITY|TITLE FROM TO", help="Add a need."),
    click.option("--change", metavar="NEED", help="Change a need by what follows."),
    *(
        click.option(f"--{name}", metavar=name.upper(), default=None)
        for name in plan_actions.OF_A_NEED
    ),
    click.option("--brief", nargs=3, metavar="NEED PART missing|received|passed-on"),
    click.option("--close", metavar="NEED", help="Nobody is to interpret here any more."),
    click.option("--open", metavar="NEED", help="Somebody is to interpret here all the same."),
    click.option("--profile", metavar="NAME", help="Plan by these rules."),
    click.option("--at", metavar="ISO-TIME", help="The time to take for now."),
)


def _with_options(command: Callable[..., Told]) -> Callable[..., Told]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("plan", cls=Command)
@click.argument("event", type=click.Path(path_type=Path))
@_with_options
def plan_command(event: Path, at: str | None, **said: Any) -> Told:
    """Say how the plan of interpreters stands, or change it by one of the options.

    People are named by name or id, needs by id or as in "K07 zh de", assignments by id or as in
    "K07 zh de Pan".
    """
    actions = [_ACTIONS[name] for name in _asked(said)]
    with written(event) if any(one.writes for one in actions) else Desk(event) as desk:
        (told, text), *more = [one.does(desk, said, desk.moment(at)) for one in actions]
        return ({**told, "sheet": more[0][0]}, f"{text}\n{more[0][1]}") if more else (told, text)


def _asked(said: Said) -> list[str]:
    """Return what is asked for: one thing, with the options that say how, and a sheet of it."""
    context = click.get_current_context()
    given = [
        name
        for name in said
        if context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT
    ]
    asked = [name for name in given if name in _ACTIONS]
    one, sheets = [name for name in asked if name != "sheet"], asked.count("sheet")
    if len(one) > 1 or (sheets and one and one[0] not in _PLANS):
        names = ", ".join(map(_option, asked))
        raise click.UsageError(_("Say one thing at a time: {names}.").format(names=names))
    chosen = [*one, *["sheet"][:sheets]] or ["check"]
    takes = {option for name in chosen for option in (name, *_ACTIONS[name].takes)}
    stray = [name for name in given if name not in takes]
    if stray:
        text = _("{option} says nothing of {name}.")
        raise click.UsageError(text.format(option=_option(stray[0]), name=_option(chosen[0])))
    return chosen


def _option(name: str) -> str:
    return "-o" if name == "out" else "--" + name.replace("_", "-")
