"""Ready for tomorrow: each thing that fails at a quarter past eight is seen the evening before."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checkin import backups, exchange, people, pin, practice, readiness, surroundings
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.readiness import Check
from tests.conftest import Clock

SHIFTED = str.maketrans("AQWM", "QAZ?")  # a French keyboard turns letters round


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Make an exchange folder."""
    made = tmp_path / "post"
    made.mkdir()
    return made


@pytest.fixture
def other(desk: Desk, post: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Open desk B of the same event."""
    exchange.sync(desk, post)
    with exchange.join(tmp_path / "b.checkin", post, "B", clock) as made:
        yield made


def test_a_fresh_desk_says_all_that_is_open_without_alarm(desk: Desk) -> None:
    found = readiness.checks(desk)
    assert len({check.name for check in found}) == len(found)
    assert all(check.text for check in found)
    assert all(check.remedy for check in found if check.state != "ok")


# The register #########################################################################


def test_desks_with_the_same_register_show_the_same_mark(
    desk: Desk, other: Desk, post: Path
) -> None:
    people.enter(desk, {"name": "Li Na", "delegation": "Harbin"})
    people.enter(other, {"name": "Anna Müller"})
    guest = people.enter(other, {"name": "Wang Wei", "delegation": "Harbin"})
    assert readiness.fingerprint(desk) != readiness.fingerprint(other)
    exchange.sync(desk, post)
    exchange.sync(other, post)
    exchange.sync(desk, post)
    mark = readiness.fingerprint(desk)
    assert mark == readiness.fingerprint(other)
    assert len(mark.replace(" ", "")) == 8
    people.correct(desk, guest.id, {"organisation": "HIT"})
    assert readiness.fingerprint(desk) != mark


def test_who_has_come_since_changes_no_mark(desk: Desk) -> None:
    guest = people.enter(desk, {"name": "Li Na"})
    mark = readiness.fingerprint(desk)
    scanning.scan(desk, desk.badge_code(guest.id))
    people.hand_out(desk, [guest.id])
    assert readiness.fingerprint(desk) == mark


def test_an_empty_register_is_looked_at(desk: Desk) -> None:
    assert readiness.register(desk).state == "look"
    people.enter(desk, {"name": "Li Na"})
    assert readiness.register(desk).state == "ok"
    assert readiness.fingerprint(desk) in readiness.register(desk).text


def test_a_paper_list_is_good_until_the_register_changes(desk: Desk) -> None:
    assert readiness.paper_list(desk).state == "look"
    people.enter(desk, {"name": "Li Na"})
    readiness.note_paper_list(desk)
    assert readiness.paper_list(desk) == Check("Paper list", "ok", "Written 22.11. 08:00.")
    people.enter(desk, {"name": "Wang Wei"})
    assert "changed since" in readiness.paper_list(desk).text


# Time #################################################################################


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2012-11-22T08:00:00+01:00", "ok"),
        ("2012-11-22T07:00:00+01:00", "stop"),
        ("2012-11-24T07:00:00+01:00", "look"),
    ],
)
def test_a_clock_that_cannot_be_right_is_seen(
    desk: Desk, clock: Clock, now: str, state: str
) -> None:
    clock.at(now)
    assert readiness.moment(desk).state == state


def test_the_evening_before_is_fine_and_a_year_before_is_not(
    desk: Desk, post: Path, tmp_path: Path, clock: Clock
) -> None:
    exchange.sync(desk, post)
    clock.at("2012-11-20T19:00:00+01:00")
    with exchange.join(tmp_path / "b.checkin", post, "B", clock) as early:
        assert readiness.moment(early).state == "ok"
        clock.at("2011-11-20T19:00:00+01:00")
        assert readiness.moment(early).state == "look"


@pytest.fixture
def machine_zone() -> Iterator[pytest.MonkeyPatch]:
    """Let a test choose the zone of the machine, and put it back."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch
    time.tzset()


@pytest.mark.skipif(os.name == "nt", reason="the zone is the system's alone")
def test_another_zone_of_the_machine_is_seen(desk: Desk, machine_zone: pytest.MonkeyPatch) -> None:
    machine_zone.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    assert readiness.zone(desk).state == "look"
    assert "15:00" in readiness.zone(desk).text
    machine_zone.setenv("TZ", "Europe/Vienna")
    time.tzset()
    assert readiness.zone(desk).state == "ok"


# Where all is kept ####################################################################


def test_a_folder_that_somebody_synchronises_stops(desk: Desk) -> None:
    assert readiness.folder(desk).state == "ok"
    (desk.path.parent / ".stfolder").mkdir()
    found = readiness.folder(desk)
    assert found.state == "stop"
    assert "Syncthing" in found.text


@pytest.mark.parametrize(
    ("free", "state"), [(500_000_000_000, "ok"), (1_000_000_000, "look"), (100_000_000, "stop")]
)
def test_a_full_disk_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    disk = shutil.disk_usage(desk.path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: disk._replace(free=free))
    assert readiness.disk(desk).state == state


def test_a_backup_is_good_on_another_medium_and_while_it_is_fresh(
    desk: Desk, post: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readiness.backup(desk).state == "look"
    backups.choose(desk, post)
    assert "same disk" in readiness.backup(desk).text
    monkeypatch.setattr(surroundings, "same_medium", lambda _one, _other: False)
    assert readiness.backup(desk).state == "look"
    backups.keep(desk)
    assert readiness.backup(desk) == Check("Backup", "ok", "Last kept 22.11. 08:00.")
    clock.milliseconds += 20 * 60 * 1000
    assert readiness.backup(desk).state == "look"
    shutil.rmtree(post)
    assert readiness.backup(desk).state == "stop"


# Others ###############################################################################


def test_desks_that_were_heard_of_are_named(desk: Desk, other: Desk, post: Path) -> None:
    assert readiness.others(desk).state == "look"
    people.enter(other, {"name": "Li Na"})
    exchange.sync(other, post)
    exchange.sync(desk, post)
    assert readiness.others(desk) == Check("Desks", "ok", "Heard of B 22.11. 08:00.")


def test_a_gap_in_what_another_desk_wrote_is_seen(
    desk: Desk, other: Desk, post: Path, tmp_path: Path
) -> None:
    people.enter(other, {"name": "Li Na"})
    exchange.sync(other, post)
    lost = [path for path in post.iterdir() if f"_{other.replica}_" in path.name]
    people.enter(other, {"name": "Wang Wei"})
    exchange.sync(other, post)
    for path in lost:
        shutil.move(path, tmp_path)
    exchange.sync(desk, post)
    assert readiness.others(desk).state == "look"
    assert "B" in readiness.others(desk).text


def test_what_no_other_desk_can_have_is_counted(desk: Desk, post: Path) -> None:
    assert readiness.unsynchronised(desk).state == "look"
    exchange.sync(desk, post)
    assert readiness.unsynchronised(desk).state == "ok"
    desk.write(Fact("registered", fresh("p"), {"set": {"name": "Li Na"}}))
    backups.choose(desk, post)
    backups.keep(desk)
    assert readiness.unsynchronised(desk).text == "1 new since the last exchange"


def test_practice_that_was_left_on_stops(desk: Desk, clock: Clock) -> None:
    assert readiness.practice_off(desk).state == "ok"
    with Desk(practice.practise(desk.path, now=clock), now=clock) as practising:
        assert readiness.practice_off(practising).state == "stop"


def test_a_missing_pin_is_seen(desk: Desk) -> None:
    assert readiness.pin_set(desk).state == "look"
    pin.choose(desk, "2468")
    assert readiness.pin_set(desk).state == "ok"


# The scanner ##########################################################################


@pytest.mark.parametrize(
    ("typed", "state", "word"),
    [
        ("", "look", "Nothing"),
        ("{code}\r", "ok", "whole"),
        ("]Q3{code}\n", "ok", "whole"),
        ("{code}", "stop", "no Enter"),
        ("{code}\t", "stop", "no Enter"),
        ("{lower}\r", "look", "Caps Lock"),
        ("{wide}\r", "look", "full width"),
        ("{french}\r", "ok", "layouts"),
        ("{short}\r", "stop", "lost"),
        ("中文输入法\r", "stop", "words of the code"),
        ("hello everybody out there\r", "stop", "changed"),
    ],
)
def test_what_a_scanner_typed_is_judged(desk: Desk, typed: str, state: str, word: str) -> None:
    code = readiness.scanner_code()
    french = "à&é\"'(-è_ç"
    forms = {
        "code": code,
        "lower": code.lower(),
        "wide": "".join(chr(ord(sign) + 0xFEE0) for sign in code),
        "short": code[:9],
        "french": "".join(
            french[int(sign)] if sign.isdigit() else sign.translate(SHIFTED) for sign in code
        ),
    }
    found = readiness.scanner_check(desk.key, typed.format(**forms))
    assert (found.state, word in found.text) == (state, True), found


def test_a_badge_of_the_event_tests_a_scanner_too(desk: Desk) -> None:
    guest = people.enter(desk, {"name": "Li Na"})
    code = desk.badge_code(guest.id)
    assert readiness.scanner_check(desk.key, code + "\r").state == "ok"


def test_the_test_code_checks_nobody_in(desk: Desk) -> None:
    outcome = scanning.scan(desk, readiness.scanner_code())
    assert outcome.verdict.value == "foreign"
