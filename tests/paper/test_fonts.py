"""The shipped fonts: static outlines of the right weight, and every letter that guests bring."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from checkin import paths
from checkin.errors import DeskError
from checkin.paper.fonts import SHAPES, WEIGHTS, Font, Shapes, Weight, chain, shapes_of
from checkin.paper.runs import compose

RARE = "HanaMinB"  # rare Han, in one weight
FONTS = list(dict.fromkeys(font for weight in WEIGHTS for font in chain(weight)))

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
    "traditional Chinese": "蕭薔龍鳳麗張偉臺灣",
    "Japanese": "髙﨑辻佐々木さくらカタカナー",
    "Korean": "김민준박서연각힣",
    "Han beyond the common plane": "\U00020087\U0002a6d0\U0002b740",
    "Arabic": "محمدعليپچژگکی",
    "Hebrew": "אבגדהםןשת",
    "Devanagari": "नरेन्द्रमोदीक्षज्ञ",
    "Bengali": "সত্যজিৎরায়",
    "Gurmukhi": "ਮਨਮੋਹਨਸਿੰਘ",
    "Gujarati": "સરદારપટેલ",
    "Odia": "ଶ୍ରୀକ୍ଷେତ୍ରମୋହନ",
    "Tamil": "சுப்பிரமணியன்",
    "Telugu": "వేంకటేశ్వరశ్రీ",
    "Kannada": "ಕುವೆಂಪುಶ್ರೀ",
    "Malayalam": "കൃഷ്ണൻ",
    "Sinhala": "ශ්රීලංකා",
    "Thai": "กำแพงทิพย์วรรณ",
    "Lao": "ແກ້ວຄຳ",
    "Khmer": "ស្រីខ្មែរឃុំ",
    "Burmese": "အောင်ဆန်းစုကြည်",
    "Georgian": "შოთარუსთაველი",
    "Armenian": "Հովհաննեսև",
    "Ethiopic": "ኃይለሥላሴ",
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
def test_no_font_prints_thinner_than_regular(weight: Weight) -> None:
    for font in chain(weight):
        (heaviness,) = struct.unpack_from(">H", font.content, table(font, "OS/2") + 4)
        assert heaviness == ({"regular": 400, "bold": 700}[weight] if font.name != RARE else 500)


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_every_font_may_be_embedded_and_has_its_licence_beside_it(font: Font) -> None:
    (embedding,) = struct.unpack_from(">H", font.content, table(font, "OS/2") + 8)
    assert embedding == 0
    licence = font.path.with_name(font.name.split("-")[0] + "-OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


def font_of(character: str, weight: Weight, shapes: Shapes = "") -> Font | None:
    """Return the font in which a character is set, or none."""
    return next(iter(compose(character, weight, shapes).fonts), None)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("letters", LETTERS.values(), ids=LETTERS)
def test_every_letter_of_a_guest_has_a_glyph_in_both_weights(letters: str, weight: Weight) -> None:
    assert [letter for letter in letters if font_of(letter, weight) is None] == []


def test_both_weights_of_a_family_have_the_same_characters() -> None:
    for regular, bold in zip(chain("regular"), chain("bold"), strict=True):
        assert set(regular.shaper.face.unicodes) == set(bold.shaper.face.unicodes)


def test_kazakh_is_not_asked_of_the_chinese_font() -> None:
    latin, chinese = chain("bold")[:2]
    assert latin.has("Қ")
    assert not chinese.has("Қ")
    assert chinese.has("伟")
    assert not latin.has("伟")


@pytest.mark.parametrize(
    ("shapes", "family"), [("", "SC"), ("tc", "TC"), ("jp", "JP"), ("kr", "KR")]
)
def test_the_shapes_of_han_choose_the_font_that_comes_first(shapes: Shapes, family: str) -> None:
    assert font_of("直", "bold", shapes).name == f"NotoSans{family}-Bold"


def test_a_country_has_its_shapes_of_han() -> None:
    countries = ["CN", "SG", "TW", "HK", "MO", "JP", "KR", "DE", ""]
    assert [shapes_of(country) for country in countries] == (
        ["", "", "tc", "tc", "tc", "jp", "kr", "", ""]
    )


@pytest.mark.parametrize("shapes", SHAPES)
def test_what_the_shapes_of_a_country_lack_is_taken_from_the_others(shapes: Shapes) -> None:
    for character in "们働돌\U0002a6d0":
        assert font_of(character, "regular", shapes) is not None


def test_a_script_is_drawn_by_the_font_made_for_it() -> None:
    assert font_of("न", "bold").name == "NotoSansDevanagari-Bold"
    assert font_of("م", "regular").name == "NotoSansArabic-Regular"
    assert font_of("한", "regular").name == "NotoSansKR-Regular"


def test_only_the_fonts_that_are_needed_are_opened() -> None:
    program = (
        "from checkin.paper.fonts import WEIGHTS, chain\n"
        "from checkin.paper.runs import compose\n"
        "for weight in WEIGHTS: compose('Jürgen Müller · Magdeburg', weight).width(0, 5)\n"
        "print(*(f.name for w in WEIGHTS for f in chain(w) if 'shaper' in vars(f)))"
    )
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["NotoSans-Regular", "NotoSans-Bold"]


def test_a_glyph_says_how_wide_it_is_and_where_its_ink_is() -> None:
    latin, chinese = chain("regular")[:2]
    assert chinese.advance(chinese.shaper.get_nominal_glyph(ord("李"))) == 1000
    glyph = latin.shaper.get_nominal_glyph(ord("H"))
    left, bottom, right, top = latin.ink([(glyph, 0, 0)])
    assert 0 < left < right < latin.advance(glyph)
    assert (bottom, top) == (0, 714)
    assert latin.ink([(glyph, 100, -50)]) == (left + 100, -50, right + 100, 664)
    assert latin.ink([(latin.shaper.get_nominal_glyph(ord(" ")), 0, 0)]) is None


def test_the_folder_says_what_it_holds() -> None:
    said = (paths.resources() / "fonts" / "README.md").read_text("utf-8")
    assert [font.path.name for font in FONTS if font.path.name not in said] == []


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"Lost\.ttf"):
        Font(tmp_path / "Lost.ttf").has("A")
