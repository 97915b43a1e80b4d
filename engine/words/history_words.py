"""How a framework takes a fact from earlier records, in words: for those who read a framework or compare two."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.texts import label
from chamdiem.rules.language import history
from chamdiem.rules.records.meeting import MEETING_KINDS

if TYPE_CHECKING:
    from chamdiem.engine.words.wording import Wording
    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.history import HistoryFact


def history_words(fact: HistoryFact, wording: Wording) -> str:
    """Return of which months and records it is, and what is found out of them."""
    over, found = wording.say(f"history.over_{fact.over}"), _found(fact, wording)
    if wording.framework.subject is not None:  # such records are of one kind
        return wording.say("history.definition_of", over=over, found=found)
    kinds = ", ".join(label(MEETING_KINDS[kind], wording.lang) for kind in fact.kinds or MEETING_KINDS)
    return wording.say("history.definition", over=over, kinds=kinds, found=found)


def _found(fact: HistoryFact, wording: Wording) -> str:
    made = fact.operation
    match made:
        case history.CountOfRecords() | history.ExistsRecord():
            return wording.say(f"history.of_{made.key}", which=_which(made.condition, wording))
        case history.RunOfRecords(per_member=one):
            which = _which(made.condition, wording)
            if one is None:
                return wording.say("history.of_longest_run", which=which)
            return wording.say("history.of_member_run", which=which, members=wording.name(one.of))
        case history.LastFact(name) | history.MeanOfRecords(name):
            return wording.say(f"history.of_{made.key}", name=wording.name(name))
        case _:
            assert_never(made)


def _which(condition: Condition | None, wording: Wording) -> str:
    """Return which records count."""
    return wording.say("history.any") if condition is None else wording.condition(condition)
