"""The plan of interpreters by the command line: the same verbs, and JSON for programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checkin.cli import commands
from checkin.desk import Desk
from checkin.interpreting.rules import STATES
from tests.conftest import Clock
from tests.interpreting.talks import Congress
from tests.planning import congress

AT = ("--at", "2012-11-21T08:00")
DURING = ("--at", "2012-11-22T08:30")


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Path:
    """Plan three talks for guests and four interpreters, and close the file."""
    clock.at("2012-11-21T08:00:00+01:00")
    with congress(tmp_path, clock) as desk:
        Congress(desk)
        return desk.path


def call(event: Path, *args: object, at: tuple[str, ...] = AT) -> Result:
    return CliRunner().invoke(commands, ["plan", str(event), *map(str, args), *at])


def said(event: Path, *args: object, at: tuple[str, ...] = AT) -> Any:
    result = call(event, *args, "--json", at=at)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def words(event: Path, *args: object, at: tuple[str, ...] = AT) -> str:
    result = call(event, *args, at=at)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_plan_is_shown_with_its_needs_conflicts_and_rules(event: Path) -> None:
    told = said(event)
    assert told == said(event, "--check")
    assert {(one["title"], one["source"], one["target"]) for one in told["needs"]} == {
        ("Wasser in Harbin", "zh", "de"),
        ("Abwasser", "de", "zh"),
        ("Ausblick", "zh", "de"),
    }
    assert {one["coverage"] for one in told["needs"]} == {"uncovered"} <= set(STATES)
    assert told["assignments"] == []
    conflict = told["conflicts"][0]
    keys = ["rule", "severity", "who", "when", "measured", "limit", "source", "text", "repairs"]
    assert set(keys) <= conflict.keys()
    assert (conflict["rule"], conflict["severity"]) == ("H4", "stop")
    assert conflict["repairs"][0]["text"]
    shown = words(event)
    assert "By the rules of AIIC Canada / ATIO." in shown
    assert "uncovered" in shown
    assert conflict["text"] in shown


def test_a_solution_is_proposed_and_accepted_line_by_line(event: Path) -> None:
    proposed = said(event, "--solve")
    assert proposed == said(event, "--solve")
    assert proposed["optimal"]
    assert proposed["values"]["uncovered"] == 0
    assert proposed["values"] == proposed["bounds"]
    assert [one["n"] for one in proposed["lines"]] == list(range(1, len(proposed["lines"]) + 1))
    assert said(event)["assignments"] == []
    assert "Proven" in words(event, "--solve")
    for wrong in ("99", "0", "", "²", "1,"):
        refused = call(event, "--accept", "--lines", wrong)
        assert refused.exit_code == 1
        assert "The proposal has the lines 1 to" in refused.output
    assert said(event)["assignments"] == []
    first = said(event, "--accept", "--lines", "1")
    assert [one["need"] for one in first["accepted"]] == [proposed["lines"][0]["need"]]
    rest = said(event, "--accept")
    assert len(rest["accepted"]) == len(proposed["lines"]) - 1
    told = said(event)
    assert {one["coverage"] for one in told["needs"]} == {"covered"}
    assert {one["proposed_by"] for one in told["assignments"]} == {"solver"}
    assert "Nothing is to be changed." in words(event, "--solve")
    assert CliRunner().invoke(commands, ["undo", str(event)]).exit_code == 0
    assert len(said(event)["assignments"]) == 1


def test_what_cannot_be_met_says_why(event: Path) -> None:
    for name in ("Pan", "Wang", "Müller"):
        said(event, "--ill", name)
    proposed = said(event, "--solve")
    assert len(proposed["uncovered"]) == 3
    assert proposed["clash"]
    assert proposed["clash"].splitlines()[0] in words(event, "--solve")


def test_people_and_needs_are_named_as_people_name_them(event: Path) -> None:
    came = said(event, "--assign", "K07 zh de", "pan")
    assert came["act"]
    assert said(event, "--assign", "K07", "Pan")["act"] is None
    assert "Stands already." in words(event, "--assign", "K07 zh>de", "Pan")
    refusal = call(event, "--assign", "Wasser in Harbin", "Petrenko")
    assert refusal.exit_code == 1
    assert "H3" in refusal.stderr
    assert call(event, "--assign", "K07", "Petrenko", "--override").exit_code == 1
    forced = said(event, "--assign", "K07 zh de", "Petrenko", "--override", "--reason", "speaks it")
    assert forced["passed_over"] == ["H3"]
    kept = [one for one in said(event)["assignments"] if one["name"] == "Petrenko"]
    assert (kept[0]["override"], kept[0]["reason"]) == ("H3", "speaks it")
    assert said(event, "--withdraw", "K07 zh de Petrenko")["act"]
    assert said(event, "--swap", "K07 Pan", "Wang")["act"]
    assert [one["name"] for one in said(event)["assignments"]] == ["Wang"]
    for wrong in (
        ("--assign", "K07", "Nobody"),
        ("--assign", "K99", "Pan"),
        ("--withdraw", "K07 Pan"),
        ("--withdraw", "i-none"),
        ("--assign", "K07 zh ru", "Pan"),
    ):
        assert call(event, *wrong).exit_code == 1, wrong


def test_an_ambiguous_name_is_told_with_what_it_may_mean(event: Path) -> None:
    said(event, "--need", "K07", "zh", "Russian")
    refusal = call(event, "--assign", "K07", "Pan")
    assert refusal.exit_code == 1
    assert "zh > ru" in refusal.stderr
    said(event, "--assign", "K07 zh de", "Pan")
    said(event, "--assign", "K07 zh ru", "Pan", "--override", "--reason", "for now")
    assert "several assignments" in call(event, "--withdraw", "K07 Pan").stderr


def test_somebody_falls_ill_and_another_stands_in(event: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    said(event, "--assign", "K09 zh de", "Pan")
    assert len(said(event, "--stand-ins", "K07 zh de Pan")) == 1
    away = said(event, "--ill", "Pan", "--since", "2012-11-22T10:00")
    (open_one,) = away["open"]
    (vacancy,) = said(event, "--stand-ins", "Pan")
    assert vacancy["assignment"] == open_one
    best = vacancy["candidates"][0]
    assert best["free"]
    assert best["reasons"]
    blocked = [one for one in vacancy["candidates"] if not one["free"]]
    assert all(one["obstacles"] for one in blocked)
    assert f"+ {best['name']}" in words(event, "--stand-ins", "Pan")
    assert said(event, "--swap", open_one, best["person"])["act"]
    assert words(event, "--stand-ins", "Pan") == "Nothing is open.\n"
    assert said(event, "--well", "Pan")["act"]


def test_a_plan_is_published_called_about_and_acknowledged(event: Path) -> None:
    assert call(event, "--publish").exit_code == 1
    said(event, "--assign", "K07 zh de", "Pan")
    came = said(event, "--publish")
    assert (came["version"], len(came["touched"])) == (1, 1)
    assert "Nothing has changed since version 1." in words(event, "--publish")
    assert said(event)["version"]["number"] == 1
    assert "Published: v1." in words(event)
    (one,) = said(event, "--calls")
    assert one["name"] == "Pan"
    assert one["sentences"][0].startswith("Wasser in Harbin zh>de, 22.11. 09:00–09:40")
    assert "Pan 0170 3" in words(event, "--calls")
    assert said(event, "--reached", "Pan")["act"]
    assert "(was reached)" in words(event, "--calls")
    assert said(event)["people"][0]["state"] == "reached"
    assert said(event, "--acknowledge", "Pan")["act"]
    assert "(has seen it)" in words(event, "--calls")


def test_hours_are_clocked_and_told(event: Path) -> None:
    assert words(event, "--hours") == "Nobody has worked or is to work.\n"
    said(event, "--assign", "K07 zh de", "Pan")
    assert said(event, "--clock", "Pan", at=DURING)["began"]
    assert not said(event, "--clock", "Pan", at=("--at", "2012-11-22T10:00"))["began"]
    told = said(event, "--hours", at=DURING)
    assert told["days"][0]["worked"] == 90
    assert told["times"][0]["title"] == "Wasser in Harbin"
    assert "1 h 30 min" in words(event, "--hours")


def test_work_that_nobody_ended_is_told_as_open(event: Path) -> None:
    said(event, "--clock", "Pan", at=DURING)
    assert "1 h 30 min, still open" in words(event, "--hours", at=("--at", "2012-11-22T10:00"))
    morning = words(event, "--hours", at=("--at", "2012-11-23T08:00"))
    assert "still open" in morning
    assert ", still open" not in morning
    told = said(event, "--hours", at=("--at", "2012-11-23T08:00"))
    assert [(one["worked"], one["open"]) for one in told["days"]] == [(0, True)]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_hours_are_handed_out_as_a_table(event: Path, tmp_path: Path, ending: str) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    for time in ("08:30", "10:00", "12:00"):
        said(event, "--clock", "Pan", at=("--at", f"2012-11-22T{time}"))
    out = tmp_path / f"hours.{ending}"
    args = ["export", str(event), "hours", "-o", str(out), "--at", "2012-11-22T13:00", "--json"]
    result = CliRunner().invoke(commands, args)
    assert json.loads(result.output)["rows"] == 2
    if ending == "csv":
        rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
        assert [(one["began"], one["ended"], one["minutes"]) for one in rows] == [
            ("08:30", "10:00", "90"),
            ("12:00", "", "0"),
        ]
        assert [one["day_worked"] for one in rows] == ["150", ""]
        assert rows[0]["activity"] == "Wasser in Harbin"


def test_several_are_promised_as_one_act_or_nobody(event: Path) -> None:
    both = ("--assign", "K07 zh de", "Pan", "--assign", "K09 zh de", "Wang")
    assert call(event, *both, "--assign", "K08 de zh", "Petrenko").exit_code == 1
    assert said(event)["assignments"] == []
    assert len(said(event, *both)["assigned"]) == 2
    assert len(said(event)["assignments"]) == 2


def test_a_repair_is_done_by_its_number(event: Path) -> None:
    told = said(event)
    repair = told["conflicts"][0]["repairs"][0]["text"]
    assert f"    1.1  {repair}" in words(event)
    assert said(event, "--repair", "1.1")["text"] == repair
    assert len(said(event)["conflicts"]) < len(told["conflicts"])
    for wrong in ("1", "0.1", "9.9", "x"):
        assert call(event, "--repair", wrong).exit_code == 1


def test_how_a_promise_is_done_is_arranged(event: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    ways = ("--booth", "2", "--leader", "yes", "--call", "2012-11-22T08:15", "--note", "side door")
    assert said(event, "--arrange", "K07 zh de Pan", *ways)["act"]
    (kept,) = said(event)["assignments"]
    assert (kept["booth"], kept["leader"], kept["note"]) == ("2", "yes", "side door")
    assert said(event, "--arrange", "K07 Pan", "--leader", "")["act"]
    assert said(event)["assignments"][0]["leader"] == ""
    assert call(event, "--arrange", "K07 Pan").exit_code == 2
    assert call(event, "--arrange", "K07 Pan", "--call", "soon").exit_code == 1
    assert call(event, "--assign", "K09 zh de", "Pan", "--booth", "2").exit_code == 2


def test_a_fixed_promise_is_released_to_proposals_and_held_again(event: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    soon = ("--at", "2012-11-22T08:30:00+01:00")
    assert call(event, "--withdraw", "K07 Pan", at=soon).exit_code == 1
    assert said(event, "--release", "K07 Pan", at=soon)["act"]
    assert said(event, "--hold", "K07 Pan", at=soon)["act"]
    assert call(event, "--close", "K07", at=soon).exit_code == 1
    assert said(event, "--close", "K07", "--reason", "the talk is off", at=soon)["act"]


def test_needs_are_added_changed_closed_and_opened(event: Path) -> None:
    need = said(event, "--need", "K08", "German", "ru", "--strength", "2")["need"]
    times = ("--start", "2012-11-22T12:00", "--end", "2012-11-22T12:30")
    beside = said(event, "--need", "Press", "zh", "de", *times, "--mode", "consecutive")["need"]
    found = {one["id"]: one for one in said(event)["needs"]}
    assert found[need]["strength"] == 2
    assert (found[beside]["activity"], found[beside]["mode"]) == (None, "consecutive")
    assert said(event, "--change", "Press", "--strength", "3")["act"]
    assert said(event, "--close", "K08 de ru")["act"]
    assert {one["id"]: one["state"] for one in said(event)["needs"]}[need] == "closed"
    assert "closed" in words(event)
    assert said(event, "--open", need)["act"]
    assert "There is no activity" in call(event, "--need", "K99", "zh", "de").stderr


def test_a_missing_briefing_is_red_until_it_is_given(event: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    late = ("--at", "2012-11-21T18:00")
    (due,) = said(event, at=late)["briefing_due"]
    assert "brief_slides" in due["missing"]
    assert "slides" in words(event, at=late)
    for part in ("programme", "participants", "slides", "glossary"):
        assert said(event, "--brief", "K07 zh de", part, "received")["act"]
    assert said(event, at=late)["briefing_due"] == []
    assert said(event, "--brief", "K07", "slides", "missing")["act"]
    assert said(event, at=late)["briefing_due"][0]["missing"] == ["brief_slides"]
    assert call(event, "--brief", "K07", "speech", "received").exit_code == 1
    assert call(event, "--brief", "K07", "slides", "lost").exit_code == 1


def test_other_rules_are_chosen_for_the_event(event: Path) -> None:
    assert said(event, "--profile", "apic")["profile"] == "apic"
    assert said(event)["profile"]["name"] == "apic"
    assert said(event, "--profile", "apic")["act"] is None
    assert "There is no profile" in call(event, "--profile", "none").stderr


def test_a_sheet_is_written(event: Path, tmp_path: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    out = tmp_path / "pan.pdf"
    assert said(event, "--sheet", "Pan", "-o", out)["pages"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    assert call(event, "--sheet", "Pan").exit_code == 2


def test_what_says_nothing_is_refused(event: Path, tmp_path: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    assert call(event, "--change", "K07 zh de").exit_code == 2
    for name, day in (("x.doc", "2012-11-22"), ("x.pdf", "tomorrow"), ("x.pdf", "2013-01-01")):
        result = call(event, "--sheet", "Pan", "-o", tmp_path / name, "--day", day)
        assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
        assert not (tmp_path / name).exists()


def test_a_sheet_may_be_written_beside_a_look_at_the_plan(event: Path, tmp_path: Path) -> None:
    said(event, "--assign", "K07 zh de", "Pan")
    out = tmp_path / "pan.pdf"
    told = said(event, "--check", "--sheet", "Pan", "-o", out)
    assert told["sheet"]["pages"] == 1
    assert {"needs", "assignments", "conflicts"} <= set(told)
    assert call(event, "--publish", "--sheet", "Pan", "-o", out).exit_code == 2


def test_one_thing_at_a_time_and_only_what_belongs_to_it(event: Path) -> None:
    for wrong in (
        ("--solve", "--accept"),
        ("--solve", "--lines", "1"),
        ("--via", "de"),
        ("--calls", "-o", "x.pdf"),
        ("--assign", "K07"),
    ):
        assert call(event, *wrong).exit_code == 2, wrong
    with Desk(event) as desk:
        assert desk.last_act()


def test_two_desks_clash_on_top(event: Path, tmp_path: Path) -> None:
    other, post = tmp_path / "b.checkin", tmp_path / "post"
    post.mkdir()

    def run(*args: object) -> None:
        result = CliRunner().invoke(commands, [str(one) for one in args])
        assert result.exit_code == 0, result.output

    run("sync", event, post)
    run("join", other, "--source", post, "--desk", "B")
    said(event, "--assign", "K09 zh de", "Pan")
    said(other, "--assign", "K09 zh de", "Wang")
    for one in (event, other, event):
        run("sync", one, post)
    (clash,) = said(event)["clashes"]
    assert clash["desks"] == ["A", "B"]
    assert said(other)["clashes"] == [clash]
    assert clash["text"] in words(event).splitlines()[1]
