"""Runs: what is one piece of work in a booth."""

from __future__ import annotations

import pytest

from checkin.interpreting import runs as measured
from checkin.interpreting.runs import grouped
from tests.interpreting.planned import need, profile

BOOTH = {"mode": "simultaneous", "place": "hall"}


def runs(*needs: object, run_break: int | None = 30) -> dict[str, tuple[str, int]]:
    by = profile() if run_break is None else profile(run_break=run_break)
    return {one.id: (one.run, one.run_minutes) for one in grouped(needs, by)}


def test_a_run_goes_on_over_a_short_pause_whatever_the_languages() -> None:
    found = runs(
        need("b", "11:30-12:00", "de>zh", **BOOTH),
        need("a", "10:00-11:00", **BOOTH),
        need("c", "10:30-11:00", "ru>de", **BOOTH),
    )
    assert found == dict.fromkeys("bac", ("a", 90))


def test_a_longer_pause_another_place_or_day_is_another_run() -> None:
    found = runs(
        need("a", "10:00-11:00", **BOOTH),
        need("b", "11:31-12:00", **BOOTH),
        need("c", "10:00-11:00", mode="whispered", place="lab"),
        need("d", "10:00-11:00", day="2012-11-23", **BOOTH),
    )
    assert [run for run, _minutes in found.values()] == ["a", "b", "c", "d"]


def test_without_a_figure_any_pause_ends_a_run() -> None:
    needs = need("a", "10:00-11:00", **BOOTH), need("b", "11:00-12:00", **BOOTH)
    assert runs(*needs, run_break=None)["b"] == ("a", 120)
    assert runs(needs[0], need("b", "11:01-12:00", **BOOTH), run_break=None)["b"] == ("b", 59)


def test_elsewhere_the_directions_of_one_activity_are_one_run() -> None:
    both = need("a", activity="x"), need("b", way="de>zh", activity="x")
    assert runs(*both)["b"] == ("a", 60)
    assert runs(need("a"), need("b"))["b"] == ("b", 60)


def test_a_strength_by_hand_stays() -> None:
    by = profile([(2, 60), (3, 240)])
    own, usual = grouped([need("a", strength=1, **BOOTH), need("b", "11:00-12:00", **BOOTH)], by)
    assert (own.strength, usual.strength) == (1, 3)


def test_the_work_of_a_run_is_summed_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(measured, "net", lambda spans: len(asked.append(list(spans)) or asked))
    runs(*(need(f"n{n}", way=f"zh>l{n}", **BOOTH) for n in range(20)))
    assert len(asked) == 1
