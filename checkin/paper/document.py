"""A PDF that is written while it grows: each page leaves memory when it is turned."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from typing import BinaryIO

from checkin.paper.embedding import EmbeddedFont
from checkin.paper.fonts import Font
from checkin.paper.picture import Picture


class Document:
    """A PDF of pages of one size on a stream; equal pages make equal bytes."""

    def __init__(self, stream: BinaryIO, size: tuple[float, float], title: str) -> None:
        """Begin a document; its size is in points."""
        self._fonts: dict[Font, EmbeddedFont] = {}
        self._pictures: dict[str, tuple[str, int]] = {}
        self._stream = stream
        self._length = 0
        self._digest = hashlib.blake2b(digest_size=16)
        self._starts = array("Q", [0])
        self._pages = array("L")
        self._size = size
        self._title = title
        self._put(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")

    def add_page(self, operators: str) -> None:
        """Write a page."""
        content = self.write_stream(operators.encode("ascii"))
        self._pages.append(
            self.write_object(b"<</Type/Page/Parent 1 0 R/Contents %d 0 R>>" % content)
        )

    def font(self, font: Font) -> EmbeddedFont:
        """Return a font as this document has it."""
        if font not in self._fonts:
            self._fonts[font] = EmbeddedFont(font, f"F{len(self._fonts)}")
        return self._fonts[font]

    def picture(self, picture: Picture) -> str:
        """Return the name of a picture, which is written once however often it is shown."""
        if picture.digest not in self._pictures:
            number = self._write_picture(picture)
            self._pictures[picture.digest] = f"P{len(self._pictures)}", number
        return self._pictures[picture.digest][0]

    def write_stream(self, content: bytes, entries: bytes = b"") -> int:
        """Write packed content, and return its number."""
        return self._write_packed(zlib.compress(content), entries)

    def _write_picture(self, picture: Picture) -> int:
        size = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/Width %d/Height %d" % (
            picture.width,
            picture.height,
        )
        mask = b""
        if picture.opacity:
            grey = self._write_packed(picture.opacity, size + b"/ColorSpace/DeviceGray")
            mask = b"/SMask %d 0 R" % grey
        return self._write_packed(picture.colours, size + b"/ColorSpace/DeviceRGB" + mask)

    def _write_packed(self, packed: bytes, entries: bytes) -> int:
        return self.write_object(
            b"<</Filter/FlateDecode/Length %d%b>>\nstream\n%b\nendstream"
            % (len(packed), entries, packed)
        )

    def write_object(self, body: bytes) -> int:
        """Write an object, and return its number."""
        self._starts.append(0)
        number = len(self._starts)
        self._write_numbered(number, body)
        return number

    def finish(self) -> None:
        """Write the fonts and the tables; the stream stays open."""
        fonts = [
            entry
            for font in self._fonts.values()
            for entry in font.entries(self.write_object, self.write_stream)
        ]
        pictures = [
            f"/{name} {number} 0 R".encode("ascii") for name, number in self._pictures.values()
        ]
        width, height = self._size
        self._write_numbered(
            1,
            b"<</Type/Pages/Count %d/Kids[%b]/MediaBox[0 0 %.3f %.3f]"
            b"/Resources<</Font<<%b>>/XObject<<%b>>>>>>"
            % (
                len(self._pages),
                b" ".join(b"%d 0 R" % page for page in self._pages),
                width,
                height,
                b"".join(fonts),
                b"".join(pictures),
            ),
        )
        catalogue = self.write_object(b"<</Type/Catalog/Pages 1 0 R>>")
        title = ("\ufeff" + self._title).encode("utf-16-be").hex()
        about = self.write_object(b"<</Title<%b>/Producer(checkin)>>" % title.encode("ascii"))
        self._write_trailer(catalogue, about)

    def _write_trailer(self, catalogue: int, about: int) -> None:
        start, count = self._length, len(self._starts) + 1
        mark = self._digest.hexdigest().encode("ascii")
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for offset in self._starts:
            self._put(b"%010d 00000 n \n" % offset)
        self._put(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, catalogue, about, mark, mark, start)
        )

    def _write_numbered(self, number: int, body: bytes) -> None:
        self._starts[number - 1] = self._length
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _put(self, content: bytes) -> None:
        self._stream.write(content)
        self._digest.update(content)
        self._length += len(content)
