"""Read scalars from text, which YAML, JSON and cells of tables all give, as strictly as a framework is written.

What people and programs write in records is read by `written` and `moments`.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chamdiem.rules.records.text import composed, hidden_in, is_damaged, is_ordinary, misread, near

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_COUNT = 10**9
MAX_DIGITS = 10
MAX_TEXT = 2000
"""So many characters has the longest text: a page of print, and what any page is laid out with in no time."""


class Plain(str):
    """Text that stood without quotes, so that a reader of words can tell `no` from `"no"`."""

    __slots__ = ()


SHOWN = 60


def shown(raw: object) -> str:
    """Return what stands in a file as a sentence quotes it: on one line, not endless, nothing that steers a screen."""
    if isinstance(raw, tuple | dict):
        return "[…]" if isinstance(raw, tuple) else "{…}"
    text = " ".join(str(raw).split())
    start = "".join(letter if letter.isprintable() else "�" for letter in text[:SHOWN])
    return start if len(text) <= SHOWN else f"{start}…"


class ScalarError(ValueError):
    """A text that does not say what its place needs. `code` chooses the sentence; `allowed`: what may stand there.

    `details`: all that the sentence needs.
    """

    def __init__(self, code: str, text: object, allowed: str = "", **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = shown(text)
        self.allowed = allowed
        self.details = {"text": self.text, "allowed": allowed, "points": allowed, **details}


_AMBIGUOUS = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n"})
_YES = frozenset({"yes", "true", "có"})
_NO = frozenset({"no", "false", "không"})
_COUNT = re.compile(r"[0-9]+")
_FOUR_DECIMALS, _HUNDREDTH = Decimal("0.0001"), Decimal("0.01")
_NUMBER = re.compile(r"[+-]?([0-9]+)(?:[.,]([0-9]+))?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_VN_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def scalar_text(raw: object, code: str, allowed: str = "") -> str:
    """Return the text of a scalar, without blanks around it; `code` refuses what is none, such as a list."""
    if not isinstance(raw, str):
        raise ScalarError(code, raw, allowed)
    text = raw.strip()
    if not text:
        raise ScalarError("scalar.empty", text)
    return text


def read_text(raw: object) -> str:
    """Read words. Unquoted yes/no/true/false are refused: other YAML readers take them for something else.

    So is whatever nobody would see alike: hidden characters, and letters that were lost.
    """
    text = scalar_text(raw, "scalar.text")
    if isinstance(raw, Plain) and text.lower() in _AMBIGUOUS:
        raise ScalarError("scalar.text_ambiguous", text)
    if len(text) > MAX_TEXT:
        raise ScalarError("scalar.text_too_long", text, str(MAX_TEXT))
    return seen(text)


def seen(text: str, *, is_name: bool = False) -> str:
    """Return a text composed, once nothing in it is hidden or lost; a name (`is_name`) holds no question mark either.

    Raises:
        ScalarError: the first hidden character with its place, or that letters were lost or misread.
    """
    if is_ordinary(text) and "?" not in text:
        return text.strip()
    plain = composed(text).strip()
    hidden = hidden_in(plain)
    if hidden is not None:
        details = {"character": hidden.number, "number": str(hidden.place), "hidden": hidden.kind}
        raise ScalarError("text.hidden", plain, **details)
    if is_damaged(plain, is_name=is_name):
        raise ScalarError("text.lost", plain)
    meant = misread(plain)
    if meant is not None:
        raise ScalarError("text.misread", plain, shown(meant))
    return plain


def read_count(raw: object) -> int:
    """Read a whole number from 0 on."""
    text = scalar_text(raw, "scalar.count")
    if not _COUNT.fullmatch(text):
        raise ScalarError("scalar.count", text)
    check_count(text)
    return int(text)


def check_count(digits: str) -> None:
    """Refuse a whole number that is larger than any count."""
    if len(digits) > MAX_DIGITS or int(digits) > MAX_COUNT:
        raise ScalarError("scalar.too_large", digits)


def read_number(raw: object) -> Decimal:
    """Read a decimal number with at most four decimals; the decimal sign may be a point or a comma."""
    text = scalar_text(raw, "scalar.number")
    found = _NUMBER.fullmatch(text)
    if not found:
        bare = text.removesuffix("%").rstrip()
        is_percentage = bare != text and _NUMBER.fullmatch(bare)
        raise ScalarError("scalar.percent_sign" if is_percentage else "scalar.number", text, bare)
    if len(found[1]) > MAX_DIGITS:
        raise ScalarError("scalar.too_large", text)
    number = Decimal(text.replace(",", "."))
    if len(found[2] or "") > MAX_DIGITS or number != number.quantize(_FOUR_DECIMALS):
        raise ScalarError("scalar.decimals", text, "4")
    return number


def read_points(raw: object) -> int:
    """Read points from 0 on as hundredths: "7,5" and "7.5" are 750."""
    points = _hundredths(raw, "scalar.points")
    if points < 0:
        raise ScalarError("scalar.points", raw)
    return points


def read_signed_points(raw: object) -> int:
    """Read points that may be less than 0 as hundredths: "-2" is -200; the sign may be the one of print, "−2"."""
    return _hundredths(raw.replace("−", "-") if isinstance(raw, str) else raw, "scalar.signed_points")


def _hundredths(raw: object, code: str) -> int:
    try:
        number = read_number(raw)
    except ScalarError as error:
        raise ScalarError(code if error.code != "scalar.empty" else error.code, error.text) from error
    if number != number.quantize(_HUNDREDTH):
        raise ScalarError(code, raw)
    return int(number * 100)


def read_date(raw: object) -> dt.date:
    """Read 2025-11-05 or 05/11/2025 (day first, as Vietnamese is written)."""
    text = scalar_text(raw, "scalar.date")
    try:
        if iso := _ISO_DATE.fullmatch(text):
            return dt.date(*map(int, iso.groups()))
        if vietnamese := _VN_DATE.fullmatch(text):
            return dt.date(*map(int, reversed(vietnamese.groups())))
    except ValueError as error:
        raise ScalarError("scalar.no_such_date", text) from error
    raise ScalarError("scalar.date", text)


def read_yes_no(raw: object) -> bool:
    """Read yes, no, có or không."""
    text = scalar_text(raw, "scalar.yes_no").lower()
    if text not in _YES | _NO:
        raise ScalarError("scalar.yes_no", raw)
    return text in _YES


def listed(names: Iterable[str]) -> str:
    """Return names as a list for a sentence."""
    return ", ".join(names)


def among(name: object, known: Iterable[object]) -> dict[str, str]:
    """Return what a fault tells of a name that is none of the known ones: these, and those that may be meant.

    A number is like any other, so that none is meant by it.
    """
    allowed = dict.fromkeys(map(str, known))
    close = near(name, allowed) if isinstance(name, str) and any(map(str.isalpha, name)) else ()
    return {"allowed": listed(allowed) or "—"} | ({"meant": listed(close)} if close else {})


def points_text(points: int) -> str:
    """Return hundredths as a plain decimal string without trailing zeros: 750 → "7.5"."""
    whole, rest = divmod(abs(points), 100)
    sign = "-" if points < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")
