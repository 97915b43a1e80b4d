"""What help says first: of the program, of each command in its list, and of options that many of them have."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.group": (
        "Chấm điểm chất lượng sinh hoạt chi bộ, hoặc đối tượng khác mà khung tiêu chí nêu, theo khung tiêu chí viết bằng YAML, giải thích từng điểm và in phiếu.\n\nBắt đầu: `{chamdiem} new-record --framework an-phu/2025 -o ho-so.yaml`, điền vào tệp, rồi `{chamdiem} score ho-so.yaml`.",
        "Score the quality of party cell meetings by a framework written as YAML, explain every point and print the sheet.\n\nTo start: `{chamdiem} new-record --framework an-phu/2025 -o record.yaml`, fill it in, then `{chamdiem} score record.yaml`.",
    ),
    "help.lang": ("Ngôn ngữ: vi (mặc định) hoặc en.", "Language: vi (default) or en."),
    "help.help": ("Hiện hướng dẫn này.", "Show this help."),
    "help.version": ("Hiện phiên bản.", "Show the version."),
    "help.completion": (
        "In tập lệnh để phím Tab điền nốt tên lệnh, tùy chọn, tên tệp: bash, zsh hoặc fish; kèm chỗ phải đặt nó.\n\nVí dụ với bash: `{chamdiem} completion bash >> ~/.bashrc`, rồi mở cửa sổ lệnh mới.",
        "Print the script that lets Tab complete commands, options and files: bash, zsh or fish; and say where to put it.\n\nFor bash: `{chamdiem} completion bash >> ~/.bashrc`, then open a new terminal.",
    ),
    "help.config": (
        "Tệp thiết lập; bỏ trống thì dùng chamdiem.toml của thư mục đang làm việc, nếu có.",
        "File of settings; by default chamdiem.toml of the working folder, if there is one.",
    ),
    "help.framework": (
        "Mã khung tiêu chí hoặc đường dẫn tệp YAML; bỏ trống thì theo hồ sơ, hoặc theo đối tượng, ngày hoặc kỳ, đơn vị và loại sinh hoạt.",
        "Framework id or YAML file; by default the record's own, or the one in force for date, organisation and kind.",
    ),
    "help.format": ("Dạng kết quả: text hoặc json.", "Form of the result: text or json."),
    "help.derivation": (
        "Kèm mọi dữ kiện đã suy ra và từ đâu (chỉ với json).",
        "Add every concluded fact and its origin (json only).",
    ),
    "help.schema_version": (
        "Phiên bản lược đồ của JSON: 2 (lý do là dữ liệu, kèm câu chữ) hoặc 1 (lý do chỉ là câu chữ).",
        "Version of the JSON's schema: 2 (reasons as data, with their sentences) or 1 (reasons as sentences only).",
    ),
    "help.layer": (
        "Xét lớp chấm nào: self (tự chấm), cell_vote (biểu quyết), upper (cấp trên chấm), decided (quyết định); bỏ trống thì self.",
        "Which layer: self (the cell's own, by default), cell_vote (its vote), upper (the upper level), decided (the decision).",
    ),
    "help.framework_of_record": (
        "Mã khung tiêu chí (xem lệnh frameworks) hoặc đường dẫn tệp YAML.",
        "Framework id (see `frameworks`) or YAML file.",
    ),
    "help.record_output": (
        "Tệp kết quả; bỏ trống thì in ra màn hình.",
        "The output file; by default the record is printed.",
    ),
    "help.output": ("Tệp kết quả.", "The output file."),
    "help.score": (
        "Chấm một hồ sơ: điểm từng tiêu chí, tổng điểm, xếp loại, lý do từng điểm bị trừ; hoặc nhiều hồ sơ, mỗi hồ sơ một dòng.\n\nRECORD là hồ sơ (YAML hoặc JSON), sổ Excel (.xlsx), tệp CSV, hoặc thư mục có các tệp ấy.",
        "Score one record: points per criterion, total, rating, and why each point was lost; or many, a line for each.\n\nRECORD is the record (YAML or JSON), a workbook (.xlsx), a CSV file, or a folder of such files.",
    ),
    "help.keep_going": (
        "Chấm các hồ sơ đúng dù có hồ sơ sai; lỗi được nêu ở cuối.",
        "Score the records that are right though others are faulty; the faults are told at the end.",
    ),
    "help.faults": (
        "Ghi các dòng sai vào sổ Excel này, ghi chú ở từng ô, để sửa rồi chấm lại (đi cùng --keep-going).",
        "Write the faulty rows into this workbook, with a note on each cell, to correct and score again (with --keep-going).",
    ),
    "help.workbook": (
        "Tạo sổ Excel để ghi nhiều hồ sơ: mỗi hồ sơ một dòng, và phiếu ghi một hồ sơ; chỉ gồm những gì khung tiêu chí cần.",
        "Make an Excel workbook to fill in: a row for each record, and the form of one; just what the framework needs.",
    ),
    "help.framework_of_workbook": (
        "Mã khung tiêu chí hoặc đường dẫn tệp YAML; bỏ trống thì theo chamdiem.toml.",
        "Framework id or YAML file; by default that of chamdiem.toml.",
    ),
    "help.cells": (
        "Danh sách chi bộ hay đơn vị được chấm (CSV hoặc .xlsx: cell_id, cell_name, upper_org, members_total) để ghi sẵn; bỏ trống thì theo chamdiem.toml.",
        "Register of cells (CSV or .xlsx: cell_id, cell_name, upper_org, members_total) to begin rows for; by default that of chamdiem.toml.",
    ),
    "help.explain": (
        "Giải thích vì sao được hoặc mất điểm, tiêu chí mất điểm đứng trước.\n\nRECORD là hồ sơ, hoặc thư mục kết quả của `{chamdiem} bulk score --rules` khi có --row; CRITERION là mã một tiêu chí hoặc một nhóm, bỏ trống thì tất cả.",
        "Explain why points were given or lost, losses first.\n\nRECORD is the record, or with --row a folder of results of `{chamdiem} bulk score --rules`; CRITERION is the id of one criterion or group, all by default.",
    ),
    "help.sheet": (
        "In phiếu chấm điểm: đuôi tệp chọn dạng, .pdf để in, .docx để sửa bằng Word, .html để xem, .png là hình trang đầu.\n\nRECORD là hồ sơ; bỏ trống thì in phiếu trống của khung ở --framework: để điền tay, hoặc xem trước khi soạn khung.",
        "Write the score sheet: the suffix of the file chooses .pdf to print, .docx to edit, .html to read, .png for a picture of the first page.\n\nRECORD is the record; without it the sheet of --framework is printed blank: to fill in by hand, or to see it while a framework is being written.",
    ),
    "help.template": (
        "Mẫu phiếu riêng (.html hoặc .docx) thay cho mẫu có sẵn; kiểm tra trước bằng lệnh check.",
        "A template of one's own (.html or .docx) instead of the one that ships; `check` looks at it first.",
    ),
    "help.paragraph": (
        "In đoạn tự đánh giá để đưa vào nghị quyết tháng: điểm từng nhóm, tổng điểm, xếp loại, hạn chế, biểu quyết.\n\nRECORD là hồ sơ.",
        "Print the paragraph of self-assessment for the month's resolution: points by group, total, rating, limitations, vote.\n\nRECORD is the record.",
    ),
    "help.list": (
        "Lập các bảng của một tháng từ nhiều hồ sơ: bảng tổng hợp, bảng chênh lệch, bảng đơn vị chưa báo cáo, bảng cận ngưỡng, trang tổng quan.",
        "Make the lists of a month from many records: summary, differences, not reported, near a border, overview.",
    ),
    "help.list_summary": (
        "Bảng tổng hợp: 10 cột, dòng tổng cộng, đơn vị chưa báo cáo, thuyết minh điểm trừ.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ; đuôi tệp kết quả chọn dạng: .xlsx, .docx, .pdf.",
        "The monthly summary: 10 columns, total row, units that did not report, deduction notes.\n\nINPUT is a record or a folder of records; the suffix of the output chooses .xlsx, .docx or .pdf.",
    ),
    "help.list_discrepancies": (
        "Bảng chênh lệch: tự chấm và cấp trên chấm khác nhau ở tiêu chí nào, lớn nhất đứng trước.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "Differences between self and upper level by criterion, largest first.\n\nINPUT is a record or a folder of records.",
    ),
    "help.list_missing": (
        "Bảng đơn vị chưa báo cáo: có trong danh sách đơn vị mà chưa có hồ sơ của kỳ.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "Cells of the register without a record of the month.\n\nINPUT is a record or a folder of records.",
    ),
    "help.list_near": (
        "Bảng cận ngưỡng: tổng điểm sát ranh giới một mức xếp loại, để chọn kiểm tra lại.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "Totals near the border of a rating, for choosing whom to look at again.\n\nINPUT is a record or a folder of records.",
    ),
    "help.list_overview": (
        "Trang tổng quan của tháng: số đơn vị theo xếp loại, bình quân từng nhóm, tiêu chí mất nhiều điểm; ra .pdf hoặc .html.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "One page on the month: counts by rating, averages by group, criteria that lose most; as .pdf or .html.\n\nINPUT is a record or a folder of records.",
    ),
    "help.month": (
        "Kỳ cần lập, ví dụ 11/2025; bỏ trống khi mọi hồ sơ cùng một kỳ.",
        "The period, such as 11/2025; not needed where all records are of one.",
    ),
    "help.period": (
        "Xếp loại một chi bộ cả quý, sáu tháng, năm từ xếp loại các kỳ họp; nêu lý do và các tháng còn lại cần đạt gì.\n\nCELL là mã chi bộ; nguồn là sổ (--ledger), hoặc các hồ sơ, thư mục, sổ Excel ở INPUT. Tháng chưa báo cáo không bao giờ được coi là tốt hay xấu.",
        "Rate a cell over a quarter, a half-year or a year by the ratings of its meetings; say why, and what the open months must bring.\n\nCELL is the cell's id; the source is a ledger (--ledger), or the records, folders or workbooks of INPUT. A month without a report is never taken for a good or a bad one.",
    ),
    "help.register": (
        "Danh sách chi bộ hay đơn vị được chấm (CSV hoặc Excel): mã, tên, đảng bộ cấp trên, số đảng viên.",
        "The register of units (CSV or Excel): id, name, upper organisation, members.",
    ),
    "help.within": (
        "Cách ranh giới nhiều nhất bao nhiêu điểm (mặc định 2).",
        "How many points from the border at most (2 by default).",
    ),
    "help.frameworks": (
        "Liệt kê các khung tiêu chí, thời gian hiệu lực và nguồn gốc.",
        "List the frameworks with their dates in force and provenance.",
    ),
    "help.frameworks_show": ("Xem nội dung một khung tiêu chí.", "Show one framework."),
    "help.new_record": (
        "Tạo hồ sơ trống có chú thích để điền, chỉ gồm những gì khung tiêu chí cần.",
        "Make a blank commented record to fill in, with just what the framework needs.",
    ),
    "help.check": (
        "Kiểm tra hồ sơ (YAML, JSON, sổ Excel, CSV, thư mục), khung tiêu chí và mẫu phiếu (.html, .docx): mọi lỗi cùng lúc, có dòng và cột, hoặc bảng và ô.",
        "Check records (YAML, JSON, workbooks, CSV, folders), frameworks and templates (.html, .docx): every fault at once, with line and column, or sheet and cell.",
    ),
    "help.schema": (
        "In JSON Schema của khung tiêu chí (framework), trường hợp thử (cases), hồ sơ (record) hoặc kết quả (evaluation; evaluation-1 là phiên bản trước), cho trình soạn thảo và phần mềm khác.",
        "Print the JSON Schema of frameworks, cases, records or evaluations (evaluation-1: the version before), for editors and other software.",
    ),
    "click.usage": ("Cách dùng: ", "Usage: "),
    "click.required": ("bắt buộc", "required"),
    "click.options": ("Tùy chọn", "Options"),
    "click.commands": ("Lệnh", "Commands"),
    "section.meeting": ("Một hồ sơ", "One record"),
    "section.month": ("Một tháng, nhiều đơn vị; nhiều tháng", "A month of many units; several months"),
    "section.web": ("Trang web", "The pages"),
    "section.program": ("Chương trình", "The program"),
    "section.frameworks": ("Khung tiêu chí", "Frameworks"),
    "help.replace": (
        "Thay cả tệp đã có mà chương trình không ghi ra, hoặc đã được sửa sau khi ghi. Không bao giờ thay tệp nhập, sổ chấm điểm, khóa bí mật.",
        "Replace a file that this program did not write, or that was changed since. Inputs, ledgers and private keys are never replaced.",
    ),
    "help.advise": (
        "Gợi ý cách đạt mức xếp loại cao hơn: những thay đổi ít nhất, tách riêng việc còn làm được cho kỳ này và việc để dành cho kỳ sau.\n\nRECORD là hồ sơ. Mỗi gợi ý đều đã được chấm thử lại bằng chính khung tiêu chí.",
        "Say what would raise the rating: the smallest changes, what can still be done for this meeting apart from what is for the next one.\n\nRECORD is the meeting's record. Each way was scored again by the framework itself.",
    ),
    "section.authoring": ("Soạn khung tiêu chí", "Writing frameworks"),
    "help.cases": (
        "Chạy các trường hợp thử của khung tiêu chí và đo xem chúng đã thử đến những mức điểm, ngoại lệ, điều kiện nào.\n\nFRAMEWORK là mã khung hoặc tệp YAML; bỏ trống thì chạy mọi khung. Các trường hợp nằm trong thư mục cases cạnh tệp khung.",
        "Run the cases of frameworks and measure which bands, exceptions and gates they reach.\n\nFRAMEWORK is a framework's id or YAML file; all by default. Cases stand in the folder cases beside the framework's file.",
    ),
    "help.new_framework": (
        "Tạo khung tiêu chí mới: một bộ xương có chú thích, đúng ngay từ đầu, cùng các trường hợp thử của nó. Mọi chữ trong ngoặc đơn, mọi số và ngày là chỗ tạm để thay.\n\nID là mã của khung, như xa-mau/2026; tệp là xa-mau/2026.yaml trong thư mục đang làm việc, trường hợp thử ở xa-mau/cases/2026.yaml.",
        "Begin a framework: a commented skeleton that is right from the start, with its cases. All that stands in brackets, every number and every day is a placeholder.\n\nID is the framework's id, like xa-mau/2026; the file is xa-mau/2026.yaml in the working folder, its cases are xa-mau/cases/2026.yaml.",
    ),
    "help.fmt": (
        "Trình bày lại tệp khung tiêu chí: thứ tự khóa, thụt dòng, dòng trống, ngoặc kép của mã, chữ Unicode dựng sẵn. Nội dung và chú thích giữ nguyên; nếu không giữ được thì nói rõ và để nguyên tệp.",
        "Lay framework files out anew: order of keys, indentation, blank lines, quotes of ids, composed Unicode. Content and comments stay; where they could not, it says so and leaves the file.",
    ),
    "help.batch": (
        "Làm cả tháng một lần: chấm mọi hồ sơ, ghi phiếu của từng đơn vị và các bảng vào một thư mục.\n\nINPUT là hồ sơ, sổ Excel, tệp CSV hoặc thư mục. Mỗi tháng có bảng tổng hợp, bảng chênh lệch, bảng cận ngưỡng, bảng đơn vị chưa báo cáo (khi có danh sách đơn vị) và trang tổng quan. Không nêu dạng nào thì ghi PDF và Excel. Chạy lại thì chỉ làm lại những gì đã đổi; tệp đã sửa tay được giữ lại dưới tên khác; tệp của tháng khác, dạng khác và tệp không phải do lệnh này ghi được giữ nguyên.",
        "Do a whole month at once: score every record, write each unit's sheet and the lists into one folder.\n\nINPUT is a record, a workbook, a CSV file or a folder. Each month has its summary list, discrepancies, totals near a border, units that did not report (given a register) and an overview. Without a form, PDF and Excel are written. Run again, only what has changed is made again; files changed by hand are kept under another name; those of other months and forms, and those that this command did not write, stay as they are.",
    ),
    "help.bulk": (
        "Nhiều hồ sơ một lúc, hàng triệu dòng: chấm từng bảng thay cho từng hồ sơ.",
        "Many records at once, millions of rows: scored as tables instead of one by one.",
    ),
    "help.diff": (
        "So hai phiên bản của một khung tiêu chí: tiêu chí, mức điểm, điều kiện, ngưỡng xếp loại nào đã đổi.\n\nOLD và NEW là mã khung hoặc tệp YAML. Tiêu chí đổi mã được nhận ra nhờ khóa formerly.",
        "Compare two versions of a framework: which criteria, bands, gates and thresholds changed.\n\nOLD and NEW are framework ids or YAML files. A criterion that was given another id is known by its key formerly.",
    ),
    "help.ledger": (
        "Sổ chấm điểm: giữ hồ sơ, khung tiêu chí, kết quả, quyết định; chỉ ghi thêm, không sửa, không xóa.\n\nBắt đầu: `{chamdiem} ledger init so.ledger`, rồi `{chamdiem} ledger add so.ledger ho-so.yaml`.",
        "The ledger: keeps records, frameworks, results and decisions; it is added to, never changed.\n\nTo start: `{chamdiem} ledger init my.ledger`, then `{chamdiem} ledger add my.ledger record.yaml`.",
    ),
    "section.ledger": ("Sổ chấm điểm", "Ledger"),
    "help.lint": (
        "Chứng minh khung tiêu chí không hở, không chồng, mức xếp loại nào cũng đạt tới được; mỗi chỗ sai kèm một hồ sơ cho thấy.\n\nFRAMEWORK là mã khung, tệp YAML, hoặc tệp mẫu in (.j2, .html).",
        "Prove that a framework has no gaps or overlaps and that every rating can be reached; each defect comes with a record that shows it.\n\nFRAMEWORK is a framework's id, a YAML file, or a template (.j2, .html).",
    ),
    "help.verify": (
        "Kiểm tra điểm chốt, bằng chứng hoặc phiếu mà không cần sổ và không cần mạng.\n\nFILE là điểm chốt, bằng chứng, hoặc phiếu có bằng chứng nằm cạnh (tên phiếu thêm .tlog-proof).",
        "Check a checkpoint, a proof or a sheet without the ledger and without the network.\n\nFILE is a checkpoint, a proof, or a sheet with its proof beside it (the sheet's name with .tlog-proof).",
    ),
    "help.replay": (
        "Chấm lại mọi hồ sơ trong sổ từ chính số liệu và văn bản khung tiêu chí giữ trong sổ, rồi đối chiếu với kết quả đã ghi; hoặc (--as-if) xem một khung khác hay bản dự thảo làm đổi xếp loại ra sao.\n\nMã thoát 1 nếu có kết quả không giống hoặc không chấm lại được.",
        "Score every record of the ledger anew, from its own facts and framework text, and compare with the kept result; or (--as-if) see how another framework or a draft would move the ratings.\n\nThe exit status is 1 if a result differs or cannot be replayed.",
    ),
    "help.serve": (
        "Mở trang web trên máy này: bí thư chấm kỳ họp trên điện thoại hay máy tính, cấp trên xem và quyết định. Lần đầu thì làm thư mục dữ liệu và in giấy kích hoạt cho quản trị.",
        "Serve the pages from this machine: secretaries score their meetings on a phone or a PC, those above look and decide. The first time, the data folder is made and a slip for the administrator is printed.",
    ),
    "help.account": (
        "Tài khoản của trang web: làm mới, in giấy kích hoạt, khóa và mở.",
        "Accounts of the pages: make them, print slips, close and open them.",
    ),
    "help.projections": (
        "Bảng rút gọn mà trang web hiện: so với sổ, lập lại từ sổ.",
        "What pages show in short: compare it with the ledger, make it anew.",
    ),
    "help.backup": (
        "Sao lưu mọi dữ liệu của trang web vào một tệp, kiểm tra và khôi phục.",
        "Back all data of the pages up into one file, verify and restore it.",
    ),
}

PLACES: dict[str, tuple[str, str]] = {
    "ADDRESS": ("ĐỊA CHỈ", "ADDRESS"),
    "ARGS": ("THAM SỐ", "ARGS"),
    "CELL": ("ĐƠN VỊ", "CELL"),
    "COMMAND": ("LỆNH", "COMMAND"),
    "CRITERION": ("TIÊU CHÍ", "CRITERION"),
    "DATE": ("NGÀY", "DATE"),
    "DIR": ("THƯ MỤC", "DIR"),
    "ENTRY": ("SỐ MỤC", "ENTRY"),
    "FILE": ("TỆP", "FILE"),
    "FOLDER": ("THƯ MỤC", "FOLDER"),
    "FRAMEWORK": ("KHUNG", "FRAMEWORK"),
    "HOST": ("TÊN MÁY", "HOST"),
    "ID": ("MÃ", "ID"),
    "INPUT": ("NGUỒN", "INPUT"),
    "KIND": ("LOẠI", "KIND"),
    "LEDGER": ("SỔ", "LEDGER"),
    "LOGIN": ("TÊN ĐĂNG NHẬP", "LOGIN"),
    "MANDATE": ("ỦY NHIỆM", "MANDATE"),
    "MM/YYYY": ("THÁNG/NĂM", "MM/YYYY"),
    "NAME": ("TÊN", "NAME"),
    "NEW": ("BẢN MỚI", "NEW"),
    "NODE": ("TỔ CHỨC", "NODE"),
    "NUMBER": ("SỐ", "NUMBER"),
    "OLD": ("BẢN CŨ", "OLD"),
    "OPTIONS": ("TÙY CHỌN", "OPTIONS"),
    "MONTHS": ("THÁNG", "MONTHS"),
    "PERCENT": ("PHẦN TRĂM", "PERCENT"),
    "PERIOD": ("KỲ", "PERIOD"),
    "POINTS": ("ĐIỂM", "POINTS"),
    "RATING": ("MỨC", "RATING"),
    "RECORD": ("HỒ SƠ", "RECORD"),
    "ROW": ("DÒNG", "ROW"),
    "SHEET": ("PHIẾU", "SHEET"),
    "SHELL": ("TRÌNH LỆNH", "SHELL"),
    "TEXT": ("CHỮ", "TEXT"),
}
"""The names in help that stand for what is to be typed."""
