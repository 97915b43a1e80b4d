"""Numbers, dates and ends of ranges as people read them: decimal comma and day first in Vietnamese."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.texts import Lang, label, say
from chamdiem.engine.texts.sentences import period_kinds, period_text
from chamdiem.rules.compile.rescaling import round_to_step
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from chamdiem.rules.language.conditions import Comparison
    from chamdiem.rules.records.fields import Field, Value


def localised(number: str, lang: Lang) -> str:
    """Return a plain decimal string with the language's decimal sign."""
    return number.replace(".", ",") if lang == "vi" else number


def points(value: int | None, lang: Lang) -> str:
    """Return points (hundredths) for people; a dash where they are missing."""
    return "—" if value is None else localised(points_text(value), lang)


def large(value: int | Decimal, lang: Lang) -> str:
    """Return a number with its thousands set apart, as one over many records needs it."""
    text = f"{value:,}"
    return text.translate(_VIETNAMESE) if lang == "vi" else text


_VIETNAMESE = str.maketrans(",.", ".,")


def number(value: Decimal, lang: Lang) -> str:
    """Return a number without trailing zeros."""
    text = format(value, "f")
    return localised(text.rstrip("0").rstrip(".") if "." in text else text, lang)


def percent(top: int, bottom: int, lang: Lang, thresholds: Collection[Decimal] = ()) -> str:
    """Return a percentage that thresholds are compared with, cut to two decimals: 89,99%, never 90% for less than 90.

    Rounded, it could seem to reach a threshold that it misses. It has more decimals where a threshold has, and one
    beyond a threshold or a whole number, but by less than the decimals show, is said to be over it.
    """
    return _cut(top * 100, bottom, "%", lang, thresholds)


def marked(stored: int, scale: int, unit: str, lang: Lang, thresholds: Collection[Decimal] = ()) -> str:
    """Return a number that is stored `marked`, as `percent` does: by two decimals one cannot tell what is above it."""
    whole, above = divmod(stored, 2)
    return _cut(2 * whole + above, 2 * scale, unit, lang, thresholds)


def _cut(top: int, bottom: int, unit: str, lang: Lang, thresholds: Collection[Decimal]) -> str:
    decimals = _decimals(frozenset(thresholds))
    cut, rest = divmod(top * 10**decimals, bottom)
    shown = Decimal(cut).scaleb(-decimals)
    text = f"{number(shown, lang)}{unit}"
    is_end = shown == shown.to_integral_value() or shown in thresholds
    return say(lang, "format.over", value=text) if rest and is_end else text


@lru_cache(maxsize=1024)
def _decimals(thresholds: frozenset[Decimal]) -> int:
    """Return how many decimals tell a number from some thresholds; a framework has few, and each sentence asks."""
    return max([2, *(-int(end.normalize().as_tuple().exponent) for end in thresholds)])


def share(top: int, bottom: int, lang: Lang) -> str:
    """Return a percentage that nothing is compared with, rounded to two decimals, a half up: 66,67%."""
    return f"{average(top * 10_000, bottom, lang)}%"


def average(total: int, count: int, lang: Lang) -> str:
    """Return an average of hundredths (total / count), rounded to two decimals, a half up."""
    return points(round_to_step(total, count, 1, "half_up"), lang)


def quotient(top: int, bottom: int, lang: Lang) -> str:
    """Return a quotient to two decimals, cut towards 0, with dots where it goes on."""
    hundredths, rest = divmod(abs(top) * 100, bottom)
    sign = "-" if top < 0 and not hundredths and rest else ""
    return f"{sign}{points(-hundredths if top < 0 else hundredths, lang)}{'…' if rest else ''}"


def added(points: Iterable[int], lang: Lang) -> str:
    """Return points as they are added up: 4 + 9 − 2."""
    first, *rest = points
    return localised(points_text(first), lang) + "".join(
        f" {'−' if each < 0 else '+'} {localised(points_text(abs(each)), lang)}" for each in rest
    )


def value(field: Field, given: Value, lang: Lang) -> str:
    """Return a field's value."""
    match given:
        case bool():
            text = say(lang, "format.yes" if given else "format.no")
        case dt.date():
            text = day_text(given)
        case dt.time():
            text = given.strftime("%H:%M")
        case Decimal():
            text = number(given, lang)
        case str() if field.words:
            text = label(field.words[given], lang)
        case str() if field.periods:
            text = period_text(lang, given)
        case _:
            text = str(given)
    return text


OR = " / "
"""Between words of which one is to be written; some have commas of their own."""


def allowed(field: Field, lang: Lang) -> str:
    """Return in words what may stand in a field; blank where that is any text."""
    if field.words is not None:
        return OR.join(label(labels, lang) for labels in field.words.values())
    if field.type is FieldType.TEXT:
        return ""
    if field.periods:
        return period_kinds(lang, field.periods)
    what = say(lang, f"blank.{field.name if field.own_example else field.type}")
    limits = held(field, lang)
    return f"{what}, {limits}" if limits else what


def held(field: Field, lang: Lang) -> str:
    """Return in words what a declared number, day or time may be: in steps of 0,5, from 0 to 100; blank if anything."""
    steps = (
        [say(lang, "format.steps", step=_shown(field, field.step, lang))] if field.step > 1 or field.decimals else []
    )
    told = {"at_least": field.least, "at_most": field.most}
    if field.type is FieldType.COUNT and not field.least and field.most is None:
        return ""  # that is said of every count
    parts = {name: _shown(field, end, lang) for name, end in told.items() if end is not None}
    only = "only_" if len(parts) == 1 else ""
    ranged = " ".join(say(lang, f"format.{only}{name}", end=end) for name, end in parts.items())
    return ", ".join((*steps, *([ranged] if ranged else [])))


def _shown(field: Field, stored: int, lang: Lang) -> str:
    return value(field, field.value_of(stored), lang)


def ends(comparison: Comparison, unit: str, lang: Lang) -> str:
    """Return a range in words: from 75% to below 90%."""
    told = {name: getattr(comparison, name) for name in ("at_least", "above", "at_most", "below")}
    parts = [(name, f"{number(end, lang)}{unit}") for name, end in told.items() if end is not None]
    only = "only_" if len(parts) == 1 else ""
    return " ".join(say(lang, f"format.{only}{name}", end=end) for name, end in parts)
