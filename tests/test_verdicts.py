"""The answers to a scan: one closed list, one function, one order of reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.model.code import Reading
from checkin.verdicts import ACTING, Look, Verdict, decide

NOBODY = Look(people=0)
HERE = Look(here=True, been=True)


@pytest.mark.parametrize(
    ("look", "verdict"),
    [
        (Look(), "welcome"),
        (Look(been=True), "welcome-back"),
        (Look(attention=True), "attention"),
        (Look(been=True, attention=True), "attention"),
        (Look(listed=True, booked=True), "welcome"),
        (Look(booked=True), "welcome"),
        (Look(status="waiting"), "welcome"),
        (HERE, "already-here"),
        (Look(listed=True), "not-booked"),
        (Look(full=True), "full"),
        (Look(admitting=False), "not-today"),
        (Look(status="cancelled"), "cancelled"),
        (Look(status="substituted"), "substituted"),
        (Look(newest_issue=False), "replaced"),
        (Look(people=2), "ambiguous"),
        (Look(people=2, reading=Reading.FOREIGN), "ambiguous"),
        (Look(reading=Reading.FOREIGN), "welcome"),
        (Look(reading=Reading.NOT_A_CODE), "welcome"),
        (NOBODY, "not-yet-known"),
        (replace(NOBODY, here=True), "already-here"),
        (replace(NOBODY, admitting=False), "not-today"),
        (replace(NOBODY, reading=Reading.DAMAGED), "damaged"),
        (replace(NOBODY, reading=Reading.FOREIGN), "foreign"),
        (replace(NOBODY, reading=Reading.NOT_A_CODE), "unknown"),
        (replace(HERE, out=True), "left"),
        (Look(out=True), "not-here"),
        (Look(out=True, been=True), "not-here"),
        (replace(HERE, out=True, admitting=False), "left"),
        (replace(HERE, out=True, status="cancelled"), "left"),
        (replace(HERE, out=True, newest_issue=False), "left"),
        (replace(HERE, out=True, people=2), "ambiguous"),
        (replace(NOBODY, out=True), "not-here"),
        (replace(NOBODY, out=True, here=True), "left"),
        (replace(NOBODY, out=True, reading=Reading.DAMAGED), "damaged"),
    ],
)
def test_one_reason_gives_its_answer(look: Look, verdict: str) -> None:
    assert decide(look) == verdict


REASONS: list[tuple[str, dict[str, object]]] = [
    ("replaced", {"newest_issue": False}),
    ("substituted", {"status": "substituted"}),
    ("cancelled", {"status": "cancelled"}),
    ("not-today", {"admitting": False}),
    ("already-here", {"here": True}),
    ("not-booked", {"listed": True}),
    ("full", {"full": True}),
    ("attention", {"attention": True}),
    ("welcome-back", {"been": True}),
]


@pytest.mark.parametrize("first", range(len(REASONS)))
def test_of_several_reasons_the_first_of_the_order_is_told(first: int) -> None:
    held: dict[str, object] = {}
    for _verdict, reason in reversed(REASONS[first:]):
        held |= reason
    look = replace(Look(), **held)  # type: ignore[arg-type]
    assert decide(look) == REASONS[first][0]


@given(
    st.builds(
        Look,
        reading=st.sampled_from(Reading),
        people=st.integers(0, 3),
        status=st.sampled_from(["", "cancelled", "substituted", "waiting"]),
    )
)
def test_every_look_has_one_answer_and_only_acting_ones_let_somebody_pass(look: Look) -> None:
    verdict = decide(look)
    assert verdict in Verdict
    if look.people > 1 or (look.people == 0 and look.reading is not Reading.GENUINE):
        assert verdict not in ACTING
    if look.status in {"cancelled", "substituted"} and not look.out:
        assert verdict not in ACTING
