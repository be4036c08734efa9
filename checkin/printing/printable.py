"""The pages of print jobs: which job is on which page, and which cannot be printed at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from checkin.badges.badge import Badge, in_latin
from checkin.badges.groups import Letters
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.layouts import shelf
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import Binding, Sheet
from checkin.printing import test_page
from checkin.printing.jobs import LATIN, Job
from checkin.printing.printer import Size


@dataclass(frozen=True, slots=True)
class Printable:
    """Pages that are drawn."""

    size: Size
    pages: int
    binding: Binding  # on which edge the paper is turned for the backs; '' where there are none
    places: tuple[tuple[int, int], ...]  # the numbers of jobs, each with its last page, from 1
    left_out: Mapping[int, str]  # the numbers of jobs, each with what stands in its way


def paper(desk: Desk, layout: str, sheet: str) -> tuple[Layout, Sheet]:
    """Return a layout and a sheet by their names; raises DeskError where there is none."""
    own = shelf.folder(desk.path)
    found = shelf.layout(layout, own)
    return found, shelf.sheet(sheet, found, own)


def draw(
    desk: Desk, jobs: Sequence[Job], offset: tuple[float, float], stream: BinaryIO
) -> Printable:
    """Draw the badges of jobs of one layout and sheet; one that cannot be drawn stops no other."""
    from checkin.badges import drawing, wearers  # noqa: PLC0415  slow to load

    layout, sheet = paper(desk, jobs[0].layout, jobs[0].sheet)
    page = Size(sheet.width, sheet.height)
    if not jobs[0].person:
        test_page.draw(desk, page, offset, stream)
        return Printable(page, 1, "", tuple((job.id, 1) for job in jobs), {})
    people = [(job, desk.person(job.person)) for job in jobs]
    letters = Letters(desk)
    badges = (_badge(wearers.badge(desk, person, letters), job) for job, person in people if person)
    drawn = drawing.draw_to(badges, layout, sheet, stream, offset=offset)
    lacking: dict[str, list[str]] = {}
    for warning in drawn.warnings:
        if warning.character != drawing.CUT:
            lacking.setdefault(warning.person, []).append(warning.character)
    left_out = {
        job.id: _missing(lacking.get(person.id, []) if person else [])
        for job, person in people
        if person is None or person.id in lacking
    }
    good = [job for job in jobs if job.id not in left_out]
    sides = 2 if layout.back and not sheet.fold else 1
    each = len(sheet.fronts())
    places = tuple((job.id, (place // each + 1) * sides) for place, job in enumerate(good))
    pages = -(-len(good) // each) * sides
    return Printable(page, pages, sheet.binding() if sides > 1 else "", places, left_out)


def _badge(badge: Badge, job: Job) -> Badge:
    """Return what stands on a badge: for some the Latin name alone, as somebody chose."""
    return in_latin(badge) if job.reason == LATIN else badge


def _missing(signs: Sequence[str]) -> str:
    """Say which characters no font has, so that the badge stays undrawn."""
    return _("These characters cannot be printed: {signs}").format(signs=" ".join(signs))
