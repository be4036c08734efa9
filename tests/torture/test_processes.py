"""Several processes at one event file: readers never wait, a second writer waits and is told."""

from __future__ import annotations

import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from checkin import verification

AT = ("--at", "2012-11-22T09:00", "--json")


def say(process: subprocess.Popen[str], line: str) -> dict[str, Any]:
    """Give a scanning process a code, and return its answer."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def test_others_read_while_one_writes(
    run: Any, started: Any, event: Path, badge_codes: Any, tmp_path: Path
) -> None:
    codes = badge_codes(event)
    scanning = started("scan", event, *AT)
    for number, code in enumerate(codes[:4], 1):
        answer = say(scanning, code)
        assert answer["verdict"] == "welcome"
        total = json.loads(run("tally", event, *AT).stdout)["total"]
        assert total["attended"] == number
        assert '"here": true' in run("show", event, answer["person"], *AT).stdout
    run("export", event, "attendance", "-o", tmp_path / "out.csv")
    run("badges", event, "-o", tmp_path / "out.pdf", "--who", "Given7")
    run("backup", event, "-o", tmp_path / "copy.checkin")
    run("verify", event)
    assert say(scanning, codes[4])["verdict"] == "welcome"


def test_a_second_writer_waits_and_is_told_who_writes(
    run: Any, started: Any, event: Path, listed: Any, tmp_path: Path
) -> None:
    scanning = started("scan", event, *AT)
    say(scanning, "no code")
    people = listed(tmp_path / "more.csv", 3, "Neu")
    commands = (
        ("scan", event, "no code"),
        ("undo", event),
        ("import", event, people),
        ("sync", event, tmp_path),
    )
    with ThreadPoolExecutor() as several:
        refused = list(several.map(lambda words: run(*words, status=1), commands))
    for done in refused:
        assert str(event) in done.stderr
        assert f"process {scanning.pid}" in done.stderr
        assert done.stdout == ""
    assert say(scanning, "no code")["verdict"] == "unknown"


def test_a_second_writer_goes_on_when_the_first_ends(
    started: Any, event: Path, badge_codes: Any
) -> None:
    codes = badge_codes(event)
    first = started("scan", event, *AT)
    say(first, codes[0])
    second = started("scan", event, codes[0], codes[1], *AT)
    time.sleep(0.5)
    assert second.poll() is None
    first.stdin.close()
    out, err = second.communicate(timeout=20)
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["already-here", "welcome"]
    assert err == ""


def test_many_desks_of_one_file_write_one_after_the_other(
    run: Any, event: Path, badge_codes: Any
) -> None:
    codes = badge_codes(event)
    with ThreadPoolExecutor(6) as several:
        done = list(several.map(lambda code: run("scan", event, code, *AT), codes[:24]))
    assert {json.loads(one.stdout)["verdict"] for one in done} == {"welcome"}
    assert not verification.faults(event)


def test_two_who_make_one_event_make_it_once(started: Any, tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.checkin"
        words = (
            "new",
            path,
            "--title",
            "T",
            "--from",
            "2012-11-21",
            "--to",
            "2012-11-21",
            "--json",
        )
        several = [started(*words) for _one in range(3)]
        ends = [(one.communicate()[1], one.returncode) for one in several]
        assert sorted(status for _err, status in ends) == [0, 1, 1]
        assert {err for err, status in ends if status} == {f"{path} exists already.\n"}
        assert not verification.faults(path)


def test_a_list_that_is_read_shows_nothing_of_itself_until_it_is_whole(
    run: Any, started: Any, event: Path, listed: Any, tmp_path: Path
) -> None:
    importing = started("import", event, listed(tmp_path / "many.csv", 3000, "Viele"), "--json")
    counts = set()
    while importing.poll() is None:
        counts.add(json.loads(run("tally", event, "--json").stdout)["total"]["registered"])
    assert importing.returncode == 0
    assert counts <= {40, 3040}
    assert json.loads(run("tally", event, "--json").stdout)["total"]["registered"] == 3040
