"""From a key pressed in the real window until all that it changes is painted."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any, Self

from benchmarks import bench_find, bench_scan
from checkin import i18n
from checkin.founding import found
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.model import code
from checkin.search import index

_SEED = 2012
_SCANS, _TYPED = 200, 100
_LETTERS = 4  # of a name, each of which is one measurement
_BATCH = 5_000
_MACHINE = 1_353_657_600_000  # 2012-11-23, 9 o'clock in Magdeburg
_PATIENCE = 30.0  # seconds
_MS = 1000.0
_GOALS = {
    "key to results painted": ("<= 2 ms", "<= 8 ms"),
    "scan to answer painted": ("", "<= commit + 16.7 ms"),
}

Figures = dict[str, tuple[list[float], list[float]]]


def measure(size: int) -> list[dict[str, Any]]:
    """Search and scan in a window without a screen, on a congress of this size."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as name:
        for home in ("HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[home] = name
        i18n.use("en")
        event = _congress(Path(name), size)
        with _Hands(event) as hands:
            figures: Figures = {
                "key to results painted": hands.search(),
                "scan to answer painted": hands.scan(),
            }
    rows = []
    for what, (floor, ours) in figures.items():
        beside, taken = quantiles(floor, n=100), quantiles(ours, n=100)
        for percentile, place, goal in (("p50", 49, 0), ("p99", 98, 1)):
            figure = {"floor": beside[place], "ours": taken[place], "unit": "ms"}
            ratio = {"ratio": taken[place] / beside[place], "goal": _GOALS[what][goal]}
            rows.append({"what": f"{what}, {percentile}", "size": size, **figure, **ratio})
    return rows


def _congress(folder: Path, people: int) -> Path:
    """Make the event file of a congress with names from many countries."""
    path, days = folder / "congress.checkin", (date(2012, 11, 21), date(2012, 11, 23))
    with (
        found(
            path,
            title="Congress",
            first=days[0],
            last=days[1],
            zone_name="Europe/Berlin",
            label="A",
            now=lambda: _MACHINE,
        ) as desk,
        desk.act(),
    ):
        records = [record for _number, record in bench_find.register(people)]
        for start in range(0, people, _BATCH):
            desk.keep(_registered(record) for record in records[start : start + _BATCH])
    return path


def _registered(record: index.Record) -> Fact:
    named = {"family": record.family, "given": record.names[0], "country": record.country}
    return Fact("registered", fresh("p"), {"set": {**named, "organisation": record.words[0]}})


class _Hands:
    """Somebody who types into the desk page, and sees what is painted."""

    def __init__(self, event: Path) -> None:
        # Qt is told first that there is no screen.
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        from ui import theme  # noqa: PLC0415
        from ui.bridge import Bridge  # noqa: PLC0415
        from ui.main_window import MainWindow  # noqa: PLC0415
        from ui.settings import Settings  # noqa: PLC0415

        self.copy = Path(shutil.copy(event, event.with_name("plain.checkin")))
        self.app = QApplication([])
        theme.apply(self.app, dark=False, size=100)
        settings = Settings(event.with_name("window.json"))
        self.window = MainWindow(Bridge(event, now=lambda: _MACHINE), settings)
        self.page: Any = self.window.pages["desk"]
        self.window.show()
        self.window.activateWindow()
        self.desk = self.window.bridge.desk
        self.chance = random.Random(_SEED)
        self.painted: set[object] = set()
        self.watch = _watch(self.painted, self.page.hits.viewport(), self.page.card)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.window.close()

    def search(self) -> tuple[list[float], list[float]]:
        """Type the beginnings of names; return how long plain search and table take, and ours."""
        some = self.desk.db.execute(
            "SELECT family FROM person ORDER BY random() LIMIT ?", (_TYPED,)
        )
        names = [name[:_LETTERS] for (name,) in some if name[:_LETTERS].isascii()]
        plain = _Plain([record for _n, record in bench_find.register(self._people())])
        floor, ours = [], []
        for turn, name in enumerate(["warm", *names]):
            self._clear()
            for place, letter in enumerate(name, 1):
                taken = self._timed(letter, self.page.hits.viewport())
                beside = plain.timed(name[:place])
                if turn:
                    ours.append(taken)
                    floor.append(beside)
                self._rest()
        self._clear()
        return floor, ours

    def scan(self) -> tuple[list[float], list[float]]:
        """Scan badges; return how long the same rows take in plain SQLite, and our answers."""
        everybody = [row[0] for row in self.desk.db.execute("SELECT id FROM person ORDER BY n")]
        people = self.chance.sample(everybody, min(_SCANS, len(everybody)))
        floor, ours = [], []
        answers: list[object] = []

        def on_answered(outcome: object) -> None:
            answers.append(outcome)
            self.painted.clear()  # what was painted before was not the answer

        self.page.answers.answered.connect(on_answered)
        copied = store.connect(self.copy, writing=True)
        for person in people:
            text = code.code_of(self.desk.key, code.first_token(self.desk.key, person)[0])
            self._press(text[:-1])
            self._rest()
            before = len(answers)
            ours.append(
                self._timed(text[-1], self.page.card, lambda: len(answers) > before)  # noqa: B023
            )
            self._rest()
            floor.append(_commit(copied, *bench_scan._rows(self.desk, person)))  # noqa: SLF001
        copied.close()
        return floor, ours

    def _people(self) -> int:
        return int(store.single(self.desk.db, "SELECT count(*) FROM person"))

    def _press(self, text: str) -> None:
        from PySide6.QtTest import QTest  # noqa: PLC0415  as above

        QTest.keyClicks(self.page.field, text)

    def _clear(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415  as above
        from PySide6.QtTest import QTest  # noqa: PLC0415

        QTest.keyClick(self.page.field, Qt.Key.Key_Escape)
        self._rest()

    def _timed(self, letter: str, part: object, there: Callable[[], bool] = lambda: True) -> float:
        """Press one key, and wait until what it brings is painted."""
        self.painted.clear()
        started = time.perf_counter()
        self._press(letter)
        while not there() or part not in self.painted:
            self._turn(started)
        return (time.perf_counter() - started) * _MS

    def _turn(self, started: float) -> None:
        self.app.processEvents()
        assert time.perf_counter() - started < _PATIENCE, "never painted"

    def _rest(self) -> None:
        """Let everything have its turn that nobody waits for."""
        end = time.perf_counter() + 0.01
        while self.window.bridge.waiting or time.perf_counter() < end:
            self.app.processEvents()


def _watch(painted: set[object], *parts: Any) -> object:
    """Note which of these parts are painted."""
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415  as above

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.add(watched)
            return False

    watch = Watch()
    for part in parts:
        part.installEventFilter(watch)
    return watch


class _Plain:
    """A prefix index of the same names, and a plain table that shows what it finds."""

    def __init__(self, records: list[index.Record]) -> None:
        from PySide6.QtGui import QStandardItemModel  # noqa: PLC0415  as above
        from PySide6.QtWidgets import QTableView  # noqa: PLC0415

        self.db = sqlite3.connect(":memory:")
        bench_find._floor(self.db, list(enumerate(records, 1)))  # noqa: SLF001
        self.model, self.table = QStandardItemModel(20, 4), QTableView()
        self.table.setModel(self.model)
        self.table.resize(430, 400)
        self.table.show()

    def timed(self, text: str) -> float:
        """Find by a prefix, put the rows into the table, and paint it."""
        started = time.perf_counter()
        bench_find._plain(self.db, text)  # noqa: SLF001
        self.model.clear()
        self.model.setRowCount(20)
        self.model.setColumnCount(4)
        self.table.viewport().repaint()
        return (time.perf_counter() - started) * _MS


def _commit(db: sqlite3.Connection, *rows: Any) -> float:
    started = time.perf_counter()
    bench_scan._plainly(db, *rows)  # noqa: SLF001
    return (time.perf_counter() - started) * _MS
