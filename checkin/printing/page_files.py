"""The file that a printer takes: the PDF itself, else its pages as PWG raster, else a picture."""

from __future__ import annotations

from pathlib import Path

from checkin.i18n import gettext as _
from checkin.printing import raster, rendering
from checkin.printing.message import Group, Resolution
from checkin.printing.printer import Document, RefusedError

PDF, RASTER, JPEG = "application/pdf", "image/pwg-raster", "image/jpeg"
_WISHED = 300  # dots per inch; of others the nearest above, else the best
_FINEST = 1200  # dots per inch; a page of more of them is larger than memory
_QUALITY = 95


def fitting(described: Group, document: Document, folder: Path) -> tuple[str, Path]:
    """Return the kind and the file of a document as a printer takes it; raises RefusedError."""
    formats = described.words("document-format-supported")
    if PDF in formats:
        return PDF, _turned(document, folder)
    kinds = described.words("pwg-raster-document-type-supported")
    colour = next((kind for kind in raster.KINDS if kind in kinds), "")
    if (RASTER in formats or "application/octet-stream" in formats) and (colour or not kinds):
        file = folder / "pages.pwg"
        raster.write(document, file, _raster_settings(described, colour or "sgray_8", document))
        return RASTER, file
    if JPEG in formats and document.pages == 1:
        return JPEG, _picture(document, folder, _dpi(described.all("printer-resolution-supported")))
    raise RefusedError(_("The printer takes neither PDF nor PWG raster."))


def _raster_settings(described: Group, kind: str, document: Document) -> raster.Settings:
    back = described.text("pwg-raster-document-sheet-back") or "normal"
    dpi = _dpi(described.all("pwg-raster-document-resolution-supported"))
    return raster.Settings(dpi, kind, back if document.binding else "")


def _dpi(said: tuple[object, ...]) -> int:
    """Return the resolution to print at, of those that a printer has."""
    known = sorted(
        {one.dpi for one in said if isinstance(one, Resolution) and 0 < one.dpi <= _FINEST}
    )
    enough = [dpi for dpi in known if dpi >= _WISHED]
    return enough[0] if enough else (known or [_WISHED])[-1]


def _turned(document: Document, folder: Path) -> Path:
    """Return the PDF, with its pages turned where they lie on their side on the paper."""
    if not document.turned:
        return document.path
    file = folder / "turned.pdf"
    rendering.turn(document.path, file)
    return file


def _picture(document: Document, folder: Path, dpi: int) -> Path:
    file = folder / "page.jpg"
    with rendering.pictures(document.path, rendering.drawing(document, dpi)) as pages:
        next(pages).save(file, "JPEG", quality=_QUALITY, dpi=(dpi, dpi), subsampling=0)
    return file
