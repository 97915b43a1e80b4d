"""What earlier records decide of a meeting's facts, in words: the number or its ends, and from which entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.records.moments import month_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.earlier import EarlierFact, EarlierMonth, KnownBy
    from chamdiem.engine.words.wording import Wording


def earlier_sentence(known: KnownBy, wording: Wording) -> str:
    """Return a fact with its value or its ends, and by what it is known."""
    fact, name = known.earlier, wording.name(known.name)
    if fact is None or known.by == "typed":
        value = wording.field_value(known.name, known.value or 0)
        if fact is None or not fact.months:
            return wording.say("earlier.typed", name=name, value=value)
        told = {"ends": _ends(fact, wording), "months": _months(fact, wording)}
        return wording.say("earlier.typed_within", name=name, value=value, **told)
    if not fact.months:
        return wording.say("earlier.told_so", name=name, ends=_ends(fact, wording))
    return wording.say("earlier.told", name=name, ends=_ends(fact, wording), months=_months(fact, wording))


def _ends(fact: EarlierFact, wording: Wording) -> str:
    """Return the value, or the two between which it lies."""
    most = wording.field_value(fact.name, fact.most)
    if fact.is_certain:
        return most
    return wording.say("earlier.ends", least=wording.bare_value(fact.name, fact.least), most=most)


def _months(fact: EarlierFact, wording: Wording) -> str:
    """Return the months that tell of it with their entries, then those of which nothing is known."""
    return "; ".join((*_known(fact, wording), *_unknown(fact, wording)))


def _known(fact: EarlierFact, wording: Wording) -> Iterator[str]:
    for month in fact.months:
        if month.entries or month.own:
            yield wording.say("earlier.month", month=month_text(month.period), entries=_entries(month, wording))


def _entries(month: EarlierMonth, wording: Wording) -> str:
    told = [wording.say("earlier.entry", number=entry.number) for entry in month.entries]
    return ", ".join([*told, *([wording.say("earlier.own")] if month.own else [])])


def _unknown(fact: EarlierFact, wording: Wording) -> Iterator[str]:
    if fact.unknown:
        yield wording.say("earlier.unknown", months=", ".join(map(month_text, fact.unknown)))
