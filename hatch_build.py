"""Compile the message catalogues into the wheel."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """Lays each compiled catalogue inside the package; a checkout reads the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what the wheel will hold, in a folder of its own."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/*.po")):
            name = source.relative_to(self.root).with_suffix(".mo")
            compiled = Path(self.folder.name, name)
            compiled.parent.mkdir(parents=True)
            with source.open("rb") as words, compiled.open("wb") as target:
                write_mo(target, read_po(words))
            build_data["force_include"][str(compiled)] = f"checkin/{name.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  the hook's signature
        """Remove the folder again."""
        if version != "editable":
            self.folder.cleanup()
