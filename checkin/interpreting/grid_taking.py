"""Taking over the table of a chief interpreter: what it asks for, as far as the rules allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import arrangements, assigning, grid, grid_words, promises, situation
from checkin.interpreting.conflict import Conflict
from checkin.interpreting.grid import Asked, Remark, Taken
from checkin.interpreting.problem import Plan, Promise


@dataclass(frozen=True, slots=True)
class Refused:
    """A promise of a table that a rule is against, or one that it leaves out and that is fixed."""

    promise: Promise
    sheet: str
    line: int
    column: str
    text: str  # of the conflict


@dataclass(frozen=True, slots=True)
class Came:
    """What a table did, or would do."""

    new: Plan
    changed: int  # promises that stay, with another booth, channel or lead
    same: int
    gone: Plan
    refused: tuple[Refused, ...]
    remarks: tuple[Remark, ...]
    act: str | None

    @property
    def faults(self) -> tuple[Remark, ...]:
        """Return what was not understood."""
        return tuple(one for one in self.remarks if one.fault)

    @property
    def whole(self) -> bool:
        """Tell whether nothing is left out."""
        return not (self.refused or self.faults)

    @property
    def told(self) -> str:
        """Return in a sentence what came."""
        text = _(
            "{new} new, {changed} changed, {same} the same, {gone} withdrawn, {rejected} left out."
        )
        counts = {"changed": self.changed, "same": self.same}
        return text.format(
            **counts,
            new=len(self.new),
            gone=len(self.gone),
            rejected=len(self.refused) + len(self.faults),
        )

    @property
    def notes(self) -> tuple[Remark, ...]:
        """Return what says no promise, and is passed on."""
        return tuple(one for one in self.remarks if not one.fault)


def take(  # noqa: PLR0913  a table can be read in that many ways
    desk: Desk,
    path: Path,
    *,
    dry_run: bool = False,
    reason: str = "",
    encoding: str | None = None,
    at: datetime | None = None,
) -> Came:
    """Take a table over as one act; what rules are against is left out, unless for a reason.

    Raises DeskError for a file that is no such table.
    """
    moment = at or desk.moment(None)
    read = grid.read(desk, path, situation.problem(desk, moment), encoding)
    coming, going = read.new, read.gone
    refused: tuple[Refused, ...] = ()
    if not reason:
        coming, going, refused = _allowed(desk, read, moment)
    arranged = [one for one in read.asked if one.promise not in read.new - coming]
    changed = sum(one.promise in read.same for one, _name, _values in _other(desk, arranged))
    act = None
    if not dry_run and (coming or going or arranged):
        with desk.act():
            how = {"at": moment, "override": bool(reason), "reason": reason}
            done = assigning.change(desk, coming, going, **how)  # type: ignore[arg-type]
            acts = [done.act, *_arrange(desk, arranged)]
            act = next(filter(None, acts), None)
    same = len(read.same) - changed
    return Came(coming, changed, same, going, refused, read.remarks, act)


def _allowed(desk: Desk, read: Taken, at: datetime) -> tuple[Plan, Plan, tuple[Refused, ...]]:
    """Return what may come and go, and what is left out of it, the later of two first."""
    coming, going = set(read.new), set(read.gone)
    refused: list[Refused] = []
    while coming or going:
        against = assigning.consequences(desk, coming, going, at=at).conflicts
        if not against:
            break
        out = _concerned(against[0], coming, read) or _concerned(against[0], going, read)
        if out is None:
            out = max(coming or going)
        refused.append(Refused(out, *read.places[out], against[0].text))
        coming.discard(out)
        going.discard(out)
    refused.sort(key=lambda one: _order(read, one.promise))
    return frozenset(coming), frozenset(going), tuple(refused)


def _concerned(against: Conflict, some: Iterable[Promise], read: Taken) -> Promise | None:
    """Return the last promise that has its part in a conflict."""
    found = [
        one
        for one in some
        if one.need in against.needs and (not against.who or one.person in against.who)
    ]
    return max(found, key=lambda one: _order(read, one), default=None)


def _order(read: Taken, one: Promise) -> tuple[str, int, int, str]:
    """Return by what the cells of promises follow each other."""
    sheet, line, column = read.places[one]
    return sheet, line, len(column), column


def _other(desk: Desk, asked: Sequence[Asked]) -> list[tuple[Asked, str, dict[str, str]]]:
    """Return the assignments that stand and of which a table says something else.

    A table that says anywhere who leads says of all others that they do not.
    """
    standing = {(one.need, one.person): one for one in promises.standing(desk)}
    unsaid = {"leader"} if any(one.leader for one in asked) else set()
    found = []
    for one in asked:
        known = standing.get((one.promise.need, one.promise.person))
        said = {"booth": one.booth, "channel": one.channel, "leader": "yes" if one.leader else ""}
        values = {
            name: text
            for name, text in said.items()
            if known and (text or name in unsaid) and text != _read(name, getattr(known, name))
        }
        if known and values:
            found.append((one, known.id, values))
    return found


def _read(name: str, text: str) -> str:
    """Return a field of an assignment as a table can say it."""
    return (grid_words.booth(text) or text) if name == "booth" else text


def _arrange(desk: Desk, asked: Sequence[Asked]) -> list[str | None]:
    return [arrangements.arrange(desk, name, values) for _one, name, values in _other(desk, asked)]
