"""Lists in pages: so many of them at a time, and where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list: `number` of `of`, both from 1; `first` is the place of its first item; `count`: of all."""

    items: tuple[Item, ...]
    number: int
    of: int
    first: int
    count: int

    @property
    def last(self) -> int:
        """The place of its last item."""
        return self.first + len(self.items) - 1


def paged(items: Sequence[Item], asked: str, size: int) -> Paged[Item]:
    """Return the page that is asked for by its number; of what is no number, or too high, the nearest there is."""
    of = max(1, -(-len(items) // size))
    told = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS else 1
    number = min(max(told, 1), of)
    first = (number - 1) * size
    return Paged(tuple(items[first : first + size]), number, of, first + 1 if items else 0, len(items))
