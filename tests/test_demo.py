"""The scripted congress is played in full, and comes out as it is told."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from python_calamine import load_workbook

from checkin import cli, demo, demo_stage, i18n, summary, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import census
from checkin.lists import exports

FIGURES = {
    "registered": 131,
    "cancelled": 7,
    "expected": 124,
    "substituted": 5,
    "no_show": 15,
    "walk_in": 9,
    "attended": 118,
    "abroad": 31,
    "abroad_by_residence": 24,
    "visits": 149,
}
DELEGATIONS = {
    "Almaty": 4,
    "Daugavpils": 4,
    "Harbin": 9,
    "Kursgäste China": 7,
    "Qingdao": 2,
    "Reisegruppe Mitteldeutschland": 25,
    "Saporoshje": 5,
}
COUNTRIES = {"CN": 18, "DE": 87, "KZ": 4, "LV": 4, "UA": 5}


class Played:
    """A congress that was played, and what was told of it."""

    def __init__(self, folder: Path) -> None:
        i18n.use("en")
        self.folder = folder
        self.told, self.text = demo.play(folder)
        self.desks = {label: Desk(folder / name) for label, name in demo_stage.FILES.items()}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Play the congress once; the tests only look at it."""
    congress = Played(tmp_path_factory.mktemp("demo"))
    yield congress
    for desk in congress.desks.values():
        desk.close()


def figures(told: dict[str, Any]) -> dict[str, int]:
    return {name: told[name] for name in FIGURES}


def test_the_figures_are_those_of_the_congress_in_magdeburg(played: Played) -> None:
    assert figures(played.told) == FIGURES
    assert played.told["delegations"] == DELEGATIONS
    assert played.told["countries"] == COUNTRIES
    assert played.told["days"] == {"2012-11-21": 0, "2012-11-22": 118, "2012-11-23": 31}
    visits = {"V1": 18, "V2": 13, "V3": 13, "V4": 30, "V5": 30, "V6": 18, "V7": 31}
    assert played.told["activities"] == {"SYM": 118, **visits, "ABS": 31}


def test_every_desk_counts_the_same(played: Played) -> None:
    for desk in played.desks.values():
        counted = summary.figures(desk, ["SYM"])
        assert figures(counted) == FIGURES
        assert counted["delegations"] == DELEGATIONS
        assert counted["countries"] == COUNTRIES


def test_every_desk_holds_the_same_after_the_exchanges(played: Played, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for what in ("people", "attendance", "conflicts", "interpreters", "log"):
        held = []
        for desk in played.desks.values():
            exports.export(desk, what, file)
            held.append(sorted(file.read_bytes().splitlines()))
        assert held[0] == held[1] == held[2]
        assert len(held[0]) > 1


def test_nothing_is_wrong_with_any_event_file(played: Played) -> None:
    for desk in played.desks.values():
        assert verification.faults(desk.path) == []


def test_the_desk_without_power_goes_on_as_itself(played: Played) -> None:
    replicas = sorted(census.heights(played.desks["A"].db))
    assert [replica[:4] for replica in replicas] == ["r-a-", "r-b-", "r-c-"]


def test_a_column_that_nobody_mapped_is_kept_nowhere(played: Played) -> None:
    files = [path for path in played.folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert not [path for path in files if b"X0000000" in path.read_bytes()]


def test_everybody_who_may_come_has_a_badge(played: Played) -> None:
    document = pypdfium2.PdfDocument(played.folder / "badges.pdf")
    with document:
        assert len(document) == played.told["badges"] == 151
        codes = [played.desks["B"].badge_code(one.id) for one in played.desks["B"].find("邢海峰")]
        texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
        (page,) = [text for text in texts if "邢海峰" in text]
        assert codes[0] in page.replace(" ", "").replace("\r\n", "")


def test_the_attendance_is_a_table(played: Played) -> None:
    sheet = load_workbook(played.folder / "attendance.xlsx").get_sheet_by_index(0).to_python()
    header, *rows = sheet
    activity, role = header.index("activity"), header.index("role")
    came = [row for row in rows if row[activity] == "Fachtagung"]
    assert len(came) == 118
    assert {row[role] for row in came} == {"delegate", "speaker"}


def test_the_summary_is_told_in_words_and_lies_beside_the_event(played: Played) -> None:
    assert json.loads((played.folder / "summary.json").read_text("utf-8")) == played.told
    assert all((played.folder / name).exists() for name in played.told["files"])
    for said in ("Harbin 9", "A 17:45", "C 22 Nov 15:37", "Each participant counts once", "118"):
        assert said in played.text


@pytest.mark.parametrize("seed", range(3))
def test_desks_may_meet_in_any_order(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  an order, not a secret
    told, _text = demo.play(tmp_path, lambda order: chance.sample(order, len(order)))
    assert figures(told) == FIGURES
    assert told["delegations"] == DELEGATIONS


def test_a_second_demo_in_one_folder_is_refused_and_changes_nothing(played: Played) -> None:
    before = {path: path.stat().st_mtime_ns for path in played.folder.rglob("*.csv")}
    with pytest.raises(DeskError, match="is not empty"):
        demo.play(played.folder)
    assert before == {path: path.stat().st_mtime_ns for path in played.folder.rglob("*.csv")}


def test_a_file_is_no_folder_for_the_demo(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine", "utf-8")
    with pytest.raises(DeskError, match="cannot be made in"):
        demo.play(tmp_path / "demo")
    assert (tmp_path / "demo").read_text("utf-8") == "mine"


def test_desks_that_never_meet_are_noticed_and_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(demo_stage.UnlikeStoryError):
        demo.play(tmp_path / "new" / "demo", lambda _order: [])
    assert not (tmp_path / "new" / "demo").exists()
    with pytest.raises(demo_stage.UnlikeStoryError):
        demo.play(tmp_path / "new", lambda _order: [])
    assert list((tmp_path / "new").iterdir()) == []


def test_the_command_prints_the_summary_for_programs(tmp_path: Path) -> None:
    command = ["demo", str(tmp_path / "demo"), "--headless", "--json"]
    result = CliRunner().invoke(cli.commands, command)
    assert result.exit_code == 0, result.output
    assert figures(json.loads(result.output)) == FIGURES
    again = CliRunner().invoke(cli.commands, command)
    assert again.exit_code == 1
    assert "is not empty" in again.output


def test_visits_and_roll_calls_work_without_a_screen(played: Played, tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        done = CliRunner().invoke(cli.commands, [*words, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    event = str(played.folder / demo_stage.FILES["A"])
    told = run("visits", event, "--day", "2012-11-23")
    shown = ("booked", "boarded", "present")
    figures = {one["title"]: tuple(one[name] for name in shown) for one in told["visits"]}
    assert figures["Klärwerk Gerwisch"] == (35, 30, 30)
    assert figures["MHKW"] == (30, 31, 30)
    roll = run("roll", event, "B1-5")
    assert (roll["expected"], roll["boarded"], len(roll["missing"])) == (18, 17, 1)
    assert roll["departed"].startswith("2012-11-23T14:02")
    for kind in ("gate", "bus", "gear", "visits"):
        out = tmp_path / f"{kind}.pdf"
        assert run("report", event, kind, "-o", str(out))["pages"] >= 1
