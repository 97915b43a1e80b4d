"""Suggest cases for what is not covered: the smallest partial record that reaches a goal, confirmed by running it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.authoring.cases import case_points
from chamdiem.engine.authoring.coverage import GoalWords, is_reached
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.engine.reading.records import parse_record
from chamdiem.rules.analysis.levers import Situation
from chamdiem.rules.analysis.search import Search
from chamdiem.rules.compile.program import Key, Within
from chamdiem.rules.compile.ratings import RATING
from chamdiem.rules.compile.scope import YES_NO, Scope
from chamdiem.rules.language.fields import BY_NAME, FIELDS, Changeability, FieldType
from chamdiem.rules.language.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.engine.scoring.inference import Conclusions
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.analysis.coverage import Goal
    from chamdiem.rules.analysis.search import Tests
    from chamdiem.rules.compile.scope import Quantity

_SOON = dt.timedelta(days=30)
_USUAL_COUNTS = {
    "members_total": 20,
    "members_official": 20,
    "present": 20,
    "speakers": 12,
    "opinions": 12,
    "criticism_minutes": 20,
    "targets_set": 10,
    "targets_met": 10,
    "dues_paid": 20,
    "dues_due": 20,
    "praised": 1,
}
_USUAL_TIMES = {"start_time": 14 * 60, "end_time": 16 * 60}
_DAYS_BEFORE = {"committee_meeting_date": 3, "notice_date": 3, "documents_uploaded_on": 2, "documents_finalised_on": -1}
"""A usual meeting, in which all is well; what a case does not have to say otherwise is taken from it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A goal, and the case that reaches it as YAML; None where no record can be found that does."""

    goal: Goal
    case: str | None


def suggest(scorer: Scorer, missed: Iterable[Goal], lang: Lang) -> tuple[Suggestion, ...]:
    """Return cases that reach every goal; one that an earlier case reaches has none of its own."""
    writer = _CaseWriter(scorer, lang)
    # each goal is looked at once the cases before it are written
    return tuple(Suggestion(goal, writer.case(goal)) for goal in missed if not writer.has_reached(goal))


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
        whole = goal.fact.kind in {"gate", "cap"}
        facts = self._facts(goal, RATING if whole else goal.fact)
        if facts is None:
            return None
        given, answers = self._given(facts), self._answered(facts)
        record = "\n".join([*given, "assessments: {self: {answers: {" + ", ".join(answers) + "}}}"])
        scoring = self.scorer.evaluate(parse_record(read_bytes(record.encode(), ""), dt.date.max)).own
        if not is_reached(goal, scoring.conclusions):
            return None
        self.concluded.append(scoring.conclusions)
        lines = [f"  - case: {_quoted(self.words.full_text(goal))}"]
        lines += ["    facts: {" + ", ".join(given) + "}"] if given else []
        lines += ["    answers: {" + ", ".join(answers) + "}"] if answers else []
        return "\n".join([*lines, "    expect: {" + self._expected(goal, scoring) + "}"])

    # --- finding the facts ---

    def _facts(self, goal: Goal, asked: Key) -> Mapping[Key, int] | None:
        """Return the facts that a case needs to say, usual ones wherever the goal allows."""
        sources = (asked, goal.applies) if goal.applies else (asked,)
        needed = (need for source in sources for need in self.scorer.needs.get(source, ()))
        facts = {key: self.usual[key] for key in needed if key in self.usual}
        circumstances = [key for key in facts if not _is_chosen(key)]
        for more in ([], *([key] for key in circumstances), circumstances):
            may_change = partial(_is_one_of, more)
            situation = Situation(self.framework, self.scorer.program, facts, may_change)
            found = Search(situation).smallest(self._wanted(goal))
            if found:
                return situation.settled(found[0].changes)
        return None

    def _wanted(self, goal: Goal) -> Sequence[Tests]:
        """Return the tests that reach a goal, in all the ways in which its rule can fire."""
        applies = (Within(goal.applies, 0, 0),) if goal.applies else ()
        if goal.value is not None:
            return [(goal.value, *applies)]
        rules = [rule for rule in self.scorer.program.rules if rule.then == goal.fact and rule.origin == goal.origin]
        return [(*rule.when, *applies) for rule in rules]

    def _usual_fields(self) -> dict[Key, int]:
        day = self.framework.in_force.from_ + _SOON
        if self.framework.in_force.to is not None:
            day = min(day, self.framework.in_force.to)
        usual: dict[Key, int] = {}
        for field in FIELDS:
            match field.type:
                case FieldType.COUNT:
                    value = _USUAL_COUNTS.get(field.name, 0)
                case FieldType.TIME:
                    value = _USUAL_TIMES[field.name]
                case FieldType.DATE:
                    value = day.toordinal() - _DAYS_BEFORE.get(field.name, 0)
                case FieldType.YES_NO:
                    value = 1
                case FieldType.WORD if field.words:
                    kinds = self.framework.applies_to.kinds
                    value = tuple(field.words).index(kinds[0]) if field.name == "meeting_kind" else 0
                case _:
                    continue
            usual[Key("field", field.name)] = value
        return usual

    def _usual_answers(self) -> dict[Key, int]:
        usual = {}
        for key, question in self.questions.items():
            if question.quantity.role == "points":
                usual[key] = self.framework.maximum_of(question.criterion)
            else:
                usual[key] = 1 if question.quantity.words == YES_NO else 0
        return usual

    # --- writing them down ---

    def _given(self, facts: Mapping[Key, int]) -> list[str]:
        lines = []
        for field in FIELDS:
            value = facts.get(Key("field", field.name))
            if value is None:
                continue
            given = BY_NAME[field.name].value_of(value)
            if isinstance(given, bool):
                text = "yes" if given else "no"
            else:
                text = f"{given:%H:%M}" if isinstance(given, dt.time) else str(given)
            lines.append(f"{field.name}: {text}")
        return lines

    def _answered(self, facts: Mapping[Key, int]) -> list[str]:
        plain: dict[str, str] = {}
        parts: dict[str, list[str]] = {}
        for key, question in self.questions.items():
            if key not in facts:
                continue
            owner, text = question.criterion.id, _answer(question.quantity, facts[key])
            if question.part:
                parts.setdefault(owner, []).append(f'"{question.part.id}": {text}')
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
        if goal.path[0] == "groups" and score is not None:
            return f'points: {{"{goal.owner}": {case_points(self.framework, score.points.award) or ""}}}'
        if goal.path[0] == "measures":
            return f"measures: {{{goal.owner}: {scoring.conclusions[goal.fact].value}}}"
        return f"rating: {scoring.rating.id if scoring.rating else ''}"


def _answer(quantity: Quantity, value: int) -> str:
    if quantity.words:
        return quantity.words[value]
    return points_text(value) if quantity.role == "points" else str(value)


def _is_chosen(key: Key) -> bool:
    """Tell whether a fact is no circumstance."""
    return key.kind == "answer" or BY_NAME[key.subject].change is not Changeability.CIRCUMSTANCE


def _is_one_of(circumstances: Sequence[Key], key: Key) -> bool:
    """Tell whether a fact may be changed. Circumstances are, where nothing else helps: one of them, or else all."""
    return _is_chosen(key) or key in circumstances


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
