"""The print queue of this desk: rows that hold ids and no name, and travel nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checkin.journal import store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Row(NamedTuple):
    """One badge to print, as the queue holds it, and the document in which it was sent."""

    id: int
    person: str  # '' is a test page
    entry: str  # the badge is asked for as long as this entry stands; '' is for ever
    reason: str
    state: str
    words: str  # why it failed, or what it waits for
    at: str  # ISO, when it was asked for
    layout: str = ""  # this and the next two: '' as long as nobody has said to print it
    sheet: str = ""
    printer: str = ""
    batch: int = 0  # rows of one batch become one document; 0 is alone
    spool: int = 0  # the document, 0 while there is none
    page: int = 0  # the last one of the document on which it is, from 1
    off: int = 0  # whether somebody called it off when it had been sent
    title: str = ""  # of the document, as the print system shows it
    remote: str = ""  # how the print system calls the document
    pages: int = 0  # of the document
    stage: str = ""  # how far the document has come


class Spool(NamedTuple):
    """One document on its way to a print system."""

    id: int
    title: str
    printer: str
    pages: int
    sides: int  # pages on one sheet of paper: 1 or 2
    state: str  # sending | sent | done | lost
    remote: str
    at: str  # ISO


_OWN = Row._fields[1:7]
_FATE = ("layout", "sheet", "printer", "batch")
_COLUMNS = ", ".join(f"job.{name}" for name in Row._fields[:14])
_ROWS = f"""SELECT {_COLUMNS}, coalesce(spool.title, ''), coalesce(spool.remote, ''),
  coalesce(spool.pages, 0), coalesce(spool.state, '')
  FROM job LEFT JOIN spool ON spool.id = job.spool WHERE job.replica = ?"""  # noqa: S608
_SPOOLS = f"SELECT {', '.join(Spool._fields)} FROM spool WHERE replica = ?"  # noqa: S608


def add(db: Connection, replica: str, row: Row) -> int:
    """Put a row at the end of the queue of a desk; return its number."""
    number: int = store.single(
        db,
        f"""INSERT INTO job (replica, {", ".join(_OWN + _FATE)})
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",  # noqa: S608
        (replica, *row[1:11]),
    )
    return number


def move(db: Connection, number: int, state: str, words: str) -> None:
    """Say how far a row has come; one that is queued again belongs to no document."""
    db.execute("UPDATE job SET state = ?, words = ? WHERE id = ?", (state, words, number))
    if state == "queued":
        db.execute("UPDATE job SET spool = 0, page = 0, off = 0 WHERE id = ?", (number,))


def say(db: Connection, number: int, words: str) -> None:
    """Keep what a row waits for."""
    db.execute("UPDATE job SET words = ? WHERE id = ?", (words, number))


def release(  # noqa: PLR0913, PLR0917  the columns
    db: Connection, number: int, layout: str, sheet: str, printer: str, batch: int
) -> None:
    """Say how and where a row is to be printed."""
    db.execute(
        "UPDATE job SET layout = ?, sheet = ?, printer = ?, batch = ? WHERE id = ?",
        (layout, sheet, printer, batch, number),
    )


def forget(db: Connection, people: Iterable[str]) -> None:
    """Forget what was said of people's rows: it may hold letters of their names."""
    db.executemany("UPDATE job SET words = '' WHERE person = ?", [(one,) for one in people])


def call_off(db: Connection, number: int) -> None:
    """Note that nobody wants a row any more that was sent already."""
    db.execute("UPDATE job SET off = 1 WHERE id = ?", (number,))


def rows(db: Connection, replica: str, most: int) -> list[Row]:
    """Return the last rows of a desk, the first asked for first."""
    found = db.execute(f"{_ROWS} ORDER BY job.id DESC LIMIT ?", (replica, most)).fetchall()
    return [Row(*row) for row in reversed(found)]


def open_rows(db: Connection, replica: str) -> list[Row]:
    """Return the rows of a desk that are neither printed nor called off."""
    query = f"{_ROWS} AND job.state IN ('queued', 'sent', 'failed') ORDER BY job.id"
    return [Row(*row) for row in db.execute(query, (replica,))]


def of_person(db: Connection, replica: str, person: str) -> Row | None:
    """Return the last row of a person."""
    query = f"{_ROWS} AND job.person = ? ORDER BY job.id DESC LIMIT 1"
    row = db.execute(query, (replica, person)).fetchone()
    return Row(*row) if row else None


def numbered(db: Connection, replica: str, numbers: Iterable[int]) -> Iterator[Row]:
    """Yield the rows with these numbers, in their order."""
    for number in numbers:
        row = db.execute(f"{_ROWS} AND job.id = ?", (replica, number)).fetchone()
        if row:
            yield Row(*row)


def of_spool(db: Connection, replica: str, spool: int) -> list[Row]:
    """Return the rows of a document, in the order of their pages."""
    query = f"{_ROWS} AND job.spool = ? ORDER BY job.page, job.id"
    return [Row(*row) for row in db.execute(query, (replica, spool))]


def next_batch(db: Connection) -> int:
    """Return a number that no batch has."""
    number: int = store.single(db, "SELECT coalesce(max(batch), 0) + 1 FROM job")
    return number


def add_spool(db: Connection, replica: str, spool: Spool, pages: Sequence[tuple[int, int]]) -> int:
    """Keep a document with its rows, each a number and a page; return the document's number."""
    number: int = store.single(
        db,
        """INSERT INTO spool (replica, title, printer, pages, sides, state, remote, at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""",
        (replica, *spool[1:]),
    )
    db.executemany(
        "UPDATE job SET spool = ?, page = ?, off = 0 WHERE id = ?",
        [(number, page, job) for job, page in pages],
    )
    return number


def move_spool(db: Connection, spool: Spool) -> None:
    """Keep how far a document has come, and how the print system calls it."""
    db.execute(
        "UPDATE spool SET title = ?, state = ?, remote = ? WHERE id = ?",
        (spool.title, spool.state, spool.remote, spool.id),
    )


def open_spools(db: Connection, replica: str) -> list[Spool]:
    """Return the documents of a desk of which the end is not known."""
    query = f"{_SPOOLS} AND state IN ('sending', 'sent') ORDER BY id"
    return [Spool(*row) for row in db.execute(query, (replica,))]
