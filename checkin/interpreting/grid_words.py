"""The marks in a chief interpreter's own table: languages, booths, who leads, is free or ill."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from checkin.interpreting.grid_times import EDGES, without
from checkin.vocabulary import countries

_YES = (
    "x|xx|×|✓|✔|☑|✗|ja|yes|ok|eingesetzt|einsatz|dolmetscht|dolmetschen|works|on|да|работает|是|"
    "√|●|•|■|v"
)
_NO = "-|–|—|--|---|0|nein|no|нет|否|/|./.|n/a|entfällt"
_FREE = (
    "frei|free|off|verfügbar|available|pause|break|ruhe|ruhetag|reserve|standby|stand-by|"
    "bereitschaft|urlaub|свободен|свободна|выходной|перерыв|резерв|休息|空闲|有空|待命"
)
_ILL = (
    "krank|ill|sick|krankgemeldet|ausgefallen|ausfall|abwesend|absent|болен|больна|болеет|"
    "отсутствует|病假|生病|请假"
)
_LEADER = "tl|teamleitung|teamleiter|teamleiterin|leitung|lead|leader|chef|старший|组长|领队"
_BESIDE = "kabine|kab|booth|cabin|кабина|каб|同传间|译间|kanal|channel|канал|频道"
_SHORT = {"кит": "zh", "анг": "en", "лат": "lv", "каз": "kk", "нем": "de", "рус": "ru", "укр": "uk"}
_TWO_WAYS = "<->|<=>|<>|><|↔|⇄|⇔|/|-|–|—"
_ARROW = re.compile(
    r"\s*(<->|<=>|<>|><|↔|⇄|⇔|->|=>|→|⇒|➔|>)\s*|(?<=\w)\s*([/–—-])\s*(?=\w)"
    r"|\s+(nach|into|to|на)\s+"
)
_VIA = re.compile(
    r"\(?\s*(?:via|über|through|через|relay|relais|реле|经由|经|通过)\s+(\w+)\s*\)?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,;\n+&，；、]|\bund\b|\band\b|\bи\b")
_BOOTH = re.compile(
    r"(?:kabine|kab|booth|cabin|кабина|каб|同传间|译间|k|b)\s*\.?\s*(?:nr\.?|no\.?|№|#)?\s*(\d{1,2})|"
    r"(?:#|№|nr\.?\s*)(\d{1,2})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d+\)?|\([A-Za-z]\d{1,3}\)")  # of a booth, where nobody says Booth
_CHANNEL = re.compile(r"(?:kanal|channel|ch|канал|频道)\s*\.?\s*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Direction:
    """Languages that a mark names: one alone, from one into another, or both ways."""

    source: str
    target: str = ""  # '' where one language stands alone
    via: str = ""
    both: bool = False

    def means(self, source: str, target: str) -> bool:
        """Tell whether a need of this direction is meant."""
        if not self.target:
            return self.source in {source, target}
        ways = {(self.source, self.target)} | ({(self.target, self.source)} if self.both else set())
        return (source, target) in ways


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says of one person at one time."""

    kind: str  # works | free | ill | none | '' where nobody can tell
    directions: tuple[Direction, ...] = ()
    booth: str = ""
    channel: str = ""
    leader: bool = False
    rest: str = ""  # words that are none of these: perhaps a title


def mark(text: str, languages: Collection[str]) -> Mark:
    """Read what a cell says; of languages only these are known."""
    said = " ".join(unicodedata.normalize("NFKC", text).split())
    if idle := _idle(said):
        return Mark(idle)
    if said.isdigit():
        return Mark("works", booth=str(int(said)))
    said, channel = _taken(_CHANNEL, said)
    said, booth = _taken(_BOOTH, said)
    found: list[Direction] = []
    rest: list[str] = []
    marks: set[str] = set()
    for piece in _PARTED.split(said):
        left, via = _taken(_VIA, piece)
        via = language(via, languages)
        for word in _ARROW.sub(_tied, left).split():
            ways = directions(word.strip("()[].,:*"), languages, via)
            sign = _sign(word)
            if sign:
                marks |= sign
            elif ways:
                found += ways
            elif word.strip(EDGES):  # what is left of brackets and strokes says nothing
                rest.append(word)
    number = next((word for word in rest if _NUMBER.fullmatch(word)), "")
    if number and not booth:
        booth = number.strip("()")
        rest.remove(number)
    works = found or marks - {"beside"} or booth or channel
    leader = "leader" in marks
    return Mark("works" if works else "", tuple(found), booth, channel, leader, " ".join(rest))


def parts(text: str, languages: Collection[str]) -> list[Mark]:
    """Return what a cell says of each direction, where some have a booth or lead of their own.

    What stands behind the last direction alone is said of all of them: zh>de, de>zh K1.
    """
    pieces = [
        mark(piece, languages) for piece in _PARTED.split(unicodedata.normalize("NFKC", text))
    ]
    written = all(one.directions and all(way.target for way in one.directions) for one in pieces)
    own = any(one.booth or one.channel or one.leader for one in pieces[:-1])
    return pieces if written and own else [mark(text, languages)]


def booth(text: str) -> str:
    """Return the booth that is read where a text is written beside languages; '' for none."""
    return mark(f"x ({text})", ()).booth


def _idle(said: str) -> str:
    """Return why nobody works: none, free, ill; '' where it says something else."""
    if not said or _is(said, _NO):
        return "none"
    first = said.partition(" ")[0].strip(EDGES)
    kinds = (("free", _FREE), ("ill", _ILL))
    return next((kind for kind, words in kinds if _is(said, words) or _is(first, words)), "")


def _sign(word: str) -> set[str]:
    """Return what a word that is no language says: that somebody works, or leads the team."""
    bare = word.strip("()[].,:")
    starred = bare.rstrip("*★")
    if _is(bare, _BESIDE):
        return {"beside"}
    found = {"works"} if _is(starred, _YES) or _is(word, _YES) else set()
    leads = _is(bare, _LEADER) or (starred != bare and (found or not starred))
    return found | ({"leader"} if leads else set())


def directions(word: str, languages: Collection[str], via: str = "") -> list[Direction]:
    """Return what one word means: zh, zh>de, zh<>de, zh>de>ru, zh/de/ru; nothing for another."""
    parts = re.split(r"(<->|<=>|<>|><|->|=>|[↔⇄⇔→⇒➔>/–—-])", word)
    names = [language(part, languages) for part in parts[0::2]]
    if not all(names) or len(names) != len(set(names)):
        return []
    ways = {arrow in _TWO_WAYS.split("|") for arrow in parts[1::2]}
    match names:
        case [one]:
            return [Direction(one, via=via)]
        case [source, target]:
            return [Direction(source, target, via, True in ways)]
        case [source, pivot, target] if ways == {False}:
            return [Direction(source, target, pivot)]
    if ways != {True}:
        return []
    return [Direction(one, other, via, both=True) for one, other in combinations(names, 2)]


def language(text: str, languages: Collection[str]) -> str:
    """Return the language that a word means, one of these; '' for another word."""
    if not text.strip():
        return ""
    short = _SHORT.get(text.strip(" .").casefold(), "")
    codes, unknown = (short, ()) if short else countries.languages(text)
    return codes if not unknown and codes in languages else ""


def _tied(found: re.Match[str]) -> str:
    """Return an arrow without the blanks around it; one in words is one in a sign."""
    return found[1] or found[2] or ">"


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return a text without what a pattern finds in it, and that."""
    found = next((one for one in pattern.finditer(text) if _alone(text, one)), None)
    if found is None:
        return text, ""
    return without(text, found), next(group for group in found.groups() if group)


def _alone(text: str, found: re.Match[str]) -> bool:
    """Tell whether what was found is no part of a longer word."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return not (before.isalnum() and text[found.start()].isalnum()) and not after.isalnum()


def _is(text: str, words: str) -> bool:
    return text.casefold() in _split(words)


@cache
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))
