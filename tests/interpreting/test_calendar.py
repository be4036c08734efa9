"""The calendar of an interpreter: telephones move what they have, and lines are folded by bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from checkin import programme
from checkin.desk import Desk
from checkin.interpreting import assigning, calendar, own_plan, publishing
from tests.interpreting.stage import DAY, Stage

CHINESE = (
    "第三届中德生态城市可持续发展与水资源管理国际研讨会开幕式暨专题报告会，哈尔滨分会场；(1/2)"
)


@pytest.fixture
def stage(desk: Desk) -> Stage:
    """Plan two days."""
    return Stage(desk)


def events(stage: Stage) -> dict[str, dict[str, str]]:
    """Return the events that a calendar program reads, by UID."""
    text = calendar.text(own_plan.own_plan(stage.desk, stage.wang))
    found = {}
    for event in Calendar.from_ical(text).walk("VEVENT"):
        alarms = [str(one.decoded("trigger")) for one in event.walk("VALARM")]
        found[str(event["uid"])] = {
            "title": str(event["summary"]),
            "place": str(event.get("location", "")),
            "start": event.decoded("dtstart").isoformat(),
            "zone": str(event["dtstart"].params.get("TZID", "")),
            "sequence": str(event["sequence"]),
            "status": str(event["status"]),
            "alarm": " ".join(alarms),
            "notes": str(event.get("description", "")),
        }
    return found


def test_a_calendar_is_read_back_with_its_zone_and_an_alarm_at_the_call(stage: Stage) -> None:
    programme.put(stage.desk, stage.activities["opening"], {"title": CHINESE})
    own = stage.promise(stage.wang, "opening", "de", "zh")
    found = events(stage)
    assert list(found) == [f"{own}@checkin"]
    event = found[f"{own}@checkin"]
    assert event["title"] == f"DE → ZH {CHINESE}"
    assert (event["place"], event["start"]) == ("Saal", "2012-11-22T09:00:00+01:00")
    assert (event["zone"], event["sequence"], event["status"]) == (
        "Europe/Berlin",
        "0",
        "TENTATIVE",
    )
    assert event["alarm"] == str(datetime(2012, 11, 22, 7, 30, tzinfo=UTC))
    assert "Partner: missing" in event["notes"]


def test_lines_are_no_longer_than_75_bytes(stage: Stage, tmp_path: Path) -> None:
    programme.put(stage.desk, stage.activities["opening"], {"title": CHINESE, "note": CHINESE})
    stage.promise(stage.wang, "opening", "de", "zh")
    plan = own_plan.own_plan(stage.desk, stage.wang)
    assert calendar.write(plan, tmp_path / "own.ics") == 1
    written = (tmp_path / "own.ics").read_bytes()
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert b"BEGIN:VTIMEZONE" in written
    assert written.endswith(b"END:VCALENDAR\r\n")
    written.decode()  # no character is cut by a fold


def test_an_event_keeps_its_uid_and_what_was_told_once_is_cancelled(stage: Stage) -> None:
    desk = stage.desk
    kept = stage.promise(stage.wang, "opening", "de", "zh")
    gone = stage.promise(stage.wang, "plant", "de", "zh")
    publishing.publish(desk)
    before = events(stage)
    assert {one["status"] for one in before.values()} == {"CONFIRMED"}
    assert {one["sequence"] for one in before.values()} == {"1"}
    programme.put(desk, stage.activities["opening"], {"start": f"{DAY}T09:15"})
    assigning.withdraw(desk, gone, reason="other plans")
    publishing.publish(desk)
    after = events(stage)
    assert set(after) == set(before)
    assert after[f"{kept}@checkin"]["start"] == "2012-11-22T09:15:00+01:00"
    assert after[f"{gone}@checkin"]["status"] == "CANCELLED"
    assert after[f"{gone}@checkin"]["title"] == "DE → ZH MHKW Rothensee"
    assert {one["sequence"] for one in after.values()} == {"2"}


def test_a_calendar_for_a_photo_is_short_and_says_what_it_leaves_out(stage: Stage) -> None:
    stage.promise(stage.wang, "opening", "de", "zh")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    text, left_out = calendar.for_photo(plan)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert left_out == 0
    assert event.decoded("dtstart") == datetime(2012, 11, 22, 8, 0, tzinfo=UTC)
    for hour in range(11, 20):
        times = (f"{hour}:00", f"{hour}:45")
        name = f"talk{hour}"
        stage.activities[name] = stage.plan(CHINESE, DAY, *times, "contribution", "de", "Saal")
        stage.promise(stage.wang, name, "de", "zh")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    text, left_out = calendar.for_photo(plan)
    shown = len(Calendar.from_ical(text).walk("VEVENT"))
    assert len(text.encode()) <= calendar.MOST_BYTES
    assert shown + left_out == 10
    assert 2 <= shown < 10
    empty = own_plan.own_plan(stage.desk, stage.petrenko, DAY)
    assert calendar.for_photo(empty) == ("", 0)
    assert Calendar.from_ical(calendar.text(empty)).walk("VEVENT") == []


def test_a_photo_of_a_plan_of_hundreds_of_lines_is_not_tried_with_all_of_them(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.promise(stage.wang, "opening", "de", "zh")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    made: list[str] = []
    summary = calendar.own_words.summary
    monkeypatch.setattr(
        calendar.own_words, "summary", lambda line: made.append(line.title) or summary(line)
    )
    text, left_out = calendar.for_photo(replace(plan, lines=plan.lines * 400))
    shown = len(Calendar.from_ical(text).walk("VEVENT"))
    assert shown + left_out == 400
    assert len(made) <= (shown + 1) ** 2


def test_no_sign_in_it_steers_what_shows_it(stage: Stage) -> None:
    title = "Wasser\u202e\x1b[31m\x0b hier\r\nATTENDEE:mailto:x"
    name = stage.promise(stage.wang, "opening", "de", "zh", note="eins\nzwei\x07\u2066drei")
    stage.desk.write(*stage.desk.change("changed", stage.activities["opening"], {"title": title}))
    stage.desk.refresh()
    plan = own_plan.own_plan(stage.desk, stage.wang)
    for text in (calendar.text(plan).decode(), calendar.for_photo(plan)[0]):
        assert not set("\u202e\u2066\x1b\x0b\x07") & set(text)
        assert "\nATTENDEE" not in text
    (event,) = events(stage).values()
    assert "Wasser[31m  hier ATTENDEE" in event["title"]
    assert "eins\nzweidrei" in event["notes"]
    publishing.publish(stage.desk)
    assigning.withdraw(stage.desk, name, reason="off")
    assert "\u202e" not in calendar.text(own_plan.own_plan(stage.desk, stage.wang)).decode()
