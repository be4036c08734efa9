"""Receivers: out are those lent and not brought back, whatever was undone, on every desk."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import cli, erasure, history, i18n, people, receivers, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import keeping
from checkin.journal.entry import Fact
from checkin.lists import exports
from checkin.model import code, receiver
from checkin.model.activity import activity_subject
from checkin.reports import receiver_labels
from checkin.vocabulary import deposits
from tests.conftest import Clock
from tests.journal.world import World, register, rows


@pytest.fixture
def li(desk: Desk) -> str:
    """Enter a guest who listens to Chinese, at an event that has channels."""
    settings_of = {"channels": "de zh ru", "deposit": "badge"}
    desk.write(*desk.change("changed", desk.event.id, settings_of))
    return people.enter(desk, {"family": "Li", "languages": "zh en"}).id


def out(desk: Desk) -> list[tuple[str, str]]:
    """Return what is out, and who has it."""
    return [(loan.number, loan.person) for loan in receivers.lent(desk)]


def test_the_next_free_one_is_lent_with_channel_and_deposit(desk: Desk, li: str) -> None:
    loan = receivers.lend(desk, li)
    assert (loan.number, loan.channel, loan.deposit, loan.desk) == ("1", "2", "badge", "A")
    other = people.enter(desk, {"family": "Boris", "languages": "lv"}).id
    assert receivers.lend(desk, other).channel == ""
    assert out(desk) == [("1", li), ("2", other)]
    receivers.take_back(desk, " 1 ")
    assert receivers.lend(desk, li).number == "1"


def test_who_has_one_is_given_no_other_unless_by_number(desk: Desk, li: str) -> None:
    first = receivers.lend(desk, li, "17")
    assert receivers.lend(desk, li) == receivers.lend(desk, li, "17") == first
    receivers.lend(desk, li, "9")
    assert out(desk) == [("9", li), ("17", li)]


def test_one_that_is_out_cannot_be_lent_here_again(desk: Desk, li: str) -> None:
    receivers.lend(desk, li, "17")
    other = people.enter(desk, {"family": "Boris"}).id
    with pytest.raises(DeskError, match="17 is out already: Li"):
        receivers.lend(desk, other, "17")


def test_what_nobody_has_cannot_come_back(desk: Desk, li: str) -> None:
    assert li
    with pytest.raises(DeskError, match="not lent"):
        receivers.take_back(desk, "17")
    with pytest.raises(DeskError, match="no person"):
        receivers.lend(desk, "p-" + "a" * 26)


def test_lending_and_return_are_told_in_the_history(desk: Desk, li: str) -> None:
    receivers.lend(desk, li)
    receivers.take_back(desk, "1")
    told = [one.text for one in history.history(desk, li)][-2:]
    assert told == [
        "Receiver 1 lent, channel 2, 2012-11-22 08:00.",
        "Receiver 1 returned, 2012-11-22 08:00.",
    ]


@pytest.mark.parametrize(
    ("channels", "languages", "channel"),
    [("de zh", "zh", "2"), ("- zh", "zh", "2"), ("de", "zh en", ""), ("de en", "zh en", "2")],
)
def test_a_person_listens_to_the_first_language_that_has_a_channel(
    channels: str, languages: str, channel: str
) -> None:
    assert receiver.channel(channels, languages) == channel


def test_two_desks_that_lend_one_number_are_told_until_it_is_back(
    tmp_path: Path, clock: Clock
) -> None:
    assert clock
    world = World(tmp_path)
    a = world.found("A")
    one, two = register(a, family="Li"), register(a, family="Wu")
    b = world.join("B")
    receivers.lend(a, one, "17")
    receivers.lend(b, two, "17")
    world.meet()
    for desk in (a, b):
        assert {(row[1], row[2]) for row in rows(desk)["conflict"]} == {("receiver", "17")}
        assert verification.faults(desk.path) == []
    assert rows(a) == rows(b)
    exports.export(a, "conflicts", tmp_path / "conflicts.csv", "raw", a.moment(None))
    assert "Several people have the receiver 17." in (tmp_path / "conflicts.csv").read_text("utf-8")
    assert len(receivers.take_back(b, "17")) == 2
    world.meet()
    for desk in (a, b):
        assert not rows(desk)["conflict"]
        assert not out(desk)
        assert verification.faults(desk.path) == []
    world.close()


def test_a_return_that_saw_no_lending_ends_the_latest_before_it(desk: Desk, li: str) -> None:
    at = desk.this_moment()
    desk.write(Fact("returned", li, {"number": "5", "at": (at + timedelta(hours=2)).isoformat()}))
    desk.write(Fact("lent", li, {"number": "5", "at": at.isoformat()}))
    assert not out(desk)
    desk.write(Fact("lent", li, {"number": "5", "at": (at + timedelta(hours=3)).isoformat()}))
    assert out(desk) == [("5", li)]


@pytest.mark.parametrize("said", [{}, {"number": 5}, {"number": "5"}, {"number": "5", "at": "x"}])
def test_odd_lendings_are_passed_over(desk: Desk, li: str, said: dict[str, object]) -> None:
    desk.write(Fact("lent", li, said))
    assert not out(desk)


def test_an_erased_person_still_has_the_receiver(desk: Desk, li: str) -> None:
    receivers.lend(desk, li, "5")
    erasure.erase(desk, li)
    assert out(desk) == [("5", li)]
    receivers.take_back(desk, "5")
    assert not out(desk)
    assert verification.faults(desk.path) == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["lend", "return", "undo"]), st.integers(0, 2), st.integers(1, 3)),
    max_size=14,
)


@settings(max_examples=30)
@given(steps=STEPS)
def test_out_is_lent_minus_returned(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        desk = world.found()
        guests = [register(desk, family=name) for name in "ABC"]
        past: list[set[tuple[str, str]]] = []
        now: set[tuple[str, str]] = set()
        for verb, guest, number in steps:
            world.clocks["A"].time += 1000
            was = set(now)
            if verb == "undo":
                if not past:
                    continue
                desk.undo()
                now = past.pop()
            elif verb == "lend" and str(number) not in dict(now):
                receivers.lend(desk, guests[guest], str(number))
                now |= {(str(number), guests[guest])}
                past.append(was)
            elif verb == "return" and str(number) in dict(now):
                receivers.take_back(desk, str(number))
                now = {(n, p) for n, p in now if n != str(number)}
                past.append(was)
            assert set(out(desk)) == now
        assert verification.faults(desk.path) == []
        world.close()


# Labels, deposits, losses, days ########################################################


@pytest.mark.parametrize("said", ["17", " R17 ", "r017", "0017"])
def test_a_label_and_a_typed_number_mean_the_same_receiver(desk: Desk, li: str, said: str) -> None:
    desk.write(Fact("lent", li, {"number": "017", "at": desk.this_moment().isoformat()}))
    other = people.enter(desk, {"family": "Boris"}).id
    with pytest.raises(DeskError, match="017 is out already: Li"):
        receivers.lend(desk, other, said)
    receivers.take_back(desk, said)
    assert out(desk) == []


def test_no_more_are_lent_than_there_are(desk: Desk, li: str) -> None:
    desk.write(*desk.change("changed", desk.event.id, {"receivers": "1"}))
    receivers.lend(desk, li)
    other = people.enter(desk, {"family": "Boris"}).id
    with pytest.raises(DeskError, match="All 1 receivers are out"):
        receivers.lend(desk, other)


def test_another_deposit_than_the_events_is_kept_and_an_old_text_is_shown_as_it_is(
    desk: Desk, li: str
) -> None:
    loan = receivers.lend(desk, li, deposit=deposits.deposit("cash", " 20  EUR "))
    assert (loan.deposit, deposits.words(loan.deposit)) == ("cash 20 EUR", "Cash 20 EUR")
    assert deposits.words("Schlüsselpfand") == "Schlüsselpfand"
    assert deposits.parted("cash 20 EUR") == ("cash", "20 EUR")
    assert deposits.parted("Schlüsselpfand") == ("Schlüsselpfand", "")
    i18n.use("de")
    assert "Ausweis" not in " ".join(map(deposits.kind, deposits.KINDS))


def test_what_is_lost_is_not_free_until_it_is_found(desk: Desk, li: str) -> None:
    receivers.lend(desk, li)
    receivers.give_up(desk, "R1", "stolen")
    assert [bool(loan.lost) for loan in receivers.lent(desk)] == [True]
    assert receivers.free_number(desk) == "2"
    assert "lost (stolen)" in history.history(desk, li)[-1].text
    receivers.take_back(desk, "1")
    assert out(desk) == []
    desk.undo()
    desk.undo()
    assert [bool(loan.lost) for loan in receivers.lent(desk)] == [False]
    for number, why in (("1", "a tale"), ("2", "stolen")):
        with pytest.raises(DeskError):
            receivers.give_up(desk, number, why)


def test_each_day_tells_how_many_were_out_together(desk: Desk, li: str, clock: Clock) -> None:
    other = people.enter(desk, {"family": "Boris"}).id
    clock.at("2012-11-21T09:00:00+01:00")
    receivers.lend(desk, li)
    receivers.take_back(desk, "1")
    receivers.lend(desk, other)
    clock.at("2012-11-22T09:00:00+01:00")
    receivers.lend(desk, li, "5")
    clock.at("2012-11-23T09:00:00+01:00")
    assert receivers.most_at_once(desk) == [
        ("2012-11-21", 1),
        ("2012-11-22", 2),
        ("2012-11-23", 2),
    ]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=12))
def test_as_many_are_together_as_at_the_fullest_moment(drawn: list[tuple[int, int]]) -> None:
    spans = [(float(begin), float(begin + length)) for begin, length in drawn]
    fullest = max((sum(one[0] <= at < one[1] for one in spans) for at in range(50)), default=0)
    assert receivers.together(spans, 0.0, 50.0) == fullest


def test_of_31_out_and_29_back_two_are_told_with_name_telephone_and_bus(
    desk: Desk, tmp_path: Path
) -> None:
    bus = activity_subject(desk.key, "id", "bus")
    desk.write(
        Fact("planned", bus, {"set": {"title": "Bus 2 Klärwerk", "kind": "transfer"}}),
    )
    guests = [
        people.enter(
            desk, {"name": f"Guest {n:02}", "delegation": "Harbin", "phone": f"+86 {n}"}
        ).id
        for n in range(31)
    ]
    people.book(desk, guests, bus)
    for guest in guests:
        receivers.lend(desk, guest)
    path, copy = str(tmp_path / "copy.checkin"), tmp_path / "list.pdf"
    keeping.backup(desk.path, Path(path))

    def run(*args: str) -> str:
        result = CliRunner().invoke(cli.commands, [*args])
        assert result.exit_code == 0, result.output
        return result.output

    assert "29 back, 2 still out" in run("return", path, *map(str, range(1, 30)))
    told = json.loads(run("receivers", path, "--json"))["receivers"]
    assert [(one["name"], one["phone"], one["buses"]) for one in told] == [
        ("Guest 29", "+86 29", "Bus 2 Klärwerk"),
        ("Guest 30", "+86 30", "Bus 2 Klärwerk"),
    ]
    run("report", path, "receivers", "-o", str(copy))
    with pypdfium2.PdfDocument(copy) as document:
        (page,) = [page.get_textpage().get_text_range() for page in document]
    assert page.count("Guest") == 2
    assert page.count("Bus 2 Klärwerk") == 2
    assert "2 receivers" in page
    run("lost", path, "30", "--why", "stolen")
    assert "Guest 29" not in run("receivers", path, "--open")
    assert "Guest 29" in run("receivers", path, "--lost")
    refused = CliRunner().invoke(cli.commands, ["lend", path, guests[0], "31"])
    assert refused.exit_code == 1
    assert "Guest 30" in refused.output
    lent = json.loads(
        run("lend", path, desk.badge_code(guests[0]), "R7", "--deposit", "cash", "--json")
    )
    assert (lent["number"], lent["person"], lent["deposit"]) == ("7", guests[0], "cash")
    again = CliRunner().invoke(cli.commands, ["return", path, "7", "7", "8"])
    assert again.exit_code == 1  # 8 is not lent, and so nothing is done by half
    assert [one["number"] for one in json.loads(run("receivers", path, "--json"))["receivers"]] == [
        "7",
        "30",
        "31",
    ]


def test_labels_hold_each_number_as_a_mark_that_is_no_badge_code(
    desk: Desk, tmp_path: Path
) -> None:
    desk.write(*desk.change("changed", desk.event.id, {"receivers": "31"}))
    path = tmp_path / "labels.pdf"
    assert receiver_labels.write(desk, path).pages == 2
    read = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            image = page.render(scale=2).to_pil()
            read += [one.text for one in zxingcpp.read_barcodes(image)]
    assert sorted(map(receiver.number_of, read), key=int) == [str(n + 1) for n in range(31)]
    assert {code.read(desk.key, text)[0] for text in read} == {code.Reading.NOT_A_CODE}
