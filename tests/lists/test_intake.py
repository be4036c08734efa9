"""Lists taken in: once, again, newer, undone, and with bad rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checkin import people
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.lists.intake import Intake, take_in
from checkin.model.person import Person
from checkin.verdicts import Verdict

Write = Callable[..., Path]

HEAD = "Nachname;Vorname;Institution;Delegation;E-Mail;Land"


@pytest.fixture
def listed(tmp_path: Path) -> Write:
    """Write a list and return its path."""

    def write(*rows: str, head: str = HEAD, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((head, *rows)) + "\n", "utf-8")
        return path

    return write


def figures(intake: Intake) -> tuple[int, int, int, int]:
    return intake.new, intake.changed, intake.same, len(intake.rejected)


def entries(desk: Desk) -> int:
    return desk.db.execute("SELECT count(*) FROM journal").fetchone()[0]


def the(desk: Desk, name: str) -> Person:
    (person,) = [one for one in desk.find(name) if name in one.whole_name]
    return person


def test_a_list_read_twice_changes_nothing(desk: Desk, listed: Write) -> None:
    path = listed("Müller;Anna;Stadt;;anna@example.org;DE", "Li;Na;;Harbin;;CN")
    assert figures(take_in(desk, path)) == (2, 0, 0, 0)
    before = entries(desk)
    assert figures(take_in(desk, path)) == (0, 0, 2, 0)
    assert entries(desk) == before


def test_a_dry_run_says_what_would_happen_and_does_nothing(desk: Desk, listed: Write) -> None:
    before = entries(desk)
    intake = take_in(desk, listed("Müller;Anna;;;;DE"), dry_run=True)
    assert figures(intake) == (1, 0, 0, 0)
    assert intake.act is None
    assert entries(desk) == before
    assert desk.find("Müller") == []


def test_an_updated_list_changes_what_it_changed_its_mind_about(desk: Desk, listed: Write) -> None:
    head = "Anmeldenummer;" + HEAD
    take_in(desk, listed("7;Müller;Anna;Stadt;;;DE", head=head), source="x")
    intake = take_in(desk, listed("7;Müller;Anna;Land;;;DE", head=head), source="x")
    assert figures(intake) == (0, 1, 0, 0)
    assert the(desk, "Müller").organisation == "Land"
    (difference,) = intake.differences
    assert (difference.field, difference.old, difference.new, difference.kept) == (
        "organisation",
        "Stadt",
        "Land",
        False,
    )


def test_what_the_desk_corrected_stands_against_a_newer_list(desk: Desk, listed: Write) -> None:
    head = "Anmeldenummer;" + HEAD
    take_in(desk, listed("7;Müller;Anna;Stadt;;;DE", head=head), source="x")
    people.correct(desk, the(desk, "Müller").id, {"organisation": "Zoo"})
    intake = take_in(desk, listed("7;Müller;Anna;Land;;;DE", head=head), source="x")
    assert figures(intake) == (0, 0, 1, 0)
    assert the(desk, "Müller").organisation == "Zoo"
    assert [one.kept for one in intake.differences] == [True]


def test_a_newer_list_neither_deletes_nor_resets_a_check_in(desk: Desk, listed: Write) -> None:
    take_in(desk, listed("Müller;Anna;Stadt;;a@x.org;DE", "Li;Na;Amt;;n@x.org;CN"))
    code = desk.badge_code(the(desk, "Müller").id)
    assert scan(desk, code).verdict is Verdict.WELCOME
    intake = take_in(desk, listed("Li;Na;Amt;;n@x.org;CN"))
    assert figures(intake) == (0, 0, 1, 0)
    assert intake.absent == 1
    assert scan(desk, code, at=desk.event.moment("2012-11-22T10:00")).verdict is (
        Verdict.ALREADY_HERE
    )


def test_an_import_undone_is_gone_and_imported_again_is_back(desk: Desk, listed: Write) -> None:
    path = listed("Müller;Anna;Stadt;Harbin;;DE", "Li;Na;Amt;Harbin;;CN")
    take_in(desk, path)
    ids = {one.id for one in desk.find("Harbin")}
    assert len(ids) == 2
    desk.undo()
    assert desk.find("Harbin") == []
    take_in(desk, path)
    assert {one.id for one in desk.find("Harbin")} == ids


def test_two_people_with_one_e_mail_are_two(desk: Desk, listed: Write) -> None:
    path = listed("Müller;Anna;;;office@x.org;DE", "Li;Na;;;office@x.org;CN")
    assert figures(take_in(desk, path)) == (2, 0, 0, 0)


def test_two_wang_wei_of_one_organisation_stay_two(desk: Desk, listed: Write) -> None:
    path = listed("Wang;Wei;Amt;Harbin;;CN", "Wang;Wei;Amt;Harbin;;CN")
    intake = take_in(desk, path)
    assert figures(intake) == (2, 0, 0, 0)
    assert len(intake.likenesses) == 1
    assert figures(take_in(desk, path)) == (0, 0, 2, 0)


def test_two_wang_wei_with_the_e_mail_of_their_delegation_stay_two(
    desk: Desk, listed: Write
) -> None:
    head = "Nachname;Vorname;Institution;Funktion;E-Mail"
    rows = ("Wang;Wei;Amt;Rektor;amt@x.cn", "Wang;Wei;Amt;Dolmetscher;amt@x.cn")
    intake = take_in(desk, listed(*rows, head=head))
    assert figures(intake) == (2, 0, 0, 0)
    assert len(intake.likenesses) == 1
    before = entries(desk)
    assert figures(take_in(desk, listed(*rows, head=head))) == (0, 0, 2, 0)
    assert figures(take_in(desk, listed(*reversed(rows), head=head))) == (0, 0, 2, 0)
    assert entries(desk) == before


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("姓名,拼音,单位", "王伟,Wang Wei,政府"),
        ("单位,姓名拼音,姓名", "政府,Wang Wei,王伟"),
        ("ФИО;Транслитерация;Организация", "王伟;Wang Wei;政府"),
        ("姓,名,拼音,单位", "王,伟,Wang Wei,政府"),
    ],
)
def test_a_name_in_its_own_script_stands_beside_its_latin_form(
    desk: Desk, listed: Write, head: str, row: str
) -> None:
    assert figures(take_in(desk, listed(row, head=head))) == (1, 0, 0, 0)
    (person,) = desk.find("王伟")
    assert (person.whole_name, person.native_name) == ("Wang Wei", "王伟")


def test_nobody_is_matched_on_a_name_alone(desk: Desk, listed: Write) -> None:
    take_in(desk, listed("Anna;Müller", head="Vorname;Nachname"), source="one")
    intake = take_in(desk, listed("Anna;Müller", head="Vorname;Nachname"), source="two")
    assert figures(intake) == (1, 0, 0, 0)
    assert len(intake.likenesses) == 1


def test_people_on_two_lists_have_one_badge(desk: Desk, listed: Write) -> None:
    take_in(desk, listed("Müller;Anna;Stadt;;a@x.org;DE", "Li;Na;Amt;Harbin;;CN"), source="one")
    intake = take_in(
        desk, listed("Müller;Anna;Stadt;;a@x.org;DE", "Li;Na;Amt;Harbin;;CN"), source="two"
    )
    assert intake.new == 0
    assert desk.db.execute("SELECT count(*) FROM person").fetchone()[0] == 2


def test_a_known_id_with_an_unlike_name_is_a_conflict(desk: Desk, listed: Write) -> None:
    head = "Anmeldenummer;" + HEAD
    take_in(desk, listed("7;Müller;Anna;;;;DE", head=head), source="x")
    intake = take_in(desk, listed("7;Zhang;Wei;;;;CN", "8;Li;Na;;;;CN", head=head), source="x")
    assert figures(intake) == (1, 0, 0, 1)
    (problem,) = intake.rejected
    assert (problem.line, problem.column) == (2, "Anmeldenummer")
    assert "Anna Müller" in problem.reason
    assert the(desk, "Müller").country == "DE"


def test_a_corrected_spelling_under_a_known_id_is_a_change(desk: Desk, listed: Write) -> None:
    head = "Anmeldenummer;" + HEAD
    take_in(desk, listed("7;Schewtschenko;Taras;;;;UA", head=head), source="x")
    intake = take_in(desk, listed("7;Shevchenko;Taras;;;;UA", head=head), source="x")
    assert figures(intake) == (0, 1, 0, 0)


def test_bad_rows_go_to_a_file_with_their_reason_and_only_their_mapped_columns(
    desk: Desk, listed: Write, tmp_path: Path
) -> None:
    path = listed(
        ";;Stadt;DE;P1234567",
        "Li;Na;Amt;CN;P7654321",
        head="Nachname;Vorname;Institution;Land;Reisepass",
    )
    out = tmp_path / "rejected.csv"
    intake = take_in(desk, path, rejected=out)
    assert figures(intake) == (1, 0, 0, 1)
    text = out.read_text("utf-8-sig")
    assert "Stadt" in text
    assert "P1234567" not in text
    assert b"P7654321" not in desk.path.read_bytes()
    assert b"P7654321" not in Path(f"{desk.path}-wal").read_bytes()


def test_only_explicitly_mapped_columns_are_read(desk: Desk, listed: Write) -> None:
    take_in(desk, listed("Müller;Anna;Stadt;;a@x.org;DE"), pairs={"family": "Nachname"})
    person = the(desk, "Müller")
    assert (person.given, person.organisation, person.email) == ("", "", "")


def test_a_file_without_a_name_column_is_refused_whole(desk: Desk, listed: Write) -> None:
    before = entries(desk)
    with pytest.raises(DeskError, match=r"list\.csv"):
        take_in(desk, listed("DE", head="Land"))
    assert entries(desk) == before


def test_programme_places_and_bookings_find_each_other(desk: Desk, listed: Write) -> None:
    take_in(desk, listed("Hafen;30", head="Ort;Kapazität", name="orte.csv"), "places")
    take_in(
        desk,
        listed(
            "V1;23.11.2012;11:00;12:00;Übergabe;Hafen;2",
            head="Kennung;Datum;Beginn;Ende;Titel;Ort;Plätze",
            name="programm.csv",
        ),
        "programme",
    )
    take_in(desk, listed("Müller;Anna;Stadt;;a@x.org;DE", "Li;Na;Amt;;;CN"))
    rows = ("Müller;Anna;V1;gebucht", "Li;Na;V9;gebucht", "Nie;Mand;V1;gebucht")
    path = listed(*rows, head="Nachname;Vorname;Veranstaltung;Status", name="b.csv")
    intake = take_in(desk, path, "bookings")
    assert figures(intake) == (1, 0, 0, 2)
    assert [one.column for one in intake.rejected] == ["Veranstaltung", "Nachname"]
    assert figures(take_in(desk, path, "bookings")) == (0, 0, 1, 2)
    (row,) = desk.db.execute("SELECT person, activity, status FROM booking").fetchall()
    activity = desk.activity(row[1])
    assert (desk.person(row[0]).family, activity.title, row[2]) == ("Müller", "Übergabe", "booked")
    assert desk.place(activity.place).capacity == "30"
    assert activity.start == "2012-11-23T11:00:00+01:00"


def test_interpreters_are_people_with_that_role(desk: Desk, listed: Write) -> None:
    take_in(
        desk,
        listed("Wen;Schröder;de;zh en", head="Vorname;Nachname;A-Sprache;C-Sprachen"),
        "interpreters",
    )
    person = the(desk, "Schröder")
    assert (person.role, person.languages_a, person.languages_c) == ("interpreter", "de", "zh en")


def test_what_looks_like_a_formula_or_markup_is_kept_as_it_is(desk: Desk, listed: Write) -> None:
    take_in(desk, listed("<b>Müller</b>;Anna;=1+1;;a@x.org;DE"))
    person = the(desk, "Müller")
    assert (person.family, person.organisation) == ("<b>Müller</b>", "=1+1")
