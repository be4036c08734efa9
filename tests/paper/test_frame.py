"""Frames and pictures on a page: in their place, cut at the edge, turned, and written once."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from checkin.paper.fit import Style, fit
from checkin.paper.page import MM, Pages
from checkin.paper.picture import Picture, load
from checkin.paper.pixels import pages_of
from checkin.paper.runs import compose
from tests.paper.scripts import NAMES

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
SIDE = 101.6  # four inches: four dots to the millimetre and a bit


class Sheet:
    """A square page to draw on, and then to look at, a millimetre at a time."""

    def __init__(self) -> None:
        self.stream = BytesIO()
        self.pages = Pages(self.stream, SIDE, SIDE, "Badges")

    def look(self) -> Image.Image:
        """End the page and return it as pixels."""
        self.pages.turn()
        self.pages.close()
        (page,) = pages_of(self.stream.getvalue(), 254)
        return page


def at(page: Image.Image, left: float, top: float) -> Any:
    return page.getpixel((int(left * 10), int(top * 10)))


@pytest.fixture
def wide(tmp_path: Path) -> Picture:
    """Return a picture twice as wide as high, red on the left and blue on the right."""
    image = Image.new("RGB", (200, 100), RED)
    image.paste(BLUE, (100, 0, 200, 100))
    image.save(tmp_path / "wide.png")
    return load(tmp_path / "wide.png", 60)


def test_a_frame_measures_from_its_own_corner_and_cuts_at_its_edge() -> None:
    sheet = Sheet()
    with sheet.pages.frame(20, 30, 40, 20):
        sheet.pages.bar((5, 5, 100, 100), "#FF0000")
    sheet.pages.bar((5, 5, 5, 5), "#0000FF")
    page = sheet.look()
    assert at(page, 26, 36) == at(page, 59.5, 49.5) == RED
    assert at(page, 24, 36) == at(page, 26, 34) == at(page, 60.5, 45) == at(page, 45, 50.5) == WHITE
    assert at(page, 7, 7) == BLUE


def test_a_frame_upside_down_is_turned_by_half_a_circle() -> None:
    sheet = Sheet()
    with sheet.pages.frame(20, 30, 40, 20, upside_down=True):
        sheet.pages.bar((0, 0, 10, 5), "#FF0000")
    page = sheet.look()
    assert at(page, 59, 49) == at(page, 51, 46) == RED
    assert at(page, 21, 31) == at(page, 49, 49) == at(page, 59, 44) == WHITE


def test_text_upside_down_is_the_same_text_turned() -> None:
    looks = []
    for upside_down in (False, True):
        sheet = Sheet()
        words = [(compose("LI Na 李娜 محمد", "bold"), Style("bold", 11, 30))]
        with sheet.pages.frame(0, 0, SIDE, SIDE, upside_down=upside_down):
            sheet.pages.text(fit(words, 90 * MM, 40 * MM).lines, 5, 5)
        looks.append(sheet.look())
    upright, turned = (look.convert("L").point(lambda g: 255 * (g < 128)) for look in looks)
    box = turned.transpose(Image.Transpose.ROTATE_180).getbbox()
    assert box is not None
    assert box == pytest.approx(upright.getbbox(), abs=1)


def test_frames_stand_inside_each_other_and_colours_do_not_leak() -> None:
    sheet = Sheet()
    sheet.pages.bar((0, 0, 5, 5), "#0000FF")
    with sheet.pages.frame(10, 10, 80, 80), sheet.pages.frame(10, 10, 20, 20):
        sheet.pages.bar((0, 0, 5, 5), "#FF0000")
    sheet.pages.bar((50, 50, 5, 5), "#0000FF")
    page = sheet.look()
    assert at(page, 22, 22) == RED
    assert at(page, 52, 52) == BLUE


def test_a_picture_stands_in_the_middle_as_large_as_it_goes(wide: Picture) -> None:
    sheet = Sheet()
    sheet.pages.picture(wide, (10, 10, 40, 40))
    page = sheet.look()
    assert (at(page, 12, 30), at(page, 48, 30)) == (RED, BLUE)
    assert at(page, 30, 19) == at(page, 30, 41) == at(page, 9, 30) == at(page, 51, 30) == WHITE


def test_a_picture_that_covers_fills_its_box_and_no_more(wide: Picture) -> None:
    sheet = Sheet()
    sheet.pages.picture(wide, (10, 10, 40, 40), cover=True)
    page = sheet.look()
    assert (at(page, 11, 11), at(page, 49, 49)) == (RED, BLUE)
    assert at(page, 9, 30) == at(page, 51, 30) == at(page, 30, 9) == at(page, 30, 51) == WHITE


def test_what_is_clear_in_a_picture_lets_the_paper_through(tmp_path: Path) -> None:
    image = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    image.paste((255, 0, 0, 255), (50, 0, 100, 100))
    image.save(tmp_path / "half.png")
    sheet = Sheet()
    sheet.pages.bar((0, 0, 100, 100), "#0000FF")
    sheet.pages.picture(load(tmp_path / "half.png", 60), (10, 10, 40, 40))
    page = sheet.look()
    assert (at(page, 20, 30), at(page, 40, 30)) == (BLUE, RED)


def test_a_picture_is_written_once_however_many_pages_show_it(wide: Picture) -> None:
    sheet = Sheet()
    for _page in range(50):
        sheet.pages.picture(wide, (0, 0, 10, 10))
        sheet.pages.turn()
    sheet.pages.close()
    assert sheet.stream.getvalue().count(b"/Subtype/Image") == 1


def test_ten_thousand_pages_take_no_more_memory_than_a_thousand() -> None:
    class Nowhere(BytesIO):
        def write(self, content: Any) -> int:
            return len(content)

    names = [(compose(name, "bold"), Style("bold", 11, 30)) for name in NAMES.values()]
    lines = [fit([name], 95 * MM, 138 * MM).lines for name in names]
    pages = Pages(Nowhere(), 105, 148, "Badges")
    peaks = []
    tracemalloc.start()
    for count in (1_000, 9_000):
        tracemalloc.reset_peak()
        for page in range(count):
            pages.text(lines[page % len(lines)], 5, 5)
            pages.turn()
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    pages.close()
    assert peaks[1] < peaks[0] + 500_000  # the places of 20,000 objects in the file, 8 bytes each
