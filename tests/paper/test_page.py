"""The PDF page: exact size, text that can be copied, nobody's name in the title, equal bytes."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest

from checkin.paper.fit import Style, fit
from checkin.paper.page import MM, Pages
from checkin.paper.runs import compose

WORDS = "LI Na 李娜 Құдайберген Ļiepiņa Nguyễn Ộ ἄ \U00020087"


def drawn(*texts: str, width: float = 105.0, height: float = 148.0) -> bytes:
    stream = BytesIO()
    pages = Pages(stream, width, height, "Badges")
    for text in texts:
        words = [(compose(text, "bold"), Style("bold", 11, 30, colour="#17211D"))]
        pages.text(fit(words, (width - 10) * MM, (height - 10) * MM).lines, 5, 5)
        pages.turn()
    pages.close()
    return stream.getvalue()


def copied(content: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return str(document[page].get_textpage().get_text_range())


@pytest.mark.parametrize(("width", "height"), [(105, 148), (210, 297), (85.6, 54)])
def test_a_page_has_its_size_to_a_hundredth_of_a_millimetre(width: float, height: float) -> None:
    with pypdfium2.PdfDocument(drawn("A", width=width, height=height)) as document:
        assert document[0].get_size() == pytest.approx((width * MM, height * MM), abs=0.01 * MM)


def test_every_character_can_be_copied_in_order_even_beyond_the_common_plane() -> None:
    assert copied(drawn(WORDS)).split() == WORDS.split()


def test_more_characters_than_one_subset_holds_can_be_copied() -> None:
    han = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    content = drawn(han[:300], han[300:])
    assert "".join(copied(content).split()) + "".join(copied(content, 1).split()) == han


def test_equal_pages_make_equal_bytes_and_others_do_not() -> None:
    assert drawn(WORDS) == drawn(WORDS)
    assert drawn(WORDS) != drawn(WORDS + "!")


def test_the_file_names_neither_its_maker_nor_the_fonts_folder() -> None:
    content = drawn("Shevchenko")
    with pypdfium2.PdfDocument(content) as document:
        assert document.get_metadata_dict(skip_empty=True) == {
            "Title": "Badges",
            "Producer": "checkin",
        }
    assert b"resources" not in content
    assert b"Shevchenko" not in content


def test_only_the_characters_that_are_used_are_embedded() -> None:
    assert len(drawn("LI Na 李娜")) < 15_000


def test_pages_leave_memory_when_they_are_turned() -> None:
    stream = BytesIO()
    pages = Pages(stream, 105, 148, "Badges")
    pages.bar((5, 5, 20, 20), "#0F6B5C")
    pages.turn()
    written = len(stream.getvalue())
    pages.turn()
    assert 0 < written < len(stream.getvalue())


def test_a_document_without_fonts_opens() -> None:
    stream = BytesIO()
    pages = Pages(stream, 100, 100, "Badges")
    pages.bar((10, 20, 30, 40), "#FF0000", radius=3)
    pages.hairline((0, 50), (3, 50))
    pages.squares("0 0 1 1 re", 2, (60, 60, 20), "#000000")
    pages.turn()
    pages.close()
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        boxes = [shape.get_bounds() for shape in document[0].get_objects()]
    top = 100 * MM
    assert boxes[0] == pytest.approx((10 * MM, top - 60 * MM, 40 * MM, top - 20 * MM), abs=0.01)
    assert boxes[2] == pytest.approx((60 * MM, top - 80 * MM, 70 * MM, top - 70 * MM), abs=0.01)


def test_two_documents_may_be_drawn_at_the_same_time() -> None:
    first, second = BytesIO(), BytesIO()
    both = [Pages(stream, 105, 148, "Badges") for stream in (first, second)]
    for pages, text in zip(both, ("李娜", "王伟"), strict=True):
        pages.text(fit([(compose(text, "bold"), Style("bold", 11, 30))], 200, 200).lines)
        pages.turn()
    for pages in both:
        pages.close()
    assert (copied(first.getvalue()), copied(second.getvalue())) == ("李娜", "王伟")
