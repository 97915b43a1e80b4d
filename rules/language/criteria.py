"""Criteria and the groups in which they stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self, assert_never, get_args

from pydantic import Field, model_validator

from chamdiem.rules.language.conditions import Condition, When
from chamdiem.rules.language.model import Id, Model, NoteText, Points, Text, Title, need_one, refusal
from chamdiem.rules.language.ways import (
    Bands,
    Checklist,
    Deduction,
    Deductions,
    NamedLevel,
    NamedLevels,
    Part,
    PointsQuestion,
    Requirement,
    Way,
    YesNoQuestion,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.faults import Path

_Clause = Annotated[Text, Field(description="Chỗ trong văn bản quy định điều này, ví dụ: Mục 2, điểm b.")]
_Source = Annotated[Text | None, Field(description="Nguồn công khai mà nội dung này dựa vào.")]
Treatment = Literal["full_marks", "zero", "excluded", "rescaled"]


class NotApplicable(Model):
    """When a criterion does not apply, and what then becomes of its points."""

    when: When
    then: Annotated[
        Treatment,
        Field(
            description="full_marks: cho điểm tối đa; zero: 0 điểm; excluded: bỏ ra, tổng tối đa giảm; "
            "rescaled: bỏ ra, tổng quy đổi về thang đầy đủ."
        ),
    ]
    reason: Annotated[Text, Field(description="Lý do, in trên phiếu.")]


class Criterion(Model):
    """One scored line of the regulation, with exactly one way of scoring."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, Field(description="Điểm tối đa; bỏ trống khi khung không có điểm.")] = None
    clause: _Clause
    source: _Source = None
    note: NoteText = None
    written_bands: Annotated[Bands | None, Field(description="Điểm theo mức của một số đo.")] = None
    written_holds: Annotated[
        Condition | None, Field(description="Điểm tối đa khi điều kiện trên số liệu đúng, 0 khi sai.")
    ] = None
    written_judged: Annotated[
        Literal["yes_no", "points"] | None,
        Field(description="Người chấm trả lời: yes_no (có/không) hoặc points (cho điểm)."),
    ] = None
    written_step: Annotated[Points | None, Field(gt=0, description="Bước điểm riêng của tiêu chí được cho điểm.")] = (
        None
    )
    written_levels: Annotated[
        tuple[NamedLevel, ...] | None, Field(min_length=1, description="Người chấm chọn một mức có tên.")
    ] = None
    written_checklist: Annotated[
        tuple[Part, ...] | None, Field(min_length=1, description="Cộng điểm các ý đạt được.")
    ] = None
    written_deductions: Annotated[Deductions | None, Field(description="Trừ điểm theo số lần vi phạm.")] = None
    not_applicable: Annotated[tuple[NotApplicable, ...], Field(description="Khi nào tiêu chí không áp dụng.")] = ()
    bonus: Annotated[
        Literal["inside", "outside"] | None, Field(description="Điểm thưởng nằm trong hay ngoài điểm tối đa của nhóm.")
    ] = None

    finished: Annotated[
        Literal["after_meeting"] | None,
        Field(description="Việc của tiêu chí còn làm được sau kỳ họp (viết: after_meeting); dùng khi gợi ý."),
    ] = None
    formerly: Annotated[
        Id | None,
        Field(
            description="Mã của tiêu chí này trong phiên bản trước của khung, khi đã đổi mã; dùng khi so hai phiên bản."
        ),
    ] = None

    @model_validator(mode="after")
    def _one_scoring(self) -> Self:
        need_one(self, _WAYS, "framework.scoring")
        if self.written_step is not None and self.written_judged != "points":
            raise refusal("framework.step_unused")
        return self

    @cached_property
    def way(self) -> Way:
        """The way in which it is scored, with what that is made of."""
        if self.written_holds is not None:
            return Requirement(self.written_holds)
        if self.written_levels is not None:
            return NamedLevels(self.written_levels)
        if self.written_checklist is not None:
            return Checklist(self.written_checklist)
        if way := self.written_bands or self.written_deductions:
            return way
        return PointsQuestion(self.written_step) if self.written_judged == "points" else YesNoQuestion()

    @property
    def scoring(self) -> str:
        """The key by which its way of scoring is written."""
        return self.way.key

    @property
    def parts(self) -> tuple[Part | Deduction, ...]:
        """What it is made of that has an id of its own and is asked for, or found, by itself."""
        way = self.way
        match way:
            case Checklist(parts):
                return parts
            case Deductions():
                return way.each
            case Bands() | Requirement() | YesNoQuestion() | PointsQuestion() | NamedLevels():
                return ()
            case _:
                assert_never(way)

    @property
    def counted(self) -> tuple[Deduction, ...]:
        """The faults whose occurrences are counted."""
        return tuple(part for part in self.parts if isinstance(part, Deduction))

    @property
    def levels(self) -> tuple[NamedLevel, ...]:
        """The levels among which the scorer chooses one."""
        return self.way.levels if isinstance(self.way, NamedLevels) else ()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures on which its points, or its applying, depend."""
        way = self.way
        match way:
            case Bands():
                names = [way.of]
            case Deductions():
                names = [each.of for each in way.each if each.of]
            case Requirement() | YesNoQuestion() | PointsQuestion() | NamedLevels() | Checklist():
                names = []
            case _:
                assert_never(way)
        return tuple(dict.fromkeys([*names, *(name for _, condition in self.conditions for name in condition.facts)]))

    @property
    def conditions(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions on which its points, or its applying, depend, each with its place in the criterion."""
        for number, rule in enumerate(self.not_applicable):
            yield ("not_applicable", number, "when"), rule.when
        way = self.way
        match way:
            case Requirement(condition):
                yield ("holds",), condition
            case Bands():
                yield from ((("bands", "unless", n, "when"), item.when) for n, item in enumerate(way.unless))
            case Checklist(parts):
                yield from ((("checklist", n, "holds"), part.holds) for n, part in enumerate(parts) if part.holds)
            case YesNoQuestion() | PointsQuestion() | NamedLevels() | Deductions():
                return
            case _:
                assert_never(way)


_WAYS = tuple(f"written_{key}" for key in dict.fromkeys(way.key for way in get_args(Way)))


class Group(Model):
    """A scored part of the framework (nhóm)."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, Field(description="Điểm tối đa của nhóm; bỏ trống khi khung không có điểm.")] = (
        None
    )
    note: NoteText = None
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, description="Các tiêu chí của nhóm.")]
