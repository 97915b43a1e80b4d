"""Measures: numbers that a framework makes from the record's fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Self, get_args

from pydantic import model_validator

from chamdiem.rules.language.conditions import Comparison, Condition
from chamdiem.rules.language.model import Count, Model, Name, NoteText, Text, Title, about, need_one, refusal


class Choice(Model):
    """One value of a `choose`; the first whose condition holds counts, the last has no condition."""

    when: Annotated[Condition | None, about("Khi nào chọn giá trị này; lựa chọn cuối cùng bỏ trống.")] = None
    value: Annotated[Count, about("Giá trị được chọn, số nguyên.")]


# --- what a measure does: one class for each operation ---
# `takes` are the roles that its operands may have, `gives` the role of what comes out (as in `scope.Quantity`).


@dataclass(frozen=True, slots=True)
class _Calculation:
    operands: tuple[str, ...]


class Sum(_Calculation):
    """The sum of numbers; yes counts 1."""

    key, takes, gives, never_negative = "sum", ("count", "yes_no"), "count", True


class Remainder(_Calculation):
    """The first number less all others."""

    key, takes, gives, never_negative = "difference", ("count",), "count", False


class Percent(_Calculation):
    """The first number in percent of the second; missing where that is not above 0."""

    key, takes, gives, never_negative = "percent", ("count",), "percent", True


class MinutesBetween(_Calculation):
    """The minutes from one time to another."""

    key, takes, gives, never_negative = "minutes_between", ("time",), "count", False


class DaysBetween(_Calculation):
    """The days from one day to another."""

    key, takes, gives, never_negative = "days_between", ("date",), "count", False


class Shortfall(_Calculation):
    """What the first number lacks of the second, never less than 0."""

    key, takes, gives, never_negative = "shortfall", ("count",), "count", True


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the first choice whose condition holds."""

    key, takes, gives, never_negative = "choose", (), "count", False
    operands: ClassVar[tuple[str, ...]] = ()
    choices: tuple[Choice, ...]


Operation = Sum | Remainder | Percent | MinutesBetween | DaysBetween | Shortfall | Choose
_OPERATIONS = {f"written_{kind.key}": kind for kind in get_args(Operation)}

_Pair = Annotated[tuple[Name, Name] | None, about("Hai tên trường hoặc số đo.")]


class Measure(Model):
    """A number made from the record's fields and other measures, exactly; missing when one that it needs is missing."""

    operation_keys: ClassVar[tuple[str, ...]] = tuple(_OPERATIONS)

    title: Title
    written_sum: Annotated[tuple[Name, ...] | None, about("Tổng các số.", min_length=1)] = None
    written_difference: Annotated[tuple[Name, ...] | None, about("Số đầu trừ các số sau.", min_length=2)] = None
    written_percent: Annotated[_Pair, about("Tỷ lệ phần trăm: [tử số, mẫu số].")] = None
    written_minutes_between: Annotated[_Pair, about("Số phút: [giờ bắt đầu, giờ kết thúc].")] = None
    written_days_between: Annotated[_Pair, about("Số ngày: [ngày trước, ngày sau].")] = None
    written_shortfall: Annotated[_Pair, about("Phần còn thiếu so với định mức: [đạt được, định mức].")] = None
    written_choose: Annotated[
        tuple[Choice, ...] | None, about("Chọn giá trị theo điều kiện, dòng đầu tiên đúng.", min_length=1)
    ] = None
    unit: Annotated[Text | None, about("Đơn vị tính của tổng, hiệu, hoặc giá trị được chọn.")] = None
    range: Annotated[
        Comparison | None,
        about("Khoảng mà giá trị không ra ngoài được, ví dụ {at_most: 100}; chỉ dùng để kiểm chứng khung."),
    ] = None
    note: NoteText = None

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        need_one(self, self.operation_keys, "framework.measure_operation")
        *earlier, last = [choice.when for choice in self.written_choose or ()] or [None]
        if last is not None or None in earlier:
            raise refusal("framework.choose_last")
        return self

    @cached_property
    def operation(self) -> Operation:
        """What the measure does, with what it is made of."""
        (name,) = self.given(tuple(_OPERATIONS))
        made: Operation = _OPERATIONS[name](getattr(self, name))
        return made

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The values of which conditions choose one; none where it is calculated."""
        return self.operation.choices if isinstance(self.operation, Choose) else ()

    @property
    def share(self) -> tuple[str, str] | None:
        """What stands above and below the line of a percentage; None of every other number."""
        if not isinstance(self.operation, Percent):
            return None
        above, below = self.operation.operands
        return above, below
