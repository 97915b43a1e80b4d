"""Record + framework → evaluation: the points, the total and the rating of each layer, with how each was concluded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.reading.answers import BoundLayer, bind_layers
from chamdiem.engine.reading.catalog import is_file_name
from chamdiem.engine.scoring.inference import Conclusions, RuleEngine
from chamdiem.rules.analysis.completions import NOTHING, Completions, Outlook
from chamdiem.rules.compile.compiler import compile_framework
from chamdiem.rules.compile.program import Key, Program, Rule, needs
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import TOTAL, group_subject
from chamdiem.rules.compile.totals import RAW, SCALE_MOST, is_rescaled
from chamdiem.rules.language.faults import Fault, FaultyInput
from chamdiem.rules.language.fields import LAYERS
from chamdiem.rules.language.scalars import listed, shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.reading.catalog import Catalog, LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.rules.language.criteria import Criterion, Group, NotApplicable
    from chamdiem.rules.language.framework import Cap, Finding, Framework, Gate, Rating

Status = Literal["scored", "not_applicable", "missing", "undefined", "unmatched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points in hundredths. `award` and `maximum` may not be known; the award lies between `least` and `most`."""

    award: int | None
    least: int
    most: int
    maximum: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """One criterion's points, and why there are none: the fields and answers that are `missing`, measures `undefined`.

    Status: scored; not_applicable (`rule` says why and what its points became); missing (facts are not there);
    undefined (a measure cannot be made, such as a percentage of nobody); unmatched (everything is known, and the
    framework has no band for it).
    """

    criterion: Criterion
    points: Points
    status: Status
    rule: NotApplicable | None
    missing: tuple[Key, ...]
    undefined: tuple[Key, ...]
    note: str | None
    evidence: tuple[str, ...]

    @property
    def lost(self) -> int:
        """Points of the maximum that were not given; 0 while that is not known."""
        if self.points.award is None or self.points.maximum is None or self.criterion.bonus == "outside":
            return 0
        return max(0, self.points.maximum - self.points.award)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """One group's points and its criteria."""

    group: Group
    points: Points
    criteria: tuple[CriterionScore, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """What the rules conclude from the record's facts and one layer's answers.

    `rating` is None when it is not certain yet (`possible` then names those that may still come), or when no rating
    applies (`unrated`). `empty`: no criterion applies, so that there is neither total nor rating. `applicable` is the
    maximum of the criteria that apply and `rescaled` what the points in the scale became by it, where the framework
    rescales (hundredths).
    """

    groups: tuple[GroupScore, ...]
    total: Points
    rating: Rating | None
    possible: tuple[Rating, ...]
    unrated: bool
    empty: bool
    applicable: int | None
    rescaled: int | None
    gates: tuple[GateResult, ...]
    caps: tuple[CapResult, ...]
    findings: tuple[Finding, ...]
    conclusions: Conclusions
    program: Program

    @property
    def criteria(self) -> tuple[CriterionScore, ...]:
        """Every criterion's score, in the order of the framework."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @property
    def complete(self) -> bool:
        """Whether every criterion has its points, or does not apply."""
        return self.total.award is not None or self.empty

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

    @property
    def contradicts(self) -> bool:
        """Whether the stated rating is none that the layer's own points still allow."""
        return self.scoring is not None and not _allows(self.scoring, self.stated)


def _allows(scoring: Scoring, stated: Rating | None) -> bool:
    return stated is None or any(rating.id == stated.id for rating in scoring.possible)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A layer states a rating that points do not allow: its own, or those of `by`, the layer that it follows."""

    layer: str
    stated: Rating
    by: str
    scoring: Scoring


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The result of one meeting. `outside_force`: the framework was named, yet is not in force for the meeting.

    `settings` is the file of settings that it was scored with; None: those that are built in.
    """

    framework: LoadedFramework
    record: Record
    layers: Mapping[str, LayerEvaluation]
    outside_force: bool
    settings: str | None = None

    @property
    def oddities(self) -> tuple[Fault, ...]:
        """What people should look at again: what is seldom so in the record, and an organisation that is another's."""
        return (*self.record.oddities, *self._foreign())

    def _foreign(self) -> Iterator[Fault]:
        organisation = self.record.text("organisation")
        applies_to = self.framework.framework.applies_to
        if organisation is not None and applies_to.depth(organisation) is None:
            details = {
                "organisation": organisation,
                "id": self.framework.id,
                "allowed": listed(applies_to.organisations),
            }
            place = self.record.document.place(("organisation",))
            yield Fault("odd.organisation", ("organisation",), details, place)

    @property
    def own(self) -> Scoring:
        """The self layer's scoring."""
        scoring = self.layers["self"].scoring
        assert scoring is not None  # noqa: S101 - evaluate() always scores the self layer
        return scoring

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the stated ratings that points do not allow, also while some of those are missing.

        What is stated without points (a vote, a decision) follows the layer before it that has some.
        """
        found: list[Contradiction] = []
        for name in LAYERS:
            layer = self.layers.get(name)
            if layer is None or layer.stated is None:
                continue
            by = next(earlier for earlier in reversed(_up_to(name)) if self._scored(earlier) is not None)
            scoring = self._scored(by)
            if scoring is not None and not _allows(scoring, layer.stated):
                found.append(Contradiction(name, layer.stated, by, scoring))
        return tuple(found)

    def _scored(self, name: str) -> Scoring | None:
        layer = self.layers.get(name)
        return None if layer is None else layer.scoring


def _up_to(name: str) -> tuple[str, ...]:
    names = tuple(LAYERS)
    return names[: names.index(name) + 1]


class Scorer:
    """A framework made ready to score many records: its program is compiled and its rules are built once."""

    def __init__(self, loaded: LoadedFramework) -> None:
        self.loaded = loaded
        self.framework: Framework = loaded.framework
        self.program: Program = compile_framework(loaded.framework)
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
        read = _Reading(self.framework, self.needs, concluded, outlook, layer, record)
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
            empty=read.value(SCALE_MOST) == 0,
            applicable=read.value(Key("maximum", RAW)) if is_rescaled(self.framework) else None,
            rescaled=read.value(Key("rescaled_award", TOTAL)),
            gates=read.gates(),
            caps=tuple(CapResult(cap, read.truth(Key("cap", cap.id))) for cap in self.framework.caps),
            findings=tuple(finding for finding in self.framework.findings if Key("finding", finding.id) in concluded),
            conclusions=concluded,
            program=self.program,
        )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads what was concluded back in the framework's terms."""

    framework: Framework
    needs: Mapping[Key, tuple[Key, ...]]
    concluded: Conclusions
    outlook: Outlook
    layer: BoundLayer | None
    record: Record

    def value(self, key: Key) -> int | None:
        found = self.concluded.get(key)
        return None if found is None else found.value

    def bound(self, key: Key) -> int:
        """Return the end of a score that is left by all completions, or else by the program."""
        return self.outlook.facts.get(key, self.concluded[key].value)

    def certain(self, key: Key) -> int | None:
        """Return what the program concludes, or else what all completions agree on."""
        value = self.value(key)
        return self.outlook.facts.get(key) if value is None else value

    def truth(self, key: Key) -> bool | None:
        value = self.certain(key)
        return None if value is None else value == 1

    def points(self, subject: str, maximum: int | None = None) -> Points:
        return Points(
            award=self.value(Key("award", subject)),
            least=self.bound(Key("least", subject)),
            most=self.bound(Key("most", subject)),
            maximum=self.value(Key("maximum", subject)) if maximum is None else maximum,
        )

    def criterion(self, criterion: Criterion) -> CriterionScore:
        treatment = self.value(Key("treatment", criterion.id)) if criterion.not_applicable else 0
        movable = any(rule.then in {"excluded", "rescaled"} for rule in criterion.not_applicable)
        points = self.points(criterion.id, None if movable else self.framework.maximum_of(criterion))
        lacking = self._lacking(Key("award", criterion.id)) if points.award is None else ()
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

    def _lacking(self, key: Key) -> tuple[Key, ...]:
        return tuple(need for need in self.needs[key] if need not in self.concluded)

    def gates(self) -> tuple[GateResult, ...]:
        keys = (
            (rating, gate, Key("gate", f"{rating.id}/{n}"))
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


def _status(points: Points, treatment: int | None, missing: tuple[Key, ...], undefined: tuple[Key, ...]) -> Status:
    if treatment:
        return "not_applicable"
    if points.award is not None:
        return "scored"
    return "missing" if missing else "undefined" if undefined else "unmatched"


class ScorerCache:
    """Scores records of mixed frameworks; each framework is made ready once.

    `default` is the framework of records that name none, `organisation` that of records without one; `settings` is the
    file that says so.
    """

    def __init__(
        self,
        catalog: Catalog,
        default: str | None = None,
        organisation: str | None = None,
        settings: str | None = None,
    ) -> None:
        self.catalog = catalog
        self.settings = settings
        self.default = default
        self.organisation = organisation
        self._scorers: dict[str, Scorer] = {}
        self._default: LoadedFramework | None = None

    def framework_for(self, record: Record) -> LoadedFramework:
        """Return the framework that a record names, or the default, or the one in force for its date and kind.

        Raises:
            FaultyInput: it names an unknown one, does not say enough to choose, or the choice is not one.
        """
        if record.framework is not None:
            return self._named(record, record.framework)
        default = self._default_framework()
        if default is not None:
            return default
        kind = record.kind
        missing = [name for name, value in (("date", record.date), ("meeting_kind", kind)) if value is None]
        if record.date is None or kind is None:
            raise FaultyInput(
                [Fault("record.cannot_choose", (), {"name": name}, record.document.place(())) for name in missing]
            )
        return self._in_force(record, record.date, kind)

    def _default_framework(self) -> LoadedFramework | None:
        if self._default is None and self.default is not None:
            self._default = self.catalog.find(self.default)
        return self._default

    def _named(self, record: Record, name: str) -> LoadedFramework:
        """Return a framework that ships: a record that comes from elsewhere does not choose the file that judges it."""
        place = record.document.place(("framework",))
        default = self._default_framework()
        if default is not None and default.id == name:
            return default
        if is_file_name(name):
            raise FaultyInput([Fault("record.framework_file", (), {"name": shown(name)}, place)])
        try:
            return self.catalog.get(name)
        except FaultyInput as error:
            raise FaultyInput([replace(fault, place=fault.place or place) for fault in error.faults]) from error

    def _in_force(self, record: Record, day: dt.date, kind: str) -> LoadedFramework:
        try:
            return self.catalog.in_force(day, record.text("organisation") or self.organisation, kind)
        except FaultyInput as error:
            raise FaultyInput(
                [Fault(f.code, f.path, f.details, f.place or record.document.place(("date",))) for f in error.faults]
            ) from error

    def evaluate(self, record: Record, loaded: LoadedFramework | None = None) -> Evaluation:
        """Score a record by a framework that is given, or by its own.

        Raises:
            FaultyInput, InferenceError: as `framework_for` and `Scorer.evaluate`.
        """
        chosen = loaded or self.framework_for(record)
        if chosen.hash not in self._scorers:
            self._scorers[chosen.hash] = Scorer(chosen)
        return replace(self._scorers[chosen.hash].evaluate(record), settings=self.settings)
