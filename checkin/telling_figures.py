"""What is told of figures: plain values for programs, a table and sentences for people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from checkin.attendance import as_of as standing
from checkin.attendance import outsiders, phrases, targets
from checkin.attendance.tallies import Tally
from checkin.attendance.targets import Reached
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.telling import Told, table


def tally(desk: Desk, counted: Tally, at: datetime) -> Told:
    """Return figures for programs, and as a table with its rule and of when they are."""
    aims = targets.reached(desk)
    told = {"rule": counted.rule, "rows": list(counted.rows), "total": counted.total}
    if aims:
        told["targets"] = [aim(one) for one in aims]
    columns = {
        "registered": _("registered"),
        "cancelled": _("cancelled"),
        "expected": _("expected"),
        "substituted": _("substituted"),
        "no_show": _("no-shows"),
        "walk_in": _("walk-ins"),
        "attended": _("attended"),
        "here": _("here"),
        "in_house": _("in the house"),
        "visits": _("visits"),
    }
    shown = [name for name in columns if name in counted.total]
    rows = [["", *(columns[name] for name in shown)]]
    for row in counted.rows:
        key = row.get("title") or row["key"] or _("unknown")
        rows.append([key, *(str(row[name]) for name in shown)])
    rows.append([_("total"), *(str(counted.total[name]) for name in shown)])
    said = [phrase for phrase in (attended(counted), abroad(counted)) if phrase]
    lines = [*said, *(one.text() for one in aims), counted.text, as_of(desk, at)]
    return told, "\n".join((table(rows, numbers=True), "", *lines))


def to_outsiders(desk: Desk, counted: Tally, at: datetime) -> Told:
    """Return what outsiders may know of figures: who attended, no small group alone."""
    may = outsiders.told(counted)
    cells = [{"key": one.key, "attended": one.attended, "joined": one.joined} for one in may.cells]
    told = {"rule": counted.rule, "rows": cells, "total": {"attended": may.total}}
    titles = {row["key"]: row.get("title") or row["key"] for row in counted.rows}
    rows = [["", _("attended")]]
    for one in may.cells:
        name = _("others") if one.joined else titles[one.key] or _("unknown")
        rows.append([name, str(one.attended)])
    least = _("fewer than {n}").format(n=outsiders.LEAST)
    rows.append([_("total"), least if may.total is None else str(may.total)])
    notes = (may.text, counted.text, as_of(desk, at))
    return told, "\n".join((table(rows, numbers=True), "", *notes))


def attended(counted: Tally) -> str:
    """Return how many came, as one says it: about 120 (118) participants (F22)."""
    return _("Attended: {about}").format(about=phrases.about(counted.total["attended"]))


def abroad(counted: Tally) -> str:
    """Return which part of those who came is from abroad, in words (F23); '' if not counted so."""
    found = [row["attended"] for row in counted.rows if row["key"] == "abroad"]
    whole = counted.total["attended"]
    known = any(row["key"] in {"abroad", "domestic", "country", "local"} for row in counted.rows)
    if not known or not whole:
        return ""
    part = found[0] if found else 0
    return _("From abroad: {share}").format(share=phrases.share(part, whole))


def aim(one: Reached) -> dict[str, Any]:
    """Return a target for programs."""
    target = one.target
    return {
        "figure": target.figure,
        "key": target.key,
        "goal": target.goal,
        "share": target.share,
        "actual": one.actual,
        "whole": one.whole,
        "reached": one.done,
    }


def as_of(desk: Desk, at: datetime) -> str:
    """Return the sentence that says of when figures are, for each desk that was heard of."""
    return standing.sentence(standing.stands(desk, at), at)
