"""A measure: a figure with its unit, typed or stepped, that tells what a hand has changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from checkin.i18n import gettext as _
from checkin.i18n import language
from ui import theme

_WIDE, _INSET = 84, 8
_UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def figure(value: float, decimals: int = 1) -> str:
    """Return a figure as people here write it, without needless zeros."""
    locale = QLocale(language())
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    written = locale.toString(float(value), "f", decimals)  # a whole number is another to Qt
    point = locale.decimalPoint()
    return written.rstrip("0").rstrip(point) if point in written else written


def millimetres(width: float, height: float) -> str:
    """Return a size as people here write it."""
    return _("{width} × {height} mm").format(width=figure(width), height=figure(height))


class Measure(QDoubleSpinBox):
    """A number between two limits; undoing is left to the page, which undoes whole steps."""

    changed = Signal(float)

    def __init__(  # noqa: PLR0913  what a measure is
        self,
        name: str,
        unit: str,
        low: float,
        high: float,
        *,
        step: float = 0.5,
        decimals: int = 2,
    ) -> None:
        super().__init__()
        self.setLocale(QLocale(language()))
        self.setAccessibleName(name)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        if unit:
            self.setSuffix(f" {unit}")
        self.setKeyboardTracking(False)
        self.setMinimumWidth(theme.px(_WIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.changed)
        self.lineEdit().setTextMargins(theme.px(_INSET), 0, 0, 0)

    def put(self, value: float) -> None:
        """Show a value without telling it as a change."""
        if round(value, self.decimals()) != round(self.value(), self.decimals()):
            with QSignalBlocker(self):
                self.setValue(value)

    def textFromValue(self, value: float) -> str:
        """Return the figure without needless zeros."""
        return figure(value, self.decimals())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls around."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Leave the keys that undo to the page."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _UNDOING)
        ):
            event.ignore()
            return False
        return super().event(event)
