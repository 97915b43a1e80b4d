"""A form as it is filled in: what was typed, read and scored as far as it can be, with all that a page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import Explanation, explain
from chamdiem.engine.forms.filling import FormReader
from chamdiem.engine.forms.form import answer_path
from chamdiem.engine.reading.answers import examine_layers
from chamdiem.engine.reading.table_columns import ColumnKind, path_of
from chamdiem.engine.words import formats

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.forms.form import Form, FormPage, FormQuestion
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import CriterionScore, Evaluation, Scoring
    from chamdiem.engine.scoring.scorer import ScorerCache
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Rating
    from chamdiem.rules.records.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question that nobody answered yet, where somebody has to: the ids of its page and of itself.

    `criterion`: the one on whose card it stands; None: it stands before the criteria, or (without a page) behind them.
    `most`: the points (hundredths) that the criteria can get at most which wait for it and for nothing before it.
    """

    page: str
    question: str
    criterion: Criterion | None
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStatus:
    """How one page stands: the scores of its criteria, and what nobody answered there."""

    page: FormPage
    scores: tuple[CriterionScore, ...]
    missing: tuple[Unanswered, ...]
    faulty: tuple[str, ...]

    @property
    def scored(self) -> tuple[CriterionScore, ...]:
        """The criteria that have points, or do not apply."""
        return tuple(score for score in self.scores if score.points.award is not None)

    @property
    def open(self) -> tuple[CriterionScore, ...]:
        """The criteria that have no points yet."""
        return tuple(score for score in self.scores if score.points.award is None)

    @property
    def award(self) -> int:
        """The points (hundredths) that the criteria have which have any."""
        return sum(score.points.award or 0 for score in self.scores)

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to fill in or to mend."""
        return not (self.open or self.missing or self.faulty)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalBar:
    """Between which ends the total lies, in hundredths (of a framework without points, criteria that are met).

    `to_score`: how many criteria have no points yet. `maximum` is None while it is not known what applies.
    """

    least: int
    most: int
    maximum: int | None
    to_score: int


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class Filled:
    """What was typed into a form, read and scored as far as it can be.

    `record` is what it says without what is faulty. `faults` are those of each question, by its id; under "" stand
    those of the whole. Nothing is concluded from a value that has a fault.
    """

    form: Form
    texts: Mapping[str, str]
    record: Record
    evaluation: Evaluation
    faults: Mapping[str, tuple[Fault, ...]]

    @property
    def scoring(self) -> Scoring:
        """The points of the layer that fills the form in."""
        return self.evaluation.scoring_of(self.form.layer)

    @cached_property
    def explanation(self) -> Explanation:
        """The same in words."""
        return explain(self.evaluation, self.form.lang, self.form.layer)

    @cached_property
    def _explained(self) -> Mapping[str, CriterionExplanation]:
        return {each.id: each for each in self.explanation.criteria}

    def criterion(self, criterion_id: str) -> CriterionExplanation:
        """Return why a criterion has its points or none (KeyError: there is no such criterion)."""
        return self._explained[criterion_id]

    def questions(self) -> tuple[str, ...]:
        """Return what people should look at again, as sentences: cross-checks of the framework, and what is seldom."""
        return self.explanation.warnings

    @property
    def bar(self) -> TotalBar:
        """The total as far as it is known."""
        total = self.scoring.total
        return TotalBar(least=total.least, most=total.most, maximum=total.maximum, to_score=len(self.scoring.to_score))

    @property
    def rating(self) -> Rating | None:
        """The rating that it has, or that it gets whatever else is filled in; None: it can still be another one."""
        return self.scoring.rating

    @property
    def lost(self) -> Mapping[str, int]:
        """By criterion the points (hundredths) that its answers lost, of which a note says why."""
        return {score.criterion.id: score.lost for score in self.evaluation.deducted_by(self.form.layer)}

    @property
    def unnoted(self) -> tuple[CriterionScore, ...]:
        """The criteria whose answers lost points, and of which nobody said why."""
        return tuple(score for score in self.evaluation.deducted_by(self.form.layer) if not score.note)

    @cached_property
    def missing(self) -> tuple[Unanswered, ...]:
        """What nobody answered though a criterion waits for it, or no record is complete without it, in form order.

        A question with a fault is none of these, nor is what is only asked in the end. Every criterion that waits
        stands at one question: the first that its own card lacks, else the first of those elsewhere.
        """
        waiting: dict[str, int] = {}
        for score in self.scoring.to_score:
            question = self._first_of(score)
            if question is not None:
                waiting[question.id] = waiting.get(question.id, 0) + score.points.most
        return tuple(self._unanswered(waiting))

    def _first_of(self, score: CriterionScore) -> FormQuestion | None:
        asked = {
            question.id for question in map(self.form.asked_for, score.missing) if question is not None
        } - self.faults.keys()
        own = self.form.cards[score.criterion.id].questions
        questions = (*own, *self.form.questions.values())
        return next((question for question in questions if question.id in asked), None)

    def _unanswered(self, waiting: Mapping[str, int]) -> Iterator[Unanswered]:
        owners = {question.id: card.criterion for card in self.form.cards.values() for question in card.questions}
        for name, question in self.form.questions.items():
            field, page = question.column.field, self.form.page_of(name)
            needed = field is not None and field.identifies and field.name not in self.record.values
            if name in waiting or (needed and name not in self.faults):
                yield Unanswered(
                    page=page.id if page is not None else "",
                    question=name,
                    criterion=owners.get(name),
                    most=waiting.get(name, 0),
                )

    def status(self, page_id: str) -> PageStatus:
        """Return how a page stands (KeyError: there is no such page)."""
        page = self.form.page(page_id)
        if page is None:
            raise KeyError(page_id)
        own = {card.criterion.id for card in page.cards}
        return PageStatus(
            page=page,
            scores=tuple(score for score in self.scoring.criteria if score.criterion.id in own),
            missing=tuple(each for each in self.missing if each.page == page_id),
            faulty=tuple(question.id for question in page.all_questions if question.id in self.faults),
        )


def fill(
    form: Form, texts: Mapping[str, str], known: Mapping[str, str], scorers: ScorerCache, today: dt.date
) -> Filled:
    """Read what was typed into a form, by the ids of its questions, and score it as far as it can be.

    `known` is what is known without asking, by the ids of columns: whose record it is and of which period (see
    `Form.known`), and whatever else a record is to keep; what was typed for the same counts in its place. What is blank
    is missing. Ids that no question has are left alone; `Form.ids` has those that there are. `today` bounds the dates.

    Raises:
        KeyError: `known` has an id that no column of any such record has.
        InferenceError: the framework contradicts itself whatever is typed, or the engine failed.
    """
    reader = FormReader(form, scorers, today)
    shape = form.framework.framework.shape
    for name, text in known.items():
        path = path_of(name, shape)
        if path is None:
            raise KeyError(name)
        reader.take(path, text)
    return _read(reader, texts)


def fill_beside(form: Form, texts: Mapping[str, str], base: Record, scorers: ScorerCache, today: dt.date) -> Filled:
    """Read what another layer than the cell's own types into its form, beside a record that was kept; see `fill`.

    Raises:
        FaultyInput: the record itself cannot be read or scored any more.
        InferenceError: as `fill`.
    """
    return _read(FormReader(form, scorers, today, base), texts)


def _read(reader: FormReader, texts: Mapping[str, str]) -> Filled:
    form = reader.form
    for question in form.questions.values():
        if question.id in texts:
            reader.take(question.column.path, texts[question.id])
    evaluation = reader.evaluate()
    faults = {name: tuple(found) for name, found in reader.faults.items()}
    return Filled(form=form, texts=texts, record=evaluation.record, evaluation=evaluation, faults=faults)


# --- the other way ---


def texts_of(form: Form, record: Record) -> dict[str, str]:
    """Return what a record says by the ids of the questions of a form; what the form does not ask is left out.

    So last month stands in grey beside the questions, and a correction begins with what was handed in. Of a record of
    another framework it is whatever both ask alike; answers that this one does not allow are left out.
    """
    found = {**dict(_facts(form, record)), **dict(_answers(form, record)), **dict(_words(form, record))}
    return {name: found[name] for name in form.questions if name in found}


def _facts(form: Form, record: Record) -> Iterator[tuple[str, str]]:
    for question in form.questions.values():
        field = question.column.field
        if field is not None and field.name in record.values and record.shape.by_name[field.name] == field:
            yield question.id, formats.value(field, record.values[field.name], form.lang)


def _answers(form: Form, record: Record) -> Iterator[tuple[str, str]]:
    layer = examine_layers(record, form.framework.scope)[0].get(form.layer)
    for key, value in (layer.facts if layer is not None else {}).items():
        question = form.by_path.get(answer_path(form.framework.scope.questions[key], form.layer))
        if question is not None:
            yield question.id, _answer(question, value, form)


def _answer(question: FormQuestion, value: int, form: Form) -> str:
    """Return an answer of which rules know the number."""
    match question.column.kind:
        case ColumnKind.YES_NO:
            return question.choices[0 if value else 1].value
        case ColumnKind.CHOICE:
            return question.choices[value].value
        case ColumnKind.POINTS:
            return formats.points(value, form.lang)
        case _:
            return str(value)


def _words(form: Form, record: Record) -> Iterator[tuple[str, str]]:
    layer = record.layers.get(form.layer)
    notes = layer.deduction_notes if layer is not None else {}
    lists = {("limitations",): record.limitations} | {("evidence", name): own for name, own in record.evidence.items()}
    for path, question in form.by_path.items():
        if path in lists:
            text = "\n".join(lists[path])
        elif path[2:3] == ("deduction_notes",):
            text = notes.get(str(path[3]), "")
        else:
            continue
        if text:
            yield question.id, text
