"""Cases (trường hợp): what people of the domain say must come out of a framework, as typed frozen values.

The descriptions are Vietnamese because editors show them to the officer who writes a case.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from chamdiem.rules.language.model import (
    FrameworkId,
    Kind,
    Model,
    Name,
    Number,
    SignedPoints,
    Text,
    Word,
    about,
    reader,
)
from chamdiem.rules.records.spans import MonthSpan, read_months, read_span

Facts = dict[str, object]
_EMPTY: object = Field(default_factory=dict)
_Facts = Annotated[
    Facts, _EMPTY, about("Số liệu của kỳ họp, tên trường như trong hồ sơ; bỏ trống một trường: chưa có số liệu.")
]
_Answers = Annotated[Facts, _EMPTY, about("Câu trả lời của người chấm theo mã tiêu chí; bỏ trống: chưa trả lời.")]
Months = Annotated[tuple[str, ...], reader(read_months), WithJsonSchema({"type": "string"})]
Span = Annotated[MonthSpan, reader(read_span), WithJsonSchema({"type": ["string", "integer"]})]
_NotHeld = Annotated[
    tuple[Months, ...], about("Những tháng có người nói là không họp, như [2026-02, 2026-07..2026-08].")
]
Status = Literal["scored", "not_applicable", "missing", "undefined", "unmatched"]


class Expected(Model):
    """What must come out. Only what is named is compared; a name left blank says that nothing must come out yet."""

    points: Annotated[
        dict[Word, SignedPoints | None],
        _EMPTY,
        about("Điểm từng tiêu chí (khung không có điểm: 1 là đạt, 0 là không đạt); bỏ trống: chưa chấm được."),
    ]
    status: Annotated[
        dict[Word, Status],
        _EMPTY,
        about(
            "Tình trạng từng tiêu chí. scored: có điểm; not_applicable: không áp dụng; missing: thiếu số "
            "liệu; undefined: không tính được số đo; unmatched: không có mức điểm nào."
        ),
    ]
    measures: Annotated[dict[Name, Number | None], _EMPTY, about("Giá trị từng số đo; bỏ trống: không tính được.")]
    total: Annotated[SignedPoints | None, about("Tổng điểm; bỏ trống: chưa có tổng.")] = None
    least: Annotated[SignedPoints | None, about("Tổng điểm ít nhất khi còn chỗ chưa chấm.")] = None
    most: Annotated[SignedPoints | None, about("Tổng điểm nhiều nhất khi còn chỗ chưa chấm.")] = None
    maximum: Annotated[SignedPoints | None, about("Tổng điểm tối đa của kỳ họp này.")] = None
    rating: Annotated[Word | None, about("Mã mức xếp loại; bỏ trống: chưa xếp loại được.")] = None
    possible: Annotated[tuple[Word, ...], about("Các mức xếp loại còn có thể.")] = ()
    findings: Annotated[tuple[Word, ...], about("Mọi cảnh báo phải nêu; [] là không có cảnh báo nào.")] = ()


class EarlierRecord(Model):
    """Meetings of one or more months, one in each, all alike: what they say over what the file gives to all."""

    months: Annotated[Months, about("Tháng họp: 2026-03, hay mỗi tháng một kỳ: 2026-01..2026-06.")]
    kind: Annotated[Kind | None, about("Loại sinh hoạt; bỏ trống: loại đầu tiên được tính.")] = None
    facts: _Facts


class Case(Model):
    """One case: a sentence, what differs from what its file gives, and what must come out."""

    case: Annotated[Text, about("Một câu nói trường hợp này và kết quả của nó.")]
    layer: Annotated[
        Literal["self", "cell_vote", "upper", "decided"],
        about("Lớp trả lời; bỏ trống: chi bộ tự chấm (self). Chỉ cần ghi khi thử tiêu chí mà chỉ lớp ấy được hỏi."),
    ] = "self"
    facts: _Facts
    answers: _Answers
    earlier: Annotated[
        tuple[EarlierRecord, ...],
        about("Những kỳ họp trước, khi khung có số liệu do các kỳ trước quyết định; tháng không nêu: chưa biết."),
    ] = ()
    not_held: _NotHeld = ()
    expect: Annotated[Expected, about("Kết quả phải có; chỉ so những gì được nêu.")]


PeriodStatus = Literal["rated", "open", "unresolved", "not_rated", "unrated"]


class RatedRecord(EarlierRecord):
    """Meetings of one or more months with what they got at the layer that counts."""

    framework: Annotated[FrameworkId | None, about("Khung đã chấm; bỏ trống: khung được thử.")] = None
    rating: Annotated[Word | None, about("Mã mức xếp loại đã được; bỏ trống: chưa xếp loại.")] = None
    total: Annotated[SignedPoints | None, about("Tổng điểm; bỏ trống: chưa biết.")] = None


class ExpectedOfPeriod(Model):
    """What must come out of several months. Only what is named is compared; blank: nothing is certain yet."""

    status: Annotated[
        PeriodStatus | None,
        about(
            "rated: có xếp loại; open: còn tùy các tháng chưa biết; unresolved, not_rated: chỉ hoạt động một phần của "
            "kỳ, văn bản không nói hoặc không xếp loại; unrated: không thuộc mức nào."
        ),
    ] = None
    measures: Annotated[
        dict[Name, Number | None],
        _EMPTY,
        about("Giá trị từng số đo (có là 1, không là 0); bỏ trống: còn tùy, hoặc không tính được."),
    ]
    total: Annotated[SignedPoints | None, about("Tổng điểm của kỳ; bỏ trống: chưa có tổng.")] = None
    least: Annotated[SignedPoints | None, about("Tổng điểm ít nhất khi còn tháng chưa biết.")] = None
    most: Annotated[SignedPoints | None, about("Tổng điểm nhiều nhất khi còn tháng chưa biết.")] = None
    rating: Annotated[Word | None, about("Mã mức xếp loại của kỳ; bỏ trống: chưa xếp loại được.")] = None
    possible: Annotated[tuple[Word, ...], about("Các mức xếp loại còn có thể, mức cao trước.")] = ()
    findings: Annotated[tuple[Word, ...], about("Mọi cảnh báo phải nêu; [] là không có cảnh báo nào.")] = ()


class PeriodCase(Model):
    """One case of several months together: what each of them was, and what must come out. A month not named: unknown.

    Several records of one month all count.
    """

    case: Annotated[Text, about("Một câu nói trường hợp này và kết quả của nó.")]
    of: Annotated[Span, about("Kỳ được xếp loại: 2026 (năm), 2026-H1 (sáu tháng đầu năm), 2026-Q3 (quý 3).")]
    active: Annotated[
        Months | None, about("Các tháng chi bộ hoạt động, như 2026-03..2026-12; bỏ trống: mọi tháng.")
    ] = None
    records: Annotated[tuple[RatedRecord, ...], about("Những kỳ họp đã có; tháng không nêu: chưa biết.")] = ()
    not_held: _NotHeld = ()
    expect: Annotated[ExpectedOfPeriod, about("Kết quả phải có; chỉ so những gì được nêu.")]


class CaseFile(Model):
    """The cases of one framework, and the facts and answers that all of them begin with; `periods`: of its periods."""

    framework: Annotated[FrameworkId, about("Mã khung được thử.")]
    note: Annotated[Text | None, about("Ghi chú cho người đọc.")] = None
    facts: _Facts
    answers: _Answers
    cases: Annotated[tuple[Case, ...], about("Các trường hợp.", min_length=1)]
    periods: Annotated[
        tuple[PeriodCase, ...], about("Các trường hợp xếp loại quý, sáu tháng, năm từ nhiều kỳ họp.")
    ] = ()
