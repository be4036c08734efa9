"""Names of countries in the languages of the congress, found by their first letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checkin.search import folding

if TYPE_CHECKING:
    from sqlite3 import Connection

LANGUAGES = ("en", "de", "zh", "ru", "uk", "lv", "kk")
_SHORTEST = 3  # letters from which the beginning of a name is one
_LAST = "\U0010ffff"
_ALSO = {  # what people say beside the name of today
    "BY": "Weißrussland Белоруссия",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic Tschechische Republik",
    "GB": "UK England Britain Англия",
    "KG": "Kirgisien Киргизия",
    "MD": "Moldawien Молдавия",
    "MM": "Burma Birma",
    "NL": "Holland Голландия",
    "RU": "Russian Federation Russische Föderation РФ",
    "SZ": "Swaziland Swasiland",
    "TR": "Turkey",
    "US": "USA America Amerika",
}


def create(db: Connection) -> None:
    """Make the table of the countries that people of this register come from."""
    db.execute(
        """CREATE TABLE IF NOT EXISTS search_countries
           (key TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (key, code)) WITHOUT ROWID"""
    )


def add(db: Connection, codes: Iterable[str]) -> None:
    """Write the names of these countries, unless they are there."""
    known = {code for (code,) in db.execute("SELECT DISTINCT code FROM search_countries")}
    rows = {(key, code) for code in codes if code not in known for key in names(code)}
    db.executemany("INSERT OR IGNORE INTO search_countries (key, code) VALUES (?, ?)", sorted(rows))


def names(code: str) -> set[str]:
    """Return every word of every name of a country, folded, and its code."""
    from babel import Locale  # noqa: PLC0415  reading seven languages takes a twentieth of a second

    found = {code.lower()}
    for language in LANGUAGES:
        name = Locale(language).territories.get(code.upper(), "")
        for word in folding.words(f"{name} {_ALSO.get(code.upper(), '')}"):
            found.update(folding.forms(word))
    return found


def codes(db: Connection, spelled: Iterable[str]) -> tuple[str, ...]:
    """Return the countries one of whose names begins with one of these spellings."""
    found: set[str] = set()
    for form in spelled:
        last = form + _LAST if len(form) >= _SHORTEST or folding.is_han(form) else form
        rows = db.execute(
            "SELECT DISTINCT code FROM search_countries WHERE key BETWEEN ? AND ?", (form, last)
        )
        found.update(code for (code,) in rows)
    return tuple(sorted(found))


def token(code: str) -> str:
    """Return the one word by which the index knows a country."""
    return "\ue000" + code.lower()
