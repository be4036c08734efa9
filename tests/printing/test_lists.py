"""Lists that are printed: at once, past the badges that wait, or with the reason why not."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.printing import drawer, jobs, lists, station
from checkin.reports import evacuation
from tests.printing.machines import until
from tests.printing.steps import Switch, ask


def test_a_list_goes_out_while_badges_wait_and_names_nobody_in_the_queue(
    desk: Desk, switch: Switch, anna: str, tmp_path: Path
) -> None:
    printer = switch()
    ids = ask(desk, printer, anna)
    station.equip(desk, printer="nowhere")
    assert lists.choose(desk, printer.name) == printer.name
    evacuation.write(desk, tmp_path / "list.pdf")
    assert lists.send(desk, tmp_path / "list.pdf") == printer.name
    until(printer.documents)
    (sent,) = printer.documents()
    assert "list" not in sent.name.lower()
    assert f"checkin {desk.label}".lower().replace(" ", "_") in sent.name.lower().replace(" ", "_")
    with pypdfium2.PdfDocument(sent) as document:
        assert len(document) == 2
    assert jobs.numbered(desk, ids)[0].state == "queued"  # the badge waits as before
    assert list(drawer.place(desk.path).iterdir()) == []
    assert lists.choose(desk, "") == "nowhere"


def test_why_a_list_is_not_printed_is_one_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evacuation.write(desk, tmp_path / "list.pdf")
    with pytest.raises(DeskError, match="No printer is chosen"):
        lists.send(desk, tmp_path / "list.pdf")
    with pytest.raises(DeskError, match="cannot be read"):
        lists.send(desk, tmp_path / "none.pdf", "ipp://localhost:9/ipp/print")
    monkeypatch.setattr(lists, "PATIENCE", 0.0)
    with pytest.raises(DeskError, match="does not answer"):
        lists.send(desk, tmp_path / "list.pdf", "ipp://localhost:9/ipp/print")
