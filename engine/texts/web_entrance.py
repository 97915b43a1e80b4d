"""What the pages of entering and of the own account say."""

TEXTS: dict[str, tuple[str, str]] = {
    "web.to_mend": ("Cần sửa", "To mend"),
    "web.faults": ("Có {count} chỗ cần sửa", "Places to mend: {count}"),
    "web.leave_it": ("Để nguyên", "Leave it"),
    "web.show_password": ("Hiện mật khẩu khi gõ", "Show the password"),
    "web.shared_pc": (
        "Máy dùng chung: xong việc thì bấm Thoát. Không thao tác 60 phút, hệ thống ghi lại bài đang làm rồi tự thoát.",
        "On a shared PC, leave when you are done. After 60 minutes in which nobody does anything, what is being filled in is saved and you are signed out.",
    ),
    # Activation
    "web.activation": ("Đặt mật khẩu lần đầu", "Set your password"),
    "web.activation_link": ("Có giấy kích hoạt mới: đặt mật khẩu lần đầu", "You have a new slip: set your password"),
    "web.activation_have": ("Đã có giấy kích hoạt", "I have a slip"),
    "web.activation_why": (
        "Mã trên giấy kích hoạt dùng được một lần, trong 7 ngày kể từ ngày in.",
        "The code on the slip is good once, for 7 days from the day on which it was printed.",
    ),
    "web.activation_do": ("Đặt mật khẩu và vào", "Set the password and enter"),
    "web.slip_code": ("Mã trên giấy kích hoạt", "Code on the slip"),
    "web.slip_code_hint": (
        "Bốn nhóm bốn chữ, ví dụ ABCD-2345-EFGH-6789",
        "Four groups of four, such as ABCD-2345-EFGH-6789",
    ),
    "web.new_password": ("Mật khẩu mới", "New password"),
    "web.new_password_hint": (
        "Ít nhất {least} chữ. Dễ nhớ mà khó đoán: ba bốn từ không liên quan nhau, ví dụ về đồ vật quanh nhà.",
        "At least {least} characters. Easy to remember and hard to guess: three or four words that have nothing to do with each other.",
    ),
    "web.password_again": ("Gõ lại mật khẩu mới", "The new password once more"),
    "web.password_short": (
        "Mật khẩu ngắn quá: cần ít nhất {least} chữ.",
        "The password is too short: at least {least} characters are needed.",
    ),
    "web.password_odd": (
        "Mật khẩu có chữ không gõ được, hoặc dài quá 200 chữ.",
        "The password has characters that cannot be typed, or more than 200 of them.",
    ),
    "web.password_guessed": (
        "Mật khẩu này dễ đoán: bỏ những từ và số thường gặp (matkhau, bithu, chibo, năm, 123…) thì còn lại quá ít.",
        "This password is easily guessed: without common words and numbers too little is left of it.",
    ),
    "web.password_differ": ("Hai lần gõ khác nhau. Hãy gõ lại.", "Both differ. Type them again."),
    "web.password_slip": (
        "Mã này không đúng, đã dùng rồi hoặc quá 7 ngày. Xem lại từng chữ trên giấy, hoặc xin giấy mới.",
        "This code is wrong, was used, or is older than 7 days. Compare it letter by letter, or ask for a new slip.",
    ),
    # Forgotten
    "web.forgotten": ("Quên mật khẩu", "Forgotten password"),
    "web.forgotten_who": (
        "Hệ thống không gửi thư. Quản trị hoặc văn phòng cấp ủy in giấy kích hoạt mới cho đồng chí:",
        "No mail is sent. The administrator or the committee's office prints a new slip for you:",
    ),
    "web.forgotten_call": (
        "Gọi hoặc đến văn phòng cấp ủy, nói tên đăng nhập.",
        "Call or visit the office and say your login.",
    ),
    "web.forgotten_slip": (
        "Nhận giấy kích hoạt mới. Giấy cũ và mật khẩu cũ hết dùng được.",
        "Take the new slip. Older slips and the old password end.",
    ),
    "web.forgotten_set": ("Gõ mã trên giấy, đặt mật khẩu mới.", "Type the code and set a new password."),
    "web.forgotten_safe": (
        "Những gì đồng chí đang điền không mất: chúng thuộc về chi bộ, không thuộc về mật khẩu.",
        "What you were filling in is not lost: it belongs to the cell and not to the password.",
    ),
    "web.back_to_enter": ("Về trang vào", "Back"),
    # One-time codes
    "web.code": ("Mã một lần", "One-time code"),
    "web.code_set": ("Lập mã một lần", "Set up one-time codes"),
    "web.code_why": (
        "Mở ứng dụng tạo mã trên điện thoại, gõ sáu số đang hiện.",
        "Open the app on your phone and type the six digits that it shows.",
    ),
    "web.code_set_why": (
        "Vai trò này quyết định việc của nhiều chi bộ, nên ngoài mật khẩu còn cần mã từ điện thoại của đồng chí.",
        "This role decides for many cells, so beside the password a code from your phone is needed.",
    ),
    "web.code_app": (
        "Cài một ứng dụng tạo mã (loại TOTP) trên điện thoại.",
        "Install an app that makes codes (of the kind TOTP) on your phone.",
    ),
    "web.code_scan": (
        "Quét hình dưới đây, rồi gõ sáu số mà ứng dụng hiện.",
        "Scan this, then type the six digits that it shows.",
    ),
    "web.code_mark": ("Mã QR để lập mã một lần", "QR code that sets up one-time codes"),
    "web.code_by_hand": ("Không quét được: gõ tay", "Type it by hand"),
    "web.code_label": ("Sáu số", "Six digits"),
    "web.code_failed": (
        "Sáu số không đúng hoặc đã hết hạn. Đợi số mới hiện rồi gõ lại.",
        "The six digits are wrong or over. Wait for the next ones.",
    ),
    "web.code_lost": ("Mất điện thoại thì xin giấy kích hoạt mới.", "If the phone is lost, ask for a new slip."),
    # The own account
    "web.account": ("Tài khoản", "Account"),
    "web.account_of": ("Tài khoản {login}", "Account {login}"),
    "web.mandates": ("Việc được giao", "Mandates"),
    "web.no_mandates": ("Hôm nay tài khoản này chưa được giao việc ở đâu.", "This account has no mandate today."),
    "web.language": ("Ngôn ngữ", "Language"),
    "web.sessions": ("Đang vào ở các máy", "Open sessions"),
    "web.session_here": ("máy này", "this one"),
    "web.session_seen": ("Vào lúc {begun}, thao tác gần nhất {seen}", "Since {begun}, last seen {seen}"),
    "web.session_end": ("Thoát khỏi máy ấy", "End it"),
    "web.sessions_end": ("Thoát khỏi mọi máy khác", "End all others"),
    "web.device_phone": ("Điện thoại", "Phone"),
    "web.device_pc": ("Máy tính", "PC"),
    "web.device_other": ("Máy khác", "Another device"),
    "web.password_change": ("Đổi mật khẩu", "Change the password"),
    "web.password_change_why": ("Đổi xong, mọi máy khác tự thoát.", "All other sessions end then."),
    "web.password_change_do": ("Đổi mật khẩu", "Change it"),
}
