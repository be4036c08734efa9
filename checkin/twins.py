"""Twins: people who are likely one person twice, compared, joined or kept apart for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from checkin import people
from checkin.conflicts import SAME
from checkin.desk import Desk
from checkin.journal.entry import digest
from checkin.journal.fold import Folded
from checkin.model import booking
from checkin.model.event import event_subject
from checkin.model.person import Person, is_han
from checkin.schema import NAMED
from checkin.search import folding, index, skeleton, transcription

Progress = Callable[[int, int], None]

_MARK = "settled "  # as desks settle whatever there is to look at
_MOST_ALIKE = 40  # people whom one trait may bring together; more share it by chance
_MOST_WORDS = 6  # of a name
_LONG = 5  # letters of a word in which a slip is forgiven
_TOLD_EVERY = 1_000
_LIKELY = 0.93
_SAME_NAME, _LIKE_NAME = 0.97, 0.78
_WORD_ALIKE = 0.72
_ONE_WORD = 0.55  # of a name that shares a word: enough for those who share an e-mail address
_FEWEST_DIGITS, _LAST_DIGITS = 7, 8  # of a telephone number
_TECHNICAL = frozenset({"source", "source_id", "entered", "substitute_for", "country_text"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one, and why one may think so."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]  # same-email same-phone same-name like-name same-native ...


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people have unlike values of; the one that was said last would stay."""

    field: str
    values: tuple[str, str]
    keeps: int  # 0 or 1


@dataclass(frozen=True, slots=True)
class _Traits:
    """What of a person may be another's too."""

    person: Person
    words: tuple[str, ...]  # of the name, in plain Latin letters
    native: str
    email: str
    phone: str
    organisation: str


def likely(desk: Desk, progress: Progress | None = None) -> list[Pair]:
    """Return those who are likely one person twice, the likeliest first."""
    told = progress or (lambda _done, _of: None)
    everybody: list[_Traits] = []
    for person in _people(desk):
        if not len(everybody) % _TOLD_EVERY:
            told(0, 1)  # how much there is to compare is not known yet, but it may be stopped
        everybody.append(_traits(person))
    settled = desk.folded(event_subject(desk.key)).values()
    found: dict[tuple[str, str], Pair] = {}
    meetings = list(_meetings(everybody))
    for done, group in enumerate(meetings):
        if not done % _TOLD_EVERY:
            told(done, len(meetings))
        for one, other in combinations(group, 2):
            key = _key(everybody[one].person.id, everybody[other].person.id)
            if key not in found:
                found[key] = _compared(everybody[one], everybody[other])
    pairs = [
        pair for key, pair in found.items() if pair.score >= _LIKELY and _mark(*key) not in settled
    ]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one, pair.other))


def differences(desk: Desk, one: str, other: str) -> list[Difference]:
    """Return the fields in which two people differ, and whose value would stay by itself.

    What was said last stays; an empty field never replaces one that says something.
    """
    both = desk.folded(one), desk.folded(other)
    values = [said.values() for said in both]
    found = []
    for name in Person.names():
        first, second = (said.get(name, "") for said in values)
        if first != second and name not in _TECHNICAL:
            later = _said_last(both[1], name) > _said_last(both[0], name)
            keeps = int(later) if first and second else int(not first)
            found.append(Difference(name, (first, second), keeps))
    return found


def join(desk: Desk, one: str, other: str, chosen: Mapping[str, str]) -> str:
    """Make two one person with the chosen values, and return the act, which an undo parts again.

    All check-ins and bookings of both stay, and the badges of both open the door.
    """
    with desk.act():
        whole = people.merge(desk, one, other)
        said = desk.folded(whole.id)
        values = dict(chosen)
        for name, field in said.fields.items():
            if field.rivals and name not in values:
                seat = booking.bookings({name: field.value})
                values[name] = "booked" if seat and "booked" in field.rivals else field.value
        facts = desk.change("changed", whole.id, values) if values else []
        if facts:
            desk.write(*facts)
    return desk.last_act() or ""


def keep_apart(desk: Desk, one: str, other: str) -> None:
    """Remember that these are two people, on every desk that hears of it; an undo forgets it."""
    mark = _mark(*_key(one, other))
    desk.write(*desk.change("settled", event_subject(desk.key), {mark: "yes"}))


# Whom to compare ######################################################################


def _people(desk: Desk) -> list[Person]:
    columns = ", ".join(("id", *Person.names()))
    rows = desk.db.execute(
        f"""SELECT {columns} FROM person WHERE {NAMED} AND id >= 'p-' AND id < 'p.'
            AND status <> 'substituted' ORDER BY n"""  # noqa: S608
    )
    return [Person(*row) for row in rows]


def _traits(person: Person) -> _Traits:
    digits = "".join(sign for sign in person.phone if sign.isdigit())
    words = folding.words(person.whole_name[:200])[:_MOST_WORDS]
    native = "".join(folding.words(person.native_name[:200]))
    return _Traits(
        person,
        tuple(word for each in words for word in _latin(each)) or tuple(_latin(native)),
        native or ("".join(words) if is_han(person.whole_name) else ""),
        person.email.strip().casefold(),
        digits[-_LAST_DIGITS:] if len(digits) >= _FEWEST_DIGITS else "",
        " ".join(map(folding.primary, folding.words(person.organisation[:200]))),
    )


def _latin(word: str) -> Iterator[str]:
    """Yield a word as plain Latin ones: a Chinese name by its syllables."""
    if not folding.is_han(word):
        yield folding.primary(word)
        return
    length = transcription.surname_length(word)
    yield from transcription.surname(word[:length])[:1]
    yield "".join(each[0] for each in map(transcription.syllables, word[length:6]) if each)


def _meetings(everybody: Sequence[_Traits]) -> Iterator[list[int]]:
    """Yield groups of people who have something in common, each group small."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, traits in enumerate(everybody):
        for key in _keys(traits):
            found[key].append(at)
    for group in found.values():
        if len(group) <= _MOST_ALIKE:
            if len(group) > 1:
                yield group
            continue
        closer: dict[str, list[int]] = defaultdict(list)
        for at in group:
            traits = everybody[at]
            for near in {f"o {traits.organisation}", f"d {traits.person.delegation}"}:
                closer[near].append(at)
        yield from (some for some in closer.values() if 1 < len(some) <= _MOST_ALIKE)


def _keys(traits: _Traits) -> set[tuple[str, ...]]:
    """Return by what somebody meets those to be compared with."""
    keys: set[tuple[str, ...]] = {("name", *sorted(traits.words))} if traits.words else set()
    for name in ("native", "email", "phone"):
        if value := getattr(traits, name):
            keys.add((name, value))
    sounds = {word: index.word_sounds(word)[:1] or (word,) for word in traits.words}
    bones = {word: skeleton.bones(sound[0]) for word, sound in sounds.items()}
    for one, other in combinations(sorted(set(traits.words)), 2):
        keys.add(("sound", *sorted((bones[one], bones[other]))))
        for long, short in ((one, other), (other, one)):
            if len(long) >= _LONG:
                slips = skeleton.shorter(sounds[long][0])
                keys |= {("slip", slip, bones[short]) for slip in slips}
    return keys


# How alike they are ###################################################################


def _compared(one: _Traits, other: _Traits) -> Pair:
    first, second = one.person, other.person
    name, reasons = _names_alike(one, other), []
    if first.id == second.substitute_for or second.id == first.substitute_for:
        return Pair(first.id, second.id, 0, ())
    score = name
    same = one.native and one.native == other.native
    if name >= _SAME_NAME:
        reasons.append("same-native" if same and one.words != other.words else "same-name")
    elif name >= _LIKE_NAME:
        reasons.append("like-name")
    if one.native and other.native and not same and is_han(one.native + other.native):
        score -= 0.3  # the same sounds written otherwise are another name
    for trait, worth, loss in (("email", 0.5, 0), ("phone", 0.3, 0), ("organisation", 0.2, 0.1)):
        values = getattr(one, trait), getattr(other, trait)
        if all(values):
            score += worth if values[0] == values[1] else -loss
            reasons += [f"same-{trait}"] if values[0] == values[1] else []
    for field, worth, loss in (("delegation", 0.1, 0.05), ("country", 0.04, 0.25)):
        values = getattr(first, field), getattr(second, field)
        if all(values):
            score += worth if values[0] == values[1] else -loss
            reasons += [f"same-{field}"] if values[0] == values[1] else []
    score = score if name >= _ONE_WORD and (name >= _LIKE_NAME or "same-email" in reasons) else 0.0
    return Pair(first.id, second.id, round(score, 3), tuple(reasons))


def _names_alike(one: _Traits, other: _Traits) -> float:
    """Return from 0 to 1 how alike two names are, whatever the order of their words."""
    if one.native and one.native == other.native and len(one.native) > 1:
        return 1.0
    few, many = sorted((one.words, other.words), key=len)
    if not few:
        return 0.0
    rest, total = list(many), 0.0
    for word in few:
        best = max(rest, key=lambda each: _alike(word, each))
        likeness = _alike(word, best)
        if likeness < _WORD_ALIKE:
            return _ONE_WORD if _short_form(set(few), set(many)) else 0.0
        total += likeness
        rest.remove(best)
    whole = total / len(few)
    return whole - 0.06 * len(rest) - (0.2 if len(few) == 1 else 0.0)


def _short_form(few: set[str], many: set[str]) -> bool:
    """Tell whether two names share a word, and the others at least a first letter: Katja."""
    return bool(few & many) and bool(_initials(few - many) & _initials(many - few))


def _initials(words: set[str]) -> set[str]:
    return {word[0] for word in words}


def _alike(one: str, other: str) -> float:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  slow to load, and only twins need it

    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return 0.8 if one[0] == other[0] else 0.0
    if set(index.word_sounds(one)) & set(index.word_sounds(other)):
        return 0.95
    return float(OSA.normalized_similarity(one, other))


# What stays ###########################################################################


def _said_last(said: Folded, name: str) -> tuple[object, ...]:
    """Return when a field was set, to be compared with another's; before all if it never was."""
    heads = set(said.fields[name].heads) if name in said.fields else set()
    return max((tuple(entry.order) for entry, _told in said.live if entry.id in heads), default=())


def _key(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _mark(one: str, other: str) -> str:
    return _MARK + digest([SAME, one, other])
