"""The test page: as large as the paper, with what shows that something is cut off."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from checkin.desk import Desk
from checkin.model import code
from checkin.printing import test_page
from checkin.printing.printer import Size

SIZES = [Size(105, 148), Size(148, 105), Size(74, 105), Size(85.6, 54), Size(62, 100)]
DPI = 300


def drawn(desk: Desk, size: Size, offset: tuple[float, float] = (0, 0)) -> tuple[str, Image.Image]:
    """Return the words of the page and its picture."""
    stream = BytesIO()
    test_page.draw(desk, size, offset, stream)
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        (page,) = document
        sides = [side / 72 * 25.4 for side in page.get_size()]
        assert sides == pytest.approx(list(size), abs=0.2)
        text = page.get_textpage().get_text_range()
        return text, page.render(scale=DPI / 72).to_pil().convert("L").copy()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_it_has_names_of_many_scripts_the_desk_the_day_and_a_code(desk: Desk, size: Size) -> None:
    text, picture = drawn(desk, size)
    shown = "".join(text.split())
    for words in ("Müller", "李娜", "欧阳建国", "Олексій", "Құдайберген", "ครรชิต", "김민수"):
        assert words in shown
    assert "deskA,2012-11-22" in shown
    assert f"{size}mm".replace(" ", "") in shown
    assert zxingcpp.read_barcode(picture).text == test_page.trial_code()


def test_its_code_is_of_no_event(desk: Desk) -> None:
    assert not code.genuine(desk.key, test_page.trial_code())


@pytest.mark.parametrize("offset", [(0.0, 0.0), (1.0, -2.0)])
def test_the_frame_is_5_mm_from_the_edge_and_moves_with_the_offset(
    desk: Desk, offset: tuple[float, float]
) -> None:
    _text, picture = drawn(desk, Size(105, 148), offset)
    middle = picture.height // 3
    row = [x for x in range(60, picture.width) if picture.getpixel((x, middle)) < 100]
    assert row[0] / DPI * 25.4 == pytest.approx(5 + offset[0], abs=0.15) or row[0] == 60
    assert row[-1] / DPI * 25.4 == pytest.approx(100 + offset[0], abs=0.15)
    place = round(54.5 / 25.4 * DPI)  # between two marks of the ruler, where no figure is
    column = [y for y in range(picture.height) if picture.getpixel((place, y)) < 100]
    assert column[0] / DPI * 25.4 == pytest.approx(5 + offset[1], abs=0.15)
    assert column[-1] / DPI * 25.4 == pytest.approx(143 + offset[1], abs=0.15)


def test_every_tenth_millimetre_is_numbered(desk: Desk) -> None:
    text, _picture = drawn(desk, Size(62, 100))
    assert {str(number) for number in range(10, 100, 10)} <= set(text.split())


def test_the_rulers_mark_every_millimetre(desk: Desk) -> None:
    _text, picture = drawn(desk, Size(105, 148))
    y = round(0.6 / 25.4 * DPI)
    marks = [
        x
        for x in range(1, picture.width)
        if picture.getpixel((x, y)) < 160 <= picture.getpixel((x - 1, y))
    ]
    assert len(marks) == 104
    assert marks[49] / DPI * 25.4 == pytest.approx(50, abs=0.15)
