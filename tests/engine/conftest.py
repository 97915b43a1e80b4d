"""What many tests need: ledgers of both stores with the evaluations that go into them, and months of meetings."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chamdiem.engine.ledger.entries import EntryStamp
from chamdiem.engine.ledger.handing_in import record_scores
from chamdiem.engine.ledger.opening import create_ledger
from chamdiem.engine.office.checking import evaluate_file
from chamdiem.engine.office.office import Office
from chamdiem.engine.proof.keys import PrivateKey
from databases import new_database, running
from months import Make, evaluation_maker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.scoring.evaluation import Evaluation

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SCORED = ("01", "02", "03", "04", "05", "07", "08")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL of our own, one for each process that tests, and return the address of its database."""
    with running() as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """Return the address of a new, empty database."""
    with new_database(server) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the name of a ledger that is not there yet, in each store."""
    if request.param == "sqlite":
        return str(tmp_path / "so.ledger")
    address: str = request.getfixturevalue("database")
    return address


@pytest.fixture
def ledger(name: str) -> Iterator[Ledger]:
    """Return a new ledger in each store."""
    with create_ledger(name) as made:
        yield made


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    """Return a new ledger in a file."""
    with create_ledger(str(tmp_path / "so.ledger")) as made:
        yield made


@pytest.fixture
def stamp() -> EntryStamp:
    """Return what entries are stamped with."""
    return EntryStamp("0.1.0", "2026-01-31T08:30:00Z")


@pytest.fixture
def tomorrow() -> dt.date:
    """Return a day after those of the examples' meetings."""
    return dt.date(2027, 1, 1)


@pytest.fixture(scope="session")
def evaluated() -> Callable[[str], Evaluation]:
    """Return what scores the example that a number stands for."""

    @cache
    def score(number: str) -> Evaluation:
        return evaluate_file(Office(), next(EXAMPLES.glob(f"{number}-*")))

    return score


@pytest.fixture
def evaluations(evaluated: Callable[[str], Evaluation]) -> list[Evaluation]:
    """Return the evaluations of seven example meetings by three frameworks."""
    return [evaluated(number) for number in SCORED]


@pytest.fixture
def filled(book: Ledger, evaluations: list[Evaluation], stamp: EntryStamp) -> Ledger:
    """Return a ledger of seventeen entries in a file."""
    record_scores(book, evaluations, stamp)
    return book


@pytest.fixture
def key() -> PrivateKey:
    """Return a key that is the same every time."""
    return PrivateKey("so-mau.vn/2025", bytes(range(32)))


@pytest.fixture(scope="session")
def make() -> Make:
    """Return a maker of evaluations of one month."""
    return evaluation_maker()
