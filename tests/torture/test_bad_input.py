"""Input of every bad kind: one sentence that names the file, exit status 1, nothing half done."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkin.journal.driver import sqlite3

DAYS = ("--from", "2012-11-21", "--to", "2012-11-21", "--zone", "UTC")


def archive() -> bytes:
    """Return a zip file that is no workbook."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("../../evil.txt", "x")
    return buffer.getvalue()


LISTS: dict[str, bytes | None] = {
    "missing.csv": None,
    "empty.csv": b"",
    "blank.csv": b"\r\n \r\n",
    "nul.csv": b"\0" * 5_000,
    "random.csv": bytes(range(256)) * 200,
    "picture.csv": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "document.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "page.csv": b"<!DOCTYPE html><html><body>name;email</body></html>",
    "archive.csv": archive(),
    "archive.xlsx": archive(),
    "cut.xlsx": archive()[:40],
    "nameless.csv": b"colour,size\nred,1\n",
    "header.csv": b"\xef\xbb\xbf",
    "endless.csv": b"name,email\n" + b"x" * 9_000_000,
    "wide.csv": b"name" + b",x" * 1_000_000 + b"\n",
    "quote.csv": b'name,email\n"Anna,a@example.org\n' + b"x,y\n" * 60_000,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_is_none_is_refused_whole(
    run: Any, event: Path, tmp_path: Path, journal: Any, name: str
) -> None:
    file = tmp_path / name
    content = LISTS[name]
    if content is not None:
        file.write_bytes(content)
    before = journal(event)
    done = run("import", event, file, "--json", "--rejected", tmp_path / "no.csv", status=1)
    assert name in done.stderr
    assert done.stdout == ""
    assert journal(event) == before
    assert not (tmp_path / "no.csv").exists()


def test_a_folder_is_no_list(run: Any, event: Path, tmp_path: Path) -> None:
    assert tmp_path.name in run("import", event, tmp_path, status=1).stderr


def test_an_encoding_that_does_not_fit_is_told_with_its_line(
    run: Any, event: Path, tmp_path: Path, journal: Any
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes("name,email\nAnna,a@example.org\nMüller,b@example.org\n".encode("cp1252"))
    before = journal(event)
    told = run("import", event, file, "--encoding", "utf-8", "--dry-run").stdout
    assert "people.csv, line 3, column name: " in told
    assert "none-such" in run("import", event, file, "--encoding", "none-such", status=1).stderr
    assert "rot13" in run("import", event, file, "--encoding", "rot13", status=1).stderr
    assert journal(event) == before


def test_rows_that_cannot_be_taken_are_told_with_line_and_column(
    run: Any, event: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    long = "x" * 40_000
    file.write_text(
        'name,country,note,Pass\n"Anna\nAdam",Atlantis,,C01\nBert Beier,DE,,C02\n,DE,,C03\n'
        f"Carl Cäsar,DE,{long},C04\n",
        "utf-8",
    )
    out = tmp_path / "rejected.csv"
    took = json.loads(run("import", event, file, "--json", "--rejected", out).stdout)
    assert took["new"] + took["changed"] + took["same"] + len(took["rejected"]) == 4
    assert {row["line"] for row in took["rejected"]} >= {5, 6}
    assert all(set(row) == {"line", "column", "reason"} for row in took["rejected"])
    assert "C0" not in out.read_text("utf-8-sig")
    said = run("import", event, file).stdout
    assert "people.csv, line 5, column name: " in said


def with_version(path: Path) -> None:
    """Make a database of a newer program."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t(x)")
        db.execute("PRAGMA user_version = 99")
    db.close()


def with_a_table(path: Path) -> None:
    """Make a database of another program."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t(x)")
    db.close()


EVENTS: dict[str, Callable[[Path], object]] = {
    "missing": lambda _path: None,
    "folder": Path.mkdir,
    "empty": Path.touch,
    "text": lambda path: path.write_text("name,email\n" * 500),
    "header": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "newer": with_version,
    "other": with_a_table,
}


@pytest.mark.parametrize("kind", EVENTS)
def test_what_is_no_event_file_is_told_and_left_as_it_is(
    run: Any, tmp_path: Path, listed: Any, kind: str
) -> None:
    path, stick = tmp_path / "odd.checkin", tmp_path / "stick"
    stick.mkdir()
    EVENTS[kind](path)
    before = path.read_bytes() if path.is_file() else None
    people = listed(tmp_path / "people.csv", 2)
    for words in (
        ("find", path, "x"),
        ("show", path, "x"),
        ("scan", path, "x"),
        ("undo", path),
        ("tally", path),
        ("import", path, people),
        ("badges", path, "-o", tmp_path / "x.pdf"),
        ("export", path, "people", "-o", tmp_path / "x.csv"),
        ("sync", path, stick),
        ("verify", path),
        ("backup", path, "-o", tmp_path / "x.checkin"),
        ("erase", path, "x"),
    ):
        done = run(*words, status=1)
        assert "odd.checkin" in done.stderr
        assert done.stdout == ""
    assert (path.read_bytes() if path.is_file() else None) == before
    there = {file.name for file in tmp_path.iterdir() if not file.name.startswith("odd.checkin")}
    assert there == {"stick", "people.csv"}
    assert not list(stick.iterdir())


def test_an_exchange_file_of_another_event_is_refused(
    run: Any, event: Path, found: Any, tmp_path: Path, journal: Any
) -> None:
    other, stick = tmp_path / "other.checkin", tmp_path / "stick"
    stick.mkdir()
    found(other)
    run("sync", other, stick)
    before = journal(event)
    (file,) = stick.glob("*.csv")
    assert file.name in run("sync", event, file, status=1).stderr
    met = json.loads(run("sync", event, stick, "--json").stdout)
    assert [set(one) for one in met["refused"]] == [{"file", "reason"}]
    assert journal(event) == before


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 999, b"name,email\nAnna,a\n", archive(), b"x" * 2_000_000]
)
def test_a_file_that_is_no_exchange_file_is_refused(
    run: Any, event: Path, tmp_path: Path, journal: Any, content: bytes
) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    before = journal(event)
    assert "odd.csv" in run("sync", event, file, status=1).stderr
    assert journal(event) == before
    joined = run("join", tmp_path / "b.checkin", "--source", file, "--desk", "B", status=1)
    assert "odd.csv" in joined.stderr
    assert not (tmp_path / "b.checkin").exists()


def test_nothing_is_written_where_something_is(
    run: Any, event: Path, tmp_path: Path, journal: Any
) -> None:
    before, stick = journal(event), tmp_path / "stick"
    stick.mkdir()
    run("sync", event, stick)
    assert "exists already" in run("new", event, "--title", "T", *DAYS, status=1).stderr
    joined = run("join", event, "--source", stick, "--desk", "B", status=1)
    assert "exists already" in joined.stderr
    assert "exists already" in run("backup", event, "-o", event, status=1).stderr
    assert journal(event) == before


@pytest.mark.parametrize(
    "words",
    [
        ("export", "people", "-o", "none/x.csv"),
        ("export", "people", "-o", "none/x.xlsx"),
        ("export", "people", "-o", "x.docx"),
        ("badges", "-o", "none/x.pdf"),
        ("backup", "-o", "none/x.checkin"),
        ("sync", "none"),
        ("export", "people", "-o", "."),
        ("badges", "-o", "."),
    ],
)
def test_a_place_that_is_not_there_is_told(
    run: Any, event: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    *some, last = words[1:]
    done = run(words[0], event, *some, tmp_path / last, status=1)
    assert any(name in done.stderr for name in (Path(last).name, tmp_path.name, ".docx"))
    assert done.stdout == ""


def test_no_command_ever_opens_a_connection(
    environment: dict[str, str], run: Any, tmp_path: Path, listed: Any
) -> None:
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(
        "import sys\n"
        "def hook(name, _args):\n"
        "    if name.startswith(('socket.', 'urllib', 'http', 'ftplib', 'smtplib')):\n"
        "        sys.stderr.write('Traceback: ' + name); sys.stderr.flush()\n"
        "        raise SystemExit(99)\n"
        "sys.addaudithook(hook)\n",
        "utf-8",
    )
    guarded = {"PYTHONPATH": f"{guard}:{environment['PYTHONPATH']}"}
    desk, other, stick = tmp_path / "a.checkin", tmp_path / "b.checkin", tmp_path / "stick"
    stick.mkdir()
    run("new", desk, "--title", "T", "--from", "2012-11-21", "--to", "2012-11-21", **guarded)
    run("import", desk, listed(tmp_path / "people.csv", 5), **guarded)
    person = json.loads(run("find", desk, "Muster", "--json", **guarded).stdout)[0]
    for words in (
        ("show", desk, person["id"]),
        ("scan", desk, person["code"], "--at", "2012-11-21T09:00"),
        ("tally", desk, "--by", "country"),
        ("badges", desk, "-o", tmp_path / "x.pdf"),
        ("export", desk, "people", "-o", tmp_path / "x.xlsx"),
        ("sync", desk, stick),
        ("join", other, "--source", stick, "--desk", "B"),
        ("undo", desk),
        ("verify", desk),
        ("backup", desk, "-o", tmp_path / "x.checkin"),
        ("erase", desk, person["id"]),
    ):
        run(*words, **guarded)
