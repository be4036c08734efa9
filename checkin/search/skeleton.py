"""How a plain word sounds to somebody who spells it in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product

_HISS = "S"  # s z c and all their combinations: no two languages agree on them
_HISSES = (
    "schtsch shtsh stsch shch szcz tzsch tsch dsch tch tsh sch dzh dsh zh sh sz cz cs ts tz tc "
    "dz s z"
)
_GRAPHEMES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_HISSES.split(), (_HISS,)),
    "ch": ("h", _HISS), "dj": (_HISS, "d"), "x": ("ks", _HISS), "q": ("k", _HISS),
    "c": ("k", _HISS), "j": ("i",), "J": ("i", _HISS), "rz": ("rS", _HISS), "ck": ("k",),
    "kh": ("h",), "gh": ("g",), "th": ("t",), "ph": ("f",), "rh": ("r",), "dt": ("t",),
    "w": ("v",), "ou": ("u",), "oo": ("u",), "ee": ("i",), "y": ("i",),
}  # fmt: skip
_GRAPHEME = re.compile("|".join(sorted(_GRAPHEMES, key=len, reverse=True)) + "|.")
_SOFT_C = re.compile("c(?=[eiy])|^h(?=s[iu])")  # the latter in Hsiao
_FOREIGN_J = re.compile("^j|(?<=[aeiou])j(?=[aeiou])")  # Jumabayev, Khadija; or Jelzin, Maija
_LOST_I = re.compile("i+(?=[aeou])|(?<=[aeou])i+")
_RUN = re.compile(r"(.)\1+")
_VOWELS = re.compile("([aeou])[aeou]+")
_VOWEL = frozenset("aeiou")
_ABJAD = str.maketrans("y", "i", "aeou")
_BONES = str.maketrans("gf", "hv", "aeiou")
_SHORTEST_INFLECTED = 5
_MOST_KEYS = 8
_PRIVATE = {ord(c): chr(0xE000 + ord(c)) for c in "abcdefghijklmnopqrstuvwxyzS0123456789"}


@lru_cache(maxsize=200_000)
def sounds(word: str) -> tuple[str, ...]:
    """Return the keys under which a plain Latin word sounds the same in all transcriptions."""
    if not word.isascii() or not word.isalpha():
        return ()
    soft = _FOREIGN_J.sub("J", _SOFT_C.sub("s", word))
    options = [_GRAPHEMES.get(each, (each,)) for each in _GRAPHEME.findall(soft)]
    keys: dict[str, None] = {}
    for count, choice in enumerate(product(*options)):
        if count == _MOST_KEYS:
            break
        key = _folded("".join(choice))
        keys[key] = None
        if len(key) > _SHORTEST_INFLECTED and key[-1] == _HISS and key[-2] not in "aeou":
            keys[key[:-1]] = None  # the Latvian ending: Ivanovs, Kalniņš
    return tuple(key for key in keys if key)


def _folded(key: str) -> str:
    if key.endswith("f"):
        key = key[:-1] + "v"  # Romanoff
    key = _VOWELS.sub(r"\1", _LOST_I.sub("", _RUN.sub(r"\1", key)))
    return _RUN.sub(r"\1", key)


def private(key: str) -> str:
    """Return a sound key in letters that no word has, so that both may live in one index."""
    return key.translate(_PRIVATE)


def abjad(word: str) -> str:
    """Return what Arabic would write of a plain word: no short vowels, no doubled letters."""
    return _RUN.sub(r"\1", word.translate(_ABJAD))


def unvowelled(words: Iterable[str]) -> tuple[str, ...]:
    """Return the keys, in private letters, by which Latin spellings find a name in Arabic."""
    keys = dict.fromkeys(abjad(word) for word in words if word.isascii() and word.isalpha())
    return tuple(private("0" + key) for key in keys if len(key) > 3)  # noqa: PLR2004


@lru_cache(maxsize=200_000)
def bones(key: str) -> str:
    """Return the consonants of a sound key, and whether it begins with a vowel."""
    start = "a" if key[:1] in _VOWEL else ""
    return start + _RUN.sub(r"\1", key.translate(_BONES))


def shorter(key: str) -> set[str]:
    """Return the key and all keys with one letter left out; a slip leaves one in common."""
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}


def _closed(key: str) -> set[str]:
    """Return the key without each letter whose neighbours then sound as one."""
    return {
        key[: at + 1] + key[at + 3 :]
        for at, (before, _gap, after) in enumerate(zip(key, key[1:], key[2:], strict=False))
        if before == after or (before in "aeou" and after in "aeou")
    }


@lru_cache(maxsize=100_000)
def slips(word: str) -> tuple[str, ...]:
    """Return the keys by which a misspelling and its word find each other, the surest first."""
    bone, sound, loose = set(), set(), set()
    for key in sounds(word):
        skeleton = bones(key)
        if len(skeleton) > 1:
            bone.add("=" + skeleton)
        if len(key) > 2:  # noqa: PLR2004  shorter ones would meet everything
            sound |= shorter(key) | _closed(key)
        if len(skeleton) > 3:  # noqa: PLR2004
            loose |= {"-" + each for each in shorter(skeleton)}
    return (*sorted(sound), *sorted(bone), *sorted(loose))
