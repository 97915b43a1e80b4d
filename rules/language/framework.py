"""A framework (khung tiêu chí): one version of a scored regulation, as typed frozen values."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import model_validator

from chamdiem.rules.language import scalars
from chamdiem.rules.language.conditions import Comparison, FactTest, OneOf, When
from chamdiem.rules.language.criteria import Criterion, Group
from chamdiem.rules.language.head import AppliesTo, CitedDocument, InForce, PointScheme, Provenance
from chamdiem.rules.language.history import HistoryFact
from chamdiem.rules.language.inputs import Input
from chamdiem.rules.language.lint_codes import Code
from chamdiem.rules.language.measures import Measure
from chamdiem.rules.language.model import FrameworkId, Id, Model, Name, NoteText, Text, Title, Word, about, need_one
from chamdiem.rules.language.periods import ExpectedRecords, PartYear, PeriodMeasure, PeriodRecords
from chamdiem.rules.language.spans import SpanKind
from chamdiem.rules.language.subjects import Subject, declared_shape
from chamdiem.rules.language.ways import Bands, PointsQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from chamdiem.rules.language.record_shape import RecordShape


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
    """A veto or a cap: when it holds, `barred` is not given, or nothing better than `at_most`."""

    id: Id
    when: When
    barred: Annotated[Word | None, about("Không xếp loại này.")] = None
    at_most: Annotated[Word | None, about("Xếp loại cao nhất còn được.")] = None
    reason: Annotated[Text, about("Lý do, in trong phần giải thích xếp loại.")]
    clause: Annotated[Text | None, about("Chỗ trong văn bản.")] = None

    @model_validator(mode="after")
    def _one_effect(self) -> Self:
        need_one(self, ("barred", "at_most"), "framework.cap_effect")
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
    points: Annotated[PointScheme | None, about("Thang điểm; bỏ trống khi chỉ xếp loại theo điều kiện.")] = None
    subject: Annotated[Subject | None, about("Đối tượng được chấm; bỏ trống: một kỳ sinh hoạt chi bộ.")] = None
    inputs: Annotated[dict[Name, Input], about("Số liệu khung hỏi thêm, ngoài các trường của hồ sơ.")] = {}  # noqa: RUF012 - as below
    measures: Annotated[dict[Name, Measure], about("Các số đo tính từ hồ sơ.")] = {}  # noqa: RUF012 - pydantic gives each its own
    history: Annotated[
        dict[Name, HistoryFact],
        about("Số liệu do các kỳ trước quyết định; tên là một trường hay số liệu vào của hồ sơ."),
    ] = {}  # noqa: RUF012 - pydantic gives each its own
    groups: Annotated[tuple[Group, ...], about("Các nhóm tiêu chí.", min_length=1)]
    ratings: Annotated[tuple[Rating, ...], about("Các mức xếp loại, mức cao trước.", min_length=1)]
    caps: Annotated[tuple[Cap, ...], about("Trường hợp không được xếp loại cao.")] = ()
    findings: Annotated[tuple[Finding, ...], about("Kiểm tra chéo giữa số liệu và câu trả lời.")] = ()
    periods: Annotated[tuple[Period, ...], about("Xếp loại quý, sáu tháng, năm từ các kỳ họp.")] = ()
    notes: Annotated[tuple[Text, ...], about("Ghi chú chung: chỗ mâu thuẫn giữa các nguồn và cách xử lý.")] = ()
    silences: Annotated[tuple[Silence, ...], about("Nhận xét của lệnh lint đã biết và để nguyên, kèm lý do.")] = ()

    @cached_property
    def shape(self) -> RecordShape:
        """The shape of the records that it scores: that of a meeting or of its subject, with its inputs."""
        return declared_shape(self.subject, self.inputs)

    @property
    def criteria(self) -> Iterator[Criterion]:
        """Every criterion, in the order of the regulation."""
        return (criterion for group in self.groups for criterion in group.criteria)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return a criterion by its id."""
        return next((criterion for criterion in self.criteria if criterion.id == criterion_id), None)

    def maximum_of(self, criterion: Criterion) -> int:
        """Return a criterion's maximum in hundredths; a framework without points counts met as 1.

        A criterion that is only asked gives nothing in either.
        """
        if not criterion.scored:
            return 0
        return criterion.maximum if self.points and criterion.maximum is not None else 1

    def banded(self, criterion_id: str) -> str:
        """Return the name of the fact by whose bands a criterion is scored; empty where it is not."""
        criterion = self.criterion(criterion_id)
        return criterion.way.of if criterion and isinstance(criterion.way, Bands) else ""

    def step_of(self, criterion: Criterion) -> int:
        """Return the step of a criterion's points in hundredths: its own, else the scale's."""
        own = criterion.way.step if isinstance(criterion.way, PointsQuestion) else None
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
        for bands in (criterion.way for criterion in self.criteria if isinstance(criterion.way, Bands)):
            found.setdefault(bands.of, set()).update(end for level in bands.levels for end in level.ends)
        return {name: frozenset(ends) for name, ends in found.items()}


ID_PATTERN = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")
