"""The table of a chief interpreter without a screen: what it asked for, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import grid_taking
from checkin.interpreting.grid_taking import Came
from checkin.tables.writing import write_csv
from checkin.telling import Told, plain

_COLUMNS = ("sheet", "line", "column", "reason")
_MOST = 20  # faults that are printed


def take(  # noqa: PLR0913  what the command was told
    desk: Desk,
    file: Path,
    mapped: Mapping[str, str] | None,
    *,
    encoding: str | None,
    source: str,
    dry_run: bool,
    rejected: Path | None,
) -> Told:
    """Take over a table of names and slots, and say what came of it."""
    if mapped or source:
        raise click.UsageError(_("A grid has no columns to map, and is nobody's list."))
    came = grid_taking.take(desk, file, dry_run=dry_run, encoding=encoding)
    faults = _faults(came)
    if rejected:
        write_csv(rejected, _COLUMNS, [tuple(one.values()) for one in faults])
    told = {
        "new": len(came.new),
        "changed": came.changed,
        "same": came.same,
        "gone": len(came.gone),
        "rejected": faults,
        "notes": [_told(one.sheet, one.line, one.column, one.text) for one in came.notes],
        "act": came.act,
    }
    lines = [came.told]
    sentence = _("{file}, line {line}, column {column}: {reason}")
    lines += [
        sentence.format(**one | {"file": _where(file, one), "reason": plain(one["reason"])})
        for one in faults[:_MOST]
    ]
    if len(faults) > _MOST:
        lines.append(_("And {n} more; --rejected keeps them all.").format(n=len(faults) - _MOST))
    return told, "\n".join(lines)


def _where(file: Path, fault: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (file.name, plain(fault["sheet"]))))


def _faults(came: Came) -> list[dict[str, Any]]:
    """Return what was not understood, and what rules are against, by its place."""
    told = [_told(one.sheet, one.line, one.column, one.text) for one in came.faults]
    return told + [_told(one.sheet, one.line, one.column, one.text) for one in came.refused]


def _told(sheet: str, line: int, column: str, text: str) -> dict[str, Any]:
    return {"sheet": sheet, "line": line, "column": column, "reason": text}
