"""300 meetings decided by one paper on the page of a committee: with files in a folder, and with PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tables import Table
from web_month import MONTH

from web import MAKE, PASSWORD, postgres

CELLS = 300
FILL, ACT = (Path(__file__).with_name(name) for name in ("web_month.py", "web_decide.py"))


def measure() -> Table:
    """Measure both stores."""
    with tempfile.TemporaryDirectory() as place:
        rows = [_row("files", Path(place) / "files", "")]
        rows += [_row("PostgreSQL", Path(place) / "pg", address) for address in postgres(Path(place))]
    return Table(
        title=f"{CELLS} cells of {MONTH} decided by one paper; seconds of the page and of its processor; target ≤ 10 s",
        header=("store", "table s", "decide s", "of processor", "decided"),
        rows=tuple(rows),
    )


def _row(store: str, data: Path, address: str) -> tuple[str, ...]:
    for words in ([str(MAKE), str(data), address, str(CELLS), PASSWORD], [str(FILL), str(data), PASSWORD]):
        subprocess.run([sys.executable, "-P", *words], check=True)  # noqa: S603 - our own scripts
    asked = [sys.executable, "-P", str(ACT), str(data), MONTH]
    told = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603 - as above
    figures = (f"{told[name]:.1f}" for name in ("table", "decide", "processor"))
    return (store, *figures, str(told["decided"]))


if __name__ == "__main__":
    print(json.dumps(measure().rows, ensure_ascii=False, indent=1))
