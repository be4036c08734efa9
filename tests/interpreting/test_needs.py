"""Needs follow from the people: booked before, really here after, and nobody types them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import bookings, people, programme
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import booths, listening, needs, promises, situation
from checkin.interpreting.wanted import Wanted
from checkin.journal.entry import Fact
from checkin.lists import intake
from checkin.model.assignment import assignment_subject
from checkin.model.need import need_subject
from checkin.paths import resources
from checkin.rescheduling import delay
from tests.conftest import Clock
from tests.planning import congress, guest, visit

DAY = "2012-11-22"


def talk(desk: Desk, title: str, start: str, end: str, languages: str, **fields: str) -> str:
    values = {
        "title": title,
        "kind": "contribution",
        "start": f"{DAY}T{start}",
        "end": f"{DAY}T{end}",
        "languages": languages,
        **fields,
    }
    return programme.put(desk, "", values).id


def at(desk: Desk, time: str, day: str = DAY) -> datetime:
    return desk.event.moment(f"{day}T{time}")


def found(desk: Desk, time: str, day: str = DAY) -> list[Wanted]:
    return needs.wanted(desk, at(desk, time, day))


def told(desk: Desk, time: str, day: str = DAY) -> set[tuple[str, str, int, str]]:
    return {
        (one.demand.title, f"{one.demand.source}>{one.demand.target}", one.listening, one.state)
        for one in found(desk, time, day)
    }


def interpreter(desk: Desk, family: str, a: str, b: str = "", **fields: str) -> str:
    return guest(desk, family, role="interpreter", languages_a=a, languages_b=b, **fields)


def promised(desk: Desk, need: str, person: str, **fields: str) -> str:
    subject = assignment_subject(desk.key, need, person)
    values = {"need": need, "person": person, **fields}
    desk.write(*desk.change("assigned", subject, values))
    return subject


@pytest.fixture
def qingdao(desk: Desk) -> Desk:
    """Plan the talk on the park in Qingdao, with German, Chinese and Russian guests."""
    talk(desk, "Ecopark Qingdao", "14:00", "14:45", "zh")
    talk(desk, "Building", "14:45", "15:30", "zh de")
    for name, spoken in (("Adam", "de"), ("LI", "zh"), ("Petrow", "ru uk"), ("Orlow", "ru")):
        guest(desk, name, languages=spoken)
    return desk


def test_a_contribution_needs_every_listener_it_is_not_held_for(qingdao: Desk) -> None:
    assert told(qingdao, "09:00") == {
        ("Ecopark Qingdao", "zh>de", 1, "open"),
        ("Ecopark Qingdao", "zh>ru", 2, "open"),
        ("Building", "zh>de", 1, "open"),
        ("Building", "de>zh", 1, "open"),
        ("Building", "zh>ru", 2, "open"),
        ("Building", "de>ru", 2, "open"),
    }
    assert {one.demand.mode for one in found(qingdao, "09:00")} == {"simultaneous"}


def test_who_is_really_here_decides_a_quarter_of_an_hour_after_the_start(
    qingdao: Desk, clock: Clock
) -> None:
    clock.at("2012-11-22T13:30:00+01:00")
    hall = qingdao.day(at(qingdao, "13:30"))
    for name in ("Adam", "Petrow"):
        (person,) = qingdao.find(name, 1)
        scanning.check_in(qingdao, person.id, activity=hall)
    park = {one for one in told(qingdao, "14:14") if one[0] == "Ecopark Qingdao"}
    assert park == {
        ("Ecopark Qingdao", "zh>de", 1, "open"),
        ("Ecopark Qingdao", "zh>ru", 2, "open"),
    }
    now = {one for one in told(qingdao, "14:15") if one[0] == "Ecopark Qingdao"}
    assert now == {("Ecopark Qingdao", "zh>de", 1, "open"), ("Ecopark Qingdao", "zh>ru", 1, "open")}
    (petrow,) = qingdao.find("Petrow", 1)
    clock.at("2012-11-22T14:16:00+01:00")
    scanning.scan(qingdao, qingdao.badge_code(petrow.id), activity=hall, out=True)
    gone = {one for one in told(qingdao, "14:17") if one[0] == "Ecopark Qingdao"}
    assert ("Ecopark Qingdao", "zh>ru", 0, "gone") in gone
    assert {one for one in told(qingdao, "14:46") if one[0] == "Ecopark Qingdao"} == park


def test_a_smoking_break_takes_nobody_from_the_rest_of_a_run(desk: Desk, clock: Clock) -> None:
    for hour in range(9, 14):
        talk(desk, f"T{hour}", f"{hour}:00".zfill(5), f"{hour + 1}:00", "de", place="Hall")
    guest(desk, "LI", languages="zh")
    adam = guest(desk, "Adam", languages="de")
    before = {one.demand.id: one.demand for one in found(desk, "09:00")}
    clock.at("2012-11-22T11:16:00+01:00")
    scanning.check_in(desk, adam, activity=desk.day(at(desk, "11:16")))
    now = {one.demand.id: one for one in found(desk, "11:17")}
    assert [one.state for one in now.values()] == ["open", "open", "gone", "open", "open"]
    assert {one.demand.run_minutes for one in now.values()} == {300}
    assert {key: one.demand.strength for key, one in now.items()} == {
        key: one.strength for key, one in before.items()
    }


def test_a_need_both_ways_is_one_whoever_of_both_sides_is_here(desk: Desk, clock: Clock) -> None:
    meeting = talk(desk, "Talks", "10:00", "11:00", "zh de", kind="meeting", mode="liaison")
    guest(desk, "Adam", languages="de")
    li = guest(desk, "LI", languages="zh")
    guest(desk, "WANG", languages="zh")
    assert told(desk, "09:00") == {("Talks", "zh>de", 3, "open")}
    clock.at("2012-11-22T10:05:00+01:00")
    scanning.check_in(desk, li, activity=meeting)
    assert told(desk, "10:16") == {("Talks", "zh>de", 1, "open")}


def test_who_was_in_the_same_room_before_is_there(desk: Desk, clock: Clock) -> None:
    first = talk(desk, "T1", "09:00", "10:00", "zh", place="Hall")
    talk(desk, "T2", "10:00", "11:00", "zh", place="Hall")
    talk(desk, "T3", "10:00", "11:00", "zh", place="Cellar")
    adam = guest(desk, "Adam", languages="de")
    clock.at("2012-11-22T09:05:00+01:00")
    scanning.check_in(desk, adam, activity=first)
    states = {one.demand.title: one.state for one in found(desk, "10:20")}
    assert states == {"T1": "open", "T2": "open", "T3": "gone"}


def test_one_clock_that_is_fast_ends_nothing(desk: Desk, clock: Clock) -> None:
    talk(desk, "Talk", "14:00", "14:45", "zh")
    orlow = guest(desk, "Orlow", languages="ru")
    clock.at("2012-11-22T14:00:00+01:00")
    for number in range(12):
        adam = guest(desk, f"Adam {number}", languages="de")
        scanning.check_in(desk, adam, activity=desk.day(at(desk, "14:00")))
    clock.at("2012-11-22T14:40:00+01:00")
    scanning.check_in(desk, orlow, activity=desk.day(at(desk, "14:40")))
    clock.at("2012-11-22T14:20:00+01:00")
    assert told(desk, "14:20") == {("Talk", "zh>de", 12, "open"), ("Talk", "zh>ru", 0, "gone")}


def test_a_desk_whose_clock_is_slow_proposes_no_removal(desk: Desk, clock: Clock) -> None:
    talk(desk, "Talk", "14:00", "14:45", "zh")
    adam, orlow = guest(desk, "Adam", languages="de"), guest(desk, "Orlow", languages="ru")
    clock.at("2012-11-22T15:10:00+01:00")
    for one in (adam, orlow):
        scanning.check_in(desk, one, activity=desk.day(at(desk, "15:10")))
    clock.at("2012-11-22T14:20:00+01:00")
    assert told(desk, "14:20") == {("Talk", "zh>de", 1, "open"), ("Talk", "zh>ru", 1, "open")}


def test_the_list_of_a_visit_decides_who_listens_there(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", languages="de")
    li, wang = guest(desk, "LI", languages="zh"), guest(desk, "WANG", languages="zh")
    guest(desk, "Orlow", languages="ru")
    assert {one[1] for one in told(desk, "09:00")} == {"de>zh", "de>ru"}
    bookings.book(desk, li, plant)
    assert told(desk, "09:00") == {("MHKW", "de>zh", 1, "open")}
    bookings.book(desk, wang, plant)
    people.cancel(desk, li)
    ((_title, _way, listeners, _state),) = told(desk, "09:00")
    assert listeners == 1
    (need,) = found(desk, "09:00")
    assert (need.demand.mode, need.demand.strength) == ("consecutive", 1)


def test_only_from_the_threshold_on_a_language_is_interpreted(qingdao: Desk) -> None:
    event = qingdao.event.id
    qingdao.write(*qingdao.change("changed", event, {"threshold": "2"}))
    assert {one[1] for one in told(qingdao, "09:00")} == {"zh>ru", "de>ru"}


def test_staff_and_who_says_no_language_need_nobody(desk: Desk) -> None:
    talk(desk, "Welcome", "09:00", "09:20", "de")
    guest(desk, "Helper", role="staff", languages="ru")
    guest(desk, "Nobody")
    assert not found(desk, "08:00")
    guest(desk, "Press", role="press", languages="ru")
    assert told(desk, "08:00") == {("Welcome", "de>ru", 1, "open")}


def test_one_listens_to_the_first_language_that_is_offered_or_to_the_one_that_was_set(
    desk: Desk,
) -> None:
    talk(desk, "Welcome", "09:00", "09:20", "de")
    desk.write(*desk.change("changed", desk.event.id, {"channels": "de ru zh"}))
    person = guest(desk, "Akhmetzhanova", languages="kk ru")
    assert told(desk, "08:00") == {("Welcome", "de>ru", 1, "open")}
    assert listening.turn(desk, person) == "zh"
    assert told(desk, "08:00") == {("Welcome", "de>zh", 1, "open")}
    assert listening.turn(desk, person) == "de"
    assert not found(desk, "08:00")
    assert listening.listen(desk, person, "")
    assert listening.listen(desk, person, "") is None
    assert told(desk, "08:00") == {("Welcome", "de>ru", 1, "open")}
    for wrong in ("nonsense", "zh ru"):
        with pytest.raises(DeskError):
            listening.listen(desk, person, wrong)
    with pytest.raises(DeskError):
        listening.listen(desk, "p-nobody", "zh")


def test_a_delay_takes_its_needs_along(qingdao: Desk) -> None:
    park = programme.activity(qingdao, "Ecopark Qingdao").id
    before = {one.demand.id for one in found(qingdao, "09:00")}
    delay(qingdao, park, 20)
    after = [one for one in found(qingdao, "09:00") if one.demand.activity == park]
    assert {f"{one.demand.start:%H:%M}" for one in after} == {"14:20"}
    assert {one.demand.id for one in found(qingdao, "09:00")} == before


def test_a_liaison_interpreter_works_both_ways(desk: Desk) -> None:
    talk(desk, "Talks", "10:00", "11:00", "zh de", kind="meeting", mode="liaison")
    guest(desk, "Adam", languages="de")
    guest(desk, "LI", languages="zh")
    (one,) = found(desk, "09:00")
    assert one.demand.both_ways
    assert {one.demand.source, one.demand.target} == {"de", "zh"}


def test_booths_make_a_meeting_simultaneous(desk: Desk) -> None:
    talk(desk, "Closing talk", "16:15", "17:15", "de", kind="meeting", place="Small hall")
    guest(desk, "LI", languages="zh")
    (one,) = found(desk, "09:00")
    assert one.demand.mode == "consecutive"
    desk.write(*desk.change("changed", one.demand.place, {"booths": "zh 1"}))
    assert found(desk, "09:00")[0].demand.mode == "simultaneous"
    assert booths.booths("zh 1; Russisch 2/3; nonsense") == {
        "zh": booths.Booth("1", ""),
        "ru": booths.Booth("2", "3"),
    }


def test_needs_of_one_place_make_a_run_that_says_how_many_it_takes(desk: Desk) -> None:
    for number, (start, end) in enumerate([("09:00", "09:20"), ("09:20", "10:45")]):
        talk(desk, f"T{number}", start, end, "de", place="Hall")
    talk(desk, "Short", "15:00", "15:30", "de", place="Hall")
    guest(desk, "LI", languages="zh")
    strengths = {one.demand.title: one.demand.strength for one in found(desk, "08:00")}
    assert strengths == {"T0": 2, "T1": 2, "Short": 1}
    minutes = {one.demand.title: one.demand.run_minutes for one in found(desk, "08:00")}
    assert minutes == {"T0": 105, "T1": 105, "Short": 30}


def test_what_people_say_of_a_need_goes_before_what_it_follows_from(qingdao: Desk) -> None:
    first = found(qingdao, "09:00")[0].demand
    said = {"activity": first.activity, "source": first.source, "target": first.target}
    said |= {"mode": "whispered", "strength": "3", "start": f"{DAY}T14:10:00+01:00"}
    qingdao.write(*qingdao.change("planned", first.id, said))
    (now,) = [one for one in found(qingdao, "09:00") if one.demand.id == first.id]
    assert (now.demand.mode, now.demand.strength, f"{now.demand.start:%H:%M}") == (
        *("whispered", 3),
        "14:10",
    )
    qingdao.write(*qingdao.change("planned", first.id, {"closed": "2012-11-22T10:00:00+01:00"}))
    (now,) = [one for one in found(qingdao, "09:00") if one.demand.id == first.id]
    assert now.state == "closed"
    assert not now.wanted


def test_a_need_by_hand_stands_whoever_is_here(desk: Desk) -> None:
    name = need_subject(desk.key, "", "de", "zh")
    said = {"title": "Dinner", "source": "de", "target": "zh", "kept": "yes", "listeners": "4"}
    said |= {"start": f"{DAY}T19:00:00+01:00", "end": f"{DAY}T21:00:00+01:00", "mode": "liaison"}
    desk.write(Fact("planned", name, {"set": said}))
    assert told(desk, "09:00") == {("Dinner", "de>zh", 4, "kept")}
    desk.write(*desk.change("planned", name, {"end": "nonsense"}))
    assert not found(desk, "09:00")


def test_a_promise_to_nobody_left_binds_until_it_is_taken_back(desk: Desk) -> None:
    talk(desk, "Welcome", "09:00", "09:20", "de")
    person = guest(desk, "LI", languages="zh")
    (one,) = found(desk, "08:00")
    who = interpreter(desk, "Hartung", "de", "zh")
    said = {"activity": one.demand.activity, "source": "de", "target": "zh"}
    desk.write(*desk.change("planned", one.demand.id, said))
    promised(desk, one.demand.id, who)
    people.cancel(desk, person)
    assert told(desk, "08:00") == {("Welcome", "de>zh", 0, "gone")}
    assert [left.person for left in situation.astray(desk, found(desk, "08:00"))] == [who]
    (kept,) = situation.problem(desk, at(desk, "08:00")).demands
    assert kept.id == one.demand.id
    assert len(situation.plan(desk)) == 1


def test_the_problem_says_who_could_and_what_stands(qingdao: Desk) -> None:
    guest(qingdao, "Sidorow", role="interpreter", languages_a="ru", status="cancelled")
    ru = interpreter(qingdao, "Petrenko", "ru", "de", modes="simultan, Flüster", phone="1")
    zh = interpreter(
        *(qingdao, "TAN", "zh", "de"),
        availability="22.11. 8-18",
        exclusions="2 Petrenko; 7 Nobody at all",
        experience="Ecopark Qingdao",
    )
    asked = {(one.demand.title, one.demand.target): one.demand for one in found(qingdao, "09:00")}
    park = asked["Ecopark Qingdao", "de"]
    mine = promised(qingdao, park.id, zh, override="H8 H6", reason="asked")
    problem = situation.problem(qingdao, at(qingdao, "09:00"))
    assert [one.id for one in problem.people] == [ru, zh]
    first, second = problem.people
    assert first.modes == {"simultaneous", "whispered"}
    assert second.exclusions == {ru: "2"}
    assert park.activity in second.experience
    assert len(problem.before) == 1
    assert not problem.fixed
    assert problem.overridden == {("H8", park.id, zh), ("H6", park.id, "")}
    held = situation.problem(qingdao, at(qingdao, "13:00"))
    (lock,) = (held.locks[one] for one in held.fixed)
    assert lock == f"it begins at {park.start:%H:%M} or has begun"
    qingdao.write(*qingdao.change("assigned", mine, {"released": "yes"}))
    assert not situation.problem(qingdao, at(qingdao, "13:00")).fixed
    assert promises.of_need(qingdao, park.id)[0].id == mine
    assert promises.assignment(qingdao, mine)
    assert situation.exclusions(qingdao, qingdao.registered(zh)).unread == ("7 Nobody at all",)  # type: ignore[arg-type]


def test_an_acknowledged_promise_is_not_moved(desk: Desk) -> None:
    talk(desk, "Welcome", "15:00", "15:20", "de")
    guest(desk, "LI", languages="zh")
    who = interpreter(desk, "Hartung", "de", "zh")
    (one,) = found(desk, "08:00")
    mine = promised(desk, one.demand.id, who)
    line = {"version": 1, "at": "2012-11-22T08:00:00+01:00", "lines": [{"assignment": mine}]}
    (entry,) = desk.write(Fact("published", who, line))
    assert not situation.problem(desk, at(desk, "08:00")).fixed
    desk.write(Fact("acknowledged", who, {"of": [entry.id], "at": "2012-11-22T08:05:00+01:00"}))
    held = situation.problem(desk, at(desk, "08:00"))
    assert [held.locks[one] for one in held.fixed] == ["its interpreter has acknowledged it"]


def test_the_demo_needs_chinese_and_russian_at_the_talk_on_qingdao(desk: Desk) -> None:
    for name, kind in (("orte", "places"), ("programm", "programme"), ("harbin", "people")):
        intake.take_in(desk, resources() / "demo" / f"{name}.csv", kind)
    for name in ("daugavpils", "anmeldungen"):
        intake.take_in(desk, resources() / "demo" / f"{name}.csv", "people")
    park = [one for one in found(desk, "08:00") if "Qingdao" in one.demand.title]
    assert {(one.demand.source, one.demand.target) for one in park} == {("zh", "de"), ("zh", "ru")}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "de", "zh", "ru", "kk ru", "en de", "zh en"]),
            st.sampled_from(["", "zh", "de"]),
            st.sampled_from(["", "speaker", "staff", "press"]),
        ),
        max_size=12,
    ),
    st.lists(st.sampled_from(["de", "zh", "ru", "de zh"]), min_size=1, max_size=3),
)
def test_listeners_equal_a_recount(guests: list[tuple[str, str, str]], held: list[str]) -> None:
    offers = dict.fromkeys(word for spoken in held for word in spoken.split())
    counted: Counter[tuple[str, str, str]] = Counter()
    for number, spoken in enumerate(held):
        for source in dict.fromkeys(spoken.split()):
            for languages, set_, role in guests:
                own = languages.split()
                mine = set_ or next((one for one in own if one in offers), (own or [""])[0])
                if mine and role != "staff" and source not in {*own, mine}:
                    counted[f"T{number}", source, mine] += 1
    with TemporaryDirectory() as folder, congress(Path(folder), Clock()) as desk, desk.act():
        for number, spoken in enumerate(held):
            talk(desk, f"T{number}", f"{9 + number:02}:00", f"{9 + number:02}:30", spoken)
        for number, (languages, set_, role) in enumerate(guests):
            guest(desk, f"G{number}", languages=languages, listening=set_, role=role)
        assert {
            (one.demand.title, one.demand.source, one.demand.target): one.listening
            for one in found(desk, "08:00")
        } == counted


def test_of_a_moment_long_gone_the_lists_tell(qingdao: Desk, clock: Clock) -> None:
    (adam,) = qingdao.find("Adam", 1)
    clock.at("2012-11-22T16:00:00+01:00")
    scanning.check_in(qingdao, adam.id, activity=qingdao.day(at(qingdao, "16:00")))
    park = {one for one in told(qingdao, "14:20") if one[0] == "Ecopark Qingdao"}
    assert {way for _title, way, _n, state in park if state == "open"} == {"zh>de", "zh>ru"}


def test_no_desk_asks_for_more_interpreters_than_there_ever_are(qingdao: Desk) -> None:
    known = next(one for one in found(qingdao, "08:00") if one.demand.target == "de")
    qingdao.write(*qingdao.change("planned", known.demand.id, {"strength": "999999999"}))
    again = next(one for one in found(qingdao, "08:00") if one.demand.id == known.demand.id)
    assert again.demand.strength == needs.MOST_INTERPRETERS


def test_only_languages_are_spoken_and_not_all_of_them_at_once(desk: Desk) -> None:
    guest(desk, "Adam", languages="de")
    forged = talk(desk, "Forged", "09:00", "10:00", "zh")
    words = " ".join(f"l{n}" for n in range(4_000))
    codes = "qq ru fr it es pt el fa ar tr pl ko ja kk lv en zh"
    desk.write(*desk.change("changed", forged, {"languages": f"{words} {codes}"}))
    desk.refresh()
    (slot,) = needs.slots(desk)
    assert slot.sources == tuple(codes.split()[1:13])
    assert len(found(desk, "08:00")) == len(slot.sources)
