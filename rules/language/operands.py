"""Operands: of what a measure is made, and which answers, criteria or conditions it counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from chamdiem.rules.language.conditions import Condition
from chamdiem.rules.language.model import Model, Name, Number, Word, about, branch, need_one, one_of, refusal

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

_ONE = Decimal(1)


# --- what an operand is of: one class for each kind ---


@dataclass(frozen=True, slots=True)
class FactOperand:
    """A field, an input or another measure; yes counts 1."""

    name: str


@dataclass(frozen=True, slots=True)
class NumberOperand:
    """A number that the regulation says itself."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class AnswerOperand:
    """What the scorer answers: points, a count, or yes as 1."""

    answer: str


@dataclass(frozen=True, slots=True)
class ScoreOperand:
    """The points of a criterion or a group; `reachable`: those that it could have reached instead."""

    of: Literal["criterion", "group"]
    id: str
    reachable: bool


OperandKind = FactOperand | NumberOperand | AnswerOperand | ScoreOperand


class Operand(Model):
    """One number of a measure: a fact, an answer, points, or a number of its own, taken `times` so often.

    A file may write a name or a number alone for `{fact: name}` and `{number: 5}`.
    """

    written_fact: Annotated[Name | None, about("Tên trường, số liệu đầu vào hoặc số đo.")] = None
    written_number: Annotated[Number | None, about("Một số cho sẵn.")] = None
    written_answer: Annotated[Word | None, about("Mã tiêu chí được hỏi; lấy câu trả lời.")] = None
    written_criterion: Annotated[Word | None, about("Mã tiêu chí; lấy điểm đạt được.")] = None
    written_group: Annotated[Word | None, about("Mã nhóm; lấy điểm đạt được.")] = None
    written_at: Annotated[
        Literal["maximum"] | None, about("Lấy điểm tối đa thay cho điểm đạt được (viết: at: maximum).")
    ] = None
    times: Annotated[Number, about("Nhân với số này, ví dụ -0.25.")] = _ONE

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        kind = need_one(self, _KINDS, "framework.operand")
        if self.written_at and kind not in {"written_criterion", "written_group"}:
            raise refusal("framework.condition_at")
        return self

    @cached_property
    def kind(self) -> OperandKind:
        """What it is of."""
        if self.written_fact is not None:
            return FactOperand(self.written_fact)
        if self.written_number is not None:
            return NumberOperand(self.written_number)
        if self.written_answer is not None:
            return AnswerOperand(self.written_answer)
        reachable = self.written_at is not None
        if self.written_criterion is not None:
            return ScoreOperand("criterion", self.written_criterion, reachable)
        return ScoreOperand("group", self.written_group or "", reachable)

    @property
    def name(self) -> str | None:
        """The field or measure that it is of; None where it is of something else."""
        return self.written_fact

    @property
    def called(self) -> str:
        """The name or id of what it is of; of a number, the number."""
        return next((str(value) for value in map(self.__getattribute__, _KINDS) if value is not None), "")

    @property
    def plain(self) -> str | None:
        """The field or measure that it is of, where it is taken just once."""
        return self.written_fact if self.times == _ONE else None


_BEGINS_NUMBER = {*"0123456789+-.,"}
_KINDS = ("written_fact", "written_number", "written_answer", "written_criterion", "written_group")


def _short(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    return {"number" if raw.lstrip()[:1] in _BEGINS_NUMBER else "fact": raw}


_SHORT = r"^([a-z][a-z0-9_]{0,63}|[-+]?[0-9][0-9.,]*)$"


class _OrShort:
    """Tells editors that a name or a number may stand for an operand."""

    def __get_pydantic_json_schema__(self, made: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "pattern": _SHORT}, {"type": "number"}, handler(made)]}


AnOperand = Annotated[Operand, BeforeValidator(_short), _OrShort()]

# --- what is counted ---


class InGroup(Model):
    """All that stands in one group."""

    group: Annotated[Word, about("Mã nhóm.")]


All = Literal["all"]
Members = All | tuple[Word, ...] | InGroup


def _form(raw: object) -> str:
    if isinstance(raw, dict | InGroup):
        return "group"
    return "all" if isinstance(raw, str) else "list"


_Form = Annotated[
    Annotated[All, branch("all")]
    | Annotated[tuple[Word, ...], Field(min_length=1), branch("list")]
    | Annotated[InGroup, branch("group")],
    one_of(_form),
]
SomeMembers = _Form | None


class CountOf(Model):
    """How many of some answers or criteria pass one test, or how many of some conditions hold."""

    written_answers: Annotated[SomeMembers, about("Câu trả lời: all, danh sách mã, hoặc {group: mã nhóm}.")] = None
    written_criteria: Annotated[SomeMembers, about("Điểm tiêu chí: all, danh sách mã, hoặc {group: mã nhóm}.")] = None
    written_conditions: Annotated[
        tuple[Condition, ...] | None, about("Các điều kiện; đếm số điều kiện đúng.", min_length=1)
    ] = None
    written_is: Annotated[Word | None, about("Bằng: yes, no, một mã mức, hoặc một số.")] = None
    written_in: Annotated[tuple[Word, ...] | None, about("Là một trong các từ.", min_length=1)] = None
    written_at: Annotated[Literal["maximum"] | None, about("Đạt điểm tối đa (viết: at: maximum).")] = None
    at_least: Annotated[Number | None, about("Từ … trở lên (≥).")] = None
    above: Annotated[Number | None, about("Trên … (>).")] = None
    at_most: Annotated[Number | None, about("Từ … trở xuống, không quá (≤).")] = None
    below: Annotated[Number | None, about("Dưới … (<).")] = None
    left_out: Annotated[
        Literal["counted", "not_counted"] | None,
        about("Tiêu chí không áp dụng thì tính là đạt (counted) hay không (not_counted)."),
    ] = None

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        counted = need_one(self, ("written_answers", "written_criteria", "written_conditions"), "framework.count_of")
        tests = self.given(_TESTS)
        if counted == "written_conditions" and (tests or self.left_out):
            raise refusal("framework.count_conditions")
        if counted != "written_conditions" and not tests:
            raise refusal("framework.count_test")
        return self

    @cached_property
    def counted(self) -> Literal["answer", "criterion", "condition"]:
        """What is counted."""
        if self.written_conditions is not None:
            return "condition"
        return "answer" if self.written_answers is not None else "criterion"

    @property
    def members(self) -> Members:
        """Which answers or criteria are looked at; none where conditions are."""
        return self.written_answers or self.written_criteria or ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of which the answers that count are one; none where they are tested otherwise."""
        return self.written_in or (() if self.written_is is None else (self.written_is,))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of which those that hold are counted."""
        return self.written_conditions or ()

    def test_of(self, member: str) -> Condition:
        """Return the condition that one answer or criterion passes the test."""
        test = {name: getattr(self, name) for name in self.given(_TESTS)}
        return Condition.model_validate({f"written_{self.counted}": member} | test)


_TESTS = ("written_is", "written_in", "written_at", "at_least", "above", "at_most", "below")
