"""Suggest cases for what is not covered: the smallest partial record that reaches a goal, confirmed by running it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from chamdiem.engine.authoring.cases import case_points
from chamdiem.engine.authoring.coverage import GoalWords, is_reached
from chamdiem.engine.authoring.expecting import quoted
from chamdiem.engine.authoring.period_suggestions import PeriodCaseWriter
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.record_reader import parse_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.rules.analysis.guided import along, firing, reaching
from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.limits import fitted
from chamdiem.rules.analysis.search import Search
from chamdiem.rules.checks.places import OF_CRITERIA
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import RATING, exactly, lowering_caps
from chamdiem.rules.compile.scope import YES_NO, Scope
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.analysis.coverage import Goal
    from chamdiem.rules.analysis.search import Tests

_SOON = dt.timedelta(days=30)
_TRIED = 300
"""So many combinations of the facts of some criteria are tried, where going backwards from the goal leads nowhere."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A goal, and the case that reaches it as YAML; None where no record can be found that does."""

    goal: Goal
    case: str | None


def suggest(scorer: Scorer, missed: Iterable[Goal], lang: Lang) -> tuple[Suggestion, ...]:
    """Return cases that reach every goal; one that an earlier case reaches has none of its own."""
    periods = {period.id: PeriodCaseWriter(scorer.loaded, period, lang) for period in scorer.framework.periods}
    writers: Mapping[str, _CaseWriter | PeriodCaseWriter] = {"": _CaseWriter(scorer, lang), **periods}
    # each goal is looked at once the cases before it are written
    asked = ((goal, writers[goal.period]) for goal in missed)
    return tuple(Suggestion(goal, writer.case(goal)) for goal, writer in asked if not writer.has_reached(goal))


class _CaseWriter:
    def __init__(self, scorer: Scorer, lang: Lang) -> None:
        self.scorer = scorer
        self.framework = scorer.framework
        self.questions = Scope(self.framework).questions
        self.usual = {**self._usual_fields(), **self._usual_answers()}
        self.words = GoalWords(self.framework, lang)
        self.concluded: list[Conclusions] = []

    def has_reached(self, goal: Goal) -> bool:
        """Tell whether one of the cases so far reaches a goal."""
        return any(is_reached(goal, conclusions) for conclusions in self.concluded)

    def case(self, goal: Goal) -> str | None:
        """Return the smallest case that reaches a goal, as YAML."""
        # a whole record says most; where its rules disagree, the goal's own facts are no less of a case
        asked = (RATING, goal.fact) if goal.fact.kind in {"gate", "cap"} else (goal.fact,)
        tried = ((layer, fact) for fact in asked for layer in self._layers(goal))
        return next((found for each in tried if (found := self._case(goal, *each)) is not None), None)

    def _layers(self, goal: Goal) -> tuple[str, ...]:
        """Return the layers that the case may be about: the cell's own, unless that is not asked for what it needs."""
        limited = dict.fromkeys(layer for criterion in self.framework.criteria for layer in criterion.layers)
        criterion = self.framework.criterion(goal.owner) if goal.path[0] in OF_CRITERIA else None
        layers = tuple(dict.fromkeys(["self", *limited]))
        return layers if criterion is None else tuple(layer for layer in layers if criterion.is_asked_of(layer))[:1]

    def _case(self, goal: Goal, layer: str, asked: Key) -> str | None:
        tried = self._facts(self.scorer.of_layer(layer), goal, asked)
        return next((found for facts in tried if (found := self._written(goal, layer, facts)) is not None), None)

    def _written(self, goal: Goal, layer: str, facts: Mapping[Key, int]) -> str | None:
        """Return the case of some facts, as YAML, once it was run; None where it does not reach the goal."""
        given, answers = self._given(facts), self._answered(facts)
        answers = answers or self._answered(self._any_answer(layer))
        shape = self.framework.shape
        record = "\n".join([*given, f"assessments: {{{layer}: {{answers: {{{', '.join(answers)}}}}}}}"])
        try:
            found = self.scorer.evaluate(parse_record(read_bytes(record.encode(), ""), dt.date.max, shape=shape))
        except (FaultyInput, InferenceError):  # no record may say so, or rules disagree on it: nobody has such a case
            return None
        scoring = found.layers[layer].scoring
        if scoring is None or not is_reached(goal, scoring.conclusions):
            return None
        self.concluded.append(scoring.conclusions)
        lines = [f"  - case: {quoted(self.words.full_text(goal))}"]
        lines += [f"    layer: {layer}"] if layer != "self" else []
        lines += ["    facts: {" + ", ".join(given) + "}"] if given else []
        lines += ["    answers: {" + ", ".join(answers) + "}"] if answers else []
        return "\n".join([*lines, "    expect: {" + self._expected(goal, scoring) + "}"])

    # --- finding the facts ---

    def _facts(self, scorer: Scorer, goal: Goal, asked: Key) -> Iterator[Mapping[Key, int]]:
        """Yield facts that a case may say, usual ones wherever the goal allows; the best first."""
        sources = (asked, goal.fact, *(test.fact for test in goal.given))  # a cap may bar nothing
        needed = (need for source in sources for need in scorer.needs.get(source, ()))
        facts = {key: self.usual[key] for key in needed if key in self.usual}
        wanted = self._wanted(scorer, goal)
        circumstances = [key for key in facts if not self._is_chosen(key)]
        anything = Situation(self.framework, scorer.program, facts, lambda key: key in facts or self._is_chosen(key))
        found = reaching(anything, wanted, circumstances.__contains__)
        if found.changes is not None:
            yield anything.settled(found.changes) or facts
        elif not found.hopeless:
            yield from self._searched(scorer, facts, circumstances, wanted)
            yield from along(anything, wanted)

    def _searched(
        self, scorer: Scorer, facts: Mapping[Key, int], circumstances: Sequence[Key], wanted: Sequence[Tests]
    ) -> Iterator[Mapping[Key, int]]:
        """Yield the facts of the smallest changes, which alone reach what sums of points decide."""
        for more in dict.fromkeys(((), tuple(circumstances))):
            situation = Situation(self.framework, scorer.program, facts, partial(self._may_change, more))
            for found in Search(situation, _TRIED).smallest(wanted):
                yield situation.settled(found.changes) or facts

    def _any_answer(self, layer: str) -> Mapping[Key, int]:
        """Return one usual answer of a layer other than the cell's own: without any, nobody of it has scored."""
        scored = (key for key, question in self.questions.items() if question.criterion.is_asked_of(layer))
        return {} if layer == "self" else {key: self.usual[key] for key in islice(scored, 1)}

    def _is_chosen(self, key: Key) -> bool:
        """Tell whether a fact is no circumstance."""
        return key.kind == "answer" or not self.framework.shape.by_name[key.subject].is_circumstance

    def _may_change(self, circumstances: Sequence[Key], key: Key) -> bool:
        """Tell whether a fact may change. Circumstances do, where nothing else helps: one of them, or else all."""
        return self._is_chosen(key) or key in circumstances

    def _wanted(self, scorer: Scorer, goal: Goal) -> Sequence[Tests]:
        """Return the tests that reach a goal, in all the ways in which its rule can fire."""
        if goal.fact == RATING and goal.value is not None and lowering_caps(self.framework):
            # of sums of caps no search takes anything apart; which of them hold is soon told
            return [*exactly(self.framework, goal.value.at_least or 0)]
        if goal.value is not None:
            return [(goal.value, *goal.given)]
        if goal.ways:
            return [(*tests, *goal.given) for tests in goal.ways]
        return [(*tests, *goal.given) for tests in firing(scorer.program, goal.fact, goal.origin)]

    def _usual_fields(self) -> dict[Key, int]:
        day = self.framework.in_force.from_ + _SOON
        if self.framework.in_force.to is not None:
            day = min(day, self.framework.in_force.to)
        shape, kinds = self.framework.shape, self.framework.applies_to.kinds
        usual = shape.ordinary(shape.all_well, day.toordinal())
        if shape.kind:
            usual[shape.kind] = tuple(shape.by_name[shape.kind].words or ()).index(kinds[0])
        return {Key("field", name): value for name, value in fitted(shape, usual).items()}

    def _usual_answers(self) -> dict[Key, int]:
        return {
            key: self.framework.maximum_of(asked.scored)
            if asked.quantity.role == "points"
            else int(asked.quantity.words == YES_NO)
            for key, asked in self.questions.items()
        }

    # --- writing them down ---

    def _given(self, facts: Mapping[Key, int]) -> list[str]:
        given = ((field, facts.get(Key("field", field.name))) for field in self.framework.shape.fields)
        return [f"{field.name}: {field.written(value)}" for field, value in given if value is not None]

    def _answered(self, facts: Mapping[Key, int]) -> list[str]:
        plain: dict[str, str] = {}
        parts: dict[str, list[str]] = {}
        for key, question in self.questions.items():
            if key not in facts:
                continue
            owner, text = question.criterion.id, question.quantity.written(facts[key])
            if question.place:
                parts.setdefault(owner, []).append(f'"{question.place}": {text}')
            else:
                plain[owner] = text
        plain |= {owner: "{" + ", ".join(each) + "}" for owner, each in parts.items()}
        order = [criterion.id for criterion in self.framework.criteria]
        return [f'"{owner}": {plain[owner]}' for owner in order if owner in plain]

    def _expected(self, goal: Goal, scoring: Scoring) -> str:
        """Return what the case may promise: the points of its criterion, its finding, or the rating."""
        score = next((score for score in scoring.criteria if score.criterion.id == goal.owner), None)
        if goal.path[0] == "findings":
            return "findings: [" + ", ".join(finding.id for finding in scoring.findings) + "]"
        if score is not None and not score.criterion.scored:
            return f'status: {{"{goal.owner}": {score.status}}}'
        if goal.path[0] in OF_CRITERIA and score is not None:
            return f'points: {{"{goal.owner}": {case_points(self.framework, score.points.award) or ""}}}'
        if goal.path[0] == "measures":
            return f"measures: {{{goal.owner}: {scoring.conclusions[goal.fact].value}}}"
        return f"rating: {scoring.rating.id if scoring.rating else ''}"
