"""Cases (trường hợp): what people of the domain say must come out of a framework, as typed frozen values.

The descriptions are Vietnamese because editors show them to the officer who writes a case.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chamdiem.rules.language.model import FrameworkId, Model, Name, Number, SignedPoints, Text, Word, about

Facts = dict[str, object]
_EMPTY: object = Field(default_factory=dict)
_Facts = Annotated[
    Facts, _EMPTY, about("Số liệu của kỳ họp, tên trường như trong hồ sơ; bỏ trống một trường: chưa có số liệu.")
]
_Answers = Annotated[Facts, _EMPTY, about("Câu trả lời của người chấm theo mã tiêu chí; bỏ trống: chưa trả lời.")]
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


class Case(Model):
    """One case: a sentence, what differs from what its file gives, and what must come out."""

    case: Annotated[Text, about("Một câu nói trường hợp này và kết quả của nó.")]
    layer: Annotated[
        Literal["self", "cell_vote", "upper", "decided"],
        about("Lớp trả lời; bỏ trống: chi bộ tự chấm (self). Chỉ cần ghi khi thử tiêu chí mà chỉ lớp ấy được hỏi."),
    ] = "self"
    facts: _Facts
    answers: _Answers
    expect: Annotated[Expected, about("Kết quả phải có; chỉ so những gì được nêu.")]


class CaseFile(Model):
    """The cases of one framework, and the facts and answers that all of them begin with."""

    framework: Annotated[FrameworkId, about("Mã khung được thử.")]
    note: Annotated[Text | None, about("Ghi chú cho người đọc.")] = None
    facts: _Facts
    answers: _Answers
    cases: Annotated[tuple[Case, ...], about("Các trường hợp.", min_length=1)]
