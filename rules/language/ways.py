"""Ways of scoring: what a criterion's points are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from chamdiem.rules.language.conditions import Comparison, Condition, When
from chamdiem.rules.language.model import Id, Model, Name, Points, Text, Title, about


class Level(Comparison):
    """One band (mức điểm): a range of the measure, and its points."""

    points: Annotated[Points, about("Số điểm của mức này.")]
    title: Annotated[Text | None, about("Lời văn của mức trong văn bản.")] = None


class BandException(Model):
    """A compound exception: when it holds it decides the points, whatever the measure says."""

    when: When
    points: Annotated[Points, about("Số điểm khi ngoại lệ xảy ra.")]
    reason: Annotated[Text, about("Lý do, in trên phiếu.")]


class Bands(Model):
    """Points by the range in which a measure lies."""

    key: ClassVar = "bands"

    of: Annotated[Name, about("Tên số đo hoặc trường của hồ sơ.")]
    direction: Annotated[
        Literal["higher_better", "lower_better"] | None,
        about(
            "Số đo càng cao (higher_better) hay càng thấp (lower_better) thì càng tốt; chỉ dùng để kiểm chứng khung."
        ),
    ] = None
    levels: Annotated[tuple[Level, ...], about("Các mức điểm, mức cao trước.", min_length=1)]
    unless: Annotated[tuple[BandException, ...], about("Ngoại lệ, thắng các mức ở trên.")] = ()


class NamedLevel(Model):
    """A level that the scorer chooses by name. Of a criterion that gives no points, it has none."""

    id: Id
    title: Title
    points: Annotated[Points, about("Số điểm của mức này; tiêu chí không tính điểm thì không ghi.")] = 0


class Part(Model):
    """One part of a checklist: answered yes or no, or decided by a condition on the record.

    Of a criterion that gives no points, it has none.
    """

    id: Id
    title: Title
    points: Annotated[Points, about("Số điểm khi đạt; tiêu chí không tính điểm thì không ghi.")] = 0
    holds: Annotated[Condition | None, about("Điều kiện trên số liệu; bỏ trống thì người chấm trả lời có/không.")] = (
        None
    )


class Deduction(Model):
    """Points taken off per occurrence; the count is answered by the scorer, or taken from the record (`of`)."""

    id: Id
    title: Title
    points: Annotated[Points, about("Số điểm trừ mỗi lần.")]
    of: Annotated[Name | None, about("Trường hoặc số đo đếm số lần; bỏ trống thì người chấm ghi số lần.")] = None
    at_most: Annotated[Points | None, about("Trừ nhiều nhất bao nhiêu điểm cho lỗi này.")] = None


class Deductions(Model):
    """The criterion starts at its maximum and loses points."""

    key: ClassVar = "deductions"

    each: Annotated[tuple[Deduction, ...], about("Các lỗi bị trừ điểm.", min_length=1)]
    at_most: Annotated[Points | None, about("Trừ nhiều nhất bao nhiêu điểm cho cả tiêu chí.")] = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """All points while a condition on the record is met, and none while it is not."""

    key: ClassVar = "holds"
    holds: Condition


@dataclass(frozen=True, slots=True)
class YesNoQuestion:
    """All points when the scorer answers yes, and none for no."""

    key: ClassVar = "judged"
    judged: ClassVar = "yes_no"
    step: ClassVar = None  # whoever compares a question with one for points asks both


@dataclass(frozen=True, slots=True)
class PointsQuestion:
    """The points that the scorer gives, by the criterion's own step or the framework's."""

    key: ClassVar = "judged"
    judged: ClassVar = "points"
    step: int | None


@dataclass(frozen=True, slots=True)
class NamedLevels:
    """The points of the level that the scorer chooses."""

    key: ClassVar = "levels"
    levels: tuple[NamedLevel, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The sum of the parts that are met."""

    key: ClassVar = "checklist"
    parts: tuple[Part, ...]


Way = Bands | Requirement | YesNoQuestion | PointsQuestion | NamedLevels | Checklist | Deductions
Item = Level | BandException | NamedLevel | Part | Deduction
