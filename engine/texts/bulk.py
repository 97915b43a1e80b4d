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
    "bulk.bounded": (
        "Cơ sở dữ liệu này không báo khi một số quá lớn: mọi số của bảng phải từ -{most} đến {most}.",
        "This database does not say when a number is too large: all numbers of the table must lie from -{most} to {most}.",
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
    "help.bulk_score": (
        "Chấm mọi dòng của những bảng lớn (Parquet, CSV, Arrow, thư mục) vào một thư mục kết quả; mỗi dòng là một hồ sơ, cột như bảng kỳ họp. Của sổ chấm điểm thì mọi hồ sơ còn hiệu lực, theo khung đã chấm. Bị ngắt thì chạy lại lệnh, việc đã xong không làm lại.",
        "Score every row of large tables (Parquet, CSV, Arrow, a folder) into a folder of results; each row is a record, with the columns of a table of meetings. Of a ledger every record in force, by the framework that scored it. Interrupted, run it again: what is done is not done again.",
    ),
    "help.bulk_output": ("Thư mục kết quả, mới hoặc trống.", "The folder of the results, a new or an empty one."),
    "help.bulk_format": ("Dạng tệp kết quả.", "The form of the files of results."),
    "help.bulk_workers": (
        "Số tiến trình cùng làm; bỏ trống: bằng số bộ xử lý. Kết quả không khác nhau một byte.",
        "How many processes work at once; as many as there are processors unless told. The result is the same, byte by byte.",
    ),
    "help.bulk_cluster": (
        "Bộ điều phối Dask (như tcp://10.0.0.1:8786) có các máy cùng làm, thay cho --workers; mọi máy phải thấy nguồn và kết quả ở cùng một đường dẫn.",
        "A Dask scheduler (like tcp://10.0.0.1:8786) whose machines do the work, instead of --workers; all must see input and output by the same paths.",
    ),
    "help.bulk_rules_too": (
        "Ghi cả số liệu đã đọc và số của quy tắc đã cho từng kết quả.",
        "Write the facts that were read, too, and the number of the rule that gave each result.",
    ),
    "help.bulk_rules_only": (
        "Hồ sơ chưa đủ chỉ lấy khoảng điểm theo quy tắc, không thử mọi cách điền nốt như lệnh score: nhanh hơn nhiều, khoảng có khi rộng hơn.",
        "Of incomplete records take the bounds of the rules alone, without trying how they may be completed as score does: much faster, bounds may be wider.",
    ),
    "help.bulk_history": (
        "Các tháng trước của cùng chi bộ, trong mọi bảng và sổ được nêu, quyết định những số liệu mà khung lấy từ lịch sử, như khi chấm với sổ: đọc bảng hai lần.",
        "Earlier months of the same cell, in all tables and ledgers that are named, decide what a framework takes from history, as scoring with a ledger does: tables are read twice.",
    ),
    "help.bulk_year": (
        "Xếp loại quý, sáu tháng, năm của mọi chi bộ từ kết quả bulk score --rules, mỗi chi bộ một dòng, ra tệp .parquet hay .csv.",
        "Rate every cell over a quarter, a half-year or a year from results of bulk score --rules, a line for each, into a .parquet or .csv file.",
    ),
    "help.bulk_year_output": (
        "Ghi bảng vào tệp .parquet hay .csv này.",
        "Write the table into this .parquet or .csv file.",
    ),
    "bulk.rating_cells": ("Xếp loại từng chi bộ", "Rating cell by cell"),
    "bulk.year_written": ("{file}: {count} chi bộ.", "{file}: {count} cells."),
    "bulk.year_rated": ("{rating}: {count} chi bộ", "{rating}: {count} cells"),
    "bulk.year_open": ("chưa chắc mức nào: {count} chi bộ", "no rating certain yet: {count} cells"),
    "bulk.year_unresolved": (
        "chưa xếp loại, vì văn bản không nói về chi bộ hoạt động không đủ kỳ: {count} chi bộ",
        "unresolved, for the regulation says nothing of cells active in a part of the period: {count} cells",
    ),
    "bulk.year_not_rated": (
        "không xếp loại, vì hoạt động không đủ kỳ: {count} chi bộ",
        "not rated, for they were active in a part of the period: {count} cells",
    ),
    "bulk.year_asked": (
        "chưa biết hoạt động những tháng nào (thêm --register, hay --active all): {count} chi bộ",
        "not known in which months they were active (add --register, or --active all): {count} cells",
    ),
    "bulk.year_unrated": ("không mức nào áp dụng được: {count} chi bộ", "no rating applies: {count} cells"),
    "bulk.month_twice": (
        "{count} kỳ họp có ở nhiều dòng, như {cell} tháng {month} ở {rows}: bỏ bớt thư mục, mỗi kỳ họp chỉ để một kết quả.",
        "{count} meetings stand in several rows, such as {cell} {month} in {rows}: leave folders out, so that each meeting has one result.",
    ),
    "bulk.storing": ("Đọc bảng", "Reading tables"),
    "bulk.progress": ("Chấm từng phần", "Scoring part by part"),
    "bulk.reading_months": ("Đọc các tháng, từng phần", "Reading months part by part"),
    "bulk.proving": (
        "So với các tháng trước, dòng phải xét riêng",
        "Comparing with earlier months, rows looked at alone",
    ),
    "bulk.stopped": (
        "{folder}: chưa chấm xong; chạy lại đúng lệnh ấy để chấm tiếp, phần đã xong không làm lại.",
        "{folder}: not done yet; run the same command again to go on, what is done is not done again.",
    ),
    "bulk.done": ("{folder}: đã đọc {rows} dòng.", "{folder}: {rows} rows read."),
    "bulk.was_done": (
        "{folder}: đã chấm xong từ trước, {rows} dòng; không làm lại.",
        "{folder}: had been done before, {rows} rows; nothing was done again.",
    ),
    "bulk.scored": ("{framework}: {count} hồ sơ đã chấm", "{framework}: {count} records scored"),
    "bulk.open": (
        "{count} hồ sơ trong đó chưa chắc xếp loại nào vì chưa đủ số liệu",
        "{count} of these have no certain rating yet, since something is missing",
    ),
    "bulk.aside": (
        "{count} dòng không chấm, lý do từng dòng ở {folder}",
        "{count} rows were not scored, with the reason of each in {folder}",
    ),
    "bulk.nothing": ("nguồn chưa ghi hồ sơ nào.", "no record is written in the input yet."),
    "bulk.blank": ("{count} dòng trống", "{count} blank rows"),
    "bulk.unfilled": ("dòng chỉ có tên chi bộ, chưa có số liệu", "the row names a cell only and tells nothing of it"),
    "bulk.disagree": (
        "hai quy tắc của khung cho kết quả khác nhau ở dòng này, nên không kết quả nào dùng được.",
        "two rules of the framework disagree on this row, so nothing of it counts.",
    ),
    "bulk.not_installed": (
        "Lệnh này cần DuckDB, numpy và pyarrow: hãy cài thêm gói chamdiem[bulk].",
        "This command needs DuckDB, numpy and pyarrow: install the package chamdiem[bulk].",
    ),
    "bulk.database": ("DuckDB không làm được: {reason}", "DuckDB could not do it: {reason}"),
    "bulk.too_wide": (
        "có con số lớn quá mức tính được hàng loạt ({reason}); hãy chấm những dòng ấy bằng lệnh score.",
        "a number is too large for scoring in bulk ({reason}); score those rows by the command score.",
    ),
    "bulk.empty_folder": (
        "không có tệp .parquet, .csv, .arrow hay .feather nào trong thư mục này.",
        "there is no .parquet, .csv, .arrow or .feather file in this folder.",
    ),
    "bulk.not_table": (
        "không phải tệp .parquet, .csv, .arrow, .feather, thư mục của những tệp ấy, hay sổ chấm điểm; sổ Excel thì dùng lệnh score hoặc batch.",
        "is no .parquet, .csv, .arrow or .feather file, folder of such, or ledger; for workbooks use score or batch.",
    ),
    "bulk.no_arrow_file": (
        "không phải tệp Arrow (IPC, hay Feather bản 2).",
        "is no Arrow file (IPC, or Feather version 2).",
    ),
    "bulk.arrow": ("không đọc được như Arrow: {reason}", "cannot be read as Arrow: {reason}"),
    "bulk.column_type": (
        "cột “{name}” có kiểu {type}, không phải số, chữ, ngày, giờ hay có/không.",
        "the column “{name}” is of type {type}, and not of numbers, texts, days, times or yes and no.",
    ),
    "bulk.parquet": ("không đọc được như Parquet: {reason}", "cannot be read as Parquet: {reason}"),
    "bulk.other_frameworks": (
        "nơi làm việc này có khung tiêu chí khác với nơi giao việc: hãy cài cùng một bản chương trình, và cùng tệp khung, ở mọi máy.",
        "this worker has other frameworks than whoever gave the work: install the same version, and the same files of frameworks, on every machine.",
    ),
    "usage.at_most_one": ("chỉ dùng một trong: {names}.", "only one may be given of: {names}."),
    "bulk.other_version": (
        "nơi làm việc này có {program} {here}, nơi giao việc có {own}: hãy cài cùng một bản ở mọi máy.",
        "this worker has {program} {here}, and whoever gave the work {own}: install the same version on every machine.",
    ),
    "bulk.unseen_folder": (
        "từ nơi làm việc này không thấy thư mục kết quả {folder}: nguồn và kết quả phải ở thư mục chung, mọi máy thấy ở cùng một đường dẫn.",
        "the folder of the results, {folder}, is not seen from this worker: input and output must lie where every machine sees them, by the same path.",
    ),
    "cluster.not_installed": (
        "Chấm bằng nhiều máy cần Dask: hãy cài thêm gói chamdiem[cluster].",
        "Scoring by many machines needs Dask: install the package chamdiem[cluster].",
    ),
    "cluster.no_answer": (
        "không có bộ điều phối Dask (dask scheduler) nào trả lời ở địa chỉ này ({reason}); địa chỉ viết như tcp://10.0.0.1:8786.",
        "no Dask scheduler answers at this address ({reason}); it is written like tcp://10.0.0.1:8786.",
    ),
    "cluster.no_workers": (
        "bộ điều phối này không có máy nào làm việc: hãy chạy dask worker rồi chạy lại lệnh, phần đã xong không làm lại.",
        "this scheduler has no workers: start dask worker and run the command again, what is done is not done again.",
    ),
    "cluster.lost": (
        "mất liên lạc với bộ điều phối: hãy chạy lại lệnh khi nó trả lời, phần đã xong không làm lại.",
        "the scheduler is gone: run the command again when it answers, what is done is not done again.",
    ),
    "cluster.ended": (
        "các nơi làm việc cứ bị dừng mà không phần nào xong, có thể vì hết bộ nhớ (mỗi tiến trình cần khoảng 700 MB).",
        "workers are ended again and again and no part gets done, perhaps for want of memory (each process needs some 700 MB).",
    ),
    "cluster.failed": (
        "một phần không chấm được ở nơi làm việc nào: {reason}",
        "a part could not be scored by any worker: {reason}",
    ),
    "bulk.rows_lost": (
        "đã đọc {rows} dòng mà các tệp kết quả chỉ có {found}: có tệp bị sửa hoặc xóa trong lúc chấm; hãy chạy lại với --replace.",
        "{rows} rows were read and the files of results have {found}: some were changed or deleted meanwhile; run it again with --replace.",
    ),
    "bulk.other_run": (
        "thư mục này là của một lần chấm khác (nguồn hoặc cách chấm khác): chọn thư mục khác, hoặc thêm --replace để thay.",
        "this folder is of another run (another input or another way): choose another folder, or add --replace to replace it.",
    ),
    "bulk.not_empty": (
        "thư mục này đã có tệp khác: hãy chọn một thư mục mới hoặc trống.",
        "this folder has other files already: choose a new or an empty one.",
    ),
    "bulk.other_heading": (
        "dòng này lại nêu tên cột, theo thứ tự khác dòng đầu; hãy tách phần bên dưới thành tệp riêng.",
        "this row names the columns again, in another order than the first; make the part below a file of its own.",
    ),
    "help.row": (
        "Dòng nào trong thư mục kết quả: số thứ tự (như 17 hay row:17) hoặc mã chi bộ.",
        "Which row of a folder of results: its number (as 17 or row:17), or the id of its cell.",
    ),
    "usage.row_alone": (
        "--row xét lại một dòng theo đúng khung đã chấm nó, nên không dùng cùng {name}.",
        "--row looks at a row by the framework that scored it, so it does not go with {name}.",
    ),
    "bulk.no_run": (
        "thư mục này không có kết quả của lệnh bulk score.",
        "this folder has no results of bulk score.",
    ),
    "bulk.unfinished": (
        "lần chấm trong thư mục này chưa xong: hãy chạy lại lệnh bulk score để chấm tiếp.",
        "the run in this folder is not done yet: run bulk score again, which goes on where it was.",
    ),
    "bulk.no_rules": (
        "kết quả trong thư mục này không kèm số liệu: hãy chấm lại với --rules.",
        "no facts go with the results in this folder: score again with --rules.",
    ),
    "bulk.changed_framework": (
        "khung {framework} ở máy này không còn như khi chấm: dùng đúng bản chương trình và tệp khung đã chấm, hoặc chấm lại.",
        "the framework {framework} is another one here than when this was scored: use the version and the file of then, or score again.",
    ),
    "bulk.several_rows": (
        "“{key}” ứng với {count} dòng đã chấm: {rows}; hãy nêu số thứ tự của một dòng, như row:17.",
        "“{key}” is {count} rows that were scored: {rows}; name one by its number, as row:17.",
    ),
    "bulk.no_row": (
        "không có dòng “{key}” nào đã chấm.",
        "no row “{key}” was scored.",
    ),
    "bulk.row_refused": (
        "dòng {row} không được chấm: {reasons}",
        "row {row} was not scored: {reasons}",
    ),
    "help.bulk_report": (
        "Lập báo cáo từ những thư mục kết quả của `{chamdiem} bulk score`: xếp loại, bình quân từng nhóm, tiêu chí mất nhiều điểm nhất, điểm sát ngưỡng, hạn mức; theo tỉnh, xã, loại sinh hoạt, tháng. Ghi vào một thư mục: tệp Parquet, sổ Excel, trang tổng quan. Chỉ có số đếm, không có tên chi bộ.",
        "Report on folders of results of `{chamdiem} bulk score`: ratings, averages of groups, criteria that lose most, totals near a border, quotas; by province, commune, kind and month. Written into a folder: Parquet files, a workbook, an overview page. Counts only, and no names of cells.",
    ),
    "help.bulk_report_output": ("Thư mục của báo cáo.", "The folder of the report."),
    "help.bulk_report_layer": (
        "Chỉ tính một lớp chấm: self hoặc upper; bỏ trống: cấp trên nếu đã chấm, không thì chi bộ tự chấm.",
        "Count one layer only: self or upper; by default the upper one where it scored, else the cell's own.",
    ),
    "bulk.nothing_scored": (
        "Những thư mục này không có hồ sơ nào đã chấm ở lớp ấy.",
        "These folders have no record that was scored by that layer.",
    ),
    "bulk.report_written": ("{folder}: báo cáo về {count} hồ sơ.", "{folder}: report on {count} records."),
    "bulk.report_title": ("Tổng quan kết quả chấm điểm", "Overview of results"),
    "bulk.report_span": ("Kỳ: {span}", "Period: {span}"),
    "bulk.report_meetings": (
        "Số hồ sơ đã chấm: {count}. Xếp loại ở đây là do tính từ điểm.",
        "Records scored: {count}. Ratings are those that follow from points.",
    ),
    "bulk.report_near": (
        "Cách ranh giới một mức không quá {points} điểm: {told}.",
        "Within {points} points of a rating's border: {told}.",
    ),
    "bulk.report_untold": ("không ghi", "not told"),
    "bulk.report_by_period": ("Theo kỳ: tỷ lệ {rating}", "By period: share of {rating}"),
    "bulk.report_by_province": ("Theo tỉnh, thành phố: tỷ lệ {rating}", "By province: share of {rating}"),
    "bulk.report_by_kind": ("Theo loại sinh hoạt: tỷ lệ {rating}", "By kind of meeting: share of {rating}"),
    "bulk.report_part": (
        "{rating}: {share} trong {meetings}; bình quân {average} điểm",
        "{rating}: {share} of {meetings}; {average} points on average",
    ),
    "bulk.report_quota": (
        "Hạn mức {title}: {lists} danh sách; vượt {exceeded}, không vượt {kept}, chưa rõ {open}.",
        "Quota of {title}: {lists} lists; {exceeded} exceed it, {kept} do not, {open} are open.",
    ),
    "bulk.report_quota_apart": (
        "Hạn mức {title} chia danh sách theo “{by}” nên không tính được ở đây.",
        "The quota of {title} divides lists by “{by}”, which is not counted here.",
    ),
    "bulk.report_table": ("{what} – {framework}", "{what} – {framework}"),
    "bulk.report_ratings_province": ("Xếp loại, tỉnh", "Ratings by province"),
    "bulk.report_ratings_commune": ("Xếp loại, xã", "Ratings by commune"),
    "bulk.report_ratings_kind": ("Xếp loại, loại", "Ratings by kind"),
    "bulk.report_ratings_period": ("Xếp loại, kỳ", "Ratings by period"),
    "bulk.report_groups_province": ("Bình quân, tỉnh", "Averages by province"),
    "bulk.report_groups_commune": ("Bình quân, xã", "Averages by commune"),
    "bulk.report_groups_kind": ("Bình quân, loại", "Averages by kind"),
    "bulk.report_groups_period": ("Bình quân, kỳ", "Averages by period"),
    "bulk.report_criteria": ("Điểm mất", "Points lost"),
    "bulk.report_borders": ("Sát ngưỡng", "Near borders"),
    "bulk.report_quotas": ("Hạn mức", "Quotas"),
    "bulk.report_within": ("cách không quá {points}", "within {points}"),
    "bulk.report_column_province": ("Tỉnh, thành phố", "Province"),
    "bulk.report_column_commune": ("Đảng bộ cấp trên", "Upper organisation"),
    "bulk.report_column_kind": ("Loại sinh hoạt", "Kind of meeting"),
    "bulk.report_column_period": ("Kỳ", "Period"),
    "bulk.report_column_meetings": ("Hồ sơ", "Records"),
    "bulk.report_column_unrated": ("Không được mức nào", "No rating applies"),
    "bulk.report_column_undecided": ("Chưa chắc", "Not certain"),
    "bulk.report_column_average": ("Điểm bình quân", "Average points"),
    "bulk.report_column_all": ("Tất cả", "All"),
    "bulk.report_column_criterion": ("Tiêu chí", "Criterion"),
    "bulk.report_column_title": ("Nội dung", "Content"),
    "bulk.report_column_lost": ("Điểm mất", "Points lost"),
    "bulk.report_column_losing": ("Số hồ sơ mất điểm", "Records that lost points"),
    "bulk.report_column_share": ("Tỷ lệ", "Share"),
    "bulk.report_column_quota": ("Hạn mức", "Quota"),
    "help.bulk_ledger_table": (
        "Chép mọi hồ sơ còn hiệu lực của một sổ chấm điểm, kể cả phần cấp trên chấm sau, thành bảng CSV để `{chamdiem} bulk score` chấm: mỗi kỳ họp một dòng.",
        "Copy every record in force of a ledger, with what the upper level said later, into a CSV table for `{chamdiem} bulk score`: a row for each meeting.",
    ),
    "help.bulk_table_output": ("Tệp CSV.", "The CSV file."),
    "help.bulk_table_framework": (
        "Chỉ lấy hồ sơ đã chấm theo khung có mã này.",
        "Only records that were scored by the framework of this id.",
    ),
    "bulk.table_written": ("{file}: {count} hồ sơ.", "{file}: {count} records."),
    "bulk.reading": ("Đọc sổ", "Reading the ledger"),
    "bulk.other_kept": (
        "khung {framework} ở đây không có, hoặc không còn như bản đã chấm hồ sơ của sổ (mã băm {hash}): hãy nêu khung sẽ chấm tất cả với --framework.",
        "the framework {framework} is not here, or is another one than that which scored records of the ledger ({hash}): name one that is to score all of them by --framework.",
    ),
    "bulk.other_questions": (
        "hồ sơ đã chấm theo khung {framework} có {count} mục mà khung đang chọn không hỏi; muốn biết theo khung này thì được gì, dùng “{chamdiem} replay --as-if”.",
        "records that were scored by the framework {framework} have {count} answers or facts that the chosen one does not ask; “{chamdiem} replay --as-if” tells what that one would give.",
    ),
    "bulk.no_records": ("sổ này không có hồ sơ nào như vậy còn hiệu lực.", "this ledger has no such record in force."),
    "bulk.several_subjects": (
        "sổ này có hồ sơ của nhiều đối tượng, mỗi đối tượng phải có bảng riêng: hãy chọn khung với --framework ({frameworks}).",
        "this ledger has records of several subjects, each of which needs a table of its own: choose by --framework ({frameworks}).",
    ),
    "bulk.made_only": (
        "mục {number} không giữ số liệu riêng của một người, nên hồ sơ ấy không chép thành bảng được.",
        "entry {number} was kept without what is one person's own, so its record cannot be copied into a table.",
    ),
}
