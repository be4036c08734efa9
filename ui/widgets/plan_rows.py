"""The rows of a plan: each has bars along the time, and what overlaps lies below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics

from ui import theme
from ui.theme import Tone
from ui.widgets.grid_blocks import HOUR, clock, columns, overlapping

AXIS, GAP, HEADING = 172, 4, 26  # px: left of the bars, around one, and above a group of rows
_NARROWEST, _LINE = 12, 18  # px of the shortest bar, and of a line of words


@dataclass(frozen=True, slots=True)
class Bar:
    """A time in a row; minutes are counted from the start of the day."""

    id: str
    row: str
    title: str
    below: tuple[str, ...]  # the most needed first
    begin: int
    end: int
    tone: Tone  # what its colour says, and
    word: str  # what that is called
    hollow: bool = False  # nobody is there

    def told(self, row: str) -> str:
        """Return the bar for a screen reader."""
        span = f"{clock(self.begin)}–{clock(self.end)}"
        return ", ".join(part for part in (row, span, self.title, *self.below, self.word) if part)


@dataclass(frozen=True, slots=True)
class Row:
    """Who or what has bars."""

    id: str
    title: str
    below: tuple[str, ...] = ()
    free: tuple[tuple[int, int], ...] | None = None  # when there is time; None is always
    above: str = ""  # what the rows from here on are called
    tone: Tone = Tone.PLAIN
    lines: int = 3  # of words in each of its bars
    takes: bool = False  # whether a bar can be dropped here, and this be dropped on a bar


@dataclass(slots=True)
class Arranged:
    """Where all is drawn, for a width of a minute and a height of a bar."""

    bars: dict[str, QRectF] = field(default_factory=dict)
    rows: dict[str, QRectF] = field(default_factory=dict)  # without the words above them
    high: float = 0


def span(bars: Sequence[Bar], rows: Sequence[Row]) -> tuple[int, int]:
    """Return the first and the last full hour that are shown."""
    begins = [one.begin for one in bars] or [8 * HOUR]
    ends = [one.end for one in bars] or [18 * HOUR]
    within = [piece for row in rows for piece in row.free or () if 0 < piece[0] < piece[1]]
    first = min(begins + [max(begin, 6 * HOUR) for begin, _end in within])
    last = max(ends + [min(end, 22 * HOUR) for _begin, end in within])
    return first // HOUR * HOUR, -(-last // HOUR) * HOUR


def arranged(
    rows: Sequence[Row], bars: Sequence[Bar], first: int, minute: float, wide: float
) -> Arranged:
    """Place rows below each other, each as high as its bars that overlap need."""
    found = Arranged()
    gap = theme.px(GAP)
    for row in rows:
        found.high += theme.px(HEADING) if row.above else 0
        top, lines = found.high, 1
        bar = theme.px(_LINE * row.lines + _LINE // 4)
        for group in overlapping([one for one in bars if one.row == row.id]):
            side_by_side = columns(group)
            lines = max(lines, len(side_by_side))
            for number, line in enumerate(side_by_side):
                for one in line:
                    left, long = (one.begin - first) * minute, (one.end - one.begin) * minute
                    found.bars[one.id] = QRectF(
                        left + 1, top + gap + number * (bar + gap), max(long - 2, _NARROWEST), bar
                    )
        high = gap + lines * (bar + gap)
        found.rows[row.id] = QRectF(0, top, wide, high)
        found.high += high
    return found


def filled(parts: Sequence[str], metrics: QFontMetrics, room: int, most: int) -> list[str]:
    """Return parts in at most so many lines, as many in each as there is room for."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and (len(lines) == most or metrics.horizontalAdvance(longer) <= room):
            lines[-1] = longer
        else:
            lines.append(part)
    dots = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(line, dots, room) for line in lines]


def broken(text: str, metrics: QFontMetrics, room: int, most: int) -> list[str]:
    """Return a text in at most so many lines, broken between words, the last ending in dots."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = 1
        while (
            count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= room
        ):
            count += 1
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        lines.append(" ".join(words))
    dots = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(line, dots, room) for line in lines]
