"""Speakers who are not here half an hour before they speak."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from checkin import people
from checkin.attendance.overview import Asked, overview
from checkin.attendance.scanning import scan
from checkin.attendance.speakers import missing_speakers, turns
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject


def contribution(desk: Desk, start: str, speakers: str) -> None:
    subject = activity_subject(desk.key, start, speakers)
    begin = desk.event.moment(f"2012-11-22T{start}")
    end = begin.replace(minute=begin.minute + 20)
    times = {"start": begin.isoformat(), "end": end.isoformat()}
    said = {"title": "talk", "kind": "contribution", "speakers": speakers, **times}
    desk.write(Fact("planned", subject, {"set": said}))


def names(desk: Desk, at: str) -> list[str]:
    return [one.person.family for one in missing_speakers(desk, moment(desk, at))]


def moment(desk: Desk, at: str) -> datetime:
    return desk.event.moment(f"2012-11-22T{at}")


@pytest.fixture
def talks(desk: Desk) -> Desk:
    """Let three people speak, two of them together."""
    for given, family in (("Thorsten", "Ahlers"), ("Sören", "Klüver"), ("Na", "Li")):
        people.enter(desk, {"given": given, "family": family, "role": "speaker"})
    contribution(desk, "09:00", "Dr. Thorsten Ahlers")
    contribution(desk, "10:00", "Dr.-Ing. Sören Klüver und Li Na, Somebody Unknown")
    return desk


def test_a_speaker_is_missed_from_half_an_hour_before_until_the_end(talks: Desk) -> None:
    assert names(talks, "08:29") == []
    assert names(talks, "08:30") == ["Ahlers"]
    assert names(talks, "09:19") == ["Ahlers"]
    assert names(talks, "09:20") == []
    assert names(talks, "09:45") == ["Klüver", "Li"]


def test_who_is_here_is_not_missed_and_who_went_out_is(talks: Desk) -> None:
    speaker = missing_speakers(talks, moment(talks, "08:40"))[0].person.id
    scan(talks, talks.badge_code(speaker), at=moment(talks, "08:41"))
    assert names(talks, "08:45") == []
    scan(talks, talks.badge_code(speaker), out=True, at=moment(talks, "08:50"))
    assert names(talks, "08:55") == ["Ahlers"]


def test_somebody_of_another_role_who_speaks_is_known_by_the_exact_name(desk: Desk) -> None:
    people.enter(desk, {"given": "Wen", "family": "Schröder"})
    contribution(desk, "09:00", "Schröder Wen")
    contribution(desk, "09:05", "Prof. Wen Schröder; ;")
    assert names(desk, "08:45") == ["Schröder"]


def test_the_overview_tells_them_with_figures_of_one_state(talks: Desk) -> None:
    found = overview(talks, Asked(by="role"))
    assert [one.person.family for one in found.missing] == ["Ahlers"]
    assert found.persons == found.counted.total
    assert [row["key"] for row in found.counted.rows] == ["speaker"]
    assert (found.lately, found.pace, found.curve.counts) == (0, None, ())
    assert str(found.curve.day) == "2012-11-22"
    chosen = overview(talks, Asked(rule="visits", day="2012-11-23"))
    assert str(chosen.curve.day) == "2012-11-23"
    assert chosen.persons["attended"] == 0


def test_the_board_has_every_name_of_the_day_until_it_is_over(talks: Desk) -> None:
    board = turns(talks, moment(talks, "08:40"))
    assert [(one.person.family if one.person else one.name, one.due) for one in board] == [
        ("Ahlers", True),
        ("Klüver", False),
        ("Li", False),
        ("Somebody Unknown", False),
    ]
    known = board[1].person
    assert known
    scan(talks, talks.badge_code(known.id), at=moment(talks, "09:20"))
    later = turns(talks, moment(talks, "09:40"))
    assert [(one.here, one.due) for one in later] == [(True, True), (False, True), (False, True)]
    assert not turns(talks, moment(talks, "09:40") + timedelta(days=1))
