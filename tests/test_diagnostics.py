"""Diagnostics: enough to help from afar, and no name of anybody in any byte of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from checkin import diagnostics, people, pin
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store

CANARIES = {
    "family": "Kanarienvogel",
    "given": "Zaubernuss",
    "native_name": "金丝雀",
    "organisation": "Papageno-Werke",
    "email": "papagena@example.org",
    "phone": "+49391777",
    "note": "Geheimnotiz",
    "attention": "Rollstuhlplatz",
    "city": "Vogelsang",
    "delegation": "Käfiggruppe",
}


def told(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as file:
        found = json.loads(file.read("diagnostics.json"))
    assert isinstance(found, dict)
    return found


def saved(desk: Desk, out: Path) -> bytes:
    """Fill a desk with canaries wherever one can sit, and return all bytes of the file."""
    guest = people.enter(desk, CANARIES)
    scanning.scan(desk, desk.badge_code(guest.id))
    scanning.scan(desk, "https://example.org/Kanarienvogel")
    people.reissue(desk, guest.id, "lost")
    pin.choose(desk, "24681357")
    store.remember(desk.db, operator="Zaubernuss", backup_folder="Vogelsang")
    desk.write(*desk.change("changed", desk.event.id, {"title": "Kanarienvogel", "note": "x"}))
    try:
        raise DeskError("Kanarienvogel")  # noqa: TRY301  as the program would
    except DeskError as error:
        raised = diagnostics.fault(error, "2012-11-22T08:00:00+01:00")
    broken = diagnostics.Fault("Kanarienvogel ist weg", ("/data/Vogelsang/x.py:1",), "Zaubernuss")
    diagnostics.save(
        desk,
        out,
        errors=[raised, broken],
        settings=["theme", "Vogelsang ist schön"],
        timings={"scan": 1.23456, "Zaubernuss ist da": 1.0},
        screen={"width": 1280},
    )
    with zipfile.ZipFile(out) as file:
        return out.read_bytes() + b"".join(file.read(name) for name in file.namelist())


def test_no_name_is_in_any_byte_of_it(desk: Desk, tmp_path: Path) -> None:
    content = saved(desk, tmp_path / "Kanarienvogel.zip").lower()
    for canary in (*CANARIES.values(), "24681357", str(tmp_path)):
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            raw = canary.encode(encoding, "ignore").lower()
            assert not raw or raw not in content, canary
        assert json.dumps(canary)[1:-1].encode().lower() not in content, canary


def test_it_holds_what_helps(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "diagnostics.zip"
    saved(desk, out)
    found = told(out)
    assert found["settings"] == ["theme"]
    assert found["timings"] == {"scan": 1.235}
    assert found["screen"] == {"width": 1280}
    errors = found["errors"]
    assert isinstance(errors, list)
    assert [error["kind"] for error in errors] == ["DeskError", ""]
    sqlite, desks, tables = found["sqlite"], found["desks"], found["tables"]
    assert isinstance(sqlite, dict)
    assert isinstance(desks, list)
    assert isinstance(tables, dict)
    assert (sqlite["quick_check"], sqlite["faults"]) == ("ok", 0)
    assert [one["desk"] for one in desks] == ["A"]
    assert tables["rows"]["person"] == 1
    assert tables["entries"]["arrived"] == 1


def test_an_error_of_the_program_names_its_own_lines(desk: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        desk.undo("r-a-aaaaaaaaaa/s7")
    kept = diagnostics.fault(caught.value)
    assert kept.kind == "DeskError"
    assert any(place.startswith("checkin/desk.py:") for place in kept.places)


def test_a_disk_that_takes_nothing_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="could not be written"):
        diagnostics.save(desk, tmp_path / "missing" / "diagnostics.zip")
    assert [path.name for path in tmp_path.iterdir() if "zip" in path.name] == []
