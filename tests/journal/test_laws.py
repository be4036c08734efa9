"""Random lives of three desks and their clones: whatever happens, the laws of the journal hold."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from checkin import clusters, erasure, exchange, receivers, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import census, clock, store
from checkin.journal.entry import LASTING, REDACTED, Fact
from tests.journal.world import YEAR, World, enter, journal, register, rows, set_fields

HOUR = 3_600_000
DESKS = st.sampled_from("ABC")
NUMBERS = st.integers(0, 9)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def saved(cells: list[list[str]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(cells)
    return out.getvalue().encode()


def with_cell(text: str, column: int, new: Callable[[str], str]) -> bytes:
    cells = table(text)
    row = len(cells) // 2
    cells[row][column] = new(cells[row][column])
    return saved(cells)


def swapped(text: str) -> bytes:
    """Exchange the data of two entries."""
    cells = table(text)
    cells[1][8:10], cells[2][8:10] = cells[2][8:10], cells[1][8:10]
    return saved(cells)


RESAVED: dict[str, Callable[[str], bytes]] = {
    "good": str.encode,
    "semicolons": lambda text: saved(table(text), ";"),
    "tabs": lambda text: saved(table(text), "\t"),
    "quoted": lambda text: saved(table(text), quoting=csv.QUOTE_ALL),
    "utf-16": lambda text: text.encode("utf-16"),
    "sorted": lambda text: saved([table(text)[0], *sorted(table(text)[1:])]),
}
SPOILT: dict[str, Callable[[str], bytes]] = {
    "cut": lambda text: text[: len(text) * 2 // 3].encode(),
    "end cut": lambda text: text[:-30].encode(),
    "cell": lambda text: with_cell(text, 6, lambda _old: "renamed"),
    "data": lambda text: with_cell(text, 8, lambda _old: '{"set":{"family":"Mallory"}}'),
    "salt": lambda text: with_cell(text, 9, lambda _old: "x" + "a" * 26),
    "swap": swapped,
    "leading zero": lambda text: with_cell(text, 3, lambda old: old.replace("s", "s0")),
    "scientific": lambda text: with_cell(text, 5, lambda _old: "1.35E+12"),
    "row dropped": lambda text: saved([*table(text)[:2], *table(text)[3:]]),
    "row doubled": lambda text: saved([*table(text)[:2], *table(text)[1:]]),
}


class Lives(RuleBasedStateMachine):
    """Three desks that register, scan, correct, undo, erase, are cloned, restored and meet."""

    @initialize()
    def begin(self) -> None:
        """Found the event and let two desks join."""
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder)
        self.world.found("A")
        self.world.join("B")
        self.world.join("C")
        self.people = [register(self.desk("A"), family="Li"), register(self.desk("B"))]
        self.acknowledged: set[str] = set()
        self.erased: set[str] = set()
        self.names = 0
        self.copies: dict[str, bytes] = {}

    def desk(self, name: str) -> Desk:
        """Return a desk."""
        return self.world.desks[name]

    def person(self, desk: Desk, number: int) -> str | None:
        """Return one of the people whom a desk knows."""
        known = [one for one in self.people if desk.person(one)]
        return known[number % len(known)] if known else None

    def note(self, desk: Desk) -> None:
        """Note the last entry of a desk as acknowledged."""
        self.acknowledged.update(entry.id for entry in [*store.latest(desk.db, desk.replica)][:3])

    @precondition(lambda self: len(self.people) < 5)
    @rule(name=DESKS)
    def walk_in(self, name: str) -> None:
        """Register somebody at a desk."""
        self.people.append(register(self.desk(name), family="Meier", note="walk-in"))
        self.note(self.desk(name))

    @rule(name=DESKS, number=NUMBERS)
    def scan(self, name: str, number: int) -> None:
        """Scan a badge."""
        desk = self.desk(name)
        enter(desk, self.people[number % len(self.people)])
        self.note(desk)

    @rule(name=DESKS, number=NUMBERS)
    def lend_or_take_back(self, name: str, number: int) -> None:
        """Let a receiver go from hand to hand, of which other desks may know nothing."""
        desk = self.desk(name)
        person, receiver = self.person(desk, number), str(number % 2 + 1)
        try:
            receivers.take_back(desk, receiver)
        except DeskError:
            if person:
                receivers.lend(desk, person, receiver)
        self.note(desk)

    @rule(name=DESKS)
    def undo(self, name: str) -> None:
        """Take back the last act of a desk."""
        try:
            self.desk(name).undo()
        except DeskError:
            return
        self.note(self.desk(name))

    @rule(name=DESKS, number=NUMBERS, value=st.sampled_from("xyz"))
    def edit(self, name: str, number: int, value: str) -> None:
        """Correct a field; the desk sees its own correction at once (I5)."""
        desk = self.desk(name)
        person = self.person(desk, number)
        if person:
            set_fields(desk, person, note=value)
            self.note(desk)
            gone = store.single(
                desk.db, "SELECT erased FROM person WHERE id = ?", (clusters.root(desk.db, person),)
            )
            assert gone or desk.person(person).note == value

    @rule(name=DESKS, one=NUMBERS, other=NUMBERS)
    def merge(self, name: str, one: int, other: int) -> None:
        """Say that two people are one."""
        desk = self.desk(name)
        first, second = self.person(desk, one), self.person(desk, other)
        if first and second and first != second:
            desk.write(Fact("merged", first, {"with": second}))
            self.note(desk)

    @precondition(lambda self: len(self.people) > 2 and len(self.erased) < 2)
    @rule(name=DESKS, number=NUMBERS)
    def erase(self, name: str, number: int) -> None:
        """Erase somebody."""
        desk = self.desk(name)
        person = self.person(desk, number)
        if person:
            erasure.erase(desk, person)
            self.note(desk)
            self.erased |= census.erased(desk.db)

    @rule(name=DESKS, by=st.sampled_from((-YEAR, -HOUR, HOUR, YEAR)))
    def clock_jumps(self, name: str, by: int) -> None:
        """Set the clock of a laptop."""
        current = self.world.clocks[name]
        current.time = max(0, current.time + by)

    @rule(name=DESKS)
    def sync(self, name: str) -> None:
        """Exchange through the common folder."""
        exchange.sync(self.desk(name), self.world.post)

    @rule(one=DESKS, other=DESKS)
    def meet(self, one: str, other: str) -> None:
        """Let two desks exchange all they have (I9, I14)."""
        self.world.meet(one, other, one)
        assert journal(self.desk(one)) == journal(self.desk(other))
        assert rows(self.desk(one)) == rows(self.desk(other))

    @rule(one=DESKS, other=DESKS, number=NUMBERS)
    def see_then_edit(self, one: str, other: str, number: int) -> None:
        """Correct what another desk, perhaps a year ahead, has just set."""
        self.world.meet(one, other, one)
        self.edit(one, number, "x")
        exchange.sync(self.desk(one), self.world.post)
        exchange.sync(self.desk(other), self.world.post)
        self.edit(other, number, "y")
        self.world.meet(one, other)

    @rule(name=DESKS, mode=st.sampled_from(sorted({*RESAVED, *SPOILT})), by=DESKS)
    def read_a_file(self, name: str, mode: str, by: str) -> None:
        """Read a whole file that was saved again or spoilt (I3, I4, I11)."""
        folder = self.folder / "stick"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        exchange.sync(self.desk(by), folder)
        (path,) = folder.iterdir()
        spoil = RESAVED.get(mode) or SPOILT[mode]
        path.write_bytes(spoil(path.read_bytes().decode("ascii")))
        desk = self.desk(name)
        before = (journal(desk), store.recall(desk.db, "heard"))
        met = exchange.sync(desk, path)
        if mode in SPOILT:
            assert met.refused
            assert (journal(desk), store.recall(desk.db, "heard")) == before
        else:
            assert not met.refused
            assert exchange.sync(desk, path).new == 0
            assert met.new or journal(desk) == before[0]

    @rule(name=DESKS)
    def keep_a_copy(self, name: str) -> None:
        """Copy the file of a desk that is closed."""
        self.desk(name).close()
        self.copies[name] = self.world.path(name).read_bytes()
        self.world.open(name)

    @precondition(lambda self: self.copies)
    @rule(data=st.data(), with_machine=st.booleans())
    def restore(self, data: st.DataObject, *, with_machine: bool) -> None:
        """Go back to a copy, once all desks know what is lost by that; the machine may not know."""
        name = data.draw(st.sampled_from(sorted(self.copies)))
        self.world.meet()
        self.desk(name).close()
        for suffix in ("-wal", "-shm"):
            Path(f"{self.world.path(name)}{suffix}").unlink(missing_ok=True)
        self.world.path(name).write_bytes(self.copies[name])
        if with_machine:
            shutil.rmtree(self.world.state(name))
        self.world.open(name)

    @invariant()
    def the_clock_stays_near_its_own(self) -> None:
        """Compare each desk's clock with its own highest wall clock (I10)."""
        for name, desk in self.world.desks.items():
            heard = clock.milliseconds(store.recall(desk.db, "heard"))
            assert heard <= self.world.clocks[name].highest + clock.TRUSTED_LEAD

    @invariant()
    def what_is_erased_is_gone(self) -> None:
        """Look for what a desk knows to be erased (I8)."""
        for desk in self.world.desks.values():
            for subject in census.erased(desk.db):
                for entry in store.of_subjects(desk.db, [subject]):
                    assert entry.kind in LASTING or entry.data == entry.salt == REDACTED

    def teardown(self) -> None:
        """Let all meet: all agree, nothing is lost, all rows are a fold (I1, I2, I6, I7, I12)."""
        if not hasattr(self, "world"):
            return
        try:
            self.world.meet()
            self.world.meet()
            first = self.desk("A")
            for desk in self.world.desks.values():
                assert journal(desk) == journal(first)
                assert rows(desk) == rows(first)
                assert {entry.id for entry in store.everything(desk.db)} >= self.acknowledged
                assert verification.faults(desk.path) == []
                assert exchange.sync(desk, self.world.post).written == 0
                self.count_again(desk)
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def count_again(self, desk: Desk) -> None:
        """Count arrivals and people from the entries alone."""
        entries = list(store.everything(desk.db))
        undone = {name for entry in entries if entry.kind == "undone" for name in entry.said["of"]}
        live = [entry for entry in entries if entry.kind == "arrived" and entry.id not in undone]
        day = desk.day(desk.event.at(self.world.clocks["A"].time))
        counted = {
            clusters.root(desk.db, entry.subject) for entry in live if entry.said["activity"] == day
        }
        found = desk.db.execute("SELECT person FROM attendance WHERE activity = ?", (day,))
        assert {row[0] for row in found} == counted


Lives.TestCase.settings = settings(
    settings(), max_examples=max(40, settings().max_examples // 2), stateful_step_count=20
)
TestLives = Lives.TestCase
