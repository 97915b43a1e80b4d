"""What keeps a rating from being given: its gates, the caps that bar it, and the points that the total lacks.

Explanation, sheet, JSON and advice all ask here, so that none of them tells another story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.ratings import barred_by
from chamdiem.rules.compile.scope import score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.rules.language.framework import Framework, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a rating is not given, cannot be, or is not yet.

    Kinds: gate and cap (`text` is the regulation's own sentence, `id` which one it is), gate_open and cap_open (it is
    not known whether it holds), total (the most that can be reached, and what is needed, in hundredths), total_open
    (the least that is certain, the most, and what is needed). Of a search for ways also: together (each need can be
    met, but not all at once), empty (no criterion applies to the meeting).
    """

    kind: Literal["gate", "gate_open", "cap", "cap_open", "total", "total_open", "together", "empty"]
    id: str = ""
    text: str = ""
    least: int = 0
    most: int = 0
    needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A rating with all that stands in its way.

    `needed` is the least total that it takes, where it asks for one; `is_passed`: the total lies above its range.
    """

    rating: Rating
    needed: int | None
    obstacles: tuple[Obstacle, ...]
    is_passed: bool

    @property
    def short(self) -> int:
        """How much the most that the total can be lies below what the rating needs, in hundredths."""
        return sum(found.needed - found.most for found in self.of("total"))

    def of(self, *kinds: str) -> tuple[Obstacle, ...]:
        """Return the obstacles of some kinds."""
        return tuple(found for found in self.obstacles if found.kind in kinds)


def withheld(framework: Framework, scoring: Scoring, rating: Rating) -> Withheld:
    """Return what keeps a scoring from a rating; nothing does where the rating is reached."""
    needed, highest = score(TOTAL).interval(rating)
    obstacles = *_of_total(scoring, needed), *_of_gates(scoring, rating), *_of_caps(framework, scoring, rating)
    return Withheld(
        rating=rating,
        needed=needed,
        obstacles=obstacles,
        is_passed=highest is not None and scoring.total.least > highest,
    )


def _of_total(scoring: Scoring, needed: int | None) -> Iterator[Obstacle]:
    least, most = scoring.total.least, scoring.total.most
    if needed is not None and least < needed:
        yield Obstacle(kind="total_open" if needed <= most else "total", least=least, most=most, needed=needed)


def _of_gates(scoring: Scoring, rating: Rating) -> Iterator[Obstacle]:
    # What all completions of a record agree on counts as known, as in the score itself. To ask the program alone would
    # call a gate open of which the explanation beside it says that it fails.
    for found in scoring.gates:
        if found.rating.id == rating.id and not found.holds:
            is_open = found.holds is None
            yield Obstacle(kind="gate_open" if is_open else "gate", id=found.key.subject, text=found.gate.title)


def _of_caps(framework: Framework, scoring: Scoring, rating: Rating) -> Iterator[Obstacle]:
    for found in scoring.caps:
        if found.holds is not False and rating.id in barred_by(found.cap, framework):
            yield Obstacle(kind="cap" if found.holds else "cap_open", id=found.cap.id, text=found.cap.reason)
