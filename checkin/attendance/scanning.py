"""A scan: what was read, whom it means, what the desk answers, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from checkin import clusters, eligibility, people
from checkin.attendance import admission, house, rules
from checkin.attendance.beside import NOTHING, Beside, beside
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import NO_SUBJECT, Entry, Fact, act_name
from checkin.model import code, scanner
from checkin.model.activity import Activity
from checkin.model.code import Reading
from checkin.model.person import Person
from checkin.model.presence import Arrival
from checkin.verdicts import ACTING, OVERRIDABLE, OVERRIDE_REASONS, Look, Verdict, decide

SAME_SCAN = 3.0  # seconds within which the same code again is the same scan
BADGES_ONLY = "badges-only"  # the mode of a desk that hands out badges and lets nobody in
_LOOKED_BACK = 20  # entries of this desk among which a repeat is looked for

_PERSON = ", ".join(f"person.{name}" for name in ("id", *Person.names()))
_BEHIND = f"""SELECT code.issue = person.issue, erased, {_PERSON} FROM code
JOIN person ON person.id = code.person WHERE text IN (?, ?)"""  # noqa: S608
_STATE = """SELECT
  (SELECT status = 'booked' FROM booking WHERE person = ?1 AND activity = ?2),
  EXISTS (SELECT 1 FROM booking WHERE activity = ?2 AND status = 'booked'),
  EXISTS (SELECT 1 FROM attendance WHERE person = ?1 AND activity = ?2)"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scan answers."""

    verdict: Verdict
    code: str  # as read, or the text itself
    at: datetime  # the stated time
    activity: str
    person: Person | None = None
    people: tuple[str, ...] = ()  # all whom the code may mean
    entry: str | None = None  # what this scan wrote
    act: str | None = None
    badge_due: bool = False
    beside: Beside = NOTHING  # what a refusal is told with
    override: str = ""  # the verdict in spite of which somebody was let in


@dataclass(frozen=True, slots=True)
class _Found:
    """Whom a code means, and the subject on which an arrival would be kept."""

    reading: Reading
    subject: str = NO_SUBJECT
    people: tuple[str, ...] = ()
    person: Person | None = None  # where it is one
    newest_issue: bool = True

    def look(self) -> Look:
        """Return what an answer depends on as far as the code and its person tell."""
        return Look(
            reading=self.reading,
            people=len(self.people),
            newest_issue=self.newest_issue,
            status=self.person.status if self.person else "",
            attention=bool(self.person and self.person.attention),
        )


def scan(
    desk: Desk, text: str, *, activity: str = "", out: bool = False, at: datetime | None = None
) -> Outcome:
    """Answer a scan: look, decide, write; an ordinary refusal is an answer.

    Raises DeskError for an unknown activity, or where the answer could not be kept.
    """
    read = scanner.read(desk.key, text)
    return _answered(desk, _found(desk, read, text), read.code, activity, at, out=out)


def check_in(
    desk: Desk,
    person_id: str,
    *,
    activity: str = "",
    out: bool = False,
    at: datetime | None = None,
) -> Outcome:
    """Answer for a person chosen by hand as for a scan of the badge; the outcome has no code.

    Raises DeskError for an unknown person or activity.
    """
    return _answered(desk, _chosen(desk, person_id), "", activity, at, out=out)


def owner(desk: Desk, text: str) -> str:
    """Return the person whose badge a text is, '' where it is nobody's or that of several."""
    found = _found(desk, scanner.read(desk.key, text), text)
    return found.person.id if found.person and found.newest_issue else ""


def preview(
    desk: Desk, person_id: str, *, activity: str = "", at: datetime | None = None
) -> Outcome:
    """Return what a check-in by hand would answer, and keep nothing."""
    moment = _moment(desk, at)
    found = _chosen(desk, person_id)
    where = admission.meant(desk, activity, found.subject, moment, out=False)
    look, _fact = _passage(desk, found, where, moment, out=False)
    return _told(desk, found, look, "", moment, where)


def admit(  # noqa: PLR0913  who, to what, when, and why
    desk: Desk,
    person_id: str,
    *,
    activity: str = "",
    at: datetime | None = None,
    reason: str = "",
    source: str = "",
) -> Outcome:
    """Let somebody in whom the desk would refuse, as a human said so; keep what was overruled.

    Whoever had cancelled, comes. A person in whose place another one comes stays refused. Raises
    DeskError for a reason that is none of OVERRIDE_REASONS.
    """
    if reason:
        rules.require(reason, OVERRIDE_REASONS)
    moment = _moment(desk, at)
    found = _chosen(desk, person_id)
    where = admission.meant(desk, activity, found.subject, moment, out=False)
    look, fact = _passage(desk, found, where, moment, out=False)
    refused = decide(look)
    if refused not in OVERRIDABLE:
        return _answered(desk, found, "", activity, at, out=False)
    free = replace(look, status="", admitting=True, here=False, listed=False, full=False)
    facts = [_despite(fact, override=refused.value, reason=reason, source=source)]
    if refused is Verdict.CANCELLED:
        facts += desk.change("changed", found.subject, {"status": ""})
    entry = desk.write(*facts)[0]
    return Outcome(
        decide(free),
        "",
        moment,
        where.id,
        found.person,
        found.people,
        entry.id,
        act_name(entry.replica, entry.act),
        badge_due=True,
        override=refused.value,
    )


def _despite(fact: Fact, **why: str) -> Fact:
    """Return a fact with what was overruled, and with what else was said of that."""
    return replace(fact, data={**fact.data, **{key: word for key, word in why.items() if word}})


def wait(desk: Desk, person_id: str, activity: str) -> int:
    """Put a person on the waiting list of an activity; return how many now wait there."""
    people.book(desk, [person_id], activity, "waiting")
    query = "SELECT count(*) FROM booking WHERE activity = ? AND status = 'waiting'"
    return int(store.single(desk.db, query, (activity,)))


def _answered(  # noqa: PLR0913  all that a scan is
    desk: Desk, found: _Found, code_read: str, activity: str, at: datetime | None, *, out: bool
) -> Outcome:
    """Look, decide, write."""
    moment = _moment(desk, at)
    where = admission.meant(desk, activity, found.subject, moment, out=out)
    look, fact = _passage(desk, found, where, moment, out=out)
    return _kept(desk, _told(desk, found, look, code_read, moment, where), fact)


def _told(  # noqa: PLR0913, PLR0917  who, what, when, where
    desk: Desk, found: _Found, look: Look, code_read: str, moment: datetime, where: Activity
) -> Outcome:
    """Return the answer, with what is told beside it."""
    verdict = decide(look)
    aside = beside(desk, verdict, found.person.id if found.person else "", where.id, moment)
    return Outcome(verdict, code_read, moment, where.id, found.person, found.people, beside=aside)


def _moment(desk: Desk, at: datetime | None) -> datetime:
    return at.astimezone(desk.event.tz) if at else desk.this_moment()


def _passage(
    desk: Desk, found: _Found, where: Activity, moment: datetime, *, out: bool
) -> tuple[Look, Fact]:
    """Return what an answer depends on, and what is kept of it where it lets somebody pass."""
    said = {"activity": where.id, "at": moment.isoformat()}
    if out:
        inside = [one.entry for one in _inside(desk, found.subject, where, moment)]
        look = replace(found.look(), out=True, here=bool(inside))
        return look, Fact("left", found.subject, {**said, "of": inside} if inside else said)
    if store.recall(desk.db, "mode") == BADGES_ONLY:
        look = replace(found.look(), been=_handed_out(desk, found.subject))
        return look, Fact("handed-out", found.subject, said)
    return _look_inside(desk, found, where, moment), Fact("arrived", found.subject, said)


def _chosen(desk: Desk, person_id: str) -> _Found:
    """Return somebody chosen by hand, as if a badge had said who it is."""
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    return _Found(Reading.GENUINE, person.id, (person.id,), person)


def _found(desk: Desk, read: scanner.Scan, text: str) -> _Found:
    """Look a code up: ours by its token, another system's by its whole text, as it was typed too.

    The badge of somebody who was erased is nobody's.
    """
    genuine = read.reading is Reading.GENUINE
    wanted = (read.token, read.token) if genuine else (read.code, text.strip())
    rows = {row[2]: row for row in desk.db.execute(_BEHIND, wanted)}
    standing = [row for row in rows.values() if not row[1]]
    if len(standing) == 1:
        newest, _erased, *values = standing[0]
        person = Person(*values).veiled()
        return _Found(read.reading, person.id, (person.id,), person, newest_issue=bool(newest))
    if standing or not genuine:
        return _Found(read.reading, people=tuple(row[2] for row in standing))
    if rows:
        return _Found(Reading.NOT_A_CODE)
    return _Found(read.reading, clusters.root(desk.db, code.unknown_subject(read.token)))


def _look_inside(desk: Desk, found: _Found, where: Activity, moment: datetime) -> Look:
    """Return what an answer to somebody who comes in depends on."""
    row = desk.db.execute(_STATE, (found.subject, where.id)).fetchone()
    booked, anybody_booked, been = row
    listed, meant = eligibility.at_the_door(desk, found.person, where, listed=bool(anybody_booked))
    return replace(
        found.look(),
        admitting=admission.admits(desk, where, moment),
        here=bool(been) and _was_here(desk, found.subject, where, moment),
        been=bool(been),
        listed=listed,
        booked=bool(booked) or meant,
        full=house.filled(desk, where, found.subject, moment) is not None,
    )


def _was_here(desk: Desk, subject: str, where: Activity, moment: datetime) -> bool:
    """Tell whether somebody is here, or was at a stated time that lies back."""
    stated = moment.timestamp()
    return any(
        not one.ended or one.moment <= stated < datetime.fromisoformat(one.ended).timestamp()
        for one in _arrivals(desk, subject, where)
    )


def _inside(desk: Desk, subject: str, where: Activity, moment: datetime) -> list[Arrival]:
    """Return the check-ins to an activity and its parts that a check-out then would end."""
    return [
        one
        for one in _arrivals(desk, subject, where)
        if not one.ended and one.moment <= moment.timestamp()
    ]


def _arrivals(desk: Desk, subject: str, where: Activity) -> list[Arrival]:
    if subject == NO_SUBJECT:
        return []
    return [
        one
        for one in desk.arrivals(desk.folded(subject))
        if where.id in (one.activity, *desk.wholes(one.activity))
    ]


def _handed_out(desk: Desk, subject: str) -> bool:
    query = "SELECT handed_out <> '' FROM person WHERE id = ?"
    return bool(store.single(desk.db, query, (subject,)))


def _kept(desk: Desk, answer: Outcome, passage: Fact) -> Outcome:
    """Write what an answer leaves behind, unless this desk has just given it."""
    if _same_again(desk, answer, passage):
        return answer
    acting = answer.verdict in ACTING
    passes = acting or answer.verdict is Verdict.NOT_HERE
    entry = desk.write(passage if passes else _refusal(desk, answer))[0]
    return replace(
        answer,
        entry=entry.id,
        act=act_name(entry.replica, entry.act),
        badge_due=acting and passage.kind != "left",
    )


def _refusal(desk: Desk, answer: Outcome) -> Fact:
    """Return the record of a refused scan: the reason and a digest, no name and no code."""
    said = {
        "reason": answer.verdict.value,
        "digest": _digest(desk, answer),
        "activity": answer.activity,
        "at": answer.at.isoformat(),
    }
    return Fact("refused", answer.person.id if answer.person else NO_SUBJECT, said)


def _digest(desk: Desk, answer: Outcome) -> str:
    """Return by what the same scan is known again: the code, or who was chosen by hand."""
    return code.digest(desk.key, answer.code or (answer.person.id if answer.person else ""))


def _same_again(desk: Desk, answer: Outcome, passage: Fact) -> bool:
    """Tell whether this desk has just answered this code; then nothing more is kept.

    Who came in is told so again, as being here; a badge that was handed out, that it was.
    """
    if answer.verdict in ACTING and passage.kind != "handed-out":
        return False
    digest = _digest(desk, answer)
    for entry in islice(store.latest(desk.db, desk.replica), _LOOKED_BACK):
        said = entry.said
        if said.get("activity") != answer.activity or not _just_now(desk, said, answer.at):
            continue
        if said.get("digest") == digest and said.get("reason") == answer.verdict:
            return True
        if passage.subject == entry.subject != NO_SUBJECT and _repeats(entry, answer, passage):
            return not desk.folded(entry.subject).annulled & {entry.id}
    return False


def _repeats(entry: Entry, answer: Outcome, passage: Fact) -> bool:
    """Tell whether an answer says of a passage what is kept already."""
    kinds = {Verdict.ALREADY_HERE: "arrived", Verdict.NOT_HERE: "left"}
    repeated = "handed-out" if passage.kind == "handed-out" else kinds.get(answer.verdict)
    return entry.kind == repeated


def _just_now(desk: Desk, said: dict[str, object], at: datetime) -> bool:
    stated = said.get("at")
    return (
        isinstance(stated, str)
        and abs((at - desk.event.moment(stated)).total_seconds()) <= SAME_SCAN
    )
