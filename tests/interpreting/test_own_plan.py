"""The own plan: all that one interpreter must know, what of it is missing, nothing of others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from checkin import bookings, people, programme
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import arrangements, assigning, own_plan, own_table, own_words, publishing
from checkin.interpreting.own_plan import OwnPlan
from checkin.journal.entry import Fact
from tests.conftest import Clock
from tests.interpreting.stage import DAY, NEXT, Stage

TALK = {
    "responsible": "Dr. Klein",
    "responsible_phone": "+49 391 540",
    "technician": "Tonmeister Voss 0176 3",
    "room_plan": "plan-saal.pdf",
    "meals": "Mittag 12:30 mit der Gruppe",
    "dress": "Anzug",
    "noise": "Pausenmusik",
    "speakers": "Prof. Wang Li",
    "documents": "Folien v3, glossar.xlsx, Protokoll 2011",
}
VISIT = {
    "host": "MHKW GmbH",
    "contact": "Frau Ost",
    "contact_phone": "0391 587",
    "meeting_point": "Foyer",
    "gear": "S3-Schuhe, Helm",
    "noise": "85 dB",
    "responsible": "Dr. Klein",
    "responsible_phone": "+49 391 540",
    "gate": "Tor 2",
    "dress": "feste Kleidung",
}


@pytest.fixture
def stage(desk: Desk) -> Stage:
    """Plan two days."""
    return Stage(desk)


def words(plan: OwnPlan, number: int = 0) -> dict[str, str]:
    return {one.name: one.text for one in own_words.said(plan.lines[number], plan.person)}


def bus(stage: Stage) -> None:
    ride = {"kind": "transfer", "driver": "Heiko", "driver_phone": "0176"}
    times = {"start": f"{NEXT}T09:00", "end": f"{NEXT}T13:00"}
    made = programme.put(stage.desk, "", {"title": "Bus 1", **ride, **times}).id
    for title, start, end, place in (
        ("Hin", "09:15", "09:45", "Rothensee"),
        ("Her", "11:45", "12:15", "Haus"),
    ):
        leg = {"title": title, "kind": "transfer", "whole": made, "place": place}
        times = {"start": f"{NEXT}T{start}", "end": f"{NEXT}T{end}"}
        programme.put(stage.desk, "", {**leg, **times})


def test_what_nobody_said_is_missing_with_its_name(stage: Stage) -> None:
    stage.promise(stage.wang, "water", "zh", "de")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    assert own_words.lacking(plan) == [
        *("emergency number", "organiser", "partner", "team leader", "booth or channel"),
        *("technician", "room plan", "meals", "speakers", "documents"),
        *("programme", "list of participants", "slides", "glossary"),
    ]
    said = words(plan)
    assert said["Partner"] == "missing"
    assert said["Mode"] == "simultaneous, missing: booth or channel"
    assert said["Briefing"] == "missing: programme, list of participants, slides, glossary"
    assert said["Turns"] == "about every 30 minutes, not within a speech"
    assert f"{plan.call:%H:%M}" == "10:30"


def test_everything_that_was_said_stands_in_its_place(stage: Stage) -> None:
    stage.set(emergency="112")
    desk = stage.desk
    programme.put(desk, stage.activities["water"], TALK)
    stage.promise(stage.wang, "water", "zh", "de", booth="3", channel="4", note="mit Headset")
    stage.promise(stage.mueller, "water", "zh", "de", leader="yes")
    brief = dict.fromkeys(("brief_programme", "brief_participants", "brief_slides"), "received")
    values = {**brief, "brief_glossary": "passed-on", "turns": "Müller beginnt"}
    desk.write(*desk.change("planned", stage.need("water", "zh", "de"), values))
    plan = own_plan.own_plan(desk, stage.wang, DAY)
    assert own_words.lacking(plan) == []
    said = words(plan)
    for text in (*TALK.values(), "booth 3", "channel 4", "mit Headset", "Müller beginnt"):
        assert any(text in one for one in said.values()), text
    assert said["Partner"] == "Jürgen Müller"
    assert said["Team leader"] == "Jürgen Müller, +49 171 2"
    assert said["Briefing"] == (
        "programme received, list of participants received, slides received, glossary passed on"
    )
    assert said["Listeners DE"] == "1, of whom 0 are checked in"
    other = own_plan.own_plan(desk, stage.mueller, DAY)
    assert words(other)["Team leader"] == "you lead the team"


def test_a_visit_says_who_receives_one_what_is_worn_and_when_the_bus_goes(stage: Stage) -> None:
    stage.set(emergency="112")
    bus(stage)
    programme.put(stage.desk, stage.activities["plant"], VISIT)
    people.correct(stage.desk, stage.wang, {"shoe_size": "38", "clothing_size": "S"})
    stage.promise(stage.wang, "plant", "de", "zh", seat="14")
    plan = own_plan.own_plan(stage.desk, stage.wang, NEXT)
    assert own_words.lacking(plan) == []
    said = words(plan)
    assert said["Bus"] == "Bus 1, seat 14, Heiko 0176, departs 09:15, back 11:45"
    assert said["Protective gear"] == "S3-Schuhe, Helm, your shoes 38, your clothes S"
    assert said["Delegation"] == "Harbin: Wang Li 王丽"
    assert said["Host"] == "MHKW GmbH, Frau Ost 0391 587"
    assert said["Place"] == "Rothensee, Tor 2"


def test_listeners_are_counted_as_they_are_checked_in(stage: Stage, clock: Clock) -> None:
    stage.promise(stage.wang, "plant", "de", "zh")
    scanning.check_in(stage.desk, stage.guests[0])
    plan = own_plan.own_plan(stage.desk, stage.wang, NEXT)
    assert words(plan)["Listeners ZH"] == "3, of whom 1 are checked in"
    clock.at(f"{NEXT}T10:05:00+01:00")
    for guest in stage.guests[:2]:
        scanning.check_in(stage.desk, guest, activity=stage.activities["plant"])
    plan = own_plan.own_plan(stage.desk, stage.wang, NEXT)
    assert words(plan)["Listeners ZH"] == "3, of whom 2 are checked in"


def test_relay_names_who_gives_and_who_takes_it(stage: Stage) -> None:
    people.enter(stage.desk, {"family": "Iwanow", "languages": "ru", "country": "UA"}, "")
    stage.promise(stage.petrenko, "water", "zh", "ru", via="de")
    stage.promise(stage.wang, "water", "zh", "de")
    taker = own_plan.own_plan(stage.desk, stage.petrenko, DAY)
    assert words(taker)["Relay"] == "you take DE from Fang Mei"
    giver = own_plan.own_plan(stage.desk, stage.wang, DAY)
    assert words(giver)["Relay"] == "you give it to Олена Петренко"
    assert "Partner" not in words(giver) or words(giver)["Partner"] == "missing"
    assigning.withdraw(stage.desk, giver.lines[0].assignment, reason="ill")
    taker = own_plan.own_plan(stage.desk, stage.petrenko, DAY)
    assert words(taker)["Relay"] == "you take DE from nobody yet"


def test_nothing_of_others_is_in_it_but_the_names_of_partners(stage: Stage) -> None:
    stage.promise(stage.mueller, "opening", "de", "zh", note="only-mine", booth="77")
    stage.promise(stage.wang, "water", "zh", "de")
    stage.promise(stage.mueller, "water", "zh", "de", note="not-yours", seat="99")
    told = repr(own_plan.own_plan(stage.desk, stage.wang))
    for word in ("Eröffnung", "only-mine", "77", "not-yours", "99"):
        assert word not in told
    assert "Jürgen Müller" in told


def test_what_changed_since_the_plan_that_was_seen_is_marked(stage: Stage) -> None:
    desk = stage.desk
    stage.promise(stage.wang, "opening", "de", "zh")
    gone = stage.promise(stage.wang, "plant", "de", "zh")
    plan = own_plan.own_plan(desk, stage.wang)
    assert (plan.state, plan.published) == ("draft", None)
    assert own_words.version(plan).startswith("Draft, not yet published · desk A")
    publishing.publish(desk)
    publishing.acknowledge(desk, stage.wang)
    assert own_plan.own_plan(desk, stage.wang).drafts == frozenset()
    programme.put(desk, stage.activities["opening"], {"start": f"{DAY}T09:15"})
    stage.promise(stage.wang, "water", "zh", "de")
    assigning.withdraw(desk, gone, reason="other plans")
    plan = own_plan.own_plan(desk, stage.wang)
    assert plan.drafts == {one.assignment for one in plan.lines}
    assert [own_words.changed(plan, one) for one in plan.lines] == [
        "Changed since v1; before: 09:00, 08:30",
        "New since v1",
    ]
    assert [own_words.gone(one) for one in plan.gone_since] == ["DE → ZH MHKW Rothensee"]
    publishing.publish(desk)
    plan = own_plan.own_plan(desk, stage.wang, DAY)
    assert own_words.version(plan).startswith("Plan v2 of 22.11. 08:00 (desk A)")
    assert (plan.drafts, plan.state) == (frozenset(), "published")
    assert not plan.gone
    publishing.acknowledge(desk, stage.wang)
    plan = own_plan.own_plan(desk, stage.wang)
    assert not plan.changes
    assert not plan.gone_since
    assert len(plan.gone) == 1


def test_breaks_work_and_what_comes_next(stage: Stage, clock: Clock) -> None:
    stage.promise(stage.wang, "opening", "de", "zh")
    stage.promise(stage.wang, "water", "zh", "de")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    assert [own_words.span(*one) for one in plan.breaks] == ["10:00–11:00"]
    assert plan.next
    assert plan.next.title == "Eröffnung"
    clock.at(f"{DAY}T10:30:00+01:00")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    assert plan.next
    assert plan.next.title == "Wasser in Harbin"
    clock.at(f"{DAY}T20:30:00+01:00")
    assert own_plan.own_plan(stage.desk, stage.wang, DAY).next is None


def test_who_organises_is_reached_by_the_register_and_through_the_whole(stage: Stage) -> None:
    desk = stage.desk
    staff = {"family": "Klein", "given": "Eva", "role": "organiser", "phone": "+49 391 9"}
    people.enter(desk, staff, "")
    whole = programme.put(desk, "", {"title": "Symposium", "responsible": "Eva Klein"}).id
    programme.put(desk, stage.activities["water"], {"whole": whole})
    stage.promise(stage.wang, "water", "zh", "de")
    plan = own_plan.own_plan(desk, stage.wang, DAY)
    assert words(plan)["Organiser"] == "Eva Klein +49 391 9"


def test_the_protected_are_named_nowhere(stage: Stage) -> None:
    desk = stage.desk
    people.correct(desk, stage.guests[0], {"protected": "yes"})
    programme.put(
        desk, stage.activities["plant"], {"speakers": "Wang Li, Li Na", "technician": "Wang Li"}
    )
    stage.promise(stage.wang, "plant", "de", "zh")
    told = repr(own_plan.own_plan(desk, stage.wang, NEXT))
    assert "Wang Li" not in told
    assert "王丽" not in told
    assert "Li Na" in told


def test_a_table_has_a_row_for_each_assignment_and_each_that_is_no_more(
    stage: Stage, tmp_path: Path
) -> None:
    stage.promise(stage.wang, "opening", "de", "zh")
    gone = stage.promise(stage.wang, "plant", "de", "zh")
    publishing.publish(stage.desk)
    assigning.withdraw(stage.desk, gone, reason="other plans")
    plan = own_plan.own_plan(stage.desk, stage.wang)
    assert own_table.write(plan, tmp_path / "own.csv", "raw") == 2
    with (tmp_path / "own.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["title"], row["state"], row["technician"]) for row in rows] == [
        ("Eröffnung", "published", "missing"),
        ("MHKW Rothensee", "cancelled", ""),
    ]
    assert rows[0]["partners"] == "missing"
    assert rows[0]["start"] == "2012-11-22T09:00:00+01:00"


def test_bookings_choose_the_bus(stage: Stage) -> None:
    bus(stage)
    second = {"title": "Bus 2", "kind": "transfer", "place": "Rothensee"}
    times = {"start": f"{NEXT}T09:00", "end": f"{NEXT}T09:40"}
    other = programme.put(stage.desk, "", {**second, **times}).id
    stage.promise(stage.wang, "plant", "de", "zh")
    bookings.book(stage.desk, stage.wang, other)
    plan = own_plan.own_plan(stage.desk, stage.wang, NEXT)
    assert words(plan)["Bus"] == "Bus 2, departs 09:00, missing: return"


def test_nobody_has_no_plan(stage: Stage) -> None:
    with pytest.raises(DeskError, match="no person p-x"):
        own_plan.own_plan(stage.desk, "p-x")
    assert own_plan.own_plan(stage.desk, stage.wang).lines == ()


def test_a_liaison_interpreter_works_both_ways_and_one_in_the_bus_has_no_place(
    stage: Stage,
) -> None:
    desk = stage.desk
    programme.put(desk, stage.activities["plant"], {"mode": "liaison"})
    ride = {"title": "Rundfahrt", "kind": "site-visit", "mode": "on-board", "languages": "de"}
    bus = {"title": "Bus 3", "kind": "transfer", "driver": "Heiko"}
    times = {"start": f"{NEXT}T13:00", "end": f"{NEXT}T14:00"}
    bus["bus"] = ""
    carrier = programme.put(desk, "", {**bus, **times}).id
    stage.activities["ride"] = programme.put(desk, "", {**ride, **times, "bus": carrier}).id
    stage.promise(stage.wang, "plant", "de", "zh")
    stage.promise(stage.wang, "ride", "de", "zh")
    plan = own_plan.own_plan(desk, stage.wang, NEXT)
    assert [own_words.direction(one) for one in plan.lines] == ["DE ↔ ZH", "DE → ZH"]
    assert [words(plan, number)["Mode"] for number in (0, 1)] == ["liaison", "on board the bus"]
    assert words(plan, 1)["Bus"] == "Bus 3, Heiko, missing: departure, return"
    assert words(plan, 1)["Place"] == "missing"


def test_a_tour_guide_hears_on_a_channel(stage: Stage) -> None:
    programme.put(stage.desk, stage.activities["plant"], {"mode": "tour-guide"})
    stage.set(channels="de zh")
    stage.promise(stage.wang, "plant", "de", "zh")
    plan = own_plan.own_plan(stage.desk, stage.wang, NEXT)
    assert words(plan)["Mode"] == "tour-guide system, channel 2"


def test_what_was_really_worked_stands_beside_what_was_planned(stage: Stage) -> None:
    desk = stage.desk
    began = desk.write(Fact("began", stage.wang, {"at": f"{DAY}T08:40:00+01:00"}))[0]
    desk.write(Fact("ended", stage.wang, {"at": f"{DAY}T10:05:00+01:00", "of": [began.id]}))
    desk.write(Fact("began", stage.wang, {"at": f"{DAY}T10:50:00+01:00"}))
    desk.write(Fact("began", stage.wang, {"at": f"{NEXT}T09:00:00+01:00"}))
    plan = own_plan.own_plan(desk, stage.wang, DAY)
    times = [(f"{start:%H:%M}", end and f"{end:%H:%M}") for start, end in plan.worked]
    assert times == [("08:40", "10:05"), ("10:50", None)]


def test_every_change_is_told_in_words(stage: Stage) -> None:
    desk = stage.desk
    own = stage.promise(stage.wang, "plant", "de", "zh", leader="yes", call=f"{NEXT}T09:00")
    publishing.publish(desk)
    publishing.acknowledge(desk, stage.wang)
    arrangements.arrange(desk, own, {"leader": "", "call": f"{NEXT}T08:50"})
    programme.put(desk, stage.activities["plant"], {"mode": "whispered", "place": "Gerwisch"})
    plan = own_plan.own_plan(desk, stage.wang, NEXT)
    said = own_words.changed(plan, plan.lines[0])
    assert said == "Changed since v1; before: 09:00, Rothensee, consecutive, team leader"


def test_a_need_stays_in_it_until_somebody_closes_it(stage: Stage, clock: Clock) -> None:
    desk = stage.desk
    stage.promise(stage.wang, "plant", "de", "zh")
    publishing.publish(desk)
    clock.at(f"{NEXT}T10:30:00+01:00")
    plan = own_plan.own_plan(desk, stage.wang, NEXT)
    assert words(plan)["Listeners ZH"] == "0, of whom 0 are checked in"
    assert plan.gone == ()
    closed = {"closed": f"{NEXT}T10:31:00+01:00"}
    desk.write(*desk.change("planned", stage.need("plant", "de", "zh"), closed))
    plan = own_plan.own_plan(desk, stage.wang, NEXT)
    assert plan.lines == ()
    assert [one.title for one in plan.gone] == ["MHKW Rothensee"]
