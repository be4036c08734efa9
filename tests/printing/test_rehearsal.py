"""The rehearsal: what the ready page says of badges and of the printer of this desk."""

from __future__ import annotations

from checkin import people
from checkin.desk import Desk
from checkin.printing import rehearsal, station
from tests.printing.machines import Labels
from tests.printing.steps import Switch

UNPRINTABLE = "王\U0010fffd"


def test_a_register_of_names_that_can_be_printed_is_ready(desk: Desk, anna: str, li: str) -> None:
    assert {anna, li}
    assert rehearsal.badges(desk).state == "ok"


def test_badges_with_something_to_look_at_are_counted_once_each(desk: Desk, anna: str) -> None:
    assert anna
    people.enter(desk, {"family": "Wang", "native_name": UNPRINTABLE})
    people.enter_nameless(desk, "Harbin")
    found = rehearsal.badges(desk)
    assert found.state == "look"
    assert found.text == "2 badges have something to look at. 2 cannot be printed."


def test_a_layout_that_is_gone_is_a_stop(desk: Desk, anna: str) -> None:
    assert anna
    station.equip(desk, layout="gone")
    assert rehearsal.badges(desk).state == "stop"
    station.equip(desk, printer="zpl://127.0.0.1:9")
    assert rehearsal.printer(desk).state == "stop"


def test_no_printer_is_something_to_look_at(desk: Desk) -> None:
    assert rehearsal.printer(desk).state == "look"


def test_a_printer_that_does_not_answer_is_a_stop_in_its_words(desk: Desk) -> None:
    station.equip(desk, printer="zpl://127.0.0.1:9")
    found = rehearsal.printer(desk)
    assert found.state == "stop"
    assert "does not answer" in found.text


def test_labels_and_paper_of_a_printer_are_looked_at(desk: Desk, labels: Labels) -> None:
    station.equip(desk, printer=labels.name, layout="62x100")
    assert rehearsal.printer(desk).state == "ok"
    station.load(desk, labels.name, 19)
    found = rehearsal.printer(desk)
    assert (found.state, found.text) == ("look", f"{labels.name} is ready; 19 labels left.")
    labels.paper = False
    assert "The printer has no paper." in rehearsal.printer(desk).text


def test_a_printer_without_paper_of_the_size_is_a_stop(
    desk: Desk, switch: Switch, anna: str
) -> None:
    assert anna
    station.equip(desk, printer=switch().name, layout="a6")
    assert [one.state for one in rehearsal.checks(desk)] == ["ok", "ok"]
    station.equip(desk, layout="a6-landscape")
    assert rehearsal.printer(desk).state == "ok", "it lies on its side"
    station.equip(desk, layout="a6-folded")
    assert "has no paper of" in rehearsal.printer(desk).text
