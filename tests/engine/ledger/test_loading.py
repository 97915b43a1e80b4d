"""What the ledger brings with it when it is loaded: what it is made of, and nothing that stands above it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LEDGER = Path(__file__).resolve().parents[3] / "engine" / "ledger"
MODULES = sorted(file.stem for file in LEDGER.glob("*.py") if file.stem != "__init__")
BELOW = ("engine.files", "engine.grids", "engine.ledger", "engine.mandates", "engine.reading", "engine.scoring")
WORDS = ("engine.texts", "engine.words", "rules")


def loaded(*names: str) -> set[str]:
    """Return our own modules that a fresh process has once it has loaded some of the ledger's."""
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(f'chamdiem.engine.ledger.{name}')\n"
        "print(*(name for name in sys.modules if name.startswith('chamdiem.')))"
    )
    command = [sys.executable, "-c", program, *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    return {name.removeprefix("chamdiem.") for name in done.stdout.split()} - {"engine"}


@pytest.mark.parametrize(("names", "most"), [(["opening", "states"], 37), (MODULES, 131)], ids=["opening", "all"])
def test_ledger_is_loaded_by_itself(names: list[str], most: int) -> None:
    """No advice, lint, paper, sheet or list comes with a ledger; to open and read one takes a handful of modules."""
    found = loaded(*names)
    above = {name for name in found if not name.startswith((*BELOW, *WORDS))}
    assert above == set()
    assert not {name for name in found if name.startswith("rules.analysis.lint")}
    assert len(MODULES) - 15 < len({name for name in found if not name.startswith("engine.texts.")}) <= most
