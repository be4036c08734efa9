"""Every shipped layout on paper: codes are read, ink stays in its box, both sides match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from checkin.badges.badge import Badge
from checkin.badges.drawing import Printout, draw_to
from checkin.errors import DeskError
from checkin.layouts import shelf
from checkin.layouts.element import Bar, Block, Box, Field, Picture, Sign
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import Sheet, own_page, sheet_for
from checkin.paper.fit import Style
from checkin.paper.page import MM
from tests.badges.test_drawing import badges as guests
from tests.badges.test_drawing import code, codes, squeezed

LAYOUTS = [shelf.layout(name) for name in shelf.names()]
each = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
DOTS = 300


def people() -> list[Badge]:
    """Return the guests with everything that a badge can say."""
    return [
        replace(
            badge,
            interprets="DE ↔ ZH ← EN",
            groups="A · B · C",
            buses="B",
            photo=number % 2 == 0,
            delegation="Stadtregierung Harbin",
            colour=("#C8102E", "", "#767676")[number % 3],
            event_own="Kongress " * number,
            emergency="+49 391 555 0112",
            own=("", "zh", "ru", "kk", "zh-Hant")[number % 5],
        )
        for number, badge in enumerate(guests())
    ]


def drawn(some: list[Badge], layout: Layout, sheet: Sheet | None = None, **how: object) -> bytes:
    stream = BytesIO()
    printout = draw_to(some, layout, sheet or own_page(layout), stream, **how)  # type: ignore[arg-type]
    assert printout == Printout(len(some), [])
    return stream.getvalue()


def pages(content: bytes, dots: float = DOTS) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield page.render(scale=dots / 72, grayscale=True).to_pil()


def ink(page: Image.Image) -> Box:
    """Return where the ink of a page is: left, top, right and bottom in millimetres."""
    found = page.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    assert found
    left, top, right, bottom = (value / DOTS * 25.4 for value in found)
    return left, top, right, bottom


@each
def test_the_page_is_of_the_size_of_the_medium(layout: Layout) -> None:
    sheet = own_page(layout)
    with pypdfium2.PdfDocument(drawn(people(), layout)) as document:
        assert len(document) == len(people()) * (2 if layout.back and not layout.fold else 1)
        for page in document:
            assert page.get_size() == pytest.approx((sheet.width * MM, sheet.height * MM), abs=0.03)


@each
def test_every_mark_reads_as_the_code_of_its_badge(layout: Layout) -> None:
    read = [found for page in codes(drawn(people(), layout)) for found in page]
    assert read == [badge.code for badge in people()]


@each
@pytest.mark.parametrize("side", ["front", "back"])
def test_no_ink_lies_outside_its_box(layout: Layout, side: str) -> None:
    elements = layout.front if side == "front" else layout.back
    if not elements:
        return
    plain = replace(layout, fold="")
    for page in pages(drawn(people(), plain, sides=side)):
        for element in elements:
            left, top, width, height = (value / 25.4 * DOTS for value in element.box)
            box = (int(left) - 2, int(top) - 2, int(left + width) + 3, int(top + height) + 3)
            page.paste(255, box)
        assert page.getextrema() == (255, 255)


@each
def test_both_sides_carry_the_name_whole(layout: Layout) -> None:
    for badge in people():
        content = drawn([badge], replace(layout, fold=""))
        with pypdfium2.PdfDocument(content) as document:
            texts = [squeezed(page.get_textpage().get_text_range()) for page in document]
        assert len(texts) == (2 if layout.back else 1)
        for text in texts:
            assert squeezed(badge.name) in text


@pytest.mark.parametrize("name", ["a4x4", "a4-a7", "a4-cr80", "a4-a6-landscape"])
def test_on_a_sheet_each_back_lies_behind_its_front(name: str) -> None:
    layout = two_bars(next(one for one in LAYOUTS if name in map(str, sheet_names(one))))
    sheet = replace(shelf.sheet(name, layout), cut_marks=False)
    with_name = [Badge("p-1", "Li")]
    front, back = (ink(page) for page in pages(drawn(with_name, layout, sheet)))
    left, top, right, bottom = back
    if sheet.turn == "side":
        behind = sheet.width - right, top, sheet.width - left, bottom
    else:
        behind = left, sheet.height - bottom, right, sheet.height - top
    assert front == pytest.approx(behind, abs=0.2)


def sheet_names(layout: Layout) -> list[str]:
    return [sheet.name for sheet in shelf.sheets(layout)]


def two_bars(layout: Layout) -> Layout:
    """Return a layout of the same size with one area on both sides, all around the edge."""
    whole = (Bar((0, 0, layout.width, layout.height), "#000000"),)
    return Layout(layout.name, layout.width, layout.height, whole, whole)


@pytest.mark.parametrize("fold", ["top", "side"])
def test_a_folded_back_stands_as_it_will_hang(fold: str) -> None:
    corner = (Bar((0, 0, 20, 10), "#000000"),)
    layout = Layout("mine", 50, 40, (), corner, fold=fold)  # type: ignore[arg-type]
    (page,) = pages(drawn([Badge("p", "Li")], layout))
    wanted = (30, 30, 50, 40) if fold == "top" else (0, 0, 20, 10)
    assert ink(page.crop((8, 8, page.width - 8, page.height - 8)))
    folded = own_page(layout)
    marks = page.copy()
    for start, end in folded.folds():
        box = [value / 25.4 * DOTS for value in (*start, *end)]
        marks.paste(255, (int(box[0]) - 2, int(box[1]) - 2, int(box[2]) + 3, int(box[3]) + 3))
    assert ink(marks) == pytest.approx(wanted, abs=0.4)


@pytest.mark.parametrize("offset", [(1.0, 0.0), (-1.5, 2.0), (0.0, -0.7)])
def test_an_offset_moves_everything_by_just_that(offset: tuple[float, float]) -> None:
    layout = shelf.layout("cr80")
    sheet = sheet_for(layout, 210, 297, margin=10, cut_marks=False)
    plain = [ink(page) for page in pages(drawn(people()[:3], layout, sheet))]
    moved = [ink(page) for page in pages(drawn(people()[:3], layout, sheet, offset=offset))]
    for before, after in zip(plain, moved, strict=True):
        for at, (one, other) in enumerate(zip(before, after, strict=True)):
            assert other - one == pytest.approx(offset[at % 2], abs=0.09)


def test_cut_marks_move_along() -> None:
    layout = two_bars(shelf.layout("a6"))
    layout = replace(layout, front=(), back=())
    sheet = replace(shelf.sheet("a4x4", layout), name="mine")
    (page,) = pages(drawn([], layout, sheet))
    (moved,) = pages(drawn([], layout, sheet, offset=(2.0, 0.0)))
    assert ink(moved)[0] - ink(page)[0] == pytest.approx(2, abs=0.2)


def test_the_sign_is_drawn_for_those_who_have_not_consented_and_for_nobody_else() -> None:
    layout = Layout("mine", 50, 40, (Sign((10, 10, 20, 12), "no-photo", "#C8102E"),))
    agreed, refused = pages(drawn([Badge("p", "Li"), Badge("q", "Li", photo=False)], layout))
    assert agreed.getextrema() == (255, 255)
    left, top, right, bottom = ink(refused)
    assert (left, top, right, bottom) == pytest.approx((14.25, 10.25, 25.75, 21.75), abs=0.3)


def test_letters_on_the_colour_of_a_delegation_are_legible_on_it() -> None:
    words = Field("text", Style("bold", 8, 30, colour="on-delegation"), {"en": "MMM"})
    box = (5.0, 5.0, 40.0, 30.0)
    layout = Layout(
        "mine", 50, 40, (Bar((0, 0, 50, 40), "delegation"), Block(box, fields=(words,)))
    )
    greys = [
        {grey for count, grey in page.getcolors(maxcolors=256) if count > 100}
        for page in pages(
            drawn(
                [Badge("p", "Li", colour=colour) for colour in ("#FFFFFF", "#17211D", "")], layout
            )
        )
    ]
    assert [max(found) - min(found) > 100 for found in greys] == [True, True, True]


def test_a_picture_is_drawn_on_every_badge_and_kept_once(tmp_path: Path) -> None:
    Image.new("RGB", (400, 400), "#000000").save(tmp_path / "logo.png")
    layout = Layout("mine", 50, 40, (Picture((10, 10, 20, 20), "logo.png"),), folder=tmp_path)
    some = [Badge(f"p-{number}", "Li") for number in range(3)]
    content = drawn(some, layout)
    for page in pages(content):
        assert ink(page) == pytest.approx((10, 10, 30, 30), abs=0.2)
    assert content.count(b"/Subtype/Image") == 1


def test_a_layout_without_the_back_that_is_asked_for_is_refused() -> None:
    with pytest.raises(DeskError, match="a6 has no back"):
        drawn(people(), shelf.layout("a6"), sides="back")


@each
def test_equal_badges_make_equal_bytes(layout: Layout) -> None:
    assert drawn(people(), layout) == drawn(people(), layout)


@each
def test_a_badge_is_the_same_whoever_was_drawn_before_it(layout: Layout) -> None:
    content = drawn([*people(), people()[0]], layout)
    each_has = len(list(pages(drawn(people()[:1], layout))))
    every = list(pages(content, 60))
    for place in range(each_has):
        assert every[place].tobytes() == every[place - each_has].tobytes()


def test_words_of_strangers_are_printed_as_they_stand() -> None:
    layout = shelf.layout("a6-landscape")
    hostile = Badge(
        "p",
        "<b>Li</b> & {code}",
        organisation="%s {0} \\(a\\) ) Tj ET",
        event="<img src='x'/>",
        emergency="{name}",
        code=code(1),
    )
    content = drawn([hostile], layout)
    with pypdfium2.PdfDocument(content) as document:
        text = "".join(squeezed(page.get_textpage().get_text_range()) for page in document)
    for said in (hostile.name, hostile.organisation, hostile.event, hostile.emergency):
        assert squeezed(said) in text
    assert zxingcpp.read_barcodes(next(pages(content, 300)))[0].text == code(1)
