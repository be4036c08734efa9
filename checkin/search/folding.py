"""Folding of what people type and what lists hold into the same plain words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from checkin.search import transcription

LONGEST_WORD = 40  # letters of one word that are looked at
_APOSTROPHES = "'’ʼ‘`´ʹʺʻ′ʾʿˈ＇‛״׳"  # marks that join, as found in real lists
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_HAN = "㐀-䶿一-鿿豈-\ufaff々〇\U00020000-\U0003ffff\ue200-\uf7ff"
_WORD = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_HAN_RUN = re.compile(f"[{_HAN}]")
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
    "ħ": "h", "ŋ": "ng", "ə": "a", "ŧ": "t", "ĸ": "k", "ſ": "s", "ɛ": "e", "ɔ": "o", "ɓ": "b",
    "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɨ": "i", "ƒ": "f", "ǝ": "e", "ʻ": "", "ǥ": "g",
}  # fmt: skip
_UMLAUTS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "ð": "dh", "ə": "e",
        "ő": "oe", "ű": "ue", "ó": "u", "ą": "on", "ę": "en",
    }
)  # fmt: skip
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("dj", "d"))
_ABD = re.compile(r"abd[aeiu]?(?:l|sh(?=sh)|([rsndtz])(?=\1))(.{2,})")
_ABD_BEGUN = re.compile(r"abd[aeiu](?:l|(sh|[rsndtz])(?=\1|$))(sh?|.?)")
_ROUNDED = re.compile("([ln])(?:ü|yu|v)(e?)")
_SYLLABLE = re.compile("(?:[jqx][iu]|zh|[zc](?!h))[aeiou]*(?:n|ng|o)?")
_SERVANT = frozenset(("abd", "abdul", "abdel", "abdal", "abdu", "abdur"))
ARTICLES = frozenset(("al", "el", "ul", "ur", "ar"))


class _Cleaning(dict[int, str | None]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = kept = _kept(chr(code))
        return kept


def _kept(character: str) -> str | None:
    kind = unicodedata.category(character)
    if character in _APOSTROPHES or kind in ("Mn", "Me", "Cf", "Cs", "Co"):
        return None
    if kind[0] not in "LN":
        return " "
    # SQLite's tokenizer knows Unicode 6.1; younger letters borrow a private one it keeps whole
    young = unicodedata.ucd_3_2_0.category(character) == "Cn"
    return chr(0xE200 + ord(character) % 0x1600) if young else character


_CLEANING = _Cleaning()


def clean(text: str) -> str:
    """Return the text in small letters of one width, holding letters, digits and blanks only."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold().replace("i̇", "i")
        text = unicodedata.normalize("NFKC", text)
        return text.translate(_CLEANING)
    return text.lower().replace("'", "").translate(_CLEANING)


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """Split a text into words; a run of Han is one word, and an apostrophe parts nothing."""
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(clean(text)))


def parts(text: str) -> tuple[str, ...]:
    """Return what `words` makes of a text whose apostrophes do part words."""
    return words(_APOSTROPHE.sub(" ", text))


def is_han(word: str) -> bool:
    """Tell whether a word is written in Han characters."""
    return not word.isascii() and _HAN_RUN.match(word) is not None


def plain(word: str) -> str:
    """Return a cleaned word without the marks and letters that plain English lacks."""
    if word.isascii():
        return word
    bare = "".join(_LETTERS.get(each, each) for each in word)
    decomposed = unicodedata.normalize("NFKD", bare)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[str, ...]:
    """Return the spellings that count as one with a cleaned word: itself, its plain one, more."""
    if word.isascii():
        return tuple(dict.fromkeys((word, *_shortened(word))))
    if is_han(word):
        return (word,)
    spelled = transcription.cyrillic(word)
    if spelled:
        return tuple(dict.fromkeys((word, *map(plain, spelled))))
    bare = plain(word)
    if not bare.isascii():
        return tuple(dict.fromkeys((word, *transcription.other(word))))
    both = [word, bare, plain(word.translate(_UMLAUTS)), *_pinyin(word), *_shortened(bare)]
    return tuple(dict.fromkeys(filter(None, both)))


def _shortened(word: str) -> list[str]:
    found = []
    short = word
    for two, one in _DIGRAPHS:
        short = short.replace(two, one)
    if short != word:
        found.append(short)
    servant = _ABD.fullmatch(word)
    if servant:
        found.append("abd" + servant[2])
    return found + _pinyin(word)


def begun(word: str) -> tuple[str, ...]:
    """Return further spellings of which the word may be the beginning: abdur is abdr here."""
    servant = _ABD_BEGUN.fullmatch(word)
    return ("abd" + (servant[2] or servant[1] or ""),) if servant else ()


def _pinyin(word: str) -> list[str]:
    """Respell what is one syllable of Pinyin: lü, lyu and lv alike, and as Wade-Giles does."""
    match = _ROUNDED.fullmatch(word)
    if match:
        return list(transcription.umlauted(f"{match[1]}v{match[2]}"))
    return [transcription.wade_giles(word)] if _SYLLABLE.fullmatch(word) else []


@lru_cache(maxsize=200_000)
def primary(word: str) -> str:
    """Return the plain Latin spelling of a cleaned word, or the word itself where it has none."""
    spelled = forms(word)
    return next((each for each in spelled if each.isascii()), spelled[0])


def joined(sequence: tuple[str, ...]) -> tuple[str, ...]:
    """Join the servant names that Arabic writes apart: abd al rahman is abdrahman here."""
    if _SERVANT.isdisjoint(map(primary, sequence)):
        return sequence
    result: list[str] = []
    rest = list(sequence)
    while rest:
        word = rest.pop(0)
        if primary(word) not in _SERVANT or not rest:
            result.append(word)
            continue
        if len(rest) > 1 and rest[0] in ARTICLES:
            rest.pop(0)
        result.append("abd" + _bare(rest.pop(0)))
    return tuple(result)


def _bare(word: str) -> str:
    return primary(word.removeprefix("ال") or word)
