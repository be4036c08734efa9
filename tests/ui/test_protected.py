"""No page of the window names a protected person, whatever was done with the badge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from checkin import delegations, people, receivers
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.party import party
from checkin.printing import jobs
from tests.test_protected import ALIAS, CANARIES, betrayed, protect
from tests.ui.hands import Hands
from tests.ui.walk import parts
from ui.main_window import MainWindow
from ui.pages import delegations_words, programme_words
from ui.places import places

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def words(top: QWidget) -> str:
    """Return all that a widget and its parts say, also to a screen reader, seen or not."""
    said: list[str] = []
    for part in parts(top):
        said += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            said.append(part.text())
        elif isinstance(part, QPlainTextEdit):
            said.append(part.toPlainText())
        elif isinstance(part, QComboBox):
            said += [part.itemText(place) for place in range(part.count())]
        elif isinstance(part, QAbstractItemView) and part.model():
            said += cells(part.model())
    return "\n".join(said)


def cells(model: QAbstractItemModel) -> list[str]:
    """Return what a list shows, also where one would have to scroll."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    lists = isinstance(model, QAbstractListModel)
    columns = 1 if lists else model.columnCount(QModelIndex())
    return [
        repr(model.data(model.index(row, column), role))
        for row in range(model.rowCount(QModelIndex()))
        for column in range(columns)
        for role in roles
    ]


def test_no_page_names_a_protected_person(
    event_file: Path,
    clock: Callable[[], int],
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
) -> None:
    with Desk(event_file, writing=True, now=clock) as desk:
        people.enter(desk, {"name": "Anna Kalniņa", "delegation": "Harbin"}, "")
        person = protect(desk, badge_name=ALIAS)
        code = desk.badge_code(person)
        jobs.queue(desk, person)
        receivers.lend(desk, person)
        people.correct(desk, person, {"city": f"{CANARIES['city']} two"})
    window = open_window(event_file)
    hands = Hands(window, qtbot)
    hands.scan(code)
    hands.settle()
    assert ALIAS in words(hands.page)
    assert "Protected" in words(hands.page.card)
    assert not betrayed(words(window))
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F7):
        hands.press(key)
        assert not betrayed(words(window))
        hands.press(Qt.Key.Key_Escape)
    hands.type(CANARIES["family"])
    hands.settle()
    assert CANARIES["family"] not in words(hands.page).replace(hands.page.field.text(), "")
    for name in places():
        window.go(name, None if name == "desk" else {"person": person})
        qtbot.waitUntil(lambda: not window.background.jobs, timeout=10_000)
        qtbot.waitUntil(lambda: window.bridge.waiting == 0, timeout=10_000)
        if name != "desk":  # where the name was typed
            assert not betrayed(words(window.page)), name
    window.go("people", {"people": [person], "title": "1"})
    assert "1 is not named here" in window.page.count.text()  # type: ignore[attr-defined]
    window.page.filter.clear()  # type: ignore[attr-defined]
    window.page.filter.field.setFocus()  # type: ignore[attr-defined]
    window.page.filter.field.setText(code)  # type: ignore[attr-defined]
    window.page.open_person()  # type: ignore[attr-defined]
    assert ALIAS in words(window.page)
    assert not betrayed(words(window.page))


def test_nothing_that_the_programme_or_a_delegation_says_names_a_protected_person(
    desk: Desk,
) -> None:
    fields = {"given": "Adele", "family": "Zwiebelturm", "phone": "+49 777 12345"}
    people.enter(desk, {**fields, "protected": "yes"}, "")
    named = dict.fromkeys(("responsible", "contact", "driver"), "Zwiebelturm, Adele")
    phones = dict.fromkeys(("contact_phone", "driver_phone"), "+49 777 12345")
    speakers = {"speakers": "Anna Abel, Dr. Adele Zwiebelturm"}
    times = {"start": "2012-11-22T10:00:00+01:00", "end": "2012-11-22T12:00:00+01:00"}
    subject = activity_subject(desk.key, "id", "talk")
    told = {"title": "Talk", **named, **phones, **speakers, **times}
    desk.write(Fact("planned", subject, {"set": told}))
    group = delegations.put(desk, "", {"title": "Harbin", "contact": "0777 / 12345 49777 12345"})
    one = desk.activity(subject)
    whole = party(desk, group.id, desk.moment(None), "en")
    assert one
    assert whole
    said = [
        *programme_words.facts(desk, one),
        *programme_words.speaking(desk, one, desk.moment(None)),
        programme_words.blocks(desk, "2012-11-22", []),
        *delegations_words.about(desk, whole),
    ]
    assert "Anna Abel, Guest" in str(said)
    assert "Zwiebelturm" not in str(said)
    assert "12345" not in str(said)
