"""What the commands of the pages say: serve, account, backup."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.serve_data": (
        "Thư mục dữ liệu; bỏ trống thì chamdiem-data ở thư mục đang làm việc.",
        "The data folder; by default chamdiem-data in the working folder.",
    ),
    "help.serve_port": ("Cổng; bỏ trống thì 8000.", "The port; 8000 by default."),
    "help.serve_demo": (
        "Dùng thử: dựng sẵn một phường đặt ra, 12 chi bộ, 14 tháng, đủ vai trò, in tên đăng nhập (thư mục chamdiem-demo).",
        "To try it out: a made-up commune of 12 cells and 14 months with every role; the log-ins are printed (folder chamdiem-demo).",
    ),
    "usage.serve_demo": (
        "bản dùng thử chỉ mở trên máy này, và có sẵn tên tổ chức",
        "the demo is for this machine only, and has an organisation of its own",
    ),
    "help.serve_browser": (
        "Mở trình duyệt khi trang đã sẵn sàng. Trang của thư mục này đang mở rồi thì chỉ mở trình duyệt; cổng đã có chương trình khác dùng thì lấy cổng kế tiếp.",
        "Open a browser once the pages are ready. Where the pages of this folder are served already, a browser is all that is opened; a port that another program has makes way for the next one.",
    ),
    "usage.serve_browser": (
        "--browser chỉ dùng khi trang mở cho máy này",
        "--browser is for pages of this machine only",
    ),
    "serve.already": ("Trang web đang mở sẵn: {address}", "The pages are open already: {address}"),
    "serve.demo": (
        "Phường đặt ra để dùng thử. Mật khẩu chung: {password}\nTên đăng nhập và vai trò:",
        "A made-up commune, to try things out. Password of all: {password}\nLogins and roles:",
    ),
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
        "không mở được cổng này ({reason}). Có thể trang web này hay chương trình khác đang dùng: hãy chọn cổng khác bằng --port.",
        "the port cannot be opened ({reason}). Perhaps these pages are served already, or another program has it: choose another one by --port.",
    ),
    "serve.stopped": (
        "Đã dừng. Mọi yêu cầu đã nhận đều được trả lời.",
        "Stopped. Every request that had come was answered.",
    ),
    "section.accounts": ("Tài khoản", "Accounts"),
    "section.backups": ("Sao lưu", "Backups"),
    "help.account_list": ("Liệt kê tài khoản.", "List the accounts."),
    "help.account_add": ("Làm tài khoản mới và in mã kích hoạt.", "Make an account and print the code of its slip."),
    "help.account_slip": (
        "In mã kích hoạt mới: khi quên mật khẩu hay mất điện thoại.",
        "Print a new code: when a password is forgotten or a phone is lost.",
    ),
    "help.account_close": ("Khóa tài khoản và kết thúc mọi phiên của nó.", "Close an account and end its sessions."),
    "help.account_open": (
        "Mở lại tài khoản, bỏ mọi lần đoán sai mật khẩu.",
        "Open an account again and forget wrong guesses.",
    ),
    "help.account_actor": (
        "Mã người làm trong sổ chấm điểm (không phải tên); bỏ trống thì là tên đăng nhập.",
        "The id of who acts, as the ledger has it (no name); by default the login.",
    ),
    "account.slip": (
        "Tên đăng nhập {login}, mã kích hoạt {code} (dùng một lần, hạn 7 ngày)",
        "Login {login}, code {code} (good once, for 7 days)",
    ),
    "account.closed": ("Đã khóa {login}.", "{login} is closed."),
    "account.opened": ("Đã mở {login}.", "{login} is open."),
    "account.unknown": ("không có tài khoản này.", "there is no such account."),
    "account.taken": ("tên đăng nhập hoặc mã này đã có.", "somebody has this login or id."),
    "account.login": (
        "tên đăng nhập và mã gồm chữ thường không dấu, số, dấu chấm hoặc gạch nối, từ 2 đến 63 chữ.",
        "logins and ids are of small letters without marks, digits, dots and hyphens, 2 to 63 of them.",
    ),
    "account.login_column": ("Tên đăng nhập", "Login"),
    "account.actor_column": ("Mã người làm", "Who acts"),
    "account.state_column": ("Tình trạng", "State"),
    "account.is_open": ("đang dùng", "open"),
    "account.is_closed": ("đã khóa", "closed"),
    "account.is_waiting": ("chờ kích hoạt", "waiting for its slip"),
    "section.projections": ("Bảng rút gọn", "Projections"),
    "help.projections_check": (
        "So bảng rút gọn mà trang web hiện với sổ; khác thì in khóa của từng kỳ họp.",
        "Compare what pages show in short with the ledger; of meetings that differ the keys are printed.",
    ),
    "help.projections_rebuild": (
        "Lập lại bảng rút gọn từ sổ; sổ không đổi.",
        "Make what pages show in short anew from the ledger, which stays as it is.",
    ),
    "projections.same": (
        "Bảng rút gọn mà trang web hiện đúng như sổ.",
        "What pages show in short is what the ledger says.",
    ),
    "projections.differ": (
        "Bảng rút gọn mà trang web hiện khác sổ ở {count} chỗ: {names}. Sổ vẫn đúng; hãy báo quản trị lập lại bảng ({chamdiem} projections rebuild).",
        "What pages show in short differs from the ledger in {count} places: {names}. The ledger is right; tell the administrator to make it anew ({chamdiem} projections rebuild).",
    ),
    "projections.differ_count": (
        "Khác sổ ở {count} chỗ. Lập lại: {chamdiem} projections rebuild.",
        "It differs from the ledger in {count} places. To make it anew: {chamdiem} projections rebuild.",
    ),
    "projections.rebuilt": ("Đã lập lại bảng rút gọn của {count} kỳ họp.", "Made anew, of {count} meetings."),
    "help.backup_make": (
        "Làm một bản sao lưu, trong khi trang web vẫn chạy.",
        "Make a backup, while the pages are served.",
    ),
    "help.backup_verify": (
        "Khôi phục thử vào chỗ mới, kiểm tra toàn bộ, rồi bỏ chỗ ấy.",
        "Restore into a fresh place, check everything there, and throw it away.",
    ),
    "help.backup_restore": ("Làm thư mục dữ liệu mới từ một bản sao lưu.", "Make a new data folder from a backup."),
    "help.backup_output": (
        "Tệp sao lưu (.zip); bỏ trống thì vào thư mục backups của dữ liệu.",
        "The file (.zip); by default in the folder backups of the data.",
    ),
    "help.backup_data": ("Thư mục dữ liệu mới.", "The new data folder."),
    "backup.made": (
        "Đã sao lưu vào {file}: {entries} mục sổ, {rows} dòng bảng.",
        "Backed up to {file}: {entries} entries, {rows} rows.",
    ),
    "backup.sound": (
        "{file}: khôi phục được, không có gì sai: {entries} mục sổ, {rows} dòng bảng, làm lúc {made}.",
        "{file}: can be restored, nothing is wrong: {entries} entries, {rows} rows, made at {made}.",
    ),
    "backup.restored": (
        "Đã khôi phục {file} vào {folder}: {entries} mục sổ, {rows} dòng bảng.",
        "Restored {file} into {folder}: {entries} entries, {rows} rows.",
    ),
    "backup.exists": (
        "tệp này đã có; bản sao lưu không ghi đè lên gì cả.",
        "there is such a file; a backup takes the place of nothing.",
    ),
    "backup.unreadable": ("không phải bản sao lưu, hoặc bị hỏng.", "this is no backup, or it is damaged."),
    "backup.newer": (
        "bản sao lưu này do bản mới hơn ({release}) làm ra.",
        "this backup was made by a newer release ({release}).",
    ),
    "backup.other_ledger": ("sổ trong bản sao lưu không còn nguyên.", "the ledger in the backup is not what it was."),
    "web.no_folder": (
        "không có dữ liệu của trang web ở đây. Chạy serve trước, hoặc nêu --data.",
        "there are no data of the pages here. Run serve first, or name --data.",
    ),
    "web.folder_there": (
        "ở đây đã có dữ liệu; hãy chọn thư mục mới.",
        "there are data here already; name a new folder.",
    ),
    "web.not_ready": (
        "các bảng ở đây chưa theo bản này. Chạy serve một lần trước.",
        "the tables here are not of this release. Run serve once first.",
    ),
    "web.tables_newer": (
        "bản mới hơn đã đổi các bảng ({name}). Hãy chạy bản ấy.",
        "a newer release has changed the tables ({name}). Run that one.",
    ),
    "serve.organisation": ("Đảng bộ (chưa đặt tên)", "Organisation (not named yet)"),
    "serve.address": ("Trang web: {address} (Ctrl-C để dừng)", "The pages: {address} (Ctrl-C to stop)"),
    "serve.slip": (
        "Giấy kích hoạt cho quản trị, dùng một lần, hạn 7 ngày: mở {address}, mã {code} (tên đăng nhập: {login})",
        "The administrator's slip, good once, for 7 days: open {address}, code {code} (login: {login})",
    ),
}
