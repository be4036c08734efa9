"""A layout knows what people call it, and finds its pictures beside its file and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checkin.errors import DeskError
from checkin.layouts.element import Picture
from checkin.layouts.layout import Layout


def with_picture(folder: Path | None, file: str = "logo.png") -> Layout:
    return Layout("mine", 90, 54, (Picture((0, 0, 9, 9), file),), folder=folder)


def test_it_is_called_by_its_title_in_a_language_or_else_in_english_or_by_its_name() -> None:
    layout = Layout("mine", 90, 54, titles={"de": "Meins", "en": "Mine"})
    assert [layout.title(one) for one in ("de", "zh")] == ["Meins", "Mine"]
    assert Layout("mine", 90, 54).title("de") == "mine"


def test_a_picture_lies_beside_the_layout(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"picture")
    assert with_picture(tmp_path).pictures() == {"logo.png": (tmp_path / "logo.png").resolve()}


@pytest.mark.parametrize("folder", ["nowhere", "", None])
def test_a_picture_that_is_not_there_is_named(tmp_path: Path, folder: str | None) -> None:
    layout = with_picture(None if folder is None else tmp_path / folder)
    with pytest.raises(DeskError, match=r"mine needs the picture logo\.png"):
        layout.pictures()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as Unix has them")
def test_a_link_out_of_the_folder_a_pipe_and_a_ring_are_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    own = tmp_path / "own"
    own.mkdir()
    (own / "link.png").symlink_to(tmp_path / "secret.png")
    (own / "ring.png").symlink_to(own / "ring.png")
    (own / "real.png").write_bytes(b"real")
    (own / "near.png").symlink_to(own / "real.png")
    (own / "folder.png").mkdir()
    os.mkfifo(own / "pipe.png")
    for file in ("link.png", "ring.png", "folder.png", "pipe.png", "a\0.png"):
        with pytest.raises(DeskError, match="which is not beside it"):
            with_picture(own, file).pictures()
    assert with_picture(own, "near.png").pictures() == {"near.png": (own / "real.png").resolve()}
