"""Where chance comes from: a seed, so that a hundred thousand pairs are quick and each of them can be seen again."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


@dataclass(frozen=True)
class Chance:
    """Draws; all is made of numbers between two ends, where the lower end is the plainer choice."""

    integer: Callable[[int, int], int]

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options."""
        return options[self.integer(0, len(options) - 1)]

    def once_in(self, times: int) -> bool:
        """Tell, once in so many times, yes."""
        return self.integer(0, times - 1) == times - 1

    def some(self, options: Sequence[T], least: int = 0, most: int | None = None) -> list[T]:
        """Return some of the options, in their order, each at most once."""
        count = self.integer(least, min(len(options), len(options) if most is None else most))
        left = list(range(len(options)))
        chosen = sorted(left.pop(self.integer(0, len(left) - 1)) for _ in range(count))
        return [options[place] for place in chosen]


def seeded(seed: object) -> Chance:
    """Return chance that is the same for the same seed."""
    return Chance(Random(str(seed)).randint)  # noqa: S311 - chosen, not secret
