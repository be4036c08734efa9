"""What a set of entries says does not depend on their order, only on who knew what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checkin.journal.entry import Entry, Fact, fresh, written
from checkin.journal.fold import fold, texts

EVENT, PERSON = fresh("e"), fresh("p")


def said(kind: str, data: dict[str, object], hlc: int = 1, desk: str = "a") -> Entry:
    return written(
        Fact(kind, PERSON, data),
        event=EVENT,
        replica=f"r-{desk}-aaaaaaaaaa",
        seq=hlc,
        act=hlc,
        hlc=f"t{hlc:013d}.0000",
        prev="h0",
    )


def value(name: str, text: object, over: list[str], hlc: int, desk: str = "a") -> Entry:
    return said("changed", {"set": {name: text}, "over": over}, hlc, desk)


def test_who_knew_a_value_replaces_it_whatever_the_clock() -> None:
    early = value("note", "new", [], 900)
    late = value("note", "newer", [early.id], 1)
    whole = fold([early, late])
    assert whole.values() == {"note": "newer"}
    assert whole.heads(["note", "other"]) == [late.id]


def test_who_did_not_know_is_a_rival() -> None:
    one, other = value("note", "x", [], 1), value("note", "y", [], 2, "b")
    field = fold([one, other]).fields["note"]
    assert (field.value, field.rivals) == ("y", ("x",))
    settled = value("note", "z", list(field.heads), 1, "c")
    assert fold([one, other, settled]).fields["note"].rivals == ()


def test_equal_values_are_no_conflict() -> None:
    assert fold([value("n", "x", [], 1), value("n", "x", [], 2, "b")]).fields["n"].rivals == ()


def test_an_annulled_entry_still_tells_what_was_known() -> None:
    first = value("note", "a", [], 1)
    second = value("note", "b", [first.id], 2)
    third = value("note", "c", [second.id], 3)
    undo = said("undone", {"of": [second.id]}, 4)
    assert fold([first, second, third, undo]).values() == {"note": "c"}
    undo = said("undone", {"of": [third.id]}, 4)
    assert fold([first, second, third, undo]).values() == {"note": "b"}


def test_a_subject_of_which_all_was_undone_is_not_there() -> None:
    first = value("note", "a", [], 1)
    assert not fold([first, said("undone", {"of": [first.id]}, 2)]).exists
    assert fold([first, said("refused", {}, 2)]).exists


def test_an_erased_subject_has_no_fields_and_its_arrivals() -> None:
    whole = fold([value("note", "a", [], 1), said("arrived", {}, 2), said("erased", {}, 3)])
    assert whole.erased
    assert whole.fields == {}
    assert [entry.kind for entry, _said in whole.live] == ["changed", "arrived", "erased"]


def test_what_other_programs_wrote_oddly_is_passed_over() -> None:
    odd: list[dict[str, object]] = [{"set": 5}, {"set": {"a": 1}, "over": "x"}, {"of": [1]}, {}]
    entries = [said(kind, data, n + 1) for n, data in enumerate(odd) for kind in ("undone", "new")]
    assert fold(entries).values() == {}
    assert fold([entries[0]._replace(data="[]")]).values() == {}
    assert texts(["a", 1, None]) == ["a"]


@given(st.permutations(range(5)), st.data())
def test_order_of_arrival_decides_nothing(order: list[int], data: st.DataObject) -> None:
    made: list[Entry] = []
    for number in range(5):
        known = data.draw(st.lists(st.sampled_from(made), unique=True)) if made else []
        over = [entry.id for entry in known]
        made.append(value("note", str(number % 3), over, number % 2 + 1, "abcde"[number]))
    assert fold(made) == fold([made[number] for number in order])
