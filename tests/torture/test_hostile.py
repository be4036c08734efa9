"""Hostile texts on their way through every command: shown literally, and nothing is raised."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from checkin import people, verification
from checkin.cli import commands
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.tables.cells import clean, unprotected

NAUGHTY = (
    *("<b>Anna</b>", "<script>alert(1)</script>", "<Anna>", "a<br/>b", "<img src='x'/>", "</para>"),
    *("<font name='nope'>x</font>", "&lt;b&gt;", "&amp;", "Tom & Jerry", "]]>", "<!-- x -->"),
    *("O'Brien", '"', "'", "''", '"; --', "`id`", "$(id)", "${HOME}", "%PATH%", "|id", "; rm -rf"),
    *("a\0b", "\0", "a\x07b", "a\x1b[31mred", "a\rb", "a\nb", "a\tb", "\x7f", "\x85", "a\u2028b"),
    *("\u202egnp.exe", "\u2066Anna\u2069", "\u200eAnna\u200f", "\ufeffAnna", "An\u00adna"),
    *("x" * 8_000, "李" * 1_000, "a b " * 500, "Z̵̛̗a̴l̶g̷o̸" * 3, "e" + "\u0301" * 200),
    *("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1", '=HYPERLINK("x")', "'=1", "''=1", "\t=1"),
    *(
        "AND",
        "OR NOT",
        "NEAR(a b)",
        "a*",
        "^a",
        "org:UN",
        "(",
        ")",
        "name:*",
        "-a",
        "{a b}",
        "a OR",
    ),
    *("\ud800", "a\udfffb", "😀", "👩‍👩‍👧‍👦", "🇩🇪", "\U000e0041", "\uffff", "𠮷野", "\U0010ffff"),
    *("مريم", "שרה", "ﷺ", "ก็ำ", "नमस्ते", "İstanbul", "ß", "ﬁ", "Ⅷ", "１２３", "½", "ſ"),
    *("' OR 1=1 --", "'; DROP TABLE person; --", "%", "_", "\\", "\\x00", "\\u0000", "LIKE '%'"),
    *("../../etc/passwd", "C:\\con", "file:///etc/passwd", "CON", "a/b", "~", "-rf", "--json"),
    *("{0}", "{name}", "{0.__class__}", "%s", "%(x)s", "%n", "{{}}", "{", "}", "$1", "\\1"),
    *("true", "Infinity", "1e309", "0x10", "undefined", "[object Object]", "1970-01-01", "1,5"),
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return an event file without people."""
    path = tmp_path / "a.checkin"
    days = {"first": date(2012, 11, 21), "last": date(2012, 11, 23)}
    found(path, title="{0} <b>%s", zone_name="Europe/Berlin", label="A", **days).close()
    return path


def call(*words: object, status: int = 0, stdin: str = "") -> Result:
    """Run a command in this process; a bug is raised here."""
    done = CliRunner().invoke(
        commands, list(map(str, words)), input=stdin.encode("utf-8", "replace")
    )
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == status, done.output
    return done


def told(*words: object, stdin: str = "") -> Any:
    """Return what a command tells programs."""
    return json.loads(call(words[0], "--json", *words[1:], stdin=stdin).stdout)


def written(path: Path) -> Path:
    """Write a list with every hostile text as family name, organisation and note."""
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("f", "g", "o", "n", "secret"))
        rows.writerows(
            (text, f"N{n:03}", text, text, "C01X00T47") for n, text in enumerate(NAUGHTY)
        )
    return path


@pytest.fixture
def full(desk: Path, tmp_path: Path) -> Path:
    """Return an event file into which the hostile list was read."""
    columns = ("family=f", "given=g", "organisation=o", "note=n")
    words = [word for column in columns for word in ("--map", column)]
    file = written(tmp_path / "<b>{0}%s.csv")
    if b"\xed\xa0" in file.read_bytes():  # half a character is none in any encoding
        text = file.read_bytes().decode("utf-8", "surrogatepass")
        file.write_bytes(text.encode("utf-8", "replace"))
    took = told("import", desk, file, *words)
    assert (took["new"], took["rejected"]) == (len(NAUGHTY), [])
    assert told("import", desk, file, *words)["same"] == len(NAUGHTY)
    return desk


def expected(text: str) -> str:
    """Return what is kept of a hostile text in a list."""
    return clean(text.encode("utf-8", "replace").decode())


def registered(path: Path) -> dict[str, dict[str, str]]:
    """Read an exported list of people by given name."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["given"]: row for row in csv.DictReader(file)}


def test_a_list_of_hostile_texts_comes_back_as_it_was(full: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    call("export", full, "people", "-o", out)
    rows = registered(out)
    for number, text in enumerate(NAUGHTY):
        row = rows[f"N{number:03}"]
        assert (row["family"], row["organisation"], row["note"]) == (expected(text),) * 3
    assert b"C01X00T47" not in full.read_bytes()
    assert not verification.faults(full)


def test_spreadsheets_get_them_as_text(full: Path, tmp_path: Path) -> None:
    call("export", full, "people", "-o", tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").active
    header, *rows = sheet.iter_rows()
    place = [cell.value for cell in header].index("family")
    for row in rows:
        assert row[place].data_type in {"s", "n", "inlineStr"}
        assert not isinstance(row[place].value, int | float)
    call("export", full, "people", "-o", tmp_path / "out.csv", "--preset", "excel-de")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            text = expected(NAUGHTY[int(line["given"][1:])])
            assert unprotected(line["family"]) == text.replace("1970-01-01", "01.01.1970")
            assert not line["family"].startswith(("=", "+", "-", "@", "\t", "＝"))


def test_each_is_found_by_its_own_text(full: Path) -> None:
    for number, text in enumerate(NAUGHTY):
        if "\0" in text:
            continue  # no argument of a program can hold it
        hits = told("find", full, "--", text) if text.startswith("-") else told("find", full, text)
        letters = sum(map(str.isalnum, expected(text)))
        if letters > 3:
            assert any(hit["name"].startswith(f"N{number:03}") for hit in hits), text
    assert told("find", full, "N001 <script>")[0]["name"].startswith("N001")


def test_each_is_shown_in_one_line_that_steers_no_terminal(full: Path) -> None:
    for hit in told("find", full, "N0", "--limit", 200)[:60]:
        for line in call("show", full, hit["id"]).stdout.splitlines():
            assert not set(line) & set("\x1b\x07\0\u202e\u2066\x85\u2028")
    shown = call("find", full, "N0", "--limit", 200).stdout
    assert max(map(len, shown.splitlines())) < 300
    assert "<b>Anna</b>" in shown


def test_each_is_an_unknown_code(full: Path) -> None:
    lines = "\n".join(text for text in NAUGHTY if "\n" not in text and "\r" not in text)
    done = call("scan", full, "--at", "2012-11-22T09:00", "--json", stdin=lines)
    verdicts = {json.loads(line)["verdict"] for line in done.stdout.splitlines()}
    assert verdicts <= {"unknown", "damaged", "foreign"}
    for text in NAUGHTY:
        assert call("scan", full, "--json", "--", text).exit_code == 0
    assert told("tally", full)["total"]["attended"] == 0
    assert not verification.faults(full)


def test_each_is_drawn_as_it_is_or_told_of(full: Path, tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    printed = told("badges", full, "-o", out)
    with pypdfium2.PdfDocument(out) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    for literal in ("<script>", "&lt;b&gt;", "</para>", "{0}", "%s", "' OR 1=1", "Tom & Jerry"):
        assert literal in text.replace("\r\n", "") or literal in text.replace("\r\n", " ")
    left_out = {warning["person"] for warning in printed["warnings"]}
    assert printed["badges"] + len(left_out) >= len(NAUGHTY)
    assert call("badges", full, "-o", out).stdout


def test_desks_tell_each_other_of_them(full: Path, tmp_path: Path) -> None:
    stick, other = tmp_path / "{0} <b> 棒", tmp_path / "b'\".checkin"
    stick.mkdir()
    told("sync", full, stick)
    call("join", other, "--source", stick, "--desk", "B")
    for name, desk in (("a", full), ("b", other)):
        call("export", desk, "people", "-o", tmp_path / f"{name}.csv", "--at", "2012-11-22T09:00")
    assert registered(tmp_path / "a.csv") == registered(tmp_path / "b.csv")
    assert not verification.faults(other)


def test_the_desk_keeps_each_literally_or_says_that_it_cannot(desk: Path) -> None:
    refusals: list[str] = []
    with Desk(desk, writing=True) as open_desk:
        for text in NAUGHTY:
            before = open_desk.last_act()
            try:
                person = people.enter(open_desk, {"family": text, "given": "G", "delegation": text})
            except DeskError as error:
                refusals.append(str(error))
                assert open_desk.last_act() == before
                continue
            assert person.family == text
            assert open_desk.person(person.id) == person
            open_desk.find(text)
    assert all(len(sentence) < 300 for sentence in refusals)
    assert len(refusals) < len(NAUGHTY) / 10
    assert not verification.faults(desk)


def test_each_is_an_option_that_is_answered_in_a_sentence(desk: Path, tmp_path: Path) -> None:
    file, new, out = tmp_path / "x.csv", tmp_path / "new.checkin", tmp_path / "x.pdf"
    file.write_text("a,b\n1,2\n", "utf-8")
    days = ("--from=2012-11-21", "--to=2012-11-21")
    for text in NAUGHTY:
        for words in (
            ("undo", desk, f"--act={text or '-'}"),
            ("show", desk, "--", text),
            ("erase", desk, "--", text),
            ("scan", desk, "x", f"--activity={text or '-'}"),
            ("find", desk, "x", f"--at={text or '-'}x"),
            ("import", desk, file, f"--map=name={text}"),
            ("import", desk, file, f"--map={text}=a"),
            ("import", desk, file, f"--encoding={text or '-'}x"),
            ("badges", desk, "-o", out, f"--layout={text or '-'}"),
            ("badges", desk, "-o", out, f"--sheet={text or '-'}"),
            ("new", new, "--title=T", f"--zone={text or '-'}", *days),
            ("new", new, "--title=T", f"--desk={text or '-'}", *days),
        ):
            done = CliRunner().invoke(commands, list(map(str, words)))
            if done.exception and not isinstance(done.exception, SystemExit):
                raise AssertionError((words[0], *words[2:])) from done.exception
            if new.exists():  # a label of two letters is one
                new.unlink()
            elif words[0] != "import":
                assert done.exit_code in {1, 2}, (words, done.output)
    assert not verification.faults(desk)
