"""Needs as people deal with them: by hand, changed, closed, opened, briefed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkin import people
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import needs, own_needs, promises
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import assignment_subject
from tests.conftest import Clock
from tests.interpreting.talks import DAY, Congress


@pytest.fixture
def congress(desk: Desk, clock: Clock) -> Congress:
    """Plan a congress on the day before."""
    clock.at("2012-11-21T08:00:00+01:00")
    return Congress(desk)


def wanted(congress: Congress, subject: str) -> Wanted | None:
    every = needs.wanted(congress.desk, congress.at())
    return next((one for one in every if one.demand.id == subject), None)


def test_a_need_by_hand_belongs_to_an_activity_and_stands(congress: Congress) -> None:
    desk = congress.desk
    values = {"activity": "K08", "source": "Deutsch", "target": "russisch", "strength": "2"}
    subject = own_needs.add_need(desk, values)
    known = wanted(congress, subject)
    assert known
    assert (known.state, known.demand.source, known.demand.target) == ("kept", "de", "ru")
    assert known.demand.strength == 2
    assert f"{known.demand.start:%H:%M}" == "10:00"


def test_a_need_beside_the_programme_has_times_of_its_own(congress: Congress) -> None:
    values = {
        "source": "zh",
        "target": "de",
        "title": "Pressegespräch",
        "start": f"{DAY}T12:00",
        "end": f"{DAY}T12:30",
        "mode": "Konsekutiv",
        "place": "Foyer",
    }
    subject = own_needs.add_need(congress.desk, values)
    known = wanted(congress, subject)
    assert known
    assert known.demand.mode == "consecutive"
    place = congress.desk.place(known.demand.place)
    assert place
    assert place.title == "Foyer"
    assert known.demand.activity == subject


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"source": "zh", "target": "zh", "activity": "K08"}, "into itself"),
        ({"source": "zh", "target": "Klingonisch", "activity": "K08"}, "no language"),
        ({"source": "zh", "target": "de", "title": "Lunch"}, "a title, a start"),
        ({"source": "zh", "target": "ru", "activity": "nowhere"}, "no activity"),
        ({"source": "zh", "target": "ru", "activity": "K07", "strength": "0"}, "at least one"),
        ({"source": "zh", "target": "ru", "activity": "K07", "strength": "21"}, "at most 20"),
        ({"source": "zh", "target": "ru", "activity": "K07", "listeners": "many"}, "whole number"),
        ({"source": "zh", "target": "ru", "activity": "K07", "mode": "mime"}, "no mode"),
        (
            {
                "source": "zh",
                "target": "ru",
                "title": "x",
                "start": f"{DAY}T10:00",
                "end": f"{DAY}T09:00",
            },
            "ends before",
        ),
        (
            {"source": "zh", "target": "ru", "activity": "K07", "brief_slides": "perhaps"},
            "briefing",
        ),
    ],
)
def test_what_cannot_be_is_named(congress: Congress, values: dict[str, str], words: str) -> None:
    before = congress.desk.last_act()
    with pytest.raises(DeskError, match=words):
        own_needs.add_need(congress.desk, values)
    assert congress.desk.last_act() == before


def test_a_derived_need_is_changed_by_hand_and_back(congress: Congress) -> None:
    desk, subject = congress.desk, congress.need("K07 zh de")
    assert own_needs.change_need(desk, subject, {"strength": "3", "end": f"{DAY}T09:30"})
    known = wanted(congress, subject)
    assert known
    assert (known.demand.strength, f"{known.demand.end:%H:%M}") == (3, "09:30")
    assert own_needs.change_need(desk, subject, {"strength": "3"}) is None
    assert own_needs.change_need(desk, subject, {"strength": "", "end": ""})
    again = wanted(congress, subject)
    assert again
    assert (again.demand.by_hand, f"{again.demand.end:%H:%M}") == (False, "09:40")
    with pytest.raises(DeskError, match="ends before"):
        own_needs.change_need(desk, subject, {"end": f"{DAY}T08:30"})
    with pytest.raises(DeskError, match="no need"):
        own_needs.change_need(desk, "n-none", {"note": "x"})


def test_a_closed_need_lets_its_interpreters_go_and_can_be_opened(congress: Congress) -> None:
    desk, subject = congress.desk, congress.need("K07 zh de")
    congress.assign("K07 zh de", "Pan")
    act = own_needs.close_needs(desk, [subject]).act
    assert act
    assert own_needs.close_needs(desk, [subject]).act is None
    assert promises.standing(desk) == []
    assert wanted(congress, subject).state == "closed"  # type: ignore[union-attr]
    assert own_needs.reopen_need(desk, subject)
    assert own_needs.reopen_need(desk, subject) is None
    assert wanted(congress, subject).state == "open"  # type: ignore[union-attr]
    desk.undo(act)
    assert congress.team("K07 zh de") == ["Pan"]


def test_a_need_is_not_closed_over_a_fixed_promise_without_a_reason(
    congress: Congress, clock: Clock
) -> None:
    desk, subject = congress.desk, congress.need("K07 zh de")
    congress.assign("K07 zh de", "Pan")
    clock.at(f"{DAY}T08:30:00+01:00")
    came = own_needs.close_needs(desk, [subject, congress.need("K08 de zh")])
    assert [one.rule for one in came.conflicts] == ["H13"]
    assert congress.team("K07 zh de") == ["Pan"]
    assert wanted(congress, congress.need("K08 de zh")).state == "open"  # type: ignore[union-attr]
    assert own_needs.close_needs(desk, [subject], reason="the talk is off").act
    gone = promises.assignment(desk, assignment_subject(desk.key, subject, congress.people["Pan"]))
    assert gone
    assert gone.reason == "the talk is off"


def test_a_need_to_which_nobody_listens_is_kept_by_hand(congress: Congress) -> None:
    desk, subject = congress.desk, congress.need("K07 zh de")
    congress.assign("K07 zh de", "Pan")
    for guest in ("Weber", "Schulz"):
        people.cancel(desk, desk.find(guest)[0].id)
    assert wanted(congress, subject).state == "gone"  # type: ignore[union-attr]
    assert own_needs.reopen_need(desk, subject)
    assert wanted(congress, subject).state == "kept"  # type: ignore[union-attr]
    own_needs.close_needs(desk, [subject])
    values = {"activity": "K07", "source": "zh", "target": "de"}
    assert own_needs.add_need(desk, values) == subject
    assert wanted(congress, subject).state == "kept"  # type: ignore[union-attr]


def test_a_missing_briefing_is_red_a_day_before(congress: Congress) -> None:
    desk, subject = congress.desk, congress.need("K07 zh de")
    congress.assign("K07 zh de", "Pan")
    congress.assign("K08 de zh", "Müller")
    start = wanted(congress, subject).demand.start  # type: ignore[union-attr]
    assert own_needs.briefing_due(desk, start - timedelta(hours=24)) == []
    late = start - timedelta(hours=23, minutes=59)
    due = own_needs.briefing_due(desk, late)
    assert [one.demand.id for one in due] == [subject]
    assert due[0].missing == own_needs.BRIEFING
    assert due[0].people == (congress.people["Pan"],)
    every = dict.fromkeys(own_needs.BRIEFING, "passed-on")
    own_needs.brief(desk, subject, {**every, "brief_slides": ""}, congress.at())
    assert own_needs.briefing_due(desk, late)[0].missing == ("brief_slides",)
    both = [subject, congress.need("K08 de zh")]
    assert own_needs.brief(desk, both, {"brief_slides": "received", "strength": "9"})
    assert own_needs.briefing_due(desk, late) == []
    assert own_needs.briefing_due(desk, start + timedelta(hours=5)) == []
