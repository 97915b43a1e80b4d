"""What is left to be asked of rules that are tried one after the other: the ones before it have told something, too."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from chamdiem.rules.compile.literals import merge
from chamdiem.rules.compile.program import Within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.rules.compile.program import Key, Rule

    Tests = tuple[Within, ...]


def left_to_ask(rules: Iterable[Tests]) -> Iterator[Tests]:
    """Yield the tests of each rule, without the ends that follow from it that none of the rules before it holds.

    Of bands that adjoin, the best first, only the lower ends are left, and of the last one whether the fact is known.
    """
    failed: dict[Key, list[Within]] = defaultdict(list)
    for tests in rules:
        yield tuple(_less(test, failed[test.fact]) for test in tests)
        if len(tests) == 1:  # of several it is not known which of them failed
            failed[tests[0].fact].append(tests[0])


def disagreeing(rules: Iterable[Rule]) -> Iterator[Tests]:
    """Yield, of all rules of a fact that may hold at once and have different values, the tests of both."""
    for one, other in combinations(rules, 2):
        if one.value != other.value and merge((*one.when, *other.when)) is not None:
            yield *one.when, *other.when


def _less(test: Within, failed: Sequence[Within]) -> Within:
    low, high = test.at_least, test.at_most
    if high is not None and _all_above(high, failed):
        high = None
    if low is not None and _all_above(-low, [_mirrored(each) for each in failed]):
        low = None
    return Within(test.fact, low, high)


def _all_above(end: int, failed: Sequence[Within]) -> bool:
    """Tell whether every whole number above an end lies in one of the intervals."""
    reached = end
    for each in sorted(failed, key=_from_below):
        if each.at_least is not None and each.at_least > reached + 1:
            return False
        if each.at_most is None:
            return True
        reached = max(reached, each.at_most)
    return False


def _from_below(test: Within) -> tuple[bool, int]:
    return test.at_least is not None, test.at_least or 0


def _mirrored(test: Within) -> Within:
    low, high = (None if end is None else -end for end in (test.at_most, test.at_least))
    return Within(test.fact, low, high)
