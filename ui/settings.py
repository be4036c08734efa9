"""What this machine remembers of its window: looks and places, never anything of an event."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from checkin import i18n, paths

_FILE = "window.json"
_MOST_RECENT = 8


class Settings:
    """A small file of values, written whole at every change; a damaged one counts as empty."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.machine_state() / _FILE
        try:
            values = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            values = {}
        self._values: dict[str, Any] = values if isinstance(values, dict) else {}

    def value(self, name: str, default: Any = None) -> Any:
        """Return what is remembered under a name, if it is of the kind of the default."""
        found = self._values.get(name, default)
        return found if default is None or isinstance(found, type(default)) else default

    def set(self, name: str, value: Any) -> None:
        """Remember a value; a disk that takes none forgets it when the program ends."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        draft = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            draft.replace(self._file)
        except OSError:
            return

    @property
    def language(self) -> str:
        """Return the language of the window: the chosen one, else the machine's."""
        return str(self.value("language", "")) or i18n.preferred()

    @property
    def text_size(self) -> int:
        """Return the text size in percent."""
        return int(self.value("text_size", 100))

    def recent(self) -> list[Path]:
        """Return the event files that were opened last and are still there."""
        files = [Path(text) for text in self.value("recent", []) if isinstance(text, str)]
        return [file for file in files if _is_file(file)]

    def opened(self, file: Path) -> None:
        """Remember an event file as opened last."""
        others = [str(one) for one in self.recent() if one != file.resolve()]
        self.set("recent", [str(file.resolve()), *others][:_MOST_RECENT])


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder of somebody else's, or a name too long for any disk
        return False
