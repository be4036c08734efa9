"""Energy settings: each system is read as it is documented, and silence is no answer."""

from __future__ import annotations

import pytest

from checkin import energy, readiness

WINDOWS = """Power Scheme GUID: 381b4222  (Balanced)
  Subgroup GUID: 238c9fa8  (Sleep)
    Power Setting GUID: 29f6c1db  (Sleep after)
      Minimum Possible Setting: 0x00000000
      Maximum Possible Setting: 0xffffffff
      Possible Settings increment: 0x00000001
    Current AC Power Setting Index: {ac}
    Current DC Power Setting Index: 0x00000384
"""
MAC = """Battery Power:
 sleep                10
 displaysleep         2
AC Power:
 sleep                {ac} (sleep prevented by powerd)
 displaysleep         10
"""


@pytest.mark.parametrize(
    ("system", "said", "asleep"),
    [
        ("win32", WINDOWS.format(ac="0x00000000"), False),
        ("win32", WINDOWS.format(ac="0x00000708"), True),
        ("win32", "", None),
        ("darwin", MAC.format(ac=0), False),
        ("darwin", MAC.format(ac=1), True),
        ("darwin", "no such thing", None),
        ("linux", "'nothing'\n", False),
        ("linux", "'suspend'\n", True),
        ("linux", "No such schema", None),
        ("sunos5", "", None),
    ],
)
def test_what_a_system_says_is_understood(system: str, said: str, asleep: bool | None) -> None:  # noqa: FBT001  an example
    assert energy.judged(system, said) is asleep


def test_this_machine_answers_or_says_nothing() -> None:
    assert energy.sleeps() in {True, False, None}


@pytest.mark.parametrize(("asleep", "state"), [(True, "look"), (False, "ok"), (None, "look")])
def test_unknown_is_to_be_looked_at(asleep: bool | None, state: str) -> None:  # noqa: FBT001  an example
    assert readiness.awake(asleep).state == state
