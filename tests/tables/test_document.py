"""Tables of Word documents and of the clipboard become lists like any other."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from checkin.errors import DeskError
from checkin.tables import reading

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PEOPLE = (
    ("Delegation Harbin", "", "", ""),
    ("Nachname", "Vorname", "Institution", "Delegation"),
    ("Wáng", "Wěi", "Stadt\nHarbin", "Harbin"),
    ("Lǐ", "Nà", "", ""),
)


def filled(document: Any, rows: tuple[tuple[str, ...], ...]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Write a letter with a small table, and the list of a delegation with merged cells."""
    document = docx.Document()
    document.add_paragraph("Dear colleagues,")
    filled(document, (("Hotel", "Price"), ("Dom", "80")))
    table = filled(document, PEOPLE)
    table.cell(0, 0).merge(table.cell(0, 3))
    table.cell(2, 3).merge(table.cell(3, 3))
    path = tmp_path / "letter.docx"
    document.save(path)
    return path


def rows(table: reading.Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(record.line, record.cells) for record in table.records()]


def refusal(path: Path, part: str | None = None) -> str:
    with pytest.raises(DeskError) as caught:
        list(reading.read(path, part=part).records())
    assert path.name in str(caught.value)
    return str(caught.value)


def test_the_table_that_is_most_like_a_list_is_read_and_merged_cells_are_taken_apart(
    letter: Path,
) -> None:
    table = reading.read(letter)
    assert (table.encoding, table.header_line, table.parts) == ("docx", 2, ("2", "1"))
    assert table.header == ("Nachname", "Vorname", "Institution", "Delegation")
    assert rows(table) == [
        (3, ("Wáng", "Wěi", "Stadt Harbin", "Harbin")),
        (4, ("Lǐ", "Nà", "", "Harbin")),
    ]
    assert "Only table 2 of 2 was read." in table.notes


def test_another_table_is_read_by_its_number(letter: Path) -> None:
    table = reading.read(letter, part="1")
    assert (table.header, rows(table)) == (("Hotel", "Price"), [(2, ("Dom", "80"))])
    assert "no table 3" in refusal(letter, "3")


def test_a_document_without_a_table_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Nachname Vorname")
    document.save(tmp_path / "plain.docx")
    assert "no table" in refusal(tmp_path / "plain.docx")
    filled(document, (("", ""), ("", " ")))
    document.save(tmp_path / "blank.docx")
    assert "no table" in refusal(tmp_path / "blank.docx")


def test_insertions_count_deletions_do_not_and_inner_tables_stand_alone(tmp_path: Path) -> None:
    document = docx.Document()
    table = filled(document, (("Name", "Ort"), ("Anna ", "Ulm")))
    paragraph = table.cell(1, 0).paragraphs[0]._p  # noqa: SLF001  the library writes no changes
    paragraph.append(
        parse_xml(
            f'<w:ins xmlns:w="{WORD}" w:id="1" w:author="x"><w:r><w:t>Mül</w:t><w:tab/>'
            "<w:noBreakHyphen/><w:t>ler</w:t><w:br/></w:r></w:ins>"
        )
    )
    paragraph.append(
        parse_xml(
            f'<w:del xmlns:w="{WORD}" w:id="2" w:author="x"><w:r><w:delText>Meier</w:delText>'
            "</w:r></w:del>"
        )
    )
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "inner"
    document.save(tmp_path / "changes.docx")
    assert rows(reading.read(tmp_path / "changes.docx")) == [(2, ("Anna Mül -ler", "Ulm"))]
    assert reading.read(tmp_path / "changes.docx", part="2").header == ("inner",)


def test_cells_and_rows_in_content_controls_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = filled(document, (("Name", "Ort"), ("Anna", "Ulm"), ("Li", "Jena")))
    for element in (table.cell(1, 1)._tc, table.rows[2]._tr):  # noqa: SLF001  no other way in
        control = parse_xml(f'<w:sdt xmlns:w="{WORD}"><w:sdtContent/></w:sdt>')
        element.addprevious(control)
        control[0].append(element)
    document.save(tmp_path / "controls.docx")
    assert rows(reading.read(tmp_path / "controls.docx")) == [
        (2, ("Anna", "Ulm")),
        (3, ("Li", "Jena")),
    ]


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def test_damaged_documents_and_bombs_are_refused(letter: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(letter) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    body = "word/document.xml"
    lol = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    for number, members in enumerate(
        [
            whole | {"word/vbaProject.bin": b""},
            whole | {body: b""},
            whole | {body: b"<w:document>"},
            whole | {body: lol},
            whole | {body: bytes(50_000_000)},
            whole | {"big": bytes(20_000_000)},
            whole | {"../../up": b""},
            {body: whole[body]},
            {name: text for name, text in whole.items() if name != body} | {"word/documents": b""},
        ]
    ):
        refusal(packed(tmp_path / f"{number}.docx", members))


def test_a_spoilt_document_is_refused_or_read_unharmed(letter: Path, tmp_path: Path) -> None:
    whole = letter.read_bytes()
    path = tmp_path / "spoilt.docx"
    path.write_bytes(whole[: len(whole) // 2])
    refusal(path)
    for at in range(40, len(whole), 811):
        spoilt = bytearray(whole)
        spoilt[at] ^= 0xFF
        path.write_bytes(spoilt)
        try:
            list(reading.read(path).records())
        except DeskError as fault:
            assert "spoilt.docx" in str(fault)  # noqa: PT017  it may also be read, unharmed


def test_spans_out_of_all_proportion_do_not_fill_the_memory(letter: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(letter) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    text = whole["word/document.xml"]
    wide = text.replace(b'<w:gridSpan w:val="4"/>', b'<w:gridSpan w:val="9999"/>')
    assert wide != text
    refusal(packed(tmp_path / "wide.docx", whole | {"word/document.xml": wide}))
    odd = text.replace(b'<w:gridSpan w:val="4"/>', b'<w:gridSpan w:val="-3"/>')
    path = packed(tmp_path / "odd.docx", whole | {"word/document.xml": odd})
    assert len(rows(reading.read(path))) == 2


def test_a_pasted_table_is_a_list() -> None:
    table = reading.pasted('Nachname\tVorname\r\nMüller\t"Anna\nMaria"\r\n王\t伟\r\n')
    assert (table.delimiter, table.header, table.path.name) == (
        "\t",
        ("Nachname", "Vorname"),
        "clipboard",
    )
    for _time in range(2):
        assert rows(table) == [(2, ("Müller", "Anna Maria")), (4, ("王", "伟"))]


def test_a_pasted_mail_may_use_any_delimiter_and_a_torn_quotation_mark_is_named() -> None:
    assert rows(reading.pasted("Name;Ort\nA;B")) == [(2, ("A", "B"))]
    with pytest.raises(DeskError, match="clipboard, line 2, column 2"):
        list(reading.pasted('Name\tOrt\tLand\nA\t"B\tC\nD\tE\tF\n').records())


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 5_000_000, "\n" * 600_000 + "x"])
def test_what_is_no_table_in_the_clipboard_is_refused(text: str) -> None:
    with pytest.raises(DeskError, match="clipboard"):
        reading.pasted(text)


def test_a_list_without_headings_is_read_from_its_first_row() -> None:
    table = reading.numbered(reading.pasted("Müller\tAnna\t\nLi\tNa\tHarbin\n"))
    assert table.header == ("1", "2", "3")
    assert rows(table) == [(1, ("Müller", "Anna", "")), (2, ("Li", "Na", "Harbin"))]


def test_a_document_in_memory_of_nothing_is_no_document(tmp_path: Path) -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w"):
        pass
    path = tmp_path / "empty.docx"
    path.write_bytes(b"PK\x03\x04" + empty.getvalue())
    refusal(path)


def test_few_bytes_that_ask_for_millions_of_cells_are_refused(tmp_path: Path) -> None:
    document = docx.Document()
    before = '<w:trPr><w:gridBefore w:val="999"/></w:trPr>'
    row = f'<w:tr xmlns:w="{WORD}">{before}<w:tc><w:p/></w:tc></w:tr>'
    for _table in range(3):
        table = document.add_table(0, 1)._tbl  # noqa: SLF001  no other way to odd rows
        for _row in range(800):
            table.append(parse_xml(row))
    path = tmp_path / "wide.docx"
    document.save(path)
    assert "too large" in refusal(path)
