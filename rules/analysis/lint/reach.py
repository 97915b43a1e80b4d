"""What totals and ratings are reached: ratings never given, totals without one, gates that change nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.rules.analysis.lint.defects import Defect, Witness, WitnessScoring, defect_at
from chamdiem.rules.analysis.lint.totals import LONG, End, Totals
from chamdiem.rules.checks.places import criteria_with_paths
from chamdiem.rules.compile.keys import gate_key
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.rules.analysis.lint.cells import Choice
    from chamdiem.rules.analysis.lint.verdicts import Facts
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.records.faults import Path


class Outcome(NamedTuple):
    """A total that is reached, with the gates and caps that hold and the place of the rating that is given."""

    end: End
    total: int
    decided: Facts
    rating: int | None


def reach_defects(totals: Totals) -> Iterator[Defect]:
    """Yield the defects of a framework's totals and ratings.

    Raises:
        Undecided: too much hangs together.
    """
    reach = Reach(totals, totals.space.framework)
    for check in (reach.unreachable, reach.unrated, reach.idle, reach.lowered_twice, reach.highest, reach.by_bonus):
        yield from check()


@dataclass(slots=True)
class Reach:
    """What can be reached, asked one question at a time."""

    totals: Totals
    framework: Framework
    _seen: dict[int, tuple[Outcome, ...]] = field(default_factory=dict)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return one outcome for every last state and every range of totals that the ratings tell apart."""
        number = self.totals.rounds
        if number not in self._seen:
            self._seen[number] = tuple(self._outcomes())
        return self._seen[number]

    def _outcomes(self) -> Iterator[Outcome]:
        verdicts = self.totals.verdicts
        for state, bits in self.totals.ends.items():
            done: set[int] = set()
            for raw in _bits(bits):
                self.totals.space.budget.spend(1 + (bits.bit_length() >> LONG))
                end = End(state, raw)
                total = self.totals.total(end)
                if total is None or (band := verdicts.band(total)) in done:
                    continue
                done.add(band)
                decided = verdicts.decided(state.facts, total)
                yield Outcome(end, total, decided, verdicts.rating(decided, total))

    def _proved(self, wanted: Callable[[Outcome], bool]) -> tuple[Outcome, Choice] | None:
        """Return an outcome that a real record has, with the record's cells; None: no record has one."""
        # Asked anew after each refinement: an outcome that no record has may be gone, and the next one stand in its
        # place.
        return self.totals.proved(lambda: next(((o, o.end) for o in self.outcomes() if wanted(o)), None))

    def _witness(self, choice: Choice, shows: WitnessScoring) -> Witness:
        space = self.totals.space
        return Witness(space.completed(space.solve(choice) or {}), shows, space.layer)

    # --- ratings ---

    def rated(self, number: int) -> Choice | None:
        """Return cells of a record that gets the rating at a place (behind the last: none); None: no record does."""
        found = self._proved(lambda outcome: outcome.rating == number)
        return None if found is None else found[1]

    def unreachable(self) -> Iterator[Defect]:
        """Yield the ratings that no record gets."""
        for number, rating in enumerate(self.framework.ratings):
            if self.rated(number) is None:
                variant = "" if self.framework.points else "no_points"
                variant = "fewer" if self.framework.fewer_is_better else variant
                title, points, path = rating.title, self.best_total(), ("ratings", number)
                yield defect_at("rating-unreachable", path, rating.id, variant=variant, title=title, points=points)

    def best_total(self) -> int:
        """Return the best total of all, in hundredths."""
        fewer = self.framework.fewer_is_better
        ends = [End(s, next(_bits(bits)) if fewer else bits.bit_length() - 1) for s, bits in self.totals.ends.items()]
        known = [total for total in map(self.totals.total, ends) if total is not None]
        return (min if fewer else max)(known, default=0)

    def unrated(self) -> Iterator[Defect]:
        """Yield the totals at which no rating is given, each range of them once."""
        none = len(self.framework.ratings)
        bands = sorted({self.totals.verdicts.band(o.total) for o in self.outcomes() if o.rating == none})
        for band in bands:
            found = self._proved(partial(self._is_unrated, band))
            if found is not None:
                outcome, choice = found
                shown = self._witness(choice, WitnessScoring("unrated", value=outcome.total))
                path: Path = ("ratings", self._near(outcome.total))
                variant = "" if self.framework.points else "no_points"
                yield defect_at("rating-gap", path, "ratings", shown, points=outcome.total, variant=variant)

    def _is_unrated(self, band: int, outcome: Outcome) -> bool:
        return outcome.rating == len(self.framework.ratings) and self.totals.verdicts.band(outcome.total) == band

    def _near(self, total: int) -> int:
        """Return the place of the best rating that a total is good enough for: it ends too early, or lacks a gate."""
        ratings = enumerate(self.framework.ratings)
        if self.framework.fewer_is_better:
            lasts = ((place, each.at_most if each.at_most is not None else each.below) for place, each in ratings)
            fitting = (place for place, last in lasts if last is None or last * 100 >= total)
        else:
            begins = ((place, each.at_least or each.above or 0) for place, each in ratings)
            fitting = (place for place, begin in begins if begin * 100 <= total)
        return next(fitting, len(self.framework.ratings) - 1)

    # --- gates and caps ---

    def idle(self) -> Iterator[Defect]:
        """Yield the gates and caps without which every record would be rated the same."""
        for number, rating in enumerate(self.framework.ratings):
            for place, gate in enumerate(rating.requires):
                if not self._matters(gate_key(rating.id, place), 0):
                    path: Path = ("ratings", number, "requires", place)
                    yield defect_at("gate-idle", path, rating.id, title=gate.title, rating=rating.title)
        for number, cap in enumerate(self.framework.caps):
            if not self._matters(Key("cap", cap.id), 1):
                yield defect_at("cap-idle", ("caps", number), cap.id, reason=cap.reason)

    def _matters(self, key: Key, value: int) -> bool:
        """Tell whether some record with this value of a gate or cap would be rated otherwise with the other value."""
        verdicts = self.totals.verdicts

        def changes(outcome: Outcome) -> bool:
            if (key, value) not in outcome.decided:
                return False
            # It does not matter whether any record has this other value: the question is what the gate does, so it is
            # taken out in thought where it is at work.
            other = tuple((one, 1 - value if one == key else it) for one, it in outcome.decided)
            return verdicts.rating(other, outcome.total) != outcome.rating

        return self._proved(changes) is not None

    def lowered_twice(self) -> Iterator[Defect]:
        """Yield the pairs of caps that lower a rating and hold together in some record: what they add up to is said."""
        caps = [(number, cap) for number, cap in enumerate(self.framework.caps) if cap.lower_by]
        for (_, first), (number, second) in combinations(caps, 2):
            found = self._proved(partial(_both_hold, (Key("cap", first.id), 1), (Key("cap", second.id), 1)))
            if found is not None:
                details = {"first": first.reason, "second": second.reason}
                count = (first.lower_by or 0) + (second.lower_by or 0)
                path: Path = ("caps", number, "lower_by")
                yield defect_at("lowerings-add", path, second.id, count=f"{count}", **details)

    def by_bonus(self) -> Iterator[Defect]:
        """Yield the ratings that some record gets, and none would without points from outside the scale."""
        scheme, found = self.framework.points, self.framework.criteria
        if scheme is None or scheme.better == "lower" or not any(each.is_outside and each.maximum for each in found):
            return
        plain = Reach(Totals(self.totals.space, self.totals.tables, with_bonus=False), self.framework)
        for number, rating in enumerate(self.framework.ratings):
            if plain.rated(number) is None and self.rated(number) is not None:
                points = plain.best_total()
                yield defect_at("rating-by-bonus", ("ratings", number), rating.id, title=rating.title, points=points)

    # --- the highest total ---

    def highest(self) -> Iterator[Defect]:
        """Yield the highest total for criteria that are taken out, where it falls short of the maximum."""
        scheme = self.framework.points
        if scheme is None or self.framework.fewer_is_better:  # nobody is owed the most points for faults
            return
        for left_out in sorted({state.left_out for state in self.totals.ends}):
            found = self.top(left_out)
            if found is not None and found[0] < scheme.maximum:
                yield self._falls_short(*found)

    def top(self, left_out: int) -> tuple[int, Choice] | None:
        """Return the highest total where criteria worth so many points are taken out, with the cells of a record."""

        def find() -> tuple[int, End] | None:
            ends = [End(s, bits.bit_length() - 1) for s, bits in self.totals.ends.items() if s.left_out == left_out]
            known = [(total, end) for end in ends if (total := self.totals.total(end)) is not None]
            # The highest bit of a state is its highest total, because within a state the scale and the bonus are the
            # same; between states only the totals can be compared.
            return max(known, key=lambda one: one[0], default=None)

        return self.totals.proved(find)

    def _falls_short(self, total: int, choice: Choice) -> Defect:
        left_out = self.totals.left_out(choice)
        places = {criterion.id: path for path, criterion in criteria_with_paths(self.framework)}
        maximum = self.framework.points.maximum if self.framework.points else 0
        lost = [r.title for r in self.framework.ratings if r.at_least is not None and r.at_least * 100 > total]
        return defect_at(
            "maximum-shrinks",
            (*places[left_out[0]], "not_applicable") if left_out else ("points", "maximum"),
            ", ".join(left_out) or "points",
            self._witness(choice, WitnessScoring("total", value=total)),
            points=total,
            maximum=maximum,
            lost=", ".join(lost),
            variant=("left_out" if left_out else "never") + ("_lost" if lost else ""),
        )


def _both_hold(first: tuple[Key, int], second: tuple[Key, int], outcome: Outcome) -> bool:
    return first in outcome.decided and second in outcome.decided


def _bits(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
