"""What several months may still come to: each of the ways in which they may go, and what all of these agree on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.rules.compile.program import Key

Range = tuple[int, int | None]
"""The least and the most of a number; no most: it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOutcome:
    """What the rules of a period conclude from its numbers. None: not certain, though no month is open.

    `ratings` are the places of those that may be given, the number of ratings where none is; of all that is known there
    is one. `points`: the ends of the total of a period that has points.
    """

    ratings: tuple[int, ...]
    gates: Mapping[tuple[str, int], bool | None]
    caps: Mapping[str, bool | None]
    findings: frozenset[str]
    points: Range


class Course:
    """One way in which the months may go: the numbers made of the records, as facts too, and what follows from them."""

    def __init__(
        self, numbers: Mapping[str, Range | None], outcome: PeriodOutcome, facts: Mapping[Key, int] | None = None
    ) -> None:
        self.numbers, self.outcome, self.facts = numbers, outcome, facts or {}


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Prospect:
    """All that the months may still come to. Where that was too much to walk through, it is not exact: anything."""

    courses: tuple[Course, ...]
    is_exact: bool = True

    @cached_property
    def ratings(self) -> tuple[int, ...]:
        """The places of the ratings that may be given, best first; the number of ratings where none applies."""
        return tuple(sorted({place for course in self.courses for place in course.outcome.ratings}))

    @property
    def rating(self) -> int | None:
        """The place of the rating that is given however the open months go; None: they do not agree."""
        return self.ratings[0] if len(self.ratings) == 1 else None

    def gate(self, rating: str, place: int) -> bool | None:
        """Tell whether a gate holds however the open months go, or never; None: it depends."""
        return _agreed(course.outcome.gates[rating, place] for course in self.courses)

    def cap(self, name: str) -> bool | None:
        """Tell whether a cap holds however the open months go, or never; None: it depends."""
        return _agreed(course.outcome.caps[name] for course in self.courses)

    @property
    def findings(self) -> frozenset[str]:
        """The findings that hold however the open months go."""
        return frozenset.intersection(*(course.outcome.findings for course in self.courses))

    def number(self, name: str) -> Range | None:
        """Return the ends of a number over all courses; None: in one of them it cannot be made."""
        ends = [course.numbers[name] for course in self.courses]
        if any(each is None for each in ends):
            return None
        tops = [each[1] for each in ends if each is not None]
        most = None if None in tops else max(top for top in tops if top is not None)
        return min(each[0] for each in ends if each is not None), most

    @property
    def points(self) -> Range:
        """The ends of the total."""
        ends = [course.outcome.points for course in self.courses]
        return min(least for least, _ in ends), max(most or 0 for _, most in ends)


def _agreed(truths: Iterable[bool | None]) -> bool | None:
    found = set(truths)
    return found.pop() if len(found) == 1 else None
