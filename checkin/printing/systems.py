"""Which print system a printer belongs to: by the scheme of its address, else this machine's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.printing.ipp import Ipp
from checkin.printing.label import Zpl
from checkin.printing.printer import GoneError, Printer, PrintSystem, UnknownPrinterError
from checkin.printing.windows import Windows

_GROUP = "checkin.printers"
"""The entry points by which other packages bring print systems: a scheme, and what makes one."""

_BUILT_IN: Mapping[str, Callable[[], PrintSystem]] = {
    **dict.fromkeys(("ipp", "ipps"), Ipp),
    "zpl": Zpl,
}


def system(name: str) -> PrintSystem:
    """Return the print system of a printer; raises UnknownPrinterError where there is none."""
    scheme, mark, _rest = name.partition("://")
    if not mark:
        return _of_machine()
    found = _made(scheme.lower())
    if found is None:
        raise UnknownPrinterError(
            _("There is no printer {name}: “{scheme}” is unknown here.").format(
                name=name[:200], scheme=scheme[:20]
            )
        )
    return found


def printers() -> list[Printer]:
    """Return the printers of this machine."""
    return _of_machine().printers()


def printer(name: str) -> Printer:
    """Return a printer; where this machine has none of this name, the error names those it has."""
    try:
        return system(name).printer(name)
    except GoneError as error:
        if "://" in name:
            raise
        words = _("There is no printer {name}.").format(name=name)
        raise UnknownPrinterError(f"{words} {error}") from error
    except UnknownPrinterError as error:
        names = ", ".join(one.name for one in _listed())
        words = _("There are: {names}.").format(names=names) if names else _("There is none here.")
        raise UnknownPrinterError(f"{error} {words}") from error


def _listed() -> list[Printer]:
    try:
        return printers()
    except DeskError:
        return []


def _of_machine() -> PrintSystem:
    return _made_by(Windows if sys.platform == "win32" else Ipp)


def _made(scheme: str) -> PrintSystem | None:
    if scheme in _BUILT_IN:
        return _made_by(_BUILT_IN[scheme])
    for point in entry_points(group=_GROUP, name=scheme):
        try:
            return _made_by(point.load())
        except Exception as error:  # another's code, which must not stop the desk
            words = _("The print system for {scheme} cannot be loaded ({reason}).")
            raise GoneError(words.format(scheme=scheme, reason=type(error).__name__)) from error
    return None


@cache
def _made_by(maker: Callable[[], PrintSystem]) -> PrintSystem:
    return maker()
