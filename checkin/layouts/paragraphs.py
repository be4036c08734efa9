"""Paragraphs: the fields of a block, changed so that the layout can be kept all the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts import editing
from checkin.layouts.element import HOLES, NAMES, Block, Field
from checkin.layouts.layout_file import (
    HOLE,
    LARGEST_LETTERS,
    LONGEST_TEXT,
    MOST_FIELDS,
    SMALLEST_LETTERS,
    SMALLEST_NAME,
)
from checkin.layouts.sketch import Sketch

_MOST_LINES = 50


def add_field(sketch: Sketch, field: Field) -> Sketch:
    """Add a paragraph to the chosen block; raises DeskError for too many, or for want of room."""
    block = _block(sketch)
    if len(block.fields) >= MOST_FIELDS:
        raise DeskError(
            _("There is no room for more than {n} paragraphs in one frame.").format(n=MOST_FIELDS)
        )
    return _with(sketch, (*block.fields, settled(field)))


def change_field(sketch: Sketch, number: int, field: Field) -> Sketch:
    """Change a paragraph of the chosen block; raises DeskError where it has no room."""
    fields = list(_block(sketch).fields)
    fields[number] = settled(field)
    return _with(sketch, tuple(fields))


def remove_field(sketch: Sketch, number: int) -> Sketch:
    """Take a paragraph out of the chosen block."""
    fields = _block(sketch).fields
    return _with(sketch, fields[:number] + fields[number + 1 :])


def shift_field(sketch: Sketch, number: int, steps: int) -> Sketch:
    """Move a paragraph of the chosen block down, or up with steps below 0."""
    fields = list(_block(sketch).fields)
    to = min(max(number + steps, 0), len(fields) - 1)
    fields.insert(to, fields.pop(number))
    return _with(sketch, tuple(fields))


def settled(field: Field) -> Field:
    """Return a field with sizes that agree with one another, and words only where it needs them.

    Raises DeskError for a free text that says nothing, or that asks for what there is not.
    """
    style = field.style
    whole = style.whole or field.source in NAMES
    low = SMALLEST_NAME if whole else SMALLEST_LETTERS
    smallest = min(max(style.smallest, low), LARGEST_LETTERS)
    largest = min(max(style.largest, smallest), LARGEST_LETTERS)
    style = replace(
        style,
        whole=whole,
        smallest=smallest,
        largest=largest,
        wished=min(max(style.wished, 0.0), largest),
        gap=min(max(style.gap, 0.0), LARGEST_LETTERS),
        lines=min(max(style.lines, 0), _MOST_LINES),
    )
    words = _checked(field.words) if field.source == "text" else {}
    return replace(field, style=style, words=words)


def _checked(words: Mapping[str, str]) -> dict[str, str]:
    kept = {language: said[:LONGEST_TEXT] for language, said in words.items() if said.strip()}
    if not kept:
        raise DeskError(_("A free text needs words in one language at least."))
    for said in kept.values():
        for hole in HOLE.findall(said):
            if hole not in HOLES:
                raise DeskError(
                    _("There is no {hole}; a text may hold {holes}.").format(
                        hole="{" + hole[:40] + "}", holes=", ".join(f"{{{one}}}" for one in HOLES)
                    )
                )
    return kept


def _block(sketch: Sketch) -> Block:
    block = sketch.picked
    assert isinstance(block, Block)  # noqa: S101  only a block has paragraphs to ask for
    return block


def _with(sketch: Sketch, fields: tuple[Field, ...]) -> Sketch:
    return editing.change(sketch, replace(_block(sketch), fields=fields))
