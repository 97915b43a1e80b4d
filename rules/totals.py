"""Stratum 2: points per criterion → groups → total, with their maxima, bounds and rescaling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.conditions import LEFT_OUT, TREATMENTS, Draft
from chamdiem.rules.program import Fraction, Key, Linear, Term, round_to_step
from chamdiem.rules.scope import TOTAL, group_subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.rules.framework import Criterion, Framework, PointScheme

_BOUNDS = ("award", "least", "most")
_RAW = "raw total"


def treatments(framework: Framework) -> set[str]:
    """Return every treatment of criteria that do not apply that the framework uses."""
    return {rule.then for criterion in framework.criteria for rule in criterion.not_applicable}


def draft_totals(draft: Draft) -> None:
    """Write the sums of groups and total; rescale the total where the framework takes criteria out that way."""
    framework = draft.framework
    for group in framework.groups:
        _sum_points(draft, group_subject(group.id), group.criteria)
    scheme = framework.points
    if scheme is not None and "rescaled" in treatments(framework):
        _sum_points(draft, _RAW, framework.criteria)
        _rescale(draft, scheme)
    else:
        capped = scheme is not None and scheme.bonus_above_maximum == "capped"
        _sum_points(draft, TOTAL, framework.criteria, at_most=scheme.maximum if scheme and capped else None)


def _sum_points(draft: Draft, subject: str, criteria: Iterable[Criterion], *, at_most: int | None = None) -> None:
    criteria = tuple(criteria)
    for kind in _BOUNDS:
        terms = tuple(Term(1, Key(kind, criterion.id)) for criterion in criteria)
        draft.formulas.append(Linear(then=Key(kind, subject), terms=terms, at_most=at_most))
    draft.formulas.append(_maximum(draft, Key("maximum", subject), criteria))


def _maximum(draft: Draft, then: Key, criteria: tuple[Criterion, ...]) -> Linear:
    """Sum the maxima inside the scale: constants, and facts where a criterion may be taken out."""
    counted = [criterion for criterion in criteria if criterion.bonus != "outside"]
    fixed = sum(draft.framework.maximum_of(criterion) for criterion in counted if not _is_movable(criterion))
    terms = tuple(Term(1, Key("maximum", criterion.id)) for criterion in counted if _is_movable(criterion))
    return Linear(then=then, terms=terms, constant=fixed)


def _is_movable(criterion: Criterion) -> bool:
    """Tell whether a criterion may be taken out of the total."""
    return any(TREATMENTS.index(rule.then) >= LEFT_OUT for rule in criterion.not_applicable)


def _rescale(draft: Draft, scheme: PointScheme) -> None:
    """Rescale: total = raw · maximum / applicable maximum, rounded to the framework's step.

    While it is not known which criteria apply, the total lies anywhere between nothing and its ceiling.
    """
    at_most = scheme.maximum if scheme.bonus_above_maximum == "capped" else None
    for kind, default in (("award", None), ("least", 0), ("most", _ceiling(draft.framework, scheme))):
        quotient = Key(f"rescaled_{kind}", TOTAL)
        draft.formulas.append(
            Fraction(
                then=quotient,
                numerator=Key(kind, _RAW),
                denominator=Key("maximum", _RAW),
                scale=scheme.maximum,
                rounding=scheme.rounding,
                step=scheme.step,
            )
        )
        draft.formulas.append(Linear(then=Key(kind, TOTAL), terms=(Term(1, quotient, default),), at_most=at_most))
    draft.formulas.append(Linear(then=Key("maximum", TOTAL), terms=(), constant=scheme.maximum))


def _ceiling(framework: Framework, scheme: PointScheme) -> int:
    """Return the most that a rescaled total can be: a bonus outside the scale grows most when the least applies."""
    bonus = sum(criterion.maximum or 0 for criterion in framework.criteria if criterion.bonus == "outside")
    counted = [criterion for criterion in framework.criteria if criterion.bonus != "outside"]
    fixed = sum(criterion.maximum or 0 for criterion in counted if not _is_movable(criterion))
    movable = [criterion.maximum for criterion in counted if _is_movable(criterion) and criterion.maximum]
    fewest = fixed or min(movable, default=0)
    return round_to_step((fewest + bonus) * scheme.maximum, fewest, scheme.step, scheme.rounding) if fewest else 0
