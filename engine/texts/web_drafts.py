"""What the pages say of drafts: whether they are saved, what collided, what was written when."""

WEB_DRAFTS: dict[str, tuple[str, str]] = {
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
}
