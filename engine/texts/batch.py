"""What is said of a batch. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.batch_output": ("Thư mục kết quả.", "The output folder."),
    "help.batch_html": ("Ghi phiếu HTML.", "Write HTML sheets."),
    "help.batch_pdf": ("Ghi phiếu và bảng PDF.", "Write PDF sheets and lists."),
    "help.batch_docx": ("Ghi phiếu và bảng Word.", "Write Word sheets and lists."),
    "help.batch_xlsx": ("Ghi bảng Excel.", "Write Excel lists."),
    "batch.reading": ("Đọc và chấm", "Read and score"),
    "batch.making": ("Ghi tệp", "Write files"),
    "batch.busy": (
        "đang có một lệnh batch khác ghi vào thư mục này; đợi nó xong rồi chạy lại.",
        "another batch is writing to this folder; wait for it to end, then run again.",
    ),
    "batch.nothing": ("không có hồ sơ nào để chấm.", "there is no record to score."),
    "batch.scored": ("Đã chấm {meetings} hồ sơ; sai {faulty}.", "Records scored: {meetings}; faulty: {faulty}."),
    "batch.silent": (
        "Chưa báo cáo: {count} đơn vị có tên trong sổ mà chưa ghi gì.",
        "Not reported: {count} units that stand in a table with nothing written.",
    ),
    "batch.of_month": ("{month}: {line}", "{month}: {line}"),
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
        "Các dòng sai: {file}. Sửa ngay trong tệp ấy, rồi chạy lại lệnh này và ghi thêm tệp ấy vào sau các hồ sơ: dòng đã sửa thay cho dòng sai, các dòng khác giữ nguyên.",
        "Faulty rows: {file}. Correct them in that file, then run this command again with that file added to the records: corrected rows take the place of the faulty ones, the others stay.",
    ),
    "batch.lists_left": (
        "{month}: các bảng giữ nguyên như lần trước, chưa tính các dòng vừa sửa, vì lần này chỉ đọc {inputs}. Để lập lại bảng đủ đơn vị, chạy lại với cả hồ sơ ban đầu lẫn tệp ấy.",
        "{month}: the lists stay as they were, without the rows just corrected, since only {inputs} was read. For lists of all units, run again with the first records and that file.",
    ),
    "batch.removed_sheets": (
        "Xóa {count} phiếu của đơn vị không còn trong hồ sơ: {cells}.",
        "Sheets removed, of units that are no longer in the records: {count} ({cells}).",
    ),
    "batch.removed_lists": (
        "Xóa {count} bảng mà lần này không còn lập: {names}.",
        "Lists removed that are no longer made: {count} ({names}).",
    ),
    "batch.outdated": (
        "Giữ lại {count} tệp của lần trước mà lần này không làm: {names}.",
        "Kept from an earlier run, though not made this time: {count} ({names}).",
    ),
    "batch.others": (
        "Các tệp đã ghi từ trước cho tháng khác, dạng khác hoặc đơn vị khác giữ nguyên: {count}.",
        "Files made earlier for other months, forms or units stay as they are: {count}.",
    ),
    "batch.stopped": (
        "Dừng giữa chừng: {made} tệp đã ghi xong và dùng được, {left} tệp chưa ghi; mọi tệp khác trong {folder} giữ nguyên. Chạy lại đúng lệnh ấy để làm tiếp.",
        "Stopped half-way: {made} files are finished and sound, {left} are not made; every other file in {folder} stays as it was. Run the same command again to go on.",
    ),
    "batch.stopped_first": (
        "Chưa ghi tệp nào trong {left} tệp phải ghi; mọi tệp trong {folder} giữ nguyên.",
        "None of {left} files is made; every file in {folder} stays as it was.",
    ),
    "batch.name_twice": (
        "hai phiếu cùng tên tệp {name}; hãy ghi mã khác nhau cho từng đơn vị. Chưa ghi gì.",
        "two sheets would both be {name}; give each unit an id of its own. Nothing was written.",
    ),
    "batch.foreign_manifest": (
        "tệp này không phải danh mục do lệnh batch ghi ra, hoặc đã hỏng; không ghi đè. Chọn thư mục khác, hoặc dời tệp này đi. Chưa ghi gì.",
        "this is not a manifest that batch wrote, or it is spoilt; it is not written over. Choose another folder, or move it away. Nothing was written.",
    ),
    "batch.none_made": (
        "Chưa ghi gì vì có hồ sơ sai. Thêm --keep-going để làm các hồ sơ đúng và ghi các dòng sai ra sổ riêng.",
        "Nothing was written, since some records are faulty. Add --keep-going to do the right ones and list the others in a workbook.",
    ),
}
