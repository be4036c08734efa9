"""Embedded fonts: text of every script is copied as it was written, whatever its glyphs."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checkin.paper import embedding
from checkin.paper.clusters import clusters
from checkin.paper.fit import Style, fit
from checkin.paper.fonts import SHAPES, WEIGHTS, Shapes, Weight
from checkin.paper.page import MM, Pages
from checkin.paper.runs import clean, compose
from tests.paper.scripts import NAMES

COMMON = sorted(name for name in NAMES.values() if max(name) < "\U00010000")
RIGHT_TO_LEFT = {"R", "AL", "AN"}


def drawn(*texts: str, weight: Weight = "bold", shapes: Shapes = "") -> bytes:
    stream = BytesIO()
    pages = Pages(stream, 105, 148, "Badges")
    for text in texts:
        words = [(compose(text, weight, shapes), Style(weight, 11, 30))]
        pages.text(fit(words, 95 * MM, 138 * MM).lines, 5, 5)
        pages.turn()
    pages.close()
    return stream.getvalue()


def copied(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(text: str) -> str:
    """Leave out white space and what only says in which direction it runs."""
    gone = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"))
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").translate(gone).split())


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_name_of_every_script_is_copied_as_it_was_written(weight: Weight) -> None:
    found = copied(drawn(*NAMES.values(), weight=weight))
    assert [squeezed(text) for text in found] == [squeezed(clean(n)) for n in NAMES.values()]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_another_program_copies_them_too(tmp_path: Path) -> None:
    out = tmp_path / "names.pdf"
    out.write_bytes(drawn(*NAMES.values()))
    done = subprocess.run(  # noqa: S603  a fixed command
        [str(shutil.which("pdftotext")), "-enc", "UTF-8", str(out), "-"],
        check=True,
        capture_output=True,
    )
    found = done.stdout.decode("utf-8").split("\f")[:-1]
    # It puts marks of one letter in an order of its own; both are the same text to Unicode.
    same = [unicodedata.normalize("NFC", squeezed(text)) for text in found]
    assert same == [squeezed(clean(name)) for name in NAMES.values()]


def test_the_forms_of_one_country_are_copied_as_the_same_characters() -> None:
    han = "直骨今令"
    assert {squeezed(copied(drawn(han, shapes=shapes))[0]) for shapes in SHAPES} == {han}


def one_direction(text: str) -> bool:
    kinds = {unicodedata.bidirectional(character) for character in text}
    return not ("L" in kinds and kinds & RIGHT_TO_LEFT)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(COMMON), min_size=1, max_size=3).map(" ".join))
def test_names_beside_each_other_are_copied_whole(text: str) -> None:
    found = squeezed(copied(drawn(text))[0])
    if one_direction(text):
        assert found == squeezed(clean(text))
    else:  # programs order the pieces of a mixed line each in its own way
        assert sorted(found) == sorted(squeezed(clean(text)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data(), st.sampled_from(sorted(NAMES)))
def test_any_syllables_of_a_script_are_copied_as_they_were_written(
    data: st.DataObject, script: str
) -> None:
    syllables = sorted(set(clusters(NAMES[script])))
    text = "".join(data.draw(st.lists(st.sampled_from(syllables), max_size=14)))
    assert squeezed(copied(drawn(text))[0]) == squeezed(compose(text, "bold").characters)


def test_more_signs_than_one_file_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "_FULL", 7)
    text = "Voix ambiguë d’un cœur qui au zéphyr préfère"
    assert squeezed(copied(drawn(text))[0]) == squeezed(text)


def test_equal_pages_make_equal_bytes_in_every_script() -> None:
    assert drawn(*NAMES.values()) == drawn(*NAMES.values())


@pytest.mark.parametrize("script", NAMES)
def test_only_what_is_used_is_embedded(script: str) -> None:
    assert len(drawn(NAMES[script])) < 40_000


def test_the_same_sign_is_embedded_once() -> None:
    once, often = drawn("Nguyễn"), drawn(*["Nguyễn"] * 50)
    assert often.count(b"/FontFile2") == once.count(b"/FontFile2") == 1
    assert len(often) < len(once) + 50 * 500
