"""What a desk writes for others: every list, in every preset, and read back again."""

from __future__ import annotations

import csv
import gc
import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from checkin import people
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.founding import found
from checkin.journal.entry import Fact, fresh
from checkin.lists.exports import export
from checkin.lists.intake import take_in
from checkin.model.delegation import delegation_subject
from tests.conftest import Clock


@pytest.fixture
def desk(desk: Desk, clock: Clock) -> Desk:
    """Let the desk of the congress stand at nine on its second day."""
    clock.at("2012-11-22T09:00:00+01:00")
    return desk


def enter(desk: Desk, **fields: str) -> str:
    subject = fresh("p")
    desk.write(Fact("registered", subject, {"set": fields}))
    return subject


def read(desk: Desk, what: str, preset: str = "raw", at: str = "") -> list[dict[str, str]]:
    """Export as CSV and read it as another program would."""
    path = desk.path.parent / f"{what}.csv"
    count = export(desk, what, path, preset, desk.event.moment(at) if at else None)
    delimiter = ";" if preset == "excel-de" else ","
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    assert len(rows) == count
    return rows


def test_people_have_every_field_their_code_and_both_names(desk: Desk) -> None:
    harbin = delegation_subject(desk.key, "Harbin")
    desk.write(Fact("registered", harbin, {"set": {"title": "Harbin"}}))
    subject = enter(
        desk, family="王", given="伟", badge_name="Wang Wei", delegation=harbin, phone="+86 451 1"
    )
    scan(desk, desk.badge_code(subject))
    (row,) = read(desk, "people")
    assert row["id"] == subject
    assert row["code"] == desk.badge_code(subject)
    assert (row["registered_name"], row["badge_name"]) == ("王伟", "Wang Wei")
    assert (row["delegation"], row["issue"], row["here"]) == ("Harbin", "1", "yes")
    assert row["phone"] == "+86 451 1"


def test_erased_and_unknown_people_are_not_listed(desk: Desk) -> None:
    kept, erased = enter(desk, family="Kept"), enter(desk, family="Erased")
    desk.write(Fact("erased", erased, {}))
    assert [row["id"] for row in read(desk, "people")] == [kept]


@pytest.mark.parametrize("preset", ["excel-de", "excel-zh"])
def test_spreadsheets_take_no_text_for_a_formula(desk: Desk, preset: str) -> None:
    enter(desk, family='=HYPERLINK("x")', note="@all", phone="+86 451 1")
    (row,) = read(desk, "people", preset)
    assert row["family"] == '\'=HYPERLINK("x")'
    assert (row["note"], row["phone"]) == ("'@all", "'+86 451 1")


@pytest.mark.parametrize("preset", ["raw", "excel-de", "excel-zh"])
def test_people_come_back_as_they_were(desk: Desk, tmp_path: Path, preset: str) -> None:
    fields = {
        "family": 'Mül;ler, "Jr"',
        "given": "=Anna",
        "native_name": "王伟",
        "organisation": "-Stadt Magdeburg",
        "country": "DE",
        "languages": "de en",
        "phone": "+49 391 1",
        "note": "@table 3",
        "role": "speaker",
        "email": "a@example.org",
    }
    enter(desk, **fields)
    path = tmp_path / "people.csv"
    export(desk, "people", path, preset)
    with found(
        tmp_path / "other.checkin",
        title="Other",
        first=date(2013, 1, 1),
        last=date(2013, 1, 1),
        zone_name="Europe/Berlin",
        label="B",
        state=tmp_path / "state",
    ) as other:
        take_in(other, path, kind="people")
        columns = ", ".join(fields)
        rows = other.db.execute(f"SELECT {columns} FROM person").fetchall()  # noqa: S608
    assert rows == [tuple(fields.values())]


def test_attendance_is_a_row_for_each_activity_and_undone_ones_are_marked(desk: Desk) -> None:
    came = enter(desk, family="Came", given="Anna", country="DE")
    undone = enter(desk, family="Undone")
    scan(desk, desk.badge_code(came), at=desk.event.moment("2012-11-22T08:30"))
    scan(desk, desk.badge_code(came), out=True, at=desk.event.moment("2012-11-22T12:00"))
    scan(desk, desk.badge_code(came), at=desk.event.moment("2012-11-23T08:30"))
    scan(desk, desk.badge_code(undone), at=desk.event.moment("2012-11-22T09:00"))
    desk.undo()
    first, second, third = read(desk, "attendance", at="2012-11-23T10:00")
    assert first["name"] == "Anna Came"
    assert (first["first_in"], first["last_out"]) == (
        "2012-11-22T08:30:00+01:00",
        "2012-11-22T12:00:00+01:00",
    )
    assert (first["desk"], first["times"], first["here"], first["state"]) == ("A", "1", "no", "")
    assert {first["activity"], second["activity"]} == {"2012-11-22", "2012-11-23"}
    assert (third["id"], third["state"], third["first_in"]) == (
        undone,
        "undone",
        "2012-11-22T09:00:00+01:00",
    )


def test_attendance_as_of_a_past_time_knows_no_later_departure(desk: Desk) -> None:
    came = enter(desk, family="Came")
    scan(desk, desk.badge_code(came), at=desk.event.moment("2012-11-22T08:30"))
    scan(desk, desk.badge_code(came), out=True, at=desk.event.moment("2012-11-22T12:00"))
    (row,) = read(desk, "attendance", at="2012-11-22T10:00")
    assert (row["here"], row["last_out"]) == ("yes", "")
    assert read(desk, "attendance", at="2012-11-22T08:00") == []


def test_the_log_holds_every_entry_with_its_act(desk: Desk) -> None:
    subject = enter(desk, family="Anna")
    answer = scan(desk, desk.badge_code(subject))
    desk.undo()
    rows = read(desk, "log")
    entries = desk.db.execute("SELECT count(*) FROM journal").fetchone()[0]
    assert len(rows) == entries
    (arrived,) = (row for row in rows if row["kind"] == "arrived")
    assert (arrived["id"], arrived["act"], arrived["undone"]) == (answer.entry, answer.act, "yes")
    assert (arrived["desk"], arrived["subject"]) == ("A", subject)
    assert arrived["time"] == "2012-11-22T08:00:00.000+00:00"
    assert json.loads(arrived["data"])["activity"] == answer.activity


def test_interpreters_are_listed_with_their_languages(desk: Desk) -> None:
    enter(desk, family="Listener")
    enter(desk, family="Li", given="Na", role="interpreter", languages="zh de", languages_a="zh")
    (row,) = read(desk, "interpreters")
    assert (row["name"], row["languages"], row["languages_a"]) == ("Na Li", "zh de", "zh")


def test_conflicts_are_told_in_words_with_desks_times_and_values(desk: Desk) -> None:
    subject = enter(desk, family="Anna")
    desk.write(Fact("changed", subject, {"set": {"family": "Anne"}}))
    people.cancel(desk, subject)
    said = {"activity": desk.day(desk.this_moment()), "at": desk.this_moment().isoformat()}
    desk.write(Fact("arrived", subject, said))
    present, field = read(desk, "conflicts")
    assert (present["what"], present["desks"], present["times"]) == (
        "cancelled-present",
        "A",
        said["at"],
    )
    assert present["text"] == "The person had cancelled and came all the same."
    assert (field["field"], field["values"], field["desks"]) == ("family", "Anne, Anna", "A, A")
    assert "“family”" in field["text"]


def test_the_conflicts_that_people_rarely_see_have_words_too(desk: Desk) -> None:
    subject, day = enter(desk, family="Anna"), desk.day(desk.this_moment())
    details = {
        "twice": (
            subject,
            day,
            '["A","2012-11-22T08:00:00+01:00","B","2012-11-22T08:01:00+01:00"]',
        ),
        "fork": ("none", desk.replica, "[7,2]"),
        "odd": (subject, "", "something"),
    }
    with desk.act():
        for what, (whose, field, detail) in details.items():
            desk.db.execute("INSERT INTO conflict VALUES (?,?,?,?)", (whose, what, field, detail))
    told = {row["what"]: row for row in read(desk, "conflicts")}
    assert "2012-11-22: a copied badge?" in told["twice"]["text"]
    assert told["twice"]["desks"] == "A, B"
    assert (told["fork"]["desks"], told["fork"]["values"]) == ("A", "7, 2")
    assert told["odd"]["text"] == "Something to look at: odd."


def test_a_workbook_keeps_text_as_text(desk: Desk, tmp_path: Path) -> None:
    enter(desk, family="=1+1", phone="0391 5")
    path = tmp_path / "people.XLSX"
    assert export(desk, "people", path) == 1
    header, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    told = dict(zip(header, row, strict=True))
    assert (told["family"], told["phone"]) == ("=1+1", "0391 5")


@pytest.mark.parametrize(
    ("what", "name", "preset"),
    [("shoes", "a.csv", "raw"), ("people", "a.pdf", "raw"), ("people", "a.csv", "cp1252")],
)
def test_what_cannot_be_written_is_refused_with_the_choices(
    desk: Desk, tmp_path: Path, what: str, name: str, preset: str
) -> None:
    with pytest.raises(DeskError, match="choose of: "):
        export(desk, what, tmp_path / name, preset)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("what", ["people", "attendance", "log", "interpreters", "conflicts"])
def test_progress_is_told_and_changes_nothing(desk: Desk, tmp_path: Path, what: str) -> None:
    for n in range(3):
        scan(desk, desk.badge_code(enter(desk, family=f"Guest {n}", role="interpreter")))
    told: list[tuple[int, int]] = []
    for name in ("one.csv", "two.csv"):
        export(desk, what, tmp_path / name, progress=lambda done, of: told.append((done, of)))
    if what != "conflicts":
        assert told[0][0] == 0
        assert told[0][1] >= 3
    export(desk, what, tmp_path / "plain.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "plain.csv").read_bytes()


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_a_list_that_is_stopped_leaves_the_old_file_and_no_other(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    def progress(_done: int, _of: int) -> None:
        raise StoppedError("Stopped.")

    enter(desk, family="Guest")
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("old")
    with pytest.raises(StoppedError):
        export(desk, "people", out / name, progress=progress)
    gc.collect()
    assert [(file.name, file.read_text()) for file in out.iterdir()] == [(name, "old")]
    assert export(desk, "people", out / name) == 1


@pytest.mark.parametrize("what", ["people", "interpreters", "log", "conflicts"])
def test_whom_somebody_excludes_leaves_the_desk_by_code_alone(desk: Desk, what: str) -> None:
    fields = {"exclusions": "2 Canary; Canary; Nr. 3 Canary, who drinks"}
    subject = enter(desk, family="Pan", role="interpreter", **fields)
    desk.write(Fact("changed", subject, {"set": {"exclusions": "4 Canary"}}))
    desk.write(Fact("changed", subject, {"set": fields}))
    rows = read(desk, what)
    assert "Canary" not in repr(rows)
    if what in {"people", "interpreters"}:
        assert [row["exclusions"] for row in rows] == ["2; 3"]
    if what == "log":
        assert [json.loads(row["data"])["set"]["exclusions"] for row in rows[-2:]] == ["4", "2; 3"]


def test_codes_that_are_read_back_unsay_no_exclusion(desk: Desk, tmp_path: Path) -> None:
    subject = enter(desk, family="Pan", role="interpreter", exclusions="2 Harbin")
    path = tmp_path / "interpreters.csv"
    export(desk, "interpreters", path, "raw")
    take_in(desk, path, kind="interpreters")
    rows = desk.db.execute("SELECT exclusions FROM person WHERE exclusions <> ''").fetchall()
    assert rows == [("2 Harbin",)]
    path.write_text("family,exclusions\nWang,3 Pan\n", "utf-8")
    take_in(desk, path, kind="interpreters")
    query = "SELECT exclusions FROM person WHERE family = 'Wang'"
    assert desk.db.execute(query).fetchall() == [("3 Pan",)]
    known = desk.person(subject)
    assert known
    assert known.exclusions == "2 Harbin"
