"""Layouts as files: what is wrong is named with its line, what is written reads back equal."""

from __future__ import annotations

import os
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import DeskError
from checkin.layouts import layout_file, shelf
from checkin.layouts.element import (
    COLOUR_WORDS,
    NAMES,
    SOURCES,
    Bar,
    Block,
    Box,
    Field,
    Mark,
    Picture,
    Sign,
)
from checkin.layouts.layout import Layout
from checkin.paper.fit import Style

GOOD = """\
width = 90
height = 54
titles.en = "Mine"

[[front]]
kind = "bar"
box = [0, 0, 90, 5]
colour = "role"

[[front]]
kind = "mark"
box = [60, 20, 22, 22]

[[front]]
kind = "picture"
box = [0, 40, 9, 9]
file = "logo.png"

[[front]]
kind = "sign"
box = [10, 40, 9, 9]
sign = "no-photo"

[[front]]
kind = "block"
box = [5, 10, 50, 30]

[[front.field]]
source = "name"
smallest = 11
largest = 30

[[front.field]]
source = "text"
words.de = "Bus {bus}"
smallest = 7
largest = 9
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_layout_is_read(tmp_path: Path) -> None:
    layout = layout_file.read(written(tmp_path, GOOD))
    assert (layout.name, layout.width, layout.height, layout.back) == ("mine", 90, 54, ())
    assert (layout.title("en"), layout.title("de"), layout.folder) == ("Mine", "Mine", tmp_path)
    bar, mark, picture, sign, block = layout.front
    assert (bar, mark) == (Bar((0, 0, 90, 5), "role"), Mark((60, 20, 22, 22)))
    assert picture == Picture((0, 40, 9, 9), "logo.png")
    assert sign == Sign((10, 40, 9, 9), "no-photo")
    assert isinstance(block, Block)
    name, bus = block.fields
    assert (name.style.largest, name.style.whole, bus.style.whole) == (30, True, False)
    assert bus.words == {"de": "Bus {bus}"}


def test_two_equal_sides_are_said_once(tmp_path: Path) -> None:
    layout = layout_file.read(written(tmp_path, "same_back = true\n" + GOOD))
    assert layout.back == layout.front
    assert layout_file.text(layout).count('kind = "mark"') == 1


@pytest.mark.parametrize(
    ("found", "replaced", "said"),
    [
        ("width = 90", "", "line 1: width must be a number from 20 to 1000"),
        ("width = 90", "width = nan", "line 1: width must be a number"),
        ("width = 90", "width = true", "line 1: width must be a number"),
        ("width = 90", "width = 1" + "0" * 400, "line 1: width must be a number"),
        ("height = 54", "height = 54\ncolor = 1", "line 3: color: There is no such setting"),
        ("smallest = 11", "smallest = 8", r"line 30: front\[5\]\.field\[1\]\.smallest must .* 11"),
        ('"name"', '"passport"', r"line 29: front\[5\]\.field\[1\]\.source .*one of .*native_name"),
        ("[5, 10, 50, 30]", "[5, 10, 95, 30]", r"line 26: front\[5\]\.box: It reaches beyond"),
        ("[5, 10, 50, 30]", "[5, 10]", r"line 26: front\[5\]\.box must be 4 numbers"),
        ("[5, 10, 50, 30]", '["a", 1, 2, 3]', r"line 26: front\[5\]\.box must be 4 numbers"),
        ("[5, 10, 50, 30]", "[5, 10, 50, 4]", r"line 26: front\[5\]\.box: It is too small"),
        ("[0, 0, 90, 5]", "[0, 0, 90, 0]", r"line 7: front\[1\]\.box: It is thinner than 0\.1 mm"),
        ('source = "name"', 'source = "code"', r"line 26: .*box: It is too narrow for a code"),
        ("22, 22]", "22, 21]", r"line 12: front\[2\]\.box: The mark must be square"),
        ("22, 22]", "14, 14]", r"line 12: front\[2\]\.box: A mark below 14\.5 mm"),
        ('"role"', '"red"', r"line 8: front\[1\]\.colour must be a colour"),
        ('"bar"', '"line"', r"line 6: front\[1\]\.kind must be one of bar, block, mark, pic"),
        ('kind = "bar"\n', "", r"line 5: front\[1\]\.kind must be one of"),
        ('"no-photo"', '"no-smoking"', r"line 22: front\[4\]\.sign must be one of no-photo"),
        ('"Bus {bus}"', '"{person.email}"', r"line 35: front\[5\]\.field\[2\]\.words\.de: There"),
        ('"Bus {bus}"', '"{}"', r"line 35: front\[5\]\.field\[2\]\.words\.de: There"),
        ('words.de = "Bus {bus}"\n', "", r"line 33: front\[5\]\.field\[2\]\.words: A free text"),
        ("words.de", "words.German", r"words\.German: This is no language"),
        ("titles.en", "titles.e", r"line 3: titles\.e: This is no language"),
        ('"Mine"', f'"{61 * "x"}"', r"line 3: titles\.en must be a text of at most 60"),
        ("largest = 9\n", "largest = 9\nlines = 1.5\n", r"line 38: .*lines must be a whole num"),
        ("width = 90", "same_back = true\nback = [1]\nwidth = 90", r"line 2: back\[1\] must be a"),
        ("width = 90", 'fold = "left"\nwidth = 90', "line 1: fold must be one of side, top"),
        ("width = 90", "front = [1]\nwidth = 90", "TOML"),
        ("width = 90", "width = ", "line 1"),
    ],
)
def test_a_mistake_is_named_with_its_file_line_and_key(
    tmp_path: Path, found: str, replaced: str, said: str
) -> None:
    assert found in GOOD
    path = written(tmp_path, GOOD.replace(found, replaced, 1))
    with pytest.raises(DeskError, match=said) as refused:
        layout_file.read(path)
    assert str(refused.value).startswith("mine.toml")
    assert len(str(refused.value)) < 700


def test_a_back_cannot_be_both_the_same_and_another(tmp_path: Path) -> None:
    text = "same_back = true\n" + GOOD + '[[back]]\nkind = "bar"\nbox = [0, 0, 9, 9]\ncolour="role"'
    with pytest.raises(DeskError, match="line 1: same_back: A back of its own"):
        layout_file.read(written(tmp_path, text))


def test_a_mistake_in_a_table_on_one_line_is_named_with_that_line(tmp_path: Path) -> None:
    text = 'width = 90\nheight = 54\nfront = [{kind = "bar", box = [0, 0, 99, 9], colour = "role"}]'
    with pytest.raises(DeskError, match=r"line 3: front\[1\]\.box: It reaches"):
        layout_file.read(written(tmp_path, text))


@pytest.mark.parametrize(
    "file",
    [
        "../logo.png",
        "/etc/passwd",
        "/etc/logo.png",
        "sub/logo.png",
        "sub\\\\logo.png",
        "C:logo.png",
        "\\\\\\\\host\\\\share\\\\logo.png",
        "logo.png:stream.png",
        "CON.png",
        "nul .svg",
        "LPT1.pdf",
        "com\u00b9.png",
        "logo.txt",
        "logo.png ",
        ".png",
        "..png",
        "a\\u0000.png",
        "x" * 200 + ".png",
        "",
    ],
)
def test_a_picture_is_a_plain_name_beside_the_layout(tmp_path: Path, file: str) -> None:
    with pytest.raises(DeskError, match=r"line 17: front\[3\]\.file: A picture is"):
        layout_file.read(written(tmp_path, GOOD.replace("logo.png", file)))


@pytest.mark.parametrize("file", ["logo.png", "Logo der Stadt (1).SVG", "会标.pdf", "console.png"])
def test_pictures_may_be_called_as_people_call_them(tmp_path: Path, file: str) -> None:
    layout = layout_file.read(written(tmp_path, GOOD.replace("logo.png", file)))
    assert layout.front[2] == Picture((0, 40, 9, 9), file)


@pytest.mark.parametrize(
    "text",
    [
        "#" * 200_000,
        "a = " + "[" * 5000,
        "\udcff",
        "a." * 30_000 + "b = 1",
        "[" + "a." * 30_000 + "b]",
        "front = [" + "{}," * 61 + "]",
        "width = 1e999",
        '[[front]]\nkind = "block"\n' + "[[front.field]]\n" * 2_000,
        "\x00",
        "=" * 90_000,
        "\n".join("a." * 490 + f"b{number} = 1" for number in range(100)),
        "\n".join("[" + "a." * 490 + f"b{number}]" for number in range(100)),
        "[" * 90_000,
        '"' * 90_000,
    ],
)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DeskError, match=r"mine\.toml") as refused:
        layout_file.read(path)
    assert len(str(refused.value)) < 1000


def test_what_is_no_plain_file_is_not_even_opened(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"none\.toml cannot be read"):
        layout_file.read(tmp_path / "none.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(DeskError, match=r"folder\.toml is no file"):
        layout_file.read(tmp_path / "folder.toml")
    with pytest.raises(DeskError, match="cannot be read"):
        layout_file.read(tmp_path / "a\0b.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only Unix has pipes by name")
def test_a_pipe_does_not_keep_the_program_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.toml")
    with pytest.raises(DeskError, match="no file of settings"):
        layout_file.read(tmp_path / "mine.toml")


@pytest.mark.parametrize("name", shelf.names())
def test_a_shipped_layout_is_as_the_program_writes_it(name: str) -> None:
    layout = shelf.layout(name)
    assert layout.folder
    assert (layout.folder / f"{name}.toml").read_text("utf-8") == layout_file.text(layout)


COLOURS = st.sampled_from(COLOUR_WORDS) | st.integers(0, 0xFFFFFF).map("#{:06X}".format)
LANGUAGES = st.sampled_from(["de", "en", "zh", "zh-Hant", "kk"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=60)


def boxes(least: float, square: bool = False) -> st.SearchStrategy[Box]:  # noqa: FBT001, FBT002
    """Return boxes on a badge of 100 x 100 mm."""

    def boxed(numbers: tuple[float, ...]) -> Box:
        left, top, across, down = numbers
        width = least + across * (100 - left - least)
        height = least + down * (100 - top - least)
        return (left, top, *((min(width, height),) * 2 if square else (width, height)))

    near = st.floats(0, 40)
    share = st.floats(0, 1)
    return st.tuples(near, near, share, share).map(boxed)


@st.composite
def fields(draw: st.DrawFn) -> Field:
    source = draw(st.sampled_from(SOURCES))
    whole = source in NAMES or (source != "code" and draw(st.booleans()))
    smallest = draw(st.floats(11, 12)) if whole else draw(st.floats(4, 7))
    style = Style(
        weight=draw(st.sampled_from(("regular", "bold"))),
        smallest=smallest,
        largest=draw(st.floats(smallest, 60)),
        wished=draw(st.floats(0, smallest)),
        gap=draw(st.floats(0, 5)),
        lines=draw(st.integers(0, 5)),
        whole=whole,
        colour=draw(COLOURS),
    )
    words = st.dictionaries(LANGUAGES, TEXTS, min_size=1)
    return Field(source, style, draw(words) if source == "text" else {})


ELEMENTS = st.one_of(
    st.builds(Bar, boxes(1), COLOURS, st.floats(0, 0.5)),
    st.builds(Picture, boxes(1), st.sampled_from(["a.png", "b c.svg", "会.pdf"]), st.booleans()),
    st.builds(Mark, boxes(14.5, square=True), COLOURS),
    st.builds(Sign, boxes(1), st.just("no-photo"), COLOURS),
    st.builds(
        Block,
        boxes(40),
        st.sampled_from(("left", "centre", "right")),
        st.sampled_from(("top", "middle", "bottom")),
        st.lists(fields(), max_size=4).map(tuple),
    ),
)
SIDES = st.lists(ELEMENTS, max_size=5).map(tuple)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    front = draw(SIDES)
    return Layout(
        name=draw(st.text(string.ascii_lowercase, min_size=1, max_size=8)),
        width=100.0,
        height=100.0,
        front=front,
        back=draw(st.sampled_from([(), front]) | SIDES),
        fold=draw(st.sampled_from(("", "top", "side"))),
        titles=draw(st.dictionaries(LANGUAGES, TEXTS)),
    )


@given(layouts())
def test_what_is_written_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, layout: Layout
) -> None:
    path = tmp_path_factory.getbasetemp() / f"{layout.name}.toml"
    layout_file.write(layout, path)
    assert layout_file.read(path) == replace(layout, folder=path.parent)


def test_a_layout_that_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    wrong = Layout("mine", 90, 54, (Bar((0, 0, 91, 5), "role"),))
    with pytest.raises(DeskError, match=r"front\[1\]\.box: It reaches"):
        layout_file.write(wrong, path)
    assert path.read_text("utf-8") == GOOD
    assert list(tmp_path.iterdir()) == [path]


PIECES = st.sampled_from(
    [
        *("[[front]]\n", "[[front.field]]\n", "[[back]]\n", "width = 90\n", "height = 54\n"),
        *('kind = "bar"\n', 'kind = "block"\n', "box = [0, 0, 50, 50]\n", 'colour = "role"\n'),
        *('source = "text"\n', 'words.de = "{bus}"\n', "smallest = 7\n", "largest = 9\n"),
        *("same_back = true\n", "titles.de = 1\n", "front = {}\n", "[front]\n", "lines = 1e9\n"),
        *('"', "'", "'''", '"""', "[", "]", "{", "}", "=", "#", ".", "\\", "\n", "nan", "-inf"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=10), max_size=40).map("".join) | st.binary(max_size=300))
def test_the_file_of_a_stranger_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "strange.toml"
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
    path.write_bytes(content)
    try:
        layout = layout_file.read(path)
    except DeskError:
        return
    assert layout_file.read(path) == layout
