"""What a scanner sends is read back from under every keyboard layout, and words stay words."""

from __future__ import annotations

import itertools
import secrets
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.model import code, scanner
from checkin.model.code import ALPHABET, Reading
from checkin.model.scanner import Scan

KEY = bytes(range(32))

# What the keys of an American keyboard give, first alone, then with Shift: its figures, - = [ ] \,
# ; ' , . / and the letters from A to Z.
AMERICAN = r"1234567890-=[]\;',./abcdefghijklmnopqrstuvwxyz"
AMERICAN_SHIFT = '!@#$%^&*()_+{}|:"<>?ABCDEFGHIJKLMNOPQRSTUVWXYZ'
KEYBOARDS = {
    "german": (
        "1234567890ß\u00b4ü+#öä,.-abcdefghijklmnopqrstuvwxzy",
        "!\"§$%&/()=?`Ü*'ÖÄ;:_ABCDEFGHIJKLMNOPQRSTUVWXZY",
    ),
    "french": (
        "&é\"'(-è_çà)=^$*mù;:!qbcdefghijkl,noparstuvzxyw",
        "1234567890°+¨£µM%./§QBCDEFGHIJKL?NOPARSTUVZXYW",
    ),
    "russian": (
        r"1234567890-=хъ\жэбю.фисвуапршолдьтщзйкыегмцчня",
        '!"№;%:?*()_+ХЪ/ЖЭБЮ,ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ',
    ),
    "ukrainian": (
        r"1234567890-=хї\жєбю.фисвуапршолдьтщзйкіегмцчня",
        '!"№;%:?*()_+ХЇ/ЖЄБЮ,ФИСВУАПРШОЛДЬТЩЗЙКІЕГМЦЧНЯ',
    ),
    "kazakh": (
        r'"әіңғ,.үұқөһхъ\жэбю№фисвуапршолдьтщзйкыегмцчня',
        "!ӘІҢҒ;:ҮҰҚӨҺХЪ/ЖЭБЮ?ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ",
    ),
    "latvian ergonomic": (
        "1234567890-fžhķc\u00b4,.ļšpīsjildzateāoēčūrumnkgbvņ",
        "!«»$%/&\u00d7()_FŽHĶC°;:ĻŠPĪSJILDZATEĀOĒČŪRUMNKGBVŅ",
    ),
    "latvian modern": (
        r"1234567890-=ūņ\ī',.ļabcdefghijklmnopšrstuvēķāz",
        '!ČčŽž^&*()_+ŪŅ|Ī"ģĢĻABCDEFGHIJKLMNOPŠRSTUVĒĶĀZ',
    ),
    "latvian qwerty": (AMERICAN, AMERICAN_SHIFT),
    "american": (AMERICAN, AMERICAN_SHIFT),
}


def arrives(text: str, keyboard: str, *, shift_inverted: bool = False, caps: bool = False) -> str:
    """Press the keys of an American scanner on a machine with another keyboard layout."""
    plain, shifted = KEYBOARDS[keyboard]
    out = []
    for char in text:
        with_shift = char in AMERICAN_SHIFT
        if not with_shift and char not in AMERICAN:
            out.append(char)
            continue
        key = (AMERICAN_SHIFT if with_shift else AMERICAN).index(char)
        given = (shifted if with_shift is not shift_inverted else plain)[key]
        out.append(given.swapcase() if caps else given)
    return "".join(out)


def minted(number: int, issue: int = 1) -> str:
    return code.code_of(KEY, code.first_token(KEY, f"p-{number:026}", issue)[0])


codes = st.builds(minted, st.integers(0, 10**6), st.integers(1, 9))


@pytest.mark.parametrize("keyboard", KEYBOARDS)
def test_the_described_keyboards_are_whole(keyboard: str) -> None:
    plain, shifted = KEYBOARDS[keyboard]
    assert len(plain) == len(shifted) == len(AMERICAN) == len(AMERICAN_SHIFT) == 46
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("keyboard", KEYBOARDS)
@given(whole=codes)
def test_every_code_comes_back_through_every_layout(keyboard: str, whole: str) -> None:
    expected = Scan(Reading.GENUINE, whole[: code.TOKEN], whole)
    for sent in (whole, whole.lower()):
        assert scanner.read(KEY, arrives(sent, keyboard)) == expected
        assert scanner.read(KEY, arrives(sent, keyboard, caps=True)) == expected
        assert scanner.read(KEY, arrives(sent, keyboard, shift_inverted=True)) == expected


@pytest.mark.parametrize("keyboard", KEYBOARDS)
def test_the_codes_of_a_whole_congress_come_back(keyboard: str) -> None:
    for number in range(131):
        whole = minted(number)
        assert scanner.read(KEY, arrives(whole, keyboard) + "\r\n").code == whole


def test_without_shift_french_figures_and_the_letter_m_arrive_as_signs() -> None:
    assert arrives("1234567890M", "french") == "&é\"'(-è_çà?"
    assert arrives("1234567890", "kazakh") == '"әіңғ,.үұқ'


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize(
    "around",
    [
        "{}\r",
        "{}\r\n",
        "{}\n",
        "{}\t",
        "\x02{}\x03",
        "\x1d{}\x04",
        "\ufeff{}",
        " \u3000{}\u00a0 ",
        "]Q1{}",
        "]Q3\\000026{}",
        "\\000026{}\r\n",
        "]d2\\000003\\000026{}",
        "\u200b{}\u200e",
        "\x1b{}\x00",
    ],
)
@pytest.mark.parametrize("keyboard", ["american", "german", "russian", "french", "kazakh"])
def test_what_scanners_add_around_a_code_is_taken_off(around: str, keyboard: str) -> None:
    whole = minted(7)
    assert scanner.read(KEY, arrives(around.format(whole), keyboard)).code == whole


def test_control_characters_within_a_code_are_taken_out() -> None:
    whole = minted(7)
    assert scanner.read(KEY, "\x1d".join(whole)).code == whole


@given(codes)
def test_full_width_characters_of_a_chinese_input_method_are_read(whole: str) -> None:
    assert scanner.read(KEY, full_width(whole)).code == whole
    assert scanner.read(KEY, full_width(whole.lower())).code == whole


@pytest.mark.parametrize("keyboard", ["american", "german", "russian", "ukrainian"])
def test_a_wrong_character_is_damage_where_figures_arrive_as_figures(keyboard: str) -> None:
    whole = "5H2VK7M3QW4D9T6A"
    assert code.read(KEY, whole)[0] is Reading.DAMAGED
    assert scanner.read(KEY, arrives(whole, keyboard)) == Scan(Reading.DAMAGED, "", whole)


@pytest.mark.parametrize("keyboard", ["german", "russian", "ukrainian", "american"])
def test_a_code_of_another_event_is_foreign_under_any_layout(keyboard: str) -> None:
    whole = minted(1)
    assert scanner.read(b"another", arrives(whole, keyboard)) == Scan(Reading.FOREIGN, "", whole)


@pytest.mark.parametrize("keyboard", KEYBOARDS)
@pytest.mark.parametrize(
    "ticket",
    [
        '{"i":[2,"indico.example.org","1","9yQ=="]}',
        "0b9f5a2e-6c1d-4f6b-9a57-2f4c9d1b7e11",
        "https://tickets.example.org/t/81",
        "1029384756102938475610293",
    ],
)
def test_structured_tickets_are_foreign_under_any_layout(ticket: str, keyboard: str) -> None:
    scan = scanner.read(KEY, arrives(ticket, keyboard))
    assert scan.reading is Reading.FOREIGN
    assert scan.code == ticket


@pytest.mark.parametrize("keyboard", ["american", "german", "russian", "ukrainian"])
def test_random_secrets_are_foreign_where_figures_arrive_as_figures(keyboard: str) -> None:
    ticket = "kpx7w2hqgn3v8yt5b9cfe6dm4ajr2szu"
    assert scanner.read(KEY, arrives(ticket, keyboard)).reading is Reading.FOREIGN


def test_an_imported_code_is_among_the_candidates_of_what_arrived() -> None:
    for keyboard in KEYBOARDS:
        assert "K7YQ" in scanner.candidates(arrives("K7YQ", keyboard))
        assert "GC12-0457-K7Y" in scanner.candidates(arrives("GC12-0457-K7Y", keyboard))


def test_the_ticket_of_the_founding_measurement_is_restored() -> None:
    assert scanner.read(KEY, "ÜÄiÄÖü2,ÄindicoÄ,Ä9zQ\u00b4\u00b4Ä+*").code == (
        '{"i":[2,"indico","9yQ=="]}'
    )


def test_a_dead_key_that_joined_the_next_letter_is_parted_again() -> None:
    assert "x=eq'123456" in scanner.candidates("xéqä123456")
    joined = unicodedata.normalize("NFC", "a\u0304")
    assert "'abcdefghij" in scanner.candidates(joined + "bcdefghij")


def test_what_a_scanner_announces_is_no_word() -> None:
    assert scanner.read(KEY, "]C1HALLO WELT").reading is Reading.FOREIGN
    assert scanner.read(KEY, "]Q1").reading is Reading.FOREIGN
    assert scanner.read(KEY, "[Q1] Halle").reading is Reading.NOT_A_CODE


def test_ten_thousand_random_codes_are_never_genuine() -> None:
    for _ in range(10_000):
        text = "".join(secrets.choice(ALPHABET) for _ in range(code.LENGTH))
        assert scanner.read(KEY, text).reading is not Reading.GENUINE


# fmt: off
FAMILIES = [
    "Müller", "Schulze-Böhmer", "Groß", "Weiß", "Schewtschenko", "Petrowa", "Kalniņš",
    "Bērziņa", "Žagars", "Šķēle", "Ķirsis", "Łukaszewicz", "Nguyễn", "Yılmaz", "Çağlayan",
    "Lefèvre", "Françoise-Hélène", "Béatrice", "D'Arçais", "O'Brien", "Ångström", "Шевченко",
    "Коваленко", "Іваненко-Їжакевич", "Ґалаґан", "Щербак", "Кузнецова", "Преображенский",
    "Жаксыбеков", "Әбдірахманов", "Қожахметұлы", "Нұрсұлтанқызы", "Өтеғенов", "Ғабитұлы",
    "Ұлықбек", "Һашимов", "Айтқұлова", "李", "王", "欧阳", "司马", "諸葛", "CHENG", "WANGXIAOMING",
    "CHENGDEXINGHANWANG", "DENGXGEWANGSHENG", "Ng", "E", "الحسن", "חיים", "PREOBRASCHENSKIJ",
    "VANDERSCHWARTEN", "NEMTSVAKHERADZE", "Преображенскийхв", "ФИЦГЕРАЛЬДОВСКИ",
    "Вейцхвангеренска",
]
GIVEN = [
    "Anna", "José-Éric", "Zoë", "Øystein", "Jānis", "Ģirts", "Ilze", "Олександр", "Надія",
    "Ғалия", "Әлия", "Айгүл", "Пётр", "Wei", "XIAOMING", "伟", "小明", "秀英", "Nguyệt", "Çiğdem",
    "محمد", "Dvořák",
]
# fmt: on
SPELLINGS: list[Callable[[str], str]] = [str, str.upper, str.lower, str.swapcase]
NAMES = sorted(
    {
        spelt(shape.format(family, given))
        for family, given in itertools.product(FAMILIES, GIVEN)
        for shape in ("{0}", "{0} {1}", "{1} {0}", "{0}, {1}", "{0}{1}", "Dr. {1} {0}")
        for spelt in SPELLINGS
    }
)


def test_no_name_is_ever_a_code_under_any_layout() -> None:
    assert len(NAMES) > 5_000
    for name in [*NAMES[::3], *FAMILIES]:
        assert scanner.read(KEY, name).reading is Reading.NOT_A_CODE, name
        assert not code.looks_like_code(name), name


LETTERS = "".join(
    char
    for start, end in ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x180), (0x400, 0x500), (0x4E00, 0x4E20))
    for char in map(chr, range(start, end))
    if char.isalpha()
)


@given(st.lists(st.text(LETTERS, min_size=1, max_size=24), min_size=1, max_size=4))
def test_words_of_letters_alone_are_never_codes(words: list[str]) -> None:
    for joined in (" ".join(words), "".join(words)):
        assert scanner.read(KEY, joined).reading is Reading.NOT_A_CODE


@given(st.text(st.sampled_from("éèçà"), min_size=1, max_size=30))
def test_french_letters_on_the_figure_keys_are_no_number(word: str) -> None:
    assert scanner.read(KEY, word).reading is Reading.NOT_A_CODE


@given(st.text())
def test_any_text_is_read_without_complaint(text: str) -> None:
    assert scanner.read(KEY, text).reading is not Reading.GENUINE


def test_a_text_longer_than_any_symbol_is_taken_as_it_stands() -> None:
    assert list(scanner.candidates("ф" * 5_000)) == ["ф" * 5_000]
    assert scanner.read(KEY, "ф" * 8_000).reading is Reading.NOT_A_CODE
