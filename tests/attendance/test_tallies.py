"""Tallies: the figures of the founding congress, made by verbs, and the laws of counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import exchange, people
from checkin.attendance import rules
from checkin.attendance.scanning import scan
from checkin.attendance.tallies import BY, COLUMNS, tally
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.journal.entry import Fact, fresh
from checkin.model import code
from checkin.model.activity import activity_subject
from checkin.model.delegation import delegation_subject
from tests.recount import Recount

ADDING = [by for by in BY if by not in {"activity", "day"}]


def moment(desk: Desk, text: str) -> datetime:
    return desk.event.moment(f"2012-11-{text}")


def enter(desk: Desk, count: int = 1, **fields: str) -> list[str]:
    """Register people as a list does."""
    subjects = [fresh("p") for _number in range(count)]
    desk.write(
        *(
            Fact("registered", subject, {"set": {"family": f"Person{number}", **fields}})
            for number, subject in enumerate(subjects)
        )
    )
    return subjects


def come(desk: Desk, subjects: list[str], at: str = "22T08:30", activity: str = "") -> None:
    for subject in subjects:
        answer = scan(desk, desk.badge_code(subject), activity=activity, at=moment(desk, at))
        assert answer.verdict in {"welcome", "welcome-back"}


def go(desk: Desk, subjects: list[str], at: str) -> None:
    for subject in subjects:
        scan(desk, desk.badge_code(subject), out=True, at=moment(desk, at))


def planned(desk: Desk, title: str, **fields: str) -> str:
    subject = activity_subject(desk.key, title)
    times = {
        key: moment(desk, fields.pop(key)).isoformat() for key in ("start", "end") if key in fields
    }
    desk.write(
        Fact("planned", subject, {"set": {"title": title, "kind": "session", **times, **fields}})
    )
    return subject


@pytest.fixture
def founding(desk: Desk) -> Desk:
    """Let the people of the founding congress come: 118 of 131, and the helpers of the house."""
    abroad = {"Harbin": ("CN", 9), "Saporoshje": ("UA", 5), "Daugavpils": ("LV", 4)}
    abroad |= {"Almaty": ("KZ", 4), "Qingdao": ("CN", 2), "Course": ("CN", 7)}
    there: list[str] = []
    for title, (country, count) in abroad.items():
        group = delegation_subject(desk.key, title)
        desk.write(Fact("registered", group, {"set": {"title": title}}))
        residence = "DE" if title == "Course" else ""
        there += enter(desk, count, country=country, delegation=group, residence=residence)
    there += enter(desk, 73, country="DE", languages="de en")
    gone = enter(desk, 7, country="DE")
    replaced = enter(desk, 5, country="DE")
    enter(desk, 15, country="DE")
    enter(desk, 3, country="DE", status="waiting")
    for subject in gone:
        people.cancel(desk, subject)
    there += [people.substitute(desk, one, {"family": "Stand-In"}).id for one in replaced]
    there += [people.enter(desk, {"family": "Walk-In", "country": "DE"}).id for _n in range(9)]
    come(desk, there)
    for role, count in (("staff", 4), ("interpreter", 6), ("press", 2)):
        come(desk, enter(desk, count, role=role, country="DE"))
    return desk


def figures(total: dict[str, int]) -> list[int]:
    return [total[column] for column in COLUMNS[:8]]


def test_the_founding_congress_counts_as_its_report_says(founding: Desk) -> None:
    counted = tally(founding)
    assert figures(counted.total) == [131, 7, 124, 5, 15, 9, 118, 118]
    assert (counted.total["in_house"], counted.total["visits"]) == (130, 118)
    assert counted.rows == ()
    assert "Each participant counts once" in counted.text


def test_a_good_quarter_came_from_abroad_by_the_seat_of_the_organisation(founding: Desk) -> None:
    counted = tally(founding, "origin")
    assert {row["key"]: row["attended"] for row in counted.rows} == {"abroad": 31, "domestic": 87}
    assert "organisation is outside DE" in counted.text


def test_course_guests_who_live_here_are_not_from_abroad_by_residence(founding: Desk) -> None:
    counted = tally(founding, "origin", abroad="residence")
    assert {row["key"]: row["attended"] for row in counted.rows} == {"abroad": 24, "domestic": 94}
    assert "lives outside DE" in counted.text
    assert figures(counted.total) == figures(tally(founding).total)


def test_the_event_says_which_rule_of_origin_is_usual(founding: Desk) -> None:
    founding.write(Fact("changed", founding.event.id, {"set": {"abroad": "residence"}}))
    assert tally(founding, "origin").rows[0]["attended"] == 24


def test_delegations_are_told_by_their_titles_and_those_without_last(founding: Desk) -> None:
    rows = tally(founding, "delegation").rows
    assert [(row["key"], row["attended"]) for row in rows] == [
        ("Almaty", 4),
        ("Course", 7),
        ("Daugavpils", 4),
        ("Harbin", 9),
        ("Qingdao", 2),
        ("Saporoshje", 5),
        (None, 87),
    ]


@pytest.mark.parametrize("rule", rules.RULES)
def test_rows_add_up_to_the_total(founding: Desk, rule: str) -> None:
    query = "SELECT id FROM person WHERE entered <> '' OR role <> ''"
    come(founding, [row[0] for row in founding.db.execute(query)], "23T10:00")
    whole = tally(founding, rule=rule).total
    for by in ADDING:
        counted = tally(founding, by, rule=rule)
        assert counted.total == whole
        for column in COLUMNS:
            assert sum(row[column] for row in counted.rows) == whole[column], (by, column)


def test_languages_are_the_first_ones_and_roles_have_a_default(founding: Desk) -> None:
    assert {row["key"]: row["registered"] for row in tally(founding, "language").rows} == {
        "de": 73,
        None: 58,
    }
    roles = {row["key"]: row["in_house"] for row in tally(founding, "role").rows}
    assert roles == {"delegate": 118, "interpreter": 6, "press": 2, "staff": 4}


def test_hours_are_those_of_the_first_arrival_in_the_zone_of_the_event(desk: Desk) -> None:
    early, late, _never = (enter(desk)[0] for _n in range(3))
    come(desk, [early, late], "22T08:59")
    go(desk, [early], "22T09:30")
    come(desk, [early], "22T10:10")
    come(desk, [late], "23T11:00")
    rows = {row["key"]: row["attended"] for row in tally(desk, "hour").rows}
    assert rows == {"2012-11-22T08": 2, None: 0}
    day = desk.day(moment(desk, "23T12:00"))
    rows = {row["key"]: row["registered"] for row in tally(desk, "hour", day).rows}
    assert rows == {"2012-11-23T11": 1, None: 2}


def test_two_days_are_one_person_and_two_visits(desk: Desk) -> None:
    (one,) = enter(desk)
    come(desk, [one], "22T10:00")
    go(desk, [one], "22T12:00")
    come(desk, [one], "22T13:00")
    come(desk, [one], "23T10:00")
    assert tally(desk).total["attended"] == 1
    assert tally(desk).total["visits"] == 2
    assert tally(desk, rule="visits").total["attended"] == 2
    days = tally(desk, "day")
    assert [row["attended"] for row in days.rows] == [0, 1, 1]
    assert "counts in each" in days.text


def test_entries_count_for_the_trade_only_in_the_official_hours(desk: Desk) -> None:
    planned(desk, "fair", start="22T10:00", end="22T16:00")
    early, back, visitor, helper = (enter(desk)[0] for _n in range(4))
    people.correct(desk, helper, {"role": "host"})
    day = desk.day(moment(desk, "22T12:00"))
    come(desk, [early, back], "22T08:00", day)
    go(desk, [back], "22T08:30")
    come(desk, [back, visitor, helper], "22T11:00")
    come(desk, [early], "23T03:00")
    total = tally(desk, rule="fkm").total
    assert (total["attended"], total["in_house"], total["visits"]) == (3, 4, 4)
    assert tally(desk, None, day, "fkm").total["attended"] == 2


def test_an_activity_with_a_list_expects_those_on_it(desk: Desk) -> None:
    visit = planned(desk, "visit", start="23T10:00", end="23T12:00", eligibility="all")
    came, away, replaced, off, waiting, other = (enter(desk)[0] for _n in range(6))
    people.book(desk, [came, away, replaced, off], visit)
    people.book(desk, [off], visit, "cancelled")
    people.book(desk, [waiting], visit, "waiting")
    second = people.substitute(desk, replaced, {"family": "Stand-In"}).id
    come(desk, [came, other, second], "23T09:30", visit)
    total = tally(desk, None, visit).total
    assert figures(total) == [4, 1, 3, 1, 1, 1, 3, 3]
    (row,) = tally(desk, "activity").rows
    assert (row["key"], row["title"], row["no_show"]) == (visit, "visit", 1)


def test_an_activity_without_a_list_expects_everybody(desk: Desk) -> None:
    symposium = planned(desk, "symposium", start="22T09:00", end="22T17:00")
    part = planned(desk, "opening", start="22T09:00", end="22T10:00", whole=symposium)
    came, _away = (enter(desk)[0] for _n in range(2))
    come(desk, [came], "22T08:30", part)
    assert figures(tally(desk, None, symposium).total) == [2, 0, 2, 0, 1, 0, 1, 1]
    inside = tally(desk, "activity", symposium)
    assert {row["title"] for row in inside.rows} == {"symposium", "opening"}
    assert [row["key"] for row in tally(desk, "day", symposium).rows] == ["2012-11-22"]


def test_somebody_not_yet_known_is_counted_as_unknown(desk: Desk) -> None:
    unseen = fresh("p")
    text = code.code_of(desk.key, code.first_token(desk.key, unseen)[0])
    scan(desk, text, at=moment(desk, "22T10:00"))
    for by in ("country", "role", "delegation", "language", "origin", "organisation_type"):
        (row,) = (row for row in tally(desk, by).rows if row["attended"])
        assert (row["key"], row["attended"], row["registered"]) == (None, 1, 0)
    desk.write(Fact("registered", unseen, {"set": {"family": "Late", "country": "CN"}}))
    assert figures(tally(desk).total) == [1, 0, 1, 0, 0, 0, 1, 1]


def test_as_of_a_past_time_later_arrivals_and_departures_are_not_known(desk: Desk) -> None:
    one, two, three = (enter(desk)[0] for _n in range(3))
    come(desk, [one, two], "22T08:00")
    go(desk, [one, two], "22T08:20")
    come(desk, [two], "22T08:40")
    come(desk, [three], "22T09:50")
    asked = ("22T07:00", "22T08:10", "22T08:30", "22T08:50")
    totals = [tally(desk, at=moment(desk, at)).total for at in asked]
    assert [(total["attended"], total["here"]) for total in totals] == [
        (0, 0),
        (2, 2),
        (2, 0),
        (2, 1),
    ]
    assert (tally(desk).total["attended"], tally(desk).total["here"]) == (3, 2)
    assert tally(desk, at=moment(desk, "30T12:00")).total == tally(desk).total


def test_an_activity_of_several_days_counts_a_visit_on_each(desk: Desk) -> None:
    fair = planned(desk, "fair", start="21T10:00", end="23T16:00")
    (one,) = enter(desk)
    come(desk, [one], "21T11:00", fair)
    go(desk, [one], "21T15:00")
    come(desk, [one], "22T11:00", fair)
    assert tally(desk, None, fair, "visits").total["attended"] == 2
    assert tally(desk, None, fair, "persons").total["attended"] == 1


def test_an_attendance_of_something_nobody_here_planned_counts(desk: Desk) -> None:
    (one,) = enter(desk)
    said = {"activity": "a-" + "z" * 26, "at": "2012-11-22T10:00:00+01:00"}
    desk.write(Fact("arrived", one, said))
    come(desk, [one], "22T11:00", desk.day(moment(desk, "22T11:00")))
    total = tally(desk).total
    assert (total["attended"], total["visits"]) == (1, 1)


def test_an_event_without_a_country_knows_nobody_from_abroad(tmp_path: Path) -> None:
    with found(
        tmp_path / "e.checkin",
        title="T",
        first=date(2012, 11, 21),
        last=date(2012, 11, 21),
        zone_name="UTC",
        label="A",
        state=tmp_path,
    ) as desk:
        come(desk, enter(desk, country="CN"), "21T10:00")
        counted = tally(desk, "origin")
        assert [row["key"] for row in counted.rows] == [None]
        assert "names no country" in counted.text


@pytest.mark.parametrize(
    "asked",
    [
        {"by": "shoe"},
        {"rule": "guess"},
        {"abroad": "citizenship", "by": "origin"},
        {"activity": "a-x"},
    ],
)
def test_what_cannot_be_counted_by_is_refused_with_the_choices(
    desk: Desk, asked: dict[str, Any]
) -> None:
    with pytest.raises(DeskError) as refused:
        tally(desk, **asked)
    assert "choose of: " in str(refused.value) or "a-x" in str(refused.value)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["in", "out", "part", "undo", "cancel"]),
        st.integers(0, 2),
        st.integers(0, 23 * 60),
    ),
    max_size=14,
)


def scripted() -> Iterator[dict[str, str]]:
    yield {"country": "CN", "languages": "zh en"}
    yield {"country": "DE", "role": "staff"}
    yield {"role": "speaker", "organisation_type": "science"}
    yield {"entered": "walk-in", "country": "DE"}


def _recounted(desk: Desk, folder: Path) -> Recount:
    """Fold what the desk writes for others once more, by code that shares nothing with it."""
    (folder / "sent").mkdir()
    exchange.sync(desk, folder / "sent")
    return Recount(folder / "sent")


@settings(max_examples=25)
@given(STEPS)
def test_sums_are_totals_and_presence_is_check_ins_less_check_outs(
    steps: list[tuple[int, str, int, int]],
) -> None:
    with TemporaryDirectory() as name:
        desk = found(
            Path(name) / "e.checkin",
            title="T",
            first=date(2012, 11, 21),
            last=date(2012, 11, 23),
            zone_name="Europe/Berlin",
            label="A",
            state=Path(name),
        )
        part = planned(desk, "part", start="22T09:00", end="22T20:00", admission="0")
        kinds = cycle(scripted())
        everybody = [enter(desk, **next(kinds))[0] for _n in range(6)]
        for who, what, day, minute in steps:
            at = moment(desk, f"{21 + day}T{minute // 60:02}:{minute % 60:02}")
            text = desk.badge_code(everybody[who])
            if what == "undo":
                desk.undo()
            elif what == "cancel" and desk.person(everybody[who]):
                people.cancel(desk, everybody[who])
            else:
                scan(desk, text, activity=part if what == "part" else "", out=what == "out", at=at)
        for rule in rules.RULES:
            total = tally(desk, rule=rule).total
            for by in ADDING:
                rows = tally(desk, by, rule=rule).rows
                for column in COLUMNS:
                    assert sum(row[column] for row in rows) == total[column]
        counted = tally(desk).total
        open_ones = {
            one
            for one in everybody
            if any(
                not came.ended and came.at[:10] == desk.moment(None).date().isoformat()
                for came in desk.arrivals(desk.folded(one))
            )
        }
        visitors = {one for one in open_ones if (p := desk.person(one)) and p.visitor}
        assert counted["here"] == len(visitors)
        again = _recounted(desk, Path(name))
        attended = again.attended()
        for by in ("country", "organisation_type", "city"):
            found_by = {row["key"] or "": row["attended"] for row in tally(desk, by).rows}
            assert +Counter(found_by) == again.by(by, attended)
        for row in tally(desk, "day").rows:
            assert row["attended"] == len(again.attended(again.day(row["key"])))
        assert again.figures() == {key: counted[key] for key in again.figures()}
        assert counted["no_show"] >= 0
        assert counted["registered"] - counted["cancelled"] == counted["expected"]
        desk.close()
