"""The answers of a record's layers, read as one framework's questions ask for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from chamdiem.engine.reading.examples import flow
from chamdiem.engine.reading.record_reader import SHORT, once, scalar_fault
from chamdiem.engine.reading.records import UNKNOWN_CRITERION, UNKNOWN_CRITERION_TOO
from chamdiem.rules.compile.scope import YES_NO, places
from chamdiem.rules.records.faults import Fault, FaultyInput, Path
from chamdiem.rules.records.scalars import ScalarError, listed, points_text, shown
from chamdiem.rules.records.written import read_amount, read_answer, read_given_points, read_word, without_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.engine.reading.records import LayerRecord, Record
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.compile.scope import Question, Scope
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundLayer:
    """A layer's answers as facts of one framework, and the id of the rating that it states."""

    record: LayerRecord
    facts: Mapping[Key, int]
    rating: str | None


def bind_layers(record: Record, scope: Scope) -> dict[str, BoundLayer]:
    """Read the answers of every layer as a framework's questions ask for them.

    Raises:
        FaultyInput: every answer that the framework does not ask for or does not allow, with its place.
    """
    layers, faults = examine_layers(record, scope)
    if faults:
        raise FaultyInput(faults)
    return layers


def examine_layers(record: Record, scope: Scope) -> tuple[dict[str, BoundLayer], tuple[Fault, ...]]:
    """Return the answers of every layer as a framework's questions ask for them, and every fault with its place."""
    binder = _Binder(scope)
    layers = {name: binder.bind(layer) for name, layer in record.layers.items()}
    for criterion_id in record.evidence:
        binder.need_criterion(("evidence", criterion_id), criterion_id)
    return layers, _named_once(record.located(binder.faults))


def _named_once(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults of which only the one that stands first names the criteria that there are."""
    first = next((f for f in FaultyInput(faults).faults if f.code == UNKNOWN_CRITERION), None)
    return tuple(
        replace(fault, code=UNKNOWN_CRITERION_TOO) if fault.code == UNKNOWN_CRITERION and fault is not first else fault
        for fault in faults
    )


Told = tuple[str, str, type, str]
"""A layer's answer to a criterion: a text without quotes may mean something else than with them, by its type."""


@lru_cache(maxsize=16)
def _told_before(_scope: Scope) -> dict[Told, tuple[Key, int]]:
    """Return what is known of the answers to a framework's questions: most records give the same ones."""
    return {}


class _Binder:
    def __init__(self, scope: Scope) -> None:
        self.scope, self.framework = scope, scope.framework
        self.faults: list[Fault] = []
        self._before = _told_before(scope)

    def need_criterion(self, path: Path, criterion_id: str) -> Criterion | None:
        found = self.scope.criteria.get(criterion_id)
        if found is None:
            names = {"name": shown(criterion_id), "framework": self.framework.framework}
            self.faults.append(Fault(UNKNOWN_CRITERION, path, names | {"allowed": listed(self.scope.criteria)}))
        return found

    def bind(self, layer: LayerRecord) -> BoundLayer:
        path = ("assessments", layer.layer)
        facts: dict[Key, int] = {}
        for criterion_id, raw in layer.answers.items():
            known = self._before.get((layer.layer, criterion_id, type(raw), raw)) if isinstance(raw, str) else None
            if known is not None:
                facts[known[0]] = known[1]
                continue
            criterion = self.need_criterion((*path, "answers", criterion_id), criterion_id)
            if criterion is not None and raw is not None and not criterion.is_asked_of(layer.layer):
                names = {"name": criterion.id, "allowed": listed(criterion.layers)}
                self.faults.append(Fault("record.not_asked", (*path, "answers", criterion_id), names))
            elif criterion is not None and raw is not None:
                told = self._answers((*path, "answers", criterion_id), criterion, raw)
                facts |= told
                self._note(layer.layer, criterion_id, raw, told)
        for criterion_id in layer.deduction_notes:
            self.need_criterion((*path, "deduction_notes", criterion_id), criterion_id)
        return BoundLayer(record=layer, facts=facts, rating=self._rating((*path, "rating"), layer.rating))

    def _note(self, layer: str, criterion_id: str, raw: object, told: dict[Key, int]) -> None:
        """Remember what a short text is as an answer, if it is one."""
        if told and isinstance(raw, str) and len(raw) <= SHORT:
            if len(self._before) >= _MOST_TOLD:
                self._before.clear()
            ((key, value),) = told.items()
            self._before[layer, criterion_id, type(raw), raw] = key, value

    def _rating(self, path: Path, text: str | None) -> str | None:
        words = {rating.id: (rating.title,) for rating in self.framework.ratings}
        return None if text is None else self._read(path, text, lambda raw: read_word(raw, words))

    def _answers(self, path: Path, criterion: Criterion, raw: object) -> dict[Key, int]:
        asked = self.scope.asked[criterion.id]
        if own := asked.get(""):
            value = self._read(path, raw, partial(question_value, self.framework, own))
            return {} if value is None else {own.key: value}
        if asked and isinstance(raw, dict):
            return self._parts(path, criterion, asked, raw)
        names = {"name": criterion.id} | (_allowed(criterion, asked) if asked else {})
        self.faults.append(Fault("record.parts" if asked else "record.computed", path, names))
        return {}

    def _parts(
        self, path: Path, criterion: Criterion, parts: Mapping[str, Question], raw: dict[str, object]
    ) -> dict[Key, int]:
        facts: dict[Key, int] = {}
        for part, text in raw.items():
            if part in parts and text is not None:
                value = self._read((*path, part), text, partial(question_value, self.framework, parts[part]))
                facts |= {} if value is None else {parts[part].key: value}
            elif part in places(criterion) and part not in parts:
                self.faults.append(Fault("record.computed", (*path, part), {"name": f"{criterion.id}/{part}"}))
            elif part not in parts:
                names = {"name": shown(part)} | _allowed(criterion, parts)
                self.faults.append(Fault("record.unknown_key", (*path, part), names))
        return facts

    def _read(self, path: Path, raw: object, read: Callable[[object], Any]) -> Any:  # noqa: ANN401 - the reader's own type
        try:
            return read(raw)
        except ScalarError as error:
            self.faults.append(scalar_fault(path, error))
            return None


_MOST_TOLD = 1 << 13
_ANSWER, _AMOUNT, _GIVEN_POINTS = once(read_answer), once(read_amount), once(read_given_points)


def question_value(framework: Framework, question: Question, raw: object) -> int:
    """Return the fact that an answer to a question is.

    Raises:
        ScalarError: it is none.
    """
    scored, quantity = question.scored, question.quantity
    if quantity.words == YES_NO:
        return int(_ANSWER(raw)(raw))
    if quantity.words:
        words = {level.id: (level.title,) for level in scored.levels}
        return quantity.words.index(read_word(raw, words))
    return _AMOUNT(raw)(raw, "lần") if quantity.role == "count" else read_award(framework, scored, raw)


def _allowed(criterion: Criterion, parts: Mapping[str, Question]) -> dict[str, str]:
    """Return what the sentence of a fault needs to say how a criterion is answered part by part."""
    answers = {part: "có" if question.quantity.words == YES_NO else 1 for part, question in parts.items()}
    return {"allowed": listed(parts), "example": f"{flow(criterion.id)}: {flow(answers)}"}


def read_award(framework: Framework, scored: Scorable, raw: object) -> int:
    """Read points that someone gives for a criterion or a part of one, in hundredths.

    Raises:
        ScalarError: they are no points, more than the maximum, less than the minimum, or off the step.
    """
    minimum, maximum = framework.minimum_of(scored), framework.maximum_of(scored)
    points = _GIVEN_POINTS(raw)(raw, maximum, signed=minimum < 0)
    step = framework.step_of(scored)
    if points > maximum:
        raise ScalarError("record.points_above", without_unit(raw), points_text(maximum))
    if points < minimum:
        raise ScalarError("record.points_below", without_unit(raw), points_text(minimum))
    if points % step:
        raise ScalarError("record.points_off_step", without_unit(raw), points_text(step))
    return points
