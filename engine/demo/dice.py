"""Choices that look like chance and are none: the same cell, month and question always give the same answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Dice for one meeting: each question has a throw of its own, so that one more changes no other."""

    cell: str
    month: str

    def upto(self, what: str, most: int) -> int:
        """Return a number from 0 to `most`."""
        thrown = hashlib.sha256(f"{self.cell}/{self.month}/{what}".encode()).digest()
        return int.from_bytes(thrown[:8], "big") % (most + 1)

    def between(self, what: str, ends: tuple[int, int]) -> int:
        """Return a number between two, both included."""
        return ends[0] + self.upto(what, ends[1] - ends[0])

    def pick(self, what: str, choices: Sequence[T]) -> T:
        """Return one of some choices."""
        return choices[self.upto(what, len(choices) - 1)]

    def happens(self, what: str, tenths: int) -> bool:
        """Tell whether something happens that does so in so many of ten cases."""
        return self.upto(what, 9) < tenths
