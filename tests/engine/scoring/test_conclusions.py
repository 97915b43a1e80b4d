"""What a run concluded, read one by one, in one pass and by number: always the same."""

from __future__ import annotations

import pytest

from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.compile.program import Key, Linear, Origin, Rule, Term, Within, stratify

HERE = Origin("criterion", "1")
A, B, AWARD, BONUS, TOTAL = (
    Key("field", "a"), Key("field", "b"), Key("award", "1"), Key("award", "2"), Key("award", "total"),
)  # fmt: skip
RULES = [
    Rule(origin=HERE, name="r", when=(Within(A, 1, None), Within(B, 0, 5)), then=AWARD, value=7),
    Rule(origin=HERE, name="s", when=(Within(A, 9, None),), then=BONUS, value=1),
]
ENGINE = RuleEngine(stratify(RULES, [Linear(origin=HERE, then=TOTAL, terms=(Term(1, AWARD), Term(1, BONUS, 0)))]))


@pytest.mark.parametrize("given", [{}, {A: 3}, {B: 3, A: 3}, {A: 9, B: 6}, {A: 10, B: 0}])
def test_every_way_of_reading_gives_the_same(given: dict[Key, int]) -> None:
    """Key by key, all at once, as values alone and by number, the same facts are there, and no other."""
    found = ENGINE.run(given)
    whole = {key: found[key] for key in found}
    assert dict(found.items()) == whole == {one.key: one for one in found.values()} == {**found}
    assert found.derivations() == [tuple(one) for one in whole.values()]
    assert len(found) == len(whole)
    assert found.values_by_key() == {key: one.value for key, one in whole.items()}
    for key, number in ENGINE.facts.numbers.items():
        value = whole[key].value if key in whole else None
        assert (found.known[number], found.value(key), key in found) == (value, value, key in whole)


def test_what_is_missing_is_no_conclusion() -> None:
    """A fact that is not known, and one that the program does not have, are not there, whatever asks for them."""
    found = ENGINE.run({A: 3})
    for key in (AWARD, Key("award", "none"), "award"):
        assert key not in found
        assert found.get(key) is None  # type: ignore[arg-type] # also of what is no key
        with pytest.raises(KeyError):
            found[key]  # type: ignore[index]


def test_uses_are_what_was_known() -> None:
    """A sum that counts a missing part as nothing does not say that it used it."""
    assert ENGINE.run({A: 3, B: 1})[TOTAL].uses == (AWARD,)
    assert ENGINE.run({A: 9, B: 1})[TOTAL].uses == (AWARD, BONUS)
