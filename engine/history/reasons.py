"""Why a cell gets a rating for a period, or not, or what the open months must bring: as values, without words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations_with_replacement, permutations
from typing import TYPE_CHECKING

from chamdiem.engine.history.periods import unknown
from chamdiem.rules.compile.ratings import barred_by
from chamdiem.rules.language.conditions import Comparison, FactTest
from chamdiem.rules.language.periods import LastOf, LongestRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.engine.history.periods import PeriodResult, Slot
    from chamdiem.rules.analysis.prospects import Range
    from chamdiem.rules.analysis.record_options import Options
    from chamdiem.rules.language.framework import Cap, Gate, Rating

MAX_BLAMED = 3
"""So many months are named as the reason; of more, the number that they make says it."""
MAX_ORDERED = 5
"""Of so many open months every order is tried, where the order matters."""


@dataclass(frozen=True, slots=True)
class NumberKept:
    """A number against the end that it must keep."""

    measure: str
    ends: Comparison
    number: Range


@dataclass(frozen=True, slots=True)
class RuledOut:
    """A rating that no open month can bring any more: the gate that fails, and the months that make it fail.

    `numbers`: what the gate asks of numbers, where it asks no more than that. `cap`: what bars it instead of a gate.
    """

    rating: Rating
    gate: Gate | None = None
    cap: Cap | None = None
    months: tuple[Slot, ...] = ()
    numbers: tuple[NumberKept, ...] = ()


@dataclass(frozen=True, slots=True)
class Secured:
    """A gate that holds however the open months go."""

    rating: Rating
    gate: Gate
    numbers: tuple[NumberKept, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """What the open months must bring for a rating: any one of `ways`, each how many of which rating or better.

    Of a rating that the last one is no better than, nothing is asked. None: it was not worked out.
    """

    rating: Rating
    months: tuple[Slot, ...]
    ways: tuple[tuple[tuple[int, str], ...], ...] | None


PeriodReason = RuledOut | Secured | Needed


def reasons_of(result: PeriodResult, *, briefly: bool = False) -> tuple[PeriodReason, ...]:
    """Return why each better rating is out, and what is needed for those that may come.

    `briefly`: for a list, without the months that are to blame and what is needed.
    """
    if result.status in {"unresolved", "not_rated"}:
        return ()
    return tuple(_reasons(result, briefly=briefly))


def _reasons(result: PeriodResult, *, briefly: bool) -> Iterator[PeriodReason]:
    given = result.prospect.rating
    for place, rating in enumerate(result.ratings):
        if place == given:
            yield from _secured(result, rating)
            return
        if place not in result.prospect.ratings:
            yield from _ruled_out(result, rating, briefly=briefly)
        else:
            yield from _secured(result, rating)
            if rating.requires and not briefly:
                yield needed(result, place)


def _ruled_out(result: PeriodResult, rating: Rating, *, briefly: bool) -> Iterator[RuledOut]:
    for cap in result.rules.framework.caps:
        bars = rating.id in barred_by(cap, result.rules.framework) or cap.lower_by
        if bars and result.prospect.cap(cap.id):
            yield RuledOut(rating, cap=cap)
            return
    failing = [
        (number, gate)
        for number, gate in enumerate(rating.requires)
        if result.prospect.gate(rating.id, number) is False
    ]
    for number, gate in failing:
        months = () if briefly else _blamed(result, rating, number)
        yield RuledOut(rating, gate, months=months, numbers=_numbers(result, gate))
    if not failing and rating.requires:
        yield RuledOut(rating)


def _blamed(result: PeriodResult, rating: Rating, number: int) -> tuple[Slot, ...]:
    """Return a smallest set of months by which alone a gate fails, whatever the others were."""
    free = unknown(result.rules)
    options = [slot.options for slot in result.slots]
    order = result.rules.ratings
    known = [place for place, slot in enumerate(result.slots) if not slot.is_open]
    # the best are tried first: it is the others that one wants to hear of
    for place in sorted(known, key=lambda each: _rank(result.slots[each], order)):
        kept, options[place] = options[place], free
        if result.rules.prospect(options).gate(rating.id, number) is not False:
            options[place] = kept
    return tuple(result.slots[place] for place in known if options[place] is not free)


def _rank(slot: Slot, order: Sequence[str]) -> int:
    rating = slot.record.rating if slot.record else None
    return order.index(rating) if rating in order else len(order)


def _secured(result: PeriodResult, rating: Rating) -> Iterator[Secured]:
    for number, gate in enumerate(rating.requires):
        if result.prospect.gate(rating.id, number):
            yield Secured(rating, gate, _numbers(result, gate))


def _numbers(result: PeriodResult, gate: Gate) -> tuple[NumberKept, ...]:
    """Return the numbers that a gate compares, where it is one such test."""
    match gate.when.kind:
        case FactTest(name, Comparison() as ends) if name in result.rules.operations:
            found = result.prospect.number(name)
            return () if found is None else (NumberKept(name, ends, found),)
        case _:
            return ()


def needed(result: PeriodResult, target: int) -> Needed:
    """Return what the open months must bring for the rating at a place, or a better one."""
    slots = result.open
    rating = result.ratings[target]
    ordered = any(isinstance(each, LongestRun | LastOf) for each in result.rules.operations.values())
    if any(slot.options != unknown(result.rules) for slot in slots):
        return Needed(rating, slots, None)  # what is known of a month already bounds what it may bring
    if ordered and len(slots) > MAX_ORDERED:
        return Needed(rating, slots, None)
    enough = [
        brought
        for brought in combinations_with_replacement(range(len(result.rules.ratings)), len(slots))
        if all(_reaches(result, each, target) for each in (set(permutations(brought)) if ordered else (brought,)))
    ]
    weakest = [one for one in enough if not any(other != one and _no_better(other, one) for other in enough)]
    return Needed(rating, slots, tuple(_way(one, result.rules.ratings) for one in weakest))


def _reaches(result: PeriodResult, brought: tuple[int, ...], target: int) -> bool:
    ratings = iter(brought)
    rules = result.rules
    options: list[Options] = [
        rules.options(rules.unknown._replace(ratings=(rules.ratings[next(ratings)],))) if slot.is_open else slot.options
        for slot in result.slots
    ]
    return all(place <= target for place in rules.prospect(options).ratings)


def _no_better(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether months are in no place better than others; both come best first."""
    return all(mine >= theirs for mine, theirs in zip(one, other, strict=True))


def _way(brought: tuple[int, ...], ratings: Sequence[str]) -> tuple[tuple[int, str], ...]:
    told = Counter(brought)
    return tuple((told[place], ratings[place]) for place in sorted(told) if place < len(ratings) - 1)
