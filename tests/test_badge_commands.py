"""Badges from the command line: looked at, drawn in an order, as pictures, by one's own files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from checkin import cli, people
from checkin.badge_commands import SIDES
from checkin.badges import drawing
from checkin.desk import Desk
from checkin.layouts import shelf
from checkin.layouts.element import Picture
from checkin.layouts.layout import Layout
from checkin.paper.page import MM


@pytest.fixture
def event(desk: Desk) -> Path:
    """Register three people, one of whom has a character that no font has."""
    for family, given, native in (("Zorn", "Kai", ""), ("LI", "Na", "李娜"), ("Tse", "An", "བ")):
        people.enter(desk, {"family": family, "given": given, "native_name": native})
    return desk.path


def call(*words: object, status: int = 0) -> Result:
    done = CliRunner().invoke(cli.commands, [*map(str, words)], catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done


def told(*words: object) -> Any:
    return json.loads(call(*words, "--json").stdout)


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_the_command_line_knows_the_words_of_the_drawing() -> None:
    assert SIDES == drawing.SIDES


def test_what_to_look_at_is_told_and_nothing_is_drawn(event: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    found = told("badges", event, "-o", out, "--check")
    assert found["kinds"] == {"character": 1}
    (concern,) = found["concerns"]
    assert set(concern) == {"person", "kind", "detail", "remedy"}
    assert not out.exists()
    said = call("badges", event, "--check").stdout
    assert said.startswith("An Tse: No font has “བ” (U+0F56). Print the Latin name alone")
    assert (
        call("badges", event, "--check", "--who", "Zorn").stdout == "Nothing stands in the way.\n"
    )


def test_without_a_file_nothing_is_drawn(event: Path) -> None:
    assert "-o" in call("badges", event, status=2).stderr


def test_the_latin_name_alone_is_printed_where_that_is_asked_for(
    event: Path, tmp_path: Path
) -> None:
    out = tmp_path / "b.pdf"
    assert told("badges", event, "-o", out)["badges"] == 2
    assert told("badges", event, "-o", out, "--latin") == {"badges": 3, "warnings": []}
    (tse,) = (text for text in texts(out) if "Tse" in text)
    assert "An" in tse


def test_badges_come_in_the_order_asked_for(event: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    told("badges", event, "-o", out, "--latin", "--order", "name")
    found = [[name for name in ("LI", "Tse", "Zorn") if name in text] for text in texts(out)]
    assert found == [["LI"], ["Tse"], ["Zorn"]]


@pytest.mark.parametrize(("sides", "pages"), [("both", 4), ("front", 2), ("back", 2)])
def test_a_printer_of_one_side_is_fed_twice(
    event: Path, tmp_path: Path, sides: str, pages: int
) -> None:
    out = tmp_path / "b.pdf"
    told("badges", event, "-o", out, "--layout", "cr80", "--sides", sides)
    assert len(texts(out)) == pages
    refused = call("badges", event, "-o", out, "--sides", "back", status=1)
    assert refused.stderr == "The layout a6 has no back.\n"


def test_layouts_and_sheets_may_be_files_of_ones_own(event: Path, tmp_path: Path) -> None:
    own = tmp_path / "elsewhere"
    shelf.keep(Layout("mine", 80, 60), own)
    out = tmp_path / "b.pdf"
    assert told("badges", event, "-o", out, "--layout", own / "mine.toml")["badges"] == 3
    with pypdfium2.PdfDocument(out) as document:
        assert document[0].get_size() == pytest.approx((80 * MM, 60 * MM), abs=0.01)
    sheet = own / "sheet.toml"
    sheet.write_text("width = 100\nheight = 100\nbadge = [80, 60]\nleft = 10\n", "utf-8")
    call("badges", event, "-o", out, "--layout", own / "mine.toml", "--sheet", sheet)
    with pypdfium2.PdfDocument(out) as document:
        assert document[0].get_size() == pytest.approx((100 * MM, 100 * MM), abs=0.01)
    wrong = call("badges", event, "-o", out, "--sheet", sheet, status=1)
    assert "takes badges of 80 x 60 mm" in wrong.stderr


def test_layouts_beside_the_event_are_known_by_their_names(event: Path, tmp_path: Path) -> None:
    shelf.keep(Layout("mine", 80, 60), shelf.folder(event))
    assert told("badges", event, "-o", tmp_path / "b.pdf", "--layout", "mine")["badges"] == 3
    (shelf.folder(event) / "torn.toml").write_text("width", "utf-8")
    listed = told("layouts", event)
    assert [one["name"] for one in listed["layouts"]] == shelf.names(shelf.folder(event))[:-1]
    assert "torn.toml" in listed["faults"][0]
    assert "torn.toml" in call("layouts", event).stdout
    assert {one["name"]: one["sides"] for one in told("layouts")["layouts"]}["cr80"] == 2


def test_badges_are_drawn_as_pictures_that_are_as_large_as_the_page(
    event: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    found = told("badges", event, "-o", folder / "b.png")
    names = ["b-001.png", "b-002.png"]
    assert [Path(file).name for file in found["files"]] == names
    assert sorted(path.name for path in folder.iterdir()) == names
    with Image.open(folder / "b-001.png") as picture:
        across, down = picture.info["dpi"]
        size = picture.width / across * 25.4, picture.height / down * 25.4
    assert size == pytest.approx((105, 148), abs=0.1)
    assert told("badges", event, "-o", folder / "one.png", "--who", "Zorn")["badges"] == 1
    assert (folder / "one.png").is_file()


def test_a_picture_of_the_layout_that_is_missing_is_said_in_words(
    event: Path, tmp_path: Path
) -> None:
    own = shelf.folder(event)
    own.mkdir()
    (own / "logo.png").write_bytes(b"")
    shelf.keep(Layout("mine", 80, 60, (Picture((0, 0, 9, 9), "logo.png"),), folder=own), own)
    (own / "logo.png").unlink()
    refused = call("badges", event, "-o", tmp_path / "b.pdf", "--layout", "mine", status=1)
    assert refused.stderr == (
        "The layout mine needs the picture logo.png, which is not beside it.\n"
    )
    assert not (tmp_path / "b.pdf").exists()


def first_letter(file: Path) -> tuple[float, float]:
    """Return the millimetres from the left and from below to the first letter of a PDF."""
    with pypdfium2.PdfDocument(file) as document:
        left, bottom, _right, _top = document[0].get_textpage().get_charbox(0)
    return left / 72 * 25.4, bottom / 72 * 25.4


def test_everything_can_be_moved_by_what_a_printer_is_off(event: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    call("badges", event, "-o", out)
    left, bottom = first_letter(out)
    call("badges", event, "-o", out, "--offset", "1.5", "-2")
    moved = first_letter(out)
    assert moved == pytest.approx((left + 1.5, bottom + 2), abs=0.01)
    call("badges", event, "-o", out, "--offset", "1.5", "-2000", status=2)
    assert first_letter(out) == moved
