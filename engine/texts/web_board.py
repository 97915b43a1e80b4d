"""What the pages of whoever watches over many cells say: the month board, trends, years."""

WEB_BOARD: dict[str, tuple[str, str]] = {
    "board.rebuilding": ("Đang lập lại bảng từ sổ", "Making the tables anew from the ledger"),
}
