"""The changes between two versions of a framework in words, each value said as its own version says it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chamdiem.engine.texts import Lang, label, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.history_words import history_words
from chamdiem.engine.words.wording import Wording, subject_text
from chamdiem.rules.language.conditions import Condition
from chamdiem.rules.language.criteria import Criterion, Group, NotApplicable
from chamdiem.rules.language.framework import Cap, Finding, Gate, Rating
from chamdiem.rules.language.head import Unavailable
from chamdiem.rules.language.history import HistoryFact
from chamdiem.rules.language.inputs import Input
from chamdiem.rules.language.measures import Measure
from chamdiem.rules.language.model import Model, as_key
from chamdiem.rules.language.subjects import Subject
from chamdiem.rules.language.tallies import TallyItem
from chamdiem.rules.language.ways import BandException, Level, Line, NamedLevel, Part, ScoredPart
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.moments import day_text
from chamdiem.rules.records.scalars import listed

if TYPE_CHECKING:
    from chamdiem.rules.analysis.diff import Change
    from chamdiem.rules.language.framework import Framework

Json = dict[str, Any]
_WORDS = frozenset(
    {
        "scoring", "then", "status", "judged", "rounding", "bonus", "bonus_above_maximum", "better", "part", "take",
        "change",
    }
)  # fmt: skip
"""Keys whose values are fixed words of the format."""


class DiffWords:
    """Says changes, in one language."""

    def __init__(self, old: Framework, new: Framework, lang: Lang) -> None:
        self.lang: Lang = lang
        self.old = Wording(old, lang)
        self.new = Wording(new, lang)

    def sentence(self, change: Change) -> str:
        """Return a change in one sentence."""
        subject = self._subject(change)
        if change.action != "changed":
            item = self._item(change)
            return say(self.lang, f"diff.{change.action}{'' if item else '_plain'}", subject=subject, item=item)
        before, after = self._values(change)
        what = say(self.lang, f"diff.key_{change.key.rstrip('_')}")
        return say(self.lang, "diff.changed", subject=subject, what=what, before=before, after=after)

    def json(self, change: Change) -> Json:
        """Return a change as data."""
        owner = f"{change.owner}/{change.item}" if change.item else change.owner
        told: Json = {"part": change.part, "owner": owner, "action": change.action}
        if change.action == "changed":
            before, after = self._values(change)
            told |= {"key": change.key.rstrip("_"), "before": before, "after": after}
        return told | {"text": self.sentence(change)}

    def _values(self, change: Change) -> tuple[str, str]:
        before, after = change.values
        if change.part == "period":
            return as_written(before), as_written(after)
        return self._value(self.old, change, before), self._value(self.new, change, after)

    def _subject(self, change: Change) -> str:
        """Name what changed, and of what: the band of 4 points of criterion 2.1."""
        wording, item = (self.old, change.before) if change.after is None else (self.new, change.after)
        criterion = wording.framework.criterion(change.owner)
        ratings = {rating.id: rating.title for rating in wording.framework.ratings}
        titled = item if change.part in {"input", "measure", "group", "rating"} else criterion
        points, field = getattr(item, "points", None), wording.name(change.owner) if change.part == "history" else ""
        details = {
            "id": change.owner,
            "part": change.item,
            "title": ratings.get(change.owner) or field or getattr(titled, "title", ""),
            "words": wording.line(item) if isinstance(item, Line) else _words_of(item),
            "points": wording.points(points) if isinstance(points, int) else "",
        }
        subject = say(self.lang, f"diff.part_{change.part}", **details)
        match change.within:
            case None:
                return subject
            case Line() as line:
                return say(self.lang, "diff.within_line", subject=subject, line=wording.line(line))
            case part:
                return say(self.lang, "diff.within_part", subject=subject, part=part.id)

    def _item(self, change: Change) -> str:
        """Say what was added or removed, beyond its name."""
        wording, item = (self.old, change.before) if change.after is None else (self.new, change.after)
        match item:
            case Level():
                text = wording.ends(item, change.of)
            case Rating():
                text = "" if item.is_open else formats.ends(item, "", self.lang)
            case Measure() | HistoryFact():
                text = _definition(item, wording)
            case Input():
                text = wording.asked(change.owner, item)
            case Criterion() | ScoredPart() | Group() if item.maximum is not None:
                text = wording.points(item.maximum)
            case NamedLevel() | Part() if "points" not in item.model_fields_set:
                text = ""
            case Line():
                text = wording.gift(item)
            case BandException() | NamedLevel() | Part() | TallyItem():
                text = wording.points(item.points)
            case Cap() | Finding() | NotApplicable() | Gate():
                text = wording.condition(item.when)
            case _:
                text = ""
        return text

    def _value(  # noqa: C901, PLR0912 - one for each kind of value
        self,
        wording: Wording,
        change: Change,
        value: Any,  # noqa: ANN401 - whatever the part holds
    ) -> str:
        match value:
            case Input():
                text = wording.asked(change.owner, value)
            case Subject():
                text = subject_text(value, self.lang)
            case bool():
                text = say(self.lang, "format.yes" if value else "format.no")
            case None | ():
                text = say(self.lang, "diff.nothing")
            case Measure() | HistoryFact():
                text = _definition(value, wording)
            case Condition():
                text = wording.condition(value)
            case Level():
                text = wording.ends(value, change.of)
            case Rating():
                text = say(self.lang, "show.otherwise") if value.is_open else formats.ends(value, "", self.lang)
            case dt.date():
                text = day_text(value)
            case bool():
                text = say(self.lang, "format.yes" if value else "format.no")
            case int():
                text = str(value) if change.key == "lower_by" else wording.points(value)
            case Decimal():
                text = formats.number(value, self.lang)
            case list() | tuple() if change.part == "lines":
                text = "; ".join(wording.when(item) for item in value)
            case list() | tuple():
                titles: dict[str, str] = {rating.id: rating.title for rating in wording.framework.ratings}
                kinds: dict[str, str] = {k: label(labels, self.lang) for k, labels in MEETING_KINDS.items()}
                names = titles if change.part == "quota" else kinds
                text = listed(
                    item.reason if isinstance(item, Unavailable) else names.get(item, str(item)) for item in value
                )
            case _ if change.key in _WORDS:
                text = say(self.lang, f"diff.{change.key}_{value}")
            case _:
                text = wording.name(value) if change.key == "of" else str(value)
        return text


def _words_of(item: object) -> str:
    return getattr(item, "reason", None) or getattr(item, "title", None) or ""


def as_written(value: Any) -> str:  # noqa: ANN401 - a part of a framework, or several
    """Return a part of a framework as its file has it, on one line."""
    if isinstance(value, Model):
        told = {key: getattr(value, key) for key in value.model_fields_set}
        return as_written({as_key(key): part for key, part in told.items() if part is not None})
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_written(part)}' for key, part in value.items())}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_written, value))}]"
    return str(value)


def _definition(made: Measure | HistoryFact, wording: Wording) -> str:
    """Return how a number is made, or taken from earlier records; with the ends that it is said to have."""
    if isinstance(made, HistoryFact):
        return history_words(made, wording)
    told = wording.measure(made)
    if made.range is None:
        return told
    return say(wording.lang, "diff.ranged", measure=told, ends=formats.ends(made.range, "", wording.lang))
