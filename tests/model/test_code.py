"""A code is minted and read by its key alone; words and other systems' tickets are told from it."""

from __future__ import annotations

import itertools
import re
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.model import code
from checkin.model.code import ALPHABET, Reading

KEY = bytes(range(32))
SUBJECT = "p-abcdefghijklmnopqrstuvwxyz"

subjects = st.from_regex(r"p-[a-z2-7]{26}", fullmatch=True)
letters = st.sampled_from(ALPHABET)


def minted(subject: str = SUBJECT, issue: int = 1) -> str:
    return code.code_of(KEY, code.first_token(KEY, subject, issue)[0])


def test_the_alphabet_leaves_out_what_is_misread_or_moves_on_german_keyboards() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 30
    assert not set("ILOUYZ") & set(ALPHABET)


def test_a_token_depends_on_key_subject_issue_and_attempt_and_on_nothing_else() -> None:
    tokens = {
        code.token(KEY, SUBJECT),
        code.token(b"another", SUBJECT),
        code.token(KEY, "p-bbcdefghijklmnopqrstuvwxyz"),
        code.token(KEY, SUBJECT, issue=2),
        code.token(KEY, SUBJECT, attempt=1),
    }
    assert len(tokens) == 5
    assert code.token(KEY, SUBJECT, 1, 0) == code.token(KEY, SUBJECT) == "H9BH12F7K"


def test_the_whole_code_is_fixed_for_ever_since_badges_are_printed() -> None:
    assert minted() == "H9BH12F7KCM7T5FH"


@given(subjects, st.integers(1, 99), st.integers(0, 50))
def test_the_first_token_is_the_smallest_attempt_with_a_digit_and_a_letter(
    subject: str, issue: int, start: int
) -> None:
    token, attempt = code.first_token(KEY, subject, issue, start)
    assert attempt >= start
    assert token == code.token(KEY, subject, issue, attempt)
    assert re.search("[0-9]", token)
    assert re.search("[A-Z]", token)
    for earlier in range(start, attempt):
        skipped = code.token(KEY, subject, issue, earlier)
        assert skipped.isalpha() or skipped.isdigit()


def test_an_attempt_without_a_digit_is_skipped() -> None:
    words = (
        (f"p-{number:026}", issue) for number, issue in itertools.product(range(400), range(1, 4))
    )
    subject, issue = next(w for w in words if code.token(KEY, *w).isalpha())
    assert code.first_token(KEY, subject, issue)[1] > 0


def test_tokens_use_every_character_about_equally_often() -> None:
    seen = "".join(code.token(KEY, f"p-{number:026}") for number in range(4_000))
    expected = len(seen) / 30
    assert all(0.85 * expected < seen.count(letter) < 1.15 * expected for letter in ALPHABET)


@given(subjects, st.integers(1, 99))
def test_a_minted_code_is_read_as_genuine_with_its_token(subject: str, issue: int) -> None:
    token, _ = code.first_token(KEY, subject, issue)
    whole = code.code_of(KEY, token)
    assert len(whole) == code.LENGTH
    assert set(whole) <= set(ALPHABET)
    assert code.read(KEY, whole) == (Reading.GENUINE, token)
    assert code.genuine(KEY, whole) == whole


@pytest.mark.parametrize(
    "shape",
    [
        "{0}{1}{2}{3}",
        "{0} {1} {2} {3}",
        "{0}-{1}-{2}-{3}",
        " {0}\u00a0{1}\u2013{2}.{3}\n",
        "{0}{1} {2}{3}",
        "{0}\t{1}__{2}{3}",
    ],
)
def test_a_code_typed_in_groups_or_in_small_letters_is_read(shape: str) -> None:
    whole = minted()
    groups = [whole[start : start + 4] for start in range(0, 16, 4)]
    for typed in (shape.format(*groups), shape.format(*groups).lower()):
        assert code.read(KEY, typed) == (Reading.GENUINE, whole[: code.TOKEN])


@given(subjects, st.data())
def test_characters_no_code_holds_are_read_as_what_they_look_like(
    subject: str, data: st.DataObject
) -> None:
    whole = minted(subject)
    looks = {"0": "Oo0", "1": "IiLl1", "V": "UuVv", "2": "Zz2"}
    typed = "".join(data.draw(st.sampled_from(looks.get(letter, letter))) for letter in whole)
    assert code.read(KEY, typed) == (Reading.GENUINE, whole[: code.TOKEN])


def test_a_repair_that_gives_no_genuine_code_is_no_code() -> None:
    typed = minted()[:-2] + "IO"
    assert not minted().endswith("10")
    assert code.read(KEY, typed)[0] is Reading.NOT_A_CODE


@given(subjects)
def test_every_single_wrong_character_is_found(subject: str) -> None:
    whole = minted(subject)
    for place, letter in itertools.product(range(code.LENGTH), ALPHABET):
        wrong = whole[:place] + letter + whole[place + 1 :]
        if wrong != whole:
            reading, _ = code.read(KEY, wrong)
            still_mixed = not wrong.isalpha() and not wrong.isdigit()
            assert (reading is Reading.DAMAGED) is still_mixed
            assert reading is not Reading.GENUINE


def test_only_the_exchange_of_0_and_x_is_left_to_the_mac() -> None:
    unseen = set()
    for number in range(4_000):
        whole = minted(f"p-{number:026}")
        for place in range(code.LENGTH - 1):
            left, right = whole[place], whole[place + 1]
            if left == right:
                continue
            reading, _ = code.read(KEY, whole[:place] + right + left + whole[place + 2 :])
            assert reading is not Reading.GENUINE
            if reading is not Reading.DAMAGED:
                unseen.add(frozenset((left, right)))
    assert unseen == {frozenset("0X")}


def test_a_code_of_another_event_is_foreign() -> None:
    whole = minted()
    assert code.read(b"another event", whole) == (Reading.FOREIGN, whole)


def test_of_ten_thousand_random_codes_none_is_genuine() -> None:
    for _ in range(10_000):
        text = "".join(secrets.choice(ALPHABET) for _ in range(code.LENGTH))
        assert code.read(KEY, text)[0] is not Reading.GENUINE


@given(st.text())
def test_any_text_is_read_without_complaint(text: str) -> None:
    reading, said = code.read(KEY, text)
    assert reading is not Reading.GENUINE
    assert isinstance(said, str)
    code.looks_like_code(text)
    code.digest(KEY, text)


FOREIGN = [
    "kpx7w2hqgn3v8yt5b9cfe6dm4ajr2szu",
    "kpx7w2hqgn3v8yt5b9cf",
    "==AfK3dvI0Xb9cRt/7+QwErTyUiOp12345AsDfGhJkLzXcVbNm67890qWeRtYuIo",
    '{"i":[2,"indico.example.org","1","9yQ=="]}',
    '{"checkin_secret": "0b9f5a2e-6c1d-4f6b-9a57-2f4c9d1b7e11", "event_id": 7}',
    "0b9f5a2e-6c1d-4f6b-9a57-2f4c9d1b7e11",
    "0B9F5A2E-6C1D-4F6B-9A57-2F4C9D1B7E11",
    "0b9f5a2e-6c1d-4f6b-9a57-2f4c9d1b7e11/8f14e45fceea167a5a36dedd4bea2543",
    "1234567890",
    "1029384756102938475610293",
    "https://tickets.example.org/t/81?x=1",
    "www.example.org/badge/12",
    "otpauth://totp/Example:mei?secret=JBSWY3DPEHPK3PXP",
    "BEGIN:VCARD\nVERSION:3.0\nN:Muster;Mina\nEND:VCARD",
    "begin:vcardversion:3.0",
    "MECARD:N:Muster,Mina;;",
    "WIFI:S:Gast;T:WPA;P:geheim;;",
    "mailto:mina.muster@example.org",
    '<?xml version="1.0"?><ticket/>',
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJlMTIzNDU2",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_tickets_of_other_systems_are_foreign(text: str) -> None:
    assert code.read(KEY, f" {text} ") == (Reading.FOREIGN, text)
    assert not code.looks_like_code(text)


WORDS = [
    "",
    " ",
    "Ivanov",
    "Li",
    "李",
    "WANGXIAOMING",
    "CHENGDEXINGHANWANG",
    "Schewtschenko",
    "WANG XIAO MING HE",
    "Chen-Wang, Xue Ping",
    "BRAND HANS PETERS",
    "Johannes Gutenberg-Universität",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "Technologiepark21Magdeburg",
    "mina.muster@example.org",
    "+49 391 5400",
    "0391 540 1234",
    "GC12-0457-K7",
    "ABCDEFGHJKMNPQRS",
    "ABCD EFGH JKMN PQRS",
    "22.11.2012 bis 23.11.2012",
    "Ğ1ABCDEFGHJKMNPQ",
    "STRAßE1234567890",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_never_codes(text: str) -> None:
    assert code.read(KEY, text) == (Reading.NOT_A_CODE, text.strip())
    assert not code.looks_like_code(text)


def test_sixteen_characters_with_figures_look_like_a_code_right_or_wrong() -> None:
    assert code.looks_like_code(minted())
    assert code.looks_like_code("abcd efgh-jkmn 1234")
    assert code.looks_like_code("ABCDEFGHJKMN1234")
    assert not code.looks_like_code("HALLE 3 BEN 22 EN ED")
    assert not code.looks_like_code("ABCDEFGHJKMN123")


def test_an_unknown_code_has_one_subject_that_does_not_show_its_token() -> None:
    subject = code.unknown_subject("5H2VK7M3Q")
    assert re.fullmatch("t-[a-z2-7]{26}", subject)
    assert subject == code.unknown_subject("5H2VK7M3Q")
    assert subject != code.unknown_subject("5H2VK7M3R")


@given(st.text())
def test_a_refused_text_leaves_a_digest_and_not_itself(text: str) -> None:
    digest = code.digest(KEY, text)
    assert re.fullmatch("x-[a-z2-7]{26}", digest)
    assert digest == code.digest(KEY, text)
    assert digest != code.digest(b"another key", text)
    assert digest != code.digest(KEY, text + "x")
