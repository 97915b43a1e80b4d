"""Record + framework → evaluation: the rules are run on the facts, and what they conclude is read back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.reading.answers import BoundLayer, bind_layers
from chamdiem.engine.scoring.evaluation import (
    CapResult,
    CriterionScore,
    Evaluation,
    GateResult,
    GroupScore,
    LayerEvaluation,
    Points,
    Scoring,
    Status,
)
from chamdiem.engine.scoring.inference import Conclusions, RuleEngine
from chamdiem.rules.analysis.completions import NOTHING, Completions, Outlook
from chamdiem.rules.compile.keys import TOTAL, gate_key, group_subject
from chamdiem.rules.compile.program import Key, Program, Rule, needs
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.totals import RAW, SCALE_MOST, is_rescaled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.language.criteria import Criterion, NotApplicable
    from chamdiem.rules.language.framework import Framework, Rating


class Scorer:
    """A framework made ready to score many records: its program is compiled and its rules are built once."""

    def __init__(self, loaded: LoadedFramework) -> None:
        self.loaded = loaded
        self.framework: Framework = loaded.framework
        self.program: Program = loaded.program
        self.engine = RuleEngine(self.program)
        self.needs = needs(self.program)
        self._completions = Completions(self.framework, self.program)

    def evaluate(self, record: Record) -> Evaluation:
        """Score a record by every layer that gives answers.

        Raises:
            FaultyInput: answers that the framework does not ask for or allow.
            InferenceError: the framework contradicts itself on these facts, or the engine failed.
        """
        bound = bind_layers(record, self.framework)
        facts = record.facts()
        layers = {name: self._layer(name, layer, record, facts) for name, layer in bound.items()}
        if "self" not in layers:
            layers["self"] = LayerEvaluation(layer="self", stated=None, scoring=self._scoring(None, record, facts))
        return Evaluation(
            framework=self.loaded, record=record, layers=layers, outside_force=self._outside_force(record)
        )

    def score_facts(self, record: Record, facts: Mapping[Key, int]) -> Scoring:
        """Return what the rules conclude from facts that stand in the place of a record's own.

        Raises:
            InferenceError: as `evaluate`.
        """
        return self._scoring(None, record, facts)

    def _outside_force(self, record: Record) -> bool:
        kind = record.kind
        wrong_day = record.date is not None and not self.framework.in_force.covers(record.date)
        return wrong_day or (kind is not None and kind not in self.framework.applies_to.kinds)

    def _layer(self, name: str, layer: BoundLayer, record: Record, facts: Mapping[Key, int]) -> LayerEvaluation:
        stated = next((rating for rating in self.framework.ratings if rating.id == layer.rating), None)
        scored = name == "self" or layer.facts
        return LayerEvaluation(
            layer=name, stated=stated, scoring=self._scoring(layer, record, facts) if scored else None
        )

    def _scoring(self, layer: BoundLayer | None, record: Record, facts: Mapping[Key, int]) -> Scoring:
        given = {**facts, **(layer.facts if layer else {})}
        concluded = self.engine.run(given)
        open_ = Key("award", TOTAL) not in concluded or RATING not in concluded
        outlook = self._completions.outlook(given) if open_ else NOTHING
        known = {key: found.value for key, found in concluded.items()}
        read = _Reading(self.framework, self.needs, concluded, known, outlook, layer, record)
        groups = tuple(
            GroupScore(
                group=group,
                points=read.points(group_subject(group.id)),
                criteria=tuple(map(read.criterion, group.criteria)),
            )
            for group in self.framework.groups
        )
        place = read.certain(RATING)
        ratings = self.framework.ratings
        return Scoring(
            groups=groups,
            total=read.points(TOTAL),
            rating=ratings[place] if place is not None and place < len(ratings) else None,
            possible=read.possible_ratings(),
            unrated=place == len(ratings),
            empty=known.get(SCALE_MOST) == 0,
            applicable=known.get(Key("maximum", RAW)) if is_rescaled(self.framework) else None,
            rescaled=known.get(Key("rescaled_award", TOTAL)),
            gates=read.gates(),
            caps=tuple(CapResult(cap, read.truth(Key("cap", cap.id))) for cap in self.framework.caps),
            findings=tuple(finding for finding in self.framework.findings if Key("finding", finding.id) in concluded),
            conclusions=concluded,
            facts=known,
            program=self.program,
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what was concluded back in the framework's terms."""

    framework: Framework
    needs: Mapping[Key, tuple[Key, ...]]
    concluded: Conclusions
    facts: Mapping[Key, int]
    outlook: Outlook
    layer: BoundLayer | None
    record: Record

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

    def criterion(self, criterion: Criterion) -> CriterionScore:
        treatment: int | None = 0
        movable = False
        if criterion.not_applicable:
            treatment = self.facts.get(Key("treatment", criterion.id))
            movable = any(rule.then in {"excluded", "rescaled"} for rule in criterion.not_applicable)
        points = self.points(criterion.id, None if movable else self.framework.maximum_of(criterion))
        lacking = self._lacking(criterion.id) if points.award is None else ()
        missing = tuple(key for key in lacking if key.kind != "measure")
        undefined = tuple(key for key in lacking if key.kind == "measure") if not missing else ()
        return CriterionScore(
            criterion=criterion,
            points=points,
            status=_status(points, treatment, missing, undefined),
            rule=self._not_applicable(criterion, treatment),
            missing=missing,
            undefined=undefined,
            note=self.layer.record.deduction_notes.get(criterion.id) if self.layer else None,
            evidence=self.record.evidence.get(criterion.id, ()),
        )

    def _not_applicable(self, criterion: Criterion, treatment: int | None) -> NotApplicable | None:
        if not treatment:
            return None
        by = self.concluded[Key("treatment", criterion.id)].by
        return criterion.not_applicable[by.origin.place] if isinstance(by, Rule) else None

    def _lacking(self, criterion: str) -> tuple[Key, ...]:
        return tuple(need for need in self.needs[Key("award", criterion)] if need not in self.facts)

    def gates(self) -> tuple[GateResult, ...]:
        keys = (
            (rating, gate, gate_key(rating.id, n))
            for rating in self.framework.ratings
            for n, gate in enumerate(rating.requires)
        )
        return tuple(GateResult(rating, gate, self.truth(key), key) for rating, gate, key in keys)

    def possible_ratings(self) -> tuple[Rating, ...]:
        """Ratings that may still be given: those not ruled out, down to the first that is certain."""
        possible = []
        for place, rating in enumerate(self.framework.ratings):
            if self.outlook.ratings is not None and place not in self.outlook.ratings:
                continue
            reached = self.truth(Key("reaches", rating.id))
            needs_nothing = rating.is_open and not rating.requires and not self.framework.caps
            if reached is not False:
                possible.append(rating)
            if reached or needs_nothing:
                break
        return tuple(possible)


@lru_cache(maxsize=4096)
def _keys_of(subject: str) -> tuple[Key, ...]:
    """Return the facts that make up points; they are the same for every meeting, and making them takes longer."""
    return tuple(Key(kind, subject) for kind in ("award", "least", "most", "maximum"))


def _status(points: Points, treatment: int | None, missing: tuple[Key, ...], undefined: tuple[Key, ...]) -> Status:
    if treatment:
        return "not_applicable"
    if points.award is not None:
        return "scored"
    return "missing" if missing else "undefined" if undefined else "unmatched"
