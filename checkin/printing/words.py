"""What printers and print systems report, in words for people; their own words stay beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import islice

from checkin.i18n import gettext as _

LONGEST = 200  # characters of what is kept of a printer's words
_LONGEST_OWN = 120
_MOST = 100  # reasons of one printer
_SEVERITIES = ("-error", "-warning", "-report")
_QUIET = {"none", "", "job-completed-successfully", "processing-to-stop-point", "job-printing"}
_QUIET |= {"job-incoming", "job-outgoing", "queued-in-device", "job-queued", "job-transforming"}
_QUIET |= {"job-data-insufficient", "job-spooling", "hibernate", "identify-printer-requested"}


def reasons(keywords: Iterable[str]) -> list[str]:
    """Return sentences for the reasons of a printer's state; what is no obstacle is left out."""
    table = _of_printers() | _of_jobs()
    found: dict[str, None] = {}
    for word in islice(keywords, _MOST):
        bare = word
        for severity in _SEVERITIES:
            bare = bare.removesuffix(severity)
        if bare in _QUIET or word.endswith("-report"):
            continue
        for start, sentence in table.items():
            if bare.startswith(start):
                found[sentence] = None
                break
        else:
            found[_("The printer reports: {word}").format(word=clean(bare))] = None
    return list(found)


def joined(sentences: Iterable[str], own: str = "") -> str:
    """Return sentences as one text, with a printer's own words at its end."""
    said = [*dict.fromkeys(filter(None, sentences))]
    quoted = clean(own)
    if quoted:
        said.append(_("“{words}”").format(words=quoted))
    return " · ".join(said)[:LONGEST]


def clean(text: str) -> str:
    """Return foreign words on one short line, without what no screen should show."""
    shown = "".join(
        sign if unicodedata.category(sign)[0] not in "CZ" or sign == " " else " " for sign in text
    )
    return " ".join(shown.split())[:_LONGEST_OWN].strip()


def unknown() -> str:
    """Return what is said where nobody knows what became of a document."""
    return _("It is not known whether this was printed. Please look before printing it again.")


def aborted(code: int) -> str:
    """Return what a refusal of the protocol means, by its status."""
    return {
        0x0401: _("The print system does not let this user print."),
        0x0402: _("The print system does not let this user print."),
        0x0403: _("The print system does not let this user print."),
        0x0406: _("The printer does not know this any more."),
        0x0408: _("The document is too large for the printer."),
        0x040A: _("The printer does not take documents of this kind."),
        0x040B: _("The printer does not take this paper or these settings."),
        0x0411: _("The printer cannot read the document."),
        0x0412: _("The printer cannot read the document."),
        0x0506: _("The printer takes no jobs now."),
        0x0507: _("The printer is busy with something else."),
        0x0509: _("The printer aborted the job."),
    }.get(code, _("The printer refuses (status {code}).").format(code=f"{code:04x}"))


def _of_printers() -> dict[str, str]:
    """Return a sentence for the beginning of each reason of a printer's (RFC 8011 5.4.12)."""
    return {
        "media-empty": _("The printer has no paper."),
        "media-needed": _("The printer waits for the right paper."),
        "media-jam": _("Paper is jammed in the printer."),
        "media-low": _("The printer has little paper left."),
        "input-tray-missing": _("A paper tray is missing."),
        "output-area": _("The output of the printer is full."),
        "output-tray-missing": _("The output tray is missing."),
        "cover-open": _("A cover of the printer is open."),
        "door-open": _("A door of the printer is open."),
        "interlock-open": _("A cover of the printer is open."),
        "toner-empty": _("The toner is empty."),
        "toner-low": _("The toner is low."),
        "developer": _("The toner is low."),
        "marker-supply-empty": _("The ink or ribbon is empty."),
        "marker-supply-low": _("The ink or ribbon is low."),
        "marker-waste": _("The waste box of the printer is full."),
        "opc": _("The drum of the printer is worn out."),
        "fuser": _("The fuser of the printer has the wrong temperature."),
        "paused": _("The printer is paused."),
        "moving-to-paused": _("The printer is paused."),
        "stopped-partly": _("A part of the printer has stopped."),
        "stopping": _("The printer is stopping."),
        "shutdown": _("The printer is switched off."),
        "offline": _("The printer is off line."),
        "connecting-to-device": _("The printer is being looked for."),
        "timed-out": _("The printer does not answer its print system."),
        "spool-area-full": _("The print system has no room left."),
        "cups-missing-filter": _("A driver of the printer is missing."),
        "cups-insecure-filter": _("A driver of the printer is not safe."),
        "com.apple.print.recoverable": _("The printer reports an error."),
    }


def _of_jobs() -> dict[str, str]:
    """Return a sentence for the beginning of each reason of a job's state (RFC 8011 5.3.8)."""
    return {
        "job-canceled": _("It was called off at the printer."),
        "aborted-by-system": _("The print system aborted it."),
        "job-aborted": _("The print system aborted it."),
        "document-format-error": _("The printer cannot read the document."),
        "unsupported-document-format": _("The printer does not take documents of this kind."),
        "unsupported-attributes": _("The printer does not take this paper or these settings."),
        "document-unprintable": _("The printer cannot print the document."),
        "job-completed-with-errors": _("It was printed with errors."),
        "job-completed-with-warnings": _("It was printed with warnings."),
        "printer-stopped": _("The printer has stopped."),
        "job-hold": _("The job is held at the print system."),
        "resources-are-not-ready": _("The printer waits for the right paper."),
        "job-stopped": _("The printer has stopped."),
        "other": _("The printer reports an error."),
    }
