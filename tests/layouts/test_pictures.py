"""Pictures beside a layout: copied under free names, and never over another's picture."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from checkin.errors import DeskError
from checkin.layouts import layout_file, pictures, shelf
from checkin.layouts.element import Picture
from checkin.layouts.layout import Layout


def drawn(path: Path, colour: str = "red") -> Path:
    """Draw a picture twice as wide as high."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 20), colour).save(path, "PNG")
    return path


def written(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_picture_is_copied_once_and_another_of_its_name_beside_it(tmp_path: Path) -> None:
    own = tmp_path / "own"
    one, other = drawn(tmp_path / "a" / "Logo.PNG"), drawn(tmp_path / "b" / "Logo.PNG", "blue")
    assert pictures.taken(one, own) == ("Logo.png", 2.0)
    assert pictures.taken(one, own) == ("Logo.png", 2.0)
    assert pictures.taken(other, own) == ("Logo 2.png", 2.0)
    assert len(list(own.iterdir())) == 2


@pytest.mark.parametrize("stem", ["..:?evil", "nul", "- ", "x" * 200, "Лого (neu) & {name}"])
def test_an_odd_name_becomes_one_that_every_system_takes(tmp_path: Path, stem: str) -> None:
    taken, _ratio = pictures.taken(drawn(tmp_path / "a" / f"{stem}.png"), tmp_path / "own")
    assert layout_file.picture_name(taken)
    assert (tmp_path / "own" / taken).is_file()


def test_what_is_no_picture_or_is_missing_is_refused_in_words_and_not_copied(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own"
    with pytest.raises(DeskError, match="no PNG, SVG or PDF"):
        pictures.taken(written(tmp_path, "a.exe", b"x"), own)
    with pytest.raises(DeskError, match="cannot be read"):
        pictures.taken(tmp_path / "gone.png", own)
    with pytest.raises(DeskError, match="cannot be used"):
        pictures.taken(written(tmp_path, "a.png", b"no picture"), own)
    assert not own.exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    source = drawn(tmp_path / "a.png")
    with pytest.raises(DeskError, match="cannot be written"):
        pictures.taken(source, source / "own")


def test_a_layout_is_brought_with_its_pictures_and_takes_no_others_place(tmp_path: Path) -> None:
    there, own = tmp_path / "there", tmp_path / "own"
    written(there, "logo.png", b"theirs")
    mine = written(own, "logo.png", b"mine")
    front = (Picture((0, 0, 20, 20), "logo.png"),)
    layout = Layout("x", 90, 54, front, front, folder=there)
    brought = pictures.beside(layout, own)
    assert brought.folder == own
    assert brought.front == brought.back
    assert brought.pictures()["logo 2.png"].read_bytes() == b"theirs"
    assert mine.read_bytes() == b"mine"
    assert pictures.beside(brought, own) == brought


def test_a_missing_picture_is_said_when_a_layout_is_brought(tmp_path: Path) -> None:
    layout = Layout("x", 90, 54, (Picture((0, 0, 20, 20), "gone.png"),), folder=tmp_path)
    with pytest.raises(DeskError, match=r"gone\.png"):
        pictures.beside(replace(layout), tmp_path / "own")


def test_a_link_that_lies_in_wait_is_not_written_through(tmp_path: Path) -> None:
    own, victim, new = tmp_path / "own", tmp_path / "victim", tmp_path / "new"
    own.mkdir()
    victim.write_text("precious")
    source = drawn(tmp_path / "a" / "logo.png")
    (own / "logo.png").symlink_to(new)
    (own / "logo 2.png").symlink_to(victim)
    assert pictures.taken(source, own) == ("logo 3.png", 2.0)

    (own / "logo.png").unlink()
    (own / "logo.png").symlink_to(victim)
    layout = Layout("x", 100, 100, (Picture((0, 0, 9, 9), "logo.png"),), folder=source.parent)
    kept = shelf.keep(layout, own)
    assert kept.pictures()["logo.png"].read_bytes() == source.read_bytes()
    assert victim.read_text() == "precious"
    assert not new.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
def test_a_pipe_or_a_device_is_no_picture(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    for name in ("pipe.png", "zero.png"):
        with pytest.raises(DeskError, match="neither PNG"):
            pictures.taken(tmp_path / name, tmp_path / "own")
