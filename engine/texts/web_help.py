"""What the page of help says to each role: where its work begins, the three things it does, whom it asks."""

TEXTS: dict[str, tuple[str, str]] = {
    "guide.title": ("Trợ giúp: bắt đầu ở đâu, làm gì", "Help: where to begin, what to do"),
    "guide.no_role": (
        "Đồng chí chưa có ủy nhiệm nào, nên chưa có việc ở đây. Hãy hỏi quản trị của cấp ủy.",
        "You hold no mandate yet, so there is nothing for you to do here. Ask the committee's administrator.",
    ),
    "guide.others": ("Việc của người khác", "What others do"),
    "guide.things": ("Ba việc chính", "The three main things"),
    "guide.begin": ("Bắt đầu ở đâu", "Where to begin"),
    "guide.ask": ("Hỏi ai", "Whom to ask"),
    # Secretary, deputy and clerk
    "guide.secretary": ("Bí thư, phó bí thư, người ghi biên bản", "Secretary, deputy, clerk"),
    "guide.secretary_begin": (
        "Việc của tôi: tháng nào phải làm, còn mấy ngày, có một nút để làm tiếp.",
        "My tasks: which month is due, how many days are left, and one button to go on.",
    ),
    "guide.secretary_1": (
        "Ghi kỳ họp: số liệu và điểm từng nhóm; máy nói vì sao được bấy nhiêu điểm.",
        "Fill in the meeting: counts and points of each group; the page says why it has its points.",
    ),
    "guide.secretary_2": (
        "Xem Còn thiếu và Xem lại, trả lời các câu hỏi; chỗ trống không tính là 0.",
        "Look at what is missing and at the review, answer the questions; a blank is not 0.",
    ),
    "guide.secretary_3": (
        "Bí thư ghi biểu quyết rồi nộp. Bị trả lại thì đọc lý do, sửa, nộp lại.",
        "The secretary records the vote and hands in. If it is returned: read why, mend it, hand it in again.",
    ),
    "guide.secretary_ask": (
        "Cách chấm: người phụ trách chi bộ. Quên mật khẩu: văn phòng cấp ủy hoặc quản trị, để nhận giấy kích hoạt mới.",
        "About scoring: whoever is in charge of the cell. A forgotten password: the committee's office or administrator, for a new slip.",
    ),
    "guide.secretary_picture": (
        "Ảnh trang Việc của tôi của một bí thư, ở phường đặt ra.",
        "A picture of a secretary's page of tasks, in the made-up commune.",
    ),
    # Supervisor
    "guide.supervisor": ("Người phụ trách chi bộ", "Supervisor"),
    "guide.supervisor_begin": (
        "Chấm chi bộ được phân công: kỳ gần hạn nhất đứng đầu.",
        "The meetings of the cells you are in charge of: the most urgent comes first.",
    ),
    "guide.supervisor_1": (
        "Chấm từng tiêu chí bên cạnh điểm tự chấm; ô của đồng chí luôn trống lúc đầu.",
        "Give points beside the cell's own; your fields are blank at first.",
    ),
    "guide.supervisor_2": (
        "Khác điểm chi bộ hoặc thấp hơn tối đa thì ghi một câu vì sao, rồi gửi điểm chấm.",
        "Where you differ from the cell, or give less than the most, write why in a sentence; then send it.",
    ),
    "guide.supervisor_3": (
        "Số liệu sai thì trả lại chi bộ, ghi lý do; điểm đang chấm vẫn giữ.",
        "If counts are wrong, return the meeting and say why; what you have given so far stays.",
    ),
    "guide.supervisor_ask": (
        "Số liệu: bí thư chi bộ. Phân công và hạn chấm: văn phòng cấp ủy.",
        "About counts: the cell's secretary. About who does what, and by when: the committee's office.",
    ),
    "guide.supervisor_picture": (
        "Ảnh danh sách kỳ họp chờ chấm của một người phụ trách, ở phường đặt ra.",
        "A picture of the meetings that wait for a supervisor, in the made-up commune.",
    ),
    # Office
    "guide.office": ("Văn phòng cấp ủy", "Committee office"),
    "guide.office_begin": (
        "Bảng tháng: bao nhiêu chi bộ đã xong, chi bộ nào quá hạn.",
        "The month's board: how many cells are done, and which are late.",
    ),
    "guide.office_1": (
        "Nhắc chi bộ quá hạn; duyệt lịch họp; nhập sổ Excel mà chi bộ gửi.",
        "Remind cells that are late, approve planned meetings, take in workbooks that cells send.",
    ),
    "guide.office_2": (
        "Lập bảng tổng hợp, chênh lệch, chưa báo cáo; in phiếu cả tháng trong một lượt.",
        "Make the month's lists, and print all its sheets at once.",
    ),
    "guide.office_3": (
        "Mọi việc của tháng đã xong thì khóa tháng.",
        "Lock the month once everything of it is done.",
    ),
    "guide.office_ask": (
        "Cây tổ chức, tài khoản, hạn nộp: quản trị. Mở lại tháng đã khóa: ban thường vụ.",
        "About organisations, accounts and deadlines: the administrator. To open a locked month: the standing committee.",
    ),
    "guide.office_picture": (
        "Ảnh bảng tháng của phường đặt ra: số chi bộ đã xong và những chi bộ quá hạn.",
        "A picture of the made-up commune's board: how many cells are done, and which are late.",
    ),
    # Standing committee
    "guide.standing_committee": ("Ban thường vụ", "Standing committee"),
    "guide.standing_committee_begin": (
        "Quyết định xếp loại: mọi chi bộ trực thuộc chờ quyết định của tháng.",
        "Decide ratings: the cells directly under the committee that wait for a decision.",
    ),
    "guide.standing_committee_1": (
        "Chọn những chi bộ theo đúng mức đề nghị, ghi số và ngày ký, quyết định một lần.",
        "Choose the cells that get what is proposed, give the paper's number and day, decide them at once.",
    ),
    "guide.standing_committee_2": (
        "Khác mức đề nghị thì mở phiếu, quyết định riêng và ghi lý do.",
        "To decide otherwise than proposed, open the meeting, decide it by itself and say why.",
    ),
    "guide.standing_committee_3": (
        "Xem xu hướng, sáu tháng, cả năm; mở lại tháng đã khóa khi cần, có lý do.",
        "Look at trends, half-years and years; open a locked month where it must be, and say why.",
    ),
    "guide.standing_committee_ask": (
        "Điểm chấm: người phụ trách. Danh sách, số liệu của tháng: văn phòng cấp ủy.",
        "About points: the supervisor. About lists and the month: the committee's office.",
    ),
    "guide.standing_committee_picture": (
        "Ảnh bảng quyết định của một tháng, ở phường đặt ra; chưa ô nào được chọn sẵn.",
        "A picture of a month's table of decisions in the made-up commune, nothing chosen beforehand.",
    ),
    # Auditor
    "guide.auditor": ("Ủy ban kiểm tra", "Auditor"),
    "guide.auditor_begin": (
        "Đối chiếu: mọi kỳ họp của tháng bên dưới tổ chức của đồng chí.",
        "Audit: all meetings of the month below your organisation.",
    ),
    "guide.auditor_1": (
        "Mở một kỳ họp: nó đã đi qua những gì, vì sao từng điểm, theo mục nào của văn bản.",
        "Open a meeting: what happened to it, and why each point is what it is, by which clause.",
    ),
    "guide.auditor_2": (
        "Kiểm tra cả sổ; tải điểm chốt, giữ ở nơi khác, lần sau so lại.",
        "Check the whole ledger; download a checkpoint, keep it elsewhere, compare it next time.",
    ),
    "guide.auditor_3": (
        "Chấm lại một tháng, chấm thử theo khung khác, lấy mẫu để kiểm tra.",
        "Score a month again, try another framework, draw a sample.",
    ),
    "guide.auditor_ask": (
        "Một kỳ họp: bí thư và người phụ trách. Sổ và máy chủ: quản trị.",
        "About a meeting: its secretary and supervisor. About the ledger and the machine: the administrator.",
    ),
    "guide.auditor_picture": (
        "Ảnh trang Đối chiếu của một tháng, ở phường đặt ra.",
        "A picture of the page on which a month of the made-up commune is audited.",
    ),
    # Administrator
    "guide.administrator": ("Quản trị", "Administrator"),
    "guide.administrator_begin": (
        "Quản trị: chi bộ nào chưa có bí thư, ai chưa vào được, sao lưu lần cuối.",
        "Administration: cells without a secretary, people who cannot enter, the last backup.",
    ),
    "guide.administrator_1": (
        "Giữ cây tổ chức và ủy nhiệm đúng với thực tế.",
        "Keep organisations and mandates as they really are.",
    ),
    "guide.administrator_2": (
        "Làm tài khoản, đưa giấy kích hoạt tận tay; khóa tài khoản của người thôi việc.",
        "Make accounts, hand slips over in person, close the accounts of those who leave.",
    ),
    "guide.administrator_3": (
        "Sao lưu, tải điểm chốt của sổ, giữ cả hai ở ngoài máy này.",
        "Make backups and checkpoints of the ledger, and keep both away from this machine.",
    ),
    "guide.administrator_ask": (
        "Ai giữ vai trò nào: văn phòng cấp ủy. Máy chủ: người đã cài trang này.",
        "About who holds which role: the committee's office. About the machine: whoever installed these pages.",
    ),
    "guide.administrator_picture": (
        "Ảnh trang Quản trị của phường đặt ra.",
        "A picture of the made-up commune's page of administration.",
    ),
}
