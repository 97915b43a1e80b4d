"""What the commands of the pages say: serve, account, backup."""

SERVING: dict[str, tuple[str, str]] = {
    "help.serve": (
        "Mở trang web trên máy này: bí thư chấm kỳ họp trên điện thoại hay máy tính, cấp trên xem và quyết định. Lần đầu thì làm thư mục dữ liệu và in giấy kích hoạt cho quản trị.",
        "Serve the pages from this machine: secretaries score their meetings on a phone or a PC, those above look and decide. The first time, the data folder is made and a slip for the administrator is printed.",
    ),
    "help.serve_data": (
        "Thư mục dữ liệu; bỏ trống thì chamdiem-data ở thư mục đang làm việc.",
        "The data folder; by default chamdiem-data in the working folder.",
    ),
    "help.serve_port": ("Cổng; bỏ trống thì 8000.", "The port; 8000 by default."),
    "help.serve_database": (
        "Địa chỉ cơ sở dữ liệu PostgreSQL giữ mọi dữ liệu; bỏ trống thì dùng tệp SQLite trong thư mục dữ liệu.",
        "The address of the PostgreSQL database that holds all data; by default SQLite files in the data folder.",
    ),
    "help.serve_organisation": (
        "Tên tổ chức cao nhất khi làm thư mục dữ liệu mới, ví dụ “Đảng bộ phường Ví Dụ”.",
        "The name of the highest organisation of a new data folder.",
    ),
    "serve.organisation": ("Đảng bộ (chưa đặt tên)", "Organisation (not named yet)"),
    "serve.address": ("Trang web: {address}  (Ctrl-C để dừng)", "The pages: {address}  (Ctrl-C to stop)"),
    "serve.slip": (
        "Giấy kích hoạt cho quản trị, dùng một lần, hạn 7 ngày: tên đăng nhập {login}, mã {code}",
        "The administrator's slip, good once, for 7 days: login {login}, code {code}",
    ),
}
