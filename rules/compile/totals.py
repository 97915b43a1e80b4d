"""Stratum 2: points per criterion → groups → total, with their maxima and bounds.

The order is always: criteria, groups, rescaling (rounded), points outside the scale, minimum and ceiling. So a bonus is
worth its own points however few criteria apply, and it is not what a rescaling divides by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.compile.keys import TOTAL, group_subject
from chamdiem.rules.compile.literals import Literal
from chamdiem.rules.compile.program import Extreme, Fraction, Guarded, Key, Linear, Origin, Term, Within
from chamdiem.rules.compile.rescaling import Rescaling, Share
from chamdiem.rules.compile.scope import is_movable
from chamdiem.rules.compile.scored import reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chamdiem.rules.compile.conditions import Draft
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.head import PointScheme

_BOUNDS = ("award", "least", "most")
RAW = "raw total"
"""Subject of the points inside the scale before a rescaling, and of the maximum of what applies."""
BONUS = "bonus"
"""Subject of the points outside the scale."""
SCALE_LEAST, SCALE_MOST = Key("scale_least", TOTAL), Key("scale_most", TOTAL)
"""The ends of the maximum of what applies: where it is 0, no criterion of the scale applies."""


def scored(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """Return the criteria that give points; those that are only asked are in no sum."""
    return tuple(criterion for criterion in criteria if criterion.scored)


def treatments(framework: Framework) -> set[str]:
    """Return every treatment of criteria that do not apply that the framework uses."""
    return {rule.then for criterion in scored(framework.criteria) for rule in criterion.not_applicable}


def is_rescaled(framework: Framework) -> bool:
    """Tell whether the total may be brought back to the full scale; a bonus outside the scale has no part in that."""
    return any(rule.then == "rescaled" for criterion in inside(framework) for rule in criterion.not_applicable)


def may_be_empty(framework: Framework) -> bool:
    """Tell whether it may be that no criterion of the scale applies."""
    if not framework.groups:  # a period may be rated without any criterion
        return False
    return all(is_movable(criterion) for criterion in inside(framework) if framework.maximum_of(criterion))


def inside(framework: Framework) -> tuple[Criterion, ...]:
    """Return the criteria inside the scale."""
    return tuple(criterion for criterion in scored(framework.criteria) if not criterion.is_outside)


def draft_totals(draft: Draft) -> None:
    """Write the sums of groups and total; rescale the total where the framework takes criteria out that way."""
    framework = draft.framework
    for group in framework.all_groups:
        _sum_points(draft, group_subject(group.id), scored(group.all_criteria))
    if may_be_empty(framework):
        for then, kind in ((SCALE_LEAST, "maximum_least"), (SCALE_MOST, "maximum_most")):
            draft.formulas.append(_maximum(draft, then, scored(framework.criteria), kind))
    scheme = framework.points
    if scheme is not None and is_rescaled(framework):
        _rescale(draft, scheme)
    elif may_be_empty(framework):
        _sum_applicable(draft, _ends(scheme))
    else:
        _sum_points(draft, TOTAL, scored(framework.criteria), _ends(scheme))


class _Ends(NamedTuple):
    """What a sum is held within; an end that is None is open."""

    at_least: int | None = None
    at_most: int | None = None


_OPEN = _Ends()


def _ends(scheme: PointScheme | None) -> _Ends:
    """Return what a total is held within."""
    return _Ends(scheme.minimum, scheme.ceiling) if scheme else _OPEN


def scale_is_known(framework: Framework) -> Literal | None:
    """Return the literal that some criterion applies, which every rating needs; None where that is certain."""
    if not may_be_empty(framework):
        return None
    return Literal(true=((Within(SCALE_LEAST, 1, None),),), false=((Within(SCALE_MOST, None, 0),),))


def _origin(draft: Draft, then: Key) -> Origin:
    """Return the origin of a fact of a group, of the total, or of the points inside or outside the scale."""
    groups = {group_subject(group.id): group.id for group in draft.framework.all_groups}
    group = groups.get(then.subject)
    return Origin("total", then.subject, then.kind) if group is None else Origin("group", group, then.kind)


def _sum_points(draft: Draft, subject: str, criteria: Sequence[Criterion], ends: _Ends = _OPEN) -> None:
    for kind in _BOUNDS:
        _sum(draft, Key(kind, subject), [Key(kind, criterion.id) for criterion in criteria], ends)
    draft.formulas.append(_maximum(draft, Key("maximum", subject), criteria))


def _sum(draft: Draft, then: Key, keys: Iterable[Key], ends: _Ends = _OPEN) -> None:
    terms = tuple(Term(1, key) for key in keys)
    draft.formulas.append(Linear(origin=_origin(draft, then), then=then, terms=terms, **ends._asdict()))


def _maximum(draft: Draft, then: Key, criteria: Iterable[Criterion], kind: str = "maximum") -> Linear:
    """Sum the maxima inside the scale: constants, and facts where a criterion may be taken out."""
    counted = [criterion for criterion in criteria if not criterion.is_outside]
    fixed = sum(draft.framework.maximum_of(criterion) for criterion in counted if not is_movable(criterion))
    terms = tuple(Term(1, Key(kind, criterion.id)) for criterion in counted if is_movable(criterion))
    return Linear(origin=_origin(draft, then), then=then, terms=terms, constant=fixed)


def _sum_applicable(draft: Draft, ends: _Ends) -> None:
    """Sum the total where it may be that nothing applies: then there is none."""
    _sum_points(draft, RAW, scored(draft.framework.criteria), ends)
    for kind in _BOUNDS:
        # Where nothing applies the total is not 0: nothing was scored. Its bounds stay, for as long as it may turn out
        # so.
        unless = ((Within(SCALE_MOST, None, 0),),) if kind == "award" else ()
        then, option = Key(kind, TOTAL), Guarded(Key(kind, RAW), unless)
        draft.formulas.append(Extreme(origin=_origin(draft, then), then=then, highest=False, options=(option,)))
    _sum(draft, Key("maximum", TOTAL), [Key("maximum", RAW)])


def _rescale(draft: Draft, scheme: PointScheme) -> None:
    """Total = points inside the scale · maximum / applicable maximum, rounded to the step, plus what is outside."""
    counted = inside(draft.framework)
    # One that only takes points moves no denominator where it is left out: its own bounds say all of it.
    fixed = [criterion for criterion in counted if not is_movable(criterion) or _only_takes(draft, criterion)]
    outside = [criterion for criterion in scored(draft.framework.criteria) if criterion.is_outside]
    _sum(draft, Key("award", RAW), [Key("award", criterion.id) for criterion in counted])
    draft.formulas.append(_maximum(draft, Key("maximum", RAW), counted))
    draft.formulas.append(
        Fraction(
            origin=Origin("total", TOTAL, "rescaled_award"),
            then=Key("rescaled_award", TOTAL),
            numerator=Key("award", RAW),
            denominator=Key("maximum", RAW),
            scale=scheme.maximum,
            rounding=scheme.rounding,
            step=scheme.step,
        )
    )
    for kind in _BOUNDS[1:]:
        # The bounds add up only what always counts; the rest goes into the `Rescaling` share by share.
        _sum(draft, Key(kind, RAW), [Key(kind, criterion.id) for criterion in fixed])
        draft.formulas.append(_rescaling(draft.framework, scheme, kind))
    for kind in _BOUNDS:
        _sum(draft, Key(kind, BONUS), [Key(kind, criterion.id) for criterion in outside])
        _sum(draft, Key(kind, TOTAL), [Key(f"rescaled_{kind}", TOTAL), Key(kind, BONUS)], _ends(scheme))
    then = Key("maximum", TOTAL)
    draft.formulas.append(Linear(origin=_origin(draft, then), then=then, terms=(), constant=scheme.maximum))


def _only_takes(draft: Draft, criterion: Criterion) -> bool:
    maximum = draft.framework.maximum_of(criterion)
    return maximum == 0 and reach(draft.framework, criterion)[0] < 0


def _rescaling(framework: Framework, scheme: PointScheme, kind: str) -> Rescaling:
    """Return the least or most of the rescaled points, over all that may turn out to apply."""
    ends = ("maximum_least", "maximum_most")
    counted = inside(framework)
    shares = [
        Share(Key(f"counted_{kind}", share.id), framework.maximum_of(share), *(Key(end, share.id) for end in ends))
        for share in counted
        if is_movable(share) and framework.maximum_of(share)
    ]
    then = Key(f"rescaled_{kind}", TOTAL)
    return Rescaling(
        origin=Origin("total", TOTAL, then.kind),
        then=then,
        highest=kind == "most",
        points=Key(kind, RAW),
        maximum=sum(framework.maximum_of(criterion) for criterion in counted if not is_movable(criterion)),
        shares=tuple(shares),
        scale=scheme.maximum,
        rounding=scheme.rounding,
        step=scheme.step,
    )
