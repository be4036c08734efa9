"""The tables that are precious, and how those of an older program become the present ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkin.journal.driver import sqlite3

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

VERSION = 3  # of the tables below; a file of a higher one belongs to a newer program

_JOURNAL = """
CREATE TABLE journal(
  event TEXT NOT NULL, replica TEXT NOT NULL, seq INTEGER NOT NULL, act INTEGER NOT NULL,
  hlc TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, data TEXT NOT NULL,
  salt TEXT NOT NULL, dhash TEXT NOT NULL, prev TEXT NOT NULL, id TEXT NOT NULL UNIQUE) STRICT;
CREATE INDEX journal_place ON journal(replica, seq);
CREATE INDEX journal_subject ON journal(subject);
CREATE INDEX journal_merged ON journal(subject) WHERE kind = 'merged';
CREATE INDEX journal_erased ON journal(subject) WHERE kind = 'erased';
CREATE TABLE me(k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_keeps BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal forgets nothing'); END;
CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
WHEN NOT (NEW.data = 'redacted' AND NEW.salt = 'redacted'
  AND (NEW.event, NEW.replica, NEW.seq, NEW.act, NEW.hlc, NEW.kind, NEW.subject, NEW.dhash,
       NEW.prev, NEW.id)
    = (OLD.event, OLD.replica, OLD.seq, OLD.act, OLD.hlc, OLD.kind, OLD.subject, OLD.dhash,
       OLD.prev, OLD.id))
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
"""

# The print queue is this desk's own: it holds ids, and travels to no other desk.
JOBS = """
CREATE TABLE job(
  id INTEGER PRIMARY KEY, replica TEXT NOT NULL, person TEXT NOT NULL, entry TEXT NOT NULL,
  reason TEXT NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX job_person ON job(person);
CREATE INDEX job_waiting ON job(state) WHERE state IN ('queued', 'sent', 'failed');
"""

# What was sent to print systems: documents, by a title that names nobody and both sides know.
_SPOOL = """
CREATE TABLE spool(
  id INTEGER PRIMARY KEY, replica TEXT NOT NULL, title TEXT NOT NULL, printer TEXT NOT NULL,
  pages INTEGER NOT NULL, sides INTEGER NOT NULL, state TEXT NOT NULL, remote TEXT NOT NULL,
  at TEXT NOT NULL) STRICT;
CREATE INDEX spool_open ON spool(state) WHERE state IN ('sending', 'sent');
ALTER TABLE job ADD COLUMN layout TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN printer TEXT NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN batch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN spool INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN page INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN off INTEGER NOT NULL DEFAULT 0;
CREATE INDEX job_spool ON job(spool) WHERE spool > 0;
"""


def make(db: Connection) -> None:
    """Make the tables of an event file."""
    for statement in statements(_JOURNAL + JOBS + _SPOOL):
        db.execute(statement)


def upgrade(db: Connection) -> None:
    """Bring an older file to VERSION; a new one is empty, an old one is never read half-way."""
    from sqlite_utils import Database, Migrations  # noqa: PLC0415  slow, and rarely needed

    migrations = Migrations("checkin")

    @migrations()
    def journal(database: Database) -> None:
        for statement in statements(_JOURNAL):
            database.conn.execute(statement)

    @migrations()
    def jobs(database: Database) -> None:
        for statement in statements(JOBS):
            database.conn.execute(statement)

    @migrations()
    def spool(database: Database) -> None:
        for statement in statements(_SPOOL):
            database.conn.execute(statement)

    migrations.apply(Database(db, execute_plugins=False))
    db.execute(f"PRAGMA user_version = {VERSION}")


def statements(script: str) -> Iterator[str]:
    """Split a script into statements; executescript would commit the transaction under way."""
    lines: list[str] = []
    for line in script.strip().splitlines():
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            yield "\n".join(lines)
            lines.clear()
