"""Rows of the roll: read where somebody looks at them, and written as the list that was seen."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.store import batches
from checkin.model.person import Person, is_han
from checkin.roll import Roll
from checkin.tables.writing import write_csv, write_xlsx

Progress = Callable[[int, int], None]
Columns = Sequence[tuple[str, Callable[["Row"], str]]]
"""The columns of a list: what each is called, and what it shows of a row."""

_BLOCK = 48  # rows read at once
_KEPT = 2_000  # rows kept in memory
_WRITTEN = 500  # rows read at once for a file
_PERSON = ", ".join(f"person.{name}" for name in ("id", *Person.names()))
_ROWS = f"""SELECT n, handed_out, coalesce(a.at, ''), coalesce(a.gone, ''), coalesce(a.desk, ''),
  EXISTS (SELECT 1 FROM conflict WHERE subject = person.id),
  coalesce((SELECT state FROM job WHERE job.person = person.id AND replica = :replica
            ORDER BY job.id DESC LIMIT 1), ''), {_PERSON}
  FROM person LEFT JOIN attendance a ON a.person = person.id AND a.activity = :day
  WHERE n IN (SELECT value FROM json_each(:numbers))"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Row:
    """One person as a table shows them."""

    n: int
    person: Person
    state: str  # one of roll.STATES
    since: str  # ISO, of the first check-in of the day
    left: str
    desk: str
    badge: str  # '' | queued | sent | failed | printed | handed-out
    conflict: bool
    delegation: str  # the title
    rank: str

    @property
    def listed_name(self) -> str:
        """Return the name as a register has it: the family name first."""
        person = self.person
        if not person.family or person.family_first or is_han(person.family + person.given):
            return person.whole_name
        rest = " ".join(part for part in (person.given, person.middle) if part)
        return f"{person.family}, {rest}" if rest else person.family


class Shown(Sequence[Row]):
    """The rows of some people in an order, each read only when it is asked for."""

    def __init__(self, roll: Roll, numbers: Sequence[int]) -> None:
        self.roll, self.numbers = roll, numbers
        self._known: OrderedDict[int, Row] = OrderedDict()

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place: int) -> Row:  # type: ignore[override]
        n = self.numbers[place]
        if n not in self._known:
            start = max(place - _BLOCK // 4, 0)
            self._known.update(
                rows(self.roll.desk, self.roll, self.numbers[start : start + _BLOCK])
            )
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known.get(n) or Row(
            n, Person(""), "", "", "", "", "", conflict=False, delegation="", rank=""
        )


def rows(desk: Desk, roll: Roll, numbers: Sequence[int]) -> dict[int, Row]:
    """Return the rows of these people; who is gone meanwhile has none."""
    asked = {"numbers": json.dumps(list(numbers)), "day": roll.day, "replica": desk.replica}
    found = {}
    for n, handed, at, gone, label, conflict, job, *values in desk.db.execute(_ROWS, asked):
        person = Person(*values)
        slip = roll.slips.get(n)
        known = roll.delegation(person.delegation) if person.delegation else None
        badge = job if job in {"queued", "sent", "failed"} else "handed-out" if handed else ""
        found[n] = Row(
            n,
            person,
            slip.state if slip else "",
            at,
            gone,
            label,
            (badge or job.replace("cancelled", "")) if person.may_come else "",
            bool(conflict),
            roll.title(person.delegation),
            known.rank if known else "",
        )
    return found


def export(  # noqa: PLR0913, PLR0917  whose rows, which columns, in what file
    desk: Desk,
    roll: Roll,
    numbers: Sequence[int],
    columns: Columns,
    path: Path,
    progress: Progress | None = None,
) -> int:
    """Write these people in this order with these columns; return their number.

    The file's ending says which kind it is; what a spreadsheet would take for a formula is
    written as text. Raises DeskError for another ending.
    """
    kind = path.suffix.lower()
    if kind not in {".csv", ".xlsx"}:
        raise DeskError(_("Please end the name of the file with .csv or .xlsx."))
    told = _told(desk, roll, numbers, columns, progress)
    header = [title for title, _value in columns]
    if kind == ".xlsx":
        return write_xlsx(path, header, told, _("People"))
    return write_csv(path, header, told, "excel-de" if roll.language == "de" else "excel-zh")


def _told(
    desk: Desk, roll: Roll, numbers: Sequence[int], columns: Columns, progress: Progress | None
) -> Iterator[list[str]]:
    done = 0
    for some in batches(numbers, _WRITTEN):
        if progress:
            progress(done, len(numbers))
        found = rows(desk, roll, some)
        yield from ([value(found[n]) for _title, value in columns] for n in some if n in found)
        done += len(some)
