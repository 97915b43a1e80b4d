"""What the pages of the meeting calendar say."""

TEXTS: dict[str, tuple[str, str]] = {
    "plan.title": ("Lịch họp", "Meetings to come"),
    "plan.head_none": ("Chưa đăng ký kỳ họp nào", "No meeting is registered yet"),
    "plan.head": ("Kỳ họp tới: {when}", "The next meeting: {when}"),
    "plan.when": ("{weekday}, {day}", "{weekday}, {day}"),
    "plan.when_time": ("{time}, {weekday}, {day}", "{time}, {weekday}, {day}"),
    "plan.waiting": ("○ Chờ văn phòng đồng ý", "○ Waiting for the office"),
    "plan.approved": ("✓ Văn phòng đã đồng ý", "✓ The office agreed"),
    "plan.notice": ("Thông báo", "Notice"),
    "plan.take_back": ("Rút lại", "Take it back"),
    "plan.tell_head": ("Đăng ký một kỳ họp", "Register a meeting"),
    "plan.why": (
        "Văn phòng xem và đồng ý. Đăng ký lại cùng tháng, cùng loại kỳ họp thì thay lần trước, và văn phòng xem lại.",
        "The office looks at it and agrees. Registered again, of the same month and kind, it takes the place of what was said, and the office looks again.",
    ),
    "plan.kind": ("Kỳ họp", "Meeting"),
    "plan.day": ("Ngày họp", "Day"),
    "plan.time": ("Giờ bắt đầu", "It begins at"),
    "plan.time_hint": ("Ví dụ 19:30 hoặc 19h30; chưa biết thì để trống", "Such as 19:30; blank if it is not known"),
    "plan.place": ("Nơi họp", "Place"),
    "plan.state": ("Tình hình", "State"),
    "plan.tell": ("Đăng ký", "Register"),
    "plan.task": ("Lịch họp: {when} ({state})", "Next meeting: {when} ({state})"),
    "plan.task_none": ("Đăng ký lịch họp", "Register a meeting"),
    # The notice
    "plan.notice_head": ("Thông báo họp: {kind}", "Notice of a meeting: {kind}"),
    "plan.asked": (
        "Kính mời đảng viên trong chi bộ dự họp đầy đủ, đúng giờ; vắng mặt xin báo trước với chi ủy.",
        "The members of the cell are asked to come, and in time; whoever cannot come tells the cell before.",
    ),
    "plan.print": ("Trang này in được bằng lệnh in của trình duyệt.", "Print this page by the browser."),
    "plan.calendar": ("Đưa vào lịch trên máy (.ics)", "Take it into a calendar (.ics)"),
    # The office
    "plan.month_head": (
        "Lịch họp tháng {month}: {count} kỳ, {waiting} chờ đồng ý",
        "Meetings of {month}: {count}, {waiting} waiting",
    ),
    "plan.month_none": ("Lịch họp tháng {month}: chưa chi bộ nào đăng ký", "Meetings of {month}: none is registered"),
    "plan.choose": ("Chọn", "Choose"),
    "plan.choose_one": ("Chọn kỳ họp của {cell}", "Choose the meeting of {cell}"),
    "plan.cell": ("Chi bộ", "Cell"),
    "plan.approve": ("Đồng ý các kỳ đã chọn", "Agree to those chosen"),
    "plan.silent": ("{count} chi bộ chưa đăng ký", "{count} cells have registered nothing"),
    "plan.calendar_month": ("Đưa lịch cả tháng vào máy (.ics)", "The month as a calendar (.ics)"),
    # What is to be mended
    "plan.no_day": (
        "ngày họp phải có đủ ngày, tháng, năm, ví dụ 03/12/2026.",
        "the day needs day, month and year, such as 03/12/2026.",
    ),
    "plan.day_gone": (
        "ngày {day} không đăng ký được: chỉ đăng ký từ hôm nay ({today}) đến một năm sau.",
        "{day} cannot be registered: only days from today ({today}) on, for a year.",
    ),
    "plan.no_time": ("giờ bắt đầu ghi như 19:30 hoặc 19h30.", "the time is written as 19:30."),
    "plan.no_kind": ("hãy chọn loại kỳ họp.", "choose the kind of meeting."),
    "plan.long": ("nơi họp dài quá {maximum} chữ; hãy ghi gọn lại.", "the place is longer than {maximum} letters."),
    "plan.none_chosen": (
        "hãy chọn ít nhất một kỳ họp rồi bấm đồng ý.",
        "choose a meeting at least, then agree.",
    ),
}
