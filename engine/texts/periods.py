"""What is said of several months together: ratings of a quarter, a half-year, a year. Vietnamese first, then English."""

PERIODS: dict[str, tuple[str, str]] = {
    "scalar.span": (
        "“{text}” không phải kỳ; viết như 2026 (năm), 2026-H1 (sáu tháng đầu năm), 2026-Q3 (quý III), 2026-03 (tháng).",
        "“{text}” is no period; write 2026 (year), 2026-H1 (first half-year), 2026-Q3 (quarter), 2026-03 (month).",
    ),
}
