"""What a desk does with delegations: make and change them, know who leads them and who is here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from checkin import clusters
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.journal import store
from checkin.model.delegation import Delegation, delegation_subject
from checkin.model.noun import number
from checkin.model.person import Person
from checkin.search import collation
from checkin.sheet import name_key
from checkin.vocabulary import colours, group_fields
from checkin.vocabulary.typed import understood

PARTS = ("head", "deputy")
"""Who leads a delegation, in the order of the protocol."""

Place = tuple[int, bool, str]
"""The place of a delegation in the protocol."""

LAST = 1 << 30  # the rank of whoever has none
NOWHERE: Place = (LAST + 1, True, "")  # the place of those who are in no delegation
_COLUMNS = ", ".join(("id", *Delegation.names()))

# A leader is known by the id, or by the name that a list gave, among the people of the delegation.
_LEADERS = """SELECT w.value ->> 0, w.value ->> 1, p.id, 0 AS later, p.n FROM json_each(?1) AS w
  JOIN person AS p ON p.id = w.value ->> 2 WHERE NOT p.erased
UNION ALL SELECT w.value ->> 0, w.value ->> 1, p.id, 1 AS later, p.n FROM json_each(?1) AS w
  JOIN person AS p ON p.name_key = w.value ->> 3 AND p.delegation = w.value ->> 0
  WHERE p.name_key <> '' AND NOT p.erased
ORDER BY later, p.n"""

_COUNTED = """SELECT p.delegation, sum(p.may), sum(p.may AND coalesce(a.here, 0)),
  sum(p.may AND a.person IS NULL), sum(p.nameless), sum(p.hidden)
FROM (SELECT id, delegation, protected <> '' AS hidden,
    status NOT IN ('cancelled', 'substituted') AS may,
    name || family || given || native_name = '' AS nameless
  FROM person WHERE delegation <> '' AND NOT erased) AS p
LEFT JOIN (SELECT person, here OR unixepoch(gone) > ?2 AS here FROM attendance
  WHERE activity = ?1 AND moment <= ?2) AS a ON a.person = p.id
GROUP BY p.delegation"""

_SINCE = """SELECT a.person, a.at FROM attendance AS a WHERE a.activity = ?1 AND a.moment <= ?2
  AND (a.here OR unixepoch(a.gone) > ?2) AND a.person IN (SELECT value FROM json_each(?3))"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One delegation as it stands: how many of it are expected and here, and its head."""

    delegation: Delegation
    head: str  # the person, '' where the register has none
    head_since: str  # ISO: here since; '' while away
    expected: int  # who may come, also those who are here
    here: int
    not_yet: int  # who have not come on this day
    nameless: int
    hidden: int  # who are counted and named nowhere


def named(desk: Desk, name: str) -> Delegation | None:
    """Return the delegation with this id, or else the only one of this title."""
    if found := desk.delegation(name) or desk.delegation(delegation_subject(desk.key, name)):
        return found
    wanted = _plain(name)
    found_all = [one for one in _every(desk) if wanted and wanted in map(_plain, one.titles())]
    return found_all[0] if len(found_all) == 1 else None


def delegation(desk: Desk, name: str) -> Delegation:
    """Return the delegation that a name means; raises DeskError where there is none or several."""
    found = named(desk, name)
    if found is None:
        raise DeskError(_("There is no delegation {name}.").format(name=name))
    return found


def put(desk: Desk, subject: str, values: Mapping[str, str]) -> Delegation:
    """Change a delegation, or make one where the subject is ''; return it as it is then.

    Whoever becomes the head is no deputy any more. Raises DeskError for what cannot be.
    """
    fields = _checked(values)
    kind = "changed"
    if not subject:
        kind, subject = "registered", delegation_subject(desk.key, fields.get("title", ""))
        if desk.delegation(subject):
            raise DeskError(_("There is a delegation {title} already.").format(**fields))
    known = desk.delegation(subject)
    if not fields.get("title", known.title if known else ""):
        raise DeskError(_("A delegation needs a title."))
    for one, other in (PARTS, PARTS[::-1]):
        if known and fields.get(one) and other not in fields:
            both = leaders(desk, [known])
            taken = fields[one] in {getattr(known, other), both.get((known.id, other))}
            fields |= {other: ""} if taken else {}
    if fields.get("head") and fields["head"] == fields.get("deputy"):
        raise DeskError(_("Head and deputy are two people."))
    if facts := desk.change(kind, subject, fields):
        desk.write(*facts)
    return delegation(desk, subject)


def lead(desk: Desk, person: Person, part: str) -> Delegation:
    """Make a member the head or the deputy of the delegation; raises DeskError outside of one."""
    return put(desk, delegation(desk, person.delegation).id, {part: person.id})


def head(desk: Desk, subject: str, part: str = "head") -> Person | None:
    """Return the head of a delegation, or the deputy, as far as the register has them."""
    known = desk.delegation(subject)
    found = leaders(desk, [known]) if known else {}
    return desk.person(found[known.id, part]) if known and (known.id, part) in found else None


def leaders(desk: Desk, delegations: Iterable[Delegation]) -> dict[tuple[str, str], str]:
    """Return the people who lead, by delegation and part."""
    wanted = [
        (one.id, part, _root(desk, said), name_key(said))
        for one in delegations
        for part in PARTS
        if (said := getattr(one, part))
    ]
    found: dict[tuple[str, str], str] = {}
    for group, part, person, *_order in desk.db.execute(_LEADERS, (json.dumps(wanted),)):
        found.setdefault((group, part), person)
    return found


def overview(desk: Desk, at: datetime) -> list[Standing]:
    """Return all delegations as they stand at a moment, in the order of the protocol."""
    every = _every(desk)
    heads = {
        group: person for (group, part), person in leaders(desk, every).items() if part == "head"
    }
    day, moment = desk.day(at), at.timestamp()
    asked = (day, moment, json.dumps(list(heads.values())))
    since = dict(desk.db.execute(_SINCE, asked).fetchall())
    counted = {row[0]: row[1:] for row in desk.db.execute(_COUNTED, (day, moment))}
    order = collation.usual(language())
    found = []
    for one in sorted(every, key=lambda one: protocol(one, order)):
        leader = heads.get(one.id, "")
        numbers = counted.get(one.id, (0,) * 5)
        found.append(Standing(one, leader, since.get(leader, ""), *numbers))
    return found


def protocol(one: Delegation, order: str) -> Place:
    """Return the place of a delegation: its rank, partner cities before others, then the title."""
    rank = number(one.rank)
    return LAST if rank is None else rank, not one.partner_city, collation.key(one.title, order)


def nameless(desk: Desk, subject: str) -> list[Person]:
    """Return the guests of a delegation whom nobody has named yet, by their numbers."""
    rows = desk.db.execute(
        """SELECT id FROM person WHERE delegation = ? AND NOT erased
           AND name || family || given || native_name = ''
           AND status NOT IN ('cancelled', 'substituted')
           ORDER BY length(badge_name), badge_name, n""",
        (subject,),
    )
    return [one for row in rows.fetchall() if (one := desk.person(row[0]))]


def numbers(desk: Desk, name: str, count: int) -> list[str]:
    """Return numbers for guests without a name: A-17 is the 17th of a delegation at desk A.

    None is given twice, also where the first guest has a name by now; to be called in an act.
    """
    known = named(desk, name) if name else None
    subject = known.id if known else delegation_subject(desk.key, name) if name else ""
    begin = f"{desk.label}-"
    rows = desk.db.execute(
        """SELECT substr(badge_name, ?2) FROM person
           WHERE delegation = ?1 AND substr(badge_name, 1, ?2 - 1) = ?3""",
        (subject, len(begin) + 1, begin),
    )
    kept = f"numbered {subject}"
    given = [number(row[0]) or 0 for row in rows] + [int(store.recall(desk.db, kept, "0"))]
    first = max(given) + 1
    store.remember(desk.db, **{kept: str(first + count - 1)})
    return [f"{begin}{first + n}" for n in range(count)]


def doubt(desk: Desk, known: Delegation) -> str:
    """Return what there is to settle about the head: `none`, `stranger`, `several`, or ''."""
    query = "SELECT 1 FROM conflict WHERE subject = ? AND field = 'head'"
    if store.single(desk.db, query, (known.id,)):
        return "several"
    if not known.head:
        return "none"
    found = head(desk, known.id)
    return "" if found and found.delegation == known.id and found.may_come else "stranger"


def _every(desk: Desk) -> list[Delegation]:
    return [Delegation(*row) for row in desk.db.execute(f"SELECT {_COLUMNS} FROM delegation")]  # noqa: S608


def _root(desk: Desk, said: str) -> str:
    return clusters.root(desk.db, said) if said.startswith("p-") else ""


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    """Return typed fields as they are kept; raises DeskError for the first that cannot be."""
    if unknown := next((name for name in values if name not in group_fields.NAMES), ""):
        raise DeskError(_("A delegation has no field {name}.").format(name=unknown))
    kept = understood(values)
    if kept.get("rank") and number(kept["rank"]) is None:
        raise DeskError(_("The rank is a number; 1 comes first."))
    if kept.get("colour"):
        kept["colour"] = colours.colour(kept["colour"])
        if not kept["colour"]:
            raise DeskError(_("A colour is written as #C8102E, or by its name."))
    return kept


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
