"""What came of an exchange is said in a word, and what else there is to know in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from checkin.exchange import Exchange
from ui.pages.exchange_parts import Result
from ui.pages.exchange_work import FOLDER, Outcome

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STICK = Path("stick") / FOLDER


@pytest.fixture
def result(qtbot: QtBot) -> Result:
    """Make the part that says what came of it."""
    made = Result()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Outcome(Exchange(written=3), STICK), "Safe to remove"),
        (Outcome(Exchange(), STICK), "Safe to remove"),
        (Outcome(Exchange(new=2), Path("post")), "Exchanged"),
        (Outcome(Exchange(unwritten="The stick is full."), STICK), "Not exported"),
        (Outcome(Exchange(), stopped="Stopped. Nothing was changed."), "Stopped"),
        (Outcome(Exchange(read=9)), "Files read"),
        (Outcome(Exchange(read=9, refused=(("x.csv", "Cut off."),))), "Files read"),
        (Outcome(Exchange(refused=(("x.csv", "Cut off."),))), "Nothing was read"),
        (Outcome(Exchange(), lists=(Path("guests.xlsx"),)), "No sync file"),
    ],
)
def test_every_outcome_has_its_word(result: Result, outcome: Outcome, word: str) -> None:
    result.show_outcome(outcome)
    assert result.word.text() == word
    assert result.accessibleName() == word
    assert result.isVisibleTo(result.parentWidget() or result)


def test_all_that_there_is_to_know_is_said_calmly(result: Result) -> None:
    met = Exchange(
        new=14,
        renewed=True,
        ahead=("B",),
        repaired=("from excel.csv",),
        telling=("old.csv",),
        refused=(("<b>x</b>.csv", "Cut off."),),
    )
    result.show_outcome(Outcome(met, STICK))
    told = [one.text() for one in result.findChildren(QLabel)]
    for sentence in (
        "Nothing was left to write. 14 new from other desks.",
        "This laptop is a copy of another one and goes on as a desk of its own. Nothing is lost.",
        "The clock of desk B runs ahead. Please set it right there.",
        "Saved again by another program, and read all the same: from excel.csv.",
        "Still holds what was erased, until its desk exchanges again: old.csv.",
        "<b>x</b>.csv: Cut off. It stays where it is.",
    ):
        assert sentence in told


def test_what_is_under_way_can_be_stopped(result: Result, qtbot: QtBot) -> None:
    result.show_work("Exchanging")
    (stop,) = result.buttons()
    with qtbot.waitSignal(result.stopped):
        stop.click()
    result.show_outcome(Outcome(Exchange(), STICK))
    assert result.buttons() == []


def test_a_list_that_lies_there_is_offered_to_the_import(result: Result, qtbot: QtBot) -> None:
    guests = Path("guests & more.xlsx")
    result.show_outcome(Outcome(Exchange(), lists=(guests,)))
    (button,) = result.buttons()
    assert button.words() == "Import guests & more.xlsx as a list"
    with qtbot.waitSignal(result.wanted) as wanted:
        button.click()
    assert wanted.args == [guests]
