"""Lint against everything that happens among all records of a small framework."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alike import record_of
from brute.records import fullest
from brute.seen import OfPoints, Seen, variants
from brute.watched import Watched, criteria_of, scored_in
from reference.facts import Disagreement
from reference.spans import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.rules.analysis.lint.defects import Defect, Witness
    from chamdiem.rules.language.framework import Framework
    from reference.spans import Json


@dataclass
class Tally:
    """How often something was said rightly, falsely, or not said: by the kind of what is said."""

    right: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    undecided: Counter[str] = field(default_factory=Counter)


class Linted:
    """What lint says of one framework, beside what happens.

    Where a framework is not closed, more may happen than was tried: then nothing that lint says may be missing, and
    what it says never happens must not be seen; what it says happens it shows by a witness.
    """

    def __init__(
        self, data: Json, framework: Framework, defects: Sequence[Defect], tally: Tally, *, is_closed: bool = True
    ) -> None:
        self.data, self.framework, self.defects, self.tally = data, framework, defects, tally
        self.is_closed = is_closed
        self.seen = Seen(data)
        self.criteria = [*criteria_of(data)]
        self.unknown = {defect.at for defect in defects if defect.code == "undecided"}
        for defect in defects:
            if defect.code == "undecided":
                tally.undecided[defect.variant] += 1
        clear = [(path, item) for path, item in self.criteria if path not in self.seen.unclear]
        # what the fullest layer is not asked for is looked at by another one
        asked = [(path, item) for path, item in clear if fullest(data) in item.get("layers", (fullest(data),))]
        known = [(path, item) for path, item in asked if str(item["id"]) not in self.unknown]
        self.scored = [one for path, item in known for one in scored_in(path, item)]
        paths = [path for path, _ in known]
        self.checked = [
            defect
            for defect in defects
            if defect.path[0] not in {"groups", "outside"} or any(defect.path[: len(path)] == path for path in paths)
        ]

    def _said(self, *codes: str) -> Iterator[Defect]:
        return (defect for defect in self.checked if defect.code in codes)

    def check(self) -> None:
        """Compare everything."""
        self._witnesses()
        self._tables()
        self._lines()
        self._conditions()
        self._floors()
        if "ratings" not in self.unknown:
            self._unmade()
            self._ratings()

    def _happens(self, kind: str, said: set[object], least: set[object], most: set[object]) -> None:
        """Compare what is said to happen with what must be, and with what may be, said."""
        self.tally.right[kind] += len(said & most)
        self.tally.missed += [f"{kind}: {each}" for each in least - said]
        if self.is_closed:
            self.tally.false += [f"{kind}: {each}" for each in said - most]

    def _never(self, kind: str, said: set[object], everything: set[object], seen: OfPoints) -> None:
        """Compare what is said never to happen."""
        self.tally.right[kind] += len(said - seen.whole)
        self.tally.false += [f"{kind}: {each}" for each in said - (everything - seen.whole)]
        if self.is_closed:
            self.tally.missed += [f"{kind}: {each}" for each in everything - seen.exact - said]

    # --- criteria ---

    def _tables(self) -> None:
        seen = self.seen
        paths: set[object] = {one.path for one in self.scored}
        gaps = {defect.path[:-2] for defect in self._said("band-gap", "percent-above-100")}
        self._happens("gap", {*gaps}, seen.gaps.whole & paths, seen.gaps.exact & paths)
        overlaps = set()
        for defect in self._said("band-overlap"):
            names = {"bands": "levels", "unless": "unless"}
            parts = (defect.details["first"], defect.details["second"])
            overlaps.add((defect.path[:-3], frozenset((names[part.way], part.place) for part in parts)))  # type: ignore[union-attr]
        seen_overlaps: set[object] = {one for one in seen.overlaps if one[0] in paths}
        self._happens("overlap", {*overlaps}, seen_overlaps, seen_overlaps)
        clashes = set()
        for defect in self._said("treatment-overlap"):
            pair = (defect.details["first"].place, defect.details["second"].place)  # type: ignore[union-attr]
            clashes.add((defect.path[:-2], frozenset(pair)))
        seen_clashes: set[object] = {one for one in seen.clashes if one[0] in paths}
        self._happens("treatments", {*clashes}, seen_clashes, seen_clashes)
        tables = [one for one in self.scored if "bands" in one.item]
        everything: set[object] = {
            (one.path, (kind, n))
            for one in tables
            for kind in ("levels", "unless")
            for n, _ in enumerate(one.item["bands"].get(kind, ()))
        }
        unreached = {(defect.path[:-3], defect.path[-2:]) for defect in self._said("band-unreachable")}
        self._never("unreachable", {*unreached}, everything, OfPoints.same(seen.reached))
        order = {defect.path[:-3] for defect in self._said("band-not-monotone")}
        breaking: set[object] = {one.path for one in tables if seen.breaks(one)}
        self._happens("order", {*order}, breaking, breaking)

    def _lines(self) -> None:
        lines = [one for one in self.scored if "choose" in one.item]
        paths: set[object] = {one.path for one in lines}
        gaps = {defect.path[:-1] for defect in self._said("line-gap")}
        self._happens("line-gap", {*gaps}, self.seen.line_gaps.whole & paths, self.seen.line_gaps.exact & paths)
        never = {(defect.path[:-2], defect.path[-1]) for defect in self._said("line-unreachable")}
        everything: set[object] = {(one.path, n) for one in lines for n, _ in enumerate(one.item["choose"])}
        reached = {(path, n) for path, places in self.seen.lines.items() for n in places}
        self._never("line", {*never}, everything, OfPoints.same(reached))

    def _conditions(self) -> None:
        paths = [one.path for one in self.scored]
        said = {(defect.path, defect.variant == "always") for defect in self._said("condition-constant")}
        seen = {
            path: truths for path, truths in self.seen.truths.items() if any(path[: len(one)] == one for one in paths)
        }
        everything: set[object] = {(path, truth) for path in seen for truth in (True, False)}
        # that a condition always holds is that it never fails; one that is never known is neither
        other = {(path, not truth) for path, truths in seen.items() for truth in truths if truth is not None}
        unknown = {(path, truth) for path, truths in seen.items() for truth in (True, False) if truths == {None}}
        self._never("condition", {*said}, everything, OfPoints.same(other | unknown))

    def _floors(self) -> None:
        if not self.is_closed:
            return
        said = {(defect.path[:-1], number(defect.details["points"]) / 100) for defect in self._said("band-floor")}
        pointed = [one for one in self.scored if not Watched.unscored(one.item)]
        banded = {one.path for one in pointed if "bands" in one.item or "levels" in one.item}
        seen: set[object] = {one for one in self.seen.floors.items() if one[1] > 0 and one[0] in banded}
        self._happens("floor", {*said}, seen, seen)

    def _unmade(self) -> None:
        """A measure that cannot be made is a defect where a criterion has no points for it; of several, one is named."""
        said = {defect.at for defect in self._said("measure-undefined") if defect.at in self.data["measures"]}
        self._happens("measure", {*said}, set(), {*self.seen.unmade})

    # --- ratings ---

    def _ratings(self) -> None:
        seen, ratings = self.seen, self.data["ratings"]
        places: set[object] = {*range(len(ratings))}
        said: set[object] = {defect.path[1] for defect in self._said("rating-unreachable")}
        self._never("rating", said, places, seen.ratings)
        gap = {"gap" for _ in self._said("rating-gap")}
        least, most = ({"gap"} if len(ratings) in kind else set() for kind in (seen.ratings.whole, seen.ratings.exact))
        self._happens("rating-gap", {*gap}, {*least}, {*most})
        idle = {defect.path for defect in self._said("gate-idle", "cap-idle")}
        self._never("idle", {*idle}, {path for path, _, _ in variants(self.data)}, seen.matters)
        if not self.is_closed:
            return
        self._lowerings()
        self._tops()
        bonus = {defect.path[1] for defect in self._said("rating-by-bonus")}
        if self.data["points"].get("better") != "lower" and self._has_bonus():
            least_of = seen.ratings.whole - seen.plain.exact - {len(ratings)}
            most_of = seen.ratings.exact - seen.plain.whole - {len(ratings)}
            self._happens("bonus", {*bonus}, least_of, most_of)
        else:
            assert not bonus

    def _has_bonus(self) -> bool:
        outside = [item for path, item in self.criteria if path[0] == "outside" or item.get("bonus") == "outside"]
        return any(number(item.get("maximum", 0)) for item in outside)

    def _lowerings(self) -> None:
        reasons = {cap["id"]: n for n, cap in enumerate(self.data["caps"])}
        said = [defect.at for defect in self._said("lowerings-add")]
        assert set(said) <= reasons.keys()
        for kind in (self.seen.lowered.whole, self.seen.lowered.exact):
            if len(said) == len(kind):
                self.tally.right["lowerings"] += len(said)
                return
        self.tally.missed.append(f"lowerings: {said} {self.seen.lowered}")

    def _tops(self) -> None:
        if self.data["points"].get("better") == "lower":
            return
        said = sorted(
            number(defect.details["points"]) / 100 for defect in self.defects if defect.code == "maximum-shrinks"
        )
        for kind in (self.seen.tops.whole, self.seen.tops.exact):
            if said == sorted(self.seen.tops_of(kind).values()):
                self.tally.right["tops"] += len(said)
                return
        self.tally.missed.append(f"tops: {said} {self.seen.tops_of(self.seen.tops.exact)}")

    # --- witnesses ---

    def _witnesses(self) -> None:
        for defect in self.checked:
            for witness in defect.witnesses:
                self.tally.right["witness"] += 1
                if not self._shows(witness):
                    self.tally.false.append(f"witness: {defect.code} {defect.path} {witness}")

    def _shows(self, witness: Witness) -> bool:
        """Tell whether the reference scorer sees what a witness shows; of numbers, that the record has each of them."""
        record = Watched(self.data, record_of(self.framework, witness.facts, witness.layer))
        shows = witness.shows
        if shows.kind == "numbers":
            return all(record.number(key.subject).value is not None for key, _ in shows.numbers)
        try:
            if shows.kind in {"total", "unrated"}:
                is_unrated = record.rating() == len(self.data["ratings"])
                return record.total().value == number(shows.value) / 100 and (shows.kind == "total" or is_unrated)
            item = record.criterion(shows.criterion)
            span = record.span(item)
        except Disagreement:
            return shows.kind == "conflict"
        if shows.kind == "award":
            return span.value == number(shows.value) / 100
        is_given = record.is_decided(item) and record.is_given(item, shows.criterion)
        return shows.kind != "conflict" and not is_given
