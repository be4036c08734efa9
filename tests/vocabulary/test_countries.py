"""Countries and languages as people write them."""

from __future__ import annotations

import pytest
from babel import Locale

from checkin.vocabulary import countries

NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}


def test_a_code_of_a_country_means_this_country_and_no_other() -> None:
    codes = {code for code in Locale("en").territories if len(code) == 2 and code.isalpha()}
    codes -= NO_COUNTRIES
    for code in codes:
        assert {countries.country(one) for one in (code, code.lower(), f" {code} ")} == {code}


def test_a_code_of_a_language_means_this_language_also_among_others() -> None:
    codes = sorted(code for code in Locale("en").languages if len(code) == 2)
    for code in codes:
        assert countries.languages(code) == (code, ())
        for other in {"en", "de"} - {code}:
            assert countries.languages(f"{code} {other}") == (f"{code} {other}", ())
            assert countries.languages(f"{other}/{code.upper()}") == (f"{other} {code}", ())


@pytest.mark.parametrize(
    ("text", "code"),
    [("UAE", "AE"), ("U.A.E.", "AE"), ("VAE", "AE"), ("A", "AT"), ("UK", "GB"), ("EL", "GR")],
)
def test_what_is_short_but_no_code_is_still_understood(text: str, code: str) -> None:
    assert countries.country(text) == code
