"""The order of names: as people of a language expect it, never that of code points."""

from __future__ import annotations

import random

import pytest

from checkin.search import collation


def ordered(order: str, *texts: str) -> list[str]:
    """Return texts in an order, whatever order they came in."""
    shuffled = list(texts)
    random.Random(2012).shuffle(shuffled)  # noqa: S311  the same order each time
    return sorted(shuffled, key=lambda text: (collation.key(text, order), text))


def in_order(order: str, *texts: str) -> bool:
    """Tell whether texts are in an order already."""
    return ordered(order, *texts) == list(texts)


def test_german_names_take_umlauts_apart() -> None:
    assert in_order("names", "Mueller", "Müller", "Muffler")
    assert in_order("names", "Ärzte", "Apfel", "Zander")
    assert in_order("names", "Strasse", "Straße", "Strauß")


def test_a_german_dictionary_takes_umlauts_for_their_letters() -> None:
    assert in_order("dictionary", "Mueller", "Muffler", "Müller")


@pytest.mark.parametrize("order", collation.ORDERS)
def test_what_begins_with_a_mark_never_follows_z(order: str) -> None:
    words = ["Ärzte", "Łódź", "Ødegaard", "Élysée", "Ångström", "Öl", "Þór", "Đuro"]
    assert all(collation.key(word, order) < collation.key("Zander", order) for word in words)


def test_latvian_has_letters_of_its_own() -> None:
    assert in_order("latvian", "Cukurs", "Čakste", "Daina")
    assert in_order("latvian", "Nora", "Ņina", "Ozols")
    assert in_order("latvian", "Ivars", "Yris", "Jānis")
    assert in_order("latvian", "Balodis", "Bērziņš", "Bojārs")


def test_ukrainian_and_russian_follow_their_alphabets() -> None:
    assert in_order("names", "Ганна", "Ґалаган", "Дарія")
    assert in_order("names", "Єва", "Жанна", "Зоя", "Ивга", "Іван", "Їжак", "Йосип", "Катерина")
    assert in_order("names", "Елена", "Ёлка", "Ерофей", "Жуков", "Яна")


def test_chinese_names_follow_pinyin_and_their_own_readings() -> None:
    assert in_order("names", "欧阳锋", "单伟", "王伟", "张三")  # ou shan wang zhang
    assert in_order("names", "李娜", "李纳", "李楠") or in_order("names", "李娜", "李楠", "李纳")


def test_scripts_stand_together_and_what_is_empty_comes_last() -> None:
    assert in_order("names", "Zeta", "Ωμέγα", "Яна", "李娜", "")


def test_a_family_name_goes_before_the_longer_one() -> None:
    keys = [
        collation.name_key(*name, "names")
        for name in (("Li", "Zoe"), ("Lian", "Anna"), ("Liane", ""), ("Müller", "Anna"))
    ]
    assert keys == sorted(keys)


def test_accents_of_given_names_decide_only_between_twins() -> None:
    one = collation.name_key("Muller", "Berta", "dictionary")
    other = collation.name_key("Müller", "Anna", "dictionary")
    assert other < one


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "\ud800", "\u202eabc", "\x00", "'", "𠀀𠀁", "가나"]
)
def test_whatever_is_written_has_a_place(text: str) -> None:
    assert all(isinstance(collation.key(text, order), str) for order in collation.ORDERS)


def test_each_language_has_its_usual_order() -> None:
    assert [collation.usual(one) for one in ("de", "en", "lv", "xx")] == [
        "names",
        "dictionary",
        "latvian",
        "dictionary",
    ]
