"""Self check-in: the whole screen for one guest at a time, left by the organiser's PIN alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from checkin import i18n, kiosk
from checkin.i18n import gettext as _
from checkin.kiosk import Greeting
from checkin.model import scanner
from ui import theme
from ui.dialogs.pin_dialog import PinDialog
from ui.page import Context
from ui.pages import kiosk_words
from ui.pages.kiosk_words import FALLBACK, LANGUAGES
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import Button, boxed, column, draw, label, name, panel, picture, row, tint
from ui.widgets.scan_field import ScanField

RESET = 15_000  # ms after which an answer, or what somebody left in the field, is gone
_LOOKS = {
    "welcome": (Tone.WELCOME, "tick"),
    "here": (Tone.WELCOME, "tick"),
    "gone": (Tone.NOTE, "out"),
    "desk": (Tone.LOOK, "person"),
}
_FIELD, _SIGN = 620, 72


class KioskPage(QWidget):
    """Shows nothing but the greeting of whoever stands before it."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.bridge = context.bridge
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Self check-in"))
        self.language = kiosk_words.meant([i18n.language()], FALLBACK)
        self._behind: list[QWidget] = []  # windows that wait until somebody leaves
        self._program = QApplication.instance() or QApplication([])
        self._open = True  # whether it may be closed without a PIN
        desk = self.bridge.desk
        self.field = ScanField(lambda text: scanner.read(desk.key, text))
        self.field.scanned.connect(self._on_given)
        self.field.entered.connect(lambda: self._on_given(self.field.value()))
        self.field.textEdited.connect(self._on_typed)
        self.welcome = label("", "name")
        self.scan = label("", "verdict")
        self.sign, self.word = picture("tick", Tone.WELCOME, _SIGN), label("", "verdict")
        self.who, self.native = label("", "name", wrap=True), label("", "native", wrap=True)
        self.words = label("", "verdict", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._resting())
        self.stack.addWidget(self._answering())
        self._reset = QTimer(self)
        self._reset.setSingleShot(True)
        self._reset.setInterval(RESET)
        self._reset.timeout.connect(self.rest)
        self._arrange()
        self.rest()

    def _arrange(self) -> None:
        title = label(shown(self.bridge.desk.event.title), "title", wrap=True)
        leave = Button(_("Leave …"), self.ask_pin, "Ctrl+L", "quiet")
        leave.setShortcut("Ctrl+L")
        languages = []
        for key, words in LANGUAGES.items():
            made = Button(words.language, partial(self.speak, key), look="quiet")
            languages.append(made)
        top = row(title, leave)
        top.setStretch(0, 1)
        practice = label(_("Practice: nothing counts."), "chip")
        practice.setProperty("tone", str(Tone.LOOK))
        self.field.setMinimumWidth(theme.px(_FIELD))
        practice.setVisible(self.bridge.desk.practising)
        layout = column(
            top,
            row(None, practice, None),
            self.stack,
            row(None, self.field, None),
            row(None, *languages, None),
            gap=2,
        )
        layout.setContentsMargins(*[theme.px(32)] * 4)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _resting(self) -> QWidget:
        every = " · ".join(one.welcome.rstrip("!！") for one in LANGUAGES.values())
        greetings = label(every, "soft")
        for one in (self.welcome, self.scan, greetings):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            one.setWordWrap(True)
        mark = picture("scan", Tone.ACCENT, _SIGN)
        parts = (row(None, mark, None), greetings, self.welcome, self.scan)
        return boxed(column(None, *parts, None, gap=2))

    def _answering(self) -> QWidget:
        for one in (self.word, self.who, self.native, self.words):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            one.setWordWrap(True)
        parts = (row(None, self.sign, None), self.word, self.who, self.native, self.words)
        self.band = panel(None, *parts, None, gap=1.5, margin=2, look="band")
        return self.band

    # Coming and going #####################################################################

    def begin(self, behind: QWidget | None = None) -> None:
        """Take the whole screen; all other windows are hidden until somebody leaves."""
        others = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        self._behind = [one for one in others if one is not behind and self._is_strange(one)]
        self._behind += [behind] if behind else []  # the last to come back is in front
        self._open = False
        self.setProperty("alone", True)  # noqa: FBT003  Qt's way
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.showFullScreen()
        for one in self._behind:
            one.hide()
        self._program.installEventFilter(self)
        self.activateWindow()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no window come before the guests: what opens now is shown when somebody leaves."""
        shown = event.type() == QEvent.Type.Show and not self._open
        if shown and isinstance(watched, QWidget) and self._is_strange(watched):
            QTimer.singleShot(0, self, partial(self._put_behind, watched))
        return False

    def _is_strange(self, one: QWidget) -> bool:
        """Tell whether this is a window that is no part of self check-in."""
        if one.windowType() not in {Qt.WindowType.Window, Qt.WindowType.Dialog}:
            return False
        part: QWidget | None = one
        while part is not None and part is not self:
            part = part.parentWidget()
        return part is None

    def _put_behind(self, one: QWidget) -> None:
        if not self._open and isValid(one) and one.isVisible():
            one.hide()
            if one not in self._behind:
                self._behind.insert(0, one)
            self.activateWindow()

    def ask_pin(self) -> None:
        """Let the organiser leave."""
        dialog = PinDialog(self, self.bridge, "leave")
        # Whoever walks away from the question must not leave it on the screen.
        QTimer.singleShot(2 * RESET, dialog, dialog.reject)
        right = dialog.exec()
        dialog.deleteLater()
        if right:
            self.leave()
        else:
            self.rest()

    def leave(self) -> None:
        """Give the screen back."""
        self._open = True
        self.setProperty("alone", False)  # noqa: FBT003  Qt's way
        self._program.removeEventFilter(self)
        for one in filter(isValid, self._behind):
            one.show()
            one.activateWindow()
        self.left.emit()
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless the PIN was right; whoever closes windows is asked for it."""
        if self._open:
            super().closeEvent(event)
            return
        event.ignore()
        QTimer.singleShot(0, self, self.ask_pin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the field whatever is typed or scanned, wherever the focus went by Tab."""
        if event.text().isprintable() and event.text() and not self.field.hasFocus():
            self.field.setFocus()
            QApplication.sendEvent(self.field, event)
        else:
            super().keyPressEvent(event)

    # Greeting #############################################################################

    def speak(self, language: str) -> None:
        """Say what to do in this language, until the next guest."""
        words = LANGUAGES[language]
        self.welcome.setText(words.welcome)
        self.scan.setText(words.scan)
        self.field.setPlaceholderText(words.type)
        name(self.field, words.scan)
        self._spoken = language
        self.field.setFocus()
        if language != self.language:
            self._reset.start()

    def rest(self) -> None:
        """Forget who was here, and wait for the next guest."""
        self._reset.stop()
        self.field.clear()
        for one in (self.word, self.who, self.native, self.words):
            one.clear()
        self.speak(self.language)
        self.stack.setCurrentIndex(0)
        self.field.setFocus()

    def waits(self) -> bool:
        """Tell whether what is shown will be forgotten by itself."""
        return self._reset.isActive() and self._reset.interval() == RESET

    def pass_time(self) -> None:
        """Do what happens when nobody does anything."""
        self._reset.timeout.emit()

    def show_greeting(self, greeting: Greeting) -> None:
        """Greet a guest, in a language of theirs."""
        words = LANGUAGES[kiosk_words.meant(greeting.languages, self._spoken)]
        tone, icon = _LOOKS[greeting.state]
        sentence = {
            "welcome": words.welcomed,
            "here": words.here,
            "gone": words.gone,
            "desk": words.desk,
        }[greeting.state]
        draw(self.sign, icon, tone, _SIGN)
        self.word.setText("" if greeting.state == "gone" else words.welcome)
        self.who.setText(shown(greeting.name))
        self.native.setText(shown(greeting.native_name))
        self.words.setText(sentence)
        for one in (self.who, self.native, self.word):
            one.setVisible(bool(one.text()))
        tint(self.band, tone)
        tint(self.word, tone)
        name(self.band, f"{sentence} {greeting.name}")
        self.stack.setCurrentIndex(1)
        self.field.clear()
        self.field.setFocus()
        self._reset.start()

    def _on_given(self, text: str) -> None:
        if text:
            self.bridge.run(kiosk.greet, text, then=self.show_greeting, refused=self._on_refused)

    def _on_refused(self, _sentence: str) -> None:
        self.show_greeting(Greeting("desk"))

    def _on_typed(self, _text: str) -> None:
        """Make room for the next guest, who does not wait."""
        if self.stack.currentIndex():
            self.stack.setCurrentIndex(0)
        self._reset.start()
