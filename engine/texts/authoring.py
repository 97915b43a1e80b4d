"""What those who write frameworks read: cases, coverage, differences, formatting. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    # Cases
    "help.cases_html": (
        "Ghi bảng độ phủ ra tệp HTML này (một khung).",
        "Write the coverage to this HTML file (one framework).",
    ),
    "help.fail_under": (
        "Coi là không đạt khi độ phủ dưới số phần trăm này.",
        "Fail when less than this percentage is covered.",
    ),
    "help.suggest": (
        "In các trường hợp đề nghị cho những chỗ chưa thử, dạng YAML để chép vào tệp.",
        "Print suggested cases for what is not covered, as YAML to paste into the file.",
    ),
    "usage.one_framework": ("tùy chọn {name} chỉ dùng với một khung.", "the option {name} is for one framework."),
    "result.written_page": ("Đã ghi bảng độ phủ: {file}", "Coverage written: {file}"),
    "case.unknown_name": (
        "không có “{name}” trong khung; được phép: {allowed}.",
        "the framework has no “{name}”; allowed: {allowed}.",
    ),
    "case.no_period": (
        "khung {id} không có quy tắc xếp loại {span}.",
        "the framework {id} has no rule for {span}.",
    ),
    "case.outside": ("{month} không thuộc {span}.", "{month} is no month of {span}."),
    "case.held_and_not": (
        "{month} vừa có kỳ họp ở trên, vừa ghi là không họp.",
        "{month} has a meeting above, and is said to have had none.",
    ),
    "case.not_earlier": (
        "{month} không đứng trước {last}, tháng của kỳ họp này.",
        "{month} does not stand before {last}, the month of this meeting.",
    ),
    "case.no_month": (
        "phải biết kỳ họp này của tháng nào thì mới có các kỳ trước: ghi “date” hoặc “period” trong “facts”.",
        "what was earlier is known only where the month of this meeting is: give “date” or “period” in “facts”.",
    ),
    "case.no_history": (
        "khung không có số liệu nào do các kỳ trước quyết định (“history”).",
        "no fact of the framework is decided by earlier meetings (“history”).",
    ),
    "case.none": ("{id}: chưa có trường hợp thử nào.", "{id}: there are no cases."),
    "case.passed": ("{id}: {count} trường hợp, đều đúng.", "{id}: {count} cases, all right."),
    "case.failed": ("{id}: {count} trường hợp, {failed} trường hợp sai.", "{id}: {count} cases, {failed} wrong."),
    "case.wrong": ("{place}: {sentence}", "{place}: {sentence}"),
    "case.difference": ("{what}: cần {expected}, ra {found}", "{what}: {expected} expected, {found} found"),
    "case.why": ("vì: {why}", "because: {why}"),
    "case.nothing": ("để trống", "nothing"),
    "case.points": ("điểm tiêu chí {of}", "points of criterion {of}"),
    "case.status": ("tình trạng tiêu chí {of}", "status of criterion {of}"),
    "case.measures": ("số đo {of}", "measure {of}"),
    "case.total": ("tổng điểm", "total"),
    "case.least": ("tổng ít nhất", "least total"),
    "case.most": ("tổng nhiều nhất", "greatest total"),
    "case.maximum": ("tổng tối đa", "maximum"),
    "case.rating": ("xếp loại", "rating"),
    "case.possible": ("xếp loại còn có thể", "possible ratings"),
    "case.period_status": ("tình trạng", "status"),
    "case.findings": ("cảnh báo", "findings"),
    # Coverage
    "coverage.title": ("Độ phủ của các trường hợp thử: {id}", "Coverage by cases: {id}"),
    "coverage.summary": (
        "Độ phủ {percent}: đã thử {reached}/{all} chỗ bằng {cases} trường hợp.",
        "Coverage {percent}: {reached} of {all} reached by {cases} cases.",
    ),
    "coverage.full": ("{section} — {text}", "{section} — {text}"),
    "coverage.missed": ("chưa thử", "not reached"),
    "coverage.missed_goal": ("chưa thử: {text}", "not reached: {text}"),
    "coverage.failed": ("Các trường hợp không ra kết quả mong đợi:", "Cases that did not give what they expect:"),
    "coverage.under": ("độ phủ dưới {percent}%.", "coverage is below {percent}%."),
    "coverage.of_ratings": ("Xếp loại", "Ratings"),
    "coverage.of_caps": ("Trường hợp khống chế", "Caps"),
    "coverage.of_findings": ("Cảnh báo", "Findings"),
    "coverage.choice": ("chọn giá trị {title}", "the value {title} is chosen"),
    "coverage.band": ("mức {title}: {points}", "band {title}: {points}"),
    "coverage.exception": ("ngoại lệ: {reason}: {points}", "exception: {reason}: {points}"),
    "coverage.held": ("đạt điều kiện", "the condition is met"),
    "coverage.failed_condition": ("không đạt điều kiện", "the condition is not met"),
    "coverage.yes": ("người chấm trả lời có", "the scorer answers yes"),
    "coverage.no": ("người chấm trả lời không", "the scorer answers no"),
    "coverage.points": ("người chấm cho điểm", "the scorer gives points"),
    "coverage.level": ("mức “{title}”: {points}", "level “{title}”: {points}"),
    "case.no_answers": (
        "lớp “{layer}” chỉ được chấm khi có câu trả lời: ghi ít nhất một câu ở “answers”.",
        "the layer “{layer}” is scored only where it answers: give at least one of “answers”.",
    ),
    "coverage.level_only": ("mức “{title}”", "level “{title}”"),
    "coverage.part_met": ("ý đạt: {title}", "part met: {title}"),
    "coverage.part_missed": ("ý không đạt: {title}", "part not met: {title}"),
    "coverage.proportion": ("có điểm theo tỷ lệ", "points in proportion"),
    "coverage.line": ("dòng “{title}”", "line “{title}”"),
    "coverage.addition": ("được cộng: {title}", "added: {title}"),
    "coverage.deduction": ("bị trừ: {title}", "deducted: {title}"),
    "coverage.not_applicable": ("không áp dụng: {reason}", "does not apply: {reason}"),
    "coverage.rating": ("xếp loại {rating}", "rating {rating}"),
    "coverage.gate_held": ("{rating}, đạt điều kiện: {title}", "{rating}, gate holds: {title}"),
    "coverage.gate_failed": ("{rating}, không đạt điều kiện: {title}", "{rating}, gate fails: {title}"),
    "coverage.cap_held": ("xảy ra: {reason}", "holds: {reason}"),
    "coverage.cap_open": ("không xảy ra: {reason}", "does not hold: {reason}"),
    "coverage.finding": ("{reason}", "{reason}"),
    # Suggestions
    "suggest.none": ("không tìm được trường hợp nào cho: {text}", "no case was found for: {text}"),
    "suggest.heading": (
        "# Đề nghị cho {id}: xem lại từng trường hợp, sửa câu chữ, rồi chép vào tệp trong thư mục cases.",
        "# Suggested for {id}: read each, put it into your own words, then paste it into a file in the folder cases.",
    ),
    # Beginning a framework
    "help.framework_output": (
        "Tệp khung, thay cho tệp theo mã; trường hợp thử vào thư mục cases cạnh nó.",
        "The framework's file, instead of the one by its id; its cases go to the folder cases beside it.",
    ),
    "result.framework_written": (
        "Đã tạo khung nháp: {file}, trường hợp thử: {cases}. Thay mọi chữ trong ngoặc đơn, rồi chạy: {chamdiem} lint {typed}",
        "Draft written: {file}, its cases: {cases}. Replace all that stands in brackets, then run: {chamdiem} lint {typed}",
    ),
    "skeleton.title": (
        "KHUNG NHÁP. Chưa phải quy định nào: mọi chữ trong ngoặc đơn, mọi số điểm, tỷ lệ và ngày ở đây là chỗ tạm,\nhãy thay bằng đúng điều văn bản viết. Văn bản không nói thì đừng đặt ra; ghi vào “note” là văn bản không nói.",
        "A DRAFT. No regulation says this yet: whatever stands in brackets, every number of points, share and day is a\nplaceholder; replace it by what the document says. What it does not say is not to be made up: say so in “note”.",
    ),
    "skeleton.how": (
        "Dòng bắt đầu bằng “#” là lời chỉ dẫn, máy không đọc. Muốn dùng một dòng mẫu thì bỏ dấu # và viết thay vào.",
        "Lines that begin with “#” are for people. To use an example, take its # away and write your own in its place.",
    ),
    "skeleton.next": (
        "Sửa xong từng phần thì chạy lại: check (đúng chưa), lint (hở, chồng, không tới), cases (thử), sheet (xem phiếu).",
        "After each part run check (is it right), lint (gaps, overlaps, dead ends), cases (try it), sheet (see the sheet).",
    ),
    "skeleton.status": (
        "official: đã đối chiếu bản chính; secondary: theo nguồn khác. Khi đó bỏ dòng “notice”, dòng in trên mọi phiếu.",
        "official: compared with the document; secondary: by another source. Then drop “notice”, printed on every sheet.",
    ),
    "skeleton.measures": (
        "Số đo: điều máy tính từ số liệu của hồ sơ, để người chấm không phải tính. present là số có mặt,\nmembers_total là tổng số đảng viên; tên các trường khác: lệnh schema record, hoặc một hồ sơ trống.",
        "Measures: what is computed from the record, so that nobody has to. present: members present,\nmembers_total: members in total; the names of other fields: `schema record`, or a blank record.",
    ),
    "skeleton.groups": (
        "Nhóm và tiêu chí, mã đúng như văn bản. Điểm các tiêu chí cộng lại bằng điểm của nhóm, các nhóm bằng tổng.",
        "Groups and criteria, with the ids of the document. Criteria sum up to their group, groups to the total.",
    ),
    "skeleton.bands": (
        "Máy tính: điểm theo mức của một số đo. at_least: từ … trở lên; above: trên; at_most: không quá; below: dưới.",
        "Computed: points by the band in which a measure lies. at_least: from; above; at_most: up to; below.",
    ),
    "skeleton.judged": (
        "Người chấm trả lời: cho điểm (points), hoặc có/không (yes_no).",
        "Judged by a person: points, or yes or no (yes_no).",
    ),
    "skeleton.others": (
        "Cũng viết được, thay cho dòng ở trên hoặc thêm vào:",
        "It may also be written, instead of the line above or beside it:",
    ),
    "skeleton.ratings": (
        "Mức xếp loại, mức cao trước; mức cuối không có ngưỡng.",
        "Ratings, the best first; the last one has no threshold.",
    ),
    "skeleton.more": (
        "Khung còn có thể có:",
        "A framework may also have:",
    ),
    "skeleton.silences": (
        "Nhận xét của lint mà người soạn đã biết và để nguyên, kèm lý do; không còn đúng thì bỏ.",
        "Remarks of lint that are known and stay, with the reason; drop what is true no more.",
    ),
    "skeleton.cases": (
        "Trường hợp thử: một câu mà người trong nghề hiểu, và kết quả mà văn bản đòi (tính bằng tay từ văn bản).\nMọi câu trong ngoặc đơn là chỗ tạm, như khung của nó.",
        "Cases: a sentence that people of the field understand, and what the document demands, worked out by hand.\nWhatever stands in brackets is a placeholder, as in its framework.",
    ),
    "skeleton.common": (
        "Những gì mọi trường hợp bắt đầu từ đó; mỗi trường hợp chỉ ghi điều khác đi.",
        "What every case begins with; each says only what differs.",
    ),
    # Formatting
    "help.fmt_check": (
        "Chỉ kiểm tra, không ghi; tệp nào cần trình bày lại thì coi là không đạt.",
        "Only look, write nothing; fail when a file would change.",
    ),
    "fmt.written": ("{file}: đã trình bày lại.", "{file}: laid out anew."),
    "fmt.right": ("{file}: đã đúng cách trình bày.", "{file}: laid out as it should be."),
    "fmt.needed": ("{file}: cần trình bày lại.", "{file}: would be laid out anew."),
    "fmt.unsteady": (
        "không trình bày lại được: mỗi lần cho một kết quả khác nhau; tệp được để nguyên.",
        "cannot be laid out: each time gives another result; the file is left as it is.",
    ),
    "fmt.unreadable": (
        "không trình bày lại được: có cách viết YAML mà công cụ giữ chú thích không đọc được; tệp được để nguyên.",
        "cannot be laid out: it is written in a way that the reader which keeps comments cannot read; the file is left as it is.",
    ),
    "fmt.content": (
        "không trình bày lại được mà nội dung không đổi; tệp được để nguyên.",
        "cannot be laid out without a change of content; the file is left as it is.",
    ),
    "fmt.comments": (
        "không trình bày lại được mà không mất hoặc đổi chỗ chú thích; tệp được để nguyên.",
        "cannot be laid out without losing or moving comments; the file is left as it is.",
    ),
}
