"""Measures: numbers that a framework makes from the record's fields."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from chamdiem.rules.language.conditions import Comparison, Condition
from chamdiem.rules.language.model import Count, Model, Name, NoteText, Text, Title, need_one, refusal


class Choice(Model):
    """One value of a `choose`; the first whose condition holds counts, the last has no condition."""

    when: Annotated[Condition | None, Field(description="Khi nào chọn giá trị này; lựa chọn cuối cùng bỏ trống.")] = (
        None
    )
    value: Annotated[Count, Field(description="Giá trị được chọn, số nguyên.")]


_OPERATIONS = ("sum", "difference", "percent", "minutes_between", "days_between", "shortfall", "choose")
_Pair = Annotated[tuple[Name, Name] | None, Field(description="Hai tên trường hoặc số đo.")]


class Measure(Model):
    """A number made from the record's fields and other measures, exactly; missing when one that it needs is missing."""

    title: Title
    sum: Annotated[tuple[Name, ...] | None, Field(min_length=1, description="Tổng các số.")] = None
    difference: Annotated[tuple[Name, ...] | None, Field(min_length=2, description="Số đầu trừ các số sau.")] = None
    percent: Annotated[_Pair, Field(description="Tỷ lệ phần trăm: [tử số, mẫu số].")] = None
    minutes_between: Annotated[_Pair, Field(description="Số phút: [giờ bắt đầu, giờ kết thúc].")] = None
    days_between: Annotated[_Pair, Field(description="Số ngày: [ngày trước, ngày sau].")] = None
    shortfall: Annotated[_Pair, Field(description="Phần còn thiếu so với định mức: [đạt được, định mức].")] = None
    choose: Annotated[
        tuple[Choice, ...] | None, Field(min_length=1, description="Chọn giá trị theo điều kiện, dòng đầu tiên đúng.")
    ] = None
    unit: Annotated[Text | None, Field(description="Đơn vị tính của tổng, hiệu, hoặc giá trị được chọn.")] = None
    range: Annotated[
        Comparison | None,
        Field(description="Khoảng mà giá trị không ra ngoài được, ví dụ {at_most: 100}; chỉ dùng để kiểm chứng khung."),
    ] = None
    note: NoteText = None

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        need_one(self, _OPERATIONS, "framework.measure_operation")
        if self.choose and (
            self.choose[-1].when is not None or any(choice.when is None for choice in self.choose[:-1])
        ):
            raise refusal("framework.choose_last")
        return self

    @property
    def operation(self) -> str:
        """The name of the operation that is given."""
        return self.given(_OPERATIONS)[0]
