"""Record + framework → evaluation: the rules are run on the facts, and what they conclude is read back."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from chamdiem.engine.reading.answers import BoundLayer, bind_layers
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.engine.scoring.earlier import contradictions, with_earlier
from chamdiem.engine.scoring.evaluation import CapResult, Evaluation, LayerEvaluation, Scoring
from chamdiem.engine.scoring.inference import RuleEngine
from chamdiem.engine.scoring.score_reading import ScoreReading, fixed_of
from chamdiem.rules.analysis.completions import NOTHING, Completions
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.interpreter import Slice
from chamdiem.rules.compile.keys import KNOWN, TOTAL
from chamdiem.rules.compile.personal import made_of_own, own_facts
from chamdiem.rules.compile.program import Key, needs, with_given
from chamdiem.rules.compile.ratings import RATING, possible
from chamdiem.rules.compile.scored import is_told_by_ends
from chamdiem.rules.compile.totals import RAW, SCALE_MOST, is_rescaled
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.rules.compile.program import Program
    from chamdiem.rules.compile.scope import Scope

    Earlier = Callable[[Record, LoadedFramework], EarlierFacts | None]


class Scorer:
    """A framework made ready to score many records: its program is compiled and its rules are built once.

    Of a `layer` that is not asked everything, the program is its own (see `Criterion.layers`); see `of_layer`.
    """

    def __init__(
        self,
        loaded: LoadedFramework,
        layer: str | None = None,
        program: Program | None = None,
        needed: Mapping[Key, tuple[Key, ...]] | None = None,
    ) -> None:
        self.loaded, self.layer = loaded, layer
        self.framework = loaded.framework
        self.program = program or (loaded.program if layer is None else compile_framework(loaded.framework, layer))
        self.engine = RuleEngine(self.program)
        is_whole = self.program is loaded.program
        self.needs = needed or (loaded.needs if is_whole else needs(self.program, bounding=False))
        self._completions = Completions(self.framework, self.program)
        self._private = _Private(self)
        self._layers: dict[str, Scorer] = {}
        self._is_rescaled = is_rescaled(self.framework)
        numbers = self.engine.facts.numbers
        self._fixed = {
            each.id: fixed_of(self.framework, each, layer, self.needs[Key("award", each.id)], numbers)
            for each in self.framework.criteria
        }
        self._told_by_ends = frozenset(
            criterion.id for criterion in self.framework.criteria if is_told_by_ends(self.framework, criterion)
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

    def score_layer(self, record: Record, name: str, earlier: EarlierFacts | None = None) -> Scoring | None:
        """Return what `evaluate` gives of one layer alone; None: it has no answers.

        Raises:
            FaultyInput: as `evaluate`, whichever layer is at fault.
            InferenceError: as `evaluate`.
        """
        layer, facts = _bound(record, self.loaded.scope, earlier).get(name), record.facts()
        return self._layer(
            name, layer, lambda own: self.of_layer(own).score_facts(record, facts, layer, earlier=earlier)
        ).scoring

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
        notes = layer.record.deduction_notes if layer else {}
        told = self._told_by_ends if standing else frozenset[str]()
        known = concluded.value
        read = ScoreReading(self.framework, self._fixed, concluded, outlook, told, notes, record.evidence)
        place, ratings = read.certain(RATING), self.framework.ratings
        rated = possible(self.framework, read.certain)
        return Scoring(
            groups=tuple(map(read.group, self.framework.groups)),
            outside=tuple(map(read.criterion, self.framework.outside)),
            total=read.total(),
            rating=ratings[place] if place is not None and place < len(ratings) else None,
            possible=read.possible_ratings(rated),
            unrated=place == len(ratings),
            empty=known(SCALE_MOST) == 0,
            applicable=known(Key("maximum", RAW)) if self._is_rescaled else None,
            rescaled=known(Key("rescaled_award", TOTAL)),
            lowering=read.lowering(rated),
            gates=read.gates(),
            caps=tuple(CapResult(cap, read.truth(Key("cap", cap.id))) for cap in self.framework.caps),
            findings=tuple(finding for finding in self.framework.findings if Key("finding", finding.id) in concluded),
            conclusions=concluded,
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
        personal = scorer.framework.shape.personal
        self._facts, self._made = own_facts(scorer.program, personal), made_of_own(scorer.program, personal)
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
            self._scorers[given] = self._given(given)
        return self._scorers[given], {key: facts[key] for key in facts if key not in self._facts} | known

    def _given(self, given: frozenset[Key]) -> Scorer:
        """Return what scores with what was made of them: it lacks what the measures lack, but none that is known."""
        whole = self._scorer
        known = {key for key in self._facts if Key(KNOWN, key.subject) in given}
        needed = {key: tuple(need for need in of if need not in known) for key, of in whole.needs.items()}
        return Scorer(whole.loaded, whole.layer, with_given(whole.program, given), needed)


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
