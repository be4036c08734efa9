"""Lists for others: people, attendance, the whole log, interpreters, and what desks disagree on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from checkin import clusters
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import clock, identity, store
from checkin.journal.entry import act_name
from checkin.lists import veiling
from checkin.model.person import VEILED, Person
from checkin.schema import NAMED
from checkin.tables.writing import write_csv, write_xlsx
from checkin.vocabulary import exclusions

Rows = Iterable[Sequence[Any]]
Progress = Callable[[int, int], None]

TOLD_EVERY = 1_000  # rows

PRESETS = ("raw", "excel-de", "excel-zh")  # those that lose no character

_OWN = ("id", "code", "delegation", "badge_name")  # columns with a place of their own
_FIELDS = tuple(name for name in Person.names() if name not in _OWN)
_PEOPLE = (
    "id",
    "code",
    "registered_name",
    "badge_name",
    *_FIELDS,
    "delegation",
    "delegation_id",
    "alias",
    "issue",
    "handed_out",
    "here",
)
_ATTENDANCE = (
    "id",
    "name",
    "native_name",
    "organisation",
    "delegation",
    "country",
    "role",
    "activity_id",
    "activity",
    "first_in",
    "last_out",
    "times",
    "desk",
    "here",
    "state",
)
_LOG = (
    "id",
    "act",
    "replica",
    "seq",
    "hlc",
    "time",
    "desk",
    "kind",
    "subject",
    "data",
    "undone",
)
_INTERPRETERS = (
    "id",
    "name",
    "native_name",
    "languages",
    "languages_a",
    "languages_b",
    "languages_c",
    "modes",
    "availability",
    "exclusions",
    "experience",
    "agency",
    "email",
    "phone",
    "status",
    "note",
)
_CONFLICTS = ("id", "name", "what", "field", "text", "values", "desks", "times")

_ROOT = "coalesce((SELECT root FROM cluster WHERE subject = {0}), {0})"
_WHO = f"""person.id, person.name, person.family, person.given, person.middle,
  person.native_name, person.name_order, person.country,
  person.native_name, person.organisation,
  coalesce((SELECT title FROM delegation WHERE id = {_ROOT.format("person.delegation")}), ''),
  person.country, CASE person.role WHEN '' THEN 'delegate' ELSE person.role END"""  # noqa: S608
_PARTS = 8  # of these, the first ones make the name whole
_WHAT = f"""{{0}}, coalesce(
  (SELECT title FROM activity WHERE id = {_ROOT.format("{0}")}), '')"""  # noqa: S608
_CAME = f"""SELECT {_WHO}, {_WHAT.format("attendance.activity")},
  at, iif(unixepoch(gone) > ?1, '', gone), times, desk,
  iif(here OR unixepoch(gone) > ?1, 'yes', 'no'), ''
  FROM person CROSS JOIN attendance ON attendance.person = person.id
  WHERE protected = '' AND moment <= ?1 ORDER BY person.n, moment"""  # noqa: S608
_PROTECTED = f"""SELECT id FROM person WHERE protected <> '' UNION
  SELECT subject FROM cluster JOIN person ON id = root WHERE protected <> '' UNION
  SELECT assignment.id FROM assignment
    JOIN person ON person.id = {_ROOT.format("assignment.person")} WHERE protected <> ''"""  # noqa: S608
_UNDONE = "SELECT value FROM journal, json_each(data, '$.of') WHERE kind = 'undone'"
_TAKEN_BACK = f"""SELECT journal.subject, replica, data FROM journal
  WHERE kind = 'arrived' AND data <> 'redacted' AND id IN ({_UNDONE}) ORDER BY journal.rowid"""  # noqa: S608


class _List(NamedTuple):
    """One of the lists: its title, its columns, what yields its rows, and about how many."""

    title: str
    header: tuple[str, ...]
    rows: Callable[[Desk, datetime], Rows]
    counted: str


def export(  # noqa: PLR0913  a list can be written in that many ways
    desk: Desk,
    what: str,
    path: Path,
    preset: str = "raw",
    at: datetime | None = None,
    *,
    progress: Progress | None = None,
) -> int:
    """Write a list whole or not at all, by the file's ending, and return its number of rows.

    Raises DeskError, naming the choices, for a list, an ending or a preset that there is not.
    """
    _require(what, tuple(_LISTS))
    _require(preset, PRESETS)
    _require(path.suffix.lower(), (".csv", ".xlsx"))
    chosen = _LISTS[what]
    rows = chosen.rows(desk, at or desk.moment(None))
    desk.db.execute("BEGIN")  # one state of the file from the first row to the last
    try:
        if progress:
            rows = _told(rows, store.single(desk.db, chosen.counted), progress)
        if path.suffix.lower() == ".xlsx":
            return write_xlsx(path, chosen.header, rows, chosen.title)
        return write_csv(path, chosen.header, rows, preset)
    finally:
        desk.db.execute("COMMIT")


def _told(rows: Rows, total: int, progress: Progress) -> Iterator[Sequence[Any]]:
    """Pass rows on and tell how many there were; it may raise StoppedError."""
    for done, row in enumerate(rows):
        if not done % TOLD_EVERY:
            progress(min(done, total), total)
        yield row


def _people(desk: Desk, at: datetime) -> Rows:
    columns = ", ".join(f"person.{name}" for name in ("id", *Person.names()))
    rows = desk.db.execute(
        f"""SELECT {columns}, issue, handed_out,
            coalesce((SELECT title FROM delegation
              WHERE id = {_ROOT.format("person.delegation")}), ''),
            coalesce((SELECT iif(moment <= ?1 AND (here OR unixepoch(gone) > ?1), 'yes', 'no')
              FROM attendance WHERE person = person.id AND activity = ?2), 'no')
            FROM person WHERE {NAMED} AND id >= 'p-' AND id < 'p.' ORDER BY n""",  # noqa: S608
        (at.timestamp(), desk.day(at)),
    )
    width = 1 + len(Person.names())
    for row in rows:
        person = Person(*row[:width])
        issue, handed_out, delegation, here = row[width:]
        yield (
            person.id,
            desk.badge_code(person.id),
            person.whole_name,
            person.badge_name or person.whole_name,
            *(_field(person, name) for name in _FIELDS),
            delegation,
            person.delegation,
            person.code,
            issue,
            handed_out,
            here,
        )


def _field(person: Person, name: str) -> str:
    """Return a field as lists say it: of exclusions the codes alone."""
    text: str = getattr(person, name)
    return exclusions.codes(text) if name == veiling.CODED else text


def _attendance(desk: Desk, at: datetime) -> Rows:
    came = desk.db.execute(_CAME, (at.timestamp(),))
    for (subject, *parts), rows in groupby(came, itemgetter(*range(_PARTS))):
        name = _whole_name(subject, *parts)
        for row in rows:
            yield (subject, name, *row[_PARTS:])
    for subject, replica, data in desk.db.execute(_TAKEN_BACK).fetchall():
        said = json.loads(data)
        row = desk.db.execute(
            f"SELECT {_WHO}, {_WHAT.format('?2')} FROM person WHERE id = ?1 AND protected = ''",  # noqa: S608
            (clusters.root(desk.db, subject), str(said.get("activity", ""))),
        ).fetchone()
        if row:
            here = (said.get("at", ""), "", 0, identity.label(replica), "no", "undone")
            yield (row[0], _whole_name(*row[:_PARTS]), *row[_PARTS:], *here)


def _whole_name(subject: str, *parts: str) -> str:
    names = ("name", "family", "given", "middle", "native_name", "name_order", "country")
    return Person.of(subject, dict(zip(names, parts, strict=True))).whole_name


def _log(desk: Desk, _at: datetime) -> Rows:
    undone = {row[0] for row in desk.db.execute(_UNDONE)}
    protected = {row[0] for row in desk.db.execute(_PROTECTED)}
    for entry in store.everything(desk.db):
        yield (
            entry.id,
            act_name(entry.replica, entry.act),
            entry.replica,
            entry.seq,
            entry.hlc,
            _utc(entry.hlc),
            entry.desk,
            entry.kind,
            entry.subject,
            veiling.veiled(entry) if entry.subject in protected else veiling.unnaming(desk, entry),
            "yes" if entry.id in undone else "no",
        )


def _interpreters(desk: Desk, _at: datetime) -> Rows:
    columns = ", ".join(("id", *Person.names()))
    query = f"SELECT {columns} FROM person WHERE role = 'interpreter' AND {NAMED} ORDER BY n"  # noqa: S608
    for row in desk.db.execute(query):
        person = Person(*row)
        rest = (_field(person, name) for name in _INTERPRETERS[2:])
        yield (person.id, person.whole_name, *rest)


def _conflicts(desk: Desk, _at: datetime) -> Rows:
    rows = desk.db.execute(
        "SELECT subject, what, field, detail FROM conflict ORDER BY subject, what, field"
    ).fetchall()
    for subject, what, field, detail in rows:
        said = json.loads(detail) if detail[:1] in {"[", "{"} else [detail]
        values, desks, times = _sides(desk, subject, what, field, said)
        person = desk.person(subject)
        if person and not person.named:
            values = [VEILED for _value in values]
        elif field == veiling.CODED:
            values = [exclusions.codes(str(value)) for value in values]
        texts = (", ".join(map(str, some)) for some in (values, desks, times))
        name = person.whole_name if person else ""
        yield (subject, name, what, field, _conflict(desk, what, field), *texts)


def _sides(
    desk: Desk, subject: str, what: str, field: str, said: Any
) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the values that stand against each other, the desks they are of, and when."""
    listed = said if isinstance(said, list) else [said]
    if what == "fork":
        return listed, [identity.label(field)], []
    if what != "field":
        return [], listed[0::2], listed[1::2]
    folded = desk.folded(subject)
    heads = set(folded.fields[field].heads) if field in folded.fields else set()
    entries = [entry for entry in folded.entries if entry.id in heads]
    return listed, [entry.desk for entry in entries], [_utc(entry.hlc) for entry in entries]


def _conflict(desk: Desk, what: str, field: str) -> str:
    """Say in words what kind of conflict it is."""
    activity = desk.activity(field) if field.startswith("a-") else None
    sentences = {
        "field": _("Desks that had not met set “{field}” to unlike values."),
        "twice": _("Two desks checked the same person in to {activity}: a copied badge?"),
        "substituted-present": _("Somebody came in the person's place, and the person came too."),
        "cancelled-present": _("The person had cancelled and came all the same."),
        "receiver": _("Several people have the receiver {field}."),
        "fork": _("Two copies of one desk went on under one name."),
    }
    sentence = sentences.get(what, _("Something to look at: {what}."))
    return sentence.format(what=what, field=field, activity=activity.title if activity else field)


def _utc(hlc: str) -> str:
    at = datetime.fromtimestamp(clock.milliseconds(hlc) / 1000, UTC)
    return at.isoformat(timespec="milliseconds")


def _require(word: str, choices: tuple[str, ...]) -> None:
    if word not in choices:
        raise DeskError(
            _("“{word}” cannot be written here; choose of: {choices}.").format(
                word=word, choices=", ".join(choices)
            )
        )


_LISTS = {
    "people": _List("people", _PEOPLE, _people, "SELECT count(*) FROM person"),
    "attendance": _List("attendance", _ATTENDANCE, _attendance, "SELECT count(*) FROM attendance"),
    "log": _List("log", _LOG, _log, "SELECT count(*) FROM journal"),
    "interpreters": _List(
        "interpreters",
        _INTERPRETERS,
        _interpreters,
        "SELECT count(*) FROM person WHERE role = 'interpreter'",
    ),
    "conflicts": _List("conflicts", _CONFLICTS, _conflicts, "SELECT count(*) FROM conflict"),
}
