"""What the pages say. Pages speak to a comrade (đồng chí), of roles, and of nobody by name."""

TEXTS: dict[str, tuple[str, str]] = {
    # The frame of every page
    "web.skip": ("Đến nội dung chính", "To the main content"),
    "web.nav": ("Chính", "Main"),
    "web.leave": ("Thoát", "Log out"),
    "web.help": ("Trợ giúp", "Help"),
    "web.who": ("{title} · {role}", "{title} · {role}"),
    "web.contact": ("Cần giúp thì gọi {contact}.", "For help call {contact}."),
    "web.to_tasks": ("Về Việc của tôi", "To My tasks"),
    # What cannot be answered
    "web.not_found": ("Không có trang này", "There is no such page"),
    "web.not_found_why": (
        "Địa chỉ gõ nhầm, hoặc đồng chí không được giao việc ở đó.",
        "The address is mistyped, or you have no mandate there.",
    ),
    "web.forbidden": ("Chưa nhận được", "Not accepted"),
    "web.forbidden_why": (
        "Trang đã mở quá lâu, hoặc được gửi từ nơi khác. Hãy quay lại, tải lại trang rồi làm lại.",
        "The page was open for too long, or this was sent from elsewhere. Go back, reload the page and try again.",
    ),
    "web.bad_request": ("Không đọc được", "It cannot be read"),
    "web.bad_request_why": (
        "Những gì gửi lên quá lớn hoặc không đúng dạng. Chưa có gì được ghi.",
        "What was sent is too large or malformed. Nothing was recorded.",
    ),
    "web.refused": ("Chưa làm được", "It cannot be done yet"),
    "web.refused_why": (
        "Chưa có gì được ghi. Nếu không rõ phải làm gì, hãy hỏi quản trị.",
        "Nothing was recorded. If it is not clear what to do, ask the administrator.",
    ),
    "web.broken": ("Máy gặp trục trặc", "Something went wrong"),
    "web.broken_why": (
        "Chưa có gì bị mất. Hãy thử lại; nếu vẫn vậy, báo quản trị số {number}.",
        "Nothing was lost. Try again; if it stays so, tell the administrator the number {number}.",
    ),
    "web.throttled": ("Thử quá nhiều lần", "Tried too often"),
    "web.throttled_why": (
        "Hãy đợi 15 phút rồi vào lại. Quên mật khẩu thì xin giấy kích hoạt mới.",
        "Wait 15 minutes, then enter again. If the password is forgotten, ask for a new slip.",
    ),
    # Entering
    "web.enter": ("Vào hệ thống", "Enter"),
    "web.enter_do": ("Vào", "Enter"),
    "web.enter_failed": (
        "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The login or the password is not right.",
    ),
    "web.idle": (
        "Đã 60 phút không thao tác nên hệ thống tự thoát. Những gì đã ghi vẫn còn.",
        "Nobody did anything for 60 minutes, so you were signed out. What was saved is still there.",
    ),
    "web.login": ("Tên đăng nhập", "Login"),
    "web.login_hint": (
        "In trên giấy kích hoạt, ví dụ hoa-mau-1",
        "As printed on the activation slip, such as hoa-mau-1",
    ),
    "web.password": ("Mật khẩu", "Password"),
    "web.confirm": ("Gõ lại mật khẩu", "Your password once more"),
    "web.confirm_do": ("Xác nhận", "Confirm"),
    "web.confirm_failed": ("Mật khẩu không đúng.", "The password is not right."),
    "web.tasks": ("Việc của tôi", "My tasks"),
    # The data folder
    "web.folder_other": (
        "thư mục này có sẵn và không do chương trình này làm. Hãy chọn thư mục khác bằng --data.",
        "this folder is there already and was not made by this program. Name another one by --data.",
    ),
    "web.folder_newer": (
        "dữ liệu ở đây do bản mới hơn ({release}) làm ra. Hãy chạy bản ấy, hoặc khôi phục bản sao lưu cũ.",
        "the data here were made by a newer release ({release}). Run that, or restore an older backup.",
    ),
    "web.folder_unreadable": ("không đọc được phần mô tả dữ liệu.", "the description of the data cannot be read."),
    "web.folder_database": (
        "thư mục này dùng cơ sở dữ liệu khác với địa chỉ ở --database.",
        "this folder uses another database than --database names.",
    ),
}
