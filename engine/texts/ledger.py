"""What the ledger says of what it refuses and of what is wrong with it. Vietnamese first, then English."""

LEDGER_FAULTS: dict[str, tuple[str, str]] = {
    # Finding and opening
    "ledger.missing": (
        "không có sổ chấm điểm ở đây; lập sổ mới bằng lệnh chamdiem ledger init.",
        "there is no ledger here; make one with chamdiem ledger init.",
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
        "địa chỉ viết chưa đúng; mẫu: postgresql://nguoi-dung@may-chu/ten-co-so-du-lieu.",
        "the address is not right; the pattern: postgresql://user@host/database.",
    ),
    "ledger.no_server": ("không dùng được cơ sở dữ liệu: {reason}.", "the database cannot be used: {reason}."),
    "ledger.no_right": (
        "tài khoản này không có quyền làm việc đó trong sổ.",
        "this account has no right to do that in the ledger.",
    ),
    # Writing
    "ledger.locked": (
        "sổ đang có người khác ghi, chờ mãi chưa xong; hãy thử lại sau.",
        "someone else is writing the ledger and did not finish in time; try again later.",
    ),
    "ledger.read_only": (
        "sổ ở nơi chỉ đọc được; không ghi gì vào sổ.",
        "the ledger can only be read here; nothing was written to it.",
    ),
    "ledger.failed": ("không dùng được sổ: {reason}.", "the ledger cannot be used: {reason}."),
    # Asking
    "ledger.no_entry": ("sổ không có mục {number}; sổ có {size} mục.", "there is no entry {number}; there are {size}."),
    "ledger.no_hash": ("sổ không có mục nào mang mã băm {hash}.", "no entry has the hash {hash}."),
    "ledger.no_meeting": (
        "hồ sơ chưa ghi “{part}”; muốn vào sổ phải rõ chi bộ, ngày họp (hoặc kỳ) và loại sinh hoạt.",
        "the record does not give “{part}”; for the ledger it must name the cell, the date (or period) and the meeting kind.",
    ),
    # Damage
    "ledger.damaged": (
        "tệp sổ bị hỏng; hãy chạy chamdiem ledger fsck, giữ nguyên tệp này và lấy bản sao lưu.",
        "the ledger's file is damaged; run chamdiem ledger fsck, keep this file as it is and fetch a backup.",
    ),
    "ledger.guards": (
        "các khóa chống sửa, chống xóa của sổ không còn nguyên như lúc lập sổ.",
        "the guards against change and deletion are not as they were made.",
    ),
    "ledger.unreadable_entry": (
        "mục {number}: nội dung không đọc được.",
        "entry {number}: its content cannot be read.",
    ),
    "ledger.hash": (
        "mục {number}: nội dung không khớp mã băm hoặc số thứ tự của nó.",
        "entry {number}: its content does not match its hash or its number.",
    ),
    "ledger.not_following": (
        "mục {number}: không nối tiếp mục ngay trước nó.",
        "entry {number}: it does not follow the entry before it.",
    ),
}
