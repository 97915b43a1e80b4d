"""What the shape of a framework cannot say of its scale: sums on each floor, ends of the total, caps, quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.checks.places import criteria_with_paths, groups_with_paths, unknown_name
from chamdiem.rules.compile.conditions import TREATMENTS
from chamdiem.rules.compile.totals import scored, treatments
from chamdiem.rules.records.faults import Fault, Path
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.scalars import listed, points_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.criteria import Group
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.head import PointScheme


def sum_details(least: int, most: int, declared: int) -> dict[str, str]:
    """Return the details of the sentence that parts do not sum to what is declared."""
    sums = points_text(least) if least == most else f"{points_text(least)}–{points_text(most)}"
    return {"sum": sums, "declared": points_text(declared)}


def _sum_range(group: Group) -> tuple[int, int]:
    """Return the sums of maxima inside the scale: without the criteria that may be taken out, and with them.

    Criteria that exclude each other (regular and thematic meetings) may stand side by side in one group. A group in the
    group counts by its own maximum.
    """
    counted = [criterion for criterion in group.criteria if criterion.scored and not criterion.is_outside]
    kept = [criterion for criterion in counted if "excluded" not in {rule.then for rule in criterion.not_applicable}]
    inner = sum(each.maximum or 0 for each in group.groups)
    return inner + sum(c.maximum or 0 for c in kept), inner + sum(c.maximum or 0 for c in counted)


def check_sums(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield where what stands in a group, or in the framework, does not add up to its maximum."""
    if framework.points is None:
        for path, group in groups_with_paths(framework):
            if group.maximum is not None:
                yield Fault("framework.no_points", (*path, "maximum"))
        return
    for path, group in groups_with_paths(framework):
        yield from _check_group_sum(path, group)
    if any(group.maximum is None for group in framework.groups):
        return  # that is a fault of its own
    declared = sum(group.maximum or 0 for group in framework.groups)
    if declared != framework.points.maximum:
        yield Fault("framework.sum", ("points", "maximum"), sum_details(declared, declared, framework.points.maximum))


def _check_group_sum(path: Path, group: Group) -> Iterator[Fault]:
    if group.maximum is None:
        yield Fault("shape.missing", path, {"name": "maximum"})
        return
    if None in [*(criterion.maximum for criterion in scored(group.criteria)), *(each.maximum for each in group.groups)]:
        return  # that is a fault of its own
    least, most = _sum_range(group)
    if not least <= group.maximum <= most:
        yield Fault("framework.sum", (*path, "maximum"), sum_details(least, most, group.maximum))


def check_scheme(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield what the scale leaves unsaid or does not have, and treatments that do not go with it or each other."""
    if framework.points is not None:
        yield from _check_ends(framework, framework.points)
    elif framework.outside:
        yield Fault("framework.no_points", ("outside",))
    if framework.fewer_is_better:
        yield from _check_full_marks(framework)
    if {"excluded", "rescaled"} <= treatments(framework):
        yield Fault("framework.mixed_exclusion", ("groups",), {"allowed": listed(TREATMENTS[3:])})
    for number, rating in enumerate(framework.ratings):
        if framework.points is None and not rating.is_open:
            yield Fault("framework.no_points", ("ratings", number))


def _check_full_marks(framework: Framework) -> Iterator[Fault]:
    """Of points for faults the maximum is the worst: nobody means to give it where a criterion does not apply."""
    for path, criterion in criteria_with_paths(framework):
        for number, rule in enumerate(criterion.not_applicable):
            if rule.then == "full_marks":
                yield Fault("framework.full_marks_of_faults", (*path, "not_applicable", number, "then"))


def _check_ends(framework: Framework, scheme: PointScheme) -> Iterator[Fault]:
    """What a total may become at its ends is said wherever points may pass them."""
    # a bonus of 0 at most cannot lift a total, so nothing need be said of it
    if scheme.bonus_above_maximum is None and any(c.is_outside and c.maximum for c in framework.criteria):
        yield Fault("framework.bonus_unsaid", ("points",))
    if scheme.minimum is None:
        if any(framework.minimum_of(criterion) < 0 for criterion in framework.criteria):
            yield Fault("framework.minimum_unsaid", ("points",))
        return
    details = {"points": points_text(scheme.minimum), "maximum": points_text(scheme.maximum)}
    if scheme.minimum >= scheme.maximum:
        yield Fault("framework.minimum_above", ("points", "minimum"), details)
    if scheme.minimum % scheme.step:
        step = {"step": points_text(scheme.step)}
        yield Fault("framework.points_off_step", ("points", "minimum"), details | step)


def check_caps(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield the ratings that caps name and the framework does not have."""
    ids = [rating.id for rating in framework.ratings]
    for number, cap in enumerate(framework.caps):
        for key in cap.given(("barred", "at_most")):
            if (name := getattr(cap, key)) not in ids:
                yield unknown_name(("caps", number, key), name, ids)


def check_quotas(framework: Framework, _scope: Scope) -> Iterator[Fault]:
    """Yield ratings and fields that quotas name and nobody has, and limits that limit nothing."""
    ids = [rating.id for rating in framework.ratings]
    dividing = {FieldType.TEXT, FieldType.WORD}
    fields = framework.shape.by_name.items()  # nobody's name stands over a part of a list
    texts = [name for name, field in fields if field.type in dividing and not field.personal]
    for number, quota in enumerate(framework.quotas):
        for key, names in (("share", quota.share), ("among", quota.among or ())):
            unknown = ((place, name) for place, name in enumerate(names) if name not in ids)
            yield from (unknown_name(("quotas", number, key, place), name, ids) for place, name in unknown)
        if quota.by is not None and quota.by not in texts:
            yield unknown_name(("quotas", number, "by"), quota.by, texts)
        if set(quota.among or ids) <= set(quota.share):
            yield Fault("framework.quota_whole", ("quotas", number, "among" if quota.among else "share"))
        if not 0 <= quota.at_most <= _WHOLE:
            yield Fault("framework.quota_percent", ("quotas", number, "at_most"), {"number": f"{quota.at_most:f}"})


_WHOLE = 100
