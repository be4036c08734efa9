"""PWG raster: what is written is read again, also the backs as a printer wants them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from checkin.paper.page import Pages
from checkin.printing import page_files, raster, rendering
from checkin.printing.message import Group, Of, Resolution, Tag, Value
from checkin.printing.printer import Document, RefusedError, Size
from tests.printing import pwg

SIZE = Size(60, 40)


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """Draw two pages with a bar in the upper left corner of each."""
    with (tmp_path / "x.pdf").open("wb") as stream:
        pages = Pages(stream, *SIZE, "x")
        for colour in ("#FF0000", "#0000FF"):
            pages.bar((2, 2, 20, 5), colour)
            pages.turn()
        pages.close()
    return Document(tmp_path / "x.pdf", SIZE, 2)


def same(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures are the same, dot by dot."""
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


def read(document: Document, **how: str) -> list[tuple[Image.Image, pwg.Header]]:
    """Write a document and read it again."""
    out = document.path.with_suffix(".pwg")
    raster.write(
        document, out, raster.Settings(150, how.get("kind", "srgb_8"), how.get("back", ""))
    )
    return list(pwg.pages(out))


@pytest.mark.parametrize("kind", raster.KINDS)
def test_pages_are_read_again_as_they_were_drawn(document: Document, kind: str) -> None:
    how = rendering.drawing(document, 150, grey=kind == "sgray_8")
    with rendering.pictures(document.path, how) as pages:
        drawn = list(pages)
    found = read(document, kind=kind)
    assert all(same(one, page) for (page, _header), one in zip(found, drawn, strict=True))
    assert found[0][1] == pwg.Header(150, (170, 113), 0, 0, (1, 1), 2)


@pytest.mark.parametrize(
    ("binding", "back", "turns", "transposed"),
    [
        ("long", "normal", (1, 1), None),
        ("long", "rotated", (-1, -1), Image.Transpose.ROTATE_180),
        ("long", "flipped", (1, -1), Image.Transpose.FLIP_TOP_BOTTOM),
        ("long", "manual-tumble", (1, 1), None),
        ("short", "rotated", (1, 1), None),
        ("short", "flipped", (-1, 1), Image.Transpose.FLIP_LEFT_RIGHT),
        ("short", "manual-tumble", (-1, -1), Image.Transpose.ROTATE_180),
    ],
)
def test_backs_are_turned_as_the_printer_feeds_them(
    document: Document,
    binding: str,
    back: str,
    turns: tuple[int, int],
    transposed: Image.Transpose | None,
) -> None:
    plain = read(document)
    two = Document(document.path, SIZE, 2, binding)  # type: ignore[arg-type]
    (front, said), (other, told) = read(two, back=back)
    assert (said.duplex, said.tumble, said.turns) == (1, int(binding == "short"), (1, 1))
    assert told.turns == turns
    assert same(front, plain[0][0])
    wanted = plain[1][0]
    assert same(other, wanted if transposed is None else wanted.transpose(transposed))


def test_a_page_on_its_side_is_turned_and_keeps_its_size_on_larger_paper(
    document: Document,
) -> None:
    lying = Document(document.path, SIZE, 2, paper=SIZE.turned())
    (page, _header), _second = read(lying)
    assert page.size == (236, 354)
    assert page.getpixel((236 - 20, 30)) == (255, 0, 0)
    larger = Document(document.path, SIZE, 2, paper=Size(60.4, 40.4))
    (page, _header), _second = read(larger)
    assert page.size == (357, 239)
    left = next(x for x in range(40) if page.getpixel((x, 30)) == (255, 0, 0))
    assert left == pytest.approx((2 + 0.2) / 25.4 * 150, abs=1.5)


@given(st.binary(max_size=900), st.sampled_from([1, 3]))
def test_any_row_is_packed_and_unpacked(content: bytes, size: int) -> None:
    row = content[: len(content) // size * size]
    packed, found, at = raster.packed(row, size), b"", 0
    while at < len(packed):
        count, at = packed[at], at + 1
        assert count != 128
        times, pixels = (count + 1, 1) if count < 128 else (1, 257 - count)
        found += packed[at : at + size * pixels] * times
        at += size * pixels
    assert found == row


def printer(*formats: str, dpi: tuple[int, ...] = (), kinds: tuple[str, ...] = ()) -> Group:
    """Return what a printer says of the documents that it takes."""
    resolutions = tuple(Value(Tag.RESOLUTION, Resolution(one, one, 3)) for one in dpi)
    return Group(
        Of.PRINTER,
        {
            "document-format-supported": tuple(Value(Tag.MIME, one) for one in formats),
            "pwg-raster-document-resolution-supported": resolutions,
            "printer-resolution-supported": resolutions,
            "pwg-raster-document-type-supported": tuple(Value(Tag.KEYWORD, k) for k in kinds),
        },
    )


@pytest.mark.parametrize(
    ("formats", "kind"),
    [
        (("image/jpeg", "application/pdf"), "application/pdf"),
        (("application/octet-stream", "image/pwg-raster", "image/jpeg"), "image/pwg-raster"),
        (("application/octet-stream",), "image/pwg-raster"),
    ],
)
def test_a_printer_gets_the_best_kind_that_it_takes(
    document: Document, tmp_path: Path, formats: tuple[str, ...], kind: str
) -> None:
    assert page_files.fitting(printer(*formats), document, tmp_path)[0] == kind


@pytest.mark.parametrize(
    ("known", "chosen"),
    [((), 300), ((203,), 203), ((600, 300, 150), 300), ((1 << 30, -300), 300)],
)
def test_the_resolution_is_one_that_the_printer_has(
    document: Document, tmp_path: Path, known: tuple[int, ...], chosen: int
) -> None:
    said = printer("image/pwg-raster", dpi=known, kinds=("sgray_8", "black_1"))
    _kind, file = page_files.fitting(said, document, tmp_path)
    (page, header), _second = pwg.pages(file)
    assert (header.dpi, page.mode) == (chosen, "L")


def test_one_page_alone_may_be_a_picture(document: Document, tmp_path: Path) -> None:
    single = Document(document.path, SIZE, 1, paper=SIZE.turned())
    kind, file = page_files.fitting(printer("image/jpeg", dpi=(300,)), single, tmp_path)
    with Image.open(file) as picture:
        assert (kind, picture.size) == ("image/jpeg", (472, 709))
        assert picture.info["dpi"] == (300, 300)
    with pytest.raises(RefusedError, match="neither PDF nor PWG raster"):
        page_files.fitting(printer("image/jpeg"), document, tmp_path)
