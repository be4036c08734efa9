"""The exchange file k1: lines that no spreadsheet can damage, and a last one that proves them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checkin.journal.clock import START
from checkin.journal.entry import (
    COLUMNS,
    FIRST,
    FORMAT,
    LONGEST_DATA,
    NO_SUBJECT,
    PATTERNS,
    REDACTED,
    Entry,
    canonical,
    digest,
    proper,
    sound,
)

ROWS = 250_000  # in one file
MOST_ROWS = 500_000
MOST_BYTES = 200_000_000
LONGEST_LINE = 2 * LONGEST_DATA + 1_000  # characters: every one of the data may be a quote
HEADER = ",".join(COLUMNS)
BREAK = "\r\n"

_MOST_HAVE = 200  # replicas named in an end row, so that it fits into a cell
_SHA256 = re.compile("[0-9a-f]{64}")

_QUOTED = rf'"(\{{[ -~]{{1,{2 * LONGEST_DATA}}}\}})"|(\{{\}}|{REDACTED})'
_LINE = re.compile(
    ",".join(
        f"(?:{_QUOTED})" if name == "data" else f"({PATTERNS[name].pattern})" for name in COLUMNS
    )
)


@dataclass(frozen=True, slots=True)
class End:
    """The last row of a file, from which its reader knows that nothing is missing."""

    event: str
    replica: str  # of the desk that wrote the file
    rows: int
    ids: str  # digest of the ids in the file, sorted as text
    sha256: str  # of all bytes before this row
    have: Mapping[str, int]  # up to which seq the writer held each replica without a gap

    def cells(self) -> list[str]:
        """Return the row, in the order of COLUMNS."""
        most = sorted(self.have.items(), key=lambda item: (-item[1], item[0]))[:_MOST_HAVE]
        data = canonical({"bytes": self.sha256, "have": dict(most)})
        rows = f"s{self.rows}"
        cells = ["end", self.event, self.replica, rows, "s1", START, "file-end", NO_SUBJECT]
        cells += [data, "x", self.ids, FIRST]
        return [*cells, "h" + digest(cells)]


NO_END = End("", "", 0, "", "", {})


def end(cells: Sequence[str]) -> End | None:
    """Return the end row that these cells are; nothing if any of them was changed."""
    if len(cells) != len(COLUMNS) or cells[-1] != "h" + digest(cells[:-1]):
        return None
    _end, event, replica, rows, *_rest = cells
    try:
        said = json.loads(cells[8])
        have = {str(name): int(seq) for name, seq in said["have"].items()}
        known = End(event, replica, int(rows[1:]), cells[10], str(said["bytes"]), have)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    named = all(map(PATTERNS["replica"].fullmatch, (known.replica, *have)))
    proved = known.cells() == list(cells) and _SHA256.fullmatch(known.sha256)
    return known if named and proved else None


def ids_digest(names: Iterable[str]) -> str:
    """Return what proves the ids of a file, in whatever order its rows are now."""
    return "d" + digest(sorted(names))


def line(cells: Sequence[str]) -> str:
    """Return cells as a line of a file; only the data ever needs quotes."""
    data = cells[8]
    if '"' in data:
        data = '"' + data.replace('"', '""') + '"'
    return ",".join((*cells[:8], data, *cells[9:])) + BREAK


def read_line(text: str) -> Entry | None:
    """Return the entry of a line as `line` wrote it; nothing if it is unlike that."""
    found = _LINE.fullmatch(text)
    if not found:
        return None
    _fmt, event, replica, seq, act, hlc, kind, subject, quoted, plain, *rest = found.groups()
    data = plain
    if quoted:
        data = quoted.replace('""', '"')
        if quoted.count('"') != 2 * data.count('"'):
            return None
    return Entry(event, replica, int(seq[1:]), int(act[1:]), hlc, kind, subject, data, *rest)


def changed_column(cells: Sequence[str]) -> str:
    """Return the first column whose cell no desk can have written; '' if all are well-formed."""
    for name, cell in zip(COLUMNS, cells, strict=False):
        if not PATTERNS[name].fullmatch(cell):
            return name
    if len(cells) != len(COLUMNS):
        return COLUMNS[min(len(cells), len(COLUMNS) - 1)]
    return "salt" if (cells[8] == REDACTED) != (cells[9] == REDACTED) else ""


def genuine(entry: Entry) -> bool:
    """Tell whether a well-formed entry is as its desk wrote it."""
    if (entry.data == REDACTED) != (entry.salt == REDACTED):
        return False
    if (entry.prev == FIRST) != (entry.seq == 1) or entry.act > entry.seq:
        return False
    return sound(entry) and (entry.data == REDACTED or proper(entry.data))


def is_newer(cells: Sequence[str]) -> bool:
    """Tell a row of a later format of this kind."""
    return bool(cells) and bool(re.fullmatch("k[0-9]{1,4}", cells[0])) and cells[0] != FORMAT
