"""What somebody typed, cut into words and put as questions to the full-text index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin.search import folding, index, skeleton, territories, transcription

if TYPE_CHECKING:
    from sqlite3 import Connection

_LONGEST_TEXT = 200
_MOST_WORDS = 8
_SHORTEST_SHORTENED = 4
_SUREST = 5  # letters of a sound key from which hearing the same is as good as reading the same
_FAINTEST = 3  # letters of one that tells anything
_SHORTEST_VAGUE = 5  # letters of a word that may stand alone for fewer sounds
_LONGEST_NAME = 4
_PARTICLES = "herr frau dr prof mr mrs ms mister madame ing dipl bin ibn ben von van der de di da"
OPTIONAL = folding.ARTICLES | frozenset(_PARTICLES.split())


@dataclass(frozen=True, slots=True)
class Piece:
    """One word of a query, with everything that may stand for it in the index."""

    word: str
    plain: str
    exact: tuple[str, ...]
    begins: tuple[str, ...]
    sounds: tuple[str, ...]
    faint: tuple[str, ...]  # sounds too short to be sure of
    countries: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]  # of a Han word: each a sequence of Latin words

    @property
    def han(self) -> bool:
        """Tell whether the word is a run of Han characters."""
        return folding.is_han(self.word)


def pieces(db: Connection, text: str) -> tuple[Piece, ...]:
    """Cut a query into its words; nothing that can be typed raises."""
    sequence = folding.joined(folding.words(text[:_LONGEST_TEXT])[:_MOST_WORDS])
    return tuple(piece(db, word) for word in dict.fromkeys(sequence))


def piece(db: Connection, word: str) -> Piece:
    """Return one word with all that may stand for it."""
    forms = folding.forms(word)
    countries = tuple(map(territories.token, territories.codes(db, forms[:2])))
    if folding.is_han(word):
        spaced = " ".join(word)
        return Piece(word, word, (spaced,), (), (), (), countries, _readings(word))
    keys = index.word_sounds(word)
    sure = (skeleton.private(key) for key in keys if len(key) >= _SUREST)
    begins = [
        each for each in forms if len(each) >= _SHORTEST_SHORTENED or each in _typed(word, forms)
    ]
    return Piece(
        word,
        folding.primary(word),
        forms,
        (*begins, *folding.begun(word)),
        (*sure, *skeleton.unvowelled(forms)),
        tuple(skeleton.private(key) for key in keys if _FAINTEST <= len(key) < _SUREST),
        countries,
        (),
    )


def merged(db: Connection, sequence: Sequence[Piece]) -> Iterable[tuple[Piece, ...]]:
    """Yield the query with two neighbouring words written as one, in every place."""
    for at in range(len(sequence) - 1):
        first, second = sequence[at : at + 2]
        if not first.han and not second.han:
            both = piece(db, (first.plain + second.plain)[: folding.LONGEST_WORD])
            yield (*sequence[:at], both, *sequence[at + 2 :])


def vague(asked: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the query with its last word taken for only two sounds, or nothing if it has more."""
    last = asked[-1]
    keys = [key for key in index.word_sounds(last.word) if len(key) > 1]
    if len(asked) == 1 and len(last.plain) < _SHORTEST_VAGUE:
        return ()
    if not keys or any(len(key) >= _FAINTEST for key in keys):
        return ()
    return (*asked[:-1], replace(last, faint=tuple(map(skeleton.private, keys))))


def exactly(piece: Piece) -> str:
    """Ask for the whole word, in any of its spellings."""
    if piece.han:
        ways = [_all(piece.word), *(_all(reading) for reading in piece.readings)]
        return _any([*ways, *map(_quoted, piece.countries)])
    return _any(map(_quoted, (*piece.exact, *piece.sounds, *piece.countries)))


def beginning(piece: Piece) -> str:
    """Ask for words that begin like this one, or are it."""
    if piece.han:
        return exactly(piece)
    exact = (form for form in piece.exact if form not in piece.begins)
    sure = map(_quoted, (*exact, *piece.sounds, *piece.countries))
    return _any([*(_quoted(form) + " *" for form in piece.begins), *sure])


def sounding(piece: Piece, near: Iterable[str]) -> str:
    """Ask for words that begin with the same sounds, or are one of these near ones."""
    if piece.han:
        return exactly(piece)
    heard = (_quoted(key) + " *" for key in (*piece.sounds, *piece.faint))
    return _any([beginning(piece), *heard, *map(_quoted, near)])


def every(asked: Iterable[str]) -> str:
    """Ask for all of these at once."""
    return " AND ".join(asked)


def _typed(word: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    return (word,) if word.isascii() else forms


def _quoted(token: str) -> str:
    return f'"{token}"'  # a cleaned word holds no quotation mark


def _all(tokens: Iterable[str]) -> str:
    return "(" + " AND ".join(map(_quoted, tokens)) + ")"


def _any(asked: Iterable[str]) -> str:
    return "(" + " OR ".join(dict.fromkeys(asked)) + ")"


def _readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to write a Han name in Pinyin: its given name apart or joined."""
    if len(word) > _LONGEST_NAME:
        return ()
    length = transcription.surname_length(word)
    rest = [s[0] for s in map(transcription.syllables, word[length:]) if s]
    ways: dict[tuple[str, ...], None] = {}
    for family in transcription.surname(word[:length])[:3]:
        ways[(family, *rest)] = None
        ways[(family, *(["".join(rest)] if rest else []))] = None
    syllables = tuple(s[0] for s in map(transcription.syllables, word) if s)
    if syllables:
        ways[syllables] = None
        ways["".join(syllables),] = None
    return tuple(ways)
