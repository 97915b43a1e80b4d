"""Record + framework → evaluation: the rules are run on the facts, and what they conclude is read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.reading.answers import BoundLayer, bind_layers
from chamdiem.engine.reading.choice import FrameworkChoice
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
from chamdiem.engine.scoring.inference import Conclusions, RuleEngine
from chamdiem.rules.analysis.completions import NOTHING, Completions, Outlook
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import TOTAL, gate_key, group_subject
from chamdiem.rules.compile.program import Key, needs, with_given
from chamdiem.rules.compile.ratings import RATING, lowering_caps, possible
from chamdiem.rules.compile.totals import RAW, SCALE_MOST, is_rescaled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.compile.ratings import Possible
    from chamdiem.rules.language.criteria import Criterion, Group, NotApplicable
    from chamdiem.rules.language.framework import Framework, Rating


class Scorer:
    """A framework made ready to score many records: its program is compiled and its rules are built once."""

    def __init__(self, loaded: LoadedFramework) -> None:
        self.loaded = loaded
        self.framework, self.program = loaded.framework, loaded.program
        self.engine = RuleEngine(self.program)
        self.needs = needs(self.program, bounding=False)
        self._completions = Completions(self.framework, self.program)
        self._private = _Private(self)

    def evaluate(self, record: Record) -> Evaluation:
        """Score a record by every layer that gives answers.

        Raises:
            FaultyInput: answers that the framework does not ask for or allow.
            InferenceError: the framework contradicts itself on these facts, or the engine failed.
        """
        bound = bind_layers(record, self.framework)
        facts = record.facts()
        layers = {name: self._layer(name, bound.get(name), record, facts) for name in dict.fromkeys((*bound, "self"))}
        kind, day = record.kind, record.counts_on
        outside = (day is not None and not self.framework.in_force.covers(day)) or (
            kind is not None and kind not in self.framework.applies_to.kinds
        )
        return Evaluation(framework=self.loaded, record=record, layers=layers, outside_force=outside)

    def _layer(self, name: str, layer: BoundLayer | None, record: Record, facts: Mapping[Key, int]) -> LayerEvaluation:
        stated = next((rating for rating in self.framework.ratings if layer and rating.id == layer.rating), None)
        scored = name == "self" or (layer is not None and layer.facts)
        return LayerEvaluation(
            layer=name, stated=stated, scoring=self.score_facts(record, facts, layer) if scored else None
        )

    def score_facts(self, record: Record, facts: Mapping[Key, int], layer: BoundLayer | None = None) -> Scoring:
        """Return what the rules conclude from a layer's answers and facts that stand in the place of a record's own.

        Raises:
            InferenceError: as `evaluate`.
        """
        scorer, seen = self._private.without(facts)
        return scorer._concluded(record, seen, layer)  # noqa: SLF001 - of the same class

    def _concluded(self, record: Record, facts: Mapping[Key, int], layer: BoundLayer | None) -> Scoring:
        given = {**facts, **(layer.facts if layer else {})}
        concluded = self.engine.run(given)
        open_ = Key("award", TOTAL) not in concluded or RATING not in concluded
        outlook = self._completions.outlook(given) if open_ else NOTHING
        known = {key: found.value for key, found in concluded.items()}
        notes = layer.record.deduction_notes if layer else {}
        read = _Reading(self.framework, self.needs, concluded, known, outlook, notes, record.evidence)
        place, ratings = read.certain(RATING), self.framework.ratings
        rated = possible(self.framework, read.certain)
        return Scoring(
            groups=tuple(map(read.group, self.framework.groups)),
            outside=tuple(map(read.criterion, self.framework.outside)),
            total=read.points(TOTAL),
            rating=ratings[place] if place is not None and place < len(ratings) else None,
            possible=read.possible_ratings(rated),
            unrated=place == len(ratings),
            empty=known.get(SCALE_MOST) == 0,
            applicable=known.get(Key("maximum", RAW)) if is_rescaled(self.framework) else None,
            rescaled=known.get(Key("rescaled_award", TOTAL)),
            lowering=read.lowering(rated),
            gates=read.gates(),
            caps=tuple(CapResult(cap, read.truth(Key("cap", cap.id))) for cap in self.framework.caps),
            findings=tuple(finding for finding in self.framework.findings if Key("finding", finding.id) in concluded),
            conclusions=concluded,
            facts=known,
            program=self.program,
        )


class _Private:
    """Leaves out of all that is concluded what is one person's own: of such facts, only what measures make of them.

    So no reason, derivation, result or entry has them, and a record that was kept without them gives the same.
    """

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._facts = {Key("field", name) for name in scorer.framework.shape.personal} & scorer.program.inputs
        needed = scorer.needs.items()
        self._made = {key for key, own in needed if key.kind in _MADE and not self._facts.isdisjoint(own)}
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
            self._scorers[given] = Scorer(replace(self._scorer.loaded, program=program))
        return self._scorers[given], {key: facts[key] for key in facts if key not in self._facts} | known


_MADE = frozenset({"measure", "measure_least", "measure_most"})
"""Facts that are a measure, or the least and the most that it is."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what was concluded back in the framework's terms."""

    framework: Framework
    needs: Mapping[Key, tuple[Key, ...]]
    concluded: Conclusions
    facts: Mapping[Key, int]
    outlook: Outlook
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
            maximum=facts.get(own_maximum) if maximum is None else maximum,
        )

    def group(self, group: Group) -> GroupScore:
        return GroupScore(
            group=group,
            points=self.points(group_subject(group.id)),
            criteria=tuple(map(self.criterion, group.criteria)),
            groups=tuple(map(self.group, group.groups)),
        )

    def criterion(self, criterion: Criterion) -> CriterionScore:
        rule = self._not_applicable(criterion)
        movable = any(rule.then in {"excluded", "rescaled"} for rule in criterion.not_applicable)
        points = self.points(criterion.id, None if movable else self.framework.maximum_of(criterion))
        needs = self.needs[Key("award", criterion.id)] if points.award is None else ()
        lacking = tuple(need for need in needs if need not in self.facts)
        missing = tuple(key for key in lacking if key.kind != "measure")
        return CriterionScore(
            criterion=criterion,
            points=points,
            status=_status(points, rule, missing, lacking),
            rule=rule,
            missing=missing,
            undefined=() if missing else lacking,
            note=self.notes.get(criterion.id),
            evidence=self.evidence.get(criterion.id, ()),
            fewer_is_better=self.framework.fewer_is_better,
        )

    def _not_applicable(self, criterion: Criterion) -> NotApplicable | None:
        """Return the rule by which a criterion does not apply; a treatment of 0 says that it does."""
        treatment = self.concluded.get(Key("treatment", criterion.id)) if criterion.not_applicable else None
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


def _status(points: Points, rule: NotApplicable | None, missing: tuple[Key, ...], lacking: tuple[Key, ...]) -> Status:
    if rule is not None:
        return "not_applicable"
    if points.award is not None:
        return "scored"
    return "missing" if missing else "undefined" if lacking else "unmatched"


class ScorerCache:
    """Scores records of mixed frameworks; each framework is made ready once.

    `default` is the framework of records that name none, `organisation` that of records without one; `settings` is the
    file that says so.
    """

    def __init__(
        self, catalog: Catalog, default: str | None = None, organisation: str | None = None, settings: str | None = None
    ) -> None:
        self.settings = settings
        self.choice = FrameworkChoice(catalog, default, organisation)
        self._scorers: dict[str, Scorer] = {}

    def framework_for(self, record: Record) -> LoadedFramework:
        """Return the framework that scores a record, as `FrameworkChoice.of_record` does."""
        return self.choice.of_record(record)

    def evaluate(self, record: Record, loaded: LoadedFramework | None = None) -> Evaluation:
        """Score a record by a framework that is given, or by its own.

        Raises:
            FaultyInput, InferenceError: as `framework_for` and `Scorer.evaluate`.
        """
        chosen = loaded or self.framework_for(record)
        return replace(self.scorer(chosen).evaluate(record), settings=self.settings)

    def scorer(self, loaded: LoadedFramework) -> Scorer:
        """Return what scores by a framework.

        Raises:
            InferenceError: its rules cannot be built.
        """
        if loaded.hash not in self._scorers:
            self._scorers[loaded.hash] = Scorer(loaded)
        return self._scorers[loaded.hash]
