"""The broken rules of a person in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from checkin.i18n import gettext as _
from checkin.interpreting import telling
from checkin.interpreting.conflict import Break
from checkin.interpreting.layout import Layout, figure
from checkin.interpreting.problem import Demand, Interpreter
from checkin.interpreting.profile import Limit
from checkin.interpreting.saying import Said, named
from checkin.interpreting.spans import net
from checkin.interpreting.telling import hours
from checkin.vocabulary import modes

Sentence = Callable[[Layout, Break], Said]


def _window(layout: Layout, broken: Break) -> Said:
    need, who = _need(layout, broken), _who(layout, broken)
    told = _windows(layout, need, who)
    source = who.told or _("the list of interpreters")
    if told:
        text = _("{who} is available {windows}, not {when}")
    else:
        text = _("{who} is not available on {day}")
    day, when = telling.day(need.day), telling.when(need)
    sentence = text.format(who=who.name, windows=told, when=when, day=day)
    measured = _("{n} min outside").format(n=broken.measured)
    return Said(measured, told or _("no time on that day"), source, sentence)


def _windows(layout: Layout, need: Demand, who: Interpreter) -> str:
    """Return the windows of a person on the day of a need, and those that reach into it."""
    zone, span = need.start.tzinfo, layout.spans[need.id]
    spans = ([datetime.fromtimestamp(at, zone) for at in one] for one in layout.windows[who.id])
    return ", ".join(
        telling.between(start, end)
        for start, end in spans
        if need.day in {f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"}
        or (start.timestamp() < span[1] and span[0] < end.timestamp())
    )


def _away(layout: Layout, broken: Break) -> Said:
    need, who = _need(layout, broken), _who(layout, broken)
    since = who.away.astimezone(need.start.tzinfo) if who.away else need.start
    at = f"{since:%d.%m. %H:%M}"
    sentence = _("{who} is ill since {at}").format(who=who.name, at=at)
    measured = _("{n} min outside").format(n=broken.measured)
    return Said(measured, at, _("reported ill"), sentence)


def _gone(layout: Layout, broken: Break) -> Said:
    sentence = _("{who} does not come any more").format(who=_who(layout, broken).name)
    measured = _("{n} min").format(n=broken.measured)
    return Said(measured, "", _("the list of interpreters"), sentence)


def _overlap(layout: Layout, broken: Break) -> Said:
    one, other = _pair(layout, broken)
    way = layout.way(one, other) if one.place and other.place else 0
    text = _("{who} cannot take both {one} and {other}: {n} min overlap, the way takes {way} min")
    together = -broken.measured
    sentence = text.format(**_both(layout, broken, one, other), n=together, way=way)
    return Said(_("{n} min overlap").format(n=together), _("no overlap"), "", sentence)


def _speaker(layout: Layout, broken: Break) -> Said:
    one, other = _pair(layout, broken)
    text = _("{who} cannot take both {one} and {other}: both go with one speaker, {n} min overlap")
    together = -broken.measured
    sentence = text.format(**_both(layout, broken, one, other), n=together)
    return Said(_("{n} min overlap").format(n=together), _("no overlap"), "", sentence)


def _way(layout: Layout, broken: Break) -> Said:
    one, other = _pair(layout, broken)
    text = _(
        "{who} ends {one} at {here}; to {other} at {there} it takes {way} min and {set_up} min to "
        "set up, and there are {gap}: {n} min too late"
    )
    sentence = text.format(
        **_both(layout, broken, one, other),
        here=telling.place(layout, one),
        there=telling.place(layout, other),
        way=layout.way(one, other),
        set_up=figure(layout.limits.set_up),
        gap=broken.measured,
        n=broken.excess,
    )
    limit = _("{n} min").format(n=broken.limit)
    return Said(
        _("{n} min between").format(n=broken.measured), limit, _source(layout, one, other), sentence
    )


def _source(layout: Layout, one: Demand, other: Demand) -> str:
    """Return where the minutes between two places are from."""
    unknown = layout.problem.way(one.place, other.place) is None
    way = named(layout.limits.way_unknown)[1] if unknown else _("the list of ways")
    return "; ".join(filter(None, (way, named(layout.limits.set_up)[1])))


def _direction(layout: Layout, broken: Break) -> Said:
    need, who = _need(layout, broken), _who(layout, broken)
    via = _via(broken)
    source, target = via or need.source, need.target
    if broken.figure == "back":
        source, target = target, source
    way = f"{source} > {target}"
    if not who.tongues.understands(source):
        text = _("{who} does not interpret {way}: {source} is none of their languages")
    elif target in who.tongues.c:
        text = _("{who} does not interpret {way}: {target} is only a C language")
    elif target in who.tongues.b:
        text = _("{who} does not interpret {way}: into B only from A")
    else:
        text = _("{who} does not interpret {way}: {target} is none of their languages")
    sentence = text.format(who=telling.line(who), way=way, source=source, target=target)
    return Said(str(who.tongues) or _("no languages"), way, _("languages A, B, C"), sentence)


def _pivot(layout: Layout, broken: Break) -> Said:
    need, who = _need(layout, broken), _who(layout, broken)
    text = _("{who} cannot take {way} from {via}, which is a language of that need itself")
    via = _via(broken)
    sentence = text.format(who=telling.line(who), way=telling.direction(need), via=via)
    return Said(via, telling.direction(need), "", sentence)


def _mode(layout: Layout, broken: Break) -> Said:
    need, who = _need(layout, broken), _who(layout, broken)
    own = ", ".join(sorted(map(modes.title, who.modes)))
    text = _("{who} does not work in this mode: {mode}; only {modes}")
    sentence = text.format(who=telling.line(who), mode=modes.title(need.mode), modes=own)
    return Said(modes.title(need.mode), own, _("the list of interpreters"), sentence)


def _day_net(layout: Layout, broken: Break) -> Said:
    needs = _needs(layout, broken)
    beyond, so_far = needs[-1], 0
    for count in range(1, len(needs) + 1):
        so_far = net(layout.spans[need.id] for need in needs[:count])
        if so_far > broken.limit:
            beyond = needs[count - 1]
            break
    text = _("{who} has {sum} of {limit} on {day}, {over} too much; {need} goes beyond")
    return _of_day(layout, broken, text, beyond, minutes=True)


def _day_sessions(layout: Layout, broken: Break) -> Said:
    needs = _needs(layout, broken)
    runs = list(dict.fromkeys(need.run for need in needs))
    beyond = next(need for need in needs if need.run == runs[broken.limit])
    text = _("{who} has {sum} sessions of {limit} on {day}; {need} is one too many")
    return _of_day(layout, broken, text, beyond, minutes=False)


def _session(layout: Layout, broken: Break) -> Said:
    text = _(
        "{who} has {sum} of {limit} in one session on {day}, {over} too much; it ends with {need}"
    )
    return _of_day(layout, broken, text, _needs(layout, broken)[-1], minutes=True)


def _of_day(layout: Layout, broken: Break, text: str, need: Demand, *, minutes: bool) -> Said:
    limit: Limit | None = getattr(layout.limits, broken.figure)
    allowed, source = named(limit)
    shown = hours if minutes else str
    sentence = text.format(
        who=telling.name(layout, broken.person),
        sum=shown(broken.measured),
        limit=shown(broken.limit),
        over=shown(broken.excess),
        day=telling.day(need.day),
        need=telling.short(need),
    )
    return Said(_measured(broken, limit), allowed, source, sentence)


def _session_break(layout: Layout, broken: Break) -> Said:
    one, other = (layout.demands[subject] for subject in broken.needs)
    allowed, source = named(layout.limits.session_break)
    text = _("{who} has a break of {n} min of {limit} on {day} between {one} and {other}")
    if broken.measured < 0:
        text = _("{who} has no break on {day} between {one} and {other}, {limit} min are due")
        broken = replace(broken, measured=0)
    sentence = text.format(
        **_both(layout, broken, one, other),
        n=broken.measured,
        limit=broken.limit,
        day=telling.day(one.day),
    )
    return Said(_measured(broken, layout.limits.session_break), allowed, source, sentence)


def _days_on_end(layout: Layout, broken: Break) -> Said:
    limit: Limit | None = getattr(layout.limits, broken.figure)
    allowed, source = named(limit)
    runs: dict[str, str] = {need.run: need.day for need in _needs(layout, broken)}
    per_day = Counter(sorted(runs.values()))
    days = ", ".join(f"{telling.day(day)} {count}" for day, count in per_day.items())
    text = _("{who} has {n} sessions of {limit} in {length} days on end: {days}")
    length = broken.figure.split("_")[2]
    sentence = text.format(
        who=telling.name(layout, broken.person),
        n=broken.measured,
        limit=broken.limit,
        length=length,
        days=days,
    )
    return Said(_measured(broken, limit), allowed, source, sentence)


def _excluded(layout: Layout, broken: Break) -> Said:
    who = _who(layout, broken)
    code = who.exclusions[broken.about.split()[-1]]
    text = _("{who}: exclusion noted (code {code})") if code else _("{who}: exclusion noted")
    said = _("code {code}").format(code=code) if code else _("without a code")
    sentence = text.format(who=who.name, code=code)
    return Said(said, _("no exclusion"), _("the list of interpreters"), sentence)


def _measured(broken: Break, limit: Limit | None) -> str:
    return f"{broken.measured} {limit.unit if limit else ''}".rstrip()


def _need(layout: Layout, broken: Break) -> Demand:
    return layout.demands[broken.needs[0]]


def _needs(layout: Layout, broken: Break) -> list[Demand]:
    return sorted(
        (layout.demands[one] for one in broken.needs), key=lambda need: (need.span, need.id)
    )


def _who(layout: Layout, broken: Break) -> Interpreter:
    return layout.people[broken.person]


def _via(broken: Break) -> str:
    return broken.about.partition(" ")[2]


def _pair(layout: Layout, broken: Break) -> tuple[Demand, Demand]:
    one, other = _needs(layout, broken)
    return one, other


def _both(layout: Layout, broken: Break, one: Demand, other: Demand) -> Mapping[str, str]:
    return {
        "who": telling.name(layout, broken.person),
        "one": telling.short(one),
        "other": telling.short(other),
    }


SENTENCES: Mapping[tuple[str, str], Sentence] = {
    ("H1", "window"): _window,
    ("H1", "away"): _away,
    ("H1", "gone"): _gone,
    ("H2", "overlap"): _overlap,
    ("H2", "speaker"): _speaker,
    ("H2", "way"): _way,
    ("H3", "direction"): _direction,
    ("H3", "back"): _direction,
    ("H3", "pivot"): _pivot,
    ("H3", "mode"): _mode,
    ("H8", "day_net"): _day_net,
    ("H8", "day_sessions"): _day_sessions,
    ("H8", "session"): _session,
    ("H8", "session_break"): _session_break,
    **{("H9", f"runs_in_{n}_days"): _days_on_end for n in (3, 4, 7)},
    ("H12", "group"): _excluded,
    ("H12", "colleague"): _excluded,
}
"""By rule and figure."""
