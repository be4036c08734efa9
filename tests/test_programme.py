"""Activities are known by their ids and titles, and move together when one runs late."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from checkin import programme
from checkin.attendance.scanning import scan
from checkin.attendance.tallies import tally
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.lists.intake import take_in

PROGRAMME = """id;date;start;end;kind;title;title_en;place;part of;hard time
SYM;2012-11-22;09:00;17:00;symposium;Fachtagung;Symposium;Saal;;
K1;2012-11-22;10:00;10:30;session;Wasser;Water;Saal;SYM;
K2;2012-11-22;10:30;11:00;session;Pause;Break;Saal;SYM;
K3;2012-11-22;11:00;11:30;session;Pause;Break;Saal;SYM;yes
K4;2012-11-22;11:30;12:00;session;Strom;Power;Saal;SYM;
"""


@pytest.fixture
def planned(desk: Desk, tmp_path: Path) -> Desk:
    """Plan a day with a hard time."""
    file = tmp_path / "programme.csv"
    file.write_text(PROGRAMME, "utf-8")
    assert take_in(desk, file, "programme").new == 5
    return desk


def start(desk: Desk, name: str) -> str:
    return programme.activity(desk, name).start[11:16]


def test_an_activity_is_known_by_its_id_the_list_s_id_and_any_title(planned: Desk) -> None:
    symposium = programme.activity(planned, "SYM")
    for name in (symposium.id, "Fachtagung", "  fachtagung ", "SYMPOSIUM"):
        assert programme.activity(planned, name) == symposium


@pytest.mark.parametrize("name", ["Pause", "nothing", "", "a-aaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_name_of_no_activity_or_of_several_is_refused(planned: Desk, name: str) -> None:
    assert programme.activity_named(planned, name) is None
    with pytest.raises(DeskError, match="There is no activity"):
        programme.activity(planned, name)


def test_a_scan_may_name_its_activity_by_title(planned: Desk) -> None:
    at = datetime.fromisoformat("2012-11-22T10:00:00+01:00")
    wanted = programme.activity(planned, "K1").id
    assert scan(planned, "nobody", activity="wasser", at=at).activity == wanted
    with pytest.raises(DeskError, match="There is no activity Pause"):
        scan(planned, "nobody", activity="Pause", at=at)


def test_a_count_may_name_its_activity_by_its_id_in_the_list(planned: Desk) -> None:
    wanted = programme.activity(planned, "K1").id
    assert tally(planned, activity="K1") == tally(planned, activity=wanted)
    with pytest.raises(DeskError, match="There is no activity Pause"):
        tally(planned, activity="Pause")


def test_what_follows_moves_too_until_a_hard_time(planned: Desk) -> None:
    assert programme.delay(planned, programme.activity(planned, "K1").id, 20) == 2
    assert [start(planned, name) for name in ("SYM", "K1", "K2", "K3", "K4")] == [
        *("09:00", "10:20", "10:50", "11:00", "11:30")
    ]


def test_nothing_moves_that_has_no_time(planned: Desk) -> None:
    day = planned.day(planned.this_moment())
    with pytest.raises(DeskError, match="with a time"):
        programme.delay(planned, day, 20)
    assert programme.delay(planned, programme.activity(planned, "K3").id, 5) == 0
