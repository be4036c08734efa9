"""The plan for its chief: clashes on top, nothing lost between paper, table and grid."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from checkin import people, programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import profile, profile_words, publishing
from checkin.interpreting.profile import Limits
from checkin.reports import interpreter_plan, interpreter_sheet, plan_files, signature_sheets
from tests.conftest import Clock
from tests.interpreting.stage import DAY, NEXT, Stage


@pytest.fixture
def stage(desk: Desk) -> Stage:
    """Plan two days."""
    return Stage(desk)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def bare(text: str) -> str:
    return "".join(text.split()).replace("\ufffe", "").replace("-", "")


def test_clashes_stand_on_top_with_their_rule_and_source(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "water", "zh", "de")
    printed = interpreter_plan.write(stage.desk, tmp_path / "plan.pdf")
    first, *rest = pages(tmp_path / "plan.pdf")
    assert printed.people == 1
    for word in ("Clashes", "Hard rules broken", "H4", "H6", "AIIC Canada"):
        assert bare(word) in bare(first), word
    assert "As of 2012-11-22 8:00: A 8:00." in first
    assert bare("a draft for 1 person") in bare(first)
    assert not any("Clashes" in page for page in rest)


def test_people_by_time_then_needs_then_the_profile(stage: Stage, tmp_path: Path) -> None:
    desk = stage.desk
    stage.promise(stage.wang, "opening", "de", "zh", booth="7")
    stage.promise(stage.mueller, "opening", "de", "zh")
    stage.promise(stage.wang, "plant", "de", "zh")
    publishing.publish(desk)
    publishing.acknowledge(desk, stage.wang)
    publishing.reached(desk, stage.mueller)
    programme.put(desk, stage.activities["plant"], {"start": f"{NEXT}T10:05"})
    people.correct(desk, stage.petrenko, {"away": f"{DAY}T08:00:00+01:00"})
    interpreter_plan.write(desk, tmp_path / "plan.pdf")
    texts = [bare(page) for page in pages(tmp_path / "plan.pdf")]
    day = next(page for page in texts if "Peoplebytime" in page)
    for word in (
        "Fang Mei",
        "方梅",
        "v1, changed since",
        "v1, told",
        "DE → ZH Eröffnung · Saal · 7",
    ):
        assert bare(word) in day, word
    assert day.count("ill") == 2
    needs = next(page for page in texts if "Needs" in page)
    for word in ("2/2 · Fang Mei, Jürgen Müller", "0/2", "uncovered", "covered", "MHKW Rothensee"):
        assert bare(word) in needs, word
    rules = "".join(page for page in texts if "aiiccanada" in page)
    used = profile.load("")
    for figure in profile_words.figures(used):
        assert bare(f"{figure.text} {figure.value} {figure.source}") in rules
    for words in profile_words.order(used):
        assert bare(words) in rules


def test_a_plan_of_one_day_and_an_empty_one(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "plant", "de", "zh")
    interpreter_plan.write(stage.desk, tmp_path / "plan.pdf", NEXT)
    text = "".join(pages(tmp_path / "plan.pdf"))
    assert "Nothing clashes." in text
    assert "Eröffnung" not in text
    interpreter_plan.write(stage.desk, tmp_path / "none.pdf", "2012-11-21")
    assert "Nothing has to be interpreted." in "".join(pages(tmp_path / "none.pdf"))


def test_more_slots_than_a_page_has_columns_go_on_the_next(stage: Stage, tmp_path: Path) -> None:
    for hour in range(12, 20):
        times = (f"{hour}:30", f"{hour}:50")
        stage.plan(f"Talk {hour}", DAY, *times, "contribution", "de", "Saal")
    interpreter_plan.write(stage.desk, tmp_path / "plan.pdf", DAY)
    texts = pages(tmp_path / "plan.pdf")
    assert sum("People by time" in page for page in texts) == 2
    assert any("19:30–19:50" in page for page in texts)


def test_every_figure_of_every_profile_has_words() -> None:
    named: set[str] = set()
    for name in profile.names():
        one = profile.load(name)
        named |= {field for field in Limits.__slots__ if getattr(one.limits, field)}
        assert all(figure.text and figure.source for figure in profile_words.figures(one))
    assert named


def test_an_exported_plan_has_a_row_for_each_promise_and_each_open_need(
    stage: Stage, tmp_path: Path, clock: Clock
) -> None:
    desk = stage.desk
    own = stage.promise(stage.wang, "opening", "de", "zh", leader="yes")
    publishing.publish(desk)
    clock.at("2012-11-22T08:30:00+01:00")
    publishing.acknowledge(desk, stage.wang)
    rows = plan_files.export(desk, "plan", tmp_path / "plan.csv")
    with (tmp_path / "plan.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert rows == len(table) == 3
    promised = table[0]
    assert (promised["id"], promised["interpreter"], promised["leader"]) == (own, "Fang Mei", "yes")
    assert (promised["version"], promised["acknowledged"]) == ("v1", "v1")
    assert promised["rules"] == "H6 H7" or "H6" in promised["rules"]
    assert promised["state"] == "weak"
    assert {(one["activity"], one["interpreter"], one["state"]) for one in table[1:]} == {
        ("Wasser in Harbin", "", "uncovered"),
        ("MHKW Rothensee", "", "uncovered"),
    }
    assert plan_files.export(desk, "plan", tmp_path / "plan.xlsx") == 3
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:1] == [own]
    assert plan_files.export(desk, "plan", tmp_path / "plan.pdf") == 3
    assert "Clashes" in pages(tmp_path / "plan.pdf")[0]
    for what, ending in (("plan", ".txt"), ("grid", ".pdf")):
        with pytest.raises(DeskError, match="choose of"):
            plan_files.export(desk, what, tmp_path / f"x{ending}")


def test_a_protected_interpreter_is_named_nowhere(stage: Stage, tmp_path: Path) -> None:
    desk = stage.desk
    secret = {"native_name": "канарейка", "phone": "+49 777 123", "agency": "Canary Agency"}
    person = stage.interpreter("Zwiebelturm", "Adele", "", "zh", "de")
    people.correct(desk, person, {**secret, "protected": "yes", "badge_name": "Alias"})
    stage.promise(person, "opening", "de", "zh", leader="yes")
    stage.promise(stage.wang, "opening", "de", "zh")
    plan_files.export(desk, "plan", tmp_path / "p.csv")
    plan_files.export(desk, "grid", tmp_path / "g.csv")
    plan_files.export(desk, "plan", tmp_path / "p.pdf")
    interpreter_sheet.write(desk, tmp_path / "s.pdf")
    interpreter_sheet.write(desk, tmp_path / "s.csv", person)
    interpreter_sheet.write(desk, tmp_path / "s.ics", stage.wang)
    tables = [path.read_text("utf-8-sig") for path in tmp_path.glob("*.[ci]s*")]
    told = bare("".join((*tables, *pages(tmp_path / "p.pdf"), *pages(tmp_path / "s.pdf"))))
    assert "Alias" in told
    for word in ("Zwiebelturm", "Adele", "канарейка", "+49777123", "CanaryAgency"):
        assert word not in told


def test_the_list_of_an_activity_says_what_has_to_be_interpreted(
    stage: Stage, tmp_path: Path
) -> None:
    signature_sheets.write(stage.desk, tmp_path / "s.pdf", stage.activities["plant"])
    assert "To be interpreted, for how many: DE → ZH (3)." in pages(tmp_path / "s.pdf")[0]
