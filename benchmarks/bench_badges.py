"""Badges with QR marks and Chinese names, beside plain reportlab that draws the same words."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from typing import Any

import qrcode
from qrcode import util
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from checkin import paths
from checkin.badges.badge import WORDS, Badge
from checkin.badges.drawing import draw_to
from checkin.badges.layouts import layout, roles
from checkin.badges.sheets import sheet
from checkin.paper import code_mark, fit, runs
from checkin.paper.page import MM

_SEED = 2012
_SINGLES = 50
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
    """Draw so many badges on A6, first with nothing remembered, then once more."""
    people = guests(size)
    _floor(people[:1], {})
    _draw(people[:1])
    for memory in (code_mark.path, runs.compose, fit._cut):  # noqa: SLF001  as after a start
        memory.cache_clear()
    marks: dict[str, str] = {}
    floor_cold = _each(lambda: _floor(people, marks), size)
    floor_warm = _each(lambda: _floor(people, marks), size)
    cold = _each(lambda: _draw(people), size)
    warm = _each(lambda: _draw(people), size)
    sheets = _each(lambda: _draw(people, "a4x4"), size)
    alone = people[:_SINGLES]
    floor_one = _each(lambda: [_floor([badge], marks) for badge in alone], len(alone))
    one = _each(lambda: [_draw([badge]) for badge in alone], len(alone))
    floor_bytes, ours_bytes = len(_floor(people, marks)) / size, len(_draw(people)) / size
    return [
        _row("badge, first time", size, floor_cold, cold, "ms", "<= 1.5 ms"),
        _row("badge, again", size, floor_warm, warm, "ms", "<= 0.65 ms"),
        _row("badge, four on A4, again", size, floor_warm, sheets, "ms", "<= 0.65 ms"),
        _row("one badge to PDF bytes", size, floor_one, one, "ms", "<= 3 ms"),
        _row("bytes a badge, fonts shared", size, floor_bytes, ours_bytes, "bytes", "<= 2,000"),
        _row("memory at its peak", size, None, _peak(people), "MB", "flat"),
    ]


def guests(count: int) -> list[Badge]:
    """Make fictional guests, always the same."""
    chance = random.Random(_SEED)
    found = []
    for number in range(count):
        organisation, native_organisation, position = chance.choice(_WORK)
        han = chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))
        found.append(
            Badge(
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
        )
    return found


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


def _draw(people: list[Badge], sheet_name: str = "a6") -> bytes:
    stream = BytesIO()
    draw_to(people, layout("a6"), sheet(sheet_name), stream)
    return stream.getvalue()


class _Nowhere(BytesIO):
    """A stream that keeps nothing, so that only our own memory is seen."""

    def write(self, content: Any) -> int:
        return len(content)


def _peak(people: list[Badge]) -> float:
    """Return what drawing takes at most, in megabytes, with all that is remembered."""
    tracemalloc.start()
    draw_to(iter(people), layout("a6"), sheet("a6"), _Nowhere())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def _floor(people: list[Badge], marks: dict[str, str]) -> bytes:
    """Draw the same words at fixed sizes and places, with no fitting and no check of glyphs."""
    for name in ("NotoSans-Regular", "NotoSans-Bold", "NotoSansSC-Regular", "NotoSansSC-Bold"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / f"{name}.ttf")))
    stream = BytesIO()
    canvas = Canvas(stream, (105 * MM, 148 * MM), pageCompression=1, invariant=1)
    for badge in people:
        role = roles()[badge.role]
        canvas.setFillColor(role.colour)
        canvas.rect(7 * MM, 6 * MM, 91 * MM, 18 * MM, stroke=0, fill=1)
        canvas.setFillColor("#17211D")
        for font, size, height, text in (
            ("NotoSans-Regular", 9, 135, badge.event),
            ("NotoSans-Bold", 40, 105, badge.name),
            ("NotoSansSC-Bold", 27, 92, badge.native_name),
            ("NotoSans-Bold", 12, 75, badge.organisation),
            ("NotoSansSC-Regular", 11, 68, badge.native_organisation),
            ("NotoSans-Regular", 10, 62, badge.position),
            ("NotoSans-Bold", 12, 45, WORDS["country"](badge)),
            ("NotoSans-Bold", 12, 40, WORDS["languages"](badge)),
            ("NotoSans-Bold", 8, 28, badge.code),
            ("NotoSans-Bold", 22, 15, role.local),
            ("NotoSans-Regular", 11, 9, role.foreign),
        ):
            canvas.setFont(font, size)
            canvas.drawCentredString(52 * MM, height * MM, text)
        if badge.code not in marks:
            marks[badge.code] = _mark(badge.code)
        canvas.addLiteral(f"q 2 0 0 2 120 90 cm {marks[badge.code]} f Q")
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
