"""The code page of a text file that does not say which one it is in."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

CODE_PAGES = ("cp1252", "cp1251", "cp1257", "gb18030")
"""What spreadsheets on Western, Russian, Baltic and Chinese machines write."""

_SAMPLE = 1 << 16
_BLOCKS = 8
_WORD = re.compile(rb"(?:[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x80-\xff]+[@-~]?|[A-Za-z'])+")
"""With the ASCII bytes that end a character of GB 18030."""
_UNLIKELY = -12.0
_CLOSE = 4.0
"""In log units over a whole sample: two readings nearer than this are in doubt."""
_TIE = 2.0
"""Two readings nearer than this are for another detector to tell apart."""

# Rough shares, in per mille, of the letters beyond ASCII in names of each code page's languages.
_SHARES = {
    "cp1252": "ü180 ö130 ä130 ß40 é140 è40 ç20 à15 ê10 ô10 î6 ï8 ë10 â6 û3 œ3 ù2 É10 Ü10 Ö10 Ä8 "
    "á30 í30 ó30 ñ20 ú12 ã10 õ6 å20 ø20 æ10 Å4 Ø4 ò4 ì4 Á4 Ç4 ý4 À4 È4 Î5 š4 ž4 Š2 Ž2 ð2 þ2",
    "cp1257": "ā210 ī110 ē90 š100 ņ80 ļ45 ū50 ž45 č35 ķ30 ģ20 Š20 Ā8 Ž8 Č6 Ķ8 Ģ4 Ē4 Ī2 Ļ4 Ņ2 Ū2 "
    "ė40 ų10 į6 ą8 ę4 Ė2 ä18 ö12 ü18 õ12 é4 ó4 ł5 ń2 ś2 ż2 ć2 Ł1 Ö2 Ü2 Ä1",
    "cp1251": (
        "а85 о80 и70 е65 н65 р55 в55 а1 т45 с45 л45 к45 м25 д25 я25 ч15 у28 ь20 г18 й18 "
        "з15 п18 б14 ы10 ж8 ш10 х9 ц7 ю8 щ4 э3 ф5 ё2 ъ1 і18 ї5 є4 ґ1 І3 Ї1 Є1 А8 Б4 В7 Г5 "
        "Д5 Е3 Ж1 З3 И6 К8 Л3 М7 Н5 О5 П7 Р4 С8 Т4 У2 Ф2 Х2 Ц1 Ч2 Ш1 Э1 Ю2 Я1"
    ),
}
_SIGNS = dict.fromkeys("–—„“”‚‘’«»…€§°№", math.log(0.004)) | {"\xa0": math.log(0.004)}
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余"
    "杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
)
_COMMON = (
    "姓名单位职务国家城市电话备注邮箱中国德俄乌克兰哈尔滨工业大学水务集团有限公司政府主"
    "任副市长经理工程师教授处办院北京上海广州青岛省委部外事局所研究博士先生女伟芳娜秀英"
    "敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文华红玉梅建国志海春晓雪婷宇欣雨浩然一小东新"
    "龙云峰"
)
_VOWELS = frozenset("aeiouyāēīūäöüėõœæøåéèêëáàâíìîïóòôúùûãAEIOUYÄÖÜĀĒĪŪÉÅØ")


@dataclass(frozen=True, slots=True)
class Guess:
    """A code page that may be meant, and how it makes the doubtful words look."""

    encoding: str
    sample: str


def guesses(chunks: Iterator[bytes]) -> tuple[tuple[Guess, ...], bool]:
    """Return the three likeliest code pages, best first, and whether the first is certain."""
    sample = words(chunks)
    scores = {encoding: likelihood(sample, encoding) for encoding in CODE_PAGES}
    ranking = sorted(scores, key=lambda encoding: -scores[encoding])
    if scores[ranking[0]] - scores[ranking[1]] < _TIE and sample:
        ranking = _second_opinion(sample, ranking)
    differing = [word for word in sample if len({_reading(word, e) for e in ranking[:2]}) > 1]
    shown = (differing or sample)[:5]
    best = tuple(Guess(e, ", ".join(_reading(word, e) for word in shown)) for e in ranking[:3])
    same = not differing
    return best, same or scores[ranking[0]] - scores[ranking[1]] >= _CLOSE


def words(chunks: Iterator[bytes]) -> list[bytes]:
    """Collect different words with bytes beyond ASCII, up to a fair sample."""
    found: dict[bytes, None] = {}
    size = 0
    for chunk in islice(chunks, _BLOCKS):
        for match in _WORD.finditer(chunk):
            word = match.group()
            if not word.isascii() and word not in found:
                found[word] = None
                size += len(word)
        if size > _SAMPLE:
            break
    return list(found)


def likelihood(sample: list[bytes], encoding: str) -> float:
    """Say how natural the words are when read in this code page, as a sum of logarithms."""
    total = 0.0
    for word in sample:
        text = _decoded(word, encoding)
        total += _UNLIKELY * len(word) if text is None else _naturalness(text, encoding)
    return total


def _naturalness(text: str, encoding: str) -> float:
    weights = _weights(encoding)
    total = 0.0
    for at, letter in enumerate(text):
        if letter.isascii():
            continue
        before = text[at - 1] if at else ""
        after = text[at + 1] if at + 1 < len(text) else ""
        total += weights.get(letter) or _rare(letter)
        total += _out_of_place(before, letter, after)
    return total


def _rare(letter: str) -> float:
    """Weigh a letter that is in no table: characters of GB 2312's first level are common."""
    if "\u4e00" <= letter <= "\u9fff":
        lead, *rest = letter.encode("gb18030")
        if rest and rest[0] >= 0xA1:  # noqa: PLR2004  the rows of GB 2312
            return -8.5 if 0xB0 <= lead <= 0xD7 else -12.5  # noqa: PLR2004
        return -16.0
    return -10.0 if letter.isalpha() else _UNLIKELY


def _out_of_place(before: str, letter: str, after: str) -> float:
    """Weigh what no language writes: mixed scripts, capitals inside words, strange neighbours."""
    cost = 0.0
    for other in (before, after):
        if other.isalpha() and _script(other) != _script(letter):
            cost -= 5.0
    if letter.isupper() and before.islower():
        cost -= 6.0
    if not letter.isalpha() and before.isalpha() and after.isalpha():
        cost -= 5.0
    return cost + _sound(before.casefold(), letter.casefold(), after.casefold())


def _sound(before: str, letter: str, after: str) -> float:
    """Weigh vowels and consonants that cannot stand beside each other in the Latin languages."""
    if letter in "āēīūė":
        return -5.0 * sum(other in _VOWELS for other in (before, after) if other)
    if letter == "ç":
        return 0.0 if after in tuple("aouãõ") else -4.0
    if letter in "čķģļņž":
        walled = before.isalpha() and before not in _VOWELS | {"ļ", "n", "r", "l"}
        return -3.0 if walled and after.isalpha() and after not in _VOWELS else 0.0
    if letter in "ðþò":
        return -1.0
    if letter in "ïë":
        return 2.0 if before in _VOWELS else 0.0
    return 0.0


def _script(letter: str) -> int:
    if letter < "\u0370":
        return 0
    return 1 if letter < "\u0530" else 2


@cache
def _weights(encoding: str) -> dict[str, float]:
    if encoding == "gb18030":
        shares = dict.fromkeys(_COMMON, -6.0) | dict.fromkeys(_SURNAMES, -5.5)
        return shares | dict.fromkeys("·（）：，、。《》－—“”　；", -6.5)
    table = {part[0]: int(part[1:]) for part in _SHARES[encoding].split()}
    total = sum(table.values())
    return _SIGNS | {letter: math.log(share / total) for letter, share in table.items()}


def _second_opinion(sample: list[bytes], ranking: list[str]) -> list[str]:
    """Let a detector with language models decide between two readings that are close."""
    import chardet  # noqa: PLC0415  slow to import, and seldom needed

    names = {codecs.lookup(encoding).name: encoding for encoding in ranking[:2]}
    found = chardet.detect(b"\n".join(sample), include_encodings=list(names))["encoding"]
    chosen = names.get(codecs.lookup(found).name) if found else None
    if chosen is None:
        return ranking
    return [chosen, *(encoding for encoding in ranking if encoding != chosen)]


def _decoded(word: bytes, encoding: str) -> str | None:
    try:
        return word.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reading(word: bytes, encoding: str) -> str:
    return word.decode(encoding, "replace")
