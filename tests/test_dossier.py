"""The dossier of a person: bookings, visits, disagreements, and what can be taken back."""

from __future__ import annotations

from pathlib import Path

from checkin import dossier, exchange, people
from checkin.attendance import scanning
from checkin.desk import Desk


def test_a_dossier_holds_what_is_known(desk: Desk) -> None:
    li = people.enter(desk, {"family": "Li", "given": "Na"})
    day = desk.day(desk.this_moment())
    people.book(desk, [li.id], day)
    scanning.check_in(desk, li.id)
    found = dossier.dossier(desk, li.id)
    assert found is not None
    assert found.person == li
    assert found.values["family"] == "Li"
    assert [(one.activity, one.status) for one in found.bookings] == [(day, "booked")]
    assert [(one.activity, one.left, one.desk) for one in found.visits] == [(day, "", "A")]
    assert [one.kind for one in found.history] == ["registered", "booked", "arrived"]
    assert found.may_undo == {one.entry for one in found.history}
    assert (found.merged, found.rivals) == ((), ())
    entered, booked, _arrived = found.history
    assert found.settings[entered.entry] == {"family": "Li", "given": "Na"}
    assert [dossier.booked_activity(name) for name in found.settings[booked.entry]] == [day]


def test_nobody_has_no_dossier(desk: Desk) -> None:
    assert dossier.dossier(desk, "p-" + "a" * 26) is None


def test_what_was_taken_back_and_refused_cannot_be_taken_back(desk: Desk) -> None:
    li = people.enter(desk, {"family": "Li"})
    scanning.check_in(desk, li.id)
    desk.undo()
    people.cancel(desk, li.id)
    scanning.check_in(desk, li.id)
    found = dossier.dossier(desk, li.id)
    assert found is not None
    kinds = {one.entry: one.kind for one in found.history}
    assert sorted(kinds[entry] for entry in found.may_undo) == ["changed", "registered"]


def test_joined_people_name_each_other(desk: Desk) -> None:
    one, two = (people.enter(desk, {"family": name}) for name in ("Li", "Ли"))
    people.merge(desk, one.id, two.id)
    found = dossier.dossier(desk, one.id)
    assert found is not None
    assert {found.person.id, *found.merged} == {one.id, two.id}


def test_a_disagreement_shows_both_values_and_is_settled_by_choosing(
    desk: Desk, tmp_path: Path
) -> None:
    li = people.enter(desk, {"family": "Li"})
    day = desk.day(desk.this_moment())
    stick = tmp_path / "stick"
    stick.mkdir()
    exchange.sync(desk, stick)
    with exchange.join(tmp_path / "b.checkin", stick, "B", now=desk.now) as other:
        people.correct(other, li.id, {"country": "AT"})
        people.book(other, [li.id], day, "cancelled")
        people.correct(desk, li.id, {"country": "DE"})
        people.book(desk, [li.id], day, "booked")
        exchange.sync(other, stick)
        exchange.sync(desk, stick)
    found = dossier.dossier(desk, li.id)
    assert found is not None
    told = {one.field: {(said.value, said.desk) for said in one.said} for one in found.rivals}
    seat = next(field for field in told if dossier.booked_activity(field))
    assert told == {
        "country": {("DE", "A"), ("AT", "B")},
        seat: {("booked", "A"), ("cancelled", "B")},
    }
    shown = next(one for one in found.rivals if one.field == "country").said[0].value
    assert shown == found.person.country
    assert dossier.choose(desk, li.id, "country", "AT")
    assert dossier.choose(desk, li.id, seat, "booked")
    assert not dossier.choose(desk, li.id, "country", "AT")
    after = dossier.dossier(desk, li.id)
    assert after is not None
    assert (after.rivals, after.person.country) == ((), "AT")
    assert after.history[-1].kind == "booked"
