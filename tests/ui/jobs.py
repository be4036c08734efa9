"""The ten jobs of a desk: the morning on which they come, and hands that are counted and timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checkin import demo, demo_clock, people, programme
from checkin.attendance import recent
from checkin.desk import Desk
from checkin.journal import store
from checkin.journal.entry import Entry
from checkin.printing import jobs
from tests.ui.screen import Shown, wait_for

COACH = "Reisegruppe Mitteldeutschland"
VISIT, ASSIGNMENT = "V1", "S3"  # in the programme: a bus tour, and what an interpreter is booked on
CHANNELS, DEPOSIT = "de zh ru", "20 EUR"
KEY = 1 / 8  # seconds for one key of somebody who has practised for 15 minutes

KNOWN = {
    "jankowiak": "Mirko Jankowiak",
    "haldenwang": "Lutz Haldenwang",
    "nachtweih": "Uwe Nachtweih",
    "petersohn": "Dirk Petersohn",
    "lehnhoff": "Wiebke Lehnhoff",
    "habermehl": "Heike Habermehl",
    "mertensmeier": "Renate Mertensmeier",
    "song": "SONG Zihan",
    "hartung": "Friederike Hartung",
    "quade": "Eckhard Quade",
    "rademacher": "Simone Rademacher",
}
"""Guests of the demo who are not here yet."""

LISTED = {
    "olena": {"given": "Olena", "family": "Shevchenko", "organisation": "Zaporizhstal"},
    "oleh": {"given": "Oleh", "family": "Shevchenko", "organisation": "Stadtrat Saporoshje"},
    # The list came without the marks of her letters.
    "kalnina": {"given": "Anna", "family": "Kalnina", "country": "LV", "organisation": "Dome"},
    "lindenau": {"given": "Ute", "family": "Lindenau", "role": "interpreter"},  # nobody plans her
    "coach-1": {"given": "Ada", "family": "Wiesner"},
    "coach-2": {"given": "Bodo", "family": "Winkelmann"},
    "coach-3": {"given": "Carla", "family": "Wuttke"},
    "coach-4": {"given": "Doris", "family": "Zabel"},
    "coach-5": {"given": "Erwin", "family": "Zenker"},
    "coach-6": {"given": "Fritz", "family": "Zimmer"},
    "coach-7": {"given": "Gerda", "family": "Zwanzig"},
}
"""Guests whom the lists of the demo lack: two of one name, and a coach that is full."""


@dataclass(frozen=True, slots=True)
class Morning:
    """The demo congress at 8:13 on its second day, when a coach is about to come."""

    event: Path
    ids: dict[str, str]
    codes: dict[str, str]  # of the badges


def morning(folder: Path) -> Morning:
    """Play the demo until then, and put in whom the jobs are about."""
    event = demo.play_morning(folder)
    with Desk(event, writing=True, now=demo_clock.of(event)) as desk:
        ids = {key: _known(desk, name) for key, name in KNOWN.items()}
        for key, fields in LISTED.items():
            group = {"delegation": COACH} if key.startswith("coach") else {}
            ids[key] = people.enter(desk, {**fields, **group}, "").id
        careful = {"note": "Isst vegetarisch.", "attention": "Bitte zum Podium begleiten."}
        people.correct(desk, ids["nachtweih"], careful)
        people.book(desk, [ids["nachtweih"]], programme.activity(desk, VISIT).id)
        people.book(desk, [ids["lindenau"]], programme.activity(desk, ASSIGNMENT).id)
        told = {"channels": CHANNELS, "deposit": DEPOSIT}
        desk.write(*desk.change("changed", desk.event.id, told))
        return Morning(event, ids, {key: desk.badge_code(one) for key, one in ids.items()})


def _known(desk: Desk, name: str) -> str:
    return desk.find(name)[0].id


class Job:
    """One job at the real window: what is pressed is counted, and the event file is the judge."""

    def __init__(self, shown: Shown, desk: Desk, morning: Morning) -> None:
        self._shown, self.desk = shown, desk
        self.ids, self.codes = morning.ids, morning.codes
        self.keys = self.letters = self.scans = 0
        self._first, self.seconds = 0.0, 0.0
        self.counted = (0, 0, 0)
        self._before = self._newest()

    # Hands ##############################################################################

    def type(self, text: str) -> None:
        """Type letters."""
        self.letters += len(text)
        for letter in text:
            self._strike(self._shown.type, letter)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.keys += len(keys)
        for key in keys:
            self._strike(self._shown.press, key)

    def scan(self, who: str) -> None:
        """Hold a badge under the scanner, which types its code and Enter."""
        self.scans += 1
        self._first = self._first or time.monotonic()
        self._shown.type(f"{self.codes[who]}\n")

    def start(self) -> None:
        """Begin to count: what was done so far led to where the job starts."""
        self.keys = self.letters = self.scans = 0
        self._first = 0.0

    def done(self, true: Callable[[], bool], what: str) -> None:
        """Wait until the event file says that the job is done."""
        wait_for(true, what)
        self.seconds = time.monotonic() - self._first
        self.counted = (self.scans, self.letters, self.keys)

    def within(self, keys: int, letters: int = 1000, scans: int = 0) -> bool:
        """Tell whether the job took no more than this."""
        return all(map(int.__le__, self.counted, (scans, letters, keys)))

    def told(self) -> str:
        """Say what the job took."""
        scans, letters, keys = self.counted
        return f"{scans} scans, {letters} letters, {keys} keys, {self.seconds:.1f} s"

    def next_guest_is_met(self) -> None:
        """Show that the field has the keys again: a name that is typed now is the next guest."""
        time.sleep(KEY)
        self.type("petersohn")
        self.press("Return", "Return")
        wait_for(lambda: self.here("petersohn"), "the next guest")

    def _strike(self, deed: Callable[[str], None], key: str) -> None:
        begun = time.monotonic()
        self._first = self._first or begun
        deed(key)
        time.sleep(max(begun + KEY - time.monotonic(), 0))

    # The event file #####################################################################

    def here(self, who: str) -> bool:
        """Tell whether somebody is in."""
        asked = "SELECT max(here) FROM attendance WHERE person = ?"
        return bool(store.single(self.desk.db, asked, (self.ids.get(who, who),)))

    def entries(self, who: str, kind: str) -> list[Entry]:
        """Return what the journal says of somebody."""
        said = store.of_subjects(self.desk.db, [self.ids.get(who, who)])
        return [entry for entry in said if entry.kind == kind]

    def wait_for_entry(self, who: str, kind: str) -> Entry:
        """Wait until the journal says something of somebody, and return it."""
        wait_for(lambda: bool(self.entries(who, kind)), f"{kind}: {who}")
        return self.entries(who, kind)[-1]

    def arrived(self) -> list[str]:
        """List who has come since the window opened, in the order in which it was written."""
        asked = """SELECT subject FROM journal
                   WHERE kind = 'arrived' AND replica = ? AND seq > ? ORDER BY seq"""
        found = self.desk.db.execute(asked, (self.desk.replica, self._before))
        return [subject for (subject,) in found]

    def _newest(self) -> int:
        asked = "SELECT max(seq) FROM journal WHERE replica = ?"
        return int(store.single(self.desk.db, asked, (self.desk.replica,)))

    def queued(self) -> list[str]:
        """List whose badges wait for the printer."""
        return [job.person for job in jobs.waiting(self.desk)]

    def last(self) -> recent.Recent:
        """Return the last act of this desk."""
        return recent.recent(self.desk, 1)[0]
