"""The program: a window without arguments or with an event file, else the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from checkin import i18n
from checkin.i18n import gettext as _

_UNSEEN = {"offscreen", "minimal"}  # of Qt's platforms


class _Screen:
    """The window, lent to the demo of the command line; Qt is loaded where it is used."""

    @property
    def there(self) -> bool:
        """Tell whether a person can see a window here."""
        if os.environ.get("QT_QPA_PLATFORM", "") in _UNSEEN:
            return False
        if sys.platform in {"win32", "darwin"}:
            return True
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

    def open(self, event: Path) -> None:
        """Open an event file and end with the window."""
        sys.exit(_window(event))

    def pictures(self, folder: Path) -> bool:
        """Leave pictures of every page in a folder, drawn where nobody sees it."""
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        try:
            from ui import pictures  # noqa: PLC0415  for the window only
        except ImportError as error:  # a system without the libraries of the window
            sys.stderr.write(f"{error}\n")
            return False
        pictures.take(folder)
        return True


def main() -> None:
    """Start the program."""
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and arguments[0].endswith(".checkin")):
        sys.exit(_window(Path(arguments[0]) if arguments else None))
    from checkin import cli  # noqa: PLC0415  the window does without

    cli.main(_Screen())


def _window(event: Path | None) -> int:
    """Open the one window of this person, or bring it to the front; return the exit status."""
    if not (_Screen().there or os.environ.get("QT_QPA_PLATFORM")):
        i18n.use(i18n.preferred())
        sentence = _("There is no screen here. “checkin --help” lists what works without one.")
        sys.stderr.write(f"{sentence}\n")
        return 1
    from ui.single import Single  # noqa: PLC0415  Qt is loaded for a window only

    single = Single()
    if not single.take() and single.call(event):
        return 0
    from ui import app  # noqa: PLC0415  a second start goes without

    try:
        return app.main(event, single)
    finally:
        single.leave()


if __name__ == "__main__":
    main()
