"""What the tables hold, and that they can forget."""

from __future__ import annotations

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from checkin.search import index, ranking
from checkin.search.index import Record

SECRET = Record(
    "Przybyszewska", ("Wilhelmina", "Вильгельмина Пшибышевская", "欧阳静"), ("Geheimverein",), "LI"
)
OTHER = Record("Orlov", ("Ivan",), ("Port",), "RU")
TRACES = [
    "przyb",
    "Przyb",
    "ybyszew",
    "ilhelmin",
    "ильгель",
    "шибыш",
    "欧",
    "阳",
    "静",
    "ouyang",
    "eheimver",
]


def opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.execute("PRAGMA secure_delete = ON")
    index.create(db)
    return db


def test_making_the_tables_twice_is_making_them_once(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    index.create(db)
    names = [
        name
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    ]
    assert names
    assert all(name.startswith("search_") for name in names)
    db.close()


def test_a_replaced_record_is_found_by_its_new_name_only(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    index.put(db, [(7, SECRET)])
    index.put(db, [(7, OTHER)])
    assert [hit.n for hit in ranking.hits(db, "orlov")] == [7]
    assert ranking.hits(db, "Przybyszewska") == []
    assert ranking.hits(db, "Orlow Iwan")[0].n == 7
    db.close()


def test_the_same_number_twice_in_one_put_means_the_last(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    index.put(db, [(7, SECRET), (7, OTHER)])
    assert [hit.n for hit in ranking.hits(db, "orlov")] == [7]
    db.close()


def test_more_than_one_batch_is_streamed(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    index.put(db, ((n, Record(f"Name{n}", (), (), "")) for n in range(1, 1203)))
    assert ranking.hits(db, "name1202")[0].n == 1202
    index.drop(db, [1202, 99999])
    assert 1202 not in [hit.n for hit in ranking.hits(db, "name1202")]
    db.close()


def test_a_digest_tells_records_apart() -> None:
    assert index.text_of(SECRET) == index.text_of(
        Record(*[getattr(SECRET, f) for f in SECRET.__slots__])
    )
    different = [
        OTHER,
        Record("", ("A",), (), ""),
        Record("A", (), (), ""),
        Record("", (), ("A",), ""),
    ]
    assert len({index.text_of(each) for each in different}) == len(different)


def test_nothing_of_a_dropped_record_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    db = opened(path)
    crowd = [(n, Record(f"Orlov{n}", ("Ivan",), ("Port",), "RU")) for n in range(1, 400)]
    index.put(db, [*crowd, (1000, SECRET), (1001, OTHER)])
    db.commit()
    assert b"przyb" in path.read_bytes()
    index.drop(db, [1000])
    index.forget(db)
    db.commit()
    assert ranking.hits(db, "Przybyszewska") == []
    assert [hit.n for hit in ranking.hits(db, "orlov")][:1] == [1001]
    db.close()
    left = path.read_bytes()
    assert [trace for trace in TRACES if trace.encode() in left] == []


def test_forgetting_the_only_record_empties_the_tables(tmp_path: Path) -> None:
    db = opened(tmp_path / "a.db")
    index.put(db, [(1, SECRET)])
    index.drop(db, [1])
    index.forget(db)
    for table in ("search_rows", "search_families", "search_slips", "search_terms"):
        statement = f"SELECT count(*) FROM {table}"  # noqa: S608  one of the above
        assert db.execute(statement).fetchone() == (0,), table
    db.close()
