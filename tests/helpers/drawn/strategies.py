"""Drawn frameworks and records as Hypothesis strategies, for laws that draw other things beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from alike import facts_of, loaded
from chamdiem.rules.records.faults import FaultyInput
from drawn.chance import Chance, seeded
from drawn.facts import complete, partial
from drawn.frameworks import framework

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.compile.program import Key
    from reference.spans import Json

SEEDS = st.integers(0, 10**9)


@dataclass(frozen=True)
class Drawn:
    """A framework, as data and as it is read, with the chance that goes on drawing."""

    data: Json
    loaded: LoadedFramework
    chance: Chance

    def facts(self) -> dict[Key, int]:
        """Return the facts of a record that lacks nothing, as the program stores them."""
        return facts_of(self.loaded.framework, complete(self.chance, self.data))

    def some_facts(self) -> dict[Key, int]:
        """Return the facts of a part of a record."""
        return facts_of(self.loaded.framework, partial(self.chance, complete(self.chance, self.data)))


def _drawn(seed: int) -> Drawn:
    chance = seeded(seed)
    while True:
        data = framework(chance)
        try:
            return Drawn(data, loaded(data), chance)
        except FaultyInput:  # measures and criteria in a circle
            continue


def drawn() -> SearchStrategy[Drawn]:
    """Return frameworks that were drawn."""
    return SEEDS.map(_drawn)


def frameworks() -> SearchStrategy[LoadedFramework]:
    """Return frameworks that were drawn, as they are read."""
    return drawn().map(lambda each: each.loaded)
