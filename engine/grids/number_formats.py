"""What a cell shows of a number or a text by its number format: that, or the reason why it cannot be told.

People see “VD-7”, “007” or “05/11/2025” where the file holds 7 or 45966. A format that is understood is applied; one
that makes of a number something else (12 %, thousands, a fraction), shows nothing or rounds, is a fault. Days and times
in words (2025-11-05T19:30:00), as some workbooks hold them, are turned into the numbers that they are elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from chamdiem.engine.grids.moments import FIRST, Moment, MomentLook
from chamdiem.rules.records.faults import Fault
from chamdiem.rules.records.scalars import shown as quoted

_DATED = "yyyy-mm-dd hh:mm:ss"
_ACCOUNTS = "#,##0_);(#,##0)"
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), _DATED),
    37: _ACCOUNTS, 38: _ACCOUNTS, 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
    41: _ACCOUNTS, 42: '"$"#,##0', 43: "#,##0.00_);(#,##0.00)", 44: '"$"#,##0.00',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    71: "d/m/yyyy", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss", 77: "d/m/yyyy h:mm",
    78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss", 81: "d/m/yyyy",
}  # fmt: skip
"""The formats that a workbook names by number alone; those of East Asian and Thai Excel (27 on, 50 on) as well.

What 27 to 36 and 50 to 58 show differs by language, always of a day or a time: they show as much of it as there is.
"""
ROUND = ".15g"
"""Spreadsheets count with fifteen digits; what stands behind them is the dust of binary fractions."""
_LARGEST, _READABLE = 10**15, 10**24
"""From where on a number loses digits, and how far a person can still read it."""
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<end>;)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<power>E[+-])|(?P<moment>[yedhmsbga]+)|(?P<digit>[0#?]+)|(?P<sign>[.,%/@])"
    r"|(?P<plain>[-$+():!^&'~{}<>= ]|[^\x00-\x7f])|(?P<odd>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+|\$-[0-9a-f,]+", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})?(?:(?:^|T| )T?(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?))?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)

Tokens = list[tuple[str, str]]
"""Kind and text of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatSection:
    """One part of a number format. `before` and `after`: the words around the number.

    `odd`: the code of the reason why it cannot be applied; `whole` and `decimals`: how many digits there are at least
    before the point, and at most and at least behind it.
    """

    before: str = ""
    after: str = ""
    odd: str | None = None
    general: bool = False
    words: bool = False
    digits: bool = False
    whole: int = 0
    decimals: tuple[int, int] = (0, 0)
    moment: MomentLook | None = None


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format: its own code, and its sections for numbers and for words."""

    code: str
    numbers: tuple[FormatSection, ...]
    text: FormatSection | None

    @property
    def dated(self) -> bool:
        """Whether it shows days or times."""
        return self.numbers[0].moment is not None

    @property
    def plain_text(self) -> bool:
        """Whether a text shows as it is."""
        return self.text is None or self.text == _WORDS

    def show_text(self, text: str) -> str | Fault:
        """Return what a cell with a text shows."""
        section = self.text
        if section is None or section.general:
            return text
        if section.words and section.odd is None:
            return f"{section.before}{text}{section.after}".strip()
        hidden = not section.odd and not section.digits and not (section.before + section.after).strip()
        # What people do not see in the cell is no statement of theirs, even though it stands in the file.
        code = "table.invisible" if hidden else "table.number_look"
        return Fault(code, details={"value": quoted(text), "look": self.code})

    def show_number(self, raw: float, *, from_1904: bool = False) -> str | Fault:
        """Return what a cell with a number shows; days as a record writes them."""
        # Never the file's own digits: 0.1 + 0.2 is stored with seventeen of them, and people saw 0.3.
        plain = format(raw, ROUND)
        section = self._section(raw)
        if section.moment is not None and section.odd is None:
            shown = Moment.of(raw, from_1904=from_1904)
            told = plain if shown is None else section.moment.show(shown)
            return self._fault("table.number_look", plain) if told is None else told or plain
        if "e" in plain or "n" in plain or abs(raw) >= _LARGEST:
            return self._fault("table.long_number", f"{raw:.0f}" if _LARGEST <= abs(raw) < _READABLE else plain)
        if section.odd is not None:
            return self._fault(section.odd, plain)
        return self._show(section, Decimal(plain))

    def _fault(self, code: str, value: str) -> Fault:
        return Fault(code, details={"value": value.replace(".", ","), "look": self.code})

    def _section(self, number: float) -> FormatSection:
        sections = self.numbers
        if number < 0 and len(sections) > 1:
            return sections[1]
        zero = 2
        return sections[zero] if number == 0 and len(sections) > zero else sections[0]

    def _show(self, section: FormatSection, value: Decimal) -> str | Fault:
        if len(self.numbers) > 1:
            value = abs(value)
        shown = f"{value}" if section.general else _digits(section, value) if section.digits else ""
        # The sheet shows 90 and holds 89.6: which of them was meant decides about a band, so the writer is asked.
        if shown is None:
            rounded = value.quantize(Decimal(1).scaleb(-section.decimals[0]), ROUND_HALF_UP)
            details = {"value": f"{value}".replace(".", ","), "shown": f"{rounded}".replace(".", ",")}
            return Fault("table.rounded", details=details)
        text = f"{section.before}{shown}{section.after}".strip()
        return text or self._fault("table.invisible", str(value))


_GENERAL = FormatSection(general=True)
_WORDS = FormatSection(words=True)
_ODD = FormatSection(odd="table.number_look")
GENERAL = NumberFormat("General", (_GENERAL,), None)
"""How a cell without a format shows: as it is."""


@lru_cache(maxsize=1_024)
def number_format(code: str) -> NumberFormat:
    """Return a number format by its code."""
    if not code.strip():
        return GENERAL
    sections = list(map(_read, _split(code)))
    # Excel's order: positive; negative; zero; text. A last section with @ is the one for text, however few there are.
    four = 4
    text = sections.pop() if len(sections) == four or sections[-1].words else None
    if len(sections) > four:
        return NumberFormat(code, (_ODD,), text)
    # a format that only has words for words shows a number as it is
    own = text is not None and text.before + text.after
    return NumberFormat(code, tuple(sections[:3]) or (_ODD if own else _GENERAL,), text)


def unknown_format(number: int) -> NumberFormat:
    """Return the format of a number that nobody has given a meaning: no number in it can be told."""
    return NumberFormat(str(number), (_ODD,), None)


def _split(code: str) -> list[Tokens]:
    parts: list[Tokens] = [[]]
    for found in _TOKENS.finditer(code):
        kind = found.lastgroup or "space"
        if kind == "end":
            parts.append([])
        elif kind != "space":
            parts[-1].append((kind, found[kind]))
    return parts


def _read(tokens: Tokens) -> FormatSection:
    kinds = {kind for kind, _ in tokens}
    signs = {text for kind, text in tokens if kind == "sign"}
    brackets = [text for kind, text in tokens if kind == "bracket"]
    if "odd" in kinds or not all(map(_is_known, brackets)):
        return _ODD
    if any(map(_ELAPSED.fullmatch, brackets)) or kinds & {"moment", "half"}:
        mixed = bool(kinds & {"general", "power"}) or "@" in signs
        return FormatSection(odd="table.number_look" if mixed else None, moment=MomentLook.of(tokens))
    return FormatSection(odd="table.percent") if "%" in signs else _plain_section(tokens, kinds, signs)


def _is_known(bracket: str) -> bool:
    """Tell whether a bracket leaves the number what it is: a colour, a language, a currency, or hours that count on."""
    return bracket.startswith("$") or bool(_COLOURS.fullmatch(bracket) or _ELAPSED.fullmatch(bracket))


def _plain_section(tokens: Tokens, kinds: set[str], signs: set[str]) -> FormatSection:
    if "@" in signs:
        return _around(tokens, "sign", words=True)
    if "general" in kinds:
        return _around(tokens, "general", general=True)
    if "digit" in kinds:
        return _digit_section(tokens)
    return FormatSection(before=_literal(tokens), odd="table.number_look" if signs | kinds & {"power"} else None)


def _around(tokens: Tokens, core: str, *, words: bool = False, general: bool = False) -> FormatSection:
    """Return a section of one thing with words before and after it."""
    first, *others = (place for place, (kind, _) in enumerate(tokens) if kind == core)
    if others or any(kind == "digit" for kind, _ in tokens):
        return FormatSection(odd="table.number_look", words=words)
    before, after = _literal(tokens[:first]), _literal(tokens[first + 1 :])
    return FormatSection(before=before, after=after, words=words, general=general)


def _digit_section(tokens: Tokens) -> FormatSection:
    places = [place for place, (kind, _) in enumerate(tokens) if kind in {"digit", "sign"}]
    first, last = places[0], places[-1]
    core = tokens[first : last + 1]
    pattern = "".join(text for _, text in core)
    if any(kind not in {"digit", "sign"} for kind, _ in core) or not re.fullmatch(r"[0#?,]*(\.[0#?]*)?", pattern):
        return _ODD
    whole, _, decimals = pattern.partition(".")
    if whole.endswith(","):
        return FormatSection(odd="table.scaled")
    least = len(whole.replace(",", "").lstrip("#?"))  # from the first 0 on, there is a digit in every place
    before, after, behind = _literal(tokens[:first]), _literal(tokens[last + 1 :]), (len(decimals), decimals.count("0"))
    return FormatSection(before=before, after=after, digits=True, whole=least, decimals=behind)


def _literal(tokens: Tokens) -> str:
    return "".join(_said(kind, text) for kind, text in tokens)


def _said(kind: str, text: str) -> str:
    if kind == "bracket":  # [$₫-42A]: the sign of a currency before the number of a language
        return text[1:].partition("-")[0] if text.startswith("$") else ""
    return text if kind in {"quoted", "escaped", "plain"} else ""


def _digits(section: FormatSection, value: Decimal) -> str | None:
    """Return a number as its digits show it, or None where they show another number."""
    most, least = section.decimals
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    if rounded != value:
        return None
    sign = "-" if value < 0 else ""
    whole, _, rest = f"{abs(rounded)}".partition(".")
    whole = "" if whole == "0" and not section.whole else whole.zfill(section.whole)
    rest = rest.rstrip("0")
    if section.before + section.after:
        rest = rest.ljust(least, "0")
    if not whole and (rest or least):
        whole = "0"
    return f"{sign}{whole}" + (f".{rest}" if rest else "")


# --- days and times in words ---


class Serial(NamedTuple):
    """A moment as spreadsheets count it from 1900 on, and the format that shows all of it."""

    number: float
    own_format: NumberFormat


def iso_serial(text: str) -> Serial | Fault | None:
    """Return the number of a moment; None where a text is none, and a fault where its zone would move it."""
    found = _ISO.fullmatch(text)
    if found is None or not (found["day"] or found["time"]):
        return None
    # A zone would have to be turned into some other one, near midnight of another day; nobody can say which was meant.
    if found["zone"]:
        return Fault("table.zone", details={"value": quoted(text)})
    try:
        return _serial(found["day"], found["time"])
    except ValueError:
        return None


def _serial(day: str | None, time: str | None) -> Serial:
    clock = dt.time.fromisoformat(time.partition(".")[0]) if time else dt.time()
    passed = (clock.hour * 3_600 + clock.minute * 60 + clock.second) / 86_400
    if day is None:
        return Serial(passed, number_format("hh:mm:ss"))
    look = number_format(_DATED if passed else "yyyy-mm-dd")
    return Serial((dt.date.fromisoformat(day) - FIRST).days + passed, look)
