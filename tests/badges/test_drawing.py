"""Badges as PDF: every name there, every code legible, no ink astray, nothing wrong on paper."""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from checkin.badges.badge import Badge
from checkin.badges.drawing import CUT, Printout, Warning, draw, draw_to  # noqa: A004
from checkin.errors import DeskError
from checkin.layouts import shelf
from checkin.layouts.sheet import own_page
from checkin.paper.page import MM

A6 = shelf.layout("a6")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWX"

EVENT = "Fachtagung · Magdeburg, 21.–23. November 2012"
GUESTS = Path(__file__).parent.parent / "data" / "badges" / "guests.tsv"


def code(number: int) -> str:
    return "".join(ALPHABET[(number * 7 + place * place) % 30] for place in range(16))


def badges() -> list[Badge]:
    """Return guests with short, long, hostile and many-scripted names."""
    with GUESTS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Badge(f"p-{number}", position="Leitung", code=code(number), event=EVENT, **row)
            for number, row in enumerate(rows)
        ]


def drawn(people: list[Badge], sheet_name: str = "a6") -> tuple[bytes, Printout]:
    stream = BytesIO()
    printout = draw_to(people, A6, shelf.sheet(sheet_name, A6), stream)
    return stream.getvalue(), printout


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def pictures(content: bytes, dots: int) -> Iterator[list[bytes]]:
    """Yield each page as rows of greys, one byte a pixel."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            bitmap = page.render(scale=dots / 72, grayscale=True)
            flat = bytes(bitmap.buffer)
            starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
            yield [flat[start : start + bitmap.width] for start in starts]


def codes(content: bytes) -> list[list[str]]:
    """Read the marks of each page, row by row, as a scanner at 300 dots to the inch sees them."""
    found = []
    for rows in pictures(content, 300):
        picture = memoryview(b"".join(rows)).cast("B", (len(rows), len(rows[0])))
        marks = zxingcpp.read_barcodes(picture)
        marks.sort(key=lambda mark: (mark.position.top_left.y // 100, mark.position.top_left.x))
        found.append([mark.text for mark in marks])
    return found


def squeezed(text: str) -> str:
    """Leave out white space, and write the break after a hyphen as the hyphen it is."""
    return "".join(text.replace("\ufffe", "-").replace("\x02", "-").split())


def test_a_badge_is_one_page_of_a6_to_a_hundredth_of_a_millimetre() -> None:
    content, printout = drawn(badges())
    assert printout == Printout(len(badges()), [])
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == len(badges())
        for page in document:
            assert page.get_size() == pytest.approx((105 * MM, 148 * MM), abs=0.01 * MM)


def test_a_sheet_takes_four_badges_and_the_last_what_is_left() -> None:
    content, printout = drawn(badges(), "a4x4")
    assert printout.badges == len(badges())
    with pypdfium2.PdfDocument(content) as document:
        assert len(document) == 3
        assert document[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01 * MM)
    assert [len(page) for page in codes(content)] == [4, 4, 3]


def test_every_name_can_be_copied_whole_and_in_order() -> None:
    content, _printout = drawn(badges())
    for badge, text in zip(badges(), texts(content), strict=True):
        latin, native = squeezed(badge.name), squeezed(badge.native_name)
        assert latin in squeezed(text)
        assert native in squeezed(text).split(latin, 1)[1]


def test_the_code_can_be_copied_as_sixteen_characters_without_a_gap() -> None:
    content, _printout = drawn(badges())
    for badge, text in zip(badges(), texts(content), strict=True):
        assert badge.code in text.split()


@pytest.mark.parametrize(("sheet_name", "each"), [("a6", 1), ("a4x4", 4)])
def test_every_mark_reads_as_the_code_of_its_badge(sheet_name: str, each: int) -> None:
    wanted = [badge.code for badge in badges()]
    pages = [wanted[start : start + each] for start in range(0, len(wanted), each)]
    assert codes(drawn(badges(), sheet_name)[0]) == pages


def test_no_ink_lies_outside_the_boxes_of_the_layout() -> None:
    dots = 300
    edge = 3  # pixels, a quarter of a millimetre: renderers soften what they draw
    boxes = [element.box for element in A6.front]
    pixels = [tuple(side / 25.4 * dots for side in box) for box in boxes]
    for rows in pictures(drawn(badges())[0], dots):
        for y, row in enumerate(rows):
            left = bytearray(row)
            for x0, y0, across, down in pixels:
                if y0 - edge <= y <= y0 + down + edge:
                    span = slice(int(x0) - edge, int(x0 + across) + edge)
                    left[span] = b"\xff" * len(left[span])
            ink = [x for x, grey in enumerate(left) if grey != 255]
            assert not ink, f"ink in row {y} at {ink}"


def test_a_name_is_never_smaller_than_eleven_points() -> None:
    with pypdfium2.PdfDocument(drawn(badges())[0]) as document:
        for badge, page in zip(badges(), document, strict=True):
            text_page = page.get_textpage()
            first = squeezed(badge.name)[0]
            place = text_page.get_text_range().index(
                first, text_page.get_text_range().index("2012")
            )
            _left, bottom, _right, top = text_page.get_charbox(place, loose=True)
            assert top - bottom >= 11


def test_a_badge_with_a_missing_glyph_is_left_out_and_all_others_are_drawn() -> None:
    people = [
        Badge("p-1", "LI Na", "李娜", code=code(1)),
        Badge("p-2", "Smile 😀 😀", code=code(2)),
        Badge("p-3", "Tenzin", "བསྟན", code=code(3)),
        Badge("p-4", "ZHANG San", "张\U0002ffff", code=code(4)),
        Badge("p-5", "Anna Berg", organisation="ܡܠܟܐ", code=code(5)),
        Badge("p-6", "Jānis Bērziņš", code=code(6)),
    ]
    content, printout = drawn(people)
    assert printout.badges == 2
    assert [warning.person for warning in printout.warnings] == (
        ["p-2"] + ["p-3"] * 4 + ["p-4"] + ["p-5"] * 4
    )
    assert printout.warnings[0] == Warning("p-2", "😀")
    assert codes(content) == [[code(1)], [code(6)]]


def test_a_native_name_in_a_script_without_a_font_does_not_hide_behind_the_latin_one() -> None:
    _content, printout = drawn([Badge("p-1", "Tenzin", "བསྟན")])
    assert printout.badges == 0
    assert Warning("p-1", "བ") in printout.warnings


def test_controls_and_overrides_leave_no_trace_on_paper() -> None:
    content, printout = drawn([Badge("p-1", "Li\0\x1b \u202eNa\u2066", "李\u200d娜", code=code(1))])
    assert printout == Printout(1, [])
    assert "Li Na" in texts(content)[0]


def test_eight_thousand_characters_are_shortened_and_the_desk_is_told() -> None:
    people = [Badge("p-1", "Li " * 2700, organisation="&" * 8000, code=code(1))]
    content, printout = drawn(people)
    assert printout == Printout(1, [Warning("p-1", CUT)])
    assert codes(content) == [[code(1)]]


def test_a_long_organisation_is_shortened_without_a_warning() -> None:
    content, printout = drawn([Badge("p-1", "Li Na", organisation="Institut für Bauwesen " * 40)])
    assert printout == Printout(1, [])
    assert "…" in texts(content)[0]


def test_a_badge_without_a_code_has_no_mark() -> None:
    assert codes(drawn([Badge("p-1", "Li Na")])[0]) == [[]]


def test_equal_badges_make_equal_bytes() -> None:
    assert drawn(badges(), "a4x4")[0] == drawn(badges(), "a4x4")[0]


def test_nobody_makes_one_empty_page() -> None:
    content, printout = drawn([])
    assert printout == Printout(0, [])
    assert texts(content) == [""]


def test_badges_are_taken_one_by_one() -> None:
    stream = BytesIO()
    sizes = []

    def arriving() -> Iterator[Badge]:
        for badge in badges():
            sizes.append(len(stream.getvalue()))
            yield badge

    draw_to(arriving(), A6, own_page(A6), stream)
    assert sizes[2] < sizes[3] < sizes[4]


def test_a_file_appears_whole(tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    out.write_bytes(b"old")
    assert draw(badges(), A6, own_page(A6), out).badges == len(badges())
    assert out.read_bytes() == drawn(badges())[0]
    assert os.listdir(tmp_path) == ["badges.pdf"]  # noqa: PTH208  hidden ones, too


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"badges\.pdf cannot be written"):
        draw(badges(), A6, own_page(A6), tmp_path / "nowhere" / "badges.pdf")


def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    out.write_bytes(b"old")

    def filling() -> Iterator[Badge]:
        yield from badges()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DeskError, match=r"badges\.pdf cannot be written: No space"):
        draw(filling(), A6, own_page(A6), out)
    assert out.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["badges.pdf"]  # noqa: PTH208  hidden ones, too


def test_a_fault_of_ours_leaves_no_part_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Badge]:
        yield badges()[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        draw(broken(), A6, own_page(A6), tmp_path / "badges.pdf")
    assert not list(tmp_path.iterdir())


def test_the_role_is_a_colour_and_a_word_in_two_languages() -> None:
    content, _printout = drawn(badges())
    assert "Vortrag" in texts(content)[1]
    assert "Speaker" in texts(content)[1]
    assert "guide" in texts(content)[9]
    bars = {rows[int(130 / 25.4 * 72)][int(12 / 25.4 * 72)] for rows in pictures(content, 72)}
    assert len(bars) == 8
