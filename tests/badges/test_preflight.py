"""Before printing the desk is told what would be wrong on paper, with a remedy for each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin import people
from checkin.badges import preflight, wearers
from checkin.badges.badge import Badge
from checkin.desk import Desk
from checkin.layouts import shelf
from checkin.layouts.element import Block, Field, Sign
from checkin.layouts.layout import Layout
from checkin.paper.fit import Style

A6 = shelf.layout("a6")
GOOD = Badge("p-1", "LI Na", "李娜", code="0123456789ABCDEF", country="CN")


def kinds(desk: Desk, who: str = "all") -> list[tuple[str, str]]:
    """Return whose badge has which concern."""
    found = []
    for concern in preflight.concerns(desk, A6, who):
        person = desk.person(concern.person)
        assert person
        assert concern.detail
        assert concern.remedy
        found.append((person.whole_name, concern.kind))
    return found


def of(badge: Badge) -> list[preflight.Concern]:
    return list(preflight.of_badge(badge, A6))


def test_a_good_badge_raises_no_concern() -> None:
    assert of(GOOD) == []


def test_a_character_without_a_glyph_is_named_and_the_latin_name_offered() -> None:
    (concern,) = of(Badge("p-1", "Tenzin", "བ😀", code=GOOD.code))
    assert concern.kind == "character"
    assert "“😀” (U+1F600)" in concern.detail
    assert "Latin" in concern.remedy


def test_where_the_latin_name_has_no_glyph_either_it_is_to_be_corrected() -> None:
    (concern,) = of(Badge("p-1", "Smile 😀", "李娜", code=GOOD.code))
    assert concern.kind == "character"
    assert "Latin" not in concern.remedy


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Maria-Magdalena Eleonore Annegret von Hohenbüchlingen-Wolmirstädt-Schönebeck", "small"),
        ("Wolfeschlegelsteinhausenbergerdorff", "small"),
        ("Li " * 2700, "shortened"),
    ],
)
def test_a_name_that_is_too_long_is_told(name: str, kind: str) -> None:
    assert [concern.kind for concern in of(Badge("p-1", name, code=GOOD.code))] == [kind]


def test_the_size_of_a_small_name_is_told_beside_the_wished_one() -> None:
    (concern,) = of(Badge("p-1", "Wolfeschlegelsteinhausenbergerdorff", code=GOOD.code))
    assert "points; 24 are wished" in concern.detail


def test_a_line_that_has_no_room_is_named() -> None:
    crowded = replace(
        GOOD, position="Leitung des Amtes für Bauwesen und Stadtentwicklung " * 4, groups="A"
    )
    style = Style("regular", 8, 8)
    block = Block((0, 0, 60, 6), fields=(Field("position", style), Field("group", style)))
    (concern,) = preflight.of_badge(crowded, Layout("narrow", 60, 40, (block,)))
    assert concern.kind == "left-out"
    assert "“A”" in concern.detail


def test_who_has_no_code_is_told_only_where_the_layout_has_a_mark() -> None:
    bare = Badge("p-1", "LI Na")
    assert [concern.kind for concern in of(bare)] == ["code"]
    unmarked = shelf.layout("a6").__class__("x", 90, 54)
    assert not list(preflight.of_badge(bare, unmarked))


def test_who_has_not_consented_is_told_as_the_mark_will_be_printed(desk: Desk) -> None:
    said = {
        "Yes": "notice photo",
        "No": "notice no-photo",
        "Perhaps": "photo-asked",
        "Nothing": "notice",
    }
    for name, consents in said.items():
        people.enter(desk, {"family": name, "consents": consents})
    assert kinds(desk) == [("No", "photo"), ("Nothing", "not-asked"), ("Perhaps", "photo")]


def test_a_layout_without_the_mark_is_told_apart() -> None:
    (said,) = of(replace(GOOD, photo=False))
    assert "says so" in said.remedy
    bare = replace(A6, front=tuple(one for one in A6.front if not isinstance(one, Sign)))
    (unsaid,) = preflight.of_badge(replace(GOOD, photo=False), bare)
    assert "take another one" in unsaid.remedy


def test_where_nobody_was_asked_about_photos_nobody_is_told(desk: Desk) -> None:
    people.enter(desk, {"family": "Nothing", "consents": "notice"})
    assert kinds(desk) == []


def test_whose_latin_name_alone_can_be_printed_is_known(desk: Desk) -> None:
    tenzin = people.enter(desk, {"name": "Tenzin", "native_name": "བ😀"})
    for family in ("Smile 😀", "Zorn"):
        people.enter(desk, {"family": family})
    looked = preflight.Preflight(desk, A6)
    for person in wearers.people(desk):
        looked.of(person)
    assert looked.latin == {tenzin.id}


def test_who_has_no_name_is_told(desk: Desk) -> None:
    nameless = people.enter_nameless(desk, "Harbin")
    assert kinds(desk, nameless.id) == [("", "name")]


def test_who_does_not_come_is_no_concern(desk: Desk) -> None:
    smile = people.enter(desk, {"family": "Smile 😀"})
    assert kinds(desk) == [("Smile 😀", "character")]
    people.cancel(desk, smile.id)
    assert kinds(desk) == []
