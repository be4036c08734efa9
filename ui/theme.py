"""The design language: colours in light and dark, sizes, fonts and icons, at every text size."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from checkin import paths

GRID = 8
BODY = 15
SMALLEST, LARGEST = 100, 200  # percent of the text size
_SIZE = re.compile(r"(\d+(?:\.\d+)?)px")
_HAIRLINE = 2.0  # px up to which a border stays as thin as it is
_FAMILIES = ("Noto Sans", "Noto Sans SC")


class Tone(StrEnum):
    """What a colour says; always beside an icon and a word."""

    PLAIN = "plain"
    SOFT = "soft"
    ACCENT = "accent"
    WELCOME = "welcome"
    LOOK = "look"
    STOP = "stop"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look, by what they are for."""

    ground: str
    panel: str
    line: str
    zebra: str
    text: str
    soft: str
    accent: str
    accent_ground: str
    on_accent: str
    welcome: str
    welcome_ground: str
    look: str
    look_ground: str
    stop: str
    stop_ground: str
    note: str
    note_ground: str

    def ink(self, tone: Tone) -> str:
        """Return the colour of words and icons of this tone."""
        return self.text if tone is Tone.PLAIN else str(getattr(self, tone))

    def under(self, tone: Tone) -> str:
        """Return the colour that lies under words of this tone."""
        return (
            self.zebra if tone in {Tone.PLAIN, Tone.SOFT} else str(getattr(self, f"{tone}_ground"))
        )


LIGHT = Theme(
    ground="#F4F6F5",
    panel="#FFFFFF",
    line="#DDE3E0",
    zebra="#F0F4F2",
    text="#17211D",
    soft="#5B6B64",
    accent="#0F6B5C",
    accent_ground="#E3F1EE",
    on_accent="#FFFFFF",
    welcome="#196D41",
    welcome_ground="#DDF2E5",
    look="#9D5D00",
    look_ground="#FDEFD6",
    stop="#881D17",
    stop_ground="#FBE3E0",
    note="#1C5295",
    note_ground="#E2ECF9",
)
DARK = Theme(
    ground="#121816",
    panel="#1B2320",
    line="#2E3935",
    zebra="#222C28",
    text="#E8EFEC",
    soft="#9DB0A8",
    accent="#5CC7B2",
    accent_ground="#1D3A34",
    on_accent="#10201C",
    welcome="#94E2B6",
    welcome_ground="#143B26",
    look="#F9DCAD",
    look_ground="#3D2C0C",
    stop="#FF9A90",
    stop_ground="#4A1814",
    note="#A2C6F6",
    note_ground="#17304F",
)

PAPER, PRINT = "#FFFFFF", "#000000"  # what is printed, or scanned off the screen, in either look

_theme, _percent = LIGHT, SMALLEST


def current() -> Theme:
    """Return the colours in use."""
    return _theme


def percent() -> int:
    """Return the text size in use, in percent."""
    return _percent


def px(size: float) -> int:
    """Return how many pixels a size of 100 % text takes now."""
    return round(size * _percent / 100)


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the font for what is painted by hand."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    made.setBold(bold)
    return made


def apply(app: QApplication, *, dark: bool, size: int) -> None:
    """Give the whole program a look: light or dark, and a text size in percent."""
    global _theme, _percent
    _theme, _percent = (DARK if dark else LIGHT), min(max(size, SMALLEST), LARGEST)
    _load_fonts()
    app.setStyle(QStyleFactory.create("Fusion"))
    base = QFont()
    base.setFamilies([*_FAMILIES, base.defaultFamily()])
    base.setPixelSize(px(BODY))
    app.setFont(base)
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())


def system_is_dark() -> bool:
    """Tell whether the machine is set to a dark look."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def icon(name: str, tone: Tone | None = None, size: float = 24) -> QIcon:
    """Return an icon of ours in the colour of a tone; None is the soft one, as words beside it."""
    colour = _theme.soft if tone is None else _theme.ink(tone)
    made = QIcon(pixmap(name, colour, size))
    made.addPixmap(
        pixmap(name, _theme.accent, size), QIcon.Mode.Normal, QIcon.State.On
    )  # a checked button
    return made


def pixmap(name: str, colour: str, size: float = 24) -> QPixmap:
    """Return an icon drawn in a colour, at the size that the text size asks for."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio() if screen else 1.0
    return _drawn(name, colour, px(size), ratio)


@cache
def _drawn(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    source = (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(side, side) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        renderer.render(painter, QRectF(0, 0, side, side))
    return picture


@cache
def _load_fonts() -> None:
    for file in sorted((paths.resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _palette() -> QPalette:
    """Return Qt's own roles in our colours, for what no style sheet reaches."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: _theme.ground,
        QPalette.ColorRole.Base: _theme.panel,
        QPalette.ColorRole.AlternateBase: _theme.zebra,
        QPalette.ColorRole.Button: _theme.panel,
        QPalette.ColorRole.WindowText: _theme.text,
        QPalette.ColorRole.Text: _theme.text,
        QPalette.ColorRole.ButtonText: _theme.text,
        QPalette.ColorRole.PlaceholderText: _theme.soft,
        QPalette.ColorRole.Highlight: _theme.accent_ground,
        QPalette.ColorRole.HighlightedText: _theme.text,
        QPalette.ColorRole.ToolTipBase: _theme.panel,
        QPalette.ColorRole.ToolTipText: _theme.text,
        QPalette.ColorRole.Link: _theme.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(_theme.soft))
    return made


def _style_sheet() -> str:
    """Return the style sheet with the colours in their places and every size as large as asked."""
    source = (paths.resources() / "style.qss").read_text("utf-8")
    marks = {
        name: _tinted(icon_name, colour)
        for name, icon_name, colour in (
            ("down", "down", _theme.soft),
            ("mark", "mark", _theme.on_accent),
        )
    }
    return _SIZE.sub(_scaled, Template(source).substitute(asdict(_theme), **marks))


def _tinted(name: str, colour: str) -> str:
    """Return the path of an icon in a colour, as a style sheet can only name files."""
    source = (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")
    folder = paths.machine_state() / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}-{colour.removeprefix('#')}.svg"
    if not file.is_file():
        file.write_text(source.replace("currentColor", colour), "utf-8")
    return file.as_posix()


def _scaled(found: re.Match[str]) -> str:
    size = float(found[1])
    return found[0] if size <= _HAIRLINE else f"{px(size)}px"
