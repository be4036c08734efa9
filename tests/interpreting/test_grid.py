"""The table of a chief interpreter: names and slots as people write them, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from checkin import people, programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import grid, profile
from checkin.interpreting.grid import Taken
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
        self.people = {key: self._enter(*who) for key, who in WHO.items()}
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

    def _enter(self, family: str, given: str, native: str, a: str, b: str, c: str) -> str:
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
