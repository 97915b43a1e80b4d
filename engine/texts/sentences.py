"""Sentences about what the rules know: records of a shape, faults and their places, periods, facts and their values."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.texts import TEXTS, Lang, label, say, sentence
from chamdiem.rules.compile.keys import TOTAL, group_of
from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.meeting import MEETING, MEETING_KINDS
from chamdiem.rules.records.moments import day_text, month_text
from chamdiem.rules.records.periods import period_kind
from chamdiem.rules.records.shape import ANY
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chamdiem.rules.records.faults import Fault, Place
    from chamdiem.rules.records.shape import RecordShape


def saying(lang: Lang, *shapes: RecordShape, of_faults: bool = False) -> Callable[..., str]:
    """Return what says sentences about records of some shapes, in the words of what these are about.

    `of_faults`: points are given for faults, so that fewer are better. A sentence that is then another one stands in
    the texts as `CODE_fewer`; whoever says it need not ask.
    """
    return partial(_say_of_faults if of_faults else say, lang, **_nouns(lang, *shapes))


def _say_of_faults(lang: Lang, code: str, /, **details: object) -> str:
    own = f"{code}_fewer"
    return say(lang, own if own in TEXTS else code, **details)


def _nouns(lang: Lang, *shapes: RecordShape) -> dict[str, str]:
    """Return what sentences call records and whose they are, small and as a sentence begins: unit, Unit, records ….

    Records of several subjects are called by what fits all of them, and so are those of none.
    """
    first, *others = {shape.nouns: None for shape in shapes} or (ANY,)
    told = {name: label(labels, lang) for name, labels in (ANY if others else first)._asdict().items()}
    return told | {name.capitalize(): sentence(noun) for name, noun in told.items()}


def weekday_text(lang: Lang, day: dt.date) -> str:
    """Return the day of the week as it stands within a sentence; in English it begins with a capital there, too."""
    told = say(lang, f"fill.weekday_{day.weekday()}")
    return told if lang == "en" else told.lower()


def say_fault(lang: Lang, fault: Fault, *, placed: bool = True, coded: bool = True, asked: bool = True) -> str:
    """Return a fault's sentence, with its place before it: file:line:column, or what the place calls itself.

    `coded`: behind the label of a field stands what files call it, which readers of a form do not know. `asked`: it
    says first what is asked there; who reads it beside the field sees that.
    """
    shape = fault.shape or MEETING
    details = {key: _SPOKEN[key](lang, word) if key in _SPOKEN else word for key, word in fault.details.items()}
    details = {**_nouns(lang, shape), "key": shape.unit, **details}
    called = _field if coded else _label
    details |= {key: called(lang, shape, fault.details[key]) for key in _FIELDS & details.keys()}
    details |= {key: _label(lang, shape, fault.details[key]) for key in _LABELS & details.keys()}
    sentence = f"{_asked(lang, fault, shape) if asked else ''}{say(lang, fault.code, **details)}"
    if "meant" in details:
        sentence += f" {say(lang, 'fault.meant', meant=details['meant'])}"
    if "example" in details:
        sentence += f" {say(lang, 'fault.example', example=details['example'])}"
    place = place_text(lang, fault.place) if placed and fault.place is not None else ""
    return f"{place}: {sentence}" if place else sentence


def _asked(lang: Lang, fault: Fault, shape: RecordShape) -> str:
    """Return what the place of a fault in a record asks, as people call it, before its sentence."""
    match fault.path if fault.details.get("of") == "record" else ():
        case (str(name),) if name in shape.by_name:
            asked = shape.by_name[name].label(lang)
        case ("assessments", str(layer), str(what), *rest) if what in _ASKED_OF_LAYERS:
            named = say(lang, _ASKED_OF_LAYERS[what], id="/".join(map(str, rest)))
            asked = f"{label(shape.layers[layer], lang)}, {named}"
        case ("limitations" | "evidence" as what, *_):
            asked = say(lang, f"asked.{what}")
        case _:
            return ""
    return f"{asked}: "


_ASKED_OF_LAYERS = {"answers": "asked.answer", "deduction_notes": "asked.note", "rating": "asked.rating"}


def place_text(lang: Lang, place: Place) -> str:
    """Return a place as people look it up."""
    if place.sheet is not None:
        return ", ".join(_table_place(lang, place))
    if not place.line:
        return place.file
    if not place.column:
        return say(lang, "place.paragraph", file=place.file, paragraph=place.line)
    return say(lang, "place", file=place.file, line=place.line, column=place.column)


def _table_place(lang: Lang, place: Place) -> Iterator[str]:
    yield place.file
    if place.sheet:
        yield say(lang, "place.sheet", sheet=place.sheet)
    if place.line:
        yield say(lang, "place.cell", cell=place.cell) if place.column else say(lang, "place.row", row=place.line)


def _field(lang: Lang, shape: RecordShape, name: str) -> str:
    return f"{_label(lang, shape, name)} ({name})"


def _label(lang: Lang, shape: RecordShape, name: str) -> str:
    return shape.by_name[name].label(lang)


def _decimal(lang: Lang, number: str) -> str:
    return number.replace(".", ",") if lang == "vi" else number


def period_kinds(lang: Lang, kinds: Iterable[str]) -> str:
    """Return of which periods something may be, each with an example."""
    return "; ".join(say(lang, f"period.{kind}") for kind in kinds)


_ROMAN = ("I", "II", "III", "IV")


def period_text(lang: Lang, period: str) -> str:
    """Return a period as people write it: 11/2025, quý III năm 2026, năm 2026."""
    kind = period_kind(period)
    if kind == "month":
        return month_text(period)
    if kind == "occasion":
        return day_text(dt.date.fromisoformat(period))
    if kind == "term":
        return say(lang, "span.term", years=period.replace("-", "–"))
    span = read_span(period)
    if kind == "half_year":
        return say(lang, f"span.half_year_{span.number}", year=span.year)
    number = _ROMAN[span.number - 1] if lang == "vi" else span.number
    return say(lang, f"span.{kind}", number=number, year=span.year)


def period_title(lang: Lang, period: str) -> str:
    """Return a period as what is of it begins: Tháng 11/2025, Quý III năm 2026, Ngày 05/11/2025."""
    text, kind = period_text(lang, period), period_kind(period)
    if kind == "month":
        return sentence(say(lang, "span.month", month=text))
    return sentence(say(lang, "span.occasion", day=text) if kind == "occasion" else text)


def node_text(lang: Lang, node: Key) -> str:
    """Return a part of a result or a fact in words, with its own name behind where it has words."""
    kind, subject = node
    group = group_of(subject)
    if kind == "field" and subject in MEETING.by_name:
        subject = MEETING.by_name[subject].label(lang)
    elif group is not None:
        kind, subject = f"{kind}_group", group
    elif subject == TOTAL or (not subject and kind in {"least", "most", "maximum"}):
        kind = f"{kind}_total"
    code = f"node.{kind}"
    return f"{say(lang, code, subject=subject)} ({node})" if code in TEXTS else str(node)


def node_value(lang: Lang, value: str) -> str:
    """Return what a part of a result is, in words or with the decimal sign of the language."""
    code = f"replay.value_{value}"
    return say(lang, code) if code in TEXTS else _decimal(lang, value) if _NUMBER.fullmatch(value) else value


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?( – -?[0-9]+(\.[0-9]{1,2})?)?")


_SPOKEN: dict[str, Callable[[Lang, str], str]] = {
    "role": lambda lang, role: say(lang, f"role.{role}"),
    "held": lambda lang, role: say(lang, f"held.{role}"),
    "deed": lambda lang, deed: say(lang, f"deed.{deed}"),
    "roles": lambda lang, roles: ", ".join(dict.fromkeys(say(lang, f"role.{role}") for role in roles.split(", "))),
    "kind": lambda lang, kind: label(MEETING_KINDS[kind], lang) if kind in MEETING_KINDS else kind,
    "answer": lambda lang, answer: say(lang, f"format.{answer}"),
    "hidden": lambda lang, kind: say(lang, f"hidden.{kind}"),
    "node": lambda lang, node: node_text(lang, Key.read(node)),
    "kept": node_value,
    "now": node_value,
    **dict.fromkeys(("span", "period"), period_text),
    "period_kinds": lambda lang, kinds: period_kinds(lang, kinds.split(", ")),
    **dict.fromkeys(("points", "maximum", "step", "sum", "declared", "said", "end", "right"), _decimal),
}
"""Details of faults that each language says in its own words. `roles` come listed: every detail is a text."""
_FIELDS = frozenset({"part", "whole"})
"""Details of faults that name a field."""
_LABELS = frozenset({"lesser", "greater"})
"""Details that name a field by its label alone."""
