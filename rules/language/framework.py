"""A framework (khung tiêu chí): one version of a scored regulation, as typed frozen values.

Scalars arrive as text and are read by the type of their place, so YAML's own guesses (`no`, `010`, `12:30`) never
matter. Points are integers of 1/100. The descriptions are Vietnamese because editors show them to the officer who
writes a framework.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from chamdiem.rules.language import scalars
from chamdiem.rules.language.lint_codes import Code
from chamdiem.rules.language.meeting import MEETING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.rules.language.record_shape import RecordShape


def _reader(read: Callable[[object], Any], *, optional: bool = False) -> BeforeValidator:
    def validate(raw: object) -> object:
        if optional and raw is None:
            return None
        if raw is not None and not isinstance(raw, str | tuple | dict):
            return raw  # a default, already typed
        try:
            return read(raw)
        except scalars.ScalarError as error:
            raise PydanticCustomError(error.code, error.code, dict(error.details)) from error

    return BeforeValidator(validate)


def _schema(**schema: object) -> WithJsonSchema:
    return WithJsonSchema(dict(schema))


Text = Annotated[str, _reader(scalars.read_text), _schema(type="string")]
Points = Annotated[int, _reader(scalars.read_points), _schema(type="number", minimum=0, multipleOf=0.01)]
Number = Annotated[Decimal, _reader(scalars.read_number), _schema(type="number")]
Count = Annotated[int, _reader(scalars.read_count), _schema(type="integer", minimum=0)]
Date = Annotated[dt.date, _reader(scalars.read_date), _schema(type="string", format="date")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
_ID = r"^[0-9A-Za-zĐđ][0-9A-Za-zĐđ._-]{0,31}$"
Id = Annotated[
    str,
    StringConstraints(pattern=_ID),
    _schema(
        type=["string", "number"],
        pattern=_ID,
        description="Mã, không trùng trong danh sách; nên đặt trong ngoặc kép.",
    ),
]
OrganisationPath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$")]
Word = Annotated[str, StringConstraints(pattern=r"\S"), _schema(type=["string", "boolean", "number"])]
Kind = Literal["regular", "thematic", "combined"]

_Title = Annotated[Text, Field(description="Tên gọi, đúng như trong văn bản.")]
_Clause = Annotated[Text, Field(description="Chỗ trong văn bản quy định điều này, ví dụ: Mục 2, điểm b.")]
_Note = Annotated[Text | None, Field(description="Ghi chú cho người đọc khung, ví dụ cách xử lý chỗ văn bản chưa rõ.")]
_Source = Annotated[Text | None, Field(description="Nguồn công khai mà nội dung này dựa vào.")]


class Model(BaseModel):
    """Frozen, strict, no unknown keys."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True)


def _given(model: BaseModel, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(model, name) is not None)


def _need_one(model: BaseModel, names: tuple[str, ...], code: str) -> str:
    given = _given(model, names)
    if len(given) != 1:
        raise PydanticCustomError(code, code, {"given": _keys(given) or "—", "allowed": _keys(names)})
    return given[0]


def _keys(names: Iterable[str]) -> str:
    """Return fields as the keys of the file: `is_` is written `is`."""
    return scalars.listed(name.rstrip("_") for name in names)


class CitedDocument(Model):
    """A cited document. Number and date together: two documents carry the number 12-HD/BTCTW."""

    number: Annotated[Text, Field(description="Số, ký hiệu văn bản.")]
    date: Annotated[Date, Field(description="Ngày ban hành (năm-tháng-ngày).")]
    issuer: Annotated[Text, Field(description="Cơ quan ban hành.")]
    title: Annotated[Text | None, Field(description="Trích yếu.")] = None


class Provenance(Model):
    """How the file's content is known."""

    status: Annotated[
        Literal["official", "secondary", "reconstructed"],
        Field(description="official: đối chiếu bản chính; secondary: theo nguồn thứ cấp; reconstructed: dựng lại."),
    ]
    source: Annotated[Text, Field(description="Nguồn của nội dung.")]
    note: _Note = None
    notice: Annotated[
        Text | None, Field(description="Dòng phải in trên mọi phiếu; bắt buộc khi khung được dựng lại.")
    ] = None

    @model_validator(mode="after")
    def _reconstructed_says_so(self) -> Self:
        if self.status == "reconstructed" and not self.notice:
            raise PydanticCustomError("framework.notice_needed", "framework.notice_needed")
        return self


class InForce(Model):
    """The days on which a meeting is scored by this version, both included."""

    from_: Annotated[Date, Field(alias="from", description="Ngày đầu tiên có hiệu lực.")]
    to: Annotated[Date | None, Field(description="Ngày cuối cùng có hiệu lực; bỏ trống khi còn hiệu lực.")] = None
    note: _Note = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise PydanticCustomError("framework.in_force_reversed", "framework.in_force_reversed")
        return self

    def covers(self, day: dt.date) -> bool:
        """Tell whether the version is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class Unavailable(Model):
    """Meetings of these organisations that a document scores which nobody has written down as a framework yet.

    Without it, such a meeting would silently be scored by a framework made for everybody.
    """

    kinds: Annotated[tuple[Kind, ...], Field(description="Loại sinh hoạt; bỏ trống: mọi loại.")] = ()
    from_: Annotated[Date, Field(alias="from", description="Kỳ họp từ ngày này.")]
    to: Annotated[Date | None, Field(description="Đến hết ngày này; bỏ trống: không có ngày cuối.")] = None
    reason: Annotated[Text, Field(description="Văn bản nào chấm các kỳ họp ấy và vì sao không có ở đây.")]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to is not None and self.to < self.from_:
            raise PydanticCustomError("framework.in_force_reversed", "framework.in_force_reversed")
        return self

    def covers(self, day: dt.date, kind: str) -> bool:
        """Tell whether a meeting of that day and kind is one of them."""
        return self.from_ <= day and (self.to is None or day <= self.to) and (not self.kinds or kind in self.kinds)


class AppliesTo(Model):
    """Which organisations and meeting kinds the framework scores. No organisation means all of them."""

    organisations: Annotated[
        tuple[OrganisationPath, ...], Field(description="Mã đơn vị áp dụng; bỏ trống: mọi đơn vị.")
    ] = ()
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, description="Loại sinh hoạt được chấm.")]
    unavailable: Annotated[
        tuple[Unavailable, ...],
        Field(description="Kỳ họp của các đơn vị này do văn bản khác chấm mà chương trình không có."),
    ] = ()

    def depth(self, organisation: str | None) -> int | None:
        """Return how deep in an organisation's path the framework's own lies; 0: made for all; None: not for it."""
        if not self.organisations:
            return 0
        own = (organisation or "").split("/")
        depths = [len(parts) for path in self.organisations if own[: len(parts := path.split("/"))] == parts]
        return max(depths, default=None)


class PointScheme(Model):
    """The scale. Nothing about rounding is published anywhere, so each framework says its own."""

    maximum: Annotated[Points, Field(description="Tổng điểm tối đa.")]
    step: Annotated[Points, Field(gt=0, description="Bước điểm nhỏ nhất được chấm.")]
    rounding: Annotated[Literal["half_up", "down", "up"], Field(description="Cách làm tròn về bước điểm khi quy đổi.")]
    bonus_above_maximum: Annotated[
        Literal["allowed", "capped"] | None,
        Field(
            description="Điểm thưởng ngoài thang có được vượt tổng tối đa không; bắt buộc khi có điểm thưởng như vậy."
        ),
    ] = None


class Comparison(Model):
    """Ends of a range, each said to be inclusive (at_least, at_most) or exclusive (above, below)."""

    at_least: Annotated[Number | None, Field(description="Từ … trở lên (≥).")] = None
    above: Annotated[Number | None, Field(description="Trên … (>).")] = None
    at_most: Annotated[Number | None, Field(description="Từ … trở xuống, không quá (≤).")] = None
    below: Annotated[Number | None, Field(description="Dưới … (<).")] = None

    @model_validator(mode="after")
    def _one_end_each(self) -> Self:
        if (self.at_least is not None and self.above is not None) or (
            self.at_most is not None and self.below is not None
        ):
            raise PydanticCustomError("framework.two_ends", "framework.two_ends")
        low = self.above if self.at_least is None else self.at_least
        high = self.below if self.at_most is None else self.at_most
        if (
            low is not None
            and high is not None
            and (low > high or (low == high and (self.above is not None or self.below is not None)))
        ):
            raise PydanticCustomError("framework.empty_range", "framework.empty_range")
        return self

    @property
    def is_open(self) -> bool:
        """Tell whether no end is given."""
        return not _given(self, ("at_least", "above", "at_most", "below"))

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that are given."""
        return tuple(end for end in (self.at_least, self.above, self.at_most, self.below) if end is not None)


class Condition(Comparison):
    """Something that is true, false, or not known yet.

    Either a combination (`all`, `any`, `not`), or one test of a record field or measure (`fact`), an answer or a score.
    """

    all: Annotated[
        tuple[Condition, ...] | None, Field(min_length=1, description="Đúng khi mọi điều kiện đều đúng.")
    ] = None
    any: Annotated[
        tuple[Condition, ...] | None, Field(min_length=1, description="Đúng khi có ít nhất một điều kiện đúng.")
    ] = None
    not_: Annotated[Condition | None, Field(alias="not", description="Đúng khi điều kiện bên trong sai.")] = None
    fact: Annotated[Name | None, Field(description="Tên trường của hồ sơ hoặc số đo.")] = None
    answer: Annotated[
        Word | None, Field(description="Mã tiêu chí được hỏi (hoặc mã/ý của danh mục) mà người chấm trả lời.")
    ] = None
    criterion: Annotated[Word | None, Field(description="Mã tiêu chí; so với điểm đạt được.")] = None
    group: Annotated[Word | None, Field(description="Mã nhóm; so với điểm đạt được.")] = None
    total: Annotated[Literal["points"] | None, Field(description="So với tổng điểm (viết: total: points).")] = None
    is_: Annotated[
        Word | None, Field(alias="is", description="Bằng: yes, no, một từ trong danh sách, hoặc một số.")
    ] = None
    in_: Annotated[tuple[Word, ...] | None, Field(alias="in", min_length=1, description="Là một trong các từ.")] = None
    at: Annotated[Literal["maximum"] | None, Field(description="Đạt điểm tối đa (viết: at: maximum).")] = None

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        subject = _need_one(
            self, ("all", "any", "not_", "fact", "answer", "criterion", "group", "total"), "framework.condition_subject"
        )
        tests = [*_given(self, ("is_", "in_", "at")), *(() if self.is_open else ("at_least/above/at_most/below",))]
        if subject in {"all", "any", "not_"}:
            if tests:
                raise PydanticCustomError(
                    "framework.condition_combined", "framework.condition_combined", {"given": _keys(tests)}
                )
        elif len(tests) != 1:
            raise PydanticCustomError("framework.condition_test", "framework.condition_test")
        elif self.at and subject not in {"criterion", "group"}:
            raise PydanticCustomError("framework.condition_at", "framework.condition_at")
        return self

    @property
    def tests(self) -> Iterator[Condition]:
        """Every single test of which it is made."""
        parts = (*(self.all or ()), *(self.any or ()), *((self.not_,) if self.not_ else ()))
        if not parts:
            yield self
        for part in parts:
            yield from part.tests

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures that are tested, each once."""
        return tuple(dict.fromkeys(test.fact for test in self.tests if test.fact))


_When = Annotated[Condition, Field(description="Khi nào: một điều kiện.")]


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

    title: _Title
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
    note: _Note = None

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        _need_one(self, _OPERATIONS, "framework.measure_operation")
        if self.choose and (
            self.choose[-1].when is not None or any(choice.when is None for choice in self.choose[:-1])
        ):
            raise PydanticCustomError("framework.choose_last", "framework.choose_last")
        return self

    @property
    def operation(self) -> str:
        """The name of the operation that is given."""
        return _given(self, _OPERATIONS)[0]


class Level(Comparison):
    """One band (mức điểm): a range of the measure, and its points."""

    points: Annotated[Points, Field(description="Số điểm của mức này.")]
    title: Annotated[Text | None, Field(description="Lời văn của mức trong văn bản.")] = None


class BandException(Model):
    """A compound exception: when it holds it decides the points, whatever the measure says."""

    when: _When
    points: Annotated[Points, Field(description="Số điểm khi ngoại lệ xảy ra.")]
    reason: Annotated[Text, Field(description="Lý do, in trên phiếu.")]


class Bands(Model):
    """Points by the range in which a measure lies."""

    of: Annotated[Name, Field(description="Tên số đo hoặc trường của hồ sơ.")]
    direction: Annotated[
        Literal["higher_better", "lower_better"] | None,
        Field(
            description="Số đo càng cao (higher_better) hay càng thấp (lower_better) thì càng tốt; "
            "chỉ dùng để kiểm chứng khung."
        ),
    ] = None
    levels: Annotated[tuple[Level, ...], Field(min_length=1, description="Các mức điểm, mức cao trước.")]
    unless: Annotated[tuple[BandException, ...], Field(description="Ngoại lệ, thắng các mức ở trên.")] = ()


class NamedLevel(Model):
    """A level that the scorer chooses by name."""

    id: Id
    title: _Title
    points: Annotated[Points, Field(description="Số điểm của mức này.")]


class Part(Model):
    """One part of a checklist: answered yes or no, or decided by a condition on the record."""

    id: Id
    title: _Title
    points: Annotated[Points, Field(description="Số điểm khi đạt.")]
    holds: Annotated[
        Condition | None, Field(description="Điều kiện trên số liệu; bỏ trống thì người chấm trả lời có/không.")
    ] = None


class Deduction(Model):
    """Points taken off per occurrence; the count is answered by the scorer, or taken from the record (`of`)."""

    id: Id
    title: _Title
    points: Annotated[Points, Field(description="Số điểm trừ mỗi lần.")]
    of: Annotated[
        Name | None, Field(description="Trường hoặc số đo đếm số lần; bỏ trống thì người chấm ghi số lần.")
    ] = None
    at_most: Annotated[Points | None, Field(description="Trừ nhiều nhất bao nhiêu điểm cho lỗi này.")] = None


class Deductions(Model):
    """The criterion starts at its maximum and loses points."""

    each: Annotated[tuple[Deduction, ...], Field(min_length=1, description="Các lỗi bị trừ điểm.")]
    at_most: Annotated[Points | None, Field(description="Trừ nhiều nhất bao nhiêu điểm cho cả tiêu chí.")] = None


Treatment = Literal["full_marks", "zero", "excluded", "rescaled"]


class NotApplicable(Model):
    """When a criterion does not apply, and what then becomes of its points."""

    when: _When
    then: Annotated[
        Treatment,
        Field(
            description="full_marks: cho điểm tối đa; zero: 0 điểm; excluded: bỏ ra, tổng tối đa giảm; "
            "rescaled: bỏ ra, tổng quy đổi về thang đầy đủ."
        ),
    ]
    reason: Annotated[Text, Field(description="Lý do, in trên phiếu.")]


SCORING = ("bands", "holds", "judged", "levels", "checklist", "deductions")


class Criterion(Model):
    """One scored line of the regulation, with exactly one way of scoring."""

    id: Id
    title: _Title
    maximum: Annotated[Points | None, Field(description="Điểm tối đa; bỏ trống khi khung không có điểm.")] = None
    clause: _Clause
    source: _Source = None
    note: _Note = None
    bands: Annotated[Bands | None, Field(description="Điểm theo mức của một số đo.")] = None
    holds: Annotated[Condition | None, Field(description="Điểm tối đa khi điều kiện trên số liệu đúng, 0 khi sai.")] = (
        None
    )
    judged: Annotated[
        Literal["yes_no", "points"] | None,
        Field(description="Người chấm trả lời: yes_no (có/không) hoặc points (cho điểm)."),
    ] = None
    step: Annotated[Points | None, Field(gt=0, description="Bước điểm riêng của tiêu chí được cho điểm.")] = None
    levels: Annotated[
        tuple[NamedLevel, ...] | None, Field(min_length=1, description="Người chấm chọn một mức có tên.")
    ] = None
    checklist: Annotated[tuple[Part, ...] | None, Field(min_length=1, description="Cộng điểm các ý đạt được.")] = None
    deductions: Annotated[Deductions | None, Field(description="Trừ điểm theo số lần vi phạm.")] = None
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
        _need_one(self, SCORING, "framework.scoring")
        if self.step is not None and self.judged != "points":
            raise PydanticCustomError("framework.step_unused", "framework.step_unused")
        return self

    @property
    def scoring(self) -> str:
        """The name of the way of scoring that is given."""
        return _given(self, SCORING)[0]

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The names of the record's fields and measures on which its points, or its applying, depend."""
        names = [self.bands.of] if self.bands else []
        names += [each.of for each in (self.deductions.each if self.deductions else ()) if each.of]
        return tuple(dict.fromkeys([*names, *(name for condition in self.conditions for name in condition.facts)]))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions on which its points, or its applying, depend."""
        conditions = [rule.when for rule in self.not_applicable]
        conditions += [part.holds for part in self.checklist or () if part.holds]
        conditions += [exception.when for exception in (self.bands.unless if self.bands else ())]
        return (*conditions, *([self.holds] if self.holds else []))


class Group(Model):
    """A scored part of the framework (nhóm)."""

    id: Id
    title: _Title
    maximum: Annotated[Points | None, Field(description="Điểm tối đa của nhóm; bỏ trống khi khung không có điểm.")] = (
        None
    )
    note: _Note = None
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, description="Các tiêu chí của nhóm.")]


class Gate(Model):
    """What a rating also requires beside the total."""

    when: _When
    title: Annotated[Text, Field(description="Điều kiện bằng lời, in trong phần giải thích xếp loại.")]
    clause: Annotated[Text | None, Field(description="Chỗ trong văn bản.")] = None


class Rating(Comparison):
    """A rating (xếp loại), best first. It is given when its range and its gates hold and no better one is."""

    id: Id
    title: _Title
    requires: Annotated[tuple[Gate, ...], Field(description="Điều kiện kèm theo của mức xếp loại.")] = ()


class Cap(Model):
    """A veto or a cap: when it holds, `barred` is not given, or nothing better than `at_most`."""

    id: Id
    when: _When
    barred: Annotated[Word | None, Field(description="Không xếp loại này.")] = None
    at_most: Annotated[Word | None, Field(description="Xếp loại cao nhất còn được.")] = None
    reason: Annotated[Text, Field(description="Lý do, in trong phần giải thích xếp loại.")]
    clause: Annotated[Text | None, Field(description="Chỗ trong văn bản.")] = None

    @model_validator(mode="after")
    def _one_effect(self) -> Self:
        _need_one(self, ("barred", "at_most"), "framework.cap_effect")
        return self


class Finding(Model):
    """A cross-check: when it holds, a warning stands on the sheet; no point changes."""

    id: Id
    when: _When
    message: Annotated[Text, Field(description="Câu cảnh báo in trên phiếu.")]
    clause: Annotated[Text | None, Field(description="Chỗ trong văn bản.")] = None


class Silence(Model):
    """A remark of `lint` that is known and stays, with the reason."""

    code: Annotated[Code, Field(description="Mã nhận xét của lệnh lint.")]
    at: Annotated[
        Word | None, Field(description="Mã tiêu chí, mức xếp loại… hoặc tên số đo bị nhận xét; bỏ trống: mọi chỗ.")
    ] = None
    reason: Annotated[Text, Field(description="Vì sao để nguyên.")]


class Framework(Model):
    """One version of a scored regulation."""

    framework: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$"), Field(description="Mã khung, ví dụ an-phu/2025.")
    ]
    title: _Title
    authority: Annotated[CitedDocument, Field(description="Văn bản ban hành khung.")]
    based_on: Annotated[tuple[CitedDocument, ...], Field(description="Văn bản cấp trên mà khung thực hiện.")] = ()
    provenance: Annotated[Provenance, Field(description="Nội dung khung được biết từ đâu.")]
    in_force: Annotated[InForce, Field(description="Hiệu lực theo ngày họp.")]
    applies_to: Annotated[AppliesTo, Field(description="Đơn vị và loại sinh hoạt áp dụng.")]
    points: Annotated[
        PointScheme | None, Field(description="Thang điểm; bỏ trống khi chỉ xếp loại theo điều kiện.")
    ] = None
    measures: Annotated[dict[Name, Measure], Field(description="Các số đo tính từ hồ sơ.")] = {}
    groups: Annotated[tuple[Group, ...], Field(min_length=1, description="Các nhóm tiêu chí.")]
    ratings: Annotated[tuple[Rating, ...], Field(min_length=1, description="Các mức xếp loại, mức cao trước.")]
    caps: Annotated[tuple[Cap, ...], Field(description="Trường hợp không được xếp loại cao.")] = ()
    findings: Annotated[tuple[Finding, ...], Field(description="Kiểm tra chéo giữa số liệu và câu trả lời.")] = ()
    notes: Annotated[
        tuple[Text, ...], Field(description="Ghi chú chung: chỗ mâu thuẫn giữa các nguồn và cách xử lý.")
    ] = ()
    silences: Annotated[
        tuple[Silence, ...], Field(description="Nhận xét của lệnh lint đã biết và để nguyên, kèm lý do.")
    ] = ()

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the regulation."""
        return (criterion for group in self.groups for criterion in group.criteria)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return a criterion by its id."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)

    def maximum_of(self, criterion: Criterion) -> int:
        """Return a criterion's maximum in hundredths; a framework without points counts met as 1."""
        return criterion.maximum if self.points and criterion.maximum is not None else 1

    @cached_property
    def thresholds(self) -> Mapping[str, frozenset[Decimal]]:
        """By field or measure, every number at which criteria, gates, caps or findings begin to judge it otherwise."""
        conditions = [condition for criterion in self.criteria for condition in criterion.conditions]
        conditions += [gate.when for rating in self.ratings for gate in rating.requires]
        conditions += [*(cap.when for cap in self.caps), *(finding.when for finding in self.findings)]
        tests = [test for condition in conditions for test in condition.tests if test.fact]
        found: dict[str, set[Decimal]] = {name: set() for name in self.measures}
        for test in tests:
            exact = [scalars.read_number(test.is_)] if test.is_ and test.fact in self.measures else []
            found.setdefault(test.fact or "", set()).update(test.ends, exact)
        for bands in (criterion.bands for criterion in self.criteria if criterion.bands):
            found.setdefault(bands.of, set()).update(end for level in bands.levels for end in level.ends)
        return {name: frozenset(ends) for name, ends in found.items()}

    @property
    def shape(self) -> RecordShape:
        """The shape of the records that it scores."""
        return MEETING


ID_PATTERN = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")
