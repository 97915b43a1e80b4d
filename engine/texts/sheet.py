"""What the score sheet says beside the fixed words of its template, and what is said of a committee's own template.

A Party sheet is Vietnamese; the English is what each line means, for readers of the code.
"""

SHEET: dict[str, tuple[str, str]] = {
    # Head
    "sheet.dots": ("……", "……"),
    "sheet.place_dots": ("…………", "…………"),
    "sheet.place_and_date": ("{place}, ngày {day} tháng {month} năm {year}", "{place}, {day} {month} {year}"),
    "sheet.number": ("Số ………-………/CB", "No. ………-………/CB"),
    "sheet.number_of": ("Số ………-………/………", "No. ………-………/………"),
    "sheet.title": ("Phiếu chấm điểm chất lượng sinh hoạt chi bộ", "Score sheet of the quality of a cell's meeting"),
    "sheet.title_no_points": (
        "Phiếu đánh giá chất lượng sinh hoạt chi bộ",
        "Evaluation sheet of the quality of a cell's meeting",
    ),
    "sheet.title_of": ("Phiếu chấm điểm {subject}", "Score sheet of {subject}"),
    "sheet.title_of_no_points": ("Phiếu đánh giá {subject}", "Evaluation sheet of {subject}"),
    "sheet.period": ("Kỳ: {period}", "Period: {period}"),
    "sheet.occasion": ("Ngày {period}", "On {period}"),
    "sheet.period_label": ("Kỳ", "Period"),
    "sheet.code": ("Mã", "Code"),
    "sheet.superior": ("Cấp trên", "Upper organisation"),
    "sheet.facts": ("Số liệu", "Facts"),
    "sheet.fact": ("{name}: {value}", "{name}: {value}"),
    # What the columns of points are called, and who signs
    "sheet.own": ("Chi bộ tự chấm", "Self-assessment"),
    "sheet.own_no_points": ("Chi bộ tự đánh giá", "Self-evaluation"),
    "sheet.own_of": ("Tự chấm", "Self-assessment"),
    "sheet.own_of_no_points": ("Tự đánh giá", "Self-evaluation"),
    "sheet.upper_points": ("Cấp trên chấm", "Upper level"),
    "sheet.upper_no_points": ("Cấp trên đánh giá", "Upper level's evaluation"),
    "sheet.watcher": ("NGƯỜI THEO DÕI", "WHO WATCHED"),
    "sheet.watcher_does": ("CHẤM ĐIỂM", "AND SCORED"),
    "sheet.committee": ("T/M CHI ỦY", "FOR THE COMMITTEE"),
    "sheet.no_committee": ("T/M CHI BỘ", "FOR THE CELL"),
    "sheet.committee_unknown": ("T/M CHI ………", "FOR THE ………"),
    "sheet.secretary": ("BÍ THƯ", "SECRETARY"),
    "sheet.supervisor": ("CẤP ỦY VIÊN", "COMMITTEE MEMBER"),
    "sheet.supervisor_does": ("PHỤ TRÁCH", "IN CHARGE"),
    "sheet.compiler": ("NGƯỜI TỔNG HỢP", "COMPILED BY"),
    "sheet.for_subject": ("ĐẠI DIỆN {subject}", "FOR {subject}"),
    "sheet.assessed": ("NGƯỜI ĐƯỢC ĐÁNH GIÁ", "WHO IS ASSESSED"),
    "sheet.above": ("CẤP TRÊN TRỰC TIẾP", "UPPER LEVEL"),
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
    "sheet.addition": ("{title}: cộng {points}", "{title}: {points} added"),
    "sheet.deduction": ("{title}: trừ {points}", "{title}: {points} off"),
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
    "sheet.stated_self_of": ("Tự xếp loại", "Own rating"),
    "sheet.stated_cell_vote_of": ("Biểu quyết", "Vote"),
    "sheet.stated_upper_of": ("Cấp trên xếp loại", "The upper level's rating"),
    "sheet.stated_decided_of": ("Quyết định xếp loại", "The rating decided"),
    "sheet.stated_cell_vote": ("Chi bộ biểu quyết", "The cell's vote"),
    "sheet.stated_upper": ("Cấp trên xếp loại", "The upper level's rating"),
    "sheet.stated_decided": ("Quyết định xếp loại", "The rating decided"),
    "sheet.votes": ("{votes}/{all} phiếu ({share})", "{votes} of {all} votes ({share})"),
    "sheet.computed": ("máy tính: {computed}", "computed: {computed}"),
    "sheet.computed_none": ("máy tính: chưa chắc chắn mức nào", "computed: no rating is certain"),
    "sheet.decided_because": ("lý do: {reason}", "reason: {reason}"),
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
    "paragraph.groups_of": (
        "{cell} tự chấm điểm ({period}): {groups}.",
        "{cell}, own assessment ({period}): {groups}.",
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

TEMPLATES: dict[str, tuple[str, str]] = {
    "place.paragraph": ("{file}, đoạn {paragraph}", "{file}, paragraph {paragraph}"),
    "template.suffix": (
        "mẫu phiếu phải là tệp .html hoặc .docx.",
        "a template of the sheet must be an .html or a .docx file.",
    ),
    "template.unknown": (
        "không có biến “{name}”; được phép: {allowed}.",
        "there is no variable “{name}”; allowed: {allowed}.",
    ),
    "template.private": (
        "mẫu không được dùng “{name}”: tên bắt đầu bằng gạch dưới là phần bên trong của chương trình.",
        "a template may not use “{name}”: names that begin with an underscore are the inside of the program.",
    ),
    "template.outside": (
        "mẫu không được gọi tệp khác (“{name}”); mọi thứ phải nằm ngay trong mẫu.",
        "a template may not call other files (“{name}”); everything must be in the template itself.",
    ),
    "template.escape": (
        "mẫu không được tắt “{name}”: tên có dấu < hoặc & sẽ làm hỏng phiếu.",
        "a template may not turn off “{name}”: a name with < or & would spoil the sheet.",
    ),
    "template.filter": ("không có bộ lọc hay phép thử “{name}”.", "there is no filter or test “{name}”."),
    "template.syntax": (
        "sai cú pháp mẫu; thường do thiếu dấu đóng, thiếu lệnh kết thúc của if hoặc for.",
        "this is not valid template syntax; most often a closing sign, or the end of an if or a for, is missing.",
    ),
    "template.undefined": (
        "mẫu dùng một giá trị không có trên phiếu này.",
        "the template uses a value that this sheet does not have.",
    ),
    "template.forbidden": (
        "mẫu làm một việc không được phép, nên bị từ chối.",
        "the template does something that is not allowed, and is refused.",
    ),
    "template.failed": ("mẫu không điền được ({reason}).", "the template cannot be filled in ({reason})."),
    "template.time": (
        "mẫu chạy quá lâu nên đã bị dừng; kiểm tra các vòng lặp for.",
        "the template took too long and was stopped; look at its for loops.",
    ),
    "template.memory": (
        "mẫu dùng quá nhiều bộ nhớ nên đã bị dừng.",
        "the template took too much memory and was stopped.",
    ),
    "template.crashed": (
        "mẫu làm hỏng tiến trình điền phiếu nên đã bị dừng.",
        "the template broke the process that fills it in and was stopped.",
    ),
    "template.not_word": (
        "đây không phải tệp Word .docx, hoặc tệp đã hỏng hay có mật khẩu.",
        "this is not a Word .docx file, or it is damaged or has a password.",
    ),
    "template.too_large": (
        "tệp Word giải nén ra quá lớn nên không mở.",
        "the Word file unpacks to too much and is not opened.",
    ),
    "template.macro": (
        "tệp Word có phần không được phép ({name}): macro, đối tượng hay phông chữ nhúng, liên kết, phần lạ; hãy bỏ đi.",
        "the Word file has a part that is not allowed ({name}): macros, embedded objects or fonts, links, unknown parts; remove it.",
    ),
    "template.entity": (
        "phần {name} của tệp Word không phải XML như Word ghi ra (hỏng, có khai báo thực thể, hay mã chữ khác UTF-8), nên không mở.",
        "the part {name} of the Word file is not XML as Word writes it (damaged, declaring entities, or in another encoding than UTF-8), so it is not opened.",
    ),
    "template.external": (
        "tệp Word gọi tệp hoặc địa chỉ bên ngoài ({name}); hãy chèn hình thẳng vào tệp và bỏ mọi liên kết.",
        "the Word file calls files or addresses outside ({name}); put pictures into the file itself and remove all links.",
    ),
    "template.field": (
        "tệp Word có trường “{name}”; mẫu phiếu chỉ được có các trường PAGE, NUMPAGES, DATE (số trang, tổng số trang, ngày), không lồng nhau.",
        "the Word file has the field “{name}”; a template of the sheet may only have the fields PAGE, NUMPAGES and DATE, not within one another.",
    ),
    "page.element": (
        "mẫu phiếu không được có {name}: chỉ được có chữ, bảng, danh sách và hình nằm ngay trong mẫu.",
        "a template of the sheet may not have {name}: only text, tables, lists and pictures that are in the template.",
    ),
    "page.attribute": (
        "mẫu phiếu không được có thuộc tính {name}.",
        "a template of the sheet may not have the attribute {name}.",
    ),
    "page.address": (
        "mẫu phiếu không được gọi “{name}”; hình phải là PNG hoặc JPEG nằm ngay trong mẫu (data:image/png;base64,…).",
        "a template of the sheet may not call “{name}”; a picture must be a PNG or JPEG in the template itself (data:image/png;base64,…).",
    ),
    "page.comment": (
        "chú thích “{name}” có dấu < > [ hoặc --, có trình duyệt hiểu là lệnh; hãy bỏ các dấu ấy, hoặc viết chú thích trong {{# … #}}.",
        "the comment “{name}” has < > [ or --, which some browsers obey; leave the signs out, or write the comment in {{# … #}}.",
    ),
    "page.markup": (
        "“{name}” không phải thẻ HTML viết đúng: tên thuộc tính bằng chữ cái, giá trị trong ngoặc kép, không có < hay > trong thẻ.",
        "“{name}” is not a plainly written HTML tag: names of letters, values in quotes, no < or > within the tag.",
    ),
    "page.misread": (
        "phiếu điền theo mẫu này được trình duyệt hiểu khác với chữ viết trong mẫu; hãy xem lại các thẻ mở, thẻ đóng.",
        "browsers read the page that this template makes in another way than it is written; look at the opening and closing tags.",
    ),
    "page.at_rule": (
        "kiểu trình bày không được có {name}: phiếu phải giống nhau trên màn hình và trên giấy; chỉ được dùng @page.",
        "a style may not have {name}: a sheet looks alike on screen and on paper; only @page may be used.",
    ),
    "page.selector": (
        "kiểu trình bày không được dùng {name}: phiếu không được đổi theo con chuột hay người xem.",
        "a style may not use {name}: a sheet does not change with the mouse or with who looks at it.",
    ),
    "page.property": ("kiểu trình bày không được dùng “{name}”.", "a style may not use “{name}”."),
    "page.function": (
        "kiểu trình bày không được dùng “{name}”: không gọi tệp, địa chỉ hay giá trị từ nơi khác.",
        "a style may not use “{name}”: it calls no file, address or value from elsewhere.",
    ),
    "page.style": ("không hiểu được kiểu trình bày ở chỗ “{name}”.", "the style cannot be understood at “{name}”."),
    "paper.asks_for": (
        "trang in đòi đọc tệp hoặc địa chỉ bên ngoài: {names}; mọi thứ phải nằm ngay trong mẫu.",
        "the page asks for files or addresses outside: {names}; everything must be in the template itself.",
    ),
}
TEXTS = {**SHEET, **TEMPLATES}
