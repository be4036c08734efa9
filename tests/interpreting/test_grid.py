"""The table of a chief interpreter: names and slots as people write them, and nothing lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from checkin import people, programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import grid, grid_times, grid_words, profile
from checkin.interpreting.grid import Taken
from checkin.interpreting.grid_times import Header
from checkin.interpreting.problem import Demand, Interpreter, Problem, Promise
from checkin.interpreting.tongues import Tongues
from checkin.model.need import need_subject

DAY = "2012-11-22"
WHEN = {
    "opening": ("Eröffnung", DAY, "09:00", "09:30", "de", ("zh", "ru"), "Saal"),
    "eco": ("Ecopark Qingdao", DAY, "09:30", "10:30", "zh", ("de", "ru"), "Saal"),
    "water": ("Wasser in Harbin", DAY, "11:00", "12:00", "zh", ("de",), "Saal"),
    "plant": ("MHKW", "2012-11-23", "10:00", "11:00", "de", ("zh",), "Rothensee"),
    "sewage": ("Klärwerk", "2012-11-23", "10:00", "11:00", "de", ("ru",), "Gerwisch"),
}
WHO = {
    "petrenko": ("Petrenko", "Olena", "", "ru", "de", ""),
    "wang": ("Wang", "Fang", "王芳", "zh", "de", "en"),
    "mueller": ("Müller", "Jürgen", "", "de", "ru zh", ""),
    "ivanova": ("Ivanova", "Anna", "Иванова Анна", "ru", "de", "zh"),
}


class World:
    """An event with needs and interpreters."""

    def __init__(self, desk: Desk) -> None:
        """Plan it."""
        self.desk = desk
        programme.put_place(desk, "", {"title": "Saal", "booths": "zh 1; ru 2; de 3"})
        self.people = {key: self.enter(*who) for key, who in WHO.items()}
        self.needs: dict[str, Demand] = {}
        for key, parts in WHEN.items():
            self._plan(key, *parts)

    def problem(self, *before: Promise) -> Problem:
        """Return what is to be planned."""
        known = [self.desk.person(one) for one in self.people.values()]
        some = (Interpreter(one.id, one.whole_name, Tongues.of(one), ()) for one in known if one)
        return Problem(
            tuple(some), tuple(self.needs.values()), profile.load(), before=frozenset(before)
        )

    def promise(self, text: str) -> Promise:
        """Return the promise of "petrenko eco zh>ru", or "... via de"."""
        person, key, way, *via = text.split()
        return Promise(self.needs[f"{key} {way}"].id, self.people[person], "".join(via[1:]))

    def read(self, path: Path, *before: str) -> Taken:
        """Read a table against what stands."""
        return grid.read(self.desk, path, self.problem(*map(self.promise, before)))

    def enter(self, family: str, given: str, native: str, a: str, b: str, c: str) -> str:
        """Enter an interpreter, and return the subject."""
        values = {"family": family, "given": given, "native_name": native, "role": "interpreter"}
        tongues = {"languages_a": a, "languages_b": b, "languages_c": c}
        return people.enter(self.desk, {**values, **tongues}, "").id

    def _plan(
        self,
        key: str,
        title: str,
        day: str,
        start: str,
        end: str,
        source: str,
        targets: tuple[str, ...],
        place: str,
    ) -> None:
        values = {"title": title, "place": place, "languages": source, "source_id": key.upper()}
        times = {"start": f"{day}T{start}", "end": f"{day}T{end}"}
        activity = programme.put(self.desk, "", {**values, **times})
        moment = self.desk.event.moment
        for target in targets:
            self.needs[f"{key} {source}>{target}"] = Demand(
                need_subject(self.desk.key, activity.id, source, target),
                activity.id,
                title,
                source,
                target,
                moment(f"{day}T{start}"),
                moment(f"{day}T{end}"),
                activity.place,
                "simultaneous",
                day,
                "run",
                2,
                60,
            )


@pytest.fixture
def world(desk: Desk) -> World:
    """Plan five activities and know four interpreters."""
    return World(desk)


def faults(taken: Taken) -> list[str]:
    return [f"{one.line}{one.column} {one.text}" for one in taken.remarks if one.fault]


def asked(world: World, taken: Taken) -> set[str]:
    needs = {one.id: key for key, one in world.needs.items()}
    names = {subject: key for key, subject in world.people.items()}
    return {
        " ".join(
            filter(
                None,
                (
                    *(names[one.promise.person], needs[one.promise.need]),
                    f"via {one.promise.via}" if one.promise.via else "",
                    one.booth and f"booth {one.booth}",
                    "leads" if one.leader else "",
                ),
            )
        )
        for one in taken.asked
    }


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "plan.csv"
    path.write_bytes(text.strip("\n").encode(encoding))
    return path


def test_titles_above_and_names_in_any_order(world: World, tmp_path: Path) -> None:
    taken = world.read(
        written(
            tmp_path,
            """
Einsatzplan green cities;;;;
Name;Eröffnung;Ecopark Qingdao;MHKW;klaerwerk
Olena Petrenko;x;zh>de>ru;;x
"Wang, Fang";ZH;;x;
MÜLLER Juergen (DE);frei;x (TL);krank;
王芳;;;;
Meier;x;;;

Stand: 20.11.2012
""",
        )
    )
    assert asked(world, taken) == {
        "petrenko opening de>ru",
        "petrenko eco zh>ru via de",
        "petrenko sewage de>ru",
        "wang opening de>zh",
        "wang plant de>zh",
        "mueller eco zh>de leads",
    }
    assert faults(taken) == ["7A Nobody who interprets here is called “Meier”."]
    assert [one.text for one in taken.remarks if not one.fault] == [
        "Left aside: “Einsatzplan green cities”.",
        "Jürgen Müller is said to be free: Eröffnung.",
        "Jürgen Müller is said to be ill: MHKW.",
        "Left aside: “Stand: 20.11.2012”.",
    ]


def test_two_rows_of_headings_days_and_times_with_merged_cells(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        sheet.merge_range(1, 2, 1, 4, "Do 22.11.")
        sheet.merge_range(1, 5, 1, 6, "Freitag, 23.11.2012")
        for column, text in enumerate(
            ("Name", "9:00-9:30", "9.30–10.30 Uhr", "11 Uhr", "10:00", "Bemerkung"), 1
        ):
            sheet.write(2, column, text)
        sheet.write_row(4, 1, ("Wang Fang", "x", "ZH", 1, "x", "allergisch"))
        sheet.write_row(5, 1, ("Иванова", "", "ru", "", "x", ""))
        sheet.merge_range(7, 2, 7, 3, "x")
        sheet.write(7, 1, "Müller")
    taken = world.read(path)
    assert asked(world, taken) == {
        "wang opening de>zh",
        "wang eco zh>de",
        "wang water zh>de booth 1",
        "wang plant de>zh",
        "ivanova eco zh>ru",
        "ivanova sewage de>ru",
        "mueller eco zh>de",
    }
    assert faults(taken) == [
        "8C It is not clear what Jürgen Müller is to interpret: Do 22.11. · 9:00-9:30."
    ]
    assert [one.text for one in taken.remarks if not one.fault] == [
        "Left aside: “Freitag, 23.11.2012 · Bemerkung: allergisch”."
    ]


def test_a_table_of_a_german_machine(world: World, tmp_path: Path) -> None:
    text = "Übersicht\r\nName;Eröffnung;Klärwerk\r\nMüller, Jürgen;de>zh;x\r\n"
    taken = world.read(written(tmp_path, text, "cp1252"))
    assert asked(world, taken) == {"mueller opening de>zh", "mueller sewage de>ru"}


def test_a_table_that_is_turned(world: World, tmp_path: Path) -> None:
    taken = world.read(
        written(
            tmp_path,
            """
;;Petrenko;Wang;Müller
22.11.;09:00-09:30;x;x;
22.11.;09:30-10:30;;;zh>de Kabine 3
23.11.;10:00-11:00;Klärwerk;MHKW;
""",
        )
    )
    assert asked(world, taken) == {
        "petrenko opening de>ru",
        "wang opening de>zh",
        "mueller eco zh>de booth 3",
        "petrenko sewage de>ru",
        "wang plant de>zh",
    }


def test_a_block_for_each_day(world: World, tmp_path: Path) -> None:
    taken = world.read(
        written(
            tmp_path,
            """
Donnerstag 22. November
Uhrzeit;9:00;9:30;11:00
Wang;x;zh>de;x
Petrenko;x;;
Freitag 23. November
Uhrzeit;10:00;;
Wang;x;;
Petrenko;x;;
""",
        )
    )
    assert asked(world, taken) == {
        "wang opening de>zh",
        "wang eco zh>de",
        "wang water zh>de",
        "petrenko opening de>ru",
        "wang plant de>zh",
        "petrenko sewage de>ru",
    }


def test_what_is_unclear_is_told_with_its_place(world: World, tmp_path: Path) -> None:
    taken = world.read(
        written(
            tmp_path,
            """
Name;ECO;Grillabend;23.11. 10:00
Müller;zh>de;x;x
Wang;zh>ru;;quer
""",
        )
    )
    assert asked(world, taken) == {"mueller eco zh>de", "wang eco zh>ru"}
    assert faults(taken) == [
        "1C No need here is called “Grillabend”.",
        "2C “x” stands under a heading that means nothing here.",
        "2D It is not clear what Jürgen Müller is to interpret: 23.11. 10:00.",
        "3D “quer” was not understood.",
    ]


def test_what_stands_is_the_same_and_what_is_left_out_is_gone(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, "Name;ECO;OPENING\nMüller;zh>de;\nWang;;x\n")
    taken = world.read(path, "mueller eco zh>de", "mueller opening de>ru", "petrenko eco zh>ru")
    assert taken.same == {world.promise("mueller eco zh>de")}
    assert taken.new == {world.promise("wang opening de>zh")}
    assert taken.gone == {world.promise("mueller opening de>ru")}


def test_a_table_without_a_name_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"No interpreter .* plan\.csv"):
        world.read(written(tmp_path, "Name;ECO\nMeier;x\n"))


def test_real_dates_and_times_of_excel_and_a_title_over_all(world: World, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Einsatz")
        date = book.add_format({"num_format": "dd.mm.yyyy"})
        clock = book.add_format({"num_format": "hh:mm"})
        sheet.merge_range(0, 0, 0, 4, "Einsatzplan Dolmetscher 22.-23.11.2012")
        sheet.merge_range(1, 2, 1, 3, "")
        sheet.write_datetime(1, 2, dt.date(2012, 11, 22), date)
        sheet.write_datetime(1, 4, dt.date(2012, 11, 23), date)
        sheet.write_row(2, 0, ["Nr.", "Name"])
        for column, hour in ((2, 9), (3, 11), (4, 10)):
            sheet.write_datetime(2, column, dt.time(hour), clock)
        sheet.write_row(3, 0, [1, "Wang", "x", "zh>de", "krank"])
        sheet.write_row(4, 0, [2, "Petrenko, O.", "x", "", "x"])
        sheet.write_row(5, 0, ["", "Summe", 2, 1, 1])
        book.add_worksheet("leer")
    taken = world.read(path)
    assert asked(world, taken) == {
        "wang opening de>zh",
        "wang water zh>de",
        "petrenko opening de>ru",
        "petrenko sewage de>ru",
    }
    assert faults(taken) == []


def test_a_sheet_for_each_day(world: World, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, clock in (("Do 22.11.", "9:00"), ("Fr 23.11.", "10 Uhr")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Dolmetscher", clock, "Telefon"])
            sheet.write_row(1, 0, ["Wang", "x", "0171"])
    taken = world.read(path)
    assert asked(world, taken) == {"wang opening de>zh", "wang plant de>zh"}
    assert {one.sheet for one in taken.remarks} == {"Do 22.11.", "Fr 23.11."}
    assert faults(taken) == []


def test_weekdays_halves_of_days_and_times_of_english_machines(
    world: World, tmp_path: Path
) -> None:
    text = "Name,Thu 9:00 AM - 9:30 AM,Do VM,Fr VM\nWang,x,zh>de,x\nPetrenko,,opening,Klärwerk\n"
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {
        "wang opening de>zh",
        "wang eco zh>de",
        "wang water zh>de",
        "wang plant de>zh",
        "petrenko opening de>ru",
        "petrenko sewage de>ru",
    }
    assert faults(taken) == []


def test_a_column_of_each_booth_below_its_session(world: World, tmp_path: Path) -> None:
    text = """
;Eröffnung;;Ecopark Qingdao;
;Kabine ZH;Kabine RU;Kabine DE;RU
Wang;x;;x;
Müller;;x;;
Petrenko;;x*;;x
Ivanova;;;;zh>ru
"""
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {
        "wang opening de>zh",
        "wang eco zh>de",
        "mueller opening de>ru",
        "petrenko opening de>ru leads",
        "petrenko eco zh>ru via de",
        "ivanova eco zh>ru",
    }
    assert faults(taken) == []


def test_a_booth_by_its_number_is_that_of_its_language(world: World, tmp_path: Path) -> None:
    taken = world.read(written(tmp_path, "Name;ECO;OPENING\nMüller;;2\nWang;K3;1\nPetrenko;;9\n"))
    assert asked(world, taken) == {
        "mueller opening de>ru booth 2",
        "wang eco zh>de booth 3",
        "wang opening de>zh booth 1",
        "petrenko opening de>ru booth 9",
    }


def test_marks_without_a_name_and_a_time_of_no_day(world: World, tmp_path: Path) -> None:
    taken = world.read(written(tmp_path, "Name;9:00;ECO\nWang;x;zh>de\n;x;\n=Meier;;x\n"))
    assert asked(world, taken) == {"wang eco zh>de"}
    assert faults(taken) == [
        "1B No need here is called “9:00”.",
        "2B “x” stands under a heading that means nothing here.",
        "3B This row has marks and no name.",
        "4A Nobody who interprets here is called “=Meier”.",
    ]


@pytest.mark.parametrize(
    ("text", "day", "start", "end", "rest"),
    [
        ("22.11. 9.00–10.30 Uhr Ecopark", DAY, "09:00", "10:30", "Ecopark"),
        ("Thursday, 22 November", DAY, "", "", ""),
        ("четверг 22 ноября 10:00 до 11:00", DAY, "10:00", "11:00", ""),
        ("11月22日 上午", DAY, "00:00", "12:30", ""),
        ("Nov 22, 2012 9-10 am", DAY, "09:00", "10:00", ""),
        ("Tag 2", DAY, "", "", ""),
        ("22/11/2012", DAY, "", "", ""),
        ("9h-10h30", "", "09:00", "10:30", ""),
        ("9.10-10.15 Führung", "", "09:10", "10:15", "Führung"),
        ("13 Uhr", "", "13:00", "", ""),
        ("21.-23.11.2012", "", "", "", ""),
        ("Treffen am Markt", "", "", "", "Treffen am Markt"),
        ("Werk 1-2", "", "", "", "Werk 1-2"),
        ("So geht es weiter", "", "", "", "So geht es weiter"),
        ("2012-11-22T09:00", DAY, "09:00", "", ""),
    ],
)
def test_headings_say_days_and_times_as_people_write_them(
    text: str, day: str, start: str, end: str, rest: str
) -> None:
    days = [dt.date(2012, 11, number) for number in (21, 22, 23)]
    assert grid_times.header(text, days) == Header(day, start, end, rest)


@pytest.mark.parametrize(
    ("text", "kind", "ways", "booth"),
    [
        ("ZH → DE", "works", ["zh>de"], ""),
        ("de<>zh", "works", ["de<>zh"], ""),
        ("Chinesisch nach Deutsch", "works", ["zh>de"], ""),
        ("zh>de>ru", "works", ["zh>ru via de"], ""),
        ("ru (über de)", "works", ["ru via de"], ""),
        ("zh/de/ru", "works", ["zh<>de", "zh<>ru", "de<>ru"], ""),
        ("zh>de, de>zh Kab. 1", "works", ["zh>de", "de>zh"], "1"),
        ("x 2", "works", [], "2"),
        ("krank (Grippe)", "ill", [], ""),
        ("休息", "free", [], ""),
        ("–", "none", [], ""),
        ("Ecopark", "", [], ""),
    ],
)
def test_marks_say_languages_and_booths_as_people_write_them(
    text: str, kind: str, ways: list[str], booth: str
) -> None:
    said = grid_words.mark(text, {"zh", "de", "ru"})
    told = [
        one.source
        + (("<>" if one.both else ">") + one.target if one.target else "")
        + (f" via {one.via}" if one.via else "")
        for one in said.directions
    ]
    assert (said.kind, told, said.booth) == (kind, ways, booth)


def test_namesakes_are_told_apart_by_the_name_beside_it(world: World, tmp_path: Path) -> None:
    world.people["anna"] = world.enter("Müller", "Anna", "", "de", "ru", "")
    text = "Nachname;Vorname;OPENING;SEWAGE\nMüller;Anna;x;\nMüller;Jürgen;;x\nMüller;;x;\n"
    taken = world.read(written(tmp_path, text))
    assert asked(world, taken) == {"anna opening de>ru", "mueller sewage de>ru"}
    assert faults(taken) == ["4A “Müller” may be several interpreters."]
