"""Decodes one picture of a stranger, as a process of its own that may crash, hang or be ended.

It reads the file from its input and writes to its output: `PIXELS`, width and height, how long the
packed colours are, the colours, and the packed opacity, if there is any; or `REFUSED` and why.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from checkin import paths

if TYPE_CHECKING:
    from PIL import Image

PIXELS, REFUSED = b"PIXELS", b"REFUSED"
HEADER = struct.Struct(">LLL")
"""Width, height and the length of the packed colours."""

LONGEST = 3_508
"""The most pixels of a side: 148 mm, the height of A6, at 600 dots to the inch."""

_MOST = 2_480 * LONGEST
_MOST_READ = 60_000_000  # pixels of a picture before it is made smaller
_MEMORY = 2 << 30
_SECONDS = 60  # of the processor, should the program that waits for it be gone
_EMBEDDED = re.compile(r"data:image/(png|jpe?g);base64,", re.IGNORECASE)
_ADDRESS = re.compile(r"url\s*\(\s*[\"']?\s*(.?)", re.IGNORECASE | re.DOTALL)


class RefusedError(Exception):
    """A picture that is not decoded, with one word that says why."""


def decode(content: bytes) -> Image.Image:
    """Return the picture in a file; raises RefusedError, or whatever a decoder raises."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    if b"<" in content[:1024]:
        return _svg(content)
    raise RefusedError("kind")


def _png(content: bytes) -> Image.Image:
    from PIL import Image  # noqa: PLC0415  as all of these: one picture needs one decoder

    Image.MAX_IMAGE_PIXELS = None  # counted here
    picture = Image.open(io.BytesIO(content), formats=["PNG"])
    if picture.width * picture.height > _MOST_READ:
        raise RefusedError("large")
    return picture.convert("RGBA")


def _pdf(content: bytes) -> Image.Image:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        width, height = page.get_size()
        scale = LONGEST / max(width, height)
        clear = (255, 255, 255, 0)
        picture: Image.Image = page.render(scale=scale, fill_color=clear).to_pil()
        return picture.convert("RGBA")


def _svg(content: bytes) -> Image.Image:
    import resvg_py  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    _look_through(content)
    drawn = resvg_py.svg_to_bytes(
        svg_string=content.decode("utf-8-sig"),
        width=LONGEST,
        height=LONGEST,
        dpi=96,
        skip_system_fonts=True,
        font_dirs=[str(paths.resources() / "fonts")],
        font_family="Noto Sans",
        serif_family="Noto Sans",
        sans_serif_family="Noto Sans",
    )
    return Image.open(io.BytesIO(bytes(drawn)), formats=["PNG"]).convert("RGBA")


def _look_through(content: bytes) -> None:
    """Refuse what declares a document type, or points to something outside of the file."""
    from xml.parsers import expat  # noqa: PLC0415

    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = reader.typed
    parser.EntityDeclHandler = reader.declared
    parser.ProcessingInstructionHandler = reader.instructed
    parser.StartElementHandler = reader.begun
    parser.EndElementHandler = reader.ended
    parser.CharacterDataHandler = reader.said
    parser.Parse(content, True)  # noqa: FBT003  the parser takes no names


class _Reader:
    """Looks at each element of an SVG before anything is drawn."""

    def __init__(self) -> None:
        self._style: list[str] | None = None

    def typed(self, _name: str, _system: str | None, _public: str | None, within: bool) -> None:  # noqa: FBT001
        """Pass over the bare document type of older programs, which nobody reads."""
        if within:
            self.declared()

    def declared(self, *_told: Any) -> None:
        """Refuse entities and what could declare them: they multiply, or name files."""
        raise RefusedError("doctype")

    def instructed(self, *_told: Any) -> None:
        """Refuse instructions: they name style sheets."""
        raise RefusedError("outside")

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        """Look at what an element says."""
        self._style = [] if _local(name) == "style" else None
        for key, value in attributes.items():
            _look_at(_local(key), value)

    def said(self, text: str) -> None:
        """Gather the rules of a style sheet."""
        if self._style is not None:
            self._style.append(text)

    def ended(self, _name: str) -> None:
        """Look at the rules of a style sheet."""
        if self._style:
            _look_at("style", "".join(self._style))
        self._style = None


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _look_at(name: str, value: str) -> None:
    if name in {"href", "src"} and not (value.startswith("#") or _EMBEDDED.match(value)):
        raise RefusedError("outside")
    if name == "base" or "@import" in value.lower():
        raise RefusedError("outside")
    if any(first != "#" for first in _ADDRESS.findall(value)):
        raise RefusedError("outside")
    if name == "style" and "\\" in value:  # an escape could spell any of these
        raise RefusedError("outside")


def _packed(picture: Image.Image) -> bytes:
    width, height = picture.size
    share = min(1.0, LONGEST / max(width, height), (_MOST / (width * height)) ** 0.5)
    if share < 1:
        picture = picture.resize((max(1, int(width * share)), max(1, int(height * share))))
    opacity = picture.getchannel("A")
    colours = zlib.compress(picture.convert("RGB").tobytes())
    clear = b"" if opacity.getextrema() == (255, 255) else zlib.compress(opacity.tobytes())
    return PIXELS + HEADER.pack(*picture.size, len(colours)) + colours + clear


def _limit() -> None:
    """Let the system end this process before it takes the machine's memory."""
    try:
        import resource  # noqa: PLC0415  unknown to Windows, where the time limit alone holds
    except ImportError:
        return
    with suppress(OSError, ValueError):  # macOS does not always allow it
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Answer for one picture."""
    content = sys.stdin.buffer.read()
    _limit()
    try:
        answer = _packed(decode(content))
    except RefusedError as error:
        answer = REFUSED + str(error).encode("ascii")
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
