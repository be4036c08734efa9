"""Pictures of every page on the demo's second morning, in both looks and both languages."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from checkin import (
    bookings,
    buses,
    card,
    congress,
    demo,
    demo_clock,
    demo_stage,
    i18n,
    paths,
    receivers,
    reception,
    sheets,
)
from checkin.attendance import targets
from checkin.desk import Desk
from checkin.kiosk import Greeting
from checkin.printing import jobs, words
from checkin.reports import paper_list
from ui import theme
from ui.bridge import Bridge
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.opening import Opening
from ui.main_window import MainWindow
from ui.page import Context
from ui.pages.kiosk_page import KioskPage
from ui.settings import Settings

SIZE = (1280, 720)
LANGUAGES = ("en", "de")
LOOKS = ("light", "dark")

_NAMESAKES, _TYPED = "Wang", "Kalni"
_SCANNED, _STOPPED = "WANG Wei Bingcheng", "Wackernagel"
_OPERATOR = "KB"
_GUESTS, _ASKED = "Kursgäste China", 7  # a delegation, and how many of its badges are in the queue
_LATE = 2  # passengers of a bus who are not there yet
_ON_PAGE = 24  # people
_CHANNELS = "de en zh ru"
_TARGETS = "abroad 25 %; attended 120; country:CN 15"
_LIST = "harbin.csv"  # whose code page has to be found out
_ROUND, _PATIENCE = 0.01, 20.0  # seconds
_FIRST_ROUNDS, _ROUNDS = 80, 12  # in which nothing may be under way: figures wait for a pause


def take(folder: Path) -> None:
    """Leave the pictures in a folder of their own, and nothing else anywhere."""
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false")
    app = QApplication.instance() or QApplication(["checkin"])
    assert isinstance(app, QApplication)  # noqa: S101  made above
    spoken, screens = i18n.language(), folder / demo.SCREENS
    screens.mkdir(exist_ok=True)
    before = qInstallMessageHandler(lambda *_said: None)  # it has no frames of windows to tell of
    with tempfile.TemporaryDirectory() as name:
        stage = Path(name)
        kept = demo.play_morning(stage / "played").rename(stage / "kept")
        for look in LOOKS:
            for language in LANGUAGES:
                i18n.use(language)
                theme.apply(app, dark=look == "dark", size=theme.SMALLEST)
                for scene, widget in _scenes(_again(kept, stage / f"{look} {language}"), language):
                    widget.grab().save(str(screens / f"{scene}-{look}-{language}.png"))
    i18n.use(spoken)
    qInstallMessageHandler(before)


def _again(kept: Path, folder: Path) -> Bridge:
    """Open the morning once more, as the very same desk, at the same minute."""
    state = folder / "state"
    shutil.copytree(paths.machine_state() / "desks", state / "desks")
    event = Path(shutil.copy(kept, folder / demo_stage.FILES["A"]))
    now = demo_clock.of(event)
    assert now  # noqa: S101  it is the demo's
    return Bridge(event, now, state)


def _scenes(bridge: Bridge, language: str) -> Iterator[tuple[str, QWidget]]:
    """Bring the window into one state after the other; yield each with its name."""
    settings = Settings(bridge.path.with_name("window.json"))
    settings.set("language", language)
    bridge.remember(operator=_OPERATOR)
    bridge.call(demo_clock.unmark)
    window = MainWindow(bridge, settings)
    window.resize(*SIZE)
    window.show()
    try:
        yield from _at_the_desk(window)
        for name in window.pages:
            if name not in {"desk", "programme", "badges", "delegations", "receivers"}:
                window.go(name, {"person": _person(bridge.desk, _SCANNED)})
                yield name, _settled(window)
        yield from _of_delegations(window)
        yield from _of_the_programme(window)
        yield "attendance-outsiders", _outsiders(window)
        yield from _of_visits(window)
        yield "attendance-house", _house(window)
        yield from _of_paper(window)
        yield from _of_badges(window)
        yield from _of_receivers(window)
        yield from _beside(window)
    finally:
        window.close()
        window.deleteLater()


def _at_the_desk(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    desk, page = window.bridge.desk, window.pages["desk"]
    window.go("desk")
    _press(page.first(), Qt.Key.Key_F5)
    _settled(window, _FIRST_ROUNDS)
    _press(QApplication.focusWidget() or page, Qt.Key.Key_Return)
    _settled(window, _FIRST_ROUNDS)
    _type(page.first(), _NAMESAKES)
    yield "desk-namesakes", _settled(window)
    _press(page.first(), Qt.Key.Key_Escape)
    _type(page.first(), _TYPED)
    yield "desk-preview", _settled(window)
    _press(page.first(), Qt.Key.Key_Escape)
    _scan(page.first(), desk.badge_code(_person(desk, _SCANNED)))
    yield "desk-answer", _settled(window)
    stopped = desk.person(_person(desk, _STOPPED))
    assert stopped  # noqa: S101  the story tells of this person
    _scan(page.first(), stopped.code)
    yield "desk-stop", _settled(window)
    _press(page.first(), Qt.Key.Key_Escape)


def _of_delegations(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield all delegations, one with its members, and its unnamed guests being named."""
    window.go("delegations")
    yield "delegations", _settled(window)
    guests = _delegation(window.bridge.desk)
    window.page.arrive({"delegation": guests})
    yield "delegations-members", _settled(window)
    window.bridge.call(reception.walk_ins, _ASKED, guests)
    _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_F7)
    yield "delegations-guests", _settled(window)
    window.page.arrive({})


def _of_the_programme(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield today, the fullest visit of the next day, how it runs late, and who speaks today."""
    window.go("programme")
    yield "programme", _settled(window)
    activities = window.bridge.desk.programme.activities.values()
    fullest = max(activities, key=lambda one: len(bookings.waiting(window.bridge.desk, one.id)))
    window.page.arrive({"activity": fullest.id})
    yield "programme-waiting", _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_F5)
    yield "programme-late", _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    window.go("programme", {"view": "speakers"})
    yield "programme-speakers", _settled(window)


def _outsiders(window: MainWindow) -> MainWindow:
    """Show the figures that may leave the house, and how far the targets are."""
    window.bridge.call(targets.settle, {"targets": _TARGETS})
    window.go("attendance", {"view": "figures"})
    window.page.restore({"figures": {"by": "country", "outsiders": "yes"}})
    window.page.read()
    return _settled(window, _FIRST_ROUNDS)


def _of_visits(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield the board of visits with a briefing, and the roll call of a bus that boards."""
    bridge = window.bridge
    window.go("programme", {"view": "visits"})
    yield "programme-visits", _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_F8)
    yield "programme-briefing", _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    bus = buses.buses(bridge.desk)[0]
    leg = buses.legs(bridge.desk, bus.id)[0]
    there = [one.id for one in buses.passengers(bridge.desk, bus.id)][:-_LATE]
    bridge.call(buses.board_all, leg.id, there)
    window.go("programme", {"view": "buses", "leg": leg.id})
    yield "programme-buses", _settled(window)
    window.page.arrive({"view": "plan"})


def _house(window: MainWindow) -> MainWindow:
    """Show the head count."""
    window.go("attendance", {"view": "house"})
    return _settled(window)


def _of_paper(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield a page of a list as it is typed in, and the desk planner."""
    desk = window.bridge.desk
    everybody = [row.person for row in paper_list.rows(desk)]
    pages = [everybody[:_ON_PAGE], everybody[_ON_PAGE:]]
    code = window.bridge.call(sheets.draw_up, "paper", pages)
    window.go("attendance", {"view": "paper"})
    window.page.arrive({"view": "paper", "code": code, "numbers": "2-4 7"})
    yield "attendance-paper", _settled(window)
    window.go("attendance", {"view": "planner"})
    yield "attendance-planner", _settled(window, _FIRST_ROUNDS)


def _of_badges(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield the queue after a small mishap, a batch with its check, and the layouts."""
    bridge = window.bridge
    members = card.members(bridge.desk, _delegation(bridge.desk))
    asked = [bridge.call(jobs.queue, one.id, "again") for one in members[:_ASKED]]
    bridge.call(jobs.mark, asked[:3], "printed")
    bridge.call(jobs.mark, asked[3:4], "failed", words.joined(words.reasons(["media-empty"])))
    window.go("badges")
    _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_Home)
    yield "badges", _settled(window)
    window.page.arrive({"print": [one.id for one in members]})
    yield "badges-check", _settled(window)
    _press(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    window.page.restore({"view": 1})
    yield "badges-layouts", _settled(window, _FIRST_ROUNDS)
    window.page.arrive({})


def _of_receivers(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield the receivers of a delegation, one of them lost, and a guest who is to get one."""
    bridge = window.bridge
    settings = {"channels": _CHANNELS, "deposit": "badge", "receivers": "40"}
    bridge.call(congress.settle, settings)
    for one in card.members(bridge.desk, _delegation(bridge.desk)):
        bridge.call(receivers.lend, one.id)
    bridge.call(receivers.give_up, "2", "not-brought-back")
    window.go("receivers", {"person": _person(bridge.desk, _SCANNED)})
    yield "receivers", _settled(window)
    _press(window.page.first(), Qt.Key.Key_Return)
    yield "receivers-lent", _settled(window)


def _delegation(desk: Desk) -> str:
    found = card.delegations(desk, "de")
    return next(subject for subject, title in found if title == _GUESTS)


def _beside(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Yield what lies before the pages: the import assistant and the kiosk."""
    context = Context(window.bridge, window.background, window.settings, window.printing)
    taken = ImportDialog(context, window, paths.resources() / "demo" / _LIST)
    taken.show()
    _settled(window)
    yield "import", taken
    taken.go_on()
    _settled(window)
    yield "import-columns", taken
    taken.close()
    kiosk = KioskPage(context)
    kiosk.resize(*SIZE)
    kiosk.show()
    _settled(window)
    yield "kiosk", kiosk
    guest = window.bridge.desk.person(_person(window.bridge.desk, _SCANNED))
    assert guest  # noqa: S101  the story tells of this person
    kiosk.show_greeting(Greeting("welcome", guest.whole_name, guest.native_name, ("zh",)))
    _settled(window)
    yield "kiosk-greeting", kiosk
    kiosk.close()
    kiosk.deleteLater()
    opening = Opening(window.settings)
    opening.show()
    _settled(window)
    yield "opening", opening
    opening.reject()
    opening.deleteLater()


def _person(desk: Desk, text: str) -> str:
    return desk.find(text, 1)[0].id


# Keys, and time for the window to answer ##############################################


def _press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(widget, event)


def _type(widget: QWidget, text: str) -> None:
    for letter in text:
        _press(widget, Qt.Key.Key_unknown, letter)


def _scan(widget: QWidget, code: str) -> None:
    _type(widget, code)
    _press(widget, Qt.Key.Key_Return)


def _settled(window: MainWindow, rounds: int = _ROUNDS) -> MainWindow:
    """Let the window come to rest: nothing waits for the desk and no work is under way."""
    end, quiet = time.monotonic() + _PATIENCE, 0
    while quiet < rounds and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(_ROUND)
        busy = window.bridge.waiting or window.background.jobs
        quiet = 0 if busy else quiet + 1
    return window
