"""Lists of bookings keep to the rules: who finds no place waits, an overlap is named."""

from __future__ import annotations

from pathlib import Path

from checkin import bookings
from checkin.desk import Desk
from checkin.lists.intake import take_in
from tests.planning import guest, visit


def test_rows_over_the_cap_wait_and_what_is_against_a_row_is_named(
    desk: Desk, tmp_path: Path
) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="2")
    port = visit(desk, "Hafen", "13:30", "14:30", eligibility="foreign")
    for name in ("Abel", "Berg", "Cohn", "Dahl", "Ernst"):
        guest(desk, name, country="DE" if name == "Dahl" else "LV")
    file = tmp_path / "bookings.csv"
    file.write_text(
        "Nachname;MHKW;Hafen\nAbel;x;\nBerg;x;x\nCohn;x;\nDahl;x;x\nNobody;x;\nErnst;;x\n", "utf-8"
    )
    taken = take_in(desk, file, "bookings")
    assert families(bookings.waiting(desk, plant)) == ["Cohn", "Dahl"]
    assert [one.family for one in bookings.on_list(desk, port)] == ["Ernst"]
    refused = {one.line: (one.column, one.reason) for one in taken.rejected}
    assert refused[3][0] == "Hafen"
    assert "overlaps with MHKW (23.11. 13:00–14:00)" in refused[3][1]
    assert refused[5] == ("Hafen", "Hafen is for guests from abroad.")
    assert refused[6][1] == "There is no such person."
    notes = dict(taken.notes)
    assert notes[4] == "MHKW is full: 2 places. Number 1 on the waiting list."
    assert notes[5] == "MHKW is full: 2 places. Number 2 on the waiting list."
    again = take_in(desk, file, "bookings")
    assert (again.new, again.changed, again.same) == (0, 0, 5)


def families(line: list[bookings.Waiting]) -> list[str]:
    return [one.person.family for one in line]


def test_a_longer_list_keeps_those_who_are_on_it_and_what_a_desk_decided(
    desk: Desk, tmp_path: Path
) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="250")
    for n in range(260):
        guest(desk, f"G{n:03}")
    file = tmp_path / "bookings.csv"

    def read(*numbers: int) -> dict[int, str]:
        rows = "".join(f"G{n:03};x\n" for n in numbers)
        file.write_text(f"Nachname;MHKW\n{rows}", "utf-8")
        return dict(take_in(desk, file, "bookings", source="host").notes)

    assert read(*range(249)) == {}
    assert bookings.free(desk, plant) == 1
    assert list(read(*range(252))) == [252, 253]  # one place was left
    first = bookings.on_list(desk, plant)[0]
    bookings.cancel(desk, first.id, plant)
    assert list(read(*range(249), 255, 250, 251)) == [251, 253]  # the place is of who waits
    assert first.id not in {one.id for one in bookings.on_list(desk, plant)}
    assert families(bookings.waiting(desk, plant)) == ["G251", "G255"]
