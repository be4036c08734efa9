"""From a key pressed to the people found, beside the plain prefix query of the same words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from statistics import quantiles
from typing import Any

from pysqlite3 import dbapi2 as sqlite3

from checkin.search import index, ranking

_SEED = 2012
_TRIALS = 400
_MS = 1000.0

_SYLLABLES = {
    "DE": (
        "mül ber schmi hof wag krü lan böt kei rei stein wer gru fel bran",
        "er mann ke ler ing au",
    ),
    "UA": ("шев мель бон кова ткач олій сав поно гри лис зап", "ченко ник ук ук енко ський"),
    "RU": ("sok leb nov mor volk zai pav bel orl kuzn smir", "ov ova in ina sky enkov"),
    "KZ": ("сейт осп бек қасым сүлей тоқ жұма нұр өмір ерғ", "ов ова баев алиева ұлы бек"),
    "LV": ("kal bēr oz lie krū zar bal egl vīt pēt", "niņš ziņš oliņa lis tis sone"),
    "TR": ("yıl şah gün öz çel ayd ars doğ kıl", "dırım oğlu er türk ik an"),
    "PL": ("kow zie woź maz kra pio gra paw łuk", "alski liński niak czyk owska ek"),
    "EG": ("man sal far nas ibr az qas dar naj", "sour eh ouk er ahim iz im"),
}
_HAN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_HAN_LATIN = "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo"
_HAN_GIVEN = "wei fang na min jing li qiang lei yang"
_GIVEN_HAN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉建国文"
_GIVEN = (
    "anna bernd clara dmitri elena fatima georg hanna igor jana karim laura mārtiņš nadia pavel"
)
_GIVEN_ENDS = "- -maria -luise -jan -pia -ann -leo"
_PLACES = "harbin zaporizhzhia daugavpils almaty magdeburg qingdao riga kyiv astana izmir gdynia"
_TRADES = "water energy port rail city logistics university chamber institute works"
_MIDDLES = "a e o i u ар ем ол"


def measure(people: int) -> list[dict[str, Any]]:
    """Build a register of so many fictional people and time the kinds of query on it."""
    db = sqlite3.connect(":memory:")
    index.create(db)
    records = list(register(people))
    index.put(db, [(10**9, index.Record("warm", ("暖",), (), "CN"))])
    index.drop(db, [10**9])
    started = time.perf_counter()
    index.put(db, records)
    put = (time.perf_counter() - started) * _MS / people
    rows = [_row("index one person", people, _floor(db, records), put, "<= 0.060")]
    chance = random.Random(_SEED + 1)
    for what, (query, goals) in _QUERIES.items():
        texts = [query(chance, chance.choice(records)[1]) for _ in range(_TRIALS)]
        plain = _timed(lambda text: _plain(db, text), texts)
        ours = _timed(lambda text: ranking.hits(db, text), texts)
        for at, name in enumerate(("p50", "p99")):
            rows.append(_row(f"{what}, {name}", people, plain[at], ours[at], goals[at]))
    db.close()
    return rows


def _row(what: str, size: int, floor: float, ours: float, goal: str) -> dict[str, Any]:
    figures = {"floor": floor, "ours": ours, "ratio": ours / floor}
    return {"what": what, "size": size, **figures, "unit": "ms", "goal": goal}


def register(people: int) -> Iterator[tuple[int, index.Record]]:
    """Yield numbered fictional people, a quarter of them Chinese, from nine countries."""
    chance = random.Random(_SEED)  # the same people each time
    for n in range(1, people + 1):
        place, trade = chance.choice(_PLACES.split()), chance.choice(_TRADES.split())
        words = (f"{place} {trade} {chance.randrange(300)}", place)
        if n % 4 == 0:
            at = chance.randrange(len(_HAN))
            native = _HAN[at] + "".join(chance.choices(_GIVEN_HAN, k=chance.choice((1, 2, 2))))
            latin = "".join(chance.choices(_HAN_GIVEN.split(), k=2))
            yield n, index.Record(_HAN_LATIN.split()[at], (latin, native), words, "CN")
            continue
        country = chance.choice(list(_SYLLABLES))
        begins, ends = _SYLLABLES[country]
        middle = chance.choice(_MIDDLES.split()) if chance.random() < 0.5 else ""
        family = chance.choice(begins.split()) + middle + chance.choice(ends.split())
        given = (chance.choice(_GIVEN.split()) + chance.choice(_GIVEN_ENDS.split())).strip("-")
        yield n, index.Record(family, (given,), words, country)


def _first(letters: int) -> Callable[[random.Random, index.Record], str]:
    return lambda _chance, record: record.family[:letters]


def _slip(chance: random.Random, record: index.Record) -> str:
    at = chance.randrange(1, max(2, len(record.family) - 1))
    return record.family[:at] + record.family[at + 1 :] + "x" * (chance.random() < 0.5)


def _nobody(chance: random.Random, _record: index.Record) -> str:
    return "".join(chance.choices("bdfklmnrstaeiou", k=9))


_PREFIX = ("<= 1", "<= 5")
_NEAR = ("<= 50", "<= 50")
_QUERIES: dict[str, tuple[Callable[[random.Random, index.Record], str], tuple[str, str]]] = {
    "1 letter": (_first(1), _PREFIX),
    "2 letters": (_first(2), _PREFIX),
    "3 letters": (_first(3), _PREFIX),
    "5 letters": (_first(5), _PREFIX),
    "family name": (lambda _chance, record: record.family, _PREFIX),
    "given name, 4 letters": (lambda _chance, record: record.names[0][:4], _PREFIX),
    "family and given name": (lambda _chance, record: f"{record.names[0]} {record.family}", _NEAR),
    "family and a letter": (
        lambda _chance, record: f"{record.family} {record.names[0][:1]}",
        _PREFIX,
    ),
    "native name": (lambda _chance, record: record.names[-1], _PREFIX),
    "place and family, begun": (
        lambda _chance, record: f"{record.words[1]} {record.family[:2]}",
        _PREFIX,
    ),
    "a slip (near spellings)": (_slip, _NEAR),
    "nobody (near spellings)": (_nobody, _NEAR),
}


def _floor(db: sqlite3.Connection, records: list[tuple[int, index.Record]]) -> float:
    """Fill a plain prefix index of the same people; return milliseconds each."""
    db.execute(
        """CREATE VIRTUAL TABLE plain USING fts5(words, content='', detail=none, prefix='1 2 3',
           tokenize='unicode61 remove_diacritics 2')"""
    )
    started = time.perf_counter()
    db.executemany(
        "INSERT INTO plain (rowid, words) VALUES (?, ?)",
        ((n, " ".join((each.family, *each.names, *each.words))) for n, each in records),
    )
    return (time.perf_counter() - started) * _MS / len(records)


def _plain(db: sqlite3.Connection, text: str) -> None:
    match = " AND ".join(f'"{word}"*' for word in text.replace("-", " ").split())
    db.execute("SELECT rowid FROM plain WHERE plain MATCH ? LIMIT 20", (match,)).fetchall()


def _timed(ask: Callable[[str], object], texts: list[str]) -> tuple[float, float]:
    ask(texts[0])
    taken = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        taken.append((time.perf_counter() - started) * _MS)
    cuts = quantiles(taken, n=100)
    return cuts[49], cuts[98]


if __name__ == "__main__":
    for size in (120, 5_000, 100_000):
        for row in measure(size):
            print(f"{size:>7,}  {row['what']:<34}{row['floor']:8.3f}{row['ours']:8.3f} ms")
