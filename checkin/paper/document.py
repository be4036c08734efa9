"""A PDF that is written while it grows: each page leaves memory when it is turned."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from threading import Lock
from typing import BinaryIO
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfmetrics, ttfonts

from checkin.paper.fonts import Font

_BLOCK = 100  # the most lines that one block of a character map may have


class _Outlines:
    """The table of outlines, of which parts are taken without copying the ten megabytes first."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content = content
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._content[self._start + part.start : self._start + part.stop]


class _Face(ttfonts.TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """The outlines of a font, with tables read in bulk: reportlab needs 90 ms for Han alone."""

    def __init__(self, font: Font) -> None:
        pdfmetrics.TypeFace.__init__(self, None)
        ttfonts.TTFontFile.__init__(self, BytesIO(font.content), charInfo=0)
        self.charToGlyph = font.glyphs
        self.defaultWidth = font.advances[0]
        self.hmetrics = font.bearings
        self.glyphPos = font.positions
        self._outlines = _Outlines(font.content, self.get_table_pos("glyf")[0])

    def getCharWidth(self, code: int) -> int:  # noqa: N802  the name that reportlab calls
        """Return the advance of a character, in thousandths of the size."""
        return int(self.hmetrics[self.charToGlyph.get(code, 0)][0])

    def get_table(self, tag: str) -> bytes | _Outlines:
        """Return a table of the font; the names, which no page needs, count as absent."""
        if tag == "glyf":
            return self._outlines
        if tag == "name":
            raise KeyError(tag)
        table: bytes = super().get_table(tag)
        return table


class EmbeddedFont(ttfonts.TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font of which each document takes in the characters that it uses."""

    def __init__(self, font: Font) -> None:
        self.fontName = font.name
        self.face = _Face(font)
        self.encoding = ttfonts.TTEncoding()
        self.state: WeakKeyDictionary[Document, ttfonts.TTFont.State] = WeakKeyDictionary()
        self._asciiReadable = False  # else all of ASCII is embedded, used or not
        self.shapable = False
        self._reading = Lock()  # the parser has one place in the file for all threads

    def write(self, document: Document) -> list[bytes]:
        """Write the characters that the document uses; return the entries for its resources."""
        entries = []
        for number, subset in enumerate(self.state[document].subsets):
            name = self.getSubsetInternalName(number, document).encode("ascii")
            with self._reading:
                outlines = self.face.makeSubset(subset)
            entries.append(b"%b %d 0 R" % (name, self._write_subset(document, number, outlines)))
        return entries

    def _write_subset(self, document: Document, number: int, outlines: bytes) -> int:
        face, subset = self.face, self.state[document].subsets[number]
        name = ttfonts.SUBSETN(number) + b"+" + face.name
        file = document.write_stream(outlines, b"/Length1 %d" % len(outlines))
        described = (
            "/Flags 4"  # the encoding is the subset's own
            f"/FontBBox[{' '.join(f'{edge:g}' for edge in face.bbox)}]/ItalicAngle 0"
            f"/Ascent {face.ascent:g}/Descent {face.descent:g}/CapHeight {face.capHeight:g}"
            f"/StemV {face.stemV:g}/MissingWidth {face.defaultWidth:g}"
        )
        descriptor = document.write_object(
            b"<</Type/FontDescriptor/FontName/%b%b/FontFile2 %d 0 R>>"
            % (name, described.encode("ascii"), file)
        )
        widths = b" ".join(b"%d" % face.getCharWidth(code) for code in subset)
        characters = document.write_stream(_character_map(subset).encode("ascii"))
        return document.write_object(
            b"<</Type/Font/Subtype/TrueType/BaseFont/%b/FirstChar 0/LastChar %d/Widths[%b]"
            b"/FontDescriptor %d 0 R/ToUnicode %d 0 R>>"
            % (name, len(subset) - 1, widths, descriptor, characters)
        )


class Document:
    """A PDF of pages of one size on a stream; equal pages make equal bytes."""

    def __init__(self, stream: BinaryIO, size: tuple[float, float], title: str) -> None:
        """Begin a document; its size is in points."""
        self.fontMapping: dict[str, str] = {}  # this and the next are filled by reportlab
        self.delayedFonts: list[EmbeddedFont] = []
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

    def write_stream(self, content: bytes, entries: bytes = b"") -> int:
        """Write packed content, and return its number."""
        packed = zlib.compress(content)
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
        fonts = [entry for font in self.delayedFonts for entry in font.write(self)]
        width, height = self._size
        self._write_numbered(
            1,
            b"<</Type/Pages/Count %d/Kids[%b]/MediaBox[0 0 %.3f %.3f]/Resources<</Font<<%b>>>>>>"
            % (
                len(self._pages),
                b" ".join(b"%d 0 R" % page for page in self._pages),
                width,
                height,
                b"".join(fonts),
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


@cache
def embedded(font: Font) -> EmbeddedFont:
    """Return the font as reportlab takes it; its outlines are read once."""
    return EmbeddedFont(font)


def _character_map(subset: Sequence[int]) -> str:
    """Say which character each code of a subset stands for, so that text can be copied."""
    lines = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex()}>"
        for code, character in enumerate(subset)
    ]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    named = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *named,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
