"""What is said of many records that are scored at once."""

TEXTS: dict[str, tuple[str, str]] = {
    "help.bulk_sql": (
        "In câu truy vấn SQL chấm điểm theo một khung tiêu chí, cho người có kho dữ liệu riêng: mỗi dòng của bảng là một hồ sơ.",
        "Print the SQL query that scores by a framework, for people with a warehouse of their own: each row of the table is a record.",
    ),
    "help.bulk_layer": (
        "Chấm theo phần trả lời của ai: self (chi bộ tự chấm) hoặc upper (cấp trên chấm).",
        "By whose answers: self (the cell's own) or upper (those above).",
    ),
    "help.dialect": ("Cơ sở dữ liệu sẽ chạy câu truy vấn.", "The database that will run the query."),
    "help.bulk_table": ("Tên bảng có các hồ sơ.", "The table that has the records."),
    "help.bulk_rules": (
        "Thêm số của quy tắc đã cho từng kết quả.",
        "Add the number of the rule that gave each result.",
    ),
    "bulk.head": (
        "{framework} ({id}), mã băm {hash}",
        "{framework} ({id}), hash {hash}",
    ),
    "bulk.inputs": (
        "Bảng “{table}” cần có các cột số nguyên sau; chỗ chưa có số liệu để NULL:",
        "The table “{table}” needs these columns of whole numbers; what is missing is NULL:",
    ),
    "bulk.outputs": ("Kết quả có các cột:", "The result has the columns:"),
    "bulk.rules": (
        "by …: số thứ tự (từ 0) của quy tắc đã cho kết quả ấy, trong các quy tắc của nó",
        "by …: the number (from 0) of the rule that gave it, among its own",
    ),
    "bulk.conflict": (
        "conflict: đúng nếu hai quy tắc cho kết quả khác nhau; dòng ấy không dùng được",
        "conflict: true where two rules disagree; nothing of that row counts",
    ),
    "bulk.held": ("{title}; {stored}", "{title}; {stored}"),
    "bulk.stored_count": ("số nguyên", "a whole number"),
    "bulk.stored_points": ("điểm nhân 100 (7,5 điểm là 750)", "points times 100 (7.5 points are 750)"),
    "bulk.stored_decimal": ("số nguyên", "a whole number"),
    "bulk.stored_yes_no": ("1 là có, 0 là không", "1 is yes, 0 is no"),
    "bulk.stored_date": ("số ngày, 01/01/0001 là 1", "a day number, 1 January of the year 1 is 1"),
    "bulk.stored_time": ("số phút từ 0 giờ", "minutes from midnight"),
    "bulk.stored_scaled": ("nhân {scale} để thành số nguyên", "times {scale}, which makes it whole"),
    "bulk.fact_award": (
        "award …: điểm của tiêu chí (award total: tổng điểm) nhân 100; NULL là chưa chắc chắn",
        "award …: the points of a criterion (award total: the total) times 100; NULL: not certain yet",
    ),
    "bulk.fact_least": ("least …: ít nhất được bấy nhiêu, nhân 100", "least …: at least so many, times 100"),
    "bulk.fact_most": ("most …: nhiều nhất được bấy nhiêu, nhân 100", "most …: at most so many, times 100"),
    "bulk.fact_rating": (
        "rating: thứ tự của mức xếp loại, 0 là mức tốt nhất; bằng số mức thì không được mức nào; NULL là chưa chắc chắn",
        "rating: the place of the rating, 0 is the best; as many as there are: none applies; NULL: not certain yet",
    ),
    "bulk.fact_finding": ("finding …: 1 nếu có điều cần xem lại này", "finding …: 1 where this finding stands"),
}
