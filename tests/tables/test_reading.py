"""Lists of whatever make become a table, or are refused in one sentence."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from checkin.errors import DeskError
from checkin.tables import reading


def written(tmp_path: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(table: reading.Table) -> list[tuple[str, ...]]:
    return [record.cells for record in table.records()]


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(DeskError) as caught:
        list(reading.read(path, **options).records())
    assert path.name in str(caught.value)
    return str(caught.value)


def test_lines_are_physical_and_records_come_again(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name;Note\r\nA;"one\r\ntwo"\r\n\r\n;;;\r\nB;x\r\n')
    table = reading.read(path)
    for _time in range(2):
        assert [(r.line, r.cells) for r in table.records()] == [
            (2, ("A", "one two")),
            (6, ("B", ("x"))),
        ]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_line_end_is_one(tmp_path: Path, end: str) -> None:
    table = reading.read(written(tmp_path, end.join(["Name,City", "A,B", "C,D"])))
    assert [(r.line, r.cells) for r in table.records()] == [(2, ("A", "B")), (3, ("C", "D"))]


def test_a_first_line_sep_decides(tmp_path: Path) -> None:
    table = reading.read(written(tmp_path, "\ufeffsep=|\r\nName|City\r\nA,a|B\r\n"))
    assert (table.delimiter, table.header, table.header_line) == ("|", ("Name", "City"), 2)
    assert rows(table) == [("A,a", "B")]


def test_the_header_may_stand_below_a_title(tmp_path: Path) -> None:
    text = "Teilnehmerliste 2012;;\nStand: heute;;\n\nNachname;Vorname;Ort\nMüller;Anna;Ulm\n"
    table = reading.read(written(tmp_path, text))
    assert (table.header, table.header_line) == (("Nachname", "Vorname", "Ort"), 4)
    assert rows(table) == [("Müller", "Anna", "Ulm")]


def test_several_rows_of_headings_are_one_header(tmp_path: Path) -> None:
    text = (
        "Person;;Kontakt;\nNachname;Vorname;E-Mail;\n"
        "Family name;Given name;E-mail;Country\nA;B;c@d;DE\n"
    )
    table = reading.read(written(tmp_path, text))
    assert table.header == ("Nachname", "Vorname", "E-Mail", "Country")
    assert rows(table) == [("A", "B", "c@d", "DE")]


def test_a_list_without_headings_has_numbered_columns(tmp_path: Path) -> None:
    table = reading.read(written(tmp_path, "Anna,Weiß,anna@x.org\nOtto,Kurz,otto@x.org\n"))
    assert table.header == ("1", "2", "3")
    assert len(rows(table)) == 2


def test_a_comma_in_a_list_of_one_column_is_no_separator(tmp_path: Path) -> None:
    table = reading.read(written(tmp_path, "Name\nMüller, Anna\nKurz, Otto\n"))
    assert (table.header, table.delimiter) == (("Name",), "")
    assert rows(table) == [("Müller, Anna",), ("Kurz, Otto",)]


def test_what_hides_in_cells_is_taken_off_and_the_rest_untouched(tmp_path: Path) -> None:
    text = (
        "\ufeffNa\u200bme,Ph\x00one,Note,Code\n"
        "\xa0\u200b  Mu\u0308ller \u3000,+49  391,\u202eevil\u202c\x07,007\n"
        "\ufeff\"A, B\",'=1+1,'=+49,'s-Gravenhage\n"
    )
    assert rows(reading.read(written(tmp_path, text))) == [
        ("Müller", "+49  391", "evil", "007"),
        ("A, B", "=1+1", "=+49", "'s-Gravenhage"),
    ]


def test_full_width_headings_are_headings(tmp_path: Path) -> None:
    table = reading.read(written(tmp_path, "x;y\nＮａｍｅ;\xa0Ｅ－Ｍａｉｌ\nA;b@c\n"))
    assert table.header_line == 2


def test_a_header_repeated_on_every_page_is_no_person(tmp_path: Path) -> None:
    assert rows(reading.read(written(tmp_path, "Name;Ort\nA;B\nName;Ort\nC;D\n"))) == [
        ("A", "B"),
        ("C", "D"),
    ]


def test_no_rows_below_the_header_is_an_empty_table(tmp_path: Path) -> None:
    assert rows(reading.read(written(tmp_path, "Name;Ort\n"))) == []


def test_a_quotation_mark_never_closed_names_line_and_column(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,City,Note\nA,B,C\nD,"E,F\nG,H,I\n')
    assert "line 3, column 2" in refusal(path)


def test_a_quotation_mark_closed_rows_later_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,City,Note\n"A,B,C\nD,E,F\nG,H,"I"\nJ,K,L\n')
    assert "line 2, column 1" in refusal(path)


def test_a_cell_that_never_ends_names_line_and_column(tmp_path: Path) -> None:
    assert "line 2, column 2" in refusal(written(tmp_path, "Name,City\nA," + "x" * 140_000 + "\n"))


def test_bytes_broken_in_utf8_do_not_change_the_encoding(tmp_path: Path) -> None:
    good = "".join(f"Müller {n},Köln\n" for n in range(20)).encode()
    table = reading.read(written(tmp_path, b"Name,City\n" + good + b"Sch\xf6n,Ulm\n"))
    assert (table.encoding, table.damaged) == ("utf-8", True)
    assert rows(table)[-1] == ("Sch\ufffdn", "Ulm")


def test_an_encoding_may_be_told(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,City\nŁódź,Kraków\n".encode("cp1250"))
    assert rows(reading.read(path, "cp1250")) == [("Łódź", "Kraków")]
    with pytest.raises(DeskError, match="klingon"):
        reading.read(path, "klingon")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \r\n\r\n",
        b"\xef\xbb\xbf",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        b"<html><table><tr><td>Name",
        b"%PDF-1.7",
        b"PK\x03\x04nonsense",
        b"fmt,event,replica,seq\r\n",
        b"x" * 5_000_000,
        b"Name\n" * 600_000,
        b"a," * 1500 + b"\n",
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path, content)).endswith(".") or content


def test_missing_files_folders_and_locked_files_are_named(tmp_path: Path) -> None:
    refusal(tmp_path / "nowhere.csv")
    refusal(tmp_path)
    path = written(tmp_path, "Name\nA\n", "locked.csv")
    path.chmod(0)
    if os.access(path, os.R_OK):  # nothing is locked to root
        return
    refusal(path)


def workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("empty")
    sheet = book.add_worksheet("people")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(2, 0, ["Name", "Phone", "Day", "Rank", "Share", "Yes"])
    sheet.write_row(3, 0, ["Li\u00a0", "0049 391", "", 12, 0.5])
    sheet.write_number(3, 2, 41235, day)
    sheet.write_boolean(3, 5, True)  # noqa: FBT003  xlsxwriter wants it so
    sheet.write_row(5, 0, ["007", 493912345678])
    book.add_worksheet("more").write_row(0, 0, ["Name"])
    book.close()
    return path


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_a_workbook_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    table = reading.read(workbook(tmp_path / name))
    assert (table.encoding, table.header_line) == ("xlsx", 3)
    assert [(r.line, r.cells) for r in table.records()] == [
        (4, ("Li", "0049 391", "2012-11-22", "12", "0.5", "TRUE")),
        (6, ("007", "493912345678", "", "", "", "")),
    ]
    assert reading.read(tmp_path / name, part="more").header == ("Name",)
    assert "no sheet" in refusal(tmp_path / name, part="none")
    assert "is empty" in refusal(tmp_path / name, part="empty")


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def test_bombs_and_other_archives_are_refused(tmp_path: Path) -> None:
    book = {"xl/workbook.xml": b""}
    far = b'<c r="A1"/>' + b'<c r = "XFD1048576"/>'
    many = {f"m{n}": b"" for n in range(1001)}
    for number, members in enumerate(
        [
            {"word/document.xml": b""},
            book | {"xl/vbaProject.bin": b""},
            book | {"big": bytes(20_000_000)},
            book | {"xl/worksheets/sheet1.xml": far},
            book | {"../../up": b""},
            book | many,
            book,
        ]
    ):
        refusal(archive(tmp_path / f"{number}.xlsx", members))


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "good.xlsx").read_bytes()
    refusal(written(tmp_path, whole[: len(whole) // 2], "half.xlsx"))
    for at in range(40, len(whole), 97):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0xFF
        path = written(tmp_path, bytes(spoilt), "spoilt.xlsx")
        try:
            list(reading.read(path).records())
        except DeskError as fault:
            assert "spoilt.xlsx" in str(fault)  # noqa: PT017  it may also be read, unharmed
