"""The planner plays the mornings of the domain notes and comes to their waits."""

from __future__ import annotations

import pytest

from checkin.attendance import planner
from checkin.attendance.planner import METHODS, Morning, waits

# Of 108 arrivals (domain notes, 3.1): desks -> mean, 95 of 100, longest queue.
TABLE = {
    "scan": {1: (159, 432, 17), 2: (10, 65, 5), 3: (1, 9, 2)},
    "print": {1: (353, 758, 24), 2: (20, 99, 7), 3: (3, 21, 3)},
    "look-up": {2: (113, 314, 13), 3: (14, 74, 6), 4: (3, 22, 3)},
    "paper": {2: (418, 869, 25), 3: (62, 198, 10), 4: (12, 67, 5)},
}
_SECONDS = 3.5  # where a wait is a few seconds, so much is near enough


@pytest.mark.parametrize("method", TABLE)
def test_the_table_is_reproduced(method: str) -> None:
    wanted = TABLE[method]
    for one in waits(Morning(120, seconds=METHODS[method]), tuple(wanted)):
        mean, p95, queue = wanted[one.desks]
        assert one.mean == pytest.approx(mean, rel=0.15, abs=_SECONDS)
        assert one.p95 == pytest.approx(p95, rel=0.15, abs=_SECONDS)
        assert one.queue == pytest.approx(queue, rel=0.15, abs=1)


def test_one_line_beats_the_alphabet_and_a_pack_beats_one_by_one() -> None:
    (pooled,) = waits(Morning(120), (3,))
    (split,) = waits(Morning(120), (3,), split=True)
    assert split.mean > 4 * pooled.mean
    assert split.p95 == pytest.approx(154, rel=0.2)
    coach = Morning(120, coach=25)
    (singly,) = waits(coach, (3,))
    (packed,) = waits(Morning(120, coach=25, coach_seconds=planner.PACK), (3,))
    assert singly.p95 == pytest.approx(203, rel=0.2)
    assert packed.p95 == pytest.approx(9, abs=_SECONDS)


def test_the_same_morning_is_always_the_same_and_nobody_waits_for_nobody() -> None:
    assert waits(Morning(40), (2,)) == waits(Morning(40), (2,))
    assert planner.enough(waits(Morning(120))) == waits(Morning(120), (3,))[0]
    (empty,) = waits(Morning(1, no_show=1.0), (1,))
    assert (empty.mean, empty.queue) == (0.0, 0)
    assert planner.enough(waits(Morning(2_000), (1, 2))) is None
