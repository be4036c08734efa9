"""A mixed integer program, and the run of CBC that solves it."""

from __future__ import annotations

import math
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pulp

from checkin.errors import DeskError
from checkin.i18n import gettext as _

Terms = dict[pulp.LpVariable, float]
"""A sum of variables, each with its factor."""

_MODEL, _START, _FOUND = "plan.mps", "start.sol", "found.sol"
_OPTIONS = (
    *("-preprocess", "off"),  # it takes programs with a plan for such without one
    *("-passCuts", "2", "-passFeasibilityPump", "5"),  # of which more are slow, and find no better
    # Threads stay at 0: with 1 it now and then waits ten seconds for its other thread.
    *("-randomCbcSeed", "1", "-randomSeed", "1", "-timeMode", "cpu"),
)
_SPENT = re.compile(r"^Total time \(CPU seconds\):\s+([\d.]+)", re.MULTILINE)
_BOUND = re.compile(r"^Lower bound:\s+(-?[\d.]+(?:e[+-]?\d+)?)", re.MULTILINE)
SURE = 1e-6  # what CBC takes for a whole number
_NEARLY = 1e-4
_LOOK = 0.02  # seconds between two questions whether to stop


class Stopped(Exception):  # noqa: N818  nothing went wrong
    """Somebody wants no answer any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What CBC found: the variables that are not 0, or None where it found no solution."""

    values: Mapping[str, float] | None = None
    optimal: bool = False  # that there is no better one
    bound: float | None = None  # no solution is better, where the time ran out
    seconds: float = 0.0  # of computing


class Program:
    """Variables between bounds, linear constraints, something to make small."""

    def __init__(self) -> None:
        self.lp = pulp.LpProblem("plan", pulp.LpMinimize)
        self._variables = 0
        self._binaries: list[str] = []

    def binary(self, low: int = 0) -> pulp.LpVariable:
        """Return a new variable that is 0 or 1."""
        found = self._variable(low, 1, pulp.LpInteger)
        self._binaries.append(found.name)
        return found

    def part(self, up: float | None = 1) -> pulp.LpVariable:
        """Return a new variable of at least 0, of which the constraints make a whole number."""
        return self._variable(0, up, pulp.LpContinuous)

    def _variable(self, low: float, up: float | None, kind: str) -> pulp.LpVariable:
        self._variables += 1  # in the order of their names, which is that of their making
        return self.lp.add_variable(f"v{self._variables:06d}", low, up, kind)

    def at_most(self, terms: Terms, limit: float) -> None:
        """Demand that a sum is not greater than a limit."""
        self._demand(terms, pulp.LpConstraintLE, limit)

    def at_least(self, terms: Terms, limit: float) -> None:
        """Demand that a sum is not less than a limit."""
        self._demand(terms, pulp.LpConstraintGE, limit)

    def equal(self, terms: Terms, value: float) -> None:
        """Demand that a sum has a value."""
        self._demand(terms, pulp.LpConstraintEQ, value)

    def _demand(self, terms: Terms, sense: int, value: float) -> None:
        if terms:  # CBC cannot read an empty row
            self.lp += pulp.LpConstraint(pulp.LpAffineExpression(terms), sense, rhs=value)

    def keep(self, terms: Terms, limit: float) -> None:
        """Demand that a sum stays within a limit; fix what that leaves no choice."""
        best = {one: one.lowBound if by > 0 else one.upBound for one, by in terms.items()}
        room = math.inf
        if None not in best.values():
            room = limit - sum(by * best[one] for one, by in terms.items())
        for one, by in terms.items():
            whole = one.cat == pulp.LpInteger
            if abs(by) > room + SURE and (whole or room <= SURE):
                one.lowBound = one.upBound = best[one]
        if room > SURE:
            self.at_most(terms, limit)

    def minimize(
        self,
        terms: Terms,
        seconds: float,
        start: Mapping[str, float],
        stop: Callable[[], bool],
    ) -> Answer:
        """Make a sum as small as can be, beginning with known values of variables.

        The time is that of computing. Raises Stopped soon after `stop` says so; then CBC has ended.
        """
        if stop():
            raise Stopped
        self.lp.setObjective(pulp.LpAffineExpression(terms))
        with tempfile.TemporaryDirectory(prefix="checkin-plan-") as name:
            folder = Path(name)
            self.lp.writeMPS(str(folder / _MODEL))
            words = [_MODEL]
            if start:
                _write_start(folder / _START, start)
                words += ["-mipstart", _START]
            words += ["-sec", f"{seconds:.2f}", *_OPTIONS]
            told = _run([*words, "-solve", "-solution", _FOUND], folder, stop)
            answer = _answer(folder / _FOUND, told)
        # Where its time runs out amid a linear program, CBC may write down what is no solution, and
        # may even call that optimal.
        whole = answer.values is not None and self._whole(answer.values)
        optimal = whole and answer.optimal and answer.seconds < seconds
        return replace(answer, values=answer.values if whole else None, optimal=optimal)

    def _whole(self, values: Mapping[str, float]) -> bool:
        """Tell whether everything is a whole number that has to be one."""
        return all(
            abs(value - round(value)) < _NEARLY
            for value in (values.get(name, 0.0) for name in self._binaries)
        )


def total(*sums: Terms) -> Terms:
    """Return the sum of sums."""
    found: Terms = {}
    for terms in sums:
        for variable, factor in terms.items():
            found[variable] = found.get(variable, 0) + factor
    return found


def times(factor: float, terms: Terms) -> Terms:
    """Return a sum times a number."""
    return {variable: factor * own for variable, own in terms.items()}


def plain(variables: Iterable[pulp.LpVariable]) -> Terms:
    """Return the sum of some variables."""
    return dict.fromkeys(variables, 1.0)


def _run(words: list[str], folder: Path, stop: Callable[[], bool]) -> str:
    """Run CBC in a folder, whose files it knows by names without blanks; return what it says."""
    log = folder / "cbc.log"
    path = str(Path(pulp.PULP_CBC_CMD.pulp_cbc_path).resolve())
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0) if os.name == "nt" else 0
    with log.open("wb") as out:
        try:
            cbc = subprocess.Popen(  # noqa: S603  the program that PuLP brings, with our own words
                [path, *words],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                creationflags=hidden,
            )
        except OSError as error:
            text = _("The solver CBC cannot be started: {reason}")
            raise DeskError(text.format(reason=error)) from error
        try:
            while _runs(cbc):
                if stop():
                    raise Stopped
        finally:
            cbc.kill()
            cbc.wait()
    return log.read_text("utf-8", "replace")


def _runs(cbc: subprocess.Popen[bytes]) -> bool:
    try:
        cbc.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return True
    return False


def _write_start(path: Path, start: Mapping[str, float]) -> None:
    lines = (f"{n} {name} {value:g} 0" for n, (name, value) in enumerate(sorted(start.items())))
    path.write_text("\n".join(("Stopped on time - objective value 0", *lines, "")), "utf-8")


def _answer(path: Path, told: str) -> Answer:
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    status = lines[0].lower() if lines else ""
    bound, spent = _BOUND.search(told), _SPENT.search(told)
    values = None
    if status.startswith(("optimal", "stopped")) and "no integer solution" not in status:
        # Number, name, value, cost; what is 0 is left out, stars mark what is not quite in bounds.
        rows = [line.replace("**", "").split() for line in lines[1:]]
        values = {row[1]: float(row[2]) for row in rows}
    return Answer(
        values,
        optimal=values is not None and status.startswith("optimal"),
        bound=float(bound[1]) if bound else None,
        seconds=float(spent[1]) if spent else 0.0,
    )
