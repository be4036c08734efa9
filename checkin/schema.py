"""The tables that can be thrown away: rows, codes, bookings, attendance, receivers, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from checkin.journal import store, tables
from checkin.model.activity import Activity
from checkin.model.assignment import Assignment
from checkin.model.delegation import Delegation
from checkin.model.event import Event
from checkin.model.need import Need
from checkin.model.noun import Noun
from checkin.model.person import Person
from checkin.model.place import Place
from checkin.search import index

if TYPE_CHECKING:
    from sqlite3 import Connection

N = TypeVar("N", bound=Noun)

VERSION = "5"  # raise it when a table or a rule of the fold changes; desks then rebuild

NOUNS: dict[str, type[Noun]] = {
    "e": Event,
    "d": Delegation,
    "l": Place,
    "a": Activity,
    "n": Need,
    "i": Assignment,
    "p": Person,
}
"""Which row a subject folds into, by the first letter of the subject."""

NAMED = "NOT erased AND protected = ''"
"""The condition of the rows of people whom a list may name; the protected only count (LAW-05)."""

TABLES = (
    *(noun.__name__.lower() for noun in NOUNS.values()),
    "cluster",
    "link",
    "code",
    "listed",
    "booking",
    "attendance",
    "headcount",
    "receiver",
    "whereabouts",
    "mark",
    "publication",
    "answer",
    "work",
    "conflict",
)

_PEOPLE = """
CREATE INDEX person_delegation ON person(delegation);
CREATE INDEX person_email ON person(lower(email)) WHERE email <> '';
CREATE INDEX person_name ON person(name_key);
CREATE INDEX person_interpreting ON person(id) WHERE role = 'interpreter';
CREATE INDEX person_with ON person(accompanies) WHERE accompanies <> '';
CREATE INDEX person_instead ON person(substitute_for) WHERE substitute_for <> '';
CREATE INDEX activity_whole ON activity(whole);
CREATE INDEX need_activity ON need(activity);
CREATE INDEX assignment_need ON assignment(need);
CREATE INDEX assignment_person ON assignment(person);
CREATE TABLE cluster(subject TEXT PRIMARY KEY, root TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX cluster_root ON cluster(root);
CREATE TABLE link(entry TEXT PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX link_a ON link(a);
CREATE INDEX link_b ON link(b);
CREATE TABLE code(text TEXT NOT NULL, person TEXT NOT NULL, issue INTEGER NOT NULL,
  minted TEXT NOT NULL, PRIMARY KEY(text, person)) STRICT, WITHOUT ROWID;
CREATE INDEX code_person ON code(person);
CREATE TABLE listed(source TEXT NOT NULL, name TEXT NOT NULL, person TEXT NOT NULL,
  PRIMARY KEY(source, name, person)) STRICT, WITHOUT ROWID;
CREATE INDEX listed_person ON listed(person);
CREATE INDEX listed_name ON listed(name);
CREATE TABLE booking(person TEXT NOT NULL, activity TEXT NOT NULL, status TEXT NOT NULL,
  since TEXT NOT NULL, PRIMARY KEY(person, activity)) STRICT, WITHOUT ROWID;
CREATE INDEX booking_activity ON booking(activity, status);
CREATE TABLE attendance(person TEXT NOT NULL, activity TEXT NOT NULL, entry TEXT NOT NULL,
  at TEXT NOT NULL, moment REAL NOT NULL, desk TEXT NOT NULL, gone TEXT NOT NULL,
  here INTEGER NOT NULL, times INTEGER NOT NULL, visitor INTEGER NOT NULL,
  PRIMARY KEY(person, activity)) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_activity ON attendance(activity, moment, visitor);
CREATE TABLE headcount(activity TEXT PRIMARY KEY, attended INTEGER NOT NULL,
  here INTEGER NOT NULL, visitors INTEGER NOT NULL, visitors_here INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE receiver(number TEXT NOT NULL, person TEXT NOT NULL, entry TEXT NOT NULL,
  channel TEXT NOT NULL, deposit TEXT NOT NULL, at TEXT NOT NULL, desk TEXT NOT NULL,
  lost TEXT NOT NULL, PRIMARY KEY(number, person, entry)) STRICT, WITHOUT ROWID;
CREATE INDEX receiver_person ON receiver(person);
CREATE TABLE whereabouts(person TEXT PRIMARY KEY, activity TEXT NOT NULL, moment REAL NOT NULL,
  visitor INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX whereabouts_activity ON whereabouts(activity, moment, visitor);
CREATE TABLE mark(person TEXT NOT NULL, activity TEXT NOT NULL, what TEXT NOT NULL,
  entry TEXT NOT NULL, at TEXT NOT NULL, desk TEXT NOT NULL, sheet TEXT NOT NULL,
  PRIMARY KEY(person, activity, what)) STRICT, WITHOUT ROWID;
CREATE INDEX mark_activity ON mark(activity, what);
CREATE TABLE publication(person TEXT NOT NULL, entry TEXT NOT NULL, version INTEGER NOT NULL,
  at TEXT NOT NULL, desk TEXT NOT NULL, place INTEGER NOT NULL, lines TEXT NOT NULL,
  PRIMARY KEY(person, entry)) STRICT, WITHOUT ROWID;
CREATE TABLE answer(person TEXT NOT NULL, of TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL,
  desk TEXT NOT NULL, PRIMARY KEY(person, of, what, at, desk)) STRICT, WITHOUT ROWID;
CREATE TABLE work(person TEXT NOT NULL, entry TEXT NOT NULL, start TEXT NOT NULL,
  "end" TEXT NOT NULL, desk TEXT NOT NULL, assignment TEXT NOT NULL, PRIMARY KEY(person, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflict(subject TEXT NOT NULL, what TEXT NOT NULL, field TEXT NOT NULL,
  detail TEXT NOT NULL, PRIMARY KEY(subject, what, field)) STRICT, WITHOUT ROWID;
CREATE TRIGGER attendance_came AFTER INSERT ON attendance BEGIN
  INSERT INTO headcount VALUES (NEW.activity, 1, NEW.here, NEW.visitor, NEW.visitor * NEW.here)
  ON CONFLICT(activity) DO UPDATE SET attended = attended + 1, here = here + NEW.here,
    visitors = visitors + NEW.visitor, visitors_here = visitors_here + NEW.visitor * NEW.here;
END;
CREATE TRIGGER attendance_went AFTER DELETE ON attendance BEGIN
  UPDATE headcount SET attended = attended - 1, here = here - OLD.here,
    visitors = visitors - OLD.visitor, visitors_here = visitors_here - OLD.visitor * OLD.here
  WHERE activity = OLD.activity;
  DELETE FROM headcount WHERE activity = OLD.activity AND attended = 0;
END;
"""


def create(db: Connection) -> None:
    """Make the tables anew, empty."""
    for table in TABLES:
        db.execute(f"DROP TABLE IF EXISTS main.{table}")
    for noun in NOUNS.values():
        columns = ", ".join(f"{name} TEXT NOT NULL" for name in noun.names())
        table = noun.__name__.lower()
        if noun is Person:
            db.execute(
                f"""CREATE TABLE main.person(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
                    {columns}, visitor INTEGER NOT NULL, issue INTEGER NOT NULL,
                    handed_out TEXT NOT NULL, erased INTEGER NOT NULL, name_key TEXT NOT NULL
                    ) STRICT"""
            )
        else:
            db.execute(
                f"CREATE TABLE main.{table}(id TEXT PRIMARY KEY, {columns}) STRICT, WITHOUT ROWID"
            )
    for statement in tables.statements(_PEOPLE):
        db.execute(statement)
    index.create(db)


def current(db: Connection) -> bool:
    """Tell whether the tables are of this program's version and were filled to the end."""
    return store.recall(db, "projection") == VERSION


def noun(db: Connection, kind: type[N], subject: str) -> N | None:
    """Return the row of a delegation, place, activity, person or of the event."""
    columns = ", ".join(("id", *kind.names()))
    table = kind.__name__.lower()
    row = db.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (subject,)).fetchone()  # noqa: S608
    return kind(*row) if row else None
