"""The words of a register that a typed one may be meant for, and how alike they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.search import skeleton
from checkin.search.index import timbres, word_sounds

if TYPE_CHECKING:
    from sqlite3 import Connection

    from checkin.search.query import Piece

_MOST_CANDIDATES = 500
_MOST_WORDS = 12
_MOST_BEGUN = 200
_MOST_BEGUN_WORDS = 6
_ALIKE = 0.5  # below this similarity an equal skeleton is chance
_ALIKE_SO_FAR = 0.7  # the same of a beginning
_BEGUN = 0.9  # the worth of a beginning, where a whole word is worth one
_FEWEST_BONES = 2
_LONG = 6  # letters from which two slips are forgiven
_VOWELS = frozenset("aeiou")
_ROUNDING = 1e-9
_LAST = "\U0010ffff"


def unfinished(db: Connection, asked: Piece) -> dict[str, float]:
    """Return the words of `whole` and those of `begun`, each as alike as it is to the better."""
    found = whole(db, asked)
    for word, alike in begun(db, asked).items():
        found[word] = max(alike, found.get(word, 0.0))
    return found


def whole(db: Connection, asked: Piece) -> dict[str, float]:
    """Return the words of the register that the typed one may be a slip for, and how alike."""
    spelled = [form for form in asked.exact if form.isascii()]
    keys = [key for form in spelled for key in skeleton.slips(form)][:_MOST_CANDIDATES]
    marks = ",".join("?" * len(keys))
    rows = db.execute(
        f"SELECT DISTINCT word FROM search_slips WHERE key IN ({marks})",  # noqa: S608  only marks
        keys,
    )
    heard = {form: skeleton.sounds(form) for form in spelled}
    words = [word for (word,) in rows.fetchmany(_MOST_CANDIDATES)]
    alike = {word: max(_similarity(form, heard[form], word) for form in spelled) for word in words}
    best = sorted(filter(alike.__getitem__, words), key=alike.__getitem__, reverse=True)
    return {word: alike[word] for word in best[:_MOST_WORDS]}


def begun(db: Connection, asked: Piece) -> dict[str, float]:
    """Return words that begin like this one for the ear, not for the eye, and how alike so far."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only near spellings need it

    found: dict[str, float] = {}
    for bones, keys in _begun_bones(asked).items():
        rows = db.execute(
            "SELECT word FROM search_slips WHERE key BETWEEN ? AND ? LIMIT ?",
            (f"={bones}", f"={bones}{_LAST}", _MOST_BEGUN),
        )
        for (word,) in rows:
            if word.startswith(asked.begins):
                continue
            alike = max(
                OSA.normalized_similarity(key, said[: len(key)], score_cutoff=_ALIKE_SO_FAR)
                for said in timbres(word)
                for key in keys
            )
            if alike > found.get(word, 0.0):
                found[word] = alike
    best = sorted(found, key=found.__getitem__, reverse=True)[:_MOST_BEGUN_WORDS]
    return {word: _BEGUN * found[word] for word in best}


def _begun_bones(asked: Piece) -> dict[str, set[str]]:
    """Return how a word may sound of which only this is typed yet, put together by its bones."""
    found: dict[str, set[str]] = {}
    for form in asked.exact:
        for key in skeleton.begun(form):
            bones = skeleton.bones(key)
            if len(bones) >= _FEWEST_BONES:
                found.setdefault(bones, set()).add(key)
    return found


def _similarity(form: str, sounds: tuple[str, ...], word: str) -> float:
    """Return from 0 (another word) to 1 how likely a word was meant by this spelling."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415  only near spellings need it

    others = word_sounds(word)
    seen = OSA.normalized_similarity(form, word)
    heard = max((OSA.normalized_similarity(a, b) for a in sounds for b in others), default=0.0)
    if not (_VOWELS.intersection(form) and _VOWELS.intersection(word)):
        seen = heard = OSA.normalized_similarity(skeleton.abjad(form), skeleton.abjad(word))
    slips = 1 if len(form) < _LONG else 2
    if seen < 1 - slips / max(len(form), len(word)) - _ROUNDING and heard < 1 - slips / 8:
        bones = {skeleton.bones(key) for key in sounds}
        if max(seen, heard) < _ALIKE or bones.isdisjoint(map(skeleton.bones, others)):
            return 0.0
    return (seen + heard) / 2
