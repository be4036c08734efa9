"""Five hundred difficult names on every shipped layout: legible, whole, in their place."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps

from checkin.badges.badge import Badge
from checkin.layouts import shelf
from checkin.layouts.element import Bar, Block, Element, Mark, Side
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import Place, Sheet, own_page
from checkin.paper import fonts, shaping
from checkin.paper.fit import Line
from checkin.paper.page import MM, Pages
from checkin.paper.runs import Run
from tests.badges import embedded, torture
from tests.badges.torture import Printed, squeezed, wanted

TEXTS = ("name", "native_name", "organisation", "native_organisation")
WHOLE = ("name", "native_name")
SCRIPTS = (
    *("LATIN", "CYRILLIC", "GREEK", "GEORGIAN", "ARMENIAN", "HEBREW", "ARABIC", "DEVANAGARI"),
    *("BENGALI", "TAMIL", "TELUGU", "GUJARATI", "GURMUKHI", "KANNADA", "MALAYALAM", "SINHALA"),
    *("THAI", "LAO", "KHMER", "MYANMAR", "ETHIOPIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL"),
)
QR = zxingcpp.BarcodeFormat.QRCode
SHOWN = 12
RED = "#FF0000"
DARK = [0] * 128 + [255] * 128
EXTENSIONS = {"A": (0x3400, 0x4DBF), "B": (0x20000, 0x2A6DF), "C": (0x2A700, 0x2B73F)}
EXTENSIONS |= {"D": (0x2B740, 0x2B81F), "E": (0x2B820, 0x2CEAF)}

each_layout = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in shelf.names()]
)
"""One worker for each layout, as what is drawn once is looked at many times."""


@cache
def whole(name: str) -> Printed:
    """Draw all five hundred, each on a page of the layout's own size."""
    layout = shelf.layout(name)
    return torture.printed(layout, own_page(layout), torture.people())


def shortly(name: str, faults: list[str]) -> str:
    """Return the name of a layout and its first faults, each on a line."""
    return "\n".join([f"{name}: {len(faults)} faults", *faults[:SHOWN]])


def called(badge: Badge) -> str:
    """Return by what a person is found in the list."""
    return f"{badge.name} | {badge.native_name} | {badge.organisation} ({badge.person})"


def sheets(name: str) -> list[Sheet]:
    layout = shelf.layout(name)
    found = {one.name: one for one in (own_page(layout), *shelf.sheets(layout))}
    return [*found.values(), shelf.sheet(shelf.A4_SHEET, layout)]


def elements(layout: Layout) -> list[tuple[str, Element]]:
    """Return the elements of both sides; those that differ by their place alone once."""
    found: list[tuple[str, Element]] = []
    seen: list[Side] = []
    for side, there in (("front", layout.front), ("back", layout.back)):
        for place, element in enumerate(there, 1):
            alone, _sheet = torture.alone(element)
            if alone.front not in seen:
                seen.append(alone.front)
                found.append((f"{side} {place}", element))
    return found


def letters(badge: Badge) -> str:
    """Return the letters of a name in both scripts."""
    return "".join(filter(str.isalpha, badge.name + badge.native_name))


def test_the_list_holds_five_hundred_people_of_every_script() -> None:
    people = torture.people()
    assert len(people) == 500
    assert len({badge.code for badge in people}) == 500
    assert len({(badge.name, badge.native_name) for badge in people}) >= 498
    names = Counter(
        script
        for badge in people
        for script in {
            unicodedata.name(c, "").split(" ")[0] for c in badge.name + badge.native_name
        }
    )
    assert not [script for script in SCRIPTS if names[script] < 3]
    codes = {ord(c) for badge in people for c in badge.native_name}
    assert not [
        extension
        for extension, (first, last) in EXTENSIONS.items()
        if not codes & set(range(first, last + 1))
    ]
    lengths = Counter(len(badge.name) for badge in people)
    assert lengths[60] >= 10
    assert lengths[1] >= 5


@each_layout
def test_everybody_is_drawn_and_no_name_is_shortened(name: str) -> None:
    printed = whole(name)
    who = {badge.person: called(badge) for badge in torture.people()}
    faults = [f"{found.character}: {who[found.person]}" for found in printed.printout.warnings]
    assert not faults, shortly(name, faults)
    assert printed.printout.badges == 500


@each_layout
def test_every_page_is_exactly_of_the_size_of_the_badge(name: str) -> None:
    printed = whole(name)
    layout = printed.layout
    across = layout.width * (2 if layout.fold == "side" else 1)
    down = layout.height * (2 if layout.fold == "top" else 1)
    with pypdfium2.PdfDocument(printed.content) as document:
        assert len(document) == 500 * pages_each(printed)
        for page in document:
            assert page.get_size() == pytest.approx((across * MM, down * MM), abs=0.2 * MM)


@each_layout
def test_every_mark_reads_as_its_code_and_nothing_is_inked_between_the_elements(name: str) -> None:
    printed = whole(name)
    each = pages_each(printed)
    faults = []
    for number, picture in enumerate(torture.pictures(printed.content)):
        badge = torture.people()[number // each]
        drawn = [
            (element, place)
            for _side, elements, places, page in torture.sides(printed)
            if page == number % each
            for element in elements
            for place in places
        ]
        marks = [element for element, _place in drawn if isinstance(element, Mark)]
        read = [mark.text for mark in zxingcpp.read_barcodes(picture, QR)]
        if read != [badge.code] * len(marks):
            faults.append(f"page {number + 1}: {read} instead of {badge.code}: {called(badge)}")
        for element, place in drawn:
            torture.whiten(picture, torture.placed(element.box, place, printed.layout))
        for start, end in (*printed.sheet.cuts(), *printed.sheet.folds()):
            torture.whiten(picture, (*start, end[0] - start[0], end[1] - start[1]))
        if found := torture.ink(picture):
            faults.append(f"page {number + 1}: ink within {found} mm: {called(badge)}")
    assert not faults, shortly(name, faults)


@each_layout
def test_every_text_can_be_copied_whole_and_in_order(name: str) -> None:
    faults = lacking(whole(name), torture.texts(whole(name).content), both_ways)
    assert not faults, shortly(name, faults)


@each_layout
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_another_reader_copies_every_text_whole_too(name: str, tmp_path: Path) -> None:
    file = tmp_path / "badges.pdf"
    file.write_bytes(whole(name).content)
    command = ["pdftotext", "-raw", "-enc", "UTF-8", file, "-"]
    done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603  our own words
    faults = lacking(whole(name), done.stdout.decode("utf-8").split("\f")[:-1], right_to_left)
    assert not faults, shortly(name, faults)


def both_ways(text: str) -> bool:
    """Tell whether a text runs in both directions, or holds what is mirrored in one of them."""
    return right_to_left(text) and any(
        unicodedata.bidirectional(c) == "L" or unicodedata.mirrored(c) for c in text
    )


def right_to_left(text: str) -> bool:
    """Tell whether some of a text runs from right to left."""
    return any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)


def scattered(text: str, said: str) -> bool:
    """Tell whether the characters of a text are there, or those of a start that is shortened."""
    lacking = Counter(unmirrored(text)) - Counter(unmirrored(said))
    return not lacking or (torture.ENDED in said and len(text) > 2 * lacking.total())


def unmirrored(text: str) -> str:
    """Return a text with all brackets open."""
    return text.translate(str.maketrans(")]}>»›", "([{<«‹"))


def lacking(printed: Printed, pages: list[str], jumbled: Callable[[str], bool]) -> list[str]:
    """Return what the pages do not say of the people.

    Of texts that the reader is known to jumble only the characters are looked for.
    """
    each = pages_each(printed)
    warned = {warning.person for warning in printed.printout.warnings}
    faults = []
    for number, badge in enumerate(torture.people()):
        if badge.person in warned:
            continue  # said already, where nobody may be
        for side, elements, _places, page in torture.sides(printed):
            said = squeezed(pages[number * each + page])
            for source in sorted(torture.sources(elements).intersection(TEXTS)):
                text = wanted(getattr(badge, source))
                if source == "native_name" and text == wanted(badge.name):
                    continue
                if jumbled(text) and scattered(text, said):
                    continue
                if not found(text, said, whole=source in WHOLE):
                    faults.append(f"{side} {source} {text} {text!a}: {badge.person}\n  {said!r}")
    return faults


def found(text: str, said: str, *, whole: bool) -> bool:
    """Tell whether a text is there; one that need not be whole may end in an ellipsis."""
    if text in said:
        return True
    return not whole and any(text[:end] + torture.ENDED in said for end in range(1, len(text)))


def pages_each(printed: Printed) -> int:
    """Return how many pages each sheet of badges takes."""
    return 1 + max(page for _side, _elements, _places, page in torture.sides(printed))


def at(sheet: Sheet, page: int, found: torture.Edges) -> str:
    """Return whose badge ink begins on, at the upper left."""
    return called(torture.people()[page * len(sheet.fronts()) + torture.nearest(sheet, found)])


@each_layout
def test_no_element_inks_outside_its_box(name: str) -> None:
    faults = examined(name).outside
    assert not faults, shortly(name, faults)


@each_layout
def test_no_two_lines_of_a_block_touch(name: str) -> None:
    faults = examined(name).touching
    assert not faults, shortly(name, faults)


class Examined(NamedTuple):
    """What is wrong with the elements of a layout, each drawn alone for all five hundred."""

    outside: list[str]
    touching: list[str]


@cache
def examined(name: str) -> Examined:
    faults = Examined([], [])
    for said, element in elements(shelf.layout(name)):
        layout, sheet = torture.alone(element)
        # What is no text differs in little more than its colour.
        some = torture.people() if isinstance(element, Block) else torture.people()[:40]
        content = torture.printed(layout, sheet, some).content
        for number, (odd, even) in enumerate(torture.alternate_lines(content, sheet)):
            found = torture.ink(ImageChops.lighter(odd, even).point(DARK))
            if found and isinstance(element, Block):
                faults.touching.append(f"{said}: at {found} mm: {at(sheet, number, found)}")
            picture = ImageChops.darker(odd, even)
            for place in sheet.fronts():
                torture.whiten(picture, torture.placed(layout.front[0].box, place, layout))
            if found := torture.ink(picture):
                faults.outside.append(f"{said}: at {found} mm: {at(sheet, number, found)}")
    return faults


@each_layout
def test_no_glyph_is_drawn_that_stands_for_a_missing_one(name: str) -> None:
    faults = []
    signs = list(embedded.shown(whole(name).content))
    for sign in signs:
        # What begins with a mark may be drawn with the letter before it.
        inked = sign.width and unicodedata.category((sign.text or " ")[0])[0] not in "ZCM"
        if not sign.code or not sign.text or sign.box in sign.outlines:
            faults.append(f"a box for {sign.text!a}: {sign.font} {sign.code}")
        elif inked and not sign.outlines:
            faults.append(f"nothing for {sign.text!a}: {sign.font} {sign.code}")
    assert not faults, shortly(name, faults)
    assert len(signs) > 1000


@each_layout
def test_no_name_is_smaller_than_eleven_points(name: str) -> None:
    faults = []
    for said, element in elements(shelf.layout(name)):
        if not isinstance(element, Block) or not set(WHOLE) & torture.sources((element,)):
            continue
        layout, sheet = torture.alone(element)
        marked = replace(layout, front=(names_in_red(layout.front[0]),))
        content = torture.printed(marked, sheet, torture.people()).content
        sizes = torture.sizes(content, RED)
        assert sum(sizes.values()) > 5000
        faults += [f"{said}: {n} signs of {size} pt" for size, n in sizes.items() if size < 11]
    assert not faults, shortly(name, faults)


def names_in_red(block: Element) -> Block:
    """Return a block with its names in another colour than the rest."""
    assert isinstance(block, Block)
    fields = [
        replace(one, style=replace(one.style, colour=RED)) if one.source in WHOLE else one
        for one in block.fields
    ]
    return replace(block, fields=tuple(fields))


@each_layout
def test_both_sides_lie_over_one_another(name: str) -> None:
    """A bar in the upper left corner of the front, and one in the upper right one of the back."""
    layout = shelf.layout(name)
    third = layout.width / 3
    front = (Bar((0, 0, third, layout.height / 4), "#000000"),)
    back = (Bar((layout.width - third, 0, third, layout.height / 4), "#000000"),)
    cornered = replace(layout, front=front, back=back)
    for sheet in sheets(name):
        some = torture.people()[: len(sheet.fronts()) + 1]
        content = torture.printed(cornered, replace(sheet, cut_marks=False), some).content
        pages = list(torture.pictures(content, 100))
        pairs = list(one_over_the_other(sheet, pages))
        assert len(pairs) == (len(some) if sheet.fold else 2)
        for one, other in pairs:
            assert ImageOps.invert(one).getbbox(), sheet.name
            apart = ImageChops.difference(one, other).reduce(4)
            assert apart.getextrema()[1] < 200, sheet.name


def one_over_the_other(
    sheet: Sheet, pages: list[Image.Image]
) -> Iterator[tuple[Image.Image, Image.Image]]:
    """Yield what is seen from the front, and what one sees of the back through the paper."""
    if not sheet.fold:
        turned = ImageOps.mirror if over_the_side(sheet) else ImageOps.flip
        for front, back in zip(pages[::2], pages[1::2], strict=True):
            yield front, turned(back)
        return
    across, down = (round(side / 25.4 * 100) for side in (sheet.badge_width, sheet.badge_height))
    folded = ImageOps.mirror if sheet.fold == "side" else ImageOps.flip
    for page in pages:
        for front, back in zip(sheet.fronts(), sheet.backs(), strict=True):
            places = (
                (round(p.left / 25.4 * 100), round(p.top / 25.4 * 100)) for p in (front, back)
            )
            one, other = (page.crop((x, y, x + across, y + down)) for x, y in places)
            if ImageChops.darker(one, folded(other)).reduce(8).getextrema()[0] < 128:  # no dashes
                yield one, folded(other)


@each_layout
def test_each_place_of_a_sheet_holds_its_badge_and_the_back_of_it(name: str) -> None:
    layout = shelf.layout(name)
    for sheet in sheets(name):
        places = len(sheet.fronts())
        some = torture.people()[: places + places // 2 + 1]
        printed = torture.printed(layout, sheet, some)
        with pypdfium2.PdfDocument(printed.content) as document:
            for page in document:
                size = sheet.width * MM, sheet.height * MM
                assert page.get_size() == pytest.approx(size, abs=0.2 * MM), sheet.name
            for side, drawn, corners, page in torture.sides(printed):
                if "name" not in torture.sources(drawn):
                    continue
                for number, badge in enumerate(some):
                    text = document[number // places * pages_each(printed) + page].get_textpage()
                    said = squeezed(text.get_text_bounded(*inside(sheet, corners[number % places])))
                    assert wanted(badge.name) in said, f"{sheet.name} {side} {called(badge)}"


@each_layout
def test_every_mark_of_a_sheet_reads_as_its_code(name: str) -> None:
    layout = shelf.layout(name)
    sheet = shelf.sheet(shelf.A4_SHEET, layout)
    places = len(sheet.fronts())
    some = torture.people()[: places + 1]
    printed = torture.printed(layout, sheet, some)
    fronts = list(torture.pictures(printed.content))[:: pages_each(printed)]
    read = [{mark.text for mark in zxingcpp.read_barcodes(picture, QR)} for picture in fronts]
    assert read == [{badge.code for badge in some[:places]}, {some[places].code}]


def inside(sheet: Sheet, place: Place) -> torture.Edges:
    """Return left, bottom, right and top of a badge on the page, in points from its lower left."""
    bottom = sheet.height - place.top - sheet.badge_height
    right = place.left + sheet.badge_width
    return place.left * MM, bottom * MM, right * MM, (bottom + sheet.badge_height) * MM


def over_the_side(sheet: Sheet) -> bool:
    """Tell which way a printer turns the page that binds it on the long or on the short edge."""
    upright = sheet.height >= sheet.width
    return sheet.binding() == ("long" if upright else "short")


def test_what_has_no_glyph_stops_one_badge_alone_and_is_named() -> None:
    rows = torture.rows(torture.REFUSED)
    people = [torture.badge(1000 + number, row) for number, row in enumerate(rows)]
    between = torture.people()[:3]
    layout = shelf.layout("a6")
    printed = torture.printed(layout, own_page(layout), (*between, *people, *between))
    named: dict[str, list[str]] = {badge.person: [] for badge in people}
    for warning in printed.printout.warnings:
        named[warning.person].append(warning.character)
    assert named == {
        badge.person: [c for c in row["characters"] if c != " "]
        for badge, row in zip(people, rows, strict=True)
    }
    assert printed.printout.badges == 2 * len(between)


def test_ink_beside_its_box_and_lines_that_touch_would_be_seen() -> None:
    block = next(one for one in shelf.layout("a6").front if "name" in torture.sources((one,)))
    assert isinstance(block, Block)
    layout, sheet = torture.alone(block)
    left, top, width, height = layout.front[0].box
    short = [badge for badge in torture.people() if badge.name == "Ng"]
    (picture,) = torture.pictures(torture.printed(layout, sheet, short).content)
    torture.whiten(picture, (left, top, width / 2, height))
    assert torture.ink(picture)
    lower = replace(layout.front[0], box=(left, top + 1, width, height))
    twice = replace(layout, front=(layout.front[0], lower))
    ((odd, even),) = torture.alternate_lines(torture.printed(twice, sheet, short).content, sheet)
    assert torture.ink(ImageChops.lighter(odd, even).point(DARK))


def test_a_box_for_a_missing_character_would_be_seen() -> None:
    font = fonts.chain("bold")[0]
    shaped = shaping.shape(font, "Li 😀", "Latn", False)  # noqa: FBT003
    stream = BytesIO()
    pages = Pages(stream, 50, 50, "Box")
    pages.text([Line((Run(font, "Li 😀", shaped),), 20.0, 10.0, 50.0, "#000000")])
    pages.turn()
    pages.close()
    signs = list(embedded.shown(stream.getvalue()))
    assert [sign.text for sign in signs if sign.box in sign.outlines] == ["😀"]
    assert [sign.text for sign in signs if not sign.outlines] == [" "]
