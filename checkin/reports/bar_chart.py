"""A chart of bars as SVG or PNG: how many of each, its rule, and as of when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from checkin import paths
from checkin.attendance import as_of, counting, outsiders, phrases, tallies
from checkin.attendance.rules import require
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.vocabulary import fields, naming

ENDINGS = (".svg", ".png")
BY = tuple(one for one in counting.BY if one not in {"activity", "day", "hour"})

_INK, _SOFT, _BAR, _GRID = "#17211D", "#5B6B64", "#1F6F54", "#DCE5E1"
_WIDTH, _LEFT, _RIGHT, _TOP, _ROW, _FOOT = 960, 250, 120, 92, 30, 64  # px
_MOST = 40  # bars; the smaller ones are joined
_SHORT = 34  # characters of a name
_FONT = "Noto Sans, Noto Sans SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of one key there are."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that stands on a chart."""

    title: str
    about: str
    bars: tuple[Bar, ...]
    total: int
    notes: tuple[str, ...]
    nothing: str  # what it says without a bar


def drawn_up(  # noqa: PLR0913  what is counted, how, and for whom
    desk: Desk,
    by: str = "country",
    activity: str = "",
    *,
    rule: str = "persons",
    abroad: str = "",
    to_outsiders: bool = False,
) -> Chart:
    """Return the chart of those who attended, by a key; raises DeskError for one there is not."""
    require(by, BY)
    at = desk.moment(None)
    counted = tallies.tally(desk, by, activity or None, rule, abroad or None)
    cells = [(row["key"], row["attended"]) for row in counted.rows if row["attended"]]
    whole = counted.total["attended"]
    joined, nothing = [], _("Nobody has attended yet.")
    notes = [counted.text, as_of.sentence(as_of.stands(desk), at)]
    if to_outsiders:
        may = outsiders.told(counted)
        cells = [(one.key, one.attended) for one in may.cells if not one.joined]
        joined = [Bar(_("others"), one.attended) for one in may.cells if one.joined]
        whole = may.total or 0
        if may.total is None:
            nothing = _("Fewer than {n} have attended.").format(n=outsiders.LEAST)
        notes.insert(0, may.text)
    where = desk.activity(counting.activity_of(desk, activity) or "") if activity else None
    about = " · ".join(part for part in (desk.event.title, where.title if where else "") if part)
    bars = [Bar(name(by, key), count) for key, count in cells] + joined
    bars.sort(key=lambda one: -one.count)
    if len(bars) > _MOST:
        rest = sum(one.count for one in bars[_MOST - 1 :])
        bars = [*bars[: _MOST - 1], Bar(_("others"), rest)]
    return Chart(title(by), about, tuple(bars), whole, tuple(notes), nothing)


def title(by: str) -> str:
    """Return what a chart by a key is called."""
    return {
        "country": _("Participants by country"),
        "delegation": _("Participants by delegation"),
        "role": _("Participants by role"),
        "organisation_type": _("Participants by kind of organisation"),
        "origin": _("Participants by origin"),
        "tier": _("Participants by how far they came"),
        "city": _("Participants by city"),
        "language": _("Participants by language"),
    }[by]


def name(by: str, key: str | None) -> str:
    """Return what a key, or none, is called in the language of the reader."""
    if not key:
        return _("not assigned") if by == "organisation_type" else _("unknown")
    if by == "country":
        return naming.country(key, language())
    if by == "language":
        return naming.tongue(key, language())
    if by in {"organisation_type", "tier"}:
        return (fields.tier if by == "tier" else fields.organisation_type)(key)
    if by == "origin":
        key = _("From abroad") if key == "abroad" else _("From this country")
    return key


def svg(chart: Chart) -> str:
    """Return the chart as SVG text, which shows foreign text as nothing but text."""
    height = _TOP + _ROW * max(len(chart.bars), 1) + _FOOT
    most = max((one.count for one in chart.bars), default=1)
    wide = _WIDTH - _LEFT - _RIGHT
    size = f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{_FONT}" role="img">',
        f"<title>{_safe(chart.title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
        _text(24, 36, chart.title, _INK, size=22, bold=True),
        _text(24, 60, chart.about[:110], _SOFT),
    ]
    for place, one in enumerate(chart.bars):
        top = _TOP + place * _ROW
        length = max(round(wide * one.count / most, 1), 1.0)
        words = one.words if len(one.words) <= _SHORT else one.words[: _SHORT - 1] + "…"
        figure = f"{phrases.grouped(one.count)} · {phrases.percent(one.count, chart.total)}"
        parts += [
            f'<rect x="{_LEFT}" y="{top + 4}" width="{wide}" height="{_ROW - 8}" fill="{_GRID}"/>',
            f'<rect x="{_LEFT}" y="{top + 4}" width="{length}" height="{_ROW - 8}" fill="{_BAR}"/>',
            _text(_LEFT - 12, top + 20, words, _INK, end=True),
            _text(_LEFT + wide + 10, top + 20, figure, _INK),
        ]
    if not chart.bars:
        parts.append(_text(24, _TOP + 20, chart.nothing, _SOFT))
    for line, note in enumerate(_notes(chart)):
        parts.append(_text(24, height - _FOOT + 26 + line * 16, note, _SOFT, size=11))
    return "\n".join([*parts, "</svg>", ""])


def write(chart: Chart, out: Path) -> None:
    """Write a chart as SVG or, by that ending, as PNG; raises DeskError where it cannot be."""
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        sentence = _("“{word}” cannot be written here; choose of: {choices}.")
        raise DeskError(sentence.format(word=out.suffix, choices=", ".join(ENDINGS)))
    text = svg(chart)
    try:
        if ending == ".png":
            out.write_bytes(png(text))
        else:
            out.write_text(text, "utf-8")
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error


def png(text: str) -> bytes:
    """Return SVG text as a PNG of twice its size, in the fonts that the program brings."""
    import resvg_py  # noqa: PLC0415  slow to load

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=text,
            zoom=2,
            font_dirs=[str(paths.resources() / "fonts")],
            skip_system_fonts=True,
        )
    )


def _notes(chart: Chart) -> Sequence[str]:
    """Return the notes in lines that fit."""
    lines, line = [], ""
    for word in " ".join(chart.notes).split():
        if len(line) + len(word) > 150:  # noqa: PLR2004  characters of a line
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line][:3]


def _text(  # noqa: PLR0913  where, what, and how it looks
    x: float,
    y: float,
    text: str,
    colour: str,
    size: int = 14,
    *,
    bold: bool = False,
    end: bool = False,
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="end"' if end else ""
    look = f'font-size="{size}"{weight}{anchor}'
    return f'<text x="{x}" y="{y}" fill="{colour}" {look}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    """Return foreign text as XML holds it; characters that XML has no place for are left out."""
    return escape("".join(sign for sign in text if sign.isprintable() and sign < "\ufffe"))
