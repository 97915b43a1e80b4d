"""What the command line says of itself and prints around results. Vietnamese first, then English."""

COMMANDS: dict[str, tuple[str, str]] = {
    # Help
    "help.group": (
        "Chấm điểm chất lượng sinh hoạt chi bộ theo khung tiêu chí viết bằng YAML, giải thích từng điểm và in phiếu.\n\nBắt đầu: `{chamdiem} new-record --framework an-phu/2025 -o ho-so.yaml`, điền vào tệp, rồi `{chamdiem} score ho-so.yaml`.",
        "Score the quality of party cell meetings by a framework written as YAML, explain every point and print the sheet.\n\nTo start: `{chamdiem} new-record --framework an-phu/2025 -o record.yaml`, fill it in, then `{chamdiem} score record.yaml`.",
    ),
    "help.lang": ("Ngôn ngữ: vi (mặc định) hoặc en.", "Language: vi (default) or en."),
    "help.help": ("Hiện hướng dẫn này.", "Show this help."),
    "help.version": ("Hiện phiên bản.", "Show the version."),
    "help.completion": (
        "In tập lệnh để phím Tab điền nốt tên lệnh, tùy chọn, tên tệp: bash, zsh hoặc fish; kèm chỗ phải đặt nó.\n\nVí dụ với bash: `{chamdiem} completion bash >> ~/.bashrc`, rồi mở cửa sổ lệnh mới.",
        "Print the script that lets Tab complete commands, options and files: bash, zsh or fish; and say where to put it.\n\nFor bash: `{chamdiem} completion bash >> ~/.bashrc`, then open a new terminal.",
    ),
    "completion.bash": (
        "Đặt những dòng trên vào cuối tệp ~/.bashrc ({chamdiem} completion bash >> ~/.bashrc), rồi mở cửa sổ lệnh mới.",
        "Put these lines at the end of ~/.bashrc ({chamdiem} completion bash >> ~/.bashrc), then open a new terminal.",
    ),
    "completion.zsh": (
        "Đặt những dòng trên vào cuối tệp ~/.zshrc, sau dòng compinit ({chamdiem} completion zsh >> ~/.zshrc), rồi mở cửa sổ lệnh mới. Phím Tab điền nốt cho lệnh chamdiem đã cài, không cho ./run.",
        "Put these lines at the end of ~/.zshrc, after compinit ({chamdiem} completion zsh >> ~/.zshrc), then open a new terminal. Tab completes for the installed chamdiem, not for ./run.",
    ),
    "completion.fish": (
        "Ghi những dòng trên vào tệp ~/.config/fish/completions/chamdiem.fish, rồi mở cửa sổ lệnh mới. Phím Tab điền nốt cho lệnh chamdiem đã cài, không cho ./run.",
        "Write these lines into ~/.config/fish/completions/chamdiem.fish, then open a new terminal. Tab completes for the installed chamdiem, not for ./run.",
    ),
    "help.config": (
        "Tệp thiết lập; bỏ trống thì dùng chamdiem.toml của thư mục đang làm việc, nếu có.",
        "File of settings; by default chamdiem.toml of the working folder, if there is one.",
    ),
    "help.framework": (
        "Mã khung tiêu chí hoặc đường dẫn tệp YAML; bỏ trống thì theo hồ sơ, hoặc theo ngày họp, đơn vị và loại sinh hoạt.",
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
        "Xét lớp chấm nào: self (chi bộ tự chấm), cell_vote (chi bộ biểu quyết), upper (cấp trên chấm), decided (quyết định); bỏ trống thì self.",
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
        "Chấm một kỳ họp: điểm từng tiêu chí, tổng điểm, xếp loại, lý do từng điểm bị trừ; hoặc nhiều kỳ họp, mỗi kỳ một dòng.\n\nRECORD là hồ sơ kỳ họp (YAML hoặc JSON), sổ Excel (.xlsx), tệp CSV, hoặc thư mục có các tệp ấy.",
        "Score one meeting: points per criterion, total, rating, and why each point was lost; or many, a line for each.\n\nRECORD is the meeting's record (YAML or JSON), a workbook (.xlsx), a CSV file, or a folder of such files.",
    ),
    "help.keep_going": (
        "Chấm các kỳ họp đúng dù có kỳ họp sai; lỗi được nêu ở cuối.",
        "Score the meetings that are right though others are faulty; the faults are told at the end.",
    ),
    "help.faults": (
        "Ghi các dòng sai vào sổ Excel này, ghi chú ở từng ô, để sửa rồi chấm lại (đi cùng --keep-going).",
        "Write the faulty rows into this workbook, with a note on each cell, to correct and score again (with --keep-going).",
    ),
    "help.workbook": (
        "Tạo sổ Excel để ghi các kỳ họp: mỗi kỳ một dòng, và phiếu ghi một kỳ; chỉ gồm những gì khung tiêu chí cần.",
        "Make an Excel workbook to fill in: a row for each meeting, and the form of one; just what the framework needs.",
    ),
    "help.framework_of_workbook": (
        "Mã khung tiêu chí hoặc đường dẫn tệp YAML; bỏ trống thì theo chamdiem.toml.",
        "Framework id or YAML file; by default that of chamdiem.toml.",
    ),
    "help.cells": (
        "Danh sách chi bộ (CSV hoặc .xlsx: cell_id, cell_name, upper_org, members_total) để ghi sẵn; bỏ trống thì theo chamdiem.toml.",
        "Register of cells (CSV or .xlsx: cell_id, cell_name, upper_org, members_total) to begin rows for; by default that of chamdiem.toml.",
    ),
    "help.explain": (
        "Giải thích vì sao được hoặc mất điểm, tiêu chí mất điểm đứng trước.\n\nRECORD là hồ sơ; CRITERION là mã một tiêu chí hoặc một nhóm, bỏ trống thì tất cả.",
        "Explain why points were given or lost, losses first.\n\nRECORD is the record; CRITERION is the id of one criterion or group, all by default.",
    ),
    "help.sheet": (
        "In phiếu chấm điểm: đuôi tệp chọn dạng, .pdf để in, .docx để sửa bằng Word, .html để xem, .png là hình trang đầu.\n\nRECORD là hồ sơ kỳ họp; bỏ trống thì in phiếu trống của khung ở --framework: để điền tay, hoặc xem trước khi soạn khung.",
        "Write the score sheet: the suffix of the file chooses .pdf to print, .docx to edit, .html to read, .png for a picture of the first page.\n\nRECORD is the meeting's record; without it the sheet of --framework is printed blank: to fill in by hand, or to see it while a framework is being written.",
    ),
    "help.template": (
        "Mẫu phiếu riêng (.html hoặc .docx) thay cho mẫu có sẵn; kiểm tra trước bằng lệnh check.",
        "A template of one's own (.html or .docx) instead of the one that ships; `check` looks at it first.",
    ),
    "help.paragraph": (
        "In đoạn tự đánh giá để đưa vào nghị quyết tháng: điểm từng nhóm, tổng điểm, xếp loại, hạn chế, biểu quyết.\n\nRECORD là hồ sơ kỳ họp.",
        "Print the paragraph of self-assessment for the month's resolution: points by group, total, rating, limitations, vote.\n\nRECORD is the meeting's record.",
    ),
    "help.list": (
        "Lập các bảng của một tháng từ nhiều hồ sơ: bảng tổng hợp, bảng chênh lệch, bảng chi bộ chưa báo cáo, bảng cận ngưỡng, trang tổng quan.",
        "Make the lists of a month from many records: summary, differences, not reported, near a border, overview.",
    ),
    "help.list_summary": (
        "Bảng tổng hợp: 10 cột, dòng tổng cộng, chi bộ chưa báo cáo, thuyết minh điểm trừ.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ; đuôi tệp kết quả chọn dạng: .xlsx, .docx, .pdf.",
        "The monthly summary: 10 columns, total row, cells that did not report, deduction notes.\n\nINPUT is a record or a folder of records; the suffix of the output chooses .xlsx, .docx or .pdf.",
    ),
    "help.list_discrepancies": (
        "Bảng chênh lệch: chi bộ tự chấm và cấp trên chấm khác nhau ở tiêu chí nào, lớn nhất đứng trước.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "Differences between self and upper level by criterion, largest first.\n\nINPUT is a record or a folder of records.",
    ),
    "help.list_missing": (
        "Bảng chi bộ chưa báo cáo: có trong danh sách chi bộ mà chưa có hồ sơ của tháng.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "Cells of the register without a record of the month.\n\nINPUT is a record or a folder of records.",
    ),
    "help.list_near": (
        "Bảng cận ngưỡng: tổng điểm sát ranh giới một mức xếp loại, để chọn kiểm tra lại.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "Totals near the border of a rating, for choosing whom to look at again.\n\nINPUT is a record or a folder of records.",
    ),
    "help.list_overview": (
        "Trang tổng quan của tháng: số chi bộ theo xếp loại, bình quân từng nhóm, tiêu chí mất nhiều điểm; ra .pdf hoặc .html.\n\nINPUT là hồ sơ hoặc thư mục hồ sơ.",
        "One page on the month: counts by rating, averages by group, criteria that lose most; as .pdf or .html.\n\nINPUT is a record or a folder of records.",
    ),
    "help.period": (
        "Kỳ cần lập, ví dụ 11/2025; bỏ trống khi mọi hồ sơ cùng một kỳ.",
        "The period, such as 11/2025; not needed where all records are of one.",
    ),
    "help.register": (
        "Danh sách chi bộ (CSV hoặc Excel): mã, tên, đảng bộ cấp trên, số đảng viên.",
        "The register of cells (CSV or Excel): id, name, upper organisation, members.",
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
    # Headings of help
    "click.usage": ("Cách dùng: ", "Usage: "),
    "click.required": ("bắt buộc", "required"),
    "click.options": ("Tùy chọn", "Options"),
    "click.commands": ("Lệnh", "Commands"),
    "section.meeting": ("Một kỳ họp", "One meeting"),
    "section.month": ("Một tháng, nhiều chi bộ", "A month of many cells"),
    "section.program": ("Chương trình", "The program"),
    "section.frameworks": ("Khung tiêu chí", "Frameworks"),
    # Wrong usage
    "usage.try": ("Xem hướng dẫn: {command} --help", "See: {command} --help"),
    "usage.near": ("Có phải muốn viết {close}?", "Did you mean {close}?"),
    "usage.no_such_command": (
        "không có lệnh “{name}”; các lệnh: {allowed}.",
        "there is no command “{name}”; commands: {allowed}.",
    ),
    "usage.no_such_option": ("không có tùy chọn “{name}”.", "there is no option “{name}”."),
    "usage.missing_argument": ("thiếu {name}.", "{name} is missing."),
    "usage.bad_choice": (
        "“{value}” không được phép cho {name}; được phép: {allowed}.",
        "“{value}” is not allowed for {name}; allowed: {allowed}.",
    ),
    "usage.bad_value": ("giá trị của {name} không đúng.", "the value of {name} is wrong."),
    "usage.option_value": ("tùy chọn “{name}” cần một giá trị.", "the option “{name}” needs a value."),
    "usage.extra_argument": ("thừa tham số.", "there are too many arguments."),
    "usage.other": ("lệnh viết chưa đúng.", "the command is not right."),
    "usage.no_criterion": (
        "khung {framework} không có tiêu chí “{name}”; các tiêu chí: {allowed}.",
        "{framework} has no criterion “{name}”; its criteria: {allowed}.",
    ),
    "usage.suffix": ("tên tệp của {name} phải có đuôi: {allowed}.", "the file of {name} must end in: {allowed}."),
    "usage.record_needed": (
        "phiếu trống không vào sổ, không có gợi ý hay điểm chốt; hãy nêu hồ sơ kỳ họp.",
        "a blank sheet is not kept in a ledger and has no advice or checkpoint; name the meeting's record.",
    ),
    "usage.no_layer": (
        "hồ sơ không có điểm chấm của lớp “{name}”; các lớp có: {allowed}.",
        "the record has no scores of the layer “{name}”; there are: {allowed}.",
    ),
    "usage.faults_alone": ("--faults đi cùng --keep-going.", "--faults goes with --keep-going."),
    "help.replace": (
        "Thay cả tệp đã có mà chương trình không ghi ra, hoặc đã được sửa sau khi ghi. Không bao giờ thay tệp nhập, sổ chấm điểm, khóa bí mật.",
        "Replace a file that this program did not write, or that was changed since. Inputs, ledgers and private keys are never replaced.",
    ),
    "stopped.interrupted": (
        "Đã dừng theo yêu cầu (Ctrl-C). Ngoài những gì đã báo ở trên, mọi tệp và sổ giữ nguyên như trước khi chạy lệnh.",
        "Stopped as asked (Ctrl-C). But for what is said above, every file and ledger is as it was before the command.",
    ),
    "stopped.terminated": (
        "Đã dừng theo yêu cầu của hệ thống. Ngoài những gì đã báo ở trên, mọi tệp và sổ giữ nguyên như trước khi chạy lệnh.",
        "Stopped as the system asked. But for what is said above, every file and ledger is as it was before the command.",
    ),
    # Results
    "result.framework": (
        "Khung tiêu chí: {title} ({id}), mã nội dung {hash}",
        "Framework: {title} ({id}), content {hash}",
    ),
    "result.authority": ("Theo {number} ngày {date} của {issuer}", "Under {number} of {date}, {issuer}"),
    "result.meeting": (
        "{cell}, kỳ {period}, sinh hoạt {kind}, ngày {date}",
        "{cell}, period {period}, {kind} meeting, {date}",
    ),
    "result.unknown": ("(chưa ghi)", "(not given)"),
    "result.unknown_cell": ("Chi bộ (chưa ghi tên)", "Cell (name not given)"),
    "result.written": ("Đã ghi phiếu: {file}", "Sheet written: {file}"),
    "result.list_written": ("Đã ghi danh sách: {file}", "List written: {file}"),
    "result.list_rows": ("Số dòng: {count}", "Rows: {count}"),
    "result.record_written": (
        "Đã tạo hồ sơ trống: {file}. Điền xong, chạy: {chamdiem} score {typed}",
        "Blank record written: {file}. Once filled in, run: {chamdiem} score {typed}",
    ),
    "result.right": ("{file}: đúng ({what}).", "{file}: right ({what})."),
    "result.right_so_far": (
        "{file}: phần đã ghi không có lỗi ({what}); chưa đủ để chấm hết:",
        "{file}: what is there is right ({what}); it is not enough to score everything:",
    ),
    "result.missing_facts": ("Còn thiếu {count} số liệu: {names}.", "Facts missing ({count}): {names}."),
    "result.missing_answers": (
        "Còn thiếu {count} câu trả lời tự chấm: {names}.",
        "Answers of the self-assessment missing ({count}): {names}.",
    ),
    "result.what_meetings": (
        "{count} kỳ họp, chấm theo {ids}; {unfilled} dòng chưa ghi",
        "meetings: {count}, scored by {ids}; rows not filled in: {unfilled}",
    ),
    "result.counts": (
        "Đã chấm {meetings} kỳ họp; sai {faulty}; chưa ghi {unfilled}.",
        "Meetings scored: {meetings}; faulty: {faulty}; not filled in: {unfilled}.",
    ),
    "result.at_least": ("≥ {points}", "≥ {points}"),
    "result.workbook_written": (
        "Đã tạo sổ: {file}. Ghi xong, chạy: {chamdiem} score {typed}",
        "Workbook written: {file}. Once filled in, run: {chamdiem} score {typed}",
    ),
    "result.faults_written": (
        "Đã ghi các dòng sai vào sổ: {file}. Sửa xong, chạy: {chamdiem} score {typed}",
        "Faulty rows written: {file}. Once corrected, run: {chamdiem} score {typed}",
    ),
    "result.what_framework": ("khung tiêu chí {id}, {count} tiêu chí", "framework {id}, {count} criteria"),
    "result.what_template": ("mẫu phiếu, in ra được: {forms}", "template of the sheet, makes: {forms}"),
    "result.what_record": ("hồ sơ, chấm theo {id}", "record, scored by {id}"),
    "result.explain_hint": ("Xem vì sao: {chamdiem} explain {typed}", "See why: {chamdiem} explain {typed}"),
    "result.better": ("Để được điểm cao hơn: {better}", "For more points: {better}"),
    "column.cell": ("Chi bộ", "Cell"),
    "column.period": ("Kỳ", "Period"),
    "column.self_total": ("Tự chấm", "Self"),
    "column.self_rating": ("Xếp loại", "Rating"),
    "column.upper_total": ("Cấp trên chấm", "Upper level"),
    "column.upper_rating": ("Xếp loại (cấp trên)", "Rating (upper)"),
    "column.id": ("TT", "No."),
    "column.title": ("Tiêu chí", "Criterion"),
    "column.maximum": ("Tối đa", "Maximum"),
    "column.reason": ("Lý do trừ điểm", "Why points were lost"),
    "column.total": ("Tổng", "Total"),
    "column.framework": ("Mã khung", "Id"),
    "column.in_force": ("Hiệu lực", "In force"),
    "column.applies": ("Áp dụng", "Applies to"),
    "column.provenance": ("Nguồn gốc", "Provenance"),
    "column.name": ("Tên", "Title"),
    "column.points": ("Thang điểm", "Points"),
    "show.from": ("từ {day}", "from {day}"),
    "show.from_to": ("{first}–{last}", "{first}–{last}"),
    "show.everyone": ("mọi đơn vị", "all organisations"),
    "show.official": ("đối chiếu bản chính", "official"),
    "show.secondary": ("theo nguồn thứ cấp", "secondary"),
    "show.reconstructed": ("dựng lại", "reconstructed"),
    "show.no_points": ("không có điểm", "no points"),
    "show.kinds": ("Loại sinh hoạt: {kinds}", "Meeting kinds: {kinds}"),
    "show.in_force": ("Hiệu lực: {dates}", "In force: {dates}"),
    "show.applies": ("Áp dụng: {organisations}", "Applies to: {organisations}"),
    "show.provenance": ("Nguồn gốc: {status}. {source}", "Provenance: {status}. {source}"),
    "show.hash": ("Mã băm nội dung (SHA-256): {hash}", "Content hash (SHA-256): {hash}"),
    "show.note": ("Ghi chú: {note}", "Note: {note}"),
    "show.ratings": ("Xếp loại:", "Ratings:"),
    "show.otherwise": ("các trường hợp còn lại", "otherwise"),
    "show.requires": ("kèm điều kiện: {gates}", "with: {gates}"),
    "progress.line": ("{what}: {done}/{total}", "{what}: {done}/{total}"),
    # Blank record
    "blank.title": ("Hồ sơ kỳ họp theo khung “{title}” ({id})", "Record of a meeting for “{title}” ({id})"),
    "blank.how": (
        "Điền sau dấu hai chấm; chỗ chưa biết để trống: để trống là chưa có, không phải 0 và không phải “không”.",
        "Fill in after the colon; leave what is not known blank: blank is missing, not 0 and not “no”.",
    ),
    "blank.count": ("số, không có thì ghi 0", "a number; 0 if none"),
    "blank.yes_no": ("có / không", "yes / no"),
    "blank.date": ("05/11/2025", "05/11/2025 (day first)"),
    "blank.time": ("19:30", "19:30"),
    "blank.end_time": ("21:00", "21:00"),
    "blank.period": ("11/2025", "11/2025"),
    "blank.points": ("0 đến {maximum} điểm, bước {step}", "0 to {maximum} points, step {step}"),
    "blank.times": ("số lần", "how many times"),
    "blank.self": ("chi bộ tự chấm", "self-assessment"),
    "blank.upper": ("cấp trên chấm", "upper level"),
    "blank.cell_vote": ("chi bộ biểu quyết mức xếp loại", "the rating the cell voted for"),
    "blank.decided": ("cấp ủy cấp trên quyết định mức xếp loại", "the rating the upper committee decided"),
    "blank.notes": (
        'lý do trừ điểm, ví dụ "3.1": Nội dung chưa có trọng tâm',
        'why points were lost, such as "3.1": content lacks focus',
    ),
    "blank.limitations": ("hạn chế cần khắc phục, mỗi dòng một ý: - …", "limitations to mend, one per line: - …"),
    "blank.evidence": (
        'minh chứng theo tiêu chí, ví dụ "3.1": Biên bản họp chi ủy',
        'evidence by criterion, such as "3.1": committee minutes',
    ),
}

PLACES: dict[str, tuple[str, str]] = {
    "ARGS": ("THAM SỐ", "ARGS"),
    "COMMAND": ("LỆNH", "COMMAND"),
    "CRITERION": ("TIÊU CHÍ", "CRITERION"),
    "DATE": ("NGÀY", "DATE"),
    "DIR": ("THƯ MỤC", "DIR"),
    "ENTRY": ("SỐ MỤC", "ENTRY"),
    "FILE": ("TỆP", "FILE"),
    "FRAMEWORK": ("KHUNG", "FRAMEWORK"),
    "ID": ("MÃ", "ID"),
    "INPUT": ("NGUỒN", "INPUT"),
    "KIND": ("LOẠI", "KIND"),
    "LEDGER": ("SỔ", "LEDGER"),
    "MM/YYYY": ("THÁNG/NĂM", "MM/YYYY"),
    "NAME": ("TÊN", "NAME"),
    "NEW": ("BẢN MỚI", "NEW"),
    "OLD": ("BẢN CŨ", "OLD"),
    "OPTIONS": ("TÙY CHỌN", "OPTIONS"),
    "PERCENT": ("PHẦN TRĂM", "PERCENT"),
    "POINTS": ("ĐIỂM", "POINTS"),
    "RECORD": ("HỒ SƠ", "RECORD"),
    "SHEET": ("PHIẾU", "SHEET"),
    "SHELL": ("TRÌNH LỆNH", "SHELL"),
    "TEXT": ("CHỮ", "TEXT"),
}
"""The names in help that stand for what is to be typed."""
