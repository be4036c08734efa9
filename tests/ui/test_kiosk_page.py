"""Self check-in: greets in the guest's language, forgets at once, and only the PIN ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from checkin import i18n, people, pin
from checkin.desk import Desk
from checkin.journal import store
from tests.conftest import Clock
from ui import theme
from ui.background import Background
from ui.bridge import Bridge
from ui.dialogs.pin_dialog import PinDialog
from ui.page import Context
from ui.pages import kiosk_page
from ui.pages.kiosk_page import KioskPage
from ui.pages.kiosk_words import LANGUAGES
from ui.printing import Printing
from ui.settings import Settings
from ui.widgets.plain import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GUESTS = {
    "zh": {"family": "Li", "given": "Na", "native_name": "李娜", "languages": "zh en"},
    "uk": {"family": "Шевченко", "given": "Тарас", "languages": "uk ru"},
    "ru": {"family": "Иванова", "given": "Анна", "languages": "ru"},
    "lv": {"family": "Liepiņa", "given": "Ilze", "languages": "lv"},
    "kk": {"family": "Құдайберген", "given": "Жәнібек", "languages": "kk"},
    "en": {"family": "O'Brien", "given": "Pat", "languages": "en"},
    "de": {"family": "Müller", "given": "Anna", "languages": "de"},
}


@pytest.fixture
def codes(event_file: Path, clock: Clock) -> dict[str, str]:
    """Register a guest of each language, and return the codes of their badges."""
    with Desk(event_file, writing=True, now=clock) as desk:
        pin.choose(desk, "2468")
        found = {key: people.enter(desk, values) for key, values in GUESTS.items()}
        return {key: desk.badge_code(person.id) for key, person in found.items()}


@pytest.fixture
def kiosk(
    qapp: QApplication,
    qtbot: QtBot,
    event_file: Path,
    codes: dict[str, str],  # noqa: ARG001  the guests come first
    clock: Clock,
    tmp_path: Path,
) -> Iterator[KioskPage]:
    """Begin self check-in on a full screen."""
    i18n.use("en")
    theme.apply(qapp, dark=False, size=100)
    background, bridge = Background(), Bridge(event_file, now=clock)
    settings = Settings(tmp_path / "window.json")
    made = KioskPage(Context(bridge, background, settings, Printing(bridge)))
    with qtbot.waitExposed(made):
        made.begin()
    yield made
    if isValid(made):
        made._open = True  # noqa: SLF001  the test ends without the PIN
        made.close()
        made.deleteLater()
    background.close()
    bridge.close()


def texts(kiosk: KioskPage) -> str:
    """Return all that can be read on the screen."""
    labels = [one.text() for one in kiosk.findChildren(QLabel) if one.isVisible()]
    return "\n".join([*labels, kiosk.field.text()])


def given(qtbot: QtBot, kiosk: KioskPage, text: str) -> None:
    """Type a text as a scanner or a guest does, and wait for the answer."""
    kiosk.field.clear()
    if text.isascii():
        qtbot.keyClicks(kiosk.field, text)
    else:
        kiosk.field.insert(text)
    qtbot.keyClick(kiosk.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not kiosk.bridge.waiting)


def in_dialog(kiosk: KioskPage, act: Callable[[PinDialog], object]) -> None:
    """Do something in the question for the PIN, as soon as it is there."""

    def look() -> None:
        found = next((one for one in kiosk.findChildren(PinDialog) if one.isVisible()), None)
        if found:
            act(found)
        else:
            QTimer.singleShot(10, kiosk, look)

    QTimer.singleShot(0, kiosk, look)


@pytest.mark.parametrize("language", sorted(GUESTS))
def test_each_guest_is_greeted_in_the_own_language(
    qtbot: QtBot, kiosk: KioskPage, codes: dict[str, str], language: str
) -> None:
    given(qtbot, kiosk, codes[language])
    shown = texts(kiosk)
    assert LANGUAGES[language].welcome in shown
    assert LANGUAGES[language].welcomed in shown
    assert GUESTS[language]["family"] in shown


def test_a_scan_follows_a_scan_without_waiting(
    qtbot: QtBot, kiosk: KioskPage, codes: dict[str, str]
) -> None:
    for language, code in codes.items():
        given(qtbot, kiosk, code)
        assert GUESTS[language]["family"] in texts(kiosk)
        assert kiosk.field.text() == ""
    here = store.single(kiosk.bridge.desk.db, "SELECT count(DISTINCT person) FROM attendance")
    assert here == len(GUESTS)


def test_letters_show_nobody_and_a_whole_name_shows_its_owner(
    qtbot: QtBot, kiosk: KioskPage
) -> None:
    for typed in ("L", "Li", "Mül", "Müller", "Anna"):
        given(qtbot, kiosk, typed)
        shown = texts(kiosk)
        assert not any(values["given"] in shown for values in GUESTS.values()), typed
        assert LANGUAGES["en"].desk in shown
    given(qtbot, kiosk, "Anna Müller")
    assert LANGUAGES["de"].welcomed in texts(kiosk)


def test_the_next_letter_hides_who_was_here(
    qtbot: QtBot, kiosk: KioskPage, codes: dict[str, str]
) -> None:
    given(qtbot, kiosk, codes["zh"])
    assert "李娜" in texts(kiosk)
    qtbot.keyClicks(kiosk.field, "a")
    assert "李娜" not in texts(kiosk)


def test_it_forgets_by_itself(qtbot: QtBot, kiosk: KioskPage, codes: dict[str, str]) -> None:
    assert kiosk_page.RESET == 15_000
    given(qtbot, kiosk, codes["zh"])
    assert kiosk.waits()
    kiosk.pass_time()
    assert "李娜" not in texts(kiosk)
    assert LANGUAGES["en"].scan in texts(kiosk)
    assert kiosk.field.hasFocus()


def test_what_somebody_left_in_the_field_is_forgotten_too(qtbot: QtBot, kiosk: KioskPage) -> None:
    qtbot.keyClicks(kiosk.field, "half a name")
    assert kiosk.waits()
    kiosk.pass_time()
    assert kiosk.field.text() == ""


def test_a_guest_chooses_the_language_of_the_words(qtbot: QtBot, kiosk: KioskPage) -> None:
    kiosk.speak("lv")
    assert LANGUAGES["lv"].scan in texts(kiosk)
    given(qtbot, kiosk, "somebody unknown")
    assert LANGUAGES["lv"].desk in texts(kiosk)
    kiosk.pass_time()
    assert LANGUAGES["en"].scan in texts(kiosk)


def test_a_scan_is_taken_wherever_the_focus_is(
    qtbot: QtBot, kiosk: KioskPage, codes: dict[str, str]
) -> None:
    button = next(one for one in kiosk.findChildren(Button) if one.words() == "English")
    button.setFocus()
    qtbot.keyClick(button, codes["de"][0])
    assert kiosk.field.hasFocus()
    qtbot.keyClicks(kiosk.field, codes["de"][1:])
    qtbot.waitUntil(lambda: LANGUAGES["de"].welcomed in texts(kiosk))


def test_it_stays_when_somebody_closes_it_or_does_not_know_the_pin(
    qtbot: QtBot, kiosk: KioskPage
) -> None:
    for attempt in ("", "0000"):
        answers: list[str] = []

        def give_up(dialog: PinDialog, attempt: str = attempt) -> None:
            qtbot.keyClicks(dialog.old, attempt)
            qtbot.keyClick(dialog.old, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: bool(dialog.remark.text()))
            answers.append(dialog.remark.text())  # noqa: B023  this round's
            dialog.reject()

        in_dialog(kiosk, give_up)
        kiosk.close()
        qtbot.waitUntil(lambda: bool(answers))  # noqa: B023  this round's
        assert answers == ["That is not the PIN."]
        assert kiosk.isVisible()
        assert kiosk.isFullScreen()


def test_only_the_pin_ends_it(qtbot: QtBot, kiosk: KioskPage) -> None:
    left: list[bool] = []
    kiosk.left.connect(lambda: left.append(True))

    def unlock(dialog: PinDialog) -> None:
        for digit in "2468":
            key = next(one for one in dialog.findChildren(Button) if one.words() == digit)
            qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(dialog.ready, Qt.MouseButton.LeftButton)

    in_dialog(kiosk, unlock)
    qtbot.keyClick(kiosk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(left))
    qtbot.waitUntil(lambda: not isValid(kiosk))


def test_five_wrong_pins_wait(qtbot: QtBot, kiosk: KioskPage) -> None:
    dialog = PinDialog(kiosk, kiosk.bridge, "leave")
    dialog.show()
    for _try in range(5):
        qtbot.keyClicks(dialog.old, "0000")
        qtbot.keyClick(dialog.old, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not dialog.old.text())
    assert "wait 30 seconds" in dialog.remark.text()
    assert not dialog.ready.isEnabled()
    qtbot.keyClicks(dialog.old, "2468")
    qtbot.keyClick(dialog.old, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()
