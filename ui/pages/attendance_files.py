"""Figures and their picture to take along: where to, in which form, and that it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from checkin.attendance import arrivals_file, figures_file
from checkin.attendance.overview import Overview
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.writer import Now
from checkin.reports import bar_chart
from ui.background import Background, Progress
from ui.bridge import Bridge
from ui.pages import attendance_words as words
from ui.theme import Tone
from ui.widgets.chart import Chart
from ui.widgets.figures_table import Line

Say = Callable[[str, Tone], object]


class Files:
    """Asks where files go, and writes them."""

    def __init__(self, over: QWidget, background: Background, say: Say) -> None:
        self._over, self._background, self._say = over, background, say

    def save_figures(
        self, desk: Desk, found: Overview, lines: Sequence[Line], *, to_outsiders: bool = False
    ) -> None:
        """Write the figures that are seen, with their totals, rule and time, to a file."""
        kinds = words.kinds()
        suggested = f"{words.file_name(found)}.xlsx"
        chosen, kind = QFileDialog.getSaveFileName(
            self._over, _("Export figures"), suggested, ";;".join(kinds)
        )
        if not chosen:
            return
        preset = kinds.get(kind, "")
        path = _ended(Path(chosen), (".csv" if preset else ".xlsx"), (".csv", ".xlsx"))
        sheet = words.sheet(desk, found, lines, raw=preset == "raw", to_outsiders=to_outsiders)
        self._background.run(
            _("Writing {file}").format(file=path.name),
            _write,
            path,
            sheet,
            preset or "excel-de",
            then=lambda _rows: self._written(path),
        )

    def save_chart(self, bridge: Bridge, found: Overview, *, to_outsiders: bool) -> None:
        """Write the figures that are seen as a chart of bars."""
        chosen, kind = QFileDialog.getSaveFileName(
            self._over,
            _("Save chart of the figures"),
            f"{words.file_name(found)}.png",
            "PNG (*.png);;SVG (*.svg)",
        )
        if chosen:
            path = _ended(Path(chosen), ".svg" if "svg" in kind else ".png", bar_chart.ENDINGS)
            self._background.run(
                _("Writing {file}").format(file=path.name),
                _drawn,
                (bridge.path, bridge.now),
                found,
                path,
                to_outsiders,
                then=lambda _done: self._written(path),
            )

    def save_picture(self, desk: Desk, found: Overview, chart: Chart) -> None:
        """Write the arrivals that are seen as a picture."""
        chosen, kind = QFileDialog.getSaveFileName(
            self._over,
            _("Save picture of arrivals"),
            "-".join((_("arrivals"), f"{found.curve.day}.png")),
            "PNG (*.png);;SVG (*.svg)",
        )
        if not chosen:
            return
        path = _ended(Path(chosen), ".svg" if "svg" in kind else ".png", (".png", ".svg"))
        try:
            chart.save(path, *words.picture(desk, found))
        except DeskError as error:
            self._say(str(error), Tone.STOP)
            return
        self._written(path)

    def save_arrivals(self, path: Path, now: Now) -> None:
        """Write the arrivals of today, five minutes by five minutes, to a file."""
        kinds = words.kinds()
        chosen, kind = QFileDialog.getSaveFileName(
            self._over, _("Export arrivals"), f"{_('arrivals')}.xlsx", ";;".join(kinds)
        )
        if not chosen:
            return
        preset = kinds.get(kind, "")
        out = _ended(Path(chosen), (".csv" if preset else ".xlsx"), (".csv", ".xlsx"))
        self._background.run(
            _("Writing {file}").format(file=out.name),
            _write_arrivals,
            path,
            now,
            out,
            preset or "excel-de",
            then=lambda _rows: self._written(out),
            refused=lambda sentence: self._say(sentence, Tone.STOP),
        )

    def _written(self, path: Path) -> None:
        self._say(_("{file} is written.").format(file=path.name), Tone.WELCOME)


def _ended(path: Path, ending: str, known: tuple[str, ...]) -> Path:
    """Return a path that ends as its kind does, as some systems leave that to the program."""
    return path if path.suffix.lower() in known else path.with_name(path.name + ending)


def _drawn(
    progress: Progress,
    desk_at: tuple[Path, Now],
    found: Overview,
    path: Path,
    to_outsiders: bool,  # noqa: FBT001  as `run` hands it on
) -> None:
    progress(0, 1)
    asked, (event, now) = found.asked, desk_at
    with Desk(event, now=now) as desk:
        chart = bar_chart.drawn_up(
            desk,
            asked.by,
            asked.activity,
            rule=asked.rule,
            abroad=asked.abroad,
            to_outsiders=to_outsiders,
        )
    bar_chart.write(chart, path)


def _write(progress: Progress, path: Path, sheet: words.Sheet, preset: str) -> int:
    progress(0, 1)
    return figures_file.write(path, sheet.title, sheet.header, sheet.rows, sheet.notes, preset)


def _write_arrivals(progress: Progress, event: Path, now: Now, out: Path, preset: str) -> int:
    progress(0, 1)
    with Desk(event, now=now) as desk:
        return arrivals_file.write(desk, out, desk.moment(None), preset)
