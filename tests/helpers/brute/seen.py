"""What happens among all records of a small framework: all that lint should say of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from brute.records import fullest, records
from brute.watched import Part, Path, Scored, Watched, criteria_of, scored_in
from reference.facts import Disagreement
from reference.spans import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from reference.facts import Record
    from reference.spans import Json, Truth


@dataclass
class OfPoints:
    """What is seen of one kind, among `whole` records and `exact` ones.

    The former have points by all that decides them, the latter at least by their ends; where numbers cannot be made,
    the two differ.
    """

    whole: set[object] = field(default_factory=set)
    exact: set[object] = field(default_factory=set)

    @classmethod
    def same(cls, seen: Iterable[object]) -> OfPoints:
        """Return what is seen whether numbers can be made or not."""
        found = {*seen}
        return cls(found, found)

    def add(self, seen: object, *, is_whole: bool) -> None:
        """Keep what was seen."""
        self.exact.add(seen)
        if is_whole:
            self.whole.add(seen)


def conditions_in(path: Path, scored: Scored) -> Iterator[tuple[Path, Json]]:
    """Yield the conditions of one thing that is scored, with their places."""
    item = scored.item
    if scored.path == path:
        for n, rule in enumerate(item.get("not_applicable", ())):
            yield (*path, "not_applicable", n, "when"), rule["when"]
    if "holds" in item:
        yield (*scored.path, "holds"), item["holds"]
    for n, part in enumerate(item.get("checklist", ())):
        if "holds" in part:
            yield (*scored.path, "checklist", n, "holds"), part["holds"]


def variants(data: Json) -> Iterator[tuple[Path, Json, Json]]:
    """Yield every gate and cap with its place, and the framework without it."""
    for place, rating in enumerate(data["ratings"]):
        for n, gate in enumerate(rating.get("requires", ())):
            kept = [other for other in rating["requires"] if other is not gate]
            ratings = [{**one, "requires": kept} if one is rating else one for one in data["ratings"]]
            yield ("ratings", place, "requires", n), gate["when"], {**data, "ratings": ratings}
    for n, cap in enumerate(data["caps"]):
        yield ("caps", n), cap["when"], {**data, "caps": [other for other in data["caps"] if other is not cap]}


class Seen:
    """What happens among all records."""

    def __init__(self, data: Json) -> None:
        self.data = data
        self.count = 0
        self.gaps = OfPoints()
        self.line_gaps = OfPoints()
        self.overlaps: set[tuple[Path, frozenset[Part]]] = set()
        self.clashes: set[tuple[Path, frozenset[int]]] = set()
        self.reached: set[tuple[Path, Part]] = set()
        self.lines: dict[Path, set[int]] = defaultdict(set)
        self.truths: dict[Path, set[Truth]] = defaultdict(set)
        self.by_value: dict[Path, dict[Fraction, Fraction]] = defaultdict(dict)
        self.floors: dict[Path, Fraction] = {}
        self.unmade: set[str] = set()
        self.unclear: set[Path] = set()
        self.ratings = OfPoints()
        self.plain = OfPoints()
        self.matters = OfPoints()
        self.lowered = OfPoints()
        self.tops = OfPoints()
        self._criteria = [*criteria_of(data)]
        self._variants = [*variants(data)]
        self._lowering = [cap for cap in data["caps"] if "lower_by" in cap]
        for record in records(data, fullest(data)):
            self.count += 1
            self._look(record)

    def _look(self, record: Record) -> None:
        seen = Watched(self.data, record)
        agreed = [self._look_at(seen, path, item) for path, item in self._criteria]
        if all(agreed):
            self._rate(seen)

    # --- one criterion ---

    def _look_at(self, seen: Watched, path: Path, item: Json) -> bool:
        """Look at one criterion; tell whether the framework agrees with itself on it."""
        try:
            return self._scored(seen, path, item)
        except Disagreement:
            self.unclear.add(path)  # a number is made of the points of another criterion, which has two of them
            return False

    def _scored(self, seen: Watched, path: Path, item: Json) -> bool:
        things = [*scored_in(path, item)]
        for scored in things:
            for place, condition in conditions_in(path, scored):
                self.truths[place].add(seen.truth(condition))
        rules = [n for n, rule in enumerate(item.get("not_applicable", ())) if seen.truth(rule["when"])]
        treated = {n: item["not_applicable"][n]["then"] for n in rules}
        clashes = {frozenset(pair) for pair in combinations(rules, 2) if treated[pair[0]] != treated[pair[1]]}
        self.clashes |= {(path, pair) for pair in clashes}
        overlaps = False
        for scored in things:
            overlaps |= "bands" in scored.item and self._table(seen, item, scored)
        if clashes or overlaps:
            return False
        if not seen.is_applied(item):
            if not seen.is_decided(item):
                self.unmade |= seen.undefined()
            return True
        span, is_given = seen.span(item), seen.is_given(item, str(item["id"]))
        for scored in things:
            self._applied(seen, scored, has_points=span.value is not None, is_given=is_given)
        if span.value is not None and is_given:
            self.floors[path] = min(span.value, self.floors.get(path, span.value))
        else:
            self.unmade |= seen.undefined()
        return True

    def _table(self, seen: Watched, item: Json, scored: Scored) -> bool:
        fired = seen.fired(scored.item["bands"])
        if seen.counts(scored) and seen.is_applied(item):
            self.reached |= {(scored.path, part) for part in fired}
        pairs = {
            (scored.path, frozenset((one, other)))
            for one, other in combinations(fired, 2)
            if fired[one] != fired[other]
        }
        self.overlaps |= pairs
        return bool(pairs)

    def _applied(self, seen: Watched, scored: Scored, *, has_points: bool, is_given: bool) -> None:
        if "choose" in scored.item:
            line = seen.first_line(scored.item)
            if line == len(scored.item["choose"]):
                if not is_given:  # else another part decides
                    self.line_gaps.add(scored.path, is_whole=not has_points)
            elif line is not None:
                self.lines[scored.path].add(line)
        bands = scored.item.get("bands")
        if bands is None or not seen.counts(scored):
            return
        if seen.in_gap(bands) and not is_given:
            self.gaps.add(scored.path, is_whole=not has_points)
        value = seen.number(str(bands["of"])).value
        for (kind, _), points in seen.fired(bands).items():
            if kind == "levels" and value is not None and has_points:
                self.by_value[scored.path][value] = points

    def breaks(self, scored: Scored) -> bool:
        """Tell whether more of a number gives fewer points than its direction says."""
        direction = scored.item["bands"].get("direction")
        points = [given for _, given in sorted(self.by_value.get(scored.path, {}).items())]
        rising = (direction == "higher_better") is not (self.data["points"].get("better") == "lower")
        steps = pairwise(points if rising else points[::-1])
        return direction is not None and any(more < fewer for fewer, more in steps)

    # --- totals and ratings ---

    def _rate(self, seen: Watched) -> None:
        place, total = seen.rating(), seen.total().value
        is_whole = seen.is_whole()
        if total is None or not seen.something_applies() or not (is_whole or seen.is_exact()):
            return
        self.tops.add((seen.left_out(), total), is_whole=is_whole)
        if place is None:
            return
        self.ratings.add(place, is_whole=is_whole)
        for path, condition, without in self._variants:
            if seen.truth(condition) is (path[0] == "caps") and seen.otherwise(without) != place:
                self.matters.add(path, is_whole=is_whole)
        held = [cap["id"] for cap in self._lowering if seen.truth(cap["when"])]
        for pair in combinations(held, 2):
            self.lowered.add(pair, is_whole=is_whole)
        plain = Watched(self.data, seen.record, plain=True).rating()
        if plain is not None:
            self.plain.add(plain, is_whole=is_whole)

    def tops_of(self, kind: Iterable[Any]) -> dict[Fraction, Fraction]:
        """Return the highest total for each number of points that is taken out, where it falls short of the maximum."""
        found: dict[Fraction, Fraction] = {}
        for left_out, total in kind:
            found[left_out] = max(total, found.get(left_out, total))
        most = number(self.data["points"]["maximum"])
        return {left_out: top for left_out, top in found.items() if top < most}
