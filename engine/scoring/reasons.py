"""Why one criterion got its points, and what the next better result would take: the values that this is told by.

Nothing here is a sentence, and nothing takes one apart: whatever decided is named by its place in the framework.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction as Rational

    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import NotApplicable
    from chamdiem.rules.language.tallies import Addition, Deduction
    from chamdiem.rules.language.ways import BandException, Level, Line, NamedLevel, Part, ScoredPart


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
class ByProportion:
    """As much of the maximum as a number is of another: of `whole`, a fact, or of `out_of` where there is none.

    `exact` is what comes out, in hundredths, before it is rounded and held; `points` is what it becomes.
    """

    fact: Measured
    out_of: Decimal | None
    whole: Measured | None
    maximum: int
    exact: Rational
    points: int


@dataclass(frozen=True, slots=True)
class Tallied:
    """What one item added or took off, in hundredths, at a number: as it is stored, None where it is not known.

    `number` is the field or measure that told it; None where the scorer counted.
    """

    item: Addition | Deduction
    count: int | None
    number: Measured | None
    points: int


@dataclass(frozen=True, slots=True)
class ByAdditions:
    """Points were added by a number.

    `held` is what was added in all (hundredths) where the items add up to more; None where they do not.
    """

    added: tuple[Tallied, ...]
    held: int | None


@dataclass(frozen=True, slots=True)
class ByDeductions:
    """Points were taken off by a number.

    `held` is what was taken off in all (hundredths) where the items add up to more; None where they do not.
    """

    taken: tuple[Tallied, ...]
    held: int | None


@dataclass(frozen=True, slots=True)
class ByLine:
    """The line of `choose` at a place (from 0) is the first that holds; `inner` is what its table then says."""

    line: Line
    number: int
    points: int
    inner: ByBand | ByException | None


@dataclass(frozen=True, slots=True)
class PartPoints:
    """The points of one part in hundredths and what decided them; None while they are not known."""

    part: ScoredPart
    points: int | None
    settled: Settled | None


@dataclass(frozen=True, slots=True)
class ByScoredParts:
    """The sum of the parts, or the highest or lowest of them: the points that it is counted as, in hundredths."""

    take: Literal["sum", "highest", "lowest"]
    parts: tuple[PartPoints, ...]
    points: int

    @property
    def total(self) -> int | None:
        """What the parts add up to, before any cap; None while one is not known."""
        known = [each.points for each in self.parts if each.points is not None]
        return sum(known) if len(known) == len(self.parts) else None


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


Settled = (
    ByBand
    | ByException
    | ByCondition
    | ByPoints
    | ByAnswer
    | ByLevel
    | ByParts
    | ByProportion
    | ByAdditions
    | ByDeductions
    | ByLine
    | ByScoredParts
)
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
    """What there is when the condition is met, in hundredths; of points for faults, when it is not `met`."""

    points: int
    met: bool = True


@dataclass(frozen=True, slots=True)
class BetterCount:
    """So many more (negative: fewer) of what an item counts give the criterion so many points, in hundredths."""

    item: Addition | Deduction
    amount: int
    points: int


@dataclass(frozen=True, slots=True)
class BetterNumber:
    """So many more (negative: fewer) of what is `counted` give the criterion so many points, in hundredths."""

    counted: str
    amount: int
    points: int


@dataclass(frozen=True, slots=True)
class EachOne:
    """Each one of a number, of `out_of`, is worth its part of the maximum, in hundredths, before it is rounded."""

    of: str
    out_of: Decimal
    maximum: int


Better = BetterBand | WithoutException | WithCondition | BetterCount | BetterNumber | EachOne


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
