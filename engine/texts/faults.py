"""The sentence of every fault: what is wrong, and what may stand there. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "place": ("{file}, dòng {line}, cột {column}", "{file}, line {line}, column {column}"),
    "place.sheet": ("bảng ‘{sheet}’", "sheet ‘{sheet}’"),
    "place.cell": ("ô {cell}", "cell {cell}"),
    "place.row": ("dòng {row}", "row {row}"),
    # Files
    "file.missing": ("không tìm thấy tệp này.", "there is no such file."),
    "file.missing_near": ("không tìm thấy tệp này; gần giống: {close}.", "there is no such file; like it: {close}."),
    "file.exists": (
        "tệp đã có; không ghi đè. Chọn tên khác.",
        "the file exists and is not overwritten. Choose another name.",
    ),
    "file.directory": ("đây là thư mục, cần một tệp.", "this is a directory; a file is needed."),
    "file.not_folder": (
        "đây không phải thư mục; chọn một thư mục để ghi kết quả.",
        "this is no folder; name one for the output.",
    ),
    "file.unreadable": ("không đọc được tệp: {reason}.", "the file cannot be read: {reason}."),
    "file.unwritable": ("không ghi được tệp: {reason}.", "the file cannot be written: {reason}."),
    "file.no_directory": (
        "không ghi được: thư mục chứa tệp không có.",
        "it cannot be written: its directory is not there.",
    ),
    "file.no_permission": (
        "không ghi được: không có quyền ghi ở đây.",
        "it cannot be written: writing is not permitted here.",
    ),
    "file.disk_full": ("không ghi được: hết chỗ trên đĩa.", "it cannot be written: the disk is full."),
    "file.not_permitted": ("không có quyền đọc tệp này.", "reading this file is not permitted."),
    "file.too_large": ("tệp lớn hơn mức cho phép {maximum} KB.", "the file is larger than {maximum} KB."),
    "file.empty": ("tệp trống hoặc chỉ có chú thích.", "the file is empty or has nothing but comments."),
    "file.utf16": (
        "tệp lưu theo mã UTF-16; hãy lưu lại theo mã UTF-8 (Excel: “CSV UTF-8”).",
        "the file is stored as UTF-16; save it as UTF-8 (Excel: “CSV UTF-8”).",
    ),
    "file.picture": (
        "đây là hình (ảnh chụp, bản quét), không phải tệp chữ nên không đọc được; hãy ghi lại vào hồ sơ hoặc sổ Excel.",
        "this is a picture (a photo, a scan), no text, and cannot be read; write what it shows into a record or a workbook.",
    ),
    "file.pdf": (
        "đây là tệp PDF, không phải tệp chữ nên không đọc được; hãy đưa vào hồ sơ hoặc sổ Excel mà từ đó in ra.",
        "this is a PDF, no text, and cannot be read; give the record or workbook that it was printed from.",
    ),
    "file.office": (
        "đây là tệp Word, Excel hoặc tệp nén, không phải tệp chữ. Sổ Excel phải lưu ở dạng .xlsx và mang đuôi ấy; tệp Word thì ghi lại vào hồ sơ hoặc sổ Excel.",
        "this is a file of Word or Excel, or an archive, and no text. A workbook has to be saved as .xlsx and be named so; what is in a Word file goes into a record or a workbook.",
    ),
    "file.not_utf8": (
        "byte {byte} không phải chữ UTF-8; tệp có thể lưu theo mã Windows-1258, TCVN3 hoặc VNI, hãy chuyển sang Unicode (UTF-8).",
        "byte {byte} is not UTF-8; the file may be Windows-1258, TCVN3 or VNI: convert it to Unicode (UTF-8).",
    ),
    # YAML
    "yaml.tab": ("có ký tự tab; hãy thụt dòng bằng dấu cách.", "there is a tab; indent with spaces."),
    "yaml.colon": (
        "dấu hai chấm không đúng chỗ: chữ có dấu hai chấm phải đặt trong ngoặc kép; nếu là khóa thì xem dòng này có thụt lệch, hoặc dòng trên có thiếu dấu hai chấm không.",
        "a colon is out of place: text with a colon must be quoted; if it ends a key, see whether this line is indented askew or the line above lacks its colon.",
    ),
    "yaml.no_colon": ("dòng này thiếu dấu hai chấm sau tên khóa.", "this line lacks the colon after its key."),
    "yaml.colon_alone": (
        "sau dấu hai chấm phải có một dấu cách rồi mới đến chữ; nếu cả dòng là một câu thì đặt trong ngoặc kép.",
        "a blank must stand between a colon and what follows; if the whole line is one text, quote it.",
    ),
    "yaml.cut": (
        "“{text}” bị coi là chú thích nên không được đọc; nếu là chữ thì đặt cả câu trong ngoặc kép, nếu là chú thích thì để dấu cách sau dấu #.",
        "“{text}” is taken for a comment and not read; if it is text, quote the whole of it, if a comment, put a blank after the #.",
    ),
    "yaml.no_value": (
        '“{key}” đứng một mình, không có dấu hai chấm; trong ngoặc, số thập phân viết 7.5, hoặc "7,5" có ngoặc kép.',
        '“{key}” stands alone, without a colon; within brackets a decimal is written 7.5, or "7,5" in quotes.',
    ),
    "yaml.dash": (
        "dấu “-” của danh sách phải đứng đầu một dòng mới; nếu là chữ thì đặt trong ngoặc kép.",
        "the “-” of a list must begin a new line; if it is text, quote it.",
    ),
    "yaml.start": (
        "giá trị không được bắt đầu bằng “{character}”; hãy đặt cả giá trị trong ngoặc kép.",
        "a value cannot begin with “{character}”; put the whole value in quotes.",
    ),
    "yaml.quote": (
        "dấu ngoặc {character} mở ở dòng {line} chưa được đóng.",
        "the quote {character} opened on line {line} is not closed.",
    ),
    "yaml.escape": (
        "sau dấu “\\” trong ngoặc kép có ký hiệu không hợp lệ; hãy viết “\\\\”, hoặc dùng ngoặc đơn.",
        "what follows “\\” in double quotes is not valid; write “\\\\”, or use single quotes.",
    ),
    "yaml.indent": (
        "dòng này thụt không khớp với khối bắt đầu ở dòng {line}, hoặc có chữ thừa sau ngoặc kép.",
        "this line is not indented like the block that begins on line {line}, or text follows a closing quote.",
    ),
    "yaml.bracket": (
        "thiếu dấu phẩy, hoặc ngoặc mở ở dòng {line} chưa được đóng.",
        "a comma is missing, or the bracket opened on line {line} is not closed.",
    ),
    "yaml.value": (
        "thiếu một giá trị trước chỗ này, hoặc thừa dấu phẩy hay ngoặc.",
        "a value is missing before this, or there is a comma or bracket too many.",
    ),
    "yaml.block": (
        "sau dấu “|” hoặc “>” phải xuống dòng; nếu là chữ thì đặt cả giá trị trong ngoặc kép.",
        "a new line must follow “|” or “>”; if it is text, put the whole value in quotes.",
    ),
    "yaml.trailing": ("có nội dung thừa sau khi dữ liệu đã kết thúc.", "there is more after the end of the data."),
    "yaml.syntax": ("chỗ này sai cú pháp YAML.", "this is not valid YAML."),
    "json.syntax": (
        "sai cú pháp JSON; thường do thiếu hoặc thừa dấu phẩy, thiếu ngoặc kép, hoặc có chú thích.",
        "this is not valid JSON; most often a comma is missing or too many, quotes are missing, or there is a comment.",
    ),
    "yaml.character": (
        "ký tự không nhìn thấy được {character} không được phép; hãy xóa đi.",
        "the invisible character {character} is not allowed; delete it.",
    ),
    "yaml.documents": (
        "tệp có hơn một tài liệu YAML (---); chỉ được một.",
        "more than one YAML document (---); only one is allowed.",
    ),
    "yaml.not_mapping": ("nội dung phải là các dòng “khóa: giá trị”.", "the content must be lines of “key: value”."),
    "yaml.too_deep": ("lồng nhau sâu hơn {maximum} tầng.", "nested deeper than {maximum} levels."),
    "yaml.too_many": ("có hơn {maximum} giá trị.", "more than {maximum} values."),
    "yaml.alias": (
        "không được dùng neo và tham chiếu (& *) “{name}”; hãy viết lại nội dung, hoặc đặt trong ngoặc kép nếu đó là chữ.",
        "anchors and aliases (& *) “{name}” are not allowed; write the content out, or quote it if it is text.",
    ),
    "yaml.tag": (
        "không được dùng thẻ “{tag}”; nếu đó là chữ thì đặt trong ngoặc kép.",
        "the tag “{tag}” is not allowed; quote it if it is text.",
    ),
    "yaml.duplicate_key": ("khóa “{key}” đã có ở dòng {line}.", "the key “{key}” stands already on line {line}."),
    "yaml.key": (
        "tên khóa phải là chữ, không được để trống, không phải danh sách, nhóm hay tham chiếu.",
        "a key must be text: not blank, and not a list, a mapping or an alias.",
    ),
    # Shape of a framework file
    "shape.missing": ("thiếu “{name}”.", "“{name}” is missing."),
    "shape.unknown_key": (
        "không có khóa “{name}” ở đây; được phép: {allowed}.",
        "there is no key “{name}” here; allowed: {allowed}.",
    ),
    "shape.choice": ("“{text}” không được phép; được phép: {allowed}.", "“{text}” is not allowed; allowed: {allowed}."),
    "shape.blank": (
        "“{name}” để trống; hãy điền, hoặc bỏ dòng này nếu không bắt buộc.",
        "“{name}” is blank; fill it in, or drop the line if it need not be there.",
    ),
    "shape.blank_item": ("“{name}” có một mục để trống.", "“{name}” has a blank item."),
    "shape.name": (
        "“{text}” không thể là tên trường hay số đo; tên gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ.",
        "“{text}” cannot be the name of a field or measure; a name has a–z, 0–9 and _, and begins with a letter.",
    ),
    "shape.name_of_key": (
        "“{text}” không thể là tên đặt cho số đo, số liệu; tên gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ.",
        "“{text}” cannot be the name of a measure or an input; a name has a–z, 0–9 and _, and begins with a letter.",
    ),
    "shape.id": (
        "“{text}” không thể là mã; mã gồm nhiều nhất 32 chữ không dấu (và Đ, đ), chữ số, dấu chấm, gạch ngang, gạch dưới, không có dấu cách.",
        "“{text}” cannot be an id; an id has at most 32 unaccented letters (and Đ, đ), digits, dots, hyphens and underscores, and no space.",
    ),
    "shape.framework_id": (
        "“{text}” không thể là mã khung; mã khung viết như an-phu/2025: hai hoặc ba phần cách nhau bằng “/”, mỗi phần nhiều nhất 60 chữ thường không dấu, chữ số, gạch ngang, và không là cases hay một tên Windows giữ riêng (con, prn, aux, nul, com1, lpt1…).",
        "“{text}” cannot be a framework's id; it is written like an-phu/2025: two or three parts divided by “/”, each of at most 60 letters a–z, digits and hyphens, and none of them cases or a name that Windows keeps (con, prn, aux, nul, com1, lpt1…).",
    ),
    "shape.organisation": (
        "“{text}” không thể là mã đơn vị; mã đơn vị viết như dien-bien/tuan-giao: chữ thường không dấu, chữ số, gạch ngang, các phần cách nhau bằng “/”.",
        "“{text}” cannot be an organisation's id; it is written like dien-bien/tuan-giao: a–z, 0–9 and hyphens, in parts divided by “/”.",
    ),
    "shape.too_few": (
        "“{name}” có quá ít mục; cần ít nhất {min_length}.",
        "“{name}” has too few items; at least {min_length} needed.",
    ),
    "shape.too_many": (
        "“{name}” có quá nhiều mục; nhiều nhất {max_length}.",
        "“{name}” has too many items; at most {max_length}.",
    ),
    "shape.positive": ("“{name}” phải lớn hơn 0.", "“{name}” must be greater than 0."),
    "shape.list": (
        "“{name}” phải là danh sách (các dòng bắt đầu bằng “-”).",
        "“{name}” must be a list (lines that start with “-”).",
    ),
    "shape.mapping": ("“{name}” phải là nhóm các dòng “khóa: giá trị”.", "“{name}” must be lines of “key: value”."),
    "shape.mapping_item": (
        "mỗi mục của “{name}” phải là nhóm các dòng “khóa: giá trị”.",
        "each item of “{name}” must be lines of “key: value”.",
    ),
    "shape.text": ("“{name}” phải là chữ hoặc số.", "“{name}” must be text or a number."),
    "shape.text_item": ("mỗi mục của “{name}” phải là chữ hoặc số.", "each item of “{name}” must be text or a number."),
    "shape.other": ("“{name}” không đúng.", "“{name}” is not right."),
    # Meaning of a framework file
    "framework.notice_needed": (
        "khung dựng lại phải có “notice”: dòng in trên mọi phiếu.",
        "a reconstructed framework needs “notice”: the line printed on every sheet.",
    ),
    "framework.in_force_reversed": (
        "ngày hết hiệu lực trước ngày có hiệu lực.",
        "the last day in force is before the first.",
    ),
    "framework.two_ends": (
        "mỗi đầu của khoảng chỉ viết một cách: at_least hoặc above, at_most hoặc below.",
        "each end of a range is written once: at_least or above, at_most or below.",
    ),
    "framework.empty_range": ("khoảng này không chứa số nào.", "no number lies in this range."),
    "framework.condition_subject": (
        "điều kiện cần đúng một trong: {allowed}; đang có: {given}.",
        "a condition needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.condition_combined": (
        "“all”, “any”, “not” không đi cùng phép so sánh ({given}).",
        "“all”, “any” and “not” take no comparison ({given}).",
    ),
    "framework.condition_test": (
        "điều kiện cần đúng một phép so sánh: “is”, “in”, “at”, hoặc một khoảng (at_least, above, at_most, below).",
        "a condition needs exactly one comparison: “is”, “in”, “at”, or a range (at_least, above, at_most, below).",
    ),
    "framework.condition_at": (
        "“at: maximum” chỉ dùng cho “criterion” hoặc “group”.",
        "“at: maximum” goes with “criterion” or “group” only.",
    ),
    "framework.measure_operation": (
        "số đo cần đúng một phép tính trong: {allowed}; đang có: {given}.",
        "a measure needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.choose_last": (
        "trong “choose”, dòng cuối không được có “when”, các dòng trước đều phải có.",
        "in “choose” the last line has no “when” and the earlier ones do.",
    ),
    "framework.scoring": (
        "tiêu chí cần đúng một cách chấm trong: {allowed}; đang có: {given}.",
        "a criterion needs exactly one way of scoring: {allowed}; given: {given}.",
    ),
    "framework.line_gives": (
        "mỗi dòng của “choose” cần đúng một trong: {allowed}; đang có: {given}.",
        "each line of “choose” needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.line_after_last": (
        "trong “choose”, dòng không có “when” phải là dòng cuối.",
        "in “choose” a line without “when” must be the last one.",
    ),
    "framework.out_of": (
        "“out_of” là một số lớn hơn 0, hoặc tên một trường hay số đo.",
        "“out_of” is a number above 0, or the name of a field or measure.",
    ),
    "framework.part_unused": ("“part” chỉ dùng cùng “every”.", "“part” goes with “every” only."),
    "framework.part_unsaid": (
        "cứ {every} thì tính một đơn vị, nhưng chưa nói phần lẻ tính thế nào; hãy ghi “every” và “part”, một trong: {allowed}.",
        "a unit is {every}, but what counts of a part of one is not said; give “every” and “part”, one of: {allowed}.",
    ),
    "framework.minimum_above_0": (
        "điểm thấp nhất “minimum” là 0 hoặc số âm.",
        "the “minimum” is 0, or less.",
    ),
    "framework.sum_passes": (
        "các phần cộng lại từ {least} đến {most} điểm, ra ngoài {minimum} đến {maximum} của tiêu chí; nếu chỉ tính đến đó thì ghi “capped: yes”.",
        "the parts sum to {least} to {most} points, beyond the criterion's {minimum} to {maximum}; if no more than these count, say “capped: yes”.",
    ),
    "framework.capped_unused": ("“capped” chỉ dùng với “take: sum”.", "“capped” goes with “take: sum” only."),
    "framework.step_unused": ("“step” chỉ dùng với “judged: points”.", "“step” goes with “judged: points” only."),
    "framework.cap_effect": (
        "trường hợp khống chế xếp loại cần đúng một trong: {allowed}; đang có: {given}.",
        "a cap needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.too_many": (
        "có {count} tiêu chí, nhiều quá; một khung có tối đa {most}.",
        "there are {count} criteria, which is too many; a framework has {most} at most.",
    ),
    "framework.circle": (
        "các số đo hoặc điều kiện phụ thuộc nhau thành vòng tròn: {names}.",
        "measures or conditions depend on each other in a circle: {names}.",
    ),
    "framework.repeated_id": ("mã “{id}” đã dùng trước đó.", "the id “{id}” is used before."),
    "framework.measure_hides_field": (
        "số đo “{name}” trùng tên một trường của hồ sơ; hãy đặt tên khác.",
        "the measure “{name}” has the name of a record field; choose another.",
    ),
    "framework.history_any": (
        "“{text}” không được phép; viết “any” (kỳ nào cũng tính), hoặc một điều kiện, ví dụ {{fact: absent_excused, at_least: 1}}.",
        "“{text}” is not allowed; write “any” (every record counts), or a condition, such as {{fact: absent_excused, at_least: 1}}.",
    ),
    "framework.history_operation": (
        "số liệu của các kỳ trước cần đúng một phép tính trong: {allowed}; đang có: {given}.",
        "a fact of earlier records needs exactly one of: {allowed}; given: {given}.",
    ),
    "framework.history_per_member": (
        "“per_member” chỉ dùng với “longest_run”.",
        "“per_member” goes with “longest_run” only.",
    ),
    "framework.history_of_members": (
        "chuỗi của một đảng viên suy từ số người, nên với “per_member”, “longest_run” phải là một số đếm từ 1 trở lên, ví dụ {{fact: absent_excused, at_least: 1}}.",
        "a member's run follows from how many there were, so with “per_member” “longest_run” must be a count of at least 1, such as {{fact: absent_excused, at_least: 1}}.",
    ),
    "framework.history_rounding": (
        "“rounding” đi cùng “mean_over”, và chỉ với nó.",
        "“rounding” goes with “mean_over”, and with nothing else.",
    ),
    "framework.history_unknown": (
        "“{name}” không phải một trường hay số liệu vào của hồ sơ; số liệu của các kỳ trước mang tên trường mà nó thay, ở đây có thể là: {allowed}.",
        "“{name}” is no field or input of the record; a fact of earlier records bears the name of the field that it stands for, here one of: {allowed}.",
    ),
    "framework.history_type": (
        "“{name}” không nhận được kết quả của “{operation}”: count và longest_run cho số đếm, exists cho có/không, last và mean_over cho đúng loại của trường được đọc.",
        "“{name}” cannot be what “{operation}” gives: count and longest_run give a count, exists a yes or no, last and mean_over what the field read is.",
    ),
    "framework.history_of_scoring": (
        "“{name}” chỉ xét được trường của hồ sơ và số đo làm từ trường; ở đây có câu trả lời hoặc điểm.",
        "“{name}” may ask for the record's fields and what is measured of them only; here are answers or points.",
    ),
    "framework.history_of_history": (
        "“{name}” xét “{other}”, mà số liệu ấy cũng do các kỳ trước quyết định; không dùng được ở đây.",
        "“{name}” asks for “{other}”, which earlier records decide too; it cannot stand here.",
    ),
    "framework.input_hides_field": (
        "số liệu “{name}” trùng tên một trường hay khóa có sẵn của hồ sơ; hãy dùng trường ấy, hoặc đặt tên khác.",
        "the input “{name}” has the name of a field or key that records have; use that one, or choose another name.",
    ),
    "framework.input_end": (
        "cần một giá trị, ví dụ 100, hoặc một trường khác, ví dụ {{fact: present}}.",
        "a value such as 100, or another field such as {{fact: present}}, is needed.",
    ),
    "framework.input_key": (
        "“{given}” không dùng với type: {type}.",
        "“{given}” does not go with type: {type}.",
    ),
    "framework.input_needs": ("type: {type} cần “{needed}”.", "type: {type} needs “{needed}”."),
    "framework.input_off_step": (
        "“{key}” không theo bước {step}.",
        "“{key}” does not go in steps of {step}.",
    ),
    "framework.input_end_near": (
        "hồ sơ không có trường “{name}”; gần giống: {close}.",
        "records have no field “{name}”; similar: {close}.",
    ),
    "framework.input_end_unknown": (
        "hồ sơ không có trường “{name}”; số đo không dùng làm giới hạn được.",
        "records have no field “{name}”; a measure can be no limit.",
    ),
    "framework.input_end_other": (
        "“{name}” không so được với “{own}”: cần một trường khác, cùng type và cùng số chữ số thập phân.",
        "“{name}” does not compare with “{own}”: it takes another field of the same type, with as many decimals.",
    ),
    "framework.personal_shown": (
        "{name} là số liệu riêng (personal: yes), chỉ số đo được dùng, và không dùng làm tử số hay mẫu số: nếu không thì phiếu sẽ in ra.",
        "{name} is personal (personal: yes): only measures may read it, and none as a share of two numbers, or sheets would show it.",
    ),
    "framework.personal_change": (
        "số liệu riêng (personal: yes) là hoàn cảnh, không ai chọn được: bỏ “change”.",
        "what is personal (personal: yes) is a circumstance and nobody's to choose: leave “change” out.",
    ),
    "framework.subject_meeting": (
        "id: meeting là kỳ sinh hoạt chi bộ; khi ấy bỏ trống “subject”.",
        "id: meeting is a party cell's meeting; leave “subject” out.",
    ),
    "framework.subject_occasion": (
        "occasion (từng lần, theo ngày) đứng một mình, không cùng kỳ khác.",
        "occasion (each time, by its day) stands alone, beside no other period.",
    ),
    "framework.kinds_of_meetings": (
        "“kinds” (loại sinh hoạt) chỉ dùng khi chấm kỳ sinh hoạt chi bộ; khung này có “subject”.",
        "“kinds” is for meetings; this framework has a “subject”.",
    ),
    "framework.unknown_name": ("không có “{name}”; được phép: {allowed}.", "there is no “{name}”; allowed: {allowed}."),
    "framework.unknown_fact": (
        "không có trường hay số đo “{name}”; gần giống: {close}.",
        "there is no field or measure “{name}”; similar: {close}.",
    ),
    "framework.no_such_fact": (
        "không có trường hay số đo “{name}”; các số đo của khung: {measures}; xem các trường của hồ sơ bằng lệnh “{chamdiem} schema record”.",
        "there is no field or measure “{name}”; the framework's measures: {measures}; “{chamdiem} schema record” prints the record's fields.",
    ),
    "framework.no_such_fact_of": (
        "không có số liệu hay số đo “{name}”; số liệu của khung: {inputs}; số đo: {measures}.",
        "there is no input or measure “{name}”; the framework's inputs: {inputs}; its measures: {measures}.",
    ),
    "framework.wrong_role": (
        "“{name}” là {role}, không dùng được ở đây; ở đây cần: {roles}.",
        "“{name}” is {role} and cannot stand here; needed: {roles}.",
    ),
    "framework.compared": (
        "không so được “{name}” ({role}) với “{other}”; hãy so hai số cùng loại, hai ngày, hoặc hai giờ.",
        "“{name}” ({role}) cannot be compared with “{other}”; compare two numbers, two days, or two times.",
    ),
    "framework.condition_other": (
        "chỉ `fact` mới so được với {{fact: …}}; điểm và câu trả lời thì so với một số.",
        "only a `fact` is compared with {{fact: …}}; points and answers are compared with a number.",
    ),
    "framework.operand": (
        "cần đúng một trong các khóa: {allowed}; đang có: {given}. Viết gọn: một tên, hoặc một số.",
        "exactly one of these keys is needed: {allowed}; given: {given}. In short: a name, or a number.",
    ),
    "framework.count_of": (
        "cần đúng một trong các khóa: {allowed}; đang có: {given}.",
        "exactly one of these keys is needed: {allowed}; given: {given}.",
    ),
    "framework.count_conditions": (
        "bỏ phép so và `left_out` bên cạnh: `conditions` tự là điều kiện.",
        "leave out the test and `left_out` beside `conditions`: these are conditions themselves.",
    ),
    "framework.count_test": (
        "chưa nói đếm câu trả lời hay tiêu chí nào là đạt: thêm is, in, at: maximum, hoặc at_least, above, at_most, below.",
        "which answers or criteria count is not said: add is, in, at: maximum, or at_least, above, at_most, below.",
    ),
    "framework.count_nothing": (
        "không có gì để đếm: không câu hỏi hay tiêu chí nào hợp với phép so.",
        "there is nothing to count: no question or criterion fits the test.",
    ),
    "framework.count_left_out": (
        "tiêu chí có thể không áp dụng ({ids}): hãy nói khi đó tính là đạt (left_out: counted) hay không (left_out: not_counted).",
        "criteria that may not apply ({ids}): say whether one then counts (left_out: counted) or not (left_out: not_counted).",
    ),
    "framework.when_empty": (
        "when_empty chỉ dùng với percent.",
        "when_empty goes with percent only.",
    ),
    "framework.limit_ends": (
        "limit chỉ nhận at_least và at_most.",
        "limit takes at_least and at_most only.",
    ),
    "role.number": ("số có phần lẻ", "a number with decimals"),
    "role.decimal": ("số có phần lẻ", "a number with decimals"),
    "role.count": ("số đếm", "a number"),
    "role.percent": ("tỷ lệ phần trăm", "a percentage"),
    "role.points": ("điểm", "points"),
    "role.yes_no": ("câu trả lời có/không", "a yes or no"),
    "role.words": ("từ chọn trong danh sách", "a word from a list"),
    "role.date": ("ngày", "a date"),
    "role.time": ("giờ", "a time"),
    "framework.score_test": (
        "điểm chỉ so bằng at_least, above, at_most, below hoặc at; câu trả lời thì hỏi bằng “answer” hoặc “answers”.",
        "points compare by at_least, above, at_most, below or at only; for what was answered write “answer”, “answers”.",
    ),
    "framework.in_needs_words": (
        "“in” chỉ dùng cho trường chọn từ; “{name}” là số.",
        "“in” is for words; “{name}” is a number.",
    ),
    "framework.words_need_is": (
        "“{name}” so bằng “is” hoặc “in”; được phép: {allowed}.",
        "“{name}” compares by “is” or “in”; allowed: {allowed}.",
    ),
    "framework.open_level": (
        "mức điểm cần ít nhất một đầu: at_least, above, at_most hoặc below.",
        "a level needs an end: at_least, above, at_most or below.",
    ),
    "framework.points_missing": (
        "các nhóm có điểm tối đa nhưng thiếu thang điểm “points” (maximum, step, rounding).",
        "the groups have maxima, but the scale “points” (maximum, step, rounding) is missing.",
    ),
    "framework.no_points": (
        "khung không có thang điểm “points” thì không dùng điểm ở đây; chỉ dùng “holds” hoặc “judged: yes_no”.",
        "a framework without the scale “points” has no points here; only “holds” or “judged: yes_no”.",
    ),
    "framework.points_tested": (
        "khung không có thang điểm “points” thì tiêu chí, nhóm chỉ đạt hay không đạt; đạt thì viết “at: maximum”.",
        "without the scale “points” a criterion or group is met or not; met is written “at: maximum”.",
    ),
    "framework.points_above_maximum": (
        "{points} điểm lớn hơn điểm tối đa {maximum}.",
        "{points} points are more than the maximum {maximum}.",
    ),
    "framework.points_below_minimum": (
        "{points} điểm thấp hơn điểm thấp nhất {minimum}; điểm âm thì tiêu chí hoặc phần phải ghi “minimum”.",
        "{points} points are less than the minimum {minimum}; for points below 0 the criterion or part says “minimum”.",
    ),
    "framework.points_above_span": (
        "{points} điểm lớn hơn khoảng điểm từ {minimum} đến {maximum}.",
        "{points} points are more than lie between {minimum} and {maximum}.",
    ),
    "framework.nothing_to_take": (
        "chưa có điểm nào để trừ: điểm tối đa là {maximum} mà không ghi “minimum”; hãy ghi điểm thấp nhất, ví dụ minimum: -{points}.",
        "there are no points to take off: the maximum is {maximum}, and there is no “minimum”; give one, such as minimum: -{points}.",
    ),
    "framework.points_off_step": (
        "{points} điểm không chia hết cho bước điểm {step}.",
        "{points} points are not a multiple of the step {step}.",
    ),
    "framework.sum": (
        "điểm các phần cộng lại là {sum}, không khớp điểm tối đa {declared} đã ghi.",
        "the points of the parts sum to {sum}, which does not fit the declared maximum {declared}.",
    ),
    "framework.layers_unasked": (
        "tiêu chí này tính từ số liệu, không hỏi ai, nên không ghi “layers”.",
        "this criterion is computed from the record and asks nobody, so it has no “layers”.",
    ),
    "framework.unscored_key": (
        "tiêu chí “scored: no” chỉ hỏi, không tính điểm: không ghi “{name}”.",
        "a criterion with “scored: no” is only asked and gives no points: no “{name}” here.",
    ),
    "framework.unscored_way": (
        "tiêu chí “scored: no” hỏi bằng “judged: yes_no”, “levels” hoặc “checklist”.",
        "a criterion with “scored: no” asks by “judged: yes_no”, “levels” or “checklist”.",
    ),
    "framework.unscored_treatment": (
        "tiêu chí “scored: no” không có điểm để cho; khi không áp dụng thì chỉ ghi “excluded”.",
        "a criterion with “scored: no” has no points to give; where it does not apply it is “excluded”.",
    ),
    "framework.unscored_tested": (
        "tiêu chí {name} không tính điểm (“scored: no”); thử câu trả lời bằng “answer: {name}”.",
        "criterion {name} gives no points (“scored: no”); test its answer by “answer: {name}”.",
    ),
    "framework.unscored_group_tested": (
        "mọi tiêu chí của nhóm {name} đều không tính điểm (“scored: no”); thử từng câu trả lời bằng “answer”.",
        "no criterion of group {name} gives points (“scored: no”); test each answer by “answer”.",
    ),
    "framework.minimum_unsaid": (
        "có tiêu chí cho điểm âm; thang điểm phải ghi “minimum”: tổng điểm không xuống dưới bao nhiêu.",
        "there are points below 0; the scale says “minimum”: the least that a total can be.",
    ),
    "framework.bonus_unsaid": (
        "có điểm thưởng ngoài thang điểm; phải ghi “bonus_above_maximum” là “allowed” (được vượt) hoặc “capped” (không vượt).",
        "there is a bonus outside the scale; say “bonus_above_maximum: allowed” or “capped”.",
    ),
    "framework.minimum_above": (
        "tổng điểm thấp nhất {points} phải nhỏ hơn tổng điểm tối đa {maximum}.",
        "the least total {points} must be less than the maximum {maximum}.",
    ),
    "framework.full_marks_of_faults": (
        "khung chấm bằng điểm lỗi (“better: lower”), nên “full_marks” là nhiều lỗi nhất; viết “then: zero”.",
        "points are given for faults (better: lower), so full_marks are the most faults; write “then: zero”.",
    ),
    "framework.quota_whole": (
        "giới hạn tỷ lệ phải tính trong số đơn vị có cả mức khác: “among” cần ít nhất một mức ngoài “share”.",
        "a quota counts among others, too: “among” needs at least one rating that is not in “share”.",
    ),
    "framework.quota_percent": (
        "{number} không phải tỷ lệ phần trăm; cần số từ 0 đến 100.",
        "{number} is not a percentage; a number from 0 to 100 is needed.",
    ),
    "framework.group_empty": (
        "nhóm chưa có gì: cần “criteria” (các tiêu chí) hoặc “groups” (các nhóm con).",
        "the group holds nothing: it needs “criteria” or “groups”.",
    ),
    "framework.mixed_exclusion": (
        "một khung chỉ dùng một cách bỏ tiêu chí ra khỏi tổng: {allowed}.",
        "one framework takes criteria out of the total in one way only: {allowed}.",
    ),
    # Catalog
    "catalog.unknown_near": (
        "không có khung tiêu chí “{id}”; gần giống: {close}; đang có: {allowed}.",
        "there is no framework “{id}”; like it: {close}; there are: {allowed}.",
    ),
    "catalog.unknown": (
        "không có khung tiêu chí “{id}”; đang có: {allowed}.",
        "there is no framework “{id}”; there are: {allowed}.",
    ),
    "catalog.shipped_id": (
        "tệp này mang mã “{id}” của khung có sẵn nhưng nội dung khác (mã nội dung {hash}, khung có sẵn {shipped}); hãy đặt cho khung của mình một mã khác.",
        "this file bears the id “{id}” of a framework that ships, with other content ({hash}, not {shipped}); give your own framework another id.",
    ),
    "catalog.taken_id": (
        "mã “{id}” là của khung có sẵn; hãy đặt cho khung của mình một mã khác.",
        "the id “{id}” is that of a framework that ships; give your own framework another id.",
    ),
    "catalog.id_mismatch": (
        "tệp ghi mã “{id}” nhưng nằm ở chỗ của “{expected}”.",
        "the file says “{id}” but stands in the place of “{expected}”.",
    ),
    "catalog.none_in_force": (
        "không có khung tiêu chí nào cho ngày {date}, đơn vị {organisation}, loại sinh hoạt {kind}; đang có hiệu lực ngày đó: {names}. Ghi “organisation”, hoặc nêu đích danh bằng “framework”.",
        "no framework scores {date}, organisation {organisation}, kind {kind}; in force that day: {names}. Give “organisation”, or name one by “framework”.",
    ),
    "catalog.none_for_subject": (
        "không có khung tiêu chí nào chấm “{subject}” của kỳ {span}, đơn vị {organisation}; chấm “{subject}” và đang có hiệu lực cuối kỳ đó: {names}. Ghi “organisation”, hoặc nêu đích danh bằng “framework”.",
        "no framework scores “{subject}” of {span}, organisation {organisation}; those of “{subject}” that are in force at its end: {names}. Give “organisation”, or name one by “framework”.",
    ),
    "catalog.several_for_subject": (
        "có nhiều khung tiêu chí chấm “{subject}” của kỳ {span}, đơn vị {organisation}: {names}. Hãy nêu đích danh bằng “framework”.",
        "several frameworks score “{subject}” of {span}, organisation {organisation}: {names}. Name one by “framework”.",
    ),
    "catalog.unavailable": (
        "{reason} Máy không chấm thay bằng khung khác (theo ghi chú của {id}); muốn chấm theo một khung khác thì nêu đích danh bằng “framework”.",
        "{reason} No other framework takes its place (as {id} says); to score by another one, name it by “framework”.",
    ),
    "catalog.several_in_force": (
        "có nhiều khung tiêu chí cho ngày {date}, đơn vị {organisation}, loại sinh hoạt {kind}: {names}. Hãy nêu đích danh bằng “framework”.",
        "several frameworks score {date}, organisation {organisation}, kind {kind}: {names}. Name one by “framework”.",
    ),
    # Periods
    "framework.record_test_how": (
        "mỗi phép thử một kỳ họp cần đúng một trong: “is”, “in”, hoặc khoảng (at_least, above, at_most, below); xếp loại: một đầu; điểm: một khoảng.",
        "a test of a record needs exactly one of: “is”, “in”, or a range (at_least, above, at_most, below); of a rating: one end; of points: a range.",
    ),
    "framework.pro_rata": (
        "“facts”, “of”, “rounding” đi cùng nhau, khi tính ngưỡng theo số tháng và chỉ khi đó.",
        "“facts”, “of” and “rounding” go together, with “then: pro_rata” and with nothing else.",
    ),
    "framework.periods_denied": (
        "“no_periods” nói văn bản không quy định, nhưng khung có “periods”; chỉ giữ một trong hai.",
        "“no_periods” says that there is no such rule, yet the framework has “periods”; keep one of both.",
    ),
    "framework.periods_of_subject": (
        "“periods” chỉ gộp các kỳ sinh hoạt chi bộ, không dùng với “subject”; hãy hỏi kết quả từng kỳ ở “inputs”.",
        "“periods” are made of meetings of a cell, never of a “subject”; ask for what each period came to in “inputs”.",
    ),
    "framework.period_twice": (
        "khung đã nói về kỳ “{over}” ở trên; mỗi loại kỳ chỉ viết một lần.",
        "the framework speaks of “{over}” above already; each is written once.",
    ),
    "framework.period_question": (
        "xếp loại theo kỳ chỉ tính từ các kỳ họp, không hỏi thêm ai; tiêu chí {id} phải chấm bằng số đo.",
        "a period is rated by its records alone and nobody is asked; criterion {id} must be scored by measures.",
    ),
    "framework.unknown_field": (
        "hồ sơ không có trường “{name}” dùng được ở đây; dùng được: {allowed}.",
        "the record has no field “{name}” that can stand here; allowed: {allowed}.",
    ),
    # Engine
    "inference.conflict": (
        "khung tiêu chí mâu thuẫn: hai quy tắc “{first}” và “{second}” cho hai kết quả khác nhau; không chấm.",
        "the framework contradicts itself: the rules “{first}” and “{second}” conclude different values; nothing is scored.",
    ),
    "inference.build": (
        "bộ suy diễn không nhận quy tắc từ “{rule}”: {reason}.",
        "the rule engine does not take the rules from “{rule}” on: {reason}.",
    ),
    "inference.too_large": ("giá trị {value} quá lớn.", "the value {value} is too large."),
    "inference.refused": (
        "bộ suy diễn từ chối số liệu (mã {number}) ở tầng của “{rule}”; không chấm.",
        "the rule engine refused the facts (code {number}) at “{rule}”; nothing is scored.",
    ),
    "inference.failed": (
        "bộ suy diễn gặp lỗi ở tầng của “{rule}”: {reason}; không chấm.",
        "the rule engine failed at “{rule}”: {reason}; nothing is scored.",
    ),
    "inference.unfinished": (
        "bộ suy diễn dừng giữa chừng ở tầng của “{rule}”; không chấm.",
        "the rule engine stopped short at “{rule}”; nothing is scored.",
    ),
}
