"""What programs do to an exchange file is repaired, what people do is refused, with the line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checkin import exchange
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from checkin.journal.entry import COLUMNS, Fact, fresh, parsed, written
from checkin.letters import inbox, k1, letter, outbox
from tests.journal.world import START, World, journal, register


@pytest.fixture
def text(world: World, desk: Desk) -> str:
    """Return a good file of eight entries."""
    for number in range(4):
        register(desk, family=f'Müller "{number}"', note="a, b; c\td\r\n=1+1")
    exchange.sync(desk, world.post)
    (path,) = world.post.iterdir()
    content = path.read_bytes().decode("ascii")
    path.unlink()
    return content


def saved(
    text: str, delimiter: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    """Return a file as a spreadsheet saves it again."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def joined(table: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table)
    return out.getvalue()


def changed(text: str, row: int, column: str, new: Callable[[str], str]) -> str:
    table = cells(text)
    at = COLUMNS.index(column)
    table[row][at] = new(table[row][at])
    return joined(table)


def take(world: World, content: bytes) -> tuple[exchange.Exchange, bool]:
    """Let a new desk read a file; tell whether anything changed on it."""
    path = world.folder / "file.csv"
    path.write_bytes(content)
    other = world.desks.get("B") or world.join("B")
    before, heard = journal(other), store.recall(other.db, "heard")
    met = exchange.sync(other, path)
    return met, (journal(other), store.recall(other.db, "heard")) != (before, heard)


RESAVED: dict[str, Callable[[str], bytes]] = {
    "as it was": str.encode,
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "as UTF-16": lambda text: text.encode("utf-16"),
    "with semicolons": lambda text: saved(text, ";").encode(),
    "with tabs": lambda text: saved(text, "\t").encode(),
    "with lines of Unix": lambda text: saved(text).encode(),
    "with a separator line": lambda text: b"sep=;\r\n" + saved(text, ";").encode(),
    "with all cells quoted": lambda text: saved(text, quoting=csv.QUOTE_ALL).encode(),
    "with empty columns": lambda text: text.replace("\r\n", ",,\r\n").encode(),
    "with empty rows": lambda text: text.replace("\r\n", "\r\n\r\n,,,\r\n").encode(),
    "sorted": lambda text: joined([cells(text)[0], *sorted(cells(text)[1:])]).encode(),
    "upside down": lambda text: joined([cells(text)[0], *cells(text)[:0:-1]]).encode(),
    "without the last line break": lambda text: text.rstrip().encode(),
}

EDITED: dict[str, tuple[Callable[[str], str], str]] = {
    "cut in a row": (lambda text: text[: len(text) // 2], "cut off"),
    "cut in the end row": (lambda text: text[:-40], "cut off"),
    "without end row": (lambda text: text[: text.rindex("end,")], "cut off"),
    "with the end row changed": (lambda text: text.replace(",s8,s1,t0", ",s9,s1,t0"), "cut off"),
    "empty": (lambda _text: "", "cut off"),
    "a row less": (lambda text: joined([*cells(text)[:3], *cells(text)[4:]]), "7, should be 8"),
    "a row twice": (lambda text: joined([*cells(text)[:3], *cells(text)[2:]]), "9, should be 8"),
    "one row for another": (
        lambda text: joined([*cells(text)[:3], cells(text)[2], *cells(text)[4:]]),
        "7, should be 8",
    ),
    "scientific time": (
        lambda text: changed(text, 4, "hlc", lambda _old: "1.35E+12"),
        "Line 5, column hlc was changed by another program",
    ),
    "leading zero": (
        lambda text: changed(text, 4, "seq", lambda old: "s0" + old[1:]),
        "Line 5, column seq was changed by another program",
    ),
    "a cell too few": (
        lambda text: joined([*cells(text)[:4], cells(text)[4][:-1], *cells(text)[5:]]),
        "Line 5, column id was changed by another program",
    ),
    "half redacted": (
        lambda text: changed(text, 4, "salt", lambda _old: "redacted"),
        "Line 5, column salt was changed by another program",
    ),
    "data": (
        lambda text: changed(text, 6, "data", lambda old: old.replace("u00fc", "u00f6")),
        "Line 7 was edited by hand",
    ),
    "salt": (
        lambda text: changed(text, 4, "salt", lambda old: "xaaaa" + old[5:]),
        "Line 5 was edited by hand",
    ),
    "time": (
        lambda text: changed(text, 4, "hlc", lambda _old: "t1353571200000.0001"),
        "Line 5 was edited by hand",
    ),
    "kind": (lambda text: changed(text, 4, "kind", lambda _old: "left"), "Line 5 was edited"),
    "a loose quote": (
        lambda text: text.replace('{""over', '{"over').replace('{""set', '{"set'),
        "edited by hand",
    ),
    "another event": (
        lambda text: changed(text, 4, "event", lambda old: "e-aaaa" + old[6:]),
        "of another event",
    ),
    "newer": (lambda text: text.replace("k1,", "k2,"), "newer version"),
    "newer with other columns": (
        lambda text: text.replace("fmt,event,", "fmt,who,event,").replace("k1,", "k2,x,"),
        "newer version",
    ),
    "another heading": (lambda text: text.replace("dhash", "hash"), "Not an unchanged sync file"),
    "read as Latin-1": (lambda text: "ï»¿" + text, "Not an unchanged|no sync file"),
    "a letter of ours": (lambda text: text.replace(",none,", ",nönë,"), "Not an unchanged"),
    "a long line": (lambda text: text + "x" * 70_000, "Not an unchanged"),
}


@pytest.mark.parametrize("name", RESAVED)
def test_what_spreadsheets_do_to_a_file_is_repaired(world: World, text: str, name: str) -> None:
    world.desks["A"].close()
    world.open("A")
    other = world.join("B")
    (path := world.folder / "new.csv").write_bytes(RESAVED[name](text))
    met = exchange.sync(other, path)
    assert met.refused == ()
    assert (met.read, met.new) == (8, 0)
    assert bool(met.repaired) == (name not in {"as it was", "without the last line break"})


@pytest.mark.parametrize("name", RESAVED)
def test_a_repaired_file_brings_what_is_new(world: World, text: str, name: str) -> None:
    path = world.folder / "new.csv"
    path.write_bytes(RESAVED[name](text))
    assert journal(world.join("B", path)) == journal(world.desks["A"])


@pytest.mark.parametrize("name", EDITED)
def test_what_people_do_to_a_file_is_refused(world: World, text: str, name: str) -> None:
    world.join("B")
    spoil, sentence = EDITED[name]
    register(world.desks["A"])
    met, moved = take(world, spoil(text).encode())
    assert not moved
    ((_file, reason),) = met.refused
    assert re.search(sentence, reason), reason


def test_every_cut_is_refused(world: World, text: str) -> None:
    for length in range(0, len(text) - 2, 37):
        met, moved = take(world, text[:length].encode())
        assert met.refused
        assert not moved


def test_every_changed_cell_is_refused(world: World, text: str) -> None:
    table = cells(text)
    for row in range(len(table)):
        for column in range(len(COLUMNS)):
            spoilt = [list(line) for line in table]
            old = spoilt[row][column]
            spoilt[row][column] = old[:-1] + ("b" if old[-1:] != "b" else "c")
            met, moved = take(world, joined(spoilt).encode())
            assert met.refused, (row, column)
            assert not moved


def test_a_huge_file_is_refused_unread(world: World, desk: Desk) -> None:
    path = world.post / "huge.csv"
    with path.open("wb") as file:
        file.truncate(k1.MOST_BYTES + 1)
    assert "larger" in exchange.sync(desk, world.post).refused[0][1]


def test_too_many_rows_are_refused(
    world: World, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(k1, "MOST_ROWS", 3)
    met, _moved = take(world, saved(text).encode())
    assert "more rows" in met.refused[0][1]


def test_something_that_is_no_file_is_refused(world: World) -> None:
    with pytest.raises(letter.RefusedError, match="no file"):
        inbox.received(world.post, "", lambda _places: {}, frozenset())


def test_a_file_may_be_read_a_second_time_where_it_is_large(
    world: World, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (inbox, letter):
        monkeypatch.setattr(module, "REMEMBERED", 2)
    for name, content in (("C", text.encode()), ("D", saved(text, ";").encode())):
        path = world.folder / f"{name}.csv"
        path.write_bytes(content)
        assert journal(world.join(name, path)) == journal(world.desks["A"])


def test_a_file_that_changes_while_it_is_read_is_refused(
    world: World, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (inbox, letter):
        monkeypatch.setattr(module, "REMEMBERED", 2)
    path = world.folder / "file.csv"
    path.write_text(text, "ascii", newline="")
    read = inbox.received(path, "", lambda _places: {}, frozenset())
    path.write_text(text[:-60], "ascii", newline="")
    with pytest.raises(letter.RefusedError, match="while it was read"):
        list(inbox.entries(read, lambda _places: {}))


@pytest.mark.parametrize(
    "data",
    [
        '{"a":NaN}',
        '{"a":1,"a":2}',
        '{"b":1,"a":2}',
        '{"a": 1}',
        '{"a":"\\ud800"}',
        '{"a":"\\u0000"}',
        '{"a":[[[[1]]]]}',
        "{" * 3000 + "}",
    ],
)
def test_data_that_some_desk_could_not_keep_is_not_genuine(data: str) -> None:
    entry = written(
        Fact("registered", fresh("p"), {}),
        event=fresh("e"),
        replica="r-a-aaaaaaaaaa",
        seq=1,
        act=1,
        hlc=f"t{START}.0000",
        prev="h0",
    )
    assert k1.genuine(entry)
    assert not k1.genuine(entry._replace(data=data))


def test_text_that_looks_like_an_escaped_nul_is_kept(desk: Desk) -> None:
    person = register(desk, note="\\u0000 and \\ud800")
    assert desk.person(person).note == "\\u0000 and \\ud800"
    with pytest.raises(DeskError, match="signs that are none"):
        register(desk, note="a\0b")
    with pytest.raises(DeskError, match="too long"):
        register(desk, note="x" * 32_001)


def test_the_end_row_survives_many_desks() -> None:
    have = {f"r-d{number:03d}-aaaaaaaaaa": number + 1 for number in range(999)}
    end = k1.End(fresh("e"), "r-a-aaaaaaaaaa", 1, k1.ids_digest(["h"]), "0" * 64, have)
    back = k1.end(end.cells())
    assert back is not None
    assert len(back.have) == 200
    assert len(end.cells()[8]) <= 8_000


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: object, _content: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outbox, "_put", full)
    cells = ["k1", fresh("e"), "r-a-aaaaaaaaaa", "s1", "s1", f"t{START}.0000", "x", "none", "{}"]
    entry = parsed([*cells, "x" + "a" * 26, "d" + "a" * 32, "h0", "h" + "a" * 32])
    with pytest.raises(outbox.UnwrittenError, match="No space left"):
        outbox.send(
            tmp_path, [entry], event=entry.event, replica=entry.replica, have={}, erasures={}, now=0
        )
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_never_written_over(world: World, desk: Desk) -> None:
    exchange.sync(desk, world.post)
    (first,) = world.post.iterdir()
    content = first.read_bytes()
    world.clocks["A"].time = START
    register(desk)
    world.clocks["A"].time = START
    exchange.sync(desk, world.post)
    assert first.read_bytes() == content
    assert len(list(world.post.iterdir())) == 2
