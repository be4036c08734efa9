"""The words on a badge: as their owner writes them, and fixed words in two languages."""

from __future__ import annotations

import pytest

from checkin.badges.badge import WORDS, Badge, in_latin, said
from checkin.layouts.element import SOURCES, Field
from checkin.paper.fit import Style


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("CN", "China"),
        ("LV", "Lettland · Latvia"),
        ("KZ", "Kasachstan · Kazakhstan"),
        ("UA", "Ukraine"),
        ("", ""),
        ("XQ", "XQ"),
    ],
)
def test_a_country_is_said_in_german_and_english_but_once_if_they_agree(
    country: str, said: str
) -> None:
    assert WORDS["country"](Badge("p", "Li", country=country)) == said


def test_the_second_country_line_is_empty_where_it_would_repeat_the_first() -> None:
    china, latvia = Badge("p", "Li", country="CN"), Badge("p", "Li", country="LV")
    assert (WORDS["country_local"](china), WORDS["country_own"](china)) == ("China", "")
    assert (WORDS["country_local"](latvia), WORDS["country_own"](latvia)) == (
        "Lettland",
        "Latvia",
    )


def test_languages_are_marks_with_the_listening_language_first() -> None:
    assert WORDS["languages"](Badge("p", "Li", languages="zh en de")) == "ZH · EN · DE"
    assert WORDS["languages"](Badge("p", "Li")) == ""


@pytest.mark.parametrize("name", ["LI Na", "li na", "von der AU", "O’Neill", "DE LA CRUZ Ana"])
def test_a_name_is_never_recased_or_reordered(name: str) -> None:
    assert WORDS["name"](Badge("p", name)) == name


def test_a_native_name_that_says_the_same_is_not_repeated() -> None:
    assert WORDS["native_name"](Badge("p", "Anna Berg", "Anna Berg")) == ""
    assert WORDS["native_name"](Badge("p", "LI Na", "李娜")) == "李娜"


def test_whatever_a_layout_may_ask_for_is_there_on_an_empty_badge() -> None:
    said = {source: word(Badge("p", "")) for source, word in WORDS.items()}
    assert {source for source, text in said.items() if text} == {"role_local", "role_own"}


def test_a_layout_may_ask_for_every_source() -> None:
    assert {*WORDS, "text"} == set(SOURCES)


@pytest.mark.parametrize(
    ("native", "country", "printed"),
    [
        ("李 娜", "CN", "李娜"),
        ("欧阳\u3000雪梅", "", "欧阳雪梅"),
        ("陳 大文", "TW", "陳大文"),
        ("山田 太郎", "JP", "山田 太郎"),
        ("김 민준", "KR", "김 민준"),
        ("Жақсылықов Нұрлан", "KZ", "Жақсылықов Нұрлан"),
        ("伊万·彼得罗夫", "CN", "伊万·彼得罗夫"),
    ],
)
def test_a_name_in_han_alone_has_no_blanks_but_in_japan(
    native: str, country: str, printed: str
) -> None:
    assert WORDS["native_name"](Badge("p", "LI Na", native, country=country)) == printed


def test_a_name_that_is_in_han_alone_is_not_said_twice() -> None:
    alone = Badge("p", "李娜", "李 娜", country="CN")
    assert (WORDS["name"](alone), WORDS["native_name"](alone)) == ("李娜", "")


@pytest.mark.parametrize(
    ("country", "shapes"),
    [("CN", ""), ("", ""), ("TW", "tc"), ("HK", "tc"), ("JP", "jp"), ("KR", "kr")],
)
def test_han_is_drawn_as_the_country_of_the_wearer_has_it(country: str, shapes: str) -> None:
    assert Badge("p", "Li", country=country).shapes == shapes


@pytest.mark.parametrize(
    ("own", "role", "country"),
    [
        ("zh", ("Teilnahme", "代表"), ("Lettland", "拉脱维亚")),
        ("zh-Hant", ("Teilnahme", "代表"), ("Lettland", "拉脫維亞")),
        ("ru", ("Teilnahme", "Участник"), ("Lettland", "Латвия")),
        ("de", ("Teilnahme", "Delegate"), ("Lettland", "Latvia")),
        ("", ("Teilnahme", "Delegate"), ("Lettland", "Latvia")),
        ("xx", ("Teilnahme", "Delegate"), ("Lettland", "Latvia")),
    ],
)
def test_the_second_words_are_in_the_language_of_the_wearer_or_in_english(
    own: str, role: tuple[str, str], country: tuple[str, str]
) -> None:
    worn = Badge("p", "Li", country="LV", own=own)
    assert (WORDS["role_local"](worn), WORDS["role_own"](worn)) == role
    assert (WORDS["country_local"](worn), WORDS["country_own"](worn)) == country


def test_a_second_word_whose_letters_no_font_has_is_in_english() -> None:
    tibetan = Badge("p", "Tenzin", country="LV", own="bo", local="de")
    assert WORDS["country_own"](tibetan) == "Latvia"


def test_the_words_follow_the_language_of_the_event() -> None:
    in_china = Badge("p", "Li", country="LV", local="zh", own="zh")
    assert WORDS["role_local"](in_china) == "代表"
    assert WORDS["role_own"](in_china) == "Delegate"
    in_england = Badge("p", "Li", country="LV", local="en", own="en")
    assert (WORDS["role_local"](in_england), WORDS["role_own"](in_england)) == ("Delegate", "")


def text(words: dict[str, str], badge: Badge) -> str:
    return said(badge, Field("text", Style("bold", 8, 10), words))


def test_a_free_text_is_in_the_language_of_the_wearer_else_english_else_that_of_the_event() -> None:
    words = {"de": "Hallo", "en": "Hello", "zh": "您好"}
    assert [text(words, Badge("p", "Li", own=own)) for own in ("zh-Hant", "de", "fr", "")] == [
        "您好",
        "Hallo",
        "Hello",
        "Hello",
    ]
    assert text({"de": "Hallo", "lv": "Sveiki"}, Badge("p", "Li", own="fr")) == "Hallo"
    assert text({"lv": "Sveiki"}, Badge("p", "Li", own="fr")) == "Sveiki"
    assert text({}, Badge("p", "Li")) == ""


def test_holes_are_filled_and_with_an_empty_one_nothing_is_said() -> None:
    words = {"en": "Bus {bus}, {group}"}
    assert text(words, Badge("p", "Li", buses="A", groups="B")) == "Bus A, B"
    assert text(words, Badge("p", "Li", buses="A")) == ""


@pytest.mark.parametrize(
    "words",
    ["{person}", "{name.__class__}", "{0}", "{name!r}", "{name:>9999999}", "{", "}", "{{name}}"],
)
def test_what_is_no_hole_is_printed_as_it_stands(words: str) -> None:
    assert text({"en": words}, Badge("p", "Li")) == words.replace("{{name}}", "{Li}")


def test_what_fills_a_hole_is_not_filled_again() -> None:
    assert text({"en": "{name}"}, Badge("p", "{code}", code="SECRET")) == "{code}"


def test_words_about_photos_are_for_those_who_have_not_consented() -> None:
    assert WORDS["photo"](Badge("p", "Li")) == ""
    assert WORDS["photo"](Badge("p", "Li", photo=False)) == "Keine Fotos"
    assert WORDS["photo"](Badge("p", "Li", photo=False, local="xx")) == "No photos"


def test_the_latin_name_alone_leaves_out_what_is_in_other_letters() -> None:
    latin = in_latin(Badge("p", "LI Na", "李娜", native_organisation="大学", organisation="City"))
    assert (latin.name, latin.native_name) == ("LI Na", "")
    assert (latin.organisation, latin.native_organisation) == ("City", "")
