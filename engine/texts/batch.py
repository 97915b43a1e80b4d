"""What is said of a batch. Vietnamese first, then English."""

BATCH: dict[str, tuple[str, str]] = {
    "help.batch": (
        "Làm cả tháng một lần: chấm mọi hồ sơ, ghi phiếu của từng chi bộ và các bảng vào một thư mục.\n\nINPUT là hồ sơ, sổ Excel, tệp CSV hoặc thư mục. Mỗi tháng có bảng tổng hợp, bảng chênh lệch, bảng cận ngưỡng, bảng chi bộ chưa báo cáo (khi có danh sách chi bộ) và trang tổng quan. Không nêu dạng nào thì ghi PDF và Excel. Chạy lại thì chỉ làm lại những gì đã đổi; tệp đã sửa tay được giữ lại dưới tên khác.",
        "Do a whole month at once: score every record, write each cell's sheet and the lists into one folder.\n\nINPUT is a record, a workbook, a CSV file or a folder. Each month has its summary list, discrepancies, totals near a border, cells that did not report (given a register) and an overview. Without a form, PDF and Excel are written. Run again, only what has changed is made again; files changed by hand are kept under another name.",
    ),
    "help.batch_output": ("Thư mục kết quả.", "The output folder."),
    "help.batch_html": ("Ghi phiếu HTML.", "Write HTML sheets."),
    "help.batch_pdf": ("Ghi phiếu và bảng PDF.", "Write PDF sheets and lists."),
    "help.batch_docx": ("Ghi phiếu và bảng Word.", "Write Word sheets and lists."),
    "help.batch_xlsx": ("Ghi bảng Excel.", "Write Excel lists."),
    "help.jobs": (
        "Số tiến trình làm song song; mặc định theo số lõi của máy.",
        "Processes at work at once; by default one per core.",
    ),
    "batch.reading": ("Đọc và chấm", "Read and score"),
    "batch.making": ("Ghi tệp", "Write files"),
    "batch.busy": (
        "đang có một lệnh batch khác ghi vào thư mục này; đợi nó xong rồi chạy lại.",
        "another batch is writing to this folder; wait for it to end, then run again.",
    ),
    "batch.nothing": ("không có kỳ họp nào để chấm.", "there is no meeting to score."),
    "batch.scored": (
        "Đã chấm {meetings} kỳ họp; sai {faulty}.",
        "Meetings scored: {meetings}; faulty: {faulty}.",
    ),
    "batch.silent": (
        "Chưa báo cáo: {count} chi bộ có tên trong sổ mà chưa ghi gì.",
        "Not reported: {count} cells that stand in a table with nothing written.",
    ),
    "batch.of_month": ("Tháng {month}: {line}", "Month {month}: {line}"),
    "batch.rated": ("{title}: {count}", "{title}: {count}"),
    "batch.unrated": ("Chưa xếp loại: {count}", "Not rated: {count}"),
    "batch.made": (
        "Đã ghi {made} tệp, giữ nguyên {current}, bỏ {stale}, vào {folder}. Danh mục và mã SHA-256: {manifest}.",
        "Files written: {made}; kept: {current}; removed: {stale}, in {folder}. Contents with SHA-256: {manifest}.",
    ),
    "batch.set_aside": (
        "{file}: đã được sửa sau khi ghi; bản sửa được giữ dưới tên có “-da-sua”.",
        "{file}: was changed after it was written; the changed file is kept under a name with “-da-sua”.",
    ),
    "batch.faults_written": (
        "Các dòng sai: {file}. Sửa xong, chạy lại với tệp ấy.",
        "Faulty rows: {file}. Once corrected, run again with that file.",
    ),
    "batch.none_made": (
        "Chưa ghi gì vì có hồ sơ sai. Thêm --keep-going để làm các hồ sơ đúng và ghi các dòng sai ra sổ riêng.",
        "Nothing was written, since some records are faulty. Add --keep-going to do the right ones and list the others in a workbook.",
    ),
}
