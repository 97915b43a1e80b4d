"""What the score sheet says beside the fixed words of its template. Vietnamese first, then English.

A Party sheet is Vietnamese; the English is what each line means, for readers of the code.
"""

SHEET: dict[str, tuple[str, str]] = {
    # Head
    "sheet.dots": ("……", "……"),
    "sheet.place_dots": ("…………", "…………"),
    "sheet.place_and_date": ("{place}, ngày {day} tháng {month} năm {year}", "{place}, {day} {month} {year}"),
    "sheet.title": ("Phiếu chấm điểm chất lượng sinh hoạt chi bộ", "Score sheet of the quality of a cell's meeting"),
    "sheet.title_no_points": (
        "Phiếu đánh giá chất lượng sinh hoạt chi bộ",
        "Evaluation sheet of the quality of a cell's meeting",
    ),
    "sheet.subject": ("Kỳ sinh hoạt tháng {month}", "Meeting of {month}"),
    # The meeting
    "sheet.cell": ("Đơn vị", "Unit"),
    "sheet.kind": ("Loại sinh hoạt", "Meeting kind"),
    "sheet.time": ("Thời gian", "Time"),
    "sheet.place": ("Địa điểm", "Place"),
    "sheet.attendance": ("Đảng viên dự", "Attendance"),
    "sheet.kind_and_mode": ("{kind}; hình thức: {mode}", "{kind}; held {mode}"),
    "sheet.hours": ("từ {start} đến {end}, ngày {date}", "from {start} to {end} on {date}"),
    "sheet.clock": ("{hour} giờ {minute}", "{hour}:{minute}"),
    "sheet.date": ("{day}/{month}/{year}", "{day}/{month}/{year}"),
    "sheet.present_due": (
        "có mặt {present}/{due} phải dự; vắng có lý do: {excused}, không lý do: {unexcused}",
        "{present} of {due} due present; excused: {excused}; unexcused: {unexcused}",
    ),
    # Points
    "sheet.at_least": ("ít nhất {points}", "at least {points}"),
    "sheet.bonus": ("+{points}", "+{points}"),
    "sheet.met": ("Đạt", "Met"),
    "sheet.not_met": ("Không đạt", "Not met"),
    "sheet.met_of": ("{met}/{all}", "{met}/{all}"),
    "sheet.left_out": ("–", "–"),
    "sheet.total": ("Tổng điểm", "Total"),
    "sheet.total_no_points": ("Số tiêu chí đạt", "Criteria met"),
    "sheet.rating": ("Xếp loại theo khung tiêu chí", "Rating by the framework"),
    "sheet.part_missed": ("chưa đạt: {title}", "not met: {title}"),
    "sheet.deducted": ("{title}: trừ {points}", "{title}: {points} off"),
    "sheet.of_layer": ("{layer}: {text}", "{layer}: {text}"),
    "sheet.self": ("Chi bộ tự chấm", "Self-assessment"),
    "sheet.upper": ("Cấp trên", "Upper level"),
    "sheet.gate_failed": ("Chưa đạt điều kiện của mức {title}: {gate}", "The gate of {title} fails: {gate}"),
    "sheet.none_scored": (
        "chưa chấm tiêu chí nào; các ô trống để điền tay.",
        "nothing is scored yet; the blanks are to be filled in by hand.",
    ),
    "sheet.to_score": (
        "còn {count} tiêu chí chưa chấm (ô trống không phải là 0 điểm): {names}.",
        "{count} criteria still to score (a blank is not 0 points): {names}.",
    ),
    "sheet.to_answer": ("còn {count} tiêu chí chưa đánh giá: {names}.", "{count} criteria still to answer: {names}."),
    "sheet.needs": ("{id} (thiếu số liệu: {names})", "{id} (missing: {names})"),
    # The ratings that people give
    "sheet.stated_self": ("Chi bộ tự xếp loại", "The cell's own rating"),
    "sheet.stated_cell_vote": ("Chi bộ biểu quyết", "The cell's vote"),
    "sheet.stated_upper": ("Cấp trên xếp loại", "The upper level's rating"),
    "sheet.stated_decided": ("Quyết định xếp loại", "The rating decided"),
    "sheet.votes": ("{votes}/{all} phiếu ({share})", "{votes} of {all} votes ({share})"),
    "sheet.layer_total": ("chấm {total}", "scored {total}"),
    # Where the rules come from
    "sheet.source": (
        "Chấm theo: {title} (số {number} ngày {date}, {issuer}). Phiên bản khung: {id} ({status}), mã nội dung {hash}.",
        "Scored by: {title} ({number} of {date}, {issuer}). Framework version: {id} ({status}), content {hash}.",
    ),
    "sheet.official": ("đã đối chiếu bản chính", "official"),
    "sheet.secondary": ("theo nguồn thứ cấp", "secondary"),
    "sheet.reconstructed": ("dựng lại", "reconstructed"),
    # The paragraph of self-assessment in the month's resolution
    "paragraph.groups": (
        "Chi bộ tự chấm điểm chất lượng kỳ sinh hoạt tháng {month}: {groups}.",
        "The cell's own assessment of its meeting of {month}: {groups}.",
    ),
    "paragraph.group": ("{title}: {points}", "{title}: {points}"),
    "paragraph.total": ("Tổng điểm: {total}.", "Total: {total}."),
    "paragraph.met": ("Số tiêu chí đạt: {total}.", "Criteria met: {total}."),
    "paragraph.rating": ("Tự xếp loại: {rating}.", "Own rating: {rating}."),
    "paragraph.limitations": ("Hạn chế cần khắc phục: {limitations}.", "Limitations to mend: {limitations}."),
    "paragraph.vote": ("Biểu quyết mức tự xếp loại: {votes}.", "Vote on the own rating: {votes}."),
    "paragraph.votes": ("{votes}/{all} phiếu tán thành ({share})", "{votes} of {all} in favour ({share})"),
    "paragraph.votes_unknown": ("……/…… phiếu tán thành (……%)", "……/…… in favour (……%)"),
}
