"""Colours are understood as numbers and by their names, and nothing else is one."""

from __future__ import annotations

import pytest

from checkin.vocabulary.colours import colour


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("#0F6B5C", "#0F6B5C"),
        ("c8102e", "#C8102E"),
        ("#abc", "#AABBCC"),
        (" #ABC ", "#AABBCC"),
        ("Rot", "#C8102E"),
        ("grün", "#0F6B5C"),
        ("GRUEN", "#0F6B5C"),
        ("蓝色", "#0057B7"),
        ("Синий", "#0057B7"),
        ("light blue", "#00AFCA"),
        ("", ""),
        ("#12345", ""),
        ("#GGGGGG", ""),
        ("red'; DROP", ""),
        ("role", ""),
    ],
)
def test_a_colour_is_what_people_call_it(text: str, meant: str) -> None:
    assert colour(text) == meant
