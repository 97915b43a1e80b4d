"""The sentences about chamdiem.toml. Vietnamese first, then English."""

SETTINGS: dict[str, tuple[str, str]] = {
    "config.syntax": (
        'sai cú pháp TOML; mỗi dòng viết “khóa = giá trị”, chữ đặt trong ngoặc kép, ví dụ place_name = "Điện Biên".',
        'this is not valid TOML; a line is “key = value” with text in quotes, such as place_name = "Điện Biên".',
    ),
    "config.unknown_key": (
        "không có thiết lập “{name}”; được phép: {allowed}.",
        "there is no setting “{name}”; allowed: {allowed}.",
    ),
    "config.text": (
        "“{name}” phải là chữ trong ngoặc kép, không để trống.",
        "“{name}” must be text in quotes, not blank.",
    ),
    "config.choice": (
        "“{name}” không thể là {text}; được phép: {allowed}.",
        "“{name}” cannot be {text}; allowed: {allowed}.",
    ),
    # What decided a result
    "origin.framework": ("{id}, mã nội dung {hash}", "{id}, content {hash}"),
    "origin.frameworks": ("Chấm theo khung {names}.", "Scored by {names}."),
    "origin.framework_file": (
        "Khung {id} lấy từ tệp {file}, không phải khung có sẵn.",
        "The framework {id} comes from the file {file}; it is none of those that ship.",
    ),
    "origin.settings": ("Có dùng thiết lập trong {file}.", "The settings in {file} were used."),
    # What each is for
    "setting.organisation": (
        "Mã đơn vị của hồ sơ không ghi `organisation`, dùng khi chọn khung theo ngày họp; viết như `dien-bien/tuan-giao`.",
        "The organisation of records without one, for choosing the framework in force; written like `dien-bien/tuan-giao`.",
    ),
    "setting.framework": (
        "Khung tiêu chí của hồ sơ không nêu khung, và của sổ Excel mới: một mã khung, hoặc tệp YAML tính từ thư mục của tệp thiết lập.",
        "The framework of records that name none, and of new workbooks: an id, or a YAML file beside the settings.",
    ),
    "setting.place_name": (
        "Địa danh trước ngày tháng trên phiếu; bỏ trống thì in dấu chấm để ghi tay.",
        "The place before the date of a sheet; without it, dots to write on.",
    ),
    "setting.cells": (
        "Danh sách chi bộ (CSV hoặc .xlsx) để ghi sẵn vào sổ và biết chi bộ nào chưa báo cáo; tính từ thư mục của tệp thiết lập.",
        "The register of cells (CSV or .xlsx): rows begun in workbooks, and who has not reported; found beside the settings.",
    ),
    "setting.paper.line_spacing": (
        "Giãn dòng trên phiếu, tính bằng điểm: 18, 19 hoặc 20.",
        "Points from line to line on paper: 18, 19 or 20.",
    ),
    "setting.paper.title_size": (
        "Cỡ chữ tiêu đề, tính bằng điểm: 14 (mặc định) hoặc 15.",
        "Points of the title: 14 (as built in) or 15.",
    ),
}
