"""Printing by the Internet Printing Protocol (RFC 8011): the system of this machine, or a printer.

On Linux and macOS the system of the machine is CUPS. On macOS this is untried.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.printing import line, media, message, page_files, words
from checkin.printing.line import Place
from checkin.printing.message import Group, Message, Of, Tag, Value
from checkin.printing.printer import (
    BrokenError,
    BusyError,
    Document,
    GoneError,
    Printer,
    Progress,
    RefusedError,
    Size,
    UnknownPrinterError,
    job_number,
)

_PRINT, _VALIDATE, _CANCEL, _ASK_JOB, _JOBS, _ASK_PRINTER = 0x02, 0x04, 0x08, 0x09, 0x0A, 0x0B
_CUPS_PRINTERS = 0x4002
_LATER = {0x0502, 0x0504, 0x0505, 0x0506, 0x0507, 0x0508}
"""Statuses with which a printer has taken nothing and may take it later."""
_NOT_FOUND = {0x0406, 0x0407}
_REFUSED = 0x0400  # from here on statuses say no
_STATES: Mapping[int, str] = {3: "idle", 4: "busy", 5: "stopped"}
_JOB_STATES: Mapping[int, str] = {
    3: "waiting",
    4: "waiting",
    5: "printing",
    6: "printing",
    7: "cancelled",
    8: "failed",
    9: "printed",
}
_NO_NEWS = {"printing", "processing", "ready", "idle"}  # words that repeat the state
_MOST_JOBS = 1000
_USER = "checkin"  # names nobody

_ASKED_OF_PRINTER = (
    *("printer-name", "printer-info", "printer-make-and-model", "printer-state"),
    *("printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs"),
    *("document-format-supported", "sides-supported", "print-scaling-supported"),
    *("media-supported", "media-size-supported", "media-col-supported"),
    *("media-ready", "media-col-ready", "printer-resolution-supported", "operations-supported"),
    *("pwg-raster-document-resolution-supported", "pwg-raster-document-type-supported"),
    "pwg-raster-document-sheet-back",
)
_ASKED_OF_JOB = (
    *("job-id", "job-name", "job-state", "job-state-reasons", "job-state-message"),
    *("job-impressions-completed", "job-media-sheets-completed", "job-printer-state-reasons"),
    "job-printer-state-message",
)


class Ipp:
    """A print system that speaks the protocol; names are queues of this machine, or addresses."""

    def printers(self) -> list[Printer]:
        """Return the queues of this machine."""
        question = _question(_CUPS_PRINTERS, line.here("/"), _requested(_ASKED_OF_PRINTER))
        answer = _asked(line.here("/"), question)
        if answer.code in _NOT_FOUND:
            return []
        _require(answer)
        return [_printer(group.text("printer-name"), group) for group in answer.of(Of.PRINTER)]

    def printer(self, name: str) -> Printer:
        """Return how a printer is now."""
        return _printer(name, self._described(name))

    def send(self, name: str, document: Document, note: Callable[[], str]) -> str:
        """Send a document in a kind that the printer takes; return its number there."""
        there, described = _place(name), self._described(name)
        if not (described.all("printer-is-accepting-jobs") or (True,))[0]:
            raise BusyError(words.aborted(0x0506))
        with tempfile.TemporaryDirectory(prefix="sent-", dir=document.path.parent) as folder:
            kind, file = page_files.fitting(described, document, Path(folder))
            settings = _settings(described, document, kind)
            self._validate(there, described, settings)

            def question() -> bytes:
                return message.encode(_question(_PRINT, there, *settings(note())))

            content = line.send(there, question, _chunks(file), file.stat().st_size)
        answer = _understood(content)
        if answer.code in _LATER:
            raise BusyError(_said(answer))
        _require(answer)
        number = next((job.number("job-id") for job in answer.of(Of.JOB)), None)
        if number is None:
            raise BrokenError(_("The printer does not say how it calls the job."))
        return str(number)

    def progress(self, name: str, remote: str, title: str) -> Progress:
        """Return how far a job is, in the words of its print system."""
        number = job_number(remote)
        if not number:
            return Progress("lost")
        there = _place(name)
        answer = _asked(there, _question(_ASK_JOB, there, _job(number), _requested(_ASKED_OF_JOB)))
        if answer.code in _NOT_FOUND:
            return Progress("lost")
        _require(answer)
        job = next(iter(answer.of(Of.JOB)), None)
        if job is None or job.text("job-name") not in {"", title}:
            return Progress("lost")  # the numbers have begun anew with another's jobs
        return self._progress(name, job)

    def find(self, name: str, title: str) -> str | None:
        """Return the number of the job with this title, done or not."""
        there = _place(name)
        for which in ("not-completed", "completed"):
            asked = {
                "which-jobs": (Value(Tag.KEYWORD, which),),
                "limit": (Value(Tag.INTEGER, _MOST_JOBS),),
            }
            answer = _asked(
                there, _question(_JOBS, there, asked, _requested(("job-id", "job-name")))
            )
            if answer.code in _NOT_FOUND:
                continue
            _require(answer)
            for job in answer.of(Of.JOB):
                if job.text("job-name") == title and job.number("job-id") is not None:
                    return str(job.number("job-id"))
        return None

    def cancel(self, name: str, remote: str) -> None:
        """Ask for a job to be called off; one that is over stays as it is."""
        there, number = _place(name), job_number(remote)
        if number:
            _asked(there, _question(_CANCEL, there, _job(number)))

    def _described(self, name: str) -> Group:
        there = _place(name)
        answer = _asked(there, _question(_ASK_PRINTER, there, _requested(_ASKED_OF_PRINTER)))
        if answer.code in _NOT_FOUND:
            raise UnknownPrinterError(_("There is no printer {name}.").format(name=name))
        _require(answer)
        found = answer.of(Of.PRINTER)
        if not found:
            raise RefusedError(_("The printer answers what is no answer of a printer."))
        return found[0]

    def _validate(self, there: Place, described: Group, settings: Settings) -> None:
        """Let the printer refuse before anything is sent, where it can."""
        if _VALIDATE not in described.all("operations-supported"):
            return
        answer = _asked(there, _question(_VALIDATE, there, *settings(_USER)))
        if answer.code in _LATER:
            raise BusyError(_said(answer))
        _require(answer)

    def _progress(self, name: str, job: Group) -> Progress:
        state = _JOB_STATES.get(job.number("job-state") or 0, "waiting")
        reasons = job.words("job-state-reasons")
        if state == "printed" and "job-completed-with-errors" in reasons:
            state = "faulty"
        own = job.text("job-state-message")
        said = words.reasons((*reasons, *job.words("job-printer-state-reasons")))
        if state in {"waiting", "printing"}:
            told = self._obstacle(name)
            return Progress(state, told or words.joined(said))  # type: ignore[arg-type]
        return Progress(
            state,  # type: ignore[arg-type]
            words.joined(said, own if state in {"failed", "faulty"} else ""),
            job.number("job-impressions-completed"),
            job.number("job-media-sheets-completed"),
        )

    def _obstacle(self, name: str) -> str:
        try:
            return self.printer(name).words
        except DeskError as error:
            return str(error)


Settings = Callable[[str], tuple[Mapping[str, tuple[Value, ...]], Group]]


def _place(name: str) -> Place:
    return line.place(name) if "://" in name else line.here(f"/printers/{quote(name, safe='')}")


def _asked(there: Place, question: Message) -> Message:
    try:
        return _understood(line.ask(there, message.encode(question)))
    except BrokenError as error:
        raise GoneError(str(error)) from error


def _understood(content: bytes) -> Message:
    try:
        return message.decode(content)
    except DeskError as error:
        raise BrokenError(str(error)) from error


def _question(code: int, there: Place, *more: Mapping[str, tuple[Value, ...]] | Group) -> Message:
    first: dict[str, tuple[Value, ...]] = {
        "attributes-charset": (Value(Tag.CHARSET, "utf-8"),),
        "attributes-natural-language": (Value(Tag.LANGUAGE, "en"),),
        "printer-uri": (Value(Tag.URI, there.uri),),
    }
    groups = []
    for one in more:
        if isinstance(one, Group):
            groups.append(one)
        else:
            first |= one
    order = {"requesting-user-name": (Value(Tag.NAME, _USER),)}
    job = {name: first.pop(name) for name in ("job-id",) if name in first}
    head = {name: first[name] for name in tuple(first)[:3]}
    return Message(code, (Group(Of.OPERATION, {**head, **job, **order, **first}), *groups))


def _requested(names: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]]:
    return {"requested-attributes": tuple(Value(Tag.KEYWORD, name) for name in names)}


def _job(number: int) -> Mapping[str, tuple[Value, ...]]:
    return {"job-id": (Value(Tag.INTEGER, number),)}


def _settings(described: Group, document: Document, kind: str) -> Settings:
    """Return how a document is to be printed: on its own paper, and not scaled to another."""
    job: dict[str, tuple[Value, ...]] = dict(_paper(described, document.sheet))
    if "none" in described.words("print-scaling-supported"):
        job["print-scaling"] = (Value(Tag.KEYWORD, "none"),)
    sides = f"two-sided-{document.binding}-edge" if document.binding else "one-sided"
    if sides in described.words("sides-supported"):
        job["sides"] = (Value(Tag.KEYWORD, sides),)

    def settings(title: str) -> tuple[Mapping[str, tuple[Value, ...]], Group]:
        order = {
            "job-name": (Value(Tag.NAME, title),),
            "ipp-attribute-fidelity": (Value(Tag.BOOLEAN, value=True),),
            "document-name": (Value(Tag.NAME, title),),
            "document-format": (Value(Tag.MIME, kind),),
        }
        return order, Group(Of.JOB, job)

    return settings


def _paper(described: Group, paper: Size) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield the paper as the printer wishes it to be named."""
    across, down = (round(side * 100) for side in paper)
    if "media-size" in described.words("media-col-supported"):
        size = {
            "x-dimension": (Value(Tag.INTEGER, across),),
            "y-dimension": (Value(Tag.INTEGER, down),),
        }
        yield "media-col", (Value(Tag.COLLECTION, {"media-size": (Value(Tag.COLLECTION, size),)}),)
    elif described.words("media-supported"):
        named = media.keyword(described, paper)
        custom = f"custom_{paper.width:g}x{paper.height:g}mm_{paper.width:g}x{paper.height:g}mm"
        yield "media", (Value(Tag.KEYWORD, named or custom),)


def _printer(name: str, described: Group) -> Printer:
    state = _STATES.get(described.number("printer-state") or 0, "idle")
    said = words.reasons(described.words("printer-state-reasons"))
    if not (described.all("printer-is-accepting-jobs") or (True,))[0]:
        said.append(words.aborted(0x0506))
    own = described.text("printer-state-message") if said or state == "stopped" else ""
    own = "" if own.strip(" .…").casefold() in _NO_NEWS else own
    return Printer(
        name=name,
        address=_place(name).uri,
        make=words.clean(described.text("printer-make-and-model")),
        state=state,  # type: ignore[arg-type]
        words=words.joined(said or [_("The printer has stopped.")] * (state == "stopped"), own),
        sizes=media.sizes(described),
        spans=media.spans(described),
        loaded=media.loaded(described),
        formats=described.words("document-format-supported"),
        two_sided=any(side.startswith("two-") for side in described.words("sides-supported")),
    )


def _require(answer: Message) -> None:
    if answer.code >= _REFUSED:
        raise RefusedError(_said(answer))


def _said(answer: Message) -> str:
    """Return why a request was refused, with what was not taken and the printer's own words."""
    own = next((group.text("status-message") for group in answer.of(Of.OPERATION)), "")
    lacking = [name for group in answer.of(Of.UNSUPPORTED) for name in group.attributes]
    detail = f" ({', '.join(map(words.clean, lacking[:5]))})" if lacking else ""
    return words.joined([words.aborted(answer.code) + detail], own)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while some := stream.read(1 << 16):
            yield some
