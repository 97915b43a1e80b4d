"""What incomplete records can still become, by trying their completions as the scorer does: exact, and slow.

Only rows are tried that lack some fact, and of which the rules alone know no total, or no rating.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from chamdiem.engine.bulk.arrays import integers_of, of_integers
from chamdiem.engine.bulk.telling import SharedOutlooks
from chamdiem.engine.bulk_runs.reading import proved_by
from chamdiem.rules.analysis.completions import Completions
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.bulk.arrays import FactArray, Numbers
    from chamdiem.engine.bulk.results import Results
    from chamdiem.engine.reading.catalog import LoadedFramework

    Facts = Mapping[Key, int]


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

    def outlook(self, facts: Mapping[Key, FactArray], tried: Numbers) -> SharedOutlooks | None:
        """Return what the completions of some rows, by their places, have in common; None: of any of them nothing."""
        completions, certain = _completions(self), self.results.certain
        told = {key: integers_of(column.at(tried), len(tried)) for key, column in facts.items()}
        rows: list[int] = []
        ratings: list[int] = []
        found: list[Facts] = []
        for place, at in enumerate(tried.tolist()):
            own = {key: value for key, values in told.items() if (value := values[place]) is not None}
            outlook = completions.outlook(own)
            if outlook.facts or outlook.ratings is not None:
                rows.append(at)
                ratings.append(-1 if outlook.ratings is None else sum(1 << place for place in outlook.ratings))
                found.append(outlook.facts)
        if not rows:
            return None
        columns = {key: of_integers((each.get(key) for each in found), len(rows)) for key in certain}
        return SharedOutlooks(np.array(rows), columns, np.array(ratings))


@cache
def _made() -> dict[tuple[str, str], Completions]:
    return {}


def _completions(of: Narrowing) -> Completions:
    """Return the completions of a layer's records; they are long to make, and the same for every part."""
    made, loaded = _made(), of.framework
    if (loaded.hash, of.layer) not in made:
        made[loaded.hash, of.layer] = Completions(loaded.framework, of.results.program)
    return made[loaded.hash, of.layer]
