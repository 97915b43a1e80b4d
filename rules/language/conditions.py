"""Conditions of a framework: ranges, tests of one fact, answer or score, and their combinations."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import model_validator

from chamdiem.rules.language.model import Model, Name, Number, Word, about, branch, keys, need_one, one_of, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


ENDS = ("at_least", "above", "at_most", "below")


class _Range(Model):
    """What has ends: at most one below, one above, and something between them."""

    @model_validator(mode="after")
    def _one_end_each(self) -> Self:
        low, high = self.given(ENDS[:2]), self.given(ENDS[2:])
        if len(low) > 1 or len(high) > 1:
            raise refusal("framework.two_ends")
        if low and high:
            least, most = (getattr(self, end) for end in (*low, *high))
            numbers = isinstance(least, Decimal) and isinstance(most, Decimal)
            if numbers and (least > most or (least == most and (low, high) != (("at_least",), ("at_most",)))):
                raise refusal("framework.empty_range")
        return self

    @property
    def is_open(self) -> bool:
        """Tell whether no end is given."""
        return not self.given(ENDS)


class Comparison(_Range):
    """Ends of a range, each said to be inclusive (at_least, at_most) or exclusive (above, below)."""

    at_least: Annotated[Number | None, about("Từ … trở lên (≥).")] = None
    above: Annotated[Number | None, about("Trên … (>).")] = None
    at_most: Annotated[Number | None, about("Từ … trở xuống, không quá (≤).")] = None
    below: Annotated[Number | None, about("Dưới … (<).")] = None

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that are given."""
        return tuple(getattr(self, end) for end in self.given(ENDS))


class OtherFact(Model):
    """Another fact in the place of a number: what a fact is compared with, or what bounds an input."""

    fact: Annotated[Name, about("Tên trường, số liệu đầu vào hoặc số đo để so với.")]


def _end(raw: object) -> str:
    return "other" if isinstance(raw, dict | OtherFact) else "number"


_End = Annotated[Annotated[Number, branch("number")] | Annotated[OtherFact, branch("other")], one_of(_end)] | None


class Condition(_Range):
    """Something that is true, false, or not known yet.

    Either a combination (`all`, `any`, `not`), or one test of a record field or measure (`fact`), an answer or a score.
    A fact may be compared with another one of the same unit: `{fact: late, above: {fact: allowed}}`.
    """

    at_least: Annotated[_End, about("Từ … trở lên (≥); một số, hoặc {fact: tên}.")] = None
    above: Annotated[_End, about("Trên … (>); một số, hoặc {fact: tên}.")] = None
    at_most: Annotated[_End, about("Từ … trở xuống, không quá (≤); một số, hoặc {fact: tên}.")] = None
    below: Annotated[_End, about("Dưới … (<); một số, hoặc {fact: tên}.")] = None
    written_all: Annotated[tuple[Condition, ...] | None, about("Đúng khi mọi điều kiện đều đúng.", min_length=1)] = None
    written_any: Annotated[
        tuple[Condition, ...] | None, about("Đúng khi có ít nhất một điều kiện đúng.", min_length=1)
    ] = None
    written_not: Annotated[Condition | None, about("Đúng khi điều kiện bên trong sai.")] = None
    written_fact: Annotated[Name | None, about("Tên trường của hồ sơ hoặc số đo.")] = None
    written_answer: Annotated[
        Word | None, about("Mã tiêu chí được hỏi (hoặc mã/ý của danh mục) mà người chấm trả lời.")
    ] = None
    written_criterion: Annotated[Word | None, about("Mã tiêu chí; so với điểm đạt được.")] = None
    written_group: Annotated[Word | None, about("Mã nhóm; so với điểm đạt được.")] = None
    written_total: Annotated[Literal["points"] | None, about("So với tổng điểm (viết: total: points).")] = None
    written_is: Annotated[Word | None, about("Bằng: yes, no, một từ trong danh sách, hoặc một số.")] = None
    written_in: Annotated[tuple[Word, ...] | None, about("Là một trong các từ.", min_length=1)] = None
    written_at: Annotated[Literal["maximum"] | None, about("Đạt điểm tối đa (viết: at: maximum).")] = None

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        subject = need_one(self, (*_COMBINED, *_TESTED), "framework.condition_subject")
        tests = [*self.given(_TESTS), *(() if self.is_open else ("at_least/above/at_most/below",))]
        if subject in _COMBINED:
            if tests:
                raise refusal("framework.condition_combined", given=keys(tests))
        elif len(tests) != 1:
            raise refusal("framework.condition_test")
        elif self.written_at and subject not in {"written_criterion", "written_group"}:
            raise refusal("framework.condition_at")
        elif self._others and subject != "written_fact":
            raise refusal("framework.condition_other")
        return self

    @property
    def _others(self) -> dict[str, str]:
        """The facts that stand as ends, by the key of the end."""
        ends = {end: getattr(self, end) for end in self.given(ENDS)}
        return {end: other.fact for end, other in ends.items() if isinstance(other, OtherFact)}

    @cached_property
    def kind(self) -> AllOf | AnyOf | Not | SingleTest:
        """What kind of condition it is, with what it is made of."""
        if parts := self.written_all:
            return AllOf(parts)
        if parts := self.written_any:
            return AnyOf(parts)
        return Not(self.written_not) if self.written_not else self._single

    @property
    def _single(self) -> SingleTest:
        if self.written_fact is not None and self._others:
            ends = {end: getattr(self, end) for end in self.given(ENDS) if end not in self._others}
            return FactsCompared(self.written_fact, tuple(self._others.items()), Comparison.model_construct(**ends))
        if self.written_fact is not None:
            return FactTest(self.written_fact, self._test)
        if self.written_answer is not None:
            return AnswerTest(self.written_answer, self._test)
        of: Scored = "criterion" if self.written_criterion else "group" if self.written_group else "total"
        scored = self.written_criterion or self.written_group or ""
        return FullMarks(of, scored) if self.written_at else ScoreTest(of, scored, self._test)

    @property
    def _test(self) -> Test:
        if self.written_is is not None:
            return OneOf((self.written_is,), "is")
        if self.written_in is not None:
            return OneOf(self.written_in, "in")
        return Comparison.model_construct(**{end: getattr(self, end) for end in self.given(ENDS)})

    @property
    def tests(self) -> Iterator[SingleTest]:
        """Every single test of which it is made."""
        match self.kind:
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    yield from part.tests
            case Not(inner):
                yield from inner.tests
            case single:
                yield single

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures that are tested, each once."""
        found = (test.facts for test in self.tests if isinstance(test, FactTest | FactsCompared))
        return tuple(dict.fromkeys(fact for facts in found for fact in facts))


_COMBINED = ("written_all", "written_any", "written_not")
_TESTED = ("written_fact", "written_answer", "written_criterion", "written_group", "written_total")
_TESTS = ("written_is", "written_in", "written_at")

When = Annotated[Condition, about("Khi nào: một điều kiện.")]

# --- what a condition is: one class for each kind, one for each test ---


@dataclass(frozen=True, slots=True)
class _Combined:
    parts: tuple[Condition, ...]


class AllOf(_Combined):
    """True when all parts are, false when one is."""

    key = "all"


class AnyOf(_Combined):
    """True when one part is, false when all are."""

    key = "any"


@dataclass(frozen=True, slots=True)
class Not:
    """True when what is inside is false."""

    inner: Condition


@dataclass(frozen=True, slots=True)
class OneOf:
    """Is one of some words, or the one word or number that stands behind `is`."""

    words: tuple[str, ...]
    key: Literal["is", "in"]


Test = Comparison | OneOf
Scored = Literal["criterion", "group", "total"]


@dataclass(frozen=True, slots=True)
class FactTest:
    """A record field or measure passes a test."""

    fact: str
    test: Test

    @property
    def facts(self) -> tuple[str, ...]:
        """What is tested."""
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class FactsCompared:
    """A record field or measure lies so to others, each at an end (at_least, above, at_most, below), and to numbers."""

    fact: str
    others: tuple[tuple[str, str], ...]
    numbers: Comparison

    @property
    def facts(self) -> tuple[str, ...]:
        """What is tested, and what it is compared with."""
        return (self.fact, *(other for _, other in self.others))


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """The scorer's answer to a question passes a test."""

    answer: str
    test: Test


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """The points of a criterion, of a group or of everything pass a test; the total has no `id`."""

    of: Scored
    id: str
    test: Test


@dataclass(frozen=True, slots=True)
class FullMarks:
    """A criterion or a group is at its maximum, or taken out of the total."""

    of: Scored
    id: str


SingleTest = FactTest | FactsCompared | AnswerTest | ScoreTest | FullMarks
