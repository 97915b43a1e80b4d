"""How a total is made of the points, as numbers: rescaling first, then bonus, then the ceiling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The steps of one total, in hundredths.

    `inside` are the points of the criteria in the scale. Where criteria were taken out and the rest rescaled,
    `applicable` is the maximum of the rest, `scale` the full one, and `rescaled` what inside·scale/applicable was
    rounded to. `bonus` comes after that; `total` is less than the sum where the framework holds it to its maximum.
    """

    inside: int
    applicable: int | None
    scale: int
    rescaled: int
    bonus: int
    total: int

    @property
    def is_rescaled(self) -> bool:
        """Whether the points inside the scale were multiplied."""
        return self.applicable is not None

    @property
    def is_rounded(self) -> bool:
        """Whether the rescaled points had to be rounded."""
        return self.applicable is not None and self.inside * self.scale != self.rescaled * self.applicable

    @property
    def is_held(self) -> bool:
        """Whether the sum passes the ceiling."""
        return self.total != self.rescaled + self.bonus


def arithmetic(framework: Framework, scoring: Scoring) -> Arithmetic | None:
    """Return how a total was made; None while there is none, and where it is just the sum of the points."""
    scheme, total = framework.points, scoring.total.award
    if scheme is None or total is None:
        return None
    awards = [(score.criterion.bonus == "outside", score.points.award or 0) for score in scoring.criteria]
    inside, bonus = (sum(award for outside, award in awards if outside is wanted) for wanted in (False, True))
    applicable = scoring.applicable
    made = Arithmetic(
        inside=inside,
        applicable=applicable if applicable != scheme.maximum else None,
        scale=scheme.maximum,
        rescaled=inside if scoring.rescaled is None else scoring.rescaled,
        bonus=bonus,
        total=total,
    )
    return made if made.is_rescaled or made.bonus or made.is_held else None
