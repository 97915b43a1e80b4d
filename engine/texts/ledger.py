"""What the ledger says: what it refuses, what is wrong with it, what it shows. Vietnamese first, then English."""

LEDGER_FAULTS: dict[str, tuple[str, str]] = {
    # Finding and opening
    "ledger.missing": (
        "không có sổ chấm điểm ở đây; lập sổ mới bằng lệnh {chamdiem} ledger init.",
        "there is no ledger here; make one with {chamdiem} ledger init.",
    ),
    "ledger.exists": (
        "đã có sổ chấm điểm ở đây; không lập lại.",
        "there is a ledger here already; it is not made anew.",
    ),
    "ledger.not_a_ledger": ("tệp này không phải là sổ chấm điểm.", "this file is not a ledger."),
    "ledger.newer": (
        "sổ này do phiên bản mới hơn của chương trình ghi; hãy cập nhật chương trình.",
        "this ledger was written by a later version of the program; update the program.",
    ),
    "ledger.cannot_open": (
        "không mở được sổ: hãy kiểm tra quyền đọc và ghi của tệp và của thư mục chứa nó.",
        "the ledger cannot be opened: check that the file and its directory may be read and written.",
    ),
    "ledger.pending": (
        "sổ ở nơi không ghi được và còn phần chưa nhập vào tệp chính; hãy chép cả tệp đuôi “-wal” cùng sổ sang nơi ghi được rồi mở.",
        "the ledger lies where nothing can be written, and part of it is still in its “-wal” file; copy both to where writing is possible and open it there.",
    ),
    "ledger.address": (
        "địa chỉ viết chưa đúng; mẫu: postgresql://tài-khoản@máy-chủ/tên.",
        "the address is not right; the pattern: postgresql://user@host/database.",
    ),
    "ledger.no_server": ("không dùng được cơ sở dữ liệu: {reason}.", "the database cannot be used: {reason}."),
    "ledger.no_right": (
        "tài khoản này không có quyền làm việc đó trong sổ.",
        "this account has no right to do that in the ledger.",
    ),
    # Writing
    "ledger.waiting": (
        "{name}: đang có người khác ghi vào sổ; chờ đến khi xong, nhiều nhất 30 giây.",
        "{name}: somebody else is writing to the ledger; waiting until that is done, for 30 seconds at most.",
    ),
    "ledger.locked": (
        "sổ đang có người khác ghi, chờ mãi chưa xong; hãy thử lại sau.",
        "someone else is writing the ledger and did not finish in time; try again later.",
    ),
    "ledger.read_only": (
        "sổ ở nơi chỉ đọc được; không ghi gì vào sổ.",
        "the ledger can only be read here; nothing was written to it.",
    ),
    "ledger.disk": (
        "đĩa không nhận hoặc không trả dữ liệu của sổ: có thể hết chỗ, quá hạn mức, hoặc đĩa hỏng.",
        "the disk does not take or give the ledger's data: it may be full, a quota may be reached, or it is failing.",
    ),
    "ledger.failed": ("không dùng được sổ: {reason}.", "the ledger cannot be used: {reason}."),
    # Asking
    "ledger.no_entry": ("sổ không có mục {number}; sổ có {size} mục.", "there is no entry {number}; there are {size}."),
    "ledger.no_hash": ("sổ không có mục nào mang mã băm {hash}.", "no entry has the hash {hash}."),
    "ledger.no_meeting": (
        "hồ sơ chưa ghi “{part}”; muốn vào sổ phải rõ là của ai, của kỳ hay ngày nào, và loại sinh hoạt nếu là kỳ sinh hoạt.",
        "the record does not give “{part}”; for the ledger it must say whose it is, its date or period, and of a meeting the kind.",
    ),
    "ledger.no_meeting_entry": (
        "mục {number} không nói về một hồ sơ hay một kỳ họp.",
        "entry {number} is not about a record or a meeting.",
    ),
    "ledger.not_evaluation": (
        "mục {number} không phải kết quả chấm; cần số của một mục kết quả chấm.",
        "entry {number} is not an evaluation; the number of an evaluation is needed.",
    ),
    "ledger.unknown_framework": (
        "mục {number}: sổ không giữ khung tiêu chí mà mục này đã dùng.",
        "entry {number}: the ledger does not hold the framework by which it was scored.",
    ),
    # Recording
    "ledger.other_record": (
        "sổ đã có hồ sơ khác của kỳ này ở mục {number}; hồ sơ ấy sai thì đính chính: {chamdiem} ledger correct SỔ {number} HỒ-SƠ.",
        "entry {number} holds another record of this period; if that one is wrong: {chamdiem} ledger correct LEDGER {number} RECORD.",
    ),
    "ledger.other_spelling": (
        "“{cell}” chỉ khác cách viết với “{other}” đã có hồ sơ của kỳ này ở mục {number}; cùng một {unit} thì viết mã như trong sổ, hai {unit} thì ghi mã khác hẳn nhau.",
        "“{cell}” differs only in spelling from “{other}”, whose record of this period is entry {number}; for one {unit}, spell its id as the ledger does, for two, give them ids that differ.",
    ),
    "ledger.other_framework": (
        "kỳ này đã được chấm theo khung khác ở mục {number}; sổ giữ kết quả ấy. Chỉ khi khung đã dùng là nhầm mới đính chính mục ấy, và quyết định dựa trên kết quả ấy phải được ghi lại.",
        "entry {number} scored this period by another framework, and the ledger keeps that result. Correct that entry only if the framework was the wrong one; a decision that rests on it must then be recorded again.",
    ),
    "ledger.no_export": (
        "đây là thiết bị hoặc đường ống, không phải tệp; hãy chép sổ ra một tệp rồi nhập từ tệp ấy.",
        "this is a device or a pipe and no file; export the ledger to a file, and import that.",
    ),
    "ledger.edited_framework": (
        "kỳ này đã được chấm ở mục {number}, theo nội dung cũ ({old}) của khung {id}. Tệp khung nay có nội dung khác ({new}), nhưng chấm theo nội dung mới vẫn ra đúng kết quả ấy. Sổ giữ nguyên kết quả cùng mọi quyết định đã ghi; không cần ghi lại hay đính chính gì.",
        "entry {number} scored this period by an older content ({old}) of the framework {id}. The framework's file says something else by now ({new}), yet by that the result is the very same. The ledger keeps the result and every decision on it; nothing need be recorded again or corrected.",
    ),
    "ledger.edited_framework_result": (
        "kỳ này đã được chấm ở mục {number}, theo nội dung cũ ({old}) của khung {id}. Tệp khung nay có nội dung khác ({new}), và chấm theo nội dung mới thì kết quả khác: {node} trong sổ là {kept}, nay là {now}. Sổ giữ nguyên kết quả cùng mọi quyết định đã ghi; không cần đính chính gì. Muốn xem nội dung mới làm đổi những gì: {chamdiem} replay SỔ --as-if {id}.",
        "entry {number} scored this period by an older content ({old}) of the framework {id}. The framework's file says something else by now ({new}), and by that the result is another one: {node} is {kept} in the ledger and {now} now. The ledger keeps the result and every decision on it; nothing need be corrected. To see what the new content changes: {chamdiem} replay LEDGER --as-if {id}.",
    ),
    "ledger.other_result": (
        "cùng hồ sơ, cùng khung, mà kết quả khác mục {number} (phiên bản {version} chấm): {node} trong sổ là {kept}, nay tính ra {now}. Sổ giữ nguyên kết quả cũ cùng mọi quyết định đã ghi, không cần làm gì với sổ; hãy chạy {chamdiem} replay và gửi báo cáo cho người bảo trì chương trình.",
        "same record, same framework, yet another result than entry {number} (scored by version {version}): {node} is {kept} in the ledger and {now} now. The ledger keeps the old result and every decision on it, and nothing need be done to it; run {chamdiem} replay and send the report to those who maintain the program.",
    ),
    "ledger.recorded_already": (
        "kỳ của hồ sơ này đã có trong sổ với đúng kết quả ấy ở mục {number}; không thay vào chỗ của kỳ khác được.",
        "the period of this record is in the ledger already with this very result, as entry {number}; it cannot take the place of another.",
    ),
    "ledger.held": (
        "sổ đang giữ hồ sơ của kỳ họp này của “{cell}” ở mục {number}, nên không thể ghi là không họp; hồ sơ sai thì rút bằng {chamdiem} ledger correct.",
        "the ledger holds a record of this meeting of “{cell}” as entry {number}, so it cannot be noted as not held; a wrong record is withdrawn by {chamdiem} ledger correct.",
    ),
    "ledger.was_not_held": (
        "sổ ghi ở mục {number} rằng kỳ này không họp; có họp thì đính chính mục ấy bằng hồ sơ này.",
        "entry {number} says that this meeting was not held; if it was, correct that entry by this record.",
    ),
    "ledger.spelled": (
        "“{cell}” chỉ khác cách viết với “{other}” trong sổ; viết mã như trong sổ.",
        "“{cell}” differs only in spelling from “{other}” in the ledger; spell it as the ledger does.",
    ),
    "ledger.withdrawn": (
        "kỳ này đã bị rút khỏi sổ ở mục {number}; muốn ghi lại thì đính chính mục ấy.",
        "this period was withdrawn by entry {number}; to record it again, correct that entry.",
    ),
    "ledger.not_in_force": (
        "mục {number} không còn hiệu lực: xem mục {by}.",
        "entry {number} is no longer in force: see entry {by}.",
    ),
    "ledger.not_replaced": (
        "mục {number} là quyết định hoặc điểm ấn định: chỉ rút được, không thay bằng hồ sơ.",
        "entry {number} is a decision or an override: it can be withdrawn, not replaced by a record.",
    ),
    "ledger.nothing_new": (
        "kết quả đúng như mục {number} đang có hiệu lực; không có gì để đính chính.",
        "the result is that of entry {number}, which is in force; there is nothing to correct.",
    ),
    "ledger.no_points": (
        "khung {name} không cho điểm, nên không ấn định điểm được.",
        "the framework {name} gives no points, so none can be put beside them.",
    ),
    "ledger.not_kind": (
        "mục {number} không giữ thứ cần đọc ở đây (khung tiêu chí hoặc hồ sơ).",
        "entry {number} does not keep what is to be read here (a framework or a record).",
    ),
    "ledger.not_kept": (
        "kho dữ liệu không giữ mục {number} đúng như đã ghi: có trigger, rule hoặc quyền lạ trong kho; chưa ghi gì vào sổ. Hãy chạy {chamdiem} ledger fsck.",
        "the store does not keep entry {number} as it was written: it has a trigger, a rule or rights that do not belong to it; nothing was recorded. Run {chamdiem} ledger fsck.",
    ),
    "ledger.time_ahead": (
        "mục {number} ghi lúc {time}, muộn hơn giờ của máy này ({now}): đồng hồ máy này hoặc máy đã ghi mục ấy chạy sai. Hãy xem lại đồng hồ; nếu mục ấy được ghi khi đồng hồ chạy sai, hãy ghi rõ điều đó: {chamdiem} ledger clock SỔ --role … --reason ….",
        "entry {number} was made at {time}, which is later than this machine's clock says ({now}): the clock is wrong here, or was wrong there. Look at the clock; if that entry was made by a wrong one, have the ledger say so: {chamdiem} ledger clock LEDGER --role … --reason ….",
    ),
    "ledger.clock_behind": (
        "đồng hồ máy đang chỉ {now}, sớm hơn mục cuối của sổ (mục {number}, ghi lúc {time}); chưa ghi gì. Hãy chỉnh đồng hồ. Nếu chính mục cuối được ghi khi đồng hồ chạy sai, hãy ghi rõ điều đó: {chamdiem} ledger clock SỔ --role … --reason ….",
        "the clock says {now}, which is before the last entry (entry {number}, made at {time}); nothing was recorded. Set the clock right. If it was the last entry that was made by a wrong clock, have the ledger say so: {chamdiem} ledger clock LEDGER --role … --reason ….",
    ),
    "ledger.clock_right": (
        "giờ ghi của các mục vẫn theo thứ tự và đồng hồ không chạy lùi (giờ muộn nhất đã ghi là {time}); không có gì phải ghi rõ.",
        "the times of the entries are in order and the clock is not behind (the latest time recorded is {time}); there is nothing to admit.",
    ),
    "ledger.words": (
        "cần lời văn trên một dòng, không để trống, không quá {maximum} chữ.",
        "words on one line are needed, not blank and of at most {maximum} characters.",
    ),
    # Damage
    "ledger.gap": (
        "mục {number}: không có ở chỗ của nó; có mục bị mất hoặc bị chèn.",
        "entry {number}: it is not in its place; an entry was lost or put in.",
    ),
    "ledger.previous": (
        "mục {number}: không mang mã băm của mục ngay trước nó.",
        "entry {number}: it does not carry the hash of the entry before it.",
    ),
    "ledger.not_canonical": (
        "mục {number}: nội dung không ở dạng chuẩn.",
        "entry {number}: its content is not in canonical form.",
    ),
    "ledger.index": (
        "mục {number}: phần dùng để tra cứu không khớp nội dung.",
        "entry {number}: what it is found by does not match its content.",
    ),
    "ledger.reference": (
        "mục {number}: nhắc tới một mục hoặc một khung tiêu chí không có trước nó.",
        "entry {number}: it refers to an entry or a framework that is not there before it.",
    ),
    "ledger.shape": (
        "mục {number}: phần “{where}” thiếu, thừa hoặc không đúng dạng mà sổ ghi.",
        "entry {number}: the part “{where}” is missing, too much, or not of the form that a ledger has.",
    ),
    "ledger.meeting_data": (
        "mục {number}: những gì ghi ở mục (đơn vị, kỳ, ngày, loại sinh hoạt) không đúng với số liệu của chính hồ sơ ấy.",
        "entry {number}: what it is about (unit, period, date, kind) is not that of its own data.",
    ),
    "ledger.other_meeting": (
        "mục {number}: nhắc tới mục {other}, là mục của kỳ khác hoặc ngày khác.",
        "entry {number}: it refers to entry {other}, which is about another period or another day.",
    ),
    "ledger.after": (
        "mục {number}: không nối vào mục cuối cùng về kỳ ấy (mục {other}).",
        "entry {number}: it does not follow the last entry about its record (entry {other}).",
    ),
    "ledger.acted_on_past": (
        "mục {number}: làm việc với mục {other} khi mục ấy không còn hiệu lực (đã bị đính chính hoặc rút).",
        "entry {number}: it acts on entry {other}, which was no longer in force (corrected or withdrawn).",
    ),
    "ledger.not_of_framework": (
        "mục {number}: “{text}” ở phần “{where}” không có trong khung tiêu chí đã ghi.",
        "entry {number}: “{text}” in the part “{where}” is not in the framework that was recorded.",
    ),
    "ledger.contradiction": (
        "mục {number}: phần “{where}” trái với khung tiêu chí đã ghi hoặc trái với phần khác của chính mục ấy.",
        "entry {number}: the part “{where}” contradicts the framework that was recorded, or another part of the entry.",
    ),
    "ledger.no_derivation": ("mục {number}: các bước suy ra không còn.", "entry {number}: its derivation is gone."),
    "ledger.clock_latest": (
        "mục {number}: giờ muộn nhất mà mục này nêu không đúng; các mục trước nó muộn nhất là {time}.",
        "entry {number}: the latest time that it names is not that of the entries before it, {time}.",
    ),
    "ledger.time_backwards": (
        "mục {number} đến {last}: ghi giờ sớm hơn mục {than} đứng trước (mục {than} ghi lúc {time}); giờ ghi trong sổ không được chạy lùi.",
        "entries {number} to {last}: they bear an earlier time than entry {than} before them (made at {time}); times of a ledger must not run backwards.",
    ),
    "ledger.framework_id": (
        "mục {number}: ghi một mã khung tiêu chí, nhưng văn bản giữ ở đó là của khung {id}.",
        "entry {number}: it names a framework whose text is that of the framework {id}.",
    ),
    "ledger.framework_faulty": (
        "mục {number}: văn bản giữ ở đó không phải là một khung tiêu chí dùng được.",
        "entry {number}: the text that it keeps is no framework that can be used.",
    ),
    "ledger.framework_text": (
        "mục {number}: nội dung khung tiêu chí không khớp mã băm của khung.",
        "entry {number}: the framework's text does not match the framework's hash.",
    ),
    "ledger.damaged": (
        "tệp sổ bị hỏng; giữ nguyên tệp này và lấy bản sao lưu. Nếu còn đọc được thì {chamdiem} ledger fsck nói hỏng ở mục nào.",
        "the ledger's file is damaged; keep it as it is and fetch a backup. As far as it can be read, {chamdiem} ledger fsck tells which entries are damaged.",
    ),
    "ledger.endless": (
        "kho dữ liệu của sổ làm mãi không xong một việc rất ngắn: có trigger hoặc lệnh lạ trong kho; chưa ghi gì vào sổ. Hãy chạy {chamdiem} ledger fsck.",
        "the store does not come to an end with a very short step: it has a trigger or commands that do not belong to it; nothing was recorded. Run {chamdiem} ledger fsck.",
    ),
    "ledger.twice": (
        "mục {number}: ghi đúng nội dung của mục {other}; một nội dung chỉ được ghi một lần.",
        "entry {number}: it says just what entry {other} says; the same is recorded only once.",
    ),
    "ledger.guards": (
        "các khóa chống sửa, chống xóa của sổ không còn nguyên như lúc lập sổ; chỗ khác: {what}.",
        "the guards against change and deletion are not as they were made; what differs: {what}.",
    ),
    "ledger.unreadable_entry": (
        "mục {number}: nội dung không đọc được.",
        "entry {number}: its content cannot be read.",
    ),
    "ledger.not_same": (
        "sổ không còn đúng như bản vừa chép ra; hãy giữ bản chép ấy và chạy {chamdiem} ledger fsck.",
        "the ledger is no longer what was just exported; keep that export and run {chamdiem} ledger fsck.",
    ),
    "ledger.unpacked_too_long": (
        "mục {number}: giải nén ra dài hơn mọi mục của sổ, nên không đọc.",
        "entry {number}: it unpacks to more than any entry has, and is not read.",
    ),
    "ledger.hash": (
        "mục {number}: nội dung không khớp mã băm hoặc số thứ tự của nó.",
        "entry {number}: its content does not match its hash or its number.",
    ),
    # Importing
    "ledger.not_a_line": ("dòng này không phải một mục của sổ chấm điểm.", "this line is not an entry of a ledger."),
    "ledger.line_changed": (
        "mục {number}: dòng này đã bị sửa, không khớp mã băm của nó.",
        "entry {number}: this line was changed and does not match its hash.",
    ),
    "ledger.other_entry": (
        "mục {number} trong sổ khác mục {number} trong tệp; hai bên không phải cùng một sổ.",
        "entry {number} of the ledger is not entry {number} of the file; they are not the same ledger.",
    ),
}

LEDGER: dict[str, tuple[str, str]] = {
    # Help
    "help.ledger_init": (
        "Lập sổ mới.\n\nLEDGER là tệp sổ, hoặc địa chỉ cơ sở dữ liệu dạng postgresql://người-dùng@máy-chủ/tên.",
        "Make a new ledger.\n\nLEDGER is its file, or a database such as postgresql://user@host/name.",
    ),
    "help.ledger_add": (
        "Chấm các hồ sơ và ghi vào sổ, tất cả hoặc không hồ sơ nào; ghi lại cùng một hồ sơ thì sổ vẫn như cũ.",
        "Score records and add them to the ledger, all or none; adding the same record again changes nothing.",
    ),
    "help.ledger_decide": (
        "Ghi quyết định xếp loại của cấp ủy cấp trên.\n\nENTRY là số của mục kết quả chấm.",
        "Record the rating that the upper committee decided.\n\nENTRY is the number of the evaluation.",
    ),
    "help.ledger_correct": (
        "Đính chính một mục đang có hiệu lực: mục cũ vẫn nằm trong sổ, kèm lý do.\n\nENTRY là số của mục. Hồ sơ hay kết quả được thay bằng kết quả chấm RECORD; không có RECORD thì mục được rút.",
        "Correct an entry that is in force: the old one stays, with the reason.\n\nENTRY is its number. A record or evaluation is replaced by the scored RECORD; without one, the entry is withdrawn.",
    ),
    "help.ledger_override": (
        "Ấn định điểm một tiêu chí, ghi cạnh điểm máy tính được; điểm máy tính được giữ nguyên.\n\nENTRY là số của mục kết quả chấm, CRITERION là mã tiêu chí, POINTS là số điểm.",
        "Put points for one criterion beside those that were computed, which stay.\n\nENTRY is the number of the evaluation, CRITERION the criterion's id, POINTS the points.",
    ),
    "help.ledger_clock": (
        "Ghi rõ vào sổ rằng giờ của các mục trước không theo thứ tự, vì đồng hồ đã chạy sai. Mục này ở lại mãi trong sổ.",
        "Have the ledger say that the times of earlier entries are not in order, since a clock was wrong. The entry stays for good.",
    ),
    "help.ledger_log": (
        "Liệt kê các mục của sổ theo thứ tự ghi.",
        "List the entries in the order in which they were made.",
    ),
    "help.ledger_show": ("Xem một mục, và hồ sơ của nó đang thế nào.", "Show one entry, and how its record stands."),
    "help.ledger_fsck": (
        "Kiểm tra cả sổ từ mục đầu đến mục cuối; nêu mục sai đầu tiên và sai ở đâu.",
        "Check the whole ledger from first to last; name the first bad entry and what is wrong.",
    ),
    "help.ledger_export": (
        "Chép cả sổ ra tệp JSON Lines, mỗi mục một dòng, không mất gì.",
        "Write the whole ledger as JSON Lines, one entry per line, nothing lost.",
    ),
    "help.ledger_compress": (
        "Nén những mục mà phiên bản trước để nguyên trong kho, để sổ nhỏ lại; nội dung, mã băm không đổi.\n\nTrước đó cả sổ được chép ra tệp ở --output, như bằng lệnh export. Dừng giữa chừng thì chạy lại, máy làm tiếp.",
        "Compress the entries that earlier versions left whole in the store, so that the ledger gets small; contents and hashes stay.\n\nBefore that the whole ledger is exported to the file of --output. If it is stopped, run it again and it goes on.",
    ),
    "help.ledger_import": (
        "Đưa các mục của tệp JSON Lines vào sổ, kiểm tra từng mục; tất cả hoặc không mục nào.\n\nSổ phải trống, hoặc đã có đúng phần đầu của tệp.",
        "Take the entries of a JSON Lines file into a ledger, each checked; all or none.\n\nThe ledger must be empty, or hold the first entries of the file.",
    ),
    "help.ledger_stale": (
        "Liệt kê kết quả chấm mà số liệu của các kỳ trước nay đã khác.\n\nMột mục đã dùng bị đính chính, hoặc một tháng được báo cáo muộn. Mỗi kết quả được chấm thử lại; sổ không đổi. Mã trạng thái 1 khi có kết quả phải xem lại.",
        "List the evaluations of which earlier months are known otherwise by now.\n\nAn entry that was used was corrected, or a month was reported late. Each is scored anew as a trial; the ledger is not changed. Status 1 when there is any.",
    ),
    "help.asked_ledger": (
        "Lấy số liệu của các kỳ trước từ sổ này; không ghi gì vào sổ.",
        "Take what earlier months decide from this ledger; nothing is recorded.",
    ),
    "help.in_ledger": (
        "Ghi kết quả vào sổ này; số liệu của các kỳ trước lấy từ sổ.",
        "Record the result in this ledger; what earlier months decide is taken from it.",
    ),
    "help.rating": ("Mức xếp loại: mã hoặc tên.", "The rating, by its id or title."),
    "help.reason": ("Lý do.", "The reason."),
    "help.of_layer": ("Lớp chấm: self, cell_vote, upper, decided.", "The layer: self, cell_vote, upper, decided."),
    "help.as_known": (
        "Chỉ những gì đã ghi đến hết ngày này (ví dụ 31/01/2026): phần đầu của sổ, dừng trước mục đầu tiên mang giờ muộn hơn.",
        "Only what was recorded by the end of this day (such as 31/01/2026): the beginning of the ledger, up to the first entry of a later time.",
    ),
    "help.cell": ("Chỉ đơn vị có mã này.", "Only the unit of this id."),
    "section.ledger_write": ("Ghi vào sổ", "Write"),
    "section.ledger_read": ("Xem sổ", "Read"),
    "section.ledger_keep": ("Giữ sổ", "Keep"),
    # Results
    "ledger.made": ("Đã lập sổ: {name}", "Ledger made: {name}"),
    "ledger.added": ("Mục {number}: {what}", "Entry {number}: {what}"),
    "ledger.none_recorded": ("Chưa ghi kết quả nào vào sổ {name}.", "No result was recorded in {name}."),
    "ledger.recorded": (
        "{count} kết quả có trong sổ {name}, ở mục: {numbers}",
        "{count} results are in the ledger {name}, as entry: {numbers}",
    ),
    "ledger.personal": (
        "Tên người (chủ trì, thư ký) không được chép vào sổ.",
        "Names of persons (chair, clerk) are not copied into the ledger.",
    ),
    "ledger.whole": (
        "{name}: sổ nguyên vẹn, {size} mục, mã băm của mục cuối {hash}.",
        "{name}: whole, {size} entries, hash of the last one {hash}.",
    ),
    "ledger.whole_until": ("Các mục từ 1 đến {size} nguyên vẹn.", "Entries 1 to {size} are whole."),
    "ledger.whole_none": (
        "Không có mục nào ở đầu sổ được coi là nguyên vẹn.",
        "No entry from the first on can be taken as whole.",
    ),
    "ledger.clock_admitted": ("Mục {number} ghi rõ: {what}", "Entry {number} says: {what}"),
    "ledger.time_told": (
        "Mục {number} đến {last} ghi giờ sớm hơn mục {than}; {chamdiem} ledger fsck cũng nêu điều này cho đến khi có mục đồng hồ ghi rõ.",
        "Entries {number} to {last} bear an earlier time than entry {than}; {chamdiem} ledger fsck says so too, until a clock entry admits it.",
    ),
    "ledger.exported": ("Đã chép {size} mục ra {file}", "{size} entries written to {file}"),
    "ledger.imported": ("Sổ {name} có {size} mục.", "The ledger {name} has {size} entries."),
    "ledger.checking": ("Kiểm tra", "Checking"),
    "ledger.exporting": ("Chép ra", "Exporting"),
    "ledger.compressing": ("Nén", "Compressing"),
    "ledger.compressed": (
        "Sổ {name}: {packed} mục nằm nguyên nay đã nén; cả sổ có {size} mục, không đổi một chữ.",
        "The ledger {name}: {packed} entries that lay whole are packed by now; it has {size} entries, unchanged.",
    ),
    "ledger.compressed_none": (
        "Sổ {name}: không còn mục nào phải nén; cả sổ có {size} mục, không đổi một chữ.",
        "The ledger {name}: no entry is left to be packed; it has {size} entries, unchanged.",
    ),
    "ledger.importing": ("Đưa vào", "Importing"),
}
TEXTS = {**LEDGER_FAULTS, **LEDGER}
