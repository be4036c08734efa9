"""The arrivals of a day as a table: how many came in each five minutes, and how many by then."""

from __future__ import annotations

from datetime import datetime
from itertools import accumulate
from pathlib import Path

from checkin.attendance import arrival_curve, as_of, figures_file
from checkin.desk import Desk
from checkin.i18n import gettext as _


def write(desk: Desk, path: Path, at: datetime, preset: str = "excel-de") -> int:
    """Write the arrivals of the day of a moment, CSV or XLSX; return how many rows.

    Raises DeskError for an ending that there is not.
    """
    found = arrival_curve.curve(desk, desk.event.day_of(at))
    sums = accumulate(found.counts)
    rows = [
        (f"{begin:%H:%M}", f"{end:%H:%M}", count, total)
        for bar, (count, total) in enumerate(zip(found.counts, sums, strict=True))
        for begin, end in [found.bounds(bar)]
    ]
    header = (_("From"), _("To"), _("Arrivals"), _("Arrivals so far"))
    notes = [as_of.sentence(as_of.stands(desk), at)]
    return figures_file.write(path, str(found.day), header, rows, notes, preset)
