"""A framework (khung tiêu chí): one version of a scored regulation, as typed frozen values."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import model_validator

from chamdiem.rules.language.conditions import Comparison, FactTest, OneOf, When
from chamdiem.rules.language.criteria import Criterion, Group, OutsideCriterion
from chamdiem.rules.language.head import AppliesTo, CitedDocument, InForce, PointScheme, Provenance
from chamdiem.rules.language.history import HistoryFact
from chamdiem.rules.language.inputs import Input
from chamdiem.rules.language.lint_codes import Code
from chamdiem.rules.language.measures import Measure
from chamdiem.rules.language.model import (
    Count,
    FrameworkId,
    Id,
    Model,
    Name,
    NoteText,
    Text,
    Title,
    Word,
    about,
    need_one,
)
from chamdiem.rules.language.periods import ExpectedRecords, PartYear, PeriodMeasure, PeriodRecords
from chamdiem.rules.language.quotas import Quota
from chamdiem.rules.language.subjects import Subject, declared_shape
from chamdiem.rules.language.ways import PointsQuestion
from chamdiem.rules.records import scalars
from chamdiem.rules.records.spans import SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from chamdiem.rules.language.ways import Scorable
    from chamdiem.rules.records.shape import RecordShape


class Gate(Model):
    """What a rating also requires beside the total."""

    when: When
    title: Annotated[Text, about("Điều kiện bằng lời, in trong phần giải thích xếp loại.")]
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None


class Rating(Comparison):
    """A rating (xếp loại), best first. It is given when its range and its gates hold and no better one is."""

    id: Id
    title: Title
    requires: Annotated[tuple[Gate, ...], about("Điều kiện kèm theo của mức xếp loại.")] = ()


class Cap(Model):
    """A veto or a cap: when it holds, `barred` is not given, nothing better than `at_most`, or less by `lower_by`.

    Those that lower a rating add up, come after all others, and stop at the last rating.
    """

    id: Id
    when: When
    barred: Annotated[Word | None, about("Không xếp loại này.")] = None
    at_most: Annotated[Word | None, about("Xếp loại cao nhất còn được.")] = None
    lower_by: Annotated[
        Count | None, about("Hạ mấy bậc so với xếp loại đạt được; cộng dồn, không quá mức cuối.", gt=0)
    ] = None
    reason: Annotated[Text, about("Lý do, in trong phần giải thích xếp loại.")]
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None

    @model_validator(mode="after")
    def _one_effect(self) -> Self:
        need_one(self, ("barred", "at_most", "lower_by"), "framework.cap_effect")
        return self


class Finding(Model):
    """A cross-check: when it holds, a warning stands on the sheet; no point changes."""

    id: Id
    when: When
    message: Annotated[Text, about("Câu cảnh báo in trên phiếu.")]
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None


class Period(Model):
    """What the regulation says of several months together: a framework without head, over records of meetings."""

    id: Id
    title: Title
    over: Annotated[SpanKind, about("Kỳ nào: month, quarter, half_year, year.")]
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None
    records: Annotated[PeriodRecords, about("Những kỳ họp nào được tính.")]
    expected: Annotated[ExpectedRecords, about("Phải có bao nhiêu kỳ họp.")]
    part_year: Annotated[PartYear, about("Chi bộ chỉ hoạt động một phần của kỳ thì thế nào.")]
    points: Annotated[PointScheme | None, about("Thang điểm của kỳ; bỏ trống khi chỉ xếp loại theo điều kiện.")] = None
    measures: Annotated[dict[Name, PeriodMeasure], about("Các số đo tính từ các kỳ họp.")] = {}  # noqa: RUF012 - as below
    groups: Annotated[tuple[Group, ...], about("Các nhóm tiêu chí của kỳ, nếu kỳ có điểm riêng.")] = ()
    ratings: Annotated[tuple[Rating, ...], about("Các mức xếp loại của kỳ, mức cao trước.", min_length=1)]
    caps: Annotated[tuple[Cap, ...], about("Trường hợp không được xếp loại cao.")] = ()
    findings: Annotated[tuple[Finding, ...], about("Kiểm tra chéo giữa các số đo.")] = ()
    note: NoteText = None

    @property
    def facts(self) -> frozenset[str]:
        """The fields of the records that it asks for."""
        return frozenset(field for measure in self.measures.values() for field in measure.fields)


class Silence(Model):
    """A remark of `lint` that is known and stays, with the reason."""

    code: Annotated[Code, about("Mã nhận xét của lệnh lint.")]
    at: Annotated[Word | None, about("Mã tiêu chí, mức xếp loại… hoặc tên số đo bị nhận xét; bỏ trống: mọi chỗ.")] = (
        None
    )
    reason: Annotated[Text, about("Vì sao để nguyên.")]


class Framework(Model):
    """One version of a scored regulation."""

    framework: Annotated[FrameworkId, about("Mã khung, ví dụ an-phu/2025.")]
    title: Title
    authority: Annotated[CitedDocument, about("Văn bản ban hành khung.")]
    based_on: Annotated[tuple[CitedDocument, ...], about("Văn bản cấp trên mà khung thực hiện.")] = ()
    provenance: Annotated[Provenance, about("Nội dung khung được biết từ đâu.")]
    in_force: Annotated[InForce, about("Hiệu lực theo ngày họp.")]
    applies_to: Annotated[AppliesTo, about("Đơn vị và loại sinh hoạt áp dụng.")]
    subject: Annotated[Subject | None, about("Đối tượng được chấm; bỏ trống: một kỳ sinh hoạt chi bộ.")] = None
    inputs: Annotated[dict[Name, Input], about("Số liệu khung hỏi thêm, ngoài các trường của hồ sơ.")] = {}  # noqa: RUF012 - as below
    points: Annotated[PointScheme | None, about("Thang điểm; bỏ trống khi chỉ xếp loại theo điều kiện.")] = None
    measures: Annotated[dict[Name, Measure], about("Các số đo tính từ hồ sơ.")] = {}  # noqa: RUF012 - pydantic gives each its own
    history: Annotated[
        dict[Name, HistoryFact],
        about("Số liệu do các kỳ trước quyết định; tên là một trường hay số liệu vào của hồ sơ."),
    ] = {}  # noqa: RUF012 - pydantic gives each its own
    groups: Annotated[tuple[Group, ...], about("Các nhóm tiêu chí.", min_length=1)]
    outside: Annotated[
        tuple[OutsideCriterion, ...],
        about("Điểm thưởng, điểm trừ ngoài thang: cộng sau khi quy đổi, không thuộc nhóm nào."),
    ] = ()
    ratings: Annotated[tuple[Rating, ...], about("Các mức xếp loại, mức cao trước.", min_length=1)]
    caps: Annotated[tuple[Cap, ...], about("Trường hợp không được xếp loại cao.")] = ()
    findings: Annotated[tuple[Finding, ...], about("Kiểm tra chéo giữa số liệu và câu trả lời.")] = ()
    quotas: Annotated[
        tuple[Quota, ...], about("Giới hạn tỷ lệ xếp loại trên một danh sách: chỉ cảnh báo, không đổi xếp loại.")
    ] = ()
    periods: Annotated[tuple[Period, ...], about("Xếp loại quý, sáu tháng, năm từ các kỳ họp.")] = ()
    no_periods: Annotated[
        Text | None, about("Lời nói rằng văn bản không quy định xếp loại quý, năm từ các kỳ họp; in khi được hỏi.")
    ] = None
    notes: Annotated[tuple[Text, ...], about("Ghi chú chung: chỗ mâu thuẫn giữa các nguồn và cách xử lý.")] = ()
    silences: Annotated[tuple[Silence, ...], about("Nhận xét của lệnh lint đã biết và để nguyên, kèm lý do.")] = ()

    @cached_property
    def shape(self) -> RecordShape:
        """The shape of the records that it scores: that of a meeting or of its subject, with its inputs."""
        return declared_shape(self.subject, self.inputs)

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the regulation; those outside the scale that are of no group come last."""
        for group in self.groups:
            yield from group.all_criteria
        yield from self.outside

    @property
    def all_groups(self) -> Iterator[Group]:
        """The groups of every floor, outer ones before those in them."""
        return (floor for group in self.groups for floor in group.floors)

    @property
    def fewer_is_better(self) -> bool:
        """Whether points are given for faults, so that fewer of them are better."""
        return self.points is not None and self.points.better == "lower"

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return a criterion by its id."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)

    def maximum_of(self, scored: Scorable) -> int:
        """Return the maximum of a criterion or a part in hundredths; a framework without points counts met as 1."""
        if isinstance(scored, Criterion) and not scored.scored:  # it is only asked
            return 0
        return scored.maximum if self.points and scored.maximum is not None else 1

    def minimum_of(self, scored: Scorable) -> int:
        """Return the minimum of a criterion or a part in hundredths: 0, or less where points may be taken."""
        return scored.minimum if self.points and scored.minimum is not None else 0

    def step_of(self, scored: Scorable) -> int:
        """Return the step of the points of a criterion or a part in hundredths: its own, else the scale's."""
        own = scored.way.step if isinstance(scored.way, PointsQuestion) else None
        return own or (self.points.step if self.points else 1)

    def share(self, name: str) -> tuple[str, str] | None:
        """Return what stands above and below the line of a percentage; None for every other fact."""
        return self.measures[name].share if name in self.measures else None

    @cached_property
    def thresholds(self) -> Mapping[str, frozenset[Decimal]]:
        """By field or measure, every number at which criteria, gates, caps or findings begin to judge it otherwise."""
        conditions = [condition for criterion in self.criteria for _, condition in criterion.conditions]
        conditions += [gate.when for rating in self.ratings for gate in rating.requires]
        conditions += [*(cap.when for cap in self.caps), *(finding.when for finding in self.findings)]
        found: dict[str, set[Decimal]] = {name: set() for name in self.measures}
        for test in (test for condition in conditions for test in condition.tests):
            match test:
                case FactTest(name, Comparison(ends=ends)):
                    found.setdefault(name, set()).update(ends)
                case FactTest(name, OneOf(words)) if name in self.measures:
                    found[name].update(map(scalars.read_number, words))
        scored = (each for criterion in self.criteria for _, each in criterion.scorables)
        for bands in (bands for each in scored for _, bands in each.tables):
            found.setdefault(bands.of, set()).update(end for level in bands.levels for end in level.ends)
        return {name: frozenset(ends) for name, ends in found.items()}
