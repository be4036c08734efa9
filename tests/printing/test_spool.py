"""What becomes of jobs when a print system says how far their document is."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.journal import store
from checkin.journal.queue import Spool
from checkin.printing import jobs, spool, station
from checkin.printing.printer import Progress
from checkin.printing.spool import Placed


def sent(desk: Desk, number: int, sides: int = 1) -> tuple[list[int], Spool]:
    """Note that a document of a badge on every page was sent."""
    ids = [jobs.queue(desk, people.enter(desk, {"family": f"P{n}"}).id) for n in range(number)]
    jobs.release(desk, ids, "printer", "a6")
    places = tuple((job, (place + 1) * sides) for place, job in enumerate(ids))
    one = spool.note(desk, Placed("printer", number * sides, sides, places))
    spool.took(desk, one, "7")
    return ids, spool.under_way(desk)[0]


def states(desk: Desk, ids: list[int]) -> list[str]:
    """Return the states of jobs."""
    return [job.state for job in jobs.numbered(desk, ids)]


def test_a_title_names_nobody_and_is_no_others(desk: Desk) -> None:
    titles = {sent(desk, 1)[1].title}
    spool.settle(desk, spool.under_way(desk)[0], Progress("printed"))
    titles.add(sent(desk, 1)[1].title)
    assert len(titles) == 2
    assert all(title.startswith("checkin A 00000") and len(title) == 21 for title in titles)


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress("waiting"), "sent sent sent"),
        (Progress("printing", pages=2), "sent sent sent"),
        (Progress("printed"), "printed printed printed"),
        (Progress("printed", pages=0), "printed printed printed"),
        (Progress("failed", pages=2), "printed printed failed"),
        (Progress("failed", sheets=1), "printed failed failed"),
        (Progress("failed"), "failed failed failed"),
        (Progress("cancelled", pages=1), "printed cancelled cancelled"),
        (Progress("faulty", pages=2), "printed printed failed"),
        (Progress("faulty"), "failed failed failed"),
        (Progress("lost"), "failed failed failed"),
    ],
)
def test_the_pages_that_came_out_decide(desk: Desk, progress: Progress, expected: str) -> None:
    ids, one = sent(desk, 3)
    spool.settle(desk, one, progress)
    assert states(desk, ids) == expected.split()
    printed = [entry for entry in store.everything(desk.db) if entry.kind == "printed"]
    assert len(printed) == expected.split().count("printed")
    assert bool(spool.under_way(desk)) == (progress.state in spool.WAITING)


def test_of_two_sides_both_must_have_come_out(desk: Desk) -> None:
    ids, one = sent(desk, 3, sides=2)
    station.load(desk, "printer", 5)
    spool.settle(desk, one, Progress("failed", pages=3))
    assert states(desk, ids) == ["printed", "failed", "failed"]
    assert station.station(desk).left("printer") == 3
    ids, one = sent(desk, 3, sides=2)
    spool.settle(desk, one, Progress("failed", sheets=2))
    assert states(desk, ids) == ["printed", "printed", "failed"]


def test_what_a_person_has_said_meanwhile_stays(desk: Desk) -> None:
    ids, one = sent(desk, 2)
    jobs.mark(desk, ids[:1], "printed")
    spool.settle(desk, one, Progress("failed", "jam"))
    assert states(desk, ids) == ["printed", "failed"]
    said = [one.said["said"] for one in store.everything(desk.db) if one.kind == "printed"]
    assert said == ["person"]


def test_the_same_word_twice_writes_nothing(desk: Desk) -> None:
    ids, one = sent(desk, 2)
    assert not spool.news(desk, one, Progress("waiting"))
    assert spool.news(desk, one, Progress("waiting", "no paper"))
    spool.settle(desk, one, Progress("waiting", "no paper"))
    assert not spool.news(desk, one, Progress("printing", "no paper"))
    assert jobs.numbered(desk, ids)[0].words == "no paper"


def test_who_was_called_off_before_the_note_stops_the_document(desk: Desk) -> None:
    anna = people.enter(desk, {"family": "A"}).id
    job = jobs.queue(desk, anna)
    jobs.mark(desk, [job], "cancelled")
    with pytest.raises(StoppedError):
        spool.note(desk, Placed("printer", 1, 1, ((job, 1),)))
    assert not spool.under_way(desk)


def test_what_a_printer_does_not_take_waits_again_or_fails(desk: Desk) -> None:
    for ended, state in ((spool.returned, "queued"), (spool.refused, "failed")):
        job = jobs.queue(desk, people.enter(desk, {"family": "A"}).id)
        one = spool.note(desk, Placed("printer", 1, 1, ((job, 1),)))
        assert jobs.numbered(desk, [job])[0].stage == "sending"
        ended(desk, one, *(["no"] if state == "failed" else []))
        (found,) = jobs.numbered(desk, [job])
        assert (found.state, found.words) == (state, "no" if state == "failed" else "")
        assert found.spool == (one.id if state == "failed" else 0)
    assert not spool.under_way(desk)


def test_a_job_that_is_sent_is_asked_for_again_only_with_a_reason(desk: Desk) -> None:
    (first,), one = sent(desk, 1)
    person = jobs.numbered(desk, [first])[0].person
    assert jobs.queue(desk, person) == first
    again = jobs.queue(desk, person, "paper")
    assert again != first
    spool.settle(desk, one, Progress("printed"))
    assert states(desk, [first, again]) == ["printed", "queued"]


def test_a_job_that_failed_is_queued_anew_and_not_doubled(desk: Desk) -> None:
    (job,), one = sent(desk, 1)
    spool.settle(desk, one, Progress("failed", "jam"))
    assert jobs.queue(desk, jobs.numbered(desk, [job])[0].person) == job
    (found,) = jobs.numbered(desk, [job])
    assert (found.state, found.words, found.spool, found.page) == ("queued", "", 0, 0)


def test_a_badge_is_not_released_without_a_printer(desk: Desk) -> None:
    job = jobs.queue(desk, people.enter(desk, {"family": "A"}).id)
    with pytest.raises(DeskError, match="No printer is chosen"):
        jobs.release(desk, [job])


def test_what_is_called_off_everywhere_is_called_off_at_the_printer(desk: Desk) -> None:
    ids, one = sent(desk, 2)
    jobs.mark(desk, ids[:1], "cancelled")
    assert not spool.called_off(desk, one)
    jobs.mark(desk, ids[1:], "cancelled")
    assert spool.called_off(desk, one)
    spool.settle(desk, one, Progress("printed"))
    assert states(desk, ids) == ["printed", "printed"]


def test_what_is_called_off_while_it_is_being_sent_is_called_off_at_the_printer(
    desk: Desk,
) -> None:
    person = people.enter(desk, {"family": "A"}).id
    job = jobs.queue(desk, person)
    one = spool.note(desk, Placed("printer", 1, 1, ((job, 1),)))
    assert jobs.mark(desk, [job], "queued") == 0
    jobs.mark(desk, [job], "cancelled")
    (found,) = jobs.numbered(desk, [job])
    assert (found.state, found.off, spool.called_off(desk, one)) == ("queued", 1, True)
    assert jobs.needed(desk, person)
    assert jobs.already(desk, person) == ""
    again = jobs.queue(desk, person)
    assert again != job
    spool.took(desk, one, "7")
    (sent_one,) = spool.under_way(desk)
    assert spool.called_off(desk, sent_one)
    spool.settle(desk, sent_one, Progress("cancelled"))
    assert states(desk, [job, again]) == ["cancelled", "queued"]


def test_what_is_being_sent_is_asked_for_again_only_with_a_reason(desk: Desk) -> None:
    person = people.enter(desk, {"family": "A"}).id
    job = jobs.queue(desk, person)
    assert jobs.queue(desk, person, "wrong") == job
    spool.note(desk, Placed("printer", 1, 1, ((job, 1),)))
    assert jobs.queue(desk, person) == job
    assert jobs.queue(desk, person, "wrong") != job
