"""Proofs: the printed page as a picture, with words for what is not as it should be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin.badges.badge import Badge
from checkin.badges.proof import proof, sheet_proof
from checkin.layouts import fresh, shelf
from checkin.layouts.element import Bar
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import sheet_for

SOMEBODY = Badge("p-a", "Anna Lührmann", organisation="Magdeburg", country="DE", code="0" * 16)
LEFT, RIGHT = (0, 0, 20, 60), (80, 0, 20, 60)
SIDES = Layout("x", 100, 60, (Bar(LEFT, "#FF0000"),), (Bar(RIGHT, "#0000FF"),))


@pytest.mark.parametrize("name", shelf.names())
def test_a_proof_has_the_size_of_its_side(name: str) -> None:
    layout = shelf.layout(name)
    for side in ("front", "back"):
        image = proof(SOMEBODY, layout, side, 4).image
        assert image.size == pytest.approx((4 * layout.width, 4 * layout.height), abs=2)


@pytest.mark.parametrize("fold", ["", "top", "side"])
def test_each_side_is_seen_upright_and_alone_however_it_is_folded(fold: str) -> None:
    layout = replace(SIDES, fold=fold)
    front, back = (proof(SOMEBODY, layout, side, 2).image for side in ("front", "back"))
    assert (front.getpixel((10, 60)), front.getpixel((190, 60))) == ((255, 0, 0), (255, 255, 255))
    assert (back.getpixel((10, 60)), back.getpixel((190, 60))) == ((255, 255, 255), (0, 0, 255))


def test_a_back_that_is_not_there_is_white() -> None:
    image = proof(SOMEBODY, replace(SIDES, back=()), "back", 1).image
    assert image.getextrema() == ((255, 255), (255, 255), (255, 255))


def test_a_name_below_its_wished_size_is_said_and_the_register_is_not() -> None:
    block = fresh.block(SIDES, fresh.field("name"))
    layout = replace(SIDES, front=(replace(block, box=(0, 0, 30, 8)),))
    badge = replace(SOMEBODY, code="", photo=False)
    assert [one.kind for one in proof(badge, layout, "front", 1).concerns] == ["small"]


def test_what_cannot_be_printed_is_said_and_the_rest_is_seen() -> None:
    layout = replace(SIDES, front=(*SIDES.front, fresh.block(SIDES, fresh.field("name"))))
    made = proof(replace(SOMEBODY, name="Anna \ue123"), layout, "front", 2)
    assert [one.kind for one in made.concerns] == ["character"]
    assert made.image.getpixel((10, 60)) == (255, 0, 0)


def test_a_sheet_is_full_of_the_badges_that_there_are() -> None:
    sheet = sheet_for(SIDES, 210, 130)
    fronts = sheet_proof([SOMEBODY], SIDES, sheet, 0, 1)
    backs = sheet_proof([SOMEBODY], SIDES, sheet, 1, 1)
    reds = [fronts.getpixel((round(x) + 5, round(y) + 30)) for x, y, _ in sheet.fronts()]
    blues = [
        backs.getpixel((round(x) + (10 if turned else 90), round(y) + 30))
        for x, y, turned in sheet.backs()
    ]
    assert (reds, blues) == ([(255, 0, 0)] * 4, [(0, 0, 255)] * 4)


def test_a_sheet_for_nobody_is_white_but_for_its_marks() -> None:
    sheet = sheet_for(SIDES, 210, 130, cut_marks=False)
    assert sheet_proof([], SIDES, sheet, 0, 1).getextrema() == ((255, 255),) * 3
