"""Measures: numbers that a framework makes from the record's fields, from answers and from points, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Self, get_args

from pydantic import model_validator

from chamdiem.rules.language import operands as parts
from chamdiem.rules.language.conditions import Comparison, Condition
from chamdiem.rules.language.model import Model, Name, NoteText, Number, Text, Title, about, need_one, refusal
from chamdiem.rules.language.operands import AnOperand, NumberOperand, Operand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.records.faults import Path


class Choice(Model):
    """One value of a `choose`; the first whose condition holds counts, the last has no condition."""

    when: Annotated[Condition | None, about("Khi nào chọn giá trị này; lựa chọn cuối cùng bỏ trống.")] = None
    value: Annotated[AnOperand, about("Giá trị được chọn: một số, tên số đo, hoặc một toán hạng.")]

    @property
    def constant(self) -> int | None:
        """The whole number that is chosen; None where it is not a whole number that the regulation says itself."""
        kind = self.value.kind
        if not isinstance(kind, NumberOperand):
            return None
        number = kind.number * self.value.times
        return int(number) if number == number.to_integral_value() else None


# --- what a measure does: one class for each operation ---
# `takes` are the roles that its operands may have (as in `scope.Quantity`).

NUMBERS = ("count", "yes_no", "percent", "number", "decimal", "points")


@dataclass(frozen=True, slots=True)
class _Calculation:
    operands: tuple[Operand, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields and measures among the operands."""
        return tuple(operand.name for operand in self.operands if operand.name is not None)


class Sum(_Calculation):
    """The sum of numbers; yes counts 1."""

    key, takes, never_negative = "sum", NUMBERS, True


class Remainder(_Calculation):
    """The first number less all others."""

    key, takes, never_negative = "difference", NUMBERS, False


class Percent(_Calculation):
    """The first number in percent of the second; missing where that is not above 0."""

    key, takes, never_negative = "percent", NUMBERS, True


class Shortfall(_Calculation):
    """What the first number lacks of the second, never less than 0."""

    key, takes, never_negative = "shortfall", NUMBERS, True


class Average(_Calculation):
    """The sum of numbers divided by how many they are."""

    key, takes, never_negative = "mean", NUMBERS, True


class Highest(_Calculation):
    """The highest of numbers."""

    key, takes, never_negative = "highest", NUMBERS, True


class Lowest(_Calculation):
    """The lowest of numbers."""

    key, takes, never_negative = "lowest", NUMBERS, True


class MinutesBetween(_Calculation):
    """The minutes from one time to another."""

    key, takes, never_negative = "minutes_between", ("time",), False


class DaysBetween(_Calculation):
    """The days from one day to another."""

    key, takes, never_negative = "days_between", ("date",), False


class YearsBetween(_Calculation):
    """The whole years from one day to another: whoever was born on 29 February is a year older on 1 March."""

    key, takes, never_negative = "years_between", ("date",), False


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the first choice whose condition holds."""

    key, takes, never_negative = "choose", NUMBERS, False
    choices: tuple[Choice, ...]

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The values that may be chosen."""
        return tuple(choice.value for choice in self.choices)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields and measures among the values."""
        return tuple(operand.name for operand in self.operands if operand.name is not None)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of some answers or criteria pass a test, or of some conditions hold."""

    key, takes, never_negative = "count_of", (), True
    operands: ClassVar[tuple[Operand, ...]] = ()
    names: ClassVar[tuple[str, ...]] = ()
    of: parts.CountOf


Operation = (
    Sum
    | Remainder
    | Percent
    | Shortfall
    | Average
    | Highest
    | Lowest
    | MinutesBetween
    | DaysBetween
    | YearsBetween
    | Choose
    | Count
)
_OPERATIONS = {f"written_{kind.key}": kind for kind in get_args(Operation)}
_BETWEEN = ("written_minutes_between", "written_days_between", "written_years_between")

_Pair = Annotated[tuple[AnOperand, AnOperand] | None, about("Hai số: tên trường, tên số đo, hoặc toán hạng.")]
_Moments = Annotated[tuple[Name, Name] | None, about("Hai tên trường.")]
_Several = Annotated[tuple[AnOperand, ...] | None, about("Các số.", min_length=1)]


class Measure(Model):
    """A number made exactly; what is missing of it lies between its least and its most."""

    operation_keys: ClassVar[tuple[str, ...]] = tuple(_OPERATIONS)

    title: Title
    written_sum: Annotated[_Several, about("Tổng các số.", min_length=1)] = None
    written_difference: Annotated[tuple[AnOperand, ...] | None, about("Số đầu trừ các số sau.", min_length=2)] = None
    written_percent: Annotated[_Pair, about("Tỷ lệ phần trăm: [tử số, mẫu số].")] = None
    written_minutes_between: Annotated[_Moments, about("Số phút: [giờ bắt đầu, giờ kết thúc].")] = None
    written_days_between: Annotated[_Moments, about("Số ngày: [ngày trước, ngày sau].")] = None
    written_years_between: Annotated[_Moments, about("Số năm tròn: [ngày trước, ngày sau].")] = None
    written_shortfall: Annotated[_Pair, about("Phần còn thiếu so với định mức: [đạt được, định mức].")] = None
    written_mean: Annotated[_Several, about("Trung bình cộng các số.", min_length=1)] = None
    written_highest: Annotated[_Several, about("Số lớn nhất.", min_length=1)] = None
    written_lowest: Annotated[_Several, about("Số nhỏ nhất.", min_length=1)] = None
    written_count_of: Annotated[
        parts.CountOf | None, about("Đếm số câu trả lời, tiêu chí đạt một điều kiện, hoặc số điều kiện đúng.")
    ] = None
    written_choose: Annotated[
        tuple[Choice, ...] | None, about("Chọn giá trị theo điều kiện, dòng đầu tiên đúng.", min_length=1)
    ] = None
    unit: Annotated[Text | None, about("Đơn vị tính của tổng, hiệu, hoặc giá trị được chọn.")] = None
    limit: Annotated[
        Comparison | None, about("Giữ giá trị trong khoảng này, ví dụ {at_most: 100}: “105 %, tính 100 %”.")
    ] = None
    when_empty: Annotated[Number | None, about("Giá trị khi mẫu số bằng 0; bỏ trống: không tính được.")] = None
    range: Annotated[
        Comparison | None,
        about("Khoảng mà giá trị không ra ngoài được, ví dụ {at_most: 100}; chỉ dùng để kiểm chứng khung."),
    ] = None
    note: NoteText = None

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        made = need_one(self, self.operation_keys, "framework.measure_operation")
        *earlier, last = [choice.when for choice in self.written_choose or ()] or [None]
        if last is not None or None in earlier:
            raise refusal("framework.choose_last")
        if self.when_empty is not None and made != "written_percent":
            raise refusal("framework.when_empty")
        if self.limit is not None and self.limit.given(("above", "below")):
            raise refusal("framework.limit_ends")
        return self

    @cached_property
    def operation(self) -> Operation:
        """What the measure does, with what it is made of."""
        (name,) = self.given(tuple(_OPERATIONS))
        given = getattr(self, name)
        if name in _BETWEEN:
            given = tuple(Operand.model_validate({"fact": field}) for field in given)
        made: Operation = _OPERATIONS[name](given)
        return made

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The values of which conditions choose one; none where it is calculated."""
        return self.operation.choices if isinstance(self.operation, Choose) else ()

    @property
    def conditions_placed(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions by which it chooses, or of which it counts those that hold, each with its place in it."""
        made = self.operation
        for number, choice in enumerate(self.choices):
            if choice.when is not None:
                yield ("choose", number, "when"), choice.when
        for number, condition in enumerate(made.of.conditions if isinstance(made, Count) else ()):
            yield ("count_of", "conditions", number), condition

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those conditions alone."""
        return tuple(condition for _, condition in self.conditions_placed)

    @property
    def share(self) -> tuple[str, str] | None:
        """What stands above and below the line of a percentage of two facts; None of every other number."""
        if not isinstance(self.operation, Percent):
            return None
        above, below = (operand.plain for operand in self.operation.operands)
        return None if above is None or below is None else (above, below)
