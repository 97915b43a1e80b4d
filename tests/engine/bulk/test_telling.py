"""What is told of a row once its facts are concluded: the same as the scorer tells of a record by its rules alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from alike import facts_of, loaded
from chamdiem.engine.bulk.array_program import ArrayProgram
from chamdiem.engine.bulk.query import CONFLICT
from chamdiem.engine.bulk.results import Results
from chamdiem.engine.bulk.telling import Telling
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.documents import Document
from chamdiem.engine.reading.records import Record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.completions import NOTHING, Completions
from chamdiem.rules.compile.program import Key
from drawn.chance import seeded
from drawn.facts import complete, partial
from drawn.frameworks import framework
from in_arrays import by_rows, given, values
from many_rows import chance_of, results_of
from subjects import VISITOR
from thresholds import drawn_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework

    Row = Mapping[Key, int]


@pytest.fixture(autouse=True)
def _by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Completions, "outlook", lambda _self, _facts: NOTHING)


def compare(made: LoadedFramework, rows: Sequence[Row], layer: str) -> None:
    """Assert that the results of rows are those of the scorer."""
    scorer = Scorer(made).of_layer(layer)
    results = Results(made.framework, scorer.program)
    ready = ArrayProgram(scorer.program, results.facts)
    concluded = ready.conclude(given(scorer.program.inputs, rows), len(rows))
    columns = {name: values(each, len(rows)) for name, each in Telling(results, concluded).told().items()}
    assert set(columns) == set(results.columns)
    found = by_rows({**columns, CONFLICT: concluded.conflict.tolist()})
    for row, told in zip(rows, found, strict=True):
        expected = _scored(scorer, made, row)
        assert told[CONFLICT] is (expected is None)
        if expected is not None:
            assert {name: told[name] for name in expected} == expected


def _scored(scorer: Scorer, made: LoadedFramework, row: Row) -> dict[str, Any] | None:
    """Return what the scorer tells, by the columns of results; None: two rules disagree."""
    nowhere = Document("", "", {}, {}, {})
    record = Record(
        shape=made.framework.shape, values={}, framework=None, layers={}, limitations=(), evidence={}, document=nowhere
    )
    try:
        scoring = scorer.score_facts(record, row)
    except InferenceError:
        return None
    return results_of(scoring) | {f"finding {each.id}": 1 for each in scoring.findings}


@pytest.mark.parametrize("name", Catalog().ids)
def test_shipped_frameworks_tell_the_same(name: str) -> None:
    """Points that stand, ratings that may come and what is missing are the scorer's, whatever is missing."""
    made, chance = Catalog().get(name), chance_of(1)
    rows = [row for share in (0, 0.1, 0.5) for row in drawn_facts(made.program, chance, share, 8)]
    compare(made, rows, "self")


def test_what_is_missing_behind_a_bounded_measure_counts() -> None:
    """One person's own number counts as missing where it is, and what stands beside it where that is."""
    sick, late = Key("field", "sick"), Key("field", "late")
    compare(VISITOR, [{}, {sick: 7}, {late: 3}, {sick: 7, late: 3}], "self")


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(10))
def test_every_construct_is_told_the_same(chunk: int) -> None:
    """The same of drawn frameworks with every construct, by both layers."""
    for seed in range(20 * chunk, 20 * (chunk + 1)):
        chance = seeded(f"bulk results {seed}")
        data = framework(chance)
        made = loaded(data)
        wholes = [complete(chance, data) for _ in range(12)]
        parts = [one if number % 3 == 0 else partial(chance, one) for number, one in enumerate(wholes)]
        rows = [facts_of(made.framework, one) for one in parts]
        compare(made, rows, "self")
        compare(made, rows, "upper")
