"""The result of a meeting as values: points, total and rating of each layer, with how each was concluded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.scoring.earlier import known_by, with_earlier
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.fields import LAYERS
from chamdiem.rules.records.scalars import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.conclusions import Concluded
    from chamdiem.engine.scoring.earlier import EarlierFacts, KnownBy
    from chamdiem.rules.compile.program import Key, Program
    from chamdiem.rules.language.criteria import Criterion, Group, NotApplicable
    from chamdiem.rules.language.framework import Cap, Finding, Gate, Rating

Status = Literal["scored", "not_applicable", "missing", "undefined", "unmatched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points in hundredths. `award` and `maximum` may not be known; the award lies between `least` and `most`.

    Where these are equal, and the maximum is known, the points stand: the award is known, whatever is still missing.
    """

    award: int | None
    least: int
    most: int
    maximum: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion's points, and why there are none: the fields and answers that are `missing`, measures `undefined`.

    `idle` are the facts that are not there and change nothing: the criterion has its points without them.

    Status: scored; not_applicable (`rule` says why and what its points became; without one, its layer is not asked for
    it, `is_asked`, and it gives 0 points); missing (facts are not there);
    undefined (a measure cannot be made, such as a percentage of nobody); unmatched (everything is known, and the
    framework has no band for it).
    """

    criterion: Criterion
    points: Points
    status: Status
    is_asked: bool
    rule: NotApplicable | None
    missing: tuple[Key, ...]
    undefined: tuple[Key, ...]
    idle: tuple[Key, ...]
    note: str | None
    evidence: tuple[str, ...]
    fewer_is_better: bool = False

    @property
    def gives_points(self) -> bool:
        """Whether it can give points, or take some, at all; unknown while it may be left out of the total."""
        return self.points.maximum != 0 or bool(self.criterion.minimum)

    @property
    def lost(self) -> int:
        """By how much the points fall short of the best, in hundredths; 0 while that is not known.

        Of points for faults that is what was given; outside the scale, what was taken off: nobody owes a bonus. Nothing
        is lost in a layer that is not asked.
        """
        award, maximum = self.points.award, self.points.maximum
        if award is None or maximum is None or not self.is_asked:
            return 0
        if self.fewer_is_better:
            return max(0, award)
        return max(0, (0 if self.criterion.is_outside else maximum) - award)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """One group's points, its own criteria, and the groups in it."""

    group: Group
    points: Points
    criteria: tuple[CriterionScore, ...]
    groups: tuple[GroupScore, ...] = ()

    @property
    def is_lone(self) -> bool:
        """Whether it is one criterion that bears its id: both are one line then."""
        return not self.groups and [score.criterion.id for score in self.criteria] == [self.group.id]

    @property
    def floors(self) -> Iterator[GroupScore]:
        """The group itself and every group in it, outer ones first."""
        yield self
        for group in self.groups:
            yield from group.floors


@dataclass(frozen=True, slots=True)
class GateResult:
    """Whether a rating's gate holds; None: not known."""

    rating: Rating
    gate: Gate
    holds: bool | None
    key: Key


@dataclass(frozen=True, slots=True)
class CapResult:
    """Whether a cap holds; None: not known."""

    cap: Cap
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Lowering:
    """How caps lower the rating: the one that is reached before, None while it is not certain or there is none.

    `least` and `most`: by how many it is lowered in all. `best` is the place of the best that may be reached.
    """

    before: Rating | None
    best: int
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class Scoring:
    """What the rules conclude from the record's facts and one layer's answers.

    `outside` are the criteria of no group, whose points are added at the end. `rating` is None when it is not certain
    yet (`possible` then names those that may still come), or when no rating applies (`unrated`). `empty`: no criterion
    applies, so that there is neither total nor rating. `applicable` is the maximum of the criteria that apply and
    `rescaled` what the points in the scale became by it, where the framework rescales (hundredths). `lowering` is there
    where some cap of the framework lowers ratings. `conclusions` tell of every fact how it came about. `earlier` is
    what earlier records said of the facts, where they were asked.
    """

    groups: tuple[GroupScore, ...]
    outside: tuple[CriterionScore, ...]
    total: Points
    rating: Rating | None
    possible: tuple[Rating, ...]
    unrated: bool
    empty: bool
    applicable: int | None
    rescaled: int | None
    lowering: Lowering | None
    gates: tuple[GateResult, ...]
    caps: tuple[CapResult, ...]
    findings: tuple[Finding, ...]
    conclusions: Concluded
    program: Program
    earlier: EarlierFacts | None = None

    @cached_property
    def facts(self) -> Mapping[Key, int]:
        """Every fact that was concluded, just its value."""
        return self.conclusions.values_by_key()

    @cached_property
    def criteria(self) -> tuple[CriterionScore, ...]:
        """Every criterion's score, in the order of the framework."""
        return (*(criterion for group in self.all_groups for criterion in group.criteria), *self.outside)

    @cached_property
    def all_groups(self) -> tuple[GroupScore, ...]:
        """The groups of every floor, outer ones before those in them: as `Framework.all_groups`."""
        return tuple(floor for group in self.groups for floor in group.floors)

    @property
    def complete(self) -> bool:
        """Whether every criterion has its points, or does not apply."""
        return self.empty or (self.total.award is not None and not self.to_score)

    @property
    def to_score(self) -> tuple[CriterionScore, ...]:
        """The criteria that have no points yet."""
        return tuple(score for score in self.criteria if score.points.award is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerEvaluation:
    """One layer: the rating that it states, and its scoring if it gives answers (the self layer is always scored)."""

    layer: str
    stated: Rating | None
    scoring: Scoring | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A layer states a rating that points do not allow: its own, or those of `by`, the layer that it follows."""

    layer: str
    stated: Rating
    by: str
    scoring: Scoring


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRating:
    """The rating that was decided on a meeting, as a ledger has it, and the one that was `computed` then.

    None was, where no rating was certain. `reason`: why it is another; blank where nobody was asked.
    """

    rating: Rating
    computed: Rating | None
    reason: str = ""

    @property
    def differs(self) -> bool:
        """Whether it is another than was computed."""
        return self.rating != self.computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The result of one meeting. `outside_force`: the framework was named, yet is not in force for the meeting.

    `settings` is the file of settings that it was scored with; None: those that are built in. `decision`: by `decided`.
    """

    framework: LoadedFramework
    record: Record
    layers: Mapping[str, LayerEvaluation]
    outside_force: bool
    settings: str | None = None
    decision: DecidedRating | None = None

    def decided(self, decision: DecidedRating) -> Evaluation:
        """Return it with what was decided on its meeting later, which stands as its last layer."""
        layer = self.layers.get("decided") or LayerEvaluation(layer="decided", stated=None, scoring=None)
        layers = {**self.layers, "decided": replace(layer, stated=decision.rating)}
        return replace(self, layers=layers, decision=decision)

    @property
    def earlier(self) -> EarlierFacts | None:
        """What earlier records say of its facts; None: none were asked for, or the framework takes nothing of them."""
        return self.own.earlier

    @property
    def known_by(self) -> tuple[KnownBy, ...]:
        """By what each fact is known that the framework has from history."""
        return tuple(known_by(self.record, self.framework.framework.history, self.earlier))

    @property
    def facts(self) -> Mapping[Key, int]:
        """The facts of the record, with those that earlier records decide."""
        facts = self.record.facts()
        return with_earlier(facts, self.earlier)[0] if self.earlier else facts

    @property
    def oddities(self) -> tuple[Fault, ...]:
        """What people should look at again: what is seldom so in the record, and an organisation that is another's."""
        return (*self.record.oddities, *self._foreign())

    def _foreign(self) -> Iterator[Fault]:
        organisation, applies_to = self.record.organisation, self.framework.framework.applies_to
        if organisation is not None and applies_to.depth(organisation) is None:
            allowed = listed(applies_to.organisations)
            details = {"organisation": organisation, "id": self.framework.id, "allowed": allowed}
            path = ("organisation",)
            yield Fault("odd.organisation", path, details, self.record.document.place(path))

    @property
    def own(self) -> Scoring:
        """The self layer's scoring."""
        scoring = self.layers["self"].scoring
        assert scoring is not None  # noqa: S101 - evaluate() always scores the self layer
        return scoring

    def scoring_of(self, name: str) -> Scoring:
        """Return the scoring of a layer (KeyError, ValueError: it was not scored)."""
        scoring = self.layers[name].scoring
        if scoring is None:
            raise ValueError(name)
        return scoring

    @property
    def deducted(self) -> tuple[CriterionScore, ...]:
        """The criteria of which the self layer's own answers lost points, in the order of the framework."""
        return self.deducted_by("self")

    def deducted_by(self, name: str) -> tuple[CriterionScore, ...]:
        """Return the criteria of which a scored layer's own answers lost points, in the order of the framework."""
        layer = self.record.layers.get(name)
        answered = layer.answers if layer is not None else {}
        return tuple(each for each in self.scoring_of(name).criteria if each.criterion.id in answered and each.lost)

    @property
    def unnoted(self) -> tuple[CriterionScore, ...]:
        """Those of them of which nobody said why."""
        return tuple(score for score in self.deducted if not score.note)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the stated ratings that points do not allow, also while some of those are missing.

        What is stated without points (a vote, a decision) follows the layer before it that has some.
        """
        found: list[Contradiction] = []
        by, scoring = "self", self.own
        for name in LAYERS:
            layer = self.layers.get(name)
            if layer is not None and layer.scoring is not None:
                by, scoring = name, layer.scoring
            if layer is not None and layer.stated is not None and layer.stated not in scoring.possible:
                found.append(Contradiction(name, layer.stated, by, scoring))
        return tuple(found)
