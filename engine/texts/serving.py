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
    "help.serve_host": (
        "Địa chỉ của máy này; bỏ trống thì 127.0.0.1, chỉ máy này mở được. Địa chỉ khác thì phải kèm --behind-tls hoặc --open-network.",
        "The address of this machine; by default 127.0.0.1, which only this machine reaches. Any other one needs --behind-tls or --open-network.",
    ),
    "help.serve_name": (
        "Tên mà người dùng gõ để mở trang, ví dụ chamdiem.vi-du.vn; nêu được nhiều lần.",
        "The host that people type, such as chamdiem.example; may be given several times.",
    ),
    "help.serve_behind_tls": (
        "Đứng sau một máy chủ trung chuyển có https (Caddy, nginx); cần --name.",
        "Behind a proxy that speaks https (Caddy, nginx); needs --name.",
    ),
    "help.serve_proxy": (
        "Địa chỉ của máy chủ trung chuyển ấy; bỏ trống thì 127.0.0.1.",
        "The address of that proxy; 127.0.0.1 by default.",
    ),
    "help.serve_open_network": (
        "Cho máy khác trong mạng mở trang mà không có https: người cùng mạng có thể đọc được mật khẩu.",
        "Let other machines in the network open the pages without https: whoever is in that network can read passwords.",
    ),
    "help.serve_processes": (
        "Số tiến trình trả lời cùng lúc; bỏ trống thì 1, với PostgreSQL thì 2.",
        "How many processes answer at once; 1 by default, 2 with PostgreSQL.",
    ),
    "usage.serve_open": (
        "máy khác mở được địa chỉ “{name}”: hãy kèm --behind-tls và --name (sau máy chủ https), hoặc --open-network (không có https)",
        "other machines reach “{name}”: add --behind-tls with --name (behind a proxy with https), or --open-network (without https)",
    ),
    "serve.no_port": (
        "không mở được cổng này ({reason}). Có thể chamdiem hay chương trình khác đang dùng: hãy chọn cổng khác bằng --port.",
        "the port cannot be opened ({reason}). Perhaps chamdiem or another program has it: choose another one by --port.",
    ),
    "serve.stopped": (
        "Đã dừng. Mọi yêu cầu đã nhận đều được trả lời.",
        "Stopped. Every request that had come was answered.",
    ),
    "serve.organisation": ("Đảng bộ (chưa đặt tên)", "Organisation (not named yet)"),
    "serve.address": ("Trang web: {address}  (Ctrl-C để dừng)", "The pages: {address}  (Ctrl-C to stop)"),
    "serve.slip": (
        "Giấy kích hoạt cho quản trị, dùng một lần, hạn 7 ngày: mở {address}, mã {code} (tên đăng nhập: {login})",
        "The administrator's slip, good once, for 7 days: open {address}, code {code} (login: {login})",
    ),
}
