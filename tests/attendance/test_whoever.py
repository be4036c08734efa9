"""Whoever is behind a figure: the law that there are as many people as it says."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import people
from checkin.attendance.rules import RULES
from checkin.attendance.scanning import scan
from checkin.attendance.tallies import BY, COLUMNS, tally
from checkin.attendance.whoever import counts_persons, people_of
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.journal.entry import Fact, fresh
from checkin.model import code
from checkin.model.activity import activity_subject
from checkin.model.delegation import delegation_subject

KINDS = (
    {"country": "CN", "languages": "zh en", "delegation": "Harbin"},
    {"country": "DE", "role": "staff"},
    {"role": "speaker", "organisation_type": "science", "residence": "FR"},
    {"entered": "walk-in", "country": "DE", "delegation": "harbin"},
    {"status": "waiting"},
)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from(
            ["in", "out", "part", "undo", "cancel", "book", "wait", "substitute", "unseen"]
        ),
        st.integers(0, 2),
        st.integers(0, 23 * 60),
    ),
    max_size=16,
)


def enter(desk: Desk, **fields: str) -> str:
    subject = fresh("p")
    if title := fields.pop("delegation", ""):
        fields["delegation"] = delegation_subject(desk.key, title)
        said = {"set": {"title": title.capitalize()}}
        desk.write(Fact("registered", fields["delegation"], said))
    desk.write(Fact("registered", subject, {"set": {"family": "Person", **fields}}))
    return subject


def step(desk: Desk, who: str, what: str, at: str, part: str) -> None:
    moment = desk.event.moment(at)
    if what == "undo":
        desk.undo()
    elif what == "cancel":
        people.cancel(desk, who)
    elif what in {"book", "wait"}:
        people.book(desk, [who], part, "booked" if what == "book" else "waiting")
    elif what == "substitute":
        people.substitute(desk, who, {"family": "Stand-In"})
    elif what == "unseen":
        token = code.first_token(desk.key, fresh("p"))[0]
        scan(desk, code.code_of(desk.key, token), at=moment)
    else:
        activity = part if what == "part" else ""
        scan(desk, desk.badge_code(who), activity=activity, out=what == "out", at=moment)


def require_as_many_people_as_figures_say(desk: Desk, activity: str | None, rule: str) -> None:
    for by in (None, *BY):
        counted = tally(desk, by, activity, rule)
        for row in counted.rows or ({"key": None, **counted.total},):
            for column in COLUMNS:
                ids = people_of(desk, row["key"], by, column, activity, rule)
                assert len(set(ids)) == len(ids)
                assert all(desk.person(one) for one in ids)
                if counts_persons(column, rule):
                    assert len(ids) == row[column], (by, row["key"], column, rule)
                else:
                    assert bool(ids) == bool(row[column])
                    assert len(ids) <= row[column]


@settings(max_examples=30)
@given(STEPS)
def test_behind_every_figure_are_as_many_people_as_it_says(
    steps: list[tuple[int, str, int, int]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        days = date(2012, 11, 21), date(2012, 11, 23)
        desk = found(
            folder / "e.checkin",
            title="T",
            first=days[0],
            last=days[1],
            zone_name="Europe/Berlin",
            label="A",
            state=folder,
        )
        with desk:
            part = activity_subject(desk.key, "part")
            times = {"start": "2012-11-22T09:00+01:00", "end": "2012-11-22T20:00+01:00"}
            said = {"title": "part", "kind": "session", "admission": "0", **times}
            desk.write(Fact("planned", part, {"set": said}))
            kinds = cycle(KINDS)
            everybody = [enter(desk, **next(kinds)) for _number in range(7)]
            for who, what, day, minute in steps:
                clock = f"{minute // 60:02}:{minute % 60:02}"
                with_person = desk.person(everybody[who]) is not None
                if with_person or what == "undo":
                    step(desk, everybody[who], what, f"2012-11-{21 + day}T{clock}", part)
            for rule in RULES:
                require_as_many_people_as_figures_say(desk, None, rule)
                require_as_many_people_as_figures_say(desk, part, rule)


def test_delegations_of_one_title_are_one_figure_and_one_list(desk: Desk) -> None:
    one, other = enter(desk, delegation="Harbin"), enter(desk)
    twin = delegation_subject(desk.key, "another list")
    desk.write(Fact("registered", twin, {"set": {"title": "Harbin"}}))
    second = enter(desk)
    desk.write(Fact("changed", second, {"set": {"delegation": twin}}))
    assert people_of(desk, "Harbin", "delegation", "expected") == [one, second]
    assert people_of(desk, None, "delegation", "no_show") == [other]


def test_as_of_a_past_time_those_who_came_later_are_not_yet_there(desk: Desk) -> None:
    early, late = enter(desk), enter(desk)
    for who, at in ((early, "08:10"), (late, "08:50")):
        scan(desk, desk.badge_code(who), at=desk.event.moment(f"2012-11-22T{at}"))
    before = desk.event.moment("2012-11-22T08:30")
    assert people_of(desk, None, None, "here", at=before) == [early]
    assert people_of(desk, None, None, "no_show", at=before) == [late]
    assert people_of(desk, None, None, "here") == [early, late]


def test_visits_are_counted_but_their_people_are_listed(desk: Desk) -> None:
    who = enter(desk)
    for day in (22, 23):
        scan(desk, desk.badge_code(who), at=desk.event.moment(f"2012-11-{day}T08:30"))
    assert tally(desk, rule="visits").total["attended"] == 2
    assert people_of(desk, None, None, "attended", rule="visits") == [who]
    assert not counts_persons("attended", "visits")
    assert not counts_persons("visits")
    assert counts_persons("here", "fkm")


@pytest.mark.parametrize(
    ("by", "key", "column"),
    [("shoe", None, "here"), ("activity", "a-" + "z" * 26, "here"), (None, None, "shoes")],
)
def test_a_figure_that_there_is_not_is_refused(
    desk: Desk, by: str | None, key: str | None, column: str
) -> None:
    with pytest.raises(DeskError):
        people_of(desk, key, by, column)
