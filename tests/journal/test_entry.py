"""An entry is named by what it holds."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from checkin.journal import entry
from checkin.journal.entry import COLUMNS, Fact, act_name, fresh, parsed, redacted, sound, written

FORMAT = Path(entry.__file__).with_name("FORMAT.md").read_text("utf-8")
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)


def entry_of(said: dict[str, object], kind: str = "registered") -> entry.Entry:
    return written(
        Fact(kind, fresh("p"), said),
        event=fresh("e"),
        replica="r-a-aaaaaaaaaa",
        seq=7,
        act=5,
        hlc="t1353571200000.0000",
        prev="h" + "a" * 32,
    )


def test_the_example_of_the_specification_is_right() -> None:
    data, salt, dhash, name = re.findall(r"^(?:data|salt|dhash|id) +(\S+)$", FORMAT, re.MULTILINE)
    cells = ["k1", "e-" + "a" * 26, "r-a-" + "b" * 10, "s1", "s1", "t1353571200000.0000"]
    cells += ["registered", "p-" + "c" * 26, data, salt, dhash, "h0", name]
    assert sound(parsed(cells))


def test_the_specification_names_every_cell_and_kind() -> None:
    for column in COLUMNS:
        assert f"| `{column}` |" in FORMAT
    for kind in entry.LASTING:
        assert f"`{kind}`" in FORMAT


@given(st.dictionaries(TEXTS, TEXTS, max_size=4))
def test_cells_give_the_entry_back(values: dict[str, str]) -> None:
    one = entry_of({"set": values})
    assert parsed(list(one.cells())) == one
    assert sound(one)
    assert one.said == {"set": values}


@given(st.sampled_from(COLUMNS[1:]), st.integers(0, 40))
def test_no_cell_can_change_unnoticed(column: str, at: int) -> None:
    one = entry_of({"set": {"family": "Meier"}})
    cells = list(one.cells())
    old = cells[COLUMNS.index(column)]
    at = 2 + at % (len(old) - 2) if column not in {"seq", "act"} else 1
    new = old[:at] + ("b" if old[at] != "b" else "c") + old[at + 1 :]
    cells[COLUMNS.index(column)] = new.replace("b", "8") if column in {"seq", "act"} else new
    assert not sound(parsed(cells))


def test_ids_are_written_in_one_way() -> None:
    one = entry_of({})
    assert not sound(one._replace(id=one.id.upper()))
    assert not sound(one._replace(id="h" + one.id))
    assert not sound(one._replace(id=one.id[:-1] + "!"))


def test_a_redacted_entry_still_proves_its_place() -> None:
    one = entry_of({"set": {"family": "Meier"}})
    blank = redacted(one)
    assert sound(blank)
    assert blank.said == {}
    assert "Meier" not in str(blank)


def test_what_lasts_is_never_redacted() -> None:
    one = entry_of({"activity": "x"}, "arrived")
    assert redacted(one) == one


def test_an_act_has_a_name() -> None:
    assert act_name("r-a-aaaaaaaaaa", 5) == "r-a-aaaaaaaaaa/s5"
    assert entry_of({}).desk == "A"
