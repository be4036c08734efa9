"""The shelf: shipped layouts and those beside an event, kept with their pictures."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.errors import DeskError
from checkin.layouts import shelf
from checkin.layouts.element import Bar, Picture
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import own_page, sheet_for

MINE = Layout("mine", 90, 54, (Bar((0, 0, 90, 5), "role"),), titles={"en": "Mine"})


def test_layouts_of_an_event_lie_beside_its_file(tmp_path: Path) -> None:
    own = shelf.folder(tmp_path / "a.checkin")
    assert own == tmp_path / "layouts"
    assert shelf.names(own) == shelf.names()
    kept = shelf.keep(MINE, own)
    assert kept == replace(MINE, folder=own) == shelf.layout("mine", own)
    assert shelf.names(own) == sorted([*shelf.names(), "mine"])


def test_a_layout_of_the_event_goes_before_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    shelf.keep(replace(MINE, name="a6"), tmp_path)
    assert shelf.layout("a6", tmp_path).width == 90
    assert shelf.layout("a6").width == 105


def test_a_layout_takes_its_pictures_along(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    (first / "logo.png").write_bytes(b"picture")
    layout = replace(MINE, front=(Picture((0, 0, 9, 9), "logo.png"),), folder=first)
    kept = shelf.keep(layout, second)
    assert (second / "logo.png").read_bytes() == b"picture"
    assert shelf.keep(kept, second) == kept
    assert sorted(os.listdir(second)) == ["logo.png", "mine.toml"]  # noqa: PTH208  hidden, too


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "a/b", "a\\b", "CON", "a.", " a", "x" * 61, "é\0"]
)
def test_what_is_no_name_of_a_file_is_not_kept(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeskError, match="cannot be the name of a file"):
        shelf.keep(replace(MINE, name=name), tmp_path / "own")
    with pytest.raises(DeskError, match="cannot be the name of a file"):
        shelf.keep_sheet(replace(own_page(MINE), name=name), tmp_path / "own")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "layouts").write_bytes(b"a file")
    with pytest.raises(DeskError, match=r"mine\.toml cannot be written"):
        shelf.keep(MINE, tmp_path / "layouts")


def test_names_that_are_not_there_are_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"no layout \.\./x.*a6"):
        shelf.layout("../x", tmp_path)
    with pytest.raises(DeskError, match=r"no sheet a5.*a4, .*a4x4"):
        shelf.sheet("a5", shelf.layout("a6"))


def test_a_file_with_a_mistake_hides_no_other(tmp_path: Path) -> None:
    shelf.keep(MINE, tmp_path)
    (tmp_path / "torn.toml").write_text("width = ", "utf-8")
    (tmp_path / ".hidden.toml").write_text("width = ", "utf-8")
    found, faults = shelf.layouts(tmp_path)
    assert [one.name for one in found] == sorted([*shelf.names(), "mine"])
    (fault,) = faults
    assert fault.startswith("torn.toml is not valid TOML")


def test_without_a_name_a_sheet_is_a_page_of_its_own() -> None:
    layout = shelf.layout("a6")
    assert shelf.sheet("", layout) == shelf.sheet("a6", layout) == own_page(layout)


def test_a_sheet_of_the_event_goes_before_the_shipped_ones(tmp_path: Path) -> None:
    layout = shelf.layout("cr80")
    sheet = sheet_for(layout, 210, 297, margin=10, gutter=2, name="zz-mine")
    path = shelf.keep_sheet(sheet, tmp_path)
    assert path == tmp_path / "sheets" / "zz-mine.toml"
    assert shelf.sheet("zz-mine", layout, tmp_path) == sheet
    assert shelf.sheets(layout, tmp_path)[0] == sheet == shelf.sheet("a4", layout, tmp_path)


def test_a4_is_made_for_a_layout_of_which_no_sheet_is_kept() -> None:
    sheet = shelf.sheet("a4", MINE.__class__("mine", 80, 60))
    assert (sheet.columns, sheet.rows) == (3, 3)
