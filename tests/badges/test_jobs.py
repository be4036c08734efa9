"""Print jobs: what is asked for waits until a person says that it was printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checkin import cli, erasure, people, verification
from checkin.attendance import scanning
from checkin.badges import jobs
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store, tables
from checkin.journal.driver import sqlite3
from tests.conftest import Clock
from tests.journal.world import World, register


@pytest.fixture
def anna(desk: Desk) -> str:
    """Enter Anna."""
    return people.enter(desk, {"family": "Müller", "given": "Anna"}).id


def states(desk: Desk) -> list[str]:
    """Return the states of all jobs."""
    return [job.state for job in jobs.jobs(desk)]


def printed(desk: Desk) -> list[str]:
    """Return of whom the journal says that a badge was printed."""
    return [one.subject for one in store.everything(desk.db) if one.kind == "printed"]


def test_a_badge_asked_for_twice_waits_once(desk: Desk, anna: str) -> None:
    first = jobs.queue(desk, anna)
    assert jobs.queue(desk, anna) == first
    assert [(job.id, job.person, job.state) for job in jobs.waiting(desk)] == [
        (first, anna, "queued")
    ]


def test_printed_is_what_a_person_says_and_the_journal_keeps_it(
    desk: Desk, anna: str, tmp_path: Path
) -> None:
    job = jobs.queue(desk, anna)
    drawn = jobs.pdf(desk, [job], tmp_path / "badges.pdf")
    assert (drawn.badges, drawn.warnings) == (1, [])
    assert (tmp_path / "badges.pdf").read_bytes().startswith(b"%PDF")
    assert jobs.mark(desk, [job], "sent") == 1
    assert (states(desk), printed(desk), jobs.waiting(desk)) == (["sent"], [], [])
    assert jobs.mark(desk, [job], "printed") == 1
    assert (states(desk), printed(desk)) == (["printed"], [anna])
    assert jobs.mark(desk, [job], "printed") == jobs.mark(desk, [job], "queued") == 0
    assert printed(desk) == [anna]


def test_a_printed_badge_is_asked_for_anew(desk: Desk, anna: str) -> None:
    first = jobs.queue(desk, anna)
    jobs.mark(desk, [first], "printed")
    second = jobs.queue(desk, anna, "damaged")
    assert second != first
    assert [job.reason for job in jobs.waiting(desk)] == ["damaged"]


def test_what_failed_waits_with_the_words_of_the_printer(desk: Desk, anna: str) -> None:
    job = jobs.queue(desk, anna)
    jobs.mark(desk, [job], "failed", "out of paper")
    (waiting,) = jobs.waiting(desk)
    assert (waiting.state, waiting.words) == ("failed", "out of paper")
    assert jobs.mark(desk, [job], "queued") == 1


def test_there_is_no_other_state(desk: Desk, anna: str) -> None:
    with pytest.raises(DeskError, match="no state"):
        jobs.mark(desk, [jobs.queue(desk, anna)], "lost")


def test_nobody_prints_what_was_taken_back(desk: Desk, anna: str) -> None:
    with desk.act():
        entry = scanning.check_in(desk, anna).entry
        assert entry
        jobs.queue(desk, anna, entry=entry)
    assert len(jobs.waiting(desk)) == 1
    desk.undo()
    assert (jobs.waiting(desk), states(desk)) == ([], ["cancelled"])
    assert jobs.needed(desk, anna)
    jobs.queue(desk, anna)
    assert len(jobs.waiting(desk)) == 1


def test_nobody_prints_for_who_is_not_coming(desk: Desk, anna: str, tmp_path: Path) -> None:
    job = jobs.queue(desk, anna)
    people.cancel(desk, anna)
    assert not jobs.waiting(desk)
    assert jobs.pdf(desk, [job], tmp_path / "badges.pdf").badges == 0
    desk.undo()
    assert len(jobs.waiting(desk)) == 1
    erasure.erase(desk, anna)
    assert not jobs.waiting(desk)


def test_the_queue_holds_no_name_and_is_whole(desk: Desk, anna: str) -> None:
    jobs.queue(desk, anna, "wrong")
    held = desk.db.execute("SELECT * FROM job").fetchall()
    assert not any("Müller" in str(cell) or "Anna" in str(cell) for row in held for cell in row)
    assert verification.faults(desk.path) == []


def test_the_command_line_lists_jobs_without_names(desk: Desk, anna: str) -> None:
    for words, expected in (([], "No badge was asked for"), (["--json"], "[]")):
        assert expected in CliRunner().invoke(cli.commands, ["jobs", str(desk.path), *words]).output
    jobs.queue(desk, anna)
    done = CliRunner().invoke(cli.commands, ["jobs", str(desk.path)])
    assert f"queued     {anna}  2012-11-22T08:00" in done.output
    done = CliRunner().invoke(cli.commands, ["jobs", str(desk.path), "--json"])
    (told,) = json.loads(done.output)
    assert (told["person"], told["state"]) == (anna, "queued")


def test_an_act_that_fails_asks_for_nothing(desk: Desk, anna: str) -> None:
    def two() -> None:
        with desk.act():
            jobs.queue(desk, anna)
            jobs.queue(desk, "p-" + "a" * 26)

    with pytest.raises(DeskError, match="no person"):
        two()
    assert not jobs.jobs(desk)


def test_a_badge_is_needed_until_it_was_printed_or_handed_out(
    desk: Desk, clock: Clock, anna: str
) -> None:
    assert jobs.needed(desk, anna)
    job = jobs.queue(desk, anna)
    assert not jobs.needed(desk, anna)
    jobs.mark(desk, [job], "cancelled")
    assert jobs.needed(desk, anna)
    jobs.mark(desk, [jobs.queue(desk, anna)], "printed")
    assert not jobs.needed(desk, anna)
    clock.at("2012-11-22T09:00:00+01:00")
    people.reissue(desk, anna, "lost")
    assert jobs.needed(desk, anna)
    people.hand_out(desk, [anna])
    assert not jobs.needed(desk, anna)
    assert jobs.traces(desk, anna).handed_out


def test_another_desk_has_a_queue_of_its_own(desk: Desk, anna: str) -> None:
    jobs.queue(desk, anna)
    desk.replica = "r-b-abcdefghij"
    assert not jobs.jobs(desk)


def test_an_older_file_gets_the_queue_when_it_is_opened_for_writing(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    anna = register(world.found())
    world.close()
    with sqlite3.connect(world.path("A")) as db:
        db.execute("DROP TABLE job")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'jobs'")
        db.execute("PRAGMA user_version = 1")
    db.close()
    with pytest.raises(DeskError, match="older version"):
        Desk(world.path("A"))
    again = world.open("A")
    assert store.single(again.db, "PRAGMA user_version") == tables.VERSION
    jobs.queue(again, anna)
    assert verification.faults(again.path) == []
    world.close()
