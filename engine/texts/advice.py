"""What advice says: what would raise the rating, and when it can still be done. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.target": (
        "Mức xếp loại muốn đạt, mã hoặc tên; bỏ trống thì lấy mức ngay trên mức hiện nay.",
        "The rating to reach, its id or title; by default the next better one.",
    ),
    "help.sheet_advice": (
        "In thêm ở cuối phiếu một dòng gợi ý cách đạt mức xếp loại cao hơn.",
        "Add a last line on what would raise the rating.",
    ),
    "help.with_advice": ("Kèm gợi ý cách đạt mức xếp loại cao hơn.", "Add what would raise the rating."),
    "usage.no_rating": (
        "khung {framework} không có mức xếp loại “{name}”; các mức: {allowed}.",
        "{framework} has no rating “{name}”; its ratings: {allowed}.",
    ),
    "advice.reached": ("Đã đạt mức {title} trở lên.", "{title} or better is reached already."),
    "advice.target": ("Để đạt mức {title}:", "To reach {title}:"),
    "advice.unreachable": (
        "Không đạt được mức {title}, vì {because}.",
        "{title} cannot be reached, because {because}.",
    ),
    "advice.incomplete": (
        "Chưa đạt được mức {title}, vì còn chỗ chưa ghi hoặc chưa chấm được: {because}.",
        "{title} is not reached yet, because not all is written or can be scored: {because}.",
    ),
    "advice.not_this_time": (
        "Kỳ này không đạt được mức {title}, dù ghi và chấm đủ: {because}.",
        "This record cannot reach {title}, whatever is still written or scored: {because}.",
    ),
    "advice.open": (
        "Chưa biết có đạt được mức {title} hay không; ghi và chấm thêm rồi xem lại.",
        "It is not known yet whether {title} can be reached; write and score more, then ask again.",
    ),
    "advice.first": ("Trước hết:", "First:"),
    "advice.ask_fields": (
        "Ghi {count} mục còn trống của hồ sơ: {names}.",
        "Write the {count} fields that the record lacks: {names}.",
    ),
    "advice.ask_answers": ("Chấm {count} tiêu chí còn trống: {ids}.", "Score the {count} criteria left blank: {ids}."),
    "advice.ask_fields_short": (
        "Ghi {count} mục còn trống của hồ sơ.",
        "Write the {count} fields that the record lacks.",
    ),
    "advice.ask_answers_short": ("Chấm {count} tiêu chí còn trống.", "Score the {count} criteria left blank."),
    "advice.ask_undefined": (
        "{whole}, nên tiêu chí {id} chưa chấm được.",
        "{whole}, so that criterion {id} cannot be scored.",
    ),
    "advice.ask_unmatched": (
        "Khung không có mức điểm nào cho số liệu của tiêu chí {id}, nên tiêu chí này chưa chấm được.",
        "The framework has no band for the figures of criterion {id}, so that it cannot be scored.",
    ),
    "advice.still_possible": (
        "Vẫn còn đạt được, chẳng hạn khi kết quả thực tế là:",
        "It can still be reached, such as when this is what is found:",
    ),
    "advice.later_possible": (
        "Muốn đạt mức {title} thì cần, chẳng hạn:",
        "To reach {title} next time, such as by this:",
    ),
    "advice.blocked": ("Đang vướng: {obstacle}", "In the way now: {obstacle}"),
    "advice.gate": ("chưa đạt điều kiện “{text}”", "the gate “{text}” does not hold"),
    "advice.gate_open": ("chưa biết có đạt điều kiện “{text}” không", "it is not known whether “{text}” holds"),
    "advice.cap_open": ("chưa biết có bị khống chế không ({text})", "it is not known whether it is barred ({text})"),
    "advice.total_open": (
        "tổng điểm mới chắc chắn được {least}, nhiều nhất có thể được {most}, cần {needed}",
        "the total is certain to be {least} only, can be {most} at most, and {needed} is needed",
    ),
    "advice.cap": ("bị khống chế: {text}", "it is barred: {text}"),
    "advice.total": (
        "tổng điểm nhiều nhất chỉ được {most}, cần {needed}",
        "the total can be {most} at most, and {needed} is needed",
    ),
    "advice.cap_lowers": ("bị hạ {count} bậc: {text}", "it is lowered by {count}: {text}"),
    "advice.cap_open_lowers": (
        "chưa biết có bị hạ {count} bậc không ({text})",
        "it is not known whether it is lowered by {count} ({text})",
    ),
    "advice.total_fewer": (
        "tổng điểm lỗi ít nhất là {least}, chỉ được {needed}",
        "the points for faults are {least} at least, and {needed} is allowed",
    ),
    "advice.total_open_fewer": (
        "tổng điểm lỗi có thể từ {least} đến {most}, chỉ được {needed}",
        "the points for faults may be {least} to {most}, and {needed} is allowed",
    ),
    "advice.empty": ("không tiêu chí nào áp dụng cho kỳ này", "no criterion applies to this record"),
    "advice.together": ("các điều kiện không thể cùng đạt một lúc", "its needs cannot all be met at once"),
    "advice.way": ("Thay đổi ở {count} tiêu chí. {total} {rating}", "{count} criteria change. {total} {rating}"),
    "advice.way_by_gates": ("{total} {rating}", "{total} {rating}"),
    "advice.instead": ("Hoặc, thay cho {ids}:", "Or, in the place of {ids}:"),
    "advice.besides": ("Hoặc, thêm:", "Or, besides:"),
    "advice.this_meeting": (
        "Còn ghi được hoặc làm được cho kỳ này:",
        "Can still be recorded or done this time:",
    ),
    "advice.next_meeting": ("Cho kỳ sau:", "For the next time:"),
    "advice.smallest": (
        "Ít thay đổi nhất, kể cả việc phải để kỳ sau:",
        "With the fewest changes, those for the next time among them:",
    ),
    "advice.now": (
        "Chỉ bằng những việc còn ghi được hoặc làm được cho kỳ này:",
        "By what can still be recorded or done this time alone:",
    ),
    "advice.criterion": ("{id}. {title}: {before} → {after}", "{id}. {title}: {before} → {after}"),
    "advice.gate_only": ("Điều kiện kèm theo của mức xếp loại", "The gates of the rating"),
    "advice.step": ("{name}: {before} → {after}", "{name}: {before} → {after}"),
    "advice.need": ("cần: {need}", "needed: {need}"),
    "advice.unwritten": ("chưa ghi: {names}", "not written yet: {names}"),
    "advice.or_earlier": ("{step}, hoặc bắt đầu sớm hơn {count} phút", "{step}, or start {count} minutes earlier"),
    "advice.more": ("nhiều hơn", "more"),
    "advice.less": ("ít hơn", "fewer"),
    "advice.later": ("muộn hơn", "later"),
    "advice.earlier": ("sớm hơn", "earlier"),
    "advice.unscored": ("chưa chấm", "not scored"),
    "advice.answer": ("trả lời của người chấm cho {id}", "the scorer's answer to {id}"),
    "advice.part": ("ý {id}, {title}", "part {id}, {title}"),
    "advice.times": ("{count} lần", "{count} times"),
    "advice.line_now": (
        "Gợi ý: để đạt mức {title}, kỳ này còn có thể hoàn thành: {changes}.",
        "Advice: to reach {title}, what can still be done this time: {changes}.",
    ),
    "advice.line_next": (
        "Gợi ý: để đạt mức {title}, kỳ sau cần: {changes}.",
        "Advice: to reach {title} next time: {changes}.",
    ),
    "advice.line_incomplete": ("{outcome} Trước hết: {asked}", "{outcome} First: {asked}"),
}
