"""From how far somebody comes follows from what is known, unless somebody said so."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.attendance import scanning, tallies
from checkin.desk import Desk

PLACE = {
    "place": "Magdeburg",
    "region": "Sachsen-Anhalt",
    "local_postcodes": "390 391",
    "region_postcodes": "06, 38, 39",
}


@pytest.mark.parametrize(
    ("fields", "tier"),
    [
        ({"country": "CN", "city": "Harbin"}, "abroad"),
        ({"country": "DE", "city": "magdeburg"}, "local"),
        ({"city": "Magdeburg"}, "local"),
        ({"country": "DE", "postcode": "39104"}, "local"),
        ({"country": "DE", "postcode": "39576"}, "region"),
        ({"country": "DE", "region": "sachsen-anhalt"}, "region"),
        ({"country": "DE", "city": "Berlin"}, "country"),
        ({"country": "DE"}, None),
        ({}, None),
        ({"country": "CN", "tier": "local"}, "local"),
        ({"country": "CN", "postcode": "39104"}, "abroad"),
    ],
)
def test_how_far(desk: Desk, fields: dict[str, str], tier: str | None) -> None:
    desk.write(*desk.change("changed", desk.event.id, PLACE))
    person = people.enter(desk, {"name": "A", **fields}, "")
    scanning.check_in(desk, person.id)
    found = tallies.tally(desk, "tier")
    assert [(row["key"], row["attended"]) for row in found.rows] == [(tier, 1)]
    assert found.total["attended"] == 1
    assert "postcode" in found.text
    assert [row["key"] for row in tallies.tally(desk, "city").rows] == [fields.get("city")]
