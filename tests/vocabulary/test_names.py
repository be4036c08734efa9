"""Names are split where the writing is certain, and kept whole everywhere else."""

from __future__ import annotations

import pytest

from checkin.vocabulary import names


@pytest.mark.parametrize(
    ("whole", "family", "given"),
    [
        ("Müller, Anna", "Müller", "Anna"),
        ("Müller,Anna", "Müller", "Anna"),
        ("LI Na", "LI", "Na"),
        ("Jean DUPONT", "DUPONT", "Jean"),
        ("WANG Xiao-ming", "WANG", "Xiao-ming"),
        ("DE LA CRUZ Maria", "DE LA CRUZ", "Maria"),
        ("Jan van der BERG", "van der BERG", "Jan"),
        ("ИВАНОВ Иван Петрович", "ИВАНОВ", "Иван Петрович"),
        ("O'BRIEN Pat", "O'BRIEN", "Pat"),
        ("J. SMITH", "SMITH", "J."),
    ],
)
def test_a_comma_or_capitals_tell_the_family_name(whole: str, family: str, given: str) -> None:
    found = names.split(whole)
    assert (found["family"], found["given"]) == (family, given)


@pytest.mark.parametrize(
    "whole",
    [
        "Anna Müller",
        "LI NA",
        "Li Na",
        "AJ Smith",
        "JP Morgan",
        "Karl III",
        "John Smith UNEP",
        ("Madonna"),
        "Müller, MdB",
        "Smith, John, Jr.",
        "Ministry of Health, Berlin",
        "Maria GARCIA Lopez",
        ("SMITH J."),
        ("NA"),
        "李娜",
        "欧阳修",
        "李, 娜",
        "Иванов Иван Петрович",
        "Anna 3 MÜLLER",
        "A, " + "B " * 5,
    ],
)
def test_other_names_stay_whole(whole: str) -> None:
    assert names.split(whole) == {"name": whole}


def arranged(**fields: str) -> dict[str, str]:
    return names.arranged(fields, titles=True, salutations=True)


def test_titles_and_salutations_of_closed_lists_are_split_off() -> None:
    assert arranged(name="Herr Prof. Dr.-Ing. Hans Meier") == {
        "salutation": "Herr",
        "title": "Prof. Dr.-Ing.",
        "name": "Hans Meier",
    }
    assert arranged(name="Müller, Dr. Anna") == {
        "title": "Dr.",
        "family": "Müller",
        "given": ("Anna"),
    }
    assert arranged(name="Dr") == {"name": "Dr"}
    assert arranged(name="Dr. 5") == {"name": "Dr. 5"}
    kept = names.arranged({"name": "Dr. Anna Weiß"}, titles=False, salutations=False)
    assert kept == {"name": "Dr. Anna Weiß"}


def test_native_names_have_their_own_place() -> None:
    both = {"name": "Li Na", "native_name": "李娜"}
    assert arranged(name="Li Na (李娜)") == both
    assert arranged(name="李娜 Li Na") == both
    assert arranged(name="李娜", native_name="Li Na") == both
    assert arranged(name="李娜") == {"name": "李娜", "native_name": "李娜"}
    assert arranged(native_name="李娜") == {"name": "李娜", "native_name": "李娜"}
    assert arranged(family="李", given="娜")["native_name"] == "李娜"
    assert arranged(name="李娜", family="Li", given="Na") == {
        "family": "Li",
        "given": "Na",
        "native_name": "李娜",
    }
    assert arranged(name="Li 娜 Na")["name"] == "Li 娜 Na"
