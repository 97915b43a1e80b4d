"""The pages of whoever watches over many cells: a province of 2,900 cells with 36 months of history in PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import Table

from web import postgres

MAKE = Path(__file__).with_name("web_history.py")
CELLS, MONTHS = (
    int(os.environ.get(f"CHAMDIEM_BENCH_BOARD_{name}", n)) for name, n in (("CELLS", "2900"), ("MONTHS", "36"))
)
TARGETS = {
    "theo-doi 300": "≤ 1 s",
    "theo-doi all": "≤ 3 s",
    "xu-huong 300": "≤ 2 s",
    "xu-huong all": "≤ 2 s",
}


def measure() -> Table:
    """Measure where there is a PostgreSQL to begin."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as place:
        for address in postgres(Path(place)):
            asked = [sys.executable, "-P", str(MAKE), str(Path(place) / "data"), address, str(CELLS), str(MONTHS)]
            told = subprocess.run(asked, check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own script
            figures = json.loads(told.stdout)
    return Table(
        title=f"Pages over {CELLS} cells and {MONTHS} months, PostgreSQL; seconds of work of the process that answers",
        header=("what", "figure", "target"),
        rows=tuple((name, _figure(name, value), TARGETS.get(name, "")) for name, value in figures.items()),
    )


def _figure(name: str, value: float) -> str:
    return f"{value:,.0f}" if name == "entries" or name.endswith("bytes") else f"{value:.2f} s"
