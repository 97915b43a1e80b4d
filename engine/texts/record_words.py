"""What is odd in a record and changes no point, and the words that sentences about records are made with.

Vietnamese first, then English.
"""

RECORD_WORDS: dict[str, tuple[str, str]] = {
    # What the place of a fault asks
    "asked.answer": ("tiêu chí {id}", "criterion {id}"),
    "asked.note": ("lý do trừ điểm {id}", "reason for the deduction at {id}"),
    "asked.rating": ("mức xếp loại", "rating"),
    "asked.limitations": ("Hạn chế", "Limitations"),
    "asked.evidence": ("Minh chứng", "Evidence"),
    # Kinds of hidden characters
    "hidden.control": ("ký tự điều khiển", "a control character"),
    "hidden.hidden": ("ký tự không nhìn thấy được", "an invisible character"),
    "hidden.turning": ("ký tự đổi chiều chữ", "it turns the direction of writing"),
    "hidden.private": ("ký tự riêng của một phông chữ", "a private character of some font"),
    "hidden.unassigned": ("mã chưa có chữ nào", "no character has this code"),
    "hidden.half": ("nửa ký tự", "half a character"),
    "hidden.marks": ("quá nhiều dấu trên một chữ", "too many marks on one letter"),
    # What is odd, and changes no point
    "odd.beside_period": (
        "xem lại: “Ngày họp” {date} không nằm trong “Kỳ” {month} mà ở tháng liền kề.",
        "look again: “Date” {date} is not in “Period” {month} but in a month beside it.",
    ),
    "odd.before": (
        "xem lại: “{part}” là {day}, cách “Ngày họp” {date} {days} ngày (thường là trước kỳ họp, trong vòng một tháng).",
        "look again: “{part}” is {day}, {days} days from “Date” {date} (it usually lies before the meeting, within a month).",
    ),
    "odd.after": (
        "xem lại: “{part}” là {day}, sau “Ngày họp” {date} tới {days} ngày.",
        "look again: “{part}” is {day}, {days} days after “Date” {date}.",
    ),
    "odd.criticism_longer": (
        "xem lại: “Thời gian tự phê bình và phê bình” là {value} phút, dài hơn cả kỳ họp {limit} phút (từ “Giờ bắt đầu” đến “Giờ kết thúc”).",
        "look again: “Minutes of self-criticism” is {value}, longer than the whole meeting of {limit} minutes (“Start time” to “End time”).",
    ),
    "odd.hours": (
        "xem lại: “Giờ bắt đầu” {start}, “Giờ kết thúc” {end}: kỳ họp dài {minutes} phút; có lẽ giờ chiều ghi thành giờ sáng.",
        "look again: “Start time” {start}, “End time” {end}: a meeting of {minutes} minutes; an afternoon may be written as a morning.",
    ),
    "odd.without_committee": (
        "xem lại: có ghi “{part}” nhưng “Có chi ủy” là không.",
        "look again: “{part}” is given, yet “Cell committee exists” is no.",
    ),
    "odd.committee_size": (
        "xem lại: “Đảng viên chính thức” là {official} mà “Có chi ủy” là {answer}; chi bộ từ 9 đảng viên chính thức trở lên thì bầu chi ủy.",
        "look again: “Official members” is {official} and “Cell committee exists” is {answer}; a cell of 9 official members or more elects one.",
    ),
    "odd.opinions": (
        "xem lại: “Số đảng viên phát biểu” là {speakers} mà “Số ý kiến phát biểu” là {opinions}.",
        "look again: “Speakers” is {speakers} and “Opinions” is {opinions}.",
    ),
    "odd.more_than": (
        "xem lại: “{part}” là {value}, lớn hơn “{whole}” là {limit}.",
        "look again: “{part}” is {value}, more than “{whole}”, which is {limit}.",
    ),
    "odd.run_too_short": (
        "xem lại: “Vắng có lý do” kỳ này là {excused} mà “Số kỳ vắng có lý do liên tiếp nhiều nhất của một đảng viên trong năm” là 0.",
        "look again: “Absent, excused” is {excused} here, yet “Most meetings running that one member was excused this year” is 0.",
    ),
    "odd.run_too_long": (
        "xem lại: “Số kỳ vắng có lý do liên tiếp nhiều nhất của một đảng viên trong năm” là {run}, nhiều hơn {months} tháng đã qua của năm.",
        "look again: “Most meetings running that one member was excused this year” is {run}, more than the {months} months of the year so far.",
    ),
    "odd.thematic": (
        "xem lại: “Loại sinh hoạt” có chuyên đề mà “{part}” là không.",
        "look again: “Meeting kind” has a thematic part, yet “{part}” is no.",
    ),
    "odd.thematic_quarter": (
        "xem lại: “Trong tháng có sinh hoạt chuyên đề” là có mà “Trong quý đã sinh hoạt chuyên đề” là không.",
        "look again: “Thematic meeting this month” is yes, yet “Thematic meeting this quarter” is no.",
    ),
    "odd.attendance": (
        "xem lại: có mặt và vắng đã ghi cộng lại là {sum}, nhiều hơn “Tổng số đảng viên” {most}; nếu có đảng viên sinh hoạt tạm thời thì ghi “Sinh hoạt tạm thời chuyển đến”.",
        "look again: those present and absent so far are {sum}, more than “Members, total” {most}; guests belong to “Temporary members, in”.",
    ),
    "odd.present": (
        "xem lại: “Có mặt” là {present}, nhiều hơn {most} người có thể dự khi {away} đảng viên bị đình chỉ hoặc tạm thời chuyển đi.",
        "look again: “Present” is {present}, more than the {most} who can come while {away} are suspended or temporarily away.",
    ),
    "odd.dues": (
        "xem lại: “Số đảng viên phải đóng đảng phí” là {value}, nhiều hơn số đảng viên {limit}.",
        "look again: “Members who owe dues” is {value}, more than the {limit} members.",
    ),
    "odd.organisation": (
        "xem lại: “Mã đơn vị áp dụng khung tiêu chí” là {organisation}, không thuộc phạm vi áp dụng của khung {id} ({allowed}).",
        "look again: “Organisation that applies the framework” is {organisation}, to which the framework {id} does not apply ({allowed}).",
    ),
}
