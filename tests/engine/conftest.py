"""A ledger with meetings in it, a key of its own, and what a checkpoint of it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.checking import evaluate_file
from chamdiem.engine.ledger.entries import Stamp
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.ledger.recording import record_scores
from chamdiem.engine.proof.keys import PrivateKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring import Evaluation

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SCORED = ("01", "02", "03", "04", "05", "07", "08")


@pytest.fixture(scope="session")
def evaluations() -> list[Evaluation]:
    """Return the evaluations of seven example meetings by three frameworks."""
    return [evaluate_file(next(EXAMPLES.glob(f"{number}-*"))) for number in SCORED]


@pytest.fixture
def stamp() -> Stamp:
    """Return what entries are stamped with."""
    return Stamp("0.1.0", "2026-01-31T08:30:00Z")


@pytest.fixture
def book(tmp_path: Path, evaluations: list[Evaluation], stamp: Stamp) -> Iterator[Ledger]:
    """Return a ledger of seventeen entries in a file."""
    with create_ledger(str(tmp_path / "so.ledger")) as made:
        record_scores(made, evaluations, stamp)
        yield made


@pytest.fixture
def key() -> PrivateKey:
    """Return a key that is the same every time."""
    return PrivateKey("so-mau.vn/2025", bytes(range(32)))
