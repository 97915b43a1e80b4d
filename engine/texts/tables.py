"""The sentences about workbooks, CSV files, registers of cells and settings. Vietnamese first, then English."""

TABLES: dict[str, tuple[str, str]] = {
    # The file
    "table.not_workbook": (
        "tệp này không phải sổ Excel (.xlsx); hãy lưu lại ở dạng .xlsx hoặc .csv.",
        "this is no Excel workbook (.xlsx); save it as .xlsx or .csv.",
    ),
    "table.pdf": (
        "đây là tệp PDF; cần sổ Excel (.xlsx) có số liệu.",
        "this is a PDF; the Excel workbook (.xlsx) with the data is needed.",
    ),
    "table.old_excel": (
        "đây là sổ Excel kiểu cũ; hãy mở bằng Excel và lưu lại ở dạng .xlsx.",
        "this is a workbook of an old kind; open it in Excel and save it as .xlsx.",
    ),
    "table.encrypted": (
        "sổ có mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi lưu lại.",
        "the workbook has a password and cannot be read; take the password off and save it again.",
    ),
    "table.macros": (
        "sổ có macro nên không nhận; hãy lưu lại ở dạng .xlsx không có macro.",
        "workbooks with macros are not accepted; save it as .xlsx without macros.",
    ),
    "table.damaged": (
        "sổ bị hỏng, không đọc được; hãy mở bằng Excel và lưu lại.",
        "the workbook is damaged and cannot be read; open it in Excel and save it again.",
    ),
    "table.bomb": (
        "sổ giải nén ra quá lớn so với mức cho phép nên không đọc.",
        "the workbook unpacks to more than is allowed and is not read.",
    ),
    "table.entities": (
        "sổ có khai báo thực thể XML, thứ mà Excel không bao giờ ghi, nên không đọc.",
        "the workbook declares XML entities, which Excel never writes, and is not read.",
    ),
    "table.csv_is_workbook": (
        "tệp mang tên .csv nhưng nội dung là tệp nén; nếu là sổ Excel thì đổi tên thành .xlsx.",
        "the file is named .csv but holds an archive; if it is an Excel workbook, name it .xlsx.",
    ),
    "table.csv_syntax": (
        "dòng này sai cách viết CSV; thường do dấu ngoặc kép mở mà chưa đóng.",
        "this row is not valid CSV; most often a quote is not closed.",
    ),
    "table.empty_folder": (
        "thư mục không có tệp hồ sơ nào (.xlsx, .csv, .yaml, .json).",
        "the folder has no records (.xlsx, .csv, .yaml, .json).",
    ),
    "table.nothing": ("sổ chưa ghi kỳ họp nào.", "the workbook has no meeting yet."),
    "table.not_one": (
        "lệnh này cần tệp có đúng một kỳ họp; nhiều kỳ họp thì dùng “{chamdiem} score”.",
        "this command needs a file of exactly one meeting; for several use “{chamdiem} score”.",
    ),
    # The template
    "table.other_version": (
        "sổ theo mẫu số {version}, chương trình dùng mẫu số {current}; hãy tạo lại sổ bằng “{chamdiem} workbook” rồi chép số liệu sang.",
        "the workbook follows layout {version}, this program layout {current}; make a new one by “{chamdiem} workbook” and copy the data into it.",
    ),
    "table.other_hash": (
        "khung {id} đã thay đổi sau khi tạo sổ (mã băm {hash}, nay là {current}); hãy tạo lại sổ bằng “{chamdiem} workbook”, hoặc nêu đích danh khung bằng “--framework” để chấm theo bản nay.",
        "the framework {id} has changed since the workbook was made (hash {hash}, now {current}); make a new one by “{chamdiem} workbook”, or name the framework by “--framework” to score by the present one.",
    ),
    # Heading
    "table.no_heading": (
        "không thấy dòng tiêu đề có tên cột theo mẫu; nếu bảng này không phải số liệu thì ẩn bảng đi.",
        "no heading with the columns of the template is found; if this sheet is not data, hide it.",
    ),
    "table.unknown_column": (
        "không có cột “{name}” trong mẫu; hãy bỏ cột này, hoặc đặt tên như trong sổ do “{chamdiem} workbook” tạo ra.",
        "the template has no column “{name}”; take it out, or name it as in a workbook made by “{chamdiem} workbook”.",
    ),
    "table.similar_column": (
        "không có cột “{name}” trong mẫu; gần giống: {close}.",
        "the template has no column “{name}”; similar: {close}.",
    ),
    "table.repeated_column": ("cột “{name}” có hai lần.", "the column “{name}” is there twice."),
    # Cells
    "table.beside": (
        "ô có nội dung nhưng nằm ngoài các ô của mẫu; hãy xóa, hoặc đưa vào đúng ô.",
        "the cell has content but is none of the template's; clear it, or move it to its place.",
    ),
    "table.far_cell": (
        "ô có nội dung nằm quá xa; một bảng có nhiều nhất {rows} dòng và {columns} cột.",
        "a cell with content lies too far out; a table has at most {rows} rows and {columns} columns.",
    ),
    "table.long_text": (
        "ô có hơn {maximum} ký tự.",
        "the cell has more than {maximum} characters.",
    ),
    "table.formula": (
        "ô có công thức chưa tính ra kết quả; hãy mở bằng Excel, lưu lại, hoặc ghi thẳng giá trị.",
        "the cell has a formula without its result; open and save it in Excel, or write the value itself.",
    ),
    "table.error": (
        "ô báo lỗi {text}; hãy ghi giá trị đúng.",
        "the cell shows the error {text}; write the right value.",
    ),
    "table.merged": (
        "ô này bị gộp với ô khác; hãy bỏ gộp rồi ghi giá trị vào từng ô.",
        "the cell is merged with others; unmerge it and write the value into each.",
    ),
    "table.legacy_text": (
        "chữ “{text}” gõ theo bảng mã cũ ({encoding}); hãy chuyển sang Unicode rồi lưu lại.",
        "“{text}” is typed in an old encoding ({encoding}); convert it to Unicode and save it again.",
    ),
    "table.differing_meetings": (
        "chi bộ “{cell}” kỳ {period} có những hồ sơ khác nhau, ở đây và ở {places}; chưa chấm hồ sơ nào. Giữ lại một hồ sơ đúng; nếu là các chi bộ khác nhau, ghi mã chi bộ (cell_id) cho từng chi bộ.",
        "the cell “{cell}”, period {period}, has records that differ, here and at {places}; none is scored. Keep the right one; if they are different cells, give each its cell_id.",
    ),
    "table.repeated_meeting": (
        "chi bộ “{cell}” kỳ {period} đã có ở {first}; mỗi kỳ họp chỉ ghi một lần.",
        "the cell “{cell}”, period {period}, stands already at {first}; a meeting is given once.",
    ),
    # Faults as a workbook
    "faults.several_frameworks": (
        "các dòng lỗi thuộc nhiều khung tiêu chí nên không ghi chung vào một sổ; hãy chạy từng khung một.",
        "the faulty rows belong to several frameworks and cannot stand in one workbook; run each framework by itself.",
    ),
    "faults.no_framework": (
        "chưa rõ các dòng lỗi thuộc khung tiêu chí nào nên không tạo được sổ; hãy nêu bằng “--framework”.",
        "it is not known which framework the faulty rows belong to, so no workbook can be made; name it by “--framework”.",
    ),
    # Register of cells
    "register.empty": ("danh sách chưa có chi bộ nào.", "the register has no cell yet."),
    "register.missing": ("thiếu “{part}”.", "“{part}” is missing."),
    "register.repeated": ("mã chi bộ “{id}” đã có ở trên.", "the cell id “{id}” is given above."),
}
