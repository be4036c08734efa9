"""Veiling: what others may read of an entry of the journal."""

from __future__ import annotations

import json

from checkin import people
from checkin.desk import Desk
from checkin.journal.entry import LASTING, REDACTED, Entry
from checkin.model.person import VEILED
from checkin.vocabulary import exclusions

CODED = "exclusions"
"""The field of which nobody is to read more than its codes."""

_NAMING = (
    *("speakers", "responsible", "leader", "contact", "driver", "technician", "head", "deputy"),
)
_NUMBERS = ("contact_phone", "driver_phone", "responsible_phone")
"""Fields of activities and delegations that name people by words, and their telephones."""


def veiled(entry: Entry) -> str:
    """Return the data of an entry without what it says personally; its fields are still named."""
    if entry.kind in LASTING or entry.data == REDACTED:
        return entry.data
    said = {name: VEILED if isinstance(told, str) else told for name, told in entry.said.items()}
    if isinstance(said.get("set"), dict):
        said["set"] = dict.fromkeys(said["set"], VEILED)
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def unnaming(desk: Desk, entry: Entry) -> str:
    """Return the data of an entry without the protected whom a programme or delegation names.

    Of whom somebody excludes only the codes stand in it.
    """
    if entry.subject.startswith("p-") and f'"{CODED}"' in entry.data:
        return _of_codes(entry)
    if entry.subject[:2] not in {"a-", "d-"} or entry.data == REDACTED:
        return entry.data
    said = entry.said
    fields = said.get("set")
    if not isinstance(fields, dict):
        return entry.data
    named = [
        name for name in _NAMING if people.called(desk, told := str(fields.get(name, ""))) != told
    ]
    if not named:
        return entry.data
    said["set"] = fields | {name: VEILED for name in (*named, *_NUMBERS) if name in fields}
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _of_codes(entry: Entry) -> str:
    """Return the data of an entry with the codes alone of whom somebody excludes."""
    said = entry.said
    fields = said.get("set")
    if not isinstance(fields, dict) or CODED not in fields:
        return entry.data
    said["set"] = fields | {CODED: exclusions.codes(str(fields[CODED]))}
    return json.dumps(said, sort_keys=True, separators=(",", ":"))
