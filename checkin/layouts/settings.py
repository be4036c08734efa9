"""Settings written as TOML that people can read, and kept whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _

Value = str | bool | float | Sequence[float] | None


def pairs(**values: Value) -> list[str]:
    """Return a line for each setting; what is None is not said."""
    return [f"{key} = {_said(value)}" for key, value in values.items() if value is not None]


def by_language(key: str, texts: Mapping[str, str]) -> list[str]:
    """Return a line for each language of a text."""
    return [f"{key}.{language} = {_said(text)}" for language, text in texts.items()]


def keep(content: bytes, path: Path) -> None:
    """Write a file that is there whole or as it was before; raises DeskError.

    Its folder is made where there is none.
    """
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".kept-", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        part.chmod(0o644)  # what is made for a while is for nobody else to read
        part.replace(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DeskError(
            _("{file} cannot be written: {reason}").format(file=path.name, reason=reason)
        ) from error
    finally:
        if part:
            part.unlink(missing_ok=True)


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON writes texts as TOML reads them, but for the one control that it leaves bare.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int | float):
        return repr(float(value)).removesuffix(".0")
    return f"[{', '.join(map(_said, value or ()))}]"
