"""What the pages say of other periods than the last months, and of help by roles."""

TEXTS: dict[str, tuple[str, str]] = {
    # Ghi kỳ khác
    "other.link": (
        "Kỳ khác: tháng trước, buổi chuyên đề, các kỳ đã nộp",
        "Other periods: earlier months, thematic meetings, what was handed in",
    ),
    "other.listed": ("Các kỳ đã có trong sổ", "What the ledger has"),
    "other.title": ("Ghi kỳ nào?", "Which period is to be filled in?"),
    "other.why": (
        "Ở đây ghi được kỳ họp của tháng trước, buổi họp chuyên đề, và kỳ khác mà khung tiêu chí của chi bộ chấm.",
        "Here one fills in meetings of earlier months, thematic ones, and whatever else the cell's framework scores.",
    ),
    "other.sort": ("Loại", "What it is"),
    "other.of": ("Chấm {subject}", "Score {subject}"),
    "other.period": ("Kỳ", "Period"),
    "other.hint": ("Tháng và năm, ví dụ 11/2026.", "Month and year, such as 11/2026."),
    "other.hint_kinds": (
        "Kỳ họp: tháng và năm, ví dụ 11/2026. Việc chấm theo khung của chi bộ: {kinds}.",
        "A meeting: month and year, such as 11/2026. What the framework scores: {kinds}.",
    ),
    "hand.copied": ("✓ Đã chép", "✓ Copied"),
    "other.do": ("Mở kỳ này", "Open this period"),
    "other.sort_needed": ("Chọn một loại.", "Choose one."),
    "other.to_come": (
        "kỳ {text} chưa tới, nên chưa ghi được.",
        "the period {text} has not begun, so nothing can be filled in.",
    ),
}
