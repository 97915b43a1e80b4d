"""What is said of files that are not written over, and of work that ends before its time. Vietnamese, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "file.symlink": (
        "đây là liên kết tới nơi khác, không phải tệp thường; không ghi vào đây. Ghi thẳng vào tệp thật, hoặc chọn tên khác.",
        "this is a link to somewhere else, no ordinary file, and is not written to. Name the file itself, or another one.",
    ),
    "file.read_only": (
        "tệp này được đặt chỉ cho đọc; giữ nguyên tệp ấy. Chọn tên khác, hoặc thêm --replace nếu chắc chắn muốn thay.",
        "this file was made read-only and stays as it is. Choose another name, or add --replace if it is surely to be replaced.",
    ),
    "file.not_regular": (
        "đây không phải tệp thường (là thiết bị, đường ống hoặc loại khác); không ghi vào đây. Chọn tên khác.",
        "this is no ordinary file (a device, a pipe or the like) and is not written to. Choose another name.",
    ),
    "file.in_use": (
        "tệp đang mở trong Excel, Word hay chương trình khác: đóng tệp ấy rồi chạy lại.",
        "the file is open in Excel, Word or another program: close it, and run again.",
    ),
    "file.taken": (
        "tên này chương trình dùng riêng, nhưng ở đây là liên kết, thư mục hoặc loại khác; hãy dời nó đi rồi chạy lại. Chưa ghi gì.",
        "the program keeps this name for a file of its own, but it is a link, a folder or the like; move it away and run again. Nothing was written.",
    ),
    "file.our_records": (
        "tên này chương trình dùng riêng để nhớ các tệp đã ghi; chọn tên khác.",
        "the program keeps this name for its own list of files; choose another one.",
    ),
    "file.settings": (
        "đây là tên của tệp cài đặt; không ghi đè. Chọn tên khác.",
        "this is the name of the file of settings, which is not written over. Choose another name.",
    ),
    "file.ledger": (
        "đây là sổ chấm điểm, hoặc tệp đi kèm sổ chấm điểm; không bao giờ ghi đè. Chọn tên khác.",
        "this is a ledger, or belongs to one, and is never written over. Choose another name.",
    ),
    "file.ledger_export": (
        "đây là bản xuất của sổ chấm điểm; chỉ bản xuất mới hơn của chính sổ ấy mới thay được. Chọn tên khác.",
        "this is an exported ledger, which only a newer export of the same ledger may replace. Choose another name.",
    ),
    "file.private_key": (
        "đây là khóa bí mật; không bao giờ ghi đè. Chọn tên khác.",
        "this is a private key, which is never written over. Choose another name.",
    ),
    "file.is_input": (
        "đây là tệp mà chính lệnh này đọc; không ghi đè lên tệp nhập. Chọn tên khác.",
        "this very command reads this file; what is read is not written over. Choose another name.",
    ),
    "file.output_twice": (
        "hai kết quả của lệnh này cùng ghi vào một tệp; đặt cho mỗi kết quả một tên.",
        "two outputs of this command would go into one file; give each its own name.",
    ),
    "file.not_ours": (
        "tệp đã có, và không phải tệp do chương trình ghi hoặc đã được sửa sau khi ghi; không ghi đè. Chọn tên khác, hoặc thêm --replace nếu chắc chắn muốn thay.",
        "the file exists, and was not written by this program or was changed since; it stays as it is. Choose another name, or add --replace if it is surely to be replaced.",
    ),
    "file.lasting": (
        "tệp đã có, và không lập lại được từ số liệu hiện nay; không ghi đè. Chọn tên khác, hoặc thêm --replace nếu chắc chắn muốn thay.",
        "the file exists and cannot be made again from what there is now; it stays as it is. Choose another name, or add --replace if it is surely to be replaced.",
    ),
    "file.many_names": (
        "tệp này còn có tên khác (liên kết cứng); ghi lại sẽ tách thành hai tệp khác nhau, nên giữ nguyên. Chép ra một tệp riêng rồi chạy lại.",
        "this file has another name, too (a hard link); written anew, it would be two different files, so it stays as it is. Make a copy of its own and run the command again.",
    ),
    "file.rewrite_read_only": (
        "tệp này được đặt chỉ cho đọc; giữ nguyên tệp ấy. Cho phép ghi rồi chạy lại nếu muốn sửa.",
        "this file was made read-only and stays as it is. Allow it to be written and run the command again if it is to be changed.",
    ),
    "file.changed_meanwhile": (
        "tệp đã được sửa trong lúc lệnh đang chạy; giữ nguyên bản vừa sửa. Chạy lại lệnh này.",
        "the file was changed while the command was at work; the changed file stays. Run the command again.",
    ),
    "folder.gone": (
        "thư mục đang làm việc không còn nữa; hãy chuyển sang thư mục khác (cd) rồi chạy lại.",
        "the working folder is gone; change to another one (cd) and run again.",
    ),
    "output.closed": (
        "không in được kết quả: nơi nhận kết quả đã đóng hoặc không ghi được ({reason}).",
        "the result cannot be printed: its output is closed or cannot be written to ({reason}).",
    ),
    "output.full": (
        "không in được hết kết quả: nơi nhận kết quả đã đầy.",
        "the result cannot be printed whole: its output is full.",
    ),
    "processes.ended": (
        "một tiến trình phụ bị hệ thống dừng, có thể vì hết bộ nhớ; chạy lại với --jobs nhỏ hơn.",
        "one of the processes was ended by the system, perhaps for want of memory; run again with fewer --jobs.",
    ),
    "file.failed": ("không đọc hoặc ghi được: {reason}.", "it cannot be read or written: {reason}."),
}
