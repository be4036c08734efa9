"""The colours: words can be read on all that they lie on, and tones differ without colour too."""

from __future__ import annotations

from itertools import combinations

import pytest

from checkin.verdicts import Verdict
from ui.theme import DARK, LIGHT, Theme, Tone
from ui.wording import said

LOOKS = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
TONES = (Tone.WELCOME, Tone.LOOK, Tone.STOP, Tone.NOTE)
LEAST = 4.5  # of words
LEAST_EDGE = 3.0  # of a ring around what has the focus
GREYS_APART = 4.0  # of 100 steps of lightness


def luminance(colour: str) -> float:
    """Return how much light a colour gives, as WCAG counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """Return the grey that a colour becomes, between 0 and 100."""
    return float(116 * luminance(colour) ** (1 / 3) - 16)


def pairs(look: Theme) -> dict[str, tuple[str, str]]:
    """List what lies on what: the words, then their ground."""
    grounds = {"ground": look.ground, "panel": look.panel, "zebra": look.zebra}
    under = {f"{tone} ground": look.under(tone) for tone in (Tone.ACCENT, *TONES)}
    found = {}
    for name, ground in {**grounds, **under}.items():
        found[f"text on {name}"] = (look.text, ground)
        found[f"soft on {name}"] = (look.soft, ground)
    for tone in (Tone.ACCENT, *TONES):
        for name, ground in {**grounds, "its ground": look.under(tone)}.items():
            found[f"{tone} on {name}"] = (look.ink(tone), ground)
        found[f"words on {tone}"] = (look.on_accent, look.ink(tone))
    return found


@LOOKS
def test_words_can_be_read_on_all_that_they_lie_on(look: Theme) -> None:
    weak = {
        name: round(contrast(*colours), 2)
        for name, colours in pairs(look).items()
        if contrast(*colours) < LEAST
    }
    assert not weak


@LOOKS
def test_the_ring_of_the_focus_is_seen(look: Theme) -> None:
    for ground in (look.ground, look.panel, look.zebra):
        assert contrast(look.accent, ground) >= LEAST_EDGE


@LOOKS
def test_tones_stay_apart_in_grey(look: Theme) -> None:
    greys = {tone: lightness(look.ink(tone)) for tone in TONES}
    near = [
        (one, other)
        for one, other in combinations(TONES, 2)
        if abs(greys[one] - greys[other]) < GREYS_APART
    ]
    assert not near, greys


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_has_a_word_and_an_icon_beside_its_colour(verdict: Verdict) -> None:
    assert said(verdict).word
    assert said(verdict).icon


def test_no_icon_stands_for_two_tones() -> None:
    meant: dict[str, set[Tone]] = {}
    for verdict in Verdict:
        meant.setdefault(said(verdict).icon, set()).add(said(verdict).tone)
    assert not {icon: tones for icon, tones in meant.items() if len(tones) > 1}


def test_no_word_stands_for_two_verdicts() -> None:
    words = [said(verdict).word for verdict in Verdict]
    assert len(set(words)) == len(words)
