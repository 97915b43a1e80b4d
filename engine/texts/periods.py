"""What is said of several months together: ratings of a quarter, a half-year, a year. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "scalar.span": (
        "“{text}” không phải kỳ; viết như 2026 (năm), 2026-H1 (sáu tháng đầu năm), 2026-Q3 (quý 3), 2026-03 (tháng).",
        "“{text}” is no period; write 2026 (year), 2026-H1 (first half-year), 2026-Q3 (quarter), 2026-03 (month).",
    ),
    "scalar.months": (
        "“{text}” không có tháng nào: tháng đầu phải đứng trước tháng cuối, như 2026-03..2026-12.",
        "“{text}” has no month: the first one stands before the last one, as in 2026-03..2026-12.",
    ),
    # Commands
    "help.list_year": (
        "Bảng tổng hợp cả quý, sáu tháng, năm: mỗi chi bộ một dòng, xếp loại và lý do; chi bộ chưa xếp loại được nêu rõ vì sao.\n\nNguồn là sổ (--ledger), hoặc hồ sơ, thư mục, sổ Excel ở INPUT; đuôi tệp kết quả chọn dạng: .xlsx, .docx, .pdf, .html.",
        "The list of a quarter, a half-year or a year: a row for each unit, its rating and why; of those not rated, why not.\n\nThe source is a ledger (--ledger), or the records, folders or workbooks of INPUT; the suffix of the output chooses .xlsx, .docx, .pdf or .html.",
    ),
    "help.of": (
        "Kỳ: 2026 (năm), 2026-H1 (sáu tháng đầu năm), 2026-Q3 (quý 3).",
        "The period: 2026 (year), 2026-H1 (first half-year), 2026-Q3 (quarter).",
    ),
    "help.advise_of": (
        "Gợi ý cho cả kỳ thay vì một kỳ họp: 2026, 2026-H1, 2026-Q3; HỒ SƠ là mã chi bộ, các kỳ họp từ --ledger, INPUT.",
        "Advise on a period, not one meeting: 2026, 2026-H1, 2026-Q3; RECORD is the cell's id, meetings by --ledger, INPUT.",
    ),
    "usage.advise_period": (
        "NGUỒN, --register, --active chỉ dùng với --of.",
        "INPUT, --register and --active go with --of only.",
    ),
    "help.from_ledger": ("Lấy các kỳ họp từ sổ này.", "Take the meetings from this ledger."),
    "help.active": (
        "Chi bộ hoạt động những tháng nào, khi danh sách chi bộ không nói: all, hoặc 2026-03..2026-12.",
        "In which months the cell was active, where no register says it: all, or 2026-03..2026-12.",
    ),
    "help.period_output": (
        "Ghi phiếu vào tệp .html, .pdf, .docx hoặc .xlsx.",
        "Write the sheet into a file: .html, .pdf, .docx or .xlsx.",
    ),
    "help.period_decide": (
        "Ghi mức được quyết định vào sổ, cùng kết quả máy tính và các mục đã dùng.",
        "Record the rating that was decided in the ledger, with what was computed and from which entries.",
    ),
    "help.period_reason": (
        "Lý do; phải có khi mức quyết định khác mức tính được, hay khi quyết định lại.",
        "The reason; needed where the rating is another than the computed one, or it is decided anew.",
    ),
    "help.ledger_not_held": (
        "Ghi rằng một kỳ họp không được tổ chức; tháng không có báo cáo thì chưa phải là không họp.",
        "Record that a meeting was not held; a month without a report is not yet one without a meeting.",
    ),
    "help.not_held_period": ("Tháng không họp.", "The month without the meeting."),
    "help.not_held_kind": ("Loại sinh hoạt không họp.", "The kind of meeting that was not held."),
    "usage.period_source": (
        "cần đúng một nguồn: --ledger, hoặc các hồ sơ, thư mục, sổ Excel.",
        "exactly one source is needed: --ledger, or records, folders, workbooks.",
    ),
    "usage.period_decide": (
        "--decide cần --ledger và --as; --reason, --paper và --signed chỉ đi với --decide.",
        "--decide needs --ledger and --as; --reason, --paper and --signed go with --decide only.",
    ),
    "usage.month": (
        "“{value}” không dùng được cho {name}; hãy viết tháng, ví dụ 03/2026.",
        "“{value}” is not allowed for {name}; write a month, such as 03/2026.",
    ),
    # What there is to rate by
    "periods.no_rule": (
        "khung {id} không nêu cách xếp loại {span}; quy định ấy không nói gì về kỳ này. Muốn theo khung khác thì nêu bằng --framework.",
        "the framework {id} names no rule for {span}; that regulation says nothing of it. Another framework is named by --framework.",
    ),
    "periods.no_rule_said": (
        "khung {id} không xếp loại {span}: “{reason}”. Muốn theo khung khác thì nêu bằng --framework.",
        "the framework {id} does not rate {span}: “{reason}”. Another framework is named by --framework.",
    ),
    "periods.no_framework": (
        "không khung nào đang có hiệu lực ngày {date}; nêu khung bằng --framework.",
        "no framework is in force on {date}; name one by --framework.",
    ),
    "periods.no_cell": (
        "không thấy chi bộ “{cell}” trong những gì được đọc, cũng không có trong danh sách chi bộ; các chi bộ có: {cells}.",
        "the cell “{cell}” is in nothing that was read, nor in the register; cells there are: {cells}.",
    ),
    "periods.nothing": (
        "không có hồ sơ nào của {span} để xếp loại.",
        "there is no record of {span} to rate by.",
    ),
    "periods.no_such_rating": (
        "{title} không có mức “{name}”; các mức: {allowed}.",
        "{title} has no rating “{name}”; there are: {allowed}.",
    ),
    "periods.not_decided": (
        "chưa biết chi bộ hoạt động những tháng nào nên chưa quyết định được; ghi --active hoặc --register.",
        "it is not known in which months the cell was active, so nothing can be decided; give --active or --register.",
    ),
    "periods.active": (
        "“{text}” không phải các tháng hoạt động của {span}; viết tháng đầu và tháng cuối như {months}, hoặc all.",
        "“{text}” are no months of {span}; write the first and the last month, as {months}, or all.",
    ),
    # Spans
    "periods.year": ("năm {year}", "{year}"),
    "periods.half_1": ("6 tháng đầu năm {year}", "first half of {year}"),
    "periods.half_2": ("6 tháng cuối năm {year}", "second half of {year}"),
    "periods.quarter": ("quý {number} năm {year}", "quarter {number} of {year}"),
    "periods.one_month": ("tháng {month}", "{month}"),
    "periods.month": ("tháng {month}", "month {month}"),
    # Results
    "periods.heading": ("{title}, {span}: {cell}", "{title}, {span}: {cell}"),
    "periods.rated": ("Xếp loại: {rating}.", "Rating: {rating}."),
    "periods.certain": ("Chắc chắn {rating}.", "Certainly {rating}."),
    "periods.open": ("Chưa xếp loại được; còn có thể: {possible}.", "Not rated yet; possible: {possible}."),
    "periods.unresolved": ("Chưa xếp loại: {reason}.", "Unresolved: {reason}."),
    "periods.not_rated": ("Không xếp loại: {reason}.", "Not rated: {reason}."),
    "periods.asked": (
        "Chưa xếp loại: chưa biết chi bộ hoạt động những tháng nào; nếu hoạt động suốt kỳ thì còn có thể: {possible}.",
        "Not rated: it is not known in which months the cell was active; if in all of them, possible: {possible}.",
    ),
    "periods.unrated": ("Không mức nào áp dụng được.", "No rating applies."),
    # Reasons
    "periods.out": ("Không đạt {rating}, vì {why}.", "Not {rating}, since {why}."),
    "periods.out_now": ("Không còn đạt được {rating}, vì {why}.", "{rating} is out of reach by now, since {why}."),
    "periods.stated": ("“{text}”", "“{text}”"),
    "periods.at_most_now": ("nhiều nhất còn được {what}, cần {need}", "{what} at most, {need} needed"),
    "periods.at_least_now": ("đã có {what}, cần {need}", "{what} already, {need} needed"),
    "periods.not_together": ("các điều kiện không thể cùng đạt", "its conditions cannot be met together"),
    "periods.gate_holds": ("Đã đạt: {title}.", "Met: {title}."),
    "periods.enough": ("Đủ {kept}; {rest}", "{kept} is enough; {rest}"),
    "periods.because": ("Có {kept}.", "There are {kept}."),
    "periods.if_month": ("đạt {rating} nếu {month} {ways}.", "{rating} if {month} is {ways}."),
    "periods.needs": (
        "để đạt {rating} còn cần ít nhất {ways} trong {count} tháng.",
        "{rating} still needs at least {ways} in {count} months.",
    ),
    "periods.may": ("còn có thể đạt {rating}.", "{rating} is still possible."),
    "periods.not_sure": (
        "còn có thể đạt {rating}, nhưng riêng xếp loại các tháng còn lại chưa đủ để chắc chắn.",
        "{rating} is still possible, but no ratings of the open months make it certain.",
    ),
    "periods.and": ("{first} và {last}", "{first} and {last}"),
    "periods.or": ("{first}, hoặc {last}", "{first}, or {last}"),
    "periods.from": ("từ {rating}", "{rating} or better"),
    "periods.anything": ("mức nào cũng được", "any rating"),
    "periods.records_is": ("{number} kỳ {rating}", "{number} × {rating}"),
    "periods.records_at_least": ("{number} kỳ từ {rating}", "{number} × {rating} or better"),
    "periods.records_above": ("{number} kỳ trên {rating}", "{number} × above {rating}"),
    "periods.records_at_most": ("{number} kỳ từ {rating} trở xuống", "{number} × {rating} or worse"),
    "periods.records_below": ("{number} kỳ dưới {rating}", "{number} × below {rating}"),
    "periods.amount": ("{title}: {number}", "{title}: {number}"),
    "periods.between": ("{least} đến {most}", "{least} to {most}"),
    "periods.end_at_least": ("từ {number}", "at least {number}"),
    "periods.end_above": ("trên {number}", "above {number}"),
    "periods.end_at_most": ("không quá {number}", "at most {number}"),
    "periods.end_below": ("dưới {number}", "below {number}"),
    # Notes
    "periods.ask_active": (
        "Cần biết: {span} chi bộ hoạt động những tháng nào (ghi --active all, --active 2026-03..2026-12, hoặc danh sách chi bộ).",
        "To be told: in which months of {span} the cell was active (--active all, --active 2026-03..2026-12, or a register).",
    ),
    "periods.part": ("Hoạt động {count} trong {all} tháng.", "Active in {count} of {all} months."),
    "periods.inherited": (
        "Khống chế theo sang từ chi bộ tiền thân {cell}: {reason}.",
        "A cap follows from the former cell {cell}: {reason}.",
    ),
    "periods.foreign": (
        "{months}: hồ sơ chấm theo khung {framework}, không phải {allowed}; xếp loại ấy coi như chưa biết.",
        "{months}: scored by {framework}, not {allowed}; such a rating counts as unknown.",
    ),
    "periods.doubled": ("{month} có {count} hồ sơ; đều được tính.", "{month} has {count} records; each counts."),
    "periods.unreported": ("Chưa báo cáo: tháng {months}.", "Not reported: months {months}."),
    "periods.undecided": ("Chưa có xếp loại: tháng {months}.", "Without a rating: months {months}."),
    "periods.overruled": (
        "{month}: quyết định {rating}; máy tính: {computed}.",
        "{month}: decided {rating}; computed: {computed}.",
    ),
    "periods.overruled_because": (
        "{month}: quyết định {rating}; máy tính: {computed}; lý do: {reason}",
        "{month}: decided {rating}; computed: {computed}; reason: {reason}",
    ),
    "periods.no_computed": ("chưa chắc chắn mức nào", "no rating is certain"),
    "periods.not_held": ("{month}: sổ ghi là không họp.", "{month}: noted as not held."),
    "periods.not_held_unsaid": (
        "{month}: sổ ghi là không họp; khung không nói tháng không họp được tính thế nào.",
        "{month}: noted as not held; the framework does not say what such a month counts.",
    ),
    "periods.was_not_held": ("không họp", "not held"),
    "periods.state_held": ("đã họp", "held"),
    "periods.state_not_held": ("không họp", "not held"),
    "periods.state_unknown": ("chưa báo cáo", "not reported"),
    "periods.state_outside": ("không hoạt động", "not active"),
    "periods.state_undecided": ("chưa xếp loại", "not rated"),
    # Tables and paper
    "periods.column_month": ("Tháng", "Month"),
    "periods.column_day": ("Ngày họp", "Date"),
    "periods.column_kind": ("Loại sinh hoạt", "Kind"),
    "periods.column_total": ("Số điểm", "Points"),
    "periods.column_rating": ("Xếp loại", "Rating"),
    "periods.sheet_title": ("Phiếu {title}", "{title}"),
    "periods.list_title": ("Bảng tổng hợp {title}", "Summary: {title}"),
    "periods.column_number": ("STT", "No."),
    "periods.column_cell": ("Tên đơn vị", "Unit"),
    "periods.column_given": ("Số kỳ đã xếp loại", "Rated meetings"),
    "periods.column_result": ("Xếp loại kỳ", "Rating of the period"),
    "periods.column_notes": ("Ghi chú (lý do)", "Notes (reason)"),
    "periods.list_rated": (
        "Đã xếp loại {count} trong {all} chi bộ ({share}).",
        "{count} of {all} cells rated ({share}).",
    ),
    "periods.list_of_rating": ("{rating}: {count} chi bộ", "{rating}: {count} cells"),
    "periods.list_not_rated": ("Chưa xếp loại: {count} chi bộ: {names}.", "Not rated: {count} cells: {names}."),
    "periods.recorded": (
        "Đã ghi vào sổ ở mục {number}: {cell}, {span}: {rating}.",
        "Recorded as entry {number}: {cell}, {span}: {rating}.",
    ),
}
