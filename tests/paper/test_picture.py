"""Pictures of strangers: drawn where they are sound, refused by name where they are not."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from checkin.errors import DeskError
from checkin.paper.decoding import LONGEST, RefusedError, decode
from checkin.paper.page import Pages
from checkin.paper.picture import Picture, load

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)
SQUARE = '<rect width="50" height="50" fill="#FF0000"/>'


def svg(inside: str, head: str = 'width="100" height="50"') -> bytes:
    return SVG.format(head, inside).encode()


def png(size: tuple[int, int] = (30, 20), colour: tuple[int, ...] = (255, 0, 0, 128)) -> bytes:
    stream = BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def pdf(width: float = 100, height: float = 50) -> bytes:
    stream = BytesIO()
    pages = Pages(stream, width, height, "Logo")
    pages.bar((0, 0, width / 2, height), "#FF0000")
    pages.turn()
    pages.close()
    return stream.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    sums = struct.pack(">L", zlib.crc32(kind + content))
    return struct.pack(">L", len(content)) + kind + content + sums


def bomb_png(width: int, height: int) -> bytes:
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(1_000_000))
    parts = chunk(b"IHDR", head), chunk(b"IDAT", lines), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def nested(depth: int, times: int) -> str:
    """Return a picture in which everything is shown so many times, again and again."""
    groups = "".join(
        f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * times + "</g>"
        for n in range(1, depth)
    )
    first = f'<g id="a0">{SQUARE}</g>'
    return f'<defs>{first}{groups}</defs><use xlink:href="#a{depth - 1}"/>'


def looping_pdf() -> bytes:
    """Return a page that shows a form that shows itself."""
    content = b"/F Do"
    forms = b"<</XObject<</F 4 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 5 0 R/Resources %b>>" % forms,
        b"<</Subtype/Form/BBox[0 0 99 99]/Resources %b/Length %d>>" % (forms, len(content)),
        b"<</Length %d>>" % len(content),
    ]
    objects[3:] = [head + b"stream\n%b\nendstream" % content for head in objects[3:]]
    found, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(found))
        found += b"%d 0 obj%b endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return (
        found
        + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(found),
        )
    )


def loaded(tmp_path: Path, content: bytes, patience: float = 60) -> Picture:
    path = tmp_path / "logo.bin"
    path.write_bytes(content)
    return load(path, patience)


def refusal(tmp_path: Path, content: bytes, patience: float = 60) -> str:
    """Return the words with which a picture is refused, or nothing for one that is drawn."""
    try:
        picture = loaded(tmp_path, content, patience)
    except DeskError as error:
        return str(error)
    assert max(picture.width, picture.height) <= LONGEST
    return ""


def pixels(picture: Picture) -> Image.Image:
    colours = zlib.decompress(picture.colours)
    return Image.frombytes("RGB", (picture.width, picture.height), colours)


def test_a_png_keeps_its_pixels_and_how_opaque_they_are(tmp_path: Path) -> None:
    picture = loaded(tmp_path, png())
    assert (picture.width, picture.height) == (30, 20)
    assert pixels(picture).getpixel((0, 0)) == (255, 0, 0)
    assert set(zlib.decompress(picture.opacity)) == {128}


def test_what_is_wholly_opaque_says_nothing_of_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, png(colour=(1, 2, 3))).opacity == b""


@pytest.mark.parametrize("content", [svg(SQUARE), pdf()], ids=["svg", "pdf"])
def test_what_has_no_pixels_is_drawn_fine_enough_for_a_badge(
    content: bytes, tmp_path: Path
) -> None:
    picture = loaded(tmp_path, content)
    assert picture.width == LONGEST
    assert picture.width / picture.height == pytest.approx(2, abs=0.01)
    assert pixels(picture).getpixel((10, 10)) == (255, 0, 0)
    opacity = zlib.decompress(picture.opacity)
    assert (opacity[10], opacity[picture.width - 10]) == (255, 0)


def test_a_picture_in_millimetres_and_one_with_words_are_drawn(tmp_path: Path) -> None:
    words = svg(
        '<text y="40" font-family="Nobody Has This">ÄÖ</text>', 'width="99mm" height="50mm"'
    )
    assert max(zlib.decompress(loaded(tmp_path, words).opacity)) == 255


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    picture = loaded(tmp_path, png((6000, 3000), (9, 9, 9)))
    assert picture.width == LONGEST
    assert pixels(picture).getpixel((1700, 800)) == (9, 9, 9)


def test_a_picture_inside_a_drawing_is_drawn(tmp_path: Path) -> None:
    inner = base64.b64encode(png(colour=(0, 0, 255))).decode()
    image = f'<image width="100" height="50" href="data:image/png;base64,{inner}"/>'
    assert pixels(loaded(tmp_path, svg(image))).getpixel((1000, 500)) == (0, 0, 255)


def test_a_picture_seen_before_is_not_read_again(tmp_path: Path) -> None:
    first = loaded(tmp_path, png((7, 7)))
    (tmp_path / "copy.png").write_bytes(png((7, 7)))
    assert load(tmp_path / "copy.png", 0.000_1) is first


def test_the_bare_document_type_of_older_programs_does_no_harm(tmp_path: Path) -> None:
    declared = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://localhost:9/svg11.dtd">'
    assert loaded(tmp_path, declared + svg(SQUARE)).width > 0


REFUSED = {
    "a file outside": svg('<image href="file:///etc/hostname" width="9" height="9"/>'),
    "a file beside": svg('<image xlink:href="secret.png" width="9" height="9"/>'),
    "an address": svg('<image href="http://localhost:9/a.png" width="9" height="9"/>'),
    "a drawing within": svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9"/>'),
    "an address of paint": svg('<rect width="9" height="9" fill="url(http://localhost:9/a#b)"/>'),
    "an address in a style": svg('<rect style="fill: URL( \'a.svg#b\' )" width="9" height="9"/>'),
    "a style sheet": svg('<style>@import "a.css";</style>'),
    "an address in a style sheet": svg("<style>rect{fill:url(a.svg#b)}</style>"),
    "an escape in a style sheet": svg("<style>rect{fill:\\75rl(a.svg#b)}</style>"),
    "a base": svg('<g xml:base="file:///"/>'),
    "an instruction": b'<?xml-stylesheet href="a.css"?>' + svg(SQUARE),
    "a use of a file": svg('<use xlink:href="other.svg#a"/>'),
    "an entity": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"),
    "a billion laughs": b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + svg("&b;"),
    "an entity of a file": b'<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("&a;"),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_drawing_that_points_outside_or_declares_entities_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError, match=r"outside|doctype"):
        decode(content)


def test_what_points_to_a_part_of_the_drawing_itself_is_drawn(tmp_path: Path) -> None:
    paint = '<linearGradient id="g"><stop stop-color="#00FF00"/></linearGradient>'
    used = '<rect fill="url(#g)" style="stroke: url( \'#g\' )" width="100" height="50"/>'
    assert pixels(loaded(tmp_path, svg(paint + used))).getpixel((9, 9)) == (0, 255, 0)


BROKEN = {
    "nothing": b"",
    "words": b"Hello, this is no picture.",
    "half a drawing": svg(SQUARE)[:-10],
    "a drawing without end": svg(SQUARE, 'width="1e30" height="1e-30"'),
    "half a png": png((300, 300))[:60],
    "a png with a wrong sum": png()[:40] + b"\0\0" + png()[42:],
    "a png of ten thousand million pixels": bomb_png(100_000, 100_000),
    "a png that says less than it holds": bomb_png(1, 400_000_000),
    "the head of a pdf": b"%PDF-1.7\n garbage",
    "a pdf without pages": pdf().replace(b"/Kids[", b"/Kinds["),
    "a pdf of no size": pdf().replace(b"/MediaBox[0 0 ", b"/MediaBox[0 0 0 0] /B[0 0 "),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_drawn_is_refused_by_name_or_drawn(content: bytes, tmp_path: Path) -> None:
    said = refusal(tmp_path, content)
    assert not said or "logo.bin" in said


@pytest.mark.parametrize(
    "content",
    [
        svg(nested(12, 10)),
        svg(nested(7, 10)),
        svg(SQUARE * 200_000),
        svg("<g>" * 100_000 + "</g>" * 100_000),
        svg(
            '<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter>'
            + SQUARE.replace("<rect", '<rect filter="url(#f)"')
        ),
        looping_pdf(),
    ],
    ids=["multiplied", "multiplied less", "many", "deep", "blurred", "a pdf that shows itself"],
)
def test_what_is_made_to_hang_ends_in_time(content: bytes, tmp_path: Path) -> None:
    said = refusal(tmp_path, content, patience=5)
    assert not said or "logo.bin" in said


def test_what_takes_too_long_is_ended_and_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="too long"):
        loaded(tmp_path, svg(SQUARE * 3), patience=0.000_1)


def test_a_file_that_is_not_there_or_too_large_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"gone\.png"):
        load(tmp_path / "gone.png")
    with pytest.raises(DeskError, match="too large"):
        loaded(tmp_path, bytes(32_000_001))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5, deadline=None
)
@given(st.binary(max_size=60), st.integers(8, 60))
def test_damage_anywhere_never_raises_anything_else(
    tmp_path: Path, noise: bytes, place: int
) -> None:
    whole = png((20, 20))
    said = refusal(tmp_path, whole[:place] + noise + whole[place + len(noise) :])
    assert not said or "logo.bin" in said
