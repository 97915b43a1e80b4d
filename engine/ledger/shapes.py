"""Read the parts of an entry strictly: each reader takes what JSON gave and returns a value, or refuses.

What is not of the form that this program writes is refused with the path to it: no blank is guessed at, no number is
taken for a text. The readers know nothing of what the parts mean. A path grows while a refusal leaves the readers, so
that what is right costs nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Reader = Callable[[object], "T"]

T = TypeVar("T")
W = TypeVar("W", bound=str)

MAX_WORDS = 2000
"""So many characters may a reason have."""
MAX_DEPTH = 24
"""So deep may the data of a record be nested; documents are bounded so as well."""
FIRST_YEAR, LAST_YEAR = 1970, 9998
"""Years in which an entry may be made: whatever the time zone, their days can be shown."""

_UNSHOWN = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would steer a terminal or end a line, and halves of characters."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_POINTS = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?")


class Misshapen(ValueError):  # noqa: N818 - says what the data is
    """Data that is not what an entry says; `path` are the keys that lead to it, places in lists counted from 0."""

    def __init__(self, *path: str) -> None:
        super().__init__(" › ".join(path))
        self.path = path


def parts(needed: Mapping[str, Reader[Any]], later: Mapping[str, Reader[Any]] | None = None) -> Reader[dict[str, Any]]:
    """Return the reader of an object that has just the needed parts, and maybe some of the later ones."""
    readers = {**needed, **(later or {})}

    def read(data: object) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise Misshapen
        if not needed.keys() <= data.keys():
            raise Misshapen(next(name for name in needed if name not in data))
        told = {}
        name = ""
        try:
            for name, value in data.items():
                told[name] = readers.get(name, _refuse)(value)
        except Misshapen as error:
            raise Misshapen(str(name), *error.path) from None
        return told

    return read


def _refuse(_data: object) -> Any:  # noqa: ANN401 - nothing is returned
    raise Misshapen


def mapping(key: Reader[str], value: Reader[T]) -> Reader[dict[str, T]]:
    """Return the reader of an object whose keys are all of one form, and whose values are."""

    def read(data: object) -> dict[str, T]:
        if not isinstance(data, dict):
            raise Misshapen
        try:
            return dict(zip(map(key, data), map(value, data.values()), strict=True))
        except Misshapen:
            return {_at(name, key, name): _at(name, value, item) for name, item in data.items()}

    return read


def listed(item: Reader[T]) -> Reader[tuple[T, ...]]:
    """Return the reader of a list."""

    def read(data: object) -> tuple[T, ...]:
        if not isinstance(data, list):
            raise Misshapen
        try:
            return tuple(map(item, data))
        except Misshapen:
            return tuple([_at(place, item, value) for place, value in enumerate(data)])

    return read


def _at(place: object, reader: Reader[T], data: object) -> T:
    """Read one of many parts, which were read all at once before: one of them was refused, and its place is needed."""
    try:
        return reader(data)
    except Misshapen as error:
        raise Misshapen(str(place), *error.path) from None


def ends(data: object) -> tuple[int, int]:
    """Read the least and the most of a whole number."""
    match data:
        case [int(least), int(most)] if not isinstance(least, bool) and not isinstance(most, bool) and least <= most:
            return least, most
    raise Misshapen


def optional(reader: Reader[T]) -> Reader[T | None]:
    """Return the reader of something that may be null."""
    return lambda data: None if data is None else reader(data)


def formed(look: Callable[[str], T | None]) -> Reader[T]:
    """Return the reader of a text of one form: what looks at it finds nothing in any other."""

    def read(data: object) -> T:
        found = look(data) if isinstance(data, str) else None
        if found is None:
            raise Misshapen
        return found

    return read


def one_of(allowed: tuple[W, ...]) -> Reader[W]:
    """Return the reader of one of some words."""
    return formed({str(word): word for word in allowed}.get)


def words(data: object) -> str:
    """Read words on one line that can be shown."""
    if not isinstance(data, str) or not data.strip() or _UNSHOWN.search(data):
        raise Misshapen
    return data


def said(data: object) -> str:
    """Read what somebody said of an act, which every version bounded."""
    told = words(data)
    if len(told) > MAX_WORDS:
        raise Misshapen
    return told


_slow = listed(words)
_SHOWN = bytes(range(0x20, 0x7F))
"""What can be shown of ASCII, in which nearly all lines are: to look for it takes a quarter of the time."""


def lines(data: object) -> tuple[str, ...]:
    """Read a long list of lines, which are looked at one by one only if something is odd in them."""
    if not isinstance(data, list):
        raise Misshapen
    try:
        text = "".join(data)
    except TypeError:  # something else than texts
        return _slow(data)
    plain = not text.encode().translate(None, _SHOWN) if text.isascii() else text.isprintable()
    return tuple(data) if plain else _slow(data)


class KnownTexts(dict[Any, T]):
    """What was made of texts that come again and again, each looked at once; of too many all are forgotten."""

    def __init__(self, look: Callable[[Any], T], most: int = 1 << 12) -> None:
        super().__init__()
        self._look, self._most = look, most

    def __missing__(self, text: Any) -> T:  # noqa: ANN401 - whatever can stand in a table
        found = self._look(text)
        if len(self) >= self._most:
            self.clear()
        self[text] = found
        return found


names = KnownTexts(words).__getitem__
"""Read words that come again and again, such as ids; what is given must be hashable, as keys are."""


def known(reader: Reader[T]) -> Reader[T]:
    """Return the reader of texts that come again and again, or of null: not of numbers, for in a table 1 is true."""
    told = KnownTexts(reader)

    def read(data: object) -> T:
        try:
            return told[data]
        except TypeError:  # a list or an object
            raise Misshapen from None

    return read


def of_type(kind: type[T]) -> Reader[T]:
    """Return the reader of whatever is of a type."""

    def read(data: object) -> T:
        if not isinstance(data, kind):
            raise Misshapen
        return data

    return read


def _matching(pattern: str) -> Reader[str]:
    fits = re.compile(pattern).fullmatch
    return formed(lambda data: data if fits(data) else None)


hash_ = _matching(r"[0-9a-f]{64}")
"""Read a SHA-256 in hexadecimal."""
period = _matching(r"[0-9]{4}-(0[1-9]|1[0-2])")
"""Read a month, such as 2026-01."""
any_period = _matching(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?|-Q[1-4]|-H[12]|-[0-9]{4})?")
"""Read a period of any kind, or a day: 2026-01, 2026-Q3, 2026-H1, 2026, 2025-2030, 2026-01-31."""


def _day(data: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(data) if _DATE.fullmatch(data) else None
    except ValueError:
        return None


def _time(data: str) -> str | None:
    try:
        year = dt.datetime.fromisoformat(data).year if _TIME.fullmatch(data) else 0
    except ValueError:
        return None
    return data if FIRST_YEAR <= year <= LAST_YEAR else None


def _hundredths(data: str) -> int | None:
    if not _POINTS.fullmatch(data):
        return None
    whole, _, rest = data.removeprefix("-").partition(".")
    value = int(whole) * 100 + int(f"{rest:0<2}")
    signed = -value if data.startswith("-") else value
    return signed if points_text(signed) == data else None


date = known(formed(_day))
"""Read a day, such as 2026-01-31."""
time = known(formed(_time))
"""Read when an entry was made: UTC to the second, in the one form in which times sort as texts do."""
points = known(formed(_hundredths))
"""Read points in the one form in which they are written, as hundredths."""


@lru_cache(maxsize=1 << 12)
def written(hundredths: int | None) -> str | None:
    """Return points in the form in which `points` reads them; None stays None."""
    return None if hundredths is None else points_text(hundredths)


def record_data(data: object) -> dict[str, Any]:
    """Read a record's data: an object of texts, lists and objects."""
    odd = _odd(data, MAX_DEPTH) if isinstance(data, dict) else ()
    if odd is not None or not isinstance(data, dict):
        raise Misshapen(*(odd or ()))
    return data


def _odd(data: object, depth: int) -> tuple[str, ...] | None:
    """Return the path to what is no text, list or object, or is nested too deep; None: nothing is."""
    if not depth or not isinstance(data, dict | list):
        return ()
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        if type(value) is not str and (odd := _odd(value, depth - 1)) is not None:
            return str(name), *odd
    return None
