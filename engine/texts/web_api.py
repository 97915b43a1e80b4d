"""What the API says of itself and of what it refuses, and the page on which its keys are made."""

TEXTS: dict[str, tuple[str, str]] = {
    "api.about": (
        "Giao diện cho phần mềm khác: cùng những việc như trang web, cùng quyền, cùng sổ. Điểm là chữ số thập phân trong dấu nháy (“7.5”), không bao giờ là số thực; điều chưa biết là null.",
        "The interface for other software: what pages do, by the same rights, into the same ledger. Points are decimal strings (“7.5”), never floats; what is not known is null.",
    ),
    "api.problem": (
        "Điều không làm được, theo RFC 9457: `faults` nêu mọi chỗ cần sửa cùng lúc, với mã như ở dòng lệnh.",
        "What cannot be done, as RFC 9457 has it: `faults` names all that is to be mended, by the codes that commands use.",
    ),
    # operations
    "api.op_openapi": ("Lấy chính tài liệu này.", "This document."),
    "api.op_frameworks": ("Liệt kê các khung tiêu chí.", "All frameworks."),
    "api.op_framework": (
        "Lấy một khung, cả văn bản và mã băm nội dung.",
        "One framework, with its text and content hash.",
    ),
    "api.op_questions": (
        "Lấy các câu hỏi của một khung: mã của chúng là khóa trong bản nháp.",
        "The questions of a framework: their ids are the keys of drafts.",
    ),
    "api.op_score": (
        "Chấm một hồ sơ mà không giữ gì. Thân là hồ sơ dạng JSON; “7,5” và 7.5 đều đọc như chữ đã viết.",
        "Score a record and keep nothing. The body is the record as JSON; numbers are read as they were written.",
    ),
    "api.op_cells": ("Liệt kê các chi bộ trong phạm vi của khóa.", "The cells within the reach of the token."),
    "api.op_cell": ("Lấy một chi bộ.", "One cell."),
    "api.op_meetings": (
        "Liệt kê các kỳ sinh hoạt của một tháng đã có trong sổ.",
        "The meetings of a month that the ledger has.",
    ),
    "api.op_meeting": (
        "Lấy một kỳ sinh hoạt: đến đâu, và những lớp mà khóa được xem.",
        "One meeting: how far it is, and the layers that the token may see.",
    ),
    "api.op_month_list": (
        "Lấy danh sách của tháng: mỗi chi bộ một dòng, cả nơi chưa báo.",
        "The list of a month: a line for each cell, also for those of which nothing is known.",
    ),
    "api.op_entries": ("Đọc các mục của sổ theo số.", "The entries of the ledger by their numbers."),
    "api.op_entry": ("Lấy một mục của sổ.", "One entry of the ledger."),
    "api.op_draft": (
        "Lấy bản nháp; đầu ETag là phiên bản của nó.",
        "A draft; its version is in the header ETag.",
    ),
    "api.op_draft_evaluation": (
        "Xem bản nháp ra sao: chỗ cần sửa, chỗ còn thiếu, kết quả chấm.",
        "What a draft comes to: faults, what is missing, the evaluation.",
    ),
    "api.op_put_draft": (
        "Ghi cả bản nháp. If-Match nêu phiên bản đã đọc; If-None-Match: * để bắt đầu bản mới. Ai đó đã ghi trước thì trả 412 cùng cả hai bản.",
        "Write a draft as a whole. If-Match names the version that was read; If-None-Match: * begins one. Where somebody else wrote first the answer is 412, with both versions.",
    ),
    "api.op_submit": ("Nộp bản nháp đúng ở phiên bản đã đọc.", "Hand in a draft, at the version that was read."),
    "api.op_reopen_draft": (
        "Mở lại để đính chính điều sổ đã có, hay sửa điều bị trả lại.",
        "Open a draft once more, to correct what the ledger has or to mend what was given back.",
    ),
    "api.op_withdraw": (
        "Rút lại điều đã nộp, kèm lý do, khi cấp trên chưa chấm. If-Match nêu phiên bản của kỳ họp đã đọc (ETag).",
        "Take back what was handed in, with the reason, while nobody has answered it. If-Match names the version of the meeting that was read (its ETag).",
    ),
    "api.op_assess_meeting": (
        "Ghi điểm của cấp trên cho một kết quả đã nộp. Có lý do cùng If-Match thì thay điểm đang có hiệu lực: đính chính.",
        "Record what the upper level says of an evaluation. With a reason and If-Match it takes the place of what is in force.",
    ),
    "api.op_return_meeting": ("Trả lại để sửa, kèm lý do.", "Give back what was handed in, with the reason."),
    "api.op_decide_meeting": (
        "Quyết định xếp loại một kỳ; khác kết quả tính được thì phải có lý do. Có lý do cùng If-Match thì thay quyết định đang có hiệu lực.",
        "Decide on a rating; another one than was computed needs a reason. With a reason and If-Match it takes the place of the decision in force.",
    ),
    "api.op_period_of": (
        "Xem kết quả nhiều tháng của một chi bộ, và điều đã quyết định.",
        "What a cell has over several months, and what was decided.",
    ),
    "api.op_decide_months": (
        "Quyết định xếp loại quý, nửa năm hay năm. Quyết định lại thì cần lý do và If-Match.",
        "Decide on the rating of a quarter, half-year or year. To decide anew needs a reason and If-Match.",
    ),
    "api.op_checkpoint": (
        "Lấy số mục, gốc cây băm và mã băm mục cuối của sổ.",
        "How many entries the ledger has, the root over them, and the hash of the last.",
    ),
    "api.op_proof": (
        "Lấy chứng minh rằng một mục nằm trong sổ (cây băm theo RFC 6962).",
        "The proof that an entry is in the ledger (Merkle tree of RFC 6962).",
    ),
    # statuses
    "api.status_200": ("Xong.", "Done."),
    "api.status_201": ("Đã ghi.", "Recorded."),
    "api.status_400": ("Yêu cầu không đúng hình.", "The request does not have the right shape."),
    "api.status_401": ("Không có khóa còn dùng được.", "There is no token that is good."),
    "api.status_404": ("Không có, hoặc không có cho khóa này.", "There is nothing, or nothing for this token."),
    "api.status_409": ("Không hợp với điều đang có.", "It does not fit what there is now."),
    "api.status_412": (
        "Người khác đã ghi; cả hai bản đi kèm.",
        "Somebody else wrote; both versions are in the answer.",
    ),
    "api.status_413": ("Thân quá lớn.", "The body is too large."),
    "api.status_415": ("Thân không phải JSON.", "The body is no JSON."),
    "api.status_422": ("Nội dung có chỗ cần sửa.", "There are faults in the content."),
    "api.status_428": ("Thiếu If-Match.", "If-Match is missing."),
    "api.status_429": ("Quá nhiều yêu cầu trong một phút.", "Too many requests within a minute."),
    "api.status_500": ("Máy chủ có lỗi, ghi dưới một số.", "Something went wrong here, noted under a number."),
    # problems
    "api.problem_malformed": ("Yêu cầu không đúng hình.", "The request does not have the right shape."),
    "api.problem_host": (
        "Tên máy chủ trong yêu cầu không phải của nơi này.",
        "The host of the request is not this one.",
    ),
    "api.problem_unauthenticated": (
        "Cần khóa còn dùng được ở đầu Authorization: Bearer.",
        "A token that is good is needed in the header Authorization: Bearer.",
    ),
    "api.problem_forbidden": ("Yêu cầu này đến từ trang của nơi khác.", "This request comes from a page of elsewhere."),
    "api.problem_not_found": ("Không có, hoặc không có cho khóa này.", "There is nothing, or nothing for this token."),
    "api.problem_method": ("Địa chỉ này không nhận cách gọi ấy.", "This address does not take that method."),
    "api.problem_too_large": ("Thân quá lớn.", "The body is too large."),
    "api.problem_media": (
        "Thân phải là JSON: Content-Type: application/json, UTF-8.",
        "The body has to be JSON: Content-Type: application/json, UTF-8.",
    ),
    "api.problem_refused": ("Không nhận yêu cầu này.", "This request is refused."),
    "api.problem_faulty": ("Nội dung có chỗ cần sửa.", "There are faults in the content."),
    "api.problem_unconditional": (
        "Hãy nêu phiên bản đã đọc ở đầu If-Match, hoặc If-None-Match: * để bắt đầu bản mới.",
        "Say in If-Match which version was read, or If-None-Match: * to begin a new one.",
    ),
    "api.problem_changed": (
        "Bản nháp không còn ở phiên bản đã đọc; không có gì bị ghi đè.",
        "The draft is not at the version any more that was read; nothing was written over.",
    ),
    "api.problem_unseen": (
        "Hãy nêu ở đầu If-Match phiên bản đã đọc (ETag).",
        "Say in If-Match which version was read (its ETag).",
    ),
    "api.problem_changed_meeting": (
        "Kỳ họp không còn như đã đọc; chưa ghi gì.",
        "The meeting is not any more as it was read; nothing was recorded.",
    ),
    "api.problem_changed_period": (
        "Quyết định của khoảng này không còn như đã đọc; chưa ghi gì.",
        "What is decided of these months is not any more as it was read; nothing was recorded.",
    ),
    "api.problem_not_handed_in": (
        "Kỳ họp này không có gì đang nộp để rút lại.",
        "Nothing of this meeting is handed in that could be taken back.",
    ),
    "api.problem_closed": (
        "Bản nháp đã nộp; muốn sửa thì mở lại trước.",
        "The draft is handed in; it has to be opened once more before it is changed.",
    ),
    "api.problem_reopen_first": (
        "Điều đã nộp đã bị trả lại hoặc rút lại; hãy mở lại bản nháp trước khi nộp.",
        "What was handed in came back or was taken back; open the draft once more before it is handed in.",
    ),
    "api.problem_moved": (
        "Bản nháp không còn ở phiên bản đã nêu; chưa nộp gì.",
        "The draft is not at that version any more; nothing was handed in.",
    ),
    "api.problem_key_used": (
        "Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.",
        "This Idempotency-Key was given to another request.",
    ),
    "api.problem_at_work": (
        "Yêu cầu cùng khóa Idempotency-Key đang được làm; hãy hỏi lại sau.",
        "The request of this Idempotency-Key is being worked on; ask again later.",
    ),
    "api.problem_too_many": (
        "Quá nhiều yêu cầu trong một phút; Retry-After nói phải đợi mấy giây.",
        "Too many requests within a minute; Retry-After says how many seconds to wait.",
    ),
    "api.problem_no_such_size": ("Sổ không có số mục ấy.", "The ledger has no such number of entries."),
    "api.problem_broken": (
        "Máy chủ có lỗi; nhật ký ghi dưới số ở “number”.",
        "Something went wrong here; the log has it under “number”.",
    ),
    # faults of the shape
    "api.missing": ("thiếu “{name}”.", "“{name}” is missing."),
    "api.unknown": ("không có gì tên là “{name}”.", "there is nothing called “{name}”."),
    "api.wrong": ("“{name}” không phải là điều có thể đứng ở đó.", "“{name}” is not what can stand there."),
    "api.no_question": ("khung này không hỏi “{name}”.", "this framework does not ask “{name}”."),
    # the page of keys
    "api.title": ("Khóa cho phần mềm", "Keys for software"),
    "api.link": ("Khóa cho phần mềm khác", "Keys for other software"),
    "api.why": (
        "Khóa cho phần mềm của đơn vị làm thay đồng chí, chỉ những việc chọn ở đây, đến ngày hết hạn. Ai có khóa thì làm được những việc ấy: giữ như giữ mật khẩu.",
        "A key lets your organisation's software act for you: only what is chosen here, until it expires. Whoever has it can do all that: keep it as you keep your password.",
    ),
    "api.none": ("Chưa có khóa nào.", "There is no key yet."),
    "api.yours": ("Các khóa đang dùng được", "Keys that are good"),
    "api.new": ("Tạo khóa mới", "Make a key"),
    "api.label": ("Phần mềm nào dùng khóa này?", "Which software is it for?"),
    "api.label_hint": (
        "Ví dụ: sổ tay điện tử của chi bộ. Không ghi tên người.",
        "Such as: the cell's notebook. No names of persons.",
    ),
    "api.mandate": ("Làm việc theo ủy nhiệm nào?", "By which mandate?"),
    "api.deeds": ("Được làm những gì?", "What may it do?"),
    "api.deeds_hint": (
        "Chỉ chọn điều phần mềm ấy cần. Điều ủy nhiệm không cho thì khóa cũng không.",
        "Choose only what it needs. What the mandate does not allow, no key does.",
    ),
    "api.days": ("Dùng được bao lâu?", "For how long?"),
    "api.days_many": ("{days} ngày", "{days} days"),
    "api.make": ("Tạo khóa", "Make the key"),
    "api.made": ("Khóa mới: chép ngay bây giờ", "The new key: copy it now"),
    "api.made_once": (
        "Khóa chỉ hiện một lần này. Đóng trang mà chưa chép thì ngừng khóa ấy và tạo khóa khác.",
        "It is shown this once. If you close the page before you copied it, end it and make another one.",
    ),
    "api.of": ("{mark}…, {node}: {deeds}", "{mark}…, {node}: {deeds}"),
    "api.until": ("Dùng được đến {day}. {used}", "Good until {day}. {used}"),
    "api.used": ("Dùng lần cuối {when}.", "Last used {when}."),
    "api.unused": ("Chưa dùng lần nào.", "Never used."),
    "api.end": ("Ngừng khóa này", "End this key"),
    "api.no_mandate": (
        "Đồng chí chưa có ủy nhiệm nào mà phần mềm có thể làm thay.",
        "You hold no mandate by which software could act.",
    ),
    "api.need_label": (
        "Hãy ghi phần mềm nào dùng khóa này, ngắn hơn 80 chữ.",
        "Say which software it is for, in less than 80 characters.",
    ),
    "api.need_mandate": ("Hãy chọn một ủy nhiệm của đồng chí.", "Choose one of your mandates."),
    "api.need_deeds": (
        "Hãy chọn ít nhất một việc mà ủy nhiệm ấy cho làm.",
        "Choose at least one thing that the mandate allows.",
    ),
    "api.need_days": ("Hãy chọn khóa dùng được bao lâu.", "Choose how long it is good for."),
    "api.too_many": (
        "Đồng chí có quá nhiều khóa đang dùng được. Hãy ngừng khóa không dùng nữa trước.",
        "You have too many keys that are good. End one that is not used any more first.",
    ),
    "api.back": ("Về tài khoản", "Back to the account"),
}
