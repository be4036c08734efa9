"""Practice: all works as on the day, and nothing of it can ever reach the event itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from checkin import cli, exchange, merging, people, pin, practice, programme, verification
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.journal import census, store
from checkin.journal.entry import Fact, fresh
from checkin.letters import inbox, outbox
from checkin.letters.letter import RefusedError
from checkin.model.event import day_subject
from checkin.model.place import place_subject
from checkin.verdicts import Verdict
from tests.conftest import Clock


@pytest.fixture
def real(desk: Desk) -> Desk:
    """Give the desk a register with all that hangs together."""
    hall = place_subject(desk.key, "Johanniskirche")
    visit = fresh("a")
    day = day_subject(desk.key, "2012-11-23")
    desk.write(
        Fact("planned", hall, {"set": {"title": "Johanniskirche", "capacity": "300"}}),
        Fact("planned", visit, {"set": {"title": "Bus 2", "place": hall, "day": "2012-11-23"}}),
    )
    guest = people.enter(desk, {"family": "Li", "given": "Na", "delegation": "Harbin"})
    people.enter(desk, {"family": "Müller", "given": "Anna"})
    people.book(desk, [guest.id], visit)
    people.book(desk, [guest.id], day)
    scanning.scan(desk, desk.badge_code(guest.id))
    return desk


@pytest.fixture
def copy(real: Desk, clock: Clock) -> Iterator[Desk]:
    """Open the practice file for writing."""
    with Desk(practice.practise(real.path, now=clock), writing=True, now=clock) as made:
        yield made


def ids(desk: Desk) -> set[str]:
    return {entry.id for entry in store.everything(desk.db)}


def written(desk: Desk, folder: Path) -> Path:
    """Write an exchange file of all a desk holds, past every door that would refuse to."""
    folder.mkdir(exist_ok=True)
    rows = range(1, census.last_row(desk.db) + 1)
    event = store.recall(desk.db, "event")
    (path,) = outbox.send(
        folder,
        census.at_rows(desk.db, rows),
        event=event,
        replica=desk.replica,
        have=census.heights(desk.db),
        erasures={},
        now=desk.now(),
    )
    return path


def test_it_holds_the_register_under_a_mark_and_nobody_has_arrived(real: Desk, copy: Desk) -> None:
    assert copy.practising
    assert not real.practising
    assert copy.event.title == "Practice – green cities"
    assert [one.whole_name for one in copy.find("li na")] == ["Na Li"]
    guest = copy.find("li na")[0]
    delegation = copy.delegation(guest.delegation)
    assert delegation is not None
    assert delegation.title == "Harbin"
    assert store.single(copy.db, "SELECT count(*) FROM attendance") == 0
    assert store.single(real.db, "SELECT count(*) FROM attendance") == 1
    bus = programme.activity(copy, "Bus 2")
    place = copy.place(bus.place)
    assert place is not None
    assert place.capacity == "300"
    seats = {row[0] for row in copy.db.execute("SELECT activity FROM booking")}
    assert seats == {bus.id, day_subject(copy.key, "2012-11-23")}
    assert copy.wholes(bus.id) == (day_subject(copy.key, "2012-11-23"),)
    assert not verification.faults(copy.path)


def test_a_walk_in_of_a_known_delegation_joins_it(copy: Desk) -> None:
    walk_in = people.enter(copy, {"name": "Wang Wei", "delegation": "Harbin"})
    assert walk_in.delegation == copy.find("li na")[0].delegation


def test_only_the_real_file_is_read_and_nothing_in_it_changes(real: Desk, clock: Clock) -> None:
    before = ids(real)
    practice.practise(real.path, now=clock)
    assert ids(real) == before


def test_before_the_event_it_plays_on_the_first_morning(real: Desk, clock: Clock) -> None:
    clock.at("2012-11-20T19:00:00+01:00")
    with Desk(practice.practise(real.path, now=clock), now=clock) as made:
        assert made.this_moment().isoformat() == "2012-11-21T08:15:00+01:00"


def test_on_a_day_of_the_event_it_plays_right_now(copy: Desk, clock: Clock) -> None:
    assert copy.this_moment() == copy.event.at(clock.milliseconds)


def test_the_pin_goes_along(real: Desk, clock: Clock) -> None:
    pin.choose(real, "2468")
    with Desk(practice.practise(real.path, now=clock), writing=True, now=clock) as made:
        assert pin.check(made, "2468").right


# Nothing comes out, nothing goes in ###################################################


def test_a_practising_desk_neither_writes_nor_reads_a_folder(
    real: Desk, copy: Desk, tmp_path: Path
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    exchange.sync(real, post)
    there, held = sorted(post.iterdir()), ids(copy)
    for place in (post, there[0]):
        with pytest.raises(DeskError, match="practice file"):
            exchange.sync(copy, place)
    assert sorted(post.iterdir()) == there
    assert ids(copy) == held


def test_a_desk_refuses_practice_letters_however_they_got_there(
    real: Desk, copy: Desk, tmp_path: Path
) -> None:
    post = tmp_path / "post"
    letter = written(copy, post)
    held = ids(real)
    met = exchange.sync(real, post)
    assert [name for name, _reason in met.refused] == [letter.name]
    assert ids(real) == held
    renamed = post / f"sync_{real.event.id}_{real.replica}_20121122T070000Z-9.csv"
    letter.rename(renamed)
    assert exchange.sync(real, renamed).refused
    forged = tmp_path / "forged.csv"
    text = renamed.read_text("ascii").replace(copy.event.id, real.event.id)
    forged.write_text(text, "ascii")
    assert exchange.sync(real, forged).refused
    assert ids(real) == held


def test_nobody_joins_a_practice_file_or_its_letters(
    copy: Desk, tmp_path: Path, clock: Clock
) -> None:
    letter = written(copy, tmp_path / "post")
    for source in (copy.path, letter, letter.parent):
        with pytest.raises(DeskError, match="practice file"):
            exchange.join(tmp_path / "b.checkin", source, "B", clock)
    assert not (tmp_path / "b.checkin").exists()


def test_the_inner_door_is_shut_as_well(real: Desk, copy: Desk, tmp_path: Path) -> None:
    letter = inbox.received(written(copy, tmp_path / "x"), "", lambda _places: {}, frozenset())
    with pytest.raises(DeskError, match="practice file"):
        merging.merge(copy, [letter], lost=False)
    with pytest.raises(RefusedError):
        inbox.received(letter.path, real.event.id, lambda _places: {}, frozenset())


def test_a_practice_file_under_the_name_of_the_real_one_stays_one(
    real: Desk, copy: Desk, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    taken = folder / real.path.name
    shutil.copy(copy.path, taken)
    with Desk(taken, writing=True, now=clock) as moved:
        assert moved.practising
        with pytest.raises(DeskError, match="practice file"):
            exchange.sync(moved, folder)


def test_its_codes_are_foreign_to_the_real_desk_and_the_other_way_round(
    real: Desk, copy: Desk
) -> None:
    codes = practice.trial_codes(copy)
    verdicts = [scanning.scan(copy, code.code).verdict for code in codes]
    assert verdicts == [
        Verdict.WELCOME,
        Verdict.WELCOME,
        Verdict.ALREADY_HERE,
        Verdict.DAMAGED,
        Verdict.FOREIGN,
    ]
    for code in codes:
        assert scanning.scan(real, code.code).verdict in {Verdict.FOREIGN, Verdict.DAMAGED}
    guest = real.find("li na")[0]
    assert scanning.scan(copy, real.badge_code(guest.id)).verdict is Verdict.FOREIGN
    with pytest.raises(DeskError):
        practice.trial_codes(real)


def test_the_command_line_refuses_as_well(real: Desk, tmp_path: Path, clock: Clock) -> None:
    path, post = str(practice.practise(real.path, now=clock)), tmp_path / "post"
    post.mkdir()
    joined = str(tmp_path / "b.checkin")
    for words in (
        ["sync", path, str(post)],
        ["join", joined, "--source", path, "--desk", "B"],
    ):
        done = CliRunner().invoke(cli.commands, words)
        assert done.exit_code == 1
        assert "practice file" in done.output
    assert not list(post.iterdir())


# Clearing #############################################################################


def test_clearing_leaves_nothing_behind(
    real: Desk, tmp_path: Path, clock: Clock, state: Path
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    made = practice.practise(real.path, now=clock, state=state)
    assert {path.name for path in tmp_path.iterdir()} == before | {made.name}
    with Desk(made, writing=True, now=clock, state=state):
        pass
    assert practice.clear(made, state)
    assert {path.name for path in tmp_path.iterdir()} == before
    assert not list((state / "desks").iterdir())
    assert not practice.clear(made, state)


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what belongs to the machine."""
    return tmp_path_factory.mktemp("state")


def test_clearing_deletes_no_other_file(real: Desk, tmp_path: Path, clock: Clock) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("dear guests")
    with pytest.raises(DeskError):
        practice.clear(other)
    assert other.exists()
    joined = tmp_path / "b.checkin"
    exchange.join(joined, real.path, "B", clock).close()
    with pytest.raises(DeskError, match="no practice file"):
        practice.clear(joined)
    with closing(store.connect(joined)):
        assert joined.exists()


def test_who_begins_again_begins_anew(real: Desk, clock: Clock) -> None:
    events = set()
    for _time in range(2):
        with Desk(practice.practise(real.path, now=clock), now=clock) as made:
            events.add(made.event.id)
    assert len(events) == 2


def test_nobody_clears_what_somebody_practises_in(real: Desk, copy: Desk, clock: Clock) -> None:
    with pytest.raises(DeskError, match="being written to"):
        practice.practise(real.path, now=clock)
    assert copy.find("li na")


def test_practice_of_practice_is_refused(copy: Desk, clock: Clock) -> None:
    with pytest.raises(DeskError, match="already"):
        practice.practise(copy.path, now=clock)


def test_who_stops_the_copying_leaves_nothing_half_done(real: Desk, clock: Clock) -> None:
    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        practice.practise(real.path, now=clock, progress=stop)
    assert not practice.beside(real.path).exists()
