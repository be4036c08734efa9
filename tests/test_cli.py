"""The command line: its words, its JSON, its exit statuses, its sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checkin import cli
from checkin.attendance import rules, tallies
from checkin.journal import store
from checkin.lists import exports

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, "-c", "from checkin.cli import main; main()"]
AT = ("--at", "2012-11-22T09:00")
DAYS = ("--from", "2012-11-21", "--to", "2012-11-23", "--zone", "Europe/Berlin")
PEOPLE = """family;given;native_name;organisation;delegation;country;email
Li;Wei;李伟;Harbin Institute of Technology;Harbin;CN;li@example.org
Müller;Anna;;Stadt Magdeburg;;DE;anna@example.org
;;;Nobody;;DE;nobody@example.org
"""


def call(*words: object, status: int = 0, stdin: str = "") -> Result:
    """Run a command in this process; a bug is raised here."""
    done = CliRunner().invoke(cli.commands, list(map(str, words)), input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == status, done.output
    return done


def told(*words: object, stdin: str = "") -> Any:
    """Return what a command tells programs."""
    return json.loads(call(*words, "--json", stdin=stdin).stdout)


def process(*words: object, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    return subprocess.run(  # noqa: S603  our own program
        [*PROGRAM, *(word if isinstance(word, bytes) else str(word) for word in words)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        check=False,
    )


def journal(path: Path) -> list[str]:
    """Return the ids of all entries of an event file."""
    with closing(store.connect(path)) as db:
        return sorted(row[0] for row in db.execute("SELECT id FROM journal"))


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """Return an event file without people."""
    path = tmp_path / "a.checkin"
    call("new", path, "--title", "green cities", *DAYS)
    return path


@pytest.fixture
def people(event: Path, tmp_path: Path) -> Path:
    """Return a list of two people and a row that is none, read into the event."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    call("import", event, path)
    return path


@pytest.fixture
def li(event: Path, people: Path) -> dict[str, Any]:
    """Return what is told of Li Wei."""
    assert people
    hit: dict[str, Any] = told("find", event, "wei")[0]
    return hit


def test_a_new_event_tells_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.checkin"
    made = told("new", path, "--title", "T", *DAYS, "--desk", "B7")
    assert (made["desk"], made["zone"]) == ("B7", "Europe/Berlin")
    again = call("new", path, "--title", "T", *DAYS, status=1)
    assert again.stderr == f"{path} exists already.\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--from", "2012-11-23", "--to", "2012-11-21"), 1),
        (("--from", "2012-11-21", "--to", "9999-12-31"), 1),
        (("--from", "0001-01-01", "--to", "0001-01-01"), 1),
        (("--from", "21.11.2012", "--to", "23.11.2012"), 2),
        (("--from", "2012-11-21"), 2),
        ((*DAYS, "--desk", "far too long"), 1),
        ((*DAYS[:4], "--zone", "Mars/North"), 1),
    ],
)
def test_an_event_that_cannot_be_is_not_made(
    tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    call("new", tmp_path / "a.checkin", "--title", "T", *words, status=status)
    assert not list(tmp_path.glob("*"))


def test_a_list_is_told_row_by_row(event: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    before = journal(event)
    tried = told("import", event, path, "--dry-run")
    assert (tried["new"], tried["act"], journal(event)) == (2, None, before)
    took = told("import", event, path)
    assert (took["new"], took["changed"], took["same"]) == (2, 0, 0)
    assert [(row["line"], set(row)) for row in took["rejected"]] == [
        (4, {"line", "column", "reason"})
    ]
    assert len(told("undo", event, "--act", took["act"])["undone"]) == 3  # and the delegation
    assert told("import", event, path)["new"] == 2
    assert told("import", event, path)["same"] == 2
    text = call("import", event, path).stdout.splitlines()
    assert text[0] == "0 new, 0 changed, 2 the same, 1 rejected."
    assert text[1].startswith("people.csv, line 4, column ")


def test_a_mapping_needs_a_field_and_a_column(event: Path, people: Path) -> None:
    assert "FIELD=COLUMN" in call("import", event, people, "--map", "name", status=2).stderr


def test_hits_have_the_shape_that_programs_rely_on(li: dict[str, Any]) -> None:
    assert list(li) == [
        *("id", "name", "native_name", "organisation"),
        *("delegation", "role", "code", "here"),
    ]
    assert li["name"] == "Li Wei"
    assert (li["native_name"], li["delegation"], li["role"]) == ("李伟", "Harbin", "delegate")
    assert (len(li["code"]), li["here"]) == (16, False)


def test_hits_stand_in_columns(event: Path, people: Path) -> None:
    assert people
    anna, wei = (call("find", event, text).stdout.rstrip("\n") for text in ("anna", "wei"))
    assert anna.split("  ")[:2] == ["Anna Müller", "Stadt Magdeburg"]
    assert wei.split("  ")[:4] == ["Li Wei", "李伟", "Harbin Institute of Technology", "Harbin"]
    assert call("find", event, "zzzzzz").stdout == "Nobody was found.\n"
    assert told("find", event, "zzzzzz") == []
    call("find", event, "x", "--limit", "0", status=2)


def test_a_scan_is_answered_line_by_line(event: Path, li: dict[str, Any]) -> None:
    done = call("scan", event, *AT, "--json", stdin=f"\n{li['code']}\r\n  \nno code\n{li['code']}")
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["verdict"], first["person"]) == ("welcome", li["id"])
    assert first["at"] == "2012-11-22T09:00:00+01:00"
    assert {first["entry"], second["entry"]} <= set(journal(event))
    assert (second["verdict"], second["person"]) == ("unknown", None)
    assert (third["verdict"], third["entry"], third["act"]) == ("already-here", None, None)
    assert told("find", event, "wei", *AT)[0]["here"]
    assert not told("find", event, "wei", "--at", "2012-11-22T08:59")[0]["here"]
    out = told("scan", event, li["code"], "--out", "--at", "2012-11-22T10:00")
    assert out["verdict"] == "left"
    assert call("scan", event, *AT).stdout == ""


def test_words_of_a_scan_are_for_people(event: Path, li: dict[str, Any]) -> None:
    said = call("scan", event, li["code"], *AT).stdout
    assert said.startswith("welcome")
    assert "Li Wei" in said
    assert "no time" in call("scan", event, li["code"], "--at", "noon", status=1).stderr
    assert "activity" in call("scan", event, "x", "--activity", "a-b", *AT, status=1).stderr


def test_a_person_is_shown_whole(event: Path, li: dict[str, Any]) -> None:
    call("scan", event, li["code"], *AT)
    shown = told("show", event, li["id"], *AT)
    assert shown["family"] == "Li"
    assert shown["here"]
    assert [row["kind"] for row in shown["history"]] == ["registered", "arrived"]
    text = call("show", event, li["id"], *AT).stdout
    assert "Checked in: 2012-11-22, 2012-11-22 09:00." in text
    assert "delegation = Harbin" in text
    assert "no person p-x" in call("show", event, "p-x", status=1).stderr


def test_an_act_or_an_entry_is_taken_back(event: Path, li: dict[str, Any]) -> None:
    first = told("scan", event, li["code"], *AT)
    undone = told("undo", event, "--act", first["entry"])
    assert undone["undone"] == [first["entry"]]
    assert undone["act"] != first["act"]
    again = told("scan", event, li["code"], *AT)
    assert again["verdict"] == "welcome"
    assert told("undo", event, "--act", again["act"])["undone"] == [again["entry"]]
    last = told("scan", event, li["code"], *AT)
    assert told("undo", event)["undone"] == [last["entry"]]
    before = journal(event)
    assert "nothing to undo" in call("undo", event, "--act", last["act"], status=1).stderr
    assert "no act or entry" in call("undo", event, "--act", "s²", status=1).stderr
    assert "no act or entry" in call("undo", event, "--act", "s" + "9" * 40, status=1).stderr
    assert journal(event) == before


def test_figures_name_their_rule_and_their_time(event: Path, li: dict[str, Any]) -> None:
    call("scan", event, li["code"], *AT)
    counted = told("tally", event, "--by", "country", *AT)
    assert list(counted) == ["rule", "rows", "total"]
    assert [(row["key"], row["attended"]) for row in counted["rows"]] == [("CN", 1), ("DE", 0)]
    assert set(counted["rows"][0]) == {"key", *counted["total"]}
    text = call("tally", event, "--by", "country", *AT).stdout
    assert rules.text("persons") in text
    assert "As of 2012-11-22 9:00: A 9:00" in text
    for words in (("--by", "shoe"), ("--rule", "x"), ("--abroad", "x")):
        call("tally", event, *words, status=2)
    assert "no activity" in call("tally", event, "--activity", "a-x", status=1).stderr


def test_the_choices_are_those_of_the_core() -> None:
    assert cli.BY == tallies.BY
    assert cli.PRESETS == exports.PRESETS


@pytest.mark.parametrize("by", cli.BY)
def test_one_counts_by_every_key(event: Path, people: Path, by: str) -> None:
    assert people
    assert told("tally", event, "--by", by)["total"]["registered"] == 2
    assert call("tally", event, "--by", by).stdout


def test_files_are_written(event: Path, people: Path, tmp_path: Path) -> None:
    assert people
    for what in cli.EXPORTS:
        for end in ("csv", "xlsx"):
            out = tmp_path / f"{what}.{end}"
            assert told("export", event, what, "-o", out).keys() == {"rows"}
            assert out.stat().st_size
    assert told("badges", event, "-o", tmp_path / "b.pdf") == {"badges": 2, "warnings": []}
    text = call("badges", event, "-o", tmp_path / "b.pdf", "--who", "wei").stdout
    assert text == "1 badge in b.pdf.\n"
    assert "complete copy" in call("backup", event, "-o", tmp_path / "copy.checkin").stdout
    call("export", event, "people", status=2)
    call("export", event, "shoes", "-o", tmp_path / "x.csv", status=2)


def test_desks_meet(event: Path, li: dict[str, Any], tmp_path: Path) -> None:
    stick, other = tmp_path / "stick", tmp_path / "b.checkin"
    stick.mkdir()
    met = told("sync", event, stick)
    assert {"written", "read", "new", "refused", "desks"} <= met.keys()
    assert met["desks"] == [{"desk": "A", "seen": met["written"], "missing": 0}]
    assert told("join", other, "--source", stick, "--desk", "B")["desk"] == "B"
    assert told("scan", other, li["code"], *AT)["verdict"] == "welcome"
    call("sync", other, stick)
    assert "Desk B: " in call("sync", event, stick).stdout
    assert told("find", event, "wei", *AT)[0]["here"]
    assert call("verify", event).stdout == "Nothing is wrong.\n"
    assert told("verify", other) == {"faults": []}


def test_the_erased_are_gone(event: Path, li: dict[str, Any]) -> None:
    told("erase", event, li["id"])
    assert told("find", event, "wei") == []
    assert "李伟".encode() not in event.read_bytes()
    assert "no person" in call("erase", event, "p-x", status=1).stderr


def test_a_fault_is_named(event: Path) -> None:
    with closing(store.connect(event, writing=True)) as db:
        db.execute("DROP TRIGGER journal_stands")
        db.execute("UPDATE journal SET kind = 'arrived' WHERE seq = 2")
    done = call("verify", event, "--json", status=1)
    assert json.loads(done.stdout)["faults"]
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", [*cli.commands.commands, ""])
def test_each_command_explains_itself(name: str) -> None:
    words = [name, "--help"] if name else ["--help"]
    assert "Usage: " in call(*words).stdout
    if name:
        call(name, "--no-such-option", status=2)


def test_a_bug_is_never_swallowed(event: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkin.telling.hits", None)
    with pytest.raises(TypeError):
        call("find", event, "x")


# As a process of its own ###############################################################


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, {"LANG": "de_DE"}]
)
def test_it_speaks_in_every_locale(event: Path, people: Path, locale: dict[str, str]) -> None:
    assert people
    done = process("find", event, "Müller", **locale)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Anna M" in done.stdout


def test_streams_that_are_closed_do_no_harm(event: Path, people: Path) -> None:
    assert people
    code = told("find", event, "wei")[0]["code"]
    script = 'exec "$@" {}'
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(  # noqa: S603  our own program
            ["/bin/sh", "-c", script.format(closed), "sh", *PROGRAM, "scan", event, code, *AT],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_went_away_is_no_bug(event: Path) -> None:
    words = [*PROGRAM, "scan", str(event)]
    with subprocess.Popen(  # noqa: S603  our own program
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stdin
        running.stdin.write(b"one\ntwo\n")
        running.stdin.close()
        err = running.stderr.read()
    assert err == b""
    assert len(journal(event)) >= 5


def test_any_bytes_are_a_line_and_a_word(event: Path, people: Path) -> None:
    assert people
    lines = b"\xef\xbb\xbfone\n\xff\xfe\x00\n\xed\xa0\x80\n" + b"x" * 100_000 + b"\nM\xfcller"
    done = process("scan", event, "--json", stdin=lines)
    assert done.stderr == b""
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0]["code"].lower() == "one"
    assert {answer["verdict"] for answer in answers} == {"unknown"}
    assert len(answers) == 5
    for words in ((b"find", b"M\xfcller"), (b"show", b"\xff"), (b"undo", b"--act=\xff")):
        done = process(words[0], bytes(event), *words[1:])
        assert done.returncode in {0, 1}
        assert b"Traceback" not in done.stderr
    assert process("scan", event, b"\xff\xfe", "--json").returncode == 0
