"""The sentence of every fault: what is wrong, and what may stand there. Vietnamese first, then English."""

FAULTS: dict[str, tuple[str, str]] = {
    "place": ("{file}, dòng {line}, cột {column}", "{file}, line {line}, column {column}"),
    # Files
    "file.missing": ("không tìm thấy tệp này.", "there is no such file."),
    "file.directory": ("đây là thư mục, cần một tệp.", "this is a directory; a file is needed."),
    "file.unreadable": ("không đọc được tệp: {reason}.", "the file cannot be read: {reason}."),
    "file.unwritable": ("không ghi được tệp: {reason}.", "the file cannot be written: {reason}."),
    "file.no_directory": (
        "không ghi được: thư mục chứa tệp không có.",
        "it cannot be written: its directory is not there.",
    ),
    "file.no_permission": (
        "không ghi được: không có quyền ghi ở đây.",
        "it cannot be written: writing is not permitted here.",
    ),
    "file.disk_full": ("không ghi được: hết chỗ trên đĩa.", "it cannot be written: the disk is full."),
    "file.too_large": ("tệp lớn hơn mức cho phép {maximum} KB.", "the file is larger than {maximum} KB."),
    "file.empty": ("tệp trống.", "the file is empty."),
    "file.utf16": (
        "tệp lưu theo mã UTF-16; hãy lưu lại theo mã UTF-8.",
        "the file is stored as UTF-16; save it as UTF-8.",
    ),
    "file.not_utf8": (
        "byte {byte} không phải chữ UTF-8; tệp có thể lưu theo mã Windows-1258, TCVN3 hoặc VNI, hãy chuyển sang Unicode (UTF-8).",
        "byte {byte} is not UTF-8; the file may be Windows-1258, TCVN3 or VNI: convert it to Unicode (UTF-8).",
    ),
    "text.nfd": (
        "chữ “{text}” ở dạng Unicode tổ hợp (NFD); hãy gõ lại hoặc chuyển sang Unicode dựng sẵn (NFC).",
        "“{text}” is decomposed Unicode (NFD); type it again or convert it to composed Unicode (NFC).",
    ),
    # YAML
    "yaml.tab": ("có ký tự tab; hãy thụt dòng bằng dấu cách.", "there is a tab; indent with spaces."),
    "yaml.syntax": ("sai cú pháp YAML: {problem}.", "YAML syntax error: {problem}."),
    "yaml.character": ("ký tự điều khiển {code} không được phép.", "control character {code} is not allowed."),
    "yaml.documents": (
        "tệp có hơn một tài liệu YAML (---); chỉ được một.",
        "more than one YAML document (---); only one is allowed.",
    ),
    "yaml.not_mapping": ("nội dung phải là các dòng “khóa: giá trị”.", "the content must be lines of “key: value”."),
    "yaml.too_deep": ("lồng nhau sâu hơn {maximum} tầng.", "nested deeper than {maximum} levels."),
    "yaml.too_many": ("có hơn {maximum} giá trị.", "more than {maximum} values."),
    "yaml.alias": (
        "không được dùng neo và tham chiếu (& *) “{name}”; hãy viết lại nội dung.",
        "anchors and aliases (& *) “{name}” are not allowed; write the content out.",
    ),
    "yaml.tag": ("không được dùng thẻ “{tag}”.", "the tag “{tag}” is not allowed."),
    "yaml.duplicate_key": ("khóa “{key}” đã có ở dòng {line}.", "the key “{key}” stands already on line {line}."),
    "yaml.key": ("khóa phải là chữ đơn giản.", "a key must be plain text."),
    # Scalars
    "scalar.text": ("cần chữ, không phải danh sách hay nhóm.", "text is needed, not a list or a mapping."),
    "scalar.empty": ("chữ để trống.", "the text is empty."),
    "scalar.text_ambiguous": (
        '“{text}” không có ngoặc kép dễ bị hiểu là có/không; nếu đúng là chữ, hãy viết "{text}".',
        'unquoted “{text}” can be taken for yes or no; if it is text, write "{text}".',
    ),
    "scalar.count": ("“{text}” không phải số nguyên từ 0 trở lên.", "“{text}” is not a whole number from 0 on."),
    "scalar.number": ("“{text}” không phải số.", "“{text}” is not a number."),
    "scalar.decimals": ("“{text}” có hơn {allowed} chữ số thập phân.", "“{text}” has more than {allowed} decimals."),
    "scalar.points": (
        "“{text}” không phải số điểm; cần số từ 0 trở lên, nhiều nhất hai chữ số thập phân, ví dụ 7,5.",
        "“{text}” is not a number of points; a number from 0 on with at most two decimals is needed, such as 7.5.",
    ),
    "scalar.date": (
        "“{text}” không phải ngày; viết năm-tháng-ngày như 2025-11-05, hoặc ngày/tháng/năm như 05/11/2025.",
        "“{text}” is not a date; write 2025-11-05, or day/month/year as in 05/11/2025.",
    ),
    "scalar.no_such_date": ("không có ngày “{text}” trong lịch.", "there is no day “{text}” in the calendar."),
    "scalar.time": (
        "“{text}” không phải giờ; viết như 19:30 hoặc 19h30.",
        "“{text}” is not a time; write 19:30 or 19h30.",
    ),
    "scalar.period": (
        "“{text}” không phải kỳ; viết năm-tháng như 2025-11.",
        "“{text}” is not a period; write year-month as in 2025-11.",
    ),
    "scalar.yes_no": (
        "“{text}” không phải câu trả lời có/không; viết yes hoặc no (có hoặc không).",
        "“{text}” is not an answer; write yes or no.",
    ),
    "scalar.word": (
        "“{text}” không có trong danh sách; được phép: {allowed}.",
        "“{text}” is not in the list; allowed: {allowed}.",
    ),
    # Shape of a framework file
    "shape.missing": ("thiếu “{name}”.", "“{name}” is missing."),
    "shape.unknown_key": (
        "không có khóa “{name}” ở đây; được phép: {allowed}.",
        "there is no key “{name}” here; allowed: {allowed}.",
    ),
    "shape.choice": ("“{text}” không được phép; được phép: {allowed}.", "“{text}” is not allowed; allowed: {allowed}."),
    "shape.pattern": (
        "“{text}” không đúng dạng tên; được phép: {allowed}.",
        "“{text}” is not a well-formed name; allowed: {allowed}.",
    ),
    "shape.too_few": (
        "“{name}” có quá ít mục; cần ít nhất {min_length}.",
        "“{name}” has too few items; at least {min_length} needed.",
    ),
    "shape.too_many": (
        "“{name}” có quá nhiều mục; nhiều nhất {max_length}.",
        "“{name}” has too many items; at most {max_length}.",
    ),
    "shape.positive": ("“{name}” phải lớn hơn 0.", "“{name}” must be greater than 0."),
    "shape.list": (
        "“{name}” phải là danh sách (các dòng bắt đầu bằng “-”).",
        "“{name}” must be a list (lines that start with “-”).",
    ),
    "shape.mapping": ("“{name}” phải là nhóm các dòng “khóa: giá trị”.", "“{name}” must be lines of “key: value”."),
    "shape.text": ("“{name}” phải là chữ.", "“{name}” must be text."),
    "shape.other": ("“{name}” không đúng ({type}).", "“{name}” is not right ({type})."),
    # Meaning of a framework file
    "framework.notice_needed": (
        "khung dựng lại phải có “notice”: dòng in trên mọi phiếu.",
        "a reconstructed framework needs “notice”: the line printed on every sheet.",
    ),
    "framework.in_force_reversed": (
        "ngày hết hiệu lực trước ngày có hiệu lực.",
        "the last day in force is before the first.",
    ),
    "framework.two_ends": (
        "mỗi đầu của khoảng chỉ viết một cách: at_least hoặc above, at_most hoặc below.",
        "each end of a range is written once: at_least or above, at_most or below.",
    ),
    "framework.empty_range": ("khoảng này không chứa số nào.", "no number lies in this range."),
    "framework.condition_subject": (
        "điều kiện cần đúng một trong: {allowed}; đang có: {given}.",
        "a condition needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.condition_combined": (
        "all, any, not không đi cùng phép so sánh ({given}).",
        "all, any and not take no comparison ({given}).",
    ),
    "framework.condition_test": (
        "điều kiện cần đúng một phép so sánh: is, in, at, hoặc at_least/above/at_most/below.",
        "a condition needs exactly one comparison: is, in, at, or at_least/above/at_most/below.",
    ),
    "framework.condition_at": (
        "“at: maximum” chỉ dùng cho criterion hoặc group.",
        "“at: maximum” goes with criterion or group only.",
    ),
    "framework.measure_operation": (
        "số đo cần đúng một phép tính trong: {allowed}; đang có: {given}.",
        "a measure needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.choose_last": (
        "trong choose, dòng cuối không có “when”, các dòng trước đều có.",
        "in choose the last line has no “when” and the earlier ones do.",
    ),
    "framework.scoring": (
        "tiêu chí cần đúng một cách chấm trong: {allowed}; đang có: {given}.",
        "a criterion needs exactly one way of scoring: {allowed}; given: {given}.",
    ),
    "framework.step_unused": ("“step” chỉ dùng với “judged: points”.", "“step” goes with “judged: points” only."),
    "framework.cap_effect": (
        "cần đúng một trong: {allowed}; đang có: {given}.",
        "exactly one of {allowed} is needed; given: {given}.",
    ),
    "framework.circle": (
        "các số đo hoặc điều kiện phụ thuộc vòng tròn: {names}.",
        "measures or conditions depend on each other in a circle: {names}.",
    ),
    "framework.repeated_id": ("mã “{id}” đã dùng trước đó.", "the id “{id}” is used before."),
    "framework.measure_hides_field": (
        "số đo “{name}” trùng tên một trường của hồ sơ; hãy đặt tên khác.",
        "the measure “{name}” has the name of a record field; choose another.",
    ),
    "framework.unknown_name": ("không có “{name}”; được phép: {allowed}.", "there is no “{name}”; allowed: {allowed}."),
    "framework.wrong_role": (
        "“{name}” là loại {role}, không dùng được ở đây; được phép: {allowed}.",
        "“{name}” is of kind {role} and cannot stand here; allowed: {allowed}.",
    ),
    "framework.score_test": (
        "điểm chỉ so bằng at_least, above, at_most, below hoặc at.",
        "points compare by at_least, above, at_most, below or at only.",
    ),
    "framework.in_needs_words": (
        "“in” chỉ dùng cho trường chọn từ; “{name}” là số.",
        "“in” is for words; “{name}” is a number.",
    ),
    "framework.words_need_is": (
        "“{name}” so bằng “is” hoặc “in”; được phép: {allowed}.",
        "“{name}” compares by “is” or “in”; allowed: {allowed}.",
    ),
    "framework.open_level": (
        "mức điểm cần ít nhất một đầu: at_least, above, at_most hoặc below.",
        "a level needs an end: at_least, above, at_most or below.",
    ),
    "framework.no_points": (
        "khung không có “points” thì không dùng điểm ở đây; chỉ dùng holds hoặc judged: yes_no.",
        "a framework without “points” has none here; only holds or judged: yes_no.",
    ),
    "framework.points_above_maximum": (
        "{points} điểm lớn hơn điểm tối đa {maximum}.",
        "{points} points are more than the maximum {maximum}.",
    ),
    "framework.points_off_step": (
        "{points} điểm không phải bội của bước {step}.",
        "{points} points are not a multiple of the step {step}.",
    ),
    "framework.sum": (
        "các phần cộng lại là {sum}, không khớp {declared} đã ghi.",
        "the parts sum to {sum}, which does not fit the declared {declared}.",
    ),
    "framework.bonus_unsaid": (
        "có điểm thưởng ngoài thang; ghi bonus_above_maximum: allowed hoặc capped.",
        "there is a bonus outside the scale; say bonus_above_maximum: allowed or capped.",
    ),
    "framework.mixed_exclusion": (
        "một khung chỉ dùng một cách bỏ tiêu chí ra khỏi tổng: {allowed}.",
        "one framework takes criteria out of the total in one way only: {allowed}.",
    ),
    # Catalog
    "catalog.unknown": (
        "không có khung tiêu chí “{id}”; đang có: {allowed}.",
        "there is no framework “{id}”; there are: {allowed}.",
    ),
    "catalog.id_mismatch": (
        "tệp ghi mã “{id}” nhưng nằm ở chỗ của “{expected}”.",
        "the file says “{id}” but stands in the place of “{expected}”.",
    ),
    "catalog.none_in_force": (
        "không có khung tiêu chí nào cho ngày {date}, đơn vị {organisation}, loại sinh hoạt {kind}; đang có hiệu lực ngày đó: {names}. "
        "Ghi “organisation”, hoặc nêu đích danh bằng “framework”.",
        "no framework scores {date}, organisation {organisation}, kind {kind}; in force that day: {names}. Give “organisation”, or name one by “framework”.",
    ),
    "catalog.several_in_force": (
        "có nhiều khung tiêu chí cho ngày {date}, đơn vị {organisation}, loại sinh hoạt {kind}: {names}. Hãy nêu đích danh bằng “framework”.",
        "several frameworks score {date}, organisation {organisation}, kind {kind}: {names}. Name one by “framework”.",
    ),
    # Record
    "record.unknown_field": (
        "không có trường “{name}”; gần giống: {close}. Các trường được phép: {allowed}.",
        "there is no field “{name}”; similar: {close}. Allowed: {allowed}.",
    ),
    "record.unknown_key": (
        "không có “{name}” ở đây; được phép: {allowed}.",
        "there is no “{name}” here; allowed: {allowed}.",
    ),
    "record.unknown_criterion": (
        "khung {framework} không có tiêu chí “{name}”; các tiêu chí: {allowed}.",
        "the framework {framework} has no criterion “{name}”; its criteria: {allowed}.",
    ),
    "record.computed": (
        "tiêu chí {name} được tính từ số liệu của hồ sơ, không nhập câu trả lời.",
        "criterion {name} is computed from the record's facts and takes no answer.",
    ),
    "record.parts": (
        "tiêu chí {name} trả lời theo từng ý: {allowed}.",
        "criterion {name} is answered part by part: {allowed}.",
    ),
    "record.points_above": (
        "{text} điểm lớn hơn điểm tối đa {allowed}.",
        "{text} points are more than the maximum {allowed}.",
    ),
    "record.points_off_step": (
        "{text} điểm không phải bội của bước {allowed}.",
        "{text} points are not a multiple of the step {allowed}.",
    ),
    "record.members_sum": (
        "tổng số đảng viên {total} khác chính thức {official} + dự bị {probationary} = {sum}.",
        "members in total {total}, but official {official} + probationary {probationary} = {sum}.",
    ),
    "record.attendance_sum": (
        "có mặt {present} + vắng có lý do {excused} + vắng không lý do {unexcused} = {sum}; phải từ {least} đến {most} theo số đảng viên đã ghi.",
        "present {present} + excused {excused} + unexcused {unexcused} = {sum}; by the members given it must be from {least} to {most}.",
    ),
    "record.more_than": (
        "“{part}” là {value}, lớn hơn “{whole}” là {limit}.",
        "“{part}” is {value}, more than “{whole}”, which is {limit}.",
    ),
    "record.times_reversed": (
        "giờ kết thúc {end} không sau giờ bắt đầu {start}; kỳ họp không kéo qua nửa đêm.",
        "the end {end} is not after the start {start}; a meeting does not run past midnight.",
    ),
    "record.finalised_before": (
        "ngày hoàn thiện văn bản {finalised} trước ngày họp {date}.",
        "the papers were finished on {finalised}, before the meeting on {date}.",
    ),
    "record.future": ("ngày {date} ở tương lai (hôm nay {today}).", "{date} lies in the future (today is {today})."),
    "record.cannot_choose": (
        "thiếu “{name}” nên chưa chọn được khung tiêu chí; hãy ghi thêm, hoặc nêu đích danh bằng “framework”.",
        "“{name}” is missing, so no framework can be chosen; give it, or name one by “framework”.",
    ),
    "record.not_a_record": (
        "tệp không phải khung tiêu chí (có “groups”) cũng không phải hồ sơ.",
        "the file is neither a framework (with “groups”) nor a record.",
    ),
    # Engine
    "inference.conflict": (
        "khung tiêu chí mâu thuẫn: hai quy tắc “{first}” và “{second}” cho hai kết quả khác nhau của “{fact}”; không chấm.",
        "the framework contradicts itself: the rules “{first}” and “{second}” conclude different values of “{fact}”; nothing is scored.",
    ),
    "inference.build": (
        "bộ suy diễn không nhận quy tắc từ “{rule}”: {reason}.",
        "the rule engine does not take the rules from “{rule}” on: {reason}.",
    ),
    "inference.too_large": ("giá trị {value} quá lớn.", "the value {value} is too large."),
    "inference.refused": (
        "bộ suy diễn từ chối số liệu (mã {number}) ở tầng của “{rule}”; không chấm.",
        "the rule engine refused the facts (code {number}) at “{rule}”; nothing is scored.",
    ),
    "inference.failed": (
        "bộ suy diễn gặp lỗi ở tầng của “{rule}”: {reason}; không chấm.",
        "the rule engine failed at “{rule}”: {reason}; nothing is scored.",
    ),
    "inference.unfinished": (
        "bộ suy diễn dừng giữa chừng ở tầng của “{rule}”; không chấm.",
        "the rule engine stopped short at “{rule}”; nothing is scored.",
    ),
}
