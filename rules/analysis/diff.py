"""What changed between two versions of a framework, in the regulation's own terms.

Parts are the same where their ids are; a criterion that was given another id says which it bore (`formerly`). Bands are
the same where their points are, so that one whose range changed has moved; exceptions and gates go by their words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, assert_never

from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework, Rating
    from chamdiem.rules.language.ways import Way

Action = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `part` is what changed, of the part named `owner` (its id in the newer version, if it is there).

    `item` is the id of the level, of the part of a checklist or of the deduction within a criterion that changed.
    `before` and `after` are the part in each version, None where it is not there. Of one that changed, `key` says in
    what: one of its own keys, or else range, definition, scoring, group or order.
    """

    part: str
    owner: str
    action: Action
    item: str = ""
    key: str = ""
    before: Any = None
    after: Any = None

    @property
    def values(self) -> tuple[Any, Any]:
        """The old and the new value of what changed: the key's, or the whole part where it has no such key."""
        return getattr(self.before, self.key, self.before), getattr(self.after, self.key, self.after)


def diff_frameworks(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Return every change from one version to another, in the order of the regulation; notes and sources are none."""
    return (
        *_of_framework(old, new),
        *_of_measures(old, new),
        *_of_groups(old, new),
        *_of_criteria(old, new),
        *_of_ratings(old, new),
        *_of_listed("cap", old.caps, new.caps, ("barred", "at_most", "when", "reason")),
        *_of_listed("finding", old.findings, new.findings, ("when", "message")),
    )


def renamed(old: Framework, new: Framework) -> Mapping[str, str]:
    """Return the ids of the older version's criteria with what they are called in the newer one."""
    known = {criterion.id for criterion in old.criteria}
    found = {c.formerly: c.id for c in new.criteria if c.formerly is not None and c.formerly in known}
    kept = {criterion.id for criterion in new.criteria if criterion.formerly not in known}
    return found | {name: name for name in known & kept if name not in found}


def is_revision(old: Framework, new: Framework) -> bool:
    """Tell whether one framework is a version of the other: at least half of all their criteria are the same ones.

    Criteria of one id that differ in title, in maximum or in the way of scoring are others: two regulations both begin
    with a criterion 1.
    """
    names = renamed(old, new)
    before = {criterion.id: criterion for criterion in old.criteria}
    after = {criterion.id: criterion for criterion in new.criteria}
    same = sum(_is_same(before[first], after[second]) for first, second in names.items())
    return 2 * same >= len(before) + len(after) - len(names)


def _is_same(old: Criterion, new: Criterion) -> bool:
    return old.title == new.title or (old.maximum, old.scoring) == (new.maximum, new.scoring)


def _changed(part: str, owner: str, old: object, new: object, keys: Iterable[str]) -> Iterator[Change]:
    for key in keys:
        if getattr(old, key) != getattr(new, key):
            yield Change(part=part, owner=owner, action="changed", key=key, before=old, after=new)


def _of_framework(old: Framework, new: Framework) -> Iterator[Change]:
    owner = new.framework
    yield from _changed("framework", owner, old, new, ("title",))
    yield from _changed("authority", owner, old.authority, new.authority, ("number", "date", "issuer"))
    yield from _changed("provenance", owner, old.provenance, new.provenance, ("status", "notice"))
    yield from _changed("in_force", owner, old.in_force, new.in_force, ("from_", "to"))
    yield from _changed("applies_to", owner, old.applies_to, new.applies_to, ("organisations", "kinds", "unavailable"))
    if old.points is None or new.points is None:
        if old.points != new.points:
            yield Change(part="points", owner=owner, action="added" if new.points else "removed")
    else:
        keys = ("maximum", "step", "rounding", "bonus_above_maximum")
        yield from _changed("points", owner, old.points, new.points, keys)


def _of_measures(old: Framework, new: Framework) -> Iterator[Change]:
    for name in dict.fromkeys([*old.measures, *new.measures]):
        before, after = old.measures.get(name), new.measures.get(name)
        if before is None or after is None:
            yield _appeared("measure", name, before, after)
            continue
        yield from _changed("measure", name, before, after, ("title", "unit"))
        if before.operation != after.operation:
            yield Change(part="measure", owner=name, action="changed", key="definition", before=before, after=after)


def _appeared(part: str, owner: str, before: object, after: object) -> Change:
    return Change(part=part, owner=owner, action="added" if before is None else "removed", before=before, after=after)


def _of_groups(old: Framework, new: Framework) -> Iterator[Change]:
    yield from _of_listed("group", old.groups, new.groups, ("title", "maximum"))


def _of_listed(part: str, old: Iterable[Any], new: Iterable[Any], keys: Iterable[str]) -> Iterator[Change]:
    """Yield what changed in a list of parts that have ids."""
    for before, after in _paired(old, new, lambda item: item.id):
        owner = (after or before).id
        if before is None or after is None:
            yield _appeared(part, owner, before, after)
        else:
            yield from _changed(part, owner, before, after, keys)


def _paired(old: Iterable[Any], new: Iterable[Any], key: Callable[[Any], Hashable]) -> Iterator[tuple[Any, Any]]:
    """Yield what is the same in both by a key, then what is in one only; in the newer one's order, removals last."""
    before = {key(item): item for item in old}
    for item in new:
        yield before.pop(key(item), None), item
    yield from ((item, None) for item in before.values())


def _of_criteria(old: Framework, new: Framework) -> Iterator[Change]:
    names = renamed(old, new)
    groups = {c.id: group.id for framework in (old, new) for group in framework.groups for c in group.criteria}
    old_groups = {c.id: group.id for group in old.groups for c in group.criteria}
    before = {names.get(criterion.id, f"{criterion.id} removed"): criterion for criterion in old.criteria}
    for criterion in new.criteria:
        known = before.pop(criterion.id, None)
        if known is None:
            yield _appeared("criterion", criterion.id, None, criterion)
            continue
        if old_groups[known.id] != groups[criterion.id]:
            yield Change(
                part="criterion",
                owner=criterion.id,
                action="changed",
                key="group",
                before=old_groups[known.id],
                after=groups[criterion.id],
            )
        yield from _of_criterion(known, criterion)
    for criterion in before.values():
        yield _appeared("criterion", criterion.id, criterion, None)


def _of_criterion(old: Criterion, new: Criterion) -> Iterator[Change]:
    yield from _changed("criterion", new.id, old, new, ("id", "title", "maximum", "clause", "bonus"))
    if old.scoring != new.scoring:
        yield Change(part="criterion", owner=new.id, action="changed", key="scoring", before=old, after=new)
    else:
        yield from _of_way(new.id, old.way, new.way)
    for before, after in _paired(old.not_applicable, new.not_applicable, lambda rule: rule.reason):
        if before is None or after is None:
            yield _appeared("not_applicable", new.id, before, after)
        else:
            yield from _changed("not_applicable", new.id, before, after, ("when", "then"))


def _within(criterion: str, changes: Iterable[Change]) -> Iterator[Change]:
    """Say of changes in a criterion's own list whose they are."""
    return (replace(change, owner=criterion, item=change.owner) for change in changes)


def _of_way(owner: str, old: Any, new: Way) -> Iterator[Change]:  # noqa: ANN401 - a way that is written by the same key
    match new:
        case ways.Bands():
            yield from _of_bands(owner, old, new)
        case ways.Requirement():
            yield from _changed("criterion", owner, old, new, ("holds",))
        case ways.YesNoQuestion() | ways.PointsQuestion():
            yield from _changed("criterion", owner, old, new, ("judged", "step"))
        case ways.NamedLevels(levels):
            yield from _within(owner, _of_listed("levels", old.levels, levels, ("title", "points")))
        case ways.Checklist(parts):
            yield from _within(owner, _of_listed("checklist", old.parts, parts, ("title", "points", "holds")))
        case ways.Deductions():
            keys = ("title", "points", "of", "at_most")
            yield from _within(owner, _of_listed("deduction", old.each, new.each, keys))
            yield from _changed("deductions", owner, old, new, ("at_most",))
        case _:
            assert_never(new)


def _of_bands(owner: str, old: ways.Bands, new: ways.Bands) -> Iterator[Change]:
    yield from _changed("bands", owner, old, new, ("of",))
    for before, after in _paired(old.levels, new.levels, lambda level: level.points):
        if before is None or after is None:
            yield _appeared("band", owner, before, after)
        elif _range(before) != _range(after):
            yield Change(part="band", owner=owner, action="changed", key="range", before=before, after=after)
    for before, after in _paired(old.unless, new.unless, lambda exception: exception.reason):
        if before is None or after is None:
            yield _appeared("exception", owner, before, after)
        else:
            yield from _changed("exception", owner, before, after, ("points", "when"))


def _range(item: Any) -> tuple[object, ...]:  # noqa: ANN401 - a band or a rating
    return item.at_least, item.above, item.at_most, item.below


def _of_ratings(old: Framework, new: Framework) -> Iterator[Change]:
    for before, after in _paired(old.ratings, new.ratings, lambda rating: rating.id):
        if before is None or after is None:
            yield _appeared("rating", (after or before).id, before, after)
        else:
            yield from _of_rating(before, after)
    orders = [[rating.id for rating in framework.ratings] for framework in (old, new)]
    if sorted(orders[0]) == sorted(orders[1]) and orders[0] != orders[1]:
        yield Change(
            part="framework", owner=new.framework, action="changed", key="order", before=orders[0], after=orders[1]
        )


def _of_rating(old: Rating, new: Rating) -> Iterator[Change]:
    yield from _changed("rating", new.id, old, new, ("title",))
    if _range(old) != _range(new):
        yield Change(part="rating", owner=new.id, action="changed", key="range", before=old, after=new)
    for before, after in _paired(old.requires, new.requires, lambda gate: gate.title):
        if before is None or after is None:
            yield _appeared("gate", new.id, before, after)
        else:
            yield from _changed("gate", new.id, before, after, ("when",))
