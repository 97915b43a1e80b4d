"""What stands in the workbook that people fill in. Vietnamese first, then English."""

WORKBOOK: dict[str, tuple[str, str]] = {
    "workbook.table_sheet": ("Kỳ họp", "Meetings"),
    "workbook.form_sheet": ("Phiếu một kỳ", "One meeting"),
    "workbook.table_sheet_of": ("Các hồ sơ", "Records"),
    "workbook.form_sheet_of": ("Phiếu một hồ sơ", "One record"),
    "workbook.guide_sheet": ("Hướng dẫn", "Guide"),
    "workbook.faults_sheet": ("Danh sách lỗi", "Faults"),
    # Labels
    "workbook.with_unit": ("{label} ({unit})", "{label} ({unit})"),
    "workbook.unit.yes_no": ("có/không", "yes/no"),
    "workbook.unit.date": ("ngày/tháng/năm", "day/month/year"),
    "workbook.unit.time": ("giờ:phút", "hour:minute"),
    "workbook.unit.choice": ("chọn một mức", "choose a level"),
    "workbook.answer_self": ("{id}. Tự chấm: {title} ({unit})", "{id}. Self: {title} ({unit})"),
    "workbook.answer_upper": ("{id}. Cấp trên chấm: {title} ({unit})", "{id}. Upper level: {title} ({unit})"),
    "workbook.rating": ("Xếp loại: {layer}", "Rating: {layer}"),
    "workbook.limitations": ("Hạn chế cần khắc phục", "Limitations to mend"),
    "workbook.reason_self": ("Lý do trừ điểm {id} (tự chấm)", "Why points were lost, {id} (self)"),
    "workbook.reason_upper": ("Lý do trừ điểm {id} (cấp trên)", "Why points were lost, {id} (upper level)"),
    "workbook.reasons_self": ("Lý do trừ điểm, tự chấm", "Why points were lost, self-assessment"),
    "workbook.reasons_upper": ("Lý do trừ điểm, cấp trên chấm", "Why points were lost, upper level"),
    "workbook.reason": ("Lý do trừ điểm", "Why points were lost"),
    "workbook.evidence": ("Minh chứng {id}", "Evidence {id}"),
    "workbook.evidences": ("Minh chứng", "Evidence"),
    # Notes and prompts: what may stand in a cell
    "workbook.note.count": ("Số nguyên từ 0 trở lên; không có thì ghi 0.", "A whole number; 0 if none."),
    "workbook.note.decimal": ("Số: {held}.", "A number: {held}."),
    "workbook.note.held": ("{note} Ở đây: {held}.", "{note} Here: {held}."),
    "workbook.note.period_of": ("{kinds}.", "{kinds}."),
    "workbook.note.yes_no": ("Chọn có hoặc không.", "Choose yes or no."),
    "workbook.note.date": ("Ngày/tháng/năm, ví dụ 05/11/2025.", "Day/month/year, such as 05/11/2025."),
    "workbook.note.time": ("Giờ:phút, ví dụ 19:30.", "Hour:minute, such as 19:30."),
    "workbook.note.period": ("Tháng/năm, ví dụ 11/2025.", "Month/year, such as 11/2025."),
    "workbook.note.word": ("Chọn một từ trong danh sách.", "Choose one from the list."),
    "workbook.note.text": ("Ghi bằng chữ.", "Text."),
    "workbook.note.rating": ("Chọn mức xếp loại mà lớp này nêu.", "Choose the rating that this layer states."),
    "workbook.note.limitations": (
        "Mỗi hạn chế một dòng (Alt+Enter để xuống dòng).",
        "One on each line (Alt+Enter for a new line).",
    ),
    "workbook.note.points": (
        "{maximum} điểm là cao nhất, bước {step}.",
        "At most {maximum} points, in steps of {step}.",
    ),
    "workbook.note.points_signed": (
        "Từ {minimum} đến {maximum} điểm, bước {step}.",
        "From {minimum} to {maximum} points, in steps of {step}.",
    ),
    "workbook.note.choice": ("Chọn một mức trong danh sách.", "Choose a level from the list."),
    "workbook.note.long_text": ("Ghi bằng chữ; mỗi ý một dòng.", "Text; one point on each line."),
    "workbook.blank": (
        "Chưa biết thì để trống: để trống là chưa có, không phải 0.",
        "Leave what is not known blank: blank is missing, not 0.",
    ),
    "workbook.wrong": ("Chưa đúng", "Not right"),
    # The form
    "workbook.form_title_of": ("PHIẾU GHI SỐ LIỆU CỦA {subject}", "RECORD OF ONE {subject}"),
    "workbook.form_title": ("PHIẾU GHI MỘT KỲ SINH HOẠT CHI BỘ", "RECORD OF ONE PARTY CELL MEETING"),
    "workbook.form_value": ("Ghi vào đây", "Fill in here"),
    "workbook.form_number": ("TT", "No."),
    "workbook.form_computed": ("máy tính", "computed"),
    "workbook.form_not_asked": ("–", "–"),
    "workbook.form_closing": ("Xếp loại và hạn chế", "Ratings and limitations"),
    # The guide
    "workbook.guide_title": ("Cách ghi sổ", "How to fill in this workbook"),
    "workbook.guide_framework": ("Khung tiêu chí: {title} ({id})", "Framework: {title} ({id})"),
    "workbook.guide_1": (
        "Bí thư ghi một kỳ họp: dùng bảng “{form}”. Cán bộ ghi nhiều chi bộ: dùng bảng “{table}”, mỗi kỳ họp một dòng.",
        "A secretary with one meeting uses the sheet “{form}”. An officer with many cells uses “{table}”, a row for each meeting.",
    ),
    "workbook.guide_1_of": (
        "Ghi một hồ sơ: dùng bảng “{form}”. Ghi nhiều hồ sơ: dùng bảng “{table}”, mỗi hồ sơ một dòng.",
        "For one record use the sheet “{form}”. For many use “{table}”, a row for each.",
    ),
    "workbook.guide_2": (
        "Chỉ ghi vào ô màu vàng nhạt. Chưa biết thì để trống: để trống là chưa có, không phải 0 và không phải “không”.",
        "Fill in the pale yellow cells only. Leave what is not known blank: blank is missing, not 0 and not “no”.",
    ),
    "workbook.guide_3": (
        "Đưa chuột lên tên cột để đọc cách chấm. Bấm vào ô để xem được ghi những gì.",
        "Point at the name of a column to read how it is scored. Click a cell to see what may stand in it.",
    ),
    "workbook.guide_4": (
        "Chỉ ghi số lượng đảng viên, không ghi tên. Không gộp ô, không đổi tên cột; được đổi thứ tự, lọc và ẩn dòng (dòng ẩn vẫn được đọc).",
        "Write numbers of members, no names. Do not merge cells or rename columns; rows may be sorted, filtered and hidden (hidden rows are read all the same).",
    ),
    "workbook.guide_4_of": (
        "Không ghi tên người. Không gộp ô, không đổi tên cột; được đổi thứ tự, lọc và ẩn dòng (dòng ẩn vẫn được đọc).",
        "Write no names of people. Do not merge cells or rename columns; rows may be sorted, filtered and hidden (hidden rows are read all the same).",
    ),
    "workbook.guide_5": (
        "Tiêu chí không có cột là tiêu chí do máy tính từ số liệu.",
        "A criterion that has no column is computed from the facts.",
    ),
    "workbook.guide_6": (
        "Ghi xong thì kiểm tra bằng lệnh check, rồi chấm bằng lệnh score của chương trình Chấm Điểm.",
        "Then check it by the command check of Chấm Điểm, and score it by the command score.",
    ),
    "workbook.guide_7": (
        "Khi in: “{form}” vừa hai trang A4. “{table}” rộng hơn khổ giấy nên chỉ in các cột đầu; muốn in hết thì bỏ vùng in (Page Layout → Print Area → Clear Print Area).",
        "In print: “{form}” takes two A4 pages. “{table}” is wider than paper, so its first columns are printed; for all of them, clear the print area (Page Layout → Print Area → Clear Print Area).",
    ),
    "workbook.faults_place": ("Chỗ lỗi", "Where"),
    "workbook.faults_sentence": ("Cần sửa", "What is wrong"),
}
