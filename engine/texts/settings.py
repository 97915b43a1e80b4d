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
}
