"""Pages as pixels: the size that was asked for, white paper, and words for what cannot be shown."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from checkin.errors import DeskError
from checkin.paper.page import Pages
from checkin.paper.pixels import pages_of


def drawn(pages: int) -> bytes:
    stream = BytesIO()
    paper = Pages(stream, 50.8, 25.4, "Badges")
    for number in range(pages):
        paper.bar((0, 0, 10 * (number + 1), 25.4), "#FF0000")
        paper.turn()
    paper.close()
    return stream.getvalue()


def test_each_page_has_so_many_dots_to_the_inch(tmp_path: Path) -> None:
    out = tmp_path / "badges.pdf"
    out.write_bytes(drawn(2))
    first, second = pages_of(out, 300)
    assert first.size == second.size == (600, 300)
    assert first.mode == "RGB"
    assert (first.getpixel((100, 9)), first.getpixel((130, 9))) == ((255, 0, 0), (255, 255, 255))
    assert second.getpixel((130, 9)) == (255, 0, 0)


def test_many_may_look_at_the_same_time() -> None:
    content = drawn(5)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _n: [p.tobytes() for p in pages_of(content, 72)], range(8)))
    assert len(found[0]) == 5
    assert all(pages == found[0] for pages in found)


def test_one_may_stop_looking_after_the_first_page() -> None:
    pages = pages_of(drawn(3), 72)
    assert next(pages).size == (144, 72)
    pages.close()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.5 nothing"])
def test_what_is_no_pdf_is_said_in_words(content: bytes) -> None:
    with pytest.raises(DeskError, match="cannot be shown"):
        list(pages_of(content, 72))


def test_a_file_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be shown"):
        list(pages_of(tmp_path / "gone.pdf", 72))
