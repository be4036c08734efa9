"""The history of a person in words, whatever the entries hold."""

from __future__ import annotations

import pytest

from checkin import dossier, erasure, people
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.history import history
from checkin.interpreting import arrangements, assigning, hours, publishing
from checkin.journal.entry import Fact
from tests.conftest import Clock
from tests.interpreting.talks import Congress


def texts(desk: Desk, subject: str) -> list[str]:
    """Return the sentences of a person's history."""
    return [happening.text for happening in history(desk, subject)]


def test_a_history_tells_what_happened_in_order(desk: Desk) -> None:
    li = people.enter(desk, {"family": "Li", "delegation": "Harbin"})
    day = desk.day(desk.this_moment())
    people.book(desk, [li.id], day)
    badge = desk.badge_code(li.id)
    scan(desk, badge)
    scan(desk, badge, at=desk.event.moment("2012-11-22T08:30"))
    scan(desk, badge, out=True, at=desk.event.moment("2012-11-22T09:00"))
    desk.undo()
    people.hand_out(desk, [li.id])
    people.reissue(desk, li.id, "lost")
    assert texts(desk, li.id) == [
        "Registered: delegation = Harbin, entered = walk-in, family = Li.",
        "Set: 2012-11-22 = booked.",
        "Checked in: 2012-11-22, 2012-11-22 08:00.",
        "Refused as already-here: 2012-11-22, 2012-11-22 08:30.",
        "Checked out: 2012-11-22, 2012-11-22 09:00.",
        "1 entry taken back.",
        "Badge handed out, 2012-11-22 08:00.",
        "Badge code number 2.",
    ]
    assert [one.undone for one in history(desk, li.id)].index(True) == 4
    assert {one.desk for one in history(desk, li.id)} == {"A"}


def test_two_who_are_one_have_one_history(desk: Desk) -> None:
    one, two = people.enter(desk, {"family": "Li"}), people.enter(desk, {"family": "Ли"})
    both = people.merge(desk, one.id, two.id)
    assert texts(desk, one.id) == texts(desk, two.id)
    assert texts(desk, one.id)[-1] == f"Joined with {both.whole_name}."


def test_a_history_tells_what_somebody_interprets_was_told_and_worked(
    desk: Desk, clock: Clock
) -> None:
    clock.at("2012-11-21T08:00:00+01:00")
    congress = Congress(desk)
    pan, petrenko = congress.people["Pan"], congress.people["Petrenko"]
    congress.assign("K07 zh de", "Pan")
    name = congress.promise("K07 zh de", "Pan")
    arrangements.arrange(desk, name, {"booth": "2"})
    publishing.publish(desk)
    publishing.reached(desk, pan)
    publishing.acknowledge(desk, pan)
    hours.clock(desk, pan)
    hours.clock(desk, pan, desk.event.moment("2012-11-21T09:00"))
    assigning.withdraw(desk, name, at=congress.at(), reason="fell ill")
    assert texts(desk, pan)[-8:] == [
        "Promised: Wasser in Harbin zh>de.",
        "Set for Wasser in Harbin zh>de: booth = 2.",
        "Plan v1 published, 2012-11-21 08:00.",
        "Told of plan v1, 2012-11-21 08:00.",
        "Plan v1 acknowledged, 2012-11-21 08:00.",
        "Work began, 2012-11-21 08:00.",
        "Work ended, 2012-11-21 09:00.",
        "Withdrawn: Wasser in Harbin zh>de (fell ill).",
    ]
    congress.assign("K07 zh de", "Petrenko", reason="speaks it")
    assert texts(desk, petrenko)[-1] == (
        "Promised in spite of H3: Wasser in Harbin zh>de (speaks it)."
    )
    assigning.withdraw(desk, congress.promise("K07 zh de", "Petrenko"), at=congress.at())
    assert texts(desk, petrenko)[-1] == "Withdrawn: Wasser in Harbin zh>de."
    congress.assign("K08 de zh", "Müller")
    old = congress.promise("K08 de zh", "Müller")
    assigning.swap(desk, old, congress.people["Wang"], at=congress.at())
    assert texts(desk, congress.people["Wang"])[-1] == (
        "Promised in place of Müller: Abwasser de>zh."
    )
    whole = dossier.dossier(desk, pan)
    assert whole
    assert {one.kind for one in whole.history} >= {"assigned", "published", "began"}
    promised = next(one.entry for one in whole.history if one.kind == "published")
    assert promised in whole.may_undo


def test_with_an_erased_interpreter_goes_what_they_were_promised_to(
    desk: Desk, clock: Clock
) -> None:
    clock.at("2012-11-21T08:00:00+01:00")
    congress = Congress(desk)
    congress.assign("K07 zh de", "Petrenko", reason="canary knows why")
    congress.assign("K07 zh de", "Pan")
    arrangements.arrange(desk, congress.promise("K07 zh de", "Petrenko"), {"note": "canary"})
    erasure.erase(desk, congress.people["Petrenko"])
    assert congress.team("K07 zh de") == ["Pan"]
    rows = desk.db.execute("SELECT data FROM journal").fetchall()
    assert not any("canary" in row[0] for row in rows)
    assert set(texts(desk, congress.people["Petrenko"])) <= {"Erased.", "Badge code number 1."}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("arrived", {"activity": 7, "at": ["x"]}),
        ("arrived", {}),
        ("undone", {"of": 3}),
        ("changed", {"set": ["x"]}),
        ("changed", {"set": {"delegation": 5, "booking a-x": {}}}),
        ("merged", {"with": None}),
        ("frobbed", {"x": "{0.__class__}"}),
        ("minted", {"issue": "{issue}"}),
        ("published", {"version": ["x"], "lines": 3}),
        ("acknowledged", {"of": {"x": 1}}),
        ("reached", {"of": ["h-none"], "at": 5}),
        ("refused", {"reason": "%s", "at": "9999999-99"}),
    ],
)
def test_odd_entries_of_other_programs_are_told_too(
    desk: Desk, kind: str, data: dict[str, object]
) -> None:
    li = people.enter(desk, {"family": "Li"})
    desk.write(Fact(kind, li.id, data))
    assert texts(desk, li.id)[-1]


def test_whom_somebody_excludes_is_told_by_code_alone(desk: Desk) -> None:
    pan = people.enter(desk, {"family": "Pan", "exclusions": "2 Canary; Canary"}, "").id
    for text in ("Canary", ""):
        people.correct(desk, pan, {"exclusions": text})
    assert texts(desk, pan) == [
        "Registered: entered = , exclusions = 2, family = Pan.",
        "Set: exclusions.",
        "Set: exclusions = .",
    ]
