"""The sheet of an interpreter: one page whatever stands on it, nothing lost, and a day to photo."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from icalendar import Calendar

from checkin import delegations, i18n, people, programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import assigning, own_plan, own_words, publishing
from checkin.reports import interpreter_sheet
from tests.interpreting.stage import DAY, NEXT, Stage

LONG = "第{n}届中德生态城市可持续发展与水资源管理国际研讨会 Nachhaltige Stadtentwicklung Teil {n}"
NAME = {
    "family": "Константинопольская-Рождественская",
    "given": "Александра Владимировна",
    "native_name": "Александра Владимировна Константинопольская-Рождественская",
}


@pytest.fixture
def stage(desk: Desk) -> Stage:
    """Plan two days."""
    return Stage(desk)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def bare(text: str) -> str:
    """Return a text as it is however its lines are broken."""
    return "".join(text.split()).replace("\ufffe", "").replace("-", "")


def photographed(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=3).to_pil().convert("L")
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_a_sheet_says_all_and_the_day_can_be_photographed(stage: Stage, tmp_path: Path) -> None:
    stage.set(emergency="+49 391 555 0100")
    stage.promise(stage.wang, "opening", "de", "zh")
    stage.promise(stage.wang, "water", "zh", "de", booth="2")
    stage.promise(stage.wang, "plant", "de", "zh")
    stage.promise(stage.mueller, "opening", "de", "zh", leader="yes")
    out = tmp_path / "sheet.pdf"
    printed = interpreter_sheet.write(stage.desk, out, stage.wang)
    assert (printed.people, printed.pages, printed.missing) == (1, 2, ())
    first, second = pages(out)
    for word in ("Fang Mei", "方梅", "+49 171 1", "A zh · B de", "Next: be there at", "08:30 Saal"):
        assert bare(word) in bare(first), word
    for word in ("Emergency: +49 391 555 0100", "10:00–11:00", "王丽", "I have seen this draft."):
        assert bare(word) in bare(first), word
    assert bare("Missing: organiser") in bare(first)
    assert "Rothensee" in second
    assert "Saal" not in second
    read = Calendar.from_ical(photographed(out)).walk("VEVENT")
    assert [str(one["summary"]) for one in read] == [
        "DE → ZH Eröffnung",
        "ZH → DE Wasser in Harbin",
    ]


def test_twelve_assignments_with_long_names_stand_on_one_page(stage: Stage, tmp_path: Path) -> None:
    desk = stage.desk
    tongues = {"languages_a": "ru", "languages_b": "de", "role": "interpreter"}
    person = people.enter(desk, {**NAME, **tongues}, "").id
    title = "Делегация города Запорожье (Saporoshje)"
    group = delegations.put(desk, "", {"title": title, "head": "Шевченко Владимир"}).id
    guest = {"family": "Шевченко", "given": "Владимир", "delegation": group, "languages": "ru"}
    people.enter(desk, {**guest, "country": "UA"}, "")
    for n in range(12):
        fields = {
            "speakers": f"Prof. Dr. habil. Maximiliane Müller-Lüdenscheidt {n}, 王丽{n}教授",
            "responsible": f"Referat {n} für internationale Zusammenarbeit",
            "documents": f"Folien v{n}, Glossar-zh-ru-{n}.xlsx",
            "note": "",
        }
        times = (f"{8 + n:02}:00", f"{8 + n:02}:45")
        where = f"Guericke-Zentrum, Saal Константинополь {n}"
        name = f"talk{n}"
        stage.activities[name] = stage.plan(
            LONG.format(n=n + 1), DAY, *times, "contribution", "zh", where, **fields
        )
        stage.promise(person, name, "zh", "ru", via="de", booth=str(n + 1), note=f"请带水{n}")
    out = tmp_path / "sheet.pdf"
    assert interpreter_sheet.write(desk, out, person, DAY).pages == 1
    (text,) = pages(out)
    plan = own_plan.own_plan(desk, person, DAY)
    for line in plan.lines:
        assert bare(line.title) in bare(text)
        for said in own_words.said(line, plan.person):
            assert bare(said.text) in bare(text), said
    assert bare(NAME["family"]) in bare(text)
    assert "To photograph: the first" in text
    assert len(Calendar.from_ical(photographed(out)).walk("VEVENT")) >= 2


def test_what_changed_is_marked_and_what_is_no_more_is_named(stage: Stage, tmp_path: Path) -> None:
    desk = stage.desk
    stage.promise(stage.wang, "opening", "de", "zh")
    gone = stage.promise(stage.wang, "water", "zh", "de")
    publishing.publish(desk)
    publishing.acknowledge(desk, stage.wang)
    interpreter_sheet.write(desk, tmp_path / "a.pdf", stage.wang, DAY)
    assert "Plan v1 was acknowledged." in pages(tmp_path / "a.pdf")[0]
    programme.put(desk, stage.activities["opening"], {"start": f"{DAY}T09:15"})
    assigning.withdraw(desk, gone, reason="other plans")
    interpreter_sheet.write(desk, tmp_path / "b.pdf", stage.wang, DAY)
    assert bare("not yet published") in bare(pages(tmp_path / "b.pdf")[0])
    publishing.publish(desk)
    interpreter_sheet.write(desk, tmp_path / "c.pdf", stage.wang, DAY)
    (text,) = pages(tmp_path / "c.pdf")
    for word in ("Changed since v1", "No longer yours: 11:00–12:30 ZH → DE Wasser in Harbin"):
        assert bare(word) in bare(text), word
    assert "I have seen plan v2." in text


def test_all_sheets_of_a_day_and_a_name_in_any_script(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "opening", "de", "zh")
    stage.promise(stage.mueller, "opening", "de", "zh")
    stage.promise(stage.mueller, "plant", "de", "zh")
    printed = interpreter_sheet.write(stage.desk, tmp_path / "all.pdf")
    assert (printed.people, printed.pages) == (2, 3)
    assert interpreter_sheet.write(stage.desk, tmp_path / "day.pdf", day=DAY).pages == 2
    assert interpreter_sheet.write(stage.desk, tmp_path / "one.pdf", "mueller").pages == 2
    assert interpreter_sheet.write(stage.desk, tmp_path / "one.ics", "方梅").people == 1
    assert b"BEGIN:VEVENT" in (tmp_path / "one.ics").read_bytes()
    interpreter_sheet.write(stage.desk, tmp_path / "one.csv", "Fang")
    assert "Eröffnung" in (tmp_path / "one.csv").read_text("utf-8-sig")


def test_a_sheet_of_nobody_is_refused(stage: Stage, tmp_path: Path) -> None:
    stage.interpreter("Müller", "Anna", "", "de", "ru")
    for whom, why in (("Meier", "Nobody who"), ("Müller", "several"), (stage.wang, "promised")):
        with pytest.raises(DeskError, match=why):
            interpreter_sheet.write(stage.desk, tmp_path / "x.pdf", whom)
    with pytest.raises(DeskError, match="whose plan"):
        interpreter_sheet.write(stage.desk, tmp_path / "x.ics")
    stage.promise(stage.wang, "plant", "de", "zh")
    with pytest.raises(DeskError, match="could not be written"):
        interpreter_sheet.write(stage.desk, tmp_path / "no" / "x.pdf", stage.wang)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_sheet_in_german_and_after_the_day(stage: Stage, tmp_path: Path) -> None:
    stage.promise(stage.wang, "plant", "de", "zh")
    i18n.use("de")
    later = stage.desk.event.moment(f"{NEXT}T22:00")
    interpreter_sheet.write(stage.desk, tmp_path / "x.pdf", stage.wang, at=later)
    (text,) = pages(tmp_path / "x.pdf")
    assert "23. Nov. 2012" in text


def test_a_character_that_no_font_has_is_told(stage: Stage, tmp_path: Path) -> None:
    programme.put(stage.desk, stage.activities["plant"], {"title": "MHKW \U0001f980"})
    stage.promise(stage.wang, "plant", "de", "zh")
    printed = interpreter_sheet.write(stage.desk, tmp_path / "x.pdf", stage.wang)
    assert printed.missing == ((stage.wang, "\U0001f980"),)
    assert "□" in pages(tmp_path / "x.pdf")[0]
