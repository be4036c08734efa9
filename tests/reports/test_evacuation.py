"""The evacuation list: everybody in the house once, by delegation, and nobody betrayed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from checkin import cli, desks, people
from checkin.attendance.scanning import check_in, scan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.exchange import join, sync
from checkin.journal import identity
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.model.place import place_subject
from checkin.paper import listing
from checkin.reports import evacuation, evacuation_files
from tests.conftest import Clock

DAY = {"start": "2012-11-22T07:00:00+01:00", "end": "2012-11-22T20:00:00+01:00"}
CANARY = "Kassandra"


@pytest.fixture
def hall(desk: Desk) -> str:
    """Plan a symposium in a hall of a house, in Germany."""
    desk.write(*desk.change("changed", desk.event.id, {"country": "DE"}))
    desk.refresh()
    home, room = (place_subject(desk.key, title) for title in ("Castle", "Hall"))
    subject, bus = (activity_subject(desk.key, name) for name in ("symposium", "bus"))
    desk.write(
        Fact("planned", home, {"set": {"title": "Castle", "capacity": "9"}}),
        Fact("planned", room, {"set": {"title": "Hall", "within": home}}),
        Fact("planned", subject, {"set": {"title": "S", "place": room, **DAY}}),
        Fact("planned", bus, {"set": {"title": "Bus", "kind": "transfer", **DAY}}),
    )
    return subject


def entered(desk: Desk, activity: str, **values: str) -> str:
    person = people.enter(desk, values).id
    check_in(desk, person, activity=activity)
    return person


def pages(lists: list[listing.Listing]) -> list[str]:
    stream = BytesIO()
    listing.draw(stream, lists, "list")
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_everybody_stands_on_it_by_delegation_with_all_that_the_rescue_needs(
    desk: Desk, hall: str, tmp_path: Path
) -> None:
    li = {"family": "Li", "given": "Na", "native_name": "李娜", "phone": "+86 451 1"}
    entered(desk, hall, **li, delegation="Harbin", languages="zh en")
    entered(desk, hall, family="Ivanov", delegation="Almaty", languages="ru", phone="+7 727 5")
    ranked = desk.db.execute("SELECT id FROM delegation WHERE title = 'Harbin'").fetchone()[0]
    desk.write(*desk.change("changed", ranked, {"rank": "1"}))
    entered(
        desk, hall, family="Wu", given="Jing", role="interpreter", languages_a="zh", languages="de"
    )
    entered(desk, hall, family="Guard", role="staff")
    entered(desk, hall, family="Prof", organisation_type="science")
    entered(desk, hall, family="Solo", languages="de")
    entered(desk, activity_subject(desk.key, "bus"), family="Rider", delegation="Harbin")
    check_in(desk, people.enter_nameless(desk, "Harbin").id, activity=hall)
    check_in(desk, people.enter_nameless(desk, "Harbin").id, activity=hall)
    counts, inside, away = pages(evacuation.drawn_up(desk))
    order = [
        *("Harbin", "Li Na", "Unnamed guest 1", "Unnamed guest 2", "Almaty", "Ivanov"),
        *("Interpreters", "Jing Wu", "Staff", "Guard", "Science", "Prof", "Others", "Solo"),
    ]
    places = [inside.rindex(word) for word in order]
    assert places == sorted(places)
    for word in ("李娜", "ZH EN", "+86 451 1", "Hall", "8 persons"):
        assert word in inside, word
    assert inside.count("Jing Wu") == 2  # on her own row, and on that of Li Na
    assert "On the way, in no house" in away
    assert "Rider" in away
    assert "Rider" not in inside
    assert "2 unnamed guests" in counts
    for word in ("Castle", "– Hall", "All together", "Counted outside"):
        assert word in counts, word
    assert "PART" not in counts
    printed = evacuation.write(desk, tmp_path / "e.pdf")
    assert (printed.people, printed.pages) == (9, 3)


def test_who_is_protected_is_counted_and_called_by_an_alias_or_guest_alone(
    desk: Desk, hall: str
) -> None:
    secret = {"family": CANARY, "native_name": "卡珊德拉", "organisation": f"{CANARY} AG"}
    more = {"delegation": "Harbin", "languages": "sw", "phone": "+90 555", "protected": "yes"}
    hidden = entered(desk, hall, **secret, **more)
    entered(desk, hall, **secret, **more, badge_name="Maria S.", note="twin")
    entered(desk, hall, family="Wu", role="interpreter", languages_a="ka")
    interpreter = {"role": "interpreter", "protected": "yes", "languages_a": "ru"}
    entered(desk, hall, family=f"{CANARY}ova", **interpreter)
    entered(desk, hall, family="Ivanov", languages="ru")
    text = "\n".join(pages(evacuation.drawn_up(desk)))
    for word in (CANARY, "卡珊德拉", "Harbin", "SW", "+90 555"):
        assert word not in text, word
    assert "Guest" in text
    assert "Maria S." in text
    assert "5 persons" in text
    assert text.index("Guest") > text.index("Others")
    assert hidden in {one.subject for one in evacuation.entrants(desk)}


def test_it_says_of_how_many_desks_it_is_a_part_and_counts_badges_not_yet_known(
    desk: Desk, hall: str, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "exchange"
    folder.mkdir()
    sync(desk, folder)
    clock.at("2012-11-22T08:20:00+01:00")
    with join(tmp_path / "b.checkin", folder, "B", now=clock, state=tmp_path) as second:
        entered(second, hall, family="Early")
        sync(second, folder)
        sync(desk, folder)
        code = second.badge_code(people.enter(second, {"family": "Stranger"}).id)
    desks.hear(desk, {identity.minted("C"): 7})
    clock.at("2012-11-22T08:41:00+01:00")
    scan(desk, code, activity=hall)
    counts, inside = pages(evacuation.drawn_up(desk))
    assert "PART A OF 3" in counts
    assert "not on it: B 8:20, C missing" in counts
    assert "PART A OF 3" in inside
    assert "1 person whose name is not known here yet" in counts
    assert "Unknown badge 1" in inside
    assert "Early" in inside
    assert "Stranger" not in inside


def test_a_house_that_is_empty_is_a_list_that_says_so_also_in_the_past(
    desk: Desk, hall: str, clock: Clock
) -> None:
    (counts, inside) = pages(evacuation.drawn_up(desk))
    assert "0 persons" in counts
    assert "Nobody is here." in inside
    one = entered(desk, hall, family="Gone")
    clock.at("2012-11-22T10:00:00+01:00")
    check_in(desk, one, activity=hall, out=True)
    assert "Gone" not in pages(evacuation.drawn_up(desk))[1]
    assert "Gone" in pages(evacuation.drawn_up(desk, desk.event.moment("2012-11-22T09:00")))[1]


def test_a_list_is_kept_every_quarter_of_an_hour_and_the_last_eight_stay(
    desk: Desk, hall: str, clock: Clock, tmp_path: Path
) -> None:
    entered(desk, hall, family="Li")
    foreign = evacuation_files.folder(desk) / "evacuation-of-another.pdf"
    assert evacuation_files.due(desk)
    assert evacuation_files.last(desk) is None
    assert evacuation_files.check(desk).state == "look"
    for minute in range(0, 200, 20):
        clock.at(f"2012-11-22T{9 + minute // 60:02}:{minute % 60:02}:00+01:00")
        assert evacuation_files.due(desk)
        kept = evacuation_files.keep(desk)
        assert not evacuation_files.due(desk)
        assert (kept.people, evacuation_files.last(desk)) == (1, (kept.path, kept.at, 0))
        foreign.write_text("stays")
    files = sorted(evacuation_files.folder(desk).iterdir())
    assert len(files) == evacuation_files.COPIES + 1
    assert foreign in files
    assert evacuation_files.check(desk).state == "ok"
    clock.at("2012-11-22T14:00:00+01:00")
    assert evacuation_files.check(desk).state == "look"
    clock.at("2012-12-01T14:00:00+01:00")
    assert not evacuation_files.due(desk)
    assert evacuation_files.check(desk).state == "ok"
    evacuation_files.choose(desk, tmp_path)
    assert evacuation_files.folder(desk) == tmp_path
    with pytest.raises(DeskError, match="no folder"):
        evacuation_files.choose(desk, tmp_path / "nowhere")


def test_a_folder_that_takes_nothing_is_told_before_it_is_needed(
    desk: Desk, hall: str, tmp_path: Path
) -> None:
    assert hall
    stick = tmp_path / "stick"
    stick.mkdir()
    evacuation_files.choose(desk, stick)
    stick.rmdir()
    check = evacuation_files.check(desk)
    assert (check.state, check.remedy != "") == ("stop", True)
    with pytest.raises(DeskError, match="could not be written"):
        evacuation_files.keep(desk)


def test_the_command_line_counts_the_house_and_writes_the_list(
    desk: Desk, hall: str, tmp_path: Path
) -> None:
    entered(desk, hall, family="Li", given="Na")
    run = CliRunner()
    said = run.invoke(cli.commands, ["house", str(desk.path), "--at", "2012-11-22T09:00"])
    assert "     1 / 9  Castle" in said.output
    assert "         1    Hall" in said.output
    assert said.output.splitlines()[0].startswith("As of 2012-11-22 9:00")
    told = run.invoke(cli.commands, ["house", str(desk.path), "--json", "--at", "2012-11-22T07:00"])
    values = json.loads(told.output)
    assert values["total"] == {"persons": 0, "visitors": 0}
    assert [one["permitted"] for one in values["places"]] == [9, None]
    out = tmp_path / "evacuation.pdf"
    at = ["--at", "2012-11-22T09:00", "--json"]
    said = run.invoke(cli.commands, ["report", str(desk.path), "evacuation", "-o", str(out), *at])
    assert json.loads(said.output)["people"] == 1
    with pypdfium2.PdfDocument(out) as document:
        assert "Na Li" in document[1].get_textpage().get_text_range()
