"""Signatures: who attended and has not signed, and who signed and was not scanned."""

from __future__ import annotations

from dataclasses import dataclass

from checkin import programme
from checkin.desk import Desk

_SIGNED = "SELECT person FROM mark WHERE activity = :activity AND what = 'signed'"
_ATTENDED = "SELECT person FROM attendance WHERE activity = :activity AND visitor"
_UNSIGNED = f"{_ATTENDED} AND person NOT IN ({_SIGNED}) ORDER BY moment, person"
_UNSCANNED = f"""{_SIGNED} AND person NOT IN (
  SELECT person FROM attendance WHERE activity = :activity) ORDER BY at, person"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Signatures:
    """How scans and signatures of an activity agree."""

    attended: int  # participants who were scanned or ticked
    signed: int
    unsigned: tuple[str, ...]  # attended and have not signed
    unscanned: tuple[str, ...]  # signed and are not known to have attended


def signatures(desk: Desk, activity: str) -> Signatures:
    """Return how scans and signatures of an activity agree; raises DeskError for none."""
    values = {"activity": programme.activity(desk, activity).id}

    def people(query: str) -> tuple[str, ...]:
        return tuple(row[0] for row in desk.db.execute(query, values))

    return Signatures(
        len(people(_ATTENDED)), len(people(_SIGNED)), people(_UNSIGNED), people(_UNSCANNED)
    )
