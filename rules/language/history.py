"""Facts that earlier records decide: of which months and records, and what is found out of them together.

The name of such a fact is a field or an input of the record: what the months prove stands in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import WrapValidator, model_validator

from chamdiem.rules.language.conditions import Comparison, Condition, FactTest
from chamdiem.rules.language.model import Kind, Model, Name, NoteText, about, need_one, refusal
from chamdiem.rules.records.scalars import shown

if TYPE_CHECKING:
    from collections.abc import Callable

Window = Literal["month", "quarter", "year_to_date"]
EveryRecord = Literal["any"]


def _read_any(raw: object, _inner: Callable[[object], Any]) -> object:
    # Not the union's own reading, which names in the place of a fault which of both it tried.
    if isinstance(raw, str) and raw != "any":
        raise refusal("framework.history_any", text=shown(raw))
    return raw if raw == "any" else Condition.model_validate(raw, by_alias=True, by_name=False)


WhichRecords = Annotated[Condition | EveryRecord, WrapValidator(_read_any)]
"""Which records count: all of them, or those of which a condition holds."""


class HistoryRecords(Model):
    """Which of the cell's records are looked at."""

    kinds: Annotated[tuple[Kind, ...], about("Loại sinh hoạt được xét.", min_length=1)]


class PerMember(Model):
    """A run is one member's, not the cell's: it is bounded by how many of how many there were each time."""

    of: Annotated[Name, about("Trường hoặc số đo: có bao nhiêu đảng viên lần ấy.")]
    same_members: Annotated[
        Condition | None, about("Khi nào chắc chắn vẫn là những đảng viên ấy như kỳ trước; bỏ trống: không bao giờ.")
    ] = None


# --- what is found out: one class for each operation; `gives` is what kind of field may bear the result ---


@dataclass(frozen=True, slots=True)
class _OfRecords:
    which: Condition | EveryRecord

    @property
    def condition(self) -> Condition | None:
        """What a record must be to count; None: every one counts."""
        return None if self.which == "any" else self.which


class CountOfRecords(_OfRecords):
    """How many records are so."""

    key, gives = "count", "count"


class ExistsRecord(_OfRecords):
    """Whether any record is so."""

    key, gives = "exists", "yes_no"


@dataclass(frozen=True, slots=True)
class RunOfRecords(_OfRecords):
    """How many records one after the other are so, at the most; with `per_member`, of one and the same member."""

    per_member: PerMember | None

    key, gives = "longest_run", "count"


@dataclass(frozen=True, slots=True)
class LastFact:
    """A fact of the newest record before."""

    fact: str

    key, gives = "last", "same"


@dataclass(frozen=True, slots=True)
class MeanOfRecords:
    """The mean of a fact, rounded once."""

    fact: str
    rounding: Literal["half_up", "down", "up"]

    key, gives = "mean_over", "same"


HistoryOperation = CountOfRecords | ExistsRecord | RunOfRecords | LastFact | MeanOfRecords
_OPERATIONS = tuple(f"written_{kind.key}" for kind in get_args(HistoryOperation))


class HistoryFact(Model):
    """What earlier records and the record itself say of one of its fields."""

    over: Annotated[
        Window,
        about(
            "Xét những tháng nào, kể cả tháng của hồ sơ: month (tháng ấy), quarter (quý ấy), year_to_date (từ đầu năm)."
        ),
    ]
    records: Annotated[HistoryRecords | None, about("Xét hồ sơ nào; bỏ trống: mọi hồ sơ của chi bộ.")] = None
    written_count: Annotated[WhichRecords | None, about("Đếm số kỳ: any, hoặc một điều kiện.")] = None
    written_exists: Annotated[WhichRecords | None, about("Có kỳ nào như vậy không: any, hoặc một điều kiện.")] = None
    written_longest_run: Annotated[
        WhichRecords | None, about("Số kỳ liên tiếp nhiều nhất: any, hoặc một điều kiện.")
    ] = None
    written_last: Annotated[Name | None, about("Trường hoặc số đo: giá trị của kỳ ngay trước.")] = None
    written_mean_over: Annotated[Name | None, about("Trường: trung bình của các kỳ.")] = None
    per_member: Annotated[
        PerMember | None, about("Chuỗi liên tiếp là của một đảng viên, suy từ số người; chỉ dùng với longest_run.")
    ] = None
    rounding: Annotated[
        Literal["half_up", "down", "up"] | None, about("Cách làm tròn trung bình; bắt buộc với mean_over.")
    ] = None
    note: NoteText = None

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        operation = need_one(self, _OPERATIONS, "framework.history_operation")
        if self.per_member is not None and operation != "written_longest_run":
            raise refusal("framework.history_per_member")
        if self.per_member is not None and self.counted_fact is None:
            raise refusal("framework.history_of_members")
        if (self.rounding is None) == (operation == "written_mean_over"):
            raise refusal("framework.history_rounding")
        return self

    @property
    def kinds(self) -> tuple[str, ...] | None:
        """The kinds of the records that are looked at; None: all."""
        return self.records.kinds if self.records else None

    @cached_property
    def operation(self) -> HistoryOperation:
        """What is found out."""
        if self.written_longest_run is not None:
            return RunOfRecords(self.written_longest_run, self.per_member)
        if self.written_count is not None:
            return CountOfRecords(self.written_count)
        if self.written_exists is not None:
            return ExistsRecord(self.written_exists)
        if self.written_last is not None:
            return LastFact(self.written_last)
        return MeanOfRecords(self.written_mean_over or "", self.rounding or "half_up")

    @property
    def counted_fact(self) -> str | None:
        """The count of members of which a run is one's: what `longest_run` asks to be at least 1; None: nothing is."""
        which = self.written_longest_run
        match which.kind if isinstance(which, Condition) else None:
            case FactTest(name, Comparison(ends=(end,)) as test) if (test.at_least, test.above) in {
                (1, None),
                (None, 0),
            }:
                return name if end in {0, 1} else None
        return None

    @property
    def conditions(self) -> tuple[tuple[tuple[str, ...], Condition], ...]:
        """Every condition on a record, with its place in it."""
        operation = self.operation
        found: list[tuple[tuple[str, ...], Condition]] = []
        if isinstance(operation, CountOfRecords | ExistsRecord | RunOfRecords) and operation.condition is not None:
            found.append(((operation.key,), operation.condition))
        if self.per_member is not None and self.per_member.same_members is not None:
            found.append((("per_member", "same_members"), self.per_member.same_members))
        return tuple(found)

    @property
    def names(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The facts that are read as they are, with their places; of a member's run how many were so, of how many."""
        operation = self.operation
        if isinstance(operation, LastFact | MeanOfRecords):
            return (((operation.key,), operation.fact),)
        if self.per_member is None or self.counted_fact is None:
            return ()
        return ((operation.key, "fact"), self.counted_fact), (("per_member", "of"), self.per_member.of)
