"""How each shipped layout looks, held against a picture that a person has looked at.

After a change that is meant, run this file with `CHECKIN_GOLDEN=renew` in the environment: it puts
new pictures in place of the old ones, and fails for every picture that it has changed, so that
nobody takes them for tested. Look at each of them before it is committed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from checkin.badges.badge import Badge
from checkin.badges.drawing import draw_to
from checkin.layouts import shelf
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import own_page
from tests.badges.torture import DATA, badge_code, coloured

GOLDEN = DATA / "badges" / "golden"
RENEWED = "CHECKIN_GOLDEN"

_DOTS = 100
_FAINT = 64  # greys by which a pixel may differ, as the edges of letters do between renderers
_FEW = 0.002  # share of the pixels that may differ more

PEOPLE = (
    Badge(
        "p-1",
        "Jörg Weißmüller-Groß",
        title="Prof. Dr.-Ing.",
        organisation="Otto-von-Guericke-Universität Magdeburg",
        position="Institut für Wasserbau, Leitung",
        city="Magdeburg",
        country="DE",
        role="speaker",
        languages="de en",
        delegation="Magdeburg",
        colour="#0F6B5C",
        groups="B",
        own="de",
    ),
    Badge(
        "p-2",
        "LI Na",
        "李娜",
        organisation="Stadtregierung Harbin",
        native_organisation="哈尔滨市住房和城乡建设局",
        position="Vizedirektorin",
        city="Harbin",
        country="CN",
        role="delegate",
        languages="zh en",
        delegation="Harbin",
        colour="#C8102E",
        groups="AC",
        buses="2",
        photo=False,
        own="zh",
    ),
    Badge(
        "p-3",
        "Olena Shevchenko",
        "Олена Шевченко",
        organisation="Stadtrat Saporoshje",
        native_organisation="Запорізька міська рада",
        position="перекладачка",
        city="Запоріжжя",
        country="UA",
        role="interpreter",
        languages="uk ru de",
        interprets="UK RU ↔ DE",
        delegation="Saporoshje",
        colour="#FFD500",
        groups="A",
        buses="1",
        own="uk",
    ),
)


def looks(layout: Layout) -> dict[str, Image.Image]:
    """Return the three people side by side, the back as a picture of its own if it has a page."""
    stream = BytesIO()
    people = [
        replace(
            badge,
            code=badge_code(number),
            event="Grüne Städte · Magdeburg, 21.–23. November 2012",
            event_own="Green Cities",
            emergency="+49 391 5550 112",
        )
        for number, badge in enumerate(PEOPLE)
    ]
    draw_to(people, layout, own_page(layout), stream)
    pages = coloured(stream.getvalue(), _DOTS)
    each = len(pages) // len(people)
    names = [layout.name, f"{layout.name}-back"][:each]
    return {name: beside(pages[place::each]) for place, name in enumerate(names)}


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures of one size side by side on grey."""
    width, height = pictures[0].size
    gap = _DOTS // 10
    found = Image.new("RGB", (len(pictures) * (width + gap) + gap, height + 2 * gap), "#8A8A8A")
    for place, picture in enumerate(pictures):
        found.paste(picture, (gap + place * (width + gap), gap))
    return found


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of the pixels that differ by more than is faint; 1 for unlike sizes."""
    if one.size != other.size:
        return 1.0
    bands = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(worst.histogram()[_FAINT + 1 :]) / (one.width * one.height)


@pytest.mark.parametrize("name", shelf.names())
def test_a_layout_looks_as_it_did(name: str) -> None:
    changed = []
    for picture, look in looks(shelf.layout(name)).items():
        path = GOLDEN / f"{picture}.png"
        old = Image.open(path).convert("RGB") if path.is_file() else Image.new("RGB", (1, 1))
        share = difference(old, look)
        if os.environ.get(RENEWED) == "renew" and share:
            look.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
            changed.append(f"{path.name} is new: look at it")
        elif share > _FEW:
            look.save(path.with_suffix(".new.png"))
            changed.append(f"{path.name}: {share:.2%} differ, see {picture}.new.png beside it")
    assert not changed, "\n".join(changed)


def test_there_is_a_picture_of_every_layout_and_no_other() -> None:
    wanted = {name for one in shelf.names() for name in looks(shelf.layout(one))}
    kept = {path.stem for path in GOLDEN.glob("*.png") if not path.name.endswith(".new.png")}
    assert kept == wanted


def test_a_name_moved_by_half_a_millimetre_would_be_seen() -> None:
    (look, *_backs) = looks(shelf.layout("a6")).values()
    moved = ImageChops.offset(look, 2, 0)
    assert difference(look, moved) > 5 * _FEW
