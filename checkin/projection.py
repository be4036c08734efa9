"""From entries to rows: every row is a pure fold of one cluster, put where it changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from checkin import clusters, schema
from checkin.journal import census, store
from checkin.journal.entry import NO_SUBJECT
from checkin.journal.fold import Folded, fold
from checkin.model.activity import Activity, Tree
from checkin.model.event import Event, event_subject
from checkin.model.presence import Wholes
from checkin.register import Register, Titles
from checkin.schema import noun
from checkin.sheet import field_conflicts, sheet

if TYPE_CHECKING:
    from sqlite3 import Connection

CHUNK = 400  # clusters folded at once


class Programme:
    """All activities as they stood when read: which is a part of which, and when each admits."""

    def __init__(self, db: Connection, key: bytes) -> None:
        """Read them."""
        columns = ", ".join(("id", *Activity.names()))
        rows = db.execute(f"SELECT {columns} FROM activity")  # noqa: S608
        self.activities: Mapping[str, Activity] = {row[0]: Activity(*row) for row in rows}
        self._db = db
        self._event = noun(db, Event, event_subject(key)) or Event("")
        self._admission: dict[str, tuple[datetime, datetime] | None] = {}
        self.wholes: Wholes = Tree(key, self._event, self.activity).wholes

    def activity(self, subject: str) -> Activity | None:
        """Return one activity, also by a subject that was merged into it."""
        known = self.activities.get(subject)
        return known or self.activities.get(clusters.root(self._db, subject))

    def admission(self, activity: Activity) -> tuple[datetime, datetime] | None:
        """Return from when and until when it takes people in; None where it has no times."""
        if activity.id not in self._admission:
            self._admission[activity.id] = activity.admission_times(self._event)
        return self._admission[activity.id]


def project(
    db: Connection, key: bytes, subjects: Iterable[str], wholes: Wholes | None = None
) -> None:
    """Bring the rows of these subjects up to date, and of all that depend on them.

    Who changes no activity may pass the tree of activities that it knows.
    """
    touched = set(subjects)
    dependent: set[str] = set()
    for prefix in (prefix for prefix in schema.NOUNS if prefix != "p"):
        some = sorted(subject for subject in touched if subject.startswith(prefix + "-"))
        dependent |= _project_nouns(db, prefix, some)
    people = {subject for subject in touched if subject[:2] in {"p-", "t-"}}
    roots = clusters.regroup(db, key, people) | dependent
    titles = Titles(db, changed=any(subject[:2] == "d-" for subject in touched))
    _project_people(db, key, sorted(roots), wholes or Programme(db, key).wholes, titles)


def rebuild(db: Connection, key: bytes) -> None:
    """Make all rows anew from the journal alone."""
    schema.create(db)
    project(
        db, key, [row[0] for row in db.execute("SELECT DISTINCT subject FROM journal ORDER BY 1")]
    )
    mark_forks(db)


def mark_forks(db: Connection) -> None:
    """List the replicas under which two desks wrote, for people to look at."""
    db.execute("DELETE FROM conflict WHERE what = 'fork'")
    db.executemany(
        "INSERT INTO conflict VALUES (?, 'fork', ?, ?)",
        (
            (NO_SUBJECT, replica, json.dumps([first, number]))
            for replica, first, number in census.forks(db)
        ),
    )


def folded(db: Connection, subject: str) -> Folded:
    """Return the fold of the cluster that a subject belongs to."""
    return fold(store.of_subjects(db, clusters.members(db, clusters.root(db, subject))))


def folds(db: Connection, roots: Sequence[str]) -> Iterator[tuple[str, Folded]]:
    """Yield the fold of each cluster; memory is bounded by a few hundred clusters."""
    for start in range(0, len(roots), CHUNK):
        some = roots[start : start + CHUNK]
        belongs = clusters.belonging(db, some)
        entries = defaultdict(list)
        for entry in store.of_subjects(db, sorted(belongs)):
            entries[belongs[entry.subject]].append(entry)
        for root in some:
            yield root, fold(entries[root])


# Delegations, places, activities, the event ############################################


def _project_nouns(db: Connection, prefix: str, subjects: Sequence[str]) -> set[str]:
    """Put the rows of one noun; return the people whose rows depend on what changed."""
    if not subjects:
        return set()
    kind = schema.NOUNS[prefix]
    table = kind.__name__.lower()
    roots = sorted(clusters.regroup(db, b"", subjects))
    dependent: set[str] = set()
    for root, said in folds(db, roots):
        old = db.execute(f"SELECT * FROM {table} WHERE id = ?", (root,)).fetchone()  # noqa: S608
        new = kind.of(root, said.values()).values() if said.exists else None
        if new != old:
            dependent |= _dependents(db, prefix, root)
            db.execute(f"DELETE FROM {table} WHERE id = ?", (root,))  # noqa: S608
        if new is not None and new != old:
            marks = ", ".join("?" * len(new))
            db.execute(f"INSERT INTO {table} VALUES ({marks})", new)  # noqa: S608
        db.execute("DELETE FROM conflict WHERE subject = ?", (root,))
        db.executemany("INSERT INTO conflict VALUES (?, ?, ?, ?)", field_conflicts(root, said))
    return dependent


def _dependents(db: Connection, prefix: str, root: str) -> set[str]:
    """Return the people whose rows quote this one: by its title, or by what it is a part of."""
    if prefix == "d":
        rows = db.execute("SELECT id FROM person WHERE delegation = ?", (root,))
    elif prefix == "a":
        rows = db.execute("SELECT person FROM attendance WHERE activity = ?", (root,))
    elif prefix == "e":
        rows = db.execute("SELECT DISTINCT person FROM attendance")
    else:
        return set()
    return {row[0] for row in rows}


def _project_people(
    db: Connection, key: bytes, roots: Sequence[str], wholes: Wholes, titles: Titles
) -> None:
    """Fold people and put their rows, some hundreds at a time."""
    register = Register(db, titles)
    for some in store.batches(roots, CHUNK):
        register.put({root: sheet(key, root, said, wholes) for root, said in folds(db, some)})
