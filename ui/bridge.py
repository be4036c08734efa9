"""The one way from the window to the desk: verbs in a queue, answers and changes back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.writer import Now, machine_now
from ui import faults
from ui.delivery import deliver

_IDLE = 1.0  # seconds without a verb after which the log is folded into the file

Verb = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What a verb changed."""

    subjects: frozenset[str]

    def of(self, letters: str) -> bool:
        """Tell whether a subject of one of these letters changed: p d a l t e."""
        return any(subject[0] in letters for subject in self.subjects)


@dataclass(frozen=True, slots=True)
class _Call:
    """A verb that waits for its turn."""

    verb: Verb
    args: tuple[Any, ...]
    named: dict[str, Any]
    then: Callable[[Any], object] | None = None
    refused: Callable[[str], object] | None = None
    future: Future[Any] | None = None  # of a thread that waits for the result


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a verb."""

    call: _Call
    result: Any = None
    error: BaseException | None = None
    change: Change | None = None


class Bridge(QObject):
    """Runs verbs one after the other on the writing desk, and reads beside it."""

    changed = Signal(object)  # Change
    failed = Signal(str)
    waited = Signal(int)  # verbs in the queue
    _answered = Signal(object)

    def __init__(self, path: Path, now: Now = machine_now, state: Path | None = None) -> None:
        """Open an event file for writing and reading; raises DeskError as Desk does."""
        super().__init__()
        self.path, self.now = path, now
        self._queue: SimpleQueue[_Call | None] = SimpleQueue()
        self.waiting = 0
        self._closed = False
        opened: Future[bool] = Future()
        self._answered.connect(self._on_answered)
        self._thread = Thread(target=self._work, args=(opened, state), name="writer", daemon=True)
        self._thread.start()
        self.renewed = opened.result()  # whether the file is a copy that goes on as its own desk
        try:
            self.desk = Desk(path, now=now)
        except BaseException:
            self._queue.put(None)
            raise

    def run(
        self,
        verb: Verb,
        *args: Any,
        then: Callable[[Any], object] | None = None,
        refused: Callable[[str], object] | None = None,
        **named: Any,
    ) -> None:
        """Let a verb take its turn; its answer comes back on this thread, in the same order."""
        self.waiting += 1
        self.waited.emit(self.waiting)
        self._queue.put(_Call(verb, args, named, then, refused))

    def call(self, verb: Verb, *args: Any, **named: Any) -> Any:
        """Let a verb take its turn and wait for it; for threads that work in the background.

        Raises StoppedError where the window is closed already.
        """
        future: Future[Any] = Future()
        self._queue.put(_Call(verb, args, named, future=future))
        if not self._thread.is_alive():
            self._turn_away()
        return future.result()

    def remember(self, **values: str) -> None:
        """Keep values of this desk, which are no part of the journal."""
        self.run(_remember, values)

    def recalled(self, key: str, default: str = "") -> str:
        """Return a value of this desk."""
        return store.recall(self.desk.db, key, default)

    def close(self) -> None:
        """Finish what waits, and leave a complete file behind; nobody hears of it any more."""
        self._closed = True
        self.desk.close()
        self._queue.put(None)
        self._thread.join()
        self._turn_away()

    def _turn_away(self) -> None:
        """Tell who waits for a verb that came too late; there is nobody to do it any more."""
        with contextlib.suppress(Empty):
            while True:
                call = self._queue.get_nowait()
                if call and call.future:
                    call.future.set_exception(StoppedError(_("Stopped. Nothing was changed.")))

    def _on_answered(self, answer: _Answer) -> None:
        """Give an answer to whom it concerns, after those who read have heard of the change."""
        call = answer.call
        if not call.future:
            self.waiting -= 1
            self.waited.emit(self.waiting)
        if answer.change and not self._closed:  # what they would read is closed as well
            if answer.change.of("e"):
                self.desk.refresh()
            self.changed.emit(answer.change)
        if call.future:
            return
        if answer.error and (sentence := faults.sentence(answer.error)):
            if not self._closed:
                deliver(call.refused or self.failed.emit, sentence)
        elif answer.error:
            raise answer.error
        elif call.then and not self._closed:
            deliver(call.then, answer.result)

    # On the writer's thread #############################################################

    def _work(self, opened: Future[bool], state: Path | None) -> None:
        try:
            desk = Desk(self.path, writing=True, now=self.now, state=state)
        except BaseException as error:  # noqa: BLE001  the window's thread raises it
            opened.set_exception(error)
            return
        opened.set_result(desk.renewed)
        with desk:
            while (call := self._next(desk)) is not None:
                self._answer(desk, call)

    def _next(self, desk: Desk) -> _Call | None:
        """Wait for a verb; in the first quiet second make the file complete."""
        try:
            return self._queue.get(timeout=_IDLE)
        except Empty:
            with contextlib.suppress(DeskError):
                if desk.writer:
                    desk.writer.rest()
            return self._queue.get()

    def _answer(self, desk: Desk, call: _Call) -> None:
        result, failure = None, None
        try:
            result = call.verb(desk, *call.args, **call.named)
        except BaseException as error:  # noqa: BLE001  told to whoever asked
            failure = error
        touched = desk.touched()
        change = Change(touched) if touched and failure is None else None
        with contextlib.suppress(RuntimeError):  # the window is gone already
            self._answered.emit(_Answer(call, result, failure, change))
        if call.future and failure:
            call.future.set_exception(failure)
        elif call.future:
            call.future.set_result(result)


def _remember(desk: Desk, values: dict[str, str]) -> None:
    with desk.act():
        store.remember(desk.db, **values)
