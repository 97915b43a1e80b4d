"""Criteria and the groups in which they stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal, Self, assert_never, get_args

from pydantic import model_validator

from chamdiem.rules.language import ways
from chamdiem.rules.language.conditions import Condition, When
from chamdiem.rules.language.model import Id, Model, NoteText, Points, Text, Title, YesNo, about, need_one, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chamdiem.rules.language.faults import Path

_Clause = Annotated[Text, about("Chỗ trong văn bản quy định điều này, ví dụ: Mục 2, điểm b.")]
_Source = Annotated[Text | None, about("Nguồn công khai mà nội dung này dựa vào.")]
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


class Criterion(Model):
    """One line of the regulation, with exactly one way of scoring, or of being asked where it gives no points."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, about("Điểm tối đa; bỏ trống khi khung không có điểm.")] = None
    clause: _Clause
    source: _Source = None
    note: NoteText = None
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
    written_bands: Annotated[ways.Bands | None, about("Điểm theo mức của một số đo.")] = None
    written_holds: Annotated[Condition | None, about("Điểm tối đa khi điều kiện trên số liệu đúng, 0 khi sai.")] = None
    written_judged: Annotated[
        Literal["yes_no", "points"] | None, about("Người chấm trả lời: yes_no (có/không) hoặc points (cho điểm).")
    ] = None
    written_step: Annotated[Points | None, about("Bước điểm riêng của tiêu chí được cho điểm.", gt=0)] = None
    written_levels: Annotated[
        tuple[ways.NamedLevel, ...] | None, about("Người chấm chọn một mức có tên.", min_length=1)
    ] = None
    written_checklist: Annotated[tuple[ways.Part, ...] | None, about("Cộng điểm các ý đạt được.", min_length=1)] = None
    written_deductions: Annotated[ways.Deductions | None, about("Trừ điểm theo số lần vi phạm.")] = None
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

    @model_validator(mode="after")
    def _one_scoring(self) -> Self:
        need_one(self, _WAYS, "framework.scoring")
        if self.written_step is not None and self.written_judged != "points":
            raise refusal("framework.step_unused")
        return self

    def is_asked_of(self, layer: str | None) -> bool:
        """Tell whether a layer of an assessment is asked for it; None stands for one that is asked for everything."""
        return not self.layers or layer is None or layer in self.layers

    # Not a union that pydantic tells apart: the key of the way stands among the criterion's own, a file with two ways
    # is told which two they are, and a fault stands at a key of the file. So keys are fields; here is their meaning.
    @cached_property
    def way(self) -> ways.Way:
        """The way in which it is scored, with what that is made of."""
        if self.written_holds is not None:
            return ways.Requirement(self.written_holds)
        if self.written_levels is not None:
            return ways.NamedLevels(self.written_levels)
        if self.written_checklist is not None:
            return ways.Checklist(self.written_checklist)
        if way := self.written_bands or self.written_deductions:
            return way
        return ways.PointsQuestion(self.written_step) if self.written_judged == "points" else ways.YesNoQuestion()

    @property
    def scoring(self) -> str:
        """The key by which its way of scoring is written."""
        return self.way.key

    @property
    def items(self) -> Iterator[tuple[Path, ways.Item]]:
        """Every item of the lists of its way of scoring, with its place in the criterion; each has points."""
        way = self.way
        match way:
            case ways.Bands():
                yield from _placed(way.levels, "bands", "levels")
                yield from _placed(way.unless, "bands", "unless")
            case ways.NamedLevels(levels):
                yield from _placed(levels, "levels")
            case ways.Checklist(parts):
                yield from _placed(parts, "checklist")
            case ways.Deductions():
                yield from _placed(way.each, "deductions", "each")
            case ways.Requirement() | ways.YesNoQuestion() | ways.PointsQuestion():
                return
            case _:
                assert_never(way)

    @property
    def parts(self) -> tuple[ways.Part | ways.Deduction, ...]:
        """The items that have an id of their own and are asked for, or found, one by one."""
        return tuple(item for _, item in self.items if isinstance(item, ways.Part | ways.Deduction))

    @property
    def levels(self) -> tuple[ways.NamedLevel, ...]:
        """The levels among which the scorer chooses one."""
        return self.way.levels if isinstance(self.way, ways.NamedLevels) else ()

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures on which its points, or its applying, depend."""
        way = self.way
        match way:
            case ways.Bands():
                names = [way.of]
            case ways.Deductions():
                names = [each.of for each in way.each if each.of]
            case (
                ways.Requirement()
                | ways.Checklist()
                | ways.YesNoQuestion()
                | ways.PointsQuestion()
                | ways.NamedLevels()
            ):
                names = []  # by conditions alone, or none
            case _:
                assert_never(way)
        return tuple(dict.fromkeys([*names, *(name for _, condition in self.conditions for name in condition.facts)]))

    @property
    def conditions(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions on which its points, or its applying, depend, each with its place in the criterion."""
        for number, rule in enumerate(self.not_applicable):
            yield ("not_applicable", number, "when"), rule.when
        if isinstance(self.way, ways.Requirement):
            yield ("holds",), self.way.holds
        for place, item in self.items:
            match item:
                case ways.BandException():
                    yield (*place, "when"), item.when
                case ways.Part():
                    yield from [((*place, "holds"), item.holds)] if item.holds else ()
                case ways.Level() | ways.NamedLevel() | ways.Deduction():
                    continue
                case _:
                    assert_never(item)


def _placed(items: Sequence[ways.Item], *place: str) -> Iterator[tuple[Path, ways.Item]]:
    return (((*place, number), item) for number, item in enumerate(items))


_WAYS = tuple(f"written_{key}" for key in dict.fromkeys(way.key for way in get_args(ways.Way)))


class Group(Model):
    """A scored part of the framework (nhóm)."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, about("Điểm tối đa của nhóm; bỏ trống khi khung không có điểm.")] = None
    note: NoteText = None
    criteria: Annotated[tuple[Criterion, ...], about("Các tiêu chí của nhóm.", min_length=1)]
