"""The programme from the command line: what is there, lists, delays, splits, each as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from checkin import bookings, cli
from checkin.desk import Desk
from tests.conftest import Clock
from tests.planning import congress, guest, visit


def run(*words: str) -> Any:
    done = CliRunner().invoke(cli.commands, [*words, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_lists_delays_and_splits_work_without_a_screen(tmp_path: Path, clock: Clock) -> None:
    desk = congress(tmp_path, clock)
    event = str(desk.path)
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1", languages="de", place="Rothensee")
    visit(desk, "Hafen", "14:00", "15:00", place="Rothensee")
    one, two, three = (guest(desk, name, languages="zh") for name in ("A", "B", "C"))
    desk.close()
    assert run("book", event, one, "MHKW")["status"] == "booked"
    assert run("book", event, two, "MHKW")["position"] == 1
    assert run("book", event, three, "MHKW", "--reason", "the host agreed")["status"] == "booked"
    (first, _second) = run("programme", event)
    assert (first["title"], first["booked"], first["waiting"], first["places"]) == ("MHKW", 2, 1, 1)
    assert run("programme", event, "--day", "2012-11-21") == []
    told = run("programme", event, "--list", "MHKW")
    statuses = [(one["id"], one["status"], one["position"]) for one in told["people"]]
    assert statuses == [(one, "booked", 0), (three, "booked", 0), (two, "waiting", 1)]
    assert run("book", event, one, "Hafen", "--instead-of", "MHKW")["status"] == "booked"
    assert len(run("programme", event, "--list", "MHKW")["people"]) == 2
    run("undo", event)
    assert run("programme", event, "--list", "MHKW") == told
    assert {one["rule"] for one in run("programme", event, "--check")} >= {"full", "unprepared"}
    moved = run("move", event, plant, "--minutes", "20")
    assert [one["start"][11:16] for one in moved["moved"]] == ["13:20", "14:20"]
    assert set(moved["people"]) == {one, two, three}
    assert run("move", event, "Hafen", "--days", "-1")["moved"][0]["day"] == "2012-11-22"
    assert len(run("split", event, "MHKW")["groups"]) == 3
    how = ("--cap", "2", "--start", "2012-11-23T10:00", "--accept")
    made = run("split", event, "MHKW", *how)["activities"]
    with Desk(desk.path) as again:
        assert [len(bookings.on_list(again, each)) for each in made] == [2, 1]
    assert run("book", event, three, made[1], "--cancel")["status"] == "cancelled"
    assert run("book", event, three, made[1], "--cancel") == {"status": "", "act": None}
    first_day = run("programme", event, "--check", "--day", "2012-11-21")
    assert first_day == []


def test_what_cannot_be_is_one_sentence(tmp_path: Path, clock: Clock) -> None:
    desk = congress(tmp_path, clock)
    event = str(desk.path)
    visit(desk, "MHKW", "13:00", "14:00", eligibility="foreign")
    home = guest(desk, "A", country="DE")
    desk.close()
    refused = CliRunner().invoke(cli.commands, ["book", event, home, "MHKW"])
    assert (refused.exit_code, refused.stderr.strip()) == (1, "MHKW is for guests from abroad.")
    wrong = CliRunner().invoke(cli.commands, ["move", event, "MHKW"])
    assert wrong.exit_code == 2
    told = CliRunner().invoke(cli.commands, ["programme", event])
    assert "13:00–14:00 MHKW" in told.output
