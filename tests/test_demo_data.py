"""The demo congress holds exactly the figures that it promises, counted from its raw lists."""

from __future__ import annotations

import csv
import io
import itertools
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from python_calamine import load_workbook

from checkin import paths

DEMO = paths.resources() / "demo"
COACH = "Reisegruppe Mitteldeutschland"

# Where each list keeps what is counted here: encoding, separator, lines above the headings, and
# then the headings of country, delegation and status ('' where the list has none).
LISTS = {
    "anmeldungen.csv": ("cp1252", ";", 2, "Land", "", "Anmeldestatus"),
    "pretix.csv": ("utf-8", ",", 0, "Country", "Reisegruppe", "Status"),
    "harbin.csv": ("gb18030", ",", 0, "国家", "代表团", "状态"),
    "zaporizhzhia.csv": ("cp1251", ";", 1, "Страна", "Делегация", ""),
    "daugavpils.csv": ("cp1257", ";", 0, "Valsts", "Delegācija / Delegation", "Statuss / Status"),
    "almaty.csv": ("utf-8", ",", 0, "Ел / Страна", "Делегация", ""),
    "qingdao.xlsx": ("", "", 2, "国家 / Country", "代表团 / Delegation", ""),
    "kursgaeste.txt": ("utf-16", "\t", 0, "Country", "Group", ""),
}
OTHERS = {
    "delegationen.csv": "utf-8-sig",
    "orte.csv": "utf-8-sig",
    "programm.csv": "utf-8-sig",
    "dolmetscher.csv": "utf-8-sig",
    "team.csv": "utf-8-sig",
    "buchungen.csv": "utf-8-sig",
    "story.toml": "utf-8",
}
COUNTRIES = {
    "Deutschland": "DE",
    "DE": "DE",
    "D": "DE",
    "Germany": "DE",
    "中国": "CN",
    "China": "CN",
    "Украина": "UA",
    "Latvija": "LV",
    "Қазақстан": "KZ",
}
CANCELLED = {"abgesagt", "canceled", "取消", "cancelled"}

Row = dict[str, str]
Step = dict[str, Any]


def text(name: str, encoding: str) -> str:
    return (DEMO / name).read_bytes().decode(encoding)


def table(name: str, encoding: str, separator: str = ";", above: int = 0) -> dict[str, Row]:
    """Read a list as FILE:LINE -> row, by the line on which each row begins."""
    lines = io.StringIO(text(name, encoding), newline="")
    for _ in range(above):
        lines.readline()
    reader = csv.reader(lines, delimiter=separator)
    header = next(reader)
    rows = {}
    begins = reader.line_num
    for cells in reader:
        if any(cells):
            rows[f"{name}:{above + begins + 1}"] = dict(zip(header, cells, strict=True))
        begins = reader.line_num
    return rows


def workbook(name: str, above: int) -> dict[str, Row]:
    sheet = load_workbook(DEMO / name).get_sheet_by_index(0).to_python(skip_empty_area=False)
    header = [str(cell) for cell in sheet[above]]
    return {
        f"{name}:{number}": dict(zip(header, map(str, cells), strict=True))
        for number, cells in enumerate(sheet[above + 1 :], above + 2)
    }


@cache
def people() -> dict[str, Row]:
    """Read all lists of participants: country, delegation, and whether cancelled."""
    found: dict[str, Row] = {}
    for name, (encoding, separator, above, country, delegation, status) in LISTS.items():
        rows = table(name, encoding, separator, above) if encoding else workbook(name, above)
        for key, row in rows.items():
            found[key] = {
                "country": COUNTRIES[row[country]],
                "delegation": row.get(delegation, ""),
                "cancelled": "yes" if row.get(status, "") in CANCELLED else "",
            }
    return found


@cache
def story() -> dict[str, Any]:
    return tomllib.loads(text("story.toml", "utf-8"))


def steps(*verbs: str) -> Iterator[Step]:
    for day in story()["day"]:
        for step in day["steps"]:
            if not verbs or step["do"] in verbs:
                yield (
                    {**step, "date": day["date"], "who": [step["who"]]}
                    if isinstance(step.get("who"), str)
                    else {**step, "date": day["date"]}
                )


def everybody() -> dict[str, Row]:
    """Add those entered at a desk to the lists; a substitute inherits the delegation."""
    found = dict(people())
    for step in steps("substitute", "walk-in"):
        original = found.get(step["who"][0], {}) if "who" in step else {}
        person = step["person"]
        delegation = person.get("delegation", original.get("delegation", ""))
        found[step["key"]] = {"country": person["country"], "delegation": delegation}
    return found


def arrivals(date: str = "") -> Iterator[tuple[str, str]]:
    """Yield who arrived at which activity, each answer that acts once."""
    for step in steps("scan", "group", "walk-in"):
        acts = step.get("verdict", "welcome") in {"welcome", "attention", "not-yet-known"}
        if acts and step["date"].startswith(date):
            for who in step.get("who", [step.get("key")]):
                yield step["activity"], who


def cancelled() -> set[str]:
    listed = {key for key, person in people().items() if person["cancelled"]}
    return listed | {step["who"][0] for step in steps("cancel")}


def substituted() -> set[str]:
    return {step["who"][0] for step in steps("substitute")}


def attended() -> set[str]:
    return {who for _, who in arrivals()}


def test_the_figures_are_those_that_are_promised() -> None:
    promised = story()["expected"]
    registered = set(people())
    expected = registered - cancelled()
    no_shows = expected - substituted() - attended()
    walk_ins = {step["key"] for step in steps("walk-in")}
    figures = (registered, cancelled(), expected, substituted(), no_shows, walk_ins, attended())
    assert tuple(map(len, figures)) == (131, 7, 124, 5, 15, 9, 118)
    names = "registered cancelled expected substituted no_show walk_in attended".split()  # noqa: SIM905
    assert [promised[name] for name in names] == [131, 7, 124, 5, 15, 9, 118]
    assert attended() <= set(everybody())
    assert not attended() & (cancelled() | substituted())
    assert {step["key"] for step in steps("substitute")} <= attended()


def test_thirty_one_come_from_abroad_and_their_delegations_add_up() -> None:
    promised = story()["expected"]
    came = [person for key, person in everybody().items() if key in attended()]
    countries = Counter(person["country"] for person in came)
    delegations = Counter(person["delegation"] for person in came if person["delegation"])
    assert countries == promised["countries"]
    assert delegations == promised["delegations"]
    assert {name: delegations[name] for name in delegations if name != COACH} == {
        "Harbin": 9,
        "Saporoshje": 5,
        "Daugavpils": 4,
        "Almaty": 4,
        "Qingdao": 2,
        "Kursgäste China": 7,
    }
    assert promised["abroad"] == len(came) - countries["DE"] == 31


def test_the_course_guests_live_in_germany_for_the_other_rule_of_abroad() -> None:
    residents = {
        who
        for step in steps("correct")
        if step["set"].get("residence") == "DE"
        for who in step["who"]
    }
    assert residents == {key for key in people() if key.startswith("kursgaeste.txt")}
    assert story()["expected"]["abroad_by_residence"] == 31 - len(residents & attended()) == 24


def test_every_day_and_activity_has_the_promised_attendance() -> None:
    promised = story()["expected"]
    days = {date: len({who for _, who in arrivals(date)}) for date in promised["days"]}
    assert days == promised["days"]
    assert promised["visits"] == sum(days.values()) == 149
    there = Counter(activity for activity, _ in set(arrivals()))
    assert {name: there[name] for name in promised["activities"]} == promised["activities"]


def test_whoever_comes_twice_was_at_the_symposium_first() -> None:
    first, second = ({who for _, who in arrivals(day)} for day in ("2012-11-22", "2012-11-23"))
    assert second < first == attended()
    assert {everybody()[who]["country"] for who in second} == {"CN", "UA", "LV", "KZ"}


def test_steps_stand_in_the_order_of_time_and_speak_of_known_people() -> None:
    moments = [(step["date"], step["at"]) for step in steps()]
    assert moments == sorted(moments)
    known = set(people()) | {f"dolmetscher.csv:{line}" for line in range(2, 8)}
    for step in steps():
        assert set(step.get("who", [])) <= known, step
        if "key" in step:
            assert step["key"] not in known
            known.add(step["key"])
    activities = {row["Kennung"] for row in table("programm.csv", "utf-8-sig").values()}
    assert {step["activity"] for step in steps() if "activity" in step} <= activities


def test_desks_know_only_what_they_heard_of() -> None:
    """A substitute or walk-in is scanned where entered, unless desks met or it is said so."""
    heard = {"A": set(people()), "B": set(people()), "C": set(people())}
    for step in steps():
        mine = heard[step["desk"]]
        if step["do"] == "exchange":
            every = set().union(*heard.values())
            heard = {desk: set(every) for desk in heard}
        elif step["do"] in {"scan", "group"} and step.get("verdict") != "not-yet-known":
            assert set(step.get("who", [])) <= mine, step
        if "key" in step:
            mine.add(step["key"])


def test_nobody_is_welcomed_twice_at_a_desk_that_knows() -> None:
    seen: set[tuple[str, str, str]] = set()
    for step in steps("scan", "group", "walk-in"):
        if step.get("verdict", "welcome") == "welcome":
            for who in step.get("who", [step.get("key")]):
                place = (step["desk"], step["activity"], f"{who}/{step.get('issue', '')}")
                assert place not in seen, step
                seen.add(place)


def test_the_script_of_the_day_holds_what_makes_a_day_hard() -> None:
    verdicts = Counter(step.get("verdict", "welcome") for step in steps("scan"))
    assert set(verdicts) == {
        *("welcome", "attention", "already-here", "substituted", "replaced", "not-yet-known"),
        *("foreign", "damaged", "left"),
    }
    peak = [s for s in steps("scan", "group", "walk-in") if "08:00:00" <= s["at"] <= "08:45:00"]
    assert {step["desk"] for step in peak} == {"A", "B", "C"}
    came = {who for step in peak for who in step.get("who", [step.get("key")])}
    assert len(came & attended()) > 0.65 * 118
    coach = next(step for step in steps("group") if len(step["who"]) == 18)
    unknown = [s for s in steps("walk-in") if s["person"].get("delegation") == COACH]
    assert (coach["at"][:5], len(unknown)) == ("08:15", 7)
    visible = [s for s in steps("substitute") if "08:00:00" <= s["at"] <= "08:45:00"]
    assert len(visible) == 2
    assert [step["reason"] for step in steps("reissue")] == ["lost"]


def test_desk_b_does_nothing_while_it_has_no_power() -> None:
    (cut,), (back,) = steps("power-cut"), steps("resume")
    assert (cut["desk"], cut["date"], cut["at"]) == ("B", "2012-11-22", "08:20:00")
    for step in steps():
        if step["desk"] == "B" and step["date"] == cut["date"]:
            assert not cut["at"] < step["at"] < back["at"]


def test_badges_handed_out_on_the_eve_are_no_attendance() -> None:
    (pack,) = steps("hand-out")
    assert pack["date"] == "2012-11-21"
    assert len(pack["who"]) == 10
    assert len(set(pack["who"]) - attended()) == 1


def test_all_lists_are_imported_after_what_they_refer_to() -> None:
    order = [step["file"] for step in steps("import")]
    assert set(order) == {*LISTS, *OTHERS} - {"story.toml"}
    assert order[:3] == ["orte.csv", "programm.csv", "delegationen.csv"]
    assert order[-1] == "buchungen.csv"


def test_delegations_places_and_parts_of_the_programme_are_spelt_alike() -> None:
    delegations = {row["Delegation"] for row in table("delegationen.csv", "utf-8-sig").values()}
    assert {person["delegation"] for person in everybody().values()} - {""} == delegations
    places = {row["Name"] for row in table("orte.csv", "utf-8-sig").values()}
    programme = list(table("programm.csv", "utf-8-sig").values())
    assert {row["Ort"] for row in programme} - {""} <= places
    assert {row["Bus"] for row in programme} - {""} <= {row["Kennung"] for row in programme}
    assert {row["Gehört zu"] for row in programme} - {""} <= {row["Kennung"] for row in programme}


def test_the_programme_has_seven_visits_and_one_hard_time() -> None:
    programme = list(table("programm.csv", "utf-8-sig").values())
    visits = [row for row in programme if row["Kennung"].startswith("V")]
    assert len(visits) == 7
    assert {row["Datum"] for row in visits} == {"23.11.2012"}
    hard = [row for row in programme if row["Feste Zeit"] == "ja"]
    assert [(row["Titel"], row["Beginn"]) for row in hard] == [("Übergabe der Hybridlok", "11:00")]
    assert {row["Sprachen"] for row in programme if row["Art"] == "Vortrag"} >= {"de", "zh", "ru"}
    assert all(row[f"Titel ({name})"] for row in programme for name in ("Englisch", "Chinesisch"))


def test_bookings_respect_the_permitted_numbers_and_do_not_overlap() -> None:
    bookings = list(table("buchungen.csv", "utf-8-sig").values())
    programme = {row["Titel"]: row for row in table("programm.csv", "utf-8-sig").values()}
    titles = [title for title in bookings[0] if title in programme]
    assert len(titles) == 10
    assert len(bookings) == 35
    booked = {title: sum(row[title] == "x" for row in bookings) for title in titles}
    assert booked["MHKW"] == int(programme["MHKW"]["Plätze"]) == 30
    assert sum(row["MHKW"] == "WL" for row in bookings) == 5
    for row in bookings:
        mine = [programme[title] for title in titles if row[title]]
        (bus,) = [one for one in mine if one["Art"] == "Bus"]
        for one, other in itertools.combinations([one for one in mine if one is not bus], 2):
            assert one["Ende"] <= other["Beginn"] or other["Ende"] <= one["Beginn"]
    assert len({(row["Nachname"], row["Vorname"], row["E-Mail"]) for row in bookings}) == 35


def test_six_interpreters_cover_the_languages_of_the_symposium() -> None:
    interpreters = list(table("dolmetscher.csv", "utf-8-sig").values())
    assert len(interpreters) == 6
    pairs = {(row["A-Sprache"], row["B-Sprache"]) for row in interpreters}
    assert {("de", "zh"), ("zh", "de"), ("de", "ru"), ("ru", "de")} <= pairs


def test_team_and_press_are_no_participants() -> None:
    roles = {row["Rolle"] for row in table("team.csv", "utf-8-sig").values()}
    assert roles.isdisjoint({"", "Teilnehmer", "Teilnehmerin", "Referent", "Referentin"})


def test_the_lists_are_as_raw_as_real_ones() -> None:
    assert text("anmeldungen.csv", "cp1252").startswith("Anmeldungen „green cities")
    assert text("zaporizhzhia.csv", "cp1251").startswith("sep=;\r\n")
    assert "Ґудзь" in text("zaporizhzhia.csv", "cp1251")
    assert "Ģirts" in text("daugavpils.csv", "cp1257")
    assert "Һашимов" in text("almaty.csv", "utf-8")
    assert text("harbin.csv", "gb18030").count("王伟") == 2
    assert "护照号码" in text("harbin.csv", "gb18030")  # a column that nobody may store
    for name in ("anmeldungen.csv", "harbin.csv", "zaporizhzhia.csv", "daugavpils.csv"):
        with pytest.raises(UnicodeDecodeError):
            text(name, "utf-8")


def test_nobody_is_real() -> None:
    encodings = {name: columns[0] for name, columns in LISTS.items() if columns[0]} | OTHERS
    for name, encoding in encodings.items():
        said = text(name, encoding)
        for real in ("Nitsche", "Czogalla", "Platz", "Pourkian"):
            assert real not in said
        assert said.count("@") == said.count(".example")
