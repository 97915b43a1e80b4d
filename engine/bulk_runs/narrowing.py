"""What incomplete records can still become, by trying their completions as the scorer does: exact, and dear.

Only rows are tried that lack some fact, and of which the rules alone know no total, or no rating.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from chamdiem.engine.bulk.arrays import integers_of, of_integers
from chamdiem.engine.bulk.outlooks import ManyTrials, joined
from chamdiem.engine.bulk.telling import SharedOutlooks
from chamdiem.engine.bulk_runs.reading import proved_by
from chamdiem.rules.analysis.completions import Completions
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from chamdiem.engine.bulk.arrays import FactArray, Numbers
    from chamdiem.engine.bulk.results import Results
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.analysis.completions import Outlook, Trial

AT_ONCE = 1024
"""So many rows are tried at once: what is known of each, and tried, weighs some 10 KB."""


def is_tried(loaded: LoadedFramework) -> bool:
    """Tell whether completions of a framework's records are tried: not of facts that are one person's own."""
    shape = loaded.framework.shape
    return not any(Key("field", each) in loaded.program.inputs for each in shape.personal)


def tried_by(loaded: LoadedFramework) -> tuple[Key, ...]:
    """Return the facts of a record that its completions keep, with the ends of those that earlier months bound."""
    fields = (Key("field", each.name) for each in loaded.framework.shape.fields if each.is_fact)
    return (*fields, *loaded.scope.questions, *proved_by(loaded))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Tries the completions of a layer's records."""

    framework: LoadedFramework
    layer: str
    results: Results

    def outlooks(self, facts: Mapping[Key, FactArray], tried: Numbers) -> SharedOutlooks | None:
        """Return what the completions of some rows, by their places, have in common; None: of any of them nothing."""
        starts = range(0, len(tried), AT_ONCE)
        found = [each for start in starts for each in self._several(facts, tried[start : start + AT_ONCE])]
        return joined(found) if found else None

    def _several(self, facts: Mapping[Key, FactArray], tried: Numbers) -> Iterator[SharedOutlooks]:
        completions, many = _made(self)
        told = {key: integers_of(column.at(tried), len(tried)) for key, column in facts.items()}
        at_once: list[tuple[int, Trial]] = []
        alone: list[tuple[int, Outlook]] = []
        for place, at in enumerate(tried.tolist()):
            own = {key: value for key, values in told.items() if (value := values[place]) is not None}
            trial = completions.trial(own)
            if trial is not None and trial.kept:  # arrays keep no measure
                alone.append((at, completions.tried(trial)))
            elif trial is not None:
                at_once.append((at, trial))
        try:
            yield from [*many.outlooks(facts, at_once)]
        except OverflowError:  # a number that no record has may be tried
            alone += [(at, completions.tried(trial)) for at, trial in at_once]
        yield from self._of_rows(alone)

    def _of_rows(self, outlooks: Sequence[tuple[int, Outlook]]) -> Iterator[SharedOutlooks]:
        """Yield outlooks of single rows as those of several."""
        known = [(row, outlook.facts, outlook.ratings) for row, outlook in outlooks if outlook.ratings is not None]
        if known:
            rows, facts, ratings = zip(*known, strict=True)
            columns = {key: of_integers((each.get(key) for each in facts), len(rows)) for key in self.results.certain}
            bits = [sum(1 << place for place in each) for each in ratings]
            yield SharedOutlooks(np.array(rows), columns, np.array(bits))


@cache
def _known() -> dict[tuple[str, str], tuple[Completions, ManyTrials]]:
    return {}


def _made(of: Narrowing) -> tuple[Completions, ManyTrials]:
    """Return the completions of a layer's records; they are long to make, and the same for every part."""
    known, loaded = _known(), of.framework
    if (loaded.hash, of.layer) not in known:
        completions = Completions(loaded.framework, of.results.program)
        known[loaded.hash, of.layer] = completions, ManyTrials(of.results, completions)
    return known[loaded.hash, of.layer]
