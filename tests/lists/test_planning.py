"""An import planned beside the desk ends as if it had been done at once, whatever goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from checkin import erasure, paths, people, verification
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.lists import intake, planning, roster
from checkin.lists.intake import Intake, take_in
from checkin.verdicts import Verdict

HEAD = "Anmeldenummer;Nachname;Vorname;Institution;Delegation;E-Mail;Land"
LISTS = (
    ("orte.csv", "places"),
    ("delegationen.csv", "delegations"),
    ("programm.csv", "programme"),
    ("harbin.csv", "people"),
    ("zaporizhzhia.csv", "people"),
    ("qingdao.xlsx", "people"),
    ("anmeldungen.csv", "people"),
    ("pretix.csv", "people"),
    ("kursgaeste.txt", "people"),
    ("dolmetscher.csv", "interpreters"),
    ("buchungen.csv", "bookings"),
)
NINE = "2012-11-22T09:00"


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Write a list and return its path."""

    def write(*rows: str, head: str = HEAD) -> Path:
        path = tmp_path / "list.csv"
        path.write_text("\n".join((head, *rows)) + "\n", "utf-8")
        return path

    return write


@pytest.fixture
def twin(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Open a copy of the desk, which was taken before anything happened."""
    assert desk.writer
    desk.writer.rest()
    shutil.copy(desk.path, tmp_path / "twin.checkin")
    with Desk(
        tmp_path / "twin.checkin", writing=True, now=desk.now, state=tmp_path / "state"
    ) as copy:
        yield copy


def opened(path: Path, **how: Any) -> roster.Roster:
    return roster.opened(path, "people", source="x", **how)


def register(desk: Desk) -> dict[str, list[Any]]:
    """Return all rows that lists fill."""
    tables = ("delegation", "place", "activity", "listed", "booking", "attendance", "conflict")
    rows = {
        table: sorted(desk.db.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
        for table in (*tables, "search_slips")
    }
    rows["person"] = sorted(row[1:] for row in desk.db.execute("SELECT * FROM person"))
    for row in rows["attendance"]:
        assert row[2].startswith("h")
    rows["attendance"] = [row[:2] for row in rows["attendance"]]
    rows["booking"] = [row[:3] for row in rows["booking"]]
    return rows


def told(one: Intake) -> tuple[Any, ...]:
    """Return what an intake says, but for the name of its act."""
    rows = (one.rejected, one.differences, one.likenesses, one.notes, one.absent)
    return one.source, one.encoding, one.new, one.changed, one.same, *rows


def test_scans_between_planning_and_applying_change_nothing_of_the_lists_of_the_demo(
    desk: Desk, twin: Desk
) -> None:
    folder = paths.resources() / "demo"
    for file, kind in LISTS * 2:
        at_once = take_in(twin, folder / file, kind)
        with Desk(desk.path) as reading:
            planned = planning.plan(reading, roster.opened(folder / file, kind))
        for one in desk.find("Wang", 3):
            scan(desk, desk.badge_code(one.id), at=desk.event.moment(NINE))
            scan(twin, twin.badge_code(one.id), at=twin.event.moment(NINE))
        assert planning.current(desk, planned)
        apart = planning.apply(desk, planned)
        assert told(apart) == told(at_once)
        assert (apart.act is None) == (at_once.act is None)
        assert register(desk) == register(twin)
    assert twin.event == desk.event
    assert not verification.faults(desk.path)


def test_a_scan_is_answered_while_a_list_is_being_planned(desk: Desk, listed: Any) -> None:
    take_in(desk, listed("1;Wang;Wei;Amt;;;CN"), source="x")
    code = desk.badge_code(desk.find("Wang")[0].id)
    verdicts = []

    def progress(done: int, _of: int) -> None:
        if not done:
            verdicts.append(scan(desk, code, at=desk.event.moment(NINE)).verdict)

    with Desk(desk.path) as reading:
        planned = planning.plan(reading, opened(listed("2;Li;Na;Amt;;;CN")), progress)
    assert verdicts == [Verdict.WELCOME]
    assert planning.apply(desk, planned).new == 1


def test_what_was_planned_before_a_correction_does_not_undo_it(desk: Desk, listed: Any) -> None:
    take_in(desk, listed("7;Müller;Anna;Stadt;;;DE"), source="x")
    planned = planning.plan(desk, opened(listed("7;Müller;Anna;Land;;;DE")))
    person = desk.find("Müller")[0].id
    people.correct(desk, person, {"organisation": "Zoo"})
    assert not planning.current(desk, planned)
    assert planning.apply_if_current(desk, planned) is None
    done = planning.apply(desk, planned)
    assert (done.changed, [one.kept for one in done.differences]) == (0, [True])
    assert desk.person(person).organisation == "Zoo"
    assert desk.db.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0


def test_somebody_entered_meanwhile_is_not_entered_a_second_time(desk: Desk, listed: Any) -> None:
    head = HEAD.removeprefix("Anmeldenummer;")
    planned = planning.plan(desk, opened(listed("Müller;Anna;Stadt;;a@x.org;DE", head=head)))
    assert planned.intake.new == 1
    guest = {"family": "Müller", "given": "Anna", "organisation": "Zoo", "email": "a@x.org"}
    walk_in = people.enter(desk, guest)
    done = planning.apply(desk, planned)
    assert (done.new, done.changed) == (0, 1)
    assert [one.id for one in desk.find("Müller")] == [walk_in.id]


def test_the_same_list_applied_meanwhile_changes_nothing_more(desk: Desk, listed: Any) -> None:
    path = listed("7;Müller;Anna;Stadt;Harbin;;DE")
    planned = planning.plan(desk, opened(path))
    take_in(desk, path, source="x")
    before = desk.db.execute("SELECT count(*) FROM journal").fetchone()
    done = planning.apply(desk, planned)
    assert (done.new, done.same, done.act) == (0, 1, None)
    assert desk.db.execute("SELECT count(*) FROM journal").fetchone() == before


def test_an_erased_person_stays_erased_whatever_was_planned(desk: Desk, listed: Any) -> None:
    take_in(desk, listed("7;Müller;Anna;Stadt;;;DE"), source="x")
    planned = planning.plan(desk, opened(listed("7;Müller;Anna;Land;;;DE")))
    erasure.erase(desk, desk.find("Müller")[0].id)
    assert [one.reason for one in planning.apply(desk, planned).rejected] == [
        "This person was erased."
    ]
    assert desk.find("Müller") == []


def test_rows_of_one_person_see_what_the_rows_above_said(desk: Desk, listed: Any) -> None:
    rows = (
        "7;Müller;Anna;Stadt;;;DE",
        "7;Müller;Anna;Land;;;DE",
        "7;Zhang;Wei;;;;CN",
        "7;Müller;Anna;Zoo;;;DE",
    )
    done = take_in(desk, listed(*rows), source="x")
    assert (done.new, done.changed, len(done.rejected)) == (1, 2, 1)
    (person,) = desk.find("Müller")
    assert person.organisation == "Zoo"
    assert desk.db.execute("SELECT count(*) FROM conflict").fetchone()[0] == 0
    setters = [entry.said for entry in desk.folded(person.id).entries]
    assert [len(said.get("over", ())) for said in setters] == [0, 1, 1]
    assert not verification.faults(desk.path)


def test_a_delegation_of_a_refused_row_is_made_by_the_next_one(desk: Desk, listed: Any) -> None:
    long = "x" * 7_900
    rows = (f"1;A;B;{long};Harbin;{long};{long}", "2;Li;Na;;Harbin;;CN")
    head = HEAD.replace("Land", "Bemerkung")
    path = listed(rows[0] + f";{long};{long}", rows[1], head=head + ";Funktion;Ort")
    done = take_in(desk, path, source="x")
    assert (done.new, len(done.rejected)) == (1, 1)
    assert [desk.delegation(one.delegation).title for one in desk.find("Li")] == ["Harbin"]


def test_a_work_that_is_stopped_leaves_nothing(desk: Desk, listed: Any) -> None:
    rows = [f"{n};Müller{n};Anna;Stadt;Harbin;;DE" for n in range(500)]
    listing = opened(listed(*rows))
    seen: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> None:
        seen.append((done, of))
        if done >= 200:
            raise StoppedError("Stopped.")

    with pytest.raises(StoppedError):
        planning.plan(desk, listing, progress)
    assert seen[-1] == (200, 500)
    planned = planning.plan(desk, listing)
    before = register(desk)
    with pytest.raises(StoppedError):
        planning.apply(desk, planned, progress)
    assert seen[-1][1] == len(planned.facts) == 502
    assert register(desk) == before
    assert planning.apply(desk, planned).new == 500
    assert not verification.faults(desk.path)


def test_a_busy_desk_is_followed_and_at_last_waits(desk: Desk, listed: Any) -> None:
    planned = planning.plan(desk, opened(listed("7;Müller;Anna;Stadt;;;DE")))
    asked: list[str] = []

    def write(verb: Any, *args: Any) -> Any:
        if verb is planning.apply_if_current:
            people.enter(desk, {"family": "Walk", "given": f"In {len(asked)}"})
        asked.append(verb.__name__)
        return verb(desk, *args)

    assert planning.carry_out(planned, desk.path, write).new == 1
    assert asked == ["apply_if_current"] * planning.TRIES + ["apply"]
    assert len(desk.find("Müller")) == 1


def test_a_quiet_desk_is_written_to_at_once_from_another_thread(desk: Desk, listed: Any) -> None:
    done: list[Intake] = []

    def work() -> None:
        with Desk(desk.path) as reading:
            planned = planning.plan(reading, opened(listed("7;Müller;Anna;Stadt;;;DE")))
        done.append(planning.carry_out(planned, desk.path, lambda verb, *args: verb(desk, *args)))

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done[0].act
    assert len(desk.find("Müller")) == 1
    assert desk.undo(done[0].act)
    assert desk.find("Müller") == []


def test_a_dry_run_needs_no_right_to_write(desk: Desk, listed: Any) -> None:
    path = listed("7;Müller;Anna;Stadt;;;DE")
    with Desk(desk.path) as reading:
        tried = take_in(reading, path, source="x", dry_run=True)
        assert (tried.new, tried.act) == (1, None)
        with pytest.raises(DeskError):
            take_in(reading, path, source="x")
    assert intake.take_in(desk, path, source="x").new == 1
