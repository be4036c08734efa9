"""A file for whoever helps from afar: how the program is, and nothing of who is in the event."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any

from checkin import schema, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import census, clock, identity, store
from checkin.journal.driver import sqlite3
from checkin.journal.entry import PATTERNS

_LIBRARIES = ("anyascii", "PySide6", "pypinyin", "rapidfuzz", "sqlite-utils", "uharfbuzz")
_MOST = 50  # errors, settings, timings
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,60}")
_PLACE = re.compile(r"(?:checkin|ui)/[a-z_/]{1,60}\.py:[0-9]{1,5}")
_CHECKS = ("quick_check", "journal_mode", "synchronous", "user_version", "page_count")


@dataclass(frozen=True, slots=True)
class Fault:
    """An error of the program: its kind and where it was raised, never what it said."""

    kind: str
    places: tuple[str, ...] = ()
    at: str = ""  # ISO time


def fault(error: BaseException, at: str = "") -> Fault:
    """Return what may be told of an error; its message may hold anything."""
    places = []
    for frame in extract_tb(error.__traceback__):
        parts = Path(frame.filename).parts
        top = next((n for n, part in enumerate(parts) if part in {"checkin", "ui"}), None)
        if top is not None:
            places.append("/".join(parts[top:]) + f":{frame.lineno}")
    return Fault(type(error).__name__, tuple(places), at)


def save(  # noqa: PLR0913  what the window knows besides
    desk: Desk,
    out: Path,
    *,
    errors: Iterable[Fault] = (),
    settings: Iterable[str] = (),
    timings: Mapping[str, float] | None = None,
    screen: Mapping[str, int] | None = None,
) -> None:
    """Write the file whole or not at all; raises DeskError where it cannot be written.

    Of settings only the names are told, of timings milliseconds, of the screen numbers.
    """
    told = {
        "written": f"{desk.this_moment():%Y-%m-%dT%H:%M}",
        "program": _program(),
        "event": _event(desk),
        "tables": _tables(desk),
        "sqlite": _sqlite(desk),
        "desks": _desks(desk),
        "errors": [_safe(one) for one in list(errors)[-_MOST:]],
        "settings": sorted(filter(_WORD.fullmatch, settings))[:_MOST],
        "timings": _numbers(timings or {}),
        "screen": _numbers(screen or {}),
    }
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    import zipfile  # noqa: PLC0415  slow to load

    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("diagnostics.json", json.dumps(told, indent=1))
        draft.replace(out)
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _program() -> dict[str, Any]:
    from importlib import metadata  # noqa: PLC0415  slow to load

    versions = {}
    for name in ("checkin", *_LIBRARIES):
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = ""
    return {
        "versions": versions,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "encoding": sys.getfilesystemencoding(),
        "zone": time.strftime("%z"),
        "processors": os.cpu_count(),
    }


def _event(desk: Desk) -> dict[str, Any]:
    event = desk.event
    return {
        "id": event.id,
        "replica": desk.replica,
        "practice": desk.practising,
        "first_day": event.first_day,
        "last_day": event.last_day,
        "zone": event.zone,
        "file_bytes": desk.path.stat().st_size,
        # Names only: what a desk remembers may be a folder, or the initials of somebody.
        "remembered": [row[0] for row in desk.db.execute("SELECT k FROM me ORDER BY k")],
        "last": [
            [entry.kind, entry.subject, entry.id]
            for entry, _n in zip(store.latest(desk.db, desk.replica), range(20), strict=False)
        ],
    }


def _tables(desk: Desk) -> dict[str, Any]:
    kinds = desk.db.execute("SELECT kind, count(*) FROM journal GROUP BY kind ORDER BY kind")
    rows = {
        table: store.single(desk.db, f"SELECT count(*) FROM {table}")  # noqa: S608
        for table in schema.TABLES
    }
    known = {kind: number for kind, number in kinds if PATTERNS["kind"].fullmatch(kind)}
    return {"entries": known, "rows": rows, "projection": schema.VERSION}


def _sqlite(desk: Desk) -> dict[str, Any]:
    started = time.perf_counter()
    faults = verification.faults(desk.path)
    pragmas = {name: store.single(desk.db, f"PRAGMA {name}") for name in _CHECKS}
    return {
        "version": sqlite3.sqlite_version,
        **{
            name: value if isinstance(value, int) else str(value)[:20]
            for name, value in pragmas.items()
        },
        "faults": len(faults),
        "milliseconds": round((time.perf_counter() - started) * 1000),
    }


def _desks(desk: Desk) -> list[dict[str, Any]]:
    heights = census.heights(desk.db)
    rows = desk.db.execute("SELECT replica, max(hlc) FROM journal GROUP BY replica").fetchall()
    latest = dict(rows)
    return [
        {
            "replica": replica,
            "desk": identity.label(replica),
            "entries": number,
            "highest": highest,
            "without_gap": heights.get(replica, 0),
            "last": f"{desk.event.at(clock.milliseconds(latest[replica])):%Y-%m-%dT%H:%M}",
        }
        for replica, (number, highest) in sorted(census.extents(desk.db).items())
    ]


def _safe(one: Fault) -> dict[str, Any]:
    """Return a fault as far as it is made of the program's own words."""
    kept = Fault(
        one.kind if _WORD.fullmatch(one.kind) else "",
        tuple(filter(_PLACE.fullmatch, one.places)),
        one.at if re.fullmatch(r"[0-9T:+.-]{1,40}", one.at) else "",
    )
    return asdict(kept)


def _numbers(values: Mapping[str, float]) -> dict[str, float]:
    named = sorted((name, value) for name, value in values.items() if _WORD.fullmatch(name))
    return {name: round(float(value), 3) for name, value in named[:_MOST]}
