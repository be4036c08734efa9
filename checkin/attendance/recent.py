"""The last acts of this desk: what it did, for whom, and whether that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from checkin import clusters, projection
from checkin.desk import FOR_EVER, Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import clock, store
from checkin.journal.entry import NO_SUBJECT, Entry, act_name
from checkin.verdicts import Verdict

UNDO_REASONS = ("wrong-person", "wrong-activity", "not-there", "mistyped", "other")
"""Why an act is taken back: words that name nobody, as they outlive an erasure."""

AT_ONCE = 60_000  # ms within which an act is taken back without a reason

_READ = 100  # entries read of one act
_COUNTED = 5000  # entries of one act whose people are counted
_PROVED = 10  # subjects of one act that are looked at
_NAMED = 3
_BACK = 20  # acts looked through for each that is told
_UNTOLD = frozenset({"undone", "printed", "exported", "imported", "clock-set"})
_FIRST = (
    *("arrived", "left", "refused", "lent", "returned", "lost", "handed-out", "minted", "merged"),
    *("erased", "booked", "registered", "changed"),
)
"""By which of its kinds an act is called."""
_THINGS = frozenset({"e-", "d-", "l-", "a-"})  # of which people come first


@dataclass(frozen=True, slots=True)
class Recent:
    """One act of this desk."""

    act: str
    at: str  # ISO: as stated, else when it was written
    what: str  # a verdict, "walk-in", "substitute", or the kind of its entries
    people: tuple[str, ...]  # the first three
    count: int  # of people, or else of entries
    text: str  # whom or what it is about
    undone: bool
    may_undo: bool
    reason_due: bool  # it was some time ago; an undo needs one of UNDO_REASONS
    override: str = ""  # the verdict in spite of which somebody was let in


def recent(desk: Desk, n: int = 20) -> list[Recent]:
    """Return the last acts of this desk, the newest first; refused scans are among them."""
    return list(islice(_acts(desk, n * _BACK), n))


def undo(desk: Desk, act: str, reason: str = "") -> list[str]:
    """Take an act back and return the ids of its entries; after a minute only with a reason.

    Raises DeskError where a reason is missing or is none, or nothing is left to take back.
    """
    if reason and reason not in UNDO_REASONS:
        raise DeskError(
            _("There is no “{word}” here; choose of: {choices}.").format(
                word=reason, choices=", ".join(UNDO_REASONS)
            )
        )
    replica, _slash, seq = act.rpartition("/")
    query = "SELECT hlc FROM journal WHERE replica = ? AND seq = ?"
    number = int(seq[1:]) if seq[1:].isdecimal() else 0
    hlc = store.single(desk.db, query, (replica or desk.replica, number))
    if hlc and not reason and _long_ago(desk, hlc):
        raise DeskError(_("That was more than a minute ago. Please say why it is taken back."))
    return desk.undo(act, reason)


def _acts(desk: Desk, most: int) -> Iterator[Recent]:
    above = 1 << 62
    for act in islice(store.acts(desk.db, desk.replica), most):
        entries = _entries(desk, act, above)
        kinds = {entry.kind for entry in entries}
        if not kinds <= _UNTOLD and "founded" not in kinds:
            yield _told(desk, act, entries, above)
        above = act


def _entries(desk: Desk, act: int, above: int) -> list[Entry]:
    """Return the first entries of an act, which stand together."""
    rows = desk.db.execute(
        f"{store.SELECT} WHERE replica = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT ?",
        (desk.replica, act, above, _READ),
    )
    return [Entry._make(row) for row in rows]


def _told(desk: Desk, act: int, entries: Sequence[Entry], above: int) -> Recent:
    told = [entry for entry in entries if entry.kind not in _UNTOLD]
    chief = min(told, key=lambda entry: (entry.subject[:2] in _THINGS, _rank(entry.kind)))
    said = chief.said
    subjects = dict.fromkeys(
        clusters.root(desk.db, entry.subject)
        for entry in told
        if entry.subject[:2] == "p-" and (_rank(entry.kind) == _rank(chief.kind))
    )
    people = tuple(subjects)
    count = len(people)
    if len(entries) == _READ:
        count = _count(desk, act, above, chief.kind)
    undoable = [entry for entry in told if entry.kind not in FOR_EVER]
    undone = bool(undoable) and _undone(desk, undoable)
    return Recent(
        act_name(desk.replica, act),
        str(said.get("at") or desk.event.at(clock.milliseconds(chief.hlc)).isoformat()),
        _what(desk, entries, chief),
        people[:_NAMED],
        count or len(told),
        _about(desk, people, count, chief),
        undone,
        bool(undoable) and not undone,
        _long_ago(desk, entries[0].hlc),
        str(said.get("override", "")),
    )


def _count(desk: Desk, act: int, above: int, kind: str) -> int:
    """Return how many subjects an act of many speaks of; of very many, how many entries it has."""
    place = (desk.replica, act, above)
    highest = "SELECT max(seq) FROM journal WHERE replica = ?"
    size: int = min(above, store.single(desk.db, highest, (desk.replica,)) + 1) - act
    if size > _COUNTED:
        return size
    query = """SELECT count(DISTINCT subject) FROM journal
               WHERE replica = ? AND seq >= ? AND seq < ? AND kind = ?"""
    return int(store.single(desk.db, query, (*place, kind)))


def _what(desk: Desk, entries: Sequence[Entry], chief: Entry) -> str:
    """Say what an act was: the answer to a scan where it was one."""
    if chief.kind == "refused":
        return str(chief.said.get("reason", chief.kind))
    for entry in entries:
        if entry.kind == "registered" and entry.subject == chief.subject != NO_SUBJECT:
            settings = entry.said.get("set")
            entered = settings.get("entered") if isinstance(settings, dict) else ""
            return str(entered or entry.kind)
    if chief.kind == "left":
        return Verdict.LEFT
    if chief.kind != "arrived":
        return chief.kind
    if chief.subject.startswith("t-"):
        return Verdict.NOT_YET_KNOWN
    person = desk.person(chief.subject)
    return Verdict.ATTENTION if person and person.attention else Verdict.WELCOME


def _about(desk: Desk, people: Sequence[str], count: int, chief: Entry) -> str:
    """Say whom an act is about: a name, a delegation and how many, or a title."""
    known = [person for one in people[:_PROVED] if (person := desk.person(one))]
    if count == 1 and known:
        group = _delegation(desk, known[0].delegation) if known[0].nameless else ""
        words = " · ".join(filter(None, (group, known[0].whole_name)))
        return words or _("Unnamed guest")
    if count > 1:
        number = ngettext("{n} person", "{n} people", count).format(n=count)
        shared = {person.delegation for person in known}
        title = _delegation(desk, shared.pop()) if len(shared) == 1 else ""
        names = ", ".join(person.whole_name for person in known[:_NAMED] if not person.nameless)
        return f"{title or names}: {number}" if title or names else number
    if chief.subject == NO_SUBJECT or chief.subject[:2] in {"t-", "p-"}:
        return ""
    noun = desk.activity(chief.subject) or desk.delegation(chief.subject)
    return noun.title if noun else ""


def _delegation(desk: Desk, subject: str) -> str:
    found = desk.delegation(subject) if subject else None
    return found.title if found else ""


def _undone(desk: Desk, entries: Sequence[Entry]) -> bool:
    """Tell whether nothing of these entries stands any longer, by those looked at."""
    some = list(dict.fromkeys(entry.subject for entry in entries))[:_PROVED]
    roots = sorted({clusters.root(desk.db, subject) for subject in some})
    annulled = {name for _root, said in projection.folds(desk.db, roots) for name in said.annulled}
    return all(entry.id in annulled for entry in entries if entry.subject in some)


def _long_ago(desk: Desk, hlc: str) -> bool:
    return desk.now() - clock.milliseconds(hlc) > AT_ONCE


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
