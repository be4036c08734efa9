"""The desk page: scans and words in one field, answers, stops, sheets and undo, all by keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from checkin import programme
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.model.delegation import delegation_subject
from tests.ui.hands import Hands, Register, arrivals, here

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


# Scans ################################################################################


def test_a_scan_checks_in_whatever_was_half_typed(hands: Hands, register: Register) -> None:
    hands.type("muel")
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Welcome"
    assert here(hands, register.ids["anna"])
    assert hands.page.field.text() == "muel"
    assert hands.page.field.selectedText() == "muel"


def test_the_enter_of_a_scanner_does_nothing_more(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    assert arrivals(hands) == 1
    assert hands.page.jobs.sheet is None


def test_a_scanner_without_enter_is_answered_at_once(hands: Hands, register: Register) -> None:
    hands.type(register.codes["anna"])
    hands.settle()
    assert here(hands, register.ids["anna"])


def test_a_burst_of_scans_loses_none_and_answers_in_order(hands: Hands, register: Register) -> None:
    answered = []
    hands.page.answers.answered.connect(lambda outcome: answered.append(outcome.person.id))
    wanted = ["anna", "li", "olena", "h0", "h1", "h2"]
    for key in wanted:
        hands.scan(register.codes[key])
    hands.settle()
    assert answered == [register.ids[key] for key in wanted]
    assert arrivals(hands) == len(wanted)


def test_a_scan_through_a_russian_layout_is_read(hands: Hands, register: Register) -> None:
    layout = dict(zip("QWERTYUIOPASDFGHJKLZXCVBNM", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", strict=True))
    field = hands.page.field
    field.insert("".join(layout.get(sign, sign) for sign in register.codes["anna"]))
    field.textEdited.emit(field.text())
    hands.settle()
    assert here(hands, register.ids["anna"])


def test_a_damaged_code_says_so_and_the_next_scan_works(hands: Hands, register: Register) -> None:
    code = register.codes["anna"]
    swapped = code[:4] + code[5] + code[4] + code[6:]
    hands.scan(swapped if swapped != code else "0" + code[1:])
    hands.settle()
    assert hands.word() in {"Damaged code", "Foreign code", "Unknown code"}
    hands.scan(code)
    hands.settle()
    assert hands.word() == "Welcome"


def test_a_ticket_of_somebody_else_is_unknown_and_no_walk_in(hands: Hands) -> None:
    hands.scan("K7Q2-PPX-00917-ZZ")
    hands.settle()
    assert hands.word() == "Unknown code"
    assert hands.page.jobs.sheet is None


def test_the_same_badge_again_is_here_already_and_says_since_when(
    hands: Hands, register: Register
) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Already here since 8:00, desk A"


# Stops ################################################################################


def test_a_stop_waits_and_the_scans_behind_it_are_answered_in_order(
    hands: Hands, register: Register
) -> None:
    told = []
    hands.page.answers.answered.connect(lambda outcome: told.append(outcome.person.id))
    for key in ("stop", "anna", "li"):
        hands.scan(register.codes[key])
    hands.settle()
    assert hands.word() == "Attention"
    assert "Podium" in hands.advice()
    assert told == [register.ids["stop"]]
    assert arrivals(hands) == 3  # what happened at the door happened
    assert "2" in hands.window.status.sentence.text()
    hands.press(Qt.Key.Key_Return)
    assert told == [register.ids[key] for key in ("stop", "anna", "li")]
    assert hands.word() == "Welcome"


def test_a_stop_behind_a_stop_waits_too(hands: Hands, register: Register) -> None:
    for key in ("stop", "gone", "anna"):
        hands.scan(register.codes[key])
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Substituted"
    assert "Nora Neu" in hands.advice()
    hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Welcome"


def test_typing_does_not_take_a_stop_away(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["stop"])
    hands.settle()
    hands.type("li")
    assert hands.word() == "Attention"
    hands.press(Qt.Key.Key_Escape)
    assert not hands.page.answers.stopped


# Words ################################################################################


def test_the_first_enter_opens_and_the_second_checks_in(hands: Hands, register: Register) -> None:
    hands.type("kaln")
    assert hands.word() == "Not here yet"
    hands.press(Qt.Key.Key_Return)
    assert arrivals(hands) == 0
    hands.press(Qt.Key.Key_Return)
    assert here(hands, register.ids["anna"])
    assert hands.pressed == 2


def test_a_third_enter_does_nothing(hands: Hands) -> None:
    hands.type("kaln")
    for _each in range(4):
        hands.press(Qt.Key.Key_Return)
    assert arrivals(hands) == 1
    assert hands.word() == "Welcome"


def test_enter_never_acts_on_one_of_several(hands: Hands) -> None:
    hands.type("shevchenko")
    for _each in range(3):
        hands.press(Qt.Key.Key_Return)
    assert arrivals(hands) == 0
    assert hands.word() == "Several found"


def test_a_namesake_by_ear_is_chosen_with_three_keys(hands: Hands, register: Register) -> None:
    hands.type("scheft")
    names = [hit.subject for hit in hands.page.hits.hits]
    wanted = names.index(register.ids["olena"])
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key(Qt.Key.Key_1 + wanted))
    hands.press(Qt.Key.Key_Return)
    assert here(hands, register.ids["olena"])
    assert not here(hands, register.ids["oleh"])
    assert hands.pressed == 3
    assert hands.page.field.hasFocus()


def test_letters_typed_in_the_list_go_on_in_the_field(hands: Hands) -> None:
    hands.type("shevchenko")
    hands.press(Qt.Key.Key_Return)
    hands.type(" ole")
    assert hands.page.field.text() == "shevchenko ole"
    assert hands.page.field.hasFocus()


def test_a_near_spelling_is_never_the_one(hands: Hands) -> None:
    hands.type("kalmina")
    for _each in range(2):
        hands.press(Qt.Key.Key_Return)
    assert arrivals(hands) == 0


def test_han_finds_from_the_first_character(hands: Hands, register: Register) -> None:
    field = hands.page.field
    field.insert("娜")
    field.textEdited.emit(field.text())
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert here(hands, register.ids["li"])


def test_the_answer_is_replaced_by_the_next_letter(hands: Hands) -> None:
    hands.type("kaln")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.type("l")
    assert hands.page.field.text() == "l"
    assert hands.page.answers.outcome is None


def test_hostile_names_are_shown_as_they_are(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["evil"])
    hands.settle()
    assert "<b>Bobby</b> & Sons" in hands.page.hits.hits[0].name if hands.page.hits.hits else True
    assert hands.page.card._names.accessibleName().startswith("<b>Bobby</b> & Sons")  # noqa: SLF001
    assert "\u202e" not in hands.page.card._names.accessibleName()  # noqa: SLF001


# Refusals #############################################################################


def test_who_had_cancelled_is_let_in_by_a_person(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["off"])
    hands.settle()
    assert hands.word() == "Cancelled"
    assert not here(hands, register.ids["off"])
    hands.press(Qt.Key.Key_Return, CTRL)
    assert here(hands, register.ids["off"])


def test_a_full_visit_offers_the_waiting_list(hands: Hands, register: Register) -> None:
    def tour(desk: Desk) -> str:
        subject = activity_subject(desk.key, "tour")
        fields = {
            "title": "Tour",
            "kind": "site-visit",
            "capacity": "0",
            "eligibility": "all",
            "start": "2012-11-22T08:30:00+01:00",
            "end": "2012-11-22T10:00:00+01:00",
        }
        desk.write(Fact("planned", subject, {"set": fields}))
        return subject

    activity = hands.window.bridge.call(tour)
    hands.settle()
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Full"
    hands.press(Qt.Key.Key_W, CTRL)
    desk = hands.window.bridge.desk
    query = "SELECT status FROM booking WHERE person = ? AND activity = ?"
    found = desk.db.execute(query, (register.ids["anna"], activity)).fetchone()
    assert found == ("waiting",)


def test_check_out_and_back_in(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_F8)
    assert hands.word() == "Goodbye"
    assert not here(hands, register.ids["anna"])
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Welcome back"


def test_a_desk_that_checks_out_says_so(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.press(Qt.Key.Key_O, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert hands.page.head.way.isVisible()
    hands.scan(register.codes["anna"])
    hands.settle()
    assert not here(hands, register.ids["anna"])


# Undo, activity, language #############################################################


def test_one_act_of_three_scans_ago_is_taken_back_with_few_keys(
    hands: Hands, register: Register
) -> None:
    for key in ("anna", "li", "olena", "oleh"):
        hands.scan(register.codes[key])
        hands.settle()
    hands.pressed = 0
    hands.press(Qt.Key.Key_F9)
    hands.press(Qt.Key.Key_4)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.pressed <= 4
    standing = [here(hands, register.ids[key]) for key in ("anna", "li", "olena", "oleh")]
    assert standing == [False, True, True, True]
    assert hands.page.field.hasFocus()


def test_after_a_minute_an_undo_asks_why(hands: Hands, register: Register, clock: Any) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    clock.at("2012-11-22T08:05:00+01:00")
    hands.page.refresh()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert here(hands, register.ids["anna"])
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
    assert not here(hands, register.ids["anna"])


def test_the_activity_changes_in_a_strip_by_a_digit(hands: Hands) -> None:
    desk = hands.window.bridge.desk
    hands.press(Qt.Key.Key_F5)
    hands.press(Qt.Key.Key_2)
    assert hands.page.duty.activity == desk.day(desk.moment(None))
    assert hands.page.field.hasFocus()


def test_the_operator_signs_in_a_strip_and_entries_say_so(hands: Hands, register: Register) -> None:
    hands.press(Qt.Key.Key_I, CTRL)
    hands.type("JS")
    hands.press(Qt.Key.Key_Return)
    hands.scan(register.codes["anna"])
    hands.settle()
    desk = hands.window.bridge.desk
    query = "SELECT data FROM journal WHERE kind = 'arrived'"
    assert '"by":"JS"' in desk.db.execute(query).fetchone()[0]
    assert "JS" in hands.page.head.operator.text()


def test_a_change_of_language_keeps_what_was_typed(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F3)
    hands.type("Zoe Zufall")
    hands.window.speak("de")
    sheet = hands.page.jobs.sheet
    assert sheet.fields["name"].text() == "Zoe Zufall"
    hands.window.wear(dark="dark", size=150)
    assert hands.page.jobs.sheet.fields["name"].text() == "Zoe Zufall"


def test_what_another_desk_did_is_seen_without_touching_the_answer(
    hands: Hands, register: Register
) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    hands.window.bridge.call(scanning.scan, register.codes["li"])
    hands.settle()
    assert hands.page.card._names.accessibleName().startswith("Anna")  # noqa: SLF001
    assert hands.page.recent.list.count() > 1


def test_delegations_and_programme_are_known_by_their_titles(hands: Hands) -> None:
    desk = hands.window.bridge.desk
    assert desk.delegation(delegation_subject(desk.key, "harbin")) is not None
    day = programme.activity(desk, desk.day(desk.moment(None)))
    assert day.kind == "day"


def test_sounds_are_turned_on_and_off_by_what_they_mean(hands: Hands) -> None:
    from ui import sounds  # noqa: PLC0415

    settings = hands.window.settings
    (turn,) = [one for one in hands.page.actions_here() if one.text.startswith("Sound of a wel")]
    assert sounds.wanted(settings) == {"stop"}
    turn.run()
    assert sounds.wanted(settings) == {"stop", "welcome"}
    turn.run()
    assert sounds.wanted(settings) == {"stop"}


def test_an_answer_that_comes_while_the_next_name_is_typed_takes_no_enter_away(
    hands: Hands, register: Register
) -> None:
    hands.scan(register.codes["anna"])
    hands.type("olena")  # the answer is still on its way
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert here(hands, register.ids["olena"])


def test_what_the_clock_says_is_confirmed_by_a_person_once(
    hands: Hands, clock: Any, register: Register
) -> None:
    head = hands.page.head
    assert "F5" in head.when.text()
    hands.press(Qt.Key.Key_F5)
    hands.press(Qt.Key.Key_Return)
    assert head.when.text().endswith("by the clock")
    assert hands.page.field.hasFocus()
    clock.at("2012-11-23T09:00:00+01:00")  # another day is another activity
    hands.scan(register.codes["anna"])
    hands.settle()
    assert "F5" in head.when.text()


def test_a_badge_read_twice_keeps_its_welcome(hands: Hands, register: Register) -> None:
    hands.scan(register.codes["anna"])
    hands.scan(register.codes["anna"])
    hands.settle()
    assert hands.word() == "Welcome"
    assert arrivals(hands) == 1


def test_after_a_stop_was_noted_the_card_says_that_the_guest_is_in(
    hands: Hands, register: Register
) -> None:
    hands.scan(register.codes["stop"])
    hands.settle()
    assert "Checked in 8:00" in hands.advice()
    hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Welcome"
    assert "Podium" in hands.advice()


def test_a_question_behind_a_stop_is_not_passed_over(hands: Hands, register: Register) -> None:
    for key in ("stop", "off", "anna"):
        hands.scan(register.codes[key])
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Cancelled"
    hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Welcome"


def test_who_goes_out_twice_is_told_since_when_they_are_gone(
    hands: Hands, clock: Any, register: Register
) -> None:
    hands.scan(register.codes["anna"])
    hands.settle()
    clock.at("2012-11-22T08:10:00+01:00")
    hands.press(Qt.Key.Key_F8)
    clock.at("2012-11-22T08:20:00+01:00")
    hands.page.answers.check_out()
    hands.settle()
    assert hands.word() == "Gone since 8:10"


def test_a_code_through_a_layout_that_nobody_foresaw_is_no_name(hands: Hands) -> None:
    field = hands.page.field
    field.insert("RěGFJčMGNýšHžáTéXb")
    field.textEdited.emit(field.text())
    hands.press(Qt.Key.Key_Return)
    assert hands.word() == "Unknown code"
    assert hands.page.jobs.sheet is None
