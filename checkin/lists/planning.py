"""An import planned beside the desk, which goes on meanwhile, and applied to it as one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from checkin.desk import Desk
from checkin.journal import store
from checkin.journal.entry import LOG_ONLY, Fact, act_name
from checkin.lists.roster import Roster
from checkin.lists.taking import PLANNED, Intake, Progress, Taken, Taking

TRIES = 3  # plans made beside a desk that keeps changing, before it has to wait for one
_HARMLESS = sorted(LOG_ONLY | {"arrived", "left", "handed-out"})
"""Kinds that change neither whom a row means nor what it changes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list is going to change, and for which state of the register that was found out."""

    roster: Roster
    intake: Intake
    rows: tuple[Taken, ...]
    facts: tuple[Fact, ...]
    ends: tuple[int, ...]  # of the batches that are kept at once
    mark: int  # entries of the journal that were known when the planning began

    def batches(self) -> Iterator[tuple[Fact, ...]]:
        """Yield the facts in the batches in which they can be kept."""
        for start, end in pairwise((0, *self.ends)):
            yield self.facts[start:end]


def plan(desk: Desk, roster: Roster, progress: Progress | None = None) -> Plan:
    """Find out what a list would change; the desk is only read, one opened for reading will do."""
    mark: int = store.single(desk.db, "SELECT max(rowid) FROM journal")
    taking = Taking(desk, roster)
    taking.take_all(progress)
    rows, facts, ends = tuple(taking.rows), tuple(taking.facts), tuple(taking.ends)
    return Plan(roster, taking.intake, rows, facts, ends, mark)


def current(desk: Desk, planned: Plan) -> bool:
    """Tell whether nothing has happened since that could make the plan another one."""
    marks = ", ".join("?" * len(_HARMLESS))
    query = f"SELECT 1 FROM journal WHERE rowid > ? AND kind NOT IN ({marks}) LIMIT 1"  # noqa: S608
    return store.single(desk.db, query, (planned.mark, *_HARMLESS)) is None


def apply(desk: Desk, planned: Plan, progress: Progress | None = None) -> Intake:
    """Keep what was planned as one act; where the register has changed, plan again first.

    Raises StoppedError where `progress` does so; nothing is kept then.
    """
    with desk.act():
        if not current(desk, planned):
            planned = plan(desk, planned.roster, progress)
        return replace(planned.intake, act=_keep(desk, planned, progress))


def apply_if_current(desk: Desk, planned: Plan, progress: Progress | None = None) -> Intake | None:
    """Keep what was planned; None where the register has changed and nothing was done."""
    with desk.act():
        return apply(desk, planned, progress) if current(desk, planned) else None


def carry_out(
    planned: Plan, path: Path, write: Callable[..., Any], progress: Progress | None = None
) -> Intake:
    """Apply a plan through `write(verb, *args)`, so that others write as soon as they want to.

    A plan that has become old is made again beside the event file at `path`.
    """
    for _try in range(TRIES):
        intake: Intake | None = write(apply_if_current, planned, progress)
        if intake is not None:
            return intake
        with Desk(path) as reading:
            planned = plan(reading, planned.roster, progress)
    last: Intake = write(apply, planned, progress)
    return last


def _keep(desk: Desk, planned: Plan, progress: Progress | None) -> str | None:
    """Append the facts batch by batch; return the name of the act, None where there are none."""
    names: list[str] = []
    act = None
    for batch in planned.batches():
        if progress:
            progress(len(names), len(planned.facts))
        entries = desk.keep([_placed(fact, names) for fact in batch])
        names += [entry.id for entry in entries]
        act = act or act_name(entries[0].replica, entries[0].act)
    return act


def _placed(fact: Fact, names: list[str]) -> Fact:
    """Name the entries that a fact replaces as they were written at last."""
    over = fact.data.get("over", ())
    if not any(name.startswith(PLANNED) for name in over):
        return fact
    written = [
        names[int(name.removeprefix(PLANNED))] if name.startswith(PLANNED) else name
        for name in over
    ]
    return replace(fact, data={**fact.data, "over": sorted(written)})
