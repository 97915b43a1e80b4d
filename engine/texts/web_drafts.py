"""What the pages say of drafts: whether they are saved, what collided, what was written when."""

TEXTS: dict[str, tuple[str, str]] = {
    "web.no_framework": (
        "chưa đặt khung tiêu chí cho đơn vị này, nên chưa chấm được. Hãy báo quản trị.",
        "no framework is set for this unit, so nothing can be scored. Tell the administrator.",
    ),
    "web.draft_moved": (
        "có người vừa ghi thêm sau khi trang này mở. Hãy xem lại rồi nộp.",
        "somebody saved more after this page was opened. Review it, then hand it in.",
    ),
    "web.nothing_to_correct": (
        "kỳ này chưa có gì trong sổ để sửa.",
        "the ledger has nothing of this meeting that could be corrected.",
    ),
    "drafts.framework_changed": (
        "Khung {id} nay đã có nội dung khác. Kỳ này vẫn chấm theo nội dung lúc bắt đầu ghi.",
        "The framework {id} says something else by now. This meeting is still scored by what it said when it was begun.",
    ),
    # Who wrote, and what
    "drafts.you": ("Đồng chí", "You"),
    "drafts.somebody": ("Người khác", "Somebody else"),
    "drafts.by": ("{who}, {time}", "{who}, {time}"),
    "drafts.quoted": ("“{text}”", "“{text}”"),
    "drafts.blank": ("để trống", "left blank"),
    "drafts.labelled": ("{label}: {text}", "{label}: {text}"),
    # While it is typed
    "drafts.collided": (
        "▲ Có {count} chỗ hai người ghi khác nhau.",
        "▲ Two people wrote differently in {count} places.",
    ),
    "drafts.closed": (
        "▲ Kỳ này đã nộp; những gì vừa gõ được giữ riêng.",
        "▲ This was handed in; what you just typed is kept beside it.",
    ),
    "drafts.look": ("Xem và chọn", "Look and choose"),
    "drafts.too_large": ("▲ Dài quá, máy chưa nhận. Hãy viết gọn lại.", "▲ This is too long. Make it shorter."),
    "drafts.unreadable": (
        "▲ Máy không đọc được. Hãy bấm nút Lưu ở cuối trang.",
        "▲ This cannot be read. Use the button at the foot of the page.",
    ),
    "drafts.ended": (
        "▲ Phiên đã hết. Những gì vừa gõ vẫn còn trên trang này.",
        "▲ The session has ended. What you typed is still on this page.",
    ),
    "drafts.enter": ("Vào lại", "Enter again"),
    # A copy on this device
    "drafts.shadow": (
        "Trên máy này còn những gì gõ lúc {time} mà máy chủ chưa có.",
        "This device has what was typed at {time} and the server has not.",
    ),
    "drafts.shadow_take": ("Lấy lại", "Take it"),
    "drafts.shadow_leave": ("Không cần", "Not needed"),
    # A session that ended on the way
    "drafts.carried": (
        "Phiên đã hết trước khi lưu. Những gì vừa gõ còn nguyên; vào lại rồi bấm lưu.",
        "The session ended before it was saved. What you typed is kept; enter again, then save.",
    ),
    "drafts.carried_title": ("Những gì vừa gõ còn đây", "What you typed is here"),
    "drafts.carried_why": (
        "Chưa có gì được ghi. Bấm nút dưới đây để ghi những gì đồng chí vừa gõ.",
        "Nothing was saved yet. Use the button to save what you typed.",
    ),
    "drafts.carried_do": ("Lưu những gì vừa gõ", "Save what I typed"),
    # What collided
    "drafts.conflict": ("Hai người cùng sửa, {count} chỗ khác nhau", "Two people wrote, {count} places differ"),
    "drafts.conflict_why": (
        "Chọn một bên ở mỗi chỗ; các chỗ khác đã gộp xong, không mất gì.",
        "Choose one side in each place; all else is merged, and nothing is lost.",
    ),
    "drafts.no_conflict": ("Không có chỗ nào khác nhau", "Nothing differs"),
    "drafts.no_conflict_why": ("Mọi chỗ đã gộp xong, không mất gì.", "All is merged, and nothing is lost."),
    "drafts.go_on": ("Làm tiếp", "Go on"),
    "drafts.to_choose": ("Cần chọn: {title}", "To choose: {title}"),
    "drafts.choose_each": ("Chọn một bên ở mỗi chỗ", "Choose one side in each place"),
    "drafts.choose_one": ("Cần chọn một trong các bên.", "Choose one of them."),
    "drafts.take_chosen": ("Lưu bản đã chọn", "Save what is chosen"),
    "drafts.later": ("Để sau, giữ cả hai", "Later, keep both"),
    "drafts.closed_title": ("Đã nộp trước khi lưu", "It was handed in before this was saved"),
    "drafts.closed_why": (
        "Kỳ này đã nộp nên không đổi được nữa. Những gì gõ sau đó được giữ ở đây; cần đưa vào thì đính chính.",
        "This was handed in, so it cannot change. What was typed after that is kept here; to use it, correct the record.",
    ),
    "drafts.handed_in": ("Đã nộp", "Handed in"),
    "drafts.to_receipt": ("Xem biên nhận", "See the receipt"),
    "drafts.kept": ("Bản không chọn vẫn giữ 90 ngày.", "What is not chosen is kept for 90 days."),
    # What was written when
    "drafts.revisions": ("Các lần ghi", "What was written when"),
    "drafts.revisions_why": (
        "Ai ghi gì, lúc nào; lần mới nhất ở trên. Giữ 90 ngày.",
        "Who wrote what, and when; the newest first. Kept for 90 days.",
    ),
    "drafts.no_revisions": ("Chưa ai ghi gì.", "Nobody has written anything yet."),
    "drafts.beside": ("giữ riêng, chưa vào bản đang ghi", "kept beside the draft, not in it"),
    "drafts.older": ("Xem các lần trước", "Earlier ones"),
    "drafts.back": ("Về kỳ này", "Back to this meeting"),
}
