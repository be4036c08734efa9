"""Sheets as files: read with every mistake named, and written so that they read back equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import DeskError
from checkin.layouts import sheet_file
from checkin.layouts.sheet import Sheet
from checkin.paths import resources

GOOD = """\
width = 210
height = 297
badge = [90, 54]
columns = 2
rows = 2
left = 10
top = 20
gutter_across = 5
gutter_down = 6
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_sheet_is_read(tmp_path: Path) -> None:
    assert sheet_file.read(written(tmp_path, GOOD)) == Sheet(
        "mine", 210, 297, 90, 54, 2, 2, 10, 20, 5, 6
    )


@pytest.mark.parametrize(
    ("found", "replaced", "said"),
    [
        ("columns = 2", "columns = 3", "line 4: columns: It reaches beyond"),
        ("rows = 2", "rows = 5", "line 5: rows: It reaches beyond"),
        ("[90, 54]", "[220, 54]", "line 3: badge: It reaches beyond"),
        ("rows = 2", "rows = 2.5", "line 5: rows must be a whole number from 1 to 20"),
        ("rows = 2", 'rows = 2\nfold = "top"\nmargin = 3', "line 7: margin: There is no such"),
        ("rows = 2", 'turn = "round"', "line 5: turn must be one of side, top"),
        ("rows = 2", 'fold = "top"\nrows = 3', "line 6: rows: It reaches beyond"),
    ],
)
def test_a_mistake_is_named_with_its_file_line_and_key(
    tmp_path: Path, found: str, replaced: str, said: str
) -> None:
    with pytest.raises(DeskError, match=rf"mine\.toml, {said}"):
        sheet_file.read(written(tmp_path, GOOD.replace(found, replaced)))


@given(
    st.builds(
        Sheet,
        st.just("mine"),
        st.floats(200, 1000),
        st.floats(200, 1000),
        st.floats(20, 49),
        st.floats(20, 49),
        st.integers(1, 2),
        st.integers(1, 2),
        st.floats(0, 2),
        st.floats(0, 2),
        st.floats(0, 2),
        st.floats(0, 2),
        st.booleans(),
        st.sampled_from(("", "top", "side")),
        st.sampled_from(("side", "top")),
        st.dictionaries(
            st.sampled_from(("de", "en", "zh")), st.text(max_size=60).filter(str.isprintable)
        ),
    )
)
def test_what_is_written_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, sheet: Sheet
) -> None:
    path = tmp_path_factory.getbasetemp() / "mine.toml"
    sheet_file.write(sheet, path)
    assert sheet_file.read(path) == sheet


def test_a_sheet_that_could_not_be_read_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    with pytest.raises(DeskError, match="badge: It reaches beyond"):
        sheet_file.write(Sheet("mine", 210, 297, 300, 54), path)
    assert path.read_text("utf-8") == GOOD


@pytest.mark.parametrize(
    "path", sorted((resources() / "layouts" / "sheets").glob("*.toml")), ids=lambda path: path.stem
)
def test_a_shipped_sheet_is_as_the_program_writes_it(path: Path) -> None:
    assert path.read_text("utf-8") == sheet_file.text(sheet_file.read(path))
