"""The delegations in the window: a coach ticked by key and by scan, its guests named later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from checkin import delegations, people, reception
from checkin.attendance import heads, scanning
from checkin.desk import Desk
from checkin.printing import jobs
from tests.ui.hands import CTRL, HOSTILE, Hands, arrivals, here
from ui.dialogs.delegation_form import DelegationForm
from ui.dialogs.naming_sheet import NamingSheet
from ui.main_window import MainWindow
from ui.pages.delegations_page import DelegationsPage

Key = Qt.Key
COACH = [f"{name} Gast" for name in ("Quade", "Rademacher", *map(chr, range(65, 88)))]


class Coach(Hands):
    """Hands on a window with a coach of 25, a delegation of two, and a guest of none."""

    ids: dict[str, str]
    codes: dict[str, str]

    @property
    def group(self) -> DelegationsPage:
        """Return the page of the delegations."""
        page = self.window.pages["delegations"]
        assert isinstance(page, DelegationsPage)
        return page

    @property
    def desk(self) -> Desk:
        """Return the desk that reads."""
        return self.window.bridge.desk

    def marked(self) -> str:
        """Return the name of the member that the keyboard is on."""
        member = self.group.group.marked()
        return member.person.whole_name if member else ""

    def ticked(self) -> set[str]:
        """Return who is ticked."""
        return set(self.group.group.members.chosen())


@pytest.fixture
def coach(
    event_file: Path,
    clock: Callable[[], int],
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
) -> Coach:
    ids, codes = {}, {}
    with Desk(event_file, writing=True, now=clock) as desk:
        group = delegations.put(desk, "", {"title": "Reisegruppe", "rank": "7", "note": HOSTILE})
        for name in COACH:
            ids[name] = people.enter(desk, {"name": name, "delegation": group.id}, "").id
        secret = {"name": "Canary", "delegation": group.id, "protected": "yes"}
        ids["secret"] = people.enter(desk, secret, "").id
        for name in ("XING Haifeng", "LI Na"):
            ids[name] = people.enter(desk, {"name": name, "delegation": "Harbin"}, "").id
        ids["other"] = people.enter(desk, {"name": "Otto Other"}, "").id
        codes = {name: desk.badge_code(one) for name, one in ids.items()}
    made = Coach(open_window(event_file), qtbot)
    made.ids, made.codes = ids, codes
    return made


def seen(coach: Coach) -> str:
    """Return all words of the page."""
    view, model = coach.group.group.members.view, coach.group.group.members.rows
    cells = [
        str(model.data(model.index(row, column)))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert view.isVisible()
    labels = [one.text() for one in coach.group.findChildren(QLabel) if one.isVisible()]
    return "\n".join([*cells, *labels])


def test_a_coach_is_checked_in_with_12_keys_scans_mixed_in_and_undone_per_person(
    coach: Coach, qtbot: QtBot
) -> None:
    coach.press(Key.Key_3, CTRL)
    coach.type("r")
    coach.press(Key.Key_Return)
    assert len(coach.ticked()) == 25
    assert "Canary" not in seen(coach)
    assert "and 1 more, not named here" in seen(coach)
    coach.type("quad")
    coach.press(Key.Key_Space)
    coach.type("radem")
    coach.press(Key.Key_Space)
    coach.scan(coach.codes["Quade Gast"])  # there after all
    qtbot.waitUntil(lambda: coach.marked() == "Quade Gast")
    assert coach.window.page is coach.group
    assert coach.ids["Quade Gast"] in coach.ticked()
    assert "Ticked: Quade Gast" in seen(coach)
    coach.press(Key.Key_Space)
    coach.press(Key.Key_Tab)
    coach.type("3")
    coach.press(Key.Key_Return)
    assert arrivals(coach) == 26
    assert coach.pressed <= 12
    acts = {row[0] for row in coach.desk.db.execute("SELECT act FROM journal WHERE kind='arrived'")}
    assert len(acts) == 1
    assert len(jobs.waiting(coach.desk)) == 23
    assert not here(coach, coach.ids["Quade Gast"])
    coach.press(Key.Key_Return)  # a second Enter checks in who is ticked, and nobody is
    assert arrivals(coach) == 26
    coach.type("a")
    coach.press(Key.Key_F8)
    assert not here(coach, coach.ids["A Gast"])
    assert here(coach, coach.ids["B Gast"])
    coach.press(Key.Key_Space)
    coach.press(Key.Key_Return)
    assert here(coach, coach.ids["A Gast"])
    coach.press(Key.Key_Z, CTRL)
    assert not here(coach, coach.ids["A Gast"])
    coach.group.group.more.setValue(reception.MOST_NAMELESS + 1)
    coach.group.group.done.click()
    coach.settle()
    assert "1 to 200" in seen(coach)
    coach.scan(coach.codes["other"])  # answered as everywhere
    coach.settle()
    assert coach.window.page.name == "desk"
    assert here(coach, coach.ids["other"])
    coach.scan(coach.codes["secret"])
    coach.settle()
    coach.press(Key.Key_3, CTRL)
    assert coach.group.opened
    assert "26 of 29 here" in seen(coach)


def test_guests_without_a_name_are_named_one_after_the_other(coach: Coach) -> None:
    coach.window.bridge.call(reception.walk_ins, 3, "Reisegruppe")
    coach.window.go(
        "delegations", {"delegation": delegations.delegation(coach.desk, "Reisegruppe").id}
    )
    coach.settle()
    assert "A-2" in seen(coach)
    coach.press(Key.Key_F4)
    assert len(jobs.waiting(coach.desk)) == 3
    coach.press(Key.Key_F7)
    sheet = coach.group.group.sheet
    assert isinstance(sheet, NamingSheet)
    for number, name in ((1, "Uwe Eins"), (2, "Ute Zwei")):
        assert f"A-{number}: guest {number} of 3" in seen(coach)
        coach.type(name)
        coach.press(Key.Key_Return)
        coach.press(Key.Key_Return)
    coach.press(Key.Key_Escape)
    assert "Uwe Eins" in seen(coach)
    assert [one.whole_name for one in delegations.nameless(coach.desk, coach.group.opened)] == [
        "A-3"
    ]
    coach.press(Key.Key_Z, CTRL)
    assert "Ute Zwei" not in seen(coach)


def test_delegations_are_made_changed_and_led_by_keys(coach: Coach, qtbot: QtBot) -> None:
    coach.press(Key.Key_3, CTRL)
    coach.press(Key.Key_F3)
    coach.type("Almaty")
    (sheet,) = coach.group.findChildren(DelegationForm)
    sheet.fields["rank"].setText("x")
    sheet.save()
    coach.settle()
    assert "number" in sheet.remark.text()
    sheet.fields["rank"].setText("1")
    sheet.save()
    coach.settle()
    assert coach.group.rows.rows[0].delegation.title == "Almaty"
    qtbot.wait(70)  # else so many keys so quickly are a scanner's
    coach.type("har")
    coach.press(Key.Key_Return)
    assert "Nobody leads" in seen(coach)
    coach.type("xing")
    coach.press(Key.Key_F5)
    assert "Nobody leads" not in seen(coach)
    assert "Head: XING Haifeng" in seen(coach)
    coach.press(Key.Key_Escape)
    coach.window.go("desk")
    coach.window.say("")
    coach.window.bridge.call(scanning.check_in, coach.ids["XING Haifeng"])
    nav = next(
        one
        for one in coach.window.side.findChildren(QToolButton)
        if one.accessibleName().startswith("Delegations")
    )
    qtbot.waitUntil(lambda: "new" in nav.accessibleName())
    assert "XING Haifeng, Harbin" in coach.window.status.sentence.text()
    coach.press(Key.Key_3, CTRL)
    coach.settle()
    qtbot.waitUntil(lambda: "new" not in nav.accessibleName())
    assert heads.news(coach.desk) == []


def test_who_comes_with_a_guest_is_let_in_from_the_card_and_from_the_register(
    coach: Coach,
) -> None:
    coach.scan(coach.codes["XING Haifeng"])
    coach.settle()
    coach.press(Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    coach.type("LIU Mei")
    coach.press(Key.Key_Return)
    coach.press(Key.Key_Return)
    coach.type("2")
    coach.press(Key.Key_Return)
    assert arrivals(coach) == 4
    company = people.company(coach.desk, coach.ids["XING Haifeng"])
    assert [one.whole_name for one in company] == ["LIU Mei", "A-1", "A-2"]
    coach.window.go("desk", {"person": coach.ids["XING Haifeng"], "form": "company"})
    assert coach.page.jobs.sheet
    coach.press(Key.Key_Escape)
    facts = "\n".join(one.text() for one in coach.page.card.findChildren(QLabel))
    assert "with 3 guests: LIU Mei, A-1, A-2" in facts
    coach.window.go("desk", {"person": company[0].id})
    facts = "\n".join(one.text() for one in coach.page.card.findChildren(QLabel))
    assert "XING Haifeng" in facts
