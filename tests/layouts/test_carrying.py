"""Layouts are kept under names of their own, brought, given away and thrown away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checkin.errors import DeskError
from checkin.layouts import carrying, layout_file, shelf
from checkin.layouts.element import Picture
from checkin.layouts.layout import Layout

PLAIN = Layout("plain", 90, 54)


def with_logo(folder: Path, content: bytes = b"logo") -> Layout:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logo.png").write_bytes(content)
    return replace(PLAIN, front=(Picture((0, 0, 20, 10), "logo.png"),), folder=folder)


def test_a_new_layout_is_called_by_its_name_alone(tmp_path: Path) -> None:
    shipped = shelf.layout(shelf.DEFAULT)
    kept = carrying.keep(shipped, "  Our   badge ", tmp_path, new=True)
    assert (kept.name, kept.title("de")) == ("Our badge", "Our badge")
    assert carrying.is_own(kept, tmp_path)
    assert not carrying.is_own(shipped, tmp_path)


@pytest.mark.parametrize("name", ["a6", "A6", "A6 portrait", "a6 HOCH"])
def test_a_name_or_a_title_that_is_taken_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeskError, match="already"):
        carrying.keep(PLAIN, name, tmp_path, new=True)
    assert carrying.free_name(name, tmp_path) == f"{name} 2"


def test_a_layout_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="needs a name"):
        carrying.keep(PLAIN, " ", tmp_path, new=True)


def test_an_own_layout_is_kept_in_its_place(tmp_path: Path) -> None:
    kept = carrying.keep(PLAIN, "ours", tmp_path, new=True)
    again = carrying.keep(replace(kept, width=100), "ours", tmp_path, new=False)
    assert shelf.layout("ours", tmp_path) == again
    assert again.width == 100


def test_what_is_brought_takes_no_others_place(tmp_path: Path) -> None:
    own = tmp_path / "own"
    carrying.keep(with_logo(own, b"mine"), "plain", own, new=True)
    theirs = with_logo(tmp_path / "theirs", b"theirs")
    carrying.give(theirs, tmp_path / "theirs" / "plain.toml")
    brought = carrying.bring(tmp_path / "theirs" / "plain.toml", own)
    assert brought.name == "plain 2"
    (theirs_now,) = brought.pictures().values()
    (mine,) = shelf.layout("plain", own).pictures().values()
    assert (theirs_now.read_bytes(), mine.read_bytes()) == (b"theirs", b"mine")


def test_a_layout_is_given_away_as_one_file_and_its_pictures(tmp_path: Path) -> None:
    away = tmp_path / "away" / "copy.toml"
    carrying.give(with_logo(tmp_path / "own"), away)
    assert layout_file.read(away).pictures()["logo.png"].read_bytes() == b"logo"


def test_a_layout_whose_picture_is_gone_is_not_given_away(tmp_path: Path) -> None:
    layout = with_logo(tmp_path / "own")
    (tmp_path / "own" / "logo.png").unlink()
    with pytest.raises(DeskError, match=r"logo\.png"):
        carrying.give(layout, tmp_path / "away" / "copy.toml")
    assert not (tmp_path / "away").exists()


def test_what_is_thrown_away_is_gone_and_its_pictures_stay(tmp_path: Path) -> None:
    carrying.keep(with_logo(tmp_path), "ours", tmp_path, new=True)
    carrying.discard("ours", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["logo.png"]
    with pytest.raises(DeskError, match="cannot be removed"):
        carrying.discard("ours", tmp_path)
