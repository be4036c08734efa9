"""Badges without a screen: drawn into a file, looked at beforehand, and the layouts there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checkin import telling
from checkin.answering import Command
from checkin.badges.order import ORDERS
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.telling import Told

if TYPE_CHECKING:
    from checkin.layouts.layout import Layout
    from checkin.layouts.sheet import Sheet

SIDES = ("both", "front", "back")
_FARTHEST = 50.0  # millimetres by which a printer may be off
_NAMED = 3  # of the pictures
_FILE = ".toml"

_PATH = click.Path(path_type=Path)
_AWAY = click.FloatRange(-_FARTHEST, _FARTHEST)


@click.command(cls=Command)
@click.argument("event", type=_PATH)
@click.option("-o", "out", type=_PATH, metavar="FILE", help="A PDF, or pictures as FILE.png.")
@click.option("--layout", default="a6", show_default=True, metavar="NAME|FILE.toml")
@click.option("--who", default="all", show_default=True, metavar="all|QUERY")
@click.option(
    "--sheet", default="", metavar="NAME|FILE.toml", help="By default a page for each badge."
)
@click.option("--order", type=click.Choice(ORDERS), help="By delegation, or all by name.")
@click.option("--sides", type=click.Choice(SIDES), default=SIDES[0], show_default=True)
@click.option("--offset", nargs=2, type=_AWAY, default=(0.0, 0.0), metavar="X Y", help="In mm.")
@click.option("--latin", is_flag=True, help="The Latin name alone for whom no font has the other.")
@click.option("--check", is_flag=True, help="Say what to look at, and draw nothing.")
def badges(event: Path, out: Path | None, who: str, order: Any, **how: Any) -> Told:
    """Draw badges as PDF; nobody's is drawn with a character missing."""
    from checkin.badges import drawing, pictures, wearers  # noqa: PLC0415

    layout, sheet = _paper(event, how.pop("layout"), how.pop("sheet"))
    with Desk(event) as desk:
        if how.pop("check"):
            return _checked(desk, layout, who, order or "")
        if out is None:
            raise click.UsageError(_("Say with -o where the badges are to go."))
        worn = wearers.badges(desk, who, order or "")
        if out.suffix.lower() != pictures.SUFFIX:
            drawn = drawing.draw(worn, layout, sheet, out, **how)
            return telling.printout(desk, drawn, out.name)
        drawn, files = pictures.draw(worn, layout, sheet, out, **how)
        told, text = telling.printout(desk, drawn, ", ".join(file.name for file in files[:_NAMED]))
        return {**told, "files": [str(file) for file in files]}, text


@click.command(cls=Command)
@click.argument("event", type=_PATH, required=False)
def layouts(event: Path | None) -> Told:
    """List the layouts of badges, and the sheets that take them; also those beside EVENT."""
    from checkin.layouts import shelf  # noqa: PLC0415

    own = shelf.folder(event) if event else None
    found, faults = shelf.layouts(own)
    told = [
        {
            "name": one.name,
            "title": one.title(language()),
            "width": one.width,
            "height": one.height,
            "sides": 2 if one.back else 1,
            "sheets": [sheet.name for sheet in shelf.sheets(one, own)],
        }
        for one in found
    ]
    lines = [
        f"{one.name:<14}  {one.width:g} x {one.height:g} mm  {telling.plain(one.title(language()))}"
        for one in found
    ]
    return {"layouts": told, "faults": faults}, "\n".join([*lines, *faults])


def _paper(event: Path, layout: str, sheet: str) -> tuple[Layout, Sheet]:
    """Return the layout and the sheet that are meant, by their names or their files."""
    from checkin.layouts import layout_file, sheet_file, shelf  # noqa: PLC0415

    own = shelf.folder(event)
    by_file = layout.endswith(_FILE)
    chosen = layout_file.read(Path(layout)) if by_file else shelf.layout(layout, own)
    if sheet.endswith(_FILE):
        return chosen, sheet_file.read(Path(sheet))
    return chosen, shelf.sheet(sheet, chosen, own)


def _checked(desk: Desk, layout: Layout, who: str, order: Any) -> Told:
    """Return what to look at before badges are printed, in words with a remedy each."""
    from checkin.badges import preflight  # noqa: PLC0415

    found = list(preflight.concerns(desk, layout, who, order))
    counts = Counter(concern.kind for concern in found)
    lines = []
    for concern in found:
        person = desk.person(concern.person)
        name = telling.plain(person.whole_name if person else "") or concern.person
        lines.append(f"{name}: {telling.plain(concern.detail)} {concern.remedy}")
    told = {"concerns": [asdict(concern) for concern in found], "kinds": dict(counts)}
    return told, "\n".join(lines) or _("Nothing stands in the way.")
