"""Latin spellings of words in other scripts, as the usual schemes write them."""

from __future__ import annotations

import re
from functools import lru_cache


def _pairs(text: str) -> dict[str, str]:
    """Read a table whose cells are parted by colons and blanks."""
    return dict(pair.split(":") for pair in text.split())


_CYRILLIC = re.compile("[Ѐ-ԯ]")
_ENGLISH = _pairs(
    "а:a б:b в:v г:g ґ:g д:d е:e ё:e ж:zh з:z и:i і:i ї:yi й:y к:k л:l м:m н:n о:o п:p р:r "
    "с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya є:ye ә:a ғ:g қ:q ң:ng "
    "ө:o ұ:u ү:u һ:h ў:u ђ:d ј:j љ:lj њ:nj ћ:c џ:dz ѓ:g ќ:k ѕ:z"
)
_UKRAINIAN = _pairs("г:h и:y й:i ї:i є:ie ю:iu я:ia")
_GERMAN = _pairs(
    "в:w ж:sch з:s й:i х:ch ц:z ч:tsch ш:sch щ:schtsch ю:ju я:ja є:je ї:ji ё:jo ў:w қ:k"
)
_GERMAN_UKRAINIAN = {**_GERMAN, "г": "h", "и": "y", "й": "j"}
_STEINITZ = {**_GERMAN, "ж": "sh"}
_ISO = _pairs("й:j х:h ц:c ч:c ш:s щ:s ю:u я:a є:e ї:i ё:e ә:a қ:k ң:n ж:z")
_SLAVIC = {**_ISO, "щ": "sc", "ю": "ju", "я": "ja", "є": "je", "ї": "ji", "ё": "jo"}
_POLISH = {**_SLAVIC, "в": "w", "х": "ch", "ч": "cz", "ш": "sz", "щ": "szcz", "й": "i", "г": "g"}
_KAZAKH = {"ғ": "gh", "қ": "k", "ң": "n", "ё": "yo", "й": "i", "ж": "j", "ө": "u", "х": "h"}
# own letters beside the English ones; what е is where it begins a syllable; is -ий one letter
_SCHEMES: tuple[tuple[dict[str, str], str, bool], ...] = (
    ({}, "e", True),
    ({}, "ye", False),
    (_UKRAINIAN, "e", True),
    (_GERMAN, "je", True),
    (_GERMAN_UKRAINIAN, "e", False),
    (_STEINITZ, "je", True),
    (_ISO, "e", False),
    (_SLAVIC, "e", False),
    (_POLISH, "je", True),
    (_KAZAKH, "ye", False),
)
_TABLES = tuple(
    (str.maketrans(_ENGLISH | own), initial, ending) for own, initial, ending in _SCHEMES
)
_IOTATED = re.compile("(?:^|(?<=[аеиоуыэюяёәөұүі]))е")
_ADJECTIVE = re.compile("[иыі]й$")
_SOFT = re.compile("[ьъ]е")
_HUSHED = re.compile("(?<=[жчшщ])ё")

_COMPOUNDS = (
    "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 "
    "司徒 司空 东方 東方 西门 西門 南宫 "
    "南宮 长孙 長孫 宇文 轩辕 軒轅 独孤 獨孤 端木 百里 呼延 万俟 申屠 赫连 赫連"
)
_COMPOUND_SURNAMES = frozenset(_COMPOUNDS.split())
_SURNAME_READINGS = _pairs(
    "单:shan 單:shan 曾:zeng 仇:qiu 解:xie 任:ren 查:zha 盖:ge 葛:ge 朴:piao 区:ou 區:ou "
    "乐:yue 樂:yue 翟:zhai 缪:miao 繆:miao 覃:qin 尉:wei 员:yun 召:shao 洗:xian "
    "冼:xian 秘:bi 重:chong 盛:sheng 隗:wei 种:chong 黑:he 华:hua 纪:ji 宁:ning "
    "沈:shen 么:yao 折:she"
)
_ABROAD = _pairs(
    "zhang:cheung chen:chan wang:wong huang:wong li:lee liu:lau wu:ng yang:yeung zhou:chow "
    "lin:lam zheng:cheng xie:tse xu:hui cai:choi guo:kwok liang:leung zeng:tsang xiao:siu "
    "zhao:chiu luo:law gao:ko tang:tong feng:fung deng:tang ye:yip su:so jiang:kong shen:shum "
    "pan:poon qiu:yau fang:fong shi:shek he:ho lu:lo ma:mah yu:yue mo:mok"
)
_WADE_INITIALS = _pairs("zh:ch ch:ch sh:sh b:p d:t g:k j:ch q:ch x:hs z:ts c:ts r:j")
_WADE_FINALS = _pairs(
    "ong:ung ian:ien ie:ieh ue:ueh ve:ueh v:u you:yu yan:yen ye:yeh yi:i iong:iung yong:yung"
)
_FULL_VOWEL = frozenset(("zh", "ch", "sh", "r", "z", "c", "s"))
_MOST_READINGS = 2


def cyrillic(word: str) -> tuple[str, ...]:
    """Return the Latin spellings of a folded Cyrillic word, the English one first; else nothing."""
    if not _CYRILLIC.search(word):
        return ()
    spelled = []
    for table, initial, ending in _TABLES:
        letters = _ADJECTIVE.sub("й", word) if ending else word
        if initial != "e":
            letters = _SOFT.sub(initial, _IOTATED.sub(initial, letters))
        if initial == "je":
            letters = _HUSHED.sub("о", letters)
        if letters[0] in "єюяї":
            initials = _TABLES[0][0] if table is _TABLES[2][0] else table
            letters = letters[0].translate(initials) + letters[1:]
        spelled.append(letters.translate(table))
    return tuple(dict.fromkeys(filter(None, spelled)))


def is_arabic(word: str) -> bool:
    """Tell whether a word is written in Arabic letters, mostly without its vowels."""
    return "\u0600" <= word[0] <= "\u06ff"


def other(word: str) -> tuple[str, ...]:
    """Return spellings of a word in any further script, letter by letter."""
    from anyascii import anyascii  # noqa: PLC0415  its tables load only for such scripts

    def spelled(letters: str) -> str:
        return "".join(c for c in anyascii(letters).lower().replace("`", "a") if c.isalnum())

    if not is_arabic(word):
        return tuple(filter(None, (spelled(word),)))
    stem = word.removesuffix("ة")  # silent, as in Fatima
    bare = stem.removeprefix("ال")  # the article, of which anyascii leaves a lone l
    plain = [spelled(each) for each in (stem, bare)]
    vowels = [re.sub("(?<=.)w", "u", each) for each in plain]
    return tuple(dict.fromkeys(filter(None, (*vowels, *plain))))


@lru_cache(maxsize=20_000)
def syllables(character: str) -> tuple[str, ...]:
    """Return the readings of one Han character in Pinyin without tones, the usual one first."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  its dictionary takes a tenth of a second

    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return tuple(each for each in found if each.isascii() and each.isalpha())[:_MOST_READINGS]


@lru_cache(maxsize=2_000)
def wade_giles(syllable: str) -> str:
    """Respell one Pinyin syllable as Wade-Giles does, without marks."""
    initial, own = next(
        (each for each in _WADE_INITIALS.items() if syllable.startswith(each[0])), ("", "")
    )
    final = syllable[len(initial) :]
    if syllable == "si" or (final == "i" and initial in _FULL_VOWEL):
        return {"z": "tzu", "c": "tzu", "": "ssu", "r": "jih"}.get(initial, own + "ih")
    if final == "uo" and initial not in ("g", "sh"):
        return own + "o"
    if initial == "g" and final == "e":
        return "ko"
    for ending, respelled in _WADE_FINALS.items():
        if final == ending or (len(ending) > 1 and ending[0] != "y" and final.endswith(ending)):
            return own + final[: len(final) - len(ending)] + respelled
    return own + final


def umlauted(syllable: str) -> tuple[str, ...]:
    """Return every way in which passports and keyboards write a syllable that may hold ü."""
    if syllable[:1] in ("l", "n") and syllable[1:2] == "v":
        head, tail = syllable[0], syllable[2:]
        return (syllable, f"{head}u{tail}", f"{head}yu{tail}", f"{head}ue{tail}")
    return (syllable,)


def surname_length(name: str) -> int:
    """Return how many characters of a Han name are its family name."""
    if len(name) in (1, 2):
        return 1
    return 2 if name[:2] in _COMPOUND_SURNAMES else 1


@lru_cache(maxsize=5_000)
def surname(characters: str) -> tuple[str, ...]:
    """Return the Latin spellings of a Han family name, at home, in older books and abroad."""
    if len(characters) > 1:
        return ("".join(syllables(each)[0] for each in characters if syllables(each)),)
    special = _SURNAME_READINGS.get(characters)
    pinyin = dict.fromkeys([*([special] if special else ()), *syllables(characters)])
    spelled = [form for each in pinyin for form in umlauted(each)]
    spelled += [wade_giles(each) for each in pinyin]
    spelled += [_ABROAD[each] for each in pinyin if each in _ABROAD]
    return tuple(dict.fromkeys(spelled))


@lru_cache(maxsize=50_000)
def given(characters: str) -> tuple[str, ...]:
    """Return the Latin spellings of a Han given name: its syllables, and all of it in one."""
    each = [syllables(character) for character in characters]
    spelled = [form for options in each for one in options for form in umlauted(one)]
    first = [options[0] for options in each if options]
    spelled += [wade_giles(one) for one in first]
    if len(first) > 1:
        spelled += ["".join(first), "".join(map(wade_giles, first))]
    return tuple(dict.fromkeys(spelled))
