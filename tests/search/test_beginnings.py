"""A name is found while it is being typed by ear, not only when it is complete."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pysqlite3 import dbapi2 as sqlite3

from checkin.search import folding, index, ranking, skeleton
from checkin.search.index import Record
from tests.search import register
from tests.search.register import Pair

_PAIRS = register.pairs()
_SHOWN = 8  # hits that the desk shows
_SHORTEST = 5  # letters of a beginning
_LONG = 6  # letters of a query whose beginnings count
_OLENA, _OLEH = 9001, 9002
_NAMESAKES = [
    (_OLENA, Record("Shevchenko", ("Olena",), ("Port",), "UA")),
    (_OLEH, Record("Shevchenko", ("Oleh",), ("Works",), "UA")),
]


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    index.create(connection)
    index.put(connection, [*register.people(), *_NAMESAKES])
    yield connection
    connection.close()


def small(*records: Record) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    index.create(db)
    index.put(db, enumerate(records, start=1))
    return db


def bones(keys: tuple[str, ...]) -> set[str]:
    return {skeleton.bones(skeleton.timbre(key)) for key in keys}


def family_names() -> list[Pair]:
    """Return the pairs whose query is one long word that has the bones of the family name."""
    found = []
    for pair in _PAIRS:
        typed = folding.words(pair.query)
        family = folding.words(pair.person[0])
        heard = {each for word in (*family, "".join(family)) for each in _heard(word)}
        if len(typed) == 1 and len(pair.query) >= _LONG and heard & _heard(typed[0]):
            found.append(pair)
    return found


def _heard(word: str) -> set[str]:
    return bones(index.word_sounds(word))


@pytest.mark.parametrize("first", ["", "port "])
@pytest.mark.parametrize(
    "typed", ["schef", "scheft", "schefts", "scheftsc", "scheftsch", "scheftsche", "scheftschenko"]
)
def test_namesakes_are_found_by_the_beginning_of_what_one_hears(
    db: sqlite3.Connection, first: str, typed: str
) -> None:
    hits = ranking.hits(db, first + typed, _SHOWN)
    wanted = {_OLENA} if first else {_OLENA, _OLEH}
    assert wanted <= {hit.n for hit in hits}
    assert all(hit.near for hit in hits if hit.n in wanted)


def test_nineteen_of_twenty_beginnings_of_family_names_find_their_person(
    db: sqlite3.Connection,
) -> None:
    asked = [
        (pair.query[:length], register.number(pair.person))
        for pair in family_names()
        for length in range(_SHORTEST, len(pair.query) + 1)
    ]
    missed = [
        typed for typed, n in asked if n not in [hit.n for hit in ranking.hits(db, typed, _SHOWN)]
    ]
    assert len(asked) > 400
    assert len(missed) <= len(asked) / 20, missed


def test_a_word_cut_anywhere_may_still_become_what_it_sounds_like() -> None:
    words = {form for pair in _PAIRS for word in folding.words(pair.query)
             for form in folding.forms(word) if form.isascii() and form.isalpha()}  # fmt: skip
    for word in sorted(words):
        whole = bones(skeleton.sounds(word))
        for length in range(3, len(word)):
            begun = bones(skeleton.begun(word[:length]))
            assert any(key.startswith(tuple(begun)) for key in whole), word[:length]


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("kowalts", {"kovalS", "kovaltS"}),  # of tsch, or t and s
        ("kowaltsc", {"kovalS"}),
        ("schts", {"S"}),
        ("ad", {"ad", "aS", "at"}),  # of dzh or dt
        ("ak", {"ak", "ah"}),  # of kh
        ("asc", {"aS"}),
        ("3d", set()),
        ("шев", set()),
    ],
)
def test_letters_cut_in_the_middle_of_a_sound_stand_for_all_of_it(
    typed: str, ends: set[str]
) -> None:
    assert ends <= set(skeleton.begun(typed))
    assert bool(ends) == bool(skeleton.begun(typed))


@pytest.mark.parametrize("typed", ["abdul", "abdulr", "abdur", "abdurr", "abdurra", "Abdel"])
def test_a_servant_name_is_found_before_it_tells_whose(typed: str) -> None:
    db = small(Record("Abd al-Rahman", ("Muhammad",), (), ""), Record("Albers", ("Eva",), (), ""))
    assert [hit.n for hit in ranking.hits(db, typed)] == [1]
    db.close()


def test_a_servant_name_with_a_hushed_article_is_found_before_it_tells_whose() -> None:
    db = small(Record("Abdushshakur", ("Karim",), (), ""), Record("Albers", ("Eva",), (), ""))
    for typed in ("abdush", "abdushsh", "abdush shak"):
        assert [hit.n for hit in ranking.hits(db, typed)] == [1], typed
    db.close()


def test_two_sounds_are_enough_beside_another_word_or_in_many_letters(
    db: sqlite3.Connection,
) -> None:
    assert [hit.n for hit in ranking.hits(db, "oleh sche")] == [_OLEH]
    few = small(Record("Szczepański", ("Józef",), (), ""), Record("Orlov", ("Ivan",), (), ""))
    assert [(hit.n, hit.near) for hit in ranking.hits(few, "schtsche")] == [(1, True)]
    assert ranking.hits(few, "sche") == []
    assert ranking.hits(few, "schtsch") == []
    few.close()


def test_five_who_only_begin_so_do_not_hide_one_who_sounds_so() -> None:
    spelled = [
        Record("Шевчук", (name,), (), "UA") for name in ["Андрій", "Роман", "Степан", "Остап"]
    ]
    more = [Record("Schewtschuk", ("Uwe",), (), "DE"), Record("Shevchenko", ("Olena",), (), "UA")]
    db = small(*spelled, *more)
    hits = ranking.hits(db, "schewtsch")
    assert [hit.n for hit in hits if hit.near] == [6]
    assert len(hits) == 6
    assert [hit.near for hit in ranking.hits(db, "шевчук")] == [False] * 5
    db.close()


def test_who_is_spelled_so_precedes_who_only_sounds_so_far() -> None:
    db = small(
        Record("Shevchenko", ("Olena",), (), "UA"),
        Record("Schefter", ("Uwe",), (), "DE"),
        Record("Sievert", ("Ilse",), (), "DE"),
    )
    assert [(hit.n, hit.near) for hit in ranking.hits(db, "scheft")][:2] == [(2, False), (1, True)]
    db.close()
