"""Record + framework → evaluation: the rules are run on the facts, and what they conclude is read back."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.reading.answers import BoundLayer, bind_layers
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.engine.scoring.earlier import contradictions, with_earlier
from chamdiem.engine.scoring.evaluation import (
    CapResult,
    CriterionScore,
    Evaluation,
    GateResult,
    GroupScore,
    LayerEvaluation,
    Lowering,
    Points,
    Scoring,
    Status,
)
from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.rules.analysis.completions import NOTHING, Completions, Outlook
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import TOTAL, gate_key, group_subject
from chamdiem.rules.compile.program import Key, needs, with_given
from chamdiem.rules.compile.ratings import RATING, lowering_caps, possible
from chamdiem.rules.compile.scope import is_movable
from chamdiem.rules.compile.scored import is_told_by_ends
from chamdiem.rules.compile.totals import RAW, SCALE_LEAST, SCALE_MOST, is_rescaled
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.compile.ratings import Possible
    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.criteria import Criterion, Group, NotApplicable
    from chamdiem.rules.language.framework import Framework, Rating

    Earlier = Callable[[Record, LoadedFramework], EarlierFacts | None]


class Scorer:
    """A framework made ready to score many records: its program is compiled and its rules are built once.

    Of a `layer` that is not asked everything, the program is its own (see `Criterion.layers`); see `of_layer`.
    """

    def __init__(self, loaded: LoadedFramework, layer: str | None = None, program: Program | None = None) -> None:
        self.loaded, self.layer = loaded, layer
        self.framework = loaded.framework
        self.program = program or (loaded.program if layer is None else compile_framework(loaded.framework, layer))
        self.engine = RuleEngine(self.program)
        is_whole = self.program is loaded.program
        self.needs = loaded.needs if is_whole else needs(self.program, bounding=False)
        self._completions = Completions(self.framework, self.program)
        self._private = _Private(self)
        self._layers: dict[str, Scorer] = {}
        self._is_rescaled = is_rescaled(self.framework)
        self._fixed = {criterion.id: self._fix(criterion) for criterion in self.framework.criteria}
        self._told_by_ends = frozenset(
            criterion.id for criterion in self.framework.criteria if is_told_by_ends(self.framework, criterion)
        )

    def _fix(self, criterion: Criterion) -> _Fixed:
        return _Fixed(
            treatment=Key("treatment", criterion.id) if criterion.not_applicable else None,
            maximum=None if is_movable(criterion) else self.framework.maximum_of(criterion),
            needs=self.needs[Key("award", criterion.id)],
            is_asked=criterion.is_asked_of(self.layer),
            fewer_is_better=self.framework.fewer_is_better,
        )

    def of_layer(self, name: str) -> Scorer:
        """Return what scores one layer: this one, unless some criteria are not asked of it."""
        if name not in self._layers:
            is_own = self.layer == name or all(criterion.is_asked_of(name) for criterion in self.framework.criteria)
            self._layers[name] = self if is_own else Scorer(self.loaded, name)
        return self._layers[name]

    def evaluate(self, record: Record, earlier: EarlierFacts | None = None, *, standing: bool = True) -> Evaluation:
        """Score a record by every layer that gives answers; `earlier` is what earlier records say of its facts.

        `standing`: points are given where their least is their most, whatever is missing (see `Points`). Versions that
        gave them only where every fact was known left evaluations, which are compared with what that rule gives.

        Raises:
            FaultyInput: answers that the framework does not ask for or allow, or facts that earlier records rule out.
            InferenceError: the framework contradicts itself on these facts, or the engine failed.
        """
        bound = _bound(record, self.loaded.scope, earlier)
        facts = record.facts()

        def score(name: str) -> Scoring:
            own = self.of_layer(name)
            return own.score_facts(record, facts, bound.get(name), earlier=earlier, standing=standing)

        layers = {name: self._layer(name, bound.get(name), score) for name in dict.fromkeys((*bound, "self"))}
        kind, day = record.kind, record.counts_on
        outside = (day is not None and not self.framework.in_force.covers(day)) or (
            kind is not None and kind not in self.framework.applies_to.kinds
        )
        return Evaluation(framework=self.loaded, record=record, layers=layers, outside_force=outside)

    def _layer(self, name: str, layer: BoundLayer | None, score: Callable[[str], Scoring]) -> LayerEvaluation:
        stated = next((rating for rating in self.framework.ratings if layer and rating.id == layer.rating), None)
        scored = name == "self" or (layer is not None and layer.facts)
        return LayerEvaluation(layer=name, stated=stated, scoring=score(name) if scored else None)

    def score_facts(
        self,
        record: Record,
        facts: Mapping[Key, int],
        layer: BoundLayer | None = None,
        *,
        earlier: EarlierFacts | None = None,
        standing: bool = True,
    ) -> Scoring:
        """Return what the rules conclude from a layer's answers and facts that stand in the place of a record's own.

        `standing`: as in `evaluate`.

        Raises:
            InferenceError: as `evaluate`.
        """
        known_facts, proved = with_earlier(facts, earlier) if earlier else (facts, {})
        scorer, seen = self._private.without(known_facts)
        found = scorer._concluded(record, seen, proved, layer, standing=standing)  # noqa: SLF001 - of the same class
        return replace(found, earlier=earlier) if earlier else found

    def _concluded(
        self,
        record: Record,
        facts: Mapping[Key, int],
        proved: Mapping[Key, int],
        layer: BoundLayer | None,
        *,
        standing: bool,
    ) -> Scoring:
        given = {**facts, **(layer.facts if layer else {})}
        concluded = self.engine.run(given)
        open_ = Key("award", TOTAL) not in concluded or RATING not in concluded
        outlook = self._completions.outlook({**given, **proved}) if open_ else NOTHING
        known = concluded.values_by_key()
        notes = layer.record.deduction_notes if layer else {}
        told = self._told_by_ends if standing else frozenset[str]()
        read = _Reading(self.framework, self._fixed, concluded, known, outlook, told, notes, record.evidence)
        place, ratings = read.certain(RATING), self.framework.ratings
        rated = possible(self.framework, read.certain)
        return Scoring(
            groups=tuple(map(read.group, self.framework.groups)),
            outside=tuple(map(read.criterion, self.framework.outside)),
            total=read.total(),
            rating=ratings[place] if place is not None and place < len(ratings) else None,
            possible=read.possible_ratings(rated),
            unrated=place == len(ratings),
            empty=known.get(SCALE_MOST) == 0,
            applicable=known.get(Key("maximum", RAW)) if self._is_rescaled else None,
            rescaled=known.get(Key("rescaled_award", TOTAL)),
            lowering=read.lowering(rated),
            gates=read.gates(),
            caps=tuple(CapResult(cap, read.truth(Key("cap", cap.id))) for cap in self.framework.caps),
            findings=tuple(finding for finding in self.framework.findings if Key("finding", finding.id) in concluded),
            conclusions=concluded,
            facts=known,
            program=self.program,
        )


def _bound(record: Record, scope: Scope, earlier: EarlierFacts | None) -> dict[str, BoundLayer]:
    """Return what each layer answers; every fault of the answers, and of what earlier records rule out, is raised."""
    faults = list(contradictions(record, earlier)) if earlier else []
    try:
        bound = bind_layers(record, scope)
    except FaultyInput as error:
        raise FaultyInput([*faults, *error.faults]) from error
    if faults:
        raise FaultyInput(faults)
    return bound


class _Private:
    """Leaves out of all that is concluded what is one person's own: of such facts, only what measures make of them.

    So no reason, derivation, result or entry has them, and a record that was kept without them gives the same.
    """

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._facts = {Key("field", name) for name in scorer.framework.shape.personal} & scorer.program.inputs
        needed, formulas = scorer.needs.items(), scorer.program.formulas
        self._made = {key for key, own in needed if key.kind in _MADE and not self._facts.isdisjoint(own)}
        # points in proportion to a measure are made of what it is made of
        self._made |= {formula.then for formula in formulas if not self._facts.isdisjoint(formula.reads)}
        self._scorers: dict[frozenset[Key], Scorer] = {}

    def without(self, facts: Mapping[Key, int]) -> tuple[Scorer, Mapping[Key, int]]:
        """Return what scores without them, and what it is given in their place."""
        if not self._facts:
            return self._scorer, facts
        made = Slice(self._scorer.program, self._made).run(facts)
        pairs = ((key, facts.get(key, made.get(key))) for key in self._made)
        known = {key: value for key, value in pairs if value is not None}
        given = frozenset(known)
        if given not in self._scorers:
            program = with_given(self._scorer.program, given)
            self._scorers[given] = Scorer(self._scorer.loaded, self._scorer.layer, program)
        return self._scorers[given], {key: facts[key] for key in facts if key not in self._facts} | known


_MADE = frozenset({"measure", "measure_least", "measure_most"})
"""Facts that are a measure, or the least and the most that it is."""


class _Fixed(NamedTuple):
    """What of a criterion is the same in every scoring: the fact of its treatment, its maximum, what it needs."""

    treatment: Key | None
    maximum: int | None
    needs: tuple[Key, ...]
    is_asked: bool
    fewer_is_better: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what was concluded back in the framework's terms."""

    framework: Framework
    fixed: Mapping[str, _Fixed]
    concluded: Conclusions
    facts: Mapping[Key, int]
    outlook: Outlook
    told_by_ends: frozenset[str]
    notes: Mapping[str, str]
    evidence: Mapping[str, tuple[str, ...]]

    def certain(self, key: Key) -> int | None:
        """Return what the program concludes, or else what all completions agree on."""
        value = self.facts.get(key)
        return self.outlook.facts.get(key) if value is None else value

    def truth(self, key: Key) -> bool | None:
        value = self.certain(key)
        return None if value is None else value == 1

    def points(self, subject: str, maximum: int | None = None) -> Points:
        """Return a subject's points, with the ends that all completions leave, or else the program."""
        award, least, most, own_maximum = _keys_of(subject)
        facts, left = self.facts, self.outlook.facts
        return Points(
            award=facts.get(award),
            least=left.get(least, facts[least]),
            most=left.get(most, facts[most]),
            maximum=self.certain(own_maximum) if maximum is None else maximum,
        )

    def _standing(self, points: Points, criteria: Iterable[Criterion]) -> Points:
        """Return the points of some criteria together, with their award where only one is possible, and sure to come.

        Of a criterion that has none yet it is sure where its ends tell its points; one that is only asked has no say.
        """
        if points.award is not None or points.least != points.most or points.maximum is None:
            return points
        open_ = (each.id for each in criteria if each.scored and Key("award", each.id) not in self.facts)
        return replace(points, award=points.least) if self.told_by_ends.issuperset(open_) else points

    def group(self, group: Group) -> GroupScore:
        return GroupScore(
            group=group,
            points=self._standing(self.points(group_subject(group.id)), group.all_criteria),
            criteria=tuple(map(self.criterion, group.criteria)),
            groups=tuple(map(self.group, group.groups)),
        )

    def total(self) -> Points:
        points = self.points(TOTAL)
        # Where it may be that no criterion applies there may be no total, whatever its ends.
        applies = self.facts.get(SCALE_LEAST, 1) > 0
        return self._standing(points, self.framework.criteria) if applies and self.told_by_ends else points

    def criterion(self, criterion: Criterion) -> CriterionScore:
        fixed = self.fixed[criterion.id]
        rule = self._not_applicable(criterion, fixed.treatment)
        found = points = self.points(criterion.id, fixed.maximum)
        lacking: tuple[Key, ...] = ()
        if found.award is None:
            points = self._standing(found, (criterion,)) if criterion.scored else found
            lacking = tuple(need for need in fixed.needs if need not in self.facts)
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

    def _not_applicable(self, criterion: Criterion, key: Key | None) -> NotApplicable | None:
        """Return the rule by which a criterion does not apply; a treatment of 0 says that it does."""
        treatment = None if key is None else self.concluded.get(key)
        applied = treatment.by if treatment is not None and treatment.value else None
        return criterion.not_applicable[applied.origin.place] if applied is not None else None

    def gates(self) -> tuple[GateResult, ...]:
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


class ScorerCache:
    """Scores records of mixed frameworks; each framework is made ready once.

    `default` is the framework of records that name none, `organisation` that of records without one; `settings` is the
    file that says so. `earlier` tells of a record what earlier ones say of its facts; None: nobody is asked.
    """

    earlier: Earlier | None = None

    def __init__(
        self, catalog: Catalog, default: str | None = None, organisation: str | None = None, settings: str | None = None
    ) -> None:
        self.settings = settings
        self.choice = FrameworkChoice(catalog, default, organisation)
        self._scorers: dict[str, Scorer] = {}

    def informed(self, earlier: Earlier) -> ScorerCache:
        """Return the same, which asks what earlier records say; frameworks that are ready are ready for both."""
        other = copy(self)
        other.earlier = earlier
        return other

    def framework_for(self, record: Record) -> LoadedFramework:
        """Return the framework that scores a record, as `FrameworkChoice.of_record` does."""
        return self.choice.of_record(record)

    def evaluate(self, record: Record, loaded: LoadedFramework | None = None) -> Evaluation:
        """Score a record by a framework that is given, or by its own.

        Raises:
            FaultyInput, InferenceError: as `framework_for` and `Scorer.evaluate`.
        """
        chosen = loaded or self.framework_for(record)
        told = self.earlier(record, chosen) if self.earlier else None
        return replace(self.scorer(chosen).evaluate(record, told), settings=self.settings)

    def scorer(self, loaded: LoadedFramework) -> Scorer:
        """Return what scores by a framework.

        Raises:
            InferenceError: its rules cannot be built.
        """
        if loaded.hash not in self._scorers:
            self._scorers[loaded.hash] = Scorer(loaded)
        return self._scorers[loaded.hash]
