"""The sheets of the desk page: walk-ins, groups, corrections, substitutes, badges, receivers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from checkin import congress
from checkin.printing import jobs
from tests.ui.hands import Hands, Register, arrivals, here

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


# Sheets ###############################################################################


def test_nobody_found_leads_to_a_walk_in_of_four_fields(hands: Hands) -> None:
    hands.type("Zacharias Zufall")
    hands.press(Qt.Key.Key_Return)
    hands.type("Rathaus")
    hands.press(Qt.Key.Key_Return)
    hands.type("Ukraine")
    hands.press(Qt.Key.Key_Return)
    hands.type("uk")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    assert hands.pressed <= 7
    assert hands.word() == "Welcome"
    desk = hands.window.bridge.desk
    (person,) = desk.find("Zacharias")
    assert (person.organisation, person.country, person.languages) == ("Rathaus", "UA", "uk")
    assert (person.consents, person.entered) == ("notice", "walk-in")
    assert here(hands, person.id)
    assert [job.person for job in jobs.waiting(desk)] == [person.id]
    assert hands.page.field.hasFocus()


def test_a_walk_in_shows_who_may_be_the_same(hands: Hands, qtbot: QtBot) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Anna Kalnina")
    sheet = hands.page.jobs.sheet
    qtbot.waitUntil(lambda: "Kalniņa" in " ".join(words(sheet)))


def words(widget: QWidget) -> list[str]:
    from ui.widgets.plain import Button  # noqa: PLC0415

    return [button.words() for button in widget.findChildren(Button)]


def test_a_language_that_is_none_is_refused_on_the_sheet_and_nothing_is_lost(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Zoe Zufall")
    for text in ("", "", "Klingonisch"):
        hands.press(Qt.Key.Key_Return)
        hands.type(text)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    sheet = hands.page.jobs.sheet
    assert "Klingonisch" in sheet.remark.text()
    assert sheet.fields["name"].text() == "Zoe Zufall"
    assert hands.window.bridge.desk.find("Zufall") == []


def test_a_badge_scanned_into_a_form_is_a_scan_and_the_form_stays(
    hands: Hands, register: Register
) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Zoe")
    hands.scan(register.codes["anna"])
    hands.settle()
    assert here(hands, register.ids["anna"])
    assert hands.page.jobs.sheet.fields["name"].text() == "Zoe"
    assert hands.page.jobs.sheet.fields["name"].hasFocus()


def test_a_badge_scanned_on_another_page_is_answered_at_the_desk(
    hands: Hands, register: Register
) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    assert hands.window.page.name == "people"
    hands.type("kal")
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.window.page is hands.page
    assert hands.word() == "Welcome"
    assert here(hands, register.ids["anna"])


def test_a_coach_is_checked_in_as_one_act_with_few_keys(hands: Hands, register: Register) -> None:
    hands.type("harbin")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Space)  # the first is absent
    hands.press(Qt.Key.Key_Tab)
    hands.type("3")
    hands.press(Qt.Key.Key_Return)
    assert hands.pressed <= 12
    assert "7" in hands.advice()
    assert arrivals(hands) == 7
    desk = hands.window.bridge.desk
    acts = {row[0] for row in desk.db.execute("SELECT act FROM journal WHERE kind = 'arrived'")}
    assert len(acts) == 1
    hands.press(Qt.Key.Key_Z, CTRL)
    assert not any(here(hands, register.ids[f"h{n}"]) for n in range(5))


def test_several_nameless_guests_of_a_delegation_are_let_in(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F10)
    hands.type("Harbin")
    hands.press(Qt.Key.Key_Return)
    hands.type("3")
    hands.press(Qt.Key.Key_Return)
    assert arrivals(hands) == 3


def test_a_correction_leaves_the_register_untouched_and_asks_for_the_badge(
    hands: Hands, register: Register
) -> None:
    hands.type("kaln")
    hands.pressed = 0
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_End)
    hands.page.jobs.sheet.fields["badge_name"].setText("Anna Kalnina")
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_Down, ALT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "ņ"
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    desk = hands.window.bridge.desk
    person = desk.person(register.ids["anna"])
    assert (person.badge_name, person.family) == ("Anna Kalniņa", "Kalniņa")
    assert [job.person for job in jobs.waiting(desk)] == [person.id]


def test_a_substitute_comes_in_and_the_old_badge_stops(hands: Hands, register: Register) -> None:
    hands.type("kaln")
    hands.pressed = 0
    hands.press(Qt.Key.Key_F7)
    hands.type("Vera Vertretung")
    for _each in range(3):
        hands.press(Qt.Key.Key_Return)
    assert hands.pressed <= 6
    (person,) = hands.window.bridge.desk.find("Vertretung")
    assert here(hands, person.id)
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Substituted"


def test_a_lost_badge_gets_a_new_code_and_the_old_one_is_refused(
    hands: Hands, register: Register
) -> None:
    hands.type("kaln")
    hands.press(Qt.Key.Key_F4)
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_Return)
    code = hands.window.bridge.desk.badge_code(register.ids["anna"])
    assert code != register.codes["anna"]
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Replaced badge"
    assert "8:00" in hands.advice()
    hands.press(Qt.Key.Key_Return)
    hands.scan(code)
    hands.settle()
    assert hands.word() == "Welcome"


def test_a_receiver_is_lent_with_a_scan_and_two_keys(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.pressed = 0
    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_Return)
    assert hands.pressed == 2
    assert "Receiver 1 lent" in hands.window.status.sentence.text()
    hands.press(Qt.Key.Key_F6)
    hands.press(Qt.Key.Key_Return)
    assert "Receiver 1 is back" in hands.window.status.sentence.text()


def test_before_a_second_print_the_desk_says_when_and_where_the_first_one_was(
    hands: Hands, register: Register
) -> None:
    hands.type("kaln")
    hands.press(Qt.Key.Key_F4)
    hands.press(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Return)
    desk = hands.window.bridge.desk
    (job,) = jobs.waiting(desk)
    assert "Badge waits for the printer" in hands.advice()
    hands.window.bridge.run(jobs.mark, [job.id], "printed")
    hands.settle()
    hands.window.printing.moved.emit()
    assert "Badge printed 8:00, desk A" in hands.advice()
    hands.press(Qt.Key.Key_F4)
    assert hands.page.jobs.sheet is not None
    assert hands.page.jobs.sheet.remark.text() == "Already printed 8:00, desk A."
    query = "SELECT count(*) FROM journal WHERE kind = 'printed' AND subject = ?"
    assert desk.db.execute(query, (register.ids["anna"],)).fetchone() == (1,)


def test_what_waits_for_the_printer_is_one_key_away(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F11)
    assert hands.window.page.name == "badges"


def test_what_a_guest_listens_to_is_said_with_the_name_and_stands_on_the_card(
    hands: Hands, register: Register
) -> None:
    desk = hands.window.bridge.desk
    hands.window.bridge.call(congress.settle, {"channels": "lv de"})
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F12)
    person = desk.person(register.ids["anna"])
    assert person
    assert person.listening
    said = hands.window.status.sentence.text()
    assert said.startswith("Anna Kalniņa listens to Latvian")
    chips = [one.text() for one in hands.page.card.findChildren(QLabel)]
    assert "Listens to Latvian" in chips


def test_nobody_listens_who_does_not_come(hands: Hands, register: Register) -> None:
    hands.window.bridge.call(congress.settle, {"channels": "lv de"})
    hands.page.arrive({"person": register.ids["off"]})
    hands.press(Qt.Key.Key_F12)
    assert "Olaf Abgesagt does not come" in hands.window.status.sentence.text()
    person = hands.window.bridge.desk.person(register.ids["off"])
    assert person
    assert not person.listening
