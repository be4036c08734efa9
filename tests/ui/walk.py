"""Walks of the window: what a page shows, whether it fits, and what a keyboard reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
_SLACK = 1  # px that rounding may take
_LAPS = 1_000  # steps without anything new, where Tab never comes back to the first
_SECTIONS = 8  # of a date and its time, through which Tab goes before it goes on


def told(widget: QWidget) -> str:
    """Say which widget it is, by its kind, its words and where it stands."""
    worded = isinstance(widget, QLabel | QAbstractButton | QLineEdit)
    words = (widget.text() if worded else "") or widget.accessibleName()
    chain = []
    parent = widget.parentWidget()
    while parent is not None and len(chain) < 3:
        chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} {words[:60]!r} in {' < '.join(chain)}"


def parts(top: QWidget) -> list[QWidget]:
    """List a widget and all that is in it."""
    return [top, *top.findChildren(QWidget)]


def seen(top: QWidget) -> list[QWidget]:
    """List what of it can be seen."""
    return [part for part in parts(top) if part.isVisible() and not part.size().isEmpty()]


# Foreign text ############################################################################


def markup(top: QWidget) -> Iterator[str]:
    """Yield every part that would read markup, or a mnemonic, out of its text."""
    for part in parts(top):
        if isinstance(part, QLabel) and part.textFormat() is not Qt.TextFormat.PlainText:
            yield f"{told(part)}: reads markup"
        texts = [part.text()] if isinstance(part, QAbstractButton) else []
        texts += [part.title()] if isinstance(part, QGroupBox) else []
        texts += [part.tabText(n) for n in range(part.count())] if isinstance(part, QTabBar) else []
        texts += [action.text() for action in part.actions()]
        if any("&" in text.replace("&&", "") for text in texts):
            yield f"{told(part)}: loses a &"
        tip = part.toolTip()
        if tip and not re.fullmatch(r"<qt>[^<>]*</qt>", tip):
            yield f"{told(part)}: tool tip {tip[:60]!r}"


# Reach ###################################################################################


def interactive(top: QWidget) -> list[QWidget]:
    """List what a person can act on; parts of these, as the field in a box of choices, left out."""
    return [
        part
        for part in seen(top)
        if isinstance(part, INTERACTIVE)
        and part.isEnabled()
        and not any(isinstance(over, INTERACTIVE) for over in ancestors(part, top))
        and not type(part).__name__.startswith(("QScrollBar", "QHeaderView", "QTabBarPrivate"))
        and not (isinstance(part, QAbstractSlider) and part.focusPolicy() is Qt.FocusPolicy.NoFocus)
    ]


def ancestors(part: QWidget, top: QWidget) -> Iterator[QWidget]:
    """Yield what a part is in, from the inside to the outside."""
    over = part.parentWidget() if part is not top else None
    while over is not None:
        yield over
        over = over.parentWidget() if over is not top else None


def nameless(top: QWidget) -> list[str]:
    """List what a person can act on and a screen reader cannot tell."""
    found = []
    for part in interactive(top):
        interface = QAccessible.queryAccessibleInterface(part)
        name = interface.text(QAccessible.Text.Name)
        if not name.strip() or interface.role() in {
            QAccessible.Role.NoRole,
            QAccessible.Role.Client,
        }:
            found.append(told(part))
    return found


def companions(part: QWidget) -> list[QWidget]:
    """Return the buttons of an exclusive group: Tab comes to one of them, arrows to the others."""
    if not isinstance(part, QAbstractButton) or not part.isCheckable():
        return [part]
    group, over = part.group(), part.parentWidget()
    if group and group.exclusive():
        return list(group.buttons())
    if part.autoExclusive() and over:
        return [one for one in over.findChildren(type(part)) if one.autoExclusive()]
    return [part]


def keypad(part: QWidget) -> bool:
    """Tell whether a button stands for a key that one can press as well."""
    return isinstance(part, QAbstractButton) and part.text() in {*"0123456789", "⌫"}


def unreached(top: QWidget) -> list[str]:
    """List what Tab never comes to."""
    reached: set[QWidget] = set()
    top.activateWindow()
    QApplication.processEvents()
    if QApplication.focusWidget() is None:
        top.setFocus()
        QTest.keyClick(top, Qt.Key.Key_Tab)
    idle, began = 0, QApplication.focusWidget()
    # It ends where it began: what a page shows may follow where one has been last.
    while (focus := QApplication.focusWidget()) and (idle < _SECTIONS or focus is not began):
        idle = idle + 1 if focus in reached else 0
        reached.add(focus)
        if idle > _LAPS:
            break
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return [
        told(part)
        for part in interactive(top)
        if not keypad(part) and not reached.intersection(companions(part))
    ]


# Room ####################################################################################


def clipped(top: QWidget) -> list[str]:
    """List what does not show all of its words."""
    return [
        f"{told(part)}: has {part.width()}x{part.height()}, needs {needs[0]}x{needs[1]}"
        for part in seen(top)
        if (needs := needed(part))
        and (part.width() + _SLACK < needs[0] or part.height() + _SLACK < needs[1])
    ]


def needed(part: QWidget) -> tuple[int, int] | None:
    """Return the room that the words of a part take, or nothing for what has none."""
    if isinstance(part, QLabel) and part.text():
        edges = part.size() - part.contentsRect().size()
        border = part.sizeHint()
        if part.wordWrap():
            return 0, part.heightForWidth(part.width())
        metrics = part.fontMetrics()
        words = max(metrics.horizontalAdvance(line) for line in part.text().split("\n"))
        if part.property("elides"):  # and says the whole where one points at it
            words = 0
        return max(words + edges.width(), 0), min(
            border.height(), metrics.height() + edges.height()
        )
    if isinstance(part, QTabBar) or (isinstance(part, QAbstractButton) and part.text()):
        hint = part.minimumSizeHint() if isinstance(part, QTabBar) else part.sizeHint()
        return hint.width(), hint.height()
    if isinstance(part, QComboBox):
        return needed_by_choice(part)
    if isinstance(part, QLineEdit) and part.placeholderText() and not part.text():
        words = part.fontMetrics().horizontalAdvance(part.placeholderText())
        return words, part.fontMetrics().height()
    return None


def needed_by_choice(part: QComboBox) -> tuple[int, int]:
    """Return the room that a list of choices needs for the chosen one."""
    option = QStyleOptionComboBox()
    part.initStyleOption(option)
    field = part.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, part
    )
    if part.property("elides") and part.accessibleDescription() == part.currentText():
        words = part.fontMetrics().horizontalAdvance("ab …")
    else:
        words = part.fontMetrics().horizontalAdvance(part.currentText())
    return part.width() - field.width() + words, part.minimumSizeHint().height()


def cut_off(top: QWidget) -> list[str]:
    """List what reaches over the edge of what it is in; what scrolls may."""
    found = []
    for part in seen(top):
        over = part.parentWidget()
        if part is top or over is None or part.isWindow() or scrolls(part, top):
            continue
        if not over.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(part.geometry()):
            found.append(f"{told(part)}: {rectangle(part.geometry())} in {rectangle(over.rect())}")
    return found


def scrolls(part: QWidget, top: QWidget) -> bool:
    """Tell whether a part lies in something that scrolls."""
    return any(isinstance(over, QAbstractScrollArea) for over in ancestors(part, top))


def rectangle(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {rect.width()}x{rect.height()}"


def overlapping(top: QWidget) -> list[str]:
    """List words that lie over each other."""
    worded = [(part, visible_rect(part, top)) for part in seen(top) if needed(part)]
    worded = [(part, rect) for part, rect in worded if rect.isValid()]
    found = []
    for place, (one, its) in enumerate(worded):
        for other, others in worded[place + 1 :]:
            shared = its & others
            if shared.width() <= _SLACK or shared.height() <= _SLACK:
                continue
            if not (one.isAncestorOf(other) or other.isAncestorOf(one)):
                found.append(f"{told(one)} and {told(other)}: {rectangle(shared)}")
    return found


def visible_rect(part: QWidget, top: QWidget) -> QRect:
    """Return where a part can be seen, cut by all that it is in."""
    rect = QRect(part.mapTo(top, QPoint(0, 0)), part.size()) if part is not top else part.rect()
    for over in ancestors(part, top):
        rect &= QRect(over.mapTo(top, QPoint(0, 0)), over.size())
    return rect


# Words ###################################################################################


def words(top: QWidget) -> set[str]:
    """Collect everything that a part says, to the eye or to a screen reader."""
    said: set[str] = set()
    for part in parts(top):
        said |= {part.accessibleName(), part.accessibleDescription(), part.windowTitle()}
        if isinstance(part, QLabel | QAbstractButton):
            said.add(part.text().replace("&&", "&"))
        if isinstance(part, QLineEdit):
            said |= {part.placeholderText()}
        if isinstance(part, QComboBox):
            said |= {part.itemText(n) for n in range(part.count())}
        if isinstance(part, QTabBar):
            said |= {part.tabText(n) for n in range(part.count())}
        if isinstance(part, QTableView):
            model, across = part.model(), Qt.Orientation.Horizontal
            said |= {str(model.headerData(n, across) or "") for n in range(model.columnCount())}
    return said


# Dialogs #################################################################################


def during(open_it: Callable[[], object], look: Callable[[QDialog], None]) -> None:
    """Open what waits for an answer, look at it, and close it again without one."""
    failures: list[BaseException] = []

    def at_it() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        try:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            look(dialog)
        except BaseException as error:  # noqa: BLE001  raised again below, outside of Qt's loop
            failures.append(error)
        dialog.reject()

    timer = QTimer()
    timer.setInterval(50)
    timer.timeout.connect(at_it)
    timer.start()
    open_it()
    timer.stop()
    if failures:
        raise failures[0]
