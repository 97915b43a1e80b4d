"""Of what is one person's own it is told whether it is missing, and nothing else."""

from __future__ import annotations

import pytest

from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.compile.program import Key
from subjects import VISITOR, visitor


@pytest.mark.parametrize(
    ("facts", "missing"),
    [({}, ["sick", "late"]), ({"sick": "7"}, ["late"]), ({"late": "3"}, ["sick"]), ({"sick": "7", "late": "3"}, [])],
)
def test_what_a_measure_of_it_lacks_is_named(facts: dict[str, str], missing: list[str]) -> None:
    """Also where the measure has two ends meanwhile; what is known is not named, whoever's own it is."""
    found = Scorer(VISITOR).evaluate(visitor(**facts)).own
    assert [each.missing for each in found.criteria] == [tuple(Key("field", name) for name in missing)] * 2
    assert {each.status for each in found.criteria} == {"missing" if missing else "scored"}
    assert Key("field", "sick") not in found.conclusions
