"""Colours as people write them: as numbers, or by their names."""

from __future__ import annotations

import re
from functools import lru_cache

from checkin.vocabulary.headings import folded

_NUMBER = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_NAMED = {
    "#C8102E": "red|rot|红|红色|красный|червоний|sarkans|қызыл",
    "#0057B7": "blue|blau|蓝|蓝色|синий|синій|zils|көк",
    "#00AFCA": "light blue|hellblau|浅蓝|天蓝|голубой|блакитний|gaišzils",
    "#0F6B5C": "green|grün|绿|绿色|зеленый|зелёный|зелений|zaļš|жасыл",
    "#F2CE4B": "yellow|gelb|黄|黄色|желтый|жёлтый|жовтий|dzeltens|сары",
    "#E0783A": "orange|橙|橙色|оранжевый|помаранчевий|oranžs",
    "#6B3FA0": "purple|violet|violett|lila|紫|紫色|фиолетовый|фіолетовий|violets",
    "#D9A5B8": "pink|rosa|粉|粉色|розовый|рожевий|rozā",
    "#8A5A2B": "brown|braun|棕|棕色|коричневый|коричневий|brūns",
    "#9AA5A0": "grey|gray|grau|灰|灰色|серый|сірий|pelēks",
    "#17211D": "black|schwarz|黑|黑色|черный|чёрный|чорний|melns",
    "#FFFFFF": "white|weiß|weiss|白|白色|белый|білий|balts",
}
_WORDS = {folded(word): colour for colour, words in _NAMED.items() for word in words.split("|")}


@lru_cache(1024)
def colour(text: str) -> str:
    """Return a colour as #RRGGBB; '' for a text that means none."""
    if number := _NUMBER.fullmatch(text.strip()):
        digits = number[1].upper()
        return "#" + (digits if len(digits) > 3 else "".join(2 * digit for digit in digits))  # noqa: PLR2004
    return _WORDS.get(folded(text), "")
