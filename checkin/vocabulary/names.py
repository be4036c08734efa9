"""Names as lists give them: split only where the writing itself says how, else kept whole."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    "dr dr. dr.-ing. dr.-ing dr.rer.nat. prof prof. professor doktor doctor dipl.-ing. "
    "dipl.-ing dipl.-kfm. mag. ing. ddr. rer. nat. phil. jur. med. med oec. habil. "
    "h.c. mult. pol. проф. д-р к.т.н. д.т.н. акад. docteur"
)
_ONLY_AFTER_DOCTOR = _set("rer. nat. phil. jur. med. med oec. habil. h.c. mult. pol.")
_SALUTATIONS = _set(
    "herr frau hr. fr. mr mr. mrs mrs. ms ms. miss mme mme. monsieur madame sir г-н "
    "г-жа господин госпожа пан пані"
)
_PARTICLES = _set(
    "van von vom zu zur der den de del della di da das dos du la le ter ten af av al el bin ibn"
)
_NO_NAMES = _set(
    "MP MD MBA PHD BA MA MSC BSC LLM CBE OBE KBE CEO CFO CTO II III IV VI VII VIII IX "
    "XI XII JR SR MDB MDL MDEP DR PROF ING UN UNEP UNDP WHO EU UK USA UAE GMBH AG"
)
_SHORT_FAMILIES = _set(
    "LI WU XU HU MA LU LÜ HE YU SU DU BI BO AI AN CU GE GU HA JI JU KE KU LE MI MO MU "
    "NA NI OU PI PU QI QU RU SA SI SO TU XI YE YI ZU NG DO HO VO VU OH NO RO KO KI PA"
)
_VOWEL = re.compile("[AEIOUYÄÖÜÉÈÁÀÍÓÚĀĒĪŪÅØÆАЕЁИОУЫЭЮЯІЇЄӘӨҮҰ]")
_LETTERS = re.compile(r"[^\W\d_]")
_CJK = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af\U00020000-\U0003ffff"
_CJK_RUN = re.compile(f"[{_CJK}][{_CJK}·•\\s]*")
_BRACKETS = re.compile(r"^[\s()（）\[\]/,;|]+|[\s()（）\[\]/,;|]+$")
_MOST_WORDS = 4

Fields = dict[str, str]


def arranged(fields: Fields, *, titles: bool, salutations: bool) -> Fields:
    """Put the parts of a name where they belong.

    `titles` and `salutations` say whether those may be split off, as no column has them.
    """
    parts = dict(fields)
    for place in ("name", "family", "given"):
        before, comma, text = parts.get(place, "").rpartition(", ")  # "Müller, Dr. Anna"
        found = _leading(text, titles=titles, salutations=salutations)
        rest = found.pop("rest")
        if found:
            parts = {**found, **parts, place: before + comma + rest}
    parts = _latin_whole(_native_apart(parts))
    if parts.get("family") or parts.get("given"):
        return _whole_native(parts)
    whole = parts.pop("name", "")
    if whole:
        parts |= split(whole)
    return _whole_native(parts)


def split(whole: str) -> Fields:
    """Return family and given name if the comma or the capitals say them, else the name whole."""
    return _by_comma(whole) or _by_capitals(whole) or {"name": whole}


def latin(text: str) -> bool:
    """Say whether every letter of the text is Latin."""
    return all(
        letter < "\u0370" or "\u1e00" <= letter <= "\u1eff" for letter in _LETTERS.findall(text)
    )


def _leading(text: str, *, titles: bool, salutations: bool) -> Fields:
    """Split what stands before the name and belongs to a closed list."""
    words = text.split(" ")
    found: dict[str, list[str]] = {"salutation": [], "title": []}
    while len(words) > 1:
        word = words[0].casefold()
        if salutations and word in _SALUTATIONS and not found["title"]:
            place = "salutation"
        elif titles and word in _TITLES and (found["title"] or word not in _ONLY_AFTER_DOCTOR):
            place = "title"
        else:
            break
        found[place].append(words.pop(0))
    taken = {place: " ".join(words) for place, words in found.items() if words}
    rest = " ".join(words)
    if not taken or not _LETTERS.search(rest):
        return {"rest": text}
    return {**taken, "rest": rest}


def _by_comma(whole: str) -> Fields | None:
    """Take "Müller, Anna" apart; a list of degrees or offices behind the comma is no given name."""
    family, comma, given = whole.partition(",")
    family, given = family.strip(), given.strip()
    if not (comma and family and given) or "," in given or _CJK_RUN.search(whole):
        return None
    words = [*family.split(), *given.split()]
    lengths_fit = max(len(family.split()), len(given.split())) <= _MOST_WORDS
    if not lengths_fit or any(not _like_name(word) for word in words):
        return None
    return {"family": family, "given": given}


def _like_name(word: str) -> bool:
    bare = word.strip(".").upper().replace(".", "")
    if bare in _NO_NAMES or word.casefold() in _TITLES | _SALUTATIONS:
        return False
    return all(letter.isalpha() or letter in "-.'’`ʼ" for letter in word) and (
        word[0].isupper()
        or word.casefold() in _PARTICLES
        or word[0] in "'’ʼ"
        or word[:2].casefold() in {"d'", "d’"}
    )


def _by_capitals(whole: str) -> Fields | None:
    """Take "LI Na" or "Jean DUPONT" apart: the one run of capitals at an end is the family name."""
    words = whole.split()
    if not 1 < len(words) <= _MOST_WORDS + 2 or not all(map(_like_name, words)):
        return None
    capitals = [_capitals(word) for word in words]
    first, last = capitals.index(True) if True in capitals else -1, len(words)
    if first < 0:
        return None
    while not capitals[last - 1]:
        last -= 1
    while first and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    between = range(first, last)
    certain = all(capitals[at] or words[at].casefold() in _PARTICLES for at in between)
    if not certain or (first > 0 and last < len(words)) or last - first == len(words):
        return None
    leads = first == 0
    if leads and last == 1 and len(words[0]) <= 2 and words[0] not in _SHORT_FAMILIES:  # noqa: PLR2004  "JP Morgan"
        return None
    given = words[last:] if leads else words[:first]
    if any(_initials(word) for word in given) and leads:
        return None
    order = "family-first" if leads else "given-first"
    return {"family": " ".join(words[first:last]), "given": " ".join(given), "order": order}


def _capitals(word: str) -> bool:
    """Say whether a word is a name in capitals, not an initial."""
    letters = "".join(_LETTERS.findall(word))
    return (
        len(letters) > 1
        and letters.isupper()
        and "." not in word
        and (_VOWEL.search(letters) is not None or letters in _SHORT_FAMILIES)
    )


def _initials(word: str) -> bool:
    return word.endswith(".") and len(word) <= 2  # noqa: PLR2004


def _native_apart(parts: Fields) -> Fields:
    """Part "Li Na (李娜)" into the Latin and the native form."""
    whole = parts.get("name", "")
    runs = _CJK_RUN.findall(whole)
    if parts.get("native_name") or len(runs) != 1:
        return parts
    rest = _BRACKETS.sub("", whole.replace(runs[0], " ")).strip()
    native = _BRACKETS.sub("", runs[0]).strip()
    at_an_end = whole.lstrip("(（[ ").startswith(runs[0]) or whole.rstrip(")）] ").endswith(
        runs[0].rstrip()
    )
    if not rest or not at_an_end or not latin(rest) or "(" in rest or not _LETTERS.search(rest):
        return parts
    return {**parts, "name": rest, "native_name": native}


def _latin_whole(parts: Fields) -> Fields:
    """Keep "Wang Wei" as the name and 王, 伟 as its native form, where a list has all three."""
    name = parts.get("name", "")
    own = {place: parts[place] for place in ("family", "given", "middle") if parts.get(place)}
    together = "".join(own.values())
    if not _LETTERS.search(name) or not latin(name) or not own or latin(together):
        return parts
    native = together if _CJK_RUN.fullmatch(together) else " ".join(own.values())
    rest = {place: text for place, text in parts.items() if place not in own}
    return {"native_name": native, **rest}


def _whole_native(parts: Fields) -> Fields:
    """Give a name in its own script the place for that, beside or instead of a Latin one."""
    name = parts.get("name", "")
    in_parts = parts.get("family", "") + parts.get("given", "")
    if name and in_parts:
        del parts["name"]
        if not latin(name) and latin(in_parts):
            parts.setdefault("native_name", name)
    elif name and not latin(name):
        native = parts.setdefault("native_name", name)
        if latin(native):
            parts |= {"name": native, "native_name": name}
    elif in_parts and _CJK_RUN.fullmatch(in_parts):
        parts.setdefault("native_name", in_parts)
    elif not name and not in_parts and parts.get("native_name"):
        parts["name"] = parts["native_name"]
    return parts
