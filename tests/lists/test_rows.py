"""Rows of other people's lists turn into our fields, or into problems that say why not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from checkin.errors import DeskError
from checkin.lists import mapping, rows
from checkin.lists.rows import Problem, Row
from checkin.tables import reading


def understood(
    tmp_path: Path, text: str, kind: str = "people", pairs: Mapping[str, str] | None = None
) -> list[Row | Problem]:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode())
    table = reading.read(path)
    columns = (
        mapping.explicit(table.header, kind, pairs)
        if pairs
        else mapping.recognise(table.header, kind)
    )
    return list(rows.mapped(table, columns, kind))


def fields(found: list[Row | Problem]) -> list[dict[str, str]]:
    assert all(isinstance(row, Row) for row in found), found
    return [row.fields for row in found if isinstance(row, Row)]


def problem(found: list[Row | Problem]) -> Problem:
    (one,) = [row for row in found if isinstance(row, Problem)]
    return one


def test_a_plain_german_list(tmp_path: Path) -> None:
    text = (
        "Nr;Nachname;Vorname;Titel;Institution;Land;Sprachen;Rolle;Passnummer\n"
        "1;Müller;Anna;Dr.;Uni;Großbritannien;Deutsch, Chinesisch;Referentin;X123\n"
    )
    found = understood(tmp_path, text)
    assert fields(found) == [
        {
            "family": "Müller",
            "given": "Anna",
            "title": "Dr.",
            "organisation": "Uni",
            "country": "GB",
            "languages": "de zh",
            "role": "speaker",
        }
    ]
    assert "X123" not in str(found)


def test_chinese_and_russian_headings(tmp_path: Path) -> None:
    chinese = "编号,姓名,单位,国家,语言\n7,欧阳修,水务集团,中国,中文\n"
    assert fields(understood(tmp_path, chinese)) == [
        {
            "source_id": "7",
            "name": "欧阳修",
            "native_name": "欧阳修",
            "organisation": "水务集团",
            "country": "CN",
            "languages": "zh",
        }
    ]
    russian = "Фамилия;Имя;Отчество;Должность;Страна\nИванов;Пётр;Ильич;мэр;Украина\n"
    assert fields(understood(tmp_path, russian)) == [
        {"family": "Иванов", "given": "Пётр", "middle": "Ильич", "position": "мэр", "country": "UA"}
    ]


PRETIX = (
    "Order code,Position ID,Attendee name,Attendee name: Family name,Attendee name: Given name,"
)
PRETIX += "Product,E-mail,Secret,Status\n"


def test_pretix_gives_order_and_position_as_id_and_the_secret_as_code(tmp_path: Path) -> None:
    text = PRETIX + "ABC,2,Anna Weiß,Weiß,Anna,Speaker ticket,a@b.c,s3cr,canceled\n"
    assert fields(understood(tmp_path, text)) == [
        {
            "source_id": "ABC-2",
            "code": "s3cr",
            "family": "Weiß",
            "given": "Anna",
            "role": "speaker",
            "email": "a@b.c",
            "status": "cancelled",
        }
    ]


def test_an_order_code_without_position_is_nobodys_id(tmp_path: Path) -> None:
    text = "Order code,Attendee name,Product,Secret\nABC,Anna,x,s1\nABC,Otto,x,s2\n"
    assert [row["source_id"] for row in fields(understood(tmp_path, text))] == ["s1", "s2"]
    text = "Order code,Attendee name,Product\nABC,Anna,x\n"
    assert "source_id" not in fields(understood(tmp_path, text))[0]


@pytest.mark.parametrize(
    ("header", "preset"),
    [
        (PRETIX.strip(), "pretix"),
        ("Bestellnummer,Name des Teilnehmers,Produkt", "pretix"),
        ("ID,Name,Affiliation,Registration date", "indico"),
        ("personID,firstname,name,organisation", "conftool"),
        ("Teilnehmer-ID,Nachname,Vorname,Land (ISO)", "converia"),
        ("Attendee #,First Name,Last Name,Ticket Type", "eventbrite"),
        ("Nachname,Vorname,Institution", "excel-de"),
        ("foo,bar", ""),
    ],
)
def test_systems_are_known_by_their_headings(header: str, preset: str) -> None:
    assert mapping.recognise(header.split(","), "people").preset == preset


def test_unknown_countries_and_words_are_kept_or_told(tmp_path: Path) -> None:
    text = "Name,Country,Languages,Role\nAnna,Atlantis,de Klingon,Wizard\n"
    (row,) = understood(tmp_path, text)
    assert isinstance(row, Row)
    assert row.fields == {"name": "Anna", "country_text": "Atlantis", "languages": "de"}
    assert len(row.notes) == 3


def test_a_row_without_a_name_is_a_problem_and_keeps_only_mapped_cells(tmp_path: Path) -> None:
    found = understood(tmp_path, "Name,City,Passport\nAnna,Ulm,P1\n,Köln,P2\n")
    assert problem(found) == Problem(3, "Name", "The row has no name.", ("", "Köln"))


def test_na_is_nothing_only_where_it_is_frequent(tmp_path: Path) -> None:
    people = "".join(f"Anna,NA,{'NA' if n == 1 else 'CN'}\n" for n in range(10))
    found = fields(understood(tmp_path, "Name,City,Country\n" + people))
    assert "city" not in found[0]
    assert [row["country"] for row in found[:2]] == ["CN", "NA"]


def test_with_a_map_only_its_columns_are_read(tmp_path: Path) -> None:
    text = "Name,E-Mail,City\nAnna,a@b,Ulm\n"
    found = understood(tmp_path, text, pairs={"name": "NAME", "city": "3"})
    assert fields(found) == [{"name": "Anna", "city": "Ulm"}]


@pytest.mark.parametrize(
    ("pairs", "near"),
    [({"nmae": "Name"}, "“name”"), ({"name": "Nmae"}, "“Name”"), ({"name": "9"}, "There are")],
)
def test_a_wrong_map_is_refused_with_the_nearest_word(pairs: dict[str, str], near: str) -> None:
    with pytest.raises(DeskError, match=near):
        mapping.explicit(("Name", "City"), "people", pairs)


def test_two_columns_of_one_heading_need_a_number() -> None:
    with pytest.raises(DeskError, match="number"):
        mapping.explicit(("Name", "Name"), "people", {"name": "name"})


def test_a_list_without_a_name_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"list\.csv has no column for name"):
        understood(tmp_path, "City,Country\nUlm,DE\n")


@pytest.mark.parametrize(
    ("line", "column"),
    [("Anna,Ulm,x,y", "City"), ("x" * 9000 + ",Ulm", "Name")],
)
def test_rows_that_do_not_fit_are_problems(tmp_path: Path, line: str, column: str) -> None:
    assert problem(understood(tmp_path, f"Name,City\n{line}\n")).column == column


def test_a_damaged_cell_is_a_problem_of_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Name,City\nMüller,Köln\nWeiß,Ulm\n".encode() * 9 + b"Sch\xf6n,Ulm\n")
    table = reading.read(path)
    found = list(rows.mapped(table, mapping.recognise(table.header, "people"), "people"))
    assert problem(found).column == "Name"


def test_a_programme_has_times_on_its_days(tmp_path: Path) -> None:
    text = (
        "Tag;Uhrzeit;Titel;Title (English);Art;Raum;Plätze;Feste Zeit\n"
        "22.11.2012;09:00-10:30;Eröffnung;Opening;Empfang;Saal 1;120 Personen;ja\n"
        ";11 Uhr;Vortrag;;Vortrag;;;nein\n"
    )
    first, second = fields(understood(tmp_path, text, "programme"))
    assert first == {
        "day": "2012-11-22",
        "start": "2012-11-22T09:00",
        "end": "2012-11-22T10:30",
        "title": "Eröffnung",
        "title_en": "Opening",
        "kind": "ceremony",
        "place": "Saal 1",
        "capacity": "120",
        "hard_time": "yes",
    }
    assert (second["start"], second["kind"]) == ("2012-11-22T11:00", "contribution")


def test_slashed_dates_are_read_as_their_column_says(tmp_path: Path) -> None:
    text = "Title,Date\nA,11/1/2012\n"
    assert "day and month" in problem(understood(tmp_path, text, "programme")).reason
    assert [
        row["day"] for row in fields(understood(tmp_path, text + "B,11/22/2012\n", ("programme")))
    ] == [
        "2012-11-01",
        "2012-11-22",
    ]
    assert [
        row["day"] for row in fields(understood(tmp_path, text + "B,22/11/2012\n", ("programme")))
    ] == [
        "2012-01-11",
        "2012-11-22",
    ]


@pytest.mark.parametrize("cells", [",,x", "A,someday,x", "A,22.11.2012,many"])
def test_a_programme_row_at_fault_is_a_problem(tmp_path: Path, cells: str) -> None:
    assert problem(understood(tmp_path, f"Title,Date,Capacity\n{cells}\n", "programme"))


def test_ticks_in_a_column_per_activity_are_bookings(tmp_path: Path) -> None:
    text = (
        "E-Mail;Name;Hafen;MHKW;Ausweisnr\n"
        "a@b;Anna;x;Warteliste;P1\nc@d;Otto;nein;;P2\ne@f;Ida;1;ja;P3\n"
    )
    found = understood(tmp_path, text, "bookings")
    assert [(r["name"], r["activity"], r["status"]) for r in fields(found)] == [
        ("Anna", "Hafen", "booked"),
        ("Anna", "MHKW", "waiting"),
        ("Ida", "Hafen", "booked"),
        ("Ida", "MHKW", "booked"),
    ]
    assert "P1" not in str(found)
    one = understood(tmp_path, text, "bookings", {"email": "E-Mail", "activity:a-port": "Hafen"})
    assert [row["activity"] for row in fields(one)] == ["a-port", "a-port"]


@pytest.mark.parametrize("line", [",x,booked", "a@b,,booked", "a@b,x,perhaps"])
def test_a_booking_row_at_fault_is_a_problem(tmp_path: Path, line: str) -> None:
    assert problem(understood(tmp_path, f"Email,Activity,Status\n{line}\n", "bookings"))


def test_the_source_is_the_system_or_a_digest_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Foo,Name\nx,Anna\n")
    table = reading.read(path)
    name = mapping.source_name(table, mapping.recognise(table.header, "people"))
    assert name.startswith("header-")
    assert mapping.source_name(table, mapping.Mapping("pretix", {})) == "pretix"


def test_rejected_rows_come_with_line_column_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    problems = [Problem(7, "Name", "The row has no name.", ("", "=1+1"))]
    assert rows.write_rejected(path, ("Name", "City"), problems) == 1
    assert path.read_text("utf-8-sig") == (
        "line,column,reason,Name,City\n7,Name,The row has no name.,,'=1+1\n"
    )


def test_consents_to_photos_are_words_of_ours_and_what_else_is_said_is_kept(
    tmp_path: Path,
) -> None:
    text = (
        "Name,Fotoerlaubnis\nLi Na,ja\nWang Wei,Nein\nKim Lee,gefragt\n"
        "Eva Berg,nur in der Gruppe\nUwe Kolb,\n"
    )
    found = understood(tmp_path, text)
    assert [row.get("consents", "") for row in fields(found)] == [
        "photo",
        "no-photo",
        "photo-asked",
        "nur in der Gruppe",
        "",
    ]
    assert [bool(row.notes) for row in found if isinstance(row, Row)] == [
        *(False, False, False, True, False),
    ]


def test_a_visit_may_have_a_letter_for_badges(tmp_path: Path) -> None:
    text = "Titel;Art;Buchstabe\nKlärwerk;Besichtigung;K\n"
    (visit,) = fields(understood(tmp_path, text, "programme"))
    assert (visit["kind"], visit["letter"]) == ("site-visit", "K")
