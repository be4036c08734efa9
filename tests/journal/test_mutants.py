"""Each rule of the journal is needed: a broken copy of it breaks a law."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from checkin import merging, projection
from checkin.journal import census, clock, entry, fold, store
from checkin.journal.entry import FORMAT, Entry, digest
from checkin.letters import k1, repair
from tests.journal import histories
from tests.journal.histories import HISTORIES, History
from tests.journal.world import World

Break = Callable[[pytest.MonkeyPatch], None]


def keyed_by_desk_and_number(patch: pytest.MonkeyPatch) -> None:
    def merge(db: Any, entries: Iterable[Entry]) -> None:
        for each in entries:
            place = (each.replica, each.seq)
            if not store.single(db, "SELECT 1 FROM journal WHERE replica = ? AND seq = ?", place):
                store.insert(db, [each])

    patch.setattr(census, "merge", merge)


def the_clock_alone_decides(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(fold, "_reachable", lambda _over, _sources: set())


def undo_takes_all_that_is_earlier(patch: pytest.MonkeyPatch) -> None:
    def folded(entries: Iterable[Entry]) -> fold.Folded:
        whole = fold.fold(entries)
        undone = max((each.hlc for each in whole.entries if each.kind == "undone"), default="")
        live = tuple(
            pair for pair in whole.live if pair[0].kind != "arrived" or pair[0].hlc > undone
        )
        return fold.Folded(whole.entries, live, whole.fields, whole.annulled, whole.erased)

    patch.setattr(projection, "fold", folded)


def data_without_a_digest(patch: pytest.MonkeyPatch) -> None:
    def genuine(each: Entry) -> bool:
        name = (*each[:2], f"s{each.seq}", f"s{each.act}", *each[4:7], each.dhash, each.prev)
        return each.id == "h" + digest((FORMAT, *name))

    patch.setattr(k1, "genuine", genuine)


def entries_without_an_id_of_their_content(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(k1, "genuine", lambda each: each.dhash == "d" + digest((each.salt, each.data)))


def nobody_counts_the_rows(patch: pytest.MonkeyPatch) -> None:
    def end(self: Any) -> k1.End:
        fault = self._altered or self._edited
        if fault:
            raise fault
        return self._ends[0]

    patch.setattr(repair._Proof, "end", end)  # noqa: SLF001


def erased_people_come_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merging, "redacted", lambda each: each)


def any_clock_is_followed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clock, "bound", lambda _now: "t9")


def good_rows_of_bad_files_are_taken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(repair._Proof, "end", lambda self: self._ends[0])  # noqa: SLF001


def the_last_to_arrive_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(entry.Entry, "order", property(lambda _self: 0))


MUTANTS: dict[Break, History] = {
    keyed_by_desk_and_number: histories.a_cloned_laptop_loses_nothing,
    the_clock_alone_decides: histories.an_edit_is_visible_whatever_the_clocks_say,
    undo_takes_all_that_is_earlier: histories.an_undo_takes_back_only_what_it_saw,
    data_without_a_digest: histories.an_edited_file_is_refused,
    entries_without_an_id_of_their_content: histories.an_edited_file_is_refused,
    nobody_counts_the_rows: histories.a_file_with_a_row_less_is_refused,
    erased_people_come_back: histories.what_is_erased_stays_so,
    any_clock_is_followed: histories.a_clock_follows_no_other_into_the_future,
    good_rows_of_bad_files_are_taken: histories.an_edited_file_is_refused,
    the_last_to_arrive_wins: histories.the_order_of_arrival_decides_nothing,
}


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.__name__)
def test_every_law_holds(world: World, history: History) -> None:
    history(world)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_no_rule_can_be_left_out(
    world: World, mutant: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        MUTANTS[mutant](world)
