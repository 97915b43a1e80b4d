"""Why a point is what it is, down to what was answered: conclusion, rule, measure, facts, clause, open reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.ledger.contents import KeptResult, UpperAssessment
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.ledger.seeing import layers_seen
from chamdiem.engine.texts import label, say, sentence
from chamdiem.engine.words import formats
from chamdiem.rules.compile.program import Key, Rule
from chamdiem.rules.compile.scope import YES_NO
from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.explanation.explanation import Explanation
    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.ledger.contents import LayerResult
    from chamdiem.engine.scoring.conclusions import Conclusion
    from chamdiem.engine.scoring.evaluation import Evaluation, Scoring
    from chamdiem.engine.texts import Lang
    from chamdiem.engine.words.wording import Wording
    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.framework import Framework
    from chamdiem.web.kept import KeptMeeting


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation. `kind`: rule, measure, field or answer; `code` is the name of a rule."""

    kind: str
    text: str
    code: str = ""
    uses: tuple[Step, ...] = ()
    note: str = ""


class _Derivation:
    """Follows what was concluded back to what was given; each fact is told once, where it is met first."""

    def __init__(self, wording: Wording, scoring: Scoring, earlier: tuple[str, ...]) -> None:
        self.wording, self.concluded, self.earlier = wording, scoring.conclusions, earlier
        self.seen: set[Key] = set()

    def under(self, key: Key) -> Iterator[Step]:
        """Yield the steps that lead to a fact; what only passes a number on is left out."""
        found = self.concluded.get(key)
        if found is None or key in self.seen:
            return
        self.seen.add(key)
        uses = tuple(step for used in found.uses for step in self.under(used))
        step = self._step(found, uses)
        yield from uses if step is None else (step,)

    def _step(self, found: Conclusion, uses: tuple[Step, ...]) -> Step | None:
        key, value, say = found.key, found.value, self.wording.say
        framework = self.wording.framework
        match key.kind:
            case "field":
                told = say("fact.value", name=self.wording.name(key.subject), value=self._field(key.subject, value))
                return Step("field", told)
            case "answer":
                question = self.wording.questions.get(key)
                told = self._answer(question, value) if question else str(value)
                name = f"{self.wording.need(key)} ({question.title})" if question else key.subject
                return Step("answer", say("fact.value", name=name, value=told))
            case "measure" if key.subject in framework.measures:
                measure = framework.measures[key.subject]
                value_text = self.wording.stored(key.subject, value)
                told = say("fact.value", name=measure.title, value=value_text)
                return Step("measure", told, self.wording.measure(measure), uses, measure.note or "")
        if isinstance(found.by, Rule):
            return Step("rule", found.by.clause, found.by.name, uses)
        return None

    def _field(self, name: str, value: int) -> str:
        return self.wording.field_value(name, value)

    def _answer(self, question: Question, value: int) -> str:
        quantity, say = question.quantity, self.wording.say
        if quantity.role == "points":
            return self.wording.points(value)
        if quantity.words == YES_NO:
            return say("format.yes" if value else "format.no")
        way = question.scored.way
        if isinstance(way, ways.NamedLevels):
            return next(each.title for each in way.levels if each.id == quantity.words[value])
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PointShown:
    """One criterion in one layer. `kept`: what the ledger says its points were; `same`: it is scored the same today."""

    id: str
    title: str
    got: str
    kept: str
    same: bool
    lost: bool
    reason: str
    others: tuple[str, ...]
    better: str
    note: str
    evidence: tuple[str, ...]
    clause: str
    reading: str
    scoring: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class LayerWhy:
    """Why one layer of a meeting came to what it did."""

    kept: KeptMeeting
    lang: Lang
    layer: str

    @cached_property
    def evaluation(self) -> Evaluation:
        """The evaluation that has the layer, made anew."""
        return self.kept.assessed if self.layer == UPPER else self.kept.evaluation

    @property
    def framework(self) -> Framework:
        """The framework by which it was scored."""
        return self.evaluation.framework.framework

    @property
    def title(self) -> str:
        """The layer in words."""
        return label(self.framework.shape.layers[self.layer], self.lang)

    @cached_property
    def explanation(self) -> Explanation:
        """The explanation of the layer."""
        return explain(self.evaluation, self.lang, self.layer)

    @cached_property
    def recorded(self) -> LayerResult | None:
        """What the ledger says was concluded."""
        return self.kept.result_of(self.layer)

    @property
    def total(self) -> str:
        """The total beside the most that there is."""
        total = self.explanation.why.scoring.total
        return self.points(total.award, total.maximum)

    def points(self, award: int | None, maximum: int | None) -> str:
        """Return points beside their maximum; of what has none a dash."""
        if self.framework.points is None:
            return "–" if award is None else say(self.lang, "criterion.met" if award else "criterion.not_met")
        ends = ("–" if each is None else formats.points(each, self.lang) for each in (award, maximum))
        return "/".join(ends)

    @property
    def is_same(self) -> bool:
        """Whether every point that is recorded comes out again."""
        return all(each.same for each in self.shown)

    @cached_property
    def shown(self) -> tuple[PointShown, ...]:
        """All criteria, in the framework's order, without their derivations."""
        order = {each.id: place for place, each in enumerate(self.framework.criteria)}
        found = sorted(self.explanation.criteria, key=lambda each: order[each.id])
        return tuple(self._shown(each, ()) for each in found)

    def one(self, criterion: str) -> PointShown | None:
        """Return one criterion with its derivation; None: there is none such."""
        found = self.explanation.of(criterion)
        if found is None:
            return None
        wording, scoring = self.evaluation.framework.wordings[self.lang], self.explanation.why.scoring
        steps = tuple(_Derivation(wording, scoring, self.explanation.earlier).under(Key("award", criterion)))
        return self._shown(found, steps)

    def _shown(self, item: CriterionExplanation, steps: tuple[Step, ...]) -> PointShown:
        score, criterion = item.score, item.score.criterion
        recorded = self.recorded.points.get(item.id) if self.recorded is not None else None
        wording = self.evaluation.framework.wordings[self.lang]
        return PointShown(
            id=item.id,
            title=criterion.title,
            got=self.points(score.points.award, score.points.maximum),
            kept=self.points(recorded, score.points.maximum),
            same=self.recorded is None or recorded == score.points.award,
            lost=score.lost > 0,
            reason=sentence(item.reason),
            others=() if steps else item.others,
            better=wording.say("result.better", better=item.better) if item.better else "",
            note=score.note or "",
            evidence=score.evidence,
            clause=item.clause,
            reading=criterion.note or "",
            scoring=tuple(wording.scoring(criterion)) if steps else (),
            steps=steps,
        )


def layers_why(kept: KeptMeeting, lang: Lang, actor: str) -> tuple[LayerWhy, ...]:
    """Return the layers that were scored and that somebody may see."""
    house = kept.house
    seen = layers_seen(house.authority, actor, kept.state, house.today)
    return tuple(LayerWhy(kept, lang, name) for name in seen if kept.result_of(name) is not None)


def is_scored(content: object) -> bool:
    """Tell whether an entry is one whose points can be worked out again."""
    return isinstance(content, KeptResult | UpperAssessment)
