"""Countries, languages, words, dates and numbers as people write them."""

from __future__ import annotations

import pytest

from checkin.vocabulary import countries, values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Russland", "RU"),
        ("VR China", "CN"),
        ("PRC", "CN"),
        ("usa", "US"),
        ("UK", "GB"),
        (("Großbritannien"), ("GB")),
        ("Czech Republic", "CZ"),
        ("Korea", "KR"),
        ("Korea, Democratic People's Republic of", ("KP")),
        (("DEU"), ("DE")),
        ("de", "DE"),
        ("Germany (DE)", "DE"),
        ("DE - Deutschland", "DE"),
        ("Китай", "CN"),
        (("Україна"), ("UA")),
        ("中国", "CN"),
        ("Ķīna", "CN"),
        ("Қазақстан", "KZ"),
        ("Oesterreich", "AT"),
        ("NA", "NA"),
        (("Atlantis"), ("")),
        ("Soviet Union", ""),
        ("", ""),
        ("Polen / Lettland", ""),
    ],
)
def test_countries_in_seven_languages(text: str, code: str) -> None:
    assert countries.country(text) == code


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("Deutsch, Chinesisch", "de zh", ()),
        ("DE/ZH", "de zh", ()),
        ("zh;en", "zh en", ()),
        (("русский"), ("ru"), ()),
        ("German and English", "de en", ()),
        ("中文、英语", "zh en", ()),
        ("de en", "de en", ()),
        (("deu+rus"), ("de ru"), ()),
        ("қазақ тілі", "kk", ()),
        ("Klingon, de", "de", ("Klingon",)),
        ("de, -", "de", ()),
    ],
)
def test_languages_in_their_order(text: str, codes: str, unknown: tuple[str, ...]) -> None:
    assert countries.languages(text) == (codes, unknown)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("22.11.2012", "2012-11-22"),
        ("22.11.12", "2012-11-22"),
        ("2012/11/22", "2012-11-22"),
        (("41235"), ("2012-11-22")),
        ("22/11/2012", "2012-11-22"),
        ("11/22/2012", "2012-11-22"),
        ("2012年11月22日", ("2012-11-22")),
        (("2012-11-22"), ("2012-11-22")),
        ("22.11.2012, 9.30 Uhr", "2012-11-22T09:30"),
        ("2012-11-22T09:30+01:00", ("2012-11-22T09:30+01:00")),
        (("9 Uhr"), ("09:00")),
        ("1:30 pm", "13:30"),
        ("12:05 am", "00:05"),
        ("31.02.2012", ""),
        ("25:00", ""),
        ("soon", ("")),
        (("22.11."), ("")),
    ],
)
def test_dates_and_times_are_iso(text: str, moment: str) -> None:
    assert values.moment(text) == moment


def test_a_span_has_a_start_and_perhaps_an_end() -> None:
    assert values.span("von 9 bis 10.30 Uhr") == ("09:00", "10:30")
    assert values.span("14:00") == ("14:00", "")


def test_words_numbers_and_orders() -> None:
    assert values.word("role", "Speaker ticket") == "speaker"
    assert values.word("role", "Press / Speaker") == ""
    assert values.word("booking", "✓") == "booked"
    assert values.word("organisation_type", "政府") == "administration"
    assert [values.number(text) for text in ("ca. ３０ Personen", "30-40", "viele")] == [
        "30",
        "",
        (""),
    ]
    assert values.order(["1/2/2012", "13/2/2012"]) == values.DAY_FIRST
    assert values.order(["1/2/2012", "13/2/2012", "2/13/2012"]) == values.UNDECIDED
    assert values.date("1/2/2012", values.MONTH_FIRST) == "2012-01-02"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ja", "photo"),
        ("yes", "photo"),
        ("keine Fotos", "no-photo"),
        ("No photo", "no-photo"),
        ("нет", "no-photo"),
        ("同意", "photo"),
        ("不同意", "no-photo"),
        ("asked", "photo-asked"),
        ("kein gutes Photo", ""),
        ("", ""),
    ],
)
def test_consent_to_photos_is_understood_whole_or_not_at_all(text: str, word: str) -> None:
    assert values.word("photo", text) == word
