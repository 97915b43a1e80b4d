"""What changed between two versions of a framework, in the regulation's own terms.

Parts are the same where their ids are; a criterion that was given another id says which it bore (`formerly`). Bands are
the same where their points are, so that one whose range changed has moved; exceptions and gates go by their words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, assert_never

from chamdiem.rules.language import tallies, ways

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Bands, Line, Scorable, ScoredPart, Way

PERIOD_KEYS = (
    "over", "records", "expected", "part_year", "points", "measures", "groups", "ratings", "caps", "findings",
)  # fmt: skip
"""What two versions of a period are compared by, each key as a whole: it is a framework by itself."""
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
    within: ScoredPart | Line | None = None
    of: str = ""

    @property
    def values(self) -> tuple[Any, Any]:
        """The old and the new value of what changed: the key's, or the whole part where it has no such key."""
        return getattr(self.before, self.key, self.before), getattr(self.after, self.key, self.after)


def diff_frameworks(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Return every change from one version to another, in the order of the regulation; notes and sources are none."""
    return (
        *_of_framework(old, new),
        *_of_inputs(old, new),
        *_of_measures(old, new),
        *_of_history(old, new),
        *_of_groups(old, new),
        *_of_criteria(old, new),
        *_of_ratings(old, new),
        *_of_pairs("cap", _paired(old.caps, new.caps), ("barred", "at_most", "lower_by", "when", "reason")),
        *_of_pairs("finding", _paired(old.findings, new.findings), ("when", "message")),
        *_of_pairs("period", _paired(old.periods, new.periods), PERIOD_KEYS),
        *_of_pairs("quota", _paired(old.quotas, new.quotas), ("share", "among", "at_most", "rounding", "by")),
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


_DERIVED: Mapping[str, Callable[[Any], object]] = {
    "range": lambda part: (part.at_least, part.above, part.at_most, part.below),
    "definition": lambda measure: (measure.operation, measure.limit, measure.when_empty, measure.range),
    "months": lambda fact: (fact.over, fact.kinds, fact.operation),
    "asked": lambda each: (each.type, each.step, each.at_least, each.at_most, each.words),
}
"""What is compared under a key that the part itself does not have, or not in that sense."""


def _changed(part: str, owner: str, old: object, new: object, keys: Iterable[str]) -> Iterator[Change]:
    for key in keys:
        read = _DERIVED.get(key, attrgetter(key))
        if read(old) != read(new):
            yield Change(part=part, owner=owner, action="changed", key=key, before=old, after=new)


def _of_pair(part: str, owner: str, before: object, after: object, keys: Iterable[str]) -> Iterator[Change]:
    if before is None or after is None:
        action: Action = "added" if before is None else "removed"
        yield Change(part=part, owner=owner, action=action, before=before, after=after)
    else:
        yield from _changed(part, owner, before, after, keys)


def _of_framework(old: Framework, new: Framework) -> Iterator[Change]:
    owner = new.framework
    yield from _changed("framework", owner, old, new, ("title", "subject"))
    yield from _changed("authority", owner, old.authority, new.authority, ("number", "date", "issuer"))
    yield from _changed("provenance", owner, old.provenance, new.provenance, ("status", "notice"))
    yield from _changed("in_force", owner, old.in_force, new.in_force, ("from_", "to"))
    yield from _changed("applies_to", owner, old.applies_to, new.applies_to, ("organisations", "kinds", "unavailable"))
    if old.points is None or new.points is None:
        if old.points != new.points:
            yield Change(part="points", owner=owner, action="added" if new.points else "removed")
    else:
        keys = ("maximum", "minimum", "step", "rounding", "bonus_above_maximum", "better")
        yield from _changed("points", owner, old.points, new.points, keys)


def _of_inputs(old: Framework, new: Framework) -> Iterator[Change]:
    for name in dict.fromkeys([*old.inputs, *new.inputs]):
        keys = ("title", "unit", "asked", "change", "personal")
        yield from _of_pair("input", name, old.inputs.get(name), new.inputs.get(name), keys)


def _of_measures(old: Framework, new: Framework) -> Iterator[Change]:
    for name in dict.fromkeys([*old.measures, *new.measures]):
        before, after = old.measures.get(name), new.measures.get(name)
        yield from _of_pair("measure", name, before, after, ("title", "unit", "definition"))


def _of_history(old: Framework, new: Framework) -> Iterator[Change]:
    for name in dict.fromkeys([*old.history, *new.history]):
        yield from _of_pair("history", name, old.history.get(name), new.history.get(name), ("months",))


def _of_pairs(
    part: str, pairs: Iterable[tuple[Any, Any]], keys: Iterable[str], owner: str | None = None
) -> Iterator[Change]:
    """Yield what changed in a list of parts; without an owner, they have ids of their own."""
    for before, after in pairs:
        yield from _of_pair(part, owner or (after or before).id, before, after, keys)


def _paired(old: Iterable[Any], new: Iterable[Any], by: str = "id") -> Iterator[tuple[Any, Any]]:
    """Yield what is the same in both by a key, then what is in one only; in the newer one's order, removals last."""
    before = {getattr(item, by): item for item in old}
    for item in new:
        yield before.pop(getattr(item, by), None), item
    yield from ((item, None) for item in before.values())


def _of_groups(old: Framework, new: Framework) -> Iterator[Change]:
    parents, old_parents = _parents(new), _parents(old)
    for before, after in _paired(old.all_groups, new.all_groups):
        yield from _of_pair("group", (after or before).id, before, after, ("title", "maximum"))
        if before is not None and after is not None and (was := old_parents[after.id]) != (now := parents[after.id]):
            yield Change(part="group", owner=after.id, action="changed", key="group", before=was, after=now)


def _parents(framework: Framework) -> Mapping[str, str | None]:
    """Return the ids of groups with that of the group in which each stands; None on the outermost floor."""
    inner = {each.id: group.id for group in framework.all_groups for each in group.groups}
    return {group.id: inner.get(group.id) for group in framework.all_groups}


def _of_criteria(old: Framework, new: Framework) -> Iterator[Change]:
    names = renamed(old, new)
    groups, old_groups = (
        {criterion.id: group.id for group in framework.all_groups for criterion in group.criteria}
        for framework in (new, old)
    )
    before = {names.get(criterion.id, f"{criterion.id} removed"): criterion for criterion in old.criteria}
    for criterion in new.criteria:
        known, group = before.pop(criterion.id, None), groups.get(criterion.id)
        if known is not None and (was := old_groups.get(known.id)) != group:
            yield Change(part="criterion", owner=criterion.id, action="changed", key="group", before=was, after=group)
        yield from _of_criterion(known, criterion)
    for gone in before.values():
        yield from _of_pair("criterion", gone.id, gone, None, ())


def _of_criterion(old: Criterion | None, new: Criterion) -> Iterator[Change]:
    keys = ("id", "title", "maximum", "minimum", "clause", "bonus", "scored", "layers", "scoring")
    yield from _of_pair("criterion", new.id, old, new, keys)
    if old is not None:
        yield from _of_scored(new.id, old, new)
        rules = _paired(old.not_applicable, new.not_applicable, "reason")
        yield from _of_pairs("not_applicable", rules, ("when", "then"), new.id)


def _of_scored(owner: str, old: Scorable, new: Scorable) -> Iterator[Change]:
    """Yield what changed in how a criterion or a part of one is scored; another way of scoring is told elsewhere."""
    if old.scoring == new.scoring:
        yield from _of_way(owner, old.way, new.way)


def _within(criterion: str, changes: Iterable[Change]) -> Iterator[Change]:
    """Say of changes in a criterion's own list whose they are."""
    return (replace(change, owner=criterion, item=change.owner) for change in changes)


def _of_way(owner: str, old: Any, new: Way) -> Iterator[Change]:  # noqa: ANN401 - a way that is written by the same key
    match new:
        case ways.Bands():
            yield from _of_bands(owner, old, new)
        case ways.Proportional():
            yield from _changed("proportional", owner, old, new, ("of", "out_of"))
        case ways.Requirement():
            yield from _changed("criterion", owner, old, new, ("holds",))
        case ways.YesNoQuestion() | ways.PointsQuestion():
            yield from _changed("criterion", owner, old, new, ("judged", "step"))
        case ways.NamedLevels(levels):
            yield from _within(owner, _of_pairs("levels", _paired(old.levels, levels), ("title", "points")))
        case ways.Checklist(parts):
            yield from _within(owner, _of_pairs("checklist", _paired(old.parts, parts), ("title", "points", "holds")))
        case ways.Lines():
            yield from _of_lines(owner, old, new)
        case tallies.Additions() | tallies.Deductions():
            item, keys = new.item, ("title", "points", "of", "every", "part", "at_most")
            yield from _within(owner, _of_pairs(item, _paired(old.each, new.each), keys))
            yield from _changed(new.key, owner, old, new, ("at_most",))
        case ways.Parts():
            yield from _of_parts(owner, old, new)
        case _:
            assert_never(new)


def _of_bands(owner: str, old: Bands, new: Bands) -> Iterator[Change]:
    yield from _changed("bands", owner, old, new, ("of",))
    bands = _of_pairs("band", _paired(old.levels, new.levels, "points"), ("range",), owner)
    yield from (replace(change, of=(old if change.after is None else new).of) for change in bands)
    yield from _of_pairs("exception", _paired(old.unless, new.unless, "reason"), ("points", "when"), owner)


def _of_lines(owner: str, old: ways.Lines, new: ways.Lines) -> Iterator[Change]:
    """Yield what changed in lines: they are the same where they ask for the same."""
    for before, after in _paired(old.lines, new.lines, "when"):
        yield from _of_pair("line", owner, before, after, ("title", "points"))
        tables = [line.gives for line in (before, after) if line and isinstance(line.gives, ways.Bands)]
        if len(tables) > 1:
            yield from (replace(change, within=after) for change in _of_bands(owner, *tables))
    was, now = ([line.when for line in lines.lines] for lines in (old, new))
    if was != now and set(was) == set(now):
        yield Change(part="lines", owner=owner, action="changed", key="line_order", before=was, after=now)


def _of_parts(owner: str, old: ways.Parts, new: ways.Parts) -> Iterator[Change]:
    yield from _changed("parts", owner, old, new, ("take", "capped"))
    for before, after in _paired(old.each, new.each):
        keys = ("title", "maximum", "minimum", "clause", "scoring")
        yield from _within(owner, _of_pairs("part", [(before, after)], keys))
        if before is not None and after is not None:
            yield from (replace(change, within=after) for change in _of_scored(owner, before, after))


def _of_ratings(old: Framework, new: Framework) -> Iterator[Change]:
    for before, after in _paired(old.ratings, new.ratings):
        yield from _of_pair("rating", (after or before).id, before, after, ("title", "range"))
        if before is not None and after is not None:
            yield from _of_pairs("gate", _paired(before.requires, after.requires, "title"), ("when",), after.id)
    was, now = ([rating.id for rating in framework.ratings] for framework in (old, new))
    if sorted(was) == sorted(now) and was != now:
        yield Change(part="framework", owner=new.framework, action="changed", key="order", before=was, after=now)
