"""Pages of a PDF as a printer wants them: in its dots, on its paper, turned where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checkin.paper.pixels import ONE_AT_A_TIME
from checkin.printing.printer import Document

if TYPE_CHECKING:
    from PIL.Image import Image


class Drawing(NamedTuple):
    """How pages are drawn."""

    paper: tuple[int, int]  # pixels across and down
    page: tuple[int, int]  # of these, what the page fills, in the middle
    grey: bool = False
    crisp: bool = False  # without shades at the edges, for printers that have only dots
    turned: bool = False  # by a quarter, clockwise


def drawing(document: Document, dpi: int, *, grey: bool = False, crisp: bool = False) -> Drawing:
    """Return how a document is drawn on its paper, in its own size."""
    paper, page = (
        (round(size.width / 25.4 * dpi), round(size.height / 25.4 * dpi))
        for size in (
            document.sheet,
            document.size.turned() if document.turned else document.size,
        )
    )
    return Drawing(paper, page, grey=grey, crisp=crisp, turned=document.turned)


@contextmanager
def pictures(file: Path, how: Drawing) -> Iterator[Iterator[Image]]:
    """Lend the pages of a PDF one by one, as pictures of exactly so many pixels."""
    import pypdfium2  # noqa: PLC0415  slow, and only some printers need pictures

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(file)
    try:
        yield (_drawn(document, number, how) for number in range(len(document)))
    finally:
        with ONE_AT_A_TIME:
            document.close()


def turn(file: Path, out: Path) -> None:
    """Write a PDF whose pages are turned by a quarter, clockwise."""
    import pypdfium2  # noqa: PLC0415

    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(file)
        try:
            for number in range(len(document)):
                page = document[number]
                page.set_rotation((page.get_rotation() + 90) % 360)
                page.close()
            document.save(out)
        finally:
            document.close()


def _drawn(document: Any, number: int, how: Drawing) -> Image:
    import pypdfium2  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    kind = raw.FPDFBitmap_Gray if how.grey else raw.FPDFBitmap_BGR
    flags = raw.FPDF_ANNOT | raw.FPDF_PRINTING
    if how.grey:
        flags |= raw.FPDF_GRAYSCALE
    if how.crisp:
        flags |= raw.FPDF_RENDER_NO_SMOOTHTEXT | raw.FPDF_RENDER_NO_SMOOTHPATH
    left, top = ((one - other) // 2 for one, other in zip(how.paper, how.page, strict=True))
    with ONE_AT_A_TIME:
        page = document[number]
        bitmap = pypdfium2.PdfBitmap.new_native(*how.paper, kind)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *how.paper)
        turns = int(how.turned)
        raw.FPDF_RenderPageBitmap(bitmap, page, left, top, *how.page, turns, flags)
        picture: Image = bitmap.to_pil().copy()
        bitmap.close()
        page.close()
    return picture if how.grey else picture.convert("RGB")
