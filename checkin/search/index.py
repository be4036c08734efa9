"""The tables in which people are looked up, and the words that go into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from checkin.search import folding, skeleton, territories, transcription

if TYPE_CHECKING:
    from sqlite3 import Connection

PREFIXES = (1, 2, 3)  # letters of the beginnings that search_text indexes
_BATCH = 500
_LONGEST_NAME = 4  # characters of a Han name; longer runs are organisations or places
_MOST_SOUNDS = 4
_MOST_WORDS = 60  # of one field: a name of more words is somebody's mistake
_SHORTEST_SLIP = 3
_FEWEST_SURE = 3  # letters of a sound key that is no accident


@dataclass(frozen=True, slots=True)
class Record:
    """What one person can be found by."""

    family: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the tables hold it; each text is words between blanks."""

    name: str  # by which namesakes are put in order
    family: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    whole: str
    spelled: frozenset[str]  # plain words that may be misspelt


def create(db: Connection) -> None:
    """Make the tables, unless they are there."""
    db.execute(
        """CREATE TABLE IF NOT EXISTS search_rows
           (n INTEGER PRIMARY KEY, digest BLOB NOT NULL, name TEXT NOT NULL, family TEXT NOT NULL,
            names TEXT NOT NULL, words TEXT NOT NULL, whole TEXT NOT NULL)"""
    )
    db.execute(
        """CREATE TABLE IF NOT EXISTS search_families
           (key TEXT NOT NULL, name TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, name, n))
           WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE IF NOT EXISTS search_slips
           (key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)) WITHOUT ROWID"""
    )
    db.execute(
        """CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5
           (words, content='', contentless_delete=1, detail=none, prefix='1 2 3',
            tokenize='unicode61 remove_diacritics 0')"""
    )
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS search_terms USING fts5vocab(search_text, row)")
    territories.create(db)


def put(db: Connection, rows: Iterable[tuple[int, Record]]) -> None:
    """Insert or replace records; those whose text did not change are left alone."""
    spelled: set[str] = set()
    countries: set[str] = set()
    stream = iter(rows)
    while batch := dict(islice(stream, _BATCH)):
        marks = ",".join("?" * len(batch))
        known = dict(
            db.execute(
                f"SELECT n, digest FROM search_rows WHERE n IN ({marks})",  # noqa: S608  only marks
                tuple(batch),
            )
        )
        digests = {n: text_of(record) for n, record in batch.items()}
        changed = [n for n in batch if known.get(n) != digests[n]]
        drop(db, [n for n in changed if n in known])
        entries = {n: _entry(batch[n]) for n in changed}
        _insert(db, entries, digests)
        _insert_slips(db, {word for entry in entries.values() for word in entry.spelled} - spelled)
        spelled.update(word for entry in entries.values() for word in entry.spelled)
        fresh = {batch[n].country for n in changed if batch[n].country} - countries
        territories.add(db, fresh)
        countries |= fresh


def drop(db: Connection, numbers: Iterable[int]) -> None:
    """Remove records; call `forget` to leave no trace of their text."""
    for n in numbers:
        row = db.execute("SELECT name, family FROM search_rows WHERE n = ?", (n,)).fetchone()
        if row is None:
            continue
        name, family = row
        keys = [(key, name, n) for key in family.split()]
        db.executemany("DELETE FROM search_families WHERE key = ? AND name = ? AND n = ?", keys)
        db.execute("DELETE FROM search_text WHERE rowid = ?", (n,))
        db.execute("DELETE FROM search_rows WHERE n = ?", (n,))


def forget(db: Connection) -> None:
    """Make the tables forget all words that no record holds any longer."""
    db.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
    db.execute(
        """DELETE FROM search_slips WHERE word IN
           (SELECT word FROM search_slips EXCEPT SELECT term FROM search_terms)"""
    )


def text_of(record: Record) -> bytes:
    """Return a digest that tells whether a record is the one in the tables."""
    fields = (record.family, *record.names, "", *record.words, "", record.country)
    text = "\x1f".join(fields).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=12).digest()


def _insert(db: Connection, entries: dict[int, Entry], digests: dict[int, bytes]) -> None:
    db.executemany(
        """INSERT INTO search_rows (n, digest, name, family, names, words, whole)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (
            (
                n,
                digests[n],
                entry.name,
                *map(_padded, (entry.family, entry.names, entry.words)),
                entry.whole,
            )
            for n, entry in entries.items()
        ),
    )
    db.executemany(
        "INSERT INTO search_text (rowid, words) VALUES (?, ?)",
        (
            (n, " ".join(dict.fromkeys((*entry.family, *entry.names, *entry.words))))
            for n, entry in entries.items()
        ),
    )
    families = ((key, entry.name, n) for n, entry in entries.items() for key in entry.family)
    db.executemany("INSERT INTO search_families (key, name, n) VALUES (?, ?, ?)", sorted(families))


def _insert_slips(db: Connection, words: Iterable[str]) -> None:
    rows = ((key, word) for word in words for key in skeleton.slips(word))
    db.executemany("INSERT OR IGNORE INTO search_slips (key, word) VALUES (?, ?)", sorted(rows))


def _padded(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _entry(record: Record) -> Entry:
    family = folding.words(record.family)
    names = [folding.words(name) for name in record.names]
    own = dict.fromkeys(_family_tokens(record, family))
    others: dict[str, None] = {}
    spelled = {*_spelled(family), *folding.joined(family)}
    has_han = any(map(folding.is_han, family))
    for text, sequence in zip(record.names, names, strict=True):
        for word in sequence:
            if folding.is_han(word):
                first, rest = _han_name(word, split=not has_han or word.startswith(family))
                own.update(dict.fromkeys(first))
                others.update(dict.fromkeys(rest))
                spelled.update((*first, *rest))
                continue
            target = others if family and not _same(word, family) else own
            target.update(dict.fromkeys(tokens(word)))
        (others if family else own).update(dict.fromkeys(_compounds(text, sequence)))
        spelled.update(_spelled(sequence), folding.joined(sequence))
    texts = [_text(text) for text in record.words]
    words = {token: None for text in texts for token in text[0]}
    if record.country:
        words[territories.token(record.country)] = None
    spelled.update(word for text in texts for word in text[1])
    forms = [*(names or [family]), *_wholes(family, names)]
    return Entry(
        name=" ".join(map(folding.primary, (*family, *(names[0] if names else ())))),
        family=tuple(own),
        names=tuple(token for token in others if token not in own),
        words=tuple(words),
        whole=_whole(forms),
        spelled=frozenset(
            word for word in spelled if len(word) >= _SHORTEST_SLIP and word.isascii()
        ),
    )


def _wholes(family: tuple[str, ...], names: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    if family:
        for count in range(1, min(len(names), 3) + 1):
            yield (*family, *(word for name in names[:count] for word in name))
        yield from ((*family, *name) for name in names[1:])


def _whole(forms: Iterable[tuple[str, ...]]) -> str:
    plain = [tuple(map(folding.primary, form)) for form in forms if form]
    texts = dict.fromkeys(text for form in plain for text in (" ".join(form), permuted(form)))
    return "|" + "|".join(texts) + "|"


def permuted(words: Iterable[str]) -> str:
    """Return words as the text that all their orders share."""
    return "/" + " ".join(sorted(words))


def _same(word: str, family: tuple[str, ...]) -> bool:
    """Tell whether a word of another form is the family name again, in this or another script."""
    if word in family:
        return True
    if word.isascii():
        return False
    keys = {skeleton.bones(key) for key in word_sounds(word)}
    return any(skeleton.bones(key) in keys for each in family for key in word_sounds(each))


@lru_cache(maxsize=200_000)
def word_sounds(word: str) -> tuple[str, ...]:
    """Return the sound keys of a cleaned word in any script but Han."""
    if folding.is_han(word):
        return ()
    keys = dict.fromkeys(key for form in folding.forms(word) for key in skeleton.sounds(form))
    return tuple(keys)[:_MOST_SOUNDS]


@lru_cache(maxsize=50_000)
def timbres(word: str) -> tuple[str, ...]:
    """Return the sound keys of a cleaned word as ears from different countries hear them."""
    return tuple(dict.fromkeys(map(skeleton.timbre, word_sounds(word))))


@lru_cache(maxsize=200_000)
def tokens(word: str) -> tuple[str, ...]:
    """Return what the index holds for one cleaned word: its spellings and its sounds."""
    if folding.is_han(word):
        return (*word, *transcription.given(word[:_LONGEST_NAME]))
    sure = (key for key in word_sounds(word) if len(key) >= _FEWEST_SURE)
    forms = folding.forms(word)
    bare = skeleton.unvowelled(forms) if transcription.is_arabic(word) else ()
    return (*forms, *map(skeleton.private, sure), *bare)


def _family_tokens(record: Record, family: tuple[str, ...]) -> Iterator[str]:
    for word in family:
        if folding.is_han(word):
            yield from word
            yield from transcription.surname(word)
        else:
            yield from tokens(word)
    yield from _compounds(record.family, family)


def _compounds(text: str, sequence: tuple[str, ...]) -> Iterator[str]:
    """Yield what a name is called where others join its words, or part them at an apostrophe."""
    plain = [folding.primary(word) for word in sequence[:_MOST_WORDS] if not folding.is_han(word)]
    if len(plain) > 1:
        yield from (first + second for first, second in pairwise(plain))
        if len(plain) > 2:  # noqa: PLR2004
            yield "".join(plain)[: folding.LONGEST_WORD]
        for word in folding.joined(sequence):
            if word not in sequence:
                yield from tokens(word)
                if transcription.is_arabic(sequence[0]):
                    yield from skeleton.unvowelled((word,))
    parted = folding.parts(text)
    if len(parted) != len(sequence):
        yield from (token for word in parted for token in tokens(word))


def _han_name(name: str, *, split: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tokens of the family name and those of the rest of a name written in Han."""
    if not split or len(name) > _LONGEST_NAME:
        return (), tokens(name)
    length = transcription.surname_length(name)
    first, rest = name[:length], name[length:]
    whole = "".join(s[0] for s in map(transcription.syllables, name) if s)
    return (*first, *transcription.surname(first)), (*rest, *transcription.given(rest), whole)


def _spelled(sequence: Iterable[str]) -> Iterator[str]:
    """Yield the words that slips are looked for in; what is typed covers the ways of Cyrillic."""
    for word in sequence:
        yield folding.primary(word)
        if not word.isascii() and not transcription.cyrillic(word):
            yield from folding.forms(word)


@lru_cache(maxsize=20_000)
def _text(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tokens of an organisation, a place or a code, and its words as `_spelled`."""
    sequence = folding.words(text)[:_MOST_WORDS]
    found = [token for word in sequence for token in tokens(word)]
    if len(sequence) > 1 and any(each.isdecimal() for each in text):
        found.append("".join(sequence)[: folding.LONGEST_WORD])  # a code without its hyphens
    return tuple(found), tuple(_spelled(sequence))
