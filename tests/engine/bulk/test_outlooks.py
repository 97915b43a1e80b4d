"""What arrays find of many records' completions is what trying them finds, one record after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from alike import facts_of, loaded
from chamdiem.engine.bulk.arrays import integers_of
from chamdiem.engine.bulk.outlooks import ManyTrials, joined
from chamdiem.engine.bulk.results import Results
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.completions import Completions
from chamdiem.rules.compile.program import Key
from drawn.chance import seeded
from drawn.facts import complete, partial
from drawn.frameworks import framework
from in_arrays import given
from many_rows import chance_of
from thresholds import drawn_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework

    Row = Mapping[Key, int]
    Found = tuple[dict[Key, int], frozenset[int]]


def compare(made: LoadedFramework, rows: Sequence[Row], layer: str = "self") -> int:
    """Assert that both find the same of some rows; return of how many of them anything was found."""
    program = Scorer(made).of_layer(layer).program
    results, completions = Results(made.framework, program), Completions(made.framework, program)
    trials = [(place, trial) for place, row in enumerate(rows) if (trial := completions.trial(row)) and not trial.kept]
    expected: dict[int, Found] = {}
    for place, trial in trials:
        outlook = completions.tried(trial)
        if outlook.ratings is not None:
            told = {key: value for key, value in outlook.facts.items() if key in results.certain}
            expected[place] = told, outlook.ratings
    found = at_once(results, completions, rows, trials)
    assert found == expected
    return len(found)


def at_once(results: Results, completions: Completions, rows: Sequence[Row], trials: Sequence) -> dict[int, Found]:  # type: ignore[type-arg]
    """Return what arrays find of rows, by their places."""
    several = [*ManyTrials(results, completions).outlooks(given(results.program.inputs, rows), trials)]
    if not several:
        return {}
    found = joined(several)
    columns = {key: integers_of(column, len(found.rows)) for key, column in found.facts.items()}
    told: dict[int, Found] = {}
    for at, (place, bits) in enumerate(zip(found.rows.tolist(), found.ratings.tolist(), strict=True)):
        facts = {key: value for key, values in columns.items() if (value := values[at]) is not None}
        told[place] = facts, frozenset(each for each in range(bits.bit_length()) if bits >> each & 1)
    return told


@pytest.mark.parametrize("name", Catalog().ids)
def test_shipped_frameworks_look_out_alike(name: str) -> None:
    """Ends, truths and ratings that may come are those of every completion, whatever is missing."""
    made, chance = Catalog().get(name), chance_of(2)
    rows = [row for share in (0.03, 0.1, 0.5) for row in drawn_facts(made.program, chance, share, 12)]
    compare(made, rows)


def test_a_fact_that_can_only_be_one_is_put_in() -> None:
    """Where the limits of a record leave a missing number one value, that is what is concluded with."""
    made, total = Catalog().get("an-phu/2025"), Key("field", "members_total")
    (row,) = drawn_facts(made.program, chance_of(3), 0, 1)
    row |= {Key("field", "members_official"): 19, Key("field", "members_probationary"): 1}
    row |= {Key("field", name): 0 for name in ("absent_excused", "absent_unexcused", "members_exempt")}
    row = {key: value for key, value in row.items() if key != total}
    trial = Completions(made.framework, made.program).trial(row)
    assert trial is not None
    assert (trial.told, trial.known[total]) == ((total,), 20)
    assert compare(made, [row])


def test_records_are_tried_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more completions than have room each record's are concluded together, and none is left out."""
    made = Catalog().get("an-phu/2025")
    rows = drawn_facts(made.program, chance_of(4), 0.03, 40)
    found = compare(made, rows)
    monkeypatch.setattr("chamdiem.engine.bulk.outlooks.AT_ONCE", 5)
    assert found == compare(made, rows) > 5


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(10))
def test_every_construct_looks_out_alike(chunk: int) -> None:
    """The same of drawn frameworks with every construct, by both layers."""
    found = 0
    for seed in range(20 * chunk, 20 * (chunk + 1)):
        chance = seeded(f"outlooks {seed}")
        data = framework(chance)
        made = loaded(data)
        rows = [facts_of(made.framework, partial(chance, complete(chance, data))) for _ in range(12)]
        found += compare(made, rows) + compare(made, rows, "upper")
    assert found > 200
