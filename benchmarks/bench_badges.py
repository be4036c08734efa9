"""Badges with QR marks and Chinese names, beside plain reportlab that draws the same words."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import qrcode
from qrcode import util
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from checkin import paths
from checkin.badges.badge import Badge, said
from checkin.badges.drawing import draw_to
from checkin.layouts import shelf
from checkin.layouts.element import Bar, Block, Box, Mark
from checkin.layouts.layout import Layout
from checkin.layouts.role import role, roles
from checkin.layouts.sheet import own_page
from checkin.model.person import is_han
from checkin.paper import code_mark, fit, runs, shaping
from checkin.paper.page import MM

_SEED = 2012
_SINGLES = 50
_MANY = 10_000  # badges through which memory must stay as it is
_Plain = tuple[str, list[Any]]
_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉力健俊红玉建国"
_LATIN = ("WANG", "LI", "ZHANG", "LIU", "CHEN", "YANG", "HUANG", "ZHAO", "WU", "ZHOU", "XU", "SUN")
_CALLED = ("Wei", "Fang", "Na", "Xiuying", "Min", "Jing", "Qiang", "Lei", "Jun", "Yang", "Yong")
_WORK = (
    ("Stadtregierung Harbin, Amt für Bauwesen", "哈尔滨市住房和城乡建设局", "Abteilungsleitung"),
    ("Sino-German Ecopark Qingdao", "青岛中德生态园", "Planung"),
    ("Otto-von-Guericke-Universität Magdeburg", "马格德堡大学", ""),
)


def measure(size: int) -> list[dict[str, Any]]:
    """Draw so many badges of every layout that is shipped."""
    return [row for name in shelf.names() for row in _measured(shelf.layout(name), size)]


def _measured(layout: Layout, size: int) -> list[dict[str, Any]]:
    """Draw badges of a layout, first with nothing remembered, then once more."""
    people = list(guests(size))
    plain = [_plain(badge, layout) for badge in people]
    _floor(plain[:1], layout, {})
    _draw(people[:1], layout)
    for memory in (code_mark.path, runs.compose, shaping.shape, runs._chosen, fit._cut):  # noqa: SLF001  as after a start
        memory.cache_clear()
    marks: dict[str, str] = {}
    floor_cold = _each(lambda: _floor(plain, layout, marks), size)
    floor_warm = _each(lambda: _floor(plain, layout, marks), size)
    cold = _each(lambda: _draw(people, layout), size)
    warm = _each(lambda: _draw(people, layout), size)
    sheets = _each(lambda: _draw(people, layout, shelf.A4_SHEET), size)
    alone = list(zip(people, plain, strict=True))[:_SINGLES]
    floor_one = _each(lambda: [_floor([one], layout, marks) for _, one in alone], len(alone))
    one = _each(lambda: [_draw([badge], layout) for badge, _ in alone], len(alone))
    floor_bytes = len(_floor(plain, layout, marks)) / size
    ours_bytes = len(_draw(people, layout)) / size
    rows = [
        ("first time", size, floor_cold, cold, "ms", "<= 1.5 ms"),
        ("again", size, floor_warm, warm, "ms", "<= 0.65 ms"),
        ("on A4, again", size, floor_warm, sheets, "ms", "<= 0.65 ms"),
        ("one to PDF bytes", size, floor_one, one, "ms", "<= 3 ms"),
        ("bytes a badge, fonts shared", size, floor_bytes, ours_bytes, "bytes", "<= 2,000"),
    ]
    if Path("/proc/self/statm").exists():  # only Linux tells it so
        rows.append(("memory, beside halfway", _MANY, *_held(layout), "MB", "flat"))
    return [_row(f"{layout.name}: {what}", *figures) for what, *figures in rows]


def guests(count: int) -> Iterator[Badge]:
    """Make fictional guests, always the same, one by one."""
    chance = random.Random(_SEED)
    for number in range(count):
        organisation, native_organisation, position = chance.choice(_WORK)
        han = chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))
        yield Badge(
            person=f"p-{number}",
            name=f"{chance.choice(_LATIN)} {chance.choice(_CALLED)}",
            native_name=han,
            organisation=organisation,
            native_organisation=native_organisation,
            position=position,
            country="CN",
            role=chance.choice(list(roles())),
            languages="zh en",
            code="".join(chance.choices("0123456789ABCDEFGHJKMNPQRSTVWX", k=16)),
            event="Fachtagung Energieeffizientes Bauen · Magdeburg, 21.–23. November 2012",
        )


def _row(  # noqa: PLR0913, PLR0917  one for each column
    what: str, size: int, floor: float | None, ours: float, unit: str, goal: str
) -> dict[str, Any]:
    ratio = ours / floor if floor else None
    return {
        "what": what,
        "size": size,
        "floor": floor,
        "ours": ours,
        "unit": unit,
        "ratio": ratio,
        "goal": goal,
    }


def _each(work: Callable[[], object], count: int) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000 / count


def _draw(people: list[Badge], layout: Layout, sheet: str = "") -> bytes:
    stream = BytesIO()
    draw_to(people, layout, shelf.sheet(sheet, layout), stream)
    return stream.getvalue()


class _Nowhere(BytesIO):
    """A stream that keeps nothing, so that only our own memory is seen."""

    def write(self, content: Any) -> int:
        return len(content)


def _held(layout: Layout) -> tuple[float, float]:
    """Return what the process holds halfway through many badges and at their end, in megabytes."""
    halfway = 0.0

    def arriving() -> Iterator[Badge]:
        nonlocal halfway
        for number, badge in enumerate(guests(_MANY)):
            if number == _MANY // 2:
                halfway = _resident()
            yield badge

    draw_to(arriving(), layout, own_page(layout), _Nowhere())
    return halfway, _resident()


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _plain(badge: Badge, layout: Layout) -> _Plain:
    """Return what a badge says, as plain reportlab is told it: no box is fitted."""
    colours = {"role": role(badge.role).colour, "on-role": role(badge.role).text}
    sides = []
    for side in filter(None, (layout.front, layout.back)):
        texts: list[tuple[str, float, str, Box, str]] = []
        for element in side:
            for one in element.fields if isinstance(element, Block) else ():
                words = said(badge, one)
                script = "" if words.isascii() or not is_han(words[-1:]) else "SC"
                font = f"NotoSans{script}-{one.style.weight.title()}"
                colour = colours.get(one.style.colour, one.style.colour)
                if words:
                    texts.append((font, one.style.largest, colour, element.box, words))
        bars = [
            (element.box, colours.get(element.colour, "#DCE3E0"))
            for element in side
            if isinstance(element, Bar)
        ]
        marks = [element.box for element in side if isinstance(element, Mark)]
        sides.append((texts, bars, marks))
    return badge.code, sides


def _floor(people: list[_Plain], layout: Layout, marks: dict[str, str]) -> bytes:
    """Draw the same words at fixed sizes and places, with no fitting and no check of glyphs."""
    for name in ("NotoSans-Regular", "NotoSans-Bold", "NotoSansSC-Regular", "NotoSansSC-Bold"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / f"{name}.ttf")))
    stream = BytesIO()
    size = layout.width * MM, layout.height * MM
    canvas = Canvas(stream, size, pageCompression=1, invariant=1)
    for code, sides in people:
        for texts, bars, squares in sides:
            for (left, top, width, height), colour in bars:
                canvas.setFillColor(colour)
                bottom = layout.height - top - height
                canvas.rect(left * MM, bottom * MM, width * MM, height * MM, stroke=0, fill=1)
            for font, letters, colour, (left, top, width, _height), words in texts:
                canvas.setFillColor(colour)
                canvas.setFont(font, letters)
                canvas.drawCentredString(
                    (left + width / 2) * MM, (layout.height - top) * MM - letters, words
                )
            for left, top, side, _height in squares:
                if code not in marks:
                    marks[code] = _mark(code)
                place = f"{left * MM:.2f} {(layout.height - top - side) * MM:.2f}"
                canvas.addLiteral(f"q 2 0 0 2 {place} cm {marks[code]} f Q")
            canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _mark(code: str) -> str:
    mark = qrcode.QRCode(
        version=1, error_correction=qrcode.ERROR_CORRECT_Q, border=0, mask_pattern=2
    )
    mark.add_data(util.QRData(code.encode(), mode=util.MODE_ALPHA_NUM), optimize=0)
    mark.make(fit=False)
    return " ".join(
        f"{x} {20 - y} 1 1 re"
        for y, squares in enumerate(mark.modules)
        for x, square in enumerate(squares)
        if square
    )
