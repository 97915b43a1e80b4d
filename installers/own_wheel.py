"""Build the program's own wheel: python installers/own_wheel.py [FOLDER]. The same checkout makes the same bytes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from inputs import ROOT, pip

_OTHERS = (
    *(".*", "build", "dist", "out", "__pycache__", "chamdiem-*"),
    *("tests", "docs", "benchmarks", "examples", "installers"),
)
_DATE = "315532800"
"""The date of every file in it, 1980 as archives count."""


def build(folder: Path) -> Path:
    """Build the wheel into a folder, from a copy in which nothing of an earlier build lies."""
    os.environ["SOURCE_DATE_EPOCH"] = _DATE
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(ROOT, Path(place) / "checkout", ignore=shutil.ignore_patterns(*_OTHERS))
        pip("wheel", f"{place}/checkout", "--no-deps", "--no-build-isolation", "--wheel-dir", place)
        (made,) = Path(place).glob("chamdiem-*.whl")
        folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(made, folder))


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"))
