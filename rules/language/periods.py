"""What a framework says of several months together: which records count, how they are counted, what a part year gets.

The ratings of a period stand beside those of a meeting, in `framework`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import GetJsonSchemaHandler, model_validator

from chamdiem.rules.language.conditions import ENDS, Comparison
from chamdiem.rules.language.measures import Measure
from chamdiem.rules.language.model import (
    Count,
    FrameworkId,
    Kind,
    Model,
    Name,
    Text,
    Word,
    about,
    keys,
    need_one,
    refusal,
)
from chamdiem.rules.records import scalars

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

RecordLayer = Literal["self", "cell_vote", "upper", "decided"]

# --- what one record must be, to be counted ---


@dataclass(frozen=True, slots=True)
class AnyRecord:
    """Every record counts."""


@dataclass(frozen=True, slots=True)
class AllTests:
    """All of several tests pass."""

    key: ClassVar = "all"
    tests: tuple[RecordTest, ...]


@dataclass(frozen=True, slots=True)
class AnyTest:
    """One of several tests passes."""

    key: ClassVar = "any"
    tests: tuple[RecordTest, ...]


@dataclass(frozen=True, slots=True)
class NotTest:
    """A test fails."""

    test: RecordTest


@dataclass(frozen=True, slots=True)
class RatingTest:
    """The rating that was given is one of `words`, or lies on one side of one: by `end`, as a key of `Comparison`."""

    words: tuple[str, ...]
    end: str = ""

    def ids(self, ratings: tuple[str, ...]) -> frozenset[str]:
        """Return which of some ratings, best first, pass; a word that is none of them passes nothing."""
        if not self.end:
            return frozenset(self.words) & frozenset(ratings)
        place = ratings.index(self.words[0])
        match self.end:
            case "at_least":
                return frozenset(ratings[: place + 1])
            case "above":
                return frozenset(ratings[:place])
            case "at_most":
                return frozenset(ratings[place:])
            case _:
                return frozenset(ratings[place + 1 :])


@dataclass(frozen=True, slots=True)
class PointsTest:
    """The total of the record lies in a range."""

    range: Comparison


@dataclass(frozen=True, slots=True)
class FieldTest:
    """A field of the record lies in a range, or is one of some words."""

    field: str
    test: Comparison | tuple[str, ...]


RecordTestKind = AnyRecord | AllTests | AnyTest | NotTest | RatingTest | PointsTest | FieldTest

_COMBINED = ("written_all", "written_any", "written_not")
_TESTED = ("written_rating", "written_total", "written_fact")
_WORDS = ("written_is", "written_in")


class RecordTest(Model):
    """What one record must be: of the rating that was given, of its total, of one of its fields; `any`: every record.

    Ends of a range are numbers, but of a rating the ids of ratings: below the best is worse than it.
    """

    written_all: Annotated[tuple[RecordTest, ...] | None, about("Mọi điều kiện đều đúng.", min_length=1)] = None
    written_any: Annotated[tuple[RecordTest, ...] | None, about("Có ít nhất một điều kiện đúng.", min_length=1)] = None
    written_not: Annotated[RecordTest | None, about("Điều kiện bên trong sai.")] = None
    written_rating: Annotated[Literal["given"] | None, about("Xếp loại của kỳ họp (viết: rating: given).")] = None
    written_total: Annotated[Literal["points"] | None, about("Tổng điểm của kỳ họp (viết: total: points).")] = None
    written_fact: Annotated[Name | None, about("Tên trường của hồ sơ.")] = None
    written_is: Annotated[Word | None, about("Là mã xếp loại này; yes, no, một từ hay một số của trường.")] = None
    written_in: Annotated[tuple[Word, ...] | None, about("Là một trong các từ.", min_length=1)] = None
    at_least: Annotated[Word | None, about("Từ … trở lên: một số, hoặc mã xếp loại (từ mức ấy, kể cả).")] = None
    above: Annotated[Word | None, about("Trên: một số, hoặc tốt hơn mức xếp loại ấy.")] = None
    at_most: Annotated[Word | None, about("Từ … trở xuống: một số, hoặc mức xếp loại ấy hay kém hơn.")] = None
    below: Annotated[Word | None, about("Dưới: một số, hoặc kém hơn mức xếp loại ấy.")] = None

    @model_validator(mode="before")
    @classmethod
    def _any(cls, raw: object) -> object:
        return {} if raw == "any" else raw

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of a test, or of the one word that stands for every record."""
        return {"anyOf": [handler(core), {"const": "any"}]}

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        heads = (*_COMBINED, *_TESTED)
        tests = self.given((*_WORDS, *ENDS))
        if not self.given(heads) and not tests:
            return self
        head = need_one(self, heads, "framework.condition_subject")
        if head in _COMBINED:
            if tests:
                raise refusal("framework.condition_combined", given=keys(tests))
            return self
        if not tests or (self.given(_WORDS) and len(tests) > 1) or (head == "written_rating" and len(tests) > 1):
            raise refusal("framework.record_test_how")
        if head == "written_total" and self.given(_WORDS):
            raise refusal("framework.record_test_how")
        _ = self.kind  # its numbers are read
        return self

    @cached_property
    def kind(self) -> RecordTestKind:  # noqa: PLR0911 - one for each kind
        """What is tested."""
        if self.written_all is not None:
            return AllTests(self.written_all)
        if self.written_any is not None:
            return AnyTest(self.written_any)
        if self.written_not is not None:
            return NotTest(self.written_not)
        words = (self.written_is,) if self.written_is is not None else self.written_in
        if self.written_rating is not None:
            end = next(iter(self.given(ENDS)), "")
            return RatingTest(words or (getattr(self, end),), end)
        if self.written_total is not None:
            return PointsTest(self._range)
        if self.written_fact is not None:
            return FieldTest(self.written_fact, words or self._range)
        return AnyRecord()

    @property
    def _range(self) -> Comparison:
        """The ends as numbers."""
        try:
            return Comparison(**{end: scalars.read_number(getattr(self, end)) for end in self.given(ENDS)})
        except scalars.ScalarError as error:
            raise refusal(error.code, **error.details) from error

    @property
    def words_key(self) -> str:
        """The key behind which its words stand: is, or in."""
        return "in" if self.written_is is None else "is"

    @property
    def single(self) -> tuple[RatingTest | PointsTest | FieldTest, ...]:
        """Every test of one thing in it."""
        match self.kind:
            case AllTests(tests) | AnyTest(tests):
                return tuple(found for test in tests for found in test.single)
            case NotTest(test):
                return test.single
            case AnyRecord():
                return ()
            case kind:
                return (kind,)


# --- what is made of the records ---


@dataclass(frozen=True, slots=True)
class RecordCount:
    """How many records pass."""

    key: ClassVar = "count"
    test: RecordTest


@dataclass(frozen=True, slots=True)
class RecordExists:
    """Whether a record passes."""

    key: ClassVar = "exists"
    test: RecordTest


@dataclass(frozen=True, slots=True)
class LongestRun:
    """How many records pass one after the other, at most; a month that was not held does not end a run."""

    key: ClassVar = "longest_run"
    test: RecordTest


@dataclass(frozen=True, slots=True)
class LastOf:
    """A field of the newest record."""

    key: ClassVar = "last"
    field: str


@dataclass(frozen=True, slots=True)
class MeanOver:
    """The mean of the totals, or of a count, over all records that are expected."""

    key: ClassVar = "mean_over"
    field: str | None


RecordsOperation = RecordCount | RecordExists | LongestRun | LastOf | MeanOver
_OVER_RECORDS = ("written_count", "written_exists", "written_longest_run", "written_last", "written_mean_over")


class PeriodMeasure(Measure):
    """A number made from the records of a period, or from such numbers as a measure of a meeting is."""

    operation_keys: ClassVar[tuple[str, ...]] = (*_OVER_RECORDS, *Measure.operation_keys)

    written_count: Annotated[RecordTest | None, about("Số kỳ họp đạt điều kiện; any: mọi kỳ.")] = None
    written_exists: Annotated[RecordTest | None, about("Có kỳ họp đạt điều kiện hay không; any: mọi kỳ.")] = None
    written_longest_run: Annotated[RecordTest | None, about("Số kỳ họp liên tiếp nhiều nhất đạt điều kiện.")] = None
    written_last: Annotated[Name | None, about("Trường này của kỳ họp mới nhất.")] = None
    written_mean_over: Annotated[
        Literal["points"] | Name | None, about("Trung bình của tổng điểm (points), hoặc của một trường đếm.")
    ] = None

    @cached_property
    def over_records(self) -> RecordsOperation | None:
        """What is made of the records; None: it is made from other measures."""
        if self.written_count is not None:
            return RecordCount(self.written_count)
        if self.written_exists is not None:
            return RecordExists(self.written_exists)
        if self.written_longest_run is not None:
            return LongestRun(self.written_longest_run)
        if self.written_last is not None:
            return LastOf(self.written_last)
        if self.written_mean_over is not None:
            return MeanOver(None if self.written_mean_over == "points" else self.written_mean_over)
        return None

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the records that it asks for."""
        match self.over_records:
            case LastOf(field) | MeanOver(str(field)):
                return frozenset({field})
            case RecordCount(test) | RecordExists(test) | LongestRun(test):
                return frozenset(single.field for single in test.single if isinstance(single, FieldTest))
            case _:
                return frozenset()


class PeriodRecords(Model):
    """Which records of a period count."""

    kinds: Annotated[tuple[Kind, ...], about("Loại sinh hoạt được tính.", min_length=1)]
    layer: Annotated[RecordLayer, about("Xếp loại và điểm của lớp nào: self, cell_vote, upper, decided.")] = "decided"
    frameworks: Annotated[
        tuple[FrameworkId, ...], about("Xếp loại theo những khung nào thì tính; bỏ trống: khung này.")
    ] = ()


class ExpectedRecords(Model):
    """How many records there should be, and what a month without a meeting is."""

    each: Annotated[Literal["month"], about("Mỗi tháng một kỳ (viết: each: month).")]
    not_held: Annotated[
        Word,
        about("Tháng không họp: unresolved (văn bản không nói), not_counted (không tính), hoặc một mã xếp loại."),
    ]


class PartYear(Model):
    """What a cell gets that was active in a part of the period only."""

    then: Annotated[
        Literal["unresolved", "not_rated", "pro_rata", "predecessor"],
        about(
            "unresolved: văn bản không nói; not_rated: không xếp loại; pro_rata: ngưỡng theo số tháng hoạt động; "
            "predecessor: tính cả các tháng của chi bộ tiền thân."
        ),
    ]
    facts: Annotated[tuple[Name, ...], about("Số đo có ngưỡng tính theo số tháng hoạt động.")] = ()
    of: Annotated[Count | None, about("Ngưỡng đã viết cho bao nhiêu tháng.")] = None
    rounding: Annotated[Literal["up", "down"] | None, about("Làm tròn ngưỡng đã tính: up lên, down xuống.")] = None
    reason: Annotated[Text, about("Lý do: văn bản nói gì, hoặc không nói gì.")]
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None

    @model_validator(mode="after")
    def _all_or_none(self) -> Self:
        told = (bool(self.facts), self.of is not None, self.rounding is not None)
        if any(told) != (self.then == "pro_rata") or any(told) != all(told):
            raise refusal("framework.pro_rata")
        return self


NOT_HELD: tuple[str, ...] = ("unresolved", "not_counted")
"""What a month without a meeting may be, besides a rating."""
