"""What the lists say, and the faults of what they are made from. Vietnamese first, then English."""

LISTS: dict[str, tuple[str, str]] = {
    # The register of cells
    "register.no_column": (
        "danh mục chi bộ thiếu cột “{name}”; dòng đầu phải là tên cột.",
        "the register of cells has no column “{name}”; its first line must name the columns.",
    ),
    "register.repeated_column": ("cột “{name}” có hai lần.", "the column “{name}” is there twice."),
    "register.blank": ("“{name}” để trống.", "“{name}” is blank."),
    "register.repeated_id": (
        "mã chi bộ “{id}” đã có ở dòng {line}.",
        "the cell id “{id}” stands already on line {line}.",
    ),
    "register.empty": ("danh mục không có chi bộ nào.", "the register has no cell."),
    "register.too_many": ("danh mục có hơn {maximum} dòng.", "the register has more than {maximum} lines."),
    "register.csv": (
        "sai cú pháp CSV: dấu ngoặc kép chưa đóng hoặc đặt sai chỗ.",
        "this is not valid CSV: a quote is not closed or in the wrong place.",
    ),
}
