"""Targets are read as they are written, and stand beside what there is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checkin import cli, people
from checkin.attendance import scanning, targets
from checkin.attendance.targets import Target
from checkin.desk import Desk
from checkin.errors import DeskError


def test_a_target_is_a_figure_a_share_or_a_key() -> None:
    assert targets.read(" abroad 25 %; attended 120;\ncountry:CN 10 ") == [
        Target("abroad", "", 25, share=True),
        Target("attended", "", 120, share=False),
        Target("country", "CN", 10, share=False),
    ]
    assert targets.read("") == []


@pytest.mark.parametrize("text", ["abroad", "25 %", "fame 10", "country 10", "abroad -5 %"])
def test_what_is_no_target_is_named(text: str) -> None:
    with pytest.raises(DeskError, match="is no target"):
        targets.read(text)


def test_targets_stand_beside_what_there_is(desk: Desk) -> None:
    for country in ("CN", "DE", "DE", "DE"):
        person = people.enter(desk, {"name": country, "country": country}, "")
        scanning.check_in(desk, person.id)
    wanted = "abroad 25 %; attended 5; country:DE 3"
    desk.write(*desk.change("changed", desk.event.id, {"targets": wanted}))
    found = targets.reached(desk)
    assert [(one.actual, one.done) for one in found] == [(1, True), (4, False), (3, True)]
    assert found[0].text() == ("From abroad: wanted 25 %, reached a quarter (1 of 4, 25.0%)")
    told = CliRunner().invoke(cli.commands, ["tally", str(desk.path), "--by", "origin", "--json"])
    aims = json.loads(told.stdout)["targets"]
    assert [aim["reached"] for aim in aims] == [True, False, True]
    words = CliRunner().invoke(cli.commands, ["tally", str(desk.path), "--by", "origin"]).output
    assert "From abroad: A quarter (1 of 4, 25.0%)" in words
    hidden = CliRunner().invoke(
        cli.commands, ["tally", str(desk.path), "--by", "country", "--outsiders", "--json"]
    )
    assert json.loads(hidden.stdout)["rows"] == []


def test_targets_are_set_and_told_without_a_screen(tmp_path: Path) -> None:
    event = str(tmp_path / "e.checkin")
    days = ["--from", "2012-11-21", "--to", "2012-11-23"]
    CliRunner().invoke(cli.commands, ["new", event, "--title", "T", *days])
    told = CliRunner().invoke(cli.commands, ["targets", event])
    assert told.output == "There are no targets.\n"
    for text, status in (("Ausland 25 %; Land: cn 10; visits 3", 0), ("fame 3", 1)):
        told = CliRunner().invoke(cli.commands, ["targets", event, text])
        assert told.exit_code == status
    told = CliRunner().invoke(cli.commands, ["targets", event, "--json"])
    aims = json.loads(told.stdout)["targets"]
    assert [(one["figure"], one["key"], one["goal"], one["share"]) for one in aims] == [
        ("abroad", "", 25, True),
        ("country", "cn", 10, False),
        ("visits", "", 3, False),
    ]


def test_what_nobody_can_read_is_no_target(desk: Desk) -> None:
    desk.write(*desk.change("changed", desk.event.id, {"targets": "as many as we can"}))
    assert targets.reached(desk) == []
