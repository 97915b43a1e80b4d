"""Where the things lie that tests read beside the program: with an installed program, the examples do not lie below it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
