"""What was concluded of one meeting, read back in the framework's terms: points, ratings, gates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.scoring.evaluation import CriterionScore, GateResult, GroupScore, Lowering, Points, Status
from chamdiem.rules.compile.keys import TOTAL, gate_key, group_subject
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import lowering_caps
from chamdiem.rules.compile.scope import is_movable
from chamdiem.rules.compile.totals import SCALE_LEAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chamdiem.engine.scoring.conclusions import Concluded
    from chamdiem.rules.analysis.completions import Outlook
    from chamdiem.rules.compile.ratings import Possible
    from chamdiem.rules.language.criteria import Criterion, Group, NotApplicable
    from chamdiem.rules.language.framework import Framework, Rating


class FixedCriterion(NamedTuple):
    """What of a criterion is the same in every scoring: the fact of its treatment, its maximum, what it needs.

    Of one that always applies and cannot be taken out of the scale, also the numbers of its award, its least and its
    most, and what makes a score of these where the award is known: many meetings have the same.
    """

    treatment: Key | None
    maximum: int | None
    needs: tuple[Key, ...]
    is_asked: bool
    fewer_is_better: bool
    numbers: tuple[int, int, int] | None = None
    score: Callable[[int, int, int], CriterionScore] | None = None


_ALIKE = 64
"""So many different points of a criterion are kept."""


def _scored(criterion: Criterion, fixed: FixedCriterion, award: int, least: int, most: int) -> CriterionScore:
    """Return the score of a criterion that applies and has its points, and of which nobody said anything."""
    return CriterionScore(
        criterion=criterion,
        points=Points(award=award, least=least, most=most, maximum=fixed.maximum),
        status="scored" if fixed.is_asked else "not_applicable",
        is_asked=fixed.is_asked,
        rule=None,
        missing=(),
        undefined=(),
        idle=(),
        note=None,
        evidence=(),
        fewer_is_better=fixed.fewer_is_better,
    )


def fixed_of(
    framework: Framework, criterion: Criterion, layer: str | None, needs: tuple[Key, ...], numbers: Mapping[Key, int]
) -> FixedCriterion:
    """Return what of a criterion is the same in every scoring of a layer; `numbers` are those of the facts."""
    award, least, most, _ = map(numbers.get, _keys_of(criterion.id))
    fixed = FixedCriterion(
        treatment=Key("treatment", criterion.id) if criterion.not_applicable else None,
        maximum=None if is_movable(criterion) else framework.maximum_of(criterion),
        needs=needs,
        is_asked=criterion.is_asked_of(layer),
        fewer_is_better=framework.fewer_is_better,
    )
    if fixed.maximum is None or fixed.treatment or award is None or least is None or most is None:
        return fixed
    return fixed._replace(numbers=(award, least, most), score=lru_cache(_ALIKE)(partial(_scored, criterion, fixed)))


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """Reads what was concluded back in the framework's terms."""

    framework: Framework
    fixed: Mapping[str, FixedCriterion]
    concluded: Concluded
    outlook: Outlook
    told_by_ends: frozenset[str]
    notes: Mapping[str, str]
    evidence: Mapping[str, tuple[str, ...]]

    def certain(self, key: Key) -> int | None:
        """Return what the program concludes, or else what all completions agree on."""
        value = self.concluded.value(key)
        return self.outlook.facts.get(key) if value is None else value

    def truth(self, key: Key) -> bool | None:
        """Return whether a fact that is 1 or 0 holds; None where it is not certain."""
        value = self.certain(key)
        return None if value is None else value == 1

    def points(self, subject: str, maximum: int | None = None) -> Points:
        """Return a subject's points, with the ends that all completions leave, or else the program."""
        award, least, most, own_maximum = _keys_of(subject)
        return Points(
            award=self.concluded.value(award),
            least=self._end(least),
            most=self._end(most),
            maximum=self.certain(own_maximum) if maximum is None else maximum,
        )

    def _end(self, key: Key) -> int:
        left = self.outlook.facts.get(key)
        end = self.concluded.value(key) if left is None else left
        assert end is not None  # noqa: S101 - of all that has points the program concludes the ends, whatever is missing
        return end

    def _standing(self, points: Points, criteria: Iterable[Criterion]) -> Points:
        """Return the points of some criteria together, with their award where only one is possible, and sure to come.

        Of a criterion that has none yet it is sure where its ends tell its points; one that is only asked has no say.
        """
        if points.award is not None or points.least != points.most or points.maximum is None:
            return points
        open_ = (each.id for each in criteria if each.scored and Key("award", each.id) not in self.concluded)
        return replace(points, award=points.least) if self.told_by_ends.issuperset(open_) else points

    def group(self, group: Group) -> GroupScore:
        """Return the points of a group, and of all in it."""
        return GroupScore(
            group=group,
            points=self._standing(self.points(group_subject(group.id)), group.all_criteria),
            criteria=tuple(map(self.criterion, group.criteria)),
            groups=tuple(map(self.group, group.groups)),
        )

    def total(self) -> Points:
        """Return the points of the whole."""
        points = self.points(TOTAL)
        # Where it may be that no criterion applies there may be no total, whatever its ends.
        applies = self.concluded.value(SCALE_LEAST) != 0  # it is never less
        return self._standing(points, self.framework.criteria) if applies and self.told_by_ends else points

    def criterion(self, criterion: Criterion) -> CriterionScore:
        """Return the points of a criterion, and why there are none."""
        fixed = self.fixed[criterion.id]
        if (alike := self._alike(criterion.id, fixed)) is not None:
            return alike
        rule = self._not_applicable(criterion, fixed.treatment)
        found = points = self.points(criterion.id, fixed.maximum)
        lacking: tuple[Key, ...] = ()
        if found.award is None:
            points = self._standing(found, (criterion,)) if criterion.scored else found
            lacking = tuple(need for need in fixed.needs if need not in self.concluded)
        missing = tuple([key for key in lacking if key.kind != "measure"])
        is_open = points.award is None
        return CriterionScore(
            criterion=criterion,
            points=points,
            status=_status(points, missing, lacking) if fixed.is_asked and rule is None else "not_applicable",
            is_asked=fixed.is_asked,
            rule=rule,
            missing=missing if is_open else (),
            undefined=lacking if is_open and not missing else (),
            idle=() if is_open else missing or lacking,
            note=self.notes.get(criterion.id),
            evidence=self.evidence.get(criterion.id, ()),
            fewer_is_better=fixed.fewer_is_better,
        )

    def _alike(self, name: str, fixed: FixedCriterion) -> CriterionScore | None:
        """Return the score that many meetings have alike; None where something is to be said of this one."""
        if fixed.numbers is None or fixed.score is None or self.outlook.facts:
            return None
        award, least, most = map(self.concluded.known.__getitem__, fixed.numbers)
        if award is None or least is None or most is None or name in self.notes or name in self.evidence:
            return None
        return fixed.score(award, least, most)

    def _not_applicable(self, criterion: Criterion, key: Key | None) -> NotApplicable | None:
        """Return the rule by which a criterion does not apply; a treatment of 0 says that it does."""
        treatment = None if key is None else self.concluded.get(key)
        applied = treatment.by if treatment is not None and treatment.value else None
        return criterion.not_applicable[applied.origin.place] if applied is not None else None

    def gates(self) -> tuple[GateResult, ...]:
        """Return how the gates of every rating stand."""
        return tuple(
            GateResult(rating, gate, self.truth(key := gate_key(rating.id, place)), key)
            for rating in self.framework.ratings
            for place, gate in enumerate(rating.requires)
        )

    def possible_ratings(self, rated: Possible) -> tuple[Rating, ...]:
        """Ratings that may still be given: those not ruled out, down to the first that is certain."""
        ratings, left = self.framework.ratings, self.outlook.ratings
        places = (place for place in rated.given if place < len(ratings) and (left is None or place in left))
        return tuple(ratings[place] for place in places)

    def lowering(self, rated: Possible) -> Lowering | None:
        """Return how caps lower the rating, where any of the framework does."""
        if not lowering_caps(self.framework):
            return None
        ratings, reached = self.framework.ratings, rated.reached
        before = ratings[reached[0]] if len(reached) == 1 and reached[0] < len(ratings) else None
        return Lowering(before, reached[0], rated.lowered[0], rated.lowered[-1])


@lru_cache(maxsize=4096)
def _keys_of(subject: str) -> tuple[Key, ...]:
    """Return the facts that make up points; they are the same for every meeting, and making them takes longer."""
    return tuple(Key(kind, subject) for kind in ("award", "least", "most", "maximum"))


def _status(points: Points, missing: tuple[Key, ...], lacking: tuple[Key, ...]) -> Status:
    if points.award is not None:
        return "scored"
    return "missing" if missing else "undefined" if lacking else "unmatched"
