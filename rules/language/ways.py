"""Ways of scoring: what the points of a criterion, or of a part of it, are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self, TypeVar, assert_never, get_args

from pydantic import model_validator

from chamdiem.rules.language.conditions import Comparison, Condition, When
from chamdiem.rules.language.model import (
    Id,
    Model,
    Name,
    NoteText,
    Points,
    SignedPoints,
    Text,
    Title,
    YesNo,
    about,
    need_one,
    refusal,
)
from chamdiem.rules.language.operands import AnOperand, FactOperand, NumberOperand
from chamdiem.rules.language.tallies import Addition, Additions, Deduction, Deductions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from chamdiem.rules.records.faults import Path

T = TypeVar("T")


class Level(Comparison):
    """One band (mức điểm): a range of the measure, and its points."""

    points: Annotated[SignedPoints, about("Số điểm của mức này.")]
    title: Annotated[Text | None, about("Lời văn của mức trong văn bản.")] = None


class BandException(Model):
    """A compound exception: when it holds it decides the points, whatever the measure says."""

    when: When
    points: Annotated[SignedPoints, about("Số điểm khi ngoại lệ xảy ra.")]
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

    @property
    def points(self) -> tuple[int, ...]:
        """The points of every band and exception, in their order."""
        return (*(level.points for level in self.levels), *(exception.points for exception in self.unless))


class NamedLevel(Model):
    """A level that the scorer chooses by name. Of a criterion that gives no points, it has none."""

    id: Id
    title: Title
    points: Annotated[SignedPoints, about("Số điểm của mức này; tiêu chí không tính điểm thì không ghi.")] = 0


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


class Line(Model):
    """One line of `choose`: when it is the first that holds, it gives its points, or those of its table of bands."""

    when: Annotated[Condition | None, about("Khi nào dùng dòng này; dòng cuối cùng có thể bỏ trống.")] = None
    title: Annotated[Text | None, about("Lời văn của dòng, in trên phiếu.")] = None
    written_points: Annotated[SignedPoints | None, about("Số điểm của dòng.")] = None
    written_bands: Annotated[Bands | None, about("Điểm theo mức của một số đo.")] = None

    @model_validator(mode="after")
    def _one_gift(self) -> Self:
        need_one(self, ("written_points", "written_bands"), "framework.line_gives")
        return self

    @property
    def gives(self) -> int | Bands:
        """Its points (hundredths), or the table that gives them."""
        return self.written_bands or self.points or 0

    @property
    def points(self) -> int | None:
        """Its points in hundredths; None where its table gives them."""
        return self.written_points


class Proportional(Model):
    """As much of the maximum as a number is of another: maximum × number ÷ `out_of`, rounded, from 0 to the maximum."""

    key: ClassVar = "proportional"

    of: Annotated[Name, about("Tên số đo hoặc trường của hồ sơ.")]
    out_of: Annotated[AnOperand, about("Được điểm tối đa khi số ấy bằng: một số, hoặc tên trường, số đo.")]

    @model_validator(mode="after")
    def _out_of_something(self) -> Self:
        kind = self.out_of.kind
        if not isinstance(kind, FactOperand | NumberOperand) or (self.whole is not None and self.whole <= 0):
            raise refusal("framework.out_of")
        return self

    @property
    def whole(self) -> Decimal | None:
        """The number that earns the maximum, where the regulation says it; None where a fact does."""
        kind = self.out_of.kind
        return kind.number * self.out_of.times if isinstance(kind, NumberOperand) else None


@dataclass(frozen=True, slots=True)
class Requirement:
    """All points while a condition on the record is met, and none (the minimum) while it is not."""

    key: ClassVar = "holds"
    holds: Condition


@dataclass(frozen=True, slots=True)
class YesNoQuestion:
    """All points when the scorer answers yes, and none (the minimum) for no."""

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


@dataclass(frozen=True, slots=True)
class Lines:
    """The points of the first line whose condition holds."""

    key: ClassVar = "choose"
    lines: tuple[Line, ...]


class Scorable(Model):
    """What is scored: a criterion, or a part of one. Exactly one way of scoring gives its points."""

    id: Id
    title: Title
    maximum: Annotated[Points | None, about("Điểm tối đa; bỏ trống khi khung không có điểm.")] = None
    minimum: Annotated[SignedPoints | None, about("Điểm thấp nhất, 0 hoặc số âm; bỏ trống là 0.")] = None
    clause: Annotated[Text | None, about("Chỗ trong văn bản quy định điều này, ví dụ: Mục 2, điểm b.")] = None
    source: Annotated[Text | None, about("Nguồn công khai mà nội dung này dựa vào.")] = None
    note: NoteText = None
    written_bands: Annotated[Bands | None, about("Điểm theo mức của một số đo.")] = None
    written_holds: Annotated[Condition | None, about("Điểm tối đa khi điều kiện trên số liệu đúng, 0 khi sai.")] = None
    written_judged: Annotated[
        Literal["yes_no", "points"] | None, about("Người chấm trả lời: yes_no (có/không) hoặc points (cho điểm).")
    ] = None
    written_step: Annotated[Points | None, about("Bước điểm riêng của tiêu chí được cho điểm.", gt=0)] = None
    written_levels: Annotated[tuple[NamedLevel, ...] | None, about("Người chấm chọn một mức có tên.", min_length=1)] = (
        None
    )
    written_checklist: Annotated[tuple[Part, ...] | None, about("Cộng điểm các ý đạt được.", min_length=1)] = None
    written_choose: Annotated[
        tuple[Line, ...] | None, about("Dòng đầu tiên đúng cho điểm, hoặc cho bảng mức điểm.", min_length=1)
    ] = None
    written_proportional: Annotated[Proportional | None, about("Điểm theo tỷ lệ của một số trên một số khác.")] = None
    written_additions: Annotated[Additions | None, about("Bắt đầu từ 0 rồi cộng điểm theo số lần.")] = None
    written_deductions: Annotated[Deductions | None, about("Trừ điểm theo số lần vi phạm.")] = None

    @model_validator(mode="after")
    def _one_scoring(self) -> Self:
        need_one(self, tuple(name for name in _WAYS if name in type(self).model_fields), "framework.scoring")
        if self.written_step is not None and self.written_judged != "points":
            raise refusal("framework.step_unused")
        if any(line.when is None for line in (self.written_choose or ())[:-1]):
            raise refusal("framework.line_after_last")
        if self.minimum is not None and self.minimum > 0:
            raise refusal("framework.minimum_above_0")
        return self

    # Not a union that pydantic tells apart: the key of the way stands among the criterion's own, a file with two ways
    # is told which two they are, and a fault stands at a key of the file. So keys are fields; here is their meaning.
    @cached_property
    def way(self) -> Way:
        """The way in which it is scored, with what that is made of."""
        if self.written_holds is not None:
            return Requirement(self.written_holds)
        if self.written_levels is not None:
            return NamedLevels(self.written_levels)
        if self.written_checklist is not None:
            return Checklist(self.written_checklist)
        if self.written_choose is not None:
            return Lines(self.written_choose)
        if way := self.written_bands or self.written_proportional or self.written_additions or self.written_deductions:
            return way
        return PointsQuestion(self.written_step) if self.written_judged == "points" else YesNoQuestion()

    @property
    def scoring(self) -> str:
        """The key by which its way of scoring is written."""
        return self.way.key

    @property
    def items(self) -> Iterator[tuple[Path, Item]]:
        """Every item of the lists of its own way of scoring, with its place in it; a part's own are that part's."""
        way = self.way
        match way:
            case Bands():
                yield from _rows(way, "bands")
            case NamedLevels(levels):
                yield from _placed(levels, "levels")
            case Checklist(parts):
                yield from _placed(parts, "checklist")
            case Lines(lines):
                for place, line in _placed(lines, "choose"):
                    yield place, line
                    yield from _rows(line.gives, *place, "bands") if isinstance(line.gives, Bands) else ()
            case Additions():
                yield from _placed(way.each, way.key, "each")
            case Deductions():
                yield from _placed(way.each, way.key, "each")
            case Requirement() | YesNoQuestion() | PointsQuestion() | Proportional() | Parts():
                return
            case _:
                assert_never(way)

    @property
    def levels(self) -> tuple[NamedLevel, ...]:
        """The levels among which the scorer chooses one."""
        return self.way.levels if isinstance(self.way, NamedLevels) else ()

    @property
    def tables(self) -> Iterator[tuple[Path, Bands]]:
        """The tables of bands by which it may be scored, each with its place in it: its own, or those of its lines."""
        match self.way:
            case Bands() as bands:
                yield ("bands",), bands
            case Lines(lines):
                found = ((("choose", number, "bands"), line.gives) for number, line in enumerate(lines))
                yield from ((place, bands) for place, bands in found if isinstance(bands, Bands))
            case _:
                return

    @property
    def scorables(self) -> Iterator[tuple[Path, Scorable]]:
        """Itself and its parts, each with its place in it."""
        yield (), self
        if isinstance(self.way, Parts):
            yield from ((("parts", "each", number), part) for number, part in enumerate(self.way.each))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures on which its points, or its applying, depend."""
        names = [*chain.from_iterable(each.numbers for _, each in self.scorables)]
        return tuple(dict.fromkeys([*names, *(name for _, condition in self.conditions for name in condition.facts)]))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of the fields and measures by whose number its own way of scoring gives points."""
        way = self.way
        match way:
            case Bands() | Lines():
                return tuple(bands.of for _, bands in self.tables)
            case Additions() | Deductions():
                return tuple(each.of for each in way.each if each.of)
            case Proportional():
                return (way.of, *((way.out_of.name,) if way.out_of.name else ()))
            case Requirement() | Checklist() | YesNoQuestion() | PointsQuestion() | NamedLevels() | Parts():
                return ()  # by conditions alone, by its parts, or by none
            case _:
                assert_never(way)

    @property
    def conditions(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions on which its points depend, each with its place in it."""
        for above, each in self.scorables:
            yield from (((*above, *place), condition) for place, condition in each.tested)

    @property
    def tested(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions of its own way of scoring, each with its place in it."""
        if isinstance(self.way, Requirement):
            yield ("holds",), self.way.holds
        for place, item in self.items:
            match item:
                case BandException(when=when) | Line(when=Condition() as when):
                    yield (*place, "when"), when
                case Part(holds=Condition() as holds):
                    yield (*place, "holds"), holds
                case Level() | NamedLevel() | Deduction() | Addition() | Part() | Line():
                    continue
                case _:
                    assert_never(item)


class ScoredPart(Scorable):
    """One part of a criterion, with a maximum and a way of scoring of its own."""


class Parts(Model):
    """The sum of the parts, or the highest or the lowest of them."""

    key: ClassVar = "parts"

    take: Annotated[
        Literal["sum", "highest", "lowest"],
        about("Lấy tổng điểm các phần (sum), điểm phần cao nhất (highest) hay thấp nhất (lowest)."),
    ]
    capped: Annotated[
        YesNo, about("Ghi yes khi tổng các phần có thể vượt điểm tối đa (hay thấp nhất) và chỉ tính đến đó.")
    ] = False
    each: Annotated[tuple[ScoredPart, ...], about("Các phần, mỗi phần một cách chấm.", min_length=1)]


def _rows(bands: Bands, *place: str | int) -> Iterator[tuple[Path, Level | BandException]]:
    yield from _placed(bands.levels, *place, "levels")
    yield from _placed(bands.unless, *place, "unless")


def _placed(items: Sequence[T], *place: str | int) -> Iterator[tuple[Path, T]]:
    return (((*place, number), item) for number, item in enumerate(items))


Way = (
    Bands
    | Proportional
    | Requirement
    | YesNoQuestion
    | PointsQuestion
    | NamedLevels
    | Checklist
    | Lines
    | Additions
    | Deductions
    | Parts
)
Item = Level | BandException | NamedLevel | Part | Line | Addition | Deduction
_WAYS = tuple(f"written_{key}" for key in dict.fromkeys(way.key for way in get_args(Way)))
