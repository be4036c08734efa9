"""Files that do not say their code page are read in the one they were written in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from checkin.tables import codepages, reading

NAMES = {
    "cp1252": (
        "Jürgen Müller|Käthe Schäfer|Jörg Groß|Hélène Dubois|François Lemaître|"
        "Benoît Gauthier|Anaïs Crépin|Ulrike Böhm|Günther Weiß|Chloé Béranger"
    ),
    "cp1251": "Иванов Пётр|Щукина Наталья|Шевченко Олександр|Бондаренко Юрій|Кравченко Євген|"
    "Соколова Ольга|Ткаченко Їлена|Жуков Виктор|Мельник Ірина|Попова Елена",
    "cp1257": (
        "Jānis Bērziņš|Anna Kalniņa|Pēteris Ozoliņš|Kristīne Liepiņa|Mārtiņš Krūmiņš|"
        "Ģirts Šķēle|Līga Zariņa|Andris Kļaviņš|Zane Ābele|Māris Grīnbergs"
    ),
    "gb18030": "王伟|李娜|张敏|刘洋|陈静|欧阳修|马晓东|冯璐|郭建国|梁文博",
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
HEADINGS = {
    "pretix-en": "Order code|Attendee name|Product|Secret",
    "indico": "ID|Name|Affiliation|Tags",
    "german": "Nr|Name|Institution|Land",
    "chinese": "编号|姓名|单位|国家",
    "russian": "Номер|ФИО|Организация|Страна",
    "unknown": "foo|bar|quux|grault",
}


def text(names: list[str], delimiter: str, header: str) -> str:
    rows = [header.split("|"), *([str(n), name, "x", "DE"] for n, name in enumerate(names))]
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


@pytest.mark.parametrize("rows", [3, 10, 30])
@pytest.mark.parametrize("encoding", NAMES)
def test_a_few_names_tell_the_code_page(tmp_path: Path, encoding: str, rows: int) -> None:
    names = NAMES[encoding].split("|")
    for seed in range(20):
        chosen = random.Random(seed).choices(names, k=rows)  # noqa: S311  a sample, no secret
        content = text(chosen, ";", "a|b|c|d")
        file = tmp_path / f"{seed}.csv"
        file.write_bytes(content.encode(encoding))
        assert [r.cells[1] for r in reading.read(file).records()] == chosen


@pytest.mark.parametrize("header", HEADINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_with_every_separator_and_header(
    tmp_path: Path, delimiter: str, header: str
) -> None:
    for encoding in (*NAMES, *UNICODE):
        names = NAMES.get(encoding, NAMES["gb18030"]).split("|")
        content = text(names, delimiter, HEADINGS[header])
        try:
            raw = content.encode(encoding)
        except UnicodeEncodeError:  # this code page cannot have such headings
            continue
        file = tmp_path / f"{encoding}.csv"
        file.write_bytes(raw)
        table = reading.read(file)
        assert table.header == tuple(HEADINGS[header].split("|"))
        assert [record.cells[1] for record in table.records()] == names
        assert table.delimiter == delimiter


def test_three_guesses_come_with_the_doubtful_words() -> None:
    found, certain = codepages.guesses(iter(["Bērziņš;Šķēle".encode("cp1257")]))
    assert certain
    assert found[0] == codepages.Guess("cp1257", "Bērziņš, Šķēle")
    assert len(found) == 3


def test_one_word_that_two_code_pages_can_have_is_in_doubt() -> None:
    found, certain = codepages.guesses(iter(["Thaïlande".encode("cp1252")]))
    assert not certain
    assert "Thaïlande" in {guess.sample for guess in found}


def test_what_reads_the_same_either_way_is_certain() -> None:
    found, certain = codepages.guesses(iter(["Müller".encode("cp1252")]))
    assert (found[0].encoding, certain) == ("cp1252", True)


def test_a_sample_is_bounded() -> None:
    blocks = (b"\xe4\xf6%d;" % n * 40 for n in range(10**9))
    assert len(codepages.words(blocks)) < 100_000
