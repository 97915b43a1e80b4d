"""What a quota says of a list: by how many have each rating, and how many have none yet."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from chamdiem.rules.compile.rescaling import round_to_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.quotas import Quota

State = Literal["exceeded", "kept", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFinding:
    """What a quota says: `count` of `of` have the ratings that it limits, `unrated` have none yet.

    `most`: so many may have them where it is exceeded or open, at best; where it is kept, at worst.
    """

    quota: Quota
    state: State
    count: int
    of: int
    unrated: int
    most: int


def quota_finding(framework: Framework, quota: Quota, counts: Mapping[str, int], unrated: int) -> QuotaFinding:
    """Return what a quota says of a list; `counts` by the ids of ratings (those without any may be left out).

    It is exceeded where that is so however the others are rated, and kept where it is, however they are.
    """
    among = quota.among or tuple(rating.id for rating in framework.ratings)
    count, of = (sum(counts.get(rating, 0) for rating in ratings) for ratings in (quota.share, among))
    # At best all others are counted and none of them is in the share; at worst all are in it, and they count as well,
    # unless some of its ratings do not.
    best, worst = of + unrated, of + (unrated if set(quota.share) <= set(among) else 0)
    if count > _allowed(quota, best):
        state: State = "exceeded"
    else:
        state = "kept" if count + unrated <= _allowed(quota, worst) else "open"
    most = _allowed(quota, worst if state == "kept" else best)
    return QuotaFinding(quota=quota, state=state, count=count, of=of, unrated=unrated, most=most)


def _allowed(quota: Quota, of: int) -> int:
    hundredfold = Fraction(quota.at_most) * of
    return round_to_step(hundredfold.numerator, 100 * hundredfold.denominator, 1, quota.rounding)
