"""Why one criterion got its points, and what the next better result would take: the values that this is told by.

Nothing here is a sentence, and nothing takes one apart: whatever decided is named by its place in the framework.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import NotApplicable
    from chamdiem.rules.language.ways import BandException, Deduction, Level, NamedLevel, Part


@dataclass(frozen=True, slots=True)
class ByBand:
    """The measure lies in a band."""

    fact: Measured
    level: Level


@dataclass(frozen=True, slots=True)
class ByException:
    """Exceptions hold, all of them worth the same points. `worse`: without them there would be more points.

    `numbers` are their places among the exceptions of the criterion, from 0.
    """

    exceptions: tuple[BandException, ...]
    worse: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ByCondition:
    """A condition on the record is met, or not; the facts are those that it tests."""

    condition: Condition
    met: bool
    facts: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class ByPoints:
    """The scorer gave points, in hundredths."""

    points: int


@dataclass(frozen=True, slots=True)
class ByAnswer:
    """The scorer answered yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class ByLevel:
    """The scorer chose a level."""

    level: NamedLevel


@dataclass(frozen=True, slots=True)
class ByParts:
    """The parts of a checklist, in the order of the framework, each with whether it is met: None while nobody knows."""

    parts: tuple[tuple[Part, bool | None], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one kind of fault took off, in hundredths, at so many occurrences."""

    deduction: Deduction
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class ByDeductions:
    """Points were taken off by occurrences.

    `held` is what was taken off in all (hundredths) where the occurrences add up to more; None where they do not.
    """

    taken: tuple[Taken, ...]
    held: int | None


@dataclass(frozen=True, slots=True)
class NotApplying:
    """The criterion does not apply; `maximum` is what it would have been worth, in hundredths.

    `number` is the place of the rule among those of the criterion, from 0.
    """

    rule: NotApplicable
    maximum: int
    number: int


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Only these layers of an assessment are asked for it."""

    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Fields and answers that are not there."""

    needs: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The points are the same whatever is still missing: the facts that are not there, and change nothing."""

    idle: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class CannotBeMade:
    """Shares of nothing, each with what it would be a share of."""

    shares: tuple[tuple[Measured, Measured], ...]


@dataclass(frozen=True, slots=True)
class NoBand:
    """Everything is known, and the framework has no band for it."""


Settled = ByBand | ByException | ByCondition | ByPoints | ByAnswer | ByLevel | ByParts | ByDeductions
"""What decided a criterion that was scored."""
Decided = Settled | Standing | NotApplying | NotAsked | Missing | CannotBeMade | NoBand
"""What decided a criterion, or why nothing has yet."""


@dataclass(frozen=True, slots=True)
class BetterBand:
    """The better band that the shortest step reaches: so many more (negative: fewer) of what is `counted`."""

    of: str
    level: Level
    counted: str
    amount: int


@dataclass(frozen=True, slots=True)
class WithoutException:
    """What there would be without the exception, in hundredths."""

    points: int


@dataclass(frozen=True, slots=True)
class WithCondition:
    """What there is when the condition is met, in hundredths."""

    points: int


Better = BetterBand | WithoutException | WithCondition


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionReason:
    """Why a criterion has its points or none, everything it reads of the record, and what the next better takes."""

    score: CriterionScore
    facts: tuple[Measured, ...]
    decided: Decided
    better: Better | None

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.score.criterion.id
