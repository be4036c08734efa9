"""Long work beside the window: with progress, a stop, and one sentence where it fails."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from checkin.errors import StoppedError
from checkin.i18n import gettext as _
from ui import faults
from ui.delivery import deliver

_TOLD_EVERY = 0.05  # seconds

Progress = Callable[[int, int], None]


class Job(QObject):
    """One long work under way."""

    moved = Signal(int, int)  # done of all

    def __init__(
        self,
        title: str,
        then: Callable[[Any], object] | None = None,
        refused: Callable[[str], object] | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__()
        self.title, self.then, self.refused = title, then, refused
        self.quiet = quiet  # not worth a word in the status line
        self.done = self.all = 0
        self._stopping = False
        self._told = 0.0

    def stop(self) -> None:
        """Ask the work to stop; it leaves nothing half done."""
        self._stopping = True

    def progress(self, done: int, of: int) -> None:
        """Note how far the work is; raises StoppedError where it is to stop. For its thread."""
        if self._stopping:
            raise StoppedError(_("Stopped. Nothing was changed."))
        self.done, self.all = done, of
        now = time.monotonic()
        if now - self._told >= _TOLD_EVERY:
            self._told = now
            self.moved.emit(done, of)


class Background(QObject):
    """Runs long works, each in a thread of its own."""

    began = Signal(object)  # Job
    ended = Signal(object)  # Job, when nothing of it runs any more
    failed = Signal(str)
    _finished = Signal(object, object, object)  # Job, result, error

    def __init__(self) -> None:
        super().__init__()
        self._jobs: dict[Job, Thread] = {}
        self._finished.connect(self._on_finished)

    @property
    def jobs(self) -> list[Job]:
        """Return what is under way and worth a word."""
        return [job for job in self._jobs if not job.quiet]

    def run(
        self,
        title: str,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], object] | None = None,
        refused: Callable[[str], object] | None = None,
        quiet: bool = False,
        **named: Any,
    ) -> Job:
        """Begin a work, called with a progress and these values; its result goes to `then`."""
        job = Job(title, then, refused, quiet=quiet)
        thread = Thread(target=self._work, args=(job, work, args, named), name=title)
        self._jobs[job] = thread
        if not quiet:
            self.began.emit(job)
        thread.start()
        return job

    def close(self) -> None:
        """Stop all works and wait until they are gone."""
        for job, thread in list(self._jobs.items()):
            job.stop()
            thread.join()
        self._jobs.clear()

    def _on_finished(self, job: Job, result: object, error: BaseException | None) -> None:
        thread = self._jobs.pop(job, None)
        if thread is None:
            return  # the window was closed meanwhile
        thread.join()
        if not job.quiet:
            self.ended.emit(job)
        if error and (sentence := faults.sentence(error)):
            deliver(job.refused or self.failed.emit, sentence)
        elif error:
            raise error
        elif job.then:
            deliver(job.then, result)

    def _work(
        self, job: Job, work: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        """Do a work, on its own thread."""
        try:
            result, error = work(job.progress, *args, **named), None
        except BaseException as raised:  # noqa: BLE001  raised again on the window's thread
            result, error = None, raised
        with contextlib.suppress(RuntimeError):  # the window is gone already
            self._finished.emit(job, result, error)
