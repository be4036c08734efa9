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


def test_an_activity_is_made_and_changed_with_what_it_needs(planned: Desk) -> None:
    values = {"title": "Hafen", "kind": "site-visit", "start": "2012-11-23T09:00"}
    made = programme.put(planned, "", {**values, "end": "2012-11-23T10:00", "place": "Hafenbecken"})
    assert (made.start, made.day) == ("2012-11-23T09:00:00+01:00", "2012-11-23")
    place = planned.place(made.place)
    assert place
    assert place.title == "Hafenbecken"
    changed = programme.put(planned, made.id, {"capacity": "12", "whole": "SYM"})
    assert (changed.capacity, changed.title) == ("12", "Hafen")
    assert planned.wholes(changed.id)[0] == programme.activity(planned, "SYM").id
    planned.undo()
    assert programme.put(planned, made.id, {}).capacity == ""
    invited = programme.put(planned, made.id, {"eligibility": "nur mit Anmeldung"})
    assert invited.eligibility == "booked"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "needs a title"),
        ({"kind": "party"}, "no kind of activity"),
        ({"capacity": "many"}, r"no whole number \(Room for\)"),
        ({"start": "tomorrow"}, "is no time"),
        ({"start": "2012-11-22T12:00", "end": "2012-11-22T11:00"}, "ends before it starts"),
        ({"whole": "K1"}, "part of itself"),
        ({"whole": "nothing"}, "no activity"),
    ],
)
def test_what_an_activity_cannot_be_is_said_and_nothing_changes(
    planned: Desk, values: dict[str, str], said: str
) -> None:
    before = programme.activity(planned, "SYM")
    with pytest.raises(DeskError, match=said):
        programme.put(planned, before.id, values)
    assert programme.activity(planned, "SYM") == before


def test_a_place_is_made_within_another_and_never_within_itself(planned: Desk) -> None:
    room = programme.put_place(planned, "", {"title": "Saal 2", "capacity": "60", "within": "Haus"})
    house = planned.place(room.within)
    assert house
    assert house.title == "Haus"
    with pytest.raises(DeskError, match="within itself"):
        programme.put_place(planned, room.id, {"within": room.id})
    with pytest.raises(DeskError, match="number of persons"):
        programme.put_place(planned, room.id, {"capacity": "x"})
    with pytest.raises(DeskError, match="needs a name"):
        programme.put_place(planned, "", {"capacity": "3"})
