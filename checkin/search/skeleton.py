"""How a plain word sounds to somebody who spells it in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product

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
_CUT: dict[str, set[str]] = {"j": {"i", _HISS}}  # what an end may yet become: ts is of tsch
for _letters, _ways in _GRAPHEMES.items():
    for _at in range(1, len(_letters)):
        _CUT.setdefault(_letters[:_at], set()).update(_ways)
_LONGEST_CUT = max(map(len, _CUT))
_SOFT_C = re.compile("c(?=[eiy])|^h(?=s[iu])")  # the latter in Hsiao
_FOREIGN_J = re.compile("^j|(?<=[aeiou])j(?=[aeiou])")  # Jumabayev, Khadija; or Jelzin, Maija
_LOST_I = re.compile("i+(?=[aeou])|(?<=[aeou])i+")
_RUN = re.compile(r"(.)\1+")
_VOWELS = re.compile("([aeou])[aeou]+")
_VOWEL = frozenset("aeiou")
_ABJAD = str.maketrans("y", "i", "aeou")
_BONES = str.maketrans("gf", "hv", "aeiou")
_TIMBRE = str.maketrans("gf", "hv")
_SHORTEST_INFLECTED = 5
_MOST_KEYS = 8
_PRIVATE = {ord(c): chr(0xE000 + ord(c)) for c in "abcdefghijklmnopqrstuvwxyzS0123456789"}


@lru_cache(maxsize=200_000)
def sounds(word: str) -> tuple[str, ...]:
    """Return the keys under which a plain Latin word sounds the same in all transcriptions."""
    if not word.isascii() or not word.isalpha():
        return ()
    keys: dict[str, None] = {}
    for said in _said(word):
        key = _folded(said)
        keys[key] = None
        if len(key) > _SHORTEST_INFLECTED and key[-1] == _HISS and key[-2] not in "aeou":
            keys[key[:-1]] = None  # the Latvian ending: Ivanovs, Kalniņš
    return tuple(key for key in keys if key)


@lru_cache(maxsize=20_000)
def begun(word: str) -> tuple[str, ...]:
    """Return the timbres with which a plain Latin word may begin when only this is typed yet."""
    if not word.isascii() or not word.isalpha():
        return ()
    keys = dict.fromkeys(map(_folded, _said(word)))
    for at in range(max(1, len(word) - _LONGEST_CUT), len(word)):
        ends = sorted(_CUT.get(word[at:], ()))
        keys.update(dict.fromkeys(_folded(said + end) for said in _said(word[:at]) for end in ends))
    return tuple(dict.fromkeys(map(timbre, keys)))


def _said(word: str) -> Iterator[str]:
    soft = _FOREIGN_J.sub("J", _SOFT_C.sub("s", word))
    options = [_GRAPHEMES.get(each, (each,)) for each in _GRAPHEME.findall(soft)]
    return map("".join, islice(product(*options), _MOST_KEYS))


def timbre(key: str) -> str:
    """Return a sound key without what ears from different countries do not tell apart."""
    return key.translate(_TIMBRE)


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
