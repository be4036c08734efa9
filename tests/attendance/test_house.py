"""The house: who is where, everybody included, and when it is full."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import cli
from checkin.attendance import house
from checkin.attendance.house import ON_THE_WAY, SOMEWHERE, Crowd, Occupancy
from checkin.attendance.scanning import admit, check_in, scan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.exchange import join, sync
from checkin.founding import found
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.model.activity import activity_subject
from checkin.model.place import place_subject
from checkin.verdicts import Verdict
from tests.conftest import Clock

DAY = {"start": "2012-11-22T08:00:00+01:00", "end": "2012-11-22T20:00:00+01:00"}


def place(desk: Desk, title: str, **fields: str) -> str:
    subject = place_subject(desk.key, title)
    desk.write(Fact("planned", subject, {"set": {"title": title, **fields}}))
    return subject


def activity(desk: Desk, name: str, **fields: str) -> str:
    subject = activity_subject(desk.key, name)
    desk.write(Fact("planned", subject, {"set": {"title": name, **DAY, **fields}}))
    return subject


def people(desk: Desk, count: int, role: str = "delegate") -> list[str]:
    subjects = [fresh("p") for _each in range(count)]
    desk.write(
        *(Fact("registered", one, {"set": {"family": "F", "role": role}}) for one in subjects)
    )
    return subjects


def counts(desk: Desk, at: datetime | None = None) -> dict[str, int]:
    """Return the persons per place by title, and of those in none."""
    seen = house.house(desk, at)
    told = {one.place.title: one.persons for one in seen.places}
    return {**told, ON_THE_WAY: seen.on_the_way.persons, SOMEWHERE: seen.somewhere.persons}


def named(desk: Desk, title: str) -> Occupancy:
    return next(one for one in house.house(desk).places if one.place.title == title)


def test_118_guests_and_8_staff_are_red_where_120_are_permitted(desk: Desk) -> None:
    hall = activity(desk, "plenary", place=place(desk, "Hall", capacity="120"))
    guests, staff = people(desk, 118), people(desk, 8, "staff")
    for one in [*guests[:107], *staff[:1]]:
        check_in(desk, one, activity=hall)
    assert (named(desk, "Hall").persons, named(desk, "Hall").level) == (108, "amber")
    for one in [*guests[107:], *staff[1:2]]:
        check_in(desk, one, activity=hall)
    seen = named(desk, "Hall")
    assert (seen.persons, seen.visitors, seen.permitted, seen.level) == (120, 118, 120, "red")
    refused = check_in(desk, staff[2], activity=hall)
    assert (refused.verdict, refused.beside.permitted) == (Verdict.FULL, 120)
    for one in staff[2:]:
        admit(desk, one, activity=hall, reason="in-charge")
    assert (named(desk, "Hall").persons, named(desk, "Hall").level) == (126, "red")
    assert [one.persons for one in house.tight(desk)] == [126]
    newest = next(store.latest(desk.db, desk.replica))
    assert (newest.said["override"], newest.said["reason"]) == ("full", "in-charge")
    with pytest.raises(DeskError, match="in-charge"):
        admit(desk, staff[0], activity=hall, reason="because Wang Wei asked")


def test_going_out_coming_back_and_going_elsewhere_are_counted(desk: Desk, clock: Clock) -> None:
    hall = activity(desk, "plenary", place=place(desk, "Hall"))
    vault = activity(desk, "workshop", place=place(desk, "Vault"))
    bus = activity(desk, "bus", kind="transfer", place=place(desk, "Kerb"))
    walk = activity(desk, "walk")
    (one, other) = people(desk, 2)
    check_in(desk, one, activity=hall)
    check_in(desk, other, activity=hall)
    clock.at("2012-11-22T09:30:00+01:00")
    check_in(desk, one, activity=hall, out=True)
    assert counts(desk)["Hall"] == 1
    clock.at("2012-11-22T09:40:00+01:00")
    check_in(desk, one, activity=hall)
    assert counts(desk)["Hall"] == 2
    clock.at("2012-11-22T10:00:00+01:00")
    check_in(desk, one, activity=vault)
    assert counts(desk) == {"Hall": 1, "Vault": 1, "Kerb": 0, ON_THE_WAY: 0, SOMEWHERE: 0}
    clock.at("2012-11-22T10:30:00+01:00")
    check_in(desk, one, activity=bus)
    check_in(desk, other, activity=walk)
    assert counts(desk) == {"Hall": 0, "Vault": 0, "Kerb": 0, ON_THE_WAY: 1, SOMEWHERE: 1}
    assert house.people_at(desk, ON_THE_WAY) == [one]
    assert house.house(desk).total == Crowd(2, 2)
    # What was so at a stated time is read from the journal where rows have moved on since.
    then = {
        text: counts(desk, desk.event.moment(f"2012-11-22T{text}"))["Hall"]
        for text in ("08:59", "09:00", "09:35", "09:45", "10:15", "10:45")
    }
    assert then == {"08:59": 0, "09:00": 2, "09:35": 1, "09:45": 2, "10:15": 1, "10:45": 0}


def test_nobody_stays_over_night(desk: Desk, clock: Clock) -> None:
    hall = activity(
        desk, "plenary", place=place(desk, "Hall", capacity="1"), end="2012-11-23T20:00:00+01:00"
    )
    (one, other) = people(desk, 2)
    check_in(desk, one, activity=hall)
    assert check_in(desk, other, activity=hall).verdict is Verdict.FULL
    clock.at("2012-11-23T09:00:00+01:00")
    assert counts(desk)["Hall"] == 0
    assert check_in(desk, other, activity=hall).verdict is Verdict.WELCOME
    assert house.people_at(desk, place_subject(desk.key, "Hall")) == [other]


def test_a_house_counts_its_rooms_and_is_full_with_them(desk: Desk) -> None:
    home = place(desk, "Castle", capacity="3")
    hall = place(desk, "Hall", within=home, capacity="5")
    cellar = place(desk, "Cellar", within=home)
    talk, whole = activity(desk, "talk", whole=activity(desk, "day", place=hall)), "day"
    dinner, tour = activity(desk, "dinner", place=cellar), activity(desk, "tour", place=home)
    several = people(desk, 5)
    for one, where in zip(several, (talk, dinner, tour), strict=False):
        check_in(desk, one, activity=where)
    assert [(o.place.title, o.persons, o.depth) for o in house.house(desk).places] == [
        ("Castle", 3, 0),
        ("Cellar", 1, 1),
        ("Hall", 1, 1),
    ]
    assert named(desk, "Castle").level == "red"
    refused = check_in(desk, several[3], activity=talk)
    assert (refused.verdict, refused.beside.full) == (Verdict.FULL, home)
    assert check_in(desk, several[0], activity=dinner).verdict is Verdict.WELCOME  # is in already
    check_in(desk, several[2], activity=tour, out=True)
    assert check_in(desk, several[3], activity=talk).verdict is Verdict.WELCOME
    assert house.people_at(desk, home) == sorted([*several[:2], several[3]])
    assert whole


def test_places_in_a_ring_and_in_what_nobody_knows_are_counted_once(desk: Desk) -> None:
    titles = ("A", "B", "C")
    for title, around in zip(titles, ("B", "C", "A"), strict=True):
        place(desk, title, within=place_subject(desk.key, around))
    lost = place(desk, "Lost", within=place_subject(desk.key, "nowhere"))
    spots = [*(place_subject(desk.key, title) for title in titles), lost]
    for one, where in zip(people(desk, 4), spots, strict=True):
        check_in(desk, one, activity=activity(desk, where, place=where))
    seen = house.house(desk)
    assert seen.total.persons == 4
    assert sorted(o.persons for o in seen.places) == [1, 1, 2, 3]


def test_an_activity_is_full_with_those_it_may_hold_whatever_its_place(desk: Desk) -> None:
    hall = place(desk, "Hall", capacity="100")
    small = activity(desk, "workshop", place=hall, capacity="1")
    (one, other) = people(desk, 2)
    check_in(desk, one, activity=small)
    refused = check_in(desk, other, activity=small)
    assert (refused.verdict, refused.beside.full, refused.beside.permitted) == (
        Verdict.FULL,
        small,
        1,
    )
    assert house.tight(desk) == []


def test_an_unknown_badge_is_a_person_in_the_house(desk: Desk, tmp_path: Path) -> None:
    hall = activity(desk, "plenary", place=place(desk, "Hall"))
    (late,) = people(desk, 1)
    code = desk.badge_code(late)
    sync(desk, folder := _folder(tmp_path))
    with join(tmp_path / "b.checkin", folder, "B", now=desk.now, state=tmp_path) as second:
        (stranger,) = people(second, 1)
        token = second.badge_code(stranger)
    assert scan(desk, token, activity=hall).verdict is Verdict.NOT_YET_KNOWN
    assert scan(desk, code, activity=hall).verdict is Verdict.WELCOME
    assert counts(desk)["Hall"] == 2
    assert {one[:2] for one in house.people_at(desk, place_subject(desk.key, "Hall"))} == {
        "p-",
        "t-",
    }


def test_the_command_line_lets_in_with_a_reason_too(tmp_path: Path) -> None:
    path, days = (
        tmp_path / "full.checkin",
        {"first": date(2012, 11, 21), "last": date(2012, 11, 23)},
    )
    with found(path, title="T", zone_name="Europe/Berlin", label="A", **days) as desk:
        small = activity(desk, "workshop", capacity="1")
        (one, other) = people(desk, 2)
        check_in(desk, one, activity=small, at=desk.event.moment("2012-11-22T09:00"))
        words = ["scan", str(path), desk.badge_code(other), "--activity", small, "--json"]
    answers = []
    for more in ([], ["--despite", "short"]):
        said = CliRunner().invoke(cli.commands, [*words, "--at", "2012-11-22T09:05", *more])
        answers.append(json.loads(said.output))
    assert [answer["verdict"] for answer in answers] == ["full", "welcome"]
    assert answers[1]["code"] == answers[0]["code"]
    with Desk(path) as again:
        said_of = next(store.latest(again.db, again.replica)).said
        assert (said_of["override"], said_of["reason"]) == ("full", "short")


def _folder(path: Path) -> Path:
    made = path / "exchange"
    made.mkdir()
    return made


# The law ##############################################################################

ACTS = ("hall", "vault", "castle", "bus", "walk")
STEP = st.tuples(
    st.sampled_from("ABC"),
    st.integers(0, 3),
    st.sampled_from(ACTS),
    st.booleans(),
    st.integers(1, 40),
)


def recounted(desk: Desk, day: str) -> Counter[str]:
    """Count who is where from the journal alone, by code that shares nothing with the desk's."""
    title = {activity_subject(desk.key, name): name for name in ACTS}
    came: dict[str, list[tuple[str, str, str, str]]] = {}
    ended: set[str] = set()
    loose: dict[str, list[tuple[str, str]]] = {}
    for entry in store.everything(desk.db):
        said = entry.said
        if entry.kind == "arrived":
            came.setdefault(entry.subject, []).append(
                (said["at"], entry.hlc, entry.id, said["activity"])
            )
        elif entry.kind == "left" and said.get("of"):
            ended |= set(said["of"])
        elif entry.kind == "left":
            loose.setdefault(entry.subject, []).append((said["at"], said["activity"]))
    found: Counter[str] = Counter()
    for person, arrivals in came.items():
        for at, where in sorted(loose.get(person, [])):
            before = [
                one
                for one in sorted(arrivals)
                if one[0] < at and one[3] == where and one[2] not in ended
            ]
            ended |= {one[2] for one in before[-1:]}
        left = [(at, name, where) for at, _hlc, name, where in arrivals if name not in ended]
        if left and max(left)[0].startswith(day):
            found[title[max(left)[2]]] += 1
    return found


@given(steps=st.lists(STEP, max_size=18), order=st.permutations("ABC"))
@settings(max_examples=12)
def test_presence_equals_a_recount_from_the_journal_in_whatever_order_desks_meet(
    steps: list[tuple[str, int, str, bool, int]], order: list[str]
) -> None:
    clock = Clock()
    with TemporaryDirectory() as name:
        path = Path(name)
        desk = found(
            path / "a.checkin",
            title="T",
            first=date(2012, 11, 21),
            last=date(2012, 11, 23),
            zone_name="Europe/Berlin",
            label="A",
            now=clock,
        )
        home = place(desk, "Castle")
        spots = {
            "castle": home,
            "hall": place(desk, "Hall", within=home),
            "vault": place(desk, "Vault", within=home),
        }
        for act in ACTS:
            kind = "transfer" if act == "bus" else "session"
            activity(
                desk, act, kind=kind, place=spots.get(act, ""), start="2012-11-21T08:00:00+01:00"
            )
        several = people(desk, 4)
        folder = _folder(path)
        sync(desk, folder)
        desks = {"A": desk} | {
            label: join(path / f"{label}.checkin", folder, label, now=clock, state=path)
            for label in "BC"
        }
        start = datetime.fromisoformat("2012-11-21T22:00:00+01:00")
        for label, person, act, out, minutes in steps:
            start += timedelta(minutes=minutes)
            clock.at(start.isoformat())
            check_in(
                desks[label], several[person], activity=activity_subject(desk.key, act), out=out
            )
        for label in itertools.chain(order, reversed(order)):
            sync(desks[label], folder)
        at = start + timedelta(seconds=1)
        clock.at(at.isoformat())
        day = at.date().isoformat()
        for one in desks.values():
            truth, seen = recounted(one, day), house.house(one)
            told = {o.place.title: o.persons for o in seen.places}
            assert told == {
                "Castle": truth["castle"] + truth["hall"] + truth["vault"],
                "Hall": truth["hall"],
                "Vault": truth["vault"],
            }
            assert (seen.on_the_way.persons, seen.somewhere.persons) == (
                truth["bus"],
                truth["walk"],
            )
            assert seen.total.persons == sum(truth.values()) == len(house.present(one))
            assert house.house(one, at) == seen
            one.close()
