"""Protected persons count everywhere and are named nowhere (LAW-05), told by canaries."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner

from checkin import (
    card,
    conflicts,
    diagnostics,
    dossier,
    finding,
    history,
    kiosk,
    people,
    practice,
    receivers,
    reception,
    telling_plan,
    twins,
    verification,
)
from checkin.attendance import recent, scanning, speakers, tallies, whoever
from checkin.badges import preflight, wearers, worst
from checkin.cli import EXPORTS, commands
from checkin.desk import Desk
from checkin.interpreting import arrangements, calendar, own_plan
from checkin.journal import keeping
from checkin.journal.entry import Fact
from checkin.layouts import shelf
from checkin.lists import exports
from checkin.lists.intake import take_in
from checkin.model.activity import activity_subject
from checkin.model.person import Person
from checkin.printing import jobs
from checkin.report_commands import REPORTS
from checkin.reports import plan_rows
from checkin.roll import Roll, Wanted
from checkin.verdicts import Verdict
from tests.interpreting.talks import Congress

ALIAS = "Frau Sonntag"
ATTENTION = "canary of attention"
BY_ALIAS = {"evacuation", "receivers"}  # reports for which even an alias must be there
SIZES = {"shoe_size", "clothing_size"}  # of which the list of gear counts how many of each
NO_TEXT = {
    *("delegation", "role", "status", "entered", "substitute_for", "accompanies", "rank"),
    *("languages", "languages_a", "languages_b", "languages_c", "modes", "consents", "listening"),
}
FREE = {"badge_name", "attention"}  # what others may see, and what the desk is to read at a scan
CANARIES = {
    name: f"canary{place:02}x"
    for place, name in enumerate(Person.names())
    if name not in NO_TEXT | FREE
}


def protect(desk: Desk, **more: str) -> str:
    """Enter somebody protected, every text of whom would betray itself."""
    values = {**CANARIES, "role": "speaker", "delegation": "Harbin", **more}
    return people.enter(desk, values, "").id


@pytest.fixture
def protected(desk: Desk) -> str:
    """Put one protected person among others, with all that one can have."""
    desk.write(*desk.change("changed", desk.event.id, {"channels": "de zh", "country": "DE"}))
    for name in ("Anna Kalniņa", "Olena Shevchenko"):
        people.enter(desk, {"name": name, "delegation": "Harbin", "role": "speaker"}, "")
    person = protect(desk, badge_name=ALIAS, attention=ATTENTION)
    bus, visit = (activity_subject(desk.key, "id", name) for name in ("bus", "visit"))
    times = {"start": "2012-11-22T10:00:00+01:00", "end": "2012-11-22T12:00:00+01:00"}
    desk.write(
        Fact("planned", bus, {"set": {"title": "Bus", "kind": "transfer", **times}}),
        Fact(
            "planned", visit, {"set": {"title": "MHKW", "kind": "site-visit", "bus": bus, **times}}
        ),
    )
    for activity in (bus, visit):
        people.book(desk, [person], activity)
    return person


def betrayed(text: str) -> set[str]:
    """Return the fields that a text betrays, whatever its capitals."""
    folded = text.casefold()
    return {name for name, canary in CANARIES.items() if canary in folded}


def on_paper(path: Path) -> str:
    """Return what a file says, with one blank between words."""
    return " ".join("".join(texts(path)).split())


def texts(path: Path) -> Iterator[str]:
    """Yield what a file says, whatever its kind."""
    raw = path.read_bytes()
    yield raw.decode("utf-8", "replace")
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(raw)
        yield from (page.get_textpage().get_text_range() for page in document)
        document.close()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            yield from (file.read(name).decode("utf-8", "replace") for name in file.namelist())


@pytest.mark.parametrize("what", EXPORTS)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_export_names_a_protected_person(
    desk: Desk, protected: str, tmp_path: Path, what: str, ending: str
) -> None:
    people.correct(desk, protected, {"role": "interpreter"})
    scanning.scan(desk, desk.badge_code(protected))
    desk.undo()
    scanning.scan(desk, desk.badge_code(protected))
    desk.write(Fact("changed", protected, {"set": {"city": f"{CANARIES['city']} two"}}))
    path = tmp_path / f"{what}{ending}"
    rows = exports.export(desk, what, path, "raw", desk.moment(None))
    assert not betrayed("".join(texts(path)))
    assert ATTENTION not in "".join(texts(path))
    if what == "log" and ending == ".csv":
        entries = desk.db.execute("SELECT count(*) FROM journal").fetchone()[0]
        text = path.read_text("utf-8")
        assert rows == entries
        assert protected in text
        assert '""family"":""yes""' in text


def test_the_log_names_no_protected_head_speaker_or_driver(desk: Desk, tmp_path: Path) -> None:
    people.enter(desk, {"given": "Adele", "family": "Zwiebelturm", "protected": "yes"}, "")
    subject = activity_subject(desk.key, "id", "bus")
    fields = {"title": "Bus", "driver": "Adele Zwiebelturm", "driver_phone": "+49 777 1"}
    speakers = {"speakers": "Anna Abel, Dr. Adele Zwiebelturm", "leader": "Anna Abel"}
    head = Fact("planned", "d-x", {"set": {"title": "Harbin", "head": "Adele Zwiebelturm"}})
    desk.write(Fact("planned", subject, {"set": fields | speakers}), head)
    path = tmp_path / "log.csv"
    exports.export(desk, "log", path, "raw", desk.moment(None))
    text = path.read_text("utf-8")
    assert '""leader"":""Anna Abel""' in text
    assert "Zwiebelturm" not in text
    assert "+49 777 1" not in text


@pytest.mark.parametrize("kind", REPORTS)
def test_no_report_names_a_protected_person(
    desk: Desk, protected: str, tmp_path: Path, kind: str
) -> None:
    scanning.scan(desk, desk.badge_code(protected))
    receivers.lend(desk, protected)
    path, out = tmp_path / "copy.checkin", tmp_path / "report.pdf"
    keeping.backup(desk.path, path)  # nobody writes there: some keep who stands on which row
    asked = ["report", str(path), kind, "-o", str(out), "--at", "2012-11-22T09:00"]
    for activity in ("", *desk.programme.activities):
        more = ["--activity", activity] if activity else []
        result = CliRunner().invoke(commands, [*asked, *more])
        assert not betrayed(result.output)
        if out.exists():
            assert betrayed("".join(texts(out))) <= (SIZES if kind == "gear" else set())
            assert ATTENTION not in on_paper(out)
            assert (ALIAS in on_paper(out)) == (kind in BY_ALIAS)


def test_no_command_names_a_protected_person_but_the_look_at_the_very_id(
    desk: Desk, protected: str, tmp_path: Path
) -> None:
    code = desk.badge_code(protected)
    jobs.queue(desk, protected)
    path = tmp_path / "copy.checkin"
    keeping.backup(desk.path, path)

    def run(*args: object) -> str:
        result = CliRunner().invoke(commands, [*map(str, args)])
        assert not isinstance(result.exception, AssertionError | AttributeError | KeyError)
        return result.output

    said = [
        run("find", path, CANARIES["family"]),
        run("find", path, code),
        run("find", path, code, "--json"),
        run("scan", path, code),
        run("scan", path, code, "--json"),
        run("undo", path),
        run("jobs", path),
        run("tally", path, "--by", "delegation"),
        run("badges", path, "-o", tmp_path / "badges.pdf"),
        run("badges", path, "--check"),
        run("verify", path),
    ]
    assert not betrayed("".join(said))
    assert not betrayed("".join(texts(tmp_path / "badges.pdf")))
    assert ALIAS in on_paper(tmp_path / "badges.pdf")
    assert json.loads(said[2])[0]["name"] == ALIAS
    shown = run("show", path, protected)
    assert CANARIES["family"] in shown
    assert "family = " not in shown  # the history names what was set, not to what


def test_a_protected_person_is_found_by_the_whole_code_alone(desk: Desk, protected: str) -> None:
    code = desk.badge_code(protected)
    other = CANARIES["code"]
    for text in (*CANARIES.values(), ALIAS, code[:5], f"{other[:-1]}"):
        hits = finding.find(desk.db, text, 20, desk.day(desk.moment(None)))
        assert protected not in {hit.person for hit in hits} or text == other
    assert [one.id for one in desk.find(code)] == [protected]
    roll = Roll(desk, "dictionary", "en")
    roll.read()
    assert not roll.chosen(Wanted(text=code))
    assert roll.unnamed(Wanted(text=code)) == [protected]
    assert roll.unnamed(Wanted()) == roll.unnamed(Wanted(only=frozenset({protected, "p-"})))
    assert protected not in roll.ids(roll.chosen(Wanted()))


def test_whoever_is_set_to_protected_is_forgotten_by_the_search_until_unset(desk: Desk) -> None:
    person = people.enter(desk, {"given": "Wanda", "family": "Zwiebelturm"}).id
    assert [one.id for one in desk.find("Zwiebelturm")] == [person]
    people.correct(desk, person, {"protected": "yes"})
    assert desk.find("Zwiebelturm") == []
    assert verification.faults(desk.path) == []
    people.correct(desk, person, {"protected": ""})
    assert [one.id for one in desk.find("Zwiebelturm")] == [person]
    people.correct(desk, person, {"protected": "yes"})
    desk.undo()
    assert [one.id for one in desk.find("Zwiebelturm")] == [person]


def test_nothing_that_a_desk_shows_names_a_protected_person(
    desk: Desk, protected: str, tmp_path: Path
) -> None:
    at = desk.moment(None)
    outcome = scanning.scan(desk, desk.badge_code(protected))
    assert outcome.verdict is Verdict.ATTENTION  # what is to be read at the scan is read
    people.correct(desk, protected, {"city": f"{CANARIES['city']} two"})
    found, every = card.card(desk, protected, at), wearers.people(desk)
    assert found
    assert found.person.whole_name == ALIAS
    layout = shelf.layouts(None)[0][0]
    told = [
        outcome,
        found,
        dossier.dossier(desk, protected),
        history.history(desk, protected),
        recent.recent(desk),
        conflicts.conflicts(desk),
        [wearers.badge(desk, one) for one in every],
        list(preflight.concerns(desk, layout, "all", "listed")),
        worst.worst(desk),
        speakers.missing_speakers(desk, at),
        kiosk.named(desk, CANARIES["name"]),
        reception.likely(desk, {"email": CANARIES["email"], "family": CANARIES["family"]}),
        twins.likely(desk),
        card.members(desk, found.person.delegation),
    ]
    assert not betrayed(repr(told))
    diagnostics.save(desk, tmp_path / "help.zip")
    assert not betrayed("".join(texts(tmp_path / "help.zip")))


def test_without_an_alias_a_protected_person_is_a_guest(desk: Desk) -> None:
    person = protect(desk)
    badge = wearers.badge(desk, desk.person(person) or Person(""))
    assert (badge.name, badge.organisation, badge.native_name) == ("Guest", "", "")
    assert badge.code == desk.badge_code(person)


def test_a_walk_in_who_bears_the_name_of_somebody_protected_is_told_nothing(desk: Desk) -> None:
    people.enter(desk, {"name": "Wanda Zwiebelturm", "protected": "yes"}, "")
    people.enter(desk, {"name": "Wanda Zwiebelturm"})
    assert conflicts.conflicts(desk) == []
    assert twins.likely(desk) == []


def test_a_list_read_in_again_meets_the_protected_person_and_names_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("id,family,given,protected\n7,Zwiebelturm,Wanda,yes\n", "utf-8")
    take_in(desk, file, source="list")
    assert take_in(desk, file, source="list").same == 1
    file.write_text("id,family,given\n7,Anders,Otto\n8,Zwiebelturm,Wanda\n", "utf-8")
    took = take_in(desk, file, source="list")
    assert "Zwiebelturm" not in repr(took.rejected[0].reason)
    assert took.likenesses == []


def test_protection_changes_no_figure(desk: Desk) -> None:
    person = people.enter(desk, {"name": "Wanda Zwiebelturm", "delegation": "Harbin"}, "").id
    people.enter(desk, {"name": "Anna Kalniņa", "delegation": "Harbin"}, "")
    scanning.scan(desk, desk.badge_code(person))
    before = [tallies.tally(desk, by) for by in ("delegation", "country", "role", "activity")]
    behind = whoever.people_of(desk, None, None, "attended")
    people.correct(desk, person, {"protected": "yes"})
    after = [tallies.tally(desk, by) for by in ("delegation", "country", "role", "activity")]
    assert [(one.rows, one.total) for one in before] == [(one.rows, one.total) for one in after]
    assert whoever.people_of(desk, None, None, "attended") == behind == [person]
    assert len(finding.members(desk.db, desk.registered(person).delegation)) == 2  # type: ignore[union-attr]


def test_no_trial_code_of_the_practice_file_names_a_protected_person(
    desk: Desk, protected: str
) -> None:
    assert protected
    with Desk(practice.practise(desk.path), writing=True) as trial:
        codes = practice.trial_codes(trial)
        assert len(codes) > 2
        assert not betrayed(repr(codes))


def test_what_is_written_of_a_promise_of_a_protected_person_is_not_told(
    desk: Desk, tmp_path: Path
) -> None:
    congress = Congress(desk)
    veiled = {"family": "Canary", "role": "interpreter", "protected": "yes", "badge_name": ALIAS}
    subject = people.enter(desk, {**veiled, "languages_a": "zh", "languages_b": "de"}, "").id
    congress.people["S"] = subject
    congress.assign("K08 de zh", "S", reason="canary knows why")
    name = congress.promise("K08 de zh", "S")
    arrangements.arrange(desk, name, {"note": "canary at noon", "booth": "2"})
    plan = own_plan.own_plan(desk, subject)
    path = tmp_path / "log.csv"
    exports.export(desk, "log", path, "raw")
    told = telling_plan.whole(desk, congress.at())
    shown = (
        *(one.text for one in history.history(desk, subject)),
        repr(told),
        calendar.text(plan).decode().replace("\r\n ", ""),
        repr(plan_rows.rows(plan_rows.whole(desk))),
        path.read_text("utf-8"),
    )
    assert [text for text in shown if "anary" in text] == []
    promised = next(one for one in told[0]["assignments"] if one["id"] == name)
    assert (promised["name"], promised["note"], promised["reason"]) == (ALIAS, "yes", "yes")
    assert shown[-6:-4] == (
        "Promised: Abwasser de>zh.",
        "Set for Abwasser de>zh: booth, note.",
    )
