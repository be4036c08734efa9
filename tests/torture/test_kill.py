"""The program killed at any moment: what was answered is kept, and nothing is half done."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkin import verification

KILLS = int(os.environ.get("CHECKIN_KILLS", "200"))
"""How often the program is killed in all; half of it while scanning."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

Journal = Callable[[Path], set[str]]


def test_no_answer_to_a_scan_is_lost(
    forks: Any, event: Path, badge_codes: Any, journal: Journal
) -> None:
    codes = badge_codes(event)
    chance = random.Random(1)  # noqa: S311  an example
    words = ["scan", event, "--at", "2012-11-22T09:00", "--json"]
    answered = 0
    for _kill in range(KILLS // 2):
        before = journal(event)
        some = "\n".join(chance.choices([*codes, "no code"], k=300))
        printed = [
            answer["entry"]
            for answer in forks.killed(words, chance.uniform(0, 0.2), some)
            if answer["entry"]
        ]
        written = journal(event) - before
        assert written.issuperset(printed)
        assert len(written) <= len(printed) + 1
        answered += len(printed)
    assert answered > KILLS
    assert not verification.faults(event)


def test_a_list_is_taken_whole_or_not_at_all(
    forks: Any, event: Path, listed: Any, journal: Journal, tmp_path: Path
) -> None:
    chance = random.Random(2)  # noqa: S311  an example
    whole = 0
    for kill in range(KILLS // 4):
        people = listed(tmp_path / "more.csv", 40, f"Kind{kill}")
        before = journal(event)
        printed = forks.killed(
            ["import", event, people, "--source", "more", "--json"], chance.uniform(0, 0.3)
        )
        written = len(journal(event) - before)
        assert written in {0, 41}  # the people, and that a list was read
        assert written or not printed
        whole += bool(written)
    assert 0 < whole < KILLS // 4
    assert not verification.faults(event)


def test_a_meeting_that_is_cut_off_loses_nothing(
    forks: Any, run: Any, event: Path, badge_codes: Any, journal: Journal, tmp_path: Path
) -> None:
    codes = badge_codes(event)
    stick = tmp_path / "stick"
    stick.mkdir()
    run("sync", event, stick)
    other = tmp_path / "b.checkin"
    run("join", other, "--source", stick, "--desk", "B")
    chance = random.Random(3)  # noqa: S311  an example
    scan = ["--at", "2012-11-22T09:00", "--json"]
    said: set[str] = set()
    for kill in range(KILLS // 4):
        desk = (event, other)[kill % 2]
        some = "\n".join(chance.choices(codes, k=20))
        answers = forks.killed(["scan", desk, *scan], 0.1, some)
        said.update(answer["entry"] for answer in answers if answer["entry"])
        before = journal(desk)
        forks.killed(["sync", desk, stick, "--json"], chance.uniform(0, 0.15))
        assert journal(desk) >= before
    for desk in (event, other, event):
        met = run("sync", desk, stick, "--json").stdout
        assert '"refused": []' in met
    assert journal(event) == journal(other) >= said
    assert not verification.faults(event)
    assert not verification.faults(other)


def test_a_kill_frees_the_file_at_once(started: Any, run: Any, event: Path) -> None:
    scanning = started("scan", event, "--json")
    scanning.stdin.write("no code\n")
    scanning.stdin.flush()
    assert scanning.stdout.readline()
    scanning.kill()
    scanning.wait()
    assert run("scan", event, "no code").stdout == "unknown       no code\n"
