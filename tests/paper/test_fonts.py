"""The shipped fonts: static outlines of the right weight, and every letter that guests bring."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from checkin import paths
from checkin.errors import DeskError
from checkin.paper.fonts import WEIGHTS, Font, chain, font_of

FONTS = [font for weight in WEIGHTS for font in chain(weight)]

LETTERS = {
    "German": "ÄÖÜäöüßẞ",
    "Latvian": "ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūž",
    "Vietnamese": "ĂÂĐÊÔƠƯăâđêôơưẬệỗựỹỵ",
    "Turkish": "ĞİŞğış",
    "Polish": "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
    "Ukrainian": "ҐЄІЇґєії",
    "Russian": "АБВЁЙЪЫЭЮЯабвёйъыэюя",
    "Kazakh": "ӘҒҚҢӨҰҮҺІәғқңөұүһі",
    "Greek": "ΑΒΓΩάέήίόύώ",
    "Chinese": "李娜王伟张芳哈尔滨市住房和城乡建设局青岛趙陳",
    "signs": "0123456789·–—…„“”‘’«»&<>'\"@§€№",
}


def table(font: Font, tag: str) -> int:
    content = font.path.read_bytes()
    (count,) = struct.unpack_from(">H", content, 4)
    for index in range(count):
        name, _sum, offset, _length = struct.unpack_from(">4sLLL", content, 12 + 16 * index)
        if name.decode() == tag:
            return int(offset)
    return 0


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_every_font_has_true_type_outlines_and_is_not_variable(font: Font) -> None:
    assert table(font, "glyf")
    assert not table(font, "CFF ")
    assert not table(font, "fvar")


@pytest.mark.parametrize("weight", WEIGHTS)
def test_no_font_prints_thinner_than_regular(weight: str) -> None:
    for font in chain(weight):
        (heaviness,) = struct.unpack_from(">H", font.content, table(font, "OS/2") + 4)
        assert heaviness == {"regular": 400, "bold": 700}[weight]


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_every_font_may_be_embedded_and_has_its_licence_beside_it(font: Font) -> None:
    (embedding,) = struct.unpack_from(">H", font.content, table(font, "OS/2") + 8)
    assert embedding == 0
    licence = font.path.with_name(font.name.split("-")[0] + "-OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_every_letter_of_a_guest_has_a_glyph_in_both_weights(letters: str, weight: str) -> None:
    assert [letter for letter in letters if font_of(letter, weight) is None] == []


def test_both_weights_of_a_family_have_the_same_characters() -> None:
    for regular, bold in zip(chain("regular"), chain("bold"), strict=True):
        assert regular.glyphs.keys() == bold.glyphs.keys()


def test_kazakh_is_not_asked_of_the_chinese_font() -> None:
    latin, chinese = chain("bold")
    assert latin.has("Қ")
    assert not chinese.has("Қ")
    assert chinese.has("伟")
    assert not latin.has("伟")


def test_scripts_that_must_be_shaped_count_as_missing() -> None:
    assert font_of("न", "regular") is None
    assert font_of("م", "regular") is None


def test_a_glyph_says_how_wide_it_is_and_where_its_ink_is() -> None:
    latin, chinese = chain("regular")
    assert chinese.advance("李") == 1000
    left, bottom, right, top = latin.ink("H")
    assert 0 < left < right < latin.advance("H")
    assert (bottom, top) == (0, 714)
    assert latin.ink(" ") == (0, 0, 0, 0)


def test_the_folder_says_what_it_holds() -> None:
    said = (paths.resources() / "fonts" / "README.md").read_text("utf-8")
    assert [font.path.name for font in FONTS if font.path.name not in said] == []


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"Lost\.ttf"):
        Font(tmp_path / "Lost.ttf").has("A")
