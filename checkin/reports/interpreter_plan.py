"""The plan of all interpreters for their chief: clashes, people by time, needs, and the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from checkin.attendance import as_of
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.interpreting import own_words, profile_words, publishing, rule_words
from checkin.interpreting.conflict import HARD, Conflict
from checkin.interpreting.own_plan import OwnPlan
from checkin.interpreting.problem import Demand
from checkin.model.moment import instant
from checkin.paper import listing
from checkin.paper.listing import Column, Heading, Listing, Printed, Row
from checkin.reports import plan_rows
from checkin.reports.plan_rows import COLUMNS, Whole
from checkin.tables.writing import write_csv, write_xlsx
from checkin.vocabulary import modes, naming

SLOTS = 6  # columns of time on a page
_ROW, _TALL = 9.0, 11.0  # mm
_PIECE = 210  # characters that a row of clashes has room for

Span = tuple[datetime, datetime]


def write(desk: Desk, out: Path, day: str = "", at: datetime | None = None) -> Printed:
    """Write the plan of a day, or of all, as PDF, whole or not at all; raises DeskError."""
    plan_rows.require_day(desk, day)
    found = plan_rows.whole(desk, at, day)
    printed = listing.write(out, drawn_up(desk, found), _("Interpreter plan"))
    people = sum(bool(one.lines) for one in found.plans)
    return Printed(people, printed.pages, printed.missing)


def export(desk: Desk, out: Path, preset: str = "raw", at: datetime | None = None) -> int:
    """Write it as PDF, CSV or XLSX by its ending, and return how many rows a table of it has."""
    found = plan_rows.whole(desk, at)
    rows = plan_rows.rows(found)
    ending = out.suffix.lower()
    if ending == ".xlsx":
        return write_xlsx(out, COLUMNS, rows, _("Interpreter plan"))
    if ending == ".csv":
        return write_csv(out, COLUMNS, rows, preset)
    listing.write(out, drawn_up(desk, found), _("Interpreter plan"))
    return len(rows)


def drawn_up(desk: Desk, found: Whole) -> list[Listing]:
    """Return the lists of the plan: clashes on top, people by time, needs, the profile."""
    head = _Head(desk, found)
    days = sorted({one.demand.day for one in found.wanted})
    return [
        head.clashes(),
        *(made for day in days for made in head.people(day)),
        head.needs(),
        head.profile(),
    ]


class _Head:
    """What stands above every list of one plan."""

    def __init__(self, desk: Desk, found: Whole) -> None:
        self._desk, self._found = desk, found
        self._title = _("Interpreter plan: {event}").format(event=desk.event.title)
        self._as_of = as_of.sentence(as_of.stands(desk, found.at), found.at)
        profile = found.problem.profile
        self._below = _("Rules: {profile} · {versions}").format(
            profile=profile.title, versions=_versions(desk, found.plans)
        )

    def clashes(self) -> Listing:
        """Return what is wrong with the plan, the worst first."""
        stops = sum(one.severity == "stop" for one in self._found.conflicts)
        lines: list[Row | Heading] = []
        for severity, some in groupby(self._found.conflicts, lambda one: one.severity):
            lines.append(Heading(_severity(severity)))
            lines += [row for one in some for row in _clash(one)]
        count = ngettext("{n} clash", "{n} clashes", stops).format(n=stops)
        return self._listing(
            _("Clashes"),
            (
                Column(_("Rule"), 24.0, "strong"),
                Column(_("When"), 26.0, "text"),
                Column(_("What is wrong, and what would mend it"), 156.0, "text"),
                Column(_("Measured"), 22.0, "text"),
                Column(_("Limit"), 22.0, "text"),
                Column(_("Source"), 40.0, "text"),
            ),
            lines,
            count=count,
            empty=_("Nothing clashes."),
            row=_ROW,
        )

    def people(self, day: str) -> Iterator[Listing]:
        """Yield who works when on a day, some slots on each page."""
        spans = sorted(
            {
                (one.demand.start, one.demand.end)
                for one in self._found.wanted
                if one.demand.day == day
            }
        )
        for start in range(0, len(spans), SLOTS):
            some = spans[start : start + SLOTS]
            slots = [Column(own_words.span(*self._local(one)), 38.0, "text") for one in some]
            slots += [Column("", 38.0)] * (SLOTS - len(some))
            rows = [Row(_cells(one, day, some), one.person.id) for one in self._found.plans]
            yield self._listing(
                _("People by time") + " · " + _day(day),
                (
                    Column(_("Interpreter"), 36.0, "name"),
                    Column("", 18.0, "native"),
                    Column(_("Plan"), 18.0, "soft"),
                    *slots,
                ),
                rows,
                empty=_("Nobody is registered as an interpreter."),
                row=_TALL,
            )

    def needs(self) -> Listing:
        """Return what is needed, with who is promised to it."""
        lines: list[Row | Heading] = []
        for day, some in groupby(self._found.wanted, lambda one: one.demand.day):
            lines.append(Heading(_day(day)))
            lines += [self._need(one.demand, one.state) for one in some]
        return self._listing(
            _("Needs"),
            (
                Column(_("Time"), 22.0, "strong"),
                Column(_("Direction"), 20.0, "strong"),
                Column(_("Activity"), 66.0, "text"),
                Column(_("Place"), 36.0, "text"),
                Column(_("Mode"), 24.0),
                Column(_("Listeners"), 16.0, "plain", "right"),
                Column(_("Interpreters"), 80.0, "text"),
                Column(_("State"), 26.0, "strong"),
            ),
            lines,
            empty=_("Nothing has to be interpreted."),
            row=_ROW,
        )

    def profile(self) -> Listing:
        """Return the rules by which it was planned, each figure with its source."""
        profile = self._found.problem.profile
        lines: list[Row | Heading] = [Heading(profile.note)] if profile.note else []
        lines += [
            Row((one.rule, one.text, one.value, one.source, one.edited_by))
            for one in profile_words.figures(profile)
        ]
        lines += [Heading(_("A plan is made better in this order"))]
        lines += [
            Row((str(place), words, "", "", ""))
            for place, words in enumerate(profile_words.order(profile), 1)
        ]
        return self._listing(
            _("Rules: {profile} ({name})").format(profile=profile.title, name=profile.name),
            (
                Column(_("Rule"), 12.0, "strong"),
                Column(_("What it limits"), 90.0),
                Column(_("Figure"), 30.0, "strong"),
                Column(_("Source"), 100.0, "text"),
                Column(_("Edited by"), 34.0),
            ),
            lines,
            row=5.6,
        )

    def _need(self, need: Demand, state: str) -> Row:
        who = [
            _("{name} (relay from {via})").format(
                name=plan.person.whole_name, via=line.team.via.upper()
            )
            if line.team.via
            else plan.person.whole_name
            for plan, line in self._found.promised(need.id)
        ]
        start, end = self._local((need.start, need.end))
        arrow = "↔" if need.both_ways else "→"
        return Row(
            (
                own_words.span(start, end),
                f"{need.source.upper()} {arrow} {need.target.upper()}",
                need.title,
                self._found.problem.titles.get(need.place, ""),
                modes.title(need.mode),
                str(need.listeners),
                f"{len(who)}/{need.strength} · {', '.join(who)}" if who else f"0/{need.strength}",
                _state(self._found.states.get(need.id, state)),
            )
        )

    def _local(self, span: Span) -> Span:
        zone = self._desk.event.tz
        return span[0].astimezone(zone), span[1].astimezone(zone)

    def _listing(  # noqa: PLR0913  what lists differ in
        self,
        about: str,
        columns: tuple[Column, ...],
        lines: Sequence[Row | Heading],
        *,
        count: str = "",
        empty: str = "",
        row: float = 7.0,
    ) -> Listing:
        return Listing(
            self._title,
            self._as_of,
            columns,
            lines,
            about,
            self._below,
            count,
            empty,
            row=row,
        )


def _clash(one: Conflict) -> Iterator[Row]:
    """Yield a conflict as rows: what does not fit into one goes on in the next."""
    start, end = instant(one.start), instant(one.end)
    when = f"{start:%d.%m.} {own_words.span(start, end)}" if start and end else ""
    repairs = " ".join(f"→ {repair.text}" for repair in one.repairs)
    parts = [part for text in (one.text, repairs) if text for part in _pieces(text)]
    code = f"{one.rule} " if one.rule in HARD else ""
    rule = code + rule_words.title(one.rule)
    yield Row((rule, when, parts[0] if parts else "", one.measured, one.limit, one.source))
    for part in parts[1:]:
        yield Row(("", "", part, "", "", ""))


def _pieces(text: str) -> Iterator[str]:
    """Yield a long text in pieces that a cell can hold, parted between words."""
    while len(text) > _PIECE:
        at = text.rfind(" ", 0, _PIECE)
        at = at if at > 0 else _PIECE
        yield text[:at]
        text = text[at:].lstrip()
    yield text


def _cells(plan: OwnPlan, day: str, spans: Sequence[Span]) -> tuple[str, ...]:
    name = plan.person.whole_name
    empty = [""] * (SLOTS - len(spans))
    return name, _native(plan), _stands(plan), *(_cell(plan, day, one) for one in spans), *empty


def _cell(plan: OwnPlan, day: str, span: Span) -> str:
    """Return what somebody does at a time, in the words of the plan."""
    said = [
        " · ".join(
            part for part in (own_words.summary(line), line.where.place, line.where.booth) if part
        )
        for line in plan.lines
        if line.day == day and (line.start, line.end) == span
    ]
    away = instant(plan.person.away)
    if away and away < span[1]:
        said.append(_("ill"))
    return "; ".join(said)


def _native(plan: OwnPlan) -> str:
    person = plan.person
    return "" if person.native_name == person.whole_name else person.native_name


def _stands(plan: OwnPlan) -> str:
    """Return how far somebody's plan is: a draft, published, reached or seen."""
    if plan.published is None:
        return _("draft") if plan.lines else ""
    words = {
        publishing.CHANGED: _("v{n}, changed since"),
        publishing.REACHED: _("v{n}, told"),
        publishing.ACKNOWLEDGED: _("v{n}, seen"),
    }
    return words.get(plan.state, "v{n}").format(n=plan.published.version)


def _versions(desk: Desk, plans: Sequence[OwnPlan]) -> str:
    """Return how far the whole plan is."""
    working = [one for one in plans if one.lines]
    open_ones = sum(one.state in {publishing.DRAFT, publishing.CHANGED} for one in working)
    newest = publishing.version(desk)
    told = _("published as {version}").format(version=newest) if newest else ""
    if not open_ones:
        return told
    text = ngettext("a draft for {n} person", "a draft for {n} people", open_ones)
    return ", ".join(part for part in (told, text.format(n=open_ones)) if part)


def _severity(name: str) -> str:
    return {"stop": _("Hard rules broken"), "weak": _("Let be, or weak")}.get(name, _("To look at"))


def _state(name: str) -> str:
    return {
        "covered": _("covered"),
        "weak": _("weak"),
        "uncovered": _("uncovered"),
        "gone": _("nobody listens any more"),
        "closed": _("closed"),
    }.get(name, name)


def _day(text: str) -> str:
    return naming.day(date.fromisoformat(text), language())
