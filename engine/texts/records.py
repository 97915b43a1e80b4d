"""The sentences of faults in records, what is odd in one and changes no point, and the words that these are made with.

Vietnamese first, then English.
"""

RECORD_FAULTS: dict[str, tuple[str, str]] = {
    # Texts
    "text.hidden": (
        "ký tự thứ {number} của “{text}” là {character} ({hidden}), không được phép; hãy xóa đi hoặc gõ lại.",
        "character {number} of “{text}” is {character} ({hidden}), which is not allowed; delete it or type the text again.",
    ),
    "text.lost": (
        "“{text}” có chữ đã bị mất khi lưu hoặc chuyển mã (thay bằng dấu hỏi); hãy gõ lại cho đủ dấu.",
        "“{text}” has letters that were lost when it was stored or converted (question marks stand for them); type it again.",
    ),
    "text.misread": (
        "“{text}” đọc sai mã chữ, có lẽ là “{allowed}”; hãy gõ lại, hoặc mở và lưu lại tệp gốc theo Unicode (UTF-8).",
        "“{text}” was read in a wrong encoding and may be “{allowed}”; type it again, or store the original as Unicode (UTF-8).",
    ),
    # Scalars
    "scalar.text": ("cần chữ, không phải danh sách hay nhóm.", "text is needed, not a list or a mapping."),
    "scalar.text_too_long": (
        "chữ dài quá {allowed} ký tự; hãy rút gọn, phần còn lại để trong minh chứng.",
        "the text has more than {allowed} characters; shorten it and keep the rest elsewhere.",
    ),
    "record.too_many_texts": (
        "có {count} mục, nhiều quá; ghi tối đa {most}.",
        "there are {count} items, which is too many; give {most} at most.",
    ),
    "scalar.empty": (
        "trong ngoặc kép không có gì; nếu chưa có thì bỏ trống hẳn, không ngoặc (trong JSON: null).",
        "there is nothing between the quotes; what is not known is left blank, without quotes (in JSON: null).",
    ),
    "scalar.text_ambiguous": (
        '“{text}” không có ngoặc kép dễ bị hiểu là có/không; nếu đúng là chữ, hãy viết "{text}".',
        'unquoted “{text}” can be taken for yes or no; if it is text, write "{text}".',
    ),
    "scalar.no_name": (
        "“{text}” không phải tên hay mã; hãy ghi cho đúng, chưa biết thì để trống.",
        "“{text}” is no name and no id; write it, or leave it blank where it is not known.",
    ),
    "scalar.count": ("“{text}” không phải số nguyên từ 0 trở lên.", "“{text}” is not a whole number from 0 on."),
    "scalar.unit": (
        "“{text}” ghi đơn vị khác; ở đây cần số tính bằng “{allowed}”.",
        "“{text}” has another unit; a number of “{allowed}” is needed here.",
    ),
    "scalar.ambiguous": (
        "“{text}” có thể hiểu là {first} hoặc {second}; hãy ghi rõ một cách.",
        "“{text}” may mean {first} or {second}; write it so that it means one.",
    ),
    "scalar.too_large": ("số “{text}” quá lớn.", "the number “{text}” is too large."),
    "scalar.number": ("“{text}” không phải số.", "“{text}” is not a number."),
    "scalar.percent_sign": (
        "“{text}” có dấu %; tỷ lệ phần trăm viết bằng số: {allowed}.",
        "“{text}” has a percent sign; a percentage is written as a number: {allowed}.",
    ),
    "scalar.decimals": ("“{text}” có hơn {allowed} chữ số thập phân.", "“{text}” has more than {allowed} decimals."),
    "scalar.off_step": (
        "“{text}” không theo bước {points}; ví dụ đúng: {right}.",
        "“{text}” does not go in steps of {points}; such as {right}.",
    ),
    "scalar.below": (
        "“{text}” quá nhỏ; ở đây ít nhất là {points}.",
        "“{text}” is too small; here it is {points} or more.",
    ),
    "scalar.above": (
        "“{text}” quá lớn; ở đây nhiều nhất là {points}.",
        "“{text}” is too large; here it is {points} or less.",
    ),
    "scalar.period_of": (
        "“{text}” không phải kỳ của hồ sơ này; ở đây cần: {period_kinds}.",
        "“{text}” is no period of such a record; needed: {period_kinds}.",
    ),
    "scalar.points": (
        "“{text}” không phải số điểm; cần số từ 0 trở lên, nhiều nhất hai chữ số thập phân, ví dụ 7,5.",
        "“{text}” is not a number of points; a number from 0 on with at most two decimals is needed, such as 7.5.",
    ),
    "scalar.signed_points": (
        "“{text}” không phải số điểm; cần một số, nhiều nhất hai chữ số thập phân, có thể âm, ví dụ 7,5 hoặc -2.",
        "“{text}” is not a number of points; a number with at most two decimals is needed, such as 7.5 or -2.",
    ),
    "scalar.points_of": (
        "“{text}” tính trên điểm tối đa khác với điểm tối đa của tiêu chí.",
        "“{text}” is out of another maximum than the criterion's.",
    ),
    "scalar.date": (
        "“{text}” không phải ngày; viết ngày/tháng/năm như 05/11/2025, hoặc năm-tháng-ngày như 2025-11-05.",
        "“{text}” is not a date; write day/month/year as in 05/11/2025, or 2025-11-05.",
    ),
    "scalar.date_no_year": (
        "“{text}” thiếu năm; viết ngày/tháng/năm như 05/11/2025.",
        "“{text}” lacks the year; write day/month/year as in 05/11/2025.",
    ),
    "scalar.date_with_time": (
        "“{text}” có cả giờ; ở đây chỉ ghi ngày: {allowed}.",
        "“{text}” has a time of day; only the day is asked for here: {allowed}.",
    ),
    "scalar.date_month_first": (
        "“{text}” không có trong lịch; nếu đó là ngày {allowed} (ngày trước, tháng sau) thì hãy ghi như vậy.",
        "there is no day “{text}”, whose month comes second; if {allowed} is meant (day first), write that.",
    ),
    "scalar.year_short": (
        "“{text}” ghi năm bằng hai chữ số; hãy ghi đủ bốn chữ số, ví dụ {allowed}.",
        "“{text}” has two digits of a year; write all four, such as {allowed}.",
    ),
    "scalar.weekday": (
        "“{text}”: ngày {allowed} không phải là thứ ghi ở đây.",
        "“{text}”: {allowed} is another day of the week.",
    ),
    "scalar.no_such_date": ("không có ngày “{text}” trong lịch.", "there is no day “{text}” in the calendar."),
    "scalar.time": (
        "“{text}” không phải giờ; viết như 19:30 hoặc 19h30.",
        "“{text}” is not a time; write 19:30 or 19h30.",
    ),
    "scalar.time_seconds": (
        "“{text}” có cả giây; chỉ ghi giờ và phút, như 19:30.",
        "“{text}” has seconds; write hours and minutes only, such as 19:30.",
    ),
    "scalar.time_with_date": (
        "“{text}” có cả ngày; ở đây chỉ ghi giờ, như 19:30.",
        "“{text}” has a day; only the time is asked for here, such as 19:30.",
    ),
    "scalar.period": (
        "“{text}” không phải kỳ (tháng và năm); viết như 11/2025 hoặc 2025-11.",
        "“{text}” is not a period (month and year); write 11/2025 or 2025-11.",
    ),
    "scalar.yes_no": (
        "“{text}” không phải câu trả lời có/không; viết “có” hoặc “không”.",
        "“{text}” is neither yes nor no; write yes or no.",
    ),
    "scalar.word": (
        "“{text}” không có trong danh sách; được phép: {allowed}.",
        "“{text}” is not in the list; allowed: {allowed}.",
    ),
    # Record
    "record.unknown_field": (
        "không có trường “{name}”; gần giống: {close}.",
        "there is no field “{name}”; similar: {close}.",
    ),
    "record.no_such_field": (
        "không có trường “{name}”; lệnh “{chamdiem} new-record” tạo hồ sơ trống có các trường cần ghi.",
        "there is no field “{name}”; “{chamdiem} new-record” makes a blank record with the fields to fill in.",
    ),
    "record.unknown_key": (
        "không có “{name}” ở đây; được phép: {allowed}.",
        "there is no “{name}” here; allowed: {allowed}.",
    ),
    "record.unknown_criterion": (
        "khung {framework} không có tiêu chí “{name}”; các tiêu chí: {allowed}.",
        "the framework {framework} has no criterion “{name}”; its criteria: {allowed}.",
    ),
    "record.unknown_criterion_too": (
        "khung {framework} không có tiêu chí “{name}”.",
        "the framework {framework} has no criterion “{name}”.",
    ),
    "record.computed": (
        "tiêu chí {name} được tính từ số liệu của hồ sơ, không nhập câu trả lời.",
        "criterion {name} is computed from the record's facts and takes no answer.",
    ),
    "record.not_asked": (
        "tiêu chí {name} chỉ hỏi ở lớp: {allowed}; lớp này không trả lời.",
        "criterion {name} is asked of these layers only: {allowed}; this one does not answer it.",
    ),
    "record.parts": (
        "tiêu chí {name} trả lời theo từng ý: {allowed}.",
        "criterion {name} is answered part by part: {allowed}.",
    ),
    "record.points_above": (
        "{text} điểm lớn hơn điểm tối đa {points}.",
        "{text} points are more than the maximum {points}.",
    ),
    "record.points_below": (
        "{text} điểm thấp hơn điểm thấp nhất {points}.",
        "{text} points are less than the minimum {points}.",
    ),
    "record.points_off_step": (
        "{text} điểm không chia hết cho bước điểm {points}.",
        "{text} points are not a multiple of the step {points}.",
    ),
    "record.members_sum": (
        "tổng số đảng viên {total} khác chính thức {official} + dự bị {probationary} = {sum}.",
        "members in total {total}, but official {official} + probationary {probationary} = {sum}.",
    ),
    "record.attendance_sum": (
        "có mặt {present} + vắng có lý do {excused} + vắng không lý do {unexcused} = {sum}; phải từ {least} đến {most} theo số đảng viên đã ghi (và “Sinh hoạt tạm thời chuyển đến”).",
        "present {present} + excused {excused} + unexcused {unexcused} = {sum}; by the members given (and “Temporary members, in”) it must be from {least} to {most}.",
    ),
    "record.more_than": (
        "“{part}” là {value}, lớn hơn “{whole}” là {limit}.",
        "“{part}” is {value}, more than “{whole}”, which is {limit}.",
    ),
    "record.other_subject": (
        "hồ sơ ghi “{name}”, mà khung tiêu chí chấm “{subject}”.",
        "the record says “{name}”, and the framework scores “{subject}”.",
    ),
    "record.unknown_subject": (
        "không có khung nào chấm “{name}”; có: {allowed}.",
        "no framework scores “{name}”; there are: {allowed}.",
    ),
    "record.later": (
        "{lesser} ({said}) sau {greater} ({end}).",
        "{lesser} ({said}) is later than {greater} ({end}).",
    ),
    "record.above": (
        "{lesser} ({said}) lớn hơn {greater} ({end}).",
        "{lesser} ({said}) is more than {greater} ({end}).",
    ),
    "record.attendance_most": (
        "có mặt và vắng đã ghi cộng lại là {sum}, nhiều hơn {most} người theo “Tổng số đảng viên” (và “Sinh hoạt tạm thời chuyển đến”).",
        "those present and absent so far are {sum}, more than the {most} of “Members, total” (and “Temporary members, in”).",
    ),
    "record.not_due_sum": (
        "miễn sinh hoạt, nhiệm vụ đặc biệt, đình chỉ và tạm thời chuyển đi cộng lại là {away}, lớn hơn “Tổng số đảng viên” là {total}.",
        "exempt, on special duty, suspended and temporarily away are {away} together, more than “Members, total”, which is {total}.",
    ),
    "record.criticism_longer": (
        "“Thời gian tự phê bình và phê bình” là {value} phút, dài hơn cả kỳ họp {limit} phút (từ “Giờ bắt đầu” đến “Giờ kết thúc”).",
        "“Minutes of self-criticism” is {value}, longer than the whole meeting of {limit} minutes (“Start time” to “End time”).",
    ),
    "record.far_before": (
        "“{part}” là {day}, trước “Ngày họp” {date} tới {days} ngày; hãy xem lại ngày, tháng và năm.",
        "“{part}” is {day}, {days} days before “Date” {date}; look at day, month and year again.",
    ),
    "record.date_swapped": (
        "“Ngày họp” {date} (ngày trước, tháng sau) không thuộc “Kỳ” {month}; có lẽ ngày và tháng bị đảo, đúng ra là {swapped}.",
        "“Date” {date} (day first) is not of “Period” {month}; day and month may be swapped, and {swapped} be meant.",
    ),
    "record.outside_period": (
        "“Ngày họp” {date} không thuộc “Kỳ” {month}, cũng không thuộc tháng liền kề; hãy xem lại ngày hoặc kỳ.",
        "“Date” {date} is neither of “Period” {month} nor of a month beside it; look at the date or the period again.",
    ),
    "record.future_period": (
        "“Kỳ” {span} ở tương lai (hôm nay {today}).",
        "“Period” {span} lies in the future (today is {today}).",
    ),
    "record.times_reversed": (
        "giờ kết thúc {end} không sau giờ bắt đầu {start}; kỳ họp không kéo qua nửa đêm.",
        "the end {end} is not after the start {start}; a meeting does not run past midnight.",
    ),
    "record.finalised_before": (
        "ngày hoàn thiện văn bản {finalised} trước ngày họp {date}.",
        "the papers were finished on {finalised}, before the meeting on {date}.",
    ),
    "record.future": (
        "“{part}” là {date}, ở tương lai (hôm nay {today}).",
        "“{part}” is {date}, in the future (today is {today}).",
    ),
    "record.framework_file": (
        "hồ sơ ghi mã khung tiêu chí, không ghi tệp (“{name}”); người chấm chọn tệp bằng --framework hoặc trong tệp thiết lập.",
        "a record names a framework by its id, not by a file (“{name}”); who scores chooses a file by --framework or in the settings.",
    ),
    "record.cannot_choose": (
        "thiếu “{name}” nên chưa chọn được khung tiêu chí; hãy ghi thêm, hoặc nêu đích danh bằng “framework”.",
        "“{name}” is missing, so no framework can be chosen; give it, or name one by “framework”.",
    ),
    "record.not_a_record": (
        "tệp này không phải hồ sơ (không có trường nào của hồ sơ), cũng không phải khung tiêu chí (không có “groups”).",
        "the file is neither a record (it has none of its fields) nor a framework (it has no “groups”).",
    ),
}

RECORD_WORDS: dict[str, tuple[str, str]] = {
    # Of which period a record is, and periods as people write them
    "period.month": ("tháng, ví dụ 11/2025", "a month, such as 11/2025"),
    "period.quarter": ("quý, ví dụ quý III/2026 hoặc 2026-Q3", "a quarter, such as 2026-Q3"),
    "period.half_year": ("6 tháng, ví dụ 6 tháng đầu năm 2026 hoặc 2026-H1", "a half-year, such as 2026-H1"),
    "period.year": ("năm, ví dụ 2026", "a year, such as 2026"),
    "period.term": ("nhiệm kỳ, ví dụ 2025-2030", "a term, such as 2025-2030"),
    "subject.of": ("{title} ({periods})", "{title} ({periods})"),
    "span.of_month": ("tháng", "month"),
    "span.of_quarter": ("quý", "quarter"),
    "span.of_half_year": ("6 tháng", "half-year"),
    "span.of_year": ("năm", "year"),
    "span.of_term": ("nhiệm kỳ", "term"),
    "span.of_occasion": ("từng lần", "each time"),
    "span.quarter": ("quý {number} năm {year}", "quarter {number} of {year}"),
    "span.half_year_1": ("6 tháng đầu năm {year}", "first half of {year}"),
    "span.half_year_2": ("6 tháng cuối năm {year}", "second half of {year}"),
    "span.year": ("năm {year}", "{year}"),
    "span.month": ("tháng {month}", "month {month}"),
    "span.occasion": ("ngày {day}", "{day}"),
    "span.term": ("nhiệm kỳ {years}", "term {years}"),
    # What stands behind the sentence of a fault
    "fault.meant": ("Gần giống: {meant}.", "Like it: {meant}."),
    "fault.example": ("Ví dụ: “{example}”.", "For example: “{example}”."),
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
    "history.outside": (
        "“{part}” ghi {value}, mà theo các kỳ trước thì từ {least} đến {most}. Đã xét các tháng: {months} (#: mục trong sổ, hay dòng khi chấm cả bảng; =: hồ sơ này; ?: chưa có báo cáo).",
        "“{part}” says {value}, yet by earlier months it is from {least} to {most}. Months looked at: {months} (#: entry in the ledger, or row where a whole table is scored; =: this record; ?: not reported).",
    ),
    "history.other_number": (
        "“{part}” ghi {value}, mà theo các kỳ trước thì là {least}. Đã xét các tháng: {months} (#: mục trong sổ, hay dòng khi chấm cả bảng; =: hồ sơ này; ?: chưa có báo cáo).",
        "“{part}” says {value}, yet by earlier months it is {least}. Months looked at: {months} (#: entry in the ledger, or row where a whole table is scored; =: this record; ?: not reported).",
    ),
    "history.other_answer": (
        "hồ sơ ghi khác các kỳ trước: theo các kỳ ấy, “{part}” là {answer}. Đã xét các tháng: {months} (#: mục trong sổ, hay dòng khi chấm cả bảng; =: hồ sơ này; ?: chưa có báo cáo).",
        "the record differs from earlier months: by these, “{part}” is {answer}. Months looked at: {months} (#: entry in the ledger, or row where a whole table is scored; =: this record; ?: not reported).",
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
TEXTS = {**RECORD_FAULTS, **RECORD_WORDS}
