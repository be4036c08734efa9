"""Layout files of strangers: refused in words, or drawn; they read, run and reach nothing else.

The folder `tests/data/layouts/strangers` holds one way of doing harm in each file. In a layout the
line that must be named says `# refused`; in a picture `@FILE@` is a file that nobody may read, and
`@PORT@` a port that nobody may call; one called `maybe-` may as well be drawn, in time.
"""

from __future__ import annotations

import os
import re
import socket
import stat
import struct
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from checkin.badges.badge import Badge
from checkin.badges.drawing import draw_to
from checkin.errors import DeskError
from checkin.layouts import layout_file, shelf, tables
from checkin.layouts.sheet import own_page
from checkin.paper import picture
from tests.badges import torture

STRANGERS = torture.DATA / "layouts" / "strangers"
LAYOUTS = sorted(STRANGERS.glob("*.toml"), key=lambda path: path.stem)
DRAWINGS = sorted((STRANGERS / "pictures").glob("*.svg"))

HEAD = "width = 60\nheight = 60\n"
CANARY = (255, 0, 255)
TOLD = "what the canary would tell"


def names(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


@pytest.mark.parametrize("path", LAYOUTS, ids=names(LAYOUTS))
def test_a_hostile_layout_is_refused_with_its_file_and_line(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    line = next((number for number, text in enumerate(lines, 1) if "# refused" in text), 1)
    with pytest.raises(DeskError) as refused:
        layout_file.read(path)
    assert path.name in str(refused.value)
    assert re.search(rf"\bline {line}\b", str(refused.value)), refused.value
    assert str(refused.value).isprintable()


def test_a_key_that_cannot_be_seen_is_said_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "hidden.toml"
    path.write_text(f'{HEAD}"\u202ekeyboard" = 1\n', "utf-8")
    with pytest.raises(DeskError, match=r"line 3: \\u202ekeyboard"):
        layout_file.read(path)


def test_a_folder_full_of_hostile_layouts_costs_a_sentence_each() -> None:
    sound, faults = shelf.layouts(STRANGERS)
    assert {one.name for one in sound} == set(shelf.names())
    assert len(faults) == len(LAYOUTS)
    for fault, path in zip(faults, LAYOUTS, strict=True):
        assert path.name in fault
        assert len(fault) < 1000


LARGE = {
    "a hundred thousand fields": HEAD
    + "[[front]]\nkind = 'block'\nbox = [0, 0, 60, 60]\n"
    + "[[front.field]]\nsource = 'city'\nsmallest = 7\nlargest = 9\n" * 100_000,
    "a million elements": HEAD + "front = [" + "{}," * 33_000 + "]",
    "more keys than anybody reads": HEAD + "".join(f"a{n} = 1\n" for n in range(9_000)),
    "brackets without end": HEAD + "front = " + "[" * 99_000,
    "tables in tables without end": HEAD + "front = " + "{a = " * 19_000,
    "a key of fifty thousand parts": HEAD + "a." * 49_000 + "a = 1",
    "a table of fifty thousand parts": HEAD + "[[" + "a." * 49_000 + "a]]",
    "many long tables": HEAD + "".join(f"[[{'a.' * 300}a]]\n" for _n in range(160)),
    "a number without end": "width = " + "9" * 99_000,
    "a fraction without end": "width = 0." + "0" * 99_000 + "1",
    "a text without end": HEAD + 'titles.en = "' + "W" * 99_000 + '"',
    "quotes without end": HEAD + 'titles.en = """' + '"' * 99_000,
    "escapes without end": HEAD + 'titles.en = "' + r"\u0041" * 16_000 + '"',
    "holes without end": HEAD
    + "[[front]]\nkind = 'block'\nbox = [0, 0, 60, 60]\n"
    + "[[front.field]]\nsource = 'text'\nwords.en = '"
    + "{" * 99_000
    + "'",
    "a million bytes of nothing": "\n" * 1_000_000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_layout_without_end_ends(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DeskError, match=r"large\.toml") as refused:
        layout_file.read(path)
    assert len(str(refused.value)) < 1000


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00w",
        b"width = 1\x00",
        b"\x80",
        bytes(range(128, 256)),
        b"\xef\xbb\xbf\xef\xbb\xbf",
    ],
)
def test_what_is_no_text_is_no_layout(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "noise.toml"
    path.write_bytes(content)
    with pytest.raises(DeskError, match=r"noise\.toml"):
        layout_file.read(path)


def test_a_folder_without_end_is_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(600):
        (tmp_path / f"{number:05}.toml").touch()
    listed = []
    iterdir = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: listed.append(path) or iterdir(path))
    found, faults = shelf.layouts(tmp_path)
    assert found
    assert len(faults) == 500
    assert listed.count(tmp_path) < 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("stem", [b"\xff", b"\x1b]0;pwn\x07", "a\u202eb".encode(), b"a\nb"])
def test_a_name_that_steers_a_screen_is_no_layout(tmp_path: Path, stem: bytes) -> None:
    place = os.fsencode(tmp_path) + b"/" + stem + b".toml"
    try:
        Path(os.fsdecode(place)).touch()
    except OSError:
        pytest.skip("no such name here")
    assert shelf.layouts(tmp_path)[1] == []
    assert all(name.isprintable() for name in shelf.names(tmp_path))


def test_a_layout_may_not_be_asked_for_by_a_path(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text(HEAD, "utf-8")
    own = tmp_path / "layouts"
    own.mkdir()
    for name in (
        "../secret",
        str(tmp_path / "secret"),
        "..\\secret",
        "secret.toml",
        "a6/../a6",
        "",
    ):
        with pytest.raises(DeskError, match="There is no layout"):
            shelf.layout(name, own)


class Trap:
    """A folder with a layout of a stranger beside it, a file that nobody may read, and a port."""

    def __init__(self, folder: Path, port: int) -> None:
        self.own = folder / "layouts"
        self.own.mkdir()
        self.secret = folder / "canary.png"
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", TOLD)
        Image.new("RGB", (40, 40), CANARY).save(self.secret, pnginfo=told)
        self._port = port

    def content(self, text: str) -> bytes:
        """Fill in where the file and the port are."""
        address = self.secret.as_posix()
        return text.replace("@FILE@", address).replace("@PORT@", str(self._port)).encode("utf-8")

    def printed(self, file: str) -> bytes:
        """Draw a badge of a layout that shows a picture."""
        (self.own / "mine.toml").write_text(
            f'{HEAD}[[front]]\nkind = "picture"\nbox = [5, 5, 50, 50]\nfile = "{file}"\n', "utf-8"
        )
        layout = shelf.layout("mine", self.own)
        stream = BytesIO()
        draw_to([Badge("p-1", "Li Na")], layout, own_page(layout), stream)
        return stream.getvalue()

    def outcome(self, file: str) -> str:
        """Return the words of a refusal, or '' for a badge on which nothing of the file is."""
        try:
            content = self.printed(file)
        except DeskError as error:
            return str(error)
        assert TOLD.encode() not in content
        (page,) = torture.coloured(content, 100)
        assert CANARY not in {colour for _count, colour in page.getcolors(page.width * page.height)}
        return ""


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """Lay out the file, listen at the port, and look for what is left running."""
    before = children()
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield Trap(tmp_path, server.getsockname()[1])
        server.setblocking(False)  # noqa: FBT003  sockets take no names
        with pytest.raises(BlockingIOError):
            server.accept()
    assert children() <= before


def children() -> set[int]:
    """Return the processes that this one has begun and that are still there, where one can ask."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[1]) == os.getpid():
            found.add(int(path.parent.name))
    return found


@pytest.mark.parametrize("path", DRAWINGS, ids=names(DRAWINGS))
def test_a_hostile_drawing_shows_nothing_of_other_files_and_calls_nobody(
    trap: Trap, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture.load, "__defaults__", (2.0,))  # not the half minute of a slow desk
    for name in ("canary.png", "canary.svg"):
        (trap.own / name).write_bytes(trap.secret.read_bytes())
    (trap.own / path.name).write_bytes(trap.content(path.read_text("utf-8")))
    said = trap.outcome(path.name)
    assert TOLD not in said
    assert (path.name in said) if said else path.name.startswith("maybe-"), said


def test_a_picture_that_lies_elsewhere_is_not_reached_by_a_link(trap: Trap) -> None:
    if sys.platform == "win32":
        pytest.skip("links need rights there")
    (trap.own / "link.png").symlink_to(trap.secret)
    (trap.own / "twice.png").symlink_to(trap.own / "link.png")
    (trap.own / "loop.png").symlink_to(trap.own / "loop.png")
    (trap.own / "folder.png").mkdir()
    (trap.own / "gone.png").symlink_to(trap.own / "nowhere.png")
    (trap.own / "zero.png").symlink_to("/dev/zero")
    os.mkfifo(trap.own / "pipe.png")
    for file in ("link", "twice", "loop", "folder", "gone", "zero", "pipe", "missing"):
        assert f"{file}.png" in trap.outcome(f"{file}.png")
    assert stat.S_ISFIFO((trap.own / "pipe.png").stat().st_mode)


def chunk(kind: bytes, content: bytes) -> bytes:
    sums = struct.pack(">L", zlib.crc32(kind + content))
    return struct.pack(">L", len(content)) + kind + content + sums


def png(width: int, height: int, *chunks: bytes, bits: int = 8, colours: int = 2) -> bytes:
    """Return a PNG that says any size, and holds what it is given."""
    head = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, bits, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def pdf(catalogue: bytes = b"", page: bytes = b"", content: bytes = b"") -> bytes:
    """Return a PDF of one page with anything in its catalogue, on its page and in its content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%b>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 4 0 R%b>>" % page,
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
    ]
    found, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(b"%010d 00000 n \n" % len(found))
        found += b"%d 0 obj%b endobj\n" % (number, body)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(starts)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(found)
    return found + table + end


PACKED = zlib.compress(bytes(20_000_000))
PIXELS = {
    "a-bomb.png": png(60_000, 60_000, chunk(b"IDAT", PACKED)),
    "a-bomb-of-one-bit.png": png(500_000, 500_000, chunk(b"IDAT", PACKED), bits=1, colours=0),
    "a-bomb-in-little.png": png(1, 1, chunk(b"IDAT", PACKED)),
    "a-bomb-of-words.png": png(
        1, 1, chunk(b"zTXt", b"a\0\0" + PACKED), chunk(b"IDAT", zlib.compress(bytes(4)))
    ),
    "a-bomb-of-colours.png": png(
        1, 1, chunk(b"iCCP", b"a\0\0" + PACKED), chunk(b"IDAT", zlib.compress(bytes(4)))
    ),
    "no-size.png": png(0, 0, chunk(b"IDAT", b"")),
    "minus.png": png(0xFFFFFFFF, 0xFFFFFFFF, chunk(b"IDAT", b"")),
    "chunk-without-end.png": b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR",
    "no-palette.png": png(9, 9, chunk(b"IDAT", zlib.compress(bytes(90))), colours=3),
    "empty.png": b"",
    "words.png": TOLD.encode(),
    "a-gif.png": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "a-tiff.png": b"II*\x00\x08\x00\x00\x00\x00\x00",
    "a-postscript.png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(@FILE@) run\n",
}
FILE = b"/F(@FILE@)"
DOCUMENTS = {
    "launch.pdf": pdf(b"/OpenAction<</S/Launch%b/Win<</F(cmd.exe)/P(/c calc)>>>>" % FILE),
    "launch-on-page.pdf": pdf(page=b"/AA<</O<</S/Launch%b>>>>" % FILE),
    "script.pdf": pdf(
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:@PORT@'\\))>>"
    ),
    "address.pdf": pdf(b"/OpenAction<</S/URI/URI(http://127.0.0.1:@PORT@/)>>"),
    "go-elsewhere.pdf": pdf(b"/OpenAction<</S/GoToR%b/D[0/Fit]>>" % FILE),
    "submit.pdf": pdf(b"/OpenAction<</S/SubmitForm/F(http://127.0.0.1:@PORT@/)>>"),
    "form.pdf": pdf(b"/AcroForm<</Fields[]/XFA(http://127.0.0.1:@PORT@/)>>"),
    "another-page.pdf": pdf(page=b"/Resources<</XObject<</X<</Subtype/Form/Ref<<%b>>>>>>>>" % FILE),
    "another-stream.pdf": pdf(page=b"/Resources<</XObject<</X 4 0 R>>>>", content=b"/X Do").replace(
        b"<</Length", b"<<%b/FFilter/DCTDecode/Length" % FILE
    ),
    "endless.pdf": pdf(page=b"/MediaBox[0 0 1e30 1e30]"),
    "deep.pdf": pdf(content=b"q " * 500_000),
    "arrays.pdf": pdf(page=b"/A" + b"[" * 200_000),
    "shows-itself.pdf": pdf(
        page=b"/Resources<</XObject<</X 4 0 R>>>>", content=b"/X Do /X Do"
    ).replace(
        b"<</Length", b"<</Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length"
    ),
    "many-pages.pdf": pdf().replace(b"/Count 1", b"/Count 2147483647"),
    "no-pages.pdf": pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "root-in-a-circle.pdf": pdf().replace(b"/Root 1 0 R", b"/Root 9 0 R/Prev 9"),
    "locked.pdf": pdf().replace(b"/Root", b"/Encrypt<</Filter/Standard/V 1/R 2/P 0/O()/U()>>/Root"),
}
OTHERS = {**PIXELS, **DOCUMENTS}


@pytest.mark.parametrize("file", OTHERS)
def test_a_hostile_picture_shows_nothing_of_other_files_and_calls_nobody(
    trap: Trap, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture.load, "__defaults__", (2.0,))
    content = OTHERS[file].replace(b"@FILE@", trap.secret.as_posix().encode())
    (trap.own / file).write_bytes(content.replace(b"@PORT@", trap.content("@PORT@")))
    said = trap.outcome(file)
    assert TOLD not in said
    assert file in said or not said
    if "bomb-of-one" in file or file in {"a-bomb.png", "minus.png", "empty.png", "words.png"}:
        assert said


def test_what_is_looked_for_would_be_seen(trap: Trap) -> None:
    (trap.own / "mine.png").write_bytes(trap.secret.read_bytes())
    with pytest.raises(AssertionError):
        trap.outcome("mine.png")
    assert tables.read(trap.own / "mine.toml")
