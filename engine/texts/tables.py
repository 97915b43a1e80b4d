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
    "table.large": (
        "bảng Parquet hay Arrow thì chấm bằng “{chamdiem} bulk score”; lệnh ấy kiểm tra từng dòng như “{chamdiem} check”.",
        "a table in Parquet or Arrow is scored by “{chamdiem} bulk score”, which checks each row as “{chamdiem} check” does.",
    ),
    "table.results": (
        "đây là thư mục kết quả của “{chamdiem} bulk score”, không phải hồ sơ hay bảng; xem một dòng bằng “{chamdiem} explain THƯ-MỤC --row DÒNG”, lập báo cáo bằng “{chamdiem} bulk report”.",
        "this folder has results of “{chamdiem} bulk score”, and no records or tables; see a row of it by “{chamdiem} explain FOLDER --row ROW”, and report on it by “{chamdiem} bulk report”.",
    ),
    "table.nothing": ("chưa ghi hồ sơ nào.", "no record is written here yet."),
    "table.not_one": (
        "lệnh này cần tệp có đúng một hồ sơ; nhiều hồ sơ thì dùng “{chamdiem} score”, hoặc “{chamdiem} batch” để in cả phiếu.",
        "this command needs a file of exactly one record; for several use “{chamdiem} score”, or “{chamdiem} batch” for sheets, too.",
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
    "table.unsure_heading": (
        "chỉ nhận ra {known} trong {count} tên cột ở dòng này, vì chưa biết bảng theo khung nào; hãy nêu khung bằng “--framework MÃ”.",
        "only {known} of {count} columns of this row are known, as nothing says of which framework the table is; name it by “--framework ID”.",
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
    "table.long_text": ("ô có hơn {maximum} ký tự.", "the cell has more than {maximum} characters."),
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
        "{unit} “{cell}” kỳ {period} có những hồ sơ khác nhau, ở đây và ở {places}; chưa chấm hồ sơ nào. Giữ lại một hồ sơ đúng; nếu là các {unit} khác nhau, ghi mã {unit} ({key}) cho từng {unit}.",
        "the {unit} “{cell}”, period {period}, has records that differ, here and at {places}; none is scored. Keep the right one; if they are different {units}, give each its {key}.",
    ),
    "table.repeated_meeting": (
        "{unit} “{cell}” kỳ {period} đã có ở {first}; mỗi kỳ chỉ ghi một lần.",
        "the {unit} “{cell}”, period {period}, stands already at {first}; a period is given once.",
    ),
    # How a sheet is made
    "table.sheet_missing": (
        "bảng “{sheet}” có tên trong sổ nhưng nội dung của nó không có trong tệp; hãy mở bằng Excel và lưu lại.",
        "the sheet “{sheet}” is named in the workbook but its content is not in the file; open it in Excel and save it again.",
    ),
    "table.row_order": (
        "trong tệp, dòng này đứng sau một dòng có số lớn hơn hoặc trùng số; hãy mở bằng Excel và lưu lại.",
        "in the file this row stands behind one of the same or a greater number; open it in Excel and save it again.",
    ),
    "table.repeated_cell": (
        "trong tệp, ô này có hai lần; hãy mở bằng Excel, ghi lại giá trị đúng và lưu lại.",
        "the cell is in the file twice; open it in Excel, write the right value and save it again.",
    ),
    "table.many_merged": (
        "sổ có hơn {maximum} vùng ô gộp; hãy bỏ gộp ô rồi lưu lại.",
        "the workbook has more than {maximum} merged ranges; unmerge the cells and save it again.",
    ),
    # What a cell shows
    "table.cell_value": (
        "ô ghi “{value}” với kiểu dữ liệu “{kind}”, không hợp nhau; hãy mở bằng Excel và ghi lại giá trị.",
        "the cell holds “{value}” as the type “{kind}”, which do not agree; open it in Excel and write the value again.",
    ),
    "table.zone": (
        "giờ “{value}” ghi theo múi giờ nên có thể lệch ngày; hãy ghi lại ngày, giờ ở Việt Nam, không kèm múi giờ.",
        "“{value}” is written in a time zone, which may move the day; write the local day and time without a zone.",
    ),
    "table.percent": (
        "ô hiện dạng phần trăm (giá trị {value}); hãy đổi định dạng ô sang dạng số thường rồi ghi số.",
        "the cell shows a percentage (its value is {value}); format it as a plain number and write the number.",
    ),
    "table.scaled": (
        "ô hiện theo nghìn hoặc triệu (giá trị thật {value}); hãy đổi định dạng ô sang dạng số thường.",
        "the cell shows thousands or millions (its value is {value}); format it as a plain number.",
    ),
    "table.invisible": (
        "ô có giá trị “{value}” nhưng định dạng của ô giấu nó đi; hãy xóa giá trị, hoặc đổi sang định dạng thường.",
        "the cell holds “{value}” but its format hides it; clear it, or format it as usual.",
    ),
    "table.rounded": (
        "ô hiện {shown} nhưng giá trị thật là {value}; hãy ghi đúng số cần dùng.",
        "the cell shows {shown} but its value is {value}; write the number that is meant.",
    ),
    "table.number_look": (
        "ô có giá trị {value} nhưng hiện theo định dạng “{look}”, không rõ là gì; hãy đổi sang định dạng thường rồi ghi lại.",
        "the cell holds {value} but shows it by the format “{look}”, whose meaning is not known; format it as usual and write it again.",
    ),
    "table.long_number": (
        "ô là số {value}, quá dài hoặc quá nhỏ nên Excel không giữ đủ chữ số; hãy đổi ô sang dạng chữ (Text) rồi ghi lại.",
        "the cell is the number {value}, too long or too small for Excel to keep its digits; format it as text and write it again.",
    ),
    "table.scientific": (
        "“{text}” là số đã bị rút gọn khi lưu nên không còn đủ chữ số; hãy ghi lại ở dạng chữ (Text).",
        "“{text}” is a number that was shortened when it was saved and has lost digits; write it again as text.",
    ),
    "table.lost_letters": (
        "chữ “{text}” đã mất dấu hoặc mất chữ khi lưu (thành � hoặc ?); hãy ghi lại cho đúng, lưu tệp ở UTF-8.",
        "“{text}” has lost letters when it was saved (they became � or ?); write it again and save the file as UTF-8.",
    ),
    "table.day_as_name": (
        "ô này là mã hoặc tên nhưng lại chứa ngày giờ {text}, có lẽ do Excel tự đổi; hãy đổi ô sang dạng chữ (Text) rồi ghi lại.",
        "this cell is an id or a name but holds the day or time {text}, perhaps made so by Excel; format it as text and write it again.",
    ),
    "table.answer_as_name": (
        "ô này là mã hoặc tên nhưng lại chứa “{text}” (đúng hoặc sai của Excel); hãy ghi lại mã hoặc tên.",
        "this cell is an id or a name but holds “{text}” (Excel's yes or no); write the id or the name.",
    ),
    # Rows and forms
    "table.above_heading": (
        "dòng này có số liệu nhưng nằm trên dòng tiêu đề (dòng {heading}); hãy đưa dòng tiêu đề lên trên mọi dòng số liệu.",
        "this row has data but stands above the heading (row {heading}); move the heading above all rows of data.",
    ),
    "table.no_cell": (
        "dòng này có số liệu nhưng không ghi là của {unit} nào, kỳ nào; hãy ghi mã {unit}, hoặc xóa dòng nếu là dòng cộng.",
        "this row has data but does not say of which {unit} and period; write its id, or delete the row if it is a total.",
    ),
    "table.computed_answer": (
        "ô này do máy tính ra, không ghi; hãy xóa “{text}”.",
        "this cell is computed and nothing is written into it; clear “{text}”.",
    ),
    "table.repeated_answer": (
        "mục này đã ghi ở ô trên của phiếu; mỗi mục chỉ ghi một lần.",
        "this is answered above in the form; it is given once.",
    ),
    "table.notes_with_table": (
        "bảng này mang dấu của tờ hướng dẫn nên không đọc, nhưng lại có dòng tiêu đề; hãy chép số liệu sang một bảng mới.",
        "this sheet is marked as a guide and is not read, but it has a heading; copy the data into a new sheet.",
    ),
    "table.differing_spelling": (
        "{unit} “{cell}” kỳ {period} chỉ khác cách viết với “{other}”, mà hồ sơ ở đây và ở {places} khác nhau; chưa chấm hồ sơ nào. Nếu là một {unit} thì giữ hồ sơ đúng, nếu là hai {unit} thì ghi mã {unit} khác hẳn nhau.",
        "the {unit} “{cell}”, period {period}, differs only in spelling from “{other}”, and the records here and at {places} differ; none is scored. If they are one {unit}, keep the right record, if two, give them ids that differ.",
    ),
    "table.differing_without_id": (
        "{unit} “{cell}” kỳ {period} trùng tên với hồ sơ ở {places} mà không phải hồ sơ nào cũng ghi mã {unit}, và các hồ sơ khác nhau; chưa chấm hồ sơ nào. Nếu là một {unit} thì giữ hồ sơ đúng, nếu không thì ghi mã (hoặc cấp trên) cho từng {unit}.",
        "the {unit} “{cell}”, period {period}, has the name of the records at {places}, of which not all give an id, and they differ; none is scored. If they are one {unit}, keep the right record, if not, give each its id (or upper organisation).",
    ),
    "table.repeated_spelling": (
        "{unit} “{cell}” kỳ {period} chỉ khác cách viết với “{other}” ở {first}; nếu là một {unit} thì viết như nhau và bỏ bớt một hồ sơ, nếu là hai {unit} thì ghi mã {unit} khác hẳn nhau.",
        "the {unit} “{cell}”, period {period}, differs only in spelling from “{other}” at {first}; if they are one {unit}, spell it alike and keep one of the records, if two, give them ids that differ.",
    ),
    "table.repeated_without_id": (
        "{unit} “{cell}” kỳ {period} trùng tên với hồ sơ ở {first}, mà một trong hai không ghi mã {unit}; nếu là một {unit} thì bỏ bớt một hồ sơ, nếu là hai {unit} thì ghi mã (hoặc cấp trên) cho cả hai.",
        "the {unit} “{cell}”, period {period}, has the name of the record at {first}, and one of them gives no id; if they are one {unit}, keep one of the records, if two, give both their ids (or upper organisations).",
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
    "register.empty": ("danh sách chưa có đơn vị nào.", "the register has no unit yet."),
    "register.under_cell": (
        "“{unit}” là chi bộ, không có tổ chức trực thuộc.",
        "“{unit}” is a cell, and nothing stands under one.",
    ),
    "register.missing": ("thiếu “{part}”.", "“{part}” is missing."),
    "register.dates": (
        "“{cell}” kết thúc hoạt động ngày {dissolved}, trước ngày thành lập {founded}.",
        "“{cell}” ends on {dissolved}, before it was founded on {founded}.",
    ),
    "register.repeated": (
        "mã “{id}” đã có ở {place}; mỗi đơn vị chỉ ghi một dòng.",
        "the id “{id}” stands already at {place}; a unit has one line.",
    ),
    "register.repeated_spelling": (
        "mã “{id}” chỉ khác cách viết với mã “{first}” ở {place}; nếu là một đơn vị thì bỏ bớt một dòng, nếu là hai đơn vị thì đặt mã khác hẳn nhau.",
        "the id “{id}” differs only in spelling from “{first}” at {place}; if they are one unit, remove a line, if two, give them ids that differ.",
    ),
}

REMARKS: dict[str, tuple[str, str]] = {
    # What was left out, or read though nobody sees it: said beside the results, never in silence
    "remark.title": (
        "không đọc {rows}, nằm trên dòng tiêu đề: {texts}.",
        "not read: {rows}, above the heading: {texts}.",
    ),
    "remark.totals": ("không đọc {rows}, là dòng cộng: {texts}.", "not read: {rows}, totals: {texts}."),
    "remark.signature": (
        "không đọc {rows}, là phần ghi chú, ký tên ngoài bảng: {texts}.",
        "not read: {rows}, notes and signatures beside the table: {texts}.",
    ),
    "remark.numbering": ("không đọc {rows}, chỉ đánh số các cột.", "not read: {rows}, only numbers the columns."),
    "remark.nameless": (
        "không đọc {rows}, không nêu đơn vị và kỳ nào: {texts}.",
        "not read: {rows}, which name no cell and no meeting: {texts}.",
    ),
    "remark.heading_again": (
        "{rows} là dòng tiêu đề lặp lại; các dòng bên dưới đọc theo tiêu đề đó.",
        "{rows}: the heading once more; what stands below is read by it.",
    ),
    "remark.hidden_rows": ("{rows} đang ẩn, vẫn được đọc.", "{rows}: hidden, read nevertheless."),
    "remark.hidden_columns": ("có cột đang ẩn, vẫn được đọc: {texts}.", "hidden columns, read nevertheless: {texts}."),
    "remark.hidden_sheet": ("bảng này đang ẩn nên không đọc.", "this sheet is hidden and is not read."),
    "remark.no_cells": (
        "trang này là biểu đồ hoặc hộp thoại, không có ô số liệu, nên không đọc.",
        "this sheet is a chart or a dialog without cells and is not read.",
    ),
    "remark.rows": ("dòng {numbers}", "row {numbers}"),
    "remark.more": ("{texts} và {count} dòng khác", "{texts} and {count} more"),
}
"""Begin with the rows, or go on after the name of a sheet."""

SETTINGS: dict[str, tuple[str, str]] = {
    "config.syntax": (
        'sai cú pháp TOML; mỗi dòng viết “khóa = giá trị”, chữ đặt trong ngoặc kép, ví dụ place_name = "Điện Biên".',
        'this is not valid TOML; a line is “key = value” with text in quotes, such as place_name = "Điện Biên".',
    ),
    "config.unknown_key": (
        "không có thiết lập “{name}”; được phép: {allowed}.",
        "there is no setting “{name}”; allowed: {allowed}.",
    ),
    "config.text": (
        "“{name}” phải là chữ trong ngoặc kép, không để trống.",
        "“{name}” must be text in quotes, not blank.",
    ),
    "config.choice": (
        "“{name}” không thể là {text}; được phép: {allowed}.",
        "“{name}” cannot be {text}; allowed: {allowed}.",
    ),
    # What decided a result
    "origin.framework": ("{id}, mã nội dung {hash}", "{id}, content {hash}"),
    "origin.frameworks": ("Chấm theo khung {names}.", "Scored by {names}."),
    "origin.framework_file": (
        "Khung {id} lấy từ tệp {file}, không phải khung có sẵn.",
        "The framework {id} comes from the file {file}; it is none of those that ship.",
    ),
    "origin.settings": ("Có dùng thiết lập trong {file}.", "The settings in {file} were used."),
    # What each is for
    "setting.organisation": (
        "Mã đơn vị của hồ sơ không ghi `organisation`, dùng khi chọn khung theo ngày của hồ sơ; viết như `dien-bien/tuan-giao`.",
        "The organisation of records without one, for choosing the framework in force; written like `dien-bien/tuan-giao`.",
    ),
    "setting.framework": (
        "Khung tiêu chí của hồ sơ không nêu khung, và của sổ Excel mới: một mã khung, hoặc tệp YAML tính từ thư mục của tệp thiết lập.",
        "The framework of records that name none, and of new workbooks: an id, or a YAML file beside the settings.",
    ),
    "setting.place_name": (
        "Địa danh trước ngày tháng trên phiếu; bỏ trống thì in dấu chấm để ghi tay.",
        "The place before the date of a sheet; without it, dots to write on.",
    ),
    "setting.cells": (
        "Danh sách chi bộ hay đơn vị được chấm (CSV hoặc .xlsx) để ghi sẵn vào sổ và biết đơn vị nào chưa báo cáo; tính từ thư mục của tệp thiết lập.",
        "The register of cells (CSV or .xlsx): rows begun in workbooks, and who has not reported; found beside the settings.",
    ),
    "setting.paper.line_spacing": (
        "Giãn dòng trên phiếu, tính bằng điểm: 18, 19 hoặc 20.",
        "Points from line to line on paper: 18, 19 or 20.",
    ),
    "setting.paper.title_size": (
        "Cỡ chữ tiêu đề, tính bằng điểm: 14 (mặc định) hoặc 15.",
        "Points of the title: 14 (as built in) or 15.",
    ),
}
TEXTS = {**TABLES, **REMARKS, **SETTINGS}
