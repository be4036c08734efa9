"""Paper that comes back: numbers stay true, mistakes are said, a page is undone as one."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import python_calamine
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from checkin import bookings, cli, exchange, paperwork, people, sheets
from checkin.attendance import signatures, tallies
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.reports import complete_paper, signature_sheets
from tests.conftest import Clock
from tests.planning import congress, guest, visit

EIGHT = "2012-11-22T08:30:00+01:00"


def text(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def written(desk: Desk, out: Path) -> str:
    """Write everything on paper; return the characters on the first list."""
    complete_paper.write(desk, out, keep=partial(sheets.draw_up, desk))
    found = re.search(r"\b(A[3479ACEFHJKMNPRTWX]{3})\b", text(out)[0])
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1-3 5", [1, 2, 3, 5]),
        ("2, 1; 2", [2, 1]),
        ("1 – 3", [1, 2, 3]),
        ("all but 3 5", [1, 2, 4, 6]),
        ("Alle außer 1-4", [5, 6]),
        ("all", [1, 2, 3, 4, 5, 6]),
        ("", []),
    ],
)
def test_numbers_are_read_as_people_write_them(said: str, meant: list[int]) -> None:
    assert sheets.numbers(said, range(1, 7)) == meant


@pytest.mark.parametrize("said", ["7", "0", "3-1", "2-9", "x", "1 2x 3", "-3", "all but 9"])
def test_what_is_no_number_of_the_list_is_named(said: str) -> None:
    with pytest.raises(DeskError, match="there are 1 to 6"):
        sheets.numbers(said, range(1, 7))


def test_what_was_printed_is_typed_in_at_another_desk_whatever_has_changed_since(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    names = [f"Gast{n:02}" for n in range(40)]
    for name in names:
        guest(desk, name)
    code = written(desk, tmp_path / "paper.pdf")
    with exchange.join(tmp_path / "b.checkin", desk.path, "B", clock) as other:
        guest(other, "Aaron")  # would stand first
        people.cancel(other, sheets.printed(other, code).rows[4])
        found = sheets.printed(other, code)
        pages = text(tmp_path / "paper.pdf")
        for number, person in found.rows.items():
            known = other.person(person)
            assert known
            line = f"{number} {known.family}"
            assert line in " ".join(pages[found.page_of[number] - 1].split())
        at = other.event.moment(EIGHT)
        done = paperwork.tick(other, code, "1-3 4 7", at, page=1)
        assert len(done.came) == 4
        assert [(one.number, one.verdict) for one in done.refused] == [(4, "cancelled")]
        with pytest.raises(DeskError, match="40"):
            paperwork.tick(other, code, "41", at)
        with pytest.raises(DeskError, match="has 2 pages"):
            paperwork.tick(other, code, "1", at, page=9)
        again = paperwork.tick(other, code, "1-4", at, override=True)
        assert (len(again.already), len(again.came)) == (3, 1)
        post = tmp_path / "post"
        post.mkdir()
        for each in (other, desk):
            exchange.sync(each, post)
        assert tallies.tally(desk).total["attended"] == 5
        live = desk.folded(done.came[0]).live
        arrived = [said for entry, said in live if entry.kind == "arrived"]
        assert (arrived[0]["source"], arrived[0]["at"]) == ("paper", EIGHT)
        assert done.act
        other.undo(done.act)
        assert tallies.tally(other).total["attended"] == 1


def test_an_unknown_list_is_said_and_letters_are_forgiven(desk: Desk) -> None:
    code = sheets.draw_up(desk, "paper", [[guest(desk, "A")]])
    assert sheets.printed(desk, f" {code.lower()[0]} {code[1:]} ").rows
    with pytest.raises(DeskError, match="knows no list"):
        sheets.printed(desk, "???")


def test_118_of_118_sign_and_scans_and_signatures_are_told_apart(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.act():
        everybody = [
            guest(desk, f"Gast{n:03}", country="CN" if n < 31 else "DE") for n in range(118)
        ]
    hidden = guest(desk, "Hidden", protected="yes")
    day = desk.day(desk.event.moment(EIGHT))
    keep = partial(sheets.draw_up, desk)
    printed = signature_sheets.write(desk, tmp_path / "s.pdf", day, keep=keep)
    pages = text(tmp_path / "s.pdf")
    assert (printed.people, printed.pages) == (118, len(pages))
    assert all("name, signature" in page for page in pages)
    assert "128" in pages[-1].split()
    assert "Hidden" not in "".join(pages)
    assert "1 person is not named here." in pages[0]
    assert f"Page 1 of {len(pages)}" in pages[0]
    for of, number in (("local", 87), ("international", 31)):
        made = signature_sheets.drawn_up(desk, desk.activity(day), of)  # type: ignore[arg-type]
        assert sum(bool(row.person) for row in made.lines) == number  # type: ignore[union-attr]
    found = re.search(r"\b(A[3479ACEFHJKMNPRTWX]{3})\b", pages[0])
    assert found
    at = desk.event.moment(EIGHT)
    assert len(paperwork.sign(desk, found[1], "all but 118", at)) == 117
    assert paperwork.sign(desk, found[1], "1", at) == []
    code = sheets.draw_up(desk, "paper", [everybody])
    paperwork.tick(desk, code, "3-118", at)
    told = signatures.signatures(desk, day)
    assert (told.attended, told.signed) == (116, 117)
    assert told.unsigned == (everybody[117],)
    assert set(told.unscanned) == set(everybody[:2])
    assert len(paperwork.add_present(desk, told.unscanned, day)) == 2
    assert signatures.signatures(desk, day).unscanned == ()
    desk.undo()
    assert len(signatures.signatures(desk, day).unscanned) == 2
    assert hidden not in sheets.printed(desk, found[1]).rows.values()
    assert tallies.tally(desk).total["attended"] == 116


def test_who_wrote_their_name_at_the_end_is_new_in_and_signed(desk: Desk) -> None:
    at = desk.event.moment(EIGHT)
    code = sheets.draw_up(desk, "signatures", [[guest(desk, "A")]], desk.day(at))
    person = paperwork.write_in(desk, code, {"name": "Zoe Zusatz"}, at)
    assert person.entered == "walk-in"
    told = signatures.signatures(desk, desk.day(at))
    assert (told.attended, told.signed, told.unsigned) == (1, 1, ())


def test_everything_is_on_paper_and_only_what_there_is(desk: Desk, tmp_path: Path) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1", place="Rothensee")
    bus = visit(desk, "Bus 1", "12:00", "16:00", kind="transfer", driver="Heiko")
    one = guest(desk, "Abel", phone="0176 1")
    two = guest(desk, "Berg", delegation="Harbin")
    for person in (one, two):
        bookings.book(desk, person, plant)
        bookings.book(desk, person, bus)
    voice = guest(desk, "Hartung", role="interpreter", languages_a="de", phone="0171")
    bookings.book(desk, voice, plant, override=True, reason="guide")
    guest(desk, "Team", role="staff", phone="0172 9")
    guest(desk, "Hidden", protected="yes", delegation="Harbin")
    complete_paper.write(desk, tmp_path / "paper.pdf")
    pages = text(tmp_path / "paper.pdf")
    whole = "\n".join(pages)
    for word in (
        "Written in by hand",
        "Waiting list",
        "Heiko",
        "Harbin",
        "Hartung",
        "0172 9",
        "MHKW",
        "Bus 1",
    ):
        assert word in whole, word
    assert "1 person is not named here." in pages[0]
    for word in ("Receivers that are out", "Hidden"):
        assert word not in whole


def test_the_command_line_prints_types_in_and_counts(tmp_path: Path, clock: Clock) -> None:
    desk = congress(tmp_path, clock)
    event, out = str(desk.path), tmp_path / "s.pdf"
    for name in ("A", "B", "C"):
        guest(desk, name, country="DE")
    desk.close()

    def run(*words: str) -> dict[str, object]:
        done = CliRunner().invoke(cli.commands, [*words, "--json"])
        assert done.exit_code == 0, done.output
        found: dict[str, object] = json.loads(done.stdout)
        return found

    assert run("report", event, "signatures", "--day", "2012-11-22", "-o", str(out))["people"] == 3
    found = re.search(r"\b(A[3479ACEFHJKMNPRTWX]{3})\b", text(out)[0])
    assert found
    at = ("--at", "2012-11-22T08:30")
    assert len(run("paper", event, found[1], "--rows", "1-2", *at, "--signed")["signed"]) == 2  # type: ignore[arg-type]
    assert len(run("paper", event, found[1], "--rows", "2 3", *at)["came"]) == 2  # type: ignore[arg-type]
    with Desk(Path(event)) as again:
        subject = again.day(again.event.moment(EIGHT))
    told = run("signatures", event, subject, "--add")
    assert (told["attended"], told["signed"], len(told["unsigned"])) == (3, 2, 1)  # type: ignore[arg-type]
    blank = run("report", event, "paper", "--blank", "-o", str(out))
    assert blank["people"] == 3
    waits = run("desks", event, "--registered", "120")
    assert waits["enough"] == 3
    wrong = CliRunner().invoke(cli.commands, ["paper", event, found[1], "--rows", "9", *at])
    assert (wrong.exit_code, wrong.stderr.strip()) == (
        1,
        "“9” is no number here; there are 1 to 3.",
    )


def test_the_protected_are_counted_on_paper_and_nobody_is_booked_is_not_said_of_them(
    desk: Desk, tmp_path: Path
) -> None:
    where = visit(desk, "MHKW", "13:00", "14:00")
    bus = visit(desk, "Bus 7", "12:00", "12:30", kind="transfer")
    hidden = [guest(desk, f"Hidden{n}", protected="yes") for n in range(4)]
    people.book(desk, hidden, where)
    people.book(desk, hidden, bus)
    out = tmp_path / "all.pdf"
    complete_paper.write(desk, out)
    with pypdfium2.PdfDocument(out) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "Nobody is booked" not in text
    assert text.count("4 people are not named here") >= 2
    assert "0 people" not in text


def test_a_day_and_a_page_that_there_is_not_are_said(desk: Desk) -> None:
    code = sheets.draw_up(desk, "paper", [[guest(desk, "Abel")]])
    with pytest.raises(DeskError, match="2013-01-01 is no day of the event"):
        paperwork.tick(desk, code, "1", desk.event.moment("2013-01-01T08:00"))
    with pytest.raises(DeskError, match=f"The list {code} has 1 pages"):
        paperwork.lines(desk, sheets.printed(desk, code), 99)


def test_paper_lets_nobody_into_a_full_room_unless_somebody_says_so(desk: Desk) -> None:
    room = visit(desk, "MHKW", "13:00", "14:00", capacity="2")
    code = sheets.draw_up(desk, "paper", [[guest(desk, f"G{n}") for n in range(4)]], room)
    at = paperwork.stated(desk, "12.50", room)
    assert at.isoformat() == "2012-11-23T12:50:00+01:00"
    done = paperwork.tick(desk, code, "1-4", at)
    assert (len(done.came), [one.number for one in done.refused]) == (2, [3, 4])
    assert {one.verdict for one in done.refused} == {"full"}
    more = paperwork.tick(desk, code, "1-4", at, override=True)
    assert (len(more.already), len(more.came)) == (2, 2)
    kept = [said for entry, said in desk.folded(more.came[0]).live if entry.kind == "arrived"]
    assert (kept[0]["override"], kept[0]["source"]) == ("full", "paper")
    one, two = (line for line in paperwork.lines(desk, sheets.printed(desk, code))[:2])
    assert (one.number, one.name, one.here, two.number) == (1, "G0", True, 2)
    # A tick takes nobody's arrival by scan away, and no time that is none is taken.
    with pytest.raises(DeskError, match="no time"):
        paperwork.stated(desk, "quarter past", room)


def test_whom_a_desk_does_not_know_is_told_and_the_rest_is_typed_in(desk: Desk) -> None:
    ids = [guest(desk, name) for name in "AB"]
    lost = sheets.draw_up(desk, "paper", [[ids[0], "p-" + "a" * 26, ids[1]]])
    at = desk.event.moment(EIGHT)
    done = paperwork.tick(desk, lost, "all", at)
    assert (done.came, done.unknown) == (tuple(ids), (2,))
    assert [line.person for line in paperwork.lines(desk, sheets.printed(desk, lost))][1] == ""
    assert paperwork.sign(desk, lost, "all", at, activity=desk.day(at)) == ids
    with pytest.raises(DeskError, match="of no activity"):
        paperwork.sign(desk, lost, "all", at)


def test_two_desks_never_bear_the_same_characters_and_where_they_do_it_is_said(
    desk: Desk, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.choice", lambda letters: letters[0])
    first = sheets.draw_up(desk, "paper", [[guest(desk, "A")]])
    longer = sheets.draw_up(desk, "paper", [[guest(desk, "B")]])
    assert (first, len(longer)) == ("A333", 5)
    post = tmp_path / "post"
    post.mkdir()
    with exchange.join(tmp_path / "b.checkin", desk.path, "B", clock) as other:
        assert sheets.draw_up(other, "paper", [[guest(other, "C")]]) == "B333"
        assert {one.code for one in sheets.known(other)} == {first, longer, "B333"}
    with exchange.join(tmp_path / "c.checkin", desk.path, "A", clock) as twin:
        same = sheets.draw_up(twin, "paper", [[guest(twin, "D")]])
        assert same == "A33333"  # of what it knows
        again = sheets.draw_up(desk, "paper", [[guest(desk, "E")]])
        assert again == same
        exchange.sync(twin, post)
    exchange.sync(desk, post)
    with pytest.raises(DeskError, match="Two lists bear “A33333”"):
        sheets.printed(desk, again)
    assert sheets.printed(desk, first).rows


@given(st.sets(st.integers(1, 300), min_size=1))
def test_spans_are_read_as_what_they_were_written_of(numbers: set[int]) -> None:
    assert sheets.numbers(sheets.spans(numbers), range(1, 301)) == sorted(numbers)
    kept = sheets.numbers(f"all but {sheets.spans(numbers)}", range(1, 301))
    assert set(kept) == set(range(1, 301)) - numbers


def test_scans_and_signatures_agree_in_whatever_order_desks_meet(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    people_there = [guest(desk, f"G{n}") for n in range(6)]
    at = desk.event.moment(EIGHT)
    day = desk.day(at)
    code = sheets.draw_up(desk, "signatures", [people_there], day)
    others = [
        exchange.join(tmp_path / f"{label}.checkin", desk.path, label, clock) for label in "BC"
    ]
    paperwork.sign(others[0], code, "1-3", at)
    paperwork.tick(others[1], code, "2-5", at)
    act = paperwork.tick(others[1], code, "6", at).act
    assert act
    others[1].undo(act)
    for order in ((0, 1), (1, 0)):
        post = tmp_path / f"post{order[0]}"
        post.mkdir()
        for place in order:
            exchange.sync(others[place], post)
        for each in (others[order[0]], desk):
            exchange.sync(each, post)
    for each in (desk, *others):
        told = signatures.signatures(each, day)
        assert (told.attended, told.signed) == (4, 3)
        assert (set(told.unsigned), told.unscanned) == (set(people_there[3:5]), (people_there[0],))
    for each in others:
        each.close()


def test_the_command_line_shows_a_list_enters_names_and_writes_the_arrivals(
    tmp_path: Path, clock: Clock
) -> None:
    desk = congress(tmp_path, clock)
    event = str(desk.path)
    code = sheets.draw_up(desk, "paper", [[guest(desk, "A")], [guest(desk, "B")]])
    desk.close()

    def run(*words: str) -> Any:
        done = CliRunner().invoke(cli.commands, [*words, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    shown = run("paper", event, code.lower(), "--page", "2")
    assert [(one["number"], one["name"], one["here"]) for one in shown["rows"]] == [(2, "B", False)]
    typed = ("--rows", "all", "--name", "Zoe Zusatz", "--at", "2012-11-22T08:10")
    told = run("paper", event, code, *typed)
    assert (len(told["came"]), len(told["new"])) == (2, 1)
    assert run("tally", event)["total"]["attended"] == 3
    run("undo", event, "--act", told["act"])
    assert run("tally", event)["total"]["attended"] == 0
    run("paper", event, code, "--rows", "1", "--at", "2012-11-22T08:10")
    for name in ("arrivals.csv", "arrivals.xlsx"):
        run("desks", event, "--arrivals", str(tmp_path / name), "--at", "2012-11-22T09:00")
    assert "08:10;08:15;1;1" in (tmp_path / "arrivals.csv").read_text("utf-8-sig")
    book = python_calamine.load_workbook(tmp_path / "arrivals.xlsx")
    assert ["08:10", "08:15", 1.0, 1.0] in book.get_sheet_by_index(0).to_python()
    done = CliRunner().invoke(cli.commands, ["paper", event, code, "--rows", "1"])
    assert done.exit_code == 2
