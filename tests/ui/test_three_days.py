"""Three days on three laptops, through the screens; every figure is recounted by other means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.conftest import Clock
from tests.recount import Recount
from tests.ui.three_days import STORY
from tests.ui.visiting import LENT, RETURNED, VISITS, Travelling

DESKS = "ABC"
KINDS = ("country", "delegation", "role", "organisation_type")


@pytest.fixture
def congress(
    tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Travelling]:
    """Set up the first laptop, and note the files that it shows."""
    made = Travelling(tmp_path, clock, qtbot)
    made.opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: made.opened.append(Path(url.toLocalFile())) or True
    )
    yield made
    made.close()


def test_three_days_end_with_the_figures_of_the_congress(congress: Travelling) -> None:
    for day in STORY["day"]:
        congress.begin(day)
        for step in congress.day(day):
            congress.live(day, step)
    recount = Recount(congress.post)
    promised = STORY["expected"]
    assert recount.figures() == {name: promised[name] for name in recount.figures()}
    came = recount.attended()
    assert recount.abroad(came) == promised["abroad"]
    assert recount.abroad(came, residence=True) == promised["abroad_by_residence"]
    assert {**recount.by("delegation", came), "": 0} == {**promised["delegations"], "": 0}
    assert recount.by("country", came) == promised["countries"]
    for name, number in promised["activities"].items():
        assert len(recount.attended(recount.activity(name))) == number, name
    the_desks_show(congress, recount)
    what_was_done_beside(congress, recount)


def the_desks_show(congress: Travelling, recount: Recount) -> None:
    """Every figure on the screen of every desk is what the files say."""
    for label in DESKS:
        view = congress.figures(label)
        shown = {key: int(view.tiles[key].number.text()) for key in ("expected", "attended")}
        figures = recount.figures()
        assert shown == {key: figures[key] for key in shown}, label
        for by in KINDS:
            lines = congress.figures(label, by=by).table.model.rows
            found = {one.words: one.figures["attended"] for one in lines}
            whole = found.pop("Total")
            assert whole == sum(found.values()) == figures["attended"]
            counted = recount.by(by, recount.attended())
            assert sorted(filter(None, found.values())) == sorted(counted.values()), (label, by)
        for name in STORY["expected"]["activities"]:
            view = congress.figures(label, name)
            came = recount.attended(recount.activity(name))
            assert view.tiles["attended"].number.text() == str(len(came)), (label, name)


def what_was_done_beside(congress: Travelling, recount: Recount) -> None:
    """Receivers, signatures, the head count and the evacuation list are as the files say."""
    assert len(recount.receivers()) == LENT - RETURNED
    symposium = recount.activity("SYM")
    signed = {one for one, who in recount.people.items() if symposium in who.signed}
    assert signed == set(congress.signed) < recount.attended(symposium)
    moment = datetime.fromisoformat(f"{VISITS}T13:10:00+01:00")
    house = recount.house(moment)
    shown = {title: persons for title, persons in congress.house.items() if persons}
    assert {place: shown.get(place, 0) for place in house} == dict(house)
    listed = [
        who
        for who in recount.people.values()
        if (visit := who.inside(moment)) and visit.at.date() == moment.date()
    ]
    assert len(listed) == sum(house.values())
    for who in listed:
        assert (who.fields.get("family") or who.fields["name"]) in congress.evacuated
