"""Before a list is taken in one sees how it reads, and which column is what."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.lists import mapping, preview, roster
from checkin.tables import reading

HEAD = "Nachname;Vorname;Institution;Spalte;Spalte"


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_the_three_best_code_pages_show_the_same_names(tmp_path: Path) -> None:
    rows = "Бондаренко;Олексій\nSmith;John\nТкаченко;Оксана\n"
    path = written(tmp_path, f"Nachname;Vorname\n{rows}", "cp1251")
    first, second, third = preview.pages(reading.read(path))
    assert (first.encoding, first.names) == ("cp1251", ("Бондаренко Олексій", "Ткаченко Оксана"))
    for other in (second, third):
        assert len(other.names) == 2
        assert other.names != first.names


def test_names_that_tell_the_code_pages_apart_come_first(tmp_path: Path) -> None:
    rows = "Müller;Anna\nBöhm;Ina\nGarçon;Zoé\nLefèvre;Noël\n"
    western, *others = preview.pages(
        reading.read(written(tmp_path, f"Nachname;Vorname\n{rows}", "cp1252"))
    )
    assert western.encoding == "cp1252"
    baltic = next(page for page in others if page.encoding == "cp1257")
    assert western.names[0] in {"Garçon Zoé", "Lefèvre Noël"}
    assert western.names[0] != baltic.names[0]
    assert {"Müller Anna", "Böhm Ina"} <= {*western.names}


def test_a_proved_encoding_offers_no_other(tmp_path: Path) -> None:
    assert preview.pages(reading.read(written(tmp_path, "Name\nMüller\n"))) == ()
    assert preview.pages(reading.pasted("Name\nMüller\n")) == ()


def test_doubt_in_other_columns_is_shown_where_all_names_are_plain(tmp_path: Path) -> None:
    path = written(tmp_path, "Name;Ort\nMeier;Köln\nBerg;Ulm\n", "cp1252")
    assert preview.pages(reading.read(path))[0].names == ("Meier Köln",)


def test_columns_come_with_their_field_and_first_different_values(tmp_path: Path) -> None:
    text = f"{HEAD}\nMüller;Anna;Stadt;x;\nMeier;Anna;Stadt;y;z\n"
    table = reading.read(written(tmp_path, text))
    known = mapping.recognise(table.header, "people")
    assert [(one.heading, one.field, one.samples) for one in preview.columns(table, known)] == [
        ("Nachname", "family", ("Müller", "Meier")),
        ("Vorname", "given", ("Anna",)),
        ("Institution", "organisation", ("Stadt",)),
        ("Spalte", "", ("x", "y")),
        ("Spalte", "", ("z",)),
    ]
    assert [record.line for record in preview.rows(table, 1)] == [2]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Nachname;Vorname;Institution", "people"),
        ("Delegation;Kurzname;Land;Leitung;Rang", "delegations"),
        ("Kennung;Datum;Beginn;Ende;Titel;Ort", "programme"),
        ("Name;Adresse;Art;Zulässige Personen", "places"),
        ("Nachname;Vorname;A-Sprache;B-Sprache;Dolmetschart", "interpreters"),
        ("Nachname;Veranstaltung;Status", "bookings"),
        ("foo;bar", "people"),
    ],
)
def test_the_headings_tell_the_kind_of_list(header: str, kind: str) -> None:
    assert preview.likeliest(header.split(";")) == kind


def test_columns_headed_by_what_is_planned_are_bookings(desk: Desk) -> None:
    header = ["Nachname", "Vorname", "E-Mail", "Wobau", "Getec", "Hafen"]
    assert preview.likeliest(header, desk) == "people"
    for title in ("Wobau", "Getec"):
        desk.write(Fact("planned", fresh("a"), {"set": {"title": title, "kind": "site-visit"}}))
    assert preview.likeliest(header, desk) == "bookings"


def test_a_mapping_is_kept_for_the_next_list_of_its_source(desk: Desk, tmp_path: Path) -> None:
    table = reading.read(written(tmp_path, f"{HEAD}\nA;B;C;D;E\n"))
    usual = mapping.recognise(table.header, "people")
    assert preview.recognised(desk, table, "people") == usual
    own = mapping.Mapping("", {"given": 0, "family": 1, "city": 4})
    preview.remember(desk, table, "people", own)
    again = reading.read(written(tmp_path, f"{HEAD}\nX;Y;;;Z\n"))
    with Desk(desk.path) as other:
        assert preview.recognised(other, again, "people").columns == own.columns
        assert preview.recognised(other, again, "interpreters").columns == usual.columns
    listed = roster.Roster(again, "people", preview.recognised(desk, again, "people"), "x")
    (row,) = listed.rows()
    assert row.fields == {"given": "X", "family": "Y", "city": "Z"}
    preview.remember(desk, table, "people", usual)
    assert preview.recognised(desk, table, "people") == usual
    assert store.recall(desk.db, "digest") == store.memory_digest(desk.db)


@pytest.mark.parametrize("kept", ["{", "[1]", '{"family": "Gone"}', '{"nofield": "Nachname"}'])
def test_a_memory_that_does_not_fit_is_passed_over(desk: Desk, tmp_path: Path, kept: str) -> None:
    table = reading.read(written(tmp_path, f"{HEAD}\nA;B;C;D;E\n"))
    usual = mapping.recognise(table.header, "people")
    key = f"mapping people {mapping.source_name(table, usual)}"
    store.remember(desk.db, **{key: kept})
    assert preview.recognised(desk, table, "people") == usual


def test_ticks_of_bookings_are_kept_too(desk: Desk) -> None:
    table = reading.pasted("Nachname\tVorname\tPort\tWerk\nA\tB\tx\t\n")
    own = mapping.Mapping("", {"family": 0, "given": 1}, {3: "Werk"})
    preview.remember(desk, table, "bookings", own)
    assert preview.recognised(desk, table, "bookings").options == {3: "Werk"}
