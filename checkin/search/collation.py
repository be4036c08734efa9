"""The order of names and words in a list: as a language has it, never that of code points."""

from __future__ import annotations

from functools import lru_cache

from checkin.search import folding, transcription

ORDERS = ("names", "dictionary", "latvian")
"""German names (DIN 5007-2, ä as ae), dictionary (DIN 5007-1, ä as a), Latvian (č after c)."""

_CYRILLIC = "аәбвгґғѓдђеєжзѕиіїйјкқќлљмнңњоөпрстћуўұүфхһцчџшщъыьэюя"
_BLOCK = 0x0400  # where Cyrillic stands among the scripts: after Latin and Greek
_SAME = {"ё": "е"}
_HAN = "\u3400"  # before each syllable, so that Chinese stands together, after all alphabets
_LONGEST = 120  # characters of a text that decide
_LONGEST_NAME = 4  # characters of a name in Han
_LATER = "~"  # after z: the letter is one of its own, behind the letter that it looks like
_OWN: dict[str, dict[str, str]] = {
    "names": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "dictionary": {},
    "latvian": {**{letter: folding.plain(letter) + _LATER for letter in "čģķļņšž"}, "y": "i~"},
}


class _Letters(dict[int, str]):
    """What each letter counts as in one order, worked out when it is first met."""

    def __init__(self, own: dict[str, str]) -> None:
        super().__init__({ord(letter): said for letter, said in own.items()})
        for place, letter in enumerate(_CYRILLIC):
            self[ord(letter)] = chr(_BLOCK + place)
        for letter, like in _SAME.items():
            self[ord(letter)] = self[ord(like)]

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        said = _HAN + _reading(letter) if folding.is_han(letter) else folding.plain(letter)
        self[code] = said
        return said


_LETTERS = {order: _Letters(own) for order, own in _OWN.items()}


def usual(language: str) -> str:
    """Return the order in which people expect names who read this language."""
    return {"de": "names", "lv": "latvian"}.get(language, "dictionary")


def key(text: str, order: str) -> str:
    """Return what puts texts in order when compared; the empty one goes to the end."""
    cleaned = " ".join(folding.clean(text[:_LONGEST]).split())
    if order == "latvian" or not cleaned.isascii():
        name = cleaned.replace(" ", "")
        if folding.is_han(name) and len(name) <= _LONGEST_NAME:
            return _han_name(name)
        cleaned = cleaned.translate(_LETTERS[order])
    return cleaned or "\U0010ffff"


def name_key(family: str, given: str, order: str) -> str:
    """Return the key of a name: by the family name, then the rest; marks decide only between twins.

    The family name alone goes before the longer one that begins with it.
    """
    rest = key(given, order) if given else ""
    return f"{key(family, order)}\x01{rest}\x02{family[:_LONGEST]} {given[:_LONGEST]}"


@lru_cache(maxsize=50_000)
def _han_name(name: str) -> str:
    """Return the syllables of a Chinese name; a family name has its own reading."""
    length = transcription.surname_length(name)
    first = transcription.surname(name[0])[:1] if length == 1 else ()
    readings = [_reading(sign) for sign in name]
    if first and readings[0].rstrip("12345") != first[0]:
        readings[0] = first[0]
    return "".join(_HAN + reading for reading in readings)


@lru_cache(maxsize=20_000)
def _reading(sign: str) -> str:
    """Return the usual reading of one Chinese character, with its tone as a digit."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  its dictionary takes a tenth of a second

    return str(pinyin(sign, style=Style.TONE3, neutral_tone_with_five=True)[0][0])
