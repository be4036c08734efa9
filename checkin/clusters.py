"""Which subjects are one: those merged with each other, and the tokens of their badges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checkin.journal import store
from checkin.journal.fold import fold
from checkin.model import code
from checkin.model.issue import issues

if TYPE_CHECKING:
    from sqlite3 import Connection

_JOINED = ("a-", "d-", "l-", "p-")
"""What may be merged: an event is proved by its key, a token belongs to the badge it is on."""

_STRAYS = "SELECT DISTINCT subject FROM journal WHERE subject >= 't-' AND subject < 't.'"


def root(db: Connection, subject: str) -> str:
    """Return the subject under which the row of this one is kept."""
    return store.single(db, "SELECT root FROM cluster WHERE subject = ?", (subject,)) or subject


def members(db: Connection, root: str) -> list[str]:
    """Return all subjects of a cluster, its root among them."""
    rows = db.execute("SELECT subject FROM cluster WHERE root = ?", (root,))
    return sorted({root, *(row[0] for row in rows)})


def belonging(db: Connection, roots: Sequence[str]) -> dict[str, str]:
    """Return the root of every subject in these clusters; a former root owns nothing."""
    marks = ",".join("?" * len(roots))
    moved = {
        row[0]
        for row in db.execute(f"SELECT subject FROM cluster WHERE subject IN ({marks})", roots)  # noqa: S608
    }
    found = {subject: subject for subject in roots if subject not in moved}
    rows = db.execute(f"SELECT subject, root FROM cluster WHERE root IN ({marks})", roots)  # noqa: S608
    found.update(rows.fetchall())
    return found


def regroup(db: Connection, key: bytes, subjects: Iterable[str]) -> set[str]:
    """Draw the clusters of these subjects anew; return the roots whose rows must be folded."""
    touched = set(subjects)
    strays = {row[0] for row in db.execute(_STRAYS)} if touched else set()
    if not strays and not _any_merged(db):
        return touched
    affected = touched | set(_relink_merged(db, touched))
    if strays:
        affected |= _relink_tokens(db, key, touched, strays)
    return _regroup(db, affected)


def _any_merged(db: Connection) -> bool:
    query = "SELECT 1 FROM journal INDEXED BY journal_merged WHERE kind = 'merged' LIMIT 1"
    return bool(store.single(db, query))


def _relink_merged(db: Connection, touched: set[str]) -> Iterator[str]:
    """Keep the links that the standing `merged` entries of these subjects make."""
    query = "SELECT DISTINCT subject FROM journal INDEXED BY journal_merged WHERE kind = 'merged'"
    for (subject,) in db.execute(query).fetchall():
        if subject not in touched or not subject.startswith(_JOINED):
            continue
        db.execute("DELETE FROM link WHERE a = ? AND entry NOT LIKE 't-%'", (subject,))
        for entry, said in fold(store.of_subjects(db, [subject])).live:
            other = said.get("with")
            if entry.kind == "merged" and isinstance(other, str) and other[:2] == subject[:2]:
                db.execute("INSERT INTO link VALUES (?, ?, ?)", (entry.id, subject, other))
                yield other


def _relink_tokens(db: Connection, key: bytes, touched: set[str], strays: set[str]) -> set[str]:
    """Link people to the arrivals under their badge's token that came before them."""
    people = sorted(subject for subject in touched if subject.startswith("p-"))
    if not touched.isdisjoint(strays):
        everybody = "SELECT person FROM code UNION SELECT subject FROM cluster"
        known = {row[0] for row in db.execute(everybody) if row[0].startswith("p-")}
        people = sorted({*people, *known})
    affected = set()
    for start in range(0, len(people), store.CHUNK):
        some = people[start : start + store.CHUNK]
        entries = defaultdict(list)
        for entry in store.of_subjects(db, some):
            entries[entry.subject].append(entry)
        for person in some:
            live = fold(entries[person]).live
            badges = issues(key, [person], live) if live else []
            found = {code.unknown_subject(badge.token) for badge in badges} & strays
            db.execute("DELETE FROM link WHERE a = ? AND entry LIKE 't-%'", (person,))
            for stray in found:
                db.execute(
                    "INSERT INTO link VALUES (?, ?, ?)", (f"{stray}/{person}", person, stray)
                )
            affected |= {person, *found} if found else set()
    return affected


def _regroup(db: Connection, affected: set[str]) -> set[str]:
    """Write the clusters that these subjects are in now; return all roots, old and new."""
    waiting, roots = set(affected), set()
    for subject in affected:
        old = root(db, subject)
        roots.add(old)
        waiting.update(members(db, old))
    while waiting:
        cluster = _component(db, waiting.pop())
        waiting -= cluster
        head = min(cluster)
        roots |= {head} | {root(db, subject) for subject in cluster}
        db.executemany("DELETE FROM cluster WHERE subject = ?", ((one,) for one in cluster))
        db.executemany(
            "INSERT INTO cluster VALUES (?, ?)", ((one, head) for one in cluster if one != head)
        )
    return roots


def _component(db: Connection, subject: str) -> set[str]:
    """Return all subjects that links join to this one; a token of two people joins nobody."""
    seen, waiting = {subject}, [subject]
    while waiting:
        one = waiting.pop()
        for other in _neighbours(db, one):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _neighbours(db: Connection, subject: str) -> set[str]:
    above = {row[0] for row in db.execute("SELECT a FROM link WHERE b = ?", (subject,))}
    if subject.startswith("t-"):
        return above if len(above) == 1 else set()
    below = {row[0] for row in db.execute("SELECT b FROM link WHERE a = ?", (subject,))}
    return above | {
        one for one in below if not one.startswith("t-") or _neighbours(db, one) == {subject}
    }
