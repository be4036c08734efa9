"""What folding makes of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.search import folding, skeleton, transcription


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Łódź", "lodz"), ("Bjørn", "bjorn"), ("Đorđe", "dorde"), ("Yıldırım", "yildirim"),
        ("İzmir", "izmir"),
        ("Weiß", "weiss"), ("Ærø", "aero"), ("Œuvre", "oeuvre"), ("Þór", "thor"), ("Ħal", "hal"),
        ("Ŋai", "ngai"),
        ("Trương", "truong"), ("Kļaviņš", "klavins"), ("Ağa", "aga"), ("Əli", "ali"),
        ("Straße", "strasse"),
    ],
)  # fmt: skip
def test_letters_that_decomposition_leaves_are_folded(written: str, plain: str) -> None:
    (word,) = folding.words(written)
    assert folding.plain(word) == plain
    assert plain in folding.forms(word)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Әлия", "aliya"), ("ғ", "g"), ("қ", "q"), ("ң", "ng"), ("өмір", "omir"), ("ұлы", "uly"),
        ("үй", "uy"),
        ("һаким", "hakim"), ("іні", "ini"), ("Ґалаґан", "galagan"), ("Євген", "yevgen"),
        ("Київ", "kyiv"),
    ],
)  # fmt: skip
def test_kazakh_and_ukrainian_letters_have_latin_ones(written: str, plain: str) -> None:
    (word,) = folding.words(written)
    assert plain in folding.forms(word)


@pytest.mark.parametrize("written", ["Müller", "Mueller", "Muller"])
def test_umlauts_are_written_three_ways(written: str) -> None:
    assert "muller" in folding.forms(folding.words(written)[0])


def test_the_two_keys_of_a_german_ch() -> None:
    assert set(skeleton.sounds("chruschtschow")) & set(skeleton.sounds("khrushchov"))
    assert set(skeleton.sounds("chernov")) & set(skeleton.sounds("tschernow"))


@pytest.mark.parametrize(
    ("pinyin", "older"),
    [
        ("zhang", "chang"), ("xiao", "hsiao"), ("jian", "chien"), ("guo", "kuo"), ("cai", "tsai"),
        ("si", "ssu"),
        ("zi", "tzu"), ("shi", "shih"), ("xue", "hsueh"), ("duo", "to"), ("ge", "ko"),
        ("xiong", "hsiung"),
        ("yong", "yung"), ("ri", "jih"), ("ming", "ming"), ("zhong", "chung"),
    ],
)  # fmt: skip
def test_syllables_are_respelled_as_in_older_books(pinyin: str, older: str) -> None:
    assert transcription.wade_giles(pinyin) == older


def test_a_family_name_in_han_has_its_own_reading() -> None:
    assert transcription.surname("单")[0] == "shan"
    assert transcription.surname("欧阳") == ("ouyang",)
    assert {"lu", "lv", "lyu"} <= set(transcription.surname("吕"))
    assert transcription.surname_length("欧阳娜娜") == 2
    assert transcription.surname_length("王小明") == 1


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    for word in folding.words(text):
        for form in folding.forms(word):
            if form.isascii():
                assert folding.words(form) == (form,)
                assert folding.plain(form) == form
    again = folding.words(" ".join(folding.words(text)))
    private = any("\ue000" <= each <= "\uf8ff" for word in again for each in word)
    assert again == folding.words(text) or not private


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.data())
def test_one_letter_too_few_shares_a_key_with_its_word(word: str, data: st.DataObject) -> None:
    for key in skeleton.sounds(word):
        at = data.draw(st.integers(0, len(key) - 1))
        assert key[:at] + key[at + 1 :] in skeleton.shorter(key)
    assert len(skeleton.sounds(word)) <= 12


@pytest.mark.parametrize(
    ("typed", "word"), [("zaete", "zanete"), ("luasz", "lukasz"), ("zhuov", "zhukov")]
)
def test_a_letter_left_out_between_vowels_shares_a_key_with_its_word(typed: str, word: str) -> None:
    assert set(skeleton.slips(typed)) & set(skeleton.slips(word))
