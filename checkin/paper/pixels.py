"""Pages of a PDF as pixels, for screens, pictures and printers of labels."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from checkin.errors import DeskError
from checkin.i18n import gettext as _

if TYPE_CHECKING:
    from PIL import Image

ONE_AT_A_TIME = Lock()
"""Held by whoever asks PDFium: it has state that all documents of a process share."""
_INCH = 72.0


def pages_of(pdf: bytes | Path, dots: float) -> Iterator[Image.Image]:
    """Yield each page on white, in red, green and blue, at so many dots to the inch.

    Raises DeskError where the file cannot be read. For our own files, not for those of strangers.
    """
    import pypdfium2  # noqa: PLC0415  only what is looked at needs it

    try:
        content = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
        with ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(BytesIO(content))
    except (OSError, pypdfium2.PdfiumError) as error:
        raise DeskError(_("The pages cannot be shown: {reason}").format(reason=error)) from error
    try:
        for number in range(len(document)):
            with ONE_AT_A_TIME:
                page = document[number]
                bitmap = page.render(scale=dots / _INCH, rev_byteorder=True)
                picture: Image.Image = bitmap.to_pil().convert("RGB").copy()
                bitmap.close()
                page.close()
            yield picture
    finally:
        with ONE_AT_A_TIME:
            document.close()
