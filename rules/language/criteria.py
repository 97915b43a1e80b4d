"""Criteria and the groups in which they stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import model_validator

from chamdiem.rules.language.conditions import Condition, When
from chamdiem.rules.language.model import Id, Model, NoteText, Points, Text, Title, YesNo, about, refusal
from chamdiem.rules.language.ways import Parts, Scorable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.rules.language.ways import Way
    from chamdiem.rules.records.faults import Path

Treatment = Literal["full_marks", "zero", "excluded", "rescaled"]


class NotApplicable(Model):
    """When a criterion does not apply, and what then becomes of its points."""

    when: When
    then: Annotated[
        Treatment,
        about(
            "full_marks: cho điểm tối đa; zero: 0 điểm; excluded: bỏ ra, tổng tối đa giảm; "
            "rescaled: bỏ ra, tổng quy đổi về thang đầy đủ."
        ),
    ]
    reason: Annotated[Text, about("Lý do, in trên phiếu.")]


class Criterion(Scorable):
    """One line of the regulation, with exactly one way of scoring, or of being asked where it gives no points."""

    clause: Annotated[Text, about("Chỗ trong văn bản quy định điều này, ví dụ: Mục 2, điểm b.")]
    scored: Annotated[
        YesNo,
        about(
            "no: chỉ hỏi, không tính điểm (judged: yes_no, levels hoặc checklist, không ghi điểm); "
            "dùng trong điều kiện, ngoại lệ."
        ),
    ] = True
    layers: Annotated[
        tuple[Literal["self", "cell_vote", "upper", "decided"], ...],
        about("Chỉ những lớp này được hỏi; lớp khác tính 0 điểm. Bỏ trống: lớp nào cũng được hỏi."),
    ] = ()
    written_parts: Annotated[Parts | None, about("Nhiều phần, mỗi phần có điểm tối đa và cách chấm riêng.")] = None
    not_applicable: Annotated[tuple[NotApplicable, ...], about("Khi nào tiêu chí không áp dụng.")] = ()
    bonus: Annotated[
        Literal["inside", "outside"] | None, about("Điểm thưởng nằm trong hay ngoài điểm tối đa của nhóm.")
    ] = None

    finished: Annotated[
        Literal["after_meeting"] | None,
        about("Việc của tiêu chí còn làm được sau kỳ họp (viết: after_meeting); dùng khi gợi ý."),
    ] = None
    formerly: Annotated[
        Id | None,
        about("Mã của tiêu chí này trong phiên bản trước của khung, khi đã đổi mã; dùng khi so hai phiên bản."),
    ] = None

    def is_asked_of(self, layer: str | None) -> bool:
        """Tell whether a layer of an assessment is asked for it; None stands for one that is asked for everything."""
        return not self.layers or layer is None or layer in self.layers

    @cached_property
    def way(self) -> Way:
        """The way in which it is scored, with what that is made of."""
        return self.written_parts or super().way

    @property
    def is_outside(self) -> bool:
        """Whether its points stand outside the scale: they are added once all others are summed and rescaled."""
        return self.bonus == "outside"

    @property
    def conditions(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions on which its points, or its applying, depend, each with its place in the criterion."""
        for number, rule in enumerate(self.not_applicable):
            yield ("not_applicable", number, "when"), rule.when
        yield from super().conditions


class OutsideCriterion(Criterion):
    """A criterion of no group, outside the scale: what it gives is added last; where it is less than 0, taken off."""

    bonus: Annotated[Literal["outside"], about("Không cần viết: tiêu chí ở đây vốn nằm ngoài thang.")] = "outside"


class Group(Model):
    """A scored part of the framework (nhóm). It may hold groups; its own criteria stand before them."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, about("Điểm tối đa của nhóm; bỏ trống khi khung không có điểm.")] = None
    note: NoteText = None
    criteria: Annotated[tuple[Criterion, ...], about("Các tiêu chí của nhóm; bỏ trống khi nhóm chỉ gồm nhóm con.")] = ()
    groups: Annotated[tuple[Group, ...], about("Các nhóm con, đứng sau tiêu chí riêng của nhóm.")] = ()

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.criteria and not self.groups:
            raise refusal("framework.group_empty")
        return self

    @property
    def all_criteria(self) -> Iterator[Criterion]:
        """Every criterion on every floor, in the order of the regulation."""
        yield from self.criteria
        for group in self.groups:
            yield from group.all_criteria

    @property
    def floors(self) -> Iterator[Group]:
        """The group itself and every group in it, outer ones first."""
        yield self
        for group in self.groups:
            yield from group.floors
