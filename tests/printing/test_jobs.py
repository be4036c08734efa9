"""Print jobs: what is asked for waits until a person says that it was printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checkin import cli, erasure, people, verification
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store, tables
from checkin.journal.driver import sqlite3
from checkin.journal.entry import Fact
from checkin.printing import batch, jobs, spool
from checkin.printing.printer import Progress
from checkin.printing.spool import Placed
from tests.conftest import Clock
from tests.journal.world import World, register


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


def test_printed_is_what_a_person_says_and_the_journal_keeps_it(desk: Desk, anna: str) -> None:
    job = jobs.queue(desk, anna)
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


def test_nobody_prints_for_who_is_not_coming(desk: Desk, anna: str) -> None:
    jobs.queue(desk, anna)
    people.cancel(desk, anna)
    assert not jobs.waiting(desk)
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


OLDER = {
    1: ("DROP TABLE spool", "DROP TABLE job"),
    2: ("DROP TABLE spool", "DROP TABLE job", *tables.statements(tables.JOBS)),
}
"""What makes a file of today one of an older version."""


@pytest.mark.parametrize("version", OLDER)
def test_an_older_file_gets_the_queue_when_it_is_opened_for_writing(
    tmp_path: Path, version: int
) -> None:
    world = World(tmp_path)
    anna, li = register(world.found()), register(world.desks["A"])
    world.close()
    kept = f"""INSERT INTO job (replica, person, entry, reason, state, words, at)
        SELECT v, '{anna}', '', 'wrong', 'failed', 'no paper', '2012-11-22T09:00:00+01:00'
        FROM me WHERE k = 'replica'"""  # noqa: S608  our own text
    with sqlite3.connect(world.path("A")) as db:
        for statement in OLDER[version]:
            db.execute(statement)
        if version > 1:
            db.execute(kept)
        names = ("spool", "jobs")[: 3 - version]
        db.executemany("DELETE FROM _sqlite_migrations WHERE name = ?", [(n,) for n in names])
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with pytest.raises(DeskError, match="older version"):
        Desk(world.path("A"))
    again = world.open("A")
    assert store.single(again.db, "PRAGMA user_version") == tables.VERSION
    before = [(job.person, job.state, job.words, job.printer) for job in jobs.jobs(again)]
    assert before == ([(anna, "failed", "no paper", "")] if version > 1 else [])
    jobs.release(again, [jobs.queue(again, li)], "printer")
    assert jobs.jobs(again)[-1].printer == "printer"
    assert verification.faults(again.path) == []
    world.close()


def test_who_was_printed_already_is_told_with_the_time_and_the_desk(tmp_path: Path) -> None:
    world = World(tmp_path)
    first = world.found()
    person = register(first)
    assert jobs.already(first, person) == ""
    job = jobs.queue(first, person)
    assert jobs.already(first, person) == "Waits for the printer since 9:00."
    jobs.mark(first, [job], "printed")
    assert jobs.already(first, person) == "Already printed 9:00, desk A."
    second = world.join("B")
    world.meet("A", "B")
    assert jobs.traces(second, person).desks == ("A",)
    assert jobs.already(second, person) == "Already printed 9:00, desk A."
    world.clocks["B"].time += 86_400_000
    assert jobs.already(second, person) == "Already printed 22.11. 9:00, desk A."
    people.reissue(second, person, "lost")
    assert jobs.already(second, person) == ""
    world.close()


def test_an_odd_time_of_a_print_is_told_as_it_stands(desk: Desk, anna: str) -> None:
    desk.write(Fact("printed", anna, {"at": "soon"}))
    assert jobs.already(desk, anna) == "Already printed soon, desk A."


def test_what_a_printer_has_is_not_queued_again(desk: Desk, anna: str) -> None:
    job = jobs.queue(desk, anna)
    jobs.mark(desk, [job], "sent")
    assert jobs.mark(desk, [job], "queued") == 0
    assert states(desk) == ["sent"]


def test_a_batch_leaves_out_whom_it_need_not_print(desk: Desk, anna: str) -> None:
    nameless = people.enter_nameless(desk, "").id
    doubtful = people.enter(desk, {"family": "Doe"}).id
    one = spool.note(desk, Placed("printer", 1, 1, ((jobs.queue(desk, doubtful), 1),)))
    spool.settle(desk, one, Progress("lost"))
    jobs.mark(desk, [jobs.queue(desk, anna)], "printed")
    made = batch.ask(desk, "all")
    told = {person.id: words for person, words in made.left_out}
    assert made.ids == ()
    assert told[nameless] == "A badge needs a name."
    assert told[anna].startswith("Already printed")
    assert told[doubtful].startswith("It is not known")
    again = batch.ask(desk, "all", "wrong", "protocol")
    assert [job.person for job in jobs.numbered(desk, again.ids)] == [doubtful, anna]
    assert batch.ask(desk, anna).ids == again.ids[1:]
    assert batch.queued(desk).ids == tuple(sorted(again.ids))


def test_nobody_prints_for_the_erased_and_the_queue_forgets_what_it_said(
    desk: Desk, anna: str, li: str
) -> None:
    ids = [jobs.queue(desk, person) for person in (anna, li)]
    for number in ids:
        jobs.mark(desk, [number], "failed", "These characters cannot be printed: 龘")
    erasure.erase(desk, li)
    first, second = jobs.numbered(desk, ids)
    assert (first.state, second.state) == ("failed", "cancelled")
    assert second.words == ""
    assert first.words
    jobs.mark(desk, [ids[0]], "cancelled", "")
    assert jobs.waiting(desk) == []
    with pytest.raises(DeskError):
        jobs.queue(desk, li)
