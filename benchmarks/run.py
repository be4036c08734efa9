"""Run the benchmarks, and print each figure as a ratio beside its floor of the same run."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

COLUMNS = ("what", "size", "floor", "ours", "unit", "ratio", "goal")
SIZES = (120, 5_000)

Row = dict[str, Any]


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is named, or everything, at each size."""
    there = names()
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {' '.join(there)}")
    parser.add_argument(
        "--size", type=int, action="append", metavar="N", help="people; may be given several times"
    )
    asked = parser.parse_args(words)
    unknown = set(asked.names) - set(there)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(there)}")
    rows = [
        row
        for name in asked.names or there
        for size in asked.size or SIZES
        for row in measured(name, size)
    ]
    print("\n".join(table(rows)))


def names() -> list[str]:
    """List the benchmarks: each is a file `bench_NAME.py` with a function `measure(size)`."""
    files = Path(__file__).parent.glob("bench_*.py")
    return sorted(file.stem.removeprefix("bench_") for file in files)


def measured(name: str, size: int) -> list[Row]:
    """Take the figures of one benchmark at one size, in a process whose memory is its own."""
    print(f"measuring {name} at {size:,}", flush=True)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        rows = alone.submit(_measure, name, size).result()
    for row in rows:
        unknown = set(row) - set(COLUMNS)
        if unknown:
            raise ValueError(f"bench_{name} measures {', '.join(sorted(unknown))}: no such column")
    return rows


def _measure(name: str, size: int) -> list[Row]:
    rows: list[Row] = importlib.import_module(f"benchmarks.bench_{name}").measure(size)
    return rows


def table(rows: Sequence[Row]) -> list[str]:
    """Set the rows in columns under their headings, numbers to the right."""
    cells = [list(COLUMNS), *([shown(row.get(name)) for name in COLUMNS] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(COLUMNS))]
    numeric = ("size", "floor", "ours", "ratio")
    return [
        "  ".join(
            cell.rjust(width) if name in numeric else cell.ljust(width)
            for name, cell, width in zip(COLUMNS, line, widths, strict=True)
        ).rstrip()
        for line in cells
    ]


def shown(value: object) -> str:
    """Write a figure with the three digits that mean something; nothing stays nothing."""
    if value is None:
        return "-"
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
