"""The list on paper: everybody once, in an order people look up, nothing missing in silence."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from checkin import cli, i18n, people, report_commands
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.paper import listing
from checkin.reports import paper_list


def texts(content: bytes | Path) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def drawn(desk: Desk) -> list[str]:
    stream = BytesIO()
    listing.draw(stream, [paper_list.drawn_up(desk, at=desk.this_moment())], "list")
    return texts(stream.getvalue())


def names(desk: Desk, order: paper_list.Order = "din-1") -> list[str]:
    return [row.name for row in paper_list.rows(desk, order)]


def test_everybody_is_on_it_once_with_what_the_desk_must_know(desk: Desk) -> None:
    people.enter(
        desk,
        {
            "family": "Li",
            "given": "Na",
            "native_name": "李娜",
            "organisation": "Harbin Institute of Technology",
            "delegation": "Harbin",
            "country": "CN",
            "languages": "zh en",
            "attention": "Rollstuhl",
        },
    )
    people.enter(desk, {"family": "Müller", "given": "Anna", "languages": "de"})
    people.enter(desk, {"family": "Wu", "given": "Jing", "role": "interpreter"})
    (page,) = drawn(desk)
    for word in ("Li, Na", "李娜", "Harbin Institute", "Harbin", "ZH", "Rollstuhl", "Müller, Anna"):
        assert page.count(word) >= 1, word
    assert "DE" not in page
    assert page.count("Interpreter") == 2  # the heading, and the interpreter
    assert "As of 22.11.2012 08:00 (desk A 08:00)" in page
    assert "3 people · Page 1 of 1" in page


def test_who_will_not_come_is_left_out(desk: Desk) -> None:
    gone = people.enter(desk, {"name": "Petra Absage"})
    people.cancel(desk, gone.id)
    assert names(desk) == []
    assert "Nobody is registered." in drawn(desk)[0]


def test_a_person_without_a_name_in_latin_letters_is_there_too(desk: Desk) -> None:
    people.enter(desk, {"native_name": "李娜"})
    people.enter(desk, {"name": "Шевченко Тарас"})
    assert names(desk) == ["Шевченко Тарас", "李娜"]


def test_a_dictionary_and_a_directory_sort_umlauts_unlike(desk: Desk) -> None:
    for family in ("Muffler", "Müller", "Mueller", "Zander", "Ärzte", "Straße", "Strasser"):
        people.enter(desk, {"family": family, "given": "A."})
    first = ["Ärzte", "Mueller", "Muffler", "Müller", "Straße", "Strasser", "Zander"]
    assert [name.split(",")[0] for name in names(desk, "din-1")] == first
    second = ["Ärzte", "Mueller", "Müller", "Muffler", "Straße", "Strasser", "Zander"]
    assert [name.split(",")[0] for name in names(desk, "din-2")] == second


def test_chinese_names_are_sorted_by_their_sound(desk: Desk) -> None:
    for family, given, native in (
        ("Zhou", "Min", "周敏"),
        ("Chan", "Siu Ming", "陈小明"),
        ("Bauer", "Uwe", ""),
        ("Li", "Na", "李娜"),
    ):
        people.enter(desk, {"family": family, "given": given, "native_name": native})
    first = [name.split(",")[0] for name in names(desk, "pinyin")]
    assert first == ["Bauer", "Chan", "Li", "Zhou"]
    assert names(desk, "pinyin")[1] == "Chan, Siu Ming"


def test_a_character_that_no_font_has_is_never_left_out_in_silence(
    desk: Desk, tmp_path: Path
) -> None:
    guest = people.enter(desk, {"name": "Malka", "native_name": "ܡܠܟ"})
    out = tmp_path / "list.pdf"
    printed = paper_list.write(desk, out)
    assert {person for person, _sign in printed.missing} == {guest.id}
    (page,) = texts(out)
    assert "□□□" in page
    assert "cannot be printed" in page


def test_pages_are_numbered_and_rows_go_on(desk: Desk) -> None:
    with desk.act():
        for number in range(60):
            people.enter(desk, {"family": f"Gast{number:02}", "given": "A."})
    pages = drawn(desk)
    assert len(pages) == 3
    assert [f"Page {n} of 3" in page for n, page in enumerate(pages, 1)] == [True] * 3
    assert "Gast00" in pages[0]
    assert "Gast59" in pages[2]


def test_hostile_names_are_printed_as_they_are(desk: Desk) -> None:
    people.enter(desk, {"name": "<b>Anna</b> & Söhne", "organisation": "x" * 9_000})
    people.enter(desk, {"name": "\u202etxet\u202c ok", "native_name": "A" * 5_000})
    (page,) = drawn(desk)
    assert "<b>Anna</b> & Söhne" in page


def test_the_file_is_there_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        paper_list.write(desk, tmp_path / "list.pdf", progress=stop)
    with pytest.raises(DeskError, match="could not be written"):
        paper_list.write(desk, tmp_path / "missing" / "list.pdf")
    with pytest.raises(DeskError, match="no order"):
        paper_list.write(desk, tmp_path / "list.pdf", "abc")  # type: ignore[arg-type]
    assert not [path for path in tmp_path.iterdir() if "list" in path.name]


def test_the_command_line_writes_it_in_another_language(desk: Desk, tmp_path: Path) -> None:
    people.enter(desk, {"name": "Malka", "native_name": "ܡܠܟ"})
    out = tmp_path / "list.pdf"
    words = ["report", str(desk.path), "paper", "--lang", "de", "-o", str(out), "--json"]
    done = CliRunner().invoke(cli.commands, words)
    i18n.use("en")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["report"], told["people"], told["pages"]) == ("paper", 1, 1)
    assert str(desk.path) in done.stderr  # another writes there, so no row can be kept
    done = CliRunner().invoke(cli.commands, [*words[:-1], "--blank"])
    assert not done.stderr
    i18n.use("en")
    assert "□" in done.output
    assert "Seite 1 von 1" in texts(out)[0] or "Page 1 of 1" in texts(out)[0]
    assert report_commands.ORDERS == paper_list.ORDERS
