"""Counted again for those who changed only, figures are what they are when all are counted."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import erasure, exchange, people
from checkin.attendance import kept, overview, scanning
from checkin.attendance.kept import Kept
from checkin.attendance.overview import Asked
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.journal.entry import Fact
from checkin.model import code
from checkin.model.activity import activity_subject
from tests.conftest import Clock

ASKED = (
    Asked(by="country"),
    Asked(by="day", rule="visits"),
    Asked(by="hour", activity="part"),
    Asked(by="activity", rule="fkm"),
    Asked(by="tier", abroad="residence"),
)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(
            [
                *("in", "in", "out", "part", "undo", "cancel", "move", "book", "walk-in"),
                *("instead", "merge", "erase", "sync", "stray", "plan", "late", "tomorrow"),
            ]
        ),
        st.booleans(),
    ),
    min_size=3,
    max_size=9,
)


class World:
    """Two desks of one congress; the first counts with what it kept, one question each."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        (folder / "a").mkdir()
        self.desk = found(
            folder / "a" / "e.checkin",
            title="T",
            first=date(2012, 11, 21),
            last=date(2012, 11, 23),
            zone_name="Europe/Berlin",
            label="A",
            now=self.clock,
            state=folder / "a",
        )
        self.part = activity_subject(self.desk.key, "part")
        times = {"start": "2012-11-22T09:00:00+01:00", "end": "2012-11-22T20:00:00+01:00"}
        self.desk.write(Fact("planned", self.part, {"set": {"title": "part", **times}}))
        self.ids = [
            people.enter(self.desk, {"family": f"P{n}", "country": ("DE", "CN")[n % 2]}, "").id
            for n in range(6)
        ]
        exchange.sync(self.desk, folder)
        (folder / "b").mkdir()
        self.other = exchange.join(
            folder / "b" / "e.checkin", folder, "B", self.clock, folder / "b"
        )
        self.kept = {asked: Kept() for asked in ASKED}

    def step(self, who: int, what: str, *, there: bool) -> None:
        """Let one thing happen at one of the desks, minutes later."""
        self.clock.milliseconds += 400_000
        desk, person = (self.other if there else self.desk), self.ids[who]
        if what in {"in", "out", "part"}:
            where = self.part if what == "part" else ""
            text = desk.badge_code(person) if desk.person(person) else "?"
            scanning.scan(desk, text, activity=where, out=what == "out")
        elif what == "undo":
            desk.undo()
        elif what == "walk-in":
            self.ids[who] = people.enter(desk, {"family": "W", "country": "KZ"}).id
        elif what == "stray":
            token, _try = code.first_token(desk.key, person)
            subject = code.unknown_subject(token)
            said = {"activity": desk.day(desk.moment(None)), "at": desk.moment(None).isoformat()}
            desk.write(Fact("arrived", subject, said))
        elif what == "plan":
            later = {"start": "2012-11-23T09:00:00+01:00", "end": "2012-11-23T20:00:00+01:00"}
            desk.write(Fact("changed", self.part, {"set": later}))
        elif what == "late":
            home = {"country": "KZ" if who else "DE", "place": "Harbin"}
            desk.write(*desk.change("changed", desk.event.id, home))
        elif what == "sync":
            exchange.sync(self.other, self.folder)
            exchange.sync(self.desk, self.folder)
        elif what == "tomorrow":
            self.clock.milliseconds += 86_400_000
        elif desk.person(person):
            self._change(desk, person, what)

    def _change(self, desk: Desk, person: str, what: str) -> None:
        if what == "cancel":
            people.cancel(desk, person)
        elif what == "move":
            people.correct(desk, person, {"country": "UA", "role": "staff", "city": "Harbin"})
        elif what == "book":
            desk.write(Fact("booked", person, {"set": {f"booking {self.part}": "booked"}}))
        elif what == "instead" and not desk.person(person).status:  # type: ignore[union-attr]
            people.substitute(desk, person, {"family": "S"})
        elif what == "merge" and (other := self.ids[0]) != person and desk.person(other):
            people.merge(desk, other, person)
        elif what == "erase":
            erasure.erase(desk, person)

    def compare(self) -> None:
        """Count with what was kept, and anew."""
        for asked, those in self.kept.items():
            again = overview.overview(self.desk, asked, kept=those)
            assert again == overview.overview(self.desk, asked), asked


@settings(max_examples=20)
@given(STEPS)
def test_what_is_kept_is_what_would_be_counted(steps: list[tuple[int, str, bool]]) -> None:
    with TemporaryDirectory() as name:
        world = World(Path(name))
        world.compare()
        for who, what, there in steps:
            with suppress(DeskError):  # a merge of one, an undo of nothing: nothing happens
                world.step(who, what, there=there)
            world.compare()
        world.desk.close()
        world.other.close()


def test_only_who_changed_is_counted_again(desk: Desk) -> None:
    anna, _bert = (people.enter(desk, {"family": name}).id for name in ("Anna", "Bert"))
    those = Kept()
    those.follow(desk)
    assert those.part("question")[1] is None
    assert those.part("question")[1] == [], "it was counted in this round"
    those.follow(desk)
    assert those.part("question")[1] == []
    scanning.check_in(desk, anna)
    those.follow(desk)
    assert those.part("question")[1] == [anna]
    assert those.part("another")[1] is None
    those.follow(desk)
    those.follow(desk)
    assert those.part("question")[1] is None, "it was not asked for in the round before"
    desk.write(Fact("changed", desk.event.id, {"set": {"country": "DE"}}))
    those.follow(desk)
    assert those.part("question")[1] is None
    assert kept.Part().sums() == {}


def test_a_moment_in_which_time_alone_passes_is_counted_too(desk: Desk, clock: Clock) -> None:
    person = people.enter(desk, {"family": "Anna"}).id
    scanning.check_in(desk, person)
    those, asked = Kept(), Asked(by="country")
    assert overview.overview(desk, asked, kept=those).persons["here"] == 1
    clock.at("2012-11-23T09:00:00+01:00")
    assert desk.moment(None) > datetime.fromisoformat("2012-11-23T00:00:00+01:00")
    assert overview.overview(desk, asked, kept=those).persons["here"] == 0
