"""The rubric that every engine in `peers` scores: 35 criteria × 4 bands, a total, three ratings, one with a gate.

Criteria with an even number score a percentage (`part`/`whole`), the others a count. Everything is drawn from one seed:
the ends of the bands, their points and the meetings, of which about one value in three lies exactly on an end.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

CRITERIA = 35
SEED = 42


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a measure from `low` (inclusive) to `high` (exclusive); None: open."""

    low: int | None
    high: int | None
    points: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """Four bands over a count, or over a percentage in whole percents."""

    number: int
    percent: bool
    bands: tuple[Band, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts that it scores."""
        return (f"part{self.number}", f"whole{self.number}") if self.percent else (f"count{self.number}",)

    @property
    def maximum(self) -> int:
        """Points of the best band, in hundredths."""
        return self.bands[0].points


@dataclass(frozen=True, slots=True)
class Rubric:
    """The criteria; rating `tot` also needs the first criterion at its maximum, and below `kha` all is `trung_binh`."""

    criteria: tuple[Criterion, ...]
    tot: int
    kha: int

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of a meeting's facts."""
        return tuple(name for criterion in self.criteria for name in criterion.facts)


class Result(NamedTuple):
    """What every engine must conclude of a meeting, points in hundredths.

    `bands` are the places of the bands that gave the points, of an engine that tells which rule gave each award.
    """

    points: tuple[int, ...]
    total: int
    rating: str
    bands: tuple[int, ...] = ()


Meeting = dict[str, int]
"""The facts: `count1`, `part2`, `whole2`, `count3` …"""

Kind = Literal["forward chaining", "decision tables", "expressions", "SQL", "code"]
Gives = Literal["points", "rules", "derivations"]
"""What comes back beside total and rating: points alone; with the rule of each award; with all that they came from."""


class Engine(Protocol):
    """The rubric made ready in one engine."""

    name: str
    kind: Kind
    gives: Gives

    def __init__(self, rubric: Rubric) -> None: ...

    def score(self, meeting: Meeting) -> Result:
        """Conclude the points of every criterion, the total and the rating."""
        ...


def compared(criterion: Criterion, band: Band) -> list[str]:
    """Return the comparisons of a band as most languages write them; percentages as 100·part against percent·whole."""
    number = criterion.number
    pairs = [(">=", band.low), ("<", band.high)]
    if criterion.percent:
        return [f"100 * part{number} {sign} {end} * whole{number}" for sign, end in pairs if end is not None]
    return [f"count{number} {sign} {end}" for sign, end in pairs if end is not None]


def holds(criterion: Criterion, band: Band) -> str:
    """Return when a band holds, of those after the ones above it: only its lower end is left to ask for."""
    return compared(criterion, band)[0] if band.low is not None else ""


def make_rubric() -> Rubric:
    """Return the rubric."""
    draw = random.Random(SEED)  # noqa: S311 - drawn to be repeated, not to be secret
    criteria = tuple(_criterion(draw, number) for number in range(1, CRITERIA + 1))
    maximum = sum(criterion.maximum for criterion in criteria)
    return Rubric(criteria, tot=maximum * 65 // 100, kha=maximum * 55 // 100)


def _criterion(draw: random.Random, number: int) -> Criterion:
    ends = sorted(draw.sample(range(20, 100) if number % 2 == 0 else range(1, 60), 3), reverse=True)
    points = sorted(draw.sample(range(0, 500, 50), 4), reverse=True)
    lows, highs = (*ends, None), (None, *ends)
    return Criterion(number, number % 2 == 0, tuple(map(Band, lows, highs, points)))


def make_meetings(rubric: Rubric, count: int) -> list[Meeting]:
    """Return the meetings' facts."""
    draw = random.Random(SEED + 1)  # noqa: S311 - as above
    return [
        {name: value for criterion in rubric.criteria for name, value in _facts(draw, criterion).items()}
        for _ in range(count)
    ]


def _facts(draw: random.Random, criterion: Criterion) -> Meeting:
    on_end = draw.random() < 1 / 3
    end = draw.choice([band.low for band in criterion.bands if band.low is not None])
    if not criterion.percent:
        values: tuple[int, ...] = (end if on_end else draw.randrange(70),)
    else:
        whole = 100 if on_end else draw.randint(3, 120)
        values = (end if on_end else draw.randint(0, whole), whole)
    return dict(zip(criterion.facts, values, strict=True))
