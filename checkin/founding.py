"""A new event file: founded with its days, or begun from what another desk knows."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from checkin import paths
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import identity, store
from checkin.journal.entry import Fact
from checkin.journal.writer import Now, Writer, machine_now
from checkin.model.event import Event, country_of_zone, day_subject, event_subject, zone
from checkin.model.moment import YEARS


def found(  # noqa: PLR0913  what an event is made of
    path: Path,
    *,
    title: str,
    first: date,
    last: date,
    zone_name: str,
    label: str,
    now: Now = machine_now,
    state: Path | None = None,
) -> Desk:
    """Make a new event file with its days and return its first desk; raises DeskError."""
    if not (YEARS[0] <= first.year and first <= last and last.year <= YEARS[1]):
        raise DeskError(_("The last day is before the first, or no clock here knows these years."))
    zone(zone_name)
    identity.minted(label)
    key = secrets.token_bytes(32)
    event = Event(
        event_subject(key),
        title=title,
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        zone=zone_name,
        country=country_of_zone(zone_name),
    )
    settings = {name: getattr(event, name) for name in event.names() if getattr(event, name)}
    facts = [Fact("founded", event.id, {"key": key.hex(), "set": settings})]
    for day in event.days():
        fields: dict[str, Any] = {"title": day.isoformat(), "kind": "day", "day": day.isoformat()}
        facts.append(Fact("planned", day_subject(key, day.isoformat()), {"set": fields}))
    with begin(path, key, label, now, state) as desk:
        desk.write(*facts)
    return Desk(path, writing=True, now=now, state=state)


@contextmanager
def begin(path: Path, key: bytes, label: str, now: Now, state: Path | None) -> Iterator[Desk]:
    """Make an event file of an event with this key; it bears its name only when it is complete."""
    store.require_absent(path)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    replica = ""
    store.create(draft).close()
    try:
        writer = Writer(draft, now, state or paths.machine_state())
        try:
            store.remember(writer.db, key=key.hex())
            writer.begin(event_subject(key), label)
            replica = writer.replica
        finally:
            writer.close()
        with Desk(draft, writing=True, now=now, state=state) as desk:
            yield desk
        store.publish(draft, path)
    except BaseException:
        identity.forget(replica, state or paths.machine_state())
        raise
    finally:
        store.remove(draft)
