"""Lists of bookings keep to the rules: who finds no place waits, an overlap is named."""

from __future__ import annotations

from pathlib import Path

from checkin import bookings
from checkin.desk import Desk
from checkin.lists.intake import take_in
from tests.planning import guest, visit


def test_rows_over_the_cap_wait_and_overlaps_are_refused_with_both_names(
    desk: Desk, tmp_path: Path
) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="2")
    port = visit(desk, "Hafen", "13:30", "14:30", eligibility="foreign")
    for name in ("Abel", "Berg", "Cohn", "Dahl"):
        guest(desk, name, country="DE")
    file = tmp_path / "bookings.csv"
    file.write_text(
        "Nachname;MHKW;Hafen\nAbel;x;\nBerg;x;x\nCohn;x;\nDahl;;x\nNobody;x;\n", "utf-8"
    )
    taken = take_in(desk, file, "bookings")
    assert [one.person.family for one in bookings.waiting(desk, plant)] == ["Cohn"]
    assert [one.family for one in bookings.on_list(desk, port)] == ["Dahl"]
    refused = {one.line: one.reason for one in taken.rejected}
    assert "overlaps with MHKW (23.11. 13:00–14:00)" in refused[3]
    assert refused[6] == "There is no such person."
    notes = dict(taken.notes)
    assert notes[4] == "MHKW is full (2 places): put on the waiting list."
    assert "Dahl is booked all the same" in notes[5]
    again = take_in(desk, file, "bookings")
    assert (again.new, again.changed, again.same) == (0, 0, 4)
