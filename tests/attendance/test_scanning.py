"""Scans at a real desk: what is answered, what is kept, and what an undo leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from checkin import people
from checkin.attendance.scanning import Outcome, scan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.model import code
from checkin.model.activity import activity_subject
from checkin.model.booking import field

PEOPLE = {
    "anna": {},
    "boris": {},
    "chen": {"attention": "Please call the mayor"},
    "dora": {"status": "cancelled"},
    "emil": {"status": "substituted"},
    "fay": {"role": "staff"},
    "gus": {},
    "hana": {"code": "otpauth://ticket/7"},
    "ivan": {"code": "SHARED-TICKET"},
    "jana": {"code": "SHARED-TICKET"},
    "kim": {"code": "abcd-1234-efgh-5678"},
}
BOOKED = {"boris": {"visit": "booked", "dam": "booked"}, "gus": {"visit": "waiting"}}
TALKS = ("22T13:00", "22T15:00")
PROGRAMME = {
    "symposium": {"start": "22T09:00", "end": "22T17:00"},
    "opening": {"start": "22T09:00", "end": "22T10:00", "whole": "symposium"},
    "left-hall": {"start": TALKS[0], "end": TALKS[1], "whole": "symposium"},
    "visit": {"start": "23T10:00", "end": "23T12:00"},
    "dam": {"start": "23T14:00", "end": "23T16:00", "admission": "0"},
    "mill": {"start": "23T14:00", "end": "23T16:00", "admission": "0", "eligibility": "all"},
    "boat": {"start": "21T10:00", "end": "21T11:00", "capacity": "1"},
    "cellar": {"start": "21T14:00", "end": "21T15:00", "place": "vault"},
    "desk": {"start": "", "end": "", "day": "2012-11-21"},
    "open-end": {"start": "21T20:00", "end": ""},
}


class Congress:
    """A desk, and what the lines of the table do at it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.ms = 1_353_571_200_000
        self.desk = self._founded(settings)
        self.unseen = fresh("p")
        self.ids = {name: fresh("p") for name in PEOPLE}
        self.activities = {name: activity_subject(self.desk.key, name) for name in PROGRAMME}
        vault = "l-" + "v" * 26
        self.desk.write(Fact("placed", vault, {"set": {"title": "Vault", "capacity": "1"}}))
        for name, fields in PROGRAMME.items():
            values = {key: self._value(key, text) for key, text in fields.items() if text}
            values |= {"place": vault} if "place" in fields else {}
            said = {"title": name, "kind": "session", **values}
            self.desk.write(Fact("planned", self.activities[name], {"set": said}))
        for name, fields in PEOPLE.items():
            seats = {field(self.activities[a]): s for a, s in BOOKED.get(name, {}).items()}
            said = {"family": name.title(), **fields, **seats}
            self.desk.write(Fact("registered", self.ids[name], {"set": said}))

    def _founded(self, settings: dict[str, str]) -> Desk:
        desk = found(
            self.folder / "event.checkin",
            title="Symposium",
            first=date(2012, 11, 21),
            last=date(2012, 11, 23),
            zone_name=settings.pop("zone", "Europe/Berlin"),
            label="A",
            now=lambda: self.ms,
            state=self.folder / "state",
        )
        if settings:
            desk.write(Fact("changed", desk.event.id, {"set": settings}))
        return desk

    def _value(self, key: str, text: str) -> str:
        if key in {"start", "end"}:
            return self.moment(text).isoformat()
        return self.activities[text] if key == "whole" else text

    def moment(self, text: str) -> datetime:
        """Read 22T08:41 as a time of November 2012, in the event's zone unless it names one."""
        return self.desk.event.moment(f"2012-11-{text}")

    def code(self, name: str) -> str:
        """Return what is on somebody's badge, or the text itself."""
        if name == "stray":
            return code.code_of(self.desk.key, code.first_token(self.desk.key, self.unseen)[0])
        if name.startswith("old-"):
            return code.code_of(
                self.desk.key, code.first_token(self.desk.key, self.ids[name[4:]])[0]
            )
        if name == "damaged":
            whole = self.code("anna")
            return whole[:-1] + ("0" if whole[-1] != "0" else "1")
        if name == "otherwise":
            return code.code_of(b"another event", code.token(b"another event", "p-x", 3))
        return self.desk.badge_code(self.ids[name]) if name in self.ids else name

    def scan(self, line: str) -> Outcome:
        """Scan as a line says: who [out] [@activity] when."""
        who, *how, when = line.split()
        asked = [self.activities[word[1:]] for word in how if word[0] == "@"]
        self.ms += 100
        return scan(
            self.desk,
            self.code(who),
            activity=asked[0] if asked else "",
            out="out" in how,
            at=self.moment(when),
        )

    def tell(self, line: str) -> None:
        """Do what is no scan."""
        verb, *names = line.split()
        verbs: dict[str, Callable[..., object]] = {
            "undo": self.desk.undo,
            "reopen": self.reopen,
            "meet": self.meet,
            "erase": lambda name: self.desk.write(Fact("erased", self.ids[name], {})),
            "cancel": lambda name: people.cancel(self.desk, self.ids[name]),
            "substitute": lambda name: people.substitute(
                self.desk, self.ids[name], {"family": "Stand-In"}
            ),
            "reissue": lambda name: people.reissue(self.desk, self.ids[name], "lost"),
            "merge": lambda one, other: people.merge(self.desk, self.ids[one], self.ids[other]),
            "book": lambda name, activity: people.book(
                self.desk, [self.ids[name]], self.activities[activity]
            ),
            "mode": self.mode,
        }
        verbs[verb](*names)

    def mode(self, name: str) -> None:
        """Set what this desk is for."""
        with self.desk.act():
            store.remember(self.desk.db, mode=name)

    def meet(self) -> None:
        """Learn of the person whose badge was scanned before."""
        self.desk.write(Fact("registered", self.unseen, {"set": {"family": "Late"}}))

    def reopen(self) -> None:
        """Go on as after a crash: the file as it is, another process."""
        path = self.desk.path
        self.desk.close()
        self.desk = Desk(path, writing=True, now=lambda: self.ms, state=self.folder / "state")

    def attended(self, who: str) -> dict[str, int]:
        """Return how often somebody came to what, by title."""
        root = self.unseen if who == "stray" else self.ids[who]
        rows = self.desk.db.execute(
            """SELECT title, times FROM attendance JOIN activity ON activity.id = activity
               WHERE person = ?""",
            (root,),
        )
        return dict(rows.fetchall())


@pytest.fixture
def congress(tmp_path: Path) -> Iterator[Congress]:
    """Prepare the congress of the table."""
    congress = Congress(tmp_path)
    yield congress
    congress.desk.close()


TABLE = Path(__file__).parents[1] / "data" / "attendance" / "scans.txt"
"""Each line: what it shows | what is done or scanned, and its answer; - where nothing is kept."""
VERBS = {"undo", "reopen", "meet", "erase", "cancel", "substitute", "reissue", "merge", "book"}
ROWS = [
    [part.strip() for part in line.split("|")] for line in TABLE.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("steps", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_line_of_the_table_is_answered_so(congress: Congress, steps: str) -> None:
    for step in map(str.strip, steps.split(";")):
        if step.split()[0] in VERBS | {"mode"}:
            congress.tell(step)
            continue
        line, _space, verdict = step.removesuffix(" -").rpartition(" ")
        answer = congress.scan(line)
        assert answer.verdict == verdict, step
        assert (answer.entry is None) == step.endswith(" -"), step


def test_a_part_attends_its_whole_and_the_day_once(congress: Congress) -> None:
    congress.scan("anna @opening 22T09:05")
    congress.scan("anna out 22T09:55")
    congress.scan("anna @left-hall 22T13:00")
    assert congress.attended("anna") == {
        "opening": 1,
        "left-hall": 1,
        "symposium": 2,
        "2012-11-22": 2,
    }
    counts = congress.desk.db.execute(
        "SELECT attended, here FROM headcount WHERE activity = ?",
        (congress.activities["symposium"],),
    )
    assert counts.fetchone() == (1, 1)


def test_without_an_activity_it_is_what_admits_at_that_time(congress: Congress) -> None:
    assert congress.scan("boris 23T09:30").activity == congress.activities["visit"]
    assert congress.scan("anna 21T07:00").activity == congress.desk.day(congress.moment("21T07:00"))


def test_of_two_at_once_it_is_the_booked_one_else_the_common_whole_else_the_day(
    congress: Congress,
) -> None:
    day = congress.desk.day(congress.moment("23T14:30"))
    assert congress.scan("boris 23T14:30").activity == congress.activities["dam"]
    assert congress.scan("anna 23T14:30").activity == day
    assert congress.scan("gus 22T09:05").activity == congress.activities["symposium"]


def test_who_goes_out_leaves_what_was_entered_last(congress: Congress) -> None:
    congress.scan("boris @dam 23T14:05")
    congress.scan("boris @mill 23T14:45")
    assert congress.scan("boris out 23T15:00").activity == congress.activities["mill"]
    assert congress.scan("boris out 23T15:01").activity == congress.activities["dam"]
    assert congress.scan("boris out 23T15:02").verdict == "not-here"


def test_who_goes_out_leaves_what_was_entered_that_day_and_before_that_time(
    congress: Congress,
) -> None:
    congress.scan("boris @left-hall 22T13:05")
    congress.scan("boris @visit 23T10:05")
    assert congress.scan("boris out 22T12:30").verdict == "not-here"
    assert congress.scan("boris out 23T11:00").activity == congress.activities["visit"]
    assert congress.scan("boris out 22T14:00").activity == congress.activities["left-hall"]


def test_a_badge_handed_out_is_no_attendance(congress: Congress) -> None:
    congress.mode("badges-only")
    answer = congress.scan("anna 22T09:05")
    assert answer.badge_due
    assert congress.attended("anna") == {}
    query = "SELECT handed_out FROM person WHERE id = ?"
    assert store.single(congress.desk.db, query, (congress.ids["anna"],)) == answer.at.isoformat()
    assert congress.scan("anna out 22T10:00").verdict == "not-here"


def test_somebody_not_yet_known_counts_once_when_known(congress: Congress) -> None:
    congress.scan("stray 22T09:05")
    congress.meet()
    congress.scan("stray out 22T10:00")
    congress.scan("stray 22T16:00")
    assert congress.attended("stray")["symposium"] == 2
    query = "SELECT count(DISTINCT person) FROM attendance"
    assert store.single(congress.desk.db, query) == 1


def test_a_check_out_ends_the_earlier_check_in_that_is_known_later(congress: Congress) -> None:
    congress.scan("anna out @symposium 22T12:00")
    congress.scan("anna @symposium 22T09:05")
    row = congress.desk.db.execute(
        "SELECT here, gone FROM attendance WHERE activity = ?", (congress.activities["symposium"],)
    ).fetchone()
    assert row == (0, congress.moment("22T12:00").isoformat())


def test_a_day_begins_when_the_event_says(tmp_path: Path) -> None:
    congress = Congress(tmp_path, day_starts="04:00")
    late = congress.scan("anna 23T03:59")
    early = congress.scan("gus 23T04:00")
    assert late.activity == congress.desk.day(congress.moment("22T12:00"))
    assert early.activity == congress.desk.day(congress.moment("23T12:00"))
    assert congress.scan("boris 21T03:59").verdict == "not-today"
    assert congress.scan("boris 24T03:59").verdict == "welcome"
    congress.desk.close()


def test_the_stated_time_is_kept_in_the_zone_of_the_event(congress: Congress) -> None:
    answer = congress.scan("anna 22T08:05+00:00")
    assert answer.at.isoformat() == "2012-11-22T09:05:00+01:00"
    entry = next(store.latest(congress.desk.db, congress.desk.replica))
    assert entry.id == answer.entry
    assert entry.said["at"] == "2012-11-22T09:05:00+01:00"


def test_without_a_stated_time_it_is_the_machines(congress: Congress) -> None:
    answer = scan(congress.desk, congress.code("anna"))
    assert (answer.verdict, answer.at) == ("welcome", congress.desk.this_moment())


def test_a_refusal_keeps_neither_code_nor_name(congress: Congress) -> None:
    answer = congress.scan("https://example.org/secret 22T09:05")
    entry = next(store.latest(congress.desk.db, congress.desk.replica))
    assert entry.id == answer.entry
    assert (entry.kind, entry.subject) == ("refused", "none")
    assert "example" not in entry.data
    assert entry.said["reason"] == "foreign"


def test_an_ambiguous_code_names_all_whom_it_may_mean(congress: Congress) -> None:
    answer = congress.scan("SHARED-TICKET 22T09:05")
    assert set(answer.people) == {congress.ids["ivan"], congress.ids["jana"]}
    assert answer.person is None


def test_an_activity_that_nobody_planned_is_an_error(congress: Congress) -> None:
    with pytest.raises(DeskError, match="There is no activity a-x"):
        scan(congress.desk, congress.code("anna"), activity="a-x")


def test_what_one_desk_planned_another_process_sees(congress: Congress) -> None:
    reader = Desk(congress.desk.path)
    new = activity_subject(congress.desk.key, "new")
    assert reader.activity(new) is None
    congress.desk.write(Fact("planned", new, {"set": {"title": "New"}}))
    planned = reader.activity(new)
    assert planned is not None
    assert planned.title == "New"
    reader.close()


def test_an_act_taken_back_leaves_no_trace_in_the_programme(congress: Congress) -> None:
    new = activity_subject(congress.desk.key, "new")

    def half() -> None:
        with congress.desk.act():
            congress.desk.keep([Fact("planned", new, {"set": {"title": "New"}})])
            assert congress.desk.activity(new)
            raise DeskError("stop")

    with pytest.raises(DeskError):
        half()
    assert congress.desk.activity(new) is None
