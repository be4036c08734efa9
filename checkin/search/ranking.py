"""The people whom a query means, the likeliest first."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from checkin.search import folding, likeness, query
from checkin.search.index import permuted
from checkin.search.query import Piece

if TYPE_CHECKING:
    from sqlite3 import Connection

_MOST_NAMESAKES = 500
_MOST_PREFIXES = 200
_MOST_CANDIDATES = 500
_MOST_LONELY = 150  # of a single word, which thousands may share as a given name
_ENOUGH = 5  # sure hits; with these on the screen nobody needs a near spelling
_ENOUGH_BEGUN = 8  # of hits that only begin so: who is meant may be none of them
_TELLING = 5  # letters of a beginning that another may sound like
_LAST = "\U0010ffff"

_FAMILY, _FAMILY_SOUND, _FAMILY_BEGINS = 0.0, 0.4, 1.0
_NAME, _NAME_SOUND, _NAME_BEGINS = 2.0, 2.4, 3.0
_WORD, _WORD_SOUND, _WORD_BEGINS = 2.2, 2.6, 3.2
_HEARD = 3.5  # a word that only begins with the same sounds
_NEAR = 4.0  # plus up to two for how unlike
_LITERAL = 0.05  # gained by the very letters typed
_ENTIRE, _IN_ORDER = 0.5, 0.1  # gained when the query is a whole form of the name; in its order
_WORST, _NO = 6.0, 99.0
_IN_FAMILY, _IN_NAMES, _IN_WORDS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found: near if only by a spelling that is not the one typed; low scores first."""

    n: int
    near: bool
    score: float


class _Row(NamedTuple):
    n: int
    name: str
    family: str
    names: str
    words: str
    whole: str


class _Test(NamedTuple):
    cost: float
    column: int  # one of the three below
    needles: tuple[str, ...]


class _Found(NamedTuple):
    score: float
    name: str


def nobody(_numbers: Sequence[int]) -> Collection[int]:
    """Expect nobody."""
    return ()


def hits(
    db: Connection,
    text: str,
    limit: int = 20,
    expected: Callable[[Sequence[int]], Collection[int]] = nobody,
) -> list[Hit]:
    """Return whom a text means, best first; of equals, those expected now, then in name order."""
    asked = query.pieces(db, text)
    if not asked or limit < 1:
        return []
    found: dict[int, _Found] = {}
    for enough, stage in _stages(db, asked):
        if len(found) >= min(enough, limit):
            break
        for n, seen in stage:
            if n not in found or seen.score < found[n].score:
                found[n] = seen
    near: dict[int, _Found] = {}
    if len(found) < min(_ENOUGH, limit):
        near = {n: seen for n, seen in _near(db, asked) if n not in found}
    elif len(found) < min(_ENOUGH_BEGUN, limit) and _only_begun(asked, found):
        words = likeness.begun(db, asked[0])
        rows = _near_rows(db, asked, [words]) if words else ()
        near = {n: seen for n, seen in rows if n not in found}
    return [
        *_ranked(found, expected, near=False),
        *_ranked(near, expected, near=True),
    ][:limit]


def _ranked(
    found: dict[int, _Found], expected: Callable[[Sequence[int]], Collection[int]], *, near: bool
) -> list[Hit]:
    here = expected(list(found)) if found else ()
    order = sorted(
        found.items(), key=lambda item: (item[1].score, item[0] not in here, item[1].name)
    )
    return [Hit(n, near, seen.score) for n, seen in order]


def _only_begun(asked: tuple[Piece, ...], found: dict[int, _Found]) -> bool:
    """Tell whether one long word is typed that nobody found bears whole."""
    return (
        len(asked) == 1
        and len(asked[0].plain) >= _TELLING
        and all(seen.score >= _FAMILY_BEGINS for seen in found.values())
    )


def _stages(
    db: Connection, asked: tuple[Piece, ...]
) -> Iterator[tuple[float, Iterable[tuple[int, _Found]]]]:
    """Ask ever wider questions, each with the number of people known that makes it idle."""
    first, last = asked[0], asked[-1]
    if len(asked) == 1 and (not first.han or len(first.word) == 1):
        yield math.inf, _families(db, (*first.exact, *first.sounds), first)
        yield math.inf, _family_prefixes(db, first)
    exact = [query.exactly(each) for each in asked]
    most = _MOST_LONELY if len(asked) == 1 else _MOST_CANDIDATES
    yield math.inf, _sure(db, asked, exact, most)
    if not last.han:
        yield math.inf, _sure(db, asked, [*exact[:-1], query.beginning(last)], most)
    if len(asked) > 1:
        yield _ENOUGH, _sure(db, asked, [query.beginning(each) for each in asked], most)
        for pieces in query.merged(db, asked):
            yield _ENOUGH, _sure(db, pieces, [query.beginning(each) for each in pieces], most)


def _families(db: Connection, keys: Iterable[str], asked: Piece) -> list[tuple[int, _Found]]:
    found: dict[int, _Found] = {}
    for key in keys:
        rows = db.execute(
            "SELECT n, name FROM search_families WHERE key = ? ORDER BY name LIMIT ?",
            (key, _MOST_NAMESAKES),
        )
        base = _FAMILY_SOUND if key in asked.sounds else _FAMILY
        literal = _LITERAL if key == asked.word else 0.0
        for n, name in rows:
            entire = _ENTIRE + _IN_ORDER if name == asked.plain else 0.0
            seen = _Found(base - literal - entire, name)
            if n not in found or seen.score < found[n].score:
                found[n] = seen
    return list(found.items())


def _family_prefixes(db: Connection, asked: Piece) -> list[tuple[int, _Found]]:
    found: dict[int, _Found] = {}
    for key in asked.begins:
        rows = db.execute(
            """SELECT n, name FROM search_families
               WHERE key > ? AND key < ? ORDER BY key, name LIMIT ?""",
            (key, key + _LAST, _MOST_PREFIXES),
        )
        for n, name in rows:
            found.setdefault(n, _Found(_FAMILY_BEGINS, name))
    return list(found.items())


def _sure(
    db: Connection, asked: tuple[Piece, ...], match: list[str], most: int
) -> Iterator[tuple[int, _Found]]:
    tests = [_tests(each) for each in asked]
    plain = [each.plain for each in asked]
    entire = (f"|{permuted(plain)}|", f"|{' '.join(plain)}|")
    for row in _rows(db, query.every(match), most):
        costs = [_cost(row, *each) for each in zip(asked, tests, strict=True)]
        worst = max(costs)
        if worst >= _HEARD:
            continue
        score = sum(costs) / len(costs)
        if worst <= _WORD and entire[0] in row.whole:
            score -= _ENTIRE + (_IN_ORDER if entire[1] in row.whole else 0.0)
        yield row.n, _Found(score, row.name)


def _rows(db: Connection, match: str, most: int) -> Iterator[_Row]:
    rows = db.execute(
        """SELECT n, name, family, names, search_rows.words, whole
           FROM search_text JOIN search_rows ON n = search_text.rowid
           WHERE search_text MATCH ? LIMIT ?""",
        (match, most),
    )
    return map(_Row._make, rows)


def _tests(asked: Piece) -> list[_Test]:
    """Return what may be true of a person and a word of the query, the best first."""
    literal = [_Test(_FAMILY - _LITERAL, _IN_FAMILY, (f" {asked.word} ",))]
    whole = _levels(asked.exact, (_FAMILY, _NAME, _WORD), " ")
    heard = _levels(asked.sounds, (_FAMILY_SOUND, _NAME_SOUND, _WORD_SOUND), " ")
    begun = _levels(asked.begins, (_FAMILY_BEGINS, _NAME_BEGINS, _WORD_BEGINS), "")
    country = _levels(asked.countries, (_NO, _NO, _WORD), " ")
    return sorted(test for test in (*literal, *whole, *heard, *begun, *country) if test.needles)


def _near_tests(asked: Piece, alike: dict[str, float]) -> list[_Test]:
    """Return the same with words that only sound alike or look alike."""
    sounds = (*asked.sounds, *asked.faint)
    tests = _tests(asked) + _levels(sounds, (_HEARD, _HEARD + 0.1, _HEARD + 0.2), "")
    for word, similarity in alike.items():
        cost = _NEAR + 2 * (1 - similarity)
        tests += _levels((word,), (cost, cost + 0.1, cost + 0.3), " ")
    return sorted(test for test in tests if test.needles)


def _levels(forms: Iterable[str], costs: tuple[float, float, float], end: str) -> list[_Test]:
    needles = tuple(f" {form}{end}" for form in forms)
    columns = (_IN_FAMILY, _IN_NAMES, _IN_WORDS)
    return [_Test(cost, column, needles) for cost, column in zip(costs, columns, strict=True)]


def _cost(row: _Row, asked: Piece, tests: list[_Test]) -> float:
    if asked.han:
        return _han_cost(row, asked)
    columns = (row.family, row.names, row.words)
    for cost, column, needles in tests:
        text = columns[column]
        for needle in needles:
            if needle in text:
                return cost
    return _NO


def _han_cost(row: _Row, asked: Piece) -> float:
    spaced = f" {asked.exact[0]} "
    if spaced in row.family:
        return _FAMILY
    characters = row.family + row.names
    if all(f" {each} " in characters for each in asked.word):
        return _FAMILY_BEGINS if f" {asked.word[0]} " in row.family else _NAME
    if spaced in row.words or any(f" {each} " in row.words for each in asked.countries):
        return _WORD
    for reading in asked.readings:
        if all(f" {each} " in characters for each in reading):
            # another character of the same sound is another name
            return _HEARD if any(map(folding.is_han, characters.split())) else _NAME_SOUND
    return _NO


def _near(db: Connection, asked: tuple[Piece, ...]) -> Iterator[tuple[int, _Found]]:
    """Yield people by near spellings; failing all, without titles, then without any one word."""
    ways = [asked, tuple(each for each in asked if each.word not in query.OPTIONAL)]
    ways += query.merged(db, asked)
    if len(asked) > 2:  # noqa: PLR2004  one word of two is too little
        ways += [asked[:at] + asked[at + 1 :] for at in range(len(asked))]
    alike: dict[str, dict[str, float]] = {}
    for pieces in filter(None, dict.fromkeys(ways)):
        for each in pieces:
            if each.word not in alike:
                last = each is pieces[-1]
                alike[each.word] = (likeness.unfinished if last else likeness.whole)(db, each)
        found = list(_near_rows(db, pieces, [alike[each.word] for each in pieces]))
        yield from found
        if found:
            return
    vague = query.vague(asked)
    if vague:
        yield from _near_rows(db, vague, [alike[each.word] for each in vague])


def _near_rows(
    db: Connection, asked: tuple[Piece, ...], alike: list[dict[str, float]]
) -> Iterator[tuple[int, _Found]]:
    both = list(zip(asked, alike, strict=True))
    tests = [_near_tests(*each) for each in both]
    for row in _rows(db, query.every(query.sounding(*each) for each in both), _MOST_CANDIDATES):
        costs = (_cost(row, *each) for each in zip(asked, tests, strict=True))
        yield row.n, _Found(sum(min(cost, _WORST) for cost in costs) / len(asked), row.name)
