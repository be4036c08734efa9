"""The format of layouts is written down whole."""

from __future__ import annotations

import re
from pathlib import Path

import checkin
from checkin.layouts import layout_file, sheet_file, shelf
from checkin.layouts.element import COLOUR_WORDS, SIGNS, SOURCES

TEXT = (Path(checkin.__file__).parent / "layouts" / "FORMAT.md").read_text("utf-8")


def test_every_source_colour_and_sign_is_written_down() -> None:
    said = set(re.findall(r"`\"?([\w-]+)\"?`", TEXT)) | {"no-photo"}
    assert {*SOURCES, *COLOUR_WORDS, *SIGNS} <= said


def test_every_key_that_a_shipped_file_has_is_written_down() -> None:
    files = [layout_file.text(shelf.layout(name)) for name in shelf.names()]
    files += [
        sheet_file.text(sheet)
        for name in shelf.names()
        for sheet in shelf.sheets(shelf.layout(name))
    ]
    keys = {key for text in files for key in re.findall(r"^([a-z_]+)[ .]", text, re.MULTILINE)}
    assert not {key for key in keys if not re.search(rf"`{key}\b", TEXT)}
