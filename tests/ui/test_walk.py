"""Every page and every dialog: foreign text is harmless, all can be reached and read."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTableView, QWidget

from checkin import delegations, paths, people, reception
from checkin.desk import Desk
from checkin.interpreting import (
    assigning,
    illness,
    own_needs,
    profile,
    promises,
    publishing,
    situation,
)
from checkin.journal import store
from checkin.tables.writing import write_csv
from tests.ui import walk
from ui import dialogs
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.opening import Opening
from ui.dialogs.pin_dialog import PinDialog
from ui.dialogs.sheet import Sheet
from ui.dialogs.time_dialog import TimeDialog
from ui.dialogs.trouble_dialog import TroubleDialog
from ui.main_window import MainWindow
from ui.pages import interpreters_proposal
from ui.pages.interpreters_page import InterpretersPage
from ui.pages.interpreters_plan import InterpretersPlan

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HOSTILE = (
    "<b>Bold</b> & <img src='x' onerror='alert(1)'>",
    "<script>alert('x')</script><a href='file:///'>here</a>",
    "&File &amp; Söhne && Co. &lt;GmbH&gt;",
    'Robert\'); DROP TABLE person;-- "quoted"',
    '=HYPERLINK("a";"b")',
    "%s %n %1 {name} {0} $text ${text}",
    "\u202eniemals\u202c \u2066rechts\u2069 مرحبا",
    "Z" + "\u0301\u0327\u0488" * 200 + "algo",
    "👩‍👩‍👧‍👦 𝕱𝖗𝖆𝖐𝖙𝖚𝖗 ﷽",
    "王" * 3_000,
    "Unbreakable" * 700,
    "\u200b \u00a0\u2028\u3000",
)
_LONG = 200
# Each size and each language with each theme.
LOOKS = [
    (1280, 720, 100, "de", False),
    (1280, 720, 100, "en", True),
    (1920, 1080, 200, "de", True),
    (1920, 1080, 200, "en", False),
]
# Words that are the same in every language.
NAMES = {"English", "Deutsch", "checkin", "green cities", "green cities – checkin", "A", "B"}
NAMES |= {"a0", "harbin", "luhrmann", "zzzz", "DE → ZH  A"}  # typed here
NAMES |= {profile.load(name).title for name in profile.names()}
LIST = "anmeldungen.csv"  # whose headings are German in every language
# Function keys, codes of countries and languages, and sizes.
CODES = re.compile(r"F\d+( +Alt\+\d+)?|[A-Z]{2}|[a-z]{2}( [a-z]{2})*|[\d.]+ × [\d.]+ mm")
Windows = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for no better plan than a moment brings: it is looked at, not followed."""
    monkeypatch.setattr(interpreters_proposal, "SECONDS", 0.1)


@pytest.fixture
def hostile_event(event_file: Path, clock: Callable[[], int]) -> Path:
    """Fill a congress with names that would like to be something else."""
    with Desk(event_file, writing=True, now=clock) as desk, desk.act():
        for number, name in enumerate(HOSTILE):
            fields = ("organisation", "native_name", "position", "note", "city", "delegation")
            beside = dict.fromkeys(fields, name[:_LONG])
            people.enter(desk, {"family": f"A{number} {name}", **beside})
    return event_file


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Let everything that waits for its turn have it."""
    busy = window.background
    qtbot.waitUntil(lambda: window.bridge.waiting == 0 and not busy.jobs, timeout=60_000)
    QApplication.processEvents()


def everything(qtbot: QtBot, window: MainWindow, look: Callable[[QWidget], None]) -> set[type]:
    """Look at every page, all that its keys open, and every dialog; return which kinds were met."""
    met: set[type] = set()
    looked: set[frozenset[str]] = set()

    def at(top: QWidget) -> None:
        for _pass in range(5):  # one part's height may ask for another's
            QApplication.processEvents()
        here = frozenset(map(walk.told, walk.seen(top)))
        if here not in looked and not isinstance(top, QFileDialog):
            looked.add(here)
            met.update(type(part) for part in walk.parts(top))
            look(top)

    for name in list(window.pages):
        window.go(name)
        settle(qtbot, window)
        at(window)
        for about in FILLINGS.get(name, (choose_first,)):
            window.go(name)
            about(window)
            settle(qtbot, window)
            at(window)
            keys = ONLY.get(about)
            for action in [one for one in window.page.actions_here() if one.key]:
                if keys is not None and action.key not in keys:
                    continue
                window.go(name)  # some keys lead to another page
                about(window)
                settle(qtbot, window)
                at(window)
                walk.during(action.run, at)
                settle(qtbot, window)
                at(window)
                leave_sheet(window)
    for opening in (window.open_palette, window.open_keys):
        walk.during(opening, at)
    for made in dialogs_of(window):
        made.show()
        at(made)
        made.close()
        settle(qtbot, window)
    return met


def leave_sheet(window: MainWindow) -> None:
    """Press Esc until nothing is open but the page."""
    for _press in range(3):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)


def typed(*texts: str) -> Callable[[MainWindow], None]:
    """Return what types into the desk's field, with Enter between the texts."""

    def fill(window: MainWindow) -> None:
        field = window.pages["desk"].field  # type: ignore[attr-defined]
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Escape)
        for text in texts:
            QTest.keyClicks(QApplication.focusWidget() or field, text)
            QTest.keyClick(QApplication.focusWidget() or field, Qt.Key.Key_Return)

    return fill


def choose_first(window: MainWindow) -> None:
    """Choose the first row of every table of the page."""
    for table in window.page.findChildren(QTableView):
        if table.isVisible() and table.model().rowCount():
            table.selectRow(0)


def looking_at(view: int) -> Callable[[MainWindow], None]:
    """Return what turns to a view of the badges page."""

    def turn(window: MainWindow) -> None:
        window.pages["badges"].views.setCurrentIndex(view)  # type: ignore[attr-defined]
        choose_first(window)

    return turn


def in_delegation(window: MainWindow) -> None:
    """Open the first delegation, with guests whom nobody has named."""
    desk = window.bridge.desk
    for first in delegations.overview(desk, desk.moment(None))[:1]:  # an undo may leave none
        if not delegations.nameless(desk, first.delegation.id):
            window.bridge.call(reception.walk_ins, 2, first.delegation.id)
        window.page.arrive({"delegation": first.delegation.id})


def on_the_programme(
    view: str, chosen: str = "SELECT activity FROM booking GROUP BY 1 ORDER BY count(*) DESC, 1"
) -> Callable[[MainWindow], None]:
    """Return what turns to a view of the programme, with the longest list or another chosen."""

    def turn(window: MainWindow) -> None:
        desk, page = window.bridge.desk, window.pages["programme"]
        page.turn(view)  # type: ignore[attr-defined]
        page.view.arrive({"activity": store.single(desk.db, f"{chosen} LIMIT 1")})  # type: ignore[attr-defined]
        choose_first(window)

    return turn


def in_the_plan(
    view: str, mark: Callable[[InterpretersPlan], None] | None = None
) -> Callable[[MainWindow], None]:
    """Return what turns to a view of the interpreters, with people promised and one of them ill."""

    def turn(window: MainWindow) -> None:
        plan_something(window)
        page = window.pages["interpreters"]
        assert isinstance(page, InterpretersPage)
        page.turn(view)
        page.view.refresh()
        await_look(page.view)
        if mark:
            mark(page.view)  # type: ignore[arg-type]
        choose_first(window)

    return turn


def plan_something(window: MainWindow) -> None:
    """Plan the evening after the event, promise two people to it, and let one fall ill."""
    desk, call = window.bridge.desk, window.bridge.call
    people = list(situation.interpreters(desk))
    if any(one.away and one.away.isoformat().startswith(_EVENING) for one in people):
        return
    if not people and store.single(desk.db, "SELECT id FROM need WHERE title = 'A' LIMIT 1"):
        return  # one more need would have nobody either
    times = {"start": f"{_EVENING}T20:00", "end": f"{_EVENING}T22:00"}
    need = call(own_needs.add_need, {"title": "A", "source": "de", "target": "zh", **times})
    for one in people[:2]:
        call(assigning.assign, need, one.id, override=True, reason="B")
        call(illness.ill, one.id, desk.event.moment(times["start"]))
    for one in people[1:2]:
        call(illness.well, one.id)
    standing = promises.standing(desk)
    if standing:
        call(publishing.publish)
        call(assigning.withdraw, standing[-1].id, reason="B")


def await_look(view: Any) -> None:
    """Wait until a view was read beside the window."""
    looks = [getattr(view, name) for name in ("looking", "judging") if hasattr(view, name)]
    while view.bridge.waiting or any(one.busy for one in looks):
        QApplication.processEvents()


def by_needs(view: InterpretersPlan) -> None:
    """See the plan by needs."""
    view.turn("needs")


def somebody_ill(view: InterpretersPlan) -> None:
    """Mark the interpreter who is ill."""
    view.turn("people")
    people = view.sight.problem.people if view.sight else ()
    ill = [one.id for one in people if one.away and view.sight and view.sight.of(one.id)]
    view.grid.lanes.choose(next(iter(ill), ""))


def somebody_well(view: InterpretersPlan) -> None:
    """Mark an interpreter who is not ill."""
    view.turn("people")
    people = view.sight.problem.people if view.sight else ()
    view.grid.lanes.choose(next((one.id for one in people if not one.away), ""))


def somebody_promised(view: InterpretersPlan) -> None:
    """Mark a promise."""
    view.turn("people")
    view.grid.lanes.choose("", next((one.id for one in view.grid.lanes.bars if not one.hollow), ""))


def dropped_in_vain(view: InterpretersPlan) -> None:
    """Drop a need on somebody who may not take it, so that a reason is asked for."""
    sight = view.sight
    for one in sight.problem.demands if sight else ():
        for person in sight.problem.people if sight else ():
            if person.tongues.works(one.source, one.target) or view.side.sheet:
                continue
            view.planning.move(one.id, person.id, joining=False)


def a_table(view: InterpretersPlan) -> None:
    """Look at a table of names and slots, of which a rule or nobody here knows something."""
    file = view.bridge.path.with_name("a0.csv")
    names = [one.name for one in view.sight.problem.people] if view.sight else []
    rows = [(name, "x", "zh>de") for name in names]
    write_csv(file, ("Name", "A", "22.11.2012 14:00-15:30"), [*rows, ("zzzz", "x", "x")])
    view.planning.files.look_at(file)
    await_look(view)


def own_plan(window: MainWindow) -> None:
    """Scan the badge of the interpreter who has most to do."""
    desk, page = window.bridge.desk, window.pages["desk"]
    query = "SELECT person FROM assignment GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    if busiest := store.single(desk.db, query):
        page.own.show(busiest)  # type: ignore[attr-defined]


# A page is walked once with each of these on it.
_EVENING = "2012-11-23"
_FIXED = "SELECT id FROM activity WHERE hard_time = 'yes' ORDER BY 1"
_NEEDS = in_the_plan("plan", by_needs)
_PROMISE = in_the_plan("plan", somebody_promised)
_SOMEBODY = (in_the_plan("plan", somebody_ill), in_the_plan("plan", somebody_well))
_SHEETS = (in_the_plan("plan", dropped_in_vain), in_the_plan("plan", a_table))
_CLASHES = in_the_plan("clashes")
FILLINGS = {
    "programme": (
        *map(on_the_programme, ("plan", "speakers", "visits", "buses", "findings")),
        on_the_programme("plan", _FIXED),
    ),
    "interpreters": (
        in_the_plan("plan"),
        _NEEDS,
        *_SOMEBODY,
        *_SHEETS,
        _PROMISE,
        _CLASHES,
        *map(in_the_plan, ("calls", "hours")),
    ),
    "desk": (typed("luhrmann"), typed("a0"), typed("harbin", "1"), typed("zzzz"), own_plan),
    "delegations": (choose_first, in_delegation),
    "badges": (looking_at(0), looking_at(1)),
}

# Where some keys do what they do with anything else on the page, only these are pressed.
ONLY = {
    _NEEDS: ("F4", "Del"),
    **dict.fromkeys(_SOMEBODY, ("F7",)),
    _PROMISE: ("Shift+F4", "Ctrl+H", "Ctrl+E", "Del"),
    **dict.fromkeys(_SHEETS, ()),
    _CLASHES: ("F2", "F5", "1"),
}


def dialogs_of(window: MainWindow) -> Iterator[QWidget]:
    """Make the dialogs that no key of a page opens."""
    context, bridge = window.page.context, window.bridge
    yield Opening(window.settings)
    yield PinDialog(window, bridge, "leave")
    yield PinDialog(window, bridge, "change")
    yield TimeDialog(window, bridge)
    yield TroubleDialog(window, paths.machine_state() / "log")
    yield ImportDialog(context, window, paths.resources() / "demo" / LIST)


def test_no_page_and_no_dialog_reads_markup_out_of_names(
    qtbot: QtBot, open_window: Windows, hostile_event: Path
) -> None:
    window = open_window(hostile_event)
    found: set[str] = set()
    everything(qtbot, window, lambda top: found.update(walk.markup(top)))
    assert not found


def test_every_dialog_is_walked(qtbot: QtBot, demo_window: MainWindow) -> None:
    """A dialog that no action opens is opened nowhere in these tests."""
    met = everything(qtbot, demo_window, lambda _top: None)
    written = {
        kind
        for module in pkgutil.iter_modules(dialogs.__path__)
        for _name, kind in inspect.getmembers(
            import_module(f"ui.dialogs.{module.name}"), inspect.isclass
        )
        if issubclass(kind, (QDialog, Sheet)) and kind.__module__ == f"ui.dialogs.{module.name}"
    }
    assert written - {Sheet} <= met, sorted(kind.__name__ for kind in written - {Sheet} - met)


def test_all_that_one_can_act_on_has_a_name(qtbot: QtBot, demo_window: MainWindow) -> None:
    found: set[str] = set()
    everything(qtbot, demo_window, lambda top: found.update(walk.nameless(top)))
    assert not found


def test_tab_comes_to_all_that_one_can_act_on(qtbot: QtBot, demo_window: MainWindow) -> None:
    found: dict[str, list[str]] = {}

    def look(top: QWidget) -> None:
        if lost := walk.unreached(top):
            found[demo_window.page.name + " " + walk.told(top)] = lost

    everything(qtbot, demo_window, look)
    assert not found


@pytest.mark.parametrize(("width", "height", "size", "language", "dark"), LOOKS)
def test_nothing_is_clipped(
    qtbot: QtBot,
    open_window: Windows,
    demo_event: Path,
    width: int,
    height: int,
    size: int,
    language: str,
    *,
    dark: bool,
) -> None:
    window = open_window(demo_event, dark=dark, size=size, language=language)
    window.resize(width, height)
    QApplication.processEvents()
    assert window.size() == QSize(width, height), "the parts need more room than the screen has"
    found: set[str] = set()

    def look(top: QWidget) -> None:
        assert top.width() <= width
        assert top.height() <= height
        for _each in range(5):  # a clock or a count may just have changed its words
            faults = walk.clipped(top) + walk.cut_off(top) + walk.overlapping(top)
            if not faults:
                return
            QApplication.processEvents()
        found.update(faults)

    everything(qtbot, window, look)
    assert not found, "\n".join(sorted(found))


def test_no_word_stays_english(qtbot: QtBot, open_window: Windows, event_file: Path) -> None:
    """On an event without people all words are ours: those that stay the same are told here."""
    said = {}
    for language in ("en", "de"):
        collected: set[str] = set()
        window = open_window(event_file, language=language)
        everything(qtbot, window, lambda top: collected.update(walk.words(top)))  # noqa: B023  used at once
        window.close()
        said[language] = collected
    with (paths.translations() / "de" / "LC_MESSAGES" / "checkin.po").open("rb") as file:
        alike = {entry.id for entry in read_po(file) if entry.id == entry.string}
    told = (paths.resources() / "demo" / LIST).read_bytes()
    listed = " ".join(told.decode(page, "replace") for page in ("cp1252", "cp1251", "cp1257"))
    same = {
        text
        for text in said["en"] & said["de"]
        if any(sign.isalpha() for sign in text)
        and text not in alike | NAMES | available_timezones()
        and "/" not in text
        and not CODES.fullmatch(text)
        and not (text in listed or all(word in listed for word in text.replace("·", " ").split()))
    }
    assert not same, "\n".join(sorted(same))
