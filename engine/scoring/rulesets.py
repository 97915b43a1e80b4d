"""Rules and facts as durable-rules takes them: rulesets below its limits, and the texts that state facts.

Facts are `{"id": subject, "v": value, "sid": session}`; a subject is the place of a fact among those that are read. The
last fact of a batch is the sentinel, which the rule of the latest priority matches.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key, Within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.compile.program import Rule

# Measured limits of the engine: 65 rules entered by a fact, 512 root conditions.
MAX_RULES = 48
MAX_RULES_PER_FACT = 30
"""With them come up to 31 rules for the values between (`_gaps`); a fact enters all whose lower end it passes."""
MAX_CONDITIONS = 400
LAST = 65_535
SENTINEL = "end"
UNNAMED = "0"
"""The session of facts that name none."""
INT64 = 2**62
"""Values lie between it and its negative."""


def shards(rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, ...]]:
    """Split the rules of a stratum into rulesets below the engine's limits, in the order of the program.

    Within a stratum no rule reads what another concludes, so rulesets may run one after the other.
    """
    shard: list[Rule] = []
    per_fact, conditions = Counter[Key](), set[Within]()
    for rule in rules:
        facts = {test.fact for test in rule.when}
        fits = (
            len(shard) < MAX_RULES
            and len(conditions.union(rule.when)) + len(facts.union(per_fact)) <= MAX_CONDITIONS
            and all(per_fact[fact] < MAX_RULES_PER_FACT for fact in facts)
        )
        if shard and not fits:
            yield tuple(shard)
            shard, per_fact, conditions = [], Counter(), set()
        shard.append(rule)
        per_fact.update(test.fact for test in rule.when)
        conditions.update(rule.when)
    if shard:
        yield tuple(shard)


def _gaps(tests: Iterable[Within]) -> list[tuple[int | None, int | None]]:
    """Return the closed intervals of integers that no test covers.

    To the engine, a batch with a fact that matches no rule is a failure; rules without conclusion take those values.
    """
    low_end, high_end = -INT64, INT64
    spans = sorted(
        (low_end if t.at_least is None else t.at_least, high_end if t.at_most is None else t.at_most) for t in tests
    )
    gaps, free = [], low_end
    for low, high in spans:
        if low > free:
            gaps.append((free, low - 1))
        free = max(free, high + 1)
    if free <= high_end:
        gaps.append((free, high_end))
    return [(None if low == low_end else low, None if high == high_end else high) for low, high in gaps]


def _pattern(subject: str, low: int | None, high: int | None) -> dict[str, object]:
    conditions: list[dict[str, object]] = [{"id": subject}]
    if low is not None:
        conditions.append({"$gte": {"v": low}})
    if high is not None:
        conditions.append({"$lte": {"v": high}})
    return {"$and": conditions} if len(conditions) > 1 else conditions[0]


def rule_name(place: int) -> str:
    """Return the name of a rule by its place: all have three characters, as the sentinel's, and sort in their order."""
    return f"{place:03}"


def reads_of(rules: Iterable[Rule]) -> tuple[Key, ...]:
    """Return the facts that a ruleset reads, in the order of its subjects."""
    return tuple(dict.fromkeys(test.fact for rule in rules for test in rule.when))


def definition_of(rules: Sequence[Rule]) -> str:
    """Return a ruleset as JSON: the rules, those without conclusions for the values between, and the sentinel's."""
    subjects = {key: str(place) for place, key in enumerate(reads_of(rules))}
    every = [[_pattern(subjects[test.fact], test.at_least, test.at_most) for test in rule.when] for rule in rules]
    for key, subject in subjects.items():
        gaps = _gaps(test for rule in rules for test in rule.when if test.fact == key)
        every += ([_pattern(subject, *gap)] for gap in gaps)
    named: dict[str, object] = {
        rule_name(place): {"all": [{f"a{n}": pattern} for n, pattern in enumerate(patterns)], "pri": 1}
        for place, patterns in enumerate(every)
    }
    return json.dumps({**named, SENTINEL: {"all": [{"a": {"id": SENTINEL}}], "pri": LAST}})


class Session:
    """The texts of one session of a ruleset: what states facts in it, and what takes them back."""

    def __init__(self, name: str, subjects: int) -> None:
        # JSON put together by hand: names are ours and values are integers, so nothing needs escaping.
        self.name = name
        ids = [*map(str, range(subjects)), SENTINEL]
        session = "" if name == UNNAMED else f',"sid":"{name}"'
        *self._facts, end = [f'{{"id":"{each}","v":%d{session}}}' for each in ids]
        *self._gone, self._end_gone = [f'{{"id":"{each}"{session}}}' for each in ids]
        self._end = end % 1
        self._all = _list([*self._facts, self._end])
        self._all_gone = _list([*self._gone, self._end_gone])

    def batches(self, values: tuple[int | None, ...]) -> tuple[str, str]:
        """Return what states the values of the subjects that are there, with the sentinel; and what takes it back."""
        if None not in values:
            return self._all % values, self._all_gone
        there = [place for place, value in enumerate(values) if value is not None]
        facts = [self._facts[place] % values[place] for place in there]
        return _list([*facts, self._end]), _list([*(self._gone[place] for place in there), self._end_gone])


def _list(items: Iterable[str]) -> str:
    return f"[{','.join(items)}]"
