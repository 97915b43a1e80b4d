"""The record of a party cell's meeting: its fields, what they must say together, and what an ordinary meeting is."""

from __future__ import annotations

from functools import partial

from chamdiem.rules.records import relations
from chamdiem.rules.records.fields import Changeability, Field, FieldType, Told
from chamdiem.rules.records.relations import ABSENT, FAR_BEFORE, NOT_DUE, ROUNDED
from chamdiem.rules.records.shape import Limit, Nouns, RecordShape, Relation

MEETING_KINDS = {
    "regular": ("thường kỳ", "regular"),
    "thematic": ("chuyên đề", "thematic"),
    "combined": ("thường kỳ kết hợp chuyên đề", "regular combined with thematic"),
}
REGULAR = ("regular", "combined")
"""Kinds of which a month has one meeting: where it is one of them, there was none of the other."""
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

_SECTIONS = {
    "cell": ("Chi bộ", "Cell"),
    "meeting": ("Kỳ sinh hoạt", "Meeting"),
    "members": ("Đảng viên", "Members"),
    "attendance": ("Dự họp", "Attendance"),
    "preparation": ("Chuẩn bị", "Preparation"),
    "conduct": ("Tiến hành", "Conduct"),
    "result": ("Kết quả và kết thúc", "Results and closing"),
}

_C, _Y, _D, _T = FieldType.COUNT, FieldType.YES_NO, FieldType.DATE, FieldType.TIME
_W, _P, _X = FieldType.WORD, FieldType.PERIOD, FieldType.TEXT
_MEMBERS, _MINUTES, _TASKS = "đảng viên", "phút", "nhiệm vụ"
_NEXT, _AFTER = Changeability.NEXT_MEETING, Changeability.AFTER_MEETING

_FIELDS = (
    Field("cell_id", _X, "Mã chi bộ", "Cell id", "cell", asked=True),
    Field("cell_name", _X, "Tên chi bộ", "Cell name", "cell", asked=True, identifies=True),
    Field("upper_org", _X, "Đảng bộ cấp trên", "Upper organisation", "cell", asked=True),
    Field("organisation", _X, "Mã đơn vị áp dụng khung tiêu chí", "Organisation that applies the framework", "cell",
          asked=True),
    Field("cell_type", _W, "Loại hình chi bộ", "Cell type", "cell", words=CELL_TYPES),
    Field("period", _P, "Kỳ (tháng/năm)", "Period (month/year)", "meeting", asked=True, identifies=True,
          formerly=("Kỳ (năm-tháng)", "Period (year-month)")),
    Field("meeting_kind", _W, "Loại sinh hoạt", "Meeting kind", "meeting", words=MEETING_KINDS, asked=True,
          identifies=True),
    Field("mode", _W, "Hình thức họp", "Mode", "meeting", words=MODES),
    Field("date", _D, "Ngày họp", "Date", "meeting", asked=True, identifies=True),
    Field("start_time", _T, "Giờ bắt đầu", "Start time", "meeting", change=_NEXT),
    Field("end_time", _T, "Giờ kết thúc", "End time", "meeting", change=_NEXT, own_example=True),
    Field("place", _X, "Địa điểm", "Place", "meeting", asked=True),
    Field("chair", _X, "Chủ trì", "Chair", "meeting", personal=True),
    Field("clerk", _X, "Thư ký", "Clerk", "meeting", personal=True),
    Field("supervisor_present", _Y, "Cấp ủy viên phụ trách dự họp", "Supervisor present", "meeting", change=_NEXT),
    Field("members_total", _C, "Tổng số đảng viên", "Members, total", "members", _MEMBERS, asked=True),
    Field("members_official", _C, "Đảng viên chính thức", "Official members", "members", _MEMBERS),
    Field("members_probationary", _C, "Đảng viên dự bị", "Probationary members", "members", _MEMBERS),
    Field("members_temporary_in", _C, "Sinh hoạt tạm thời chuyển đến", "Temporary members, in", "members", _MEMBERS),
    Field("members_temporary_out", _C, "Sinh hoạt tạm thời chuyển đi", "Temporary members, out", "members", _MEMBERS),
    Field("members_exempt", _C, "Được miễn sinh hoạt", "Exempt members", "members", _MEMBERS),
    Field("members_special_duty", _C, "Đang làm nhiệm vụ đặc biệt", "On special duty", "members", _MEMBERS),
    Field("members_suspended", _C, "Bị đình chỉ sinh hoạt", "Suspended members", "members", _MEMBERS),
    Field("present", _C, "Có mặt", "Present", "attendance", _MEMBERS, change=_NEXT, asked=True),
    Field("absent_excused", _C, "Vắng có lý do", "Absent, excused", "attendance", _MEMBERS, change=_NEXT, asked=True),
    Field("absent_unexcused", _C, "Vắng không lý do", "Absent, unexcused", "attendance", _MEMBERS, change=_NEXT,
          asked=True),
    Field("max_consecutive_excused", _C, "Số kỳ vắng có lý do liên tiếp nhiều nhất của một đảng viên trong năm",
          "Most meetings running that one member was excused this year", "attendance", "kỳ"),
    Field("committee_exists", _Y, "Có chi ủy", "Cell committee exists", "preparation"),
    Field("committee_meeting_date", _D, "Ngày họp chi ủy", "Cell committee met on", "preparation", change=_NEXT),
    Field("committee_minutes", _Y, "Có biên bản họp chi ủy", "Cell committee minutes", "preparation", change=_NEXT),
    Field("notice_date", _D, "Ngày thông báo nội dung họp", "Notice given on", "preparation", change=_NEXT),
    Field("documents_uploaded_on", _D, "Ngày đăng tài liệu trước kỳ họp", "Documents uploaded on", "preparation",
          change=_NEXT),
    Field("draft_conclusion", _Y, "Có dự thảo kết luận hoặc nghị quyết", "Draft conclusion", "preparation",
          change=_NEXT),
    Field("agenda_steps_done", _Y, "Thực hiện đủ các bước", "All agenda steps done", "conduct", change=_NEXT),
    Field("speakers", _C, "Số đảng viên phát biểu", "Speakers", "conduct", _MEMBERS, change=_NEXT),
    Field("opinions", _C, "Số ý kiến phát biểu", "Opinions", "conduct", "ý kiến", change=_NEXT),
    Field("criticism_minutes", _C, "Thời gian tự phê bình và phê bình", "Minutes of self-criticism", "conduct",
          _MINUTES, change=_NEXT),
    Field("praised", _C, "Số lượt biểu dương", "Praised", "conduct", "lượt", change=_NEXT),
    Field("reminded", _C, "Số lượt nhắc nhở", "Reminded", "conduct", "lượt", change=_NEXT),
    Field("criticised", _C, "Số lượt phê bình", "Criticised", "conduct", "lượt", change=_NEXT),
    # that a regular meeting had no thematic part tells nothing of another day of its month: that is written here
    Field("thematic_this_month", _Y, "Trong tháng có sinh hoạt chuyên đề (không ghi: theo loại sinh hoạt)",
          "Thematic meeting this month (blank: by the meeting kind)", "conduct",
          told=Told("meeting_kind", {"regular": False, "thematic": True, "combined": True})),
    Field("thematic_this_quarter", _Y, "Trong quý đã sinh hoạt chuyên đề", "Thematic meeting this quarter", "conduct",
          change=_NEXT),
    Field("targets_set", _C, "Nhiệm vụ kỳ trước giao", "Targets set last time", "result", _TASKS),
    Field("targets_met", _C, "Nhiệm vụ đã hoàn thành", "Targets met", "result", _TASKS, change=_NEXT),
    Field("resolution_adopted", _Y, "Thông qua nghị quyết, kết luận", "Resolution adopted", "result", change=_NEXT),
    Field("votes_for", _C, "Số phiếu tán thành mức tự xếp loại", "Votes for the self rating", "result", "phiếu",
          asked=True),
    Field("votes_total", _C, "Tổng số phiếu biểu quyết", "Votes cast", "result", "phiếu", asked=True),
    Field("dues_paid", _C, "Số đảng viên đã đóng đảng phí", "Members who paid dues", "result", _MEMBERS, change=_AFTER),
    Field("dues_due", _C, "Số đảng viên phải đóng đảng phí", "Members who owe dues", "result", _MEMBERS),
    Field("minutes_approved", _Y, "Thông qua biên bản", "Minutes approved", "result", change=_AFTER),
    Field("documents_finalised_on", _D, "Ngày hoàn thiện, đăng văn bản sau họp", "Finished papers uploaded on",
          "result", change=_AFTER),
)  # fmt: skip

VOTES = ("votes_for", "votes_total")
"""By which a cell says what it thinks of its own rating: they stand at the end, once that is known."""
_REGISTERED = frozenset({"cell_id", "cell_name", "upper_org", "organisation", "cell_type", "members_total", "period"})

# --- what they must say together ---

_AT_MOST = (
    ("speakers", "present"), ("votes_for", "votes_total"), ("votes_total", "members_official"),
    ("dues_paid", "dues_due"), ("absent_unexcused", "members_total"), *((name, "members_total") for name in NOT_DUE),
)  # fmt: skip
"""Counts of which the first is never more than the second."""
_AT_MOST_UNLESS = (
    # no more official members vote than there are, nor than people are there; without the first count, the second holds
    ("votes_for", "members_official", "votes_total"),
    ("votes_for", "present", "votes_total"),
    ("votes_total", "members_total", "members_official"),
    ("members_official", "members_total", "members_probationary"),
    ("members_probationary", "members_total", "members_official"),
)
"""Counts of which the first is never more than the second, where a third is missing by which it would be checked."""
_BEFORE = ("notice_date", "committee_meeting_date", "documents_uploaded_on")
"""The days of what is done for a meeting before it."""
_USUAL_BEFORE, _USUAL_AFTER = range(-31, 1), range(32)
"""How many days after the meeting those usually lie, and the day on which its papers are finished."""


def _pair(lesser: str, greater: str, apart: int = 0) -> tuple[Limit, ...]:
    return (Limit((lesser,), (greater,), apart),)


_MEMBERS_BY_STANDING = ("members_official", "members_probationary")
_ATTENDANCE = ("present", *ABSENT)
_EVERYBODY = ("members_total", "members_temporary_in")

_IMPOSSIBLE = (
    Relation("record.members_sum", "members_total", relations.members_sum,
             (Limit(_MEMBERS_BY_STANDING, ("members_total",)), Limit(("members_total",), _MEMBERS_BY_STANDING))),
    # While nobody has counted the guests, more present than there are members is odd and possible; so lint may bound
    # those present only beside those absent.
    Relation("record.attendance_sum", "present", relations.attendance_sum,
             (Limit(_ATTENDANCE, _EVERYBODY, optional=frozenset({*ABSENT, "members_temporary_in"})),
              Limit(("members_total",), (*_ATTENDANCE, *NOT_DUE)))),
    Relation("record.attendance_most", "present", partial(relations.attendance_most, knows_guests=True)),
    Relation("record.not_due_sum", "members_total", relations.not_due_sum,
             (Limit(NOT_DUE, ("members_total",), optional=frozenset(NOT_DUE)),)),
    *(Relation("record.more_than", part, partial(relations.more_than, part, whole, unless=unless), _pair(part, whole))
      for part, whole, unless in (*((*pair, None) for pair in _AT_MOST), *_AT_MOST_UNLESS)),
    Relation("record.more_than", "votes_total", relations.votes_of_present, _pair("votes_total", "present")),
    Relation("record.times_reversed", "end_time", relations.times_reversed, _pair("start_time", "end_time", 1)),
    Relation("record.criticism_longer", "criticism_minutes", partial(relations.criticism_longer, rounded=False),
             (Limit(("start_time", "criticism_minutes"), ("end_time",), slack=ROUNDED),)),
    Relation("record.finalised_before", "documents_finalised_on", relations.finalised_before,
             _pair("date", "documents_finalised_on")),
    *(Relation("record.far_before", name, partial(relations.far_before, name), _pair("date", name, -FAR_BEFORE))
      for name in _BEFORE),
    Relation("record.date_swapped", "date", relations.date_swapped),
    Relation("record.outside_period", "date", partial(relations.outside_period, 0)),
)  # fmt: skip

_ODD = (
    Relation("odd.beside_period", "date", partial(relations.outside_period, 1)),
    *(Relation("odd.before", name, partial(relations.unusual_day, name, _USUAL_BEFORE)) for name in _BEFORE),
    Relation("odd.after", "documents_finalised_on",
             partial(relations.unusual_day, "documents_finalised_on", _USUAL_AFTER)),
    Relation("odd.criticism_longer", "criticism_minutes", partial(relations.criticism_longer, rounded=True)),
    Relation("odd.hours", "start_time", relations.unusual_hours),
    *(Relation("odd.without_committee", name, partial(relations.without_committee, name))
      for name in ("committee_meeting_date", "committee_minutes")),
    Relation("odd.committee_size", "committee_exists", relations.committee_size),
    Relation("odd.opinions", "opinions", relations.opinions_fewer),
    Relation("odd.more_than", "targets_met", partial(relations.more_than, "targets_met", "targets_set")),
    Relation("odd.run_too_short", "max_consecutive_excused", relations.run_too_short),
    Relation("odd.run_too_long", "max_consecutive_excused", relations.run_too_long),
    *(Relation("odd.thematic", name, partial(relations.thematic_denied, name))
      for name in ("thematic_this_month", "thematic_this_quarter")),
    Relation("odd.thematic_quarter", "thematic_this_quarter", relations.quarter_denied),
    Relation("odd.attendance", "present", partial(relations.attendance_most, knows_guests=False)),
    Relation("odd.present", "present", relations.present_too_many),
    Relation("odd.dues", "dues_due", relations.dues_of_more),
)  # fmt: skip

# --- an ordinary meeting ---

_USUAL = {
    "members_total": 20, "members_official": 18, "members_probationary": 2, "present": 20, "speakers": 10,
    "opinions": 10, "criticism_minutes": 20, "targets_set": 10, "targets_met": 10, "votes_for": 18,
    "votes_total": 18, "dues_paid": 20, "dues_due": 20, "start_time": 8 * 60, "end_time": 10 * 60,
    "committee_meeting_date": -3, "notice_date": -3, "documents_uploaded_on": -2, "documents_finalised_on": 1,
}  # fmt: skip
# what a suggested case does not have to say otherwise: nobody is missing anything, and no vote is taken
_ALL_WELL = _USUAL | {
    "members_official": 20, "members_probationary": 0, "speakers": 12, "opinions": 12, "praised": 1, "votes_for": 0,
    "votes_total": 0, "start_time": 14 * 60, "end_time": 16 * 60,
}  # fmt: skip

MEETING_SUBJECT = "meeting"
"""What is scored where a framework names nothing else."""

_NOUNS = Nouns(("chi bộ", "cell"), ("chi bộ", "cells"), ("kỳ họp", "meeting"), ("kỳ họp", "meetings"))
MEETING = RecordShape(
    subject=MEETING_SUBJECT, fields=_FIELDS, sections=_SECTIONS, unit="cell_id", unit_name="cell_name", nouns=_NOUNS,
    day="date", period="period", kind="meeting_kind", registered=_REGISTERED, impossible=_IMPOSSIBLE, odd=_ODD,
    at_most=_AT_MOST, usual=_USUAL, all_well=_ALL_WELL,
)  # fmt: skip
