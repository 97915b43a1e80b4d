"""What the lists say, and the faults of what they are made from. Vietnamese first, then English."""

TEXTS: dict[str, tuple[str, str]] = {
    # What keeps records out of a list
    "list.no_record": (
        "trong thư mục không có hồ sơ nào (.yaml, .yml, .json).",
        "there is no record in this folder (.yaml, .yml, .json).",
    ),
    "list.no_cell": (
        "hồ sơ không ghi tên hay mã {unit} ({key}) nên không đưa vào danh sách được.",
        "the record names no {unit} ({key}) and cannot stand in a list.",
    ),
    "list.no_period": (
        "hồ sơ không ghi kỳ (period) nên không đưa vào danh sách được.",
        "the record has no period (period) and cannot stand in a list.",
    ),
    "list.several_periods": (
        "các hồ sơ thuộc nhiều kỳ: {periods}; hãy chọn một kỳ bằng --period.",
        "the records are of several periods: {periods}; choose one by --period.",
    ),
    "list.several_subjects": (
        "các hồ sơ thuộc nhiều đối tượng: {names}; mỗi danh sách chỉ gồm một đối tượng.",
        "the records are of several subjects: {names}; a list is of one.",
    ),
    "list.no_meeting": (
        "không có hồ sơ nào của kỳ {period}; các kỳ có: {periods}.",
        "there is no record of {period}; periods there are: {periods}.",
    ),
    "list.twice": (
        "kỳ này của “{cell}” đã có trong hồ sơ {file}.",
        "this period of “{cell}” stands already in {file}.",
    ),
    # Heads
    "list.party": ("ĐẢNG CỘNG SẢN VIỆT NAM", "COMMUNIST PARTY OF VIET NAM"),
    "list.organisation_dots": ("………………………………", "………………………………"),
    "list.document_number": ("Số ………-………/ĐU", "No. ………-………/ĐU"),
    "list.dashes": ("-----", "-----"),
    "list.signature": ("T/M ĐẢNG ỦY\nBÍ THƯ", "FOR THE PARTY COMMITTEE\nSECRETARY"),
    "list.sheet": ("Danh sách", "List"),
    "list.summary_title": (
        "Bảng tổng hợp kết quả đánh giá chất lượng sinh hoạt chi bộ",
        "Summary of the quality of cell meetings",
    ),
    "list.summary_title_of": ("Bảng tổng hợp kết quả đánh giá {subject}", "Summary of {subject}"),
    "list.discrepancies_title_of": (
        "Bảng chênh lệch giữa điểm tự chấm và điểm cấp trên chấm: {subject}",
        "Differences between self-assessment and upper level: {subject}",
    ),
    "list.missing_title_of": ("Bảng đơn vị chưa báo cáo: {subject}", "Units that have not reported: {subject}"),
    "list.near_title_of": (
        "Bảng cận ngưỡng, tổng điểm sát ranh giới xếp loại: {subject}",
        "Totals near the border of a rating: {subject}",
    ),
    "list.overview_title_of": ("Tổng quan kết quả đánh giá {subject}", "Overview of {subject}"),
    "list.discrepancies_title": (
        "Bảng chênh lệch giữa điểm chi bộ tự chấm và điểm cấp trên chấm",
        "Differences between self-assessment and upper level",
    ),
    "list.missing_title": ("Bảng chi bộ chưa báo cáo", "Cells that have not reported"),
    "list.near_title": ("Bảng cận ngưỡng: tổng điểm sát ranh giới xếp loại", "Totals near the border of a rating"),
    "list.overview_title": ("Tổng quan chất lượng sinh hoạt chi bộ", "Overview of the quality of cell meetings"),
    # Columns
    "list.column_number": ("STT", "No."),
    "list.column_id": ("Mã {unit}", "Id"),
    "list.column_cell": ("Tên đơn vị", "Unit"),
    "list.column_members": ("Số đảng viên", "Members"),
    "list.column_points": ("Số điểm", "Points"),
    "list.column_notes": ("Ghi chú (thuyết minh điểm trừ)", "Notes (why points were taken off)"),
    "list.column_criterion": ("Tiêu chí", "Criterion"),
    "list.column_maximum": ("Điểm tối đa", "Maximum"),
    "list.column_own": ("{Unit} tự chấm", "Self"),
    "list.column_upper": ("Cấp trên chấm", "Upper level"),
    "list.column_difference": ("Chênh lệch", "Difference"),
    "list.column_reasons": ("Lý do", "Reasons"),
    "list.column_rating": ("Xếp loại", "Rating"),
    "list.column_border": ("Ranh giới", "Border"),
    "list.column_distance": ("Cách ranh giới", "Distance"),
    # What stands in them
    "list.faults": ("{id} ({points} điểm lỗi)", "{id} ({points} for faults)"),
    "list.faults_each": ("{id} (mỗi tiêu chí {points} điểm lỗi)", "{id} ({points} for faults each)"),
    "list.deducted": ("{id} (−{points})", "{id} (−{points})"),
    "list.deducted_each": ("{id} (mỗi tiêu chí −{points})", "{id} (−{points} each)"),
    "list.deduction": ("{criteria}: {why}", "{criteria}: {why}"),
    "list.both_reasons": ("Cấp trên: {upper} – {Unit}: {own}", "upper level: {upper} – {unit}: {own}"),
    "list.own_reason": ("{Unit}: {own}", "{unit}: {own}"),
    "list.unexplained": ("chưa thuyết minh", "not explained"),
    "list.criterion": ("{id}. {title}", "{id}. {title}"),
    "list.border": ("{title}: {ends}", "{title}: {ends}"),
    "list.kind": ("sinh hoạt {kind}", "{kind} meeting"),
    "list.own_points": (
        "điểm {unit} tự chấm, cấp trên chưa chấm",
        "the {unit}'s own points, none by the upper level yet",
    ),
    "list.own_rating": (
        "{unit} tự xếp loại, cấp trên chưa xếp loại",
        "the {unit}'s own rating, none by the upper level yet",
    ),
    "list.all_own_points": (
        "Điểm của tất cả các {records} trên là điểm {unit} tự chấm, cấp trên chưa chấm.",
        "All points above are the {units}' own, none by the upper level yet.",
    ),
    "list.all_own_rating": (
        "Xếp loại của tất cả các {records} trên là của {unit}, cấp trên chưa xếp loại.",
        "All ratings above are the {units}' own, none by the upper level yet.",
    ),
    "list.decided_otherwise": ("quyết định: {said}", "decided: {said}"),
    "list.rated_otherwise": (
        "cần kiểm tra lại: theo điểm và điều kiện của khung thì xếp loại {ratings}",
        "to be looked at again: by points and gates the rating is {ratings}",
    ),
    "list.cell_decided_otherwise": (
        "Quyết định khác mức tính được – {cell}: {said}",
        "Decided otherwise than computed – {cell}: {said}",
    ),
    "list.other_rating": ("xếp loại: {rating}", "rating: {rating}"),
    "list.to_score": ("còn {count} tiêu chí chưa chấm", "{count} criteria still to score"),
    "list.total_cells": ("Tổng cộng: {cells} {units}", "In all: {cells} {units}"),
    "list.members_unknown": (
        "{count} {units} chưa ghi số đảng viên",
        "{count} {units} without their number of members",
    ),
    # Under them
    "list.not_reported": (
        "Chưa báo cáo: {count} {units} (đã báo cáo {share} của {all}): {names}.",
        "Not reported: {count} {units} ({share} of {all} have): {names}.",
    ),
    "list.all_reported": (
        "Cả {count} {units} trong danh sách đã báo cáo.",
        "All {count} {units} of the register have reported.",
    ),
    "list.reported": ("Đã báo cáo: {count}/{all} {units} ({share}).", "Reported: {count} of {all} {units} ({share})."),
    "list.not_in_register": (
        "Có báo cáo nhưng không có trong danh sách {unit}: {count} {units}: {names}.",
        "Reported, yet not in the register: {count} {units}: {names}.",
    ),
    "list.faulty": (
        "Hồ sơ còn sai, chưa chấm được: {count} {units}: {names}.",
        "Records that are faulty and not scored: {count} {units}: {names}.",
    ),
    "list.similar": ("{name} (giống “{similar}” trong danh sách)", "{name} (much like “{similar}” of the register)"),
    "list.similar_several": (
        "{name} (chưa rõ là {unit} nào trong danh sách: {similar}; cần ghi mã {unit})",
        "{name} (may be any of the register's {similar}; its id is needed)",
    ),
    "list.taken_for": ("{cell} với {known}", "{cell} with {known}"),
    "list.doubtful": (
        "Mã viết khác với danh sách {unit} mà tên cũng khác, cần xem lại: {pairs}.",
        "Ids spelled differently from the register, of another name, to be looked at: {pairs}.",
    ),
    "list.cell_at_line": ("{cell} ở dòng {line}", "{cell} on line {line}"),
    "list.alike_pair": ("{one} và {other}", "{one} and {other}"),
    "list.alike": (
        "Danh sách {unit} có dòng dễ nhầm với nhau, cần xem lại: {pairs}.",
        "Lines of the register that are easily taken for one another: {pairs}.",
    ),
    "list.compared": (
        "Đã so {compared} {records} có cả hai điểm: {cells} {units} lệch ở {criteria} tiêu chí.",
        "Compared {compared} {records} with both scores: {cells} {units} differ, on {criteria} criteria.",
    ),
    "list.not_compared": (
        "Cấp trên chưa chấm: {count} {units}: {names}.",
        "Not scored by the upper level: {count} {units}: {names}.",
    ),
    "list.near": (
        "Có {cells} {units} cách ranh giới một mức xếp loại không quá {points} điểm, trong {all} {records}.",
        "{cells} {units} are within {points} points of a rating's border, of {all} {records}.",
    ),
    "list.near_left_out": (
        "Không xét {count} {records} chưa chấm xong.",
        "{count} {records} are not scored completely and left out.",
    ),
    # The overview
    "list.overview_meetings": (
        "Số {records} đã chấm: {meetings}, của {cells} {units}.",
        "{Records} scored: {meetings}, of {cells} {units}.",
    ),
    "list.overview_framework": ("Theo khung: {title} ({id})", "By the framework: {title} ({id})"),
    "quota.of_part": ("{part} — {text}", "{part}: {text}"),
    "quota.exceeded": (
        "{share}: {count} trong {of} ({percent}), vượt {limit} (nhiều nhất {most}).",
        "{share}: {count} of {of} ({percent}), more than {limit} ({most} at most).",
    ),
    "quota.kept": (
        "{share}: {count} trong {of} ({percent}), không vượt {limit} (nhiều nhất {most}).",
        "{share}: {count} of {of} ({percent}), no more than {limit} ({most} at most).",
    ),
    "quota.open": (
        "{share}: {count} trong {of} ({percent}), còn {unrated} chưa xếp loại nên chưa biết có vượt {limit} hay không.",
        "{share}: {count} of {of} ({percent}); {unrated} are not rated yet, so whether it passes {limit} is not known.",
    ),
    "list.overview_incomplete": (
        "{count} {records} chưa chấm xong; nhóm nào chưa đủ điểm thì không tính vào bình quân.",
        "{count} {records} are not scored completely; groups without all points are not in the averages.",
    ),
    "list.overview_unrated": ("Chưa xếp loại", "Not rated"),
    "list.overview_unknown": ("chưa có", "none yet"),
    "list.overview_share": ("{count} ({share})", "{count} ({share})"),
    "list.overview_average": ("{average}/{maximum} ({share})", "{average}/{maximum} ({share})"),
    "list.overview_lost": ("−{points} điểm, {count} {records}", "−{points} points, {count} {records}"),
    "list.overview_lost_fewer": ("{points} điểm lỗi, {count} {records}", "{points} for faults, {count} {records}"),
    "list.overview_unmet": ("{count} {records} không đạt", "{count} {records} without it"),
}
