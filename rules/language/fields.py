"""The fields of a meeting's record: name, type, words for people, and the integers that stand for values in rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class FieldType(StrEnum):
    """What a field holds; only texts and periods never become facts."""

    COUNT = "count"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    WORD = "word"
    PERIOD = "period"
    TEXT = "text"


Value = int | bool | str | dt.date | dt.time


class Changeability(StrEnum):
    """When another value of a field can still come about, which is what advice to a cell may speak of.

    Of a meeting that was held nearly nothing can be changed; what is done after it (papers, dues) still can. A
    circumstance (how many members, which kind of meeting) is not the cell's to choose.
    """

    CIRCUMSTANCE = "circumstance"
    NEXT_MEETING = "next_meeting"
    AFTER_MEETING = "after_meeting"


@dataclass(frozen=True, slots=True)
class Told:
    """What another field already tells of this one while this one is not written: `values`, by that field's value."""

    by: str
    values: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the record. `words` are the allowed values of a WORD with their Vietnamese and English labels."""

    name: str
    type: FieldType
    vi: str
    en: str
    section: str
    words: Mapping[str, tuple[str, str]] | None = None
    unit: str = ""
    change: Changeability = Changeability.CIRCUMSTANCE
    told: Told | None = None

    def fact_value(self, value: Value) -> int | None:
        """Return the integer of a value in the rule program, or None for a field that no rule reads.

        Counts are themselves, yes is 1 and no is 0, dates are day numbers, times are minutes after midnight,
        words are their place in `words`.
        """
        if isinstance(value, bool | int):
            return int(value)
        if isinstance(value, dt.date):
            return value.toordinal()
        if isinstance(value, dt.time):
            return value.hour * 60 + value.minute
        return tuple(self.words).index(value) if self.words else None

    def value_of(self, fact: int) -> Value:
        """Return the value of which `fact_value` made an integer."""
        match self.type:
            case FieldType.YES_NO:
                return fact == 1
            case FieldType.DATE:
                return dt.date.fromordinal(fact)
            case FieldType.TIME:
                return dt.time(*divmod(fact, 60))
            case FieldType.WORD if self.words:
                return tuple(self.words)[fact]
            case _:
                return fact

    def label(self, lang: str) -> str:
        """Return the field's name for people."""
        return self.vi if lang == "vi" else self.en


MEETING_KINDS = {
    "regular": ("thường kỳ", "regular"),
    "thematic": ("chuyên đề", "thematic"),
    "combined": ("thường kỳ kết hợp chuyên đề", "regular combined with thematic"),
}
MODES = {
    "in_person": ("trực tiếp", "in person"),
    "online": ("trực tuyến", "online"),
    "by_party_group": ("theo tổ đảng", "by party group"),
}
CELL_TYPES = {
    "village": ("thôn, bản", "village"),
    "urban_group": ("tổ dân phố", "urban residential group"),
    "agency": ("cơ quan", "agency"),
    "public_service": ("đơn vị sự nghiệp", "public service unit"),
    "school": ("trường học", "school"),
    "health_station": ("trạm y tế", "health station"),
    "enterprise": ("doanh nghiệp", "enterprise"),
    "armed_forces": ("lực lượng vũ trang", "armed forces"),
    "other": ("loại hình khác", "other"),
}

SECTIONS = {
    "cell": ("Chi bộ", "Cell"),
    "meeting": ("Kỳ sinh hoạt", "Meeting"),
    "members": ("Đảng viên", "Members"),
    "attendance": ("Dự họp", "Attendance"),
    "preparation": ("Chuẩn bị", "Preparation"),
    "conduct": ("Tiến hành", "Conduct"),
    "result": ("Kết quả và kết thúc", "Results and closing"),
}

_C, _Y, _D, _T, _W, _P, _X = (
    FieldType.COUNT,
    FieldType.YES_NO,
    FieldType.DATE,
    FieldType.TIME,
    FieldType.WORD,
    FieldType.PERIOD,
    FieldType.TEXT,
)
_MEMBERS, _MINUTES, _TASKS = "đảng viên", "phút", "nhiệm vụ"
_NEXT, _AFTER = Changeability.NEXT_MEETING, Changeability.AFTER_MEETING

FIELDS: tuple[Field, ...] = (
    Field("cell_id", _X, "Mã chi bộ", "Cell id", "cell"),
    Field("cell_name", _X, "Tên chi bộ", "Cell name", "cell"),
    Field("upper_org", _X, "Đảng bộ cấp trên", "Upper organisation", "cell"),
    Field("organisation", _X, "Mã đơn vị áp dụng khung tiêu chí", "Organisation that applies the framework", "cell"),
    Field("cell_type", _W, "Loại hình chi bộ", "Cell type", "cell", CELL_TYPES),
    Field("period", _P, "Kỳ (tháng/năm)", "Period (month/year)", "meeting"),
    Field("meeting_kind", _W, "Loại sinh hoạt", "Meeting kind", "meeting", MEETING_KINDS),
    Field("mode", _W, "Hình thức họp", "Mode", "meeting", MODES),
    Field("date", _D, "Ngày họp", "Date", "meeting"),
    Field("start_time", _T, "Giờ bắt đầu", "Start time", "meeting", change=_NEXT),
    Field("end_time", _T, "Giờ kết thúc", "End time", "meeting", change=_NEXT),
    Field("place", _X, "Địa điểm", "Place", "meeting"),
    Field("chair", _X, "Chủ trì", "Chair", "meeting"),
    Field("clerk", _X, "Thư ký", "Clerk", "meeting"),
    Field("supervisor_present", _Y, "Cấp ủy viên phụ trách dự họp", "Supervisor present", "meeting", change=_NEXT),
    Field("members_total", _C, "Tổng số đảng viên", "Members, total", "members", None, _MEMBERS),
    Field("members_official", _C, "Đảng viên chính thức", "Official members", "members", None, _MEMBERS),
    Field("members_probationary", _C, "Đảng viên dự bị", "Probationary members", "members", None, _MEMBERS),
    Field(
        "members_temporary_in", _C, "Sinh hoạt tạm thời chuyển đến", "Temporary members, in", "members", None, _MEMBERS
    ),
    Field(
        "members_temporary_out", _C, "Sinh hoạt tạm thời chuyển đi", "Temporary members, out", "members", None, _MEMBERS
    ),
    Field("members_exempt", _C, "Được miễn sinh hoạt", "Exempt members", "members", None, _MEMBERS),
    Field("members_special_duty", _C, "Đang làm nhiệm vụ đặc biệt", "On special duty", "members", None, _MEMBERS),
    Field("members_suspended", _C, "Bị đình chỉ sinh hoạt", "Suspended members", "members", None, _MEMBERS),
    Field("present", _C, "Có mặt", "Present", "attendance", None, _MEMBERS, change=_NEXT),
    Field("absent_excused", _C, "Vắng có lý do", "Absent, excused", "attendance", None, _MEMBERS, change=_NEXT),
    Field("absent_unexcused", _C, "Vắng không lý do", "Absent, unexcused", "attendance", None, _MEMBERS, change=_NEXT),
    Field(
        "max_consecutive_excused",
        _C,
        "Số kỳ vắng có lý do liên tiếp nhiều nhất của một đảng viên trong năm",
        "Most meetings running that one member was excused this year",
        "attendance",
        None,
        "kỳ",
    ),
    Field("committee_exists", _Y, "Có chi ủy", "Cell committee exists", "preparation"),
    Field("committee_meeting_date", _D, "Ngày họp chi ủy", "Cell committee met on", "preparation", change=_NEXT),
    Field("committee_minutes", _Y, "Có biên bản họp chi ủy", "Cell committee minutes", "preparation", change=_NEXT),
    Field("notice_date", _D, "Ngày thông báo nội dung họp", "Notice given on", "preparation", change=_NEXT),
    Field(
        "documents_uploaded_on",
        _D,
        "Ngày đăng tài liệu trước kỳ họp",
        "Documents uploaded on",
        "preparation",
        change=_NEXT,
    ),
    Field(
        "draft_conclusion", _Y, "Có dự thảo kết luận hoặc nghị quyết", "Draft conclusion", "preparation", change=_NEXT
    ),
    Field("agenda_steps_done", _Y, "Thực hiện đủ các bước", "All agenda steps done", "conduct", change=_NEXT),
    Field("speakers", _C, "Số đảng viên phát biểu", "Speakers", "conduct", None, _MEMBERS, change=_NEXT),
    Field("opinions", _C, "Số ý kiến phát biểu", "Opinions", "conduct", None, "ý kiến", change=_NEXT),
    Field(
        "criticism_minutes",
        _C,
        "Thời gian tự phê bình và phê bình",
        "Minutes of self-criticism",
        "conduct",
        None,
        _MINUTES,
        change=_NEXT,
    ),
    Field("praised", _C, "Số lượt biểu dương", "Praised", "conduct", None, "lượt", change=_NEXT),
    Field("reminded", _C, "Số lượt nhắc nhở", "Reminded", "conduct", None, "lượt", change=_NEXT),
    Field("criticised", _C, "Số lượt phê bình", "Criticised", "conduct", None, "lượt", change=_NEXT),
    Field(
        "thematic_this_month",
        _Y,
        "Trong tháng có sinh hoạt chuyên đề (không ghi: theo loại sinh hoạt)",
        "Thematic meeting this month (blank: by the meeting kind)",
        "conduct",
        told=Told("meeting_kind", {"regular": False, "thematic": True, "combined": True}),
    ),
    Field(
        "thematic_this_quarter",
        _Y,
        "Trong quý đã sinh hoạt chuyên đề",
        "Thematic meeting this quarter",
        "conduct",
        change=_NEXT,
    ),
    Field("targets_set", _C, "Nhiệm vụ kỳ trước giao", "Targets set last time", "result", None, _TASKS),
    Field("targets_met", _C, "Nhiệm vụ đã hoàn thành", "Targets met", "result", None, _TASKS, change=_NEXT),
    Field("resolution_adopted", _Y, "Thông qua nghị quyết, kết luận", "Resolution adopted", "result", change=_NEXT),
    Field("votes_for", _C, "Số phiếu tán thành mức tự xếp loại", "Votes for the self rating", "result", None, "phiếu"),
    Field("votes_total", _C, "Tổng số phiếu biểu quyết", "Votes cast", "result", None, "phiếu"),
    Field(
        "dues_paid",
        _C,
        "Số đảng viên đã đóng đảng phí",
        "Members who paid dues",
        "result",
        None,
        _MEMBERS,
        change=_AFTER,
    ),
    Field("dues_due", _C, "Số đảng viên phải đóng đảng phí", "Members who owe dues", "result", None, _MEMBERS),
    Field("minutes_approved", _Y, "Thông qua biên bản", "Minutes approved", "result", change=_AFTER),
    Field(
        "documents_finalised_on",
        _D,
        "Ngày hoàn thiện, đăng văn bản sau họp",
        "Finished papers uploaded on",
        "result",
        change=_AFTER,
    ),
)

BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}


def with_told(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values with those that another field tells where a field is not written itself.

    A meeting of the kind "regular" says that it had no thematic part; that the cell held one on another day of the
    month is what `thematic_this_month` is there to be written for.
    """
    told = {
        field.name: field.told.values[str(values[field.told.by])]
        for field in FIELDS
        if field.told is not None and field.told.by in values
    }
    return {**told, **values}


LAYERS = {
    "self": ("Chi bộ tự chấm", "Self-assessment"),
    "cell_vote": ("Chi bộ biểu quyết", "Cell vote"),
    "upper": ("Cấp trên chấm", "Upper level"),
    "decided": ("Quyết định", "Decided"),
}
"""The layers of one meeting's assessment, in the order in which they are made."""
