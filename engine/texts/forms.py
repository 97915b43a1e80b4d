"""What forms of one record ask, beside the words of fields and of the framework. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "form.file": ("biểu mẫu", "the form"),
    "form.first": ("Có mặt", "Attendance"),
    "form.first_of": ("Số liệu chung", "Facts"),
    # Labels: the title of the criterion stands above them
    "form.points": ("Điểm, từ {minimum} đến {maximum}", "Points, from {minimum} to {maximum}"),
    "form.yes_no": ("Có hay không", "Yes or no"),
    "form.choice": ("Chọn một mức", "Choose a level"),
    "form.note": ("Vì sao mất điểm?", "Why were points lost?"),
    "form.evidence": ("Minh chứng", "Evidence"),
    # Hints
    "form.steps": ("Từng {step} điểm một, ví dụ {example}.", "In steps of {step}, such as {example}."),
    "form.times": ("Số lần, số nguyên; không có thì ghi 0.", "How often, a whole number; 0 if never."),
    "form.note_hint": ("Một câu, sẽ in ra phiếu.", "One sentence; it is printed on the sheet."),
    "form.evidence_hint": (
        "Số, ngày của văn bản; mỗi minh chứng một dòng.",
        "Number and date of a paper; one on each line.",
    ),
    "form.limitations_hint": (
        "Mỗi hạn chế một dòng, sẽ in ra phiếu.",
        "One on each line; they are printed on the sheet.",
    ),
    # Choices
    "form.choice_points": ("{choice}: {points} điểm", "{choice}: {points} points"),
}
