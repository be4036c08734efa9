"""The table that `dev.py bench` prints."""

from __future__ import annotations

import pytest

from benchmarks import run


def test_each_figure_stands_in_a_column_beside_its_floor() -> None:
    rows = [
        {"what": "scan", "size": 5000, "floor": 0.18, "ours": 0.5, "unit": "ms", "ratio": 2.7778},
        {
            "what": "import",
            "size": 120,
            "floor": None,
            "ours": 123456.7,
            "unit": "rows/s",
            "goal": "<= 4",
        },
    ]
    heading, scan, imported = (line.split() for line in run.table(rows))
    assert heading == list(run.COLUMNS)
    assert scan == ["scan", "5,000", "0.18", "0.5", "ms", "2.78", "-"]
    assert imported == ["import", "120", "-", "123,457", "rows/s", "-", "<=", "4"]


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run.main(["nonsense"])
    assert stopped.value.code == 2
    assert "no benchmark nonsense" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["paint", "start"])
def test_the_window_is_measured_in_a_process_of_its_own(name: str) -> None:
    rows = run.measured(name, 12)
    assert rows
    assert all(row["ours"] > 0 and row["floor"] > 0 and row["size"] == 12 for row in rows)
