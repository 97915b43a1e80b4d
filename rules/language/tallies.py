"""Points that follow a number unit by unit: what is added, or taken off, for each time, day or per cent."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from chamdiem.rules.language.model import Id, Model, Name, Number, Points, Title, about, refusal

WholeOrPart = Literal["whole", "begun", "exact"]


class TallyItem(Model):
    """Points for each unit of a number, which the scorer counts or the record tells (`of`)."""

    id: Id
    title: Title
    points: Annotated[Points, about("Số điểm mỗi lần, hay mỗi đơn vị nêu ở every.")]
    of: Annotated[Name | None, about("Trường hoặc số đo đếm số lần; bỏ trống thì người chấm ghi số lần.")] = None
    every: Annotated[Number | None, about("Cứ bao nhiêu thì tính một đơn vị; bỏ trống là 1.", gt=0)] = None
    part: Annotated[
        WholeOrPart | None,
        about("Phần lẻ của một đơn vị: không tính (whole), tính tròn một (begun), hay tính theo tỷ lệ (exact)."),
    ] = None
    at_most: Annotated[Points | None, about("Nhiều nhất bao nhiêu điểm cho mục này.")] = None

    @model_validator(mode="after")
    def _part_of_a_unit(self) -> Self:
        if self.part is not None and self.every is None:
            raise refusal("framework.part_unused")
        return self


class Addition(TallyItem):
    """Points added per unit."""


class Deduction(TallyItem):
    """Points taken off per unit."""


class Additions(Model):
    """The criterion starts at 0 and gains points, up to its maximum."""

    key: ClassVar = "additions"
    item: ClassVar = "addition"
    sign: ClassVar = 1

    each: Annotated[tuple[Addition, ...], about("Các việc được cộng điểm.", min_length=1)]
    at_most: Annotated[Points | None, about("Cộng nhiều nhất bao nhiêu điểm cho cả danh sách.")] = None


class Deductions(Model):
    """The criterion starts at its maximum and loses points, down to its minimum."""

    key: ClassVar = "deductions"
    item: ClassVar = "deduction"
    sign: ClassVar = -1

    each: Annotated[tuple[Deduction, ...], about("Các lỗi bị trừ điểm.", min_length=1)]
    at_most: Annotated[Points | None, about("Trừ nhiều nhất bao nhiêu điểm cho cả tiêu chí.")] = None
