"""Profiles: figures as data, each with its unit and source, in the language of the desk."""

from __future__ import annotations

from dataclasses import fields

import pytest

from checkin import i18n
from checkin.errors import DeskError
from checkin.interpreting import profile
from checkin.interpreting.profile import Limits, load, read

TABLE = """
title = "House rules"
[[team]]
interpreters = 2
up_to = 240
source = "The house"
[[team]]
interpreters = 1
up_to = 40
source = "The house"
[limits]
day_net = { value = 360, unit = "min", source = "The house", source_de = "Das Haus" }
"""


@pytest.mark.parametrize("name", profile.names())
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_shipped_figure_has_a_unit_and_a_source(name: str, language: str) -> None:
    i18n.use(language)
    shipped = load(name)
    assert not shipped.unread
    assert all(row.source for row in shipped.team)
    named = [getattr(shipped.limits, one.name) for one in fields(Limits)]
    assert all(one.unit and one.source for one in named if one)


def test_a_team_grows_with_the_net_minutes_of_a_run_also_beyond_the_table() -> None:
    house = read(TABLE, "house")
    found = {minutes: house.strength(minutes)[0] for minutes in (0, 40, 41, 240, 241, 440, 441)}
    assert found == {0: 1, 40: 1, 41: 2, 240: 2, 241: 3, 440: 3, 441: 4}
    assert read("title = 'x'", "x").strength(500) == (1, None)


def test_a_source_is_said_in_the_language_of_the_desk() -> None:
    i18n.use("de")
    limit = read(TABLE, "house").limits.day_net
    assert limit
    assert limit.source == "Das Haus"


@pytest.mark.parametrize(
    "text",
    [
        "title = ",
        "[limits]\nday_net = { value = 360, unit = 'min' }",
        "[limits]\nday_net = { unit = 'min', source = 'x' }",
        "[limits]\nday_net = 360",
        "[[team]]\ninterpreters = 'two'\nup_to = 1\nsource = 'x'",
        "team = 3",
    ],
)
def test_what_is_no_profile_is_refused_with_its_name(text: str) -> None:
    with pytest.raises(DeskError, match="house"):
        read(text, "house")


def test_an_unknown_profile_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(DeskError, match="aiic-canada"):
        load("nonsense")


def test_names_that_mean_nothing_are_told_and_orders_are_completed() -> None:
    told = read("soft = ['relay', 'nonsense']\n[limits]\nnaps = 1\n", "x")
    assert told.unread == ("naps",)
    assert told.soft[0] == "relay"
    assert set(told.soft) == set(profile.SOFT)
