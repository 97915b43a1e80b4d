"""What would raise the rating: the smallest changes that reach a target, each confirmed by scoring once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.reading.records import bind_layers
from chamdiem.rules.fields import BY_NAME, Change, FieldType
from chamdiem.rules.levers import Situation
from chamdiem.rules.program import Key, Within
from chamdiem.rules.ratings import barred_by
from chamdiem.rules.scope import TOTAL, score
from chamdiem.rules.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chamdiem.engine.scoring import CriterionScore, Evaluation, Scorer, Scoring
    from chamdiem.rules.framework import Criterion, Framework, Rating
    from chamdiem.rules.plans import Solution
    from chamdiem.rules.search import Tests

When = Literal["record", "now", "next"]


@dataclass(frozen=True, slots=True)
class Step:
    """One fact or answer to change; `before` is None where it is missing.

    When: record (it is missing: the record or the scorer has yet to say it), now (it can still be done for this
    meeting), next (this meeting cannot be changed any more: for the next one).
    """

    key: Key
    before: int | None
    after: int
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A set of changes that reaches the target, the criteria whose points change by it, and what is scored then."""

    steps: tuple[Step, ...]
    changed: tuple[tuple[CriterionScore, CriterionScore], ...]
    after: Scoring

    @property
    def is_for_this_meeting(self) -> bool:
        """Whether all of it can still be done, or said, for the meeting that was scored."""
        return all(step.when != "next" for step in self.steps)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a target cannot be reached, or what blocks it now.

    Kinds: gate and cap (`text` is the regulation's own sentence), total (the most that can be reached, and what is
    needed, in hundredths), together (each need can be met, but not all at once).
    """

    kind: Literal["gate", "cap", "total", "together"]
    text: str = ""
    most: int = 0
    needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The answer: the target is reached already; or ways that reach it, smallest first; or why none does.

    `now` are the smallest ways that change nothing but what can still be changed for this meeting. `blocking` are the
    target's gates that fail or are not known, and the caps that hold.
    """

    target: Rating
    reached: bool
    ways: tuple[Way, ...]
    now: tuple[Way, ...]
    blocking: tuple[Obstacle, ...]
    because: tuple[Obstacle, ...]


def advise(scorer: Scorer, evaluation: Evaluation, target: str | None = None, layer: str = "self") -> Advice:
    """Return what would make a layer's rating the target or a better one; by default, the next better one.

    The layer must have been scored, and the target must be a rating of the framework, or KeyError is raised.
    """
    return _Adviser(scorer, evaluation, layer).advise(target)


def next_better(framework: Framework, scoring: Scoring) -> Rating:
    """Return the rating above the one that is given; the best where none is given or nothing is better."""
    place = framework.ratings.index(scoring.rating) if scoring.rating else 0
    return framework.ratings[max(0, place - 1)]


class _Adviser:
    def __init__(self, scorer: Scorer, evaluation: Evaluation, layer: str) -> None:
        scoring = evaluation.layers[layer].scoring
        if scoring is None:
            raise KeyError(layer)
        self.scorer = scorer
        self.framework = scorer.framework
        self.record = evaluation.record
        self.before = scoring
        bound = bind_layers(evaluation.record, self.framework).get(layer)
        self.facts: dict[Key, int] = {**evaluation.record.facts(), **(bound.facts if bound else {})}

    def advise(self, target: str | None) -> Advice:
        ratings = {rating.id: rating for rating in self.framework.ratings}
        wanted = ratings[target] if target else next_better(self.framework, self.before)
        found = self._ways(wanted, self._may_change)
        now = found
        if not any(way.is_for_this_meeting for way in found):
            now = self._ways(wanted, self._may_change_now)
        return Advice(
            target=wanted,
            reached=self._reaches(self.before, wanted),
            ways=found,
            now=tuple(way for way in now if way.is_for_this_meeting),
            blocking=tuple(self._blocking(wanted)),
            because=() if found else tuple(self._because(wanted)),
        )

    # --- ways ---

    def _ways(self, target: Rating, may_change: Callable[[Key], bool]) -> tuple[Way, ...]:
        solutions = self._search(may_change).smallest(self._wanted(target))
        ways = (self._way(solution) for solution in solutions)
        return tuple(way for way in ways if self._reaches(way.after, target))

    def _search(self, may_change: Callable[[Key], bool]) -> Search:
        return Search(Situation(self.framework, self.scorer.program, self.facts, may_change))

    def _wanted(self, target: Rating) -> Sequence[Tests]:
        """Return the tests of the target and of every better rating; one that needs nothing is always reached."""
        place = self.framework.ratings.index(target)
        concluded = {rule.then for rule in self.scorer.program.rules}
        keys = [Key("reaches", rating.id) for rating in self.framework.ratings[: place + 1]]
        return [(Within(key, 1, 1),) if key in concluded else () for key in keys]

    def _way(self, solution: Solution) -> Way:
        after = self.scorer.score_facts(self.record, {**self.facts, **solution.changes})
        pairs = zip(self.before.criteria, after.criteria, strict=True)
        steps = (Step(key, self.facts.get(key), value, self._when(key)) for key, value in solution.changes.items())
        return Way(
            steps=tuple(steps),
            changed=tuple((old, new) for old, new in pairs if old.points != new.points),
            after=after,
        )

    def _reaches(self, scoring: Scoring, target: Rating) -> bool:
        """Tell whether a rating at least as good as the target is certain."""
        good = self.framework.ratings[: self.framework.ratings.index(target) + 1]
        if scoring.rating is not None or scoring.unrated:
            return scoring.rating in good
        return bool(scoring.possible) and all(rating in good for rating in scoring.possible)

    # --- what can be changed, and when ---

    def _may_change(self, key: Key) -> bool:
        return key.kind == "answer" or BY_NAME[key.subject].change is not Change.CIRCUMSTANCE

    def _may_change_now(self, key: Key) -> bool:
        return self._may_change(key) and self._when(key) != "next"

    def _when(self, key: Key) -> When:
        """Tell when a fact can be changed. A day on which something was done is past, whatever else can follow."""
        if key not in self.facts:
            return "record"
        if key.kind == "answer":
            return "now" if self._criterion(key).finished else "next"
        field = BY_NAME[key.subject]
        return "now" if field.change is Change.AFTER_MEETING and field.type is not FieldType.DATE else "next"

    def _criterion(self, key: Key) -> Criterion:
        found = self.framework.criterion(key.subject.partition("/")[0])
        if found is None:
            raise KeyError(key)
        return found

    # --- what blocks the target ---

    def _gates(self, target: Rating) -> Iterator[tuple[Key, Obstacle]]:
        for number, gate in enumerate(target.requires):
            yield Key("gate", f"{target.id}/{number}"), Obstacle("gate", gate.title)

    def _caps(self, target: Rating) -> Iterator[tuple[Key, Obstacle]]:
        for cap in self.framework.caps:
            if target.id in barred_by(cap, self.framework):
                yield Key("cap", cap.id), Obstacle("cap", cap.reason)

    def _blocking(self, target: Rating) -> Iterator[Obstacle]:
        values: Mapping[Key, int] = {key: found.value for key, found in self.before.conclusions.items()}
        yield from (gate for key, gate in self._gates(target) if values.get(key) != 1)
        yield from (cap for key, cap in self._caps(target) if values.get(key) == 1)

    def _because(self, target: Rating) -> Iterator[Obstacle]:
        search = self._search(self._may_change)
        found = [gate for key, gate in self._gates(target) if not search.smallest([(Within(key, 1, 1),)])]
        found += [cap for key, cap in self._caps(target) if not search.smallest([(Within(key, 0, 0),)])]
        total = score(TOTAL)
        needed = total.interval(target)[0]
        most = search.most(total.least)
        if needed is not None and most is not None and most < needed:
            found.append(Obstacle("total", most=most, needed=needed))
        yield from found or [Obstacle("together")]
