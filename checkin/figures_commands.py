"""The command that says what the organiser wants to reach, and how far that is."""

from __future__ import annotations

from pathlib import Path

import click

from checkin import telling_figures
from checkin.answering import Command
from checkin.attendance import targets
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.telling import Told


@click.command("targets", cls=Command)
@click.argument("event", type=click.Path(path_type=Path))
@click.argument("text", required=False)
def targets_command(event: Path, text: str | None) -> Told:
    """Set the targets, as “abroad 25 %; attended 120; country:CN 10”; without a text tell them."""
    with Desk(event, writing=text is not None) as desk:
        if text is not None:
            targets.settle(desk, {"targets": text})
        found = targets.reached(desk)
    lines = [one.text() for one in found] or [_("There are no targets.")]
    return {"targets": [telling_figures.aim(one) for one in found]}, "\n".join(lines)
