"""What has been made of some records, one after the other: the state in which walking through months stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.language import periods as made

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.rules.language.periods import RecordsOperation

Range = tuple[int, int | None]
"""The least and the most of a number; no most: it has none."""
Given = bool | int | Range | None
Step = tuple[Given, ...]
"""What one record gives to each number that is made of the records, in their order."""
Options = frozenset[Step | None]
"""All that one record may still give. None: it is not there, and nothing is expected of it."""


class RunningMean(NamedTuple):
    """The sum of totals as far as it is known, and how many records it is of."""

    least: int
    most: int | None
    records: int


Grown = int | tuple[int, int] | RunningMean | None
"""What has been made of some records: a count; a run and the longest one; a sum."""
State = tuple[Grown, ...]


_BEGINS: Mapping[type, Grown] = {
    made.RecordCount: 0,
    made.RecordExists: 0,
    made.LongestRun: (0, 0),
    made.LastOf: None,
    made.MeanOver: RunningMean(0, 0, 0),
}


def start(kinds: Iterable[RecordsOperation]) -> State:
    """Return the state before any record."""
    return tuple(_BEGINS[type(kind)] for kind in kinds)


def after(kinds: tuple[RecordsOperation, ...], state: State, step: Step | None) -> State:
    """Return the state after one more record; one that is not there changes nothing."""
    if step is None:
        return state
    return tuple(_grown(kind, before, given) for kind, before, given in zip(kinds, state, step, strict=True))


def _grown(kind: RecordsOperation, before: Grown, given: Given) -> Grown:
    match kind, before, given:
        case made.RecordCount(), int(), _:
            return before + int(given is True)
        case made.RecordExists(), int(), _:
            return int(before or given is True)
        case made.LongestRun(), (now, best), _:
            run = now + 1 if given else 0
            return run, max(best, run)
        case made.MeanOver(), RunningMean(), (least, most):
            top = None if before.most is None or most is None else before.most + most
            return RunningMean(before.least + least, top, before.records + 1)
        case _:
            return given if isinstance(given, int) else None
