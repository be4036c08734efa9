"""What came of the demo congress: its figures, the lists it leaves, and both in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checkin import programme, telling_figures
from checkin.attendance import tallies
from checkin.badges import drawing, wearers
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.layouts import shelf
from checkin.layouts.sheet import own_page
from checkin.lists import exports
from checkin.reports import interpreter_plan

_OF_NOW = {"here", "in_house"}  # figures that the story does not promise
_PAPERS = ("attendance.xlsx", "badges.pdf", "plan.pdf", "summary.json")


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


def left(
    desk: Desk, counted: Mapping[str, Any], scans: Counter[str], files: Sequence[str]
) -> tuple[dict[str, Any], str]:
    """Write the papers beside the event; return all figures for programs, and in words."""
    folder = desk.path.parent
    layout = shelf.layout(shelf.DEFAULT)
    out = folder / "badges.pdf"
    printout = drawing.draw(wearers.badges(desk), layout, own_page(layout), out)
    exports.export(desk, "attendance", folder / "attendance.xlsx")
    interpreter_plan.write(desk, folder / "plan.pdf")
    summary = {
        "event": desk.event.title,
        **counted,
        "rule": tallies.tally(desk, "origin").text,
        "as_of": telling_figures.as_of(desk, desk.this_moment()),
        "scans": dict(scans.most_common()),
        "badges": printout.badges,
        "files": [*files, *_PAPERS],
    }
    text = json.dumps(summary, ensure_ascii=False, indent=1)
    (folder / "summary.json").write_text(text + "\n", "utf-8")
    return summary, _text(desk, summary)


def _text(desk: Desk, summary: Mapping[str, Any]) -> str:
    """Return the figures in columns, the rule they were counted by, and what came from where."""
    _told, table = telling_figures.tally(desk, tallies.tally(desk), desk.this_moment())
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
