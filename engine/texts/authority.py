"""Organisations, mandates and acts: what is refused, what roles and events are called. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    # What somebody is
    "held.secretary": ("bí thư", "secretary"),
    "held.deputy": ("phó bí thư", "deputy secretary"),
    "held.clerk": ("thư ký", "clerk"),
    "held.supervisor": ("cấp ủy viên phụ trách", "supervisor"),
    "held.office": ("cơ quan giúp việc cấp ủy", "committee office"),
    "held.standing_committee": ("ban thường vụ", "standing committee"),
    "held.auditor": ("ủy ban kiểm tra", "auditor"),
    "held.administrator": ("quản trị", "administrator"),
    "authority.doer": ("{role}, {title}", "{role}, {title}"),
    # What somebody does
    "deed.organise": ("ghi thay đổi tổ chức", "record what happens to organisations"),
    "deed.mandate": ("giao ủy nhiệm", "give mandates"),
    "deed.record": ("ghi hồ sơ đã chấm", "record scored meetings"),
    "deed.submit": ("nộp kết quả tự chấm", "hand in a self-assessment"),
    "deed.assess": ("chấm của cấp trên", "assess for the upper level"),
    "deed.return": ("trả lại", "give back"),
    "deed.decide": ("quyết định xếp loại", "decide on a rating"),
    "deed.override": ("ấn định điểm", "override points"),
    "deed.not_held": ("ghi không họp", "record that nobody met"),
    "deed.lock": ("khóa kỳ", "lock a period"),
    "deed.unlock": ("mở khóa kỳ", "unlock a period"),
    "deed.clock": ("ghi nhận giờ sai", "note that the clock was wrong"),
    "deed.fill": ("xem và điền bản nháp", "see and fill in a draft"),
    "deed.see_drafts": ("biết nơi nào đang làm", "know where somebody is at work"),
    "deed.see": ("xem kết quả đã nộp", "see what was handed in"),
    "deed.see_states": ("theo dõi tiến độ", "follow how far meetings are"),
    "deed.verify": ("chấm lại và xác minh", "score again and verify"),
    "deed.accounts": ("quản lý tài khoản", "manage accounts"),
    "deed.see_accounts": ("xem tài khoản và cây tổ chức", "look at accounts and organisations"),
    "deed.propose": ("đề nghị thay đổi tài khoản, tổ chức, khung", "propose accounts, organisations and frameworks"),
    "deed.frameworks": ("đưa khung tiêu chí vào", "take in a framework"),
    "deed.settings": ("đặt hạn, giấy, tên tổ chức; sao lưu", "set deadlines, paper and names; back up"),
    # How far a meeting is
    "stage.not_begun": ("○ Chưa làm", "○ Not begun"),
    "stage.draft": ("◐ Đang làm", "◐ At work"),
    "stage.submitted": ("● Chờ chấm", "● Waiting to be assessed"),
    "stage.under_review": ("◒ Đang xem xét", "◒ Under review"),
    "stage.assessed": ("◆ Chờ quyết định", "◆ Waiting for the decision"),
    "stage.decided": ("✓ Đã quyết định", "✓ Decided"),
    "stage.corrected": ("✎ Đã đính chính", "✎ Corrected"),
    "stage.returned": ("↩ Trả lại để sửa", "↩ Given back to be mended"),
    "stage.withdrawn": ("↶ Đã rút lại", "↶ Withdrawn"),
    "stage.not_held": ("– Không họp", "– Not held"),
    # Refusals
    "authority.none": (
        "sổ chưa có ủy nhiệm nào, nên chưa ai làm được việc này; ghi tổ chức cao nhất bằng {chamdiem} ledger organisation, rồi ủy nhiệm quản trị bằng {chamdiem} ledger mandate.",
        "the ledger has no mandate yet, so nobody may do this; record the highest organisation by {chamdiem} ledger organisation, then its administrator's mandate by {chamdiem} ledger mandate.",
    ),
    "authority.unknown_mandate": (
        "sổ không có ủy nhiệm hay người giữ nào mang mã “{name}”; các ủy nhiệm đang có: {allowed}.",
        "the ledger has no mandate “{name}” and nobody of that id; the mandates: {allowed}.",
    ),
    "authority.not_on": (
        "ủy nhiệm “{name}” không có hiệu lực ngày {day}.",
        "the mandate “{name}” does not hold on {day}.",
    ),
    "authority.refused": (
        "ủy nhiệm “{name}” ({held} của {at}) không cho phép {deed} ở {unit}.",
        "the mandate “{name}” ({held} of {at}) does not allow to {deed} at {unit}.",
    ),
    "authority.own_cell": (
        "người giữ ủy nhiệm “{name}” thuộc chính chi bộ {unit}, nên không được {deed} ở đó.",
        "whoever holds the mandate “{name}” is of the cell {unit} and may not {deed} there.",
    ),
    "authority.unknown_node": (
        "cây tổ chức ngày {day} không có “{unit}”.",
        "there is no organisation “{unit}” on {day}.",
    ),
    "authority.unsaid": (
        "sổ có ủy nhiệm, nên phải cho biết làm theo ủy nhiệm nào bằng --as; đang có: {allowed}.",
        "the ledger has mandates, so say by which one this is done, with --as; it has: {allowed}.",
    ),
    "authority.other_rating": (
        "mức “{rating}” khác mức tính được là “{computed}”; phải ghi lý do bằng --reason.",
        "the rating “{rating}” is another than the computed “{computed}”; give the reason with --reason.",
    ),
    "authority.no_computed": (
        "kết quả chưa chắc chắn mức nào, nên quyết định “{rating}” phải có lý do, ghi bằng --reason.",
        "no rating is certain yet, so the decision “{rating}” needs a reason, given with --reason.",
    ),
    "authority.decided_period": (
        "khoảng này đã được quyết định ở mục {number}; quyết định lại thì phải ghi lý do bằng --reason.",
        "these months were decided by entry {number}; to decide anew give the reason with --reason.",
    ),
    "authority.paper_ahead": (
        "ngày ký {day} chưa tới, nên chưa có văn bản nào mang ngày ấy.",
        "the day of signing, {day}, is yet to come, so no paper bears it.",
    ),
    "authority.locked": (
        "kỳ {span} của {unit} đã khóa ở mục {number}; phải mở khóa trước khi ghi thêm.",
        "the period {span} of {unit} was locked by entry {number}; it must be unlocked before more is recorded.",
    ),
    "authority.not_locked": ("kỳ {span} của {unit} không bị khóa.", "the period {span} of {unit} is not locked."),
    "organisation.id": (
        "mã tổ chức phải có chữ hoặc số, không có khoảng trắng ở hai đầu.",
        "the id of an organisation has letters or numbers, and no blanks at its ends.",
    ),
    "organisation.exists": (
        "đã có, hoặc từng có, tổ chức mang mã “{unit}”; một mã không dùng lại.",
        "there is, or was, an organisation “{unit}”; an id is not used again.",
    ),
    "organisation.no_kind": (
        "{unit}: phải ghi đó là chi bộ (cell) hay cấp ủy (committee).",
        "{unit}: say whether it is a cell or a committee.",
    ),
    "organisation.no_title": ("{unit}: phải ghi tên tổ chức.", "{unit}: its title is missing."),
    "organisation.no_alias": ("{unit}: phải ghi tên hoặc mã gọi khác.", "{unit}: the other name or code is missing."),
    "organisation.second_root": (
        "{unit}: phải ghi cấp trên trực tiếp; sổ đã có tổ chức cao nhất là {other}.",
        "{unit}: say under which organisation it stands; {other} is the highest one already.",
    ),
    "organisation.no_parent": (
        "{unit}: không có tổ chức “{other}” để đặt ở dưới.",
        "{unit}: there is no organisation “{other}” to stand under.",
    ),
    "organisation.under_cell": (
        "{unit}: “{other}” là chi bộ, không có tổ chức trực thuộc.",
        "{unit}: “{other}” is a cell, and nothing stands under one.",
    ),
    "organisation.gone": ("“{other}” đã kết thúc hoạt động trước ngày ấy.", "“{other}” had ended before that day."),
    "organisation.unknown": (
        "chưa có tổ chức “{other}” vào ngày ấy.",
        "there is no organisation “{other}” on that day.",
    ),
    "organisation.root_moves": (
        "{unit} là tổ chức cao nhất nên không chuyển đi đâu.",
        "{unit} is the highest organisation and cannot move.",
    ),
    "organisation.circle": (
        "{unit}: “{other}” nằm ngay trong tổ chức ấy, thành vòng.",
        "{unit}: “{other}” is within it, which makes a circle.",
    ),
    "organisation.kinds_differ": (
        "{unit}: chỉ hợp nhất chi bộ với chi bộ, cấp ủy với cấp ủy.",
        "{unit}: cells merge with cells, and committees with committees.",
    ),
    "organisation.predecessors": (
        "{unit}: phải ghi ít nhất {least} tổ chức tiền thân; tách thì đúng một.",
        "{unit}: at least {least} predecessors must be named; of a split, just one.",
    ),
    "organisation.has_children": (
        "{unit} còn {count} tổ chức trực thuộc, như {other}; chuyển hoặc giải thể chúng trước.",
        "{count} organisations still stand under {unit}, such as {other}; move or dissolve them first.",
    ),
    "organisation.later": (
        "ghi như vậy thì thay đổi đã ghi của {later} ngày {day} không còn đúng được.",
        "with this, the change of {later} on {day} that is recorded would no longer be possible.",
    ),
    "mandate.id": (
        "mã ủy nhiệm chỉ gồm chữ thường không dấu, số, dấu chấm và gạch nối.",
        "the id of a mandate has small letters, digits, dots and hyphens.",
    ),
    "mandate.actor": (
        "người giữ được ghi bằng mã (chữ thường không dấu, số, dấu chấm, gạch nối), không ghi họ tên.",
        "whoever holds it is an id of small letters, digits, dots and hyphens, and no name.",
    ),
    "mandate.first": (
        "ủy nhiệm đầu tiên của sổ phải là của quản trị (administrator) ở tổ chức cao nhất.",
        "the first mandate of a ledger is that of an administrator of the highest organisation.",
    ),
    "mandate.reversed": (
        "ủy nhiệm “{name}” kết thúc ngày {last}, trước ngày bắt đầu {day}.",
        "the mandate “{name}” ends on {last}, before it begins on {day}.",
    ),
    "mandate.other": (
        "đã có ủy nhiệm “{name}” với người giữ, vai trò, tổ chức hoặc ngày bắt đầu khác; ủy nhiệm khác thì dùng mã khác.",
        "there is a mandate “{name}” with another holder, role, organisation or first day; another mandate needs another id.",
    ),
    "submission.vote": (
        "chưa ghi “{part}”: nộp thì phải có kết quả biểu quyết.",
        "“{part}” is missing: the vote must be there to hand in.",
    ),
    "submission.note": (
        "tiêu chí {criterion} bị trừ điểm mà chưa thuyết minh.",
        "criterion {criterion} lost points without a note.",
    ),
    "submission.note_fewer": (
        "tiêu chí {criterion} có điểm lỗi mà chưa thuyết minh.",
        "criterion {criterion} has points for faults without a note.",
    ),
    "submission.missing": (
        "tiêu chí {criterion} còn thiếu số liệu hoặc câu trả lời; muốn nộp khi còn thiếu thì ghi lý do.",
        "criterion {criterion} lacks facts or an answer; to hand in all the same, say why.",
    ),
    "submission.limitations": (
        "xếp loại dưới mức “{rating}” thì phải ghi hạn chế.",
        "a rating below “{rating}” needs its limitations.",
    ),
    "submission.answered": (
        "cấp trên đã chấm hoặc đã quyết định ở mục {number}, nên không rút phần nộp được nữa.",
        "the upper level has assessed or decided in entry {number}, so what was handed in cannot be withdrawn.",
    ),
    "submission.assessed": (
        "kỳ họp này đã được cấp trên chấm ở mục {number}.",
        "the upper level has assessed this meeting in entry {number}.",
    ),
    "submission.other_facts": (
        "số liệu, câu trả lời của chi bộ hoặc khung khác với mục {number}; cấp trên chỉ thêm phần chấm của mình.",
        "the facts, the cell's own answers or the framework differ from entry {number}; the upper level only adds its own.",
    ),
    "submission.no_upper": (
        "hồ sơ chưa có câu trả lời của cấp trên (assessments › upper › answers).",
        "the record has no answers of the upper level (assessments › upper › answers).",
    ),
    "submission.returned": (
        "kết quả này đã bị trả lại ở mục {number}; chi bộ nộp lại đã.",
        "this was given back by entry {number}; the cell has to hand in again first.",
    ),
    "submission.taken_back": (
        "chi bộ đã rút lại bản đã nộp, ở mục {number}; chờ chi bộ nộp lại.",
        "the cell took back what it had handed in, by entry {number}; it has to hand in again.",
    ),
    "submission.decided": (
        "kỳ họp này đã được quyết định ở mục {number}; đính chính quyết định ấy trước.",
        "this meeting was decided by entry {number}; correct that decision first.",
    ),
    # What is wrong in a ledger
    "ledger.not_allowed": (
        "mục {number}: ủy nhiệm “{mandate}” không cho phép việc ấy.",
        "entry {number}: the mandate “{mandate}” does not allow it.",
    ),
    "ledger.was_locked": (
        "mục {number}: kỳ {period} khi ấy đã khóa.",
        "entry {number}: the period {period} was locked by then.",
    ),
    # What entries say
    "kind.submission": ("nộp", "submission"),
    "kind.upper": ("cấp trên chấm", "upper assessment"),
    "kind.return": ("trả lại", "return"),
    "kind.lock": ("khóa kỳ", "lock"),
    "kind.organisation": ("tổ chức", "organisation"),
    "kind.mandate": ("ủy nhiệm", "mandate"),
    "told.submission": ("nộp kết quả mục {number} ({role})", "entry {number} is handed in ({role})"),
    "told.submission_incomplete": (
        "nộp kết quả mục {number} khi còn thiếu: {reason} ({role})",
        "entry {number} is handed in incomplete: {reason} ({role})",
    ),
    "told.answers": (
        "; trả lời {count}/{asked} câu hỏi cần xem lại",
        "; {count} of {asked} questions to look at again are answered",
    ),
    "told.upper": ("{said} ({role}); so với mục {number}", "{said} ({role}); beside entry {number}"),
    "told.return": ("trả lại mục {number}: {reason} ({role})", "entry {number} is given back: {reason} ({role})"),
    "told.lock": ("khóa kỳ {period} ({role})", "the period {period} is locked ({role})"),
    "told.unlock": ("mở khóa kỳ {period}: {reason} ({role})", "the period {period} is unlocked: {reason} ({role})"),
    "told.other_decision": (
        "{rating}, khác mức tính được là {computed}: {reason} ({role})",
        "{rating}, other than the computed {computed}: {reason} ({role})",
    ),
    "told.mandate": (
        "{name}: {role} của {node}, người giữ {actor}, từ {first}",
        "{name}: {role} of {node}, held by {actor}, from {first}",
    ),
    "told.mandate_until": (
        "{name}: {role} của {node}, người giữ {actor}, từ {first} đến hết {last}",
        "{name}: {role} of {node}, held by {actor}, from {first} to {last}",
    ),
    "told.founded": ("từ {day}: thành lập {title}, dưới {parent}", "from {day}: {title} is founded, under {parent}"),
    "told.founded_root": ("từ {day}: {title}, tổ chức cao nhất", "from {day}: {title}, the highest organisation"),
    "told.renamed": ("từ {day}: đổi tên thành {title}", "from {day}: it is called {title}"),
    "told.moved": ("từ {day}: chuyển về {parent}", "from {day}: it stands under {parent}"),
    "told.merged": ("từ {day}: hợp nhất {predecessors}", "from {day}: {predecessors} are merged into it"),
    "told.split": ("từ {day}: {title}, tách từ {predecessors}", "from {day}: {title}, taken out of {predecessors}"),
    "told.dissolved": ("từ {day}: giải thể", "from {day}: it is dissolved"),
    "told.alias": ("còn gọi là {aliases}", "also called {aliases}"),
    # What a register and the tree differ in
    "register.differs_ended": (
        "{unit}: đã kết thúc hoạt động; không ghi gì.",
        "{unit}: it has ended; nothing is recorded.",
    ),
    "register.differs_dissolved": (
        "{unit}: danh sách ghi kết thúc hoạt động ngày {day}; máy không tự giải thể, hãy ghi bằng ledger organisation.",
        "{unit}: the register says that it ends on {day}; nothing is dissolved by itself: record it by ledger organisation.",
    ),
    "register.differs_predecessors": (
        "{unit}: danh sách ghi tiền thân là {other}; hợp nhất hay tách thì hãy ghi bằng ledger organisation.",
        "{unit}: the register names {other} as predecessors; record a merger or a split by ledger organisation.",
    ),
    "register.differs_elsewhere": (
        "{unit}: đang ở dưới {other}, danh sách ghi ở dưới {parent}; chuyển thì hãy ghi bằng ledger organisation.",
        "{unit}: it stands under {other}, by the register under {parent}; record a move by ledger organisation.",
    ),
    "register.differs_twice": (
        "{unit}: cùng là {other}, đã có ở một dòng khác; không ghi gì.",
        "{unit}: it is {other}, too, which has another row; nothing is recorded.",
    ),
    "register.differs_not_listed": (
        "{unit} ({title}): có trong cây tổ chức, không có trong danh sách; vẫn giữ nguyên.",
        "{unit} ({title}): in the tree and not in the register; it stays as it is.",
    ),
    "ledger.would_add": ("Sẽ là mục {number}: {what}", "It would be entry {number}: {what}"),
    "register.nothing_new": ("không có gì phải ghi thêm.", "there is nothing to record."),
    # Commands
    "help.ledger_register": (
        "Đưa danh sách chi bộ vào cây tổ chức: chi bộ chưa có thì thành lập, tên khác thì đổi tên.\n\nFILE là danh sách (CSV hoặc Excel). Ghi tất cả hoặc không ghi gì; chỗ khác nhau còn lại thì nêu ra, không tự ghi.",
        "Take a register of cells into the tree: what is not there is founded, what is called otherwise is renamed.\n\nFILE is the register (CSV or Excel). All is recorded or nothing; what differs besides is told and not recorded.",
    ),
    "help.register_parent": (
        "Mã của cấp ủy mà các chi bộ trực thuộc; dòng nêu cấp ủy khác dưới đó thì theo dòng ấy.",
        "The committee under which the cells stand; a row that names one below it goes there.",
    ),
    "help.dry_run": ("Chỉ xem sẽ ghi gì, không ghi.", "Only show what would be recorded; record nothing."),
    "help.ledger_organisation": (
        "Ghi một tổ chức được thành lập, đổi tên, chuyển, hợp nhất, tách, giải thể, hay có tên gọi khác.\n\nNODE là mã của tổ chức. Tổ chức đầu tiên của sổ là tổ chức cao nhất; sau đó ghi ủy nhiệm quản trị.",
        "Record that an organisation is founded, renamed, moved, merged, split, dissolved or has another name.\n\nNODE is its id. The first of a ledger is the highest organisation; its administrator's mandate comes next.",
    ),
    "help.ledger_mandate": (
        "Giao một ủy nhiệm, hoặc ghi ngày nó kết thúc.\n\nMANDATE là mã của ủy nhiệm. Người giữ được ghi bằng mã, không ghi họ tên.",
        "Give a mandate, or record when it ends.\n\nMANDATE is its id. Whoever holds it is an id, and no name.",
    ),
    "help.ledger_tree": (
        "Xem cây tổ chức và các ủy nhiệm của một ngày.",
        "Show the organisations and the mandates of a day.",
    ),
    "help.ledger_submit": (
        "Chi bộ nộp kết quả tự chấm: chấm hồ sơ, ghi vào sổ và nộp.\n\nCòn thiếu mà vẫn nộp thì ghi lý do bằng --reason.",
        "A cell hands in: records are scored, recorded and handed in.\n\nWhere something is missing, --reason says why.",
    ),
    "help.ledger_assess": (
        "Ghi phần chấm của cấp trên cho một kết quả đã có trong sổ.\n\nENTRY là số của mục kết quả chấm; RECORD là hồ sơ ấy, thêm phần chấm của cấp trên.",
        "Record the upper level's assessment of what a cell recorded.\n\nENTRY is the number of the evaluation; RECORD is the same record with the upper level's part.",
    ),
    "help.ledger_return": (
        "Trả lại kết quả cho chi bộ, kèm lý do; chi bộ nộp lại.\n\nENTRY là số của mục kết quả chấm.",
        "Give a result back to its cell, with the reason; the cell hands in again.\n\nENTRY is the number of the evaluation.",
    ),
    "help.ledger_lock": (
        "Khóa một kỳ của một tổ chức và mọi tổ chức trực thuộc.\n\nNODE là mã của tổ chức.",
        "Lock a period of an organisation and of all under it.\n\nNODE is its id.",
    ),
    "help.ledger_unlock": (
        "Mở khóa một kỳ, kèm lý do.\n\nNODE là mã của tổ chức.",
        "Unlock a period, with the reason.\n\nNODE is its id.",
    ),
    "help.as": (
        "Làm theo ủy nhiệm nào: mã ủy nhiệm, hoặc mã của người giữ (xem {chamdiem} ledger tree).",
        "By which mandate: its id, or that of whoever holds it (see {chamdiem} ledger tree).",
    ),
    "help.event": (
        "Việc gì: founded, renamed, moved, merged, split, dissolved, alias.",
        "What happened: founded, renamed, moved, merged, split, dissolved, alias.",
    ),
    "help.node_kind": ("Chi bộ (cell) hay cấp ủy (committee).", "A cell or a committee."),
    "help.node_title": ("Tên của tổ chức.", "The organisation's title."),
    "help.parent": ("Mã của cấp trên trực tiếp.", "The id of the organisation directly above."),
    "help.predecessor": (
        "Mã của tổ chức tiền thân; ghi nhiều lần được.",
        "The id of an organisation that it comes from; may be given more than once.",
    ),
    "help.alias": ("Tên hoặc mã gọi khác; ghi nhiều lần được.", "Another name or code; may be given more than once."),
    "help.from_day": ("Từ ngày nào (ví dụ 01/07/2025).", "From which day on (such as 01/07/2025)."),
    "help.until": ("Đến hết ngày nào; không ghi: chưa kết thúc.", "To which day; not given: no end yet."),
    "help.actor": ("Mã của người giữ ủy nhiệm, không ghi họ tên.", "The id of whoever holds it, no name."),
    "help.mandate_role": (
        "Vai trò: secretary (bí thư), deputy (phó bí thư), clerk (thư ký), supervisor (cấp ủy viên phụ trách), office (cơ quan giúp việc), standing_committee (ban thường vụ), auditor (ủy ban kiểm tra), administrator (quản trị).",
        "The role: secretary, deputy, clerk, supervisor, office, standing_committee, auditor, administrator.",
    ),
    "help.mandate_node": ("Mã của tổ chức mà ủy nhiệm gắn với.", "The id of the organisation that it is of."),
    "help.on_day": ("Ngày nào; không ghi: hôm nay.", "On which day; by default today."),
    "help.incomplete": ("Vì sao nộp khi còn thiếu.", "Why it is handed in although something is missing."),
    "help.decide_reason": (
        "Lý do; phải có khi mức quyết định khác mức tính được.",
        "The reason; needed where the rating is another than the computed one.",
    ),
    "help.paper": (
        "Số của văn bản quyết định, ví dụ 31-QĐ/ĐU; đi cùng --signed.",
        "The number of the paper by which it is decided, such as 31-QĐ/ĐU; goes with --signed.",
    ),
    "help.signed": (
        "Ngày ký văn bản ấy, ví dụ 09/12/2026; đi cùng --paper.",
        "The day on which that paper was signed, such as 09/12/2026; goes with --paper.",
    ),
    "usage.paper": (
        "--paper và --signed phải đi cùng nhau: văn bản có cả số và ngày ký.",
        "--paper and --signed go together: a paper has a number and a day.",
    ),
    "section.ledger_hand_in": ("Nộp, chấm, trả lại, khóa kỳ", "Hand in, assess, return, lock"),
    "section.ledger_authority": ("Tổ chức và ủy nhiệm", "Organisations and mandates"),
    "authority.empty": ("sổ chưa ghi tổ chức nào.", "the ledger has no organisation yet."),
    "column.node": ("Tổ chức", "Organisation"),
    "column.node_kind": ("Là", "Kind"),
    "column.mandates": ("Ủy nhiệm", "Mandates"),
    "node.cell": ("chi bộ", "cell"),
    "node.committee": ("cấp ủy", "committee"),
}
