"""Words of the plan of interpreters: directions, states, rules, and what is known of a need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.interpreting import rule_words
from checkin.interpreting.conflict import HARD, Conflict
from checkin.interpreting.problem import Demand, Interpreter
from checkin.interpreting.spans import net
from checkin.model.need import BOTH_WAYS
from checkin.vocabulary import modes, naming
from ui import saying
from ui.pages.interpreters_sight import COVERED, DESKS, GONE, UNCOVERED, WEAK, Sight
from ui.saying import shown
from ui.theme import Tone


def direction(*demands: Demand) -> str:
    """Return the direction of a need; of two that are each other's reverse, or of one, both."""
    first = demands[0]
    back = any((one.source, one.target) == (first.target, first.source) for one in demands[1:])
    sign = "↔" if first.both_ways or back else "→"
    return f"{first.source.upper()} {sign} {first.target.upper()}"


def spelled(demand: Demand) -> str:
    """Return a direction in whole words."""
    source, target = (naming.tongue(code, language()) for code in (demand.source, demand.target))
    words = _("{source} to {target}, both ways") if demand.both_ways else _("{source} to {target}")
    return words.format(source=source, target=target)


def mode(word: str) -> str:
    """Return what a mode of interpreting is called."""
    return modes.title(word)


def state(word: str) -> str:
    """Return what a state of a need is called."""
    return {
        COVERED: _("covered"),
        WEAK: _("weak"),
        UNCOVERED: _("nobody yet"),
        GONE: _("nobody listens any more"),
    }[word]


def ground(word: str) -> str:
    """Return why there is a need."""
    return {
        "booked": _("who is booked"),
        "present": _("who is here"),
        "hand": _("added by hand"),
    }.get(word, shown(word))


def span(demand: Demand, desk: Desk) -> str:
    """Return the times of a need on the clock of the event."""
    start, end = (at.astimezone(desk.event.tz) for at in (demand.start, demand.end))
    return f"{start:%H:%M}–{end:%H:%M}"


def place(desk: Desk, subject: str) -> str:
    """Return the title of a place."""
    known = desk.place(subject) if subject else None
    return shown(known.title, 60) if known else ""


def named(sight: Sight, person: str) -> str:
    """Return the name of an interpreter."""
    known = sight.problem.person(person)
    return shown(known.name, 40) if known else ""


def called(desk: Desk, person: str) -> str:
    """Return the name of anybody."""
    known = desk.person(person)
    return shown(known.whole_name, 60) if known else ""


def file(desk: Desk, person: str) -> str:
    """Return the name of somebody as a part of the name of a file."""
    return "".join(sign if sign.isalnum() else "-" for sign in called(desk, person).lower())


def family(desk: Desk, person: str) -> str:
    """Return the family name of an interpreter, where a bar has no room for more."""
    known = desk.person(person)
    return shown(known.family or known.whole_name, 30) if known else ""


def team(sight: Sight, demand: Demand) -> str:
    """Return who is promised to a need, and from whom they take it."""
    told = []
    for one in sight.team(demand.id):
        words = named(sight, one.person)
        told.append(f"{words} ({one.via.upper()})" if one.via else words)
    return ", ".join(told)


def count(sight: Sight, demand: Demand) -> str:
    """Return how many there are of how many: "1/2"."""
    return f"{len(sight.team(demand.id))}/{sight.asked.get(demand.id, demand.strength)}"


def listeners(number: int) -> str:
    """Return how many listen."""
    return ngettext("{n} listener", "{n} listeners", number).format(n=number)


def minutes(number: int) -> str:
    """Return a length of time as people say it: "5 h 20"."""
    hours, rest = divmod(number, 60)
    if not hours:
        return _("{n} min").format(n=rest)
    return _("{h} h {m:02}").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)


def load(demands: Iterable[Demand]) -> int:
    """Return the minutes of all these, those at one time counted once."""
    return net(one.span for one in demands)


def tongues(one: Interpreter) -> str:
    """Return the line of languages of an interpreter."""
    return str(one.tongues)


# Conflicts ############################################################################


def rule(word: str) -> str:
    """Return what a rule is called."""
    return _("Two desks") if word == DESKS else rule_words.title(word) or shown(word)


def severity(word: str) -> str:
    """Return how bad a conflict is."""
    return {"stop": _("Does not work"), "weak": _("Weak"), "note": _("Please look")}.get(
        word, shown(word)
    )


def tone(word: str) -> Tone:
    """Return the colour of a severity."""
    return {"stop": Tone.STOP, "weak": Tone.LOOK}.get(word, Tone.NOTE)


def sign(word: str) -> str:
    """Return the icon of a severity."""
    return {"stop": "stop", "weak": "alert"}.get(word, "note")


def measure(one: Conflict) -> str:
    """Return what was measured against which limit, and who says so."""
    told = _("{measured}, limit {limit}") if one.limit else "{measured}"
    figures = told.format(measured=one.measured, limit=one.limit) if one.measured else ""
    name = one.rule if one.rule in HARD else ""
    return " · ".join(part for part in (name, figures, shown(one.source, 120)) if part)


def clashes(stops: int, weak: int) -> str:
    """Return how much is wrong with the plan."""
    told = []
    if stops:
        told.append("✕ " + ngettext("{n} clash", "{n} clashes", stops).format(n=stops))
    if weak:
        told.append("! " + ngettext("{n} weak", "{n} weak", weak).format(n=weak))
    return " · ".join(told)


# Published ############################################################################


def standing(sight: Sight) -> str:
    """Return how far the plan is published, and what of it is not known to whom it concerns."""
    changed = sum(bool(one.changes) for one in sight.told.values())
    told = []
    if changed:
        text = ngettext("Draft: touches {n} person", "Draft: touches {n} people", changed)
        told.append(text.format(n=changed))
    if sight.version is None:
        return " · ".join([*told, _("nothing published yet")])
    version = sight.version
    when = saying.since(version.at, sight.at)
    text = _("{version} published {time} at desk {desk}")
    told.append(text.format(version=version, time=when, desk=shown(version.desk, 20)))
    waiting = sum(bool(one.latest) and not one.acknowledged for one in sight.told.values())
    if waiting:
        text = ngettext("{n} not acknowledged", "{n} not acknowledged", waiting)
        told.append(text.format(n=waiting))
    return " · ".join(told)


def line(desk: Desk, published: Mapping[str, str] | None) -> str:
    """Return a line of a published plan in short; '' where there is none."""
    if published is None:
        return ""
    start, end = (desk.event.moment(published[name]) for name in ("start", "end"))
    way = f"{published['source'].upper()} {_way(published)} {published['target'].upper()}"
    call = desk.event.moment(published["call"]) if published.get("call") else None
    told = (
        published.get("place", ""),
        _("booth {booth}").format(booth=published["booth"]) if published.get("booth") else "",
        _("channel {n}").format(n=published["channel"]) if published.get("channel") else "",
        _("there at {time}").format(time=f"{call:%H:%M}") if call else "",
        _("leads the team") if published.get("leader") else "",
    )
    times = f"{saying.day(start.isoformat())} {start:%H:%M}–{end:%H:%M}"
    parts = (f"{times} {way} {published.get('title', '')}", *told)
    return shown(" · ".join(part for part in parts if part), 240)


def _way(published: Mapping[str, str]) -> str:
    return "↔" if published.get("mode") in BOTH_WAYS else "→"
