"""What is said while more is asked of the pages than the machine can do."""

TEXTS: dict[str, tuple[str, str]] = {
    "busy.title": ("Máy đang bận", "The server is busy"),
    "busy.why": (
        "Nhiều đồng chí cùng mở trang một lúc. Những gì đã ghi vẫn còn nguyên, không mất gì.",
        "Many people are opening pages at once. Whatever was saved is there; nothing was lost.",
    ),
    "busy.read": (
        "Trang này tự mở lại sau {seconds} giây.",
        "This page opens again by itself after {seconds} seconds.",
    ),
    "busy.sent": (
        "Điều đồng chí vừa gõ vẫn ở trong trình duyệt. Đợi {seconds} giây, rồi bấm Tải lại trang và đồng ý gửi lại; hoặc bấm Quay lại để thấy trang vừa điền.",
        "What was just typed is still in the browser. Wait {seconds} seconds, then reload the page and agree to send it again; or go back to see the page as it was filled in.",
    ),
}
