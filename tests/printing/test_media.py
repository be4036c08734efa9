"""Which paper a printer has, and whether a page goes on it."""

from __future__ import annotations

import pytest

from checkin.printing import media
from checkin.printing.message import Group, Of, Range, Tag, Value
from checkin.printing.printer import Document, Printer, Size, Span


def words(**named: tuple[str, ...]) -> Group:
    """Return what a printer says with words alone."""
    keywords = {
        name.replace("_", "-"): tuple(Value(Tag.KEYWORD, one) for one in said)
        for name, said in named.items()
    }
    return Group(Of.PRINTER, keywords)


def sized(x: object, y: object) -> Value:
    """Return a size as a collection."""
    tags = {int: Tag.INTEGER, Range: Tag.RANGE}
    sides = {"x-dimension": (Value(tags[type(x)], x),), "y-dimension": (Value(tags[type(y)], y),)}
    return Value(Tag.COLLECTION, sides)


def test_words_for_paper_say_how_large_it_is() -> None:
    said = words(
        media_supported=(
            *("iso_a6_105x148mm", "na_letter_8.5x11in", "custom_min_25.4x25.4mm"),
            *("custom_max_4x6in", "iso-a4", "na_number-10_4.125x9.5in_tray", "_x_1x2cm", ""),
        )
    )
    assert media.sizes(said) == (Size(105, 148), Size(215.9, 279.4), Size(104.77, 241.3))
    assert media.spans(said) == (Span(Size(25.4, 25.4), Size(101.6, 152.4)),)
    assert media.keyword(said, Size(105.2, 148)) == "iso_a6_105x148mm"
    assert media.keyword(said, Size(50, 50)) == ""


def test_a_span_may_be_free_in_one_direction_only() -> None:
    said = Group(Of.PRINTER, {"media-size-supported": (sized(6200, Range(2500, 100_000)),)})
    (span,) = media.spans(said)
    assert (media.sizes(said), span) == ((), Span(Size(62, 25), Size(62, 1000)))
    assert span.holds(Size(62, 100))
    assert not span.holds(Size(60, 100))


def test_odd_sizes_are_passed_over() -> None:
    odd = (
        *(sized(0, 10), sized(-5, 5), sized(5, Range(0, 0)), Value(Tag.INTEGER, 5)),
        *(Value(Tag.COLLECTION, {}), Value(Tag.COLLECTION, {"x-dimension": ()})),
    )
    said = Group(Of.PRINTER, {"media-size-supported": odd, "media-col-ready": odd})
    assert (media.sizes(said), media.spans(said), media.loaded(said)) == ((), (), ())


@pytest.mark.parametrize(
    ("page", "paper"),
    [
        (Size(105, 148), Size(105, 148)),
        (Size(105.4, 147.7), Size(105, 148)),
        (Size(107, 148), None),
        (Size(148, 105), Size(105, 148)),
        (Size(62, 100), Size(62, 100)),
        (Size(100, 62), Size(62, 100)),
        (Size(70, 100), None),
    ],
)
def test_paper_two_millimetres_too_large_is_another_paper(page: Size, paper: Size | None) -> None:
    printer = Printer(
        "x", "x", sizes=(Size(210, 297), Size(105, 148)), spans=(Span(Size(50, 50), Size(62, 200)),)
    )
    assert printer.paper(page) == paper


def test_a_printer_that_says_nothing_of_paper_is_believed() -> None:
    assert Printer("x", "x").paper(Size(1, 2)) == Size(1, 2)
    assert Printer("x", "x").has_loaded(Size(1, 2))


def test_a_page_lies_on_its_side_where_the_paper_does_not(tmp_path: object) -> None:
    page = Size(148, 105)
    assert Document(tmp_path, page, 1, paper=Size(105, 148)).turned  # type: ignore[arg-type]
    assert not Document(tmp_path, page, 1, paper=page).turned  # type: ignore[arg-type]
