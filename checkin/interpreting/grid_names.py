"""Whom and what the words of a chief interpreter's own table mean: interpreters, and needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from checkin.desk import Desk
from checkin.interpreting.problem import Demand, Problem
from checkin.model.activity import Activity
from checkin.search import folding, skeleton
from checkin.travel import plain
from checkin.vocabulary import countries

_ALIKE = 88.0  # of 100: titles below it are those of two activities
_SHORTEST = 3  # letters of a title that may be a part of another one
_TITLES = frozenset(
    (
        *("dr", "prof", "mr", "mrs", "ms", "herr", "frau", "hr", "fr", "dipl", "ing", "phd"),
        *("господин", "госпожа"),
    )
)


class Names:
    """Interpreters by any writing of their names."""

    def __init__(self, desk: Desk, people: Sequence[str]) -> None:
        """Know the interpreters of these subjects."""
        self._known: dict[str, list[str]] = {}
        self._words: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._forms: dict[str, frozenset[str]] = {}
        for subject in people:
            person = desk.person(subject)
            if person:
                forms = (*person.name_forms(), person.family, person.given)
                self._words[subject] = _spoken(word for form in forms for word in _words(form))
                self._forms[subject] = frozenset(map(plain, person.name_forms()))

    def find(self, text: str) -> list[str]:
        """Return the interpreters whom a cell may name; nobody for what is no name of theirs."""
        if text not in self._known:
            self._known[text] = self._found(text)
        return self._known[text]

    def _found(self, text: str) -> list[str]:
        own = [word for word in text.split() if word in self._words]
        if own:
            return own
        words = [word for word in folding.words(text) if word not in _TITLES and word.isalpha()]
        words = [word for word in words if len(word) > 1 or not word.isascii()] and words
        without = [word for word in words if not countries.languages(word)[0]]
        found = self._all(words) or self._all(without)  # Pan and Li are languages, too
        exact = [subject for subject in found if plain(text) in self._forms[subject]]
        return exact or found

    def _all(self, words: Sequence[str]) -> list[str]:
        """Return whose name has all of some words."""
        said = [_spoken(_words(word)) for word in words]
        return [subject for subject in self._words if said and self._named(subject, words, said)]

    def _named(
        self,
        subject: str,
        words: Sequence[str],
        said: Sequence[tuple[frozenset[str], frozenset[str]]],
    ) -> bool:
        """Tell whether every word of a text is one of a name, written alike or sounding alike."""
        spelled, heard = self._words[subject]
        for word, (forms, sounds) in zip(words, said, strict=True):
            initial = len(word) == 1 and any(one.startswith(word) for one in spelled)
            if not (initial or forms & spelled or (len(word) > 1 and sounds & heard)):
                return False
        return True


def _words(text: str) -> list[str]:
    """Return the words of a name; of Chinese characters also how they are said."""
    found: list[str] = []
    for word in folding.words(text):
        found.append(word)
        if folding.is_han(word):
            from pypinyin import lazy_pinyin  # noqa: PLC0415  slow, and only Chinese names need it

            sounds = lazy_pinyin(word)
            found += [*sounds, "".join(sounds), "".join(sounds[1:])]
    return [word for word in found if word]


def _spoken(words: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the spellings of words, and how they sound."""
    spelled = frozenset(form for word in words for form in folding.forms(word))
    heard = (sound for one in spelled for sound in skeleton.sounds(one))
    return spelled, frozenset(heard)


@dataclass(frozen=True, slots=True)
class Titled:
    """An activity by all that people call it."""

    activity: Activity
    exact: frozenset[str]  # titles, ids, plain
    words: frozenset[str]  # of its titles, its place and its host


class Needs:
    """Needs by the titles, places and times of their activities."""

    def __init__(self, desk: Desk, problem: Problem) -> None:
        """Know the needs of a problem."""
        self._desk, self._demands = desk, problem.demands

    @cached_property
    def _titled(self) -> list[Titled]:
        meant = {one.activity for one in self._demands}
        meant |= {whole for one in meant for whole in self._desk.wholes(one)}
        known = (self._desk.activity(one) for one in meant)
        return [self._title(one) for one in known if one and one.kind != "day"]

    def _title(self, activity: Activity) -> Titled:
        place = self._desk.place(activity.place) if activity.place else None
        where = [place.title] if place else []
        called = [*activity.titles(), activity.host, *where]
        exact = (*activity.titles(), activity.source_id, activity.id)
        words = (word for text in called for word in folding.words(text))
        return Titled(activity, frozenset(map(plain, exact)) - {""}, _spoken(words)[0])

    def within(self, day: str, start: datetime | None, end: datetime | None) -> list[Demand]:
        """Return the needs of a time: at least half of it, or half of them, lies in the other."""
        found = [one for one in self._demands if not day or one.day == day]
        if start is None:
            return found
        if end is None:
            return [one for one in found if one.start <= start < one.end]
        return [one for one in found if _shared(one, start, end)]

    def named(self, text: str) -> list[Demand]:
        """Return the needs that a text names: by a number, a title, a place; none for no title."""
        wanted = plain(text)
        own = [one for one in self._demands if wanted and wanted in {one.id, plain(one.title)}]
        exact = [one.activity.id for one in self._titled if wanted in one.exact]
        if own and not exact:
            return own
        return self.of(exact or self._alike(text))

    def numbered(self, text: str) -> list[Demand]:
        """Return the needs of the activity, or the need, that a number or id names for certain."""
        own = [one for one in self._demands if text and text == one.id]
        known = (one.activity for one in self._titled if text)
        return own or self.of(one.id for one in known if text in {one.source_id, one.id})

    def of(self, activities: Iterable[str]) -> list[Demand]:
        """Return the needs of some activities and their parts."""
        meant = set(activities)
        return [
            one
            for one in self._demands
            if one.activity and meant.intersection((one.activity, *self._desk.wholes(one.activity)))
        ]

    def _alike(self, text: str) -> list[str]:
        """Return the activities whose words a text has, else whose title is much like it."""
        words = folding.words(text)
        if not words or (max(map(len, words)) < _SHORTEST and text.isascii()):
            return []
        forms = [_spoken([word])[0] for word in words]
        parts = [one.activity.id for one in self._titled if all(map(one.words.intersection, forms))]
        if parts:
            return parts
        from rapidfuzz import fuzz  # noqa: PLC0415  only for titles that nobody wrote just so

        wanted = plain(text)
        rated = {
            one.activity.id: max(fuzz.ratio(wanted, title) for title in one.exact)
            for one in self._titled
            if one.exact
        }
        best = max(rated.values(), default=0.0)
        return [one for one, rate in rated.items() if rate == best and best >= _ALIKE]


def _shared(one: Demand, start: datetime, end: datetime) -> bool:
    common = (min(one.end, end) - max(one.start, start)).total_seconds()
    shorter = min((one.end - one.start).total_seconds(), (end - start).total_seconds())
    return common > 0 and common * 2 >= shorter
